from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from hkpress.core.diagnostics import Invalid, excerpt
from hkpress.release import source
from tests.marks import marked, unmarked

PATH = Path("release.yaml")


def problems(text: str) -> tuple[str, list[str]]:
    """The text with its problems marked, and what they say."""
    with pytest.raises(Invalid) as caught:
        source.parse_text(unmarked(text), PATH)
    found = caught.value.diagnostics
    return marked(unmarked(text), found), [diagnostic.message for diagnostic in found]


@pytest.mark.parametrize("scalar", ["no", "12:30", "0123", "1e400", "nil", "2025-04-24", "=", "0x1F"])
def test_every_scalar_stays_what_was_typed(scalar: str) -> None:
    assert source.parse_text(f"a: {scalar}", PATH).data == {"a": scalar}


@pytest.mark.parametrize(("text", "value"), [("a:", None), ("a: ''", ""), ("a: |-\n  b\n  c", "b\nc")])
def test_empty_and_block_values(text: str, value: str | None) -> None:
    assert source.parse_text(text, PATH).data == {"a": value}


def test_places_of_keys_and_values() -> None:
    read = source.parse_text("headline:\n  en: One\n  tc: 一\nbody:\n  - {en: Two}\n", PATH)
    assert marked(read.text, [read.diagnostic(("body", 0, "en"), "m", "c")]).endswith("  - {en: ⟦Two⟧}\n")
    assert "⟦tc⟧: 一" in marked(read.text, [read.diagnostic(("headline", "tc"), "m", "c", key=True)])
    assert "⟦e⟧n: One" in marked(read.text, [read.diagnostic(("headline", "sc"), "m", "c")])


@pytest.mark.parametrize(
    "text",
    [
        "a: 今日公布，今日⟦公布⟧",
        "a: |-\n  公布\n  今日⟦公布⟧",
        "a: '公布⟦公布⟧'",
        "a: >-\n  公布\n  ⟦公布⟧",
    ],
)
def test_a_part_of_a_value_has_its_own_place(text: str) -> None:
    read = source.parse_text(unmarked(text), PATH)
    start = read.data["a"].rindex("公布")
    assert marked(read.text, [read.diagnostic(("a",), "m", "c", part=slice(start, start + 2))]) == text


def test_a_part_that_the_file_spells_otherwise_is_placed_at_the_start_of_the_value() -> None:
    read = source.parse_text('a: "x \\u516C布"', PATH)
    assert marked(read.text, [read.diagnostic(("a",), "m", "c", part=slice(2, 4))]) == 'a: ⟦"⟧x \\u516C布"'


