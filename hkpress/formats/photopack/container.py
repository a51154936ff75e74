"""Puts new metadata into a picture's file and keeps the pixels: JPEG, PNG and WebP are taken apart, not decoded. It
removes everything that a camera or program wrote about itself or its owner: places, serial numbers, names, comments,
and thumbnails that may show what was cropped. It keeps colour profiles and the rotation.
"""

from __future__ import annotations

import io
import re
import struct
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from hkpress.formats.photopack import exif, iim, xmp
from hkpress.formats.photopack.info import PictureInfo
from hkpress.release import pictures

XMP_LIMIT = 65_533 - 29
"""Octets of XMP that one segment of a JPEG holds."""


class TooLong(ValueError):  # noqa: N818 (it ends a sentence about the file)
    """The metadata of a picture does not fit into its file."""


def with_info(data: bytes, info: PictureInfo) -> bytes:
    """The file with the *info* of the picture in it, and nothing else but the picture.

    Raises TooLong if it is too much for a JPEG.
    """
    look = _header_of(data)
    packet = xmp.packet(info)
    if data.startswith(b"\xff\xd8"):
        if len(packet) > XMP_LIMIT:
            raise TooLong
        return _jpeg(data, look, packet, iim.resources(info))
    if data.startswith(b"\x89PNG"):
        return _png(data, look, packet)
    return _webp(data, look, packet)


@dataclass(frozen=True)
class _Layout:
    width: int
    height: int
    orientation: int
    dpi: int
    profiled: bool
    profile: bytes | None
    """A profile to add, because the marks that describe the colours are removed."""
    transparent: bool

    @property
    def exif(self) -> bytes:
        return exif.tiff(self.width, self.height, self.orientation, self.dpi, srgb=not (self.profiled or self.profile))


def _header_of(data: bytes) -> _Layout:
    """What a viewer must know about the picture, from its header."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of size and metadata: the file has passed `pictures.problem`
        image = Image.open(io.BytesIO(data))
        dpi = image.info.get("dpi", (72, 72))[0]
        return _Layout(
            *image.size,
            pictures.orientation(image),
            round(dpi) if 1 <= dpi < 65536 else 72,
            "icc_profile" in image.info,
            pictures.made_profile(image),
            image.mode in ("RGBA", "LA", "PA"),
        )


# --- JPEG: FF, a marker, a length, and so much data -----------------------------------------------

_NEXT = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")  # in the picture itself FF is followed by 00 or counts restarts
_SCAN, _END = 0xDA, 0xD9
_JFIF, _EXIF, _PROFILE, _ADOBE, _COMMENT = 0xE0, 0xE1, 0xE2, 0xEE, 0xFE


def _jpeg(data: bytes, look: _Layout, packet: bytes, resources: bytes) -> bytes:
    parts = [b"\xff\xd8"]
    said = [
        _segment(_EXIF, b"Exif\0\0" + look.exif),
        _segment(_EXIF, b"http://ns.adobe.com/xap/1.0/\0" + packet),
        _segment(0xED, b"Photoshop 3.0\0" + resources),
    ]
    if look.profile:
        said.append(_segment(_PROFILE, b"ICC_PROFILE\0\1\1" + look.profile))
    for marker, start, end in _segments(data):
        if marker == _JFIF and len(parts) == 1:
            parts.append(_segment(_JFIF, data[start + 4 : start + 16] + b"\0\0"))  # without a small picture
        elif not _private(marker, data[start + 4 : start + 16]):
            parts += [*said, data[start:end]]
            said = []
    return b"".join(parts)


def _segment(marker: int, payload: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def _private(marker: int, head: bytes) -> bool:
    """Whether a segment is of no use to the picture itself."""
    if marker == _PROFILE:
        return not head.startswith(b"ICC_PROFILE\0")  # else it says where a second picture is
    return marker == _COMMENT or (0xE0 <= marker <= 0xEF and marker != _ADOBE)


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, start and end of each segment, the scan with its data, up to the end of the first picture."""
    at = 2
    while at + 2 <= len(data):
        if data[at] != 0xFF or data[at + 1] == 0xFF:  # filling
            at += 1
            continue
        marker = data[at + 1]
        if marker == _END:
            yield marker, at, at + 2
            return
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == _SCAN:
            following = _NEXT.search(data, end)
            end = following.start() if following else len(data)
        yield marker, at, end
        at = end


# --- PNG: a length, a name, data, a sum -----------------------------------------------------------

_PNG_KEPT = frozenset(b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sRGB sBIT pHYs cICP bKGD".split())


def _png(data: bytes, look: _Layout, packet: bytes) -> bytes:
    parts = [data[:8]]
    at = 8
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        name = data[at + 4 : at + 8]
        if name in _PNG_KEPT:
            parts.append(data[at:end])
        if name == b"IHDR":
            parts.append(_chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + packet))
            parts += [_chunk(b"eXIf", look.exif)] if look.orientation > 1 else []
        if name == b"IEND":
            break
        at = end
    return b"".join(parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


# --- WebP: RIFF chunks, of which VP8X says what there is -------------------------------------------

_ICC, _ALPHA, _EXIF_FLAG, _XMP_FLAG, _ANIMATION = 0x20, 0x10, 0x08, 0x04, 0x02
_WEBP_KEPT = frozenset([b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"])


def _webp(data: bytes, look: _Layout, packet: bytes) -> bytes:
    chunks = [(name, body) for name, body in _riff(data) if name in _WEBP_KEPT]
    names = {name for name, _ in chunks}
    turned = look.orientation > 1
    flags = _XMP_FLAG | _EXIF_FLAG * turned | _ICC * (b"ICCP" in names) | _ANIMATION * (b"ANIM" in names)
    flags |= _ALPHA * look.transparent
    size = (look.width - 1).to_bytes(3, "little") + (look.height - 1).to_bytes(3, "little")
    head = [(b"VP8X", struct.pack("<I", flags) + size)]
    tail = [*([(b"EXIF", look.exif)] if turned else []), (b"XMP ", packet)]
    body = b"WEBP" + b"".join(
        name + struct.pack("<I", len(each)) + each + b"\0" * (len(each) % 2) for name, each in (*head, *chunks, *tail)
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _riff(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    while at + 8 <= len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        yield data[at : at + 4], data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
