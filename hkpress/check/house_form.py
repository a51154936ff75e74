"""A form that is right elsewhere, where this house writes the other one.

裏 for 裡, 着 for 著 (but 著名), 衞 for 衛, 公布 for 公佈: Hong Kong's government and press write these, and
nobody prescribes them. What matters is that one house writes one form. Names keep their own.

Wrong: 衛生署今日公佈
Right: 衞生署今日公布

`--fix` writes the house's form in words. In what may be a name, as 衛 in 富衛, it is a hint for a person to judge.
The table is hkpress/chinese/data/forms.tsv.
"""

from __future__ import annotations

from collections.abc import Iterable

from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Proof
from hkpress.check.untranslated import NAMES
from hkpress.chinese.forms import FormKind
from hkpress.core.diagnostics import Severity

CODE = "house-form"
SEVERITY = Severity.WARNING


def check(proof: Proof) -> Iterable[Finding]:
    """A warning at every form that is not the house's, a hint at the first that may be a name's."""
    told: set[str] = set()
    for passage, form in proof.forms:
        if form.kind is not FormKind.HOUSE:
            continue
        message = say("`{found}`: this house writes `{wanted}`", found=form.found, wanted=form.wanted[0])
        if form.sure and passage.field not in NAMES:
            yield passage.repair(message, form.start, form.end, form.wanted[0])
        elif form.found not in told:
            told.add(form.found)
            yield passage.finding(message, form.start, form.end, fix=form.wanted[0], severity=Severity.HINT)
