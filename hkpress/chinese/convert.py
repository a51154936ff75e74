"""Traditional Chinese as written in Hong Kong → Simplified Chinese for the Mainland."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from hkpress.chinese import engine
from hkpress.chinese.lexicon import to_mainland

_MAINLAND_MARKS = dict(zip("「」『』", "“”‘’", strict=True))  # GB/T 15834
_FIRST_SIGN = 0xF0000
"""The first of the private-use characters that replace names while the words round them are converted."""
_LINK_TARGET = re.compile(r"(\]\([^\s()]*(?:\([^\s()]*\)[^\s()]*)*)")


def to_simplified(
    text: str,
    *,
    protect: Iterable[str] = (),
    given: Mapping[str, str] = MappingProxyType({}),
    lexicon: bool | Collection[str] = True,
    quotes: Literal["mainland", "keep"] = "mainland",
) -> str:
    """Convert *text* to Simplified Chinese for readers in the Mainland.

    The characters are those of OpenCC's `hk2s`. With *lexicon*, words that the Mainland does not use are replaced:
    True for those that are safe in any sentence, a
    collection for these and the named ones that depend on the sentence (class C of
    `data/terms.tsv`), False for none. Names keep their Hong Kong words: *protect* holds the names and
    titles of this release, whose characters are still simplified (陳茂波 → 陈茂波), and any term that
    a release wants to keep. *given* holds names whose Simplified form an author has written, by their Traditional
    one: that form is used everywhere. With *quotes* "mainland", 「」『』 become “”‘’; "keep" leaves them.

    Latin text, numbers and the address of a Markdown link stay as they are. The text is brought into
    NFC first, which undoes what PDFs do to Chinese. No character comes out from beyond the common
    plane (BMP) that did not go in. The conversion cannot be reversed: the source is always the Traditional text.

    Raises ValueError for a term that the lexicon does not have, and hkpress.core.diagnostics.Invalid if
    another package has taken the engine's place.
    """
    if quotes not in ("mainland", "keep"):
        raise ValueError(f"quotes is {quotes!r}; it can be 'mainland' or 'keep'")
    text = unicodedata.normalize("NFC", text)
    signs = {chr(_FIRST_SIGN + number): simplified for number, simplified in enumerate(given.values())}
    for sign, name in zip(signs, given, strict=True):
        text = text.replace(unicodedata.normalize("NFC", name), sign)
    names = [name for name in _composed(tuple(protect)) if name in text]
    extra = lexicon if not isinstance(lexicon, bool) else ()
    parts = _LINK_TARGET.split(text)
    for number in range(0, len(parts), 2):
        part = unicodedata.normalize("NFC", parts[number])
        part = engine.convert(part if lexicon is False else to_mainland(part, names, extra))
        parts[number] = _replaced(part, _MAINLAND_MARKS) if quotes == "mainland" else part
    return _replaced("".join(parts), signs)


def _replaced(text: str, signs: Mapping[str, str]) -> str:
    for sign, other in signs.items():
        text = text.replace(sign, other)  # quicker than `translate`, which looks every character up
    return text


@lru_cache(maxsize=16)  # a release has as many names as persons, and asks for each text
def _composed(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(unicodedata.normalize("NFC", name) for name in names)
