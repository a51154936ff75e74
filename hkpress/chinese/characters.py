"""What counts as a Chinese character."""

from __future__ import annotations

import re

HAN = r"\u2e80-\u2fff\u3005-\u3007\u3021-\u3029\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Characters of all planes, radicals, 々〆〇 and the numerals 〡 to 〩, for use inside [ ] of a pattern."""

OPENING, CLOSING, STOPS = "「『（《〈【〔", "」』）》〉】〕", "，。、；：！？"
"""Full-width marks. Half the room of brackets is blank."""

_LATIN = r"0-9A-Za-z\u00c0-\u024f%$€£°"
BOUNDARY = re.compile(rf"(?<=[{HAN}])(?=[{_LATIN}])|(?<=[{_LATIN}])(?=[{HAN}])")
"""Where Chinese and Latin meet, with a gap between them."""

SPACED = re.compile(rf"(?<=[{HAN}」』》”] )(?=[{HAN}「『《“])")
"""Behind a plain space between Chinese, which parts two clauses of a headline as an ideographic space does."""
