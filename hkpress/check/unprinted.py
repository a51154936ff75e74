"""A filled field that the theme's pages leave out.

A theme decides which parts of a release it prints, and in which order: its `order.conf` lists them. A wire prints no
hour of issue, a letterhead no source. Nothing on the page shows that. Choose another theme, ask its designer, or ignore
the hint.

Wrong: number: 12/2026, with `theme: newswire`, which prints no number
Right: number: 12/2026, with `theme: base`
"""

from __future__ import annotations

from collections.abc import Iterable

from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Proof
from hkpress.core.diagnostics import Severity

CODE = "unprinted"
SEVERITY = Severity.HINT


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a hint for each field that the theme does not print, if the caller knows what it prints."""
    theme = proof.release.manuscript.theme
    for name in proof.left_out or ():
        message = say(
            "the theme `{theme}` does not print `{name}:`; take another if readers need it", theme=theme, name=name
        )
        yield Finding(message, proof.manuscript(name))
