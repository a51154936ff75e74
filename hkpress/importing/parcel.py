"""The parts of a Word file, opened with care: anybody may have sent it."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from functools import cache
from typing import Any

from hkpress.check.messages import say
from hkpress.importing.received import unusable

MAX_FILE = 60 << 20
MAX_PART = 30 << 20
MAX_PARTS = 4_000
MAX_TAGS = 400_000
"""Tags in one part: the longest release has some thousands; a tree of so many takes 200 MB."""

_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    b"http://purl.oclc.org/ooxml/drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
}
RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class Parcel:
    """The parts of a Word file, each read and parsed when it is asked for. Raises Invalid for any other file."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        if len(data) > MAX_FILE:
            raise unusable(
                say("{name} is larger than 60 MB: save it without its pictures, and send them apart", name=name)
            )
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            raise unusable(
                say("{name} is locked with a password: save it without one", name=name)
                if _ENCRYPTED in data
                else say("{name} is in Word's old form: open it in Word and save it as .docx", name=name)
            )
        if data.startswith(b"{\\rtf"):
            raise unusable(say("{name} is in rich text form: open it in Word and save it as .docx", name=name))
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
            self.names = {info.filename.replace("\\", "/").lstrip("/"): info for info in self.zip.infolist()}
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError, OverflowError):
            raise self.damaged() from None
        if len(self.names) > MAX_PARTS:
            raise unusable(
                say(
                    "{name} has {count} parts: this is not what a word processor writes",
                    name=name,
                    count=f"{len(self.names):,}",
                )
            )
        self.main = self._main()

    def damaged(self) -> Exception:
        """The error for a file that cannot be read."""
        return unusable(
            say("{name} is not a Word file, or is damaged: open it in Word and save it as .docx", name=self.name)
        )

    def data(self, part: str) -> bytes:
        """The bytes of a part; b"" if there is none."""
        info = self.names.get(part)
        if info is None:
            return b""
        too_large = unusable(
            say("{name} holds a part of more than 30 MB: save it without large pictures", name=self.name)
        )
        if info.file_size > MAX_PART:
            raise too_large
        if info.flag_bits & 1:
            raise unusable(say("{name} is locked with a password: save it without one", name=self.name))
        try:
            with self.zip.open(info) as file:
                data = file.read(MAX_PART + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError, RuntimeError):
            raise self.damaged() from None
        if len(data) > MAX_PART:  # the directory gives a wrong size
            raise too_large
        return data

    def tree(self, part: str) -> Any:
        """The root of an XML part; None if there is no such part."""
        data = self.data(part)
        if not data:
            return None
        return self.parsed(data)

    def parsed(self, data: bytes) -> Any:
        from lxml import etree

        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            data = data.decode("utf-16", "replace").encode()
            data = re.sub(rb"^\s*<\?xml[^>]*\?>", b"", data)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise unusable(
                say(
                    "{name} defines entities, as no word processor does: open it in Word and save it again",
                    name=self.name,
                )
            )
        if data.count(b"<") > MAX_TAGS:
            raise unusable(say("{name} is far longer than a release: save only the release's own text", name=self.name))
        if _STRICT in data:
            for strict, usual in _TRANSITIONAL.items():
                data = data.replace(strict, usual)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError):
            raise self.damaged() from None
        return root

    @cache  # noqa: B019 (a package lives as long as it is read)
    def relations(self, part: str) -> dict[str, tuple[str, str, bool]]:
        """The references of a part, by id: the kind, the part or address, whether it is external."""
        folder, name = posixpath.split(part)
        root = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        related = {}
        for each in root.iter(RELATIONSHIPS) if root is not None else ():
            kind, target = each.get("Type", "").rpartition("/")[2], each.get("Target", "")
            outside = each.get("TargetMode") == "External"
            if not outside:
                target = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                target = posixpath.normpath(target)
            related[each.get("Id", "")] = kind, target, outside
        return related

    def _main(self) -> str:
        """The part that holds the text."""
        root = self.relations("")
        targets = [target for kind, target, outside in root.values() if kind == "officeDocument" and not outside]
        for part in (*targets, "word/document.xml"):
            if part in self.names:
                return part
        if "mimetype" in self.names and b"opendocument" in self.data("mimetype"):
            raise unusable(say("{name} is an OpenDocument file: save it as .docx", name=self.name))
        if any(name.startswith("Index/") for name in self.names):
            raise unusable(say("{name} is a Pages file: export it to Word", name=self.name))
        if any(name.startswith(("xl/", "ppt/")) for name in self.names):
            raise unusable(say("{name} is a sheet or a set of slides: save its text as a Word file", name=self.name))
        raise self.damaged()
