"""A paragraph with a quotation → the words before it, the quotation, the words after it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hkpress.core.characters import HAN
from hkpress.importing.house import text_at
from hkpress.importing.recognise import length

_PAIRS = {"en": ("“”", '""'), "tc": ("「」", "“”", '""', "『』")}
"""Opening and closing marks, the usual ones first."""
_USUAL_MARKS = {"en": "“”", "tc": "「」"}
_SAYING = {
    "en": re.compile(
        r"(?i)\b(?:said|says|say|stated?|states|added?|adds|shared?|shares|noted?|notes|commented?|comments|remarked|remarks"
        r"|explained|explains|emphasi[sz]ed|stressed|continued|continues|concluded|concludes|believes?d?|told|announced"
        r"|expressed|highlighted|pointed out|declared|saying|adding|noting|stating|reiterated|elaborated|mentioned"
        r"|quoted|welcomed|thanked|remarking|commenting|according to|observed|acknowledged|affirmed|revealed"
        r"|recalled)\b"
    ),
    "tc": re.compile(
        "表示|說|説|指出|指|稱|認為|補充|強調|續|道|分享|談到|提到|透露|解釋|回應|相信|直言|寄語|總結|讚揚|感謝|致辭|致詞|坦言|形容|謂|云|曰|呼籲|期望|宣布|宣佈"
    ),
}


@dataclass(frozen=True)
class Quoted:
    """A quotation, with the words before and after it."""

    before: str
    words: str
    after: str
    marks: str

    @property
    def shape(self) -> tuple[bool, bool]:
        return bool(self.before), bool(self.after)


def quoted(text: str, language: str) -> Quoted | None:
    """The one long quotation of a paragraph, or of several with blank lines between; None if there is none."""
    for marks in _PAIRS[language]:
        if quotation := _with_marks(text, marks, language):
            return quotation
    return None


def _with_marks(text: str, marks: str, language: str) -> Quoted | None:
    opening, closing = marks[0], marks[1]
    spans = _quotation_spans(text, opening, closing)
    spans = [span for span in spans if length(text[slice(*span)]) > 45]
    if len(spans) != 1:
        return None
    start, end = spans[0]
    before, words, after = text[:start].strip(), text[start + 1 : end - 1], text[end:].strip()
    if length(words) < 0.25 * length(text) or "\n" in before or "\n" in after:
        return None
    ended = re.search(r"[.,!?。，！？…;；—–-][)）』”’]*\s*$", words) or re.match(r"[。.]", after)
    if not ended or not _names_speaker(before, after, language):
        return None
    if re.fullmatch("[。.]", after):  # 「……」。 needs it
        return None
    parts = [re.sub(rf"^{re.escape(opening)}", "", part.strip()) for part in words.split("\n\n")]
    return Quoted(before, "\n\n".join(parts), after, marks)


def _names_speaker(before: str, after: str, language: str) -> bool:
    """Whether the words around a quotation lead to it, or say who said it."""
    says = _SAYING[language].search
    leads = re.search("[:：]$", before) or (says(before[-90:]) and re.search(f"[,，:：{HAN}]$", before))
    return bool(leads or says(after[:90]))


def _quotation_spans(text: str, opening: str, closing: str) -> list[tuple[int, int]]:
    """Start and end of each quotation. A paragraph inside one may open again without a closing mark before."""
    spans, start, depth = [], 0, 0
    for at, char in enumerate(text):
        fresh = text[:at].endswith("\n\n")
        if char == opening and (opening != closing or not depth):
            if depth and fresh:
                continue
            if not depth:
                start = at
            depth += 1
        elif char == closing and depth:
            if opening == closing and fresh:
                continue
            depth -= 1
            if not depth:
                spans.append((start, at + 1))
    return spans


def begins_quotation(text: str, language: str) -> bool:
    """Whether a quotation begins in the paragraph and does not end in it."""
    for marks in _PAIRS[language][:2]:
        opening, closing = marks[0], marks[1]
        if opening == closing:
            continue
        if text.count(opening) == text.count(closing) + 1 and length(text[text.rfind(opening) :]) > 20:
            return text.rfind(opening) > text.rfind(closing)
    return False


def goes_on(text: str, language: str) -> bool:
    """Whether the paragraph begins with an opening mark, as if it continued a quotation."""
    return text[:1] in [marks[0] for marks in _PAIRS[language]]


def as_quote(en: str, tc: str, people: Mapping[str, Any]) -> dict[str, Any] | None:
    """The quotation as data of a release; None if the two languages differ in structure."""
    english, chinese = quoted(en, "en"), quoted(tc, "tc")
    if not english or not chinese or english.shape != chinese.shape:
        return None
    made: dict[str, Any] = {}
    if speaker := _speaker(english, chinese, people):
        made["speaker"] = speaker
    for name in ("before", "words", "after"):
        if getattr(english, name):
            made[name] = {"en": getattr(english, name), "tc": getattr(chinese, name)}
    marks = {name: each.marks for name, each in (("en", english), ("tc", chinese)) if each.marks != _USUAL_MARKS[name]}
    return {"quote": made | ({"marks": marks} if marks else {})}


def _speaker(english: Quoted, chinese: Quoted, people: Mapping[str, Any]) -> str:
    """The speaker among the house's people: the last one named before the words, or the first after them."""
    found = []
    for name, person in people.items():
        en, tc = text_at(person, "name", "en"), text_at(person, "name", "tc")
        ours, theirs = f"{english.before} {english.after}", chinese.before + chinese.after
        surname = en.split()[-1] if en else ""
        named = (en and en in ours) or (tc and tc in theirs)
        if named and (tc in theirs or (surname and surname in ours)):
            found.append((chinese.before.rfind(tc), name))
    return max(found)[1] if found else ""
