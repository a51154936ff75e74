"""Simplified Chinese as a Mainland reader expects it; nothing else changes."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hkpress.chinese import engine, tables, to_simplified
from tests.conftest import ROOT

GOLD = [line.split("\t") for line in Path(__file__).with_name("sc_gold.tsv").read_text("utf-8").splitlines()]


def test_there_are_as_many_gold_lines_as_we_think() -> None:
    assert len(GOLD) == 38


@pytest.mark.parametrize("lexicon", [True, False])
def test_gold(lexicon: bool) -> None:
    assert [hk for hk, cn in GOLD if to_simplified(hk, lexicon=lexicon) != cn] == []


# --- words ----------------------------------------------------------------------------------------


def test_only_safe_terms_are_replaced_unless_others_are_asked_for() -> None:
    hk = "資訊科技的資訊，由行政總裁透過電郵公布"
    assert to_simplified(hk) == "信息技术的资讯，由行政总裁透过电邮公布"
    assert to_simplified(hk, lexicon={"資訊", "透過"}) == "信息技术的信息，由行政总裁通过电邮公布"
    assert to_simplified(hk, lexicon=set()) == to_simplified(hk, lexicon=True)
    assert to_simplified(hk, lexicon=False) == "资讯科技的资讯，由行政总裁透过电邮公布"


def test_an_unknown_term_is_refused() -> None:
    with pytest.raises(ValueError, match="not among the terms of the lexicon: 方程式, 電油"):
        to_simplified("文字", lexicon={"資訊", "電油", "方程式"})


def test_a_protected_name_keeps_its_words_but_not_its_characters() -> None:
    hk = "財政司司長陳茂波到訪香港機械人館，參觀機械人"
    assert to_simplified(hk) == "财政司司长陈茂波到访香港机器人馆，参观机器人"
    assert to_simplified(hk, protect=["香港機械人館", "陳茂波"]) == "财政司司长陈茂波到访香港机械人馆，参观机器人"


def test_a_release_may_keep_a_term() -> None:
    assert to_simplified("的士及電單車", protect=("的士",)) == "的士及摩托车"


@pytest.mark.parametrize("name", ["科技園公司", "港資訊科", "資訊科技園公司", "訊"])
def test_a_term_may_not_reach_into_a_protected_name(name: str) -> None:
    assert to_simplified("香港資訊科技園公司", protect=[name]) == "香港资讯科技园公司"


def test_protection_ends_with_the_name() -> None:
    assert to_simplified("香港資訊科技園公司", protect=["園公司", "香港", "", "資訊園"]) == "香港信息技术园公司"


def test_a_name_is_found_in_whatever_normal_form() -> None:
    compatible = "香港行\ufa08機械人館"  # 行 from a PDF
    assert to_simplified("香港行行機械人館", protect=[compatible]) == "香港行行机械人馆"
    assert to_simplified(compatible, protect=["香港行行機械人館"]) == "香港行行机械人馆"


# --- quotation marks ------------------------------------------------------------------------------


def test_quotation_marks() -> None:
    hk = "他說：「請看『兩會』。」《藍圖》"
    assert to_simplified(hk) == "他说：“请看‘两会’。”《蓝图》"
    assert to_simplified(hk, quotes="keep") == "他说：「请看『两会』。」《蓝图》"


def test_other_quotation_marks_are_refused() -> None:
    with pytest.raises(ValueError, match="quotes is 'gb'"):
        to_simplified("文字", quotes="gb")  # type: ignore[arg-type]


# --- what stays -----------------------------------------------------------------------------------


def test_compatibility_ideographs_become_ordinary_ones() -> None:
    assert to_simplified("\uf98e\ufa08\uf967") == "年行不"


@pytest.mark.parametrize(
    ("hk", "cn"),
    [
        ("[數碼化](https://zh.wikipedia.org/wiki/數碼化)", "[数字化](https://zh.wikipedia.org/wiki/數碼化)"),
        ("[網頁](https://hk/a_(資訊)_「b」)，請看", "[网页](https://hk/a_(資訊)_「b」)，请看"),
        ("請瀏覽www.hkstp.org了解詳情", "请浏览www.hkstp.org了解详情"),
        ("（見附件）[註](（甲）)", "（见附件）[注](（甲）)"),
    ],
)
def test_the_address_of_a_link_stays(hk: str, cn: str) -> None:
    assert to_simplified(hk) == cn


LATIN = st.text(st.characters(max_codepoint=0x24F, exclude_categories=["Cs"]))
ADDRESS = st.from_regex(
    re.compile(r"https?://[a-z]{1,8}\.hk/[\w./?=&%#~+-]*|[\w.+-]{1,9}@[a-z]{1,9}\.org", re.ASCII), fullmatch=True
)
HAN = st.text(st.sampled_from("香港資訊科技機械人的士氣覆核甚麼為著於裏衞鱲嗰餸「」，。"), min_size=1)


@given(LATIN)
def test_latin_text_and_numbers_stay(text: str) -> None:
    assert to_simplified(text) == unicodedata.normalize("NFC", text)


@given(HAN, ADDRESS, HAN)
def test_addresses_stay_in_chinese_text(before: str, address: str, after: str) -> None:
    assert to_simplified(before + address + after) == to_simplified(before) + address + to_simplified(after)


# --- any text -------------------------------------------------------------------------------------

KEYS = [key for group in engine.dictionaries() for entries in group for key in entries]
WORDS = [row["hk"] for row in tables.rows("terms")]
TERMS = WORDS + [row["example"] for row in tables.rows("guards")]
CONTEXT = frozenset(row["hk"] for row in tables.rows("terms") if row["class"] == "C")
ANY = st.lists(st.text(st.characters()) | st.sampled_from(KEYS) | st.sampled_from(TERMS)).map("".join)


@given(ANY, st.lists(ANY, max_size=3), st.sampled_from([True, False, CONTEXT]))
def test_any_text_is_converted_and_nothing_rarer_comes_out(text: str, protect: list[str], lexicon: bool) -> None:
    result = to_simplified(text, protect=protect, lexicon=lexicon)
    rare = {char for char in result if char > "\uffff"}
    assert rare <= set(unicodedata.normalize("NFC", text))


WRITTEN = [path.read_text("utf-8") for path in ROOT.glob("releases/*/release.yaml")] + [hk for hk, _ in GOLD]
FIXED = [row["hk"] for row in tables.rows("fixes")]


@pytest.mark.parametrize(
    ("texts", "lexicon"), [(WRITTEN + FIXED + TERMS, False), (WRITTEN + FIXED + WORDS, True), (WORDS, CONTEXT)]
)
def test_what_is_simplified_stays_as_it_is(texts: list[str], lexicon: bool) -> None:
    results = [to_simplified(text, lexicon=lexicon) for text in texts]
    assert len(results) > 180
    assert [text for text in results if to_simplified(text, lexicon=lexicon) != text] == []


@pytest.mark.parametrize(
    ("hk", "cn"),
    [
        (
            "屬於單一、由於單位、位於戲院、適用於單親家庭、對於則例、於倫敦",
            "属于单一、由于单位、位于戏院、适用于单亲家庭、对于则例、于伦敦",
        ),
        ("於梨華、樊於期、於菟、於乎、瞭然於心", "於梨华、樊於期、於菟、於乎、了然于心"),
        ("徵調人手、宮商角徵羽", "征调人手、宫商角徵羽"),
        ("商界鉅子投入鉅額資金，李澤鉅", "商界巨子投入巨额资金，李泽钜"),
        ("藉「創新」、藉此、憑藉、慰藉、狼藉、蘊藉", "借“创新”、借此、凭借、慰藉、狼藉、蕴藉"),
        ("身分證、銀行帳戶、超連結、登入系統、度身訂造", "身份证、银行账户、超链接、登录系统、量身定制"),
        ("刊登入場須知", "刊登入场须知"),
        ("乘的士及大班的士", "乘出租车及大班的士"),
        ("優質的士服務督導委員會、的士司機從業員總會的的士", "优质的士服务督导委员会、的士司机从业员总会的出租车"),
        ("聯合寬頻網絡的寬頻，短訊通的短訊通知", "联合宽频网络的宽带，短讯通的短信通知"),
    ],
)
def test_words_across_which_a_dictionary_matches(hk: str, cn: str) -> None:
    assert to_simplified(hk) == cn


def test_a_given_name_is_written_so_everywhere() -> None:
    given = {"李乾耀": "李乾耀", "王昇": "王昇"}
    text = "李乾耀主席（李乾耀）與王昇及乾旱"
    assert to_simplified(text, given=given) == "李乾耀主席（李乾耀）与王昇及干旱"
    assert to_simplified(text) == "李干耀主席（李干耀）与王升及干旱"