def test_a_chinese_text_over_several_lines_gets_no_spaces() -> None:
    text = "a: >-\n  香港科技園\n  公司（HK\n  STP）今日\n  宣布 好\nb: 一\n  二\n"
    assert source.parse_text(text, PATH).data == {"a": "香港科技園公司（HK STP）今日宣布 好", "b": "一二"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: b⟦:⟧ c", "a colon and a space inside a text"),
        ("a: ⟦'⟧b\nc: d", "never closed"),
        ("a: ⟦@⟧b", "cannot start with this sign"),
        ('a: ⟦"⟧HK" hosts', "a text cannot start with this sign"),
        ("a:\n  b: 1\n ⟦c⟧: 2", "`c` must stand exactly below `b`: put 2 spaces before it"),
        (
            "headline:\n   en: |-\n     x\n  ⟦t⟧c: |-\n    y",
            "`tc` must stand exactly below `en`: put 3 spaces before it",
        ),
        ("body:\n  - en: x\n    tc: y\n ⟦-⟧ en: z", "this item has another indent than those above"),
        ("body:\n  - en: x\n    tc: y\n   ⟦-⟧ en: z", "this item has another indent than those above"),
        ("body:\n  - en: |-\n      x\n    tc: y\n    ⟦-⟧ en: z", "this item has another indent than those above"),
        ('time: ⟦"⟧09:30\nnumber: 1\nplace: {en: "x", tc: y}', "this quotation mark has no partner"),
        ("a:\n    ⟦a⟧t: 1\n    b: 2\n  - at: 3", "put `- ` before this name: an item of the list begins here"),
        ("a: {en: ⟦@⟧x, tc: y}", "a text cannot start with this sign; put the text in quotes"),
        ("a: {en: x ⟦#⟧1 y, tc: z}\nb: 1", "what follows ` #` is not printed: put the text in quotes"),
        (
            "a:\n  - b: 1\n    c: 2\n    ⟦b⟧: 3\n    c: 4",
            "put `- ` before it, two columns to the left, if another item",
        ),
        ("body:\n  - en: a b\n   ⟦t⟧c: c", "`tc` must stand exactly below `en`: put 4 spaces before it"),
        ("body:\n  - en: a b\n     ⟦t⟧c: c", "`tc` must stand exactly below `en`: put 4 spaces before it"),
        ("headline:\n  en: a\n   ⟦t⟧c: b", "`tc` must stand exactly below `en`: put 2 spaces before it"),
        (
            "body:\n  - en: |-\n      a: b\n   ⟦t⟧c: |-\n      c",
            "`tc` must stand exactly below `en`: put 4 spaces before it",
        ),
        (
            "body:\n  - en: |-\n      a: b\n     ⟦t⟧c: |-\n      c",
            "`tc` must stand exactly below `en`: put 4 spaces before it",
        ),
        ("theme: hkstp\n ⟦d⟧ate: 2026-01-02", "`date` must stand exactly below `theme`: put no space before it"),
        ("a: {b: ⟦c⟧", "does not close here"),
        ("a: Museum ⟦#⟧1 Opens", "what follows ` #` is not printed"),
        ("- a\n- b\n  c  ⟦#⟧1 d", "what follows ` #` is not printed"),
        ("a: ⟦#⟧1 Museum", "what follows ` #` is not printed"),
        ("a: ⟦&x 1⟧", "names a part"),
        ("a: ⟦*x⟧", "refers to another part"),
        ("a: ⟦!!python/object:os.system x⟧", "is a YAML tag"),
        ("a: 1\n⟦a⟧: 2", "`a` is here twice, first on line 1"),
        ("a: 1\n⟦---⟧\nb: 2", "a second document"),
        ("⟦[⟧1]: 2", "a name is expected here"),
        ("a:\n⟦\t⟧b: 1", "a tab: write spaces"),
        ("a: HK$⟦\u202e⟧006", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ('a: ⟦"HK$\\u202e006"⟧', "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("a: x⟦\u200b⟧y", "let `hkpress check --fix` do it"),
        ('a: ⟦"x\\u200by"⟧', "how the text reads: delete `\\u200b`"),
        ("a: x⟦\x07⟧y", "U+0007 CONTROL CHARACTER"),
        ("a: x⟦\u3164⟧y", "U+3164 HANGUL FILLER"),
        ("# ⟦\u2066⟧\na: x", "U+2066 LEFT-TO-RIGHT ISOLATE"),
        ("a: x⟦\ufffd⟧y", "a character that was lost"),
        ("a: x⟦\u200d⟧y", "U+200D ZERO WIDTH JOINER"),
    ],
)
def test_refused_with_a_sentence_and_a_place(text: str, message: str) -> None:
    shown, messages = problems(text)
    assert shown == text
    assert len(messages) == 1
    assert message in messages[0]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: x\ndate⟦：⟧2026-11-23\n\nbody:\n  - en: x\n", "the full-width one"),
        ("date⟦：⟧ 2026-11-23\na: x", "the full-width one"),
        ("a: x\ndate⟦:⟧2026-11-23\nb: https://hkstp.org\n", "a space is missing"),
        ("a: x\ndate⟦:⟧2026-11-23", "a space is missing"),
        ("a:\n  en⟦:⟧Museum\n  tc: x", "a space is missing"),
        ("a:\n  en: x\n  tc⟦:⟧開幕\n# a\n# b\nb: x", "a space is missing"),
        ("a:\n  ⟦-⟧en: x\n    tc: y", "a hyphen and a space"),
        ("a:\n  - en: x\n    tc: y\n  ⟦-⟧en: x\n    tc: y", "a hyphen and a space"),
        ("a:\n  ⟦–⟧ en: x\n    tc: y", "a hyphen and a space"),
        ("a:\n  - en: x\n    tc: y\n  ⟦—⟧ en: x\n    tc: y", "a hyphen and a space"),
        ("a:\n⟦•⟧ en: x\n  tc: y", "a hyphen and a space"),
        ("a:\n  en: x\n⟦　⟧　tc: y\n  sc: z", "write ordinary spaces"),
        ("a:\n  en: x\n ⟦\u00a0⟧tc: y", "write ordinary spaces"),
        ("a:\n  - en: |-\n    ⟦S⟧ome text\n    tc: |-\n      文", "further to the right"),
        ("a:\n  en: |  # why\n\n  ⟦M⟧useum\n  tc: y", "further to the right"),
        ("a:\n  en: |-\n⟦文⟧\n文\n  tc: y", "further to the right"),
        ('a:\n  en: ⟦"⟧Museum" Opens\n  tc: y', "a text cannot start with this sign"),
        ('a: ⟦"⟧One", "Two" and three', "a text cannot start with this sign"),
        ("- ⟦'⟧It''s' x\n- y", "a text cannot start with this sign"),
        ("- en: ⟦[⟧Photo] Museum", "a text cannot start with this sign"),
        ("a: ⟦{⟧Photo} x", "a text cannot start with this sign"),
        ("a:\n  en: ⟦*⟧*Museum** Opens", "a text cannot start with this sign"),
        ("a: ⟦*⟧Museum* Opens", "a text cannot start with this sign"),
        ("a: ⟦%⟧x", "a text cannot start with this sign"),
        ("a: ⟦`⟧x", "a text cannot start with this sign"),
        ("a: ⟦|⟧- Museum Opens\nb: c", "not behind `|-`"),
        ("a: ⟦>⟧ 5 Museums Open", "not behind `|-`"),
        ('a:\n  en: |-\n  ⟦"⟧Museum" x\n  tc: y', "further to the right"),
        ("a: Museum ⟦#⟧1\n  Opens", "what follows ` #` is not printed"),
        ("a:\n  - b:\n      c: {en: x, tc: y⟦[⟧^1]}", "brackets, such as [^1], in quotes"),
        ('a:\n  - [⟦{⟧en: x, tc: y, "1", "1", "1", {en: x, tc: y}]', "this brace is not closed"),
    ],
)
def test_a_syntax_error_is_shown_where_its_cause_is(text: str, message: str) -> None:
    shown, messages = problems(text)
    assert shown == text
    assert len(messages) == 1
    assert message in messages[0]


