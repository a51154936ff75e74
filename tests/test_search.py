from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from hkpress.formats.item import words
from hkpress.newsroom import index as indexes
from hkpress.newsroom import search
from tests.browser import chromium, needs_chromium, served
from tests.jobs import LONG_RUN

SCRIPT = Path(__file__).parent.parent / "templates" / "base" / "newsroom" / "search.js"

CHINESE = """香港科技園公司（科技園公司）今日在香港科學園舉辦宣講會。 活動吸引逾250名嘉賓出席，包括全國政協委員。 公司主席查毅超博士致歡迎辭。
與會者探討如何匯聚政、產、學、研、投各界力量 園區公司將於2025年投放60億元發展人工智能 AI技術與機械人 科技 園林 技園 主席公司
國際創新科技中心 深水埗和鰂魚涌的展覽 「字裏香港」展覽 後台系統 乾貨 公 司 衞生署 台灣與臺灣 軟件及資訊科技""".split()
ENGLISH = """The Science Park hosted the event, at Hong Kong Science and Technology Parks.|More than HK$60 billion was invested
HK$6.0 billion and 60 million|Innovation and technology (I&T) is the science of parks|AI robots collaborate in the lab
Café Zoë of Café Łódź Straße|labs of the university’s innovators|A conscience parked nearby|Science; Park|sixty billions of HK|ZX0123Q|billion 60 HK""".replace(
    "\n", "|"
).split("|")
SIMPLIFIED = str.maketrans(
    "園會產學與後臺裏乾衞說國際軟資訊舉辦動進發術機", "园会产学与后台里干卫说国际软资讯举办动进发术机"
)


def texts(sentences: Sequence[str], count: int) -> list[list[str]]:
    chance = random.Random(7)
    return [chance.sample(sentences, chance.randint(1, 4)) for _ in range(count)]


def written(folder: Path, releases: Sequence[Sequence[str]]) -> Path:
    """The files of an index, each release with its first text as the headline."""
    (folder / "texts").mkdir(parents=True)
    index = indexes.Index(folder)
    known: dict[tuple[str, ...], Any] = {}
    for number, release in enumerate(releases):
        if (each := tuple(release)) not in known:
            headline, *rest = map(words.folded, release)
            known[each] = words.packed(words.postings([headline], rest)), [*search.text_files([headline], rest)]
        packed, parts = known[each]
        index.add(number, packed)
        for part, data in enumerate(parts):
            (folder / "texts" / f"{number}{f'-{part}' if part else ''}.json").write_bytes(data)
    starts: list[str] = []
    for name, data in index.files(starts):
        (folder / name).write_bytes(data)
    folds = words.folds("".join(text for release in releases for text in release))
    (folder / "about.json").write_text(
        json.dumps({"starts": starts, "folds": folds, "made": "x", "span": indexes.SPAN, "group": indexes.GROUP})
    )
    return folder


def holding(releases: Sequence[Sequence[str]], query: str) -> list[int]:
    """The releases that hold the words, read text by text."""
    wanted = alike(query)
    edge = [r"(?<![a-z0-9])" if len(part) < 4 else "" for part in re.findall(r"^[a-z0-9]+", wanted)]
    end = [r"(?![a-z0-9])" if len(part) < 3 else "" for part in re.findall(r"[a-z0-9]+$", wanted)]
    pattern = re.compile("".join(edge) + re.escape(wanted) + "".join(end))
    return [number for number, release in enumerate(releases) if any(pattern.search(alike(text)) for text in release)]


@cache
def alike(text: str) -> str:
    """The text as a reader may type it, with the one apostrophe of a keyboard."""
    return words.folded(text).replace("’", "'")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as opened:
        yield opened


