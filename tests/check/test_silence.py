from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime

import pytest
import yaml

from hkpress.check import CODES, Verdict, examine, silence
from hkpress.check.proof import Proof
from hkpress.release.editions import HONG_KONG
from hkpress.release.project import Project
from tests.check import harness

NOW = datetime(2025, 4, 24, 12, tzinfo=HONG_KONG)
TEXT = """\
date: 2025-04-24
source: {en: Wire, tc: 通訊社}
headline: {en: A laboratory opens, tc: 實驗室啟用}
body:
  - {en: It opens., tc: 今日啟用，，歡迎參觀。}
  - {en: It closes., tc: 明日關閉，，敬請留意。}
  - {en: It is new., tc: 全新設施。}
"""


@pytest.fixture
def verdict(project: Callable[..., Project]) -> Callable[..., Verdict]:
    def run(ignore: str, codes: tuple[str, ...] = CODES) -> Verdict:
        return examine(project(TEXT + f"checks:\n  ignore:\n    - {ignore}\n").read("x"), codes, NOW)

    return run


@pytest.mark.parametrize(
    ("ignore", "left", "silenced"),
    [
        ("{code: doubled-mark, reason: so}", [], 2),
        ("{code: doubled-mark, at: body, reason: so}", [], 2),
        ("{code: doubled-mark, at: body/1, reason: so}", ["doubled-mark body/2/tc"], 1),
        ("{code: doubled-mark, at: body/2/tc, reason: so}", ["doubled-mark body/1/tc"], 1),
        ("{code: doubled-mark, at: /body/1/, reason: so}", ["doubled-mark body/2/tc"], 1),
        ("{code: doubled-mark, reason: so, until: 2025-04-24}", [], 2),
        ("{code: doubled-mark, reason: so, until: 2025-04-23}", ["doubled-mark body/1/tc", "doubled-mark body/2/tc", "expired-ignore checks/ignore/1/code"], 0),
        ("{code: doubled-mark, at: body/3, reason: so}", ["doubled-mark body/1/tc", "doubled-mark body/2/tc", "unused-ignore checks/ignore/1/code"], 0),
        ("{code: doubled-mark, at: body/1/en, reason: so}", ["doubled-mark body/1/tc", "doubled-mark body/2/tc", "unused-ignore checks/ignore/1/code"], 0),
        ("{code: doubled-marks, reason: so}", ["doubled-mark body/1/tc", "doubled-mark body/2/tc", "unknown-ignore checks/ignore/1/code"], 0),
        ("{code: glyph, reason: so}", ["doubled-mark body/1/tc", "doubled-mark body/2/tc", "unknown-ignore checks/ignore/1/code"], 0),
    ],
)  # fmt: skip
def test_what_is_silenced_and_what_is_said_about_it(
    verdict: Callable[..., Verdict], ignore: str, left: list[str], silenced: int
) -> None:
    got = verdict(ignore)
    assert [f"{each.code} {each.at}" for each in got.diagnostics()] == left
    assert len(got.silenced) == silenced


def test_item_1_is_not_item_10(verdict: Callable[..., Verdict]) -> None:
    got = verdict("{code: doubled-mark, at: bod, reason: so}")
    assert [each.code for each in got.findings] == ["doubled-mark", "doubled-mark", "unused-ignore"]


def test_a_rule_that_was_not_run_leaves_its_entry_in_peace(verdict: Callable[..., Verdict]) -> None:
    assert verdict("{code: doubled-mark, at: body/3, reason: so}", ("glossary", "unused-ignore")).findings == ()


def test_a_character_without_glyph_cannot_be_silenced(project: Callable[..., Project]) -> None:
    text = TEXT.replace("It opens.", "It opens 🎉.") + "checks: {ignore: [{code: glyph, reason: so}]}\n"
    found = [each.code for each in examine(project(text).read("x"), CODES, NOW).findings]
    assert found.count("glyph") == 1


def test_a_finding_about_both_languages_is_silenced_at_either(project: Callable[..., Project]) -> None:
    text = TEXT.replace("It is new.", "It cost HK$5 million.").replace("全新設施。", "耗資6億元。")
    for at in ("body/3/en", "body/3/tc"):
        release = project(text + f"checks: {{ignore: [{{code: figures, at: {at}, reason: so}}]}}\n").read("x")
        assert examine(release, {"figures"}, NOW).findings == ()


def test_a_reason_is_asked_for(project: Callable[..., Project]) -> None:
    from hkpress.core.diagnostics import Invalid

    with pytest.raises(Invalid, match="`reason` is missing"):
        project(TEXT + "checks: {ignore: [{code: glossary}]}\n").read("x")


@pytest.mark.parametrize("code", harness.scored())
def test_what_is_printed_with_a_finding_silences_it(code: str) -> None:
    found = next(each for case in harness.cases(code) for each in case.findings(code))
    (written,) = yaml.safe_load(silence.entry(found.diagnostic()).partition(" write ")[2])
    release = harness.read(
        harness.manuscript("body", harness.DEFAULT) + f"checks: {{ignore: [{json.dumps(written)}]}}\n"
    )
    codes = silence.Codes(CODES, {code}, ())
    assert silence.set_apart(Proof(release, NOW), [found], codes)[0] == []
