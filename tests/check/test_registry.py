"""Persons of people.yaml and the contacts: their names, titles and posts against each other and the text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hkpress.check import examine
from hkpress.release import source
from tests.check import harness

CODES = {"other-person", "honorific", "other-post", "name-twin"}
PHONE = "2629 6850"
TWINS = "主席梁子廉先生啟用，梁子康先生亦表示歡迎。"


def told(en: str, tc: str, contacts: list[tuple[str, str]]) -> list[str]:
    asked = [{"name": {"en": name, "tc": name_tc}, "phone": PHONE} for name, name_tc in contacts]
    text = (
        "date: 2025-04-24\nissuer: park\ntiming: immediate\nheadline: {en: It opens, tc: 開幕}\n"
        f"body: [{json.dumps({'en': en, 'tc': tc}, ensure_ascii=False)}]\n"
        f"contacts: {json.dumps(asked, ensure_ascii=False)}\n"
    )
    return [
        " ".join((each.code, *(place.at for place in (each.place, *each.related))))
        for each in examine(harness.read(text), CODES, harness.NOW).findings
    ]


@pytest.mark.parametrize(
    ("en", "tc", "contacts", "found"),
    [
        ("Ask Miss Cheung.", "請聯絡章小姐。", [("Miss Cheung", "張小姐")], ["other-person body/1/tc body/1/en"]),
        ("Ask Miss Cheung.", "請聯絡章小姐。", [("Miss Cheung", "章小姐")], []),
        ("It opens.", "開幕。", [("Ms Rita Leung", "陳小姐")], ["other-person contacts/1/name/tc"]),
        ("It opens.", "開幕。", [("Ms Lam Wai-kwong", "林小美小姐")], ["other-person contacts/1/name/tc"]),
        ("It opens.", "開幕。", [("Ms Lam", "林先生")], ["honorific contacts/1/name/tc contacts/1/name/en"]),
        ("It opens.", "開幕。", [("Corporate Communications", "企業傳訊部")], []),
        ("Mr Rita Leung opens it.", "開幕。", [("Ms Rita Leung", "梁小姐")], ["honorific body/1/en"]),
        ("Mr Leung opens it.", "開幕。", [("Ms Rita Leung", "梁小姐")], []),
        ("It opens.", TWINS, [("Leung Tsz-lim", "梁子廉"), ("Leung Tsz-hong", "梁子康")], []),
        ("It opens.", TWINS, [("Leung Tsz-lim", "梁子廉")], ["name-twin body/1/tc body/1/tc"]),
        ("It opens.", TWINS, [("Leung Tsz-lim", "梁子廉"), ("Leung", "梁子康")], ["name-twin body/1/tc body/1/tc"]),
    ],
)
def test_contacts(en: str, tc: str, contacts: list[tuple[str, str]], found: list[str]) -> None:
    assert told(en, tc, contacts) == found


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ("{name: {en: Wong Ka-yan, tc: 李大文}}", ["other-person x/name/tc"]),
        ("{name: {en: Lee Siu-ming, tc: 李大文}}", ["other-person x/name/tc"]),
        ("{name: {en: Paul Yung, tc: 李大文}}", []),
        ("{name: {en: Lee Tai-man, tc: 李大文}, honorific: {en: Mr, tc: 女士}}", ["honorific x/honorific/tc"]),
        ("{name: {en: Lee Tai-man, tc: 李大文}, honorific: {en: Dr, tc: 教授}}", []),
        ("{name: {en: Lee Tai-man, tc: 李大文}, post: {en: Chairman, tc: 行政總裁}}", ["other-post x/post/tc"]),
        ("{name: {en: Lee Tai-man, tc: 李大文}, post: {en: Chairman}}", []),
    ],
)
@pytest.mark.parametrize("body", ["李大文參觀。", "眾人參觀。"])
def test_an_entry_of_people_that_the_release_names(
    entry: str, found: list[str], body: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = harness._shared

    def shared(path: Path) -> source.Source:
        origin = read(path)
        return source.parse_text(f"{origin.text}x: {entry}\n", path) if path.name == "people.yaml" else origin

    monkeypatch.setattr(harness, "_shared", shared)
    assert told("They came.", body, [("Ms Lee", "李女士")]) == (found if "李" in body else [])
