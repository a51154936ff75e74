"""How often the comparison of figures is right: `python -m tests.figures.harness [-v]` prints the table.

The correct pairs must be silent; every mutation of them must be found. `held_out.tsv` was written
with the others and not looked at while the library was made.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from hkpress.figures import compare
from tests.figures.mutations import MUTATIONS, Mutation, small_numeral

FOLDER = Path(__file__).parent
SETS = {
    "given": ["number_pairs.tsv"],
    "published forms": ["published_forms.tsv"],
    "developed on": ["pairs.tsv"],
    "held out": ["held_out.tsv"],
    "held out, second set": ["held_out_2.tsv"],
    "held out, third set": ["held_out_3.tsv"],
}
Pair = tuple[str, str]


@dataclass
class Score:
    """Of one set of pairs and one kind of mutation."""

    mutants: int = 0
    caught: int = 0
    missed: list[Pair] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.caught / self.mutants if self.mutants else 1.0

    def precision(self, false_alarms: int) -> float:
        """Of all alarms, on the mutants and on the correct pairs, those that are deserved."""
        return self.caught / (self.caught + false_alarms) if self.caught else 1.0


def pairs(*names: str) -> list[Pair]:
    """The English and Chinese of each line of the files."""
    lines = [line for name in names for line in (FOLDER / name).read_text("utf-8").splitlines() if line]
    return [(en, zh) for en, zh in (line.split("\t") for line in lines)]


def false_alarms(cases: list[Pair]) -> list[Pair]:
    return [pair for pair in cases if not compare(*pair).agrees]


def mutants(pair: Pair, mutation: Mutation) -> Iterator[Pair]:
    en, zh = pair
    yield from ((changed, zh) for changed in dict.fromkeys(mutation(en)) if changed != en)
    yield from ((en, changed) for changed in dict.fromkeys(mutation(zh)) if changed != zh)


def score(cases: list[Pair], mutation: Mutation) -> Score:
    result = Score()
    for pair in cases:
        for mutant in mutants(pair, mutation):
            result.mutants += 1
            if compare(*mutant).agrees:
                result.missed.append(mutant)
            else:
                result.caught += 1
    return result


def report(verbose: bool = False) -> Iterator[str]:
    """The table, line by line."""
    for title, names in SETS.items():
        cases = pairs(*names)
        alarms = false_alarms(cases)
        yield f"\n{title}: {len(cases)} correct pairs, {len(alarms)} false alarms, {1 - len(alarms) / len(cases):.1%} silent"
        yield from (f"    ! {en} | {zh}" for en, zh in alarms)
        yield f"  {'mutation':<16}{'mutants':>8}{'caught':>8}{'recall':>9}{'precision':>11}"
        for kind, mutation in {**MUTATIONS, "(small numeral)": small_numeral}.items():
            found = score(cases, mutation)
            yield f"  {kind:<16}{found.mutants:>8}{found.caught:>8}{found.recall:>9.1%}{found.precision(len(alarms)):>11.1%}"
            if verbose and kind in MUTATIONS:
                yield from (f"      missed: {en} | {zh}" for en, zh in found.missed)


def main() -> None:
    for line in report("-v" in sys.argv):
        print(line)  # noqa: T201


if __name__ == "__main__":
    main()
