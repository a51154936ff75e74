from __future__ import annotations

import io
import re
import runpy
from functools import cache
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from hkpress.check import messages
from hkpress.check.messages import say
from tests.conftest import ROOT


@cache
def sentences() -> set[str]:
    """What the rules and the import say."""
    rooms = [str(ROOT / "hkpress" / room) for room in ("check", "importing")]
    return {
        text
        for room in rooms
        for _, _, text, *_ in extract_from_dir(room, [("**.py", "python")], keywords={"say": None})
    }


CATALOGUE = read_po(io.BytesIO(messages.catalogue_file("tc").read_bytes()), abort_invalid=True)
PLACEHOLDER = re.compile(r"{(\w*)}")


def test_every_sentence_of_the_rules_is_translated_and_no_other() -> None:
    assert len(sentences()) > 80
    assert {message.id for message in CATALOGUE if message.id} == sentences()
    assert [message.id for message in CATALOGUE if not message.string] == []
    assert [message.id for message in CATALOGUE if message.id and message.fuzzy] == []


def test_make_catalogues_puts_entries_in_order_wherever_they_were_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    setup = runpy.run_path(str(ROOT / "setup" / "catalogues.py"))
    template, written = setup["sentences"](), []
    head, *entries = messages.catalogue_file("tc").read_text("utf-8").strip().split("\n\n")
    for order in (entries, entries[::-1]):
        path = tmp_path / "checks.po"
        path.write_text("\n\n".join([head, *order]) + "\n", "utf-8")
        setup["update"](path, template)
        written.append(path.read_text("utf-8"))
    assert written[0] == written[1]
    assert written[0].count("\nmsgid ") == len(sentences()) + 1  # the header


def test_the_placeholders_agree() -> None:
    for message in CATALOGUE:
        assert isinstance(message.id, str)
        assert isinstance(message.string, str)
        assert sorted(set(PLACEHOLDER.findall(message.id))) == sorted(set(PLACEHOLDER.findall(message.string)))


def test_a_sentence_is_one_and_says_what_to_do() -> None:
    begun = re.compile(r"[`{]|[a-z]|(?:English|Chinese|Simplified|1)(?: |$)|[^ ]+$")
    assert [text for text in sentences() if text.endswith(".") or not begun.match(text)] == []


def test_values_are_translated_with_the_sentence() -> None:
    message = say("{date} is a {right}, not a {found}: correct the date or the day of the week", date="2025-04-24", right=say("Thursday"), found=say("Friday"))  # fmt: skip
    assert str(message) == "2025-04-24 is a Thursday, not a Friday: correct the date or the day of the week"
    assert message.in_language("tc") == "2025-04-24是星期四，不是星期五：請更正日期或星期"


def test_a_value_is_put_in_as_it_is() -> None:
    assert str(say("`{found}` twice: write it once", found="{found}")) == "`{found}` twice: write it once"
