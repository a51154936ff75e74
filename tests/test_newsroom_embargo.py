"""Every place where a site could name a release too early, before its hour and at its hour."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from unittest import mock

import pytest
from PIL import Image

from hkpress.formats.item import cards
from hkpress.newsroom.publish import publish
from hkpress.release.project import Project
from tests.test_newsroom import content

SETTINGS = """\
[newsroom]
url = "https://news.example.org/press"
downloads = ["text", "ninjs", "photos", "press-kit"]

[newsroom.redirects]
"old/secret.html" = "2025-04-24-zyxwv"
"old/folder" = "2025-04-24-zyxwv"
"old/first.html" = "2025-04-01-first"
"""
SHARED = {
    "releases/_shared/issuers/park.yaml": "name: {en: The Park, tc: 園方}\n",
    "releases/_shared/issuers/lab.yaml": "name: {en: Zyxwv Laboratory, tc: 隱密實驗室}\n",
    "releases/_shared/people.yaml": "lee:\n  name: {en: Zyxwv Lee, tc: 李隱密}\n",
    "releases/_shared/topics.yaml": "robots: {en: Robots, tc: 機械人}\nzyxwv: {en: Zyxwv matters, tc: 隱密事項}\n",
}
FIRST = """\
date: 2025-04-01
issuer: park
topics: [robots]
headline: {en: The park opens, tc: 園區啟用}
body:
  - {en: The park opens today., tc: 園區今日啟用。}
photos: [{file: a.jpg, caption: {en: The hall, tc: 大堂}, alt: {en: A hall, tc: 大堂}}]
"""
LAST = FIRST.replace("2025-04-01", "2025-04-25").replace("opens", "closes").replace("啟用", "關閉").split("photos:")[0]
SECRET = """\
date: 2025-04-24
issuers: [park, lab]
topics: [robots, zyxwv]
embargo: %s
headline: {en: Zyxwv merger, tc: 隱密合併}
summary: {en: Zyxwv in short., tc: 隱密摘要。}
body:
  - {en: "Zyxwv is merged for HK$987,654,321.", tc: 隱密以987654321港元合併。}
  - quote: {speaker: lee, words: {en: Zyxwv is good., tc: 隱密甚好。}}
photos:
  - {file: a.jpg, caption: {en: The hall of zyxwv, tc: 隱密大堂}, alt: {en: A zyxwv hall, tc: 隱密大堂}}
  - {file: zyxwv.jpg, caption: {en: Zyxwv, tc: 隱密}, alt: {en: Zyxwv, tc: 隱密}}
