"""Classes of characters that several rules speak of, for use inside `[ ]` of a pattern."""

from __future__ import annotations

from hkpress.inline import HAN

LATIN = "A-Za-z\u00c0-\u024f"
STOPS = "，。、；：？！"
"""The full-width marks that end or divide a sentence."""
OPENING = "「『（《〈【〔"
CLOSING = "」』）》〉】〕"
WIDE = f"{HAN}{STOPS}{OPENING}{CLOSING}"
"""What stands in a Chinese text and takes a full square."""

__all__ = ["CLOSING", "HAN", "LATIN", "OPENING", "STOPS", "WIDE"]
