from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from hkpress.core.diagnostics import Invalid
from hkpress.release.model import TableBlock
from hkpress.release.project import Project
from tests.marks import marked, unmarked

ISSUER = """\
name: {en: Science Park, tc: 科技園}
contacts:
  - {phone: 2629 6850}
"""
PEOPLE = """\
sunny-chai: {name: {en: Sunny Chai, tc: 查毅超}}
half-done: {name: {en: Somebody}}
"""
TEXT = "headline: {en: A, tc: 甲}\ndate: 2025-04-24\nbody: [{en: B, tc: 乙}]\n"
BODY = "headline: {en: A, tc: 甲}\ndate: 2025-04-24\nbody:\n"


@pytest.fixture
def problems(project: Callable[..., Project]) -> Callable[..., tuple[str, list[str]]]:
    """The manuscript with its problems marked, and what they say."""

    def read(text: str, **files: str) -> tuple[str, list[str]]:
        shared = {"releases/_shared/issuers/hkstp.yaml": ISSUER, "releases/_shared/people.yaml": PEOPLE}
        with pytest.raises(Invalid) as caught:
            project(unmarked(text), **{**shared, **files}).read("x")
        found = caught.value.diagnostics
        return marked(unmarked(text), found), [diagnostic.message for diagnostic in found]

    return read


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("⟦d⟧ate: 2025-04-24\nbody: [{en: B, tc: 乙}]\n", "`headline` is missing: write `headline:`"),
        (
            "headline: {en: A, tc: 甲}\n⟦headlin⟧: x\ndate: 2025-04-24\nbody: [{en: B, tc: 乙}]",
            "did you mean `headline`?",
        ),
        ("⟦headlin⟧: {en: A, tc: 甲}\ndate: 2025-04-24\nbody: [{en: B, tc: 乙}]", "did you mean `headline`?"),
        ("⟦title⟧: {en: A, tc: 甲}\ndate: 2025-04-24\nbody: [{en: B, tc: 乙}]", "write `headline:`"),
        (BODY + "  - quote: {⟦word⟧: {en: A, tc: 甲}}", "did you mean `words`?"),
        (BODY + "  - ⟦en⟧: A\n    tc: 甲\n    heading: {en: B, tc: 乙}", "write `- ` before `heading:`"),
        (TEXT + "⟦colour⟧: red", "`colour` is not a field here (fields: `theme`, "),
        (TEXT.replace("2025-04-24", "⟦24/4/2025⟧"), "write year-month-day, such as 2025-04-24"),
        (TEXT.replace("2025-04-24", "⟦2025-02-30⟧"), "2025-02-30 is not in the calendar"),
        (TEXT.replace("2025-04-24", "⟦1745452800⟧"), "is not a date"),
        (TEXT + "embargo: ⟦2025-04-24 10:00⟧", "has no time zone: write 2025-04-24 10:00+08:00"),
        (TEXT + "embargo: ⟦10am tomorrow⟧", "is not a time"),
        (TEXT + "timing: immediate\nembargo: ⟦2025-04-24T10:00+08:00⟧", "contradict each other"),
        (TEXT + "timing: ⟦soon⟧", "`timing` is `soon`; it can be `immediate`"),
        (TEXT + "⟦dateline⟧: Hong Kong", "`dateline` is not a field here: write `place:`"),
        (TEXT + "⟦subtitle⟧: A", "`subtitle` is not a field here: write `subheadline:`"),
        (TEXT + "issuer: ⟦[hkstp, park]⟧", "`issuer` names one issuer: write `issuers:` before a list"),
        (BODY + "  - list: [{en: A, tc: 甲, list: [{en: B, tc: 乙, ⟦list⟧: []}]}]", "a list has two levels at most"),
        (TEXT + "⟦Title⟧: A", "`Title` is not a field here: write `headline:`"),
        (TEXT + "⟦reference⟧: 12", "`reference` is not a field here: write `number:`"),
        (TEXT + "⟦videos⟧: [https://a.hk]", "`videos` is not a field here: write `links:`"),
        (TEXT + "corrections: [{at: ⟦2025-04-25⟧, note: {en: A, tc: 甲}}]", "write 2025-04-25T10:00+08:00 for 10am"),
        (BODY + "  - ⟦picture⟧: {file: a.jpg}", "`picture` is not a field here: write `image:`"),
        (BODY + "  - ⟦items⟧: [{en: A, tc: 甲}]", "`items` is not a field here: write `list:`"),
        (BODY + "  - {en: A, tc: 甲, only: ⟦[en]⟧}", "`only` is a list; write `en`"),
        (BODY + "  - table: {⟦columns⟧: [a], head: [a], rows: [[1]]}", "`columns` is not a field here: write `head:`"),
        (BODY + "  - quote: {⟦says⟧: {en: A, tc: 甲}, words: {en: A, tc: 甲}}", "write `speaker:`"),
        (TEXT + "theme: ⟦hkst⟧", "not one of the themes in templates/; did you mean `hkstp`?"),
        (TEXT + "issuer: ⟦hkst⟧", "did you mean `hkstp`?"),
        (TEXT + "photo_pack: {url: ⟦javascript:alert(1)⟧}", "start it with https://"),
        (TEXT + "contacts: [{email: ⟦somebody at example⟧}]", "is not an e-mail address"),
        (TEXT + "contacts: ⟦{phone: 2629 6850}⟧", "`contacts` must be a list: start each item with `- `"),
        (BODY + "  - quote: {speaker: sunny-chai, portrait: ⟦yes⟧, words: {en: A, tc: 甲}}", "has no `portrait:`"),
        ("headline: A\ndate: 2025-04-24\neditions: [⟦english⟧]\nbody: [B]\n", "item 1 is `english`; write `en`"),
        ("headline: 甲\ndate: 2025-04-24\neditions: ⟦tc, sc⟧\nbody: [乙]\n", "write `editions: [tc, sc]`"),
        (TEXT + "issuers: ⟦hkstp⟧", "`issuers` must be a list: write `issuers: [hkstp]`"),
        (TEXT + "issuers: ⟦[hkstp]⟧", "`issuers` is for a joint release: write `issuer: hkstp` for one"),
        (TEXT + "⟦only⟧: en", "`only` is not a field here: write `editions:`"),
        (TEXT + "links: [{title: {en: A, tc: 甲}, url: ⟦files/a.pdf⟧}]", "is a file: write `file: files/a.pdf`"),
        (TEXT + "links: [{title: {en: A, tc: 甲}, url: ⟦www.a.hk⟧}]", "start it with https://"),
        (TEXT + "photos:⟦\n⟧", "`photos` is empty: add an item below it, or delete the line"),
        (TEXT + "place: ⟦Hong Kong⟧", "`place` needs both languages: write `en: …` and `tc: …`"),
        (BODY + "  - ⟦e⟧n: Hello", "`tc` is missing: write the Traditional Chinese text beside `en`"),
        (BODY + "  - ⟦Hello⟧", "item 1 needs both languages: write `- en: …` and `tc: …`"),
        (BODY + "  - en: Hello\n    tc:⟦\n⟧\n", "`tc` is empty"),
        (BODY + "  - {en: Hello, tc: ⟦'  '⟧}", "`tc` is empty"),
        (BODY + "  - {en: ⟦[Hello]⟧, tc: 好}", "`en` is a list; here it must be one text"),
        (
            BODY + "  - quote: {speaker: ⟦{name: A}⟧, words: {en: A, tc: 甲}}",
            "write the person into releases/_shared/people.yaml",
        ),
        (BODY + "  - quote: {words: ⟦[{en: A, tc: 甲}]⟧}", "one text, with a blank line between its paragraphs"),
        (BODY + f"  - {{en: {'⟦' + 'x' * 20_001 + '⟧'}, tc: 好}}", "longer than 20,000 characters"),
        ("headline: {en: A, tc: 甲}\ndate: 2025-04-24\nbody: ⟦[]⟧", "`body` is empty: it needs at least one item"),
        (BODY + "  - quote: {speaker: ⟦suny-chai⟧, words: {en: A, tc: 甲}}", "did you mean `sunny-chai`?"),
        (BODY + "  - quote: {⟦bfore⟧: {en: A, tc: 甲}, words: {en: A, tc: 甲}}", "did you mean `before`?"),
        (BODY + "  - quote: {words: {en: A, tc: 甲}, marks: {en: ⟦'\"'⟧}}", "the opening and the closing mark"),
        (BODY + "  - table: {head: [a, b], rows: [⟦[1, 2, 3]⟧]}", "3 cells, but the table has 2 column heads"),
        (BODY + "  - list: ⟦{en: A, tc: 甲}⟧", "`list` must be a list"),
        (BODY + "  - {en: A, tc: 甲}\n⟦<<⟧: {place: {en: A, tc: 甲}}", "`<<` is not a field here"),
        (BODY + f"  - {{en: A, tc: 甲}}\ntiming: ⟦{'9' * 5000}⟧", f"`{'9' * 80}…`"),
    ],
)
def test_a_misfit(problems: Callable[..., tuple[str, list[str]]], text: str, message: str) -> None:
    shown, messages = problems(text)
    assert shown == text
    assert len(messages) == 1
    assert message in messages[0]


