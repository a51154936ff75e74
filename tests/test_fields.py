"""All fields of a release: what they say in each edition, and what is wrong with them."""

from __future__ import annotations

import dataclasses
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from hkpress.check import examine
from hkpress.core.diagnostics import Invalid
from hkpress.formats import FORMATS, mail, pdf, variants
from hkpress.formats.text import make as text_of
from hkpress.page.document import typeset
from hkpress.page.page import Items, Page, Quotation, Said, localise
from hkpress.page.theme import Theme
from hkpress.page.unprinted import unprinted
from hkpress.printing.setting.typography import CLAUSE_END
from hkpress.production.make import make_release
from hkpress.release import inline, model, rewrite, settings, source
from hkpress.release.editions import EDITIONS, write_label
from hkpress.release.model import Model, Text
from hkpress.release.project import Project
from tests.lines import lines
from tests.marks import marked, unmarked
from tests.park import picture

EVERYTHING = """\
issuers: [park, university]
on_behalf_of: {en: the Test Bureau, tc: 測試局}
date: 2025-04-24
time: "09:30"
number: 12/2025
place: {en: Hong Kong, tc: 香港}
topics: [science]
summary: {en: A joint laboratory opens., tc: 聯合實驗室啟用。}
corrections:
  - at: 2025-04-25T09:00+08:00
    note:
      en: The sum is HK$60 million.
      tc: 金額應為6,000萬港元。
withdrawn:
  at: 2025-04-26T17:15+08:00
  note: {en: This release is withdrawn., tc: 本新聞稿已撤回。}
headline: {en: Laboratory Opens, tc: 實驗室啟用}
body:
  - en: The laboratory cost HK$60 million[^1].
    tc: 實驗室耗資6,000萬港元[^1]。
  - en: Visitors from abroad find maps at the gate.
    only: en
  - only: tc
    heading: 本地訪客
  - quote:
      speaker: lee
      portrait: yes
      words: {en: It is open., tc: 已經啟用。}
  - list:
      - en: First
        tc: 第一
        style: (a)
        list:
          - {en: One, tc: 一項}
          - {en: Two, tc: 兩項}
      - {en: Second, tc: 第二}
    style: {en: (i), tc: （一）}
  - table:
      head: [{en: Year, tc: 年份}, {en: Sum, tc: 金額}, {en: Note, tc: 備註}]
      unit: {en: HK$ million, tc: 百萬港元}
      total: yes
      align: [left, right, centre]
      rows:
        - ["2024", "(1.2)", ""]
        - ["2025", Nil, a]
        - [{en: Total, tc: 總計}, "(1.2)", ""]
footnotes:
  - {en: Without land., tc: 不包括土地。}
photos:
  - caption: {en: The room., tc: 房間。}
    credit: {en: The Park, tc: 科技園}
    photographer: Chan Tai Man
    place: {en: Pak Shek Kok, tc: 白石角}
    taken: 2025-04-23
    made: ai
  - caption: Only in English.
    only: en
links:
  - {kind: attachment, file: files/annex.txt, title: {en: Annex, tc: 附件}}
  - {kind: video, url: https://park.example/film, title: {en: Film, tc: 短片}}
notes_to_editors:
  - {en: The Park is 20 years old., tc: 科技園成立20年。}
remarks: [never printed]
"""
FILES: dict[str, str | bytes] = {
    "releases/x/files/annex.txt": "annex",
    "releases/x/files/none.pdf": "",
    "releases/_shared/topics.yaml": "science: {en: Science, tc: 科學, medtop: 'medtop:13000000'}\n",
    "releases/_shared/people.yaml": (
        "lee: {name: {en: Mary Lee, tc: 李美儀}, portrait: lee.png, post: {en: Director, tc: 總監}}\n"
    ),
    "releases/_shared/lee.png": picture(),
    "releases/_shared/park.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 20"><text>P</text></svg>',
    "releases/_shared/issuers/park.yaml": """\
name: {en: The Park, tc: 科技園}
address: {en: 1 Test Road, tc: 測試道1號}
website: https://park.example/
logo: {file: park.svg}
currency: USD
boilerplate: {reviewed: 2025-04-01, paragraphs: [{en: The Park is a park., tc: 科技園是園區。}]}
contacts:
  - name: {en: Press Office, tc: 新聞組}
    post: {en: Manager, tc: 經理}
    phone: (852) 2000 0000 / 2000 0001 ext. 12
    mobile: 9000 0000
    whatsapp: 9000 0001
    email: press@park.example
links: [{kind: social, url: https://social.example/park, title: {en: The Park online, tc: 科技園社交平台}}]
""",
    "releases/_shared/issuers/university.yaml": """\
name: {en: The University, tc: 大學}
boilerplate: {reviewed: 2025-04-01, heading: {en: About our university, tc: 認識本校}, paragraphs: [{en: The University teaches., tc: 大學提供教育。}]}
contacts: [{name: {en: Registry, tc: 教務處}, phone: 2100 0000}]
""",
}


