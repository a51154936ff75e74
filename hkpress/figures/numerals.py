"""Numerals in digits, in Chinese signs and in English words: patterns that match them, and their values.

Every pattern is of bounded length and has no repeat within a repeat over the same signs, so that a
search takes time in proportion to the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

# --- digits --------------------------------------------------------------------------------------

START = r"(?=\d)(?<!\d)(?<!\d\.)(?!(?<=\d,)\d{3}(?!\d))"
"""Put before DIGITS, so that no match starts inside a number."""
DIGITS = r"(?>(?:\d{1,3}(?:,\d{3}){1,5}(?!\d)|\d{1,3}(?: \d{3}){1,4}(?!\d)|\d{1,15}(?!\d))(?:\.\d{1,8}(?!\d))?)"
"""1234, 1,234, 1 234, 12.5; atomic, so that 12.5 never matches as 12."""


def digits_value(text: str) -> Fraction:
    """The value of *text*, a match of DIGITS."""
    whole, _, rest = text.replace(",", "").replace(" ", "").partition(".")
    return Fraction(int(whole + rest), 10 ** len(rest))


# --- Chinese -------------------------------------------------------------------------------------

SIGNS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "兩": 2}
SCALES = {"億": 10**8, "萬": 10**4, "千": 1000, "百": 100, "十": 10}
SIGN = f"[{''.join(SIGNS)}]"
HAN_SIGNS = f"{''.join(SIGNS)}十百千萬億廿卅"
HAN = f"[{HAN_SIGNS}]"
CHINESE = (
    rf"(?:{START}(?:\d{{1,3}} ?[百千] ?\d{{1,3}} ?[十百]?[萬億]"
    rf"|{DIGITS}(?: ?[十百千]?[多餘幾]?[萬億]{{1,2}}(?: ?{DIGITS} ?[百千]?[萬億])?"
    rf"(?: ?{DIGITS} ?千)?(?: ?{DIGITS} ?百)?(?: ?{DIGITS}(?![\d.]))?"
    rf"| ?[百千](?!位元|[分克米瓦赫帕卡伏])(?: ?{DIGITS} ?百)?)?)"
    rf"|{HAN}{{1,24}}(?:點{SIGN}{{1,8}})?(?:[多餘幾]?[萬億]{{1,2}})?)"
)
"""3,000, 7,532億, 2百58萬, 2.35萬億, 6億8,000萬, 九億三千萬, 一點八億, 十多萬, 廿四, 二〇二五; of folded text."""


_LARGEST_FIRST = tuple(SCALES.items())
_PLAIN = str.maketrans({"廿": "二十", "卅": "三十"} | dict.fromkeys("多餘幾 "))
_BELOW_TEN = re.compile(rf"{SIGN}?點{SIGN}+|[\d,.]+")


def chinese_value(text: str) -> Fraction | None:
    """The value of *text*, a match of CHINESE; None if it is not one number (七八, 三四十)."""
    if text.isascii():
        return digits_value(text)
    text = text.translate(_PLAIN)
    value = _unscaled(text) if SCALES.keys().isdisjoint(text) else _scaled(text, _LARGEST_FIRST)
    return None if value is None else Fraction(value)


def _unscaled(text: str) -> Fraction | None:
    if text[0] not in SIGNS and text[0].isdigit():
        return digits_value(text)
    whole, _, rest = text.partition("點")
    if 1 < len(whole) < 4 and not set(whole) & {"〇", "零"}:
        return None  # 七八間 is seven or eight, not 78
    return digits_value(f"{_signs(whole) or 0}.{_signs(rest)}")


def _signs(text: str) -> str:
    return "".join(str(SIGNS[sign]) for sign in text)


def _scaled(text: str, scales: tuple[tuple[str, int], ...]) -> Fraction | int | None:
    if not scales:
        return _below_ten(text)
    (sign, size), smaller = scales[0], scales[1:]
    left, scale, right = text.rpartition(sign)
    if not scale:
        return _scaled(text, smaller)
    many = _scaled(left, smaller) if left else 1
    rest = _rest(right, size, smaller)
    return None if many is None or rest is None else many * size + rest


def _rest(right: str, size: int, smaller: tuple[tuple[str, int], ...]) -> Fraction | int | None:
    if not right:
        return 0
    if size > 10 and (right in SIGNS or (len(right) == 1 and right.isdigit())):
        return (SIGNS[right] if right in SIGNS else int(right)) * size // 10  # 三萬五 is 35,000
    return _scaled(right.lstrip("〇零"), smaller)


def _below_ten(text: str) -> Fraction | int | None:
    if text in SIGNS:
        return SIGNS[text]
    return _unscaled(text) if _BELOW_TEN.fullmatch(text) else None


def is_round_word(text: str) -> bool:
    """Whether *text* begins with a scale (百, 千萬): a round word rather than a count."""
    return text[0] in "百千萬億"


# --- English -------------------------------------------------------------------------------------


def by_first_letter(words: Iterable[str]) -> str:
    """A pattern of any of *words*, which are tried only where their first letter stands: that saves most attempts."""
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[0], []).append(word[1:])
    return "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in groups.items())


_TO_NINETEEN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TO_NINETY = "twenty thirty forty fifty sixty seventy eighty ninety"
UNITS = {word: number for number, word in enumerate(_TO_NINETEEN.split())}
TENS = {word: 10 * number for number, word in enumerate(_TO_NINETY.split(), start=2)}
BIG = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
SHORT = {"k": 10**3, "m": 10**6, "mn": 10**6, "mil": 10**6, "mio": 10**6} | {
    "b": 10**9, "bn": 10**9, "bil": 10**9, "t": 10**12, "tn": 10**12, "tr": 10**12, "trn": 10**12,
}  # fmt: skip
_UNIT, _TEN, _BIG = ("|".join(sorted(words, key=len, reverse=True)) for words in (UNITS, TENS, BIG))
NUMERAL = rf"(?:{by_first_letter((*UNITS, *TENS, 'an?', 'half'))})"
"""The first word of a number in words; to be matched in any case."""
_BELOW_HUNDRED = rf"(?:(?:{_TEN})(?:[ -](?:{_UNIT})\b)?|(?:{_UNIT}))\b"
WORDS = (
    rf"\b{_BELOW_HUNDRED}(?:[ -](?:hundred\b(?: and(?= {_BELOW_HUNDRED}))?|(?:{_BIG})\b)"
    rf"(?:[ -](?:{_BIG})\b)?(?: {_BELOW_HUNDRED})?){{0,5}}"
)
"""three, twenty-five, one hundred and twenty, two hundred thousand; to be matched in any case."""


def words_value(text: str) -> Fraction:
    """The value of *text*, a match of WORDS."""
    total, section = 0, 0
    for word in re.findall(r"[a-z]+", text.lower()):
        if word == "and":
            continue
        if word == "hundred":
            section *= 100
        elif word in BIG:
            total, section = total + section * BIG[word], 0
        else:
            section += UNITS.get(word, TENS.get(word, 0))
    return Fraction(total + section)


def english_scale(word: str | None) -> int:
    """million → 1,000,000, bn → 1,000,000,000; 1 for None."""
    key = (word or "").lower().strip(" .-")
    return BIG.get(key, SHORT.get(key, 1))
