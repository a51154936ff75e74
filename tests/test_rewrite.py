from __future__ import annotations

import os
import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest

from hkpress.release import rewrite, source
from hkpress.release.rewrite import Refused, encoded, inserted, moved, removed, written
from hkpress.release.source import Loc, Source

LONG = bool(os.environ.get("HKPRESS_LONG"))
ROOT = Path(__file__).parent.parent
FILES = sorted(
    path
    for folder in ("releases", "tests/specimen/releases", "tests/check/shared")
    for path in (ROOT / folder).rglob("*.yaml")
)
Thing = TypeVar("Thing")
EDITS = 5000 if LONG else 400

NASTY = [
    "x",
    "Plain words.",
    "colon: in the middle",
    "ends with a colon:",
    "a # sign and #tag",
    "- dash",
    "? question",
    "'single' \"double\"",
    '"quoted"',
    "{braces} [brackets], and, commas",
    "yes",
    "null",
    "~",
    "12:30",
    "2025-04-24",
    "@at `tick` %percent !bang &and *star",
    "back\\slash \\n",
    "two\nlines",
    "two\n\nparagraphs",
    "  starts with spaces",
    "\n",
    "ends with a space ",
    "中文：第一段。",
    "查毅超博士表示：「創科」",
    "|- block",
    "> folded",
    "x" * 300,
    "長" * 300 + "\n" + "短",
    "emoji 👩‍🔬 and 𠮷",
    "---",
    "...",
    "a\n---\nb",
    "# only a comment",
    ": starts with a colon",
    "a\n b\n  c",
    "a\n\n\n\nb",
]

LAYOUTS = {
    "indentless": "a: 1\nbody:\n- en: one\n  tc: 一\n# about two\n- en: two\n  tc: 二\n\n- en: |-\n    three\n  tc: 三\nz: end\n",
    "four spaces": "body:\n    -   en:  one   # said so\n        tc:    一\n    # two\n    -   en: two\n        tc: |\n            二\n\n    -   three\n",
    "flow": "{date: 2025-04-24, body: [{en: one, tc: 一}, 'two', \"three\"], z: }\n",
    "flow over lines": "body: [\n  {en: one, tc: 一},   # first\n  {en: two, tc: 二},\n  three,\n]\nz: 1\n",
    "folded": "a: >\n  one two\n  three\n\n  four\nb: plain that\n  goes on # tail\nc: 'single\n  goes on'\nd: \"double \\\n  goes \\u2019 on\"\n",
    "chomping": "a: |+\n  keep\n\n\nb: |\n  clip\nc: |2-\n   indented\nd: >-\n  fold\n  ed\n\n\n# end\n",
    "nested lists": "rows:\n  - - a\n    - b\n  - - c\n    - d # tail\n  # about e\n  - [e, f]\n",
    "empty": "a:\nb: # nothing\nc: []\nd: {}\nlist:\n  -\n  - x\n",
    "dash alone": "body:\n  -\n    en: one\n    tc: 一\n  - # why\n    en: two\n    tc: 二\n",
    "no last line end": "a: one\nb:\n  - x\n  - y",
    "quoted keys": "\"a b\": one\n'c': {\"d\": two}\nbody:\n  - 'x'\n",
    "no space items": "body:\n  - {en: a, tc: 一}\n  - break\n  - {en: b, tc: 二}\n",
}


def read(text: str) -> Source:
    return source.parse_text(text, Path("x.yaml"))


def locs(data: Any, loc: Loc = ()) -> Iterator[Loc]:
    yield loc
    for step, item in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from locs(item, (*loc, step))


def at(data: Any, loc: Loc) -> Any:
    for step in loc:
        data = data[step]
    return data


def some(things: Iterable[Thing], most: int) -> list[Thing]:
    """The same sample each time; all cases in the long form."""
    listed = [*things]
    return listed if LONG or len(listed) <= most else random.Random(len(listed)).sample(listed, most)


def scalars(origin: Source) -> list[Loc]:
    return [loc for loc in locs(origin.data) if not isinstance(at(origin.data, loc), (dict, list))]


def comments(text: str) -> list[str]:
    return sorted(re.findall(r"^ *#.*$|(?<=[\]\w,]) +# .*$", text, re.MULTILINE))


def assert_nothing_else_changed(origin: Source, loc: Loc, text: str) -> None:
    """The text before and after the value is unchanged, character for character."""
    start, end = origin.places[loc].value
    end = start + len(origin.text[start:end].rstrip())
    tail = len(origin.text) - end
    assert text[:start] == origin.text[:start]
    assert not tail or text[-tail:] == origin.text[-tail:]
    assert len(text) >= start + tail


def texts() -> list[tuple[str, str]]:
    return [(path.parent.name, path.read_text("utf-8")) for path in FILES] + [*LAYOUTS.items()]