@pytest.fixture
def everything(project: Callable[..., Project]) -> Project:
    return project(EVERYTHING, **FILES)


def page(project: Project, edition: str) -> Page:
    return localise(project.read("x"), EDITIONS[edition], tuple(EDITIONS.values()))


def text(project: Project, edition: str) -> str:
    made = text_of(typeset(page(project, edition), Theme("base", project.template_roots)))[0]
    return made.decode()


def test_a_release_s_own_text_about_the_house_stands_in_place_of_the_issuers(everything: Project) -> None:
    own = "boilerplate: {reviewed: 2025-04-01, paragraphs: [{en: Ours alone., tc: 只此一段。}]}\n"
    path = everything.releases / "x" / "release.yaml"
    path.write_text(path.read_text("utf-8") + own, "utf-8")
    said = text(everything, "en")
    assert "Ours alone." in said
    assert "The Park is a park." not in said
    assert "The University teaches." not in said


@pytest.mark.parametrize("edition", ["en", "tc", "sc"])
def test_every_field_is_printed_in_html_and_text(everything: Project, edition: str) -> None:
    said = page(everything, edition)
    html = inline.without_figures(typeset(said, Theme("base", everything.template_roots)).html)
    plain = text(everything, edition)
    names = [issuer.name for issuer in said.issuers]
    words = [*names, said.issuers[0].address, said.number, said.time, said.on_behalf_of, *said.footnotes]
    words += [notice.text for notice in (said.withdrawn, *said.corrections) if notice]
    words += [photo.credit for photo in said.photos if photo.credit]
    words += [link.title for link in said.links]
    words += [number for each in said.contacts for number in (each.post, each.mobile, each.whatsapp) if number]
    words += ["HK$ million" if edition == "en" else "百萬港元" if edition == "tc" else "百万港元"]
    assert len(words) > 15
    for each in words:
        assert each in html, each
        assert each in plain, each
    assert "never printed" not in html + plain


def test_what_one_edition_has_alone(everything: Project) -> None:
    assert "maps at the gate" in text(everything, "en")
    assert "maps at the gate" not in text(everything, "tc")
    assert "本地訪客" in text(everything, "tc")
    assert "本地访客" in text(everything, "sc")
    assert "本地" not in text(everything, "en")
    assert [len(page(everything, name).photos) for name in EDITIONS] == [2, 1, 1]


ALONE = """\
date: 2025-04-24
headline: {en: Laboratory Opens, tc: 實驗室啟用}
subheadline: {en: On the pier, only: en}
corrections:
  - {at: 2025-04-25T09:00+08:00, only: tc, note: 日期已更正。}
body:
  - {en: "It opens[^1] today[^2].", tc: "今日[^2]啟用[^3]。"}
  - image:
      file: plan.png
      alt: {en: Plan of the hall, tc: 展廳平面圖}
      caption: {en: The hall, only: en}
      credit: {en: The Park, tc: 科技園}
      made: ai
  - table: {head: [A], rows: [["1"]], caption: {en: Sums, only: en}, unit: {tc: 千元, only: tc}}
footnotes: [{en: English note, only: en}, {en: Both, tc: 兩者}, {tc: 中文註, only: tc}]
photos:
  - {file: plan.png, alt: {en: Plan, tc: 平面圖}, caption: {tc: 圖則, only: tc}}
"""


def test_texts_that_one_edition_has_alone(project: Callable[..., Project]) -> None:
    made = project(ALONE, **{"releases/x/plan.png": picture()})
    en, tc = (page(made, name) for name in ("en", "tc"))
    assert (en.subheadline, tc.subheadline) == ("On the pier", "")
    assert [(each.updated, len(each.corrections)) for each in (en, tc)] == [("", 0), ("2025-04-25T09:00:00+08:00", 1)]
    assert [each.footnotes for each in (en, tc)] == [("English note", "Both"), ("兩者", "中文註")]
    assert "今日[1]啟用[2]。" in text(made, "tc")  # each edition counts its own
    assert "\nThe hall [Made with AI] (Photo: The Park)\n" in text(made, "en")
    assert "\n【由人工智能生成】（圖片：科技園）\n" in text(made, "tc")
    assert "Sums\nA\n1" in text(made, "en")
    assert "\n千元\nA\n1" in text(made, "tc")
    assert "Photo" not in text(made, "en").replace("(Photo: The Park)", "")  # no label of nothing
    assert "\n圖一：圖則\n" in text(made, "tc")
    html = typeset(en, Theme("base", made.template_roots)).html
    assert '<figcaption>The hall <span class="made">[Made with AI]</span> <span class="credit">(Photo: The Park)</span></figcaption>' in html  # fmt: skip
    found = examine(made.read("x")).diagnostics()
    assert sum(each.code == "one-language" for each in found) == 8
    assert [each.message for each in found if each.severity == "error"] == []


