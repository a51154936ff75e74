"""Small releases that hkpress once got wrong, one for each kind of text: right ones pass and print as meant.

The folders `releases/<number>-<word>/` are projects of one release.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from hkpress.check import examine
from hkpress.core.diagnostics import Invalid, Severity
from hkpress.page.page import localise
from hkpress.release import inline
from hkpress.release.editions import EDITIONS
from hkpress.release.parse import Release
from hkpress.release.project import Project
from tests.check import harness

HERE = Path(__file__).parent / "releases"

RIGHT = {
    "01-name-sc-override": "a person with a Simplified form of her own",
    "02-results-table": "HK$'000 in the head of a table",
    "06-japanese-korean": "words of Japanese and Korean",
    "09-rare-han": "rare characters",
    "10-long-url": "long addresses",
    "12-middle-dot": "dots in foreign names",
    "14-dse-stars": "grades with stars; 30 in the Chinese alone is a warning",
    "15-footnote-stars": "stars of footnotes, in numbers that are dialled, and as a key",
    "17-long-table": "a table over several pages",
    "18-unit-and-tables": "units in tables",
    "19-wide-table": "a wide table",
    "23-dates-times": "days of the week alone, months in a head",
    "25-and-a-half": "an hour and a half, half a percentage point, ten thousand and more",
    "26-american-range": "June 26–July 2",
    "32-phones": "telephone numbers in every form",
    "33-rounds-and-ranks": "rounds and ranks",
    "34-panel-names": "names that have terms inside",
    "35-area-and-thousands": "1,500m² without a space",
    "36-handles": "@_hkpark_",
    "39-hyphen-url-copy": "addresses with hyphens",
    "43-science-health": "figures of science and health",
    "44-running-race": "minutes and seconds",
    "45-title-case-sums": "HK$10 Billion, HK$21.5M",
    "51-masks-in-table": "grades with stars in a table",
    "52-full-width-star-fix": "full-width stars",
    "58-ten-won": "top ten won a trip",
}
WRONG = {
    "04-cjk-emphasis": {"figures": 1, "star": 4},  # two texts that do not belong together, and stars that may be either
    "05-foreign-words": {"glyph": 42},
    "08-emoji": {"glyph": 13},
    "55-units-differ": {"figures": 4},
}


def read(name: str) -> Release:
    return Project(HERE / name).read("r")


def errors(name: str) -> Counter[str]:
    found = examine(read(name), now=harness.NOW).findings
    return Counter(each.code for each in found if each.severity is Severity.ERROR)


def test_every_release_is_here() -> None:
    assert {path.name for path in HERE.iterdir()} == {*RIGHT, *WRONG, "31-pasted-characters"}


@pytest.mark.parametrize(("name", "kind"), RIGHT.items(), ids=lambda each: each)
def test_what_is_right_is_not_refused(name: str, kind: str) -> None:
    assert errors(name) == {}, kind


@pytest.mark.parametrize(("name", "codes"), WRONG.items(), ids=lambda each: str(each))
def test_what_is_wrong_is_refused(name: str, codes: dict[str, int]) -> None:
    assert errors(name) == codes


def test_pasted_characters_that_cannot_be_seen_are_refused_when_the_file_is_read() -> None:
    with pytest.raises(Invalid) as caught:
        read("31-pasted-characters")
    assert {each.code for each in caught.value.diagnostics} == {"character"}


def test_other_pasted_characters_are_reported_and_repaired(tmp_path: Path) -> None:
    text = re.sub("[\u200b\u2060]", "", (HERE / "31-pasted-characters/releases/r/release.yaml").read_text("utf-8"))
    (tmp_path / "releases" / "r").mkdir(parents=True)
    (tmp_path / "releases" / "r" / "release.yaml").write_text(text, "utf-8")
    found = examine(Project(tmp_path).read("r"), {"odd-character"}, harness.NOW).diagnostics()
    assert {each.message.split("`")[1] if "`" in each.message else each.message.split(" (")[0] for each in found} == {
        "SOFT HYPHEN",
        "ﬁ",
        "㈱",
        "㎞",
    }


STARRED = ["14-dse-stars", "15-footnote-stars", "51-masks-in-table", "52-full-width-star-fix"]


@pytest.mark.parametrize("name", STARRED)
@pytest.mark.parametrize("edition", EDITIONS)
def test_every_star_is_printed(name: str, edition: str) -> None:
    release = read(name)
    source = "tc" if edition == "sc" else edition
    typed = [words for _, loc, words in release.words() if loc[-1] in (source, 0, 1, 2, 3) and loc[0] != "contacts"]
    printed = [inline.to_words(words) for words in typed]
    assert typed
    emphasised = 4 if name == "51-masks-in-table" else 0  # **Total** in the head
    assert sum(map(_stars, printed)) == sum(map(_stars, typed)) - emphasised


def _stars(text: str) -> int:
    return text.replace("\\", "").count("*") + text.count("＊")


def test_underscores_are_printed() -> None:
    for _, _, words in read("36-handles").words():
        assert inline.to_words(words) == words


def test_names_keep_their_words_in_simplified() -> None:
    page = localise(read("34-panel-names"), EDITIONS["sc"])
    text = str(page.body[0])
    for name in ("资讯科技及广播事务委员会", "优质的士服务督导委员会", "大班的士", "的士司机从业员总会"):
        assert name in text
    own = localise(read("01-name-sc-override"), EDITIONS["sc"])
    assert own.headline == "李乾耀主席主持展馆开幕"
    assert "李乾耀先生" in str(own.body[0])
