from __future__ import annotations

import re
import time

import pytest

from hkpress.release import inline

EN, TC = "en-HK", "zh-Hant-HK"


@pytest.mark.parametrize(
    ("text", "html", "plain", "words"),
    [
        ("see [here](https://x.hk)", 'see <a href="https://x.hk">here</a>', "see [here](https://x.hk)", "see here"),
        ("[x.hk](https://x.hk)", '<a href="https://x.hk">x.hk</a>', "x.hk", "x.hk"),
        ("*a* **b**", "<em>a</em> <strong>b</strong>", "a b", "a b"),
        ("a\nb", "a<br>\nb", "a\nb", "a b"),
        ("5 * 3 * 2, snake_case_x", "5 * 3 * 2, snake_case_x", "5 * 3 * 2, snake_case_x", "5 * 3 * 2, snake_case_x"),
        ("I&T <b>&amp;</b>", "I&amp;T &lt;b&gt;&amp;amp;&lt;/b&gt;", "I&T <b>&amp;</b>", "I&T <b>&amp;</b>"),
        ("600*400*300mm **c**d", "600*400*300mm <strong>c</strong>d", "600*400*300mm cd", "600*400*300mm cd"),
        (r"\*a\*", "*a*", "*a*", "*a*"),
        ("@_a_ @__b__ _c.pdf_", "@_a_ @__b__ _c.pdf_", "@_a_ @__b__ _c.pdf_", "@_a_ @__b__ _c.pdf_"),
        ("***a*** b", "<em><strong>a</strong></em> b", "a b", "a b"),
        ("[**a** *b](https://x.hk) c*", '<a href="https://x.hk"><strong>a</strong> *b</a> c*', "[a *b](https://x.hk) c*",
         "a *b c*"),
        ("# a", "# a", "# a", "# a"),
        ("- a", "- a", "- a", "- a"),
        ("`a` ![b](https://c.hk)", "`a` !<a href=\"https://c.hk\">b</a>", "`a` ![b](https://c.hk)", "`a` !b"),
    ],
)  # fmt: skip
def test_links_and_emphasis_and_nothing_else(text: str, html: str, plain: str, words: str) -> None:
    assert inline.to_html(text, EN) == html
    assert inline.to_plain(text) == plain
    assert inline.to_words(text) == words


@pytest.mark.parametrize(
    "text", ["**「要點」**的", "的**「要點」**", "**（甲）**乙**（丙）**", "“**要點**”是", "*「一」*二"]
)
def test_emphasis_needs_no_space_beside_chinese(text: str) -> None:
    assert "*" not in inline.to_html(text, TC)
    assert "<" in inline.to_html(text, TC)


@pytest.mark.parametrize(
    "text",
    [
        "七科取得5**，數學延伸部分亦取得5**。",
        "230人取得5*或以上，30人取得5*成績。",
        "100元*、會員80元*。",
        "陳**（9123****）、李**（6234****）",
        "致電*852#或*139#；*21*852#",
        "A*STAR and A*STAR",
        "增長5%*，7%*",
        "*一；**二",
        "a * b * c",
        "2**3 and 4**5",
        "按*返回，按*重聽",
        "*條款適用。*價格以港元計算。",
        "陳**及李**獲獎",
    ],
)
def test_stars_that_are_no_emphasis_are_printed(text: str) -> None:
    assert inline.to_words(text) == text
    assert "<em>" not in inline.to_html(text, TC)
    assert "<strong>" not in inline.to_html(text, TC)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("按*返回，按*重聽", []),
        ("100元*會員80元*", ["*會員80元*"]),
        ("*條款適用。*價格", ["*條款適用。*"]),
        ("陳**及李**獲獎", ["**及李**"]),
        ("5*的*人", ["*的*"]),
        ("(a)*b* c", ["*b*"]),
        ("*a*b", ["*a*"]),
        (r"5\*的\*人", []),
        ("**5個**單位", []),
    ],
)
def test_stars_that_could_be_either_are_reported(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in inline.doubtful(text)] == found


@pytest.mark.parametrize("sign", ["(", "[", "[](", "*", "**", "*a", "[](x)", "**a**", "`", "「"])
def test_work_grows_with_the_text(sign: str) -> None:
    text = (sign * 8_000)[:8_000]
    inline._html.forget()  # another test may have asked for the same
    start = time.process_time()
    inline.to_html(text, TC)
    short = time.process_time() - start
    start = time.process_time()
    inline.to_html(text * 4, TC)
    assert time.process_time() - start < 12 * short + 0.1


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "vbscript:x", "file:///x"]
)
def test_an_address_that_runs_is_printed(address: str) -> None:
    assert inline.to_html(f"[a]({address})", EN) == f"[a]({address})"


@pytest.mark.parametrize(
    ("text", "lang", "html"),
    [
        ("the 河套, here", EN, 'the <span lang="zh-Hant-HK">河套</span>, here'),
        ("由John Swire & Sons (H.K.) Ltd.主辦", TC, '由<span lang="en">John Swire &amp; Sons (H.K.) Ltd.</span>主辦'),
        ("科技園公司HKSTP今日", TC, "科技園公司HKSTP今日"),
        (
            "與João da Conceição及Nguyễn Thị Ánh",
            TC,
            '與<span lang="en">João da Conceição</span>及<span lang="en">Nguyễn Thị Ánh</span>',
        ),
        ("Cecilia Kwok", TC, '<span lang="en">Cecilia Kwok</span>'),
    ],
)
def test_words_of_the_other_language_say_so(text: str, lang: str, html: str) -> None:
    assert inline.to_html(text, lang) == html


@pytest.mark.parametrize(
    ("text", "lang", "kept"),
    [
        ("1906年創立，有1,906名學生", "zh-Hant-HK", ["1906年", "1,906名"]),
        ("10億港元及5萬多人，佔2.5個百分點", "zh-Hant-HK", ["10億港元", "5萬多人", "2.5個百分點"]),
        ("1月12日上午10時30分，面积1,250平方米", "zh-Hans-CN", ["1月12日", "10時30分", "1,250平方米"]),
        ("On 10 June 2026 it cost HK$5 million", "en-HK", ["10 June", "HK$5 million"]),
        ("In 2026 visitors, 3 of them, left 5 per cent", "en-HK", ["5 per cent"]),
        ("See https://a.hk/3 x and 14 halls[^1]", "en-HK", ["14 halls"]),
        ("共50名[^1]", "zh-Hant-HK", []),
        ("It costs HK$**60** billion", "en-HK", ["HK$<strong>60</strong> billion"]),
        ("It costs **HK$60** billion", "en-HK", ["<strong>HK$60</strong> billion"]),
        ("RMB 3 billion at 5 p.m. (No. 12, Section 5)", "en-HK", ["RMB 3 billion", "5 p.m.", "No. 12", "Section 5"]),
        ("耗資**8,640**萬港元，共*480*名[^1]", "zh-Hant-HK", ["<strong>8,640</strong>萬港元"]),
    ],
)
def test_a_figure_and_its_unit_stay_on_one_line_of_a_web_page(text: str, lang: str, kept: list[str]) -> None:
    html = inline.to_html(text, lang)
    assert re.findall('<span class="fig">(.*?)</span>', html) == kept
    assert "fig" not in inline.without_figures(html)
    assert inline.to_plain(text) == text.replace("[^1]", "[1]").replace("*", "")
