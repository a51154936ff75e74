"""What changed between two texts, in words."""

from __future__ import annotations

import random

import pytest

from hkpress.golden import changes as golden_changes
from hkpress.golden import comparing
from hkpress.golden.changes import changes, pairs
from hkpress.golden.parts import Part, Parts
from hkpress.golden.wording import ChangeKind

pytestmark = pytest.mark.usefixtures("printed_once")

ENGLISH, CHINESE = "The park spent HK$60 billion.", "園區耗資600億港元。"


def part(name: str, text: str) -> Part:
    """The headline, or "paragraph 3"."""
    kind, _, number = name.partition(" ")
    return Part("paragraph.text", (int(number),), text) if number else Part(kind, (), text)


def said(
    old: dict[str, list[tuple[str, str]]], new: dict[str, list[tuple[str, str]]], names: tuple[str, ...] = ()
) -> list[str]:
    before, after = (
        {edition: Parts(tuple(part(*each) for each in parts), names) for edition, parts in side.items()}
        for side in (old, new)
    )
    return [str(each) for each in changes({name: pairs(before[name], after[name], name) for name in before})]


def one(edition: str, old: str, new: str, names: tuple[str, ...] = ()) -> list[str]:
    return said({edition: [("paragraph 1", old)]}, {edition: [("paragraph 1", new)]}, names)


@pytest.mark.parametrize(
    ("edition", "old", "new", "words"),
    [
        ("en", "It rose 5% in May.", "It rose 6% in May.", ["5% → 6%"]),
        ("en", "It rose 5% in May.", "It fell 5% in May.", ["rose → fell"]),
        ("en", "It rose 5%.", "It fell 6%.", ["rose 5% → fell 6%"]),
        ("en", "Some HK$60 billion went.", "Some HK$60,000 million went.", ["HK$60 billion → HK$60,000 million"]),
        ("tc", "約600億港元。", "約500億港元。", ["600億港元 → 500億港元"]),
        ("tc", "於4月24日舉行。", "於4月25日舉行。", ["4月24日 → 4月25日"]),
        ("tc", "查毅超博士表示。", "查毅起博士表示。", ["查毅超 → 查毅起"]),
        ("sc", "约600亿港元。", "约500亿港元。", ["600亿港元 → 500亿港元"]),
        ("en", "See [this](https://a.hk/1).", "See [this](https://a.hk/2).", ["https://a.hk/1 → https://a.hk/2"]),
        ("en", "See this.", "See [this](https://a.hk/2).", ["https://a.hk/2 added"]),
        ("tc", "甲,乙丙丁", "甲，乙丙丁", ["甲,乙丙丁 → 甲，乙丙丁"]),
        ("en", "Dr Mary Lee spoke.", "Dr Marie Lee spoke.", ["Dr Mary Lee → Dr Marie Lee"]),
        ("en", "The same.", "The same.", []),
        ("en", "It opens today.", "It opens today!", ["opens today. → opens today!"]),
        ("en", "A new hall", "“A new hall", ["A new → “A new"]),
        ("en", "A wooden boat at sea", "A rusty old bus at sea", ["A wooden boat → A rusty old bus"]),
        ("en", "A boat at sea", "A bus at sea", ["boat → bus"]),
    ],
)  # fmt: skip
def test_an_edit(edition: str, old: str, new: str, words: list[str]) -> None:
    assert [line.split(": ", 1)[1] for line in one(edition, old, new)] == words


def test_the_other_language_is_asked_about_when_one_changes_alone() -> None:
    old = {
        "en": [("paragraph 1", ENGLISH)],
        "tc": [("paragraph 1", CHINESE)],
        "sc": [("paragraph 1", "园区耗资600亿港元。")],
    }
    alone = {
        **old,
        "tc": [("paragraph 1", CHINESE.replace("600", "500"))],
        "sc": [("paragraph 1", "园区耗资500亿港元。")],
    }
    assert said(old, alone) == ["tc paragraph 1: 600億港元 → 500億港元; English unchanged"]
    both = {**alone, "en": [("paragraph 1", ENGLISH.replace("60", "50"))]}
    assert said(old, both) == ["en paragraph 1: HK$60 billion → HK$50 billion", "tc paragraph 1: 600億港元 → 500億港元"]


def paragraph(**texts: str) -> dict[str, list[tuple[str, str]]]:
    return {edition: [("paragraph 1", text)] for edition, text in texts.items()}


