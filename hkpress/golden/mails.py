"""A mail and a photo pack as lines that a person can review."""

from __future__ import annotations

import email
import hashlib
import io
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import default
from xml.etree import ElementTree

from PIL import Image


def as_text(data: bytes) -> str:
    """The headers of a mail, its HTML, and the type and SHA-256 of each picture. Its text is the text edition."""
    mail = email.message_from_bytes(data, policy=default)
    assert isinstance(mail, EmailMessage)
    told = [f"{name}: {value}" for name, value in mail.items() if name in ("Subject", "X-Unsent")]
    for part in mail.walk():
        content = part.get_content() if not part.is_multipart() else ""
        if part.get_content_type() == "text/html":
            told += ["", *content.replace("\r\n", "\n").rstrip("\n").split("\n")]
        elif isinstance(content, bytes):
            told += ["", f"{part.get_content_type()} {part['Content-ID']} {hashlib.sha256(content).hexdigest()}"]
    return "\n".join(told) + "\n"


def photos(data: bytes) -> str:
    """The files of a photo pack; for each picture its size, the SHA-256 of its pixels, and its captions."""
    told: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        for name in pack.namelist():
            told.append(name)
            if name.endswith(".txt"):
                told += pack.read(name).decode("utf-8-sig").splitlines()
            elif not name.endswith(".xlsx"):
                told += _picture_facts(pack.read(name))
            told.append("")
    return "\n".join(told)


def _picture_facts(data: bytes) -> Iterator[str]:
    with Image.open(io.BytesIO(data)) as image:
        packet = image.info.get("xmp") or image.info["XML:com.adobe.xmp"].encode()
        yield f"{image.width} × {image.height} {image.mode} {hashlib.sha256(image.tobytes()).hexdigest()}"
    for each in ElementTree.fromstring(packet).iter():  # noqa: S314 (hkpress has written it)
        name = each.tag.rpartition("}")[2]
        if name == "li":
            language = next(iter(each.attrib.values()), "")
            yield f"    {language}: {each.text}" if language else f"    {each.text}"
        elif name not in ("xmpmeta", "RDF", "Description", "Alt", "Seq"):
            yield f"  {name}: {(each.text or '').strip()}".rstrip()
