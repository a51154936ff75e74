from __future__ import annotations

import base64
import email
import io
import re
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import lxml.html
import pytest
from PIL import Image

from hkpress.core.diagnostics import Invalid
from hkpress.desk.words import Say
from hkpress.formats import mail, text, word
from hkpress.importing.plain import read_mail
from hkpress.importing.received import Strip
from hkpress.page.document import Document, typeset
from hkpress.page.page import localise
from hkpress.page.theme import Theme
from hkpress.release.editions import EDITIONS
from hkpress.release.project import Project
from hkpress.release.settings import Address
from tests.conftest import MINIMAL
from tests.jobs import LONG_RUN

ROOT = Path(__file__).parent.parent
SPECIMEN = ROOT / "tests" / "specimen"


def documents(root: Path, slug: str) -> dict[str, Document]:
    project = Project(root)
    release = project.read(slug)
    theme = Theme(release.manuscript.theme, project.template_roots)
    every = tuple(EDITIONS[name] for name in release.manuscript.editions)
    return {edition.name: typeset(localise(release, edition, every), theme) for edition in every}


CASES = [*((ROOT, slug) for slug in Project(ROOT).slugs()), (SPECIMEN, "specimen")]


@pytest.fixture(scope="module", params=CASES, ids=lambda case: case[1])
def release(request: pytest.FixtureRequest) -> dict[str, Document]:
    return documents(*request.param)


