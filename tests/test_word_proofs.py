"""What LibreOffice makes of the Word files: the short form runs where it is installed, `make word-proofs` installs it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from hkpress.core import fonts
from hkpress.core.archive import archive
from hkpress.formats import word
from hkpress.release.editions import EDITIONS
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
