"""The rules on the release as such: a release.yaml in which ⟦ ⟧ marks what a rule must find."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import datetime

import pytest
from PIL import Image

from hkpress.check import examine, missing_text
from hkpress.check.proof import Proof
from hkpress.core.diagnostics import Severity
from hkpress.release.editions import HONG_KONG
from hkpress.release.project import Project
from tests.marks import marked, unmarked

NOW = datetime(2025, 4, 24, 12, tzinfo=HONG_KONG)
TABLE = "date: 2025-04-24\nbody: [{table: {head: [{en: Berth, tc: 泊位}], rows: [[{en: %s, tc: %s}]]}}]\n"
HEAD = "headline: {en: A laboratory opens, tc: 實驗室啟用}\n"
BODY = "body: [{en: It opens., tc: 今日啟用。}]\n"
TEXT = HEAD + "date: 2025-04-24\n" + BODY
BLOCKS = HEAD + "date: 2025-04-24\nbody: [{en: %s, tc: %s}, {en: %s, tc: %s}, {en: %s, tc: %s}]\n"
ISSUER = "name: {en: Science Park, tc: 科技園}\n"


def picture(width: int, height: int) -> bytes:
    data = io.BytesIO()
    Image.new("L", (width, height)).save(data, "PNG")
    return data.getvalue()


@pytest.fixture
def found(project: Callable[..., Project]) -> Callable[..., tuple[str, list[str]]]:
    """The release.yaml with the findings of one rule marked, and its messages."""

    def run(code: str, text: str, **files: str | bytes) -> tuple[str, list[str]]:
        pictures = {"releases/x/small.png": picture(640, 480), "releases/x/large.png": picture(800, 1200)}
        release = project(unmarked(text), **{**pictures, **files}).read("x")
        diagnostics = examine(release, {code}, NOW).diagnostics()
        here = [each for each in diagnostics if each.path and each.path.name == "release.yaml"]
        return marked(unmarked(text), here), [f"{each.severity}: {each.message}" for each in diagnostics]

    return run


Q = HEAD + "date: 2025-04-24\nbody:\n  - {en: Dr Ho opened it., tc: 何博士主持啟用。}\n"
PHOTO = TEXT + "photos: [{file: large.png, caption: {en: Four speakers, tc: 四位講者}, "


@pytest.mark.parametrize(
    ("code", "text", "message"),
    [
        ("embargo", TEXT + "embargo: ⟦2025-04-23T10:00+08:00⟧\n", "error: the embargo ends on 2025-04-23, before the day of issue, 2025-04-24"),
        ("embargo", TEXT + "embargo: ⟦2025-04-23T15:59:00+00:00⟧\n", "before the day of issue"),
        ("embargo", TEXT + "embargo: ⟦2025-04-24T10:00+08:00⟧\n", "warning: the embargo ended at 10:00"),
        ("embargo", TEXT + "embargo: 2025-04-26T10:00+08:00\ncorrections: [{at: ⟦2025-04-27T09:00+08:00⟧, note: {en: X., tc: 乙。}}]\n",
         "error: this is after the embargo, which has not ended"),
        ("untranslated", TEXT + "contacts: [{name: {en: Ms T Leung of the Hall, tc: ⟦Ms T Leung of the Hall⟧}, phone: '2345 6789'}]\n",
         "warning: the Chinese text is still English"),
        ("quote-balance", HEAD + "date: 2025-04-24\nbody: [{en: ⟦“⟧We are ready., tc: 我們準備好。}]\n"
         "photos: [{file: large.png, caption: {en: “Four speakers”, tc: 四位講者}}]\n", "`“` opens here and never closes"),
        ("house-form", TEXT.replace("今日", "⟦週⟧年"), "hint: `週`: this house writes `周`"),
        ("house-form", TEXT.replace("今日", "⟦週⟧年") + "place: {en: Hall, tc: 周年堂}\n", "hint: "),
        ("house-form", TEXT.replace("今日", "⟦週⟧年") + "subheadline: {en: X, tc: 周年}\n", "warning: "),
        ("quote-balance", BLOCKS % ("⟦“⟧We began.", "我們開始。", "We grew.", "我們成長。", "We go on.", "我們繼續。"), "never closes"),
        ("quote-balance", BLOCKS % ("We began.", "⟦「⟧我們開始。", "We “grew”.", "我們「成長」。", "Go on.", "我們繼續。"), "never closes"),
        ("contact", "⟦h⟧" + TEXT[1:], "warning: there is no media contact"),
        ("contact", TEXT + "contacts: [⟦{name: {en: Ho, tc: 何}}⟧]\n", "this contact has neither telephone nor e-mail"),
        ("speaker", Q + "  - quote: {words: {en: ⟦We are ready.⟧, tc: 我們已準備就緒。}}\n", "warning: nobody can tell who says this"),
        ("speaker", Q + "  - break\n  - quote: {before: {en: 'He said:', tc: 他說：}, words: {en: ⟦Ready.⟧, tc: 好。}}\n", "nobody can tell"),
        ("alt-text", TEXT + "photos: [{file: ⟦large.png⟧, caption: {en: Four, tc: 四}}]\n", "warning: this photo has no `alt`"),
        ("alt-text", PHOTO + "alt: {en: ⟦Four speakers⟧, tc: 台上四人}}]\n", "`alt` repeats the caption"),
        ("alt-text", PHOTO + "alt: {en: ⟦Four Speakers.⟧, tc: 台上四人}}]\n", "`alt` repeats the caption"),
        ("alt-text", PHOTO + "alt: {en: ⟦large.png⟧, tc: 台上四人}}]\n", "does not say what the photo shows"),
        ("alt-text", PHOTO + "alt: {en: A stage, tc: ⟦圖片一⟧}}]\n", "does not say what the photo shows"),
        ("alt-text", PHOTO + "alt: {en: ⟦IMG_2034⟧, tc: 台上四人}}]\n", "does not say"),
        ("alt-text", HEAD + "date: 2025-04-24\nbody:\n  - image: {file: large.png, alt: {en: ⟦large⟧, tc: 圖表}}\n", "does not say"),
        ("photo-size", TEXT + "photos: [{file: ⟦small.png⟧, caption: {en: A, tc: 甲}}]\n", "640 × 480 pixels are too few"),
        ("photo-size", TEXT + "photo_pack: {url: '#'}\nphotos: [{file: ⟦small.png⟧, caption: {en: A, tc: 甲}}]\n", "too few"),
        ("boilerplate-age", TEXT + "boilerplate: {reviewed: ⟦2024-04-23⟧, paragraphs: [{en: A, tc: 甲}]}\n", "last reviewed on 2024-04-23"),
        ("placeholder", HEAD + TABLE % ("Two hectares", "⟦待定。⟧"), "error: this text is not written yet"),
        ("placeholder", HEAD + TABLE % ("⟦To be written.⟧", "兩公頃"), "error: this text is not written yet"),
        ("dead-link", TEXT + "photo_pack: {url: ⟦'#'⟧}\n", "the link `#` leads nowhere"),
        ("dead-link", TEXT + "photo_pack: {url: ⟦'https://example.com/a'⟧}\n", "leads nowhere"),
        ("glyph", TEXT.replace("opens.", "opens ⟦🎉⟧."), "error: no font has 🎉 (U+1F389)"),
        ("glyph", TEXT.replace("今日", "今日⟦\ue000⟧"), "no font has"),
        ("quote-kind", Q + "  - quote: {before: {en: 'He said:', tc: 他說：}, words: {en: A, tc: 今年以⟦「創新」⟧為題}}\n", "inside a quotation write 『 』"),
        ("mixed-marks", HEAD + "date: 2025-04-24\nbody:\n  - {en: The Park⟦'⟧s, tc: 園區}\n  - {en: The Park’s, tc: 園區}\n", "(’ “ ”) in one release, 1 and 1: write curly ones"),
        ("mixed-forms", HEAD + "date: 2025-04-24\nbody:\n  - {en: A, tc: 他⟦説⟧}\n  - {en: A, tc: 她說}\n", "`説` here, `說` elsewhere"),
        ("quote-balance", HEAD + "date: 2025-04-24\nbody:\n  - {en: A, tc: 「我們有信心。}\n  - {en: A, tc: ⟦「⟧我們有能力。}\n", "`「` opens here and never closes"),
        ("quote-balance", HEAD + "date: 2025-04-24\nbody:\n  - {en: A, tc: ⟦「⟧燈火展覽開放。}\n  - {en: A, tc: 「免費」最好。}\n", "`「` opens here and never closes"),
        ("quote-balance", HEAD + "date: 2025-04-24\nbody:\n  - {en: The ⟦“⟧Lights show is open., tc: 甲}\n  - {en: “Free Day” is here., tc: 甲}\n", "never closes"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found(
    found: Callable[..., tuple[str, list[str]]], code: str, text: str, message: str
) -> None:
    shown, messages = found(code, text)
    assert shown.replace("'⟦#⟧'", "⟦'#'⟧").replace("'⟦https://example.com/a⟧'", "⟦'https://example.com/a'⟧") == text
    assert len(messages) == 1
    assert message in messages[0]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("embargo", TEXT + "embargo: 2025-04-24T14:00+08:00\n"),
        ("embargo", TEXT + "embargo: 2025-04-26T10:00+08:00\n"),
        ("embargo", TEXT + "embargo: 2025-04-26T10:00+08:00\ncorrections: [{at: 2025-04-24T09:00+08:00, note: {en: X., tc: 乙。}}]\n"),
        ("embargo", TEXT.replace("2025-04-24", "2025-04-20") + "embargo: 2025-04-20T10:00+08:00\n"),  # long out
        ("embargo", TEXT + "embargo: 2025-04-24T05:00:00+00:00\n"),
        ("embargo", TEXT),
        ("contact", TEXT + "contacts: [{phone: 2629 6850}]\n"),
        ("contact", TEXT + "contacts: [{email: a@hkstp.org}]\n"),
        ("contact", TEXT + "source: {en: GMT Eight, tc: GMT Eight}\n"),
        ("untranslated", TEXT + "contacts: [{name: {en: Tom Lee, tc: Tom Lee}, phone: '2345 6789'}]\n"),
        ("speaker", Q + "  - quote: {before: {en: 'Dr Ho said:', tc: 何博士說：}, words: {en: A, tc: 甲}}\n"),
        ("speaker", Q + "  - quote: {before: {en: 'He said:', tc: 他說：}, words: {en: A, tc: 甲}}\n"),
        ("speaker", Q + "  - quote: {before: {en: 'The curator said:', tc: 館長說：}, words: {en: A, tc: 甲}}\n"),
        ("speaker", Q + "  - quote: {words: {en: A, tc: 甲}, after: {en: said the curator, tc: 館長說}}\n"),
        ("alt-text", PHOTO + "alt: {en: Four people on a stage, tc: 台上四人}}]\n"),
        ("alt-text", TEXT + "photos: [{caption: {en: Four, tc: 四}}]\n"),
        ("photo-size", TEXT + "photos: [{file: large.png, caption: {en: A, tc: 甲}}]\n"),
        ("photo-size", TEXT + "photo_pack: {url: 'https://hkstp.org/p'}\nphotos: [{file: small.png, caption: {en: A, tc: 甲}}]\n"),
        ("boilerplate-age", TEXT + "boilerplate: {reviewed: 2024-04-24, paragraphs: [{en: A, tc: 甲}]}\n"),
        ("dead-link", TEXT + "photo_pack: {url: 'https://hkstp.org/p'}\n"),
        ("glyph", TEXT.replace("今日", "深水埗𨋢")),
        ("mixed-marks", HEAD + "date: 2025-04-24\nbody:\n  - {en: The Park's, tc: 園區}\n  - {en: The Museum's, tc: 館}\n"),
        ("quote-balance", HEAD + "date: 2025-04-24\nbody:\n  - {en: A, tc: 「我們有信心。}\n  - {en: A, tc: 「我們有能力。」}\n"),
        ("quote-balance", HEAD + "date: 2025-04-24\nbody:\n  - {en: A, tc: 「我們有信心。}\n  - {en: A, tc: 「我們有能力」，他說。}\n"),
        ("quote-balance", HEAD + "date: 2025-04-24\nbody:\n  - {en: “We are sure., tc: 甲}\n  - {en: “Free for all!” he said., tc: 甲}\n"),
        ("quote-balance", BLOCKS % ("“We began.", "「我們開始。", "We grew.", "我們成長。", "We go on.”", "我們繼續。」")),
        ("quote-balance", BLOCKS % ("“We began.", "「我們開始。", "“We grew.", "「我們成長。", "“We go on.”", "「我們繼續。」")),
        ("untranslated", TEXT + "contacts: [{name: {en: Cecilia Kwok, tc: Cecilia Kwok}, phone: 2629}]\n"),
        ("placeholder", TEXT + "remarks: [TBC]\nchecks: {ignore: [{code: glossary, reason: TBC}]}\n"),
        ("markup", TEXT + "photo_pack: {url: 'https://hkstp.org/a_b_c*d*'}\n"),
    ],
)  # fmt: skip
def test_what_is_right_is_left_alone(found: Callable[..., tuple[str, list[str]]], code: str, text: str) -> None:
    assert found(code, text) == (text, [])


@pytest.mark.parametrize(
    ("code", "issuer", "message"),
    [
        ("contact", ISSUER, "the issuer has no media contact"),
        ("contact", ISSUER + "contacts: [{phone: 2629 6850}]\n", ""),
        ("contact", ISSUER + "contacts: [{name: {en: Ho, tc: 何}}]\n", "neither telephone nor e-mail"),
        ("boilerplate-age", ISSUER + "boilerplate: {reviewed: 2023-11-02, paragraphs: [{en: A, tc: 甲}]}\n", "2023-11-02"),
        ("doubled-mark", ISSUER + "boilerplate: {reviewed: 2025-01-02, paragraphs: [{en: A, tc: 甲，，乙}]}\n", "write it once"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_shared_file_is_reported_there(
    project: Callable[..., Project], code: str, issuer: str, message: str
) -> None:
    files = {"releases/_shared/issuers/park.yaml": issuer}
    diagnostics = examine(project(TEXT + "issuer: park\n", **files).read("x"), {code}, NOW).diagnostics()
    assert [each.path.name for each in diagnostics if each.path] == (["park.yaml"] if message else [])
    assert all(message in each.message for each in diagnostics)
    assert all(each.at.startswith("issuer/") for each in diagnostics)


@pytest.mark.parametrize(
    ("here", "found"),
    [
        ({"en": "The Park was set up in 2001 and has 1,100 firms with 13,000 people who work in its 21 buildings.", "tc": "科技園於2001年成立。"}, ["body/1/en"]),
        ({"en": "The Park was set up in 2001 and has 2,300 firms with 26,000 people who work in its 24 buildings.", "tc": "科技園於2001年成立。"}, []),
        ({"en": "The Park opens a laboratory, which has 2,300 square metres and 24 people who work in its buildings.", "tc": "科技園啟用實驗室。"}, []),
        ({"en": "The Park.", "tc": "科技園於2001年成立，有1,100間公司，13,000人於園內21座大樓內工作，致力推動本港創新科技發展，連繫各界。"}, ["body/1/tc"]),
    ],
)  # fmt: skip
def test_an_older_version_of_the_standing_text_is_found(
    project: Callable[..., Project], here: dict[str, str], found: list[str]
) -> None:
    standing = """boilerplate:
  reviewed: 2025-01-02
  paragraphs:
    - en: The Park was set up in 2001 and has 2,300 firms with 26,000 people who work in its 24 buildings.
      tc: 科技園於2001年成立，有2,300間公司，26,000人於園內24座大樓內工作，致力推動本港創新科技發展，連繫各界。
