"""No word is lost, whatever is imported."""

from __future__ import annotations

import os
import random
import re
from typing import Any

import pytest

from tests.importing import office
from tests.importing.test_seeds import imported, values

SLUG = "2025-04-24-two-sessions"


def bag(words: str) -> list[str]:
    """Latin words, figures and Chinese characters."""
    return re.findall(r"[A-Za-z]{2,}|\d+|[\u3400-\u9fff]", words)


LABELS = re.compile(
    r"press release|for immediate release|新聞稿|即時發佈|click here to download high-res photos|按此下載高解像度圖片"
    r"|photo caption|圖片說明|photo \d+|圖[一二三四五]|about|關於|media contact|傳媒查詢|tel|email|電話|電郵|完",
    re.IGNORECASE,
)


def lost(files: list[tuple[str, bytes]], given: str) -> list[str]:
    """Words that occur less often in the release than in the text, apart from labels that hkpress adds."""
    said = " ".join(value for _, value in values(imported(*files)))
    left = bag(said)
    missing = []
    for word in bag(LABELS.sub(" ", given)):
        if word in left:
            left.remove(word)
        else:
            missing.append(word)
    return missing


def plain(given: str) -> str:
    """Without datelines, which have their own fields, and with links as readers see them."""
    given = re.sub(r"\(Hong Kong, 24 April 2025\) –|（香港，2025年4月24日）", " ", given)
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", given)


@pytest.mark.parametrize("seed", range(12 if os.environ.get("HKPRESS_LONG") else 5))
def test_a_release_with_lines_that_nobody_expects(seed: int) -> None:
    """Paragraphs removed, inserted, joined and split: every word is in the release, if only in the remarks."""
    chance = random.Random(seed)
    strange = [
        ("body", "Xylophone quartz 12345 stands here for no reason at all"),
        ("body", "莫名其妙之句子二三四五"),
        ("body", "Zephyr"),
        ("body", "(Kowloon) Vexing daft zebras jump"),
        ("body", "• Quick wafting zephyrs vex bold Jim"),
        ("body", "3. Sphinx of black quartz judge my vow"),
    ]
    files, given = [], ""
    for name in ("en", "tc"):
        lines = [each for each in office.lines(SLUG, name) if each[0] != "gap"]
        # what the issuer's file says is not repeated in the release
        end = next(at for at, (_, words) in enumerate(lines) if re.match(r"###|– 完", words))
        lines = lines[:end]
        for _ in range(chance.randrange(1, 6)):
            lines.insert(chance.randrange(len(lines)), chance.choice(strange))
        del lines[chance.randrange(8, len(lines))]
        at = chance.randrange(8, len(lines) - 1)
        lines[at : at + 2] = [(lines[at][0], lines[at][1] + " " + lines[at + 1][1])]
        way = chance.choice(list(office.WAYS.values()))
        files.append((f"{name}.docx", way(lines)))
        given += " ".join(words for _, words in lines if way is not office.with_boxes or "#" not in words) + " "
    assert lost(files, plain(given)) == []


def test_comments_headers_and_footnotes_are_remarks() -> None:
    import docx

    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "DRAFT for the board"
    document.add_paragraph("Museum Opens a New Wing for Rare Characters", style="Title")
    run = document.add_paragraph("The museum opens its new wing on 5 May 2026, and everybody is invited to it.").runs[0]
    document.add_comment(run, text="Are you sure of the date?", author="Director Chan")
    made: dict[str, Any] = imported(("en.docx", office.saved(document)))
    assert "From the header of en.docx: DRAFT for the board" in made["remarks"]
    assert any(
        each.startswith("Comment by Director Chan on “The museum opens") and each.endswith("sure of the date?")
        for each in made["remarks"]
    )


def test_a_missing_language_is_a_placeholder() -> None:
    made = imported(("en.docx", office.boldly(office.lines(SLUG, "en"))))
    assert made["headline"]["tc"] == "待定。"
    assert made["body"][0]["tc"] == "待定。"
    assert made["body"][0]["en"].startswith("The Hong Kong Science")