def test_what_changed_in_the_other_language_decides_whether_it_is_unchanged() -> None:
    old = paragraph(en="It spent HK$60 billion on 1 December.", tc="於12月1日耗資600億港元建成。")
    comma = paragraph(en="It spent HK$50 billion on 1 December.", tc="於12月1日，耗資600億港元建成。")
    assert said(old, comma)[0] == "en paragraph 1: HK$60 billion → HK$50 billion; Chinese unchanged"
    crossed = paragraph(en="It spent HK$60 billion on 2 December.", tc="於12月1日耗資500億港元建成。")
    assert said(old, crossed) == [
        "tc paragraph 1: 600億港元 → 500億港元; English unchanged",
        "en paragraph 1: 1 December → 2 December; Chinese unchanged",
    ]
    both = paragraph(en="It spent HK$50,000 million on 1 December.", tc="於12月1日耗資約500億元建成。")
    assert not any("unchanged" in line for line in said(old, both))
    named = (
        paragraph(en="Dr Mary Lee spoke.", tc="李美儀博士致辭。"),
        paragraph(en="Dr Ann Ho spoke.", tc="何安博士致辭。"),
    )
    assert not any("unchanged" in line for line in said(*named))


def test_simplified_of_its_own_is_reported_whatever_else_changed() -> None:
    old = paragraph(en="It has 60 halls.", tc="設有60個展館供參觀", sc="共60座展馆可参观")
    comma = paragraph(en="It has 60 halls.", tc="設有60個展館，供參觀", sc="共50座展馆可参观")
    assert "sc paragraph 1: 60 → 50; Traditional Chinese unchanged" in said(old, comma)
    alike = paragraph(en="It has 50 halls.", tc="設有50個展館供參觀", sc="共50座展馆可参观")
    assert said(old, alike) == ["en, tc, sc paragraph 1: 60 → 50"]
    other = paragraph(en="It has 50 halls.", tc="設有50個展館供參觀", sc="共40座展馆可参观")
    assert "sc paragraph 1: 60 → 40" in said(old, other)


def test_a_paragraph_with_simplified_of_its_own_goes_as_one() -> None:
    two = {"en": [("paragraph 1", "It has 60 halls."), ("paragraph 2", "It opens.")], "tc": [("paragraph 1", "設有60個展館。"), ("paragraph 2", "啟用。")], "sc": [("paragraph 1", "共60座展馆。"), ("paragraph 2", "启用。")]}  # fmt: skip
    one = {"en": two["en"], "tc": two["tc"][1:], "sc": two["sc"][1:]}
    assert said(two, one) == ["tc paragraph 1 removed: “設有60個展館。”; English unchanged"]


def test_a_paragraph_put_in_renumbers_the_others_and_changes_none_of_them() -> None:
    old = {"en": [("paragraph 1", "First of all."), ("paragraph 2", "Then HK$6 million.")]}
    new = {
        "en": [("paragraph 1", "First of all."), ("paragraph 2", "In between."), ("paragraph 3", "Then HK$7 million.")]
    }
    assert said(old, new) == ["en paragraph 3: HK$6 million → HK$7 million", "en paragraph 2 added: “In between.”"]


def test_of_two_paragraphs_the_one_that_is_unlike_the_new_one_is_gone() -> None:
    old = {"en": [("paragraph 1", "Visitors may come on Monday."), ("paragraph 2", "HK$6 million went.")]}
    new = {"en": [("paragraph 1", "Visitors may come on Friday.")]}
    assert said(old, new) == [
        "en paragraph 1: Monday → Friday",
        "en paragraph 2 removed: “HK$6 million went.”",
    ]
    assert said({"en": old["en"][1:]}, {"en": [("paragraph 5", "Zoo"), ("paragraph 6", "Bus")]}) == [
        "en paragraph 2 removed: “HK$6 million went.”",
        "en paragraph 5 added: “Zoo”",
        "en paragraph 6 added: “Bus”",
    ]


def test_a_paragraph_that_moved_is_neither_gone_nor_new() -> None:
    texts = ["It opens on Monday.", "The park spent HK$60 billion.", "Visitors are welcome."]
    old, new = (
        [(f"paragraph {number}", text) for number, text in enumerate(order, 1)]
        for order in (texts, [*texts[1:], texts[0]])
    )
    assert said({"en": old}, {"en": new}) == ["en paragraph 3 was paragraph 1"]


def test_figures_come_first() -> None:
    old = {"en": [("headline", "A big park"), ("paragraph 1", "It has 12 halls.")]}
    new = {"en": [("headline", "A large park"), ("paragraph 1", "It has 13 halls.")]}
    assert said(old, new) == ["en paragraph 1: 12 → 13", "en headline: big → large"]


def test_a_long_text_is_cut() -> None:
    (line,) = said({"en": []}, {"en": [("paragraph 1", "word " * 100)]})
    assert len(line) < 120
    assert " … " in line


def test_the_paragraphs_of_a_release_written_anew_stay_side_by_side() -> None:
    chance = random.Random(5)
    words = ["".join(chance.choices("etaoinshrdlu", k=5)) for _ in range(2000)]
    characters = [chr(0x4E00 + chance.randrange(2000)) for _ in range(2000)]
    for edition, listed, between in (("en", words, " "), ("tc", characters, "")):
        old, new = (
            Parts(tuple(part(f"paragraph {n}", between.join(chance.choices(listed, k=150))) for n in range(15)), ())
            for _ in range(2)
        )
        found = pairs(old, new, edition)
        assert [(each.old, each.new) for each in found] == list(zip(old.parts, new.parts, strict=True))


