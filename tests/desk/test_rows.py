"""The rows of the form: all that the model can say can be begun there, and written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hkpress.desk import changes, rows
from hkpress.desk.changes import FieldChange, value_at
from hkpress.desk.words import Say
from hkpress.release import source
from hkpress.release.model import Manuscript
from hkpress.release.source import Source

KNOWN = {
    "themes": {"base": {}},
    "issuers": {"park": {"en": "The Park", "tc": "園區"}, "school": {"en": "The School", "tc": "學校"}},
    "people": {"mei-lam": {"en": "Dr Mei Lam", "tc": "林美博士"}},
    "topics": {"science": {"en": "Science", "tc": "科學"}},
}
DEEPEST = 9 if os.environ.get("HKPRESS_LONG") else 5
START = "date: 2026-11-27\nheadline:\n  en: One\n  tc: 一\nbody:\n  - en: Two\n    tc: 二\n"


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
        was = value_at(origin.data, tuple(each["loc"]))
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
            assert value_at(after.data, loc) is not None or loc[-1] in value_at(after.data, loc[:-1])
            places = {tuple(node["loc"]) for node in drawn(after) if "loc" in node}
            assert any(each[: len(loc)] == loc for each in places), loc
            for box in [each for each in drawn(after) if each.get("is") == "box" and each["kind"] == "words"]:
                if tuple(box["loc"])[: len(loc)] == loc:
                    was = value_at(after.data, tuple(box["loc"]))
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
    assert origin.data["issuers"] == ["school", "park"]
    assert "issuers" in [node["kind"] for node in drawn(origin) if node.get("is") == "fresh"]


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
