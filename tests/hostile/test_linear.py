"""Work grows with the text and not faster: in every step, every field, for every kind of text.

Four times the text takes some four times as long; quadratic work takes sixteen times. HKPRESS_LONG=1 tries all.
"""

from __future__ import annotations

import io
import json
import os
import random
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

import pytest
from cssselect2 import ElementWrapper, compile_selector_list
from docx import Document
from PIL import Image

from hkpress.check import RULES
from hkpress.check.proof import Proof
from hkpress.core import limits, recent, sequences
from hkpress.core.diagnostics import Invalid
from hkpress.desk import changes as desk_changes
from hkpress.formats import variants
from hkpress.golden import history, sets
from hkpress.golden.changes import changes, pairs
from hkpress.importing import fresh
from hkpress.newsroom.publish import publish
from hkpress.printing import engine
from hkpress.printing.setting import typography
from hkpress.production.make import make_release
from hkpress.release import scaffold, source
from hkpress.release.editions import HONG_KONG
from hkpress.release.project import Project

LONG = "HKPRESS_LONG" in os.environ
PIECES = [
    "(", "（", "[", "]", "[](", "“", "”", '"', "'", "’", "「", "」", "『", "「『", "*", "**a** ", "**a ", "1", "1 ", "1,", "1,000,", "1.5 ", "1.", "一", "十", "百二", "億", "萬", "-", "–", "a-", "&", "A & ",
    "https://a.hk/ ", "https://", "www.", "a@b.hk ", "@", "John Smith ", "Mr Chan ", "Mr ", "Mr X ", "Dr Ho Tsz-ching, ", "[^1]", "a[^1] ", " a", "甲　", "Alpha ", "A", "ABC ", "第", "第1", "年月日", "1年2月3日",
    "二年", ".", "…", "——", "·", "香", "香港", "香 ", "香a", "%", "5% ", "HK$", "HK$1 ", "1 million ", "10am ", "1 May 2025 ", "Monday ", "星期一", "and ", ", ", "，", "甲、", "。", ":", "/", "\\", "_", "`", "<", "~",
    "twenty-one ", "a\n", "a\n\n", "香\n", "陳大文先生", "三分之一", "七折", "近", "至", "1-2 ", "教授", "有限公司", "Co. Ltd. ", "A. ", "歐陽", "“a” ", "「甲」", "《甲》", "(a) ", "（甲）", "a a ", "的的", "😀", "a\u0301",
    "5日", "2025年", "HK$1億", "１", "Ａ", "\u00a0", "⼀", "汉语", "+852 2629 6850 ", "2025 ", "一九九九年", "1/2 ", "Chan and Lee ", "<b>", "&amp;", "{{", "- a\n", "百分之", "1元", "10人", "first ", "九十年代", "TBC ", "XX ", "lorem ", "[a] ",
    "！！", "...", "--", "Chief Executive ", "主席陳大文", "Tai-man ", "said ", "Chan’s ", "iPhone ", "HKSTP (HKSTP) ", "（HKSTP）", "[a](https://a.hk) ", "-1 ", "1倍", "\t|", "x" * 40 + " ",
    "🇭🇰", "1\ufe0f\u20e3", "e\u0301\u0323", "א", "ع ", "![", "](", "[[", "**", "****", "\\*", "_a_ ", "$", "{", "1 to 2 ", "between 1 and 2 ", "from 1 ", "2.5 times ", "half ", "one in ten ", "Q1 ", "2024/25 ",
    "US$1.5bn ", "HK$1 to HK$2 million ", "9am to 5pm ", "10:30 ", "上午10時", "5月", "星期一至", "1個百分點", "增長5%", "rose 5% ", "十萬", "兩個半", "一一", "廿三", "０", "①", "Ⅳ", "½", "²", "1億2千萬", "約", "逾1", "超過", "倍",
    "“‘", "（「", "a“", "’s ", "van der ", "O’Brien ", "Ms Lee and Mr Lee ", "李小姐及", "李", "、", "及", "Prof. ", "[a](b) ", "[a](https://a.hk/(b)) ", "<a href=x>", "<!--", "&#x3c;", "a.b.c.", "www.a.hk ", "\t", "\u3000", "~~", "^", "=", "#1 ", "+", "；", "？", "《", "》",
]  # fmt: skip
"""The pieces that texts repeat."""
SLOW = ("pdf", "English pdf", "golden")
PICTURED = ("mail-page", "photos", "press-kit")
"""Steps that need only photos, since other steps have their texts."""
USUAL = ["(", "**a** ", "Mr Chan ", "陳大文先生"]
FIELDS = {
    "body": "body: [@]", "headline": "headline: @\nbody: [A]", "list": "body: [{list: [@, @]}]", "cell": "body: [{table: {head: [A], rows: [[@]]}}]", "quote": "body: [{quote: {words: @}}]",
    "caption": "body: [A]\nphotos: [{caption: @}]", "footnote": "body: [{en: 'A[^1]', tc: '甲[^1]'}]\nfootnotes: [@]", "notes": "body: [A]\nnotes_to_editors: [@]", "heading": "body: [{heading: @}]",
    "contact": "body: [A]\ncontacts: [{name: @, phone: 2000 0000}]", "summary": "summary: @\nbody: [A]", "link": "body: [A]\nlinks: [{kind: web, url: 'https://a.hk', title: @}]",
}  # fmt: skip
TWO = "{en: A, tc: 甲}"


