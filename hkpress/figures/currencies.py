"""Names and signs of currencies → ISO codes."""

from __future__ import annotations

import re

DOLLAR = "$"
"""An unnamed dollar: $, 元."""

_SIGN_ROWS = """
HKD: HK$, Hk$, HKD$, HKD
USD: US$, USD, USD$
CNY: RMB, Rmb, RMB¥, CNY, CN¥, ¥, ￥
EUR: €, EUR, Euro
GBP: £, GBP
JPY: JPY
MOP: MOP, MOP$
SGD: S$, SGD
AUD: A$, AU$, AUD
CAD: C$, CA$, CAD
TWD: NT$, TWD
KRW: KRW
CHF: CHF
THB: THB
INR: INR
AED: AED
SAR: SAR
NZD: NZ$, NZD
$: $
"""

_ENGLISH_ROWS = """
HKD: hong kong dollars, hong kong dollar, hk dollars, hk dollar, hk cents, hk cent, hong kong cents, hkd
USD: us dollars, us dollar, u.s. dollars, us cents, us cent, usd
$: dollars, dollar, cents, cent
CNY: yuan, renminbi, rmb, cny
EUR: euros, euro, eur
GBP: pounds, pounds sterling, gbp
JPY: yen, japanese yen, jpy
MOP: patacas, mop
SGD: singapore dollars
AUD: australian dollars
CAD: canadian dollars
CHF: swiss francs
KRW: won, korean won, south korean won
THB: baht
AED: dirhams
"""

_CHINESE_ROWS = """
HKD: 港元, 港幣, 港紙, 元港幣, 元港元, 港仙
USD: 美元, 美金, 元美金, 美仙
CNY: 人民幣, 元人民幣, 人民幣元
EUR: 歐元
GBP: 英鎊
JPY: 日圓, 日元
MOP: 澳門元, 澳門幣, 葡幣
SGD: 新加坡元, 坡元, 新元
AUD: 澳元, 澳洲元
CAD: 加元, 加拿大元
TWD: 新台幣, 新臺幣
KRW: 韓圜, 韓元
CHF: 瑞士法郎
THB: 泰銖
AED: 迪拉姆
NZD: 紐元
$: 元, 圓, 蚊, 仙, 毫, 角, 毫子
"""


def _codes(rows: str) -> dict[str, str]:
    """Name → code, of rows such as `HKD: 港元, 港幣`."""
    codes = (row.split(": ") for row in rows.strip().splitlines())
    return {name: code for code, names in codes for name in names.split(", ")}


_SIGN_CODES, _ENGLISH_CODES, _CHINESE_CODES = map(_codes, (_SIGN_ROWS, _ENGLISH_ROWS, _CHINESE_ROWS))
_NAMING = {
    code: re.compile(
        "|".join(
            re.escape(name) if not name.isalpha() or not name.isascii() else rf"\b{name}\b"
            for table in (_SIGN_CODES, _ENGLISH_CODES, _CHINESE_CODES)
            for name in table
            if table[name] == code
        ),
        re.IGNORECASE,
    )
    for code in {*_SIGN_CODES.values(), *_ENGLISH_CODES.values(), *_CHINESE_CODES.values()}
}
_ALL = {name.lower(): code for name, code in {**_SIGN_CODES, **_ENGLISH_CODES, **_CHINESE_CODES}.items()}


def _names_pattern(names: dict[str, str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


SYMBOL = rf"(?=[{''.join(sorted({name[0] for name in _SIGN_CODES}))}])(?<![A-Za-z])(?:{_names_pattern(_SIGN_CODES)})"
"""The sign before a sum: HK$, RMB, €."""
ENGLISH_NAMES = rf"(?:{_names_pattern(_ENGLISH_CODES)})"
CHINESE_NAMES = rf"(?:{_names_pattern(_CHINESE_CODES)})"
SYMBOL_WORDS = " ".join(sorted({name.lower() for name in _SIGN_CODES}))
"""Any text with such a sum contains one of these. The next two are alike."""
ENGLISH_WORDS = " ".join(sorted({name.split()[-1] for name in _ENGLISH_CODES}))
CURRENCY_STARTS = "".join(sorted({name[0] for name in _CHINESE_CODES} | {"毫"}))
"""The first characters of Chinese names of currencies."""


def currency_of(name: str) -> str | None:
    """HK$, 港元, hong kong dollars → "HKD"; None for other words."""
    return _ALL.get(name.lower().strip())


def names_currency(text: str, code: str) -> bool:
    """Whether *text* names a currency, or has its sign."""
    return bool((pattern := _NAMING.get(code)) and pattern.search(text))