def parsed(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part
    return str(part.get_content()).replace("\r\n", "\n")


def test_the_text_of_a_mail_is_the_text_edition(release: dict[str, Document]) -> None:
    for document in release.values():
        message = parsed(mail.make(document)[0])
        assert body(message, "plain").rstrip("\n") == text.make(document)[0].decode()


@pytest.mark.parametrize(("edition", "said"), [("en", "This release online: "), ("tc", "本新聞稿網上版：")])
def test_a_mail_leads_to_the_page_in_the_newsroom_unless_it_is_embargoed(
    project: Callable[..., Project], edition: str, said: str
) -> None:
    known = {edition: Address("https://news.example.org/news/x/", "")}

    def html(lines: str) -> str:
        house = project('photo_pack: {url: "#"}\n' + lines + MINIMAL)
        page = localise(house.read("x"), EDITIONS[edition], addresses=known)
        return body(parsed(mail.make(typeset(page, Theme("base", house.template_roots)))[0]), "html")

    shown = html("")
    assert f"{said}<a HREF>news.example.org/news/x</a>" in re.sub(
        r' href="https://news.example.org/news/x/"[^>]*', " HREF", shown
    )
    assert 'href="#"' not in shown
    assert "news.example.org" not in html("embargo: 2025-04-24T10:00+08:00\n")


def test_a_mail_is_a_draft_that_any_program_reads(release: dict[str, Document]) -> None:
    for document in release.values():
        data = mail.make(document)[0]
        message = parsed(data)
        assert message["X-Unsent"] == "1"
        assert not {"Date", "Message-ID", "From", "To"} & {*message.keys()}
        assert [part.defects for part in message.walk() if part.defects] == []
        assert max(map(len, data.split(b"\r\n"))) <= 78
        assert b"\n" not in data.replace(b"\r\n", b"")


def test_nothing_in_a_mail_is_remote_and_every_picture_is_inside(release: dict[str, Document]) -> None:
    for document in release.values():
        message = parsed(mail.make(document)[0])
        html = body(message, "html")
        named = {part["Content-ID"].strip("<>") for part in message.walk() if part["Content-ID"]}
        assert {address.removeprefix("cid:") for address in re.findall(r' src="([^"]*)"', html)} == named
        assert not re.search(r"(?i)url\(|@import|<link|<script", html)
        assert len(html.encode()) <= 40_000
        assert html.index("charset") < 1024


def test_the_specimen_shows_its_photos_small() -> None:
    made = documents(SPECIMEN, "specimen")
    shown = [picture for document in made.values() for picture in _thumbnails(mail.make(document)[0])]
    assert shown
    assert all(max(Image.open(io.BytesIO(data)).size) <= 2 * mail.WIDTH for data in shown)


def _thumbnails(data: bytes) -> list[bytes]:
    return [part.get_content() for part in parsed(data).walk() if part.get_content_maintype() == "image"]


def test_a_subject_is_the_headline_and_says_an_embargo() -> None:
    made = documents(SPECIMEN, "specimen")
    subject = parsed(mail.make(made["en"])[0])["Subject"]
    assert subject.startswith("[Embargoed until 10.30am HKT, 12 January 2026] Museum Opens “Written in Hong Kong”")
    assert parsed(mail.make(made["tc"])[0])["Subject"].startswith(
        "[香港時間2026年1月12日上午10時30分前不得發佈] 用字館"
    )


def test_one_mail_for_a_mixed_list_has_english_then_chinese(release: dict[str, Document]) -> None:
    message = parsed(mail.draft([release["en"], release["tc"]])[0])
    english, chinese = (text.make(release[name])[0].decode() for name in ("en", "tc"))
    assert body(message, "plain").rstrip("\n") == f"{english}{mail.BETWEEN}{chinese}"
    html = body(message, "html")
    assert html.index('lang="en-HK"') < html.index('lang="zh-Hant-HK"')
    assert html.count("<h1") == 2
    pictures = _thumbnails(message.as_bytes())
    assert len(pictures) == len({*pictures})  # those of both editions are in it once


def test_the_bytes_of_a_mail_are_the_same_each_time() -> None:
    first, second = (documents(SPECIMEN, "specimen") for _ in range(2))
    for name in first:
        assert mail.make(first[name])[0] == mail.make(second[name])[0]
    assert mail.draft([*first.values()]) == mail.draft([*second.values()])


def test_the_page_to_copy_shows_what_the_mail_shows(release: dict[str, Document]) -> None:
    for document in release.values():
        message = parsed(mail.make(document)[0])
        page = mail.make_page(document)[0].decode()
        shown = [base64.b64decode(data) for data in re.findall(r'src="data:[^,]*,([^"]*)"', page)]
        assert shown == _thumbnails(message.as_bytes())
        without = [re.sub(r' src="[^"]*"', "", each).rstrip("\n") for each in (page, body(message, "html"))]
        assert without[0] == without[1]


def test_outlook_is_given_no_tags_that_it_does_not_know(release: dict[str, Document]) -> None:
    for document in release.values():
        html = body(parsed(mail.make(document)[0]), "html")
        assert not re.search(r"<(article|section|figure|figcaption|header|nav|main|address|time)\b", html)
        assert "var(" not in html


def test_a_joint_release_names_both_and_its_table_and_portrait_stand_as_outlook_shows_them() -> None:
    html = body(parsed(mail.make(documents(SPECIMEN, "joint-laboratory")["en"])[0]), "html")
    assert "Harbour Trust of the Specimen<br>Specimen College of the Sea</p>" in html
    figures = re.findall(r'<td style="([^"]*text-align:right[^"]*)"', html)
    assert len(figures) > 50
    assert all("padding:6px 0 6px 14px" in each or "padding:6px 0 6px 8px" in each for each in figures)
    assert re.search(r'<tr class="total" valign="top"><td[^>]* style="[^"]*font-weight:bold[^"]*border-top:2px', html)
    portrait = re.search(r'<table class="portrayed"[^>]*>.*(<img class="portrait"[^>]*>)</td><td', html)
    assert portrait
    assert ' width="88"' in portrait[1]


def test_a_quotation_beside_a_portrait_comes_back_from_a_mail_as_paragraphs() -> None:
    blocks = read_mail("en.eml", mail.make(documents(SPECIMEN, "joint-laboratory")["en"])[0]).blocks
    words = [block.words for block in blocks if isinstance(block, Strip)]
    assert any(each.endswith("nobody took the minutes.") for each in words)
    assert any(each.startswith("“We will publish") for each in words)


def test_a_theme_changes_the_colours_of_its_mail() -> None:
    html = {case[1]: body(parsed(mail.make(documents(*case)["en"])[0]), "html") for case in CASES}
    assert "#005a70" in html["2025-04-24-two-sessions"]
    assert "#005a70" not in html["specimen"]


def test_mail_and_word_take_the_accent_of_a_theme_that_has_no_files_of_its_own_for_them(
    project: Callable[..., Project],
) -> None:
    text = MINIMAL.replace("date:", "theme: own\ndate:")
    green = documents(project(text, **{"templates/own/release.css": ":root { --accent: #1B7A3D; }"}).root, "x")["en"]
    html = body(parsed(mail.make(green)[0]), "html")
    assert "#1b7a3d" in html
    assert "#98c3a8" in html  # in the dark
    assert not {"#1f4e79", "#8fc1f3"} & {*re.findall("#[0-9a-f]{6}", html)}
    styles = zipfile.ZipFile(io.BytesIO(word.make(green)[0])).read("word/styles.xml")
    assert b"1B7A3D" in styles
    assert b"1F4E79" not in styles
    own = project(text, **{"templates/own/mail.css": "a { color: #333333 }"})  # it says its colours itself
    assert "#1b7a3d" not in body(parsed(mail.make(documents(own.root, "x")["en"])[0]), "html")


def test_a_theme_cannot_put_anything_remote_into_a_mail(project: Callable[..., Project]) -> None:
    own = '{% extends "base/mail.html" %}{% block parts %}<img src="https://elsewhere.example/logo.png" alt="">{% endblock %}'
    text = MINIMAL.replace("date:", "theme: own\ndate:")
    made = documents(project(text, **{"templates/own/mail.html": own}).root, "x")
    with pytest.raises(Invalid, match=r"logo\.png` would be fetched"):
        mail.make(made["en"])


def test_a_mail_that_many_would_refuse_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "releases" / "annexed"
    folder.mkdir(parents=True)
    links = "links:\n" + "".join(
        f"  - {{file: {name}, title: {{en: Annex, tc: 附件}}}}\n" for name in ("small.pdf", "large.pdf")
    )
    (folder / "release.yaml").write_text(MINIMAL + links, "utf-8")
    (folder / "small.pdf").write_bytes(b"%PDF")
    (folder / "large.pdf").write_bytes(bytes(20_000))
    document = documents(tmp_path, "annexed")["en"]
    assert mail.make(document)[1] == ()
    monkeypatch.setattr(mail, "REFUSED", 20_000)
    (problem,) = mail.make(document)[1]
    assert "`large.pdf`" in problem.message
    assert (problem.path, problem.severity) == (folder / "release.yaml", "warning")


def dressed(html: str) -> list[tuple[str, dict[str, str], str, set[str]]]:
    """Each element of a mail: its tag, what it says of itself, its style, be it its own or shared, and other classes."""
    shared = dict(re.findall(r"\.(s\d+)\{([^}]*)\}", html.partition("</head>")[0]))
    found = []
    for element in lxml.html.fromstring(html).iter("*"):
        said = {**element.attrib}
        classes = {*said.pop("class", "").split()}
        style = said.pop("style", "") + "".join(shared[each] for each in classes & shared.keys())
        if element.tag != "style":
            found.append((element.tag, said, style, classes - shared.keys()))
    return found


def test_a_long_mail_shares_its_styles_and_gets_a_hint(
    project: Callable[..., Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    row = '        - [{en: North, tc: 北}, "1,000", "2,000"]\n'
    table = f"  - table:\n      head: [{{en: Pier, tc: 碼頭}}, {{en: A, tc: 甲}}, {{en: B, tc: 乙}}]\n      rows:\n{40 * row}"
    document = documents(project(MINIMAL + table).root, "x")["en"]
    whole, told = mail.make(document)
    assert told == ()
    monkeypatch.setattr(mail, "USUAL", 5_000)
    shorter, (hint,) = mail.make(document)
    assert hint.severity == "hint"
    long, short = (body(parsed(data), "html") for data in (whole, shorter))
    assert dressed(short) == dressed(long)
    assert len(short) < len(long) / 2
    monkeypatch.setattr(mail, "HIDDEN", 5_000)
    (warning,) = mail.make(document)[1]
    assert warning.severity == "warning"
    for each in (hint, warning):
        assert "電郵的HTML有" in Say("tc").message(each.message)


def test_no_mail_of_a_specimen_is_long() -> None:
    for slug in Project(SPECIMEN).slugs() if LONG_RUN else ["joint-laboratory"]:  # the longest
        made = documents(SPECIMEN, slug)
        both, told = mail.make_both(tuple(made.values()))
        assert len(body(parsed(both), "html").encode()) <= 40_000
        assert not told


def test_a_table_that_is_too_wide_for_a_mail_is_set_in_parts(project: Callable[..., Project]) -> None:
    months = range(1, 13)
    head = "".join(f", {{en: Month {month}, tc: {month}月}}" for month in months)
    cells = "".join(f', "{month},000"' for month in months)
    table = f"""\
  - table:
      caption: {{en: Visitors, tc: 訪客}}
      total: "yes"
      head: [{{en: Pier, tc: 碼頭}}{head}]
      rows:
        - [{{en: North, tc: 北}}{cells}]
        - [{{en: Total, tc: 總計}}{cells}]
"""
    made = documents(project(MINIMAL + table).root, "x")
    for document in made.values():
        html = body(parsed(mail.make(document)[0]), "html")
        rows = re.findall(r"<tr[^>]*>(.*?)</tr>", html)
        cells_of = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]
        parts = [cells_of[n : n + 3] for n in range(0, len(rows), 3)]
        assert {len(row) for row in cells_of} <= {4, 5}
        assert {part[0][0] for part in parts} == {document.page.body[-1].head[0]}  # type: ignore[union-attr]
        assert [cell for part in parts for cell in part[1][1:]] == [f"{month},000" for month in months]
        assert html.count("<caption") == 1
        assert html.count('class="total"') == len(parts)
    assert mail.make_page(made["en"])[0].count(b"<table") == html.count("<table")
