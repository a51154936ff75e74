"""One sum of money that a release writes in two ways.

With HK$60 billion at the top and $60 billion further down, readers wonder whether it is the same money, and a search
for one does not find the other. Write the sum as the release first writes it. The rule skips headlines and tables,
since they shorten sums.

Wrong: HK$60 billion … $60 billion; 600億港元 … 600億元
Right: HK$60 billion … HK$60 billion; 600億港元 … 600億港元
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Passage, Proof
from hkpress.core.diagnostics import Severity
from hkpress.figures import DOLLAR, Fact, Money, find

CODE = "sum-notation"
SEVERITY = Severity.WARNING

_MONEY = re.compile(
    r"[$€£¥￥元圓仙幣鎊]|[A-Z]{3} ?\d|\d ?(?:[a-z]+ )?[A-Z]{3}\b|dollar|yuan|euro|pound|cent|yen|renminbi"
)
_MORE = re.compile("[多餘幾]")
_SPACE_OR_HYPHEN = re.compile(r"[\s-]")
Sum = tuple[Passage, Fact]


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a warning for every sum that is written differently from its first mention."""
    issuer = proof.release.issuer
    dollar = issuer.currency if issuer else "HKD"
    for edition in ("en", "tc", "sc"):
        for found in _sums(proof.texts_in(edition), dollar):
            for other, fact in found[1:]:
                passage, first = found[0]
                if _notation(fact) != _notation(first):
                    message = say(
                        "`{found}` here, `{first}` elsewhere in this release: write one sum in one way",
                        found=fact.text,
                        first=first.text,
                    )
                    related = (passage.place(first.start, first.end),)
                    yield other.finding(message, fact.start, fact.end, related=related, fix=first.text)


def _sums(passages: Iterable[Passage], dollar: str) -> Iterable[list[Sum]]:
    """The places of each sum; dollars without a name are *dollar*."""
    sums: dict[tuple[Fraction, str], list[Sum]] = {}
    for passage in passages:
        if "headline" in passage.field or "table" in passage.loc or not _MONEY.search(passage.prose):
            continue
        for fact in passage.facts:
            if isinstance(fact.value, Money) and fact.hard and not _MORE.search(fact.text):
                currency = dollar if fact.value.currency == DOLLAR else fact.value.currency
                sums.setdefault((fact.value.amount, currency), []).append((passage, fact))
    different = [found for found in sums.values() if len({_notation(fact) for _, fact in found}) > 1]
    return [[each for each in found if _is_exact(each[1], each[0].edition)] for found in different]


def _is_exact(fact: Fact, edition: str) -> bool:
    """Whether its words give the whole sum. 600多億元 does not, nor does the end of a range, which borrows its unit."""
    return [each.value for each in find(fact.text, edition)] == [fact.value]


def _notation(fact: Fact) -> str:
    return _SPACE_OR_HYPHEN.sub("", fact.text).casefold()
