from __future__ import annotations

import re

from hkpress.desk import words
from hkpress.desk.form import form
from hkpress.release.model import Manuscript

PLACEHOLDER = re.compile(r"{(\w+)}")
SAID = {text for text, _ in words.sentences()}


def test_every_sentence_of_the_desk_is_translated_and_no_other() -> None:
    assert len(SAID) > 250
    assert {*words.catalogue()} == SAID


def test_the_placeholders_agree() -> None:
    for english, chinese in words.catalogue().items():
        assert sorted(PLACEHOLDER.findall(english)) == sorted(PLACEHOLDER.findall(chinese)) or "en: (a)" in english


def test_everything_that_the_model_can_say_has_a_place_in_the_form() -> None:
    placed = [name for section in form()["sections"] for name in section["fields"]]
    assert sorted(placed) == sorted(Manuscript.model_fields)
    for model in form()["models"].values():
        for field in model["fields"]:
            assert field["help"] or field["name"] in ("list",), field


def test_every_kind_of_value_has_a_widget() -> None:
    known = {"pair", "group", "list", "choice", "one", "known", "date", "moment", "time", "url", "email", "picture"}

    def kinds(kind: dict) -> set[str]:
        inside = (
            [kind["of"]]
            if kind["is"] == "list"
            else [each["type"] for each in kind["of"]]
            if kind["is"] == "one"
            else []
        )
        return {kind["is"]}.union(*map(kinds, inside))

    found = {kind for model in form()["models"].values() for field in model["fields"] for kind in kinds(field["type"])}
    assert known <= found <= known | {"line", "file"}
