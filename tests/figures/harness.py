"""How often the comparison of figures is right: `python -m tests.figures.harness [-v]` prints the table.

The right pairs must be silent; every mutation of them must be found, and every pair of `situations.tsv` that is marked
bad. `misses.tsv` lists today's exceptions: the tests compare with that list, so that nobody adds to it unnoticed.
`python -m tests.figures.harness --accept` writes it anew. The suite tries one mutant in `STEP`, `make proofs` all.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from math import isqrt
from pathlib import Path

from hkpress.figures import Comparison, compare_facts, find
from tests.figures.mutations import MUTATIONS, Mutation

FOLDER = Path(__file__).parent
MISSES = FOLDER / "misses.tsv"
SITUATIONS = "situations.tsv"
STEP = 1 if "HKPRESS_LONG" in os.environ else 144
SETS = {
    "given": ["number_pairs.tsv"],
    "published forms": ["published_forms.tsv"],
    "developed on": ["pairs.tsv"],
    "held out": ["held_out.tsv"],
    "held out, second set": ["held_out_2.tsv"],
    "held out, third set": ["held_out_3.tsv"],
    "releases, developed on": ["releases.tsv", "releases_2.tsv", "releases_3.tsv"],
    "releases, held out": ["held_out_4.tsv"],
    "releases, held out, second set": ["held_out_5.tsv"],
    "releases, held out, third set": ["held_out_6.tsv"],
    "fresh": [f"fresh_{number}.tsv" for number in range(1, 36)],
}
Pair = tuple[str, str]
Missed = tuple[str, str, str]
"""What should have been found, or "false alarm"; the English; the Chinese."""


@dataclass
class Score:
    """The result for one set of pairs and one kind of mutation."""

    mutants: int = 0
    missed: list[Pair] = field(default_factory=list)
    refused: int = 0

    @property
    def caught(self) -> int:
        return self.mutants - len(self.missed)

    @property
    def recall(self) -> float:
        return self.caught / self.mutants if self.mutants else 1.0

    def precision(self, false_alarms: int) -> float:
        """The share of deserved alarms among all, on the mutants and on the correct pairs."""
        return self.caught / (self.caught + false_alarms) if self.caught else 1.0


def rows(name: str) -> list[tuple[str, ...]]:
    """The lines of a table, but for comments."""
    lines = (FOLDER / name).read_text("utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("# ")]


def pairs(*names: str) -> list[Pair]:
    """The English and Chinese of each line of the files."""
    return [(en, zh) for name in names for en, zh in rows(name)]


found = cache(find)
"""The facts of a text, which is read only once."""


def compare(en: str, zh: str) -> Comparison:
    """As in the library, but reads each text only once, however many mutants share it."""
    return compare_facts(en, found(en, "en"), zh, found(zh, "zh"))


def is_silent(found: Comparison) -> bool:
    """Whether the comparison reports nothing, not even a doubt."""
    return found.agrees and not found.doubts


@cache
def false_alarms(title: str) -> tuple[list[Pair], list[Pair]]:
    """The right pairs of a set that are refused for an error, and those with any report."""
    found = {pair: compare(*pair) for pair in pairs(*SETS[title])}
    refused = [pair for pair, one in found.items() if one.sure]
    return refused, [pair for pair, one in found.items() if not is_silent(one)]


def mutants(pair: Pair, mutation: Mutation) -> Iterator[Pair]:
    en, zh = pair
    yield from ((changed, zh) for changed in dict.fromkeys(mutation(en)) if changed != en)
    yield from ((en, changed) for changed in dict.fromkeys(mutation(zh)) if changed != zh)


def score(cases: list[Pair], mutation: Mutation, step: int = 1) -> Score:
    """The score on one mutant in *step*, a square number: some of the pairs, and some of their mutants."""
    every = isqrt(step)  # making all mutants takes longer than comparing these
    tried = [mutant for pair in cases[::every] for mutant in mutants(pair, mutation)][::every]
    found = [(mutant, compare(*mutant)) for mutant in tried]
    return Score(
        len(tried), [mutant for mutant, one in found if is_silent(one)], sum(bool(one.sure) for _, one in found)
    )


@cache
def scores(title: str, step: int = 1) -> dict[str, Score]:
    """The scores of one set, by kind of mutation."""
    return {kind: score(pairs(*SETS[title]), mutation, step) for kind, mutation in MUTATIONS.items()}


def misses(title: str, step: int = 1) -> set[Missed]:
    """The misjudged pairs of a set: right pairs with a report, wrong pairs without one."""
    if title == SITUATIONS:
        return {
            ("false alarm" if mark == "ok" else "situation", en, zh)
            for mark, en, zh in rows(SITUATIONS)
            if is_silent(compare(en, zh)) != (mark == "ok")
        }
    alarms = {("false alarm", *pair) for pair in false_alarms(title)[1]}
    return alarms | {(kind, *pair) for kind, found in scores(title, step).items() for pair in found.missed}


def comes_out_right(missed: Missed) -> bool:
    """Whether a row of the list is out of date."""
    kind, *pair = missed
    return is_silent(compare(*pair)) is (kind == "false alarm")


def accepted() -> set[Missed]:
    """The committed list."""
    return {(kind, en, zh) for kind, en, zh in rows(MISSES.name)}


def accept() -> None:
    """Rewrite the list."""
    lines = sorted("\t".join(miss) for title in (*SETS, SITUATIONS) for miss in misses(title))
    MISSES.write_text("".join(f"{line}\n" for line in dict.fromkeys(lines)), "utf-8")


def report(verbose: bool = False) -> Iterator[str]:
    """The table, line by line."""
    for title, names in SETS.items():
        cases = pairs(*names)
        refused, alarms = false_alarms(title)
        silent = f"{len(refused)} refused, {len(alarms)} with an alarm of any kind"
        yield f"\n{title}: {len(cases)} right pairs, {silent}"
        yield from (f"    ! {en} | {zh}" for en, zh in alarms)
        yield f"  {'mutation':<16}{'mutants':>8}{'caught':>8}{'recall':>9}{'precision':>11}{'as errors':>11}"
        for kind, found in scores(title).items():
            precision = found.precision(len(alarms))
            counted = f"{kind:<16}{found.mutants:>8}{found.caught:>8}"
            yield f"  {counted}{found.recall:>9.1%}{precision:>11.1%}{found.refused / max(1, found.mutants):>11.1%}"
            if verbose:
                yield from (f"      missed: {en} | {zh}" for en, zh in found.missed)


def main() -> None:
    if "--accept" in sys.argv:
        accept()
        return
    for line in report("-v" in sys.argv):
        print(line)  # noqa: T201


if __name__ == "__main__":
    main()
