"""What the colours of a picture mean: its colour profile, or other marks of cameras and programs."""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence
from typing import Any

Primaries = Sequence[tuple[float, float, float]]

_SRGB: Primaries = ((0.43607, 0.22249, 0.01392), (0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.71410))
_ADOBE: Primaries = ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457))
_P3: Primaries = ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407))
_2020: Primaries = ((0.67348, 0.27904, -0.00194), (0.16566, 0.67534, 0.02998), (0.12505, 0.04561, 0.79686))
"""Red, green and blue in XYZ under D50, as a profile has them."""
_KNOWN = {(0.64, 0.33, 0.21, 0.71): _ADOBE, (0.68, 0.32, 0.265, 0.69): _P3}
"""By the x and y of red and green, as a PNG has them."""
USUAL = 2.2
"""The gamma of sRGB, nearly."""
_CODED = {1: _SRGB, 2: _SRGB, 9: _2020, 12: _P3}
"""By the first number of a PNG's cICP."""
_BENT = dict.fromkeys((1, 2, 6, 13, 14, 15), 0.0) | {4: 2.2, 5: 2.8, 8: 1.0}
"""Gammas by its second number; 0 is the curve of sRGB, with which screens show video too. 16 and 18 are for HDR."""


def coded(png: bytes) -> bytes | None:
    """An ICC profile for the cICP of a PNG, which outranks its other marks; b"" if it says sRGB, None without one.

    Raises LookupError if it says that the picture is for HDR, or something unknown.
    """
    place = 8
    while place + 12 <= len(png):
        size, kind = struct.unpack_from(">I4s", png, place)
        if kind == b"IDAT":
            return None
        if kind == b"cICP" and size == 4:
            first, second, matrix, full = png[place + 8 : place + 12]
            if matrix or not full:
                raise LookupError(first, second)
            primaries, gamma = _CODED[first], _BENT[second]
            return _screen_profile(primaries, gamma) if gamma or primaries is not _SRGB else b""
        place += 12 + size
    return None


def marked(image: Any) -> bytes | None:
    """An ICC profile for the marks of an opened picture without one; None if there are none, or they say sRGB.

    Cameras write Adobe RGB into EXIF alone. A PNG may have its gamma and primaries.
    """
    if image.format == "PNG" and not {"srgb", "icc_profile"} & image.info.keys():
        red_and_green = tuple(round(value, 3) for value in image.info.get("chromaticity", ())[2:6])
        primaries = _KNOWN.get(red_and_green, _SRGB)
        gamma = 1 / image.info["gamma"] if image.info.get("gamma") else USUAL
        if 0.5 < gamma < 4 and (primaries is not _SRGB or abs(gamma - USUAL) > 0.1):
            return _screen_profile(primaries, gamma)
    if image.format in ("JPEG", "MPO") and "icc_profile" not in image.info:
        exif = image.getexif()
        if exif.get_ifd(0x8769).get(0xA001) == 0xFFFF and str(exif.get_ifd(0xA005).get(1)).startswith("R03"):
            return _screen_profile(_ADOBE, 563 / 256)
    return None


def is_srgb(source: Any) -> bool:
    """Whether an opened profile makes no visible difference, whatever its name."""
    from PIL import Image

    if source.profile.xcolor_space.strip() != "RGB":
        return False
    patches = Image.frombytes("RGB", (len(_PATCHES) // 3, 1), _PATCHES)
    seen: bytes = in_srgb(patches, source).tobytes()
    return max(abs(one - other) for one, other in zip(_PATCHES, seen, strict=True)) <= 2


_PATCHES = bytes.fromhex("ff0000 00ff00 0000ff c81e1e 3c78be 5aa03c f0c8aa 141414 808080")


def in_srgb(image: Any, source: Any) -> Any:
    """The picture in RGB of sRGB. Raises ImageCms.PyCMSError if the profile does not suit it."""
    from PIL import ImageCms

    if image.mode == "L" and source.profile.xcolor_space.strip() == "RGB":
        image = image.convert("RGB")
    return ImageCms.profileToProfile(
        image, source, ImageCms.createProfile("sRGB"), ImageCms.Intent.RELATIVE_COLORIMETRIC,
        outputMode="RGB", flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )  # fmt: skip


def open_profile(data: bytes) -> Any:
    """The profile for `in_srgb`. Raises OSError or ImageCms.PyCMSError if it is broken."""
    from PIL import ImageCms

    return ImageCms.ImageCmsProfile(io.BytesIO(data))


def _curve(gamma: float) -> bytes:
    """A curve of a profile: a gamma, or sRGB's for 0."""
    if gamma:
        return b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256)) + b"\0\0"
    steps = [step / 255 for step in range(256)]
    light = [step / 12.92 if step <= 0.04045 else ((step + 0.055) / 1.055) ** 2.4 for step in steps]
    return b"curv\0\0\0\0" + struct.pack(">I256H", 256, *(round(each * 65535) for each in light))


def _screen_profile(primaries: Primaries, gamma: float) -> bytes:
    """An ICC profile of version 2 for a screen."""

    def xyz(values: Sequence[float]) -> bytes:
        return b"XYZ \0\0\0\0" + b"".join(struct.pack(">i", round(value * 65536)) for value in values)

    name = b"hkpress\0"
    curve = _curve(gamma)
    tags = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", len(name)) + name + bytes(78),
        b"cprt": b"text\0\0\0\0CC0\0",
        b"wtpt": xyz((0.9642, 1.0, 0.8249)),
        **{letter + b"XYZ": xyz(each) for letter, each in zip((b"r", b"g", b"b"), primaries, strict=True)},
        **{letter + b"TRC": curve for letter in (b"r", b"g", b"b")},
    }
    table, body, start = b"", b"", 132 + 12 * len(tags)
    for tag, data in tags.items():
        table += tag + struct.pack(">II", start + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    head = struct.pack(
        ">I4sI4s4s4s12x4s28x", start + len(body), b"none", 0x02200000, b"mntr", b"RGB ", b"XYZ ", b"acsp"
    )
    illuminant = struct.pack(">3i", 63190, 65536, 54061)
    return head + illuminant + bytes(48) + struct.pack(">I", len(tags)) + table + body
