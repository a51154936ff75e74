"""Remembered findings equal fresh ones, wherever the text stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from hkpress.check import MOST, examine, memo, names
from hkpress.check.proof import Proof
from hkpress.core import recent
from hkpress.release.project import Project
from tests.check import harness
from tests.conftest import ROOT

WRONG = {"en": "The the (centre opens at  HK$6 billion.", "tc": "中心（今日 啟用，耗資6000000000元,，查詢︰XXX。"}


def findings(text: str) -> list[tuple[object, ...]]:
    found = examine(harness.read(text), now=harness.NOW)
    return [(each.code, each.message, each.severity, each.at, each.span, each.fix) for each in found.diagnostics()]


@pytest.mark.parametrize("slug", Project(ROOT).slugs())
def test_a_release_that_is_checked_again_has_the_same_findings(slug: str) -> None:
    recent.forget()
    release = Project(ROOT).read(slug)
    first = examine(release, now=harness.NOW)
    assert examine(Project(ROOT).read(slug), now=harness.NOW).diagnostics() == first.diagnostics()


def test_the_same_words_elsewhere_have_the_same_findings_there() -> None:
    text = harness.manuscript("body", WRONG)
    recent.forget()
    here = findings(text)
    moved = findings(f"# a line more\n{text}".replace("body: [", "body: [{en: Doors open., tc: 開門。}, "))
    assert len(here) > 5
    assert {each[0] for each in moved} == {each[0] for each in here}
    assert {str(each[3]).replace("body/2", "body/1") for each in moved} == {each[3] for each in here}
    assert {each[4].line for each in moved} == {each[4].line + 1 for each in here}  # type: ignore[attr-defined]


def test_another_day_of_issue_is_another_question() -> None:
    said = {"en": "The fair opens today (24 April).", "tc": "展覽今日（4月24日）開幕。"}
    right = harness.read(harness.manuscript("body", said))
    later = replace(right, manuscript=right.manuscript.model_copy(update={"date": date(2025, 4, 30)}))
    assert examine(right, {"dateline"}, harness.NOW).findings == ()
    assert len(examine(later, {"dateline"}, harness.NOW).findings) == 2
    assert examine(right, {"dateline"}, harness.NOW).findings == ()


def test_another_glossary_is_another_question() -> None:
    text = {"en": "The Technopole opens.", "tc": "科技城啟用。"}
    release = harness.read(harness.manuscript("body", text))
    names = release.glossary.model_copy(
        update={"terms": (release.glossary.names[0].model_copy(update={"never": _never("Technopole")}),)}
    )
    before = examine(release, {"glossary"}, harness.NOW).findings
    found = examine(replace(release, glossary=names), {"glossary"}, harness.NOW).findings
    assert len(found) == len(before) + 1


def _never(word: str) -> object:
    from hkpress.release.model import Variants

    return Variants(en=(word,))


def test_memory_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    recent.forget()
    monkeypatch.setattr(memo._findings, "limit", 50)
    text = harness.manuscript("body", WRONG)
    first = findings(text)
    assert memo.remembered() <= 100
    assert findings(text) == first


def test_of_equal_lists_of_names_one_is_kept() -> None:
    known = [names.known(Proof(harness.read(harness.manuscript("body", WRONG)), harness.NOW)) for _ in range(2)]
    assert known[0] == known[1]
    assert known[0] is not known[1]
    assert memo.shared(known[1]) is memo.shared(known[0])


def test_findings_of_one_rule_in_one_text_are_capped() -> None:
    release = harness.read(harness.manuscript("body", {"en": "It opens.", "tc": "字 " * 3000 + "字"}))
    found = [each for each in examine(release, now=harness.NOW).findings if each.code == "chinese-space"]
    assert len(found) == MOST + 1
    assert str(found[-1].message) == f"and {3000 - MOST:,} more of these in this text: correct the first ones"
    assert len({edit.place.start for each in found for edit in each.edits}) == 3000
