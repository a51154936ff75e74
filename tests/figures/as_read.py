"""The facts read in each pair of `kinds.tsv` and `situations.tsv`: `python -m tests.figures.as_read --accept`.

A test compares them with `as_read.txt`. Any change of a reading shows there, even if no comparison gets worse.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from hkpress.figures import Fact
from tests.figures import harness

FILE = Path(__file__).parent / "as_read.txt"


def read() -> Iterator[str]:
    """The lines of the file."""
    for mark, *_, en, zh in (*harness.rows("kinds.tsv"), *harness.rows(harness.SITUATIONS)):
        yield f"{mark}: {en} | {zh}"
        for language, text in (("en", en), ("zh", zh)):
            yield from (f"    {_shown(fact, text)}" for fact in harness.found(text, language))
        found = harness.compare(en, zh)
        yield from (f"    = {one.text} | {other.text}" for one, other in found.pairs)
        for sign, misses in (("!", found.misses), ("?", found.doubts)):
            yield from (f"    {sign} {miss.en.text} | {miss.zh.text}: {miss.relation}" for miss in misses)
        yield from (f"    ! {fact.text} alone" for fact in (*found.only_en, *found.only_zh))


def _shown(fact: Fact, text: str) -> str:
    assert text[fact.start : fact.end] == fact.text
    also = "".join(f" or {reading!s}" for reading in sorted(map(str, fact.also)))
    certain = "" if getattr(fact.value, "certain", True) else "?"
    unit = f" {fact.unit}{'?' if fact.unit.loose else ''}" if fact.unit else ""
    return f"{fact.text}: {fact.kind} {fact.value}{certain}{unit}{also}{'' if fact.hard else ' (soft)'}"


if __name__ == "__main__":
    if "--accept" in sys.argv:
        FILE.write_text("".join(f"{line}\n" for line in read()), "utf-8")