def test_values_are_localised(everything: Project) -> None:
    said = page(everything, "tc")
    assert (said.time, said.issued) == ("上午9時30分", "2025-04-24T09:30:00+08:00")
    assert said.updated == "2025-04-26T17:15:00+08:00"
    assert said.topics == ("科學",)
    assert said.description == "聯合實驗室啟用。"
    assert said.withdrawn
    assert said.withdrawn.time.time == "下午5時15分"
    quotation = next(block for block in said.body if isinstance(block, Quotation))
    assert (quotation.portrait is not None, quotation.name) == (True, "李美儀")
    grid = next(block for block in said.body if block.kind == "grid")
    assert (grid.align, grid.unit, grid.total) == (("left", "right", "centre"), "百萬港元", True)
    photo = said.photos[0]
    assert (photo.made, photo.photographer, photo.place) == ("ai", "Chan Tai Man", "白石角")


@pytest.mark.parametrize(("edition", "labels"), [("en", ["(i)", "(a)", "(b)", "(ii)"]), ("tc", ["（一）", "(a)", "(b)", "（二）"])])  # fmt: skip
def test_list_styles(everything: Project, edition: str, labels: list[str]) -> None:
    items = next(block for block in page(everything, edition).body if isinstance(block, Items))
    first, second = items.items
    assert first.below
    assert [first.label, *(each.label for each in first.below.items), second.label] == labels
    assert f"{labels[0]} First" in text(everything, edition) or f"{labels[0]}第一" in text(everything, edition)


def test_labels_of_long_lists() -> None:
    assert [write_label(27, "(a)"), write_label(14, "(i)"), write_label(21, "（一）")] == [
        "(aa)",
        "(xiv)",
        "（二十一）",
    ]


def test_each_number_is_a_link(everything: Project) -> None:
    html = typeset(page(everything, "en"), Theme("base", everything.template_roots)).html
    assert (
        '<a href="tel:+85220000000">(852) 2000 0000</a> / <a href="tel:+85220000001;ext=12">2000 0001 ext. 12</a>'
        in html
    )


def test_footnotes_are_marked_and_listed(everything: Project) -> None:
    html = typeset(page(everything, "en"), Theme("base", everything.template_roots)).html
    assert 'million</span><sup><a href="#note-1">1</a></sup>.' in html
    assert '<li id="note-1">Without land.</li>' in html
    assert "million[1]." in text(everything, "en")


@pytest.mark.parametrize("edition", ["en", "tc"])
def test_a_release_in_one_language_may_hold_plain_texts(project: Callable[..., Project], edition: str) -> None:
    made = project(f"editions: [{edition}]\ndate: 2025-04-24\nheadline: A\nplace: B\nbody: [C, break, {{quote: {{words: D}}}}]\n")  # fmt: skip
    said = page(made, edition)
    assert (said.headline, said.place, len(said.body)) == ("A", "B", 3)
    found = {each.code: each for each in examine(made.read("x")).diagnostics()}
    assert found["one-language"].severity == "hint"
    assert not [each for each in found.values() if each.severity == "error"]


def test_plain_texts_are_found_in_the_file(project: Callable[..., Project]) -> None:
    made = project("editions: [tc]\ndate: 2025-04-24\nheadline: 甲\nbody: [待定, '乙  丙']\n")
    found = [each for each in examine(made.read("x")).diagnostics() if each.code == "placeholder"]
    assert [(each.span.line, each.span.column, each.at) for each in found if each.span] == [(4, 8, "body/1/tc")]


def test_check_lists_what_one_language_has_alone(everything: Project) -> None:
    found = examine(everything.read("x"), ["one-language"]).diagnostics()
    assert [each.at for each in found] == ["body/2/only", "body/3/only", "photos/2/only"]


def test_figures_are_compared_in_new_fields(everything: Project) -> None:
    manuscript = everything.root / "releases/x/release.yaml"
    manuscript.write_text(EVERYTHING.replace("成立20年", "成立30年").replace("金額應為6,000萬", "金額應為6億"), "utf-8")
    found = {each.at for each in examine(everything.read("x"), ["figures"]).diagnostics()}
    assert found == {"corrections/1/note/tc", "notes_to_editors/1/tc"}


