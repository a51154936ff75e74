"""Mainland words: each term is replaced where it is meant, and kept where the text only looks like it."""

from __future__ import annotations

import re

import pytest

from hkpress.chinese import lexicon, tables, to_simplified
from hkpress.chinese.engine import convert
from hkpress.chinese.lexicon import to_mainland

TERMS = tables.rows("terms")
REPLACED = {row["hk"]: row["cn"] for row in TERMS if row["class"] in "SC"}
GUARDS = tables.rows("guards")


@pytest.mark.parametrize(
    ("hk", "cn"),
    [
        ("的士司機的士氣高", "出租车司机的士气高"),
        ("的士撞倒受傷的士兵", "出租车撞倒受伤的士兵"),
        ("當地的士紳乘的士到場", "当地的士绅乘出租车到场"),
        ("應用程式解方程式", "应用程序解方程式"),
        ("流動應用程式、手機應用程式及電腦程式", "移动应用程序、手机应用程序及计算机程序"),
        ("機械人由機械人員操作，培訓機械人才", "机器人由机械人员操作，培训机械人才"),
        ("中小企及中小企業", "中小企业及中小企业"),
        ("個人資料私隱專員公署：保障私隱", "个人资料私隐专员公署：保障隐私"),
        ("《個人資料（私隱）條例》保障私隱", "《个人资料（私隐）条例》保障隐私"),
        ("數碼港推動數碼化及數碼港元", "数码港推动数字化及数码港元"),
        ("香港資訊科技商會推動資訊科技", "香港资讯科技商会推动信息技术"),
        ("電單車、發電單車", "摩托车、发电单车"),
        ("貨櫃碼頭路的貨櫃碼頭", "货柜码头路的集装箱码头"),
        ("水晶片、晶片", "水晶片、芯片"),
        ("開幕禮物與開幕禮", "开幕礼物与开幕式"),
        ("以簡短訊息發短訊", "以简短讯息发短信"),
        ("首次公開招股章程、首次公開招股", "首次公开招股章程、首次公开募股"),
    ],
)
def test_safe_terms(hk: str, cn: str) -> None:
    assert to_simplified(hk) == cn


@pytest.mark.parametrize(
    ("hk", "cn"),
    [
        ("義工為名義工資從事主義工作", "志愿者为名义工资从事主义工作"),
        ("保安確保安全，由保安局擔保安排", "安保确保安全，由保安局担保安排"),
        ("傳媒宣傳媒體", "媒体宣传媒体"),
        ("美金、中美金融、歐美金融", "美元、中美金融、欧美金融"),
        ("按金按金額計算，按金融機構", "押金按金额计算，按金融机构"),
        ("本港及日本港口、日本港區", "香港及日本港口、日本港区"),
        ("物質素來缺乏質素", "物质素来缺乏质量"),
        ("合約由合約翰簽署，聯合約定", "合同由合约翰签署，联合约定"),
        ("巴士經巴士海峽，古巴士兵", "公共汽车经巴士海峡，古巴士兵"),
        ("透過滲透過程", "通过渗透过程"),
        ("環球貿易廣場的環球業務", "环球贸易广场的全球业务"),
        ("向警方查詢，調查詢問", "向警方咨询，调查询问"),
        ("公共屋邨及屋邨", "公共屋邨及公共屋邨"),
        ("營運資金、營運", "营运资金、运营"),
        ("行政總裁", "首席执行官"),
    ],
)
def test_terms_that_depend_on_the_sentence(hk: str, cn: str) -> None:
    assert to_simplified(hk, lexicon=REPLACED) == cn


def terms(kind: str) -> list[tuple[str, str, str]]:
    """Each term of a class: Hong Kong's, and both in a sentence."""
    rows = [row for row in TERMS if row["class"] == kind]
    assert len(rows) > 40
    return [(row["hk"], f"有關{row['hk']}，", f"有關{row['cn']}，") for row in rows]


def test_every_safe_term() -> None:
    assert [term for term, hk, cn in terms("S") if to_simplified(hk) != convert(cn)] == []


def test_every_other_term() -> None:
    assert [term for term, hk, _ in terms("C") if to_simplified(hk) != convert(hk)] == []
    assert [term for term, hk, cn in terms("C") if to_simplified(hk, lexicon={term}) != convert(cn)] == []


def test_every_word_that_is_the_same() -> None:
    assert [term for term, hk, _ in terms("K") if to_simplified(hk, lexicon=REPLACED) != convert(hk)] == []


def kept(row: dict[str, str]) -> bool:
    return to_mainland(row["example"], extra={row["term"]} - {""}) == row["example"]


def test_every_guard_keeps_its_example() -> None:
    assert len(GUARDS) > 200
    assert [row for row in GUARDS if row["text"].removeprefix("*") not in row["example"]] == []
    assert [row for row in GUARDS if not kept(row)] == []


def test_without_guards_no_example_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon, "_guards", dict)
    monkeypatch.setattr(lexicon, "_name_rest", lambda: re.compile("(?!)"))
    assert [row for row in GUARDS if kept(row)] == []


@pytest.mark.parametrize("name", ["terms", "guards", "fixes", "forms", "radicals"])
def test_the_tables_are_in_order(name: str) -> None:
    rows = tables.rows(name)
    keys = [tuple(row.values())[: 2 if name == "forms" else 1] for row in rows]
    assert len(rows) > 50
    assert len(set(keys)) == len(keys)
    assert all(cell == cell.strip() for row in rows for cell in row.values())


def test_the_classes_of_the_terms() -> None:
    assert {row["class"] for row in TERMS} == {"S", "C", "K"}
    assert [row["hk"] for row in TERMS if bool(row["cn"]) != (row["class"] in "SC")] == []
    assert {row["term"] for row in GUARDS} - {""} <= REPLACED.keys()
