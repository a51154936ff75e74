"""The import recognises releases in the forms that institutions send, and pairs each text with its translation."""

from __future__ import annotations

import os

import pytest

from hkpress.importing.fresh import assembled
from hkpress.importing.house import House
from hkpress.importing.reading import read_document
from tests.importing import harness

EXAMPLES = {each.name: each for each in harness.examples()}
SHORT = (
    "gov-typhoon",
    "ngo-elderly",
    "museum-bronze",
    "wire-biotech",
    "invitation-opera",
    "d-govhk",
    "d-sports",
    "e-design",
)
NAMES = EXAMPLES if os.environ.get("HKPRESS_LONG") else SHORT


def test_releases_of_many_houses() -> None:
    total = harness.Score()
    for name in NAMES:
        example = EXAMPLES[name]
        documents = [each for file, data in harness.files(example) for each in read_document(file, data)]
        total.add(harness.score(example, assembled(documents, House()).data))
    assert total.values[0] >= 0.97 * total.values[1], total.wrong
    assert total.pairs[0] >= 0.97 * total.pairs[1], total.wrong
    assert not [each for each in total.wrong if ": lost: " in each]


@pytest.mark.parametrize(
    ("count", "kind", "written"),
    [("%1.", "decimal", "1."), ("(%1)", "lowerLetter", "(a)"), ("（%1）", "taiwaneseCountingThousand", "（一）")],
)
def test_how_a_list_counts(count: str, kind: str, written: str) -> None:
    from hkpress.importing.wordfile import _counting

    assert _counting(kind, count) == written
