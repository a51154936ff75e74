"""Validates the PDFs, web pages or mails of all releases, or a newsroom of them.

The same run proves that the validators find faults.

Usage: python gate.py pdfs|pages|newsroom|mails
Exit code: 0 all is well, 1 something is wrong.
"""
# ruff: noqa: T201 -- a command: it prints what it finds

from __future__ import annotations

import email
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from email import policy
from pathlib import Path

import pikepdf

FOLDER = Path(__file__).resolve().parent
BIN = Path(sys.executable).parent
LINKS = FOLDER.parent / "schemas" / "sitemap-links.xsd"

CLEAN, FOUND = 0, 1


def main(kind: str) -> int:
    """The exit code of a run. It runs every step, so that one report has everything."""
    if kind in ("newsroom", "mails"):
        return newsroom() if kind == "newsroom" else mails()
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
    from hkpress.core.fonts import without_ours
    from tests import sample

    with tempfile.TemporaryDirectory(prefix="hkpress-") as scratch:
        site = sample.made(Path(scratch), ("press-kit",))
        kits = [Path(scratch, f"{kit.stem}.html") for kit in site.rglob("*.zip")]
        for kit, page in zip(site.rglob("*.zip"), kits, strict=True):
            with zipfile.ZipFile(kit) as packed:
                page.write_bytes(packed.read(next(name for name in packed.namelist() if name.endswith("/index.html"))))
        pages = sorted(path for path in site.rglob("*.html") if 'http-equiv="refresh"' not in path.read_text("utf-8"))
        with without_ours():  # the browser needs the fonts of the machine
            clean = passes("pages.py", "--site", site, *pages) and passes("pages.py", *kits)
        mapped = sitemap_is_valid((site / "sitemap.xml").read_bytes(), Path(scratch))
    if not (clean and mapped):
        return FOUND
    print(f"all {len(pages)} pages of a newsroom, its sitemap and the pages of {len(kits)} press kits are valid")
    return CLEAN


def sitemap_is_valid(data: bytes, scratch: Path) -> bool:
    """Whether a sitemap fits the protocol's own schema, and the schema rejects a damaged one."""
    protocol = FOLDER / "node_modules" / "sitemap" / "schema" / "sitemap.xsd"
    imports = {"http://www.sitemaps.org/schemas/sitemap/0.9": protocol, "http://www.w3.org/1999/xhtml": LINKS}
    lines = [f'<import namespace="{space}" schemaLocation="{path.as_uri()}"/>' for space, path in imports.items()]
    schema = scratch / "schema.xsd"
    schema.write_text("\n".join(['<schema xmlns="http://www.w3.org/2001/XMLSchema">', *lines, "</schema>"]))
    line = ["xmllint", "--noout", "--nonet", "--schema", schema, "-"]
    spoilt = data.replace(b"<lastmod>", b"<lastmod>on ", 1)
    first, second = (subprocess.run(line, input=each, capture_output=True) for each in (data, spoilt))
    if first.returncode:
        print(first.stderr.decode())
    return first.returncode == 0 != second.returncode


DARK = {"@media", "Attribute selector", "color-scheme meta tag"}
"""What mails use although Outlook for Windows lacks it: all of it is for dark mode, and Outlook loses nothing else."""
MOST_OCTETS = 40_000
"""Of the HTML of a mail; Gmail shows the first 102 kB."""


def mails() -> int:
    """The exit code of a run on the mails of all releases and on a web page, where it must find more."""
    with tempfile.TemporaryDirectory(prefix="hkpress-") as scratch:
        for number, project in enumerate((FOLDER.parents[1], FOLDER.parent / "specimen")):
            command = [
                BIN / "hkpress",
                "build",
                "--format",
                "mail,mail-both,html",
                "--output",
                Path(scratch, str(number)),
            ]
            subprocess.run(command, check=True, cwd=project)
        html = {path: html_of(path) for path in sorted(Path(scratch).rglob("*.eml"))}
        for path, data in html.items():
            path.with_suffix(".eml.html").write_bytes(data)
        found = lacking([path.with_suffix(".eml.html") for path in html])
        web = lacking([min(Path(scratch).rglob("en.html"))])
    wrong = [f"{name}: {', '.join({*each} - DARK)}" for name, each in found.items() if not {*each} <= DARK]
    wrong += [f"{path}: {len(data)} octets of HTML" for path, data in html.items() if len(data) > MOST_OCTETS]
    if not any(len(each) > 2 * len(DARK) for each in web.values()):
        wrong.append("caniemail overlooks what a web page has and Outlook has not")
    print("\n".join(wrong) or f"all {len(html)} mails are what Outlook shows, but for dark mode; a web page is not")
    return FOUND if wrong else CLEAN


def html_of(mail: Path) -> bytes:
    """The HTML of a mail."""
    part = email.message_from_bytes(mail.read_bytes(), policy=policy.default).get_body(("html",))
    assert part, mail
    return str(part.get_content()).encode()


def lacking(pages: Sequence[Path]) -> dict[str, list[str]]:
    """What each page uses that Outlook for Windows lacks."""
    sys.path.insert(0, str(FOLDER))
    from pages import node

    command = [str(node()), str(FOLDER / "mail.mjs"), *map(str, pages)]
    told: dict[str, list[str]] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return told


def check_pdfs(pdfs: Sequence[Path]) -> list[bool]:
    """Whether the PDFs comply with PDF/UA-1, and whether one without tags is seen not to."""
    untagged = without_tags(pdfs[0])
    return [passes("verapdf.py", "ua1", *pdfs), finds(("clause 7.1",), "verapdf.py", "ua1", untagged)]


def check_pages(pages: Sequence[Path]) -> list[bool]:
    """Whether the pages are right, and whether vnu and axe both notice a picture without alternative text."""
    faulty = with_picture_unnamed(pages[0])
    return [passes("pages.py", *pages), finds(("vnu, line", "axe, image-alt"), "pages.py", faulty)]


def passes(script: str, *arguments: str | Path) -> bool:
    """Whether the validator finds nothing. Prints its report."""
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
