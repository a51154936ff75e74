from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hkpress.check import CODES, examine
from hkpress.check.inspection import repairs
from hkpress.check.repair import repaired
from hkpress.release import source
from hkpress.release.project import Project
from tests.check import harness

TEXT = """\
# a comment that stays
date:   2025-04-24      # and this one
source: {en: Wire, tc: 通訊社}
headline:
  en: >-
    A laboratory,  opened
    today
  tc: '實驗室(AI)啟用'
body:
  - en: "The Park's “lab” ."
    tc: |-
      園區 今日啟用,,歡迎「 參觀 」,查詢︰２６２９ 6850
  - {en: It opens。, tc: 衛生署今日公佈。}
"""
REPAIRED = """\
# a comment that stays
date:   2025-04-24      # and this one
source: {en: Wire, tc: 通訊社}
headline:
  en: >-
    A laboratory, opened
    today
  tc: '實驗室（AI）啟用'
body:
  - en: "The Park’s “lab”."
    tc: |-
      園區今日啟用，歡迎「參觀」，查詢：2629 6850
  - {en: It opens., tc: 衞生署今日公布。}
"""


def test_the_text_is_repaired_and_all_else_stays(project: Callable[..., Project]) -> None:
    (repair,) = repairs(project(TEXT), ["x"])
    assert repair.after == REPAIRED
    assert repair.before == TEXT
    assert "-  tc: '實驗室(AI)啟用'\n+  tc: '實驗室（AI）啟用'\n" in repair.diff("release.yaml")


def test_a_second_run_finds_nothing(project: Callable[..., Project], tmp_path: Path) -> None:
    assert repairs(project(REPAIRED), ["x"]) == ()
    assert (tmp_path / "releases/x/release.yaml").read_text("utf-8") == REPAIRED


def test_shared_files_are_repaired_once_for_all(project: Callable[..., Project]) -> None:
    text = TEXT.replace("source: {en: Wire, tc: 通訊社}", "issuer: park")
    files = {
        "releases/_shared/issuers/park.yaml": "name: {en: Park, tc: 園區}\ncontacts:\n  - {phone: '2629', name: {en: Ho, tc: 何(生)}}\n"
    }
    made = repairs(project(text, **{"releases/y/release.yaml": text}, **files), ["x", "y"])
    assert [each.path.name for each in made] == ["release.yaml", "park.yaml", "release.yaml"]
    assert "何（生）" in made[1].after


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("Hong Kong, 24 April 2025 – It opens.", "It opens."),
        ("(24 April 2025) It opens.", "It opens."),
        ("Macau, 24 April 2025 – It opens.", None),
        ("Hong Kong, 25 April 2025 – It opens.", None),
        ("Hong Kong, 24 April 2024 – It opens.", None),
    ],
)
def test_a_dateline_is_deleted_only_if_hkpress_prints_the_same(
    project: Callable[..., Project], typed: str, left: str | None
) -> None:
    text = f"date: 2025-04-24\nplace: {{en: Hong Kong, tc: 香港}}\nheadline: {{en: A laboratory, tc: 實驗室}}\nbody: [{{en: '{typed}', tc: 啟用。}}]\n"
    made = repairs(project(text), ["x"], ["typed-twice"])
    assert [each.after for each in made] == ([text.replace(typed, left)] if left else [])


def test_what_is_silenced_is_not_repaired(project: Callable[..., Project]) -> None:
    text = REPAIRED.replace("公布", "公佈") + "checks: {ignore: [{code: house-form, reason: 引文}]}\n"
    assert repairs(project(text), ["x"]) == ()


def test_only_the_chosen_rules_repair(project: Callable[..., Project]) -> None:
    (repair,) = repairs(project(TEXT), ["x"], ["house-form"])
    assert repair.after == TEXT.replace("衛生署今日公佈", "衞生署今日公布")


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("{en: A, tc: B： c}", "{en: A, tc: B： c}"),
        (
            "\n    en: It opens： today\n    tc: 甲",
            "\n    en: It opens： today\n    tc: 甲",
        ),  # `: ` would end the text in YAML
        ("\n    en: 'It opens： today'\n    tc: 甲", "\n    en: 'It opens: today'\n    tc: 甲"),
        ("\n    en: It opens： today\n    tc: 甲,乙", "\n    en: It opens： today\n    tc: 甲，乙"),
        ('{en: "A\\u3002", tc: 甲}', '{en: "A\\u3002", tc: 甲}'),  # the file has escapes that the text lacks
    ],
)
def test_a_repair_that_the_yaml_cannot_take_is_left_out(project: Callable[..., Project], text: str, after: str) -> None:
    head = "date: 2025-04-24\nsource: {en: W, tc: 通}\nheadline: {en: A, tc: 甲}\nbody:\n  - "
    made = repairs(project(head + text + "\n"), ["x"], ["mark-width"])
    assert [each.after for each in made] == ([head + after + "\n"] if after != text else [])