def repeated(piece: str, length: int) -> str:
    return f"a{(piece * length)[: length - 2]}b"


def manuscript(text: str, field: str = "body") -> str:
    said = json.dumps({"en": text, "tc": f"香{text}"}, ensure_ascii=False)
    rest = FIELDS[field].replace("[A]", f"[{TWO}]").replace("@", said)
    return f"date: 2025-04-24\n{'' if field == 'headline' else f'headline: {TWO}'}\n{rest}\n"


Step = Callable[[Project, str], Callable[[], object]]
"""Prepares a project with a release of that text. Returns the function to measure."""


def checking(project: Project, text: str) -> Callable[[], object]:
    _write(project, text)
    release = project.read("x")
    recent.forget()
    proof = Proof(release, datetime(2026, 1, 1, tzinfo=HONG_KONG))
    return lambda: [sum(1 for _ in rule.check(proof)) for rule in RULES]


def making(form: str, edition: str = "tc") -> Step:
    def ready(project: Project, text: str) -> Callable[[], object]:
        _write(project, text)
        release = project.read("x")
        return lambda: make_release(project, "x", variants([edition], [form]), checked=False, release=release)

    return ready


def accepting(project: Project, text: str) -> Callable[[], object]:
    _write(project, text)

    def take() -> None:
        try:
            sets.take(project, "x")
        except Invalid as refused:  # a flag, or a letter that no font has
            if {each.code for each in refused.diagnostics} != {"glyph"}:
                raise

    return take


def comparing(project: Project, text: str) -> Callable[[], object]:
    words = source.parse_text(text, Path("x")).data["body"][0]["en"]
    half = len(words) // 2
    said = []
    for each in (words, words[:half] + words[half:][::-1]):
        _write(project, manuscript(each))
        said.append(history.said(project.read("x")))
    before, after = said
    return lambda: [str(each) for each in changes({name: pairs(before[name], after[name], name) for name in after})]


def importing(name: str) -> Step:
    def ready(project: Project, text: str) -> Callable[[], object]:
        words = source.parse_text(text, Path("x")).data["body"][0]["en"]
        data = f"A headline\n標題\n{words}\n一段文字。\n".encode()
        if name.endswith("docx"):
            document, buffer = Document(), io.BytesIO()
            for line in data.decode().split("\n"):
                document.add_paragraph(line)
            document.save(buffer)
            data = buffer.getvalue()
        if name.endswith("html"):
            data = b"<html><body><p>" + data.replace(b"\n", b"<p>")
        return lambda: fresh.bring(project.root, [(name, data)], f"y{time.monotonic_ns()}")

    return ready


def publishing(project: Project, text: str) -> Callable[[], object]:
    _write(project, text)
    (project.root / "hkpress.toml").write_text('[newsroom]\nurl = "https://news.example.org"\n')
    folder = project.root / f"site{time.monotonic_ns()}"
    return lambda: publish(project, folder, datetime(2026, 1, 1, tzinfo=HONG_KONG), workers=1)