def found(browser: Any, folder: Path, queries: Sequence[str]) -> list[list[int]]:
    (folder / "search.js").write_bytes(SCRIPT.read_bytes())
    (folder / "empty.html").write_text("<!DOCTYPE html><title>x</title>")
    with served(folder) as address:
        page = browser.new_page()
        page.goto(f"{address}/empty.html")
        hits = page.evaluate(
            """async (queries) => {
                const { Index } = await import("./search.js");
                const index = new Index(new URL("index/", location.href));
                index.limit = Infinity;
                return Promise.all(queries.map(async (query) => {
                    const hits = await index.find(query);
                    await hits.look();
                    return hits.known.map((hit) => hit.document);
                }));
            }""",
            list(queries),
        )
        page.close()
    return [sorted(each) for each in hits]


CHINESE_QUERIES = """科技園 科技园 技園 公司主 科 園 司 香港科技園公司 園區公司 科技 技園A AI技術 250名 60億 2025年 60億元發展 人工智能 字裏香港 字里香港
後台 后台 乾 干 衞生 卫生 臺灣 台灣 台湾 深水埗 鰂魚涌的 主席查毅超博士 園公 政協委員 名嘉賓 機械人 机械人 公司 園林 軟件 软件 吸引逾250名嘉賓出席
舉辦宣講會 。 與會者探討如何匯聚 政、產、學 國際創 际创新 不存在 科學園舉辦""".split()
ENGLISH_QUERIES = """Science Park|science|HK$60 billion|60|60 billion|HK$6.0 billion|I&T|innovat|novat|nnovators|labs|lab|AI|ZX0123Q|0123|science park
Technology Parks|ience Park|Hong Kong Sci|university's|university’s innov|billion|of|cafe|Café Zoe|zoë of|café lodz|LODZ Strasse|strasse|fé zoe|parked nearby|conscience parked near|nothing like it""".replace(
    "\n", "|"
).split("|")


@needs_chromium
@pytest.mark.parametrize(
    ("sentences", "queries"), [(CHINESE, CHINESE_QUERIES), (ENGLISH, ENGLISH_QUERIES)], ids=["chinese", "english"]
)
def test_exactly_the_releases_that_hold_the_words_are_found(
    sentences: Sequence[str], queries: Sequence[str], tmp_path: Path, browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexes, "OCTETS", 200)  # many files
    monkeypatch.setattr(indexes, "GROUP", 3)
    monkeypatch.setattr(indexes, "SPAN", 16)  # many blocks
    monkeypatch.setattr(indexes, "APART", 20)  # of frequent words, places that lie apart
    releases = texts(sentences, 150)
    written(tmp_path / "index", releases)
    asked = [query for query in queries if re.search(r"\w", query)]
    got = dict(zip(asked, found(browser, tmp_path, asked), strict=True))
    assert got == {query: holding(releases, query) for query in asked}
    assert sum(map(bool, got.values())) > 0.8 * len(asked)


@pytest.mark.parametrize("text", ["Café Łódź Straße", "Cafe\u0301 Lo\u0301dz strasse", "ＣＡＦÉ lodz STRASSE"])
def test_accents_make_no_difference(text: str) -> None:
    assert words.folded(text) == "cafe lodz strasse"
    assert words.folded("ガ각й") == "ガ각и"


def test_what_memory_cannot_hold_is_the_same_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    releases = texts(CHINESE + ENGLISH, 60)
    monkeypatch.setattr(indexes, "SPAN", 16)
    whole = written(tmp_path / "whole", releases)
    monkeypatch.setattr(indexes, "_ROOM", 500)
    parts = written(tmp_path / "parts", releases)
    for path in whole.glob("*.bin"):
        assert path.read_bytes() == (parts / path.name).read_bytes()


WORDS = "the park opens a new centre for research and industry with this year".split()
SIGNS = "科技園公司今年於北部都會區啟用新的研究及產業中心並與大學合作培育人才推動創新發展"
HOSTS = ["https://www.park.example.org/en/press-room", "https://news.example.hk/zh-hk/media-centre/press-releases"]


