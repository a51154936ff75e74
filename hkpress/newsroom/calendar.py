"""When each release is out. A release that is not yet out is dropped here, before any file is named."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import NamedTuple

from hkpress.core.clock import HONG_KONG
from hkpress.core.diagnostics import UNREADABLE, Diagnostic, Invalid, Severity
from hkpress.core.files import FRESH, STATE, write_file
from hkpress.core.layout import MANUSCRIPT
from hkpress.newsroom.settled import OWN
from hkpress.release.project import Project


class Issue(NamedTuple):
    """A release, and when it is out."""

    moment: datetime
    """In Hong Kong time: the end of the embargo, but not before the day of issue; without an embargo, the hour or day
    of issue."""
    slug: str
    embargoed: bool
    """Whether it is embargoed: its pages say so until then."""
    draft: bool = False
    """Whether people still work on it: then it is never out."""


class Calendar(NamedTuple):
    """All releases by the moment at which they are out, and those whose moment is unknown."""

    issues: tuple[Issue, ...]
    unreadable: tuple[Diagnostic, ...]
    drafts: tuple[Issue, ...]
    """Those that people still work on; they are not among the issues."""

    def public(self, moment: datetime) -> tuple[Issue, ...]:
        """The releases that are out at a moment."""
        return tuple(issue for issue in self.issues if issue.moment <= moment)

    def waiting(self, moment: datetime) -> tuple[str, ...]:
        """The drafts that would be out at a moment."""
        return tuple(draft.slug for draft in self.drafts if draft.moment <= moment)

    def following(self, moment: datetime) -> datetime | None:
        """When the next release is out; None if none is waiting."""
        return min((issue.moment for issue in self.issues if issue.moment > moment), default=None)


ENTRY = 4
"""What is remembered of a release: the state of its file, the moment, and whether it is embargoed and a draft."""


def read(project: Project) -> Calendar:
    """Read the calendar of a project, and keep it for the next time. An unreadable release keeps the moment that it
    had. Raises OSError.
    """
    known = project.made("build") / OWN / "calendar.json"
    before = _remembered_issues(known)
    now: dict[str, list[str]] = {}
    problems: list[Diagnostic] = []
    for slug in project.slugs():
        path = project.releases / slug / MANUSCRIPT
        state = _state(path)
        if slug in before and state and before[slug][0] == state:
            now[slug] = before[slug]
            continue
        try:
            issue = _issue_of(project, slug, path)
            now[slug] = [state, issue.moment.isoformat(), "embargo" * issue.embargoed, "draft" * issue.draft]
        except Invalid as error:
            problems += error.diagnostics
            if slug in before:
                now[slug] = ["", *before[slug][1:]]
    if now != before:
        write_file(known, json.dumps(now).encode(), lasting=False)
    issues = sorted(
        Issue(datetime.fromisoformat(at), slug, bool(held), bool(draft)) for slug, (_, at, held, draft) in now.items()
    )
    out, drafts = (tuple(issue for issue in issues if issue.draft is draft) for draft in (False, True))
    return Calendar(out, tuple(problems), drafts)


def _remembered_issues(path: Path) -> Mapping[str, list[str]]:
    try:
        entries: Mapping[str, list[str]] = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return {slug: entry for slug, entry in entries.items() if len(entry) == ENTRY}


def _state(path: Path) -> str:
    """The state of a file; "" if it may change again unnoticed."""
    try:
        status = path.stat()
    except OSError:
        return ""
    fresh = max(status.st_mtime_ns, status.st_ctime_ns) > datetime.now(HONG_KONG).timestamp() * 10**9 - FRESH
    return "" if fresh else " ".join(map(str, STATE(status)))


def _issue_of(project: Project, slug: str, path: Path) -> Issue:
    """When a release is out, from its manuscript. Nothing else in it is read."""
    try:
        written = project.source(path).data
    except OSError as error:
        message = f"this cannot be read: {error.strerror}"
        raise Invalid([Diagnostic(message, UNREADABLE, path)]) from error
    try:
        draft = written.get("draft") == "yes"
        if written.get("embargo"):
            ends = datetime.fromisoformat(written["embargo"])
            if ends.tzinfo is None:
                raise ValueError(ends)
            issued = datetime.combine(date.fromisoformat(written["date"]), time(), HONG_KONG)
            return Issue(max(ends.astimezone(HONG_KONG), issued), slug, embargoed=True, draft=draft)
        hour = time.fromisoformat(written.get("time") or "00:00")
        issued = datetime.combine(date.fromisoformat(written["date"]), hour, HONG_KONG)
        return Issue(issued, slug, embargoed=False, draft=draft)
    except (AttributeError, KeyError, TypeError, ValueError):
        message = "nobody can tell when this release is out: `hkpress check` says what is wrong with it"
        raise Invalid([Diagnostic(message, "newsroom", path, severity=Severity.ERROR)]) from None
