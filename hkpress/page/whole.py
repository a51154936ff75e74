"""What must stay on one line in an English headline: names, titles with their names, figures with what they count."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from babel import Locale

from hkpress.release.unbroken import MONTHS, NUMBERED, TITLES

ROOM = 24
"""Characters in a line of a headline on a telephone. A longer name breaks between its words."""


def unbreakable(text: str, names: Iterable[str]) -> str:
    """A pattern for the pieces of *text* inside which no line may end; *names* are those of the release."""
    said = text.lower()
    short = {name for name in names if re.search("[ -]", name) and len(name) <= ROOM}
    there = [name for name in {*short, *_well_known()} if name.lower() in said]
    known = [rf"(?i:{re.escape(name)})(?!\w)(?:-\w+)*" for name in sorted(there, key=lambda name: (-len(name), name))]
    return (
        rf"(?<![\w&,.$€£-])(?:{'|'.join([_TITLE_AND_NAME, *known, NUMBERED, _DATED, _QUOTED, _HYPHENED])})|{_COUNTED}"
    )


@cache
def _well_known() -> frozenset[str]:
    """Names of several words that are common in headlines: all countries, and some places in Hong Kong and the
    world."""
    countries = (name for name in Locale("en").territories.values() if re.fullmatch(r"[A-Z][\w.-]*( [\w.-]+)+", name))
    return frozenset([*(name for name in countries if len(name) <= ROOM), *_CITIES.split(", ")])


_CITIES = (
    "Hong Kong, Hong Kong SAR, New York, Los Angeles, San Francisco, New Delhi, Kuala Lumpur, Ho Chi Minh City, "
    "Abu Dhabi, Tel Aviv, Cape Town, Buenos Aires, Rio de Janeiro, São Paulo, Mexico City, Las Vegas, Great Britain, "
    "United Nations, European Union, Middle East, Southeast Asia, Asia Pacific, Greater Bay Area, Pearl River Delta, "
    "Belt and Road, New Territories, Victoria Harbour, Lantau Island, Lamma Island, Cheung Chau, Hong Kong Island, "
    "West Kowloon, Kai Tak, Sha Tin, Tai Po, Tai Wai, Tai Koo, Tai O, Tai Kwun, Tuen Mun, Yuen Long, Tin Shui Wai, "
    "Tsuen Wan, Kwai Chung, Kwai Tsing, Tsing Yi, Tseung Kwan O, Sai Kung, Ma On Shan, Sheung Shui, Sheung Wan, "
    "Lok Ma Chau, Lo Wu, Sham Shui Po, Shek Kip Mei, Mong Kok, Yau Ma Tei, Yau Tsim Mong, Tsim Sha Tsui, Hung Hom, "
    "To Kwa Wan, Ho Man Tin, Kowloon Tong, Kowloon City, Kowloon Bay, Wong Tai Sin, Diamond Hill, Kwun Tong, Lam Tin, "
    "Ngau Tau Kok, Wan Chai, Causeway Bay, Happy Valley, North Point, Quarry Bay, Chai Wan, Shau Kei Wan, "
    "Kennedy Town, Sai Ying Pun, Wong Chuk Hang, Repulse Bay, Chief Executive, Financial Secretary, Chief Secretary, "
    "Legislative Council, Executive Council, District Council, Policy Address, Hospital Authority, Science Park, "
    "Northern Metropolis, Basic Law"
)
_TITLE_AND_NAME = rf"(?:(?:{TITLES})\.? )+[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)?"
_DATED = rf"\d{{1,2}} (?:{MONTHS}) \d{{4}}(?!\w)"
_QUOTED = rf"“[^“”<>]{{1,{ROOM - 2}}}”"
_HYPHENED = rf"(?=[\w’',-]{{3,{ROOM}}}(?![\w’'-]))[\w’',]+(?:-[\w’']+)+"
_COUNTED = (
    r"(?<![\w&#;.,$-])(?:[A-Z]{2,3})?[$€£]?\d[\d,.]*%? "
    r"(?!(?:a|an|and|as|at|by|for|from|in|of|on|or|the|to|with)\b)[A-Za-z]{2,}"
)
"""A figure and the word that it counts: 90 Stalls, HK$60 billion."""
