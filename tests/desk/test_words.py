from __future__ import annotations

import re
from functools import partial

from hkpress.check.messages import say
from hkpress.desk import app, form, words
from hkpress.desk.sentences import sentences
from hkpress.release.model import Manuscript
from tests.desk.spoken import VALUE, spoken

PLACEHOLDER = re.compile(r"{(\w+)}")


def test_every_sentence_of_the_desk_is_translated_and_no_other() -> None:
    said = {text for text, _ in sentences()}
    assert len(said) > 250
    assert {*words.catalogue()} == said


def test_the_placeholders_agree() -> None:
    for english, chinese in words.catalogue().items():
        assert sorted(PLACEHOLDER.findall(english)) == sorted(PLACEHOLDER.findall(chinese)) or "en: (a)" in english


def test_every_sentence_of_the_program_is_said_in_chinese() -> None:
    said = {text: words.Say("tc").message(text) for text, _ in spoken() if text.replace(VALUE, "").strip(" :`")}
    assert len(said) > 80
    assert [text for text, chinese in said.items() if not re.search(r"[\u4e00-\u9fff]", chinese)] == []
    assert [chinese for chinese in said.values() if re.search(r"{\w+}", chinese)] == []


def test_a_problem_names_fields_as_the_form_does() -> None:
    assert form.in_words("`en` is empty", words.Say("en")) == "English is empty"
    assert form.in_words("`en` is empty", words.Say("tc")) == "「英文」未填寫"
    near = "`subheadlin` is not a field here; did you mean `subheadline`?"
    assert form.in_words(near, words.Say("tc")) == "此處沒有`subheadlin`這一項；是否指「副標題」？"


def test_a_rule_names_fields_as_the_form_does_but_not_what_an_author_wrote() -> None:
    english, chinese = (partial(form.labelled, t=words.Say(lang)) for lang in ("en", "tc"))
    said = say("`{found}`: write `alt`, `timing: immediate` or people.yaml", found="date")
    assert said.in_language("en", english) == "`date`: write “Alternative text”, “Timing: Immediate” or “People”"
    assert chinese("在`alt`、`before:`和people.yaml") == "在「替代文字」、「引述之前」和「人物」"
    assert form.in_words("`date` is missing: such as `date: 2025-04-24`", words.Say("en")).endswith("Date: 2025-04-24")


def test_everything_that_the_model_can_say_has_a_place_in_the_form() -> None:
    placed = [name for section in form.form()["sections"] for name in section["fields"]]
    assert sorted(placed) == sorted(Manuscript.model_fields)
    for model in form.form()["models"].values():
        for field in model["fields"]:
            assert field["help"] or field["name"] in ("list",), field


def test_page_and_scripts_are_small_as_they_are_written() -> None:
    scripts = [path for path in words.PAGE.iterdir() if path.suffix in (".html", ".js")]
    assert len(scripts) > 8
    assert sum(path.stat().st_size for path in scripts) < 80_000
    sent = [path for path in words.PAGE.iterdir() if path.suffix in (".html", ".js", ".css", ".svg")]
    assert sum(len(app._packed(path)) for path in sent) < 40_000  # the style too


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

    found = {
        kind for model in form.form()["models"].values() for field in model["fields"] for kind in kinds(field["type"])
    }
    assert known <= found <= known | {"line", "file"}
