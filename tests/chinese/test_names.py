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
