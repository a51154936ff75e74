"""What LibreOffice makes of the Word files: the short form runs where it is installed, `make word-proofs` installs it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import pytest

from hkpress.core import fonts
from hkpress.core.archive import archive
from hkpress.core.fonts import without_ours
from hkpress.formats import word
from hkpress.importing import returned
from hkpress.importing.reading import read_document
from tests.conftest import ROOT
from tests.test_word import SPECIMENS, WHOLE, document

LONG = bool(os.environ.get("HKPRESS_LONG"))
OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(not (OFFICE and shutil.which("pdffonts")), reason="no LibreOffice: make word-proofs")
SLUGS = tuple(WHOLE) if LONG else ("2025-04-24-two-sessions",)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for LibreOffice. It sees only the pinned fonts."""
    folder = tmp_path_factory.mktemp("office")
    config = f"<fontconfig><dir>{fonts.FOLDER}</dir><cachedir>{folder}/cache</cachedir></fontconfig>"
    (folder / "fonts.conf").write_text(f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">{config}')
    return folder


def faces(office: Path, made: Mapping[str, bytes]) -> dict[str, set[str]]:
    """The faces in the PDFs that LibreOffice makes of the files, by name, without their styles."""
    for name, data in made.items():
        (office / f"{name}.docx").write_bytes(data)
    command = [
        str(OFFICE),
        f"-env:UserInstallation=file://{office}/home",
        "--headless",
        "--convert-to",
        "pdf",
        *(f"{name}.docx" for name in made),
    ]
    subprocess.run(
        command,
        cwd=office,
        check=True,
        capture_output=True,
        timeout=600,
        env=os.environ | {"FONTCONFIG_FILE": str(office / "fonts.conf")},
    )
    return {name: listed(office / f"{name}.pdf") for name in made}


def listed(path: Path) -> set[str]:
    shown = subprocess.run(["pdffonts", str(path)], check=True, capture_output=True, text=True).stdout
    return {re.sub(r"^[A-Z]{6}\+|-.*", "", line.split()[0]) for line in shown.splitlines()[2:]}


WANTED = {"en": {"NotoSans"}, "tc": {"NotoSans", "NotoSansHK"}, "sc": {"NotoSans", "NotoSansSC"}}


def test_chinese_is_set_in_the_glyphs_of_its_region_and_only_for_the_language_that_is_said(office: Path) -> None:
    """The same test fails once the language is removed."""
    editions = {slug: WHOLE[slug].read(slug).manuscript.editions for slug in SLUGS}
    wanted = {(slug, edition): WANTED[edition] for slug in SLUGS for edition in editions[slug]}
    for (
        slug
    ) in SPECIMENS.slugs():  # the specimens show Chinese in English, and place names that the Mainland's face lacks
        wanted |= {key: faces | {"NotoSansHK"} for key, faces in wanted.items() if key[0] == slug}
    made = {f"{slug}-{edition}": word.make(document(slug, "base", edition))[0] for slug, edition in wanted}
    found = faces(office, made | {"without": without(made["2025-04-24-two-sessions-tc"], office)})
    assert "NotoSansSC" in found.pop("without")
    for (slug, edition), names in wanted.items():
        own = found[f"{slug}-{edition}"]
        assert WANTED[edition] <= own <= names, (slug, edition)


def without(made: bytes, folder: Path) -> bytes:
    """The file without the languages of its styles."""
    path = folder / "whole.docx"
    path.write_bytes(made)
    with zipfile.ZipFile(path) as read:
        parts = {name: read.read(name) for name in read.namelist()}
    for name in ("word/styles.xml", "word/settings.xml"):
        parts[name] = re.sub(rb"<w:(lang|themeFontLang) [^>]*/>", b"", parts[name])
    return archive(parts.items(), datetime(2025, 1, 1))  # noqa: DTZ001


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
    """A seed release as LibreOffice returns it, edited with tracked changes."""
    slug = "2025-04-24-two-sessions"
    project = WHOLE[slug]
    sent, back = office / "sent.docx", office / "back.docx"
    sent.write_bytes(word.make(document(slug, "hkstp", "en"))[0])
    with without_ours():
        subprocess.run([SYSTEM_PYTHON, str(DIRECTOR), str(sent), str(back), *edits], check=True, timeout=180)
    received = read_document("back.docx", back.read_bytes())
    return [(each.kind, each.at) for each in returned.proposals(project, project.read(slug), received)]


@pytest.mark.skipif(not HAS_UNO, reason="no UNO: make word-proofs")
@pytest.mark.parametrize(
    "edits", [TOGETHER, *([[], *([each] for each in EDITS)] if LONG else [])], ids=lambda edits: str(len(edits))
)
def test_every_change_of_a_director_arrives_and_nothing_else(office: Path, edits: list[str]) -> None:
    wanted = [found for each in edits for found in EDITS[each]]
    assert sorted(edited(office, edits)) == sorted(wanted)


@pytest.mark.skipif(not LONG, reason="make word-proofs")
@pytest.mark.parametrize("slug", SLUGS)
def test_a_file_that_libreoffice_saved_changes_nothing(office: Path, slug: str) -> None:
    release = WHOLE[slug].read(slug)
    for edition in release.manuscript.editions:
        path = office / "saved.docx"
        path.write_bytes(word.make(document(slug, release.manuscript.theme, edition))[0])
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
        received = read_document("saved.docx", (office / "again/saved.docx").read_bytes())
        assert returned.proposals(WHOLE[slug], release, received) == []
