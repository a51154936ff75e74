"""A character that Hong Kong does not write: simplified, Japanese, or a slip of the input method.

It comes with copied text, or from an input method in another mode. Old forms (强, 臺) and characters beside Japanese
are a warning, or a hint in what may be a name: 國立臺灣大學.

Wrong: 国家发展, 香港仔巿場
Right: 國家發展, 香港仔市場

`--fix` writes the Hong Kong form where only one can be meant (发 can be 發 or 髮), and never in what may be a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Passage, Proof
from hkpress.check.untranslated import NAMES
from hkpress.chinese.forms import FormKind
from hkpress.core.diagnostics import Severity

CODE = "wrong-form"
SEVERITY = Severity.ERROR

_KANA = re.compile("[\u3041-\u30fa]")


def check(proof: Proof) -> Iterable[Finding]:
    """Yield an error for every such character, a warning for an old form and in the title of a book."""
    for passage, form in proof.forms:
        if form.kind not in (FormKind.HARD, FormKind.VARIANT):
            continue
        may_be_meant = form.kind is FormKind.VARIANT or _is_japanese(passage.text) or is_in_title(passage, form.start)
        severity = (Severity.WARNING if form.sure else Severity.HINT) if may_be_meant else None
        message = say(
            "`{found}` is not written in Hong Kong: write `{wanted}`", found=form.found, wanted=" / ".join(form.wanted)
        )
        if len(form.wanted) == 1 and form.sure and not is_in_title(passage, form.start) and passage.field not in NAMES:
            yield passage.repair(message, form.start, form.end, form.wanted[0], severity=severity)
        else:
            fix = form.wanted[0] if len(form.wanted) == 1 else None
            yield passage.finding(message, form.start, form.end, fix=fix, severity=severity)


def is_in_title(passage: Passage, start: int) -> bool:
    """Whether it is in 《 》, since a book from the Mainland keeps its title."""
    first = max(0, start - _LONGEST_TITLE)
    return passage.text.rfind("《", first, start) > passage.text.rfind("》", first, start)


_LONGEST_TITLE = 100


@lru_cache(maxsize=100)
def _is_japanese(text: str) -> bool:
    """Whether the passage contains Japanese, which has its own characters."""
    return bool(_KANA.search(text))
