"""A word of Taiwan or the Mainland where Hong Kong has its own.

網路 and 軟體 come from Taiwan, 信息 and 芯片 from the Mainland: readers understand them, and notice that the text comes
from elsewhere. It is only a hint, since a release may quote, name a body, or use a national term on purpose. The rule
skips words inside titles and names, 《 》 「 」.

Wrong: 網路資訊, 人工智慧
Right: 網絡資訊, 人工智能

The words are in hkpress/check/data/regional.tsv.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Proof
from hkpress.core.diagnostics import Severity

CODE = "regional-term"
SEVERITY = Severity.HINT

_QUOTED_TITLE = re.compile("《[^《》]*》|「[^「」]*」|『[^『』]*』")


@dataclass(frozen=True)
class RegionalWord:
    """A row of the table."""

    word: str
    hk: str
    region: str
    allowed: tuple[str, ...]


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a hint for every such word."""
    kept = [term.tc for term in proof.release.glossary.names]
    for passage in proof.texts_in("tc"):
        prose = _QUOTED_TITLE.sub(lambda match: "\0" * len(match[0]), passage.prose)
        for match in _words_pattern().finditer(prose):
            row = _regional_words()[match[0]]
            if any(_within(word, prose, match) for word in (*row.allowed, *kept)):
                continue
            message = (
                say("`{word}` is what Taiwan says: Hong Kong says `{hk}`", word=row.word, hk=row.hk)
                if row.region == "tw"
                else say("`{word}` is what the Mainland says: Hong Kong says `{hk}`", word=row.word, hk=row.hk)
            )
            yield passage.finding(message, *match.span(), fix=row.hk)


def _within(word: str, text: str, match: re.Match[str]) -> bool:
    """Whether the match is part of *word* where it stands."""
    offset = word.find(match[0])
    start = match.start() - offset
    return offset >= 0 and start >= 0 and text.startswith(word, start)


@cache
def _regional_words() -> dict[str, RegionalWord]:
    lines = (Path(__file__).parent / "data" / "regional.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith(("#", "word\t"))]
    return {row[0]: RegionalWord(row[0], row[1], row[2], tuple(row[3].split()) if len(row) > 3 else ()) for row in rows}


@cache
def _words_pattern() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_regional_words(), key=len, reverse=True))))