def test_all_misfits_at_once_in_the_order_of_the_file(problems: Callable[..., tuple[str, list[str]]]) -> None:
    text = "theme: ⟦x⟧\nheadline: {en: ⟦''⟧, tc: 甲}\ndate: ⟦x⟧\nbody:\n  - ⟦{en: A}⟧\n  - ⟦b⟧\n"
    shown, messages = problems(text)
    assert shown == text
    assert len(messages) == 5


def test_what_else_is_wrong_is_reported_beside_a_character_that_cannot_be_seen(
    problems: Callable[..., tuple[str, list[str]]],
) -> None:
    text = (
        "theme: ⟦x⟧\nheadline: {en: A⟦\u200b⟧b ⟦\x07⟧c, tc: 甲, ⟦zz⟧: 1} #\t⟦\u2069⟧\n"
        "date: 2025-04-24\nbody: [⟦{en: 👩\u200d🔬⟦\t⟧B}⟧]\n"
    )
    shown, messages = problems(text)
    assert shown == text
    assert len(messages) == 7


def test_what_else_is_wrong_is_reported_beside_mistakes_that_hide_nothing(
    problems: Callable[..., tuple[str, list[str]]],
) -> None:
    """An escape, a duplicate name, an anchor, a tag. hkpress ignores what is below the later of two equal names."""
    text = (
        'date: 2025-04-24\nheadline: {en: ⟦"A\\u200bB"⟧, tc: 甲}\n⟦headline⟧: {en: A}\n'
        "summary: ⟦{en: A}⟧\nbody: [{en: ⟦&a A⟧, tc: 甲}, {en: A, tc: ⟦!b 甲⟧, ⟦sx⟧: a}]\n⟦bodyy⟧: 1\n"
    )
    shown, messages = problems(text)
    assert shown == text
    assert len(messages) == 7