def saving(project: Project, text: str) -> Callable[[], object]:
    origin = source.parse_text(text, Path("x"))
    now = origin.data["body"][0]["tc"]
    change = desk_changes.FieldChange(do="write", loc=("body", 0, "tc"), was=now, value=now[::-1])
    return lambda: desk_changes.apply(origin, [change])


def _write(project: Project, text: str) -> None:
    (project.releases / "x/release.yaml").write_text(text, "utf-8")


STEPS: dict[str, Step] = {
    "check": checking, **{form: making(form) for form in ("html", "text", "word", "mail", "mail-page", "ninjs", "pdf", "photos", "press-kit")}, "English pdf": making("pdf", "en"), "golden": accepting, "diff": comparing,
    **{f"import {kind}": importing(f"a.{kind}") for kind in ("txt", "docx", "html")}, "newsroom": publishing, "desk": saving,
}  # fmt: skip


def grows(step: Step, project: Project, short: str, long: str) -> None:
    """Asserts that the long text, four times as long, takes at most eight times as long."""

    def seconds(text: str) -> float:
        call = step(project, text)
        started = time.process_time()
        call()
        return time.process_time() - started

    seconds(manuscript("a"))
    base, whole = seconds(short), seconds(long)
    if whole >= 8 * base + 0.1:  # other work on the machine, or the collector
        base, whole = min(base, seconds(short)), min(whole, seconds(long))
    assert whole < 8 * base + 0.1