@pytest.mark.parametrize(
    "text",
    [
        "a:\n  b: |-\n    date:2026\n    – en: x\n    　　文\n ⟦c⟧: 2",  # in a block any sign is text
        "a:\n  b: 10:30\n  c: https://x.hk\n ⟦d⟧: 2",
        "- https://x.hk\n- 10:30\n- [a, b]  # c\n⟦d⟧: 2",
        "a:\n  b: |-\n  c: 'd' # e\n  d: {e: [f]}\n ⟦d⟧: 2",
    ],
)
def test_what_is_right_is_not_taken_for_the_cause(text: str) -> None:
    assert problems(text)[0] == text


@pytest.mark.parametrize("text", ["- date:2026", "- –en", "- tc：x", "- |-\n  **x** y", "- >-\n  date：1", "-en: 1"])
def test_odd_but_right(text: str) -> None:
    assert source.parse_text(text, PATH).data


def test_all_problems_at_once() -> None:
    assert len(problems("a: &x 1\na: *x\nb: !t 2")[1]) == 4


@pytest.mark.parametrize(
    "text", ["a: 👩‍🔬", "a: ❤️\u200d🔥", "a: ❤️", "a: 葛\U000e0100城", "a: 全形　空格", "a: a\u00a0b"]
)
def test_what_looks_suspect_but_belongs(text: str) -> None:
    assert source.parse_text(text, PATH).data == {"a": text[3:]}


@pytest.mark.parametrize("comment", ["# note", "## note", "##", "#", "#\n#note", "\n#note"])
def test_comments(comment: str) -> None:
    assert source.parse_text(f"theme: hkstp  {comment}\na: b#1", PATH).data == {"theme": "hkstp", "a": "b#1"}


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n"])
def test_an_empty_file(text: str) -> None:
    with pytest.raises(Invalid, match="the file is empty"):
        source.parse_text(text, PATH)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[" * 100_000, "nested more than 32 levels"),
        ("{a: " * 100_000, "nested more than 32 levels"),
        ("a:\n" + "- x\n" * 20_001, "more than 20,000 values"),
        ("a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]", "`*a` refers to another part"),
    ],
)
def test_what_would_explode_is_refused_before_it_is_built(text: str, message: str) -> None:
    assert message in " ".join(problems(text)[1])


