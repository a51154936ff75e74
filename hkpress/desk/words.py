"""The desk's sentences in English and Traditional Chinese: one catalogue for page, form and server."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from pathlib import Path

from babel.dates import format_datetime
from babel.messages.pofile import read_po

from hkpress.core.layout import PACKAGED
from hkpress.release.editions import HONG_KONG

PAGE = Path(__file__).parent / "page"
"""The page: HTML, style and scripts, as they are sent."""
CATALOGUE = PACKAGED / "locale" / "zh_Hant_HK" / "LC_MESSAGES" / "desk.po"


@dataclass(frozen=True)
class Say:
    """Says sentences in one language, `en` or `tc`."""

    lang: str

    def __call__(self, text: str, **values: object) -> str:
        """A sentence, with values in the place of {names}."""
        said = catalogue().get(text, text) if self.lang == "tc" else text
        return _PLACE.sub(lambda found: str(values.get(found[1], found[0])), said)

    def moment(self, moment: datetime, *, seconds: bool = False) -> str:
        """A moment in Hong Kong: 24 Apr 2025, 10:00."""
        day = "d MMM y, HH:mm" if self.lang == "en" else "y年M月d日 HH:mm"
        return format_datetime(moment, day + ":ss" * seconds, tzinfo=HONG_KONG, locale="en_GB")

    def message(self, text: str) -> str:
        """A finished English sentence of the program in this language, if the catalogue knows it."""
        return text if self.lang == "en" else _translated(text)

    def named(self, name: dict[str, str]) -> str:
        """A name in this language, or else in the other one; "" for none."""
        return name.get(self.lang) or name.get("en") or name.get("tc") or ""


_PLACE = re.compile(r"\{(\w+)\}")
_TRANSLATED_CALL = re.compile(r'\b(?:t|say)\(\s*"((?:[^"\\]|\\.)*)"')
MESSAGE = "message"
"""The catalogue's context for finished sentences, which hold values that must be recognised."""


def own_sentences(folder: Path = PAGE.parent) -> Iterator[tuple[str, str]]:
    """The sentences in the desk's own files, and the file of each."""
    for path in (*sorted(folder.glob("*.py")), *sorted(PAGE.glob("*.js"))):
        where = path.relative_to(folder.parent.parent).as_posix()
        yield from ((said.replace('\\"', '"'), where) for said in _TRANSLATED_CALL.findall(path.read_text("utf-8")))


@cache
def catalogue(context: str = "") -> dict[str, str]:
    """The Chinese of every English sentence."""
    read = read_po(io.BytesIO(CATALOGUE.read_bytes()))
    return {
        str(each.id): str(each.string) for each in read if each.id and each.string and (each.context or "") == context
    }


def _translated(text: str) -> str:
    known = catalogue(MESSAGE)
    if text in known:
        return known[text]
    for pattern, chinese in _patterns():
        if match := pattern.fullmatch(text):
            return _PLACE.sub(partial(_translated_value, match), chinese)
    return text


def _translated_value(match: re.Match[str], place: re.Match[str]) -> str:
    return _translated(match[place[1]])


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """A pattern for each sentence with values in it, those with the most words of their own first."""
    sentences = sorted(catalogue(MESSAGE).items(), key=lambda pair: -len(_PLACE.sub("", pair[0])))
    return [(_sentence_pattern(english), chinese) for english, chinese in sentences if _PLACE.search(english)]


def _sentence_pattern(english: str) -> re.Pattern[str]:
    pieces = (f"(?P<{each}>.*?)" if at % 2 else re.escape(each) for at, each in enumerate(_PLACE.split(english)))
    return re.compile("".join(pieces), re.DOTALL)
