"""A letter of another alphabet that looks like a Latin one.

Cyrillic а, Greek Α and mathematical 𝐚 pass for a. In an address they lead somewhere else, as in a phishing mail; in a
word they break every search. They come with text copied from a fraudulent page, or from a PDF.

Wrong: www.hkstр.org (with the Cyrillic р)
Right: www.hkstp.org

Greek letters that look like themselves are left alone: TNF-α, 5 μm.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from hkpress.check.finding import Finding, Place
from hkpress.check.messages import say
from hkpress.check.proof import Proof
from hkpress.core.diagnostics import Severity

CODE = "homoglyph"
SEVERITY = Severity.ERROR

_CYRILLIC = dict(zip("АВЕЅІЈКМНОРСТУХасеіјорѕухһԁԛԝ", "ABESIJKMHOPCTYXaceijopsyxhdqw", strict=True))
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονϲ", "ABEZHIKMNOPTYXovc", strict=True))
_OTHER = dict(zip("ɑɡıⅼǀԌ", "agillG", strict=True))
_LATIN_FOR = _CYRILLIC | _GREEK | _OTHER
_ALPHABETS = "\u0370-\u052f\u1d00-\u1dbf\u2c60-\u2c7f\U0001d400-\U0001d7ff" + "".join(_OTHER)
_LETTER_RUN = re.compile(rf"[A-Za-z0-9{_ALPHABETS}@._/:-]+(?<![._:/-])")
_STRANGE = re.compile(f"[{_ALPHABETS}]")
_IN_ADDRESS = re.compile(r"@|://|www\.|\.(?:com|org|net|hk|gov|edu|cn|io)\b|^(?:mailto|tel):")


def check(proof: Proof) -> Iterable[Finding]:
    """Yield an error for every word that mixes alphabets, and every address that is not in Latin letters."""
    for origin, loc, words in proof.words:
        if not _STRANGE.search(words):
            continue
        for match in _LETTER_RUN.finditer(words):
            strange = [char for char in sorted(set(_STRANGE.findall(match[0]))) if _is_strange(char, match[0])]
            if strange:
                names = ", ".join(f"{char} (U+{ord(char):04X})" for char in strange)
                fix = "".join(_latin(char) for char in match[0])
                yield Finding(
                    say(
                        "`{found}` has letters that only look Latin ({names}): type it again",
                        found=match[0],
                        names=names,
                    ),
                    Place(origin, loc, *match.span()),
                    fix=fix,
                )


def _is_strange(char: str, word: str) -> bool:
    if char.isascii():
        return False
    if _IN_ADDRESS.search(word) or "\U0001d400" <= char <= "\U0001d7ff":
        return char.isalpha()
    return char in _LATIN_FOR and bool(re.search("[A-Za-z]", word)) and not _is_symbol(char, word)


def _is_symbol(char: str, word: str) -> bool:
    """Whether a Greek letter stands as a sign of its own, as in α-ν or Ο-glycan."""
    return char in _GREEK and not re.search(f"[A-Za-z]{char}|{char}[A-Za-z]", word)


def _latin(char: str) -> str:
    return _LATIN_FOR.get(char) or (unicodedata.normalize("NFKC", char) if char >= "\U0001d400" else char)
