"""Finds the filled fields of a release that its theme's pages leave out."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any

from hkpress.core.diagnostics import Invalid
from hkpress.page.document import fill_page
from hkpress.page.page import Page, localise
from hkpress.page.theme import Theme
from hkpress.release.editions import EDITIONS
from hkpress.release.parse import Release
from hkpress.release.project import Project

PRINTED = (
    *("subheadline", "number", "time", "timing", "on_behalf_of", "source", "photo_pack", "embargo", "withdrawn"),
    *("corrections", "footnotes", "photos", "links", "notes_to_editors", "contacts"),
)
"""The fields of a manuscript that an author expects to see on the page, each a value of the page too."""
_ON_THE_PAGE = {"timing": "immediate"}


def unprinted(project: Project, release: Release) -> tuple[str, ...]:
    """The filled fields that the theme's web page and text never read, and so never print. Fields that a theme reads
    but does not print are not listed: missing one is better than a false alarm.
    """
    written, theme = release.manuscript, Theme(release.manuscript.theme, project.template_roots)
    filled = {name: _ON_THE_PAGE.get(name, name) for name in PRINTED if getattr(written, name)}
    seen = _seen(theme)
    if not seen.issuperset(filled.values()):
        for edition in written.editions:
            page = localise(release, EDITIONS[edition], drawn=False)
            values = {each.name: getattr(page, each.name) for each in fields(page)}
            try:
                for template in ("release.html", "release.txt"):
                    fill_page(_Watched(**values, seen=seen), theme, template)
            except Invalid:  # a build reports why
                return ()
    return tuple(name for name, value in filled.items() if value not in seen)


@cache
def _seen(theme: Theme) -> set[str]:  # noqa: ARG001 (one for each theme)
    """The values of a page that the theme's templates have read so far, for all releases."""
    return set()


@dataclass(frozen=True)
class _Watched(Page):
    """A page that notes which of its values are read."""

    seen: set[str] = field(default_factory=set)

    def __getattribute__(self, name: str) -> Any:
        object.__getattribute__(self, "seen").add(name)
        return object.__getattribute__(self, name)
