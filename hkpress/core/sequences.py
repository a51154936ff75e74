"""The steps from one sequence to another, as difflib finds them, in time that grows with their length."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from contextlib import suppress
from difflib import Match, SequenceMatcher
from typing import Any

MOST = 1_000_000
"""The most items for difflib, which needs a third of a second for them."""
LETTERS = 1_000
"""The longest texts that are compared letter by letter, by number of characters."""

Step = tuple[str, int, int, int, int]
"""One step: what to do, in difflib's word for it, and the stretches of both sequences."""


def steps(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[Step]:
    """The steps from *before* to *after*, in order.

    For long, repetitive sequences they are not the fewest: the items that occur once in each guide the search.
    """
    sequence: list[Step] = []
    i = j = 0
    for a, b, size in matches(before, after):
        if i < a or j < b:
            sequence.append(("replace" if i < a and j < b else "delete" if i < a else "insert", i, a, j, b))
        i, j = a + size, b + size
        if size:
            sequence.append(("equal", a, i, b, j))
    return sequence


def matches(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[Match]:
    """The stretches that both share, in order, with an empty one at the end, as in difflib."""
    with suppress(_TooMuchError):
        return _Matcher(before, after, MOST).get_matching_blocks()
    joined: list[Match] = []
    for each in _anchored(before, after):
        last = joined[-1] if joined else Match(0, 0, 0)
        if (last.a + last.size, last.b + last.size) == (each.a, each.b):
            joined[-1:] = [Match(last.a, last.b, last.size + each.size)]
        else:
            joined.append(each)
    return [*(each for each in joined if each.size), Match(len(before), len(after), 0)]


def ratio(before: Sequence[Hashable], after: Sequence[Hashable]) -> float:
    """How alike they are, from 0 to 1."""
    alike = sum(each.size for each in matches(before, after))
    return 2 * alike / (len(before) + len(after)) if before or after else 1.0


def likeness(one: str, other: str, least: float = 0) -> float:
    """How alike two texts are, from 0 to 1, whatever their marks and capitals. Less than *least* may be 0.

    Letters are compared in short texts, words and Chinese characters in long ones.
    """
    pattern = r"[^\W_]" if max(len(one), len(other)) <= LETTERS else r"[0-9a-z]+|[^\W_]"
    before, after = (re.findall(pattern, text.lower()) for text in (one, other))
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < least:
        return 0.0
    return ratio(before, after)


def unified(before: Sequence[str], after: Sequence[str], names: tuple[str, str], context: int = 3) -> Iterator[str]:
    """A unified diff of lines, which keep their ends, with *context* lines around each change."""
    groups = [*_Grouped(None, before, after).get_grouped_opcodes(context)]
    yield from (f"--- {names[0]}\n", f"+++ {names[1]}\n") if groups else ()
    for group in groups:
        (_, a, _, b, _), (_, _, c, _, d) = group[0], group[-1]
        yield f"@@ -{_line_range(a, c)} +{_line_range(b, d)} @@\n"
        for what, i, j, k, m in group:
            yield from (f" {line}" for line in (before[i:j] if what == "equal" else ()))
            yield from (f"-{line}" for line in (before[i:j] if what != "equal" else ()))
            yield from (f"+{line}" for line in (after[k:m] if what != "equal" else ()))


def _line_range(start: int, end: int) -> str:
    """The lines from *start* to *end*, as a diff counts them."""
    first, number = start + (start < end), end - start
    return str(first) if number == 1 else f"{first},{number}"


class _Grouped(SequenceMatcher[Any]):
    """difflib's matcher, used to put `steps` into groups."""

    a: Sequence[str]
    b: Sequence[str]

    def get_opcodes(self) -> list[Any]:
        return steps(self.a, self.b)


class _TooMuchError(Exception):
    """Texts that repeat themselves would keep difflib busy for minutes."""


class _Matcher(SequenceMatcher[Any]):
    """difflib's matcher, which gives up after a number of items."""

    def __init__(self, before: Sequence[Hashable], after: Sequence[Hashable], left: float) -> None:
        super().__init__(None, before, after, autojunk=False)
        times = Counter(after)
        self.left, self.size = left, len(before)
        self.each = 1 + sum(times[each] for each in before) / max(len(before), 1)

    def find_longest_match(self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None) -> Match:
        self.left -= ((self.size if ahi is None else ahi) - alo) * self.each
        if self.left < 0:
            raise _TooMuchError
        return super().find_longest_match(alo, ahi, blo, bhi)


def _anchored(before: Sequence[Hashable], after: Sequence[Hashable]) -> Iterator[Match]:
    """The stretches at both ends, and those around and between items that occur once in each."""
    most = min(len(before), len(after))
    head = next((n for n in range(most) if before[n] != after[n]), most)
    tail = next((n for n in range(most - head) if before[-1 - n] != after[-1 - n]), most - head)
    ends = len(before) - tail, len(after) - tail
    yield Match(0, 0, head)
    i = j = head
    left: float = MOST
    for a, b in [*_unique_matches(before[head : ends[0]], after[head : ends[1]], head), ends]:
        between = _Matcher(before[i:a], after[j:b], left)
        with suppress(_TooMuchError):
            for each in between.get_matching_blocks():
                yield Match(i + each.a, j + each.b, each.size)
        left = max(between.left, 0)
        if (a, b) != ends:
            yield Match(a, b, 1)
            i, j = a + 1, b + 1
    yield Match(*ends, tail)


def _unique_matches(before: Sequence[Hashable], after: Sequence[Hashable], start: int) -> list[tuple[int, int]]:
    """The places of the items that occur once in each: the longest run in the same order."""
    times = Counter(before), Counter(after)
    places = {each: b for b, each in enumerate(after) if times[0][each] == times[1][each] == 1}
    lowest: list[int] = []
    chains: list[tuple[int, int, int]] = []  # the place in each, and the previous link
    ends: list[int] = []
    for a, each in enumerate(before):
        if each in places:
            at = bisect_left(lowest, places[each])
            lowest[at : at + 1], ends[at : at + 1] = [places[each]], [len(chains)]
            chains.append((a, places[each], ends[at - 1] if at else -1))
    matches: list[tuple[int, int]] = []
    link = ends[-1] if ends else -1
    while link >= 0:
        a, b, link = chains[link]
        matches.append((start + a, start + b))
    return matches[::-1]
