"""A part in one language only.

`editions:` at the top and `only:` at a part leave a language out on purpose. The hint reminds the last person who reads
the release that readers of the other language do not get this part.

Wrong: only: en, left over from a draft that is translated by now
Right: only: en, at a telephone number for callers who speak English
"""

from __future__ import annotations

from collections.abc import Iterable

from hkpress.check.finding import Finding, Place
from hkpress.check.messages import say
from hkpress.check.proof import Proof
from hkpress.core.diagnostics import Severity
from hkpress.release.model import Limited

CODE = "one-language"
SEVERITY = Severity.HINT

_ONLY = {
    "en": say("only the English edition has this: no Chinese edition prints it"),
    "tc": say("only the Chinese editions have this: the English one does not print it"),
}


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a hint for `editions`, and for every part that only one language has."""
    release = proof.release
    if release.languages == {"en"}:
        yield Finding(say("this release is made in English only"), proof.manuscript("editions"))
    elif release.languages == {"tc"}:
        yield Finding(say("this release is made in Chinese only"), proof.manuscript("editions"))
    for part, (source, loc) in release.models():
        if isinstance(part, Limited) and part.only:
            yield Finding(_ONLY[part.only], Place(source, (*loc, "only")))