def test_files(tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    assert source.read(path).data == {"a": "1", "b": "2"}
    path.write_bytes(b"a: 1\rb: 2\r")  # as old Macs and Excel end lines
    assert source.read(path).data == {"a": "1", "b": "2"}
    path.write_bytes("a: 1\nb: 標題".encode("big5"))
    with pytest.raises(Invalid, match=r":2:4: error\[encoding\] the file is not UTF-8 text"):
        source.read(path)
    path.write_bytes(b"a: " + b"x" * (1 << 20))
    with pytest.raises(Invalid, match="larger than 1 MiB"):
        source.read(path)
    path.write_bytes(bytes(range(256)) * 4)
    with pytest.raises(Invalid):
        source.read(path)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ("a: 1".encode("utf-16"), "saved as UTF-16: save it again with the encoding UTF-8"),
        (b"\xfe\xff" + "a: 1".encode("utf-16-be"), "saved as UTF-16"),
        (b"PK\x03\x04" + b"\x00" * (1 << 20), "this is a Word document, not a text file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "this is a Word document"),
    ],
)
def test_what_is_not_a_text_file_is_named(tmp_path: Path, raw: bytes, message: str) -> None:
    path = tmp_path / "r.yaml"
    path.write_bytes(raw)
    with pytest.raises(Invalid, match=message):
        source.read(path)


def test_a_pipe_is_refused_and_a_folder_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Invalid, match=r"pipe: error\[file\] this is a pipe or a device"):
        source.read(tmp_path / "pipe")
    with pytest.raises(IsADirectoryError):
        source.read(tmp_path)
    with pytest.raises(FileNotFoundError):
        source.read(tmp_path / "none")


def test_the_caret_stands_under_wide_characters() -> None:
    with pytest.raises(Invalid) as caught:
        source.parse_text("a: 香港\u200b科技", PATH)
    line, caret = excerpt(caught.value.diagnostics[0]).split("\n")
    assert line == r"    a: 香港\u200b科技"
    assert caret == "           ^^^^^^"


def test_a_long_line_is_cut_round_the_place() -> None:
    with pytest.raises(Invalid) as caught:
        source.parse_text("a: " + "香" * 300 + "\u202e" + "港" * 300, PATH)
    line, caret = excerpt(caught.value.diagnostics[0]).split("\n")
    assert line.startswith("    …香")
    assert line.endswith("港…")
    assert len(caret) < 50


@pytest.mark.parametrize(
    "text",
    [
        "a: one two two",
        "a: 'one two two'",
        'a: "one two two"',
        "a: |-\n  one two\n\n    two\n  two",
        "a: one\n  two\n  two",
        "a: '一二\n  二三\n\n  二'",
        "- [{a: two}, two]",
        "a: 'it''s two'",
        "a: >-\n  two\n  two",
    ],
)
def test_every_character_of_a_value_has_its_place_in_the_file(text: str) -> None:
    read = source.parse_text(text, PATH)
    for loc in read.places:
        value: Any = read.data
        for step in loc:
            value = value[step]
        for index in range(len(value)) if isinstance(value, str) else ():
            found = read.exact(loc, slice(index, index + 1))
            if found and value[index] == "\n":
                assert read.text[slice(*found)].strip(" ") == "\n"
            elif found:
                assert read.text[slice(*found)] == value[index]
            else:
                assert value[index] in "\n '" or text.startswith("a: >"), (text, index)


@pytest.mark.parametrize("scalar", ["", "~", "null", "Null", "NULL"])
def test_no_value_is_no_word(scalar: str) -> None:
    assert source.parse_text(f"a: {scalar}", PATH).data == {"a": None}
    assert source.parse_text(f"a: '{scalar}'", PATH).data == {"a": scalar}


def test_a_tab_in_a_comment_does_no_harm() -> None:
    text = "#\ta comment\na: x # and\tanother\n  #\ta third\nb: |-\n  text\n"
    assert source.parse_text(text, PATH).data == {"a": "x", "b": "text"}


@pytest.mark.parametrize(
    "text",
    [
        "a:\tx\n",
        "a: |-\n  # text\twith a tab\n",
        "a: 'x #\ty'\n",
        "a: x#\ty\n",
        "a: x\ty\n",
        "\ta: x\n",
        "a: x\n\t# b\n",
    ],
)
def test_a_tab_elsewhere_is_reported(text: str) -> None:
    with pytest.raises(Invalid) as caught:
        source.parse_text(text, PATH)
    assert "a tab" in caught.value.diagnostics[0].message
