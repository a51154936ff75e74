"""The findings in the committed releases: only true ones."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import datetime
from pathlib import Path
from types import FrameType

import pytest

from hkpress.check import Verdict, examine
from hkpress.core import recent
from hkpress.release.editions import HONG_KONG
from hkpress.release.project import Project
from tests.conftest import ROOT

NOW = datetime(2026, 1, 1, tzinfo=HONG_KONG)
HKSTP, WIRE = "2025-04-24-two-sessions", "2025-04-16-innovation-institutions"


def verdict(slug: str, root: Path = ROOT) -> Verdict:
    return examine(Project(root).read(slug), now=NOW)


def test_the_release_of_hkstp_has_mixed_marks_and_a_dead_link() -> None:
    found = verdict(HKSTP).diagnostics()
    assert [(each.code, str(each.severity), each.at) for each in found] == [
        ("dead-link", "warning", "photo_pack/url"),
        ("mixed-marks", "warning", "headline/en"),
        ("mainland-word", "hint", "body/8/tc"),
    ]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("HeSatep", "Hetao"),
        ("Nansha Technology City", "San Tin Technopole"),
        ("Siasun Robot & Automation", "robotics"),
        ("Shenzhen Kaifa Technology", "deep technology"),
        ("Policy Innovation Office", "Digital Policy Office"),
        ("Hong Kong Innovation and Technology Bureau", "Innovation, Technology and Industry Bureau"),
    ],
)
def test_the_broken_names_of_the_wire_piece_are_found(wrong: str, right: str) -> None:
    found = [each for each in verdict(WIRE).diagnostics() if f"`{wrong}" in each.message]
    assert [(each.code, str(each.severity)) for each in found] == [("glossary", "warning")]
    assert right in (found[0].fix or "")


def test_the_broken_names_are_found_without_their_being_forbidden(tmp_path: Path) -> None:
    """A glossary of right names also finds wrong ones: by the Chinese beside them, and by their letters."""
    for file in ("releases/_shared/glossary.yaml", f"releases/{WIRE}/release.yaml"):
        target = tmp_path / file
        target.parent.mkdir(parents=True, exist_ok=True)
        lines = (ROOT / file).read_text("utf-8").splitlines(keepends=True)
        target.write_text("".join(line for line in lines if "never:" not in line), "utf-8")
    (tmp_path / "templates" / "newswire").mkdir(parents=True)
    found = verdict(WIRE, tmp_path).diagnostics()
    for right in ("Hetao", "San Tin Technopole", "Digital Policy Office", "Innovation, Technology and Industry Bureau"):
        assert [each for each in found if right in each.message and each.code in ("name-pair", "near-name")], right


def test_the_two_notations_of_one_sum_in_the_wire_piece_are_found() -> None:
    found = [each for each in verdict(WIRE).diagnostics() if each.code == "sum-notation"]
    assert [(each.at, each.fix, str(each.severity)) for each in found] == [
        ("body/5/en", "HK$60 billion", "warning"),
        ("body/5/en", "HK$100 billion", "warning"),
        ("body/5/tc", "1,000億港元", "warning"),
        ("body/5/tc", "600億港元", "warning"),
    ]
    assert found[0].message == "`$60 billion` here, `HK$60 billion` elsewhere in this release: write one sum in one way"


def test_nothing_in_the_wire_piece_is_found_twice() -> None:
    found = verdict(WIRE).diagnostics()
    places = Counter((each.span, each.edition) for each in found if each.code != "headline-length")
    assert max(places.values()) == 1


def test_the_specimen_is_clean_but_for_what_only_its_chinese_says() -> None:
    found = verdict("specimen", ROOT / "tests" / "specimen").diagnostics()
    assert [(each.code, str(each.severity), each.at) for each in found] == [
        ("missing-text", "warning", "body/2/en"),
        ("missing-text", "warning", "body/4/en"),
        ("markup", "hint", "body/6/tc"),
    ]


def test_a_release_is_checked_in_few_steps() -> None:
    """At most six calls of Python functions for each character; benchmarks/check.py measures the time."""
    release = Project(ROOT).read(HKSTP)
    verdict(HKSTP)
    recent.forget()
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        examine(release, now=NOW)
    finally:
        sys.setprofile(None)
    assert calls < 6 * sum(len(words) for _, _, words in release.words())