def test_very_many_changed_parts_are_compared_place_by_place() -> None:
    old, new = (
        Parts(tuple(Part(kind, (n,), f"{word} {n}") for n, kind in enumerate(kinds)), ())
        for word, kinds in (("one", ["paragraph.text"] * 70), ("other", ["paragraph.text"] * 69 + ["heading.text"] * 2))
    )
    found = pairs(old, new, "en")
    assert [(each.old, each.new) for each in found] == [
        *zip(old.parts[:69], new.parts[:69], strict=True),
        *((each, None) for each in old.parts[69:]),
        *((None, each) for each in new.parts[69:]),
    ]


@pytest.mark.parametrize(
    ("part", "kinds"),
    [
        ("paragraph.text", "figure date link quote name wording"),
        ("quotation.words", "figure date link quote quote quote"),
        ("quotation.speaker", "figure date link quote quote quote"),
        ("contacts.organisation", "name name name name name name"),
        ("contacts.name", "name name name name name name"),
        ("embargo", "date date date date date date"),
    ],
)
def test_a_part_may_decide_what_kind_of_thing_changes(part: str, kinds: str) -> None:
    every = (kind for kind in ChangeKind if kind not in (ChangeKind.PICTURE, ChangeKind.ORDER))
    assert " ".join(golden_changes._deciding_kind(Part(part, (1,), ""), kind) for kind in every) == kinds


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("One", "Two", "“One” → “Two”"),
        ("a" * 31 + "1", "a" * 31 + "2", f"“{'a' * 30}1” → “{'a' * 30}2”"),
        ("1" + "a" * 31, "2" + "a" * 31, f"“1{'a' * 30}” → “2{'a' * 30}”"),
        ("x" + "a" * 31, "a" * 31, f"“x{'a' * 30}” → “{'a' * 30}”"),
        ("a" * 31, "a" * 31 + "x", f"“{'a' * 30}” → “{'a' * 30}x”"),
        ("  One", "One", "“One” at another level"),
        ("", "One", "“One” added"),
        ("One", " ", "“One” removed"),
    ],
)
def test_a_line_is_said_with_a_little_around_its_change(old: str, new: str, said: str) -> None:
    assert comparing._way(old, new) == said


def test_a_line_is_said_if_any_of_its_words_are_news() -> None:
    told = comparing._Told(
        pairs(Parts((Part("headline", (), "One"),), ()), Parts((Part("headline", (), "Two"),), ()), "en")
    )
    assert told.rest("page", ["<b>One</b>"], ["<b>Two</b>"], comparing._words_of) == []
    for line in ('<img alt="Three">Two', '<a href="https://x.hk">Two</a>'):
        assert told.rest("page", ["<b>One</b>"], [line], comparing._words_of) == [f"page: “<b>One</b>” → “{line}”"]
        assert told.rest("page", [line], ["<b>One</b>"], comparing._words_of) == [f"page: “{line}” → “<b>One</b>”"]


def test_empty_lines_are_told_if_nothing_else_is() -> None:
    alone, told = (
        comparing._Told(pairs(Parts((part("headline", "One"),), ()), Parts((part("headline", new),), ()), "en"))
        for new in ("One", "Two")
    )
    assert alone.rest("page", ["One", "", "Three"], ["One", "Three"]) == ["page: only empty lines differ"]
    assert alone.rest("page", ["One", "", "Three"], ["One", "Four"]) == ["page: “Three” removed", "page: “Four” added"]
    assert told.rest("page", ["One", "", "Three"], ["Two", "Three"]) == []


def test_a_layer_shows_six_sentences_or_five_and_the_number_of_others() -> None:
    six = [f"line {number}" for number in range(6)]
    assert comparing._few(six) == tuple(six)
    assert comparing._few([*six, "line 6"]) == (*six[:5], "… and 2 more like these")


def test_equal_texts_of_two_photos_stay_with_theirs() -> None:
    def photo(number: int, caption: str, credit: str) -> tuple[Part, ...]:
        return Part("photos.caption", (number,), caption), Part("photos.credit", (number,), credit)

    def told(old: tuple[Part, ...], new: tuple[Part, ...]) -> list[str]:
        return [str(each) for each in changes({"en": pairs(Parts(old, ()), Parts(new, ()), "en")})]

    both = (*photo(1, "The pier at dawn", "The Trust"), *photo(2, "A crowd", "The Trust"))
    assert told(both, (*photo(1, "A crowd", "The Trust"), *photo(2, "The pier at dawn", "The Trust"))) == [
        "en photo 1 caption was photo 2 caption"
    ]
    assert told(both, (*both[:3], Part("photos.credit", (2,), ""))) == ["en photo 2 credit: The Trust removed"]
    assert told(both, both[:3]) == ["en photo 2 credit removed: “The Trust”"]
    assert told(both, (both[0], *both[2:])) == ["en photo 1 credit removed: “The Trust”"]
