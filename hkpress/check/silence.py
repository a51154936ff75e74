"""Findings that the author silences, with a reason, in `checks: ignore:`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from hkpress.check.finding import Finding
from hkpress.check.messages import Message, say
from hkpress.check.proof import Proof
from hkpress.core.diagnostics import Diagnostic, Severity, nearest
from hkpress.release.model import Ignore

UNUSED, EXPIRED, UNKNOWN = "unused-ignore", "expired-ignore", "unknown-ignore"
PAGES = {
    UNUSED: """An entry of `checks: ignore:` that ignores nothing.

What it was written for is no longer there: delete it, before it hides something new.""",
    EXPIRED: """An entry of `checks: ignore:` whose last day is over.

What it ignored is reported again: settle it, or give a later date.""",
    UNKNOWN: """An entry of `checks: ignore:` with a code that is no check's, or whose findings cannot be ignored.""",
}
CODES = tuple(PAGES)


@dataclass(frozen=True)
class Silenced:
    """A finding that hkpress does not report, and why."""

    finding: Finding
    ignore: Ignore


@dataclass(frozen=True)
class Codes:
    """The codes of all rules, of the rules that ran, and of those that nobody may silence."""

    known: Collection[str]
    ran: Collection[str]
    firm: Collection[str]


def entry(found: Diagnostic, lang: str = "en") -> str:
    """What to write under `checks: ignore:` to silence a finding; "" if it cannot be silenced."""
    if found.code in CODES or not found.at:
        return ""
    written = f"- {{code: {found.code}, at: {found.at}, reason: …}}"
    return say("right as it is? under `checks:`, `ignore:` write {entry}", entry=written).in_language(lang)


def set_apart(proof: Proof, findings: Sequence[Finding], codes: Codes) -> tuple[list[Finding], list[Silenced]]:
    """The findings to report, including those about the entries themselves; and the silenced ones."""
    checks = proof.release.manuscript.checks
    ignores = checks.ignore if checks else ()
    active = [each for each in ignores if each.code not in codes.firm and not _expired(each, proof)]
    silenced = [Silenced(finding, ignore) for finding in findings if (ignore := _by(finding, active))]
    quiet = {id(each.finding) for each in silenced}
    used = {id(ignore) for ignore in active for finding in findings if _fits(ignore, finding)}
    left = [finding for finding in findings if id(finding) not in quiet]
    return [*left, *_about(proof, ignores, used, codes)], silenced


def _by(finding: Finding, ignores: Iterable[Ignore]) -> Ignore | None:
    return next((ignore for ignore in ignores if _fits(ignore, finding)), None)


def _fits(ignore: Ignore, finding: Finding) -> bool:
    if ignore.code != finding.code:
        return False
    wanted = ignore.at.strip("/").split("/") if ignore.at else []
    places = (finding.place, *finding.related)
    return any(place.at.split("/")[: len(wanted)] == wanted for place in places)


def _expired(ignore: Ignore, proof: Proof) -> bool:
    return ignore.until is not None and ignore.until < proof.now.date()


def _about(proof: Proof, ignores: Sequence[Ignore], used: Collection[int], codes: Codes) -> Iterable[Finding]:
    for index, ignore in enumerate(ignores):
        about = _trouble(ignore, proof, codes)
        if about is None and ignore.code in codes.ran and id(ignore) not in used:
            about = UNUSED, say("`{code}` finds nothing here any more: delete this entry", code=ignore.code)
        if about:
            place = proof.manuscript("checks", "ignore", index, "code")
            yield Finding(about[1], place, code=about[0], severity=Severity.WARNING)


def _trouble(ignore: Ignore, proof: Proof, codes: Codes) -> tuple[str, Message] | None:
    code = ignore.code
    if code in codes.firm:
        return UNKNOWN, say("`{code}` cannot be ignored: no page can be made with what it finds", code=code)
    if code not in codes.known:
        near = nearest(code, codes.known)
        if near:
            return UNKNOWN, say("there is no check `{code}`; did you mean `{near}`?", code=code, near=near)
        return UNKNOWN, say("there is no check `{code}`: docs/checks.md lists them", code=code)
    if _expired(ignore, proof):
        return EXPIRED, say(
            "`{code}` was to be ignored until {until}: settle what it finds, or give a later date",
            code=code,
            until=ignore.until,
        )
    return None