@pytest.fixture
def place(project: Callable[..., Project], monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setattr(scaffold, "schema_text", lambda: "{}")  # the same for any text
    monkeypatch.setattr(sets, "in_time", partial(limits.in_time, seconds=3600))  # the processor's time counts here
    monkeypatch.setattr(sequences, "MOST", 10_000)  # difflib may use up its share for a text of any length
    return project()


def tried() -> Iterator[tuple[str, str, str]]:
    """Step, field and piece: every piece in every step, and every field for the checks and the pages."""
    if not LONG:
        yield from (("check", "body", piece) for piece in USUAL)
        return
    for step in (each for each in STEPS if each not in PICTURED):
        yield from ((step, "body", piece) for piece in (PIECES if step not in SLOW else (*PIECES[::6], "a\n", "- a\n")))
    for field in FIELDS:
        yield from ((step, field, piece) for step in ("check", "html", "text") for piece in PIECES[::5])


def length(step: str) -> int:
    """Characters of the shorter text."""
    if not LONG:
        return 1_000
    if step in ("pdf", "English pdf"):
        return 2_500
    return 1_500 if step in ("golden", "newsroom", "diff") or step.startswith("import") else 4_900


@pytest.mark.parametrize(("step", "field", "piece"), [*tried()])
def test_the_time_for_a_text_is_in_proportion_to_its_length(place: Project, step: str, field: str, piece: str) -> None:
    sizes = length(step), 4 * length(step)
    if step.startswith("import") and "\n" in piece:
        pytest.skip("too many paragraphs: the document is refused")
    if (step, piece) == ("import html", "<b>"):
        pytest.skip("too deep: the page is refused")
    grows(STEPS[step], place, *(manuscript(repeated(piece, size), field) for size in sizes))


def test_many_persons_in_both_languages(place: Project) -> None:
    """Each of many persons with a post may be any person of the other language."""

    def said(number: int) -> str:
        texts = {"en": "Chairman Mr Chan said. " * number, "tc": "主席陳先生表示，" * number * 2}
        return f"date: 2025-04-24\nheadline: {TWO}\nbody: [{json.dumps(texts, ensure_ascii=False)}]\n"

    grows(checking, place, said(80), said(320))


def test_parts_of_a_paragraph_are_set_as_long_as_they_are() -> None:
    def seconds(number: int) -> float:
        root = Element("p", lang="zh-Hant-HK")
        for _ in range(number):
            SubElement(root, "span").text = "5"
            root[-1].tail = "日「"
        started = time.process_time()
        typography.set_chinese(root)
        return time.process_time() - started

    assert min(seconds(4000) for _ in range(2)) < 8 * min(seconds(1000) for _ in range(2)) + 0.1


def test_has_stops_at_the_first_element_it_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of many contacts asks whether there are two."""
    engine.library()
    root = Element("section", {"class": "contacts"})
    for _ in range(300):
        SubElement(root, "address")
    looked, own = [0], ElementWrapper.iter_children

    def counted(self: ElementWrapper) -> Iterator[ElementWrapper]:
        for each in own(self):
            looked[0] += 1
            yield each

    monkeypatch.setattr(ElementWrapper, "iter_children", counted)
    selector = compile_selector_list(".contacts:has(address + address) address")[0]
    wrapped = ElementWrapper.from_html_root(root)
    assert sum(map(selector.test, wrapped.query_all("address"))) == 300
    assert looked[0] < 10 * 300


# --- large releases -------------------------------------------------------------------------------

PARAGRAPHS = {
    "names": ("Mr {0} {1}-{2} of the {1} Institute of {3}{4} opened {4} laboratories. ", "{5}{6}{7}先生表示{6}{7}學院的{4}間實驗室已經啟用。"),
    "figures": ("In {4}, HK${4}00 million was spent on {4} schools, {4}% more. ", "{4}年用了{4}億港元興建{4}間學校，增加{4}%。"),
    "the same": ("The same words, said by nobody, again. ", "同一段文字一再出現，無人說過。"),
    "quotations": ("“Words {4},” he said (see {4}) “again”. ", "他說：「話{4}。」（見{4}）《書》"),
}  # fmt: skip
WORDS = ["Chan Wong Lee Ho Lam Ng Cheung Lau".split(), "Tai Man Wing Kei Ka Yan Mei".split(), "ling chi ho siu fong kit".split(), "Science Art Law Music Sea".split(), range(9999), [*"陳王李何林吳張劉"], [*"大文榮基嘉欣美"], [*"玲志豪小芳傑"]]  # fmt: skip


def large(kind: str, number: int) -> str:
    """A release of that many paragraphs, no two of them alike in most kinds."""
    said = [[words[index % len(words)] for words in WORDS] for index in range(number)]
    body = [
        {name: form.format(*each) * 4 for name, form in zip(("en", "tc"), PARAGRAPHS[kind], strict=True)}
        for each in said
    ]
    return f"date: 2025-04-24\nheadline: {TWO}\nbody: {json.dumps(body, ensure_ascii=False)}\n"


@pytest.mark.parametrize("kind", PARAGRAPHS if LONG else ["names"])
@pytest.mark.parametrize("step", ["check", "html", "text", "ninjs"] if LONG else ["check"])
def test_the_time_for_a_release_is_in_proportion_to_its_length(place: Project, kind: str, step: str) -> None:
    """Up to a megabyte in the long form."""
    number = 300 if LONG else 12
    grows(STEPS[step], place, large(kind, number), large(kind, 4 * number))


WITH_PHOTOS = f"""\
date: 2025-04-24
headline: {TWO}
body:
  - {TWO}
  - image: {{file: @.jpg, alt: {TWO}, caption: {TWO}}}
photos:
  - {{file: @.jpg, alt: {TWO}, caption: {TWO}}}
links:
  - {{kind: attachment, file: @.pdf, title: {TWO}}}
"""


@pytest.mark.parametrize("step", [step for step in STEPS if not step.startswith("import") and step not in ("diff", "desk")] if LONG else ["mail-page"])  # fmt: skip
def test_photos_and_files_take_as_long_as_they_are(place: Project, step: str) -> None:
    chance = random.Random(1)
    for name, width in {"short": 400, "long": 800}.items() if LONG else {"short": 120, "long": 240}.items():
        noise = Image.frombytes("RGB", (width, width * 3 // 4), chance.randbytes(width * width * 9 // 4))
        noise.save(place.releases / f"x/{name}.jpg", quality=95)
        (place.releases / f"x/{name}.pdf").write_bytes(b"%PDF-1.4\n" + chance.randbytes(width * width))
    grows(STEPS[step], place, WITH_PHOTOS.replace("@", "short"), WITH_PHOTOS.replace("@", "long"))


def test_lists_in_a_word_file_take_as_long_as_they_are(place: Project) -> None:
    def said(number: int) -> str:
        item = "{en: A, tc: 甲, list: [{en: B, tc: 乙}, {en: C, tc: 丙}]}"
        return f"date: 2025-04-24\nheadline: {TWO}\nbody:\n  - list: [{', '.join([item] * number)}]\n"

    grows(making("word"), place, said(100 if LONG else 60), said(400 if LONG else 240))
