"""Names and signs of currencies → ISO codes."""

from __future__ import annotations

import re

DOLLAR = "$"
"""A dollar that the text does not name: $, 元."""

_SIGNS = {
    "HK$": "HKD", "HKD$": "HKD", "HKD": "HKD", "US$": "USD", "USD": "USD", "USD$": "USD", "RMB": "CNY", "RMB¥": "CNY", "CNY": "CNY",
    "CN¥": "CNY", "¥": "CNY", "￥": "CNY", "€": "EUR", "EUR": "EUR", "£": "GBP", "GBP": "GBP", "JPY": "JPY", "MOP": "MOP", "MOP$": "MOP",
    "S$": "SGD", "SGD": "SGD", "A$": "AUD", "AU$": "AUD", "AUD": "AUD", "C$": "CAD", "CA$": "CAD", "CAD": "CAD", "NT$": "TWD", "TWD": "TWD",
    "KRW": "KRW", "CHF": "CHF", "THB": "THB", "INR": "INR", "AED": "AED", "SAR": "SAR", "NZ$": "NZD", "NZD": "NZD", "$": DOLLAR,
}  # fmt: skip
_ENGLISH = {
    "hong kong dollars": "HKD", "hong kong dollar": "HKD", "hk dollars": "HKD", "hk dollar": "HKD", "us dollars": "USD", "us dollar": "USD",
    "u.s. dollars": "USD", "dollars": DOLLAR, "dollar": DOLLAR, "yuan": "CNY", "renminbi": "CNY", "rmb": "CNY", "euros": "EUR", "euro": "EUR",
    "pounds": "GBP", "pounds sterling": "GBP", "yen": "JPY", "japanese yen": "JPY", "patacas": "MOP", "hk cents": "HKD", "hk cent": "HKD",
    "hong kong cents": "HKD", "us cents": "USD", "us cent": "USD", "cents": DOLLAR, "cent": DOLLAR, "hkd": "HKD", "usd": "USD", "cny": "CNY",
    "eur": "EUR", "gbp": "GBP", "jpy": "JPY", "mop": "MOP", "singapore dollars": "SGD", "australian dollars": "AUD", "canadian dollars": "CAD",
    "swiss francs": "CHF", "won": "KRW", "korean won": "KRW", "baht": "THB", "dirhams": "AED",
}  # fmt: skip
_CHINESE = {
    "港元": "HKD", "港幣": "HKD", "港紙": "HKD", "美元": "USD", "美金": "USD", "人民幣": "CNY", "元人民幣": "CNY", "人民幣元": "CNY", "歐元": "EUR",
    "英鎊": "GBP", "日圓": "JPY", "日元": "JPY", "澳門元": "MOP", "澳門幣": "MOP", "葡幣": "MOP", "新加坡元": "SGD", "坡元": "SGD", "新元": "SGD",
    "澳元": "AUD", "澳洲元": "AUD", "加元": "CAD", "加拿大元": "CAD", "新台幣": "TWD", "新臺幣": "TWD", "韓圜": "KRW", "韓元": "KRW", "瑞士法郎": "CHF",
    "泰銖": "THB", "迪拉姆": "AED", "紐元": "NZD", "元港幣": "HKD", "元港元": "HKD", "元美金": "USD", "元": DOLLAR, "圓": DOLLAR, "蚊": DOLLAR, "港仙": "HKD",
    "美仙": "USD", "仙": DOLLAR, "毫": DOLLAR, "角": DOLLAR, "毫子": DOLLAR,
}  # fmt: skip
_ALL = {**{name.lower(): code for name, code in _SIGNS.items()}, **_ENGLISH, **_CHINESE}


def _pattern(names: dict[str, str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


SYMBOL = rf"(?<![A-Za-z])(?:{_pattern(_SIGNS)})"
"""What stands before a sum: HK$, RMB, €."""
ENGLISH_NAMES = rf"(?:{_pattern(_ENGLISH)})"
SYMBOL_WORDS = " ".join(sorted({name.lower() for name in _SIGNS}))
ENGLISH_WORDS = " ".join(sorted({name.split()[-1] for name in _ENGLISH}))
"""Of which a text with such a sum has one."""
CHINESE_NAMES = rf"(?:{_pattern(_CHINESE)})"


def currency_of(name: str) -> str | None:
    """HK$, 港元, hong kong dollars → "HKD"; None for what is no currency."""
    return _ALL.get(name.lower().strip())


CHINESE_WORDS = " ".join(sorted({name[-1] for name in _CHINESE} | {"毫"}))
