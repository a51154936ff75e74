"""A file of any kind → its words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePath

from hkpress.check.messages import say
from hkpress.importing import plain, wordfile
from hkpress.importing.parcel import MAX_FILE
from hkpress.importing.received import Received, refuse_too_long, unusable

_PAGES = (".html", ".htm", ".xhtml", ".mht", ".mhtml")
_KNOWN = ".docx, .txt, .eml or .html"


def open_document(path: Path) -> tuple[str, bytes]:
    """The name and the bytes of a file, for `read`; only as many bytes of a large file as it takes to refuse it.

    Raises OSError, and Invalid for a folder, and for a pipe or a device, which may never end.
    """
    if path.is_dir():
        raise unusable(say("{name} is a folder: name the files in it", name=path.name or str(path)))
    if not path.is_file() and path.exists():
        raise unusable(
            say("{name} is a pipe or a device, not a file: save its text in a file, and import that", name=path.name)
        )
    with path.open("rb") as file:
        return path.name, file.read(MAX_FILE + 1)


def read_document(name: str, data: bytes) -> list[Received]:
    """The content of the file; for a mail with Word files attached, their content.

    Raises Invalid, with a sentence that says what to do, for a file that cannot be read.
    """
    name = PurePath(name).name
    try:
        return [refuse_too_long(each) for each in _received_parts(name, data)]
    except RecursionError:  # mails inside mails
        raise unusable(say("{name} is nested too deeply: paste its text into a new file", name=name)) from None


def _received_parts(name: str, data: bytes) -> Iterator[Received]:
    suffix, head = PurePath(name).suffix.lower(), data[:1024].lstrip().lower()
    if not data.strip():
        raise unusable(say("{name} is empty", name=name))
    if len(data) > MAX_FILE:
        raise unusable(say("{name} is larger than 60 MB: save it without its pictures, and send them apart", name=name))
    if data.startswith(b"%PDF"):
        raise unusable(say("{name} is a PDF: ask for the Word file, or copy its text into one", name=name))
    if suffix == ".msg" and data.startswith(b"\xd0\xcf\x11\xe0"):
        raise unusable(
            say("{name} is a mail of Outlook: save it as .eml, or save the file that is attached to it", name=name)
        )
    if head.startswith((b"<!doctype html", b"<html", b"mime-version:")) and suffix in (".doc", ".docx"):
        yield plain.read_page(name, data)  # Word saves web pages under this name
    elif suffix in (".docx", ".docm", ".doc", ".rtf") or data.startswith(
        (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")
    ):
        yield wordfile.read(name, data)
    elif suffix in (".eml", ".msg"):
        files = list(plain.attached(name, data))
        yield from (wordfile.read(file, content) for file, content in files)
        if not files:
            yield plain.read_mail(name, data)
    elif suffix in _PAGES or head.startswith((b"<!doctype html", b"<html")):
        yield plain.read_page(name, data)
    elif suffix in (".txt", ".text", ".md", ""):
        yield plain.read_plain(name, data)
    else:
        raise unusable(say("{name} is not a file that can be read: send {known}", name=name, known=_KNOWN))
