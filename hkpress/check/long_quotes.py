"""Quotations of several paragraphs.

Houses differ: some open every paragraph of a long quotation, some only the first. Both close it once, at the end. So a
paragraph of such a quotation is not judged by its own marks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from hkpress.check.memo import once
from hkpress.check.proof import Passage, Proof

LONGEST = 12
"""Paragraphs of one quotation."""
_PAIRS = {"en": ("“”", '""'), "tc": ("「」", "『』", "“”"), "sc": ("“”", "「」")}


@once
def paragraphs(proof: Proof) -> frozenset[int]:
    """The `id`s of the passages that belong to a quotation of several paragraphs."""
    quoted: set[int] = set()
    for edition, pairs in _PAIRS.items():
        body = [passage for passage in proof.texts_in(edition) if passage.loc[0] == "body"]
        for marks in pairs:
            index = 0
            while index < len(body):
                length = _paragraph_count(body[index : index + LONGEST], marks)
                quoted |= {id(passage) for passage in body[index : index + length]}
                index += max(1, length)
    return frozenset(quoted)


def goes_on(prose: str, marks: str) -> bool:
    """Whether a paragraph that begins with the opening mark may go on with a quotation. One that begins with a quoted
    word or name, such as 「免費」最好, does not.
    """
    opening, closing = map(re.escape, marks)
    within = rf"[^{opening}{closing}{_CLAUSE_ENDS}A-Za-z\s]{{1,8}}|[A-Za-z0-9][A-Za-z0-9’' -]{{0,24}}[A-Za-z0-9]"
    return not re.match(rf"\s*{opening}(?:{within}){closing}\s*\w", prose)


_CLAUSE_ENDS = "。，；：！？…"


def _paragraph_count(passages: Sequence[Passage], marks: str) -> int:
    """How many passages the quotation has that begins in the first one; 0 if none begins there, or if it never ends."""
    opening, closing = marks[0], marks[1]
    if _open(passages[0].prose, marks) <= 0:
        return 0
    for number, passage in enumerate(passages[1:], 2):
        prose = passage.prose
        reopened = prose.lstrip().startswith(opening) and goes_on(prose, marks)
        left = _open(prose, marks) - (1 if reopened else 0)
        if opening == closing:
            left = -1 if prose.count(opening) % 2 != reopened else 0
        if left < 0:
            return number
        if left > 0 or (not reopened and opening in prose):
            return 0
    return 0


def _open(prose: str, marks: str) -> int:
    """How many quotations the text opens more than it closes."""
    if marks[0] == marks[1]:
        return prose.count(marks[0]) % 2
    return prose.count(marks[0]) - prose.count(marks[1])
