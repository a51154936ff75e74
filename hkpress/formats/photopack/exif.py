"""A new EXIF block with what a viewer needs, and nothing from the camera."""

from __future__ import annotations

import struct

# field types of TIFF
_SHORT, _LONG, _RATIONAL, _UNDEFINED = 3, 4, 5, 7


def tiff(width: int, height: int, orientation: int, dpi: int, *, srgb: bool) -> bytes:
    """A TIFF structure: how to turn the picture, its size in pixels, and whether its colours are sRGB."""
    #   tag, type, count, value or where it is
    first = [
        (0x0112, _SHORT, 1, orientation << 16),
        (0x011A, _RATIONAL, 1, _RATIONALS),
        (0x011B, _RATIONAL, 1, _RATIONALS + 8),
        (0x0128, _SHORT, 1, 2 << 16),  # inches
        (0x0213, _SHORT, 1, 1 << 16),  # the centre
        (0x8769, _LONG, 1, _DETAILS),
    ]
    details = [
        (0x9000, _UNDEFINED, 4, int.from_bytes(b"0232", "big")),
        (0x9101, _UNDEFINED, 4, 0x01020300),  # Y Cb Cr
        (0xA000, _UNDEFINED, 4, int.from_bytes(b"0100", "big")),
        (0xA001, _SHORT, 1, (1 if srgb else 0xFFFF) << 16),
        (0xA002, _LONG, 1, width),
        (0xA003, _LONG, 1, height),
    ]
    return (
        b"MM\0*" + struct.pack(">I", 8) + _directory(first) + _directory(details) + struct.pack(">4I", dpi, 1, dpi, 1)
    )


_DETAILS = 8 + 2 + 6 * 12 + 4
_RATIONALS = _DETAILS + 2 + 6 * 12 + 4


def _directory(entries: list[tuple[int, int, int, int]]) -> bytes:
    fields = b"".join(struct.pack(">HHII", *entry) for entry in entries)
    return struct.pack(">H", len(entries)) + fields + struct.pack(">I", 0)
