"""Validates the PDFs or web pages of all releases, or a newsroom of them, and proves in the same run that the validators find faults.

Usage: python gate.py pdfs|pages|newsroom
Exit code: 0 all is well, 1 something is wrong.
"""
# ruff: noqa: T201 -- a command: it prints what it finds

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pikepdf

FOLDER = Path(__file__).resolve().parent
BIN = Path(sys.executable).parent

CLEAN, FOUND = 0, 1


def main(kind: str) -> int:
    """The exit code of a run; every step is run, so that one report tells everything."""
    if kind == "newsroom":
        return newsroom()
    suffix, formats, check = {"pdfs": ("pdf", "pdf,pdf-both", check_pdfs), "pages": ("html", "html", check_pages)}[kind]
    with tempfile.TemporaryDirectory(prefix="hkpress-") as scratch:
        for number, project in enumerate((FOLDER.parents[1], FOLDER.parent / "specimen")):
            command = [BIN / "hkpress", "build", "--format", formats, "--output", Path(scratch, str(number))]
            subprocess.run(command, check=True, cwd=project)
        files = sorted(Path(scratch).rglob(f"*.{suffix}"))
        if not all(check(files)):
            return FOUND
    print(f"all {len(files)} {kind} are valid, and a fault made on purpose was found")
    return CLEAN


def newsroom() -> int:
    """The exit code of a run on every kind of page of a newsroom, in every language."""
    sys.path.insert(0, str(FOLDER.parents[1]))
    from tests import sample

    with tempfile.TemporaryDirectory(prefix="hkpress-") as scratch:
        site = sample.made(Path(scratch))
        pages = sorted(path for path in site.rglob("*.html") if 'http-equiv="refresh"' not in path.read_text("utf-8"))
        if not passes("pages.py", "--site", site, *pages):
            return FOUND
    print(f"all {len(pages)} pages of a newsroom are valid")
    return CLEAN


def check_pdfs(pdfs: Sequence[Path]) -> list[bool]:
    """Whether the PDFs comply with PDF/UA-1, and whether one without tags is seen not to."""
    untagged = without_tags(pdfs[0])
    return [passes("verapdf.py", "ua1", *pdfs), finds(("clause 7.1",), "verapdf.py", "ua1", untagged)]


def check_pages(pages: Sequence[Path]) -> list[bool]:
    """Whether the pages are right, and whether vnu and axe both see a picture without a text."""
    faulty = with_picture_unnamed(pages[0])
    return [passes("pages.py", *pages), finds(("vnu, line", "axe, image-alt"), "pages.py", faulty)]


def passes(script: str, *arguments: str | Path) -> bool:
    """Whether the validator finds nothing; what it says is shown."""
    return subprocess.run([sys.executable, FOLDER / script, *arguments], check=False).returncode == CLEAN


def finds(words: Sequence[str], script: str, *arguments: str | Path) -> bool:
    """Whether the validator reports all these faults."""
    command = [sys.executable, FOLDER / script, *arguments]
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    if done.returncode == FOUND and all(word in done.stdout for word in words):
        return True
    print(f"{script} overlooks {' or '.join(words)} in {arguments[-1]}:\n{done.stdout}{done.stderr}")
    return False


def without_tags(pdf: Path) -> Path:
    """A copy of the PDF that lacks its structure, as an untagged PDF does."""
    copy = pdf.with_name("untagged.pdf")
    with pikepdf.open(pdf) as document:
        del document.Root.StructTreeRoot
        document.save(copy)
    return copy


def with_picture_unnamed(page: Path) -> Path:
    """A copy of the page that shows a picture without alternative text."""
    copy = page.with_name("faulty.html")
    picture = '<img src="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22/%3E">'
    copy.write_text(page.read_text("utf-8").replace("</main>", f"{picture}</main>"), "utf-8")
    return copy


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
