"""Alignment of pairs that were changed: one text merged, split or dropped, or all three."""

from __future__ import annotations

import os
import random
from functools import cache

import pytest

from hkpress.importing.align import SURE, Lexicon, Match, align, learn
from hkpress.importing.house import bilingual_texts as bilingual
from hkpress.importing.recognise import Element
from hkpress.release.project import Project
from tests.conftest import ROOT
from tests.importing.harness import examples

Bead = tuple[list[str], list[str]]
ENDS = {0: ". ", 1: "。"}


@cache
def documents() -> tuple[tuple[tuple[str, str], ...], ...]:
    """The paragraphs of releases of every length: the seeds, the specimen, and those of the corpus, three to nineteen each."""
    found = []
    for project in (Project(ROOT), Project(ROOT / "tests/specimen")):
        for slug in project.slugs():
            texts = bilingual(project.source(project.releases / slug / "release.yaml").data)
            found.append(tuple((en, tc) for en, tc in texts if len(en) > 80))
    for example in examples():
        found.append(
            tuple((row.en, row.tc) for row in example.rows if row.tag in ("P", "Q", "Q2") and row.en and row.tc)
        )
    return tuple(each for each in found if len(each) > 2)


def changed(given: list[tuple[str, str]], ways: tuple[str, ...], chance: random.Random) -> list[Bead]:
    beads: list[Bead] = [([en], [tc]) for en, tc in given]
    for way in ways:
        side = chance.randrange(2)
        whole = [at for at, bead in enumerate(beads) if len(bead[0]) == len(bead[1]) == 1]
        if not whole or (way == "merge" and not any(at + 1 in whole for at in whole)):
            continue  # a short document with changes all over
        if way == "drop":
            beads[chance.choice(whole)][side].clear()
        elif way == "split":
            end = ENDS[side]
            at = chance.choice([at for at in whole if end in beads[at][side][0][:-3]] or [None])
            if at is None:
                continue  # no text of two sentences on that side
            (text,) = beads[at][side]
            cut = text.index(end) + 1
            beads[at][side][:] = [text[:cut], text[cut:].strip()]
        else:
            at = chance.choice([at for at in whole if at + 1 in whole])
            one, other = beads[at], beads[at + 1]
            merged = [(" " if side == 0 else "").join(one[side] + other[side])]
            both = one[1 - side] + other[1 - side]
            beads[at : at + 2] = [(merged, both) if side == 0 else (both, merged)]
    return beads


TIMES, EACH = (9, 1) if os.environ.get("HKPRESS_LONG") else (1, 2)
"""How often a document is changed; one document in two is tried in the suite."""


def score(ways: tuple[tuple[str, ...], ...], times: int) -> tuple[float, float]:
    """The share of right steps, and the share of wrong steps that are flagged."""
    right = total = wrong = told = 0
    chance = random.Random(7)
    for given in documents()[::EACH]:
        for number in range(times):
            start = chance.randrange(max(1, len(given) - 11))
            beads = changed(list(given[start : start + 12]), ways[(number + len(given)) % len(ways)], chance)
            en, tc = ([Element("paragraph", text) for bead in beads for text in bead[side]] for side in (0, 1))
            wanted, i, j = set(), 0, 0
            for ours, theirs in beads:
                wanted.add((tuple(range(i, i + len(ours))), tuple(range(j, j + len(theirs)))))
                i, j = i + len(ours), j + len(theirs)
            got = {(each.en, each.tc): each for each in align(en, tc)}
            right += len(wanted & got.keys())
            total += len(wanted)
            wrong += len(got.keys() - wanted)
            told += sum(_is_told(got[each]) for each in got.keys() - wanted)
    return right / total, told / wrong if wrong else 1.0


def _is_told(match: Match) -> bool:
    """Whether the import flags it: a text without a counterpart, several beside one, or an unsure pair."""
    return len(match.en) != 1 or len(match.tc) != 1 or match.sure < SURE


def test_pairs_as_they_are() -> None:
    assert score(((),), 1) == (1.0, 1.0)


def test_one_text_merged_split_or_dropped() -> None:
    right, _ = score((("merge",), ("split",), ("drop",)), TIMES)
    assert right >= 0.97


def test_all_three_at_once() -> None:
    right, told = score((("merge", "split", "drop"),), TIMES)
    assert right >= 0.88
    assert told >= 0.9


def test_words_are_learnt_from_what_the_house_has_published() -> None:
    learnt = learn(
        [
            ("The quokka ate.", "短尾袋鼠吃了。"),
            ("A quokka slept.", "短尾袋鼠睡了。"),
            ("One quokka ran.", "一隻短尾袋鼠跑了。"),
        ]
    )
    assert learnt["quokka"]
    assert set(learnt["quokka"]) <= {"短尾", "尾袋", "袋鼠"}
    lexicon = Lexicon(learnt=learnt)
    assert "quokka" in lexicon.of_english("Two quokkas")
    assert "quokka" in lexicon.of_chinese("這隻袋鼠")


@pytest.mark.parametrize("count", [0, 1])
def test_a_side_without_texts(count: int) -> None:
    given = [Element("paragraph", "Words.")] * count
    assert [each.tc for each in align(given, [])] == [()] * count