_SIGNS = "香港科技園公佈衛裡AI xX5０，,。.：:；;！!？?（）()「」『』“”\"'‘’…—-\u3000︰‧為爲"
_CHARACTERS = st.sampled_from([*_SIGNS, "  ", "...", "「「", "園 園"])


@settings(
    max_examples=1_500 if os.environ.get("HKPRESS_LONG") else 25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(en=st.lists(_CHARACTERS, min_size=1, max_size=25), tc=st.lists(_CHARACTERS, min_size=1, max_size=25))
def test_whatever_stands_there_a_second_run_finds_nothing(en: list[str], tc: list[str]) -> None:
    texts = {"en": "A" + "".join(en), "tc": "甲" + "".join(tc)}
    text = harness.manuscript("body", texts)
    path = harness.HERE / "release.yaml"
    for _ in range(10):
        edits = [edit for finding in examine(harness.read(text), CODES, harness.NOW).findings for edit in finding.edits]
        new = repaired(edits)
        if not new:
            break
        assert list(new) == [path]
        text = new[path]
    else:
        pytest.fail(f"never at rest: {texts}")
    assert source.parse_text(text, path)


def test_marks_inside_a_quotation_become_inner_ones(project: Callable[..., Project]) -> None:
    text = "date: 2025-04-24\nheadline: {en: A laboratory, tc: 實驗室}\nbody: [{en: Words., tc: 他說：「我們稱之為“橋樑”。」又稱“關卡”。}]\n"
    (repair,) = repairs(project(text), ["x"], ["quote-kind"])
    assert "他說：「我們稱之為『橋樑』。」又稱「關卡」。" in repair.after


@pytest.mark.parametrize(
    ("lang", "text", "kept"),
    [
        ("en", "See [a]（https://park.hk）.", "[a]（https://park.hk）"),  # would be a link
        ("tc", "他在《裡面的週刊》及《羣英説》提到羣山、群山、他説、他說。", "《裡面的週刊》及《羣英説》"),
        ("tc", "第一項工程　第二項工程", "第一項工程　第二項工程"),
        ("tc", "衛先生、占先生、臺先生、游峯、李强及鍾綫出席。", "衛先生、占先生、臺先生、游峯、李强及鍾綫"),
    ],
)
def test_names_titles_and_clauses_stay_and_no_markup_is_made(
    project: Callable[..., Project], lang: str, text: str, kept: str
) -> None:
    pair = {"en": "It opens.", "tc": "今日啟用。", lang: text}
    written = f"date: 2025-04-24\nheadline: {{en: A laboratory, tc: 實驗室}}\nbody: [{{en: '{pair['en']}', tc: '{pair['tc']}'}}]\n"
    assert all(kept in each.after for each in repairs(project(written), ["x"]))


@pytest.mark.parametrize(
    ("code", "words", "mended"),
    [("wrong-form", "强化", "強化"), ("house-form", "啓用", "啟用"), ("mixed-forms", "羣眾和人群", "群眾和人群")],
)
@pytest.mark.parametrize("field", ["name", "organisation"])
def test_a_name_keeps_its_characters(
    project: Callable[..., Project], code: str, words: str, mended: str, field: str
) -> None:
    text = (
        f"date: 2025-04-24\nheadline: {{en: A, tc: 甲}}\nbody: [{{en: A., tc: {words}}}]\n"
        f"contacts: [{{{field}: {{en: Hall, tc: {words}社}}, phone: 2345 6789}}]\n"
    )
    (made,) = repairs(project(text), ["x"], [code])
    assert made.after == text.replace(f"{words}}}", f"{mended}}}")
