"""A character that no Hong Kong text has: simplified, Japanese, or a slip of the input method.

It comes with copied text, or with an input method that was left in another mode. A name that is
officially written so is silenced with its reason.

Wrong: 国家发展, 香港仔巿場
Right: 國家發展, 香港仔市場

`--fix` writes the Hong Kong form where only one can be meant; 发 can be 發 or 髮.
"""

from __future__ import annotations

from collections.abc import Iterable

from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Proof
from hkpress.chinese.forms import Kind
from hkpress.core.diagnostics import Severity

CODE = "wrong-form"
SEVERITY = Severity.ERROR


def check(proof: Proof) -> Iterable[Finding]:
    """An error at every such character."""
    for passage, form in proof.forms:
        if form.kind is not Kind.HARD:
            continue
        wanted = " / ".join(form.wanted)
        message = say("`{found}` is not written in Hong Kong: write `{wanted}`", found=form.found, wanted=wanted)
        if len(form.wanted) == 1:
            yield passage.repair(message, form.start, form.end, form.wanted[0])
        else:
            yield passage.finding(message, form.start, form.end)
