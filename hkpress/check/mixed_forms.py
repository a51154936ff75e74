"""Two forms of one character in the same release.

說 and 説, 群 and 羣 are both right, but not in one text: readers take them for two words, and a search
finds half. The check prefers the form that Big5 has, or the commoner one.

Wrong: 他説 … 他說
Right: 他說 … 他說

`--fix` writes the preferred form, but not in what may be a name or a title.
"""

from __future__ import annotations

from collections.abc import Iterable

from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Proof
from hkpress.check.untranslated import NAMES
from hkpress.check.wrong_form import is_in_title
from hkpress.chinese.forms import FormKind, mixed_pairs
from hkpress.core.diagnostics import Severity

CODE = "mixed-forms"
SEVERITY = Severity.WARNING


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a warning for each of the less preferred forms, if the release has the other one too."""
    consistent = [(passage, form) for passage, form in proof.forms if form.kind is FormKind.CONSISTENCY]
    both = mixed_pairs(form for _, form in consistent)
    for passage, form in consistent:
        if form.form in both and form.found != form.wanted[0]:
            message = say(
                "`{found}` here, `{wanted}` elsewhere in this release: write `{wanted}`",
                found=form.found,
                wanted=form.wanted[0],
            )
            if form.sure and passage.field not in NAMES and not is_in_title(passage, form.start):
                yield passage.repair(message, form.start, form.end, form.wanted[0])
            else:
                yield passage.finding(message, form.start, form.end, fix=form.wanted[0])
