"""What hurried people write above the headline and below the end mark."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import docx
import pytest
from PIL import Image

from hkpress.importing import filling
from hkpress.importing.assemble import assemble
from hkpress.importing.contacts import asked, by_language
from hkpress.importing.fresh import bring
from hkpress.importing.house import House
from hkpress.importing.labels import CONTACTS
from hkpress.importing.reading import read_document
from hkpress.importing.received import Bit, ReceivedTable, Strip, markdown
from hkpress.importing.recognise import Draft, Element, recognise
from hkpress.release import source
from tests.importing import office
from tests.importing.test_seeds import imported

HEADLINE = Strip((Bit("Lamma Light Rail opens its third depot", strong=True),))
TEXT = "The depot opens on 6 June 2026. It has room for 24 trains and 310 staff, and 1,900 solar panels power it."


def drafted(*above: str) -> Draft:
    return recognise([*(Strip((Bit(line),)) for line in above), HEADLINE, Strip((Bit(TEXT),))], "en")


@pytest.mark.parametrize(
    "line",
    [
        "Press Release\tEmbargoed until 9:00 am, 3 June 2026",
        "EMBARGO: 3 June 2026, 9 a.m.      Press Release",
        "Under embargo until 3 June 2026, 09:00 (HKT)",
    ],
)
def test_an_embargo_is_read_wherever_it_stands_on_its_line(line: str) -> None:
    found = drafted(line)
    assert found.embargo is not None
    assert found.embargo.isoformat() == "2026-06-03T09:00:00+08:00"
    assert (found.headline, found.left) == (HEADLINE.words, [])


def test_an_embargo_in_a_masthead_of_two_columns_is_read() -> None:
    cells = [["Lamma Light Rail", "PRESS RELEASE"], ["EMBARGOED UNTIL 9:00 AM, 3 JUNE 2026", "2 June 2026"]]
    table = ReceivedTable(tuple(tuple((Strip((Bit(words),)),) for words in row) for row in cells))
    found = recognise([table, HEADLINE, Strip((Bit(TEXT),))], "en")
    assert found.embargo is not None
    assert found.day == date(2026, 6, 2)
    assert (found.headline, [each.role for each in found.body]) == (HEADLINE.words, ["paragraph"])


def test_an_embargo_that_only_the_header_has_is_read() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "EMBARGOED UNTIL 9:00 AM, 3 JUNE 2026"
    document.add_paragraph(HEADLINE.words, style="Title")
    document.add_paragraph(TEXT)
    made = imported(("en.docx", office.saved(document)))
    assert (made["embargo"], made["date"]) == ("2026-06-03T09:00+08:00", "2026-06-03")


def test_labels_on_lines_of_one_bold_paragraph_are_labels() -> None:
    found = recognise(
        [Strip((Bit("For Immediate Release\n16 July 2026", strong=True),)), HEADLINE, Strip((Bit(TEXT),))], "en"
    )
    assert (found.immediate, found.day, found.place) == (True, date(2026, 7, 16), "")


def test_one_heading_below_the_headline_is_a_subheadline() -> None:
    styles = ["heading 1", "heading 2", "", "heading 3", ""]
    words = [HEADLINE.words, "It is early and below its budget", TEXT, "What comes next", TEXT]
    found = recognise([Strip((Bit(line),), style) for line, style in zip(words, styles, strict=True)], "en")
    assert (found.subheadline, found.body[1].role) == (words[1], "heading")


def test_a_caption_without_a_number_is_a_caption() -> None:
    caption = Strip((Bit("Photo caption: The depot at Sok Kwu Wan, seen from the sea."),))
    found = recognise([HEADLINE, Strip((Bit(TEXT),)), caption], "en")
    assert [each.text for each in found.photos] == ["The depot at Sok Kwu Wan, seen from the sea."]


@pytest.mark.parametrize(
    ("en", "tc", "credit"),
    [
        (" (Photo: Lantern Arts)", "（圖片：燈影藝團）", {"en": "Lantern Arts", "tc": "燈影藝團"}),
        (" (Photo credit: Lantern Arts).", "（相片來源：燈影藝團）。", {"en": "Lantern Arts", "tc": "燈影藝團"}),
        (" (Photo: Lantern Arts)", "", None),
        (" (Photo courtesy of Lantern Arts)", "（燈影藝團提供）", None),
        (" (from left: Joyce Tam, Ivan Poon)", "（左起：譚、潘）", None),
    ],
)
def test_the_credit_behind_a_caption_is_one_if_both_languages_have_it(
    en: str, tc: str, credit: dict[str, str] | None
) -> None:
    captions = {"en": f"The depot from the sea.{en}", "tc": f"由海上望向車廠。{tc}"}
    labels = {"en": "Photo 1: ", "tc": "圖片一："}
    heads = {"en": HEADLINE.words, "tc": "南丫輕鐵第三個車廠啟用"}
    texts = {"en": TEXT, "tc": "車廠於2026年6月6日啟用，可容納24列列車及310名員工，由1,900塊太陽能板供電。"}
    files = []
    for name in ("en", "tc"):
        document = docx.Document()
        document.add_paragraph(heads[name], style="Title")
        document.add_paragraph(texts[name])
        document.add_paragraph(labels[name] + captions[name])
        files.append((f"{name}.docx", office.saved(document)))
    (photo,) = imported(*files)["photos"]
    bare = {"en": "The depot from the sea.", "tc": "由海上望向車廠。"}
    assert photo == ({"caption": bare, "credit": credit} if credit else {"caption": captions})


@pytest.mark.parametrize("label", ["如有垂詢，請聯絡：", "如有任何查詢，請致電", "傳媒垂詢"])
def test_a_line_above_the_contacts_is_their_label(label: str) -> None:
    assert CONTACTS.fullmatch(label)


def test_about_the_issuer_keeps_its_article() -> None:
    files = []
    for name, head, text, about, plate in (
        ("en", HEADLINE.words, TEXT, "About the Lamma Railway Authority", "The Authority was set up in 2003 to run light rail."),
        ("tc", "南丫輕鐵第三個車廠啟用", "車廠於2026年6月6日啟用，可容納24列列車及310名員工。", "關於南丫鐵路管理局", "管理局於2003年成立，負責營運輕鐵。"),
    ):  # fmt: skip
        document = docx.Document()
        document.add_paragraph(head, style="Title")
        document.add_paragraph(text)
        document.add_paragraph("- END -" if name == "en" else "－完－")
        document.add_paragraph(about, style="Heading 2")
        document.add_paragraph(plate)
        files.append((f"{name}.docx", office.saved(document)))
    made = imported(*files)
    assert made["boilerplate"]["heading"] == {"en": "About the Lamma Railway Authority", "tc": "關於南丫鐵路管理局"}


def test_an_embargo_without_its_day_is_reported() -> None:
    found = drafted("Embargoed until 9am on Wednesday")
    assert found.headline == HEADLINE.words
    assert any("speaks of an embargo" in str(message) for message, _ in found.doubts)


def test_a_mark_of_a_footnote_stays_one_beside_signs_that_are_escaped() -> None:
    assert markdown([Bit("A festival[^1] will run")]) == "A festival[^1] will run"
    assert markdown([Bit("*Free* seats[^2]")]) == r"\*Free\* seats[^2]"


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (["Joyce Tam, Lantern Arts", "T: 2766 1188"], [("Joyce Tam", "", "Lantern Arts", "2766 1188")]),
        (["燈藝 譚祖兒", "電話：2766 1188"], [("譚祖兒", "", "燈藝", "2766 1188")]),
        (["Helen Fok / Corporate Affairs / 2988 1234"], [("Helen Fok", "", "Corporate Affairs", "2988 1234")]),
        (["霍海倫女士", "助理副總裁（集團傳訊）"], [("霍海倫女士", "助理副總裁（集團傳訊）", "", "")]),
        (
            ["霍海倫（2988 1234）或馬彼得（2988 1235）"],
            [("霍海倫", "", "", "2988 1234"), ("馬彼得", "", "", "2988 1235")],
        ),
        (
            ["Helen Fok, Lamma Light Rail\tPeter Ma, Harbour PR", "T: 2988 1234\tT: 2511 0000"],
            [("Helen Fok", "", "Lamma Light Rail", "2988 1234"), ("Peter Ma", "", "Harbour PR", "2511 0000")],
        ),
        (["馮彩虹", "海港醫院高級經理（傳訊）"], [("馮彩虹", "高級經理（傳訊）", "海港醫院", "")]),
        (["Media contact: Carmen Szeto, 3555 0142"], [("Carmen Szeto", "", "", "3555 0142")]),
        (["Strategic Tide", "Ms Bonnie Kam", "Tel 2511 0909"], [("Ms Bonnie Kam", "", "Strategic Tide", "2511 0909")]),
        (["傳媒查詢，請致電2511 0909與古艾迪先生聯絡。"], [("古艾迪先生", "", "", "2511 0909")]),
        (["Harbour PR Peter Ma", "Tel 2511 0000"], [("Peter Ma", "", "Harbour PR", "2511 0000")]),
        (["Harbour PR 馬彼得", "電話 2511 0000"], [("馬彼得", "", "Harbour PR", "2511 0000")]),
        (["Lamma Tourism Office Hong Kong: 2511 0000"], [("", "", "Lamma Tourism Office Hong Kong", "2511 0000")]),
        (["暖心社傳訊主任 鄧子軒先生"], [("鄧子軒先生", "傳訊主任", "暖心社", "")]),
        (
            ["Tide Hospitality", "Joey Ma, Director", "T: 2511 0000"],
            [("Joey Ma", "Director", "Tide Hospitality", "2511 0000")],
        ),
        (
            ["Hong Kong, China Rowing Association", "Ms Chan 2699 7271"],
            [("Ms Chan", "", "Hong Kong, China Rowing Association", "2699 7271")],
        ),
        (["傳媒查詢：校長室，2766 5555"], [("", "", "校長室", "2766 5555")]),
        (["Media enquiries: President’s Office, 2766 5555"], [("", "", "President’s Office", "2766 5555")]),
        (["經理－公司事務"], [("", "經理（公司事務）", "", "")]),
        (
            ["傳訊主任高健先生（電話：2222 0101）", "傳訊主任劉欣女士（電話：2222 0102）"],
            [("高健先生", "傳訊主任", "", "2222 0101"), ("劉欣女士", "傳訊主任", "", "2222 0102")],
        ),
        (["Tel\t2988 1234", "Email\thfok@llr.example"], [("", "", "", "2988 1234")]),
    ],
)
def test_contacts_are_read_as_people_type_them(lines: list[str], wanted: list[tuple[str, ...]]) -> None:
    assert [(each.name, each.post, each.organisation, each.phone) for each in asked(lines, {"暖心社"})] == wanted


def test_lines_in_both_languages_are_parted() -> None:
    lines = ["Lamma Museum 南丫博物館", "Iris Poon 潘愛麗 | +852 2200 0817 | iris.poon@lamma.example"]
    said = [asked(by_language(lines, name), set()) for name in ("en", "tc")]
    assert [(each.name, each.organisation, each.email) for (each,) in said] == [
        ("Iris Poon", "Lamma Museum", "iris.poon@lamma.example"),
        ("潘愛麗", "南丫博物館", "iris.poon@lamma.example"),
    ]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("南丫輕鐵第三座車廠啟用\n一千九百塊太陽能板供電", "南丫輕鐵第三座車廠啟用 一千九百塊太陽能板供電"),
        ("南丫輕鐵第三座車廠歷時三年建成後，\n正式啟用", "南丫輕鐵第三座車廠歷時三年建成後，正式啟用"),
    ],
)
def test_lines_of_a_chinese_headline_are_clauses_and_reported(typed: str, read: str) -> None:
    headline = Strip((Bit(typed, strong=True),))
    found = recognise([headline, Strip((Bit("車廠於二〇二六年六月六日啟用，可停放24列列車，有310名員工。"),))], "tc")
    assert found.headline == read
    assert (read in [words for _, words in found.doubts]) is (" " in read)


@pytest.mark.parametrize(
    ("line", "day", "rest"),
    [
        ("2 June 2026 (Hong Kong) — The depot", date(2026, 6, 2), "The depot"),
        ("2 June 2026 [Lamma Island] – The depot", date(2026, 6, 2), "The depot"),
    ],
)
def test_a_dateline_with_its_place_behind_the_date_is_taken_off(line: str, day: date, rest: str) -> None:
    found = recognise([HEADLINE, Strip((Bit(line + TEXT[9:]),))], "en")
    assert (found.day, found.body[0].text) == (day, rest + TEXT[9:])
    assert found.place


@pytest.mark.parametrize(
    "line",
    [
        "Dear Editors,",
        "致各位編輯：",
        "Home | About us | 繁體 | Search",
        "Please find below a press release of our client.",
    ],
)
def test_greetings_and_menus_are_kept_aside(line: str) -> None:
    found = drafted(line)
    assert (found.headline, found.left) == (HEADLINE.words, [line])


def test_a_date_inside_the_body_is_no_dateline_and_a_source_may_stand_last() -> None:
    lines = ["2 June 2026", HEADLINE.words, TEXT, "12 June\tLecture: Trains and the sea", "SOURCE Lamma Light Rail"]
    found = recognise(
        [Strip((Bit(line, strong=line == HEADLINE.words),)) for line in [*lines[:4], "End", lines[4]]], "en"
    )
    assert (found.day, found.body[1].text) == (date(2026, 6, 2), "12 June Lecture: Trains and the sea")
    assert (found.source, found.left) == ("Lamma Light Rail", [])


def test_cells_that_say_the_same_twice_are_parted() -> None:
    document = docx.Document()
    for words in (
        HEADLINE.words,
        "南丫輕鐵第三座車廠啟用",
        TEXT,
        "車廠於二〇二六年六月六日啟用，可停放24列列車，有310名員工。" * 2,
    ):
        document.add_paragraph(words)
    table = document.add_table(2, 2)
    for cell, words in zip(table._cells, ("Line 路線", "Trains 列車", "North line 北線", "24"), strict=True):
        cell.text = words
    made = imported(("both.docx", office.saved(document)))
    assert made["body"][1]["table"]["rows"] == [[{"en": "North line", "tc": "北線"}, "24"]]


def test_the_head_of_a_memo_is_read_line_by_line() -> None:
    lines = (
        ("Date:", "2 June 2026"),
        ("To:", "News editors"),
        ("From:", "Lamma Light Rail"),
        ("Subject:", HEADLINE.words),
    )
    table = ReceivedTable(tuple(tuple((Strip((Bit(words),)),) for words in row) for row in lines))
    found = recognise([Strip((Bit("PRESS RELEASE"),)), table, Strip((Bit(TEXT),))], "en")
    assert (found.headline, found.day, [each.role for each in found.body]) == (
        HEADLINE.words,
        date(2026, 6, 2),
        ["paragraph"],
    )


def test_typed_footnotes_are_footnotes_and_raised_digits_are_no_figures() -> None:
    document = docx.Document()
    document.add_paragraph(HEADLINE.words, style="Title")
    document.add_paragraph(TEXT)
    table = document.add_table(2, 2)
    for cell, words in zip(
        [*table.rows[0].cells, *table.rows[1].cells], ("Fleet", "2026", "Trains", "56"), strict=True
    ):
        cell.text = words
    table.cell(1, 1).paragraphs[0].add_run("1").font.superscript = True
    area = document.add_paragraph("The depot covers 12,000 m")
    area.add_run("2").font.superscript = True
    area.add_run(" and is the third.")
    note = document.add_paragraph()
    note.add_run("1").font.superscript = True
    note.add_run(" Two of them are spare.")
    made = imported(("en.docx", office.saved(document)))
    assert made["body"][1]["table"]["rows"] == [[{"en": "Trains", "tc": "待定。"}, "56[^1]"]]
    assert made["body"][2]["en"] == "The depot covers 12,000 m² and is the third."
    assert made["footnotes"] == [{"en": "Two of them are spare.", "tc": "待定。"}]


def test_an_unknown_issuer_gets_a_file_of_its_names(tmp_path: Path) -> None:
    said = {
        "en": (
            "About Lamma Light Rail",
            "Lamma Light Rail runs 24 trains on two lines of the island, and employs 310.",
        ),
        "tc": ("關於南丫輕鐵", "南丫輕鐵在島上兩條路線營運24列列車，員工有310名，由島民共同擁有。"),
    }
    files = []
    for name, (about, text) in said.items():
        document = docx.Document()
        document.add_paragraph(HEADLINE.words if name == "en" else "南丫輕鐵第三座車廠啟用", style="Title")
        document.add_paragraph(TEXT if name == "en" else "車廠於二〇二六年六月六日啟用，可停放24列列車，有310名員工。")
        document.add_paragraph("End" if name == "en" else "完")
        document.add_paragraph(about).runs[0].bold = True
        document.add_paragraph(text)
        files.append((f"{name}.docx", office.saved(document)))
    made = bring(tmp_path, files)
    assert "issuer: lamma-light-rail" in made.path.read_text()
    issuer = source.read(tmp_path / "releases/_shared/issuers/lamma-light-rail.yaml").data
    assert issuer == {"name": {"en": "Lamma Light Rail", "tc": "南丫輕鐵"}}
    assert [str(each.message) for each in made.doubts if each.at == "issuer"] == [
        "the issuer is new: its names are in releases/_shared/issuers/lamma-light-rail.yaml"
    ]


def test_lines_of_both_languages_belong_to_both_in_a_file_of_paragraphs_in_turns() -> None:
    document = docx.Document()
    document.sections[0].footer.paragraphs[0].text = "Media enquiries 傳媒查詢：Joan Ip 葉祖安  2828 0099"
    for words in (
        "2 June 2026 2026年6月2日",
        HEADLINE.words,
        "南丫輕鐵第三座車廠啟用",
        TEXT,
        "車廠於二〇二六年六月六日啟用，可停放24列列車，有310名員工，由1,900塊太陽能板供電，詳見www.llr.example/3。",
        "Tickets are free on the first day, and sold at the usual price on all days after it.",
        "首日免費乘搭，其後各日按原價收費，詳情請瀏覽www.llr.example/tickets。",
        "– END 完 –",
        "About Lamma Light Rail 關於南丫輕鐵",
        "Lamma Light Rail runs 24 trains on two lines of the island.",
        "南丫輕鐵在島上兩條路線營運24列列車。",
    ):
        document.add_paragraph(words)
    made = imported(("both.docx", office.saved(document)))
    assert (made["date"], made["issuer"]) == ("2026-06-02", "lamma-light-rail")
    assert [each["tc"][:4] for each in made["body"]] == ["車廠於二", "首日免費"]
    assert made["boilerplate"]["paragraphs"][0]["tc"].startswith("南丫輕鐵在島上")
    assert [(each["name"], each["phone"]) for each in made["contacts"]] == [
        ({"en": "Joan Ip", "tc": "葉祖安"}, "2828 0099")
    ]
    assert "remarks" not in made


def test_unknown_issuers_of_a_joint_release_each_get_their_boilerplate() -> None:
    plates = {
        "en": [
            ("Lamma Light Rail", "Lamma Light Rail runs 24 trains."),
            ("Sun Works", "Sun Works makes 900 panels a day."),
        ],
        "tc": [("南丫輕鐵", "南丫輕鐵營運24列列車。"), ("日光工場", "日光工場每日生產900塊太陽能板。")],
    }
    drafts = {}
    for name, plate in plates.items():
        drafts[name] = Draft(name, headline=name, day=date(2026, 6, 2), about=plate[0][0], also_about=[plate[1][0]])
        about = "About {}" if name == "en" else "關於{}"
        for number, (who, words) in enumerate(plate):
            head = [Element("heading", about.format(who))] if number else []
            drafts[name].boilerplate += [*head, Element("paragraph", words)]
    made = assemble(drafts, House(), (), date(2026, 6, 2))
    assert made.data["issuers"] == ["lamma-light-rail", "sun-works"]
    assert made.issuers["sun-works"]["boilerplate"]["paragraphs"] == [
        {"en": plates["en"][1][1], "tc": plates["tc"][1][1]}
    ]


def test_what_offices_write_before_a_headline_is_no_part_of_it() -> None:
    said = [Bit("GOVERNMENT PRESS RELEASE", strong=True), Bit(f"Subject: {HEADLINE.words}"), Bit(TEXT)]
    found = recognise([Strip((bit,)) for bit in said], "en")
    assert (found.headline, found.left) == (HEADLINE.words, [])


def test_a_picture_above_the_headline_is_a_logo_and_contacts_in_a_table_are_contacts() -> None:
    document = docx.Document()
    shown = io.BytesIO()
    Image.new("RGB", (60, 40)).save(shown, "PNG")
    document.add_picture(shown)
    document.add_paragraph(HEADLINE.words, style="Title")
    document.add_paragraph(TEXT)
    document.add_paragraph("Photos: https://photos.example/depot")
    table = document.add_table(3, 2)
    rows = ("Media Contact:", "Ms Helen Fok, Public Affairs"), ("Tel:", "2988 1234"), ("Email:", "hfok@llr.example")
    for row, words in zip(table.rows, rows, strict=True):
        row.cells[0].text, row.cells[1].text = words
    made = imported(("en.docx", office.saved(document)))
    assert [each["en"] for each in made["body"]] == [TEXT]
    assert made["photo_pack"] == {"url": "https://photos.example/depot"}
    (contact,) = made["contacts"]
    assert (contact["name"]["en"], contact["phone"], contact["email"]) == ("Ms Helen Fok", "2988 1234", rows[2][1])


def test_a_boilerplate_that_the_house_has_names_its_issuer_with_or_without_an_article() -> None:
    plates = {
        "llr": ("Lamma Light Rail", "Lamma Light Rail runs 24 trains."),
        "sun": ("Sun Works", "Sun Works is small."),
    }
    known = {
        key: {
            "name": {"en": name, "tc": "南丫" + key},
            "boilerplate": {"reviewed": "2026-01-01", "paragraphs": [{"en": text, "tc": "…"}]},
        }
        for key, (name, text) in plates.items()
    }
    draft = Draft("en", headline="en", day=date(2026, 6, 2), about="the Lamma Light Rail", also_about=["the Sun Works"])
    draft.boilerplate = [
        Element("paragraph", plates["llr"][1]),
        Element("heading", "About the Sun Works"),
        Element("paragraph", plates["sun"][1]),
    ]
    made = assemble({"en": draft}, House(known), (), date(2026, 6, 2))
    assert made.data["issuers"] == ["llr", "sun"]
    assert (made.issuers, "boilerplate" in made.data) == ({}, False)


def test_a_boilerplate_that_differs_from_the_issuers_is_kept_and_told() -> None:
    known = {
        "name": {"en": "Lamma Light Rail", "tc": "南丫輕鐵"},
        "boilerplate": {"reviewed": "2026-01-01", "paragraphs": [{"en": "It runs 24 trains a day.", "tc": "…"}]},
    }
    draft = Draft("en", headline="en", day=date(2026, 6, 2), about="Lamma Light Rail")
    draft.boilerplate = [Element("paragraph", "Opened in 1998, the railway looks after a museum.")]
    made = assemble({"en": draft}, House({"llr": known}), (), date(2026, 6, 2))
    assert made.data["issuer"] == "llr"
    assert made.data["boilerplate"]["paragraphs"][0]["en"].startswith("Opened in 1998")
    assert next(str(each.message) for each in made.doubts if each.at == "boilerplate").startswith(
        "it differs from that"
    )


def test_the_full_name_of_an_institution_is_taken_from_its_text() -> None:
    drafts = {
        "en": Draft("en", headline="en", day=date(2026, 6, 2), about="HKITE"),
        "tc": Draft("tc", headline="tc", day=date(2026, 6, 2), about="潮研院"),
    }
    texts = (
        "Founded in 1987, the Hong Kong Institute of Tidal Engineering studies tides.",
        "香港潮汐工程研究院於1987年成立。",
    )
    for draft, text in zip(drafts.values(), texts, strict=True):
        draft.boilerplate = [Element("paragraph", text)]
    made = assemble(drafts, House(), (), date(2026, 6, 2))
    assert made.issuers["hkite"] == {
        "name": {"en": "Hong Kong Institute of Tidal Engineering", "tc": "香港潮汐工程研究院"},
        "short": {"en": "HKITE", "tc": "潮研院"},
    }


def test_the_language_that_was_missing_fills_tables_and_contacts(tmp_path: Path) -> None:
    said = {
        "en": (HEADLINE.words, TEXT, ("Line", "Trains", "North line", "24"), "Media Contact", "Ms Helen Fok", "Tel: 2988 1234"),
        "tc": ("南丫輕鐵第三座車廠啟用", "車廠於二〇二六年六月六日啟用，可停放24列列車，有310名員工。", ("路線", "列車", "北線", "24"),
               "傳媒查詢", "霍海倫女士", "電話：2988 1234"),
    }  # fmt: skip
    files = {}
    for name, (headline, text, cells, *contact) in said.items():
        document = docx.Document()
        document.add_paragraph(headline, style="Title")
        document.add_paragraph(text)
        for cell, words in zip(document.add_table(2, 2)._cells, cells, strict=True):
            cell.text = words
        for words in ("End" if name == "en" else "完", *contact):
            document.add_paragraph(words)
        files[name] = office.saved(document)
    path = bring(tmp_path, [("en.docx", files["en"])]).path
    (document,) = read_document("tc.docx", files["tc"])
    after = source.parse_text(filling.filled(source.read(path), document, House()).text, path).data
    assert after["body"][1]["table"] == {
        "head": [{"en": "Line", "tc": "路線"}, {"en": "Trains", "tc": "列車"}],
        "rows": [[{"en": "North line", "tc": "北線"}, "24"]],
    }
    assert after["contacts"][0]["name"] == {"en": "Ms Helen Fok", "tc": "霍海倫女士"}
    assert "remarks" not in after


def test_a_letterhead_with_its_address_is_no_headline_and_a_bold_first_paragraph_is_one() -> None:
    head = [[("HARBOUR UNIVERSITY", "Communications Office", "1 Sea Road, Hong Kong", "T +852 2222 0000")]]
    letterhead = ReceivedTable(tuple(tuple(tuple(Strip((Bit(w),)) for w in cell) for cell in row) for row in head))
    lead = f"HONG KONG – The depot of Harbour University is open. {TEXT}"
    lines = [Strip((Bit(words),)) for words in ("NEWS", "28 November 2026 / 2026年11月28日")]
    found = recognise([letterhead, *lines, HEADLINE, Strip((Bit(lead, strong=True),)), Strip((Bit(TEXT),))], "en")
    assert (found.headline, found.day, found.place) == (HEADLINE.words, date(2026, 11, 28), "Hong Kong")
    assert [each.role for each in found.body] == ["paragraph", "paragraph"]
    assert found.left == ["T +852 2222 0000", "HARBOUR UNIVERSITY", "Communications Office", "1 Sea Road, Hong Kong"]


def test_lines_below_the_body_are_what_they_say() -> None:
    lines = [
        TEXT, "Place of origin: Malaysia", "Net weight: 340 grams", TEXT, "Enquiries: 2511 0000", "(With photo)", "Captions", "1. The depot.", "2. The trains.",
        "Photo: The third train", "Photos can be downloaded here: https://a.example/photos", "全文完 - End -", "Media contact", "Tel: 2123 4567",
        "This press release contains forward-looking statements. Actual results may differ.",
    ]  # fmt: skip
    found = recognise([HEADLINE, *(Strip((Bit(line),)) for line in lines)], "en")
    assert [each.role for each in found.body] == ["paragraph"] * 5
    assert [each.text for each in found.photos] == ["The depot.", "The trains.", "The third train"]
    assert found.photo_pack == "https://a.example/photos"
    assert (found.contacts, found.left[-1]) == (["Tel: 2123 4567"], lines[-1])


def test_a_text_file_with_the_lines_of_a_mail_has_one_headline() -> None:
    said = f"Subject: {HEADLINE.words}\nDate: 28 Nov 2026\n\n{HEADLINE.words}\n\n{TEXT}\n"
    (received,) = read_document("mail.txt", said.encode())
    found = recognise(received.blocks, "en")
    assert (found.headline, found.subheadline, found.day) == (HEADLINE.words, "", date(2026, 11, 28))
