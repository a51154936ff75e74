"""E-mail addresses, web addresses, phone numbers and codes (5G, 17W, Web3): the same signs in both languages."""

from __future__ import annotations

import re
from fractions import Fraction

from hkpress.figures.numerals import HAN, SIGN, SIGNS, digits_value
from hkpress.figures.scanning import Finder, fact, finder
from hkpress.figures.units import unit_named
from hkpress.figures.values import Count, Day, Fact, Kind, Value, Word

# parts of a web address that name its language: the two editions of a page are one page
_LANGUAGES = re.compile(
    r"(?<=[/_=.-])(?:zh[-_](?:hant[-_]hk|hans[-_]cn|hant|hans|hk|cn|tw)|en[-_](?:us|hk|gb)|en|eng|english|e|tc|zh|chi|c|"
    r"chinese|cht|chs|sc|hk|tch|sch|b5|gb|uc)(?=[/._?&#-]|$)"
)
_TOP = "hk|com|org|net|edu|gov|cn|mo|uk|io|ai|co|info|int|tv|me|eu|us|jp|sg|ly|gle|be|ee|museum|asia|app|香港"
_DOMAIN = rf"(?!\d{{1,5}}\.hk\b)[a-z0-9-]{{1,63}}(?:\.[a-z0-9-]{{1,63}}){{0,6}}\.(?:{_TOP})"
_PATH = (
    r"(?:[/?#](?:(?!\]\()[a-z0-9/?#\[\]@!$&'()*+,;=%:._~-]){0,2000})?"  # in [a.hk/b](https://a.hk/b) it ends at the ]
)
_EMAIL = rf"(?<![a-z0-9._%+-])[a-z0-9._%+-]{{1,64}} ?@ ?{_DOMAIN}\b"
_URL = rf"(?:\bhttps?://[a-z0-9.:-]{{1,255}}|(?<![a-z0-9@.-]){_DOMAIN}\b){_PATH}"

# a Hong Kong number is eight digits in fours; before a hotline of four to seven digits its word must stand
_CALLS = "電話 致電 熱線 傳真 手機 號碼 tel call phone fax hotline dial whatsapp telephone"
_LINK = r"(?:[ :.()]|no|number|on|at|us|hotline|熱線|號碼){0,5}"
_INTERNATIONAL = (
    r"(?=[+0(（])(?:(?:\+ ?|(?<![\d ,.])00)\d{1,3}(?:[ -]?\(?\d{1,5}\)?){1,4}(?!\d)"
    r"|[(（]\d{3}[)）] ?\d{4}[ -]?\d{4}(?!\d))"
)
_LOCAL = r"(?=\d)(?<![\d.,+$-])(?:(?:852[ -])?[2-9]\d{3}[ -]\d{4}|18\d\d[ -]\d{3}|18\d[ -]\d{4})(?![\d,.]\d|\d)"
_HOTLINE = r"(?=\d)(?<!\d)(?:\d{8}|\d{4}|\d{3,4}[ -]\d{3,4})(?![ ,.]?\d)"
_IN_SIGNS = rf"(?<!{HAN})(?=[二三五六七八九]){SIGN}{{4}}[ -]?{SIGN}{{4}}(?!{HAN})"
"""二七七三 五二○○, as the police write numbers."""
_SHORTEST = 7
_ENDS_OF_SPAN = re.compile(r"(\d{1,4})([A-Za-z])-([A-Za-z])")
_NUMBER_AND_WORD = re.compile(r"\d+([A-Za-z]{3,})")
_TWO_YEARS = re.compile(r"(?:19|20)\d\d[ -](?:19|20)\d\d")

_ACCOUNT = r"(?=\d)(?<![\d-])(?!\d{3}-\d{4}-\d{4}(?!\d))\d{3}-\d{1,6}-\d{3,9}(?:-\d{1,3})?(?![\d-])"
"""A bank account: 002-5-224790. A phone number such as 852-2345-6789 is none."""

_CODE = (
    r"(?=[A-Za-z0-9])(?<![A-Za-z0-9.$])(?<!(?<!\d)-)(?!(?<=-)\d)(?!(?<=\d,)\d{3}[A-Za-z])(?:[A-Z]{1,6}-\d{1,12}|(?!x\d+\b)(?:[A-Z]{1,6}-)?[A-Za-z]{1,12}\d{1,12}(?:\.\d(?!\d))?(?:[A-Za-z]{1,8}\d{0,3})?"
    r"|\d(?:\+\d){1,3}|\d(?:-\d){2,4}(?![\d.,]\d)|(?!\d{1,4}x\d)\d{1,5}[A-Za-z]{1,10}\d{0,3}(?:-[A-Za-z0-9]{1,3})?)(?![A-Za-z0-9])"
)
"""Letters and digits in one word: 5G, 17W, PM2.5, A380, H5N1, Web3, 3D-E; and 3+3+4, 3-3-2-2."""