@pytest.mark.parametrize(
    ("text", "message"), [("- a", "the file is a list"), ("Hello", "`hkpress import FILE` makes a release of a text")]
)
def test_not_a_release_at_all(problems: Callable[..., tuple[str, list[str]]], text: str, message: str) -> None:
    assert message in problems(text)[1][0]


def test_shared_files_are_read_with_the_release(project: Callable[..., Project]) -> None:
    text = TEXT.replace("body:", "issuer: hkstp\nbody:").replace(
        "[{en: B, tc: 乙}]", "\n  - quote: {speaker: sunny-chai, words: {en: B, tc: 乙}}"
    )
    files = {"releases/_shared/issuers/hkstp.yaml": ISSUER, "releases/_shared/people.yaml": PEOPLE}
    release = project(text, **files).read("x")
    assert release.issuer
    assert release.issuer.name.tc == "科技園"
    assert list(release.people) == ["sunny-chai"]  # a colleague's half-written entry is not in the way


def test_a_cell_may_be_empty_in_both_languages(project: Callable[..., Project]) -> None:
    table = "{head: [{en: '', tc: ''}, {en: Visitors, tc: 人次}], rows: [['', {en: , tc: ''}]]}"
    (block,) = project(BODY + f"  - table: {table}\n").read("x").manuscript.body
    assert isinstance(block, TableBlock)
    assert (block.table.head[0], block.table.rows) == ("", (("", ""),))


