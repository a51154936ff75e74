"""What LibreOffice makes of the Word files: the short form runs where it is installed, `make word-proofs` installs it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from hkpress.core import fonts
from hkpress.core.archive import archive
from hkpress.core.fonts import without_ours
from hkpress.formats import word
from hkpress.importing import returned
from hkpress.importing.reading import read
from hkpress.release.editions import EDITIONS
from tests.conftest import ROOT
from tests.test_word import HOUSES, document

LONG = bool(os.environ.get("HKPRESS_LONG"))
OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(not (OFFICE and shutil.which("pdffonts")), reason="no LibreOffice: make word-proofs")
SLUGS = tuple(HOUSES) if LONG else ("2025-04-24-two-sessions",)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for LibreOffice, which sees the pinned fonts alone."""
    folder = tmp_path_factory.mktemp("office")
    config = f"<fontconfig><dir>{fonts.FOLDER}</dir><cachedir>{folder}/cache</cachedir></fontconfig>"
    (folder / "fonts.conf").write_text(f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">{config}')
    return folder


def faces(office: Path, made: bytes, name: str) -> set[str]:
    """The faces in the PDF that LibreOffice makes of the file, without their styles."""
    path = office / f"{name}.docx"
    path.write_bytes(made)
    command = [
        str(OFFICE),
        f"-env:UserInstallation=file://{office}/home",
        "--headless",
        "--convert-to",
        "pdf",
        path.name,
    ]
    subprocess.run(
        command,
        cwd=office,
        check=True,
        capture_output=True,
        timeout=120,
        env=os.environ | {"FONTCONFIG_FILE": str(office / "fonts.conf")},
    )
    listed = subprocess.run(["pdffonts", f"{name}.pdf"], cwd=office, check=True, capture_output=True, text=True).stdout
    return {re.sub(r"^[A-Z]{6}\+|-.*", "", line.split()[0]) for line in listed.splitlines()[2:]}


WANTED = {"en": {"NotoSans"}, "tc": {"NotoSans", "NotoSansHK"}, "sc": {"NotoSans", "NotoSansSC"}}


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("edition", EDITIONS)
def test_chinese_is_set_in_the_glyphs_of_its_region(office: Path, slug: str, edition: str) -> None:
    made, _ = word.make(document(slug, "base", edition))
    # the specimen shows Chinese in English, and place names that the Mainland's face lacks
    extra = {"NotoSansHK"} if slug == "specimen" else set()
    assert faces(office, made, f"{slug}-{edition}") == WANTED[edition] | extra


def without(pattern: str, made: bytes, folder: Path) -> bytes:
    path = folder / "whole.docx"
    path.write_bytes(made)
    with zipfile.ZipFile(path) as read:
        parts = {name: read.read(name) for name in read.namelist()}
    for name in ("word/styles.xml", "word/settings.xml"):
        parts[name] = re.sub(pattern.encode(), b"", parts[name])
    return archive(parts.items(), datetime(2025, 1, 1))  # noqa: DTZ001


@pytest.mark.parametrize("pattern", [r"<w:(lang|themeFontLang) [^>]*/>"])
def test_the_test_fails_where_the_language_is_taken_away(office: Path, pattern: str) -> None:
    made, _ = word.make(document("2025-04-24-two-sessions", "base", "tc"))
    assert "NotoSansSC" in faces(office, without(pattern, made, office), "without")


# --- and back -------------------------------------------------------------------------------------

DIRECTOR = ROOT / "tests/importing/director.py"
SYSTEM_PYTHON = "/usr/bin/python3"
HAS_UNO = (
    Path(SYSTEM_PYTHON).exists()
    and not subprocess.run([SYSTEM_PYTHON, "-c", "import uno"], capture_output=True).returncode
)
EDITS = {
    "replace|leaders and talent from|leaders and experts from": [("words", "body/2/en")],
    "insert|followed the successful conclusion|A wholly new paragraph that a director typed.": [("added", "body/4")],
    "delete|Prof William Wong, meanwhile": [("removed", "body/10/en")],
    "split|spurring digital economy innovation.": [("split", "body/7/en")],
    "join|with the aim of establishing Hong Kong": [("joined", "body/2/en")],
    "move|Prof William Wong, meanwhile|The event followed the successful": [("moved", "body/10/en")],
    "comment|During the Panel Discussion|Is this right?": [("comment", "body/8/en")],
}
TOGETHER = [*[*EDITS][:4], [*EDITS][6]]


def edited(office: Path, edits: Sequence[str]) -> list[tuple[str, str]]:
    """What comes back from a seed that LibreOffice has edited while changes were tracked."""
    slug = "2025-04-24-two-sessions"
    project = HOUSES[slug]
    sent, back = office / "sent.docx", office / "back.docx"
    sent.write_bytes(word.make(document(slug, "hkstp", "en"))[0])
    with without_ours():
        subprocess.run([SYSTEM_PYTHON, str(DIRECTOR), str(sent), str(back), *edits], check=True, timeout=180)
    received = read("back.docx", back.read_bytes())
    return [(each.kind, each.at) for each in returned.proposals(project, project.read(slug), received)]


@pytest.mark.skipif(not HAS_UNO, reason="no UNO: make word-proofs")
@pytest.mark.parametrize(
    "edits", [[], TOGETHER, *([[each] for each in EDITS] if LONG else [])], ids=lambda edits: str(len(edits))
)
def test_every_change_of_a_director_arrives_and_nothing_else(office: Path, edits: list[str]) -> None:
    wanted = [found for each in edits for found in EDITS[each]]
    assert sorted(edited(office, edits)) == sorted(wanted)


@pytest.mark.parametrize("slug", SLUGS if LONG else ["2025-04-16-innovation-institutions"])
def test_a_file_that_libreoffice_saved_changes_nothing(office: Path, slug: str) -> None:
    for edition in EDITIONS:
        path = office / "saved.docx"
        path.write_bytes(word.make(document(slug, "base", edition))[0])
        home = f"-env:UserInstallation=file://{office}/home"
        command = [
            str(OFFICE),
            home,
            "--headless",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            "again",
            path.name,
        ]
        with without_ours():
            subprocess.run(command, cwd=office, check=True, capture_output=True, timeout=120)
        received = read("saved.docx", (office / "again/saved.docx").read_bytes())
        project = HOUSES[slug]
        release = project.read(slug)
        base = replace(release, manuscript=release.manuscript.model_copy(update={"theme": "base"}))
        assert returned.proposals(project, base, received) == []