BODY = "headline: {en: A, tc: 甲}\ndate: 2025-04-24\nbody: [{en: B, tc: 乙}]\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("⟦notes⟧: [a]\n", "write `notes_to_editors:` for what is printed, `remarks:` for colleagues"),
        ("time: ⟦9am⟧\n", "`9am` is not a time of day: write hours and minutes, such as 09:30"),
        ("editions: [⟦zh⟧]\n", "item 1 is `zh`; write `tc`"),
        ("editions: ⟦english⟧\n", "write `editions: [en]`"),
        ("editions: [⟦fr⟧]\n", "it can be `en`, `tc` or `sc`"),
        ("withdrawn: {at: 2025-04-26T17:15+08:00, ⟦en⟧: A, tc: 甲}\n", "write `note: {en: …, tc: …}`"),
        ("links: [{url: https://a.hk, ⟦tc⟧: 甲, en: A}]\n", "write `title: {en: …, tc: …}`"),
        ("subheadline: {en: A, only: ⟦[en]⟧}\n", "`only` is a list; write `en`"),
        ("subheadline: {en: A, only: ⟦{en: yes}⟧}\n", "`only` is a group of fields; it can be `en` or `tc`"),
        ("photos: [{caption: {en: A, tc: 甲}, made: ⟦AI⟧}]\n", "`made` is `AI`; write `ai`"),
        ("photos: [⟦photos/a.jpg⟧]\n", "write `file: photos/a.jpg` below it"),
        ("footnotes: ⟦{en: A, tc: 甲}⟧\n", "start each item with `- en: …`"),
        ("contacts: [{phone: ⟦[2629 6850, 9000 0000]⟧}]\n", "write the numbers in one text, with a slash between them"),
        ("notes_to_editors: [{heading: {en: A, tc: 甲, ⟦only⟧: en}}]\n", "write it beside the name of this text"),
        ("notes_to_editors: [{table: {head: [a, b], rows: [[1, ⟦null⟧]]}}]\n", 'write `""` for an empty cell'),
        ("issuer: park\nissuers: ⟦[park, university]⟧\n", "keep `issuers` for a joint release"),
        ("topics: [⟦sciense⟧]\n", "did you mean `science`?"),
        ("links: [⟦{title: {en: A, tc: 甲}}⟧]\n", "a link needs either `url:` or `file:`"),
        ("links: [{kind: attachment, title: {en: A, tc: 甲}, file: ⟦../x⟧}]\n", "is outside the release's folder"),
        ("links: [{kind: attachment, title: {en: A, tc: 甲}, file: ⟦files/b⟧}]\n", "`files/b` is not in x/"),
        ("links: [{kind: attachment, title: {en: A, tc: 甲}, file: ⟦files/none.pdf⟧}]\n", "is empty (0 bytes)"),
        ("place: {⟦EN⟧: A, tc: 甲, en: A}\n", "did you mean `en`?"),
        ("place: {⟦zh⟧: 甲, en: A, tc: 甲}\n", "did you mean `tc`?"),
        ("photos: [{only: en, caption: ⟦{tc: 甲}⟧}]\n", "`en` is missing"),
        ("photos: [{only: en, caption: ⟦[a]⟧}]\n", "`caption` is a list; here it must be one text"),
    ],
)
def test_a_misfit(project: Callable[..., Project], text: str, message: str) -> None:
    whole = BODY + text
    with pytest.raises(Invalid) as caught:
        project(unmarked(whole), **FILES).read("x")
    found = caught.value.diagnostics
    assert marked(unmarked(whole), found) == whole
    assert message in found[0].message


def test_footnote_marks_have_their_footnotes(everything: Project) -> None:
    manuscript = everything.root / "releases/x/release.yaml"
    manuscript.write_text(EVERYTHING.replace("6,000萬港元[^1]", "6,000萬港元[^2]"), "utf-8")
    found = examine(everything.read("x"), ["footnote"]).diagnostics()
    assert [(each.severity.value, each.at) for each in found] == [("warning", "body/1/tc"), ("error", "body/1/tc")]


# --- hkpress.toml ---------------------------------------------------------------------------------


def test_settings(tmp_path: Path) -> None:
    assert settings.read(tmp_path / "hkpress.toml").build == settings.BuildSettings()
    (tmp_path / "hkpress.toml").write_text(
        '[build]\nformats = ["html"]\nnames = "{date:%Y%m%d}_{slug}_{edition}"\n[newsroom]\nurl = "https://a.example"\n'
    )
    found = settings.read(tmp_path / "hkpress.toml")
    assert found.build.formats == ("html",)
    assert found.newsroom == {"url": "https://a.example"}


def test_each_item_of_a_list_of_tables_has_its_own_line(tmp_path: Path) -> None:
    text = '[newsroom]\nurl = "a"\n[[newsroom.accounts]]\nname = "b"\n[[newsroom.accounts]]\nurl = "c"\n'
    (tmp_path / "hkpress.toml").write_text(text)
    source = settings.source(tmp_path / "hkpress.toml")
    places = [("newsroom", "url"), ("newsroom", "accounts", 0, "url"), ("newsroom", "accounts", 1, "url")]
    found = [source.diagnostic(place, "", "").span for place in places]
    assert [span and span.line for span in found] == [2, 3, 6]


