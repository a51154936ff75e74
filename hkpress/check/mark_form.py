"""A mark that looks like another, or half of a mark.

︰ and ﹐ are small or vertical forms that an input method offers for ： and ，; ‧ • ・ stand where
Hong Kong writes the dot · in a foreign name; the Chinese ellipsis is …… and the dash —— , two
characters each; English writes a dash where a typewriter had two hyphens.

Wrong: 查詢︰約翰‧史密夫...
Right: 查詢：約翰·史密夫……

`--fix` writes the right one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Passage, Proof
from hkpress.check.signs import HAN, LATIN, WIDE
from hkpress.diagnostics import Severity

CODE = "mark-form"
SEVERITY = Severity.WARNING

_FORMS = dict(zip("︰﹕﹐﹑﹒﹔﹖﹗﹙﹚﹁﹂﹃﹄︵︶｡｢｣､", "：：，、。；？！（）「」『』（）。「」、", strict=True))
_FORM = re.compile(f"[{''.join(_FORMS)}]")
_DOT = re.compile(rf"(?<=[{HAN}]) ?[‧•・∙⋅･﹒●．] ?(?=[{HAN}{LATIN}])")
_ELLIPSIS = re.compile(r"(?<!…)…(?!…)|(?<![.])\.{3,6}(?![.])|。{3,6}|(?<!⋯)⋯{1,2}(?!⋯)")
_DASH = re.compile(rf"(?<=[{WIDE}])(?:--+|──)(?=[{WIDE}])")
_HALF_DASH = re.compile(rf"(?<=[{HAN}」』）])—(?=[{HAN}「『（])")
_TYPED = re.compile(r"(?<=[A-Za-z0-9”’)]) ?--(?!-) ?(?=[A-Za-z0-9“‘(])")


def check(proof: Proof) -> Iterable[Finding]:
    """A warning at every mark of the wrong form."""
    for passage in proof.texts_in("tc", "sc"):
        for match, wanted in _chinese(passage.prose):
            yield _repair(passage, match, wanted)
    for passage in proof.texts_in("en"):
        for match in _TYPED.finditer(passage.prose):
            yield _repair(passage, match, " – " if " " in match[0] else "—")


def _chinese(prose: str) -> Iterator[tuple[re.Match[str], str]]:
    yield from ((match, _FORMS[match[0]]) for match in _FORM.finditer(prose))
    yield from ((match, "·") for match in _DOT.finditer(prose))
    yield from ((match, "……") for match in _ELLIPSIS.finditer(prose) if _beside_han(prose, match))
    yield from ((match, "——") for match in _DASH.finditer(prose))
    yield from ((match, "——") for match in _HALF_DASH.finditer(prose) if not _is_range(prose, match.start()))


def _beside_han(prose: str, match: re.Match[str]) -> bool:
    around = prose[max(0, match.start() - 1) : match.start()] + prose[match.end() :][:1]
    return bool(re.search(f"[{WIDE}]", around))


def _is_range(prose: str, index: int) -> bool:
    """Whether the single dash joins two names, as in 東涌—香港, and so is right."""
    before = re.search(rf"[{HAN}]*$", prose[:index])
    after = re.match(rf"[{HAN}]*", prose[index + 1 :])
    return bool(before and after and (0 < len(before[0]) <= 4 or 0 < len(after[0]) <= 4))


def _repair(passage: Passage, match: re.Match[str], wanted: str) -> Finding:
    message = say(
        "`{found}` is not the right mark here: write `{wanted}`", found=match[0].strip(), wanted=wanted.strip()
    )
    return passage.repair(message, *match.span(), wanted)
