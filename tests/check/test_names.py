"""Names over a whole release: a name in one paragraph counts in another, and no slip is reported twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from hkpress.check import examine
from hkpress.check.finding import Finding
from hkpress.release import source
from tests.check import harness

HEAD = "date: 2025-04-24\nissuer: park\nheadline: {en: A headline, tc: 標題}\n"
CODES = {"name-pair", "near-name"}


def found(body: str, codes: set[str] = CODES) -> tuple[Finding, ...]:
    return examine(harness.read(HEAD + body), codes, harness.NOW).findings


def said(body: str) -> list[tuple[str, str, str]]:
    return [(each.code, each.place.at, str(each.message)) for each in found(body)]


PARAGRAPH = "  - {{en: {}, tc: {}}}\n"


def paragraphs(*texts: tuple[str, str]) -> str:
    return "body:\n" + "".join(PARAGRAPH.format(*each) for each in texts)


def test_a_name_may_stand_in_another_paragraph_of_the_other_language() -> None:
    assert said(paragraphs(("San Tin Technopole opens.", "新園區啟用。"), ("It is large.", "新田科技城很大。"))) == []


def test_a_name_that_one_language_never_has_is_reported_once() -> None:
    missing = ("The San Tin Technopole opens.", "新園區啟用。")
    assert said(paragraphs(missing, missing, missing)) == [
        ("name-pair", "body/1/tc", "the English names San Tin Technopole, the Chinese does not: write 新田科技城")
    ]
    (one,) = found(paragraphs(missing))
    assert [(each.at, each.start, each.end) for each in one.related] == [("body/1/en", 4, 22)]


def test_the_sentence_blames_the_language_that_lacks_the_name() -> None:
    assert said(paragraphs(("A new park opens.", "新田科技城啟用。"))) == [
        ("name-pair", "body/1/en", "the Chinese names 新田科技城, the English does not: write San Tin Technopole")
    ]


def test_the_unknown_name_that_is_most_alike_is_offered() -> None:
    (one,) = found(paragraphs(("From Victoria Harbour to the San Shan Technocity.", "由維港至新田科技城。")))
    message = "the Chinese names 新田科技城; if `San Shan Technocity` stands for it, write San Tin Technopole"
    assert str(one.message) == message
    assert (one.place.at, one.place.start, one.place.end) == ("body/1/en", 29, 48)
    assert one.fix == "San Tin Technopole"


def test_each_language_names_another() -> None:
    (one,) = found(paragraphs(("The San Tin Technopole opens.", "香港科學園啟用。")))
    assert str(one.message) == (
        "the English names San Tin Technopole, the Chinese 香港科學園, which is Hong Kong Science Park: "
        "correct the wrong one"
    )
    assert (one.place.at, one.place.start, one.place.end) == ("body/1/tc", 0, 5)
    assert [(each.at, each.start, each.end) for each in one.related] == [("body/1/en", 4, 22)]


def test_a_slip_of_the_keyboard_is_reported_by_one_rule() -> None:
    assert [code for code, *_ in said(paragraphs(("San Tin Technopol opens.", "新田科技城啟用。")))] == ["near-name"]


def test_names_of_contacts_are_not_asked_about() -> None:
    text = paragraphs(("It opens.", "啟用。")) + "contacts: [{name: {en: Sunny Chai, tc: 新聞組}, phone: 2629 6850}]\n"
    assert said(text) == []


@pytest.mark.parametrize(
    ("code", "en", "tc", "entries"),
    [
        ("other-person", "Mr Paul Lee opened it.", "陳大文先生主持啟用。", {"Paul Lee": "陳大文"}),
        ("unintroduced", "Mr Peter Chau opened it. Mr Chow spoke.", "周先生啟用。", {"Peter Chow": "周彼得"}),
        (
            "name-twin",
            "It opened.",
            "主席梁子廉先生啟用，梁子康先生亦表示歡迎。",
            {"Leung Tsz-lim": "梁子廉", "Leung Tsz-hong": "梁子康"},
        ),
    ],
)
def test_a_line_of_people_silences_a_rule_on_persons_for_good(
    code: str, en: str, tc: str, entries: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    body = paragraphs((en, tc))
    assert [each.code for each in found(body, {code})] == [code]
    read = harness._shared
    more = "".join(f"person-{tc}: {{name: {{en: {en}, tc: {tc}}}}}\n" for en, tc in entries.items())

    def shared(path: Path) -> source.Source:
        origin = read(path)
        return source.parse_text(origin.text + more, path) if path.name == "people.yaml" else origin

    monkeypatch.setattr(harness, "_shared", shared)
    assert found(body, {code}) == ()
