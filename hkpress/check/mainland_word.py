"""A word or a name that the Mainland may write differently. hkpress cannot decide.

質素 is 質量 or 素質, 3.5厘 is 3.5%, and a page under /tc/ may have a Simplified sister. 乾 is 干 in most words and
stays 乾 in many names. hkpress leaves them as they are and mentions each once.

Wrong: 主席李乾耀先生, and no `sc:` beside his name in people.yaml
Right: name: {en: Lee Kin-yiu, tc: 李乾耀, sc: 李乾耀}

Write `sc:` beside the text or the name; hkpress then uses it in the whole edition.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from hkpress.check import memo, persons
from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Passage, Proof
from hkpress.core.diagnostics import Severity
from hkpress.figures.scanning import search_before

CODE = "mainland-word"
SEVERITY = Severity.HINT

_WANTED = {"質素": "質量 / 素質", "公帑": "公共資金", "厘": "%", "地下大堂": "一樓大堂", "地下及一樓": "一樓及二樓"}
_AMBIGUOUS = re.compile(r"質素|公帑|(?<=\d)厘(?!米)|地下大堂|地下及一樓")
_RATE_CHANGE = re.compile(r"[加減升跌調低高增降]息?[約近逾]?[\d.]+$")
"""減0.75厘 is a change by 0.75 percentage points, not a rate."""
_TC_PAGE = re.compile(r"(?<![A-Za-z0-9./_-])(?:https?://|www\.)[A-Za-z0-9./_-]*/(?:tc|tc_chi|b5)/", re.IGNORECASE)
_IN_NAMES = re.compile("[昇乾徵汎祕陞鉅鍾甦崑]")
"""Characters that OpenCC simplifies and that names often keep."""


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a hint at the first place of each such word, address and name."""
    if "sc" not in proof.release.manuscript.editions:
        return
    written = {passage.loc[:-1] for passage in proof.texts_in("sc")}
    given = {person.name.tc for person in proof.release.people.values() if person.name.sc}
    told: set[str] = set()
    for passage in proof.texts_in("tc"):
        if passage.loc[:-1] in written:
            continue
        for finding in memo.findings(passage, _in_passage):
            words = finding.place.part and passage.text[finding.place.part]
            if words and words not in told and not any(words in name or name in words for name in given):
                told.add(words)
                yield finding


def _in_passage(passage: Passage) -> Iterable[Finding]:
    for match in _AMBIGUOUS.finditer(passage.prose):
        if match[0] == "厘" and search_before(_RATE_CHANGE, passage.prose, match.start(), 12):
            continue
        message = say(
            "the Mainland says {wanted} for `{found}`: write `sc:` if it matters",
            wanted=_WANTED[match[0]],
            found=match[0],
        )
        yield passage.finding(message, *match.span())
    for match in _TC_PAGE.finditer(passage.text):
        message = say(
            "`{found}` is a page in Traditional Chinese: write `sc:` if there is one in Simplified", found=match[0]
        )
        yield passage.finding(message, *match.span())
    for one in persons.chinese(passage.text):
        if one.full and _IN_NAMES.search(one.name):
            message = say(
                "is `{name}` written otherwise in Simplified Chinese? write `sc:` beside the name", name=one.name
            )
            yield passage.finding(message, one.start, one.end)
