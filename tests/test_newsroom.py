from __future__ import annotations

import io
import json
import random
import re
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from datetime import datetime, timedelta
from html.parser import HTMLParser
from os.path import samestat
from pathlib import Path
from typing import Any
from unittest import mock
from urllib.parse import quote, urljoin, urlsplit
from xml.etree import ElementTree

import feedparser
import pytest
from click.testing import CliRunner

from hkpress.cli import main
from hkpress.cli.newsroom import _minute
from hkpress.core.clock import HONG_KONG
from hkpress.core.diagnostics import Invalid
from hkpress.core.layout import PACKAGED
from hkpress.desk import library
from hkpress.formats.item import cards
from hkpress.newsroom import calendar, feeds, folder, making, publish, settled
from hkpress.newsroom.making import Stock
from hkpress.newsroom.pages import POLICY, Pages
from hkpress.newsroom.public import Public
from hkpress.newsroom.settings import Newsroom
from hkpress.newsroom.shelf import Shelf
from hkpress.newsroom.site import Site
from hkpress.page.document import Document, fill_page
from hkpress.page.page import localise
from hkpress.page.theme import Theme
from hkpress.production import stamps
from hkpress.release.editions import EDITIONS
from hkpress.release.project import Project
from tests.browser import chromium, needs_chromium, served
from tests.jobs import LONG_RUN
from tests.test_photopack import PHOTOS

SCHEMAS = Path(__file__).parent / "schemas"
URL = "https://news.example.org/"
SETTINGS = """\
[newsroom]
url = "https://news.example.org"
downloads = ["text", "photos"]
address = {en = "1 Park Road", tc = "園道一號"}

[newsroom.redirects]
"old/one.html" = "2025-04-01-robots"
"old/two" = "2025-04-24-secret"
"""
TOPICS = "robots: {en: Robots & more, tc: 機械人, medtop: 'medtop:20000763'}\n"


def manuscript(day: str, english: str, chinese: str, more: str = "") -> str:
    return f"""\
date: {day}
issuer: park
topics: [robots]
headline: {{en: "{english}", tc: "{chinese}"}}
body:
  - {{en: "About {english}, in HK$60 billion.", tc: "關於{chinese}，涉及600億港元。"}}
{more}"""


WRITTEN = {
    "2025-03-01-opening": manuscript("2025-03-01", "Park opens", "科技園開幕"),
    "2025-04-01-robots": manuscript(
        "2025-04-01",
        "Robots arrive",
        "機械人抵達",
        "corrections: [{at: 2025-04-02T09:00+08:00, note: {en: It is two., tc: 應為兩個。}}]\n",
    ),
    "2025-04-02-gone": manuscript(
        "2025-04-02",
        "Doubtful claim",
        "存疑消息",
        "timing: immediate\nwithdrawn: {at: 2025-04-03T09:00+08:00, note: {en: It is not so., tc: 並非如此。}}\n",
    ),
    "2025-04-20-photo": manuscript(
        "2025-04-20",
        "A <b>photo</b> & more",
        "圖片",
        "photos:\n  - caption: {en: The hall., tc: 大堂。}\n    file: a.jpg\n",
    ),
}
SECRET = manuscript("2025-04-24", "Zyxwv merger", "隱密合併", "embargo: 2025-04-24T10:00+08:00\n")
HOUR = datetime.fromisoformat("2025-04-24T10:00:00+08:00")
BEFORE = datetime.fromisoformat("2025-04-24T09:59:59+08:00")


def laid_out(root: Path, releases: dict[str, str]) -> Project:
    files: dict[str, str | bytes] = {
        "hkpress.toml": SETTINGS,
        "releases/_shared/issuers/park.yaml": "name: {en: The Park, tc: 園方}\n",
        "releases/_shared/topics.yaml": TOPICS,
        **{f"releases/{slug}/release.yaml": text for slug, text in releases.items()},
    }
    if "2025-04-20-photo" in releases:
        files["releases/2025-04-20-photo/a.jpg"] = PHOTOS["baseline"]
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return Project(root)


def published(house: Project, folder: Path, moment: datetime) -> publish.Published:
    return publish.publish(house, folder, moment, workers=1)


@pytest.fixture(scope="module", autouse=True)
def _cards_printed_once() -> Iterator[None]:
    """Drawing the cards takes most of the time of a small site, and many tests have the same cards."""
    known: dict[str, bytes] = {}
    real = cards.card

    def card(document: Document) -> bytes:
        html = fill_page(document.page, document.theme, "card.html", size=cards.SIZES[0])
        return known.get(html) or known.setdefault(html, real(document))

    with mock.patch.object(cards, "card", card):
        yield