def test_names_of_files_hold_the_date_once(project: Callable[..., Project]) -> None:
    release = dataclasses.replace(project(BODY).read("x"), slug="2025-04-24-two-sessions")
    assert release.stem("en", "{date:%Y%m%d}_{slug}_{edition}") == "20250424_two-sessions_en"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[build]\nformats = ⟦["pfd"]⟧\n', "`pfd` is not a format; did you mean `pdf`?"),
        ('[build]\nnames = ⟦"{slog}"⟧\n', "can use date, slug and edition"),
        ('[build]\nnames = ⟦"{slug}"⟧\n', "must have {edition}"),
        ('[build]\nnames = ⟦"../{edition}"⟧\n', "use letters, digits"),
        ("[⟦biuld⟧]\n", "did you mean `build`?"),
        ("[build]\nformats = [\n⟦⟧", "not TOML"),
        ("[build]\nnames = ⟦“⟧{slug}_{edition}”\n", "straight quotation marks"),
        ("[build]\nnames = ⟦{⟧slug}_{edition}\n", "put a text between straight quotation marks"),
    ],
)
def test_a_mistake_in_the_settings(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "hkpress.toml").write_text(unmarked(text))
    with pytest.raises(Invalid) as caught:
        settings.read(tmp_path / "hkpress.toml", FORMATS)
    (found,) = caught.value.diagnostics
    assert message in found.message
    assert found.span
    assert found.span.line == text[: text.index("⟦")].count("\n") + 1


@pytest.mark.parametrize(
    ("edition", "name", "short", "credit"),
    [
        ("en", "The Park Trust", "the Trust", "The Park Trust"),
        ("en", "The Park Trust", "TPT", "TPT"),
        ("tc", "公園基金會", "基金會", "公園基金會"),
        ("tc", "公園大學", "本校", "公園大學"),
        ("tc", "公園大學", "公大", "公大"),
    ],
)
def test_the_credit_of_an_issuer_is_no_word_for_sentences(
    everything: Project, edition: str, name: str, short: str, credit: str
) -> None:
    said = page(everything, edition)
    trust = dataclasses.replace(said.issuers[0], name=name, short=short)
    assert dataclasses.replace(said, issuers=(trust,)).issuer_credit == credit


def test_a_joint_release_names_all_issuers(everything: Project) -> None:
    english, chinese = page(everything, "en"), page(everything, "tc")
    of = [dataclasses.replace(english.issuers[0], name=name, short=name) for name in "ABC"]
    joint = [dataclasses.replace(each, issuers=(*of,)).issuer_names for each in (english, chinese)]
    assert joint == ["A, B and C", "A、B、C"]
    assert dataclasses.replace(english, issuers=(*of[:2],)).issuer_credit == "A and B"
    assert dataclasses.replace(english, issuers=()).issuer_names == ""


def test_words_that_are_put_together_keep_the_place_of_their_text(everything: Project) -> None:
    (quotation,) = (block for block in page(everything, "tc").body if isinstance(block, Quotation))
    places = [
        (said.source.path.name, said.loc) for said in (quotation.speaker, *quotation.words) if isinstance(said, Said)
    ]
    assert places == [("people.yaml", ("lee", "name", "tc")), ("release.yaml", ("body", 3, "quote", "words", "tc"))]


def test_a_letterhead_has_more_than_the_name_of_one_issuer(everything: Project) -> None:
    said = page(everything, "en")
    bare = dataclasses.replace(said.issuers[0], logo=None, address="", website="")
    heads = [said.issuers, (bare, bare), (dataclasses.replace(bare, website="https://park.example/"),), (bare,), ()]
    found = [dataclasses.replace(said, issuers=issuers).has_letterhead for issuers in heads]
    assert found == [True, True, True, False, False]


def test_no_field_of_a_page_is_always_empty(everything: Project) -> None:
    said = page(everything, "en")
    empty = [each.name for each in dataclasses.fields(said) if not getattr(said, each.name)]
    assert set(empty) <= {
        "subheadline",
        "immediate",
        "embargo",
        "source",
        "photo_pack",
        "downloads",
        "known",
        "addresses",
    }


# --- what is written ------------------------------------------------------------------------------


def built(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("build/x/*")}


def run(project: Project, *arguments: str) -> str:
    from click.testing import CliRunner

    from hkpress.cli import main

    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project.root)
        done = CliRunner().invoke(main, ["build", *arguments])
    assert done.exit_code == 0, done.output
    return done.output


