"""A mark that looks like another, or half of a mark.

︰ and ﹐ are small or vertical forms that an input method offers for ： and ，; ‧ • ・ stand where
Hong Kong writes the dot · in a foreign name; the Chinese ellipsis is …… and the dash —— , two
characters each; English writes a dash where a typewriter had two hyphens.

Wrong: 查詢︰約翰‧史密夫...
Right: 查詢：約翰·史密夫……

Hong Kong prints several dots in foreign names, so a dot is a hint.

`--fix` writes the right one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hkpress.check import memo
from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Passage, Proof
from hkpress.check.signs import HAN, IS_HAN, IS_LATIN, IS_WIDE
from hkpress.core.diagnostics import Severity
from hkpress.figures.scanning import signs_before

CODE = "mark-form"
SEVERITY = Severity.WARNING

_FORMS = dict(zip("︰﹕﹐﹑﹒﹔﹖﹗﹙﹚﹁﹂﹃﹄︵︶｡｢｣､", "：：，、。；？！（）「」『』（）。「」、", strict=True))
_FORM = re.compile(f"[{''.join(_FORMS)}]")
_DOT = re.compile(r"(?<=\S) ?[‧•・∙⋅･﹒●．] ?(?=\S)")
_ELLIPSIS = re.compile(r"(?<!…)…(?!…)|(?<![.])\.{3,6}(?![.])|。{3,6}|(?<!⋯)⋯{1,2}(?!⋯)")
_DASH = re.compile("--+|──")
_TYPED = re.compile(r"(?<=[A-Za-z0-9”’)]) ?--(?!-) ?(?=[A-Za-z0-9“‘(])")

_LIKELY = frozenset((*_FORMS, *"‧•・∙⋅･﹒●．…⋯—", "..", "。。", "--", "──"))
"""Every match has one of these."""


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a warning for every mark of the wrong form, a hint for a dot."""
    return memo.each(proof, _in_passage, plain=True)


def _in_passage(passage: Passage) -> Iterable[Finding]:
    if passage.grams.isdisjoint(_LIKELY):
        return
    if passage.is_chinese:
        for match, wanted in _wrong_marks(passage.prose):
            yield _mark_repaired(passage, match, wanted, severity=Severity.HINT if wanted == "·" else None)
    else:
        for match in _TYPED.finditer(passage.prose):
            yield _mark_repaired(passage, match, " – " if " " in match[0] else "—")


def _wrong_marks(prose: str) -> Iterator[tuple[re.Match[str], str]]:
    yield from ((match, _FORMS[match[0]]) for match in _FORM.finditer(prose))
    yield from ((match, "·") for match in _DOT.finditer(prose) if _is_in_name(prose, match))
    yield from ((match, "……") for match in _ELLIPSIS.finditer(prose) if _beside_han(prose, match))
    yield from ((match, "——") for match in _DASH.finditer(prose) if all(map(IS_WIDE.match, _sides(prose, match))))
    yield from ((match, "——") for match in re.finditer("—", prose) if _is_half_dash(prose, match))


def _beside_han(prose: str, match: re.Match[str]) -> bool:
    return any(map(IS_WIDE.match, _sides(prose, match)))


def _is_in_name(prose: str, match: re.Match[str]) -> bool:
    before, after = _sides(prose, match)
    return bool(IS_HAN.match(before) and (IS_HAN.match(after) or IS_LATIN.match(after)))


def _is_half_dash(prose: str, match: re.Match[str]) -> bool:
    before, after = _sides(prose, match)
    beside = (IS_HAN.match(before) or before in tuple("」』）")) and (IS_HAN.match(after) or after in tuple("「『（"))
    return bool(beside) and not _is_range(prose, match.start())


def _sides(prose: str, match: re.Match[str]) -> tuple[str, str]:
    """The characters before and after a match; "" at an end of the text."""
    return signs_before(prose, match.start(), 1), prose[match.end() : match.end() + 1]


def _is_range(prose: str, index: int) -> bool:
    """Whether the single dash is right because it joins two names, as in 東涌—香港."""
    before = re.search(rf"[{HAN}]*$", prose[:index])
    after = re.match(rf"[{HAN}]*", prose[index + 1 :])
    return bool(before and after and (0 < len(before[0]) <= 4 or 0 < len(after[0]) <= 4))


def _mark_repaired(passage: Passage, match: re.Match[str], wanted: str, severity: Severity | None = None) -> Finding:
    message = say(
        "`{found}` is not the right mark here: write `{wanted}`", found=match[0].strip(), wanted=wanted.strip()
    )
    return passage.repair(message, *match.span(), wanted, severity=severity)