def content(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return laid_out(tmp_path_factory.mktemp("house"), {**WRITTEN, "2025-04-24-secret": SECRET})


@pytest.fixture(scope="module")
def site(place: Project) -> Path:
    """The site at the hour."""
    made = published(place, place.root / "site", HOUR)
    assert made.problems == ()
    return place.root / "site"


# --- the embargo ----------------------------------------------------------------------------------


def test_a_release_that_comes_back_is_there_again(project: Callable[..., Project], tmp_path: Path) -> None:
    house = project(**{"hkpress.toml": '[newsroom]\nurl = "https://x.example"\ndownloads = ["text"]\n'})
    numbers = [published(house, tmp_path / "site", HOUR).releases]
    for old, new in (("x", "_x"), ("_x", "x")):  # a name with _ is no release
        (house.releases / old).rename(house.releases / new)
        made = published(house, tmp_path / "site", HOUR)
        assert made.problems == ()
        numbers.append(made.releases)
    assert numbers == [1, 0, 1]


def test_a_site_of_tomorrow_needs_a_folder_of_its_own(
    project: Callable[..., Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    house = project(**{"hkpress.toml": '[newsroom]\nurl = "https://x.example"\n'})
    monkeypatch.chdir(house.root)
    done = CliRunner().invoke(main, ["newsroom", "--at", "2999-01-01"])
    assert (done.exit_code, "add -o preview" in done.output) == (2, True)
    assert not (house.root / "site").exists()


def test_a_second_before_the_hour_the_site_is_the_one_without_the_release(place: Project, tmp_path: Path) -> None:
    early = published(place, place.root / "early", BEFORE)
    assert early.following == HOUR
    without = laid_out(tmp_path, WRITTEN)
    published(without, tmp_path / "site", BEFORE)
    assert content(place.root / "early") == content(tmp_path / "site")


def test_no_file_of_the_early_site_names_what_is_embargoed(place: Project) -> None:
    published(place, place.root / "early", BEFORE)
    for name, data in everything(place.root / "early"):
        for word in ("2025-04-24", "secret", "zyxwv", "隱密合併", "隐密合并", "隐密", "合併"):
            assert word.encode() not in data.lower(), name
            assert word not in name


def everything(site: Path) -> Iterator[tuple[str, bytes]]:
    """All files, and the files packed inside them."""
    for name, data in content(site).items():
        yield name, data
        if name.endswith(".zip"):
            with zipfile.ZipFile(io.BytesIO(data)) as pack:
                yield from ((f"{name}: {part}", pack.read(part)) for part in pack.namelist())


def test_at_the_hour_it_is_there_and_says_nothing_of_an_embargo(site: Path) -> None:
    found = content(site)
    for name in (
        "news/2025-04-24-secret/index.html",
        "zh-hk/news/2025-04-24-secret/index.html",
        "feed.xml",
        "index.html",
    ):
        assert b"2025-04-24-secret" in found[name], name
    for name, data in found.items():
        assert b"mbargo" not in data or name == "site.css", name
        assert "不得發佈".encode() not in data, name


def test_the_next_change_of_the_site_is_printed_by_itself(place: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place.root)
    run = CliRunner().invoke(main, ["newsroom", "--next", "--at", "2025-04-24T09:59"])
    assert (run.exit_code, run.output) == (0, "2025-04-24T10:00+08:00\n")
    run = CliRunner().invoke(main, ["newsroom", "--next", "--at", "2025-04-24T10:00"])
    assert (run.exit_code, run.output) == (0, "")


def test_a_timer_that_knows_no_seconds_does_not_come_too_early() -> None:
    assert _minute(HOUR) == HOUR
    assert _minute(HOUR + timedelta(seconds=30)) == HOUR + timedelta(minutes=1)


def test_an_embargo_that_is_put_off_takes_the_release_away_again(tmp_path: Path) -> None:
    house = laid_out(tmp_path, {"2025-03-01-opening": WRITTEN["2025-03-01-opening"], "2025-04-24-secret": SECRET})
    published(house, tmp_path / "site", HOUR)
    assert "news/2025-04-24-secret/index.html" in content(tmp_path / "site")
    later = SECRET.replace("embargo: 2025-04-24T10", "embargo: 2025-04-24T18")
    (tmp_path / "releases/2025-04-24-secret/release.yaml").write_text(later)
    made = published(house, tmp_path / "site", HOUR)
    assert made.removed > 0
    assert not any("secret" in name for name in content(tmp_path / "site"))
    assert not any("secret" in name or b"secret" in data for name, data in content(tmp_path / "site").items())


def test_an_embargo_before_the_day_of_issue_lets_nothing_out_before_that_day(tmp_path: Path) -> None:
    early = SECRET.replace("date: 2025-04-24", "date: 2025-04-26")
    house = laid_out(tmp_path, {"2025-04-24-secret": early})
    issue = datetime(2025, 4, 26, tzinfo=HONG_KONG)
    assert [each.moment for each in calendar.read(house).issues] == [issue]
    published(house, tmp_path / "site", issue - timedelta(seconds=1))
    assert not any("secret" in name for name in content(tmp_path / "site"))


def test_a_release_that_cannot_be_read_any_more_keeps_its_page(tmp_path: Path) -> None:
    house = laid_out(tmp_path, {"2025-03-01-opening": WRITTEN["2025-03-01-opening"]})
    published(house, tmp_path / "site", HOUR)
    before = content(tmp_path / "site")
    (tmp_path / "releases/2025-03-01-opening/release.yaml").write_text("date: [")
    made = published(house, tmp_path / "site", HOUR)
    assert made.problems
    assert content(tmp_path / "site") == before


def test_a_draft_waits_and_is_no_error_until_it_is_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opening = WRITTEN["2025-03-01-opening"]
    draft = opening.replace("Park opens", "To be written")
    house = laid_out(tmp_path, {"2025-03-01-opening": opening, "2025-03-02-draft": draft})
    monkeypatch.chdir(tmp_path)
    for _ in range(2):  # the second time there is nothing to do
        done = CliRunner().invoke(main, ["newsroom", "--jobs", "1"])
        assert (done.exit_code, done.output.count("left out: 2025-03-02-draft\n")) == (0, 1)
        assert not [*(tmp_path / "site").glob("**/2025-03-02*")]
    (house.releases / "2025-03-01-opening/release.yaml").write_text(draft, "utf-8")
    done = CliRunner().invoke(main, ["newsroom", "--jobs", "1"])
    assert (done.exit_code, "opening/release.yaml" in done.output) == (1, True)
    assert "Park opens" in (tmp_path / "site/index.html").read_text("utf-8")


def test_a_release_that_says_draft_is_never_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opening = WRITTEN["2025-03-01-opening"]
    house = laid_out(tmp_path, {"2025-03-01-opening": opening, "2025-03-02-draft": f"draft: yes\n{opening}"})
    monkeypatch.chdir(tmp_path)
    for _ in range(2):  # the second time there is nothing to do
        done = CliRunner().invoke(main, ["newsroom", "--jobs", "1"])
        assert (done.exit_code, done.output.count("left out: 2025-03-02-draft\n")) == (0, 1)
        assert not [*(tmp_path / "site").glob("**/2025-03-02*")]
    (house.releases / "2025-03-02-draft/release.yaml").write_text(f"draft: no\n{opening}", "utf-8")
    done = CliRunner().invoke(main, ["newsroom", "--jobs", "1"])
    assert (done.exit_code, "left out" in done.output) == (0, False)
    assert [*(tmp_path / "site").glob("news/2025-03-02*")]


def test_a_release_whose_texts_are_not_written_yet_is_a_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    laid_out(tmp_path, {"2025-03-01-opening": WRITTEN["2025-03-01-opening"]})
    slug = library.begin(Project(tmp_path), {"en": "Park closes"}, "2025-03-02", "")
    written = (tmp_path / "releases" / slug / "release.yaml").read_text("utf-8")
    (tmp_path / "releases" / slug / "release.yaml").write_text(written.replace("draft: yes\n", ""), "utf-8")
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["newsroom", "--jobs", "1"])
    assert (done.exit_code, done.output.count(f"left out: {slug}\n")) == (0, 1)


def test_a_site_is_left_as_it_is_if_a_release_on_it_cannot_be_made(tmp_path: Path) -> None:
    house = laid_out(tmp_path, {"2025-03-01-opening": WRITTEN["2025-03-01-opening"]})
    published(house, tmp_path / "site", HOUR)
    before = content(tmp_path / "site")
    shutil.rmtree(tmp_path / "build")  # or it would keep the files that it had
    path = tmp_path / "releases/2025-03-01-opening/release.yaml"
    path.write_text(path.read_text("utf-8").replace("headline:", "hedline:"), "utf-8")
    with pytest.raises(Invalid, match="the site was left as it is"):
        published(house, tmp_path / "site", HOUR)
    assert content(tmp_path / "site") == before
    path.write_text(WRITTEN["2025-03-01-opening"])
    assert all("redirects" in each.message for each in published(house, tmp_path / "site", HOUR).problems)
    assert content(tmp_path / "site") == before


# --- pages ----------------------------------------------------------------------------------------


class Seen(HTMLParser):
    """The links of a page and the entries of its head."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.lang = ""
        self.links: list[str] = []
        self.alternates: dict[str, str] = {}
        self.linked = ""
        self.metas: dict[str, str] = {}
        self._inside = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._inside = given.get("type", "") if tag == "script" else ""
        if tag == "html":
            self.lang = given["lang"]
        if tag == "link" and "hreflang" in given:
            self.alternates[given["hreflang"]] = given["href"]
        elif given.get("href") or given.get("src"):
            self.links.append(given.get("href") or given["src"])
        if tag == "meta":
            self.metas[given.get("property") or given.get("name", "")] = given.get("content", "")

    def handle_data(self, data: str) -> None:
        if self._inside == "application/ld+json":
            self.linked += data


def pages(site: Path) -> dict[str, Seen]:
    found = {
        name: data
        for name, data in content(site).items()
        if name.endswith("index.html") and not name.startswith("old/")
    }
    return {name: Seen(data.decode()) for name, data in found.items()}


def test_every_link_leads_to_a_file(site: Path) -> None:
    files = content(site).keys()
    for name, page in pages(site).items():
        for link in page.links:
            address = urlsplit(urljoin(f"{URL}{name.removesuffix('index.html')}", link))
            if address.netloc == urlsplit(URL).netloc and address.scheme == "https":
                path = address.path.lstrip("/")
                assert (f"{path}index.html" if path.endswith("/") or not path else path) in files, (name, link)


def test_languages_name_each_other_in_the_head_as_in_the_sitemap(site: Path) -> None:
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    listed = {
        url.findtext("s:loc", "", space): {
            each.get("hreflang"): each.get("href") for each in url.iterfind("x:link", space)
        }
        for url in ElementTree.fromstring((site / "sitemap.xml").read_bytes()).iterfind("s:url", space)
    }
    found = pages(site)
    assert len(listed) == 3 * (1 + 5)
    for address, alternates in listed.items():
        page = found[address.removeprefix(URL) + "index.html"]
        assert page.alternates == alternates
        assert alternates[page.lang] == address
    for name, page in found.items():
        assert {*page.alternates} == {"en-HK", "zh-Hant-HK", "zh-Hans-CN", "x-default"}, name
        assert page.alternates["x-default"] == page.alternates["en-HK"]
        for other in page.alternates.values():
            assert found[other.removeprefix(URL) + "index.html"].alternates == page.alternates


def test_a_page_says_what_it_is_to_search_engines_and_other_sites(site: Path) -> None:
    for name, page in pages(site).items():
        if "/news/" in f"/{name}":
            data = json.loads(page.linked)
            assert data["inLanguage"] == page.lang
            assert data["datePublished"].endswith("+08:00")
            slug = name.split("/")[-2]
            image = page.metas["og:image"].removeprefix(URL)
            assert image.startswith(f"files/{slug}/card-")
            assert 1000 < len(content(site)[image]) < 300_000
    english = pages(site)["news/2025-04-20-photo/index.html"]
    assert json.loads(english.linked)["image"][0]["caption"] == "The hall."
    assert (
        json.loads(pages(site)["zh-cn/news/2025-04-20-photo/index.html"].linked)["translationOfWork"]["inLanguage"]
        == "zh-Hant-HK"
    )
    robots = "http://cv.iptc.org/newscodes/mediatopic/20000763"
    assert json.loads(english.linked)["about"] == [{"@type": "Thing", "name": "Robots & more", "sameAs": robots}]


def test_pictures_are_files_that_all_languages_share(site: Path) -> None:
    for name in ("news/2025-04-20-photo/index.html", "zh-hk/news/2025-04-20-photo/index.html"):
        html = (site / name).read_text("utf-8")
        assert "files/2025-04-20-photo/photo-01.jpg" in html
        assert "data:image" not in html
        assert len(html) < 20_000


def test_a_correction_and_a_withdrawal_are_shown(site: Path) -> None:
    home = (site / "index.html").read_text("utf-8")
    assert "Corrected</b>" in home
    assert "Withdrawn</b>" in home
    page = (site / "news/2025-04-02-gone/index.html").read_text("utf-8")
    assert "It is not so." in page
    assert 'og:title" content="Withdrawn – Doubtful claim"' in page
    assert "Immediate" not in page
    feed = (site / "feed.xml").read_text("utf-8")
    assert "<title>Withdrawn – Doubtful claim</title>" in feed
    assert "<updated>2025-04-02T09:00:00+08:00</updated>" in feed
    assert "<updated>2025-04-03T09:00:00+08:00</updated>" in feed
    assert json.loads((site / "zh-hk/feed.json").read_bytes())["items"][2]["title"] == "已撤回｜存疑消息"
    assert "2025-04-02-gone" not in (site / "index/titles-en/0.json").read_text("utf-8")


@pytest.mark.parametrize(
    ("slug", "said", "reason"),
    [
        ("2025-04-02-gone", "已撤回", "並非如此。"),
        ("2025-04-01-robots", "已更正", "應為兩個。"),
        ("2025-03-01-opening", "", ""),
    ],
)
def test_cards_kits_and_subjects_say_that_a_release_was_changed(
    place: Project, slug: str, said: str, reason: str
) -> None:
    page, theme = localise(place.read(slug), EDITIONS["tc"]), Theme("base", place.template_roots)
    for template, values in (("card.html", {"size": 64}), ("subject.txt", {})):
        shown = fill_page(page, theme, template, **values)
        assert {word for word in ("已撤回", "已更正", "已更新") if word in shown} == {*filter(None, [said])}
    kit = fill_page(page, theme, "kit-part.html", files=[], photos={})
    assert {words for words in ("並非如此。", "應為兩個。") if words in kit} == {*filter(None, [reason])}


def test_a_later_correction_is_shown_to_readers_at_once(tmp_path: Path) -> None:
    slug = next(slug for slug, written in WRITTEN.items() if "corrections:" in written)
    house = laid_out(tmp_path, {slug: WRITTEN[slug]})
    moments = [datetime.fromisoformat(f"2025-04-02T{at}+08:00") for at in ("08:59", "09:00")]
    found = [published(house, tmp_path / "site", moment).problems for moment in moments]
    assert [sum("later than this site" in each.message for each in problems) for problems in found] == [1, 0]


def test_old_addresses_lead_to_releases_that_are_out(place: Project, site: Path) -> None:
    assert f"{URL}news/2025-04-01-robots/" in (site / "old/one.html").read_text("utf-8")
    assert "/old/two /news/2025-04-24-secret/ 301" in (site / "_redirects").read_text("utf-8")
    published(place, place.root / "early", BEFORE)
    assert not (place.root / "early/old/two").exists()


def test_an_old_name_leads_readers_of_each_language_to_their_page(tmp_path: Path) -> None:
    house = laid_out(tmp_path, {"2025-04-01-robots": WRITTEN["2025-04-01-robots"]})
    lines = ["robots-2025", "zh-hk/media/1.html", "old/annual%20report.pdf", "news/2025-04-01-robots/"]
    more = "".join(f'"{old}" = "2025-04-01-robots"\n' for old in lines) + '"old/x" = "2025-04-01-rowboats"\n'
    more += '"first-robots" = "robots-2025"\nround = "about"\nabout = "round"\n'
    (tmp_path / "hkpress.toml").write_text(SETTINGS + more)
    problems = sorted(each.message for each in published(house, tmp_path / "site", HOUR).problems)
    assert [each.partition("]` ")[2] for each in problems] == [
        "leads `about` to `round`, which is no release: write the name of a folder in releases/",
        "leads `old/two` to `2025-04-24-secret`, which is no release: write the name of a folder in releases/",
        "leads `old/x` to `2025-04-01-rowboats`, which is no release; did you mean `2025-04-01-robots`?",
        "leads `round` to `about`, which is no release: write the name of a folder in releases/",
        "leads on from `news/2025-04-01-robots/`, the page of a release that is there: it stays",
    ]
    found = content(tmp_path / "site")
    for language in ("", "zh-hk/", "zh-cn/"):
        for old in ("robots-2025", "first-robots"):
            moved = found[f"{language}news/{old}/index.html"].decode()
            assert f'url={URL}{language}news/2025-04-01-robots/"' in moved
    assert f'url={URL}zh-hk/news/2025-04-01-robots/"' in found["zh-hk/media/1.html"].decode()
    for name in ("robots-2025-tc.txt", "card-en.png"):
        new = f"files/2025-04-01-robots/{name.replace('robots-2025', '2025-04-01-robots')}"
        assert f'url={URL}{new}"' in found[f"files/robots-2025/{name}/index.html"].decode()
        assert f"\n/files/robots-2025/{name} /{new} 301\n".encode() in found["_redirects"]
    assert b"/old/annual%20report.pdf /news/2025-04-01-robots/ 301" in found["_redirects"]
    assert "old/annual report.pdf/index.html" in found
    assert b"<h1>Robots arrive" in found["news/2025-04-01-robots/index.html"]


def test_a_page_that_is_not_there_says_so_in_all_languages(site: Path) -> None:
    html = (site / "404.html").read_text("utf-8")
    assert [tag in html for tag in ('lang="en-HK"', 'lang="zh-Hant-HK"', 'lang="zh-Hans-CN"')] == [True] * 3
    assert 'href="/site.css"' in html


def test_lists_part_into_pages_of_which_the_older_never_change() -> None:
    from hkpress.newsroom.pages import SHOWN, Listing

    def shown(count: int) -> dict[int, list[int]]:
        return {number: list(of) for number, of in Listing("", "", range(count)).sheets()}  # type: ignore[arg-type]

    for count in (0, 1, SHOWN, 2 * SHOWN, 2 * SHOWN + 1, 5 * SHOWN + 7):
        found = shown(count)
        assert [each for number in found for each in found[number]] == list(range(count))[::-1]
        assert len(found[0]) <= 2 * SHOWN
        more = shown(count + 1)
        assert all(found[number] == more[number] for number in found if number)


GOLDEN = Path(__file__).parent / "specimen" / "newsroom"
SHOWN = ["index.html", "zh-cn/index.html", "2025/index.html", "zh-hk/topics/robots/index.html", "search/index.html", "404.html",
         "news/2025-04-01-robots/index.html", "zh-hk/news/2025-04-02-gone/index.html", "zh-cn/news/2025-04-20-photo/index.html",
         "feed.xml", "zh-hk/feed.json", "sitemap.xml", "robots.txt", "_redirects", "old/one.html",
         ".hkpress-site", "index/titles-sc/0.json"]  # fmt: skip


def test_the_site_is_as_accepted(site: Path, pytestconfig: pytest.Config) -> None:
    """Golden files of a newsroom at a fixed moment: `pytest tests/test_newsroom.py --accept` takes today's."""
    differ = []
    for name in SHOWN:
        kept, now = GOLDEN / name.lstrip("."), (site / name).read_text("utf-8")
        if not kept.exists() or kept.read_text("utf-8") != now:
            differ.append(name)
            if pytestconfig.getoption("--accept"):
                kept.parent.mkdir(parents=True, exist_ok=True)
                kept.write_text(now, "utf-8")
    assert differ == []


# --- feeds ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("way", "tag"), [("", "en-HK"), ("zh-hk/", "zh-Hant-HK"), ("zh-cn/", "zh-Hans-CN")])
def test_a_feed_is_of_one_language_and_whole(site: Path, way: str, tag: str) -> None:
    data = (site / way / "feed.xml").read_bytes()
    found = feedparser.parse(data)
    assert not found.bozo
    assert found.feed.language == tag
    assert [entry.id.split(":")[-1].split("/")[0] for entry in found.entries] == [
        "2025-04-24-secret",
        "2025-04-20-photo",
        "2025-04-02-gone",
        "2025-04-01-robots",
        "2025-03-01-opening",
    ]
    for entry in found.entries:
        assert entry.links[0].hreflang == tag
        assert entry.links[0].href.startswith(f"{URL}{way}news/")
        assert "<h1>" in entry.content[0].value
    told = json.loads((site / way / "feed.json").read_bytes())
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert told["language"] == tag
    assert [item["id"] for item in told["items"]] == [entry.id for entry in found.entries]
    for item in told["items"]:
        assert {"id", "url", "title", "content_html", "date_published", "date_modified"} <= item.keys()
        assert f'src="{URL}files/' in item["content_html"] or "<img" not in item["content_html"]


@contextmanager
def unwritten(count: int, root: Path) -> Iterator[Site]:
    """A newsroom of this many releases in English, without files. The third was corrected last."""

    def release(number: int) -> Public:
        said = {"title": f"Release {number}", "description": "", "date": "", "notice": "", "photos": [], "topics": []}
        updated = "2025-06-01T09:00:00+08:00" if number == 3 else ""
        summary = {"updated": updated, "topics": [], "editions": {"en": said}}
        return Public(HOUR + timedelta(days=number), str(number), Stock("", {}), summary)

    with Shelf(map(release, range(count))) as shelf:
        yield Site(Newsroom(url=URL, theme="ours"), Theme("ours", (root, PACKAGED)), shelf.all())


def test_a_feed_has_what_came_out_or_changed_last(tmp_path: Path) -> None:
    with unwritten(30, tmp_path) as news:
        found = [int(each.slug) for each in feeds.latest(news, EDITIONS["en"])]
    assert found == [3, *range(29, 10, -1)]


def test_each_page_of_a_list_says_its_number(tmp_path: Path) -> None:
    with unwritten(65, tmp_path) as news:
        sheets = [each.make().decode() for each in Pages(news, "").others() if re.match("index|page", each.path)]
    assert [re.findall(r"<h1>(.*?)</h1>|<span>(Page .*?)</span>", each) for each in sheets] == [
        [(heading, ""), ("", f"Page {number} of 3")]
        for number, heading in enumerate(["Latest releases", "Older releases", "Older releases"], 1)
    ]
    assert "<title>Older releases – Page 2 of 3 – Newsroom</title>" in sheets[1]


def test_a_theme_may_have_a_logo_and_an_icon(tmp_path: Path) -> None:
    (tmp_path / "ours/newsroom").mkdir(parents=True)
    for name in ("logo.svg", "icon.png"):
        (tmp_path / "ours/newsroom" / name).write_bytes(b"x")
    with unwritten(1, tmp_path) as news:
        files = {each.path: each.make() for each in Pages(news, "").others()}
    assert files["logo.svg"] == files["icon.png"] == b"x"
    assert b'<link rel="icon" href="../icon.png">' in files["search/index.html"]
    assert b'<img class="logo" src="./logo.svg" alt="">Newsroom</a>' in files["index.html"]


@pytest.mark.skipif(not shutil.which("jing"), reason="no jing: setup/system-packages jing")
def test_a_feed_is_atom(site: Path) -> None:
    feeds = [str(site / way / "feed.xml") for way in ("", "zh-hk", "zh-cn")]
    run = subprocess.run(["jing", "-c", SCHEMAS / "atom.rnc", *feeds], capture_output=True, text=True)
    assert (run.returncode, run.stdout) == (0, "")


@pytest.mark.skipif(not shutil.which("xmllint"), reason="no xmllint: setup/system-packages libxml2-utils")
def test_a_sitemap_is_one(site: Path) -> None:
    run = subprocess.run(
        ["xmllint", "--noout", "--nonet", "--schema", SCHEMAS / "sitemap.xsd", site / "sitemap.xml"],
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr


# --- only what changed ----------------------------------------------------------------------------


def test_a_site_is_the_same_bytes_from_another_folder_and_another_way_round(site: Path, tmp_path: Path) -> None:
    house = laid_out(tmp_path, {**WRITTEN, "2025-04-24-secret": SECRET})
    published(house, tmp_path / "site", BEFORE)
    published(house, tmp_path / "site", HOUR)
    assert content(tmp_path / "site") == content(site)


def test_two_processes_write_the_same_site(
    place: Project, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settled, "MANY", 1)
    monkeypatch.setattr(settled, "cores", lambda: 2)
    made = publish.publish(place, tmp_path / "two", HOUR, workers=2)
    assert content(tmp_path / "two") == content(site)
    assert made.changed == len(content(site)) - 1  # all but the list of them
    assert written(place, tmp_path / "two", HOUR) == []
    assert not [*(place.root / "build" / settled.OWN).glob(f"*{folder.OTHER}")]

    lost: Future[int] = Future()
    lost.set_exception(BrokenProcessPool())
    pool = mock.MagicMock()
    pool.return_value.__enter__.return_value.submit.return_value = lost
    monkeypatch.setattr(publish, "pool", pool)
    publish.publish(place, tmp_path / "one", HOUR, workers=2)  # the second process dies
    assert content(tmp_path / "one") == content(site)


def written(house: Project, site: Path, moment: datetime) -> list[str]:
    """The files that an update writes."""
    states = {name: (site / name).stat() for name in content(site)}
    made = published(house, site, moment)
    now = content(site)
    same = {name for name in states.keys() & now.keys() if samestat(states[name], (site / name).stat())}
    assert made.removed == len(states.keys() - now.keys())
    changed = sorted(now.keys() - same - {folder.LIST})
    assert made.changed == len(changed)
    return changed


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    house = laid_out(tmp_path, WRITTEN)
    published(house, tmp_path / "site", HOUR)
    assert written(house, tmp_path / "site", HOUR) == []
    path = tmp_path / "releases/2025-03-01-opening/release.yaml"
    path.write_text(path.read_text("utf-8").replace("About Park", "Of Park"), "utf-8")
    changed = written(house, tmp_path / "site", HOUR)
    assert "news/2025-03-01-opening/index.html" in changed
    assert [name for name in changed if "photo" in name or "gone" in name or "card" in name] == []
    (tmp_path / "site/index.html").write_text("edited")
    assert written(house, tmp_path / "site", HOUR) == ["index.html"]


def test_what_only_the_newsroom_says_makes_no_release_again(tmp_path: Path) -> None:
    house = laid_out(tmp_path, {"2025-03-01-opening": WRITTEN["2025-03-01-opening"]})
    published(house, tmp_path / "site", HOUR)
    totals: list[int] = []

    def counted(total: int) -> Any:
        totals.append(total)
        return making.unseen(total)

    for old, new in (
        ("[newsroom.redirects]", '[newsroom.redirects]\n"a" = "2025-03-01-opening"'),
        (URL[:-1], URL + "b"),
    ):
        path = tmp_path / "hkpress.toml"
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
        publish.publish(house, tmp_path / "site", HOUR, workers=1, progress=counted)
        assert "a/index.html" in content(tmp_path / "site")
    assert totals[0] == 0
    assert totals[1] > 0  # its pages have the address


def test_a_site_that_is_as_it_must_be_is_only_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house = laid_out(tmp_path, {"2025-03-01-opening": WRITTEN["2025-03-01-opening"], "2025-04-24-secret": SECRET})
    site = tmp_path / "site"
    monkeypatch.setattr(stamps, "FRESH", -(10**12))  # every file has been there for long
    published(house, site, BEFORE)
    found = settled.look(house, site, BEFORE)
    assert found == (1, "2025-03-01T00:00:00+08:00", HOUR.isoformat(), "", [])
    code = "import sys; from hkpress.cli import main\ntry: main(['newsroom', '--at', '2025-04-24T09:59:59'])\nexcept SystemExit as end: print(end.code)\nprint([m for m in ('weasyprint', 'jinja2', 'pydantic', 'opencc', 'PIL', 'rich', 'babel', 'yaml', 'multiprocessing') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == "site/  1 release, nothing has changed; next change at 2025-04-24 10:00 HKT\n0\n[]\n"
    assert settled.look(house, site, HOUR) is None
    assert settled.look(house, site, datetime.fromisoformat("2025-02-28T23:59+08:00")) is None
    (site / "index.html").write_text("edited")
    assert settled.look(house, site, BEFORE) is None
    assert written(house, site, BEFORE) == ["index.html"]
    assert settled.look(house, site, BEFORE)
    (tmp_path / "hkpress.toml").write_text(SETTINGS + "\n")
    assert settled.look(house, site, BEFORE) is None


def test_a_release_that_is_deleted_goes(tmp_path: Path) -> None:
    house = laid_out(tmp_path, WRITTEN)
    published(house, tmp_path / "site", HOUR)
    (tmp_path / "site/CNAME").write_text("news.example.org")
    shutil.rmtree(tmp_path / "releases/2025-04-20-photo")
    gone = published(house, tmp_path / "site", HOUR).gone
    assert sorted(gone) == [f"{language}news/2025-04-20-photo/" for language in ("", "zh-cn/", "zh-hk/")]
    found = content(tmp_path / "site")
    assert not any("photo" in name for name in found)
    assert "CNAME" in found  # what is not hkpress's stays


def changed(chance: random.Random, root: Path, number: int) -> str:
    """Make one change to a project, as an officer may. Returns what it was."""
    releases = root / "releases"
    slug = chance.choice(sorted(path.name for path in releases.iterdir() if not path.name.startswith("_")))
    file = releases / slug / "release.yaml"
    text = file.read_text("utf-8")
    ways = [
        "text",
        "date",
        "hour",
        "embargo",
        "edition",
        "correction",
        "withdrawn",
        "topic",
        "renamed",
        "new",
        "deleted",
    ]
    way = chance.choice([*ways, "issuer", "title", "redirect"])
    fields = {
        "hour": f'time: "{number % 24:02}:30"\n',
        "embargo": f"embargo: 2025-04-{number % 28 + 1:02}T10:00+08:00\n",
        "edition": f"editions: [{chance.choice(['en', 'tc, sc', 'en, tc'])}]\n",
        "correction": "corrections: [{at: 2025-04-25T09:00+08:00, note: {en: It is two., tc: 應為兩個。}}]\n",
        "withdrawn": "withdrawn: {at: 2025-04-26T09:00+08:00, note: {en: Not so., tc: 並非如此。}}\n",
    }
    if way in fields:  # it is taken out if it is there
        name = fields[way].partition(":")[0]
        kept = [line for line in text.splitlines(keepends=True) if not line.startswith(f"{name}:")]
        file.write_text("".join(kept) + (fields[way] if len(kept) == len(text.splitlines()) else ""), "utf-8")
    elif way == "text":
        file.write_text(text.replace("HK$60 billion", "HK$60 billion, again").replace("600億", "再次600億"), "utf-8")
    elif way == "date":
        file.write_text(re.sub(r"(?m)^date: .*", f"date: 2025-0{number % 4 + 1}-1{number % 10}", text), "utf-8")
    elif way == "topic":
        file.write_text(
            text.replace("topics: [robots]\n", "") if "topics:" in text else text + "topics: [robots]\n", "utf-8"
        )
    elif way == "renamed":
        file.parent.rename(releases / f"2025-renamed-{number}")
    elif way == "new":
        shutil.copytree(file.parent, releases / f"2025-new-{number}")
    elif way == "deleted":
        shutil.rmtree(file.parent)
    elif way == "issuer":
        path = releases / "_shared/issuers/park.yaml"
        path.write_text(f"name: {{en: The Park {number}, tc: 園方{number}}}\n", "utf-8")
    else:
        added = f'title = {{en = "News {number}", tc = "新聞{number}"}}\n' if way == "title" else ""
        old = f'"old/{number}.html" = "{slug}"\n' if way == "redirect" else ""
        (root / "hkpress.toml").write_text(SETTINGS.replace("address", f"{added}address") + old)
    return f"{way} {slug}"


def test_after_any_changes_a_site_is_the_one_made_afresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards, "card", lambda document: f"{document.page.headline} {document.page.date.long}".encode())
    chance = random.Random(17)
    house = laid_out(tmp_path / "house", {**WRITTEN, "2025-04-24-secret": SECRET})
    done = []
    for number in range(40 if LONG_RUN else 4):
        done.append(changed(chance, house.root, number))
        moment = HOUR + timedelta(days=chance.randint(-30, 10))
        published(house, house.root / "site", moment)
        if LONG_RUN or number == 3:
            fresh = tmp_path / f"fresh-{number}"
            shutil.copytree(house.root, fresh, ignore=shutil.ignore_patterns("build", "site"))
            published(Project(fresh), fresh / "site", moment)
            assert content(house.root / "site") == content(fresh / "site"), done


class CutOff(BaseException):
    pass


def cut_off(after: int) -> Callable[[folder.Folder, str, bytes], None]:
    left = iter(range(after))
    return lambda place, path, data: cut_off_write(left, place, path, data)


WRITE = folder.Folder._write


def cut_off_write(left: Iterator[int], place: folder.Folder, path: str, data: bytes) -> None:
    """Writes whole files until the number is used up; of the next file, half."""
    if next(left, None) is None:
        partial_file = place.root / f"{path}.part"
        partial_file.parent.mkdir(parents=True, exist_ok=True)
        partial_file.write_bytes(data[: len(data) // 2])
        raise CutOff
    WRITE(place, path, data)


def test_a_build_that_is_cut_off_leaves_whole_files_and_none_that_is_forgotten(
    place: Project, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = content(site)
    target = place.root / "cut"

    for after in range(0, len(wanted), 25):
        shutil.rmtree(target, ignore_errors=True)
        monkeypatch.setattr(folder.Folder, "_write", cut_off(after))
        with pytest.raises(CutOff):
            published(place, target, HOUR)
        monkeypatch.undo()
        assert all(wanted[name] == data for name, data in content(target).items() if not name.endswith(".part"))
        published(place, target, BEFORE)  # what was under way is not public after all
        assert not any("secret" in name or name.endswith(".part") for name in content(target))


KILLED = """\
import os, signal, sys
from datetime import datetime
from pathlib import Path
from hkpress.newsroom import publish
from hkpress.release.project import Project

left = iter(range(int(sys.argv[3])))

def replaced(source, target, real=os.replace):
    if next(left, None) is None:
        os.kill(os.getpid(), signal.SIGKILL)
    real(source, target)

os.replace = replaced
publish.publish(Project(Path(sys.argv[1])), Path(sys.argv[2]), datetime.fromisoformat(sys.argv[4]), workers=1)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_build_that_is_killed_leaves_whole_files(place: Project, site: Path, tmp_path: Path) -> None:
    wanted = content(site)
    target = place.root / "killed"
    for after in range(1, len(wanted), 7) if LONG_RUN else (40,):
        shutil.rmtree(target, ignore_errors=True)
        line = [sys.executable, "-c", KILLED, place.root, target, str(after), HOUR.isoformat()]
        assert subprocess.run(line, capture_output=True).returncode == -signal.SIGKILL
        left = {name: data for name, data in content(target).items() if not name.endswith(".part")}
        assert len(left) < len(wanted)
        assert all(wanted[name] == data for name, data in left.items())
        published(place, target, HOUR)
        assert content(target) == wanted


def test_a_folder_with_other_things_is_refused(place: Project, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(Invalid, match="holds other things"):
        published(place, tmp_path, HOUR)


def test_a_folder_that_is_not_named_is_the_usual_one() -> None:
    assert Newsroom.model_validate({"url": URL, "paths": {"en": "english"}}).paths == {
        "en": "english/",
        "tc": "zh-hk/",
        "sc": "zh-cn/",
    }
    assert Newsroom.model_validate({"url": URL, "paths": {"sc": False}}).editions == ("en", "tc")


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("", "[newsroom] is missing"),
        ("[newsroom]\nurl = 'ftp://x'", "is not an address that a reader can open"),
        ("[newsroom]\ntitle = {en = 'x', tc = 'y'}", "url"),
        ("[newsroom]\nurl = 'https://x.org'\npaths = {en = '../x'}", "use small letters, digits and hyphens"),
        ("[newsroom]\nurl = 'https://x.org'\ntheme = 'bsae'", "did you mean `base`?"),
        ("[newsroom]\nurl = 'https://x.org'\npaths = {tc = 'files'}", "`tc` the folder `files`, which the newsroom"),
        ("[newsroom]\nurl = 'https://x.org'\npaths = {en = 'en', tc = 'en/news'}", "which the newsroom needs itself"),
        ("[newsroom]\nurl = 'https://x.org'\npaths = {tc = ''}", "and another language too: give each its own"),
        ("[newsroom]\nurl = 'https://x.org'\npaths = {en = false}", "`default` is en, but `paths` has no such"),
        ("[newsroom]\nurl = 'https://x.org'\ntitle = 'News'", 'write {en = "…", tc = "…"}'),
        ("[newsroom]\nurl = 'https://x.org'\ntheme = true", 'has no quotation marks: write theme = "true"'),
        ("[newsroom]\nurl: 'https://x.org'", "write `=` behind a name, not a colon"),
        ("[newsroom]\nurl = 'https://x.org'\n[newsroom.redirects]\na.html = 'x'", "names with dots in quotation marks"),
        (
            "[newsroom]\nurl = 'https://x.org'\nredirects = ['x']",
            'here it must have names: write redirects = {name = "',
        ),
        ("[newsroom]\nurl = 'https://x.org'\nredirects = {'../x' = 'y'}", "`../x` is no address below the newsroom"),
        ("[newsroom]\nurl = 'https://x.org'\nredirects = {'/x' = 'y'}", "without the / before it"),
        ("[newsroom]\nurl = 'https://x.org'\nredirects = {'x?id=1' = 'y'}", "without the ? or # in it"),
        ("[newsroom]\nurl = 'https://x.org'\nredirects = {'https://x.org/y' = 'y'}", "is a whole address"),
        ("[newsroom]\nurl = 'https://x.org'\nredirects = {'zh-hk' = 'y'}", "a page of the newsroom itself"),
        ("[newsroom]\nurl = 'https://x.org'\ndefalt = 'en'", "did you mean `default`?"),
        ("[newsroom]\nurl = 'https://x.org'\ndownloads = ['exe']", "exe"),
    ],
)
def test_settings_are_said_to_be_wrong(settings: str, said: str, project: Callable[..., Project]) -> None:
    house = project(**{"hkpress.toml": settings})
    with pytest.raises(Invalid) as caught:
        published(house, house.root / "site", HOUR)
    assert said in " ".join(map(str, caught.value.diagnostics))


def test_every_page_allows_the_site_s_own_files_only(site: Path) -> None:
    for path in site.rglob("*.html"):
        html = path.read_text("utf-8")
        if 'http-equiv="refresh"' not in html:
            assert html.partition("<head>\n")[2].startswith(
                f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
            ), path


# --- the search, as a reader uses it ---------------------------------------------------------------


@pytest.fixture(scope="module")
def read(site: Path) -> Iterator[tuple[Any, str]]:
    """A page of a browser, and the address of the site."""
    from playwright.sync_api import expect

    expect.set_options(timeout=30_000)  # as long as for a page: the machine may be busy
    with served(site) as address, chromium() as browser:
        yield browser.new_page(), address


SEARCHES = [
    ("", "HK$60 billion", ["2025-04-24-secret", "2025-04-20-photo", "2025-04-01-robots", "2025-03-01-opening"]),
    ("", "robot", ["2025-04-01-robots"]),
    ("zh-hk/", "技園開", ["2025-03-01-opening"]),
    ("zh-hk/", "科技园", ["2025-03-01-opening"]),
    ("zh-cn/", "科技園", ["2025-03-01-opening"]),
    ("zh-cn/", "机器人", ["2025-04-01-robots"]),
    ("", "billion arrive", ["2025-04-01-robots"]),
    ("", "nothing at all", []),
]


@needs_chromium
def test_a_reader_finds_the_releases_that_hold_the_words(read: tuple[Any, str]) -> None:
    from playwright.sync_api import expect

    page, address = read
    begun = set[str]()
    for way, query, slugs in SEARCHES:
        if way in begun:
            page.goto(f"{address}/{way}search/?q={quote(query)}")
        else:  # as a reader begins
            page.goto(f"{address}/{way}index.html")
            page.get_by_role("searchbox").fill(query)
            page.get_by_role("searchbox").press("Enter")
            begun.add(way)
        page.wait_for_selector("[data-count]", state="attached")
        expect(page.locator("[data-found] a")).to_have_count(len(slugs))
        links = [link.get_attribute("href") for link in page.locator("[data-found] a").all()]
        assert [urlsplit(link).path for link in links] == [f"/{way}news/{slug}/" for slug in slugs], query


@needs_chromium
@pytest.mark.parametrize(
    ("way", "query", "told", "ways"),
    [
        ("", "机器人", "In other languages: 繁體中文 1 简体中文 1", ["/zh-hk/search/", "/zh-cn/search/"]),
        ("zh-hk/", "arrive", "其他語言版本： English 1", ["/search/"]),
    ],
)
def test_a_reader_learns_of_the_other_language(
    read: tuple[Any, str], way: str, query: str, told: str, ways: list[str]
) -> None:
    from playwright.sync_api import expect

    page, address = read
    page.goto(f"{address}/{way}search/?q={query}")
    expect(page.locator("[data-elsewhere]")).to_have_text(told)
    links = page.locator("[data-elsewhere] a").all()
    assert [urlsplit(link.get_attribute("href") or "").path for link in links] == ways
    links[0].click()
    expect(page.locator("[data-found] a")).to_have_count(1)
    expect(page.locator("[data-elsewhere]")).to_be_hidden()


@needs_chromium
@pytest.mark.parametrize("way", ["", "news/2025-04-20-photo/", "zh-hk/search/", "404.html"])
def test_a_browser_shows_a_page_and_runs_nothing_that_was_put_into_it(
    read: tuple[Any, str], way: str, request: pytest.FixtureRequest
) -> None:
    page, address = read
    said: list[str] = []

    def noted(message: Any) -> None:
        said.append(message.text)

    page.on("console", noted)
    request.addfinalizer(lambda: page.remove_listener("console", noted))
    page.goto(f"{address}/{way}", wait_until="networkidle")
    assert not said
    assert page.evaluate("[...document.images].every((image) => image.naturalWidth > 0)")
    assert page.evaluate(
        """() => {
            document.body.insertAdjacentHTML("beforeend", "<b onclick='ran = 1' style='color: red'>x</b>");
            document.body.lastChild.click();
            const script = document.createElement("script");
            script.textContent = "ran = 2";
            document.head.append(script);
            return [typeof ran, document.body.lastChild.style.color];
        }"""
    ) == ["undefined", ""]
    assert len(said) == 3
    assert all("Content Security Policy" in each for each in said)
