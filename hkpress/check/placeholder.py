"""A placeholder that somebody meant to replace.

XXX, TBC, "To be written", lorem ipsum, 待定, 待補, a row of question marks or a bracket such as
[name] says to every reader that the release is not finished.

Wrong: The event attracted XXX guests. 活動吸引[人數]名嘉賓。
Right: The event attracted 250 guests. 活動吸引250名嘉賓。

The words 待定 and TBC are right in a schedule: silence the place and say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Proof
from hkpress.diagnostics import Severity

CODE = "placeholder"
SEVERITY = Severity.ERROR

_WORDS = r"TBC|TBD|TBA|T\.B\.C\.?|T\.B\.D\.?|TODO|FIXME|TK|TKTK|N\.?N\.?N\.?(?=\W)"
_ANY = re.compile(rf"(?<![A-Za-z0-9])(?:{_WORDS})(?![A-Za-z0-9])")


def check(proof: Proof) -> Iterable[Finding]:
    """An error at every placeholder."""
    for passage in proof.passages:
        for match in _ANY.finditer(passage.prose):
            message = say("`{found}` is a placeholder: write what belongs here", found=match[0])
            yield passage.finding(message, *match.span())
