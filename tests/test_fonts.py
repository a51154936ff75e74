from __future__ import annotations

import hashlib
import shutil
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from hkpress.core import fonts
from hkpress.core.diagnostics import Invalid, Severity
from hkpress.formats import variants
from hkpress.printing import engine
from hkpress.production.make import make_release
from hkpress.release.project import Project
from tests.jobs import LONG_RUN


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without the fonts, and without fonts of its own."""
    monkeypatch.setattr(fonts, "FOLDER", tmp_path / "fontfiles")
    monkeypatch.setattr(fonts, "_system_fonts", tuple)
    found = (fonts._held, fonts._ranges, engine._engine)
    for each in found:
        each.cache_clear()
    yield tmp_path
    for each in found:
        each.cache_clear()


INSTALLED = fonts.FOLDER


def test_the_installed_fonts_are_the_pinned_ones() -> None:
    assert fonts.verify() == ()
    assert fonts.ready() == ()


def test_no_two_files_share_family_and_style() -> None:
    faces = [
        (family, font.weight, font.style)
        for family, (package, _) in fonts.FAMILIES.items()
        for font in fonts.FONTS
        if font.package == package
    ]
    assert len(faces) == len(set(faces)) == 12
    assert all(family.startswith("hkpress ") for family, _, _ in faces)


@pytest.mark.parametrize("text", ["Hong Kong “£½–—…", "嘅咗喺邨鰂涌埗㙟𨋢𡃁𠝹冇嚟啲", "简体鲗们", "A\nB\u00a0C"])
def test_what_the_fonts_have(text: str) -> None:
    assert list(fonts.uncovered(text)) == []


def test_what_the_fonts_have_not() -> None:
    assert list(fonts.uncovered("a🍏b\ue000")) == [(1, "🍏"), (3, "\ue000")]


def test_installing_from_a_folder_of_files(empty: Path) -> None:
    assert {each.message for each in fonts.verify()} == {"is absent: run `hkpress fonts install`"}
    fonts.install(INSTALLED)
    assert fonts.verify() == ()
    assert {path.name for path in fonts.FOLDER.glob("LICENSE*")} == {package.licence for package in fonts.PACKAGES}


def test_a_file_that_is_not_the_pinned_one_is_refused(empty: Path) -> None:
    shutil.copytree(INSTALLED, empty / "from")
    (empty / "from" / "NotoSansHK_700Bold.ttf").write_bytes(b"another font")
    with pytest.raises(Invalid, match=r"NotoSansHK_700Bold\.ttf: error.*is not the pinned font"):
        fonts.install(empty / "from")
    assert not (fonts.FOLDER / "NotoSansHK_700Bold.ttf").exists()


def test_an_archive_that_is_not_the_pinned_one_is_refused(empty: Path) -> None:
    with tarfile.open(empty / fonts.LATIN.archive, "w:gz"):
        pass
    with pytest.raises(Invalid, match="is not the pinned archive"):
        fonts.install(empty)


def test_a_folder_without_the_fonts(empty: Path) -> None:
    with pytest.raises(Invalid, match=r"`NotoSans_400Regular\.ttf` is not there"):
        fonts.install(empty)


def test_a_damaged_font_is_found_and_installed_again(empty: Path) -> None:
    fonts.install(INSTALLED)
    damaged = fonts.FOLDER / "NotoSansSC_400Regular.ttf"
    damaged.write_bytes(damaged.read_bytes()[:-1])
    assert [each.path for each in fonts.verify()] == [damaged]
    fonts.install(INSTALLED)
    assert fonts.verify() == ()


def test_fetching_asks_npm_for_the_pinned_package(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def npm(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        asked.append(command)
        return subprocess.CompletedProcess(command, 1, "", "no network")

    monkeypatch.setattr(fonts.subprocess, "run", npm)
    with pytest.raises(Invalid, match=r"npm could not fetch @expo-google-fonts/noto-sans 0\.4\.2: no network"):
        fonts.install()
    assert asked[0][-1] == "@expo-google-fonts/noto-sans@0.4.2"


def test_without_fonts_a_build_names_the_command(empty: Path, project: Callable[..., Project]) -> None:
    made = make_release(project(), "x", variants(["en"], ["pdf"]))
    assert made.outputs == ()
    assert "run `hkpress fonts install`" in made.diagnostics[0].message


SYSTEM_FONTS = fonts._system_fonts()


@pytest.mark.skipif(not SYSTEM_FONTS, reason="this system has no Noto CJK")
def test_the_system_s_noto_cjk_will_do_with_a_warning(
    empty: Path, project: Callable[..., Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "_system_fonts", lambda: SYSTEM_FONTS)
    made = make_release(project(), "x", variants(["tc"], ["pdf"]))
    assert len(made.outputs) == 1
    (found,) = (each for each in made.diagnostics if each.code == "fonts")
    assert found.severity is Severity.WARNING
    assert "may differ from other machines" in found.message


def test_the_pinned_hashes_are_of_the_files() -> None:
    for font in fonts.FONTS:
        assert hashlib.sha256(font.path.read_bytes()).hexdigest() == font.sha256


def test_what_the_fonts_hold_is_read_as_fonttools_reads_it() -> None:
    for font in fonts.FONTS if LONG_RUN else {font.package: font for font in fonts.FONTS}.values():
        with TTFont(font.path, lazy=True) as opened:
            groups = zip(*fonts._cmap(str(font.path), 0), strict=True)
            held = {code for first, last in groups for code in range(first, last + 1)}
            assert held == set(opened.getBestCmap())
