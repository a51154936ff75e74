"""What counts as a Chinese character."""

from __future__ import annotations

import re

HAN = r"\u2e80-\u2fff\u3005-\u3007\u3021-\u3029\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Characters of all planes, radicals, 々〆〇 and the numerals 〡 to 〩, for use inside [ ] of a pattern."""

OPENING, CLOSING, STOPS = "「『（《〈【〔", "」』）》〉】〕", "，。、；：！？"
"""Full-width marks. Half the width of a bracket is blank."""

LETTERS = r"A-Za-z\u00c0-\u024f\u0300-\u036f\u1e00-\u1eff"
"""Latin letters with accents, also those of Vietnamese and accents that are signs of their own, for use inside [ ]."""

_LATIN = rf"0-9{LETTERS}%$€£°"
BOUNDARY = re.compile(rf"(?<=[{HAN}])(?=[{_LATIN}])|(?<=[{_LATIN}])(?=[{HAN}])")
"""Matches where Chinese and Latin meet and a gap belongs between them."""

SPACED = re.compile(rf"(?<=[{HAN}」』》”] )(?=[{HAN}「『《“])")
"""Matches after a plain space between Chinese characters. In a headline it separates two clauses, as an ideographic
space does."""