def test_a_release_has_only_its_own_editions(project: Callable[..., Project]) -> None:
    made = project("editions: [en]\ndate: 2025-04-24\nheadline: A\nbody: [B]\n")
    run(made, "--format", "html,both")
    assert built(made.root) == {"en.html"}
    assert "hreflang" not in (made.root / "build/x/en.html").read_text("utf-8")
    assert "is up to date" in run(made, "--format", "html,both")


def test_an_edition_that_is_given_up_is_removed(project: Callable[..., Project]) -> None:
    text = "date: 2025-04-24\nheadline: {en: A, tc: 甲}\nbody: [{en: B, tc: 乙}]\n"
    made = project(text)
    run(made, "--format", "text")
    assert built(made.root) == {"en.txt", "tc.txt", "sc.txt"}
    (made.root / "releases/x/release.yaml").write_text(f"editions: [tc]\n{text}", "utf-8")
    run(made, "--format", "text")
    assert built(made.root) == {"tc.txt"}


def test_files_that_go_with_a_release_stand_beside_its_pages(everything: Project) -> None:
    run(everything, "--format", "html")
    annex = everything.root / "build/x/annex.txt"
    assert annex.read_text() == "annex"
    assert 'href="annex.txt"' in (everything.root / "build/x/tc.html").read_text("utf-8")
    annex.unlink()
    run(everything, "--format", "html")
    assert annex.read_text() == "annex"


def test_two_files_of_one_name_are_reported(project: Callable[..., Project]) -> None:
    link = "links: [{title: {en: A, tc: 甲}, file: files/EN.html}]\n"
    outcome = make_release(project(BODY + link, **{"releases/x/files/EN.html": "x"}), "x", variants(["en"], ["html"]))
    assert ["`en.html` beside the pages" in each.message for each in outcome.diagnostics] == [True]


def test_a_portrait_takes_no_number_of_a_photo(everything: Project) -> None:
    outputs = make_release(everything, "x", variants(["en"], ["item", "mail"])).outputs
    item, draft = (next(each.data for each in outputs if each.path.suffix == suffix) for suffix in (".zip", ".eml"))
    with zipfile.ZipFile(io.BytesIO(item)) as packed:
        names = packed.namelist()
    thumbnails = [part.get_filename() for part in message_from_bytes(draft, policy=default).walk()]
    for each in (names, thumbnails):
        assert [name for name in each if name and name.startswith("picture-01.")]
        assert not [name for name in each if name and name.startswith("photo-")]


def test_files_are_called_as_the_settings_say(everything: Project) -> None:
    (everything.root / "hkpress.toml").write_text(
        '[build]\nformats = ["html"]\nnames = "{date:%Y%m%d} {slug} ({edition})"\n'
    )
    run(everything)
    assert built(everything.root) == {"annex.txt", *(f"20250424 x ({name}).html" for name in EDITIONS)}
    page = (everything.root / "build/x/20250424 x (en).html").read_text("utf-8")
    assert 'hreflang="zh-Hant-HK" href="20250424%20x%20%28tc%29.html"' in page
    assert "is up to date" in run(everything)
    (everything.root / "hkpress.toml").unlink()
    run(everything, "--format", "html")
    assert built(everything.root) == {"annex.txt", *(f"{name}.html" for name in EDITIONS)}


def test_a_page_says_where_the_newsroom_has_it(everything: Project) -> None:
    (everything.root / "hkpress.toml").write_text('[newsroom]\nurl = "https://news.example.org/press"\n')
    (everything.root / "releases/x/release.yaml").write_text(EVERYTHING.replace("date:", "editions: [tc, sc]\ndate:"))
    run(everything, "--format", "html")
    page = (everything.root / "build/x/tc.html").read_text("utf-8")
    news = "https://news.example.org/press/zh-hk/news/x/"
    assert f'<link rel="canonical" href="{news}">' in page
    assert f'hreflang="x-default" href="{news}">' in page
    assert 'og:image" content="https://news.example.org/press/files/x/card-tc.png"' in page


def test_a_mail_holds_the_files_that_its_links_name(everything: Project) -> None:
    document = typeset(page(everything, "en"), Theme("base", everything.template_roots))
    mailed = message_from_bytes(mail.make(document)[0], policy=default)
    (attached,) = mailed.iter_attachments()  # type: ignore[attr-defined]
    assert attached.get_filename() == "annex.txt"
    assert attached.get_content() == (everything.root / "releases/x/files/annex.txt").read_bytes()
    html = mailed.get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert ">Annex <span" in html
    assert 'href="https://park.example/film"' in html


def test_a_mail_counts_lists_as_the_page_does(everything: Project) -> None:
    document = typeset(page(everything, "tc"), Theme("base", everything.template_roots))
    html = message_from_bytes(mail.make(document)[0], policy=default).get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert re.findall(r"<li [^>]*>([^\s<]+(?: [^\s<]+)?)[<\s]", html)[:3] == ["（一）第一", "(a) 一項", "(b) 兩項"]