def test_a_mistake_in_a_shared_file_is_reported_there(project: Callable[..., Project]) -> None:
    text = BODY.replace("body:", "issuer: hkstp\nbody:") + "  - quote: {speaker: half-done, words: {en: A, tc: 甲}}"
    files = {"releases/_shared/issuers/hkstp.yaml": "name: {en: A}\n", "releases/_shared/people.yaml": PEOPLE}
    with pytest.raises(Invalid) as caught:
        project(text, **files).read("x")
    found = [
        (each.path.name, each.span.line, each.message) for each in caught.value.diagnostics if each.path and each.span
    ]
    missing = "`tc` is missing: write the Traditional Chinese text beside `en`"
    assert found == [("hkstp.yaml", 1, missing), ("people.yaml", 2, missing)]


@pytest.mark.parametrize("name", ["issuers/hkstp.yaml", "people.yaml"])
def test_a_broken_shared_file(problems: Callable[..., tuple[str, list[str]]], name: str) -> None:
    text = "issuer: hkstp\n" + TEXT.replace("[{", "\n  - quote: {speaker: sunny-chai, words: {").replace("}]", "}}")
    assert any("colon" in message for message in problems(text, **{f"releases/_shared/{name}": "a: b: c"})[1])


def test_a_release_names_every_word_it_prints(project: Callable[..., Project]) -> None:
    text = TEXT + "remarks: [never printed]\nphotos: [{caption: {en: C, tc: 丙}}]\ncontacts: [{phone: '2629'}]\n"
    words = {(loc, words) for _, loc, words in project(text).read("x").words()}
    assert (("photos", 0, "caption", "tc"), "丙") in words
    assert (("contacts", 0, "phone"), "2629") in words
    assert not re.search("never", str(words))


def test_the_source_of_every_word_is_known(project: Callable[..., Project], tmp_path: Path) -> None:
    text = TEXT.replace("body:", "issuer: hkstp\nbody:")
    release = project(text, **{"releases/_shared/issuers/hkstp.yaml": ISSUER}).read("x")
    files = {origin.path.relative_to(tmp_path).as_posix() for origin, _, _ in release.words()}
    assert files == {"releases/x/release.yaml", "releases/_shared/issuers/hkstp.yaml"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (TEXT + "embargo: ⟦2026-11-23⟧", "`embargo` has no time: write 2026-11-23T10:00+08:00"),
        (TEXT.replace("2025-04-24", "⟦''⟧"), "`date` is empty"),
        (TEXT + "place: {en: Fees, ⟦tc：費用⟧}", "this colon is the full-width one: write `:` and a space"),
        (TEXT + "place: {en: Hong Kong, ⟦China⟧, tc: 中國香港}", "a comma ends the text before `China`: put text with commas in quotes"),
    ],
)  # fmt: skip
def test_what_to_write_is_what_works(problems: Callable[..., tuple[str, list[str]]], text: str, message: str) -> None:
    shown, messages = problems(text)
    assert shown == text
    assert [message in each for each in messages] == [True]


def test_a_broken_people_file_is_not_blamed_on_the_speaker(problems: Callable[..., tuple[str, list[str]]]) -> None:
    text = BODY + "  - quote: {speaker: sunny-chai, words: {en: A, tc: 甲}}"
    messages = problems(text, **{"releases/_shared/people.yaml": "a: b: c"})[1]
    assert len(messages) == 1
    assert "colon" in messages[0]
