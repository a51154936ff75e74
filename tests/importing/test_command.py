from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from hkpress.check import examine
from hkpress.cli import main
from hkpress.core.diagnostics import Severity
from hkpress.importing import findings
from hkpress.importing.assemble import Doubt
from hkpress.release import source
from hkpress.release.project import Project
from tests.conftest import ROOT
from tests.importing import office

SLUG = "2025-04-24-two-sessions"


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project that knows its issuer and people, and has a pair of Word files."""
    shutil.copytree(ROOT / "releases/_shared", tmp_path / "releases/_shared")
    for name in ("en", "tc"):
        (tmp_path / f"{name}.docx").write_bytes(office.boldly(office.lines(SLUG, name)))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_word_files_become_a_release_that_passes_the_check(newsroom: Path) -> None:
    done = CliRunner().invoke(main, ["import", "en.docx", "tc.docx", "--theme", "hkstp"])
    assert done.exit_code == 0, done.output
    (folder,) = [path for path in (newsroom / "releases").iterdir() if path.name != "_shared" and path.is_dir()]
    assert folder.name.startswith("2025-04-24-hkstp-hosts-hong-kong")
    assert f"imported to releases/{folder.name}/release.yaml" in done.output
    release = Project(newsroom).read(folder.name)
    found = examine(release).diagnostics()
    assert not [each for each in found if each.severity is Severity.ERROR]
    assert (release.manuscript.issuer, release.manuscript.contacts) == ("hkstp", None)


def test_a_second_import_does_not_write_over_the_first(newsroom: Path) -> None:
    assert CliRunner().invoke(main, ["import", "en.docx", "tc.docx"]).exit_code == 0
    again = CliRunner().invoke(main, ["import", "en.docx", "tc.docx"])
    assert again.exit_code == 1
    assert "is there already" in again.output


def test_two_files_of_one_language_are_refused(newsroom: Path) -> None:
    done = CliRunner().invoke(main, ["import", "en.docx", "en.docx"])
    assert done.exit_code == 1
    assert "are both English: give one file of each language" in done.output


def test_what_is_not_sure_is_listed_and_kept(newsroom: Path) -> None:
    lines = [each for each in office.lines(SLUG, "tc") if "鄧健榮先生分享他" not in each[1]]
    (newsroom / "tc.docx").write_bytes(office.boldly(lines))
    done = CliRunner().invoke(main, ["import", "en.docx", "tc.docx", "--slug", "x"])
    assert "  body/8: no Chinese was found for this text\n      Mr Augustus Tang" in done.output
    (kept,) = json.loads((newsroom / ".hkpress/import/x.json").read_text("utf-8"))
    assert kept["at"] == "body/8"
    doubts = findings.kept(Project(newsroom), "x")
    origin = source.read(newsroom / "releases/x/release.yaml")
    (told,) = findings.diagnostics(doubts, origin)
    assert (told.code, told.severity) == ("import", Severity.WARNING)
    assert "Mr Augustus Tang" in origin.text.split("\n")[told.span.line]  # type: ignore[union-attr]
    findings.dismiss(Project(newsroom), "x", doubts[0])
    assert findings.kept(Project(newsroom), "x") == ()


# --- what a person can do about a pair -------------------------------------------------------------

TEXT = """\
date: 2025-04-24
headline: {en: A, tc: 甲}
body:
  # the first
  - en: |-
      One. Two.
    tc: |-
      一。
      二。
  - {en: Three., tc: 三。}
  - {en: Four., tc: 四。}
"""


def origin(text: str = TEXT) -> source.Source:
    return source.parse_text(text, Path("release.yaml"))


def body(text: str) -> list[tuple[str, str]]:
    assert "# the first" in text
    return [(item["en"], item["tc"]) for item in origin(text).data["body"]]


def test_a_text_is_split() -> None:
    assert body(findings.split(origin(), ("body", 0), "en", 4)) == [
        ("One.", "一。"),
        ("Two.", "二。"),
        ("Three.", "三。"),
        ("Four.", "四。"),
    ]
    assert body(findings.split(origin(), ("body", 1), "en", 2))[1:3] == [("Th", "三。"), ("ree.", "待定。")]


def test_a_text_is_joined_with_the_next() -> None:
    assert body(findings.joined(origin(), ("body", 1)))[1:] == [("Three. Four.", "三。四。")]
    assert body(findings.joined(origin(), ("body", 1), "en"))[1:] == [
        ("Three. Four.", "三。"),
        ("To be written.", "四。"),
    ]


def test_one_language_is_moved_against_the_other() -> None:
    down = findings.shifted(origin(), ("body", 1), "tc", 1)
    assert body(down)[1:] == [("Three.", "待定。"), ("Four.", "三。"), ("To be written.", "四。")]
    back = findings.shifted(origin(down), ("body", 2), "tc", -1)
    assert body(back)[1:] == [("Three.", "三。"), ("Four.", "四。")]
    up = findings.shifted(origin(), ("body", 1), "tc", -1)
    assert body(up) == [("One. Two.", "一。\n二。\n三。"), ("Three.", "四。"), ("Four.", "待定。")]


def test_the_place_of_a_finding_is_counted_from_one() -> None:
    assert findings.loc_of("body/3/list/2") == ("body", 2, "list", 1)
    assert Doubt("", "x").at == ""


def test_what_is_not_sure_is_said_in_chinese_too(newsroom: Path) -> None:
    lines = [each for each in office.lines(SLUG, "tc") if "鄧健榮先生分享他" not in each[1]]
    (newsroom / "tc.docx").write_bytes(office.boldly(lines))
    CliRunner().invoke(main, ["import", "en.docx", "tc.docx", "--slug", "x"])
    (doubt,) = findings.kept(Project(newsroom), "x")
    (told,) = findings.diagnostics([doubt], source.read(newsroom / "releases/x/release.yaml"), "tc")
    assert told.message == "這段文字找不到相應的中文"