"""
    text = f"{HEAD}date: 2025-04-24\nissuer: park\nbody: [{json.dumps(here, ensure_ascii=False)}]\n"
    release = project(text, **{"releases/_shared/issuers/park.yaml": ISSUER + standing}).read("x")
    assert [each.at for each in examine(release, {"boilerplate-age"}, NOW).diagnostics()] == found


def test_a_term_is_as_bad_as_its_entry_says(project: Callable[..., Project]) -> None:
    glossary = "terms:\n  - {en: Right, tc: 對, never: {en: [Wrong]}, severity: hint}\n"
    text = TEXT.replace("It opens.", "Wrong.")
    (each,) = examine(project(text, **{"releases/_shared/glossary.yaml": glossary}).read("x"), {"glossary"}).findings
    assert (each.severity, each.fix, str(each.message)) == (
        Severity.HINT, "Right", "`Wrong` is not written in this house: write `Right`",
    )  # fmt: skip


def test_a_broken_glossary_is_reported_like_any_shared_file(project: Callable[..., Project]) -> None:
    from hkpress.core.diagnostics import Invalid

    with pytest.raises(Invalid) as caught:
        project(TEXT, **{"releases/_shared/glossary.yaml": "names:\n  - {en: A, tc: 甲, nver: {en: [B]}}\n"}).read("x")
    assert "did you mean `never`?" in str(caught.value)


@pytest.mark.parametrize(
    ("pairs", "ratio"),
    [
        ([], 1.0),
        ([("word " * 20, "字" * 48)] * 4, 1.5),  # twice as long, which weighs as much as the average
        ([("word " * 20, "字" * 48)] * 12, 1.8),
        ([("word " * 20, "字" * size) for size in (24, 48, 96)], 1.4),  # the one in the middle counts
        ([("word " * 19, "字" * 90)] * 4, 1.0),  # too short
        ([("word " * 20, "words")] * 4, 1.0),
    ],
)
def test_how_long_the_chinese_of_a_release_is(
    project: Callable[..., Project], pairs: list[tuple[str, str]], ratio: float
) -> None:
    body = json.dumps([{"en": en, "tc": tc} for en, tc in [("A.", "甲。"), *pairs]], ensure_ascii=False)
    release = project(f"{HEAD}date: 2025-04-24\nbody: {body}\n").read("x")
    assert missing_text.usual(Proof(release, NOW).pairs) == ratio
