"""Finds what no file made by hkpress may contain, whoever wrote the release."""

from __future__ import annotations

import io
import json
import re
import zipfile
from email import message_from_bytes, policy
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pikepdf

SECRETS = (b"top-secret", b"root:x:0:")
HEADERS = "subject from to date mime-version content-type x-unsent message-id x-embargo content-language content-transfer-encoding keywords"


class Running(HTMLParser):
    """Everything in a page that would run or be loaded. A newsroom's pages may load files of their own site."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in ("iframe", "object", "embed", "base", "frame", "applet"):
            self.found.append(tag)
        if tag == "script" and values.get("type") != "application/ld+json" and not _is_local(values.get("src", "")):
            self.found.append(tag)
        if tag == "form" and not _is_local(values.get("action", ".")):
            self.found.append(tag)
        if tag in ("img", "source", "video", "audio", "image", "use") and not re.match(
            r"data:image/|cid:|#", source := values.get("src", values.get("href", ""))
        ):
            self.found += [] if _is_local(source) else [f"{tag} {source[:80]}"]
        self.found += [
            name
            for name, value in values.items()
            if name.startswith("on") or (name not in _WORDS and _is_script(value))
        ]


_WORDS = ("content", "alt", "title", "aria-label")
"""Attributes that a browser reads but never follows."""


def _is_local(address: str) -> bool:
    return bool(re.fullmatch(r"(?:\.\./)*[\w./-]+(?:\?[\w=]+)?", address))


def _is_script(value: str) -> bool:
    return re.sub(r"[\s\x00-\x1f]", "", value).lower().startswith(("javascript:", "data:text", "vbscript:"))


def wrong(name: str, data: bytes) -> list[str]:
    """What is wrong in a file with that name."""
    found = [f"{name}: {secret!r}" for secret in SECRETS if secret in data]
    match Path(name).suffix:
        case ".html":
            text = data.decode("utf-8-sig")
            page = Running()
            page.feed(text)
            found += [f"{name}: {each}" for each in page.found]
            if not name.endswith(".mail.html") and "Content-Security-Policy" not in text:
                found.append(f"{name}: no policy")
        case ".txt" | ".csv":
            found += [
                f"{name}: {each!r}"
                for each in re.findall(
                    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", data.decode("utf-8-sig")
                )
            ]
        case ".json":
            json.loads(data)
        case ".pdf":
            with pikepdf.open(io.BytesIO(data)) as pdf:
                held = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary | pikepdf.Stream)]
                keys = set().union(*(each.keys() for each in held))
            found += [f"{name}: {key}" for key in keys & {"/JavaScript", "/JS", "/Launch", "/OpenAction", "/EF", "/AA"}]
        case ".eml":
            sent = message_from_bytes(data, policy=policy.default)
            found += [f"{name}: header {each}" for each in sent if each.lower() not in HEADERS.split()]
            found += [f"{name}: defect {each!r}" for part in sent.walk() for each in part.defects]
            for part in sent.walk():
                if part.get_content_type() == "text/html":
                    found += wrong(f"{name}.mail.html", part.get_content().encode())
        case ".docx" | ".zip" | ".xlsx":
            with zipfile.ZipFile(io.BytesIO(data)) as packed:
                for each in packed.namelist():
                    if (
                        each.startswith(("/", "\\"))
                        or ".." in each.split("/")
                        or re.search("[\x00-\x1f\x7f\\\\:]", each)
                    ):
                        found.append(f"{name}: holds {each!r}")
                    found += wrong(each, packed.read(each))
        case ".xml" | ".rels" | ".svg" | ".rss" | ".atom":
            text = data.decode("utf-8-sig")
            ElementTree.fromstring(text.encode())
            outside = re.findall(
                r'Target="([^"]*)"[^>]*TargetMode="External"|TargetMode="External"[^>]*Target="([^"]*)"', text
            )
            found += [
                f"{name}: leads to {each!r}"
                for pair in outside
                for each in pair
                if each and not re.match(r"(?i)https?://|mailto:|tel:", each)
            ]
    return found
