"""Hong Kong's words → the Mainland's, where that is safe: `data/terms.tsv`, except inside `data/guards.tsv`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache

from hkpress.chinese import tables
from hkpress.core.characters import HAN

Index = Mapping[str, Sequence[str]]

_INSIDE = f"(?:(?!從[^業]|[的與和是在由為將獲向對到了已會可須於或])[{HAN}]){{0,10}}?"
"""What may come between a term and the end of a name: 的士 + 司機從業員 + 總會."""
_BRAND = "通(?![知過訊報話行往告])"
"""短訊通, but not 短訊通知."""


def to_mainland(text: str, protect: Iterable[str] = (), extra: Collection[str] = ()) -> str:
    """*text* with the Mainland's words for the terms that are safe to replace, and for the terms *extra*. It stays in
    Traditional characters. A term is replaced unless it overlaps a guard or a string of *protect*. Of
    two terms that overlap, the first wins, then the longer one.
    Raises ValueError if one of *extra* is not in the table.
    """
    protected = _by_first_character(filter(None, protect))

    def replaced(match: re.Match[str]) -> str:
        start, end = match.span()
        if _name_rest().match(text, end) or _touches(_guards(), text, start, end):
            return match[0]
        return match[0] if _touches(protected, text, start, end) else _mainland_terms()[match[0]]

    return _terms_pattern(frozenset(extra)).sub(replaced, text)


def is_term(word: str) -> bool:
    """Whether *word* is a term that `to_mainland` would replace."""
    return word in _mainland_terms()


@cache
def _mainland_terms() -> dict[str, str]:
    return {row["hk"]: row["cn"] for row in tables.rows("terms") if row["class"] != "K"}


@cache
def _terms_pattern(extra: frozenset[str]) -> re.Pattern[str]:
    safe = {row["hk"] for row in tables.rows("terms") if row["class"] == "S"}
    unknown = sorted(extra - _mainland_terms().keys())
    if unknown:
        raise ValueError(f"not among the terms of the lexicon: {', '.join(unknown)}")
    return re.compile("|".join(map(re.escape, sorted(safe | extra, key=len, reverse=True))))


@cache
def _name_rest() -> re.Pattern[str]:
    """The rest of a name that begins with a term, such as 商會, 服務督導委員會."""
    tails = [re.escape(row["text"][1:]) for row in tables.rows("guards") if row["text"].startswith("*")]
    return re.compile(f"{_INSIDE}(?:{'|'.join(tails)})|{_BRAND}")


@cache
def _guards() -> Index:
    kept = [row["hk"] for row in tables.rows("terms") if row["class"] == "K"]
    return _by_first_character(kept + [row["text"] for row in tables.rows("guards") if not row["text"].startswith("*")])


def _by_first_character(strings: Iterable[str]) -> Index:
    """The strings by their first character."""
    index: dict[str, list[str]] = {}
    for string in strings:
        index.setdefault(string[0], []).append(string)
    return index


def _touches(kept: Index, text: str, start: int, end: int) -> bool:
    """Whether a string of *kept* in *text* overlaps text[start:end]."""
    reach = max((len(string) for strings in kept.values() for string in strings), default=0)
    return any(
        place + len(string) > start and text.startswith(string, place)
        for place in range(max(0, start - reach + 1), end)
        for string in kept.get(text[place], ())
    )
