"""Checks a release that can be read: one module a rule, and the tuple that lists them.

A rule is a module with CODE, SEVERITY (the highest of its findings), a docstring that is its manual
page, and `check`, which reads a Proof and yields its findings.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from types import ModuleType
from typing import Protocol

from hkpress.check import (
    alt_text,
    boilerplate_age,
    bracket,
    bracket_width,
    chinese_space,
    contact,
    dateline,
    dead_link,
    doubled_mark,
    doubled_word,
    embargo,
    figures,
    footnote,
    full_width,
    glossary,
    glyph,
    headline_figure,
    headline_length,
    homoglyph,
    honorific,
    house_form,
    line_end,
    lookalike,
    mainland_word,
    mark_form,
    mark_width,
    markup,
    missing_text,
    mixed_forms,
    mixed_marks,
    name_pair,
    name_twin,
    near_name,
    odd_character,
    one_language,
    other_person,
    other_place,
    other_post,
    photo_size,
    placeholder,
    post_holder,
    quotation,
    quote_balance,
    quote_kind,
    regional_term,
    repeated,
    silence,
    space,
    speaker,
    star,
    sum_notation,
    table_change,
    table_text,
    table_total,
    typed_twice,
    unintroduced,
    unprinted,
    untranslated,
    weekday,
    wrong_form,
    wrong_word,
)
from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Proof
from hkpress.check.silence import Silenced
from hkpress.core.diagnostics import Diagnostic, Severity
from hkpress.release.editions import HONG_KONG
from hkpress.release.parse import Release
from hkpress.release.source import Loc


class Rule(Protocol):
    """A module of this package that looks for one kind of fault."""

    CODE: str
    SEVERITY: Severity

    def check(self, proof: Proof, /) -> Iterable[Finding]:
        """Yield what the rule finds in the release."""


RULES: tuple[Rule, ...] = (
    # what the two languages say
    figures,
    untranslated,
    missing_text,
    name_pair,
    near_name,
    other_person,
    name_twin,
    unintroduced,
    post_holder,
    honorific,
    other_post,
    other_place,
    glossary,
    quotation,
    markup,
    # one language by itself
    placeholder,
    star,
    typed_twice,
    line_end,
    odd_character,
    glyph,
    wrong_form,
    wrong_word,
    lookalike,
    homoglyph,
    house_form,
    mixed_forms,
    regional_term,
    mainland_word,
    sum_notation,
    bracket,
    bracket_width,
    quote_balance,
    quote_kind,
    mark_width,
    mark_form,
    mixed_marks,
    full_width,
    doubled_mark,
    doubled_word,
    space,
    chinese_space,
    # the release as such
    repeated,
    headline_figure,
    table_total,
    table_change,
    table_text,
    dateline,
    weekday,
    embargo,
    contact,
    speaker,
    headline_length,
    boilerplate_age,
    alt_text,
    photo_size,
    dead_link,
    footnote,
    one_language,
    unprinted,
)
ALWAYS: tuple[Rule, ...] = (glyph,)
"""Nobody may silence these rules: no page may print a box in place of a name."""

MOST = 20
"""How many findings of one rule are shown for one text."""
CODES = (*(rule.CODE for rule in RULES), *silence.CODES)


@dataclass(frozen=True)
class Verdict:
    """The findings of one release, and those that the author has silenced."""

    findings: tuple[Finding, ...]
    silenced: tuple[Silenced, ...] = ()

    def diagnostics(self, lang: str = "en") -> tuple[Diagnostic, ...]:
        """The findings as users see them, in `en` or `tc`."""
        return tuple(finding.diagnostic(lang) for finding in self.findings)


def examine(
    release: Release,
    codes: Collection[str] = CODES,
    now: datetime | None = None,
    left_out: Collection[str] | None = None,
) -> Verdict:
    """Check a release with the rules of these *codes*. Findings come in the order of the files.

    *now* decides whether an embargo or an entry of `ignore` is over. *left_out* are the fields that its theme does not
    print, if that is known.
    """
    proof = Proof(release, now or datetime.now(HONG_KONG), left_out)
    rules = [rule for rule in RULES if rule.CODE in codes and (rule is not unprinted or left_out is not None)]
    findings = [finding for rule in rules for finding in _findings(rule, proof)]
    left, silenced = silence.set_apart(
        proof, findings, silence.Codes(CODES, {rule.CODE for rule in rules}, {rule.CODE for rule in ALWAYS})
    )
    order = {id(source): number for number, (source, _) in enumerate(release.sources)}
    shown = [finding for finding in left if finding.code in codes]
    return Verdict(tuple(sorted(shown, key=lambda each: _position(each, order))), tuple(silenced))


def errors(release: Release, rules: Iterable[Rule] = RULES, now: datetime | None = None) -> tuple[Diagnostic, ...]:
    """The errors of a release. hkpress does not build a release with errors."""
    codes = {rule.CODE for rule in rules if rule.SEVERITY is Severity.ERROR}
    return tuple(each for each in examine(release, codes, now).diagnostics() if each.severity is Severity.ERROR)


def _findings(rule: Rule, proof: Proof) -> Iterator[Finding]:
    """The findings of a rule, with its code. If a text has more than MOST, the last one counts the rest."""
    texts: dict[tuple[int, Loc], list[Finding]] = {}
    for finding in rule.check(proof):
        stamped = replace(finding, code=finding.code or rule.CODE, severity=finding.severity or rule.SEVERITY)
        texts.setdefault((id(finding.place.source), finding.place.loc), []).append(stamped)
    for found in texts.values():
        yield from found[:MOST]
        if more := found[MOST:]:
            message = say("and {number} more of these in this text: correct the first ones", number=f"{len(more):,}")
            edits = tuple(edit for finding in more for edit in finding.edits)
            yield replace(more[0], message=message, related=(), fix=None, edits=edits)


def _position(finding: Finding, order: dict[int, int]) -> tuple[int, int, int]:
    place = finding.place
    loc = place.loc
    while loc not in place.source.places and loc:
        loc = loc[:-1]
    offsets = place.source.places.get(loc)
    return order.get(id(place.source), 0), offsets.value[0] if offsets else 0, place.start or 0


class _Room(ModuleType):
    """Once imported, this package hides the function `hkpress.check`. So it can be called in the same way."""

    def __call__(self, release: Release, /) -> tuple[Diagnostic, ...]:
        return examine(release).diagnostics()


sys.modules[__name__].__class__ = _Room