@pytest.mark.parametrize(("name", "text"), LAYOUTS.items(), ids=LAYOUTS)
def test_any_text_is_written_into_any_value_of_any_layout(name: str, text: str) -> None:
    origin = read(text)
    for loc in scalars(origin):
        for value in NASTY:
            assert_nothing_else_changed(origin, loc, written(origin, loc, value))


def test_random_edits_of_all_releases_change_nothing_else() -> None:
    origins = [(origin, scalars(origin)) for origin in (read(text) for _, text in texts())]
    lottery = random.Random(1)
    for _ in range(EDITS):
        origin, places = lottery.choice(origins)
        loc = lottery.choice(places)
        text = written(origin, loc, edited(at(origin.data, loc) or "", lottery))
        assert_nothing_else_changed(origin, loc, text)


def edited(value: str, lottery: random.Random) -> str:
    start = lottery.randrange(len(value) + 1)
    end = min(len(value), start + lottery.choice([0, 0, 1, 3, 10]))
    piece = lottery.choice(
        ["", "x", "字", " ", ": ", " #", "'", '"', "\\", "{", ",", "\n", "、", lottery.choice(NASTY)]
    )
    return value[:start] + piece + value[end:]


def test_a_changed_sentence_is_one_changed_line() -> None:
    for path in FILES:
        origin = source.read(path)
        for loc in some(scalars(origin), 20):
            text = written(origin, loc, f"{(at(origin.data, loc) or '').rstrip()} And more.")
            pairs = zip(origin.text.split("\n"), text.split("\n"), strict=True)
            assert sum(before != after for before, after in pairs) == 1


def lists(origin: Source) -> list[Loc]:
    return [loc for loc in locs(origin.data) if at(origin.data, loc) and isinstance(at(origin.data, loc), list)]


