"""`check --fix` changes the bytes that it shows and no others."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hkpress import cli
from hkpress.check import repair
from hkpress.core.files import write_file

TEXT = """\
# A comment，with a wrong comma\t
date: 2025-04-24
headline: {en: A headline, tc: 標題}

body:
  - en:   A paragraph.   # it stays
    tc: 一段文字,兩句。
  - en: 'Another paragraph.'
    tc: |-
      兩行,文字。
"""
TEXT = TEXT.replace("\t", "")


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "releases/x/release.yaml"
    path.parent.mkdir(parents=True)
    return path


def fix() -> Result:
    done = CliRunner().invoke(cli.main, ["check", "--fix", "--yes"])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["", "BOM"])
@pytest.mark.parametrize("last", [True, False], ids=["", "no end at the end"])
def test_line_ends_and_the_byte_order_mark_stay(path: Path, end: str, mark: str, last: bool) -> None:
    text = mark + (TEXT if last else TEXT.rstrip("\n")).replace("\n", end)
    path.write_bytes(text.encode())
    path.chmod(0o600)
    shown = fix().stdout
    assert path.read_bytes().decode() == text.replace("一段文字,", "一段文字，").replace("兩行,", "兩行，")
    assert path.stat().st_mode & 0o777 == 0o600
    assert [line for line in shown.splitlines() if line[0] == "+"][1:] == [
        "+    tc: 一段文字，兩句。",
        "+      兩行，文字。",
    ]


def test_mixed_line_ends_stay(path: Path) -> None:
    text = (
        TEXT.replace("2025-04-24\n", "2025-04-24\r\n")
        .replace("headline, tc: 標題}\n", "headline, tc: 標題}\r")
        .replace("兩句。\n", "兩句。\r\n")
    )
    path.write_bytes(text.encode())
    fix()
    assert path.read_bytes().decode() == text.replace("一段文字,", "一段文字，").replace("兩行,", "兩行，")


def test_a_link_stays_a_link(path: Path, tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts/a.yaml").write_text(TEXT, "utf-8")
    path.symlink_to("../../texts/a.yaml")
    fix()
    assert path.is_symlink()
    assert "一段文字，" in (tmp_path / "texts/a.yaml").read_text("utf-8")


def test_a_link_that_leads_out_is_not_written_through(path: Path, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}.yaml"
    outside.write_text(TEXT, "utf-8")
    path.symlink_to(outside)
    assert fix().exit_code == 1
    assert outside.read_text("utf-8") == TEXT


def test_what_was_saved_meanwhile_stays(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_text(TEXT, "utf-8")
    diff = repair.Repair.diff

    def late(self: repair.Repair, name: str) -> str:
        write_file(path, TEXT.replace("A headline", "Another").encode())
        return diff(self, name)

    monkeypatch.setattr(repair.Repair, "diff", late)
    done = fix()
    assert done.exit_code == 1
    assert "has changed meanwhile" in done.stderr
    assert path.read_text("utf-8") == TEXT.replace("A headline", "Another")
