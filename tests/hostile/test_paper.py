"""No word runs off the paper, however long it is and wherever it stands."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from hkpress.formats import variants
from hkpress.production.make import make_release
from hkpress.release.project import Project
from tests import boxes

LONG = "x" * 300
PARAGRAPHS = [
    "@", "“@”", "a **a**@", "(see [@](https://park.example))", "[“**a**@”](https://park.example)", "Words,[^1]@", "**5** @", "HK$**9@**", "**@** million",
    "**" + "1,000," * 50 + "000 million**", "Word" + "[^1]" * 150, "香" + "[^1]" * 150, "香@香", "**a**b" * 150, "“**" + "1 1 " * 100 + "**",
]  # fmt: skip


def said(text: str) -> dict[str, str]:
    text = text.replace("HK$**9@", f"HK$**{'9' * 200}").replace("@", LONG)
    return {"en": text, "tc": text.replace("“", "「").replace("”", "」").replace("(see ", "（見").replace(")）", "）")}


@pytest.mark.parametrize("edition", ["en", "sc"])
def test_a_word_wider_than_the_page_breaks(edition: str, project: Callable[..., Project]) -> None:
    place = project()
    release = {
        "date": "2025-04-24",
        "headline": {"en": f"A headline, “{LONG}”", "tc": f"甲乙丙丁戊己庚，{LONG}，「{LONG}」"},
        "subheadline": said("“@”"),
        "body": [
            *map(said, PARAGRAPHS),
            {"heading": said("“**a**@”")},
            {"quote": {"words": said("“**a**@")}},
            {"list": [said("“@”"), {**said("“@”"), "list": [said("**a**@")]}]},
        ],
        "footnotes": [said("(see [@](https://park.example))")],
        "notes_to_editors": [said("“**@**”")],
        "contacts": [{"name": said("“@”"), "post": said("“@”"), "email": f"{'a' * 60}@{'b' * 60}.example"}] * 2,
        "links": [{"kind": "web", "url": f"https://park.example/{LONG}", "title": said("“@”")}],
    }
    (place.releases / "x/release.yaml").write_text(json.dumps(release, ensure_ascii=False), "utf-8")
    made = make_release(place, "x", variants([edition], ["pdf"]), checked=False)
    assert [each.message for each in made.diagnostics if made.failed] == []
    printed = next(each.data for each in made.outputs if each.variant.format == "pdf")
    assert boxes.leaving(printed) == []
    assert LONG in "".join(box.text for box, _, _ in boxes.texts(printed)), "letters are lost"