def test_headlines_break_between_words_and_behind_no_figure(project: Callable[..., Project]) -> None:
    headline = "headline: {en: Market on Pier 3 with 90 Stalls, tc: 特區政府公布「海港市集」安排　海面140年重現}\n"
    made = project(f"date: 2025-04-24\n{headline}body: [{{en: A, tc: 甲}}]\n")
    html = {name: typeset(page(made, name), Theme("base", made.template_roots)).html for name in ("en", "tc")}
    assert (
        '<h1>Market on <span class="whole">Pier 3</span> with <span class="whole">90 Stalls</span></h1>' in html["en"]
    )
    clauses = ("特區政府<wbr>公布<wbr>「海港市集」<wbr>安排　", '海面<span class="gap"></span><wbr>140年<wbr>重現')
    assert "<h1>{}</h1>".format("<wbr>".join(f'<span class="clause">{each}</span>' for each in clauses)) in html["tc"]


@pytest.mark.parametrize(
    "headline",
    [
        "Partners Sign with Hong Kong’s Harbour Trust in New York on HK$3 Million for the New Territories",
        "Dr Ho Tsz-ching and Mr Lee Speak at 2,600-seat Hall on Pier 3 about the Trade of 8 June 2026",
        "Half-year Report of the United Kingdom Names “Best of the Best” and Puts Hong Kong-based Firms in Front",
    ],
)
def test_no_line_of_an_english_headline_ends_inside_what_belongs_together(
    project: Callable[..., Project], headline: str
) -> None:
    made = project(f"editions: [en]\ndate: 2025-04-24\nheadline: '{headline}'\nbody: [{{en: A}}]\n")
    document = typeset(page(made, "en"), Theme("base", made.template_roots))
    kept = re.findall(r'<span class="whole">(.*?)</span>', document.html)
    found = [*lines(pdf.make(document)[0])]
    said = [line.text for line in found if line.size == max(each.size for each in found)]
    assert len(kept) >= 4
    assert len(said) > 1
    assert [each for each in kept if not any(each in line for line in said)] == []


@pytest.mark.parametrize(("gap", "parts"), [("　", 2), (" ", 2), ("", 1)])
def test_a_space_between_chinese_parts_clauses_of_a_headline(
    project: Callable[..., Project], gap: str, parts: int
) -> None:
    headline = (
        f"headline: {{en: A, tc: 海事技能局與大嶼理工學院攜手開辦{gap}全港首間「電動船舶學院」培訓船廠技術人才}}\n"
    )
    made = project(f"date: 2025-04-24\n{headline}body: [{{en: A, tc: 甲}}]\n")
    document = typeset(page(made, "tc"), Theme("base", made.template_roots))
    assert document.html.count('<span class="clause">') == (parts if parts > 1 else 0)
    assert len(CLAUSE_END.split(f"攜手開辦{gap}全港首間「電動船舶學院」")) == parts


# --- every text of the model ------------------------------------------------------------------------------

IMAGE = """\
  - image:
      file: room.png
      alt: {en: The room in a drawing, tc: 房間繪圖}
      caption: {en: The room as drawn, tc: 繪圖中的房間}
      credit: {en: The College, tc: 學院}
  - quote:
      speaker: lee
      before: {en: Ms Lee added, tc: 李女士補充}
      words: {en: It stays open., tc: 會一直開放。}
  - quote:
      words: {en: It never closes., tc: 永不關閉。}
      after: {en: she went on., tc: 她續說。}
  - heading: {en: The way there, tc: 前往方法}
"""
MORE = {
    "headline: {en: Laboratory Opens, tc: 實驗室啟用}\n": (
        "headline: {en: Laboratory Opens, tc: 實驗室啟用}\nsubheadline: {en: At the sea, tc: 在海邊}\n"
        "source: {en: The Wire, tc: 通訊社}\n"
    ),
    "number: 12/2025": "number: {en: No. A, tc: 甲號}",
    "      head: [": "      caption: {en: The sums, tc: 金額表}\n      head: [",
    "    photographer: Chan Tai Man": (
        "    photographer: {en: Chan Tai Man, tc: 陳大文}\n    alt: {en: A desk, tc: 書桌}\n"
        "    file: room.png\n    terms: {en: For news, tc: 新聞用途}"
    ),
    "footnotes:": f"{IMAGE}footnotes:",
}
MORE_SHARED = {
    "issuers/park.yaml": {
        "website:": "short: {en: Park, tc: 園區}\nphoto_terms: {en: Ask first, tc: 請先查詢}\nwebsite:",
        "    post:": "    organisation: {en: The Agency, tc: 代理公司}\n    post:",
        "logo: {file: park.svg}": "logo: {file: park.svg, with_name: yes}",
    },
    "people.yaml": {"portrait:": "honorific: {en: Ms, tc: 女士}, portrait:"},
}
UNPRINTED = {
    "Issuer.short": "stands for the issuer in checks and credits",
    "Issuer.photo_terms": "goes into the photo pack",
    "Photo.photographer": "goes into the photo pack",
    "Photo.place": "goes into the photo pack",
    "Photo.terms": "goes into the photo pack",
}
HEAD = {"Manuscript.summary", ""}  # the summary and the topics are for search engines
SEEN = {"Photo.alt", "Picture.alt"}  # for those who see no picture
BY_THEME = {
    "newswire": {"Manuscript.place", "Manuscript.number", "Issuer.address"},  # no dateline, and no letterhead
    **{theme: {"Manuscript.source"} for theme in ("base", "gazette", "hkstp")},
}
"""What a theme prints neither on the page nor in the text."""
TEXT_ALONE = {"hkstp": {"Issuer.address"}}  # its text begins with the release