def _email(match: re.Match[str]) -> list[Fact]:
    return [fact(match, Kind.EMAIL, Word(match[0].replace(" ", "").lower()))]


def _url(match: re.Match[str]) -> list[Fact]:
    typed = match[0].rstrip(".,;:!?)'")
    path = re.sub(r"^https?://", "", typed.lower())
    value = Word(_LANGUAGES.sub("*", path.removeprefix("www.").rstrip("/")))
    return [Fact(Kind.URL, value, match.start(), match.start() + len(typed), typed)]


def _phone(match: re.Match[str]) -> list[Fact] | None:
    if _TWO_YEARS.fullmatch(match["phone"]):
        return None
    digits = re.sub(r"\D", "", "".join(str(SIGNS.get(sign, sign)) for sign in match["phone"]))
    if match["phone"][0] in "+0(（" and len(digits) < _SHORTEST:
        return None  # HK$598 + 10%
    local = digits.removeprefix("00").removeprefix("852")
    number = local if len(local) >= 8 else digits
    return [fact(match, Kind.PHONE, Word(number), Count(Fraction(int(number))), group="phone")]


_PLURAL = re.compile(r"(?<=[A-Z])s$")
"""14 A350Fs, two 5Gs."""


def _code(match: re.Match[str]) -> list[Fact] | None:
    if ends := _ENDS_OF_SPAN.fullmatch(match[0]):  # Halls 3D-G are 3D and 3G
        number, first, last = ends.groups()
        values = (Word(f"{number}{letter}".upper()) for letter in (first, last))
        spans = ((match.start(), ends.end(2) + match.start()), (match.end() - 1, match.end()))
        count = Count(digits_value(number))
        return [
            Fact(Kind.CODE, value, start, end, match.string[start:end], hard=False, also=(count,))
            for value, (start, end) in zip(values, spans, strict=True)
        ]
    if (word := _NUMBER_AND_WORD.fullmatch(match[0])) and unit_named(word[1]):
        return None  # 12tonnes
    if re.fullmatch("[-0-9]+", match[0]) and len(match[0]) < 10:
        joined = match[0].replace("-", "")
        return [fact(match, Kind.CODE, Word(joined), Count(digits_value(joined)), hard=False)]  # 3322
    numbers = re.findall(r"\d+(?:\.\d+)?", match[0])
    also: list[Value] = [Count(digits_value(numbers[0]))] if len(numbers) == 1 else []
    if year := re.search(r"-((?:19|20)\d\d)$", match[0]):
        also.append(Day(year=int(year[1])))  # HKSCS-2016, of which the other language may say only the year
    name = _PLURAL.sub("", match[0])
    return [fact(match, Kind.CODE, Word(name.upper().replace("-", "")), *also, hard=False)]


ADDRESSES: tuple[Finder, ...] = (
    finder(_EMAIL, _email, "@", cases=False),
    finder(_URL, _url, f"http .{_TOP.replace('|', ' .')}", cases=False),
    finder(_ACCOUNT, _code, "#-"),
    finder(rf"(?=[\d+(（])(?P<phone>{_INTERNATIONAL}|{_LOCAL})", _phone, "#####"),
    finder(rf"(?:{_CALLS.replace(' ', '|')}){_LINK}(?P<phone>{_HOTLINE})", _phone, _CALLS, cases=False),
)
_RUN = (
    r"(?=[A-Za-z0-9])(?<![A-Za-z0-9.$])"
    r"(?:[A-Za-z]{1,6}\d{1,20}[A-Za-z]{1,6}\d{2,20}[A-Za-z0-9]{0,9}|\d{1,9}[A-Za-z]{1,6}\d{4,20}[A-Za-z0-9]{0,9})(?![A-Za-z0-9])"
)
"""Alternating letters and digits, as in the numbers of contracts and films: 02GB2711001."""
RUNS: tuple[Finder, ...] = (finder(_RUN, _code, "#A"),)
CODES: tuple[Finder, ...] = (finder(_CODE, _code, "#A"),)
PHONE_IN_SIGNS = finder(rf"(?P<phone>{_IN_SIGNS})", _phone, "數")
