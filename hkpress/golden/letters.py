"""A Word file as lines that a person can review: style, text, targets of links, descriptions of pictures."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADERS = ("header1.xml", "header2.xml", "footer1.xml")


def as_text(data: bytes) -> str:
    """The text of a Word file, a paragraph a line, after the header and footer of its pages."""
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(data)) as read:
        names = {
            style.get(f"{_W}styleId"): style.find(f"{_W}name").get(f"{_W}val")
            for style in etree.fromstring(read.read("word/styles.xml")).iter(f"{_W}style")
        }
        there = [name for name in _HEADERS if f"word/{name}" in read.namelist()]
        told = [
            f"({name.partition('.')[0]}) {line}"
            for name in there
            for line in _letter_lines(etree.fromstring(read.read(f"word/{name}")), names)
        ]
        told += _letter_lines(etree.fromstring(read.read("word/document.xml")), names)
    return "\n".join(told) + "\n"


def _letter_lines(root: Any, names: dict[str, str]) -> Iterator[str]:
    for paragraph in root.iter(f"{_W}p"):
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        name = names.get(style.get(f"{_W}val"), "") if style is not None else ""
        words = "".join(_paragraph_words(paragraph, names))
        if name or words:
            yield f"{name}: {words}".rstrip()


def _paragraph_words(paragraph: Any, names: dict[str, str]) -> Iterator[str]:
    """The words of a paragraph. Words with a style of their own, such as the dateline, are in ⟨ ⟩; a link is followed
    by its address."""
    link = ""
    for element in paragraph.iter(f"{_W}r", f"{_W}instrText", f"{_W}fldChar", "{*}docPr"):
        kind = element.tag.rpartition("}")[2]
        if kind == "r":
            style = element.find(f"{_W}rPr/{_W}rStyle")
            words = "".join(
                {"t": each.text or "", "br": "⏎", "tab": "⇥"}.get(each.tag[len(_W) :], "") for each in element
            )
            named = names.get(style.get(f"{_W}val")) if style is not None and words else None
            yield f"⟨{named}: {words}⟩" if named else words
        elif kind == "instrText":
            link = (element.text or "").partition("HYPERLINK")[2].strip(' "')
        elif kind == "fldChar" and element.get(f"{_W}fldCharType") == "end" and link:
            yield f" → {link}"
            link = ""
        elif kind == "docPr":
            yield f"[picture: {element.get('descr')}]"
