"""Classes of characters that several rules share, for use inside `[ ]` of a pattern."""

from __future__ import annotations

import re

from hkpress.core.characters import CLOSING, HAN, IS_HAN, OPENING, STOPS

LATIN = "A-Za-z\u00c0-\u024f"
CAPITAL = "A-ZÀ-ÖØ-ÞĀ-ŽƠƯẠ-Ỹ"
"""Capitals with the accents that names of Vietnam, Portugal or Japan may begin with."""
SMALL = "a-zß-öø-ÿā-žơưạ-ỹ"
WIDE = f"{HAN}{STOPS}{OPENING}{CLOSING}"
"""Characters of a Chinese text that take a full square."""

IS_WIDE, IS_LATIN = re.compile(f"[{WIDE}]"), re.compile(f"[{LATIN}]")
"""Each matches one character. Each class takes a millisecond to compile, so a pattern does without where it can."""

__all__ = ["CAPITAL", "CLOSING", "HAN", "IS_HAN", "IS_LATIN", "IS_WIDE", "LATIN", "OPENING", "SMALL", "STOPS", "WIDE"]