def address(chance: random.Random) -> str:
    day = f"{chance.randint(2019, 2026)}/{chance.randint(1, 12):02}"
    return f"{chance.choice(HOSTS)}/{day}/P{chance.randint(1, 99999):07}.htm?id={chance.randint(1, 9999)}&lang=en"


def frequent(chance: random.Random) -> list[list[str]]:
    """Releases made of few words and marks, so that each release has every one. One release has 100,000 Chinese characters, in the short form an eighth of that."""
    long = 230 if LONG_RUN else 30
    made = (["Release", *paragraphs(chance, 1 if number else long)] for number in range(50))
    return [*made]


def paragraphs(chance: random.Random, count: int) -> Iterator[str]:
    for _ in range(count):
        yield " ".join([*chance.choices(WORDS, k=240), address(chance)])
        yield "".join(chance.choices(SIGNS, k=440))


@needs_chromium
def test_a_first_query_is_small(tmp_path: Path, browser: Any) -> None:
    """The search finds phrases, addresses, numbers and pieces of words, and fetches little for the first answer."""
    chance = random.Random(7)
    times, count = (20, 1000) if LONG_RUN else (4, 40)
    texts = frequent(chance)
    folder = written(tmp_path / "index", texts * times)
    queries = [phrase(chance, chance.choice(texts)) for _ in range(count)]
    (tmp_path / "search.js").write_bytes(SCRIPT.read_bytes())
    (tmp_path / "empty.html").write_text("<!DOCTYPE html><title>x</title>")
    with served(tmp_path) as address:
        page = browser.new_page()
        page.goto(f"{address}/empty.html")
        asked = page.evaluate(
            """async (queries) => {
                const { Index } = await import("./search.js");
                const fetched = window.fetch;
                const answers = [];
                for (const query of queries) {
                    const files = [];
                    window.fetch = (url, ...rest) => {
                        files.push(url.pathname.split("/index/").pop());
                        return fetched(url, ...rest);
                    };
                    const index = new Index(new URL("index/", location.href));
                    const hits = await index.find(query);
                    await hits.look();
                    const [names, known] = [[...files], hits.known.length];
                    index.limit = Infinity;
                    await hits.look();
                    answers.push([names, known, hits.known.map((hit) => hit.document).sort((one, other) => one - other)]);
                }
                return answers;
            }""",
            queries,
        )
        page.close()
    paths = [path for path in folder.rglob("*") if path.is_file()]
    sizes = {path.relative_to(folder).as_posix(): len(gzip.compress(path.read_bytes())) for path in paths}
    script = len(gzip.compress(SCRIPT.read_bytes()))
    for query, (files, known, documents) in zip(queries, asked, strict=True):
        titles = 550 * min(known, 10)
        assert script + sum(map(sizes.__getitem__, files)) + titles < 30_000, query
        releases = holding(texts, query)
        assert documents == [len(texts) * time + number for time in range(times) for number in releases], query


def phrase(chance: random.Random, release: Sequence[str]) -> str:
    """A phrase of a release, an address, or a part of either. Its first and its last word may be a piece of one."""
    text = chance.choice(release[1:])
    addresses = re.findall(r"https[!-~]+", text)
    if addresses and chance.random() < 0.3:
        text = chance.choice(addresses)
        return text[chance.choice([0, chance.randrange(len(text) // 2)]) : chance.choice([len(text), -5, -20])]
    count = chance.choice([*range(1, 9), 12, 20, 40, 60])
    if " " not in text:
        start = chance.randrange(len(text))
        return text[start : start + count]
    start = chance.randrange(max(1, len(text.split()) - count))
    chosen = text.split()[start : start + count]
    if len(chosen[0]) > 5 and chance.random() < 0.5:
        chosen[0] = chosen[0][chance.randint(1, len(chosen[0]) - 4) :]
    if len(chosen[-1]) > 4 and chance.random() < 0.5:
        chosen[-1] = chosen[-1][: chance.randint(3, len(chosen[-1]))]
    return " ".join(chosen)