@pytest.mark.parametrize(("name", "text"), texts(), ids=lambda each: each if len(each) < 30 else "")
def test_items_are_moved_inserted_and_removed(name: str, text: str) -> None:
    origin = read(text)
    for loc in some(lists(origin), 2):
        items = at(origin.data, loc)
        tried = [*range(len(items))] if len(items) < 5 or LONG else [0, len(items) // 2, len(items) - 1]
        for index in tried:
            for to in {0, index - 1, index + 1, len(items) - 1} & set(range(len(items))):
                after = moved(origin, (*loc, index), to)
                order = [*items]
                order.insert(to, order.pop(index))
                assert at(read(after).data, loc) == order
                assert sorted(after) == sorted(origin.text)
                assert comments(after) == comments(text)
        for index in [*tried, len(items)]:
            after = inserted(origin, (*loc, index), {"en": "New.", "tc": "新的一段，" * 20})
            assert comments(after) == comments(text)
            assert read(removed(read(after), (*loc, index))).data == origin.data
        for index in tried:
            if len(items) > 1:
                assert at(read(removed(origin, (*loc, index))).data, loc) == [*items[:index], *items[index + 1 :]]


def test_an_item_inserted_and_removed_leaves_the_file_as_it_was() -> None:
    for path in FILES:
        origin = source.read(path)
        for loc in some(lists(origin), 8):
            after = read(inserted(origin, (*loc, 1), {"en": "New.", "tc": "新"}))
            assert removed(after, (*loc, 1)) == origin.text


def test_every_field_can_go_and_come_back() -> None:
    for name, text in texts():
        origin = read(text)
        for loc in (
            some(locs(origin.data), 12) if name != "chomping" else ()
        ):  # blank lines after `|+` are its text: refused
            holder = at(origin.data, loc[:-1]) if loc else []
            if isinstance(holder, dict) and len(holder) > 1:
                order = [*holder]
                without = read(removed(origin, loc))
                assert loc[-1] not in at(without.data, loc[:-1])
                again = inserted(without, loc, holder[loc[-1]] or "", order) if holder[loc[-1]] != [] else text
                assert [*at(read(again).data, loc[:-1])] == order or text.startswith("{") or again == text


def test_a_new_field_goes_to_its_place_among_the_others() -> None:
    origin = read("# head\ndate: 2025-04-24\nheadline: x # tail\n# about body\nbody:\n  - y\n# end\n")
    order = ["theme", "date", "headline", "subheadline", "body"]
    assert inserted(origin, ("subheadline",), "s", order) == origin.text.replace("# tail\n", "# tail\nsubheadline: s\n")
    assert inserted(origin, ("theme",), "base", order) == origin.text.replace("date:", "theme: base\ndate:")
    assert inserted(origin, ("other",), "o", order) == origin.text.replace("  - y\n", "  - y\nother: o\n")


def test_what_is_missing_on_the_way_is_made() -> None:
    origin = read("a: b\n")
    entry = {"code": "figures", "reason": "it is: right"}
    expected = "a: b\nchecks:\n  ignore:\n    - code: figures\n      reason: 'it is: right'\n"
    assert inserted(origin, ("checks", "ignore", 0), entry) == expected
    assert inserted(read("a: b\nchecks: # none\n"), ("checks", "ignore", 0), entry) == expected.replace(
        "checks:", "checks: # none"
    )
    assert inserted(read("checks: []\n"), ("checks", 0), "x") == "checks:\n  - x\n"


def test_a_list_that_loses_its_last_item_goes() -> None:
    origin = read("a: b\nphotos:\n  - caption:\n      en: c\n# end\n")
    assert removed(origin, ("photos", 0, "caption", "en")) == "a: b\n# end\n"


def test_new_values_are_written_in_the_style_of_the_house() -> None:
    value = {
        "quote": {"speaker": "sunny-chai", "words": {"en": "Short words", "tc": "多字" * 30 + "：完。"}},
        "list": ["+852 1234", "30", "HK$30", "it's", "a\nb"],
        "none": [],
    }
    assert inserted(read("body:\n  - x\n"), ("body", 1), value) == (
        "body:\n  - x\n  - quote:\n      speaker: sunny-chai\n      words:\n        en: |-\n          Short words\n        tc: |-\n          "
        + "多字" * 30
        + "：完。\n    list:\n      - '+852 1234'\n      - '30'\n      - HK$30\n      - \"it's\"\n      - |-\n        a\n        b\n    none: []\n"
    )


def test_a_text_becomes_a_pair_and_a_pair_a_text() -> None:
    origin = read("rows:\n  - - HK$30\n    - {en: a, tc: b}\n  - [x, y]\n")
    pair = {"en": "one", "tc": "一"}
    assert at(read(written(origin, ("rows", 0, 0), pair)).data, ("rows", 0, 0)) == pair
    assert at(read(written(origin, ("rows", 0, 1), "b")).data, ("rows", 0, 1)) == "b"
    assert written(origin, ("rows", 1, 0), pair).endswith("  - [{en: one, tc: 一}, y]\n")


def test_what_cannot_be_written_is_refused() -> None:
    origin = read("a: b\nlist:\n  - x\n")
    for change in (
        lambda: written(origin, ("a",), "hidden \u202e sign"),
        lambda: written(origin, ("gone",), "x"),
        lambda: written(origin, ("list", 3), "x"),
        lambda: written(origin, ("a", "en"), "x"),
        lambda: inserted(origin, ("a",), "x"),
        lambda: inserted(origin, ("list", 5), "x"),
        lambda: inserted(origin, ("list", "x"), "x"),
        lambda: moved(origin, ("list", 0), 4),
        lambda: moved(origin, ("a",), 0),
        lambda: removed(origin, ("gone",)),
    ):
        with pytest.raises(Refused):
            change()


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_byte_order_mark_stay(tmp_path: Path, mark: bytes, end: str) -> None:
    before = mark + "a: one\nb: |-\n  二\nc: x\n".replace("\n", end).encode()
    path = tmp_path / "x.yaml"
    path.write_bytes(before)
    origin = source.read(path)
    assert encoded(origin.text, before) == before
    assert encoded(written(origin, ("b",), "三\n四"), before) == before.replace("二".encode(), f"三{end}  四".encode())


def test_mixed_line_ends_stay_where_they_are() -> None:
    before = b"a: 1\r\nb: 2\nc: 3\r\nd: 4\n"
    origin = read(before.decode().replace("\r\n", "\n"))
    assert encoded(origin.text, before) == before
    assert encoded(written(origin, ("c",), "x"), before) == before.replace(b"3", b"x")
    assert encoded(inserted(origin, ("e",), "5"), before) == before + b"e: '5'\r\n"


def test_the_blank_lines_between_items_are_kept_up() -> None:
    text = "body:\n  - a\n\n  - b\nz: 1\n"
    assert inserted(read(text), ("body", 2), "c") == "body:\n  - a\n\n  - b\n\n  - c\nz: 1\n"
    assert inserted(read(text), ("body", 1), "c") == "body:\n  - a\n\n  - c\n\n  - b\nz: 1\n"
    assert inserted(read(text), ("body", 0), "c") == "body:\n  - c\n\n  - a\n\n  - b\nz: 1\n"


def test_what_is_written_is_read_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rewrite, "_styles", lambda *_, **__: iter(["wrong"]))
    monkeypatch.setattr(rewrite, "_spliced", lambda *_: iter(()))
    with pytest.raises(Refused):
        written(read("a: b\n"), ("a",), "c")


def test_a_paragraph_can_be_started_empty() -> None:
    origin = read(inserted(read("body:\n  - en: |-\n      one\n# end\n"), ("body", 1), {"en": None, "tc": None}))
    assert origin.text == "body:\n  - en: |-\n      one\n  - en: |-\n    tc: |-\n# end\n"
    filled = written(read(written(origin, ("body", 1, "tc"), "二：\n")), ("body", 1, "en"), "two")
    assert filled == "body:\n  - en: |-\n      one\n  - en: |-\n      two\n    tc: |-\n      二：\n# end\n"
    assert read(written(read(filled), ("body", 1, "en"), "")).data["body"][1] == {"en": None, "tc": "二："}
