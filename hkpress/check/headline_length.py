"""A headline that is too long.

News sites and phones cut a headline after some sixty to a hundred letters; e-mail programs sooner. More than 160
letters in English or 50 characters in Chinese make a paragraph. Put the rest into `subheadline`.

Wrong: a headline of 203 letters
Right: a headline of one clause, and the second clause as `subheadline`
"""

from __future__ import annotations

from collections.abc import Iterable

from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Proof
from hkpress.core.diagnostics import Severity
from hkpress.release import inline

CODE = "headline-length"
SEVERITY = Severity.HINT
LIMITS = {"en": 160, "tc": 50, "sc": 50}


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a hint for every headline that is longer."""
    for passage in proof.passages:
        if passage.loc[0] == "headline" and (length := len(inline.to_words(passage.text))) > LIMITS[passage.edition]:
            yield passage.finding(
                say(
                    "the headline has {length} characters, more than {limit}: shorten it, or use `subheadline`",
                    length=length,
                    limit=LIMITS[passage.edition],
                )
            )
