"""The releases of a project as the desk lists them, and new ones."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from hkpress.check import examine
from hkpress.core.diagnostics import Diagnostic, Invalid, Severity
from hkpress.core.files import STATE, write_file
from hkpress.core.layout import SHARED
from hkpress.desk.looks import Looks, manuscript
from hkpress.desk.words import Say
from hkpress.formats import text as plain
from hkpress.golden import sets
from hkpress.page.document import typeset
from hkpress.page.page import localise
from hkpress.page.theme import Theme
from hkpress.release import rewrite, scaffold, source
from hkpress.release.editions import EDITIONS, HONG_KONG
from hkpress.release.parse import Release
from hkpress.release.project import Project

_FRESH = ("headline", "date", "issuer", "draft")
_NOT_COPIED = ("photos", "checks", "embargo", "corrections", "withdrawn", "number", "time", "links", "notes", "remarks")
"""Fields that belong to one release and not to the next."""


class Library:
    """The list of releases. A release is read again when one of its files has changed."""

    def __init__(self, looks: Looks) -> None:
        self.looks, self.project = looks, looks.project
        self._seen: dict[tuple[str, str], tuple[Any, dict[str, Any]]] = {}

    def entries(self) -> list[dict[str, Any]]:
        """Every release, the newest first."""
        listed = [self._remembered("entry", slug, self._entry) for slug in self.project.slugs()]
        return sorted(listed, key=lambda each: (each["date"], each["slug"]), reverse=True)

    def state(self, slug: str) -> dict[str, Any]:
        """The state of a release: draft, ready, embargoed, accepted, or changed since it was accepted."""
        return self._remembered("state", slug, self._state)

    def _remembered(self, kind: str, slug: str, look: Any) -> dict[str, Any]:
        stamp = self._stamp(slug), datetime.now(HONG_KONG).hour
        if self._seen.get((kind, slug), (None,))[0] != stamp:
            self._seen[kind, slug] = stamp, look(slug)
        return self._seen[kind, slug][1]

    def _stamp(self, slug: str) -> tuple[Any, ...]:
        shared = self.project.releases / SHARED
        issuers = sorted((shared / "issuers").glob("*.yaml"))
        files = manuscript(self.project, slug), shared / "people.yaml", shared / "glossary.yaml", self._golden(slug)
        paths = (*files, *issuers)
        return tuple(_state(path) for path in paths)

    def _golden(self, slug: str) -> Path:
        return sets.folder_of(self.project) / slug / sets.FILES

    def _entry(self, slug: str) -> dict[str, Any]:
        with suppress(Invalid, OSError):
            data = source.read(manuscript(self.project, slug)).data
            headline = rewrite.value_at(data, ("headline",), None)
            words = headline if isinstance(headline, dict) else {"en": headline} if isinstance(headline, str) else {}
            return {
                "slug": slug,
                "date": str(rewrite.value_at(data, ("date",), None) or ""),
                "en": str(words.get("en") or ""),
                "tc": str(words.get("tc") or ""),
            }
        return {"slug": slug, "date": slug[:10], "en": "", "tc": ""}

    def _state(self, slug: str) -> dict[str, Any]:
        try:
            release = self.project.read(slug)
            findings = examine(release).findings
        except Invalid as error:
            return {"state": "draft", "errors": len(error.diagnostics), "warnings": 0}
        except OSError:
            return {"state": "draft", "errors": 1, "warnings": 0}
        errors = sum(each.severity is Severity.ERROR for each in findings)
        warnings = sum(each.severity is Severity.WARNING for each in findings)
        counted = {"errors": errors, "warnings": warnings}
        if errors or release.manuscript.draft == "yes":
            return {"state": "draft", **counted}
        accepted = self._accepted(release)
        embargo = release.manuscript.embargo
        if embargo and embargo > datetime.now(HONG_KONG):
            return {"state": "embargoed", "until": embargo, "accepted": accepted, **counted}
        return {"state": {None: "ready", True: "accepted", False: "changed"}[accepted], **counted}

    def _accepted(self, release: Release) -> bool | None:
        """Whether the words are the accepted ones; None if none were accepted."""
        home = self._golden(release.slug).parent
        if not home.is_dir():
            return None
        theme = Theme(release.manuscript.theme, self.project.template_roots)
        with suppress(Invalid, OSError):
            return all(
                plain.make(typeset(localise(release, edition, tuple(EDITIONS.values())), theme))[0]
                == (home / name / "text.txt").read_bytes()
                for name, edition in EDITIONS.items()
            )
        return False


def _state(path: Path) -> Any:
    try:
        return STATE(path.stat())
    except OSError:
        return None


def chips(state: dict[str, Any], t: Say) -> list[dict[str, str]]:
    """How far a release has come, as the list shows it: an icon, a look and words for each thing to say."""
    until = t.moment(state["until"]) if "until" in state else ""
    accepted = {
        True: ("done", "done", t("Accepted")),
        False: ("warning", "warning", t("Changed since accepted")),
    }
    states = {
        "draft": ("error", "error", t("Draft, {n} to correct", n=state["errors"]))
        if state.get("errors")
        else ("hint", "hint", t("Draft")),
        "ready": ("done", "done", t("Ready")),
        "embargoed": ("hint", "hint", t("Embargoed until {time}", time=until)),
        "accepted": accepted[True],
        "changed": accepted[False],
    }
    shown = [states[state["state"]]]
    if state["state"] == "embargoed" and state["accepted"] is not None:
        shown.append(accepted[state["accepted"]])
    if state["warnings"]:
        shown.append(("warning", "plain", t("{n} to look at", n=state["warnings"])))
    return [{"icon": icon, "kind": kind, "words": words} for icon, kind, words in shown]


def begin(project: Project, headline: dict[str, str], date: str, issuer: str, like: str = "") -> str:
    """Start a release, empty or *like* another one. Returns its slug. Raises Invalid, and OSError."""
    slug = _free(project, date, headline.get("en") or headline.get("tc") or "")
    words = {language: headline.get(language) or None for language in ("en", "tc")}
    given: dict[str, Any] = {
        "theme": _theme(project, issuer),
        "issuer": issuer or None,
        "date": date,
        "headline": words,
        "draft": "yes",
    }
    given = {name: value for name, value in given.items() if value is not None}
    path = manuscript(project, slug)
    if like:
        text = _like(source.read(manuscript(project, like)), given)
    else:
        given |= {"place": {"en": "Hong Kong", "tc": "香港"}, "timing": "immediate"}
        given["body"] = [{"en": None, "tc": None}]
        text = _HEADER + rewrite.as_yaml({name: given[name] for name in _ORDER if name in given})
    source.parse_text(text, path)
    write_file(path, text.encode())
    if not (project.releases / scaffold.SCHEMA).exists():
        write_file(project.releases / scaffold.SCHEMA, scaffold.schema_text().encode())
    return slug


_HEADER = f"# yaml-language-server: $schema=../{scaffold.SCHEMA}\n"
_ORDER = ("theme", "issuer", "date", "place", "timing", "draft", "headline", "body")


def _theme(project: Project, issuer: str) -> str | None:
    """The theme with the issuer's name, or else that of the issuer's newest release. Without an issuer, the theme that
    all releases share, because a single one may belong to another house.
    """
    themes = project.themes()
    if issuer in themes:
        return issuer
    chosen: list[str | None] = []
    for slug in reversed(project.slugs()):
        with suppress(Invalid, OSError):
            data = source.read(manuscript(project, slug)).data
            theme = rewrite.value_at(data, ("theme",), None)
            if not issuer:
                chosen.append(theme)
            elif rewrite.value_at(data, ("issuer",), None) == issuer and theme in themes:
                return str(theme)
    return chosen[0] if len({*chosen}) == 1 and chosen[0] in themes else None


def issuer_of(path: Path) -> str:
    """The issuer of a release, or the first of several; "" if its file names none, or cannot be read."""
    with suppress(Invalid, OSError):
        data = source.read(path).data
        return str(rewrite.value_at(data, ("issuers", 0), None) or rewrite.value_at(data, ("issuer",), None) or "")
    return ""


def _like(origin: source.Source, given: dict[str, Any]) -> str:
    together = origin.data.get("issuers") or ()
    same = given.get("issuer") in together  # a joint release probably follows a joint release
    given = {name: value for name, value in given.items() if not (same and name == "issuer")}
    others = ("issuer",) if same else ("issuers",) if "issuer" in given else ("issuer", "issuers")
    for name in (*_NOT_COPIED, *others):
        if name in origin.data and len(origin.data) > 1:
            origin = source.parse_text(rewrite.removed(origin, (name,)), origin.path)
    for name in _FRESH:
        if name in given:
            text = (rewrite.written if name in origin.data else rewrite.inserted)(origin, (name,), given[name])
            origin = source.parse_text(text, origin.path)
    return origin.text


def _free(project: Project, date: str, headline: str) -> str:
    """A slug that no release has."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", date):
        raise Invalid([Diagnostic("write the date as year-month-day, such as 2025-04-24", "date")])
    return scaffold.unused(project.releases, scaffold.slug_of(date, headline))