def texts_of(value: Any, loc: tuple[Any, ...] = (), holder: str = "") -> Iterator[tuple[str, tuple[Any, ...], Text]]:
    """Every text in both languages below a value: its field, such as Quote.words, its place, and itself."""
    if isinstance(value, Text) and value.en and value.tc:
        yield holder, loc, value
    if isinstance(value, Model):
        for name in type(value).model_fields:
            yield from texts_of(getattr(value, name), (*loc, name), f"{type(value).__name__}.{name}")
    elif isinstance(value, (tuple, dict)):
        for step, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from texts_of(each, (*loc, step), holder)


@pytest.fixture
def full(project: Callable[..., Project]) -> tuple[Project, dict[str, tuple[Path, tuple[Any, ...], Text]]]:
    """A release with every text of the model in both languages, and the first text of each field."""
    text, files = EVERYTHING, {**FILES, "releases/x/room.png": picture()}
    for old, new in MORE.items():
        assert old in text, old
        text = text.replace(old, new, 1)
    for name, changes in MORE_SHARED.items():
        for old, new in changes.items():
            path = f"releases/_shared/{name}"
            assert old in files[path], old
            files[path] = files[path].replace(old, new, 1)
    made = project(text, **files)
    first: dict[str, tuple[Path, tuple[Any, ...], Text]] = {}
    for origin, written in made.read("x").sources:
        for holder, loc, each in texts_of(written):
            first.setdefault(holder, (origin.path, loc, each))
    return made, first


def test_a_wrong_figure_is_found_in_every_text(full: Any) -> None:
    made, first = full
    kinds = [each for each in vars(model).values() if isinstance(each, type) and issubclass(each, Model)]
    own = {(each, name) for each in kinds for name in vars(each).get("__annotations__", {})}
    wanted = {f"{each.__name__}.{name}" for each, name in own if "Text" in str(each.model_fields[name].annotation)}
    assert wanted - first.keys() == set()
    missed = []
    for holder, (path, loc, text) in first.items():
        before = path.read_text("utf-8")
        path.write_text(rewrite.written(source.read(path), (*loc, "tc"), f"{text.tc.strip('。')}共47艘船"), "utf-8")
        found = examine(made.read("x"), ["figures"]).findings
        missed += [] if any(each.place.loc[: len(loc)] == loc for each in found) else [holder]
        path.write_text(before, "utf-8")
    assert missed == []


def test_every_text_is_printed_by_every_theme_or_said_to_be_left_out(full: Any) -> None:
    made, first = full
    for number, (path, loc, text) in enumerate(first.values(), 100):
        path.write_text(rewrite.written(source.read(path), (*loc, "en"), f"{text.en} Q{number}Q"), "utf-8")
    manuscript = made.root / "releases/x/release.yaml"
    written = manuscript.read_text("utf-8")
    for theme, left_out in BY_THEME.items():
        manuscript.write_text(f"theme: {theme}\n{written}", "utf-8")
        release = made.read("x")
        document = typeset(localise(release, EDITIONS["en"]), Theme(theme, made.template_roots))
        head, body = document.html.split("<body")
        plain = text_of(document)[0].decode()
        for words, beside in ((body, HEAD), (plain, HEAD | SEEN | TEXT_ALONE.get(theme, set()))):
            lacking = {name for number, name in enumerate(first, 100) if f"Q{number}Q" not in words}
            assert lacking - UNPRINTED.keys() - beside == left_out, theme
        assert all(f"Q{number}Q" in head for number, name in enumerate(first, 100) if name in HEAD)
        told = {f"Manuscript.{name}" for name in unprinted(made, release)}
        assert {each for each in left_out if each.startswith("Manuscript.")} - {"Manuscript.place"} <= told, theme
