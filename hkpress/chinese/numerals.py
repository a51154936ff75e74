"""Numbers and dates in Chinese numerals, as Hong Kong's government releases write them."""

from __future__ import annotations

from datetime import date

_DIGITS = "○一二三四五六七八九"  # ○ U+25CB, as on info.gov.hk


def numeral(number: int) -> str:
    """A number from 1 to 99: 十, 二十四."""
    if not 1 <= number <= 99:
        raise ValueError(f"{number} is not from 1 to 99")
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return head + (_DIGITS[ones] if ones else "")


def written_date(day: date) -> str:
    """二○二五年四月二十四日."""
    year = "".join(_DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{numeral(day.month)}月{numeral(day.day)}日"
