"""How often the rules notice that one language lacks a sentence: `python -m tests.check.dropped`.

The texts are those of `fresh.tsv`; each sentence is taken out of each language in turn. Whole texts must stay silent.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from hkpress.check import missing_text
from hkpress.check.proof import Pair, bare

Texts = tuple[str, str]
_ENDS = (
    re.compile(r"(?<=[a-z0-9)%][.?!])(?<!\b(?:Dr|Mr|Ms|No|St)\.)(?<!\b(?:Mrs|Rev)\.)(?<!\bProf\.) +(?=[A-Z])"),
    re.compile("(?<=[。！？])(?![」』）])"),
)


def releases() -> dict[str, list[Texts]]:
    """The texts of each release, in English and Chinese."""
    lines = Path(__file__).with_name("fresh.tsv").read_text("utf-8").splitlines()
    rows = [(name, en, tc) for name, _, en, tc in (line.split("\t") for line in lines) if tc]
    return {name: [(en, tc) for _, en, tc in texts] for name, texts in groupby(rows, lambda row: row[0])}


def shortened(text: Texts) -> Iterator[Texts]:
    """The text without each of its sentences, in one language at a time."""
    for language, end in enumerate(_ENDS):
        sentences = [each for each in end.split(text[language]) if each]
        for left_out in range(len(sentences) if len(sentences) > 1 else 0):
            rest = (" " if language == 0 else "").join(sentences[:left_out] + sentences[left_out + 1 :])
            yield (rest, text[1]) if language == 0 else (text[0], rest)


def is_found(texts: list[Texts], number: int, text: Texts) -> bool:
    """Whether the rule finds *text* in a release, where it stands in place of the text with this *number*."""
    pairs = [Pair(bare("en", en), bare("tc", tc)) for en, tc in (*texts[:number], text, *texts[number + 1 :])]
    return any(missing_text.in_pair(pairs[number], missing_text.usual(pairs)))


def mutants() -> Iterator[tuple[list[Texts], int, Texts]]:
    """What `is_found` should find."""
    for texts in releases().values():
        yield from ((texts, number, short) for number, text in enumerate(texts) for short in shortened(text))


def main() -> None:
    tried = [is_found(*mutant) for mutant in mutants()]
    whole = [is_found(texts, number, text) for texts in releases().values() for number, text in enumerate(texts)]
    alarms = f"alarms on {sum(whole)} of {len(whole)} right texts"
    sys.stdout.write(f"missing-text: {sum(tried)} of {len(tried)} dropped sentences found; {alarms}\n")


if __name__ == "__main__":
    main()
