"""The names of a release keep their Hong Kong words in its Simplified Chinese edition."""

from __future__ import annotations

from collections.abc import Callable

from hkpress.page.page import Paragraph, Quotation, localise
from hkpress.production import Project
from hkpress.release.editions import EDITIONS

RELEASE = """\
issuer: museum
date: 2025-04-24
source: {en: Robot Weekly, tc: 機械人周刊}
headline: {en: A headline, tc: 機械人館辦機械人展}
body:
  - en: A paragraph.
    tc: 香港機械人館與機械人周刊合辦「香港機械人日嘉年華」，出版《機械人》，介紹「機械人」和機械人。
  - quote:
      speaker: curator
      words: {en: Come., tc: 我們都是機械人。}
contacts:
  - organisation: {en: Friends of the Museum, tc: 機械人之友}
    name: {en: Mr Chan, tc: 陳機械人先生}
"""
ISSUER = """\
name: {en: Hong Kong Museum of Robots, tc: 香港機械人館}
short: {en: The Museum, tc: 機械人館}
"""
PEOPLE = """\
curator:
  name: {en: Anna Lam, tc: 林安娜}
  post: {en: Curator of robots, tc: 機械人館長}
"""


def test_names_and_titles_keep_their_words(project: Callable[..., Project]) -> None:
    files = {"releases/_shared/issuers/museum.yaml": ISSUER, "releases/_shared/people.yaml": PEOPLE}
    page = localise(project(RELEASE, **files).read("x"), EDITIONS["sc"])
    paragraph, quotation = page.body
    assert isinstance(paragraph, Paragraph)
    assert isinstance(quotation, Quotation)
    assert page.headline == "机械人馆办机器人展"
    assert paragraph.text == (
        "香港机械人馆与机械人周刊合办“香港机械人日嘉年华”，出版《机械人》，介绍“机器人”和机器人。"
    )
    assert (quotation.speaker, quotation.words) == ("机械人馆长林安娜", ("“我们都是机器人。”",))
    assert (page.source, page.issuer, page.issuer_short) == ("机械人周刊", "香港机械人馆", "机械人馆")
    assert [(contact.organisation, contact.name) for contact in page.contacts] == [("机械人之友", "陈机械人先生")]


def test_a_person_s_own_simplified_form_stands_everywhere(project: Callable[..., Project]) -> None:
    people = """\
lee: {name: {en: Mr Lee Kin-yiu, tc: 李乾耀先生, sc: 李乾耀先生}, post: {en: Chairman, tc: 主席}}
ho: {name: {en: Ho Sing, tc: 何昇, sc: 何昇}}
"""
    text = """\
date: 2025-04-24
headline: {en: A headline, tc: 李乾耀主席主持開幕}
body:
  - {en: A paragraph., tc: 主席李乾耀先生與何昇（昇字）到場。}
  - {quote: {speaker: lee, words: {en: Come., tc: 來。}}}
"""
    page = localise(project(text, **{"releases/_shared/people.yaml": people}).read("x"), EDITIONS["sc"])
    assert page.headline == "李乾耀主席主持开幕"
    assert isinstance(page.body[0], Paragraph)
    assert page.body[0].text == "主席李乾耀先生与何昇（升字）到场。"


def test_names_and_terms_of_the_glossary_keep_their_words(project: Callable[..., Project]) -> None:
    glossary = """\
names: [{en: Big Taxi, tc: 大大的士}]
terms: [{en: Chip Club, tc: 晶片同學會}, {en: chip, tc: 晶片}]
"""
    text = "date: 2025-04-24\nheadline: {en: A, tc: 大大的士與晶片同學會談晶片及的士}\nbody: [{en: A., tc: 甲。}]\n"
    page = localise(project(text, **{"releases/_shared/glossary.yaml": glossary}).read("x"), EDITIONS["sc"])
    assert page.headline == "大大的士与晶片同学会谈芯片及出租车"
