"""Hong Kong's forms: every row of the table finds what is wrong and leaves what is right."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from hkpress.chinese import forms, tables
from hkpress.chinese.forms import FormKind, FoundForm, forms_in, mixed_pairs
from tests.conftest import ROOT
from tests.marks import unmarked

CASES = [line.split("\t") for line in Path(__file__).with_name("forms.tsv").read_text("utf-8").splitlines()[1:]]


def marked(text: str, findings: Iterable[FoundForm]) -> str:
    for finding in reversed(list(findings)):
        text = f"{text[: finding.start]}⟦{finding.found}⟧{text[finding.end :]}"
    return text


def faults(text: str) -> list[FoundForm]:
    """What a rule reports about a release with this text alone."""
    found = list(forms_in(text))
    pairs = mixed_pairs(found)
    return [each for each in found if each.kind is not FormKind.CONSISTENCY or each.form in pairs]


def test_every_row_has_a_case() -> None:
    assert [(wanted, other) for wanted, other, _, _ in CASES] == [(row.wanted[0], row.other) for row in forms.table()]
    assert len(CASES) > 70


def test_every_row() -> None:
    for wanted, other, wrong, right in CASES:
        text = unmarked(wrong)
        found = faults(text)
        assert marked(text, found) == wrong
        assert {(each.form.other, each.wanted) for each in found} == {(other, (wanted,))}, wrong
        assert faults(right) == [], right


@pytest.mark.parametrize(
    ("wrong", "wanted"),
    [
        ("⟦为⟧港", ("為",)),
        ("⟦发⟧展", ("發", "髮")),
        ("⟦员⟧工", ("員",)),
        ("⟦经⟧济", ("經",)),
        ("⟦経⟧營", ("經",)),
        ("⟦国⟧家", ("國",)),
        ("⟦関⟧係", ("關",)),
        ("⟦众⟧人", ("眾",)),
        ("⟦启⟧動", ("啟",)),
        ("⟦𫚭⟧魚", ("鱲",)),
    ],
)
def test_simplified_and_japanese_characters(wrong: str, wanted: tuple[str, ...]) -> None:
    text = unmarked(wrong)
    place = wrong.index("⟦")
    found = next(each for each in forms_in(text) if each.start == place)
    assert marked(text, [found]) == wrong
    assert (found.kind, found.wanted) == (FormKind.HARD, wanted)


@pytest.mark.parametrize(
    "text",
    [
        "么兹凉冲却卧厦叠吓响够届床恒携晒栖毁泪洒洼滚潜灶烟猪秘粽羡群耻肴脉脚莅虱踪霉韵証",
        "皇后大道、台灣、公里、干預、面積、斗室、只是、余先生、松樹、谷、制度、系統、丑、于、范、姜、岳、党",
        "嘅咗喺邨鰂涌埗㙟𨋢𡃁𠝹冇嚟啲滘塱氹鱲餸嗰畀揼攞",
        "真、內、眾、產、絕、溉、黃、錄、戶、為、強、溫、悅、閱、說、衞、裏、着、啟、綠、緣、線",
        "Hong Kong Science Park 2025",
        "",
    ],
)
def test_what_hong_kong_writes_is_not_found(text: str) -> None:
    assert [each for each in forms_in(text) if each.kind in (FormKind.HARD, FormKind.VARIANT)] == []


def test_a_character_of_hong_kong_s_own_set_is_never_foreign() -> None:
    """The 5,401 characters of Big5's first level, without those in a row or in the list of simplified ones."""
    first_level = "".join(
        bytes((high, low)).decode("big5")
        for high in range(0xA4, 0xC7)
        for low in (*range(0x40, 0x7F), *range(0xA1, 0xFF))
        if (high, low) <= (0xC6, 0x7E)
    )
    assert len(first_level) == 5401
    assert {each.found for each in forms_in(first_level) if each.kind in (FormKind.HARD, FormKind.VARIANT)} == set(
        "儿听坏汙祕脣喫菸臺"
    )


def test_names_are_exempt() -> None:
    text = "梁啓超、王衛國、国家队與衛國、啓"
    assert marked(text, forms_in(text, names=["梁啓超", "王衛國", "国家队"])) == "梁啓超、王衛國、国家队與⟦衛⟧國、⟦啓⟧"


def test_a_name_is_exempt_at_the_start_and_the_end() -> None:
    assert list(forms_in("衛理", names=["衛理"])) == []
    assert [each.start for each in forms_in("理衛", names=["衛理", "王理衛"])] == [1]


def test_findings_say_where_and_what() -> None:
    (found,) = forms_in("由衛生署")
    assert (found.start, found.end, found.found, found.wanted, found.kind) == (1, 2, "衛", ("衞",), FormKind.HOUSE)


def test_a_pair_is_mixed_only_where_both_forms_are_used() -> None:
    texts = ["說明", "恒常", "説話", "恒生指數"]
    found = [each for text in texts for each in forms_in(text)]
    assert {form.other for form in mixed_pairs(found)} == {"説"}
    assert mixed_pairs(forms_in("恒生銀行永恆")) == mixed_pairs(forms_in("葉蘊儀底藴深厚")) == frozenset()


def test_the_releases_have_none() -> None:
    texts = [path.read_text("utf-8") for path in ROOT.glob("releases/*/release.yaml")]
    assert len(texts) == 2
    assert [faults(text) for text in texts] == [[], []]


def test_the_table_is_in_order() -> None:
    rows = tables.rows("forms")
    assert {row["kind"] for row in rows} == set(FormKind)
    assert all(row["source"] for row in rows)
    assert all(row["other"] in word or row["wanted"] in word for row in rows for word in row["allowed"].split())


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("衛生署", True),
        ("中衛電訊", False),
        ("孫占托", False),
        ("占地", True),
        ("陳啓宗", False),
        ("啓用", True),
        ("加强", True),
        ("王强", False),
        ("平臺", True),
        ("臺北", False),
        ("爲此", True),
    ],
)
def test_what_may_be_a_name_is_not_replaced_unasked(text: str, sure: bool) -> None:
    (found,) = (each for each in forms_in(text) if each.kind is not FormKind.CONSISTENCY)
    assert found.sure is sure
