"""Characters that look like an ideograph and are not. Text copied from a PDF is full of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from hkpress.chinese import tables


@dataclass(frozen=True)
class Lookalike:
    """The position, the character, and the ideograph that was meant."""

    index: int
    char: str
    canonical: str


# radicals, CJK compatibility ideographs and their supplement
_SUSPECTS = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")


def lookalikes(text: str) -> Iterator[Lookalike]:
    """The compatibility ideographs and radicals of *text*, each with the ideograph to write instead.

    Twelve compatibility ideographs are ideographs in their own right (﨑, 﨩 …), and one radical (⺀) resembles no
    ideograph, so they are not found.
    """
    for match in _SUSPECTS.finditer(text):
        canonical = _radicals().get(match[0]) or unicodedata.normalize("NFKC", match[0])
        if canonical != match[0]:
            yield Lookalike(match.start(), match[0], canonical)


@cache
def _radicals() -> dict[str, str]:
    return {row["radical"]: row["ideograph"] for row in tables.rows("radicals")}