links: [{kind: attachment, file: files/zyxwv.txt, title: {en: Zyxwv annex, tc: 隱密附件}}]
corrections: [{at: 2025-04-24T09:30+08:00, note: {en: Zyxwv was corrected., tc: 隱密更正。}}]
"""
SLUG = "2025-04-24-zyxwv"
HOURS = {  # the same moment, as people in other places write it
    "2025-04-24T10:00+08:00": "2025-04-24T10:00+08:00",
    "2025-04-24T02:00Z": "2025-04-24T10:00+08:00",
    "2025-04-23T21:00-05:00": "2025-04-24T10:00+08:00",
}
BEFORE, HOUR = (datetime.fromisoformat(f"2025-04-24T{at}+08:00") for at in ("09:59:59", "10:00:00"))
NAMES = re.compile(
    r"zyxwv|隱密|隐密|987,?654,?321|2025-04-24|24 April|2025年4月24日|合併|合并|09:30|Embargoed|不得發佈", re.IGNORECASE
)
"""What only the embargoed release says, in any language."""


def picture(red: int) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (90, 60), (red, 80, 140)).save(buffer, "JPEG")
    return buffer.getvalue()


def laid_out(root: Path, secret: str | None) -> Project:
    files: dict[str, str | bytes] = {
        "hkpress.toml": SETTINGS,
        **SHARED,
        "releases/2025-04-01-first/release.yaml": FIRST,
        "releases/2025-04-01-first/a.jpg": picture(30),
        "releases/2025-04-25-last/release.yaml": LAST,
    }
    if secret:
        of = {
            "release.yaml": secret,
            "a.jpg": picture(30),
            "zyxwv.jpg": picture(99),
            "files/zyxwv.txt": "Zyxwv in full\n",
        }
        files |= {f"releases/{SLUG}/{name}": data for name, data in of.items()}
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return Project(root)


@pytest.fixture(scope="module", autouse=True)
def _cards_in_words(printed_once: None) -> Iterator[None]:
    """A card is a picture, and no search finds words in it. Here it is its words."""

    def card(document: cards.Document) -> bytes:
        return "\n".join([document.page.headline, document.page.date.long]).encode()

    with mock.patch.object(cards, "card", card):
        yield


def site(root: Path, secret: str | None, moment: datetime, name: str) -> dict[str, bytes]:
    publish(laid_out(root, secret), root / name, moment, workers=1)
    return content(root / name)


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], dict[str, bytes], dict[str, bytes]]:
    """The site a second before the hour, without the release, and at the hour."""
    root = tmp_path_factory.mktemp("with")
    secret = SECRET % "2025-04-24T10:00+08:00"
    early, late = (site(root, secret, moment, name) for moment, name in ((BEFORE, "early"), (HOUR, "late")))
    return early, site(tmp_path_factory.mktemp("without"), None, BEFORE, "site"), late


def said(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    """Each place in a file, and the words in it: packed files by their parts, index files by their entries."""
    yield f"name of {name}", name
    if name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            for part in pack.infolist():
                yield from said(f"{name}: {part.filename}", pack.read(part))
                yield f"date of {name}: {part.filename}", "-".join(f"{each:02}" for each in part.date_time[:3])
    elif name.endswith(".json") and not name.endswith("ninjs.json"):
        yield name, json.dumps(json.loads(data), ensure_ascii=False)
    else:
        yield name, data.decode("utf-8", "replace")


PLACES = [
    f"{way}{place}"
    for way in ("", "zh-hk/", "zh-cn/")
    for place in (
        "index.html", "2025/index.html", "topics/robots/index.html", "topics/zyxwv/index.html", "feed.xml", "feed.json",
        f"news/{SLUG}/index.html", "news/2025-04-01-first/index.html",
    )
] + [
    f"index/{name}" for name in ("en/0.bin", "en/about.json", "en/starts-0.json", "zh/0.bin", "zh/about.json", "zh/starts-0.json",
                                 "en/texts/1.json", "zh/texts/1.json", "titles-en/0.json", "titles-tc/0.json", "titles-sc/0.json")
] + [
    f"files/{SLUG}/{name}" for name in (
        "photo-01.jpg", "photo-02.jpg", "zyxwv.txt", "card-en.png", "card-tc.png", "card-sc.png", f"{SLUG}-photos.zip", f"{SLUG}-press-kit.zip",
        f"{SLUG}-en.txt", f"{SLUG}-tc.txt", f"{SLUG}-sc.txt", f"{SLUG}-en.ninjs.json", f"{SLUG}-tc.ninjs.json", f"{SLUG}-sc.ninjs.json",
    )
] + [
    "sitemap.xml", "_redirects", "old/secret.html", "old/folder/index.html", ".hkpress-site",
]  # fmt: skip
"""Where the release is found at its hour. Before, none of these places may name it."""


def test_a_second_before_nothing_anywhere_says_a_word_of_it(
    sites: tuple[dict[str, bytes], dict[str, bytes], dict[str, bytes]],
) -> None:
    early, without, late = sites
    early_places, late_places = (
        [where for name, data in found.items() for where, words in said(name, data) if NAMES.search(words)]
        for found in (early, late)
    )
    assert early_places == []
    assert len(late_places) > 60
    assert early == without


def test_at_the_hour_it_is_in_every_place(sites: tuple[dict[str, bytes], dict[str, bytes], dict[str, bytes]]) -> None:
    early, _, late = sites
    assert {name for name in late if late[name] != early.get(name)} == {*PLACES}


@pytest.mark.parametrize("written", HOURS)
def test_the_hour_is_the_same_wherever_it_is_written(written: str, tmp_path: Path) -> None:
    from hkpress.newsroom import calendar

    house = laid_out(tmp_path, SECRET % written)
    found = calendar.read(house)
    assert found.following(BEFORE) == HOUR
    assert [SLUG in {issue.slug for issue in found.public(moment)} for moment in (BEFORE, HOUR)] == [False, True]


LATER = SECRET % "2025-04-24T15:00+08:00"


@pytest.mark.parametrize(
    "broken", [LATER.replace("[robots, zyxwv]", "[robots"), LATER.replace("以987654321", "以987654320")]
)
def test_what_a_preview_made_is_not_published_in_place_of_a_text_with_an_error(broken: str, tmp_path: Path) -> None:
    """The embargo was put off or the text corrected since, and nobody can read that yet."""
    site(tmp_path, SECRET % "2025-04-24T10:00+08:00", HOUR, "preview")
    early = site(tmp_path, SECRET % "2025-04-24T10:00+08:00", BEFORE, "site")
    late = publish(laid_out(tmp_path, broken), tmp_path / "site", HOUR + timedelta(hours=6), workers=1)
    assert late.problems
    assert content(tmp_path / "site") == early
