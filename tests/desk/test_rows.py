"""The rows of the form: everything in the model can be added there, and written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from hkpress.desk import changes, form, rows
from hkpress.desk.changes import FieldChange
from hkpress.desk.words import Say
from hkpress.release import source
from hkpress.release.editions import HONG_KONG
from hkpress.release.model import Manuscript
from hkpress.release.rewrite import Refused, value_at
from hkpress.release.source import Source

KNOWN = {
    "themes": {"base": {}},
    "issuers": {"park": {"en": "The Park", "tc": "園區"}, "school": {"en": "The School", "tc": "學校"}},
    "people": {"mei-lam": {"en": "Dr Mei Lam", "tc": "林美博士"}},
    "topics": {"science": {"en": "Science", "tc": "科學"}},
}
DEEPEST = 9 if os.environ.get("HKPRESS_LONG") else 5
START = "date: 2026-11-27\nheadline:\n  en: One\n  tc: 一\nbody:\n  - en: Two\n    tc: 二\n"


def test_an_embargo_begins_on_the_release_s_day_and_in_time_and_a_correction_now() -> None:
    now = datetime.now(HONG_KONG)
    for day, wanted in (("2099-11-27", "2099-11-27T10:00+08:00"), ("2020-11-27", ""), ("soon", "")):
        begun = form.suggested_moment(day)
        assert begun == wanted or (not wanted and now < datetime.fromisoformat(begun) <= now + timedelta(hours=1.1))
    assert abs(datetime.fromisoformat(form.suggested_moment()) - now) < timedelta(minutes=2)
    (added,) = [each for node in drawn(read(START)) for each in node.get("items", ()) if each["focus"] == ("embargo",)]
    assert added["changes"][-1]["value"] == form.suggested_moment("2026-11-27")


def test_an_attachment_is_chosen_like_a_photo() -> None:
    bars = [
        each
        for each in drawn(read(START + "links:\n  - title: {en: One, tc: 一}\n    url: https://example.org\n"))
        if each.get("choices")
    ]
    (links,) = [each for each in bars if each["loc"] == ("links",)]
    assert [(each["label"], each["pick"]) for each in links["choices"]] == [("Link", ""), ("Attachment…", "file")]
    assert links["choices"][1]["value"] == {"title": {"en": None, "tc": None}, "file": rows.FILE}


def read(text: str) -> Source:
    return source.parse_text(text, Path("release.yaml"))


def nodes(tree: Any) -> Iterator[dict[str, Any]]:
    for node in tree:
        yield node
        yield from nodes(node.get("inside", ()))


def drawn(origin: Source) -> list[dict[str, Any]]:
    return [*nodes(rows.rows(origin.data, KNOWN, Say("en")))]


def done(origin: Source, deed: dict[str, Any]) -> Source:
    """The file after a deed, as the page asks for it; a photo stands for the file that it lets people choose."""
    asked = []
    for each in deed["changes"]:
        value = swapped(each.get("value"))
        was = value_at(origin.data, tuple(each["loc"]), None)
        asked.append(FieldChange(do=each["do"], loc=each["loc"], was=was, value=value))
    return changes.apply(origin, asked)


def swapped(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: swapped(each) for name, each in value.items()}
    return [*map(swapped, value)] if isinstance(value, list) else "photos/a.jpg" if value == rows.FILE else value


def deeds(origin: Source) -> Iterator[dict[str, Any]]:
    """Everything that can be added anywhere in the form."""
    for node in drawn(origin):
        yield from (
            each for each in (*node.get("items", ()), *node.get("menu", ())) if each["changes"][0]["do"] == "insert"
        )
        for choice in node.get("choices", ()):
            loc = (*node["loc"], node["count"])
            yield {"changes": [{"do": "insert", "loc": loc, "value": choice["value"]}], "focus": loc}


def test_everything_that_the_model_can_say_is_begun_in_the_form_and_written() -> None:
    begun: set[tuple[Any, ...]] = set()
    waiting = [read(START)]
    while waiting:
        origin = waiting.pop()
        for deed in deeds(origin):
            loc = tuple(deed["changes"][0]["loc"])
            kind = tuple("*" if isinstance(step, int) else step for step in loc), str(deed["changes"][0].get("value"))
            if kind in begun or len(loc) > DEEPEST:
                continue
            begun.add(kind)
            after = done(origin, deed)
            assert value_at(after.data, loc, None) is not None or loc[-1] in value_at(after.data, loc[:-1])
            places = {tuple(node["loc"]) for node in drawn(after) if "loc" in node}
            assert any(each[: len(loc)] == loc for each in places), loc
            for box in [each for each in drawn(after) if each.get("is") == "box" and each["kind"] == "words"]:
                if tuple(box["loc"])[: len(loc)] == loc:
                    was = value_at(after.data, tuple(box["loc"]), None)
                    write = FieldChange(do="write", loc=box["loc"], was=was, value="Words: 一。")
                    assert value_at(changes.apply(after, [write]).data, tuple(box["loc"])).rstrip("\n") == "Words: 一。"
            waiting.append(after)
    there = {node["loc"][0] for node in drawn(read(START)) if node.get("loc")}
    assert {way[0] for way, _ in begun} | there == {*Manuscript.model_fields}
    assert len(begun) > 100


def test_a_field_that_replaces_another_takes_its_place() -> None:
    origin = read(f"issuer: school\ntiming: immediate\n{START}")
    for new, old in (("issuers", "issuer"), ("embargo", "timing")):
        items = [each for node in drawn(origin) for each in node.get("items", ()) if each["focus"] == (new,)]
        origin = done(origin, items[0])
        assert old not in origin.data
        assert (old,) not in {node.get("loc") for node in drawn(origin)}
    assert origin.data["issuers"] == ["school"]
    assert "issuers" in [node["kind"] for node in drawn(origin) if node.get("is") == "fresh"]


def test_an_issuer_whose_name_is_to_be_written_is_offered_only_where_it_is_chosen() -> None:
    known = {"issuers": {"house": {"en": "To be written", "tc": "待定"}, "park": {"en": "Park", "tc": "園區"}}}
    for chosen, offered in {"park": ["park"], "house": ["house", "park"]}.items():
        data = read(f"issuer: {chosen}\n{START}").data
        boxes = [each for each in nodes(rows.rows(data, known, Say("en"))) if each.get("loc") == ("issuer",)]
        (options,) = [each["options"] for each in boxes if each.get("options")]
        assert [name for name, _ in options if name] == offered


def test_a_file_of_any_shape_is_drawn() -> None:
    for text in (
        "a: b\n",
        "body: x\n",
        "body: [[], {}, x]\n",
        "photos: {a: b}\n",
        "headline: [x]\neditions: tc\n",
        "body:\n",
    ):
        assert drawn(read(text))


def pasted(origin: Source, loc: tuple[Any, ...], text: str, html: str = "") -> Source:
    return changes.apply(origin, [FieldChange(do="paste", loc=loc, value={"text": text, "html": html})])


LIST = "<p>Two are new:</p><ul><li>A <b>lab</b></li><li>A hall</li></ul>"
TABLE = "<table><tr><th>Year</th><th>Rooms</th></tr><tr><td>2025</td><td>12</td></tr></table>"


def test_a_list_and_a_table_that_are_pasted_are_a_list_and_a_table_and_the_other_language_goes_beside() -> None:
    start = read("date: 2026-11-27\nbody:\n  - en: One\n    tc: 一\n  - en:\n    tc:\n")
    after = pasted(start, ("body", 1, "en"), "Two are new:\nA lab\nA hall\nYear\tRooms\n2025\t12", LIST + TABLE)
    _, lead, listed, table = after.data["body"]
    assert lead == {"en": "Two are new:", "tc": None}
    assert listed == {"list": [{"en": "A **lab**", "tc": None}, {"en": "A hall", "tc": None}]}
    assert [each["en"] for each in table["table"]["head"]] == ["Year", "Rooms"]
    assert table["table"]["rows"] == [["2025", "12"]]  # figures are the same in all languages
    chinese = "新增兩項：\n• 實驗室\n• 禮堂\n年份\t房間\n2025\t13"
    after = pasted(after, ("body", 1, "tc"), chinese)
    assert len(after.data["body"]) == 4
    assert after.data["body"][2]["list"][1] == {"en": "A hall", "tc": "禮堂"}
    assert after.data["body"][3]["table"]["head"][1] == {"en": "Rooms", "tc": "房間"}
    assert after.data["body"][3]["table"]["rows"] == [["2025", {"en": "12", "tc": "13"}]]


def test_what_is_pasted_into_a_text_with_words_stands_below_it() -> None:
    start = read("body:\n  - en: One\n    tc: 一\n  - en: Two\n    tc: 二\n")
    after = pasted(start, ("body", 0, "en"), "• a\n• b")
    after = pasted(after, ("body", 0, "tc"), "• 甲\n• 乙")
    assert after.data["body"] == [
        {"en": "One", "tc": "一"},
        {"list": [{"en": "a", "tc": "甲"}, {"en": "b", "tc": "乙"}]},
        {"en": "Two", "tc": "二"},
    ]
    assert pasted(start, ("body", 1, "en"), "3\n4").data["body"][2:] == [
        {"en": "3", "tc": None},
        {"en": "4", "tc": None},
    ]


def test_an_empty_paragraph_becomes_what_is_pasted_into_it_alone() -> None:
    start = read("body:\n  - en:\n    tc:\n")
    assert pasted(start, ("body", 0, "tc"), "•\t甲\n•\t乙").data["body"] == [
        {"list": [{"en": None, "tc": "甲"}, {"en": None, "tc": "乙"}]}
    ]
    start, words = read("body:\n  - list:\n      - en:\n        tc:\n"), "Two are new:\nA lab\nA hall"
    inside = pasted(start, ("body", 0, "list", 0, "en"), words, LIST)
    assert [each["en"] for each in inside.data["body"][0]["list"]] == ["Two are new:", "A **lab**", "A hall"]
    notes = pasted(read("footnotes:\n  - en:\n    tc:\n"), ("footnotes", 0, "en"), "a\tb\nc\td")
    assert [each["en"] for each in notes.data["footnotes"]] == ["a b", "c d"]


def word_item(mark: str, words: str) -> str:
    ignored = f"<span style='mso-list:Ignore'>{mark}<span style='font:7.0pt'>&nbsp;&nbsp; </span></span>"
    return (
        "<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]>"
        f"<span style='font-family:Symbol'>{ignored}</span><![endif]><span lang=EN-HK>{words}<o:p></o:p></span></p>"
    )


@pytest.mark.parametrize(
    ("marks", "count"),
    [
        *((marks, {}) for marks in ("•\t", "·\t", "o\t", "§\t", "\uf0b7\t", "–\t", "- ")),
        *((marks, {"numbered": "yes"}) for marks in (("1.\t", "2.\t"), ("1) ", "2) "), ("１．", "２．"))),
        *(
            (marks, {"style": marks[0].strip()})
            for marks in (("(a)\t", "(b)\t"), ("（一）", "（二）"), ("一、", "二、"))
        ),
        (("(i)\t", "(ii)\t"), {"style": "(i)"}),
    ],
)
def test_items_of_a_list_are_those_of_word_too(marks: tuple[str, str] | str, count: dict[str, str]) -> None:
    one, two = (marks, marks) if isinstance(marks, str) else marks
    plain = f"Offers:\r\n{one}first point\r\n{two}second point\r\n"
    page = f"<p>Offers:</p>{word_item(one.strip(), 'first point')}{word_item(two.strip(), 'second point')}"
    empty = read("body:\n  - en:\n    tc:\n")
    for after in (pasted(empty, ("body", 0, "en"), plain), pasted(empty, ("body", 0, "en"), plain, page)):
        lead, listed = after.data["body"][:2]
        assert lead["en"] == "Offers:"
        assert [each["en"] for each in listed.pop("list")] == ["first point", "second point"]
        assert listed == count


def test_lists_and_tables_stand_in_one_paste() -> None:
    empty = read("body:\n  - en:\n    tc:\n")
    rows = "Day\tPlaces\r\nMon\t44\r\n"
    cells = "<table><tr><td>Day<td>Places<tr><td>Mon<td>44</table>"
    for html in ("", word_item("1.", "one") + word_item("2.", "two") + cells):
        listed, table = pasted(empty, ("body", 0, "en"), f"1.\tone\r\n2.\ttwo\r\n{rows}", html).data["body"]
        assert [each["en"] for each in listed["list"]] == ["one", "two"]
        assert table["table"]["rows"][0][1] == "44"
    counted = pasted(empty, ("body", 0, "en"), "No.\tName\n1.\tLee\n2.\tHo").data["body"]
    assert [row[1]["en"] for row in counted[0]["table"]["rows"]] == ["Lee", "Ho"]
    part = pasted(empty, ("body", 0, "en"), "3.\tthree\n4.\tfour\n-5%\n-6%\n*a* b\n*c* d").data["body"]
    assert [each["en"] for each in part] == ["3. three", "4. four", "-5%", "-6%", "*a* b", "*c* d"]


def test_a_list_that_is_pasted_beside_one_keeps_its_count() -> None:
    english = pasted(read("body:\n  - en:\n    tc:\n"), ("body", 0, "en"), "(a)\tone\n(b)\ttwo")
    both = pasted(english, ("body", 0, "tc"), "（一）甲\n（二）乙").data["body"]
    assert both == [
        {"list": [{"en": "one", "tc": "甲"}, {"en": "two", "tc": "乙"}], "style": {"en": "(a)", "tc": "（一）"}}
    ]


def test_raised_and_lowered_figures_and_links_stay_as_they_are_pasted() -> None:
    page = "<p>H<sub>2</sub>O, 10<sup>6</sup>, 5<sup>th</sup>, <a href='https://a.example/x'>a link</a></p>"
    for start, before in ("", ""), ("Now ", "Now "):
        empty = read("body:\n  - en:\n    tc:\n")
        after = pasted(empty, ("body", 0, "en"), f"{start}H2O, 106, 5th, a link", page.replace("<p>", f"<p>{before}"))
        assert after.data["body"][0]["en"] == f"{start}H₂O, 10⁶, 5th, [a link](https://a.example/x)"


def test_cells_that_are_pasted_fill_a_table_from_one_of_its_cells() -> None:
    cells = "{en: Year, tc: 年}, {en: , tc: }"
    start = read(f"body:\n  - table:\n      head: [{cells}]\n      rows:\n        - [{cells}]\n")
    way = ("body", 0, "table", "rows", 0, 1, "en")
    table = pasted(start, way, "1\t2\n3\t4").data["body"][0]["table"]
    assert [[each["en"] for each in row] for row in (table["head"], *table["rows"])] == [
        ["Year", None, None],
        ["Year", "1", "2"],
        [None, "3", "4"],
    ]
    full = read(start.text.replace("{en: , tc: }", "{en: x, tc: y}"))
    with pytest.raises(Refused, match="not empty"):
        pasted(full, way, "1\n2")


def test_words_that_only_the_plain_text_has_are_not_lost() -> None:
    page = "<nav>One two three four</nav><ul><li>Five</li></ul>"
    words = pasted(read("body:\n  - en:\n    tc:\n"), ("body", 0, "en"), "One two three four\nFive", page)
    assert [each["en"] for each in words.data["body"]] == ["One two three four", "Five"]


def test_what_cannot_be_seen_is_left_out_when_it_is_pasted_and_told_when_it_is_written() -> None:
    start = read("body:\n  - en: A\n    tc: 甲\n  - en:\n    tc:\n")
    after = pasted(start, ("body", 1, "en"), "One\u200b.\n\u202aT\xadwo\u202c.", LIST.replace("A lab", "A\ufeff lab"))
    assert not [*source.unseen_problems(after.text)]
    assert "\xad" not in after.text
    for sign, name in {"\u202e": "RIGHT-TO-LEFT OVERRIDE", "\ufffd": "marks a character that was lost"}.items():
        with pytest.raises(Refused, match=name):
            changes.apply(start, [FieldChange(do="write", loc=("body", 0, "en"), was="A", value=f"a{sign}b")])
