"""Numbers and dates in Chinese numerals, as Hong Kong's government releases write them."""

from __future__ import annotations

from datetime import date

_DIGITS = "○一二三四五六七八九"  # ○ U+25CB, as on info.gov.hk


def numeral(number: int) -> str:
    """A number from 1 to 9,999: 十, 二十四, 一百零五."""
    if not 1 <= number <= 9999:
        raise ValueError(f"{number} is not from 1 to 9,999")
    written, skipped = "", False
    for unit, value in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, number = divmod(number, value)
        if digit:
            ten = unit == "十" and digit == 1 and not written
            written += ("零" if skipped else "") + ("" if ten else _DIGITS[digit]) + unit
        skipped = bool(written) and not digit
    return written


def written_date(day: date) -> str:
    """二○二五年四月二十四日."""
    year = "".join(_DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{numeral(day.month)}月{numeral(day.day)}日"
