"""A form that is right elsewhere, where this house writes the other one.

裏 for 裡, 着 for 著 (but 著名), 衞 for 衛, 公布 for 公佈: Hong Kong's government and press write these, and nobody
prescribes them. Each house should write one form: a release with both is a warning, any other a hint. Names keep their
own.

Wrong: 衛生署今日公佈
Right: 衞生署今日公布

`--fix` writes the house's form in words. In what may be a name, as 衛 in 富衛, or a title, it is a hint for a person to
judge.
The table is hkpress/chinese/data/forms.tsv.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Passage, Proof
from hkpress.check.signs import HAN
from hkpress.check.untranslated import NAMES
from hkpress.check.wrong_form import is_in_title
from hkpress.chinese.forms import FormKind, FoundForm
from hkpress.core.diagnostics import Severity

CODE = "house-form"
SEVERITY = Severity.WARNING

_TWO_HAN = re.compile(f"[{HAN}]{{2}}")


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a finding for every form that the house does not write, and only one for a form that may belong to a
    name."""
    told: set[str] = set()
    written = "\n".join(passage.prose for passage in proof.texts_in("tc") if passage.field not in NAMES)
    for passage, form in proof.forms:
        if form.kind is not FormKind.HOUSE:
            continue
        message = say("`{found}`: this house writes `{wanted}`", found=form.found, wanted=form.wanted[0])
        if form.sure and passage.field not in NAMES and not is_in_title(passage, form.start):
            severity = Severity.WARNING if _is_mixed(passage, form, written) else Severity.HINT
            yield passage.repair(message, form.start, form.end, form.wanted[0], severity=severity)
        elif form.found not in told:
            told.add(form.found)
            yield passage.finding(message, form.start, form.end, fix=form.wanted[0], severity=Severity.HINT)


def _is_mixed(passage: Passage, form: FoundForm, written: str) -> bool:
    """Whether the release also *writes* the wanted form in the same word: 周年 beside this 週年."""
    wanted = form.wanted[0]
    if len(wanted) > 1:
        return wanted in written
    words = (
        passage.prose[form.start - 1 : form.start] + wanted,
        wanted + passage.prose[form.end : form.end + 1],
    )
    return any(_TWO_HAN.fullmatch(word) and word in written for word in words)
