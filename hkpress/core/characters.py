"""What counts as a Chinese character."""

from __future__ import annotations

import re

HAN = r"\u2e80-\u2fff\u3005-\u3007\u3021-\u3029\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Characters of all planes, radicals, 々〆〇 and the numerals 〡 to 〩, for use inside [ ] of a pattern."""

COMMON_HAN = r"\u4e00-\u9fff"
"""The block of nearly all characters in use. A class with it compiles at once, one with HAN takes a millisecond."""

IS_HAN = re.compile(f"[{HAN}]")
"""Matches one Chinese character."""

OPENING, CLOSING = "「『（《〈【〔", "」』）》〉】〕"
"""Full-width brackets. Half the width of each is blank."""

STOPS = "，。、；：！？"
"""Full-width marks that end or divide a sentence."""

LETTERS = r"A-Za-z\u00c0-\u024f\u0300-\u036f\u1e00-\u1eff"
"""Latin letters with accents, also those of Vietnamese and accents that are signs of their own, for use inside [ ]."""
