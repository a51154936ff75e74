"""The sentences of findings, in English and in Traditional Chinese.

The Chinese is in `checks.po` under its English sentence: if you reword one, reword both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from babel.support import Translations

from hkpress.core.catalogue import po_translations
from hkpress.core.layout import PACKAGED

DOMAIN = "checks"
LOCALES = {"en": "en_HK", "tc": "zh_Hant_HK"}


@dataclass(frozen=True)
class Message:
    """A sentence with values to put in, which may be Messages themselves. English until `in_language`."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.in_language("en")

    def in_language(self, lang: str, named: Callable[[str], str] = str) -> str:
        """The sentence in `en` or `tc`. *named* gives it other names for fields, before the values are put in."""
        values = {
            name: value.in_language(lang, named) if isinstance(value, Message) else str(value)
            for name, value in self.values.items()
        }
        text = self.text if lang == "en" else _catalogue(lang).ugettext(self.text)
        return named(text).format_map(values)


def say(text: str, /, **values: object) -> Message:
    """A Message; `{name}` in *text* is where a value goes. Babel finds the sentences by this function's name."""
    return Message(text, values)


def catalogue_file(lang: str) -> Path:
    """The translations into *lang*. English has none, since the rules hold its sentences."""
    return PACKAGED / "locale" / LOCALES[lang] / "LC_MESSAGES" / f"{DOMAIN}.po"


@cache
def _catalogue(lang: str) -> Translations:
    return po_translations(catalogue_file(lang), LOCALES[lang], DOMAIN)
