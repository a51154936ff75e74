"""The editions a release is made in: language, locale, quotation marks, and how dates are written."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from babel.dates import format_date, format_time

from hkpress.chinese.numerals import numeral, written_date
from hkpress.core.clock import HONG_KONG as HONG_KONG


@dataclass(frozen=True)
class Edition:
    """One language of a release, and what follows from it."""

    name: str
    """Its name in commands and file names."""
    tag: str
    """BCP 47, for `lang` and `hreflang`: picks the glyphs of the right region."""
    locale: str
    """Babel's locale and the catalogue's folder."""
    title: str
    """Its own name for itself, in the language switch."""
    marks: str
    """Opening and closing quotation mark."""
    space: str
    """What separates two sentences."""
    long_date: str
    """CLDR pattern: 24 April 2025, 2025年4月24日."""
    short_date: str
    """CLDR pattern for a news wire: 24/04/2025, 2025年4月24日."""
    time: str
    """CLDR pattern of a time: 10.30am, 上午10時30分."""
    full_hour: str
    """CLDR pattern of a time on the hour: 10am, 上午10時."""
    noon: str
    midnight: str
    """How 12am is written, so that nobody takes it for noon or for the end of the day."""

    @property
    def is_chinese(self) -> bool:
        return self.tag.startswith("zh")


_ENGLISH = Edition(
    name="en",
    tag="en-HK",
    locale="en_HK",
    title="English",
    marks="“”",
    space=" ",
    long_date="d MMMM y",
    short_date="dd/MM/y",
    time="h.mma",
    full_hour="ha",
    noon="12 noon",
    midnight="12am (start of the day)",
)
_TRADITIONAL = Edition(
    name="tc",
    tag="zh-Hant-HK",
    locale="zh_Hant_HK",
    title="繁體中文",
    marks="「」",
    space="",
    long_date="y年M月d日",
    short_date="y年M月d日",
    time="ah時mm分",
    full_hour="ah時",
    noon="中午12時",
    midnight="凌晨零時",
)
_SIMPLIFIED = Edition(
    name="sc",
    tag="zh-Hans-CN",
    locale="zh_Hans_CN",
    title="简体中文",
    marks="“”",
    space="",
    long_date="y年M月d日",
    short_date="y年M月d日",
    time="ah时mm分",
    full_hour="ah时",
    noon="中午12时",
    midnight="凌晨零时",
)
EDITIONS = {edition.name: edition for edition in (_ENGLISH, _TRADITIONAL, _SIMPLIFIED)}


@dataclass(frozen=True)
class WrittenDate:
    """A day in every form a theme may choose."""

    iso: str
    """2025-04-24"""
    long: str
    """24 April 2025, 2025年4月24日"""
    short: str
    """24/04/2025, 2025年4月24日"""
    numerals: str
    """二○二五年四月二十四日; in English as `long`."""


@dataclass(frozen=True)
class WrittenTime:
    """A moment, in Hong Kong time."""

    iso: str
    """2025-04-24T10:00:00+08:00"""
    date: str
    """24 April 2025, 2025年4月24日"""
    time: str
    """10am, 上午10時"""


def write_date(day: date, edition: Edition) -> WrittenDate:
    """*day* as the edition writes it."""
    long, short = (format_date(day, pattern, edition.locale) for pattern in (edition.long_date, edition.short_date))
    return WrittenDate(day.isoformat(), long, short, written_date(day) if edition.is_chinese else long)


def write_time(moment: datetime, edition: Edition) -> WrittenTime:
    """*moment*, which has a time zone, as the edition writes it in Hong Kong time."""
    local = moment.astimezone(HONG_KONG)
    return WrittenTime(local.isoformat(), format_date(local, edition.long_date, edition.locale), _time(local, edition))


def _time(local: datetime, edition: Edition) -> str:
    if local.minute == 0 and local.hour in (0, 12):
        return edition.noon if local.hour else edition.midnight
    pattern = edition.time if local.minute else edition.full_hour
    return format_time(local, pattern, locale=edition.locale, tzinfo=HONG_KONG)


def write_number(number: int, edition: Edition) -> str:
    """A small number that counts photos: 1, 一."""
    return numeral(number) if edition.is_chinese else str(number)


def write_label(number: int, style: str) -> str:
    """The counter of a list item: (b) for 2 in the style (a); "" in the style ""."""
    counts: dict[str, Callable[[int], str]] = {"1": str, "a": _letter, "i": _roman, "一": numeral}
    return re.sub("[1ai一]", lambda match: counts[match[0]](number), style)


def _letter(number: int) -> str:
    """a to z, then aa, ab."""
    before, last = divmod(number - 1, 26)
    return (_letter(before) if before else "") + chr(ord("a") + last)


def _roman(number: int) -> str:
    parts = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    value, digits = next(each for each in parts if each[0] <= number)
    return digits + (_roman(number - value) if number > value else "")
