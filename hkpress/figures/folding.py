"""Gives a typed text one spelling, character by character, so that places in it stay the same."""

from __future__ import annotations

import re
from functools import lru_cache

_SPELLINGS = {
    # Simplified signs that stand in and around figures → Traditional
    "国带进统单线导岛龙鱼维连专万亿两点时届楼个币后号余欧镑礼间岁": (
        "國帶進統單線導島龍魚維連專萬億兩點時屆樓個幣後號餘歐鎊禮間歲"
    ),
    "达终级产层约纪过几数开阶财务课税学评双亚军运会规划经体为员": (
        "達終級產層約紀過幾數開階財務課稅學評雙亞軍運會規劃經體為員"
    ),
    "０１２３４５６７８９": "0123456789",
    "％﹪．﹒＄＋：︰／╱∕○": "%%..$+::///〇",
    "\u00a0\u2002\u2003\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000": " " * 11,
    "‐‑‒–—―−～〜∼－": "-" * 11,
    "’‘＇": "'''",
}
_TABLE = str.maketrans("".join(_SPELLINGS), "".join(_SPELLINGS.values()))


_LETTER_O = re.compile("(?<=[一二三四五六七八九〇零/至])[OＯ]{1,2}(?=[一二三四五六七八九〇零年/])")


_WIDE_COMMA = re.compile("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")


@lru_cache(maxsize=64)  # hkpress reads a text, and compares it soon after
def fold(text: str) -> str:
    """*text* with the signs of figures in one spelling; every character keeps its place."""
    if "，" in text:
        text = _WIDE_COMMA.sub(",", text)
    text = text.translate(_TABLE)
    if "O" not in text and "Ｏ" not in text:
        return text
    return _LETTER_O.sub(lambda match: "〇" * len(match[0]), text)  # 二OO七年 is often typed so
