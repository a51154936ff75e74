"""Where a gap belongs in Chinese text: beside Latin letters and figures, and between the clauses of a headline."""

from __future__ import annotations

import re

from hkpress.core.characters import HAN, LETTERS

_LATIN = rf"0-9{LETTERS}%$€£°"
BOUNDARY = re.compile(rf"(?<=[{HAN}])(?=[{_LATIN}])|(?<=[{_LATIN}])(?=[{HAN}])")
"""Matches where Chinese and Latin meet and a gap belongs between them."""

SPACED = re.compile(rf"(?<=[{HAN}」』》”] )(?=[{HAN}「『《“])")
"""Matches after a plain space between Chinese characters. In a headline it separates two clauses, as an ideographic
space does."""
