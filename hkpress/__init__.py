"""Bilingual press releases: one YAML file in, English and Chinese editions out.

The public names are these functions, `hkpress.figures.find` and `compare`, and `hkpress.chinese.to_simplified`;
docs/library.md shows them at work. Everything else may change from one version to the next.
"""

from __future__ import annotations

__version__ = "1.0.0"
__all__ = ["check", "load", "render"]

TYPE_CHECKING = False
if TYPE_CHECKING:  # the functions import what they need: `hkpress --help` needs none of it
    import os

    from hkpress.core.diagnostics import Diagnostic
    from hkpress.release.parse import Release


def load(folder: str | os.PathLike[str]) -> Release:
    """The release in *folder*, such as `releases/2025-04-24-two-sessions`, with the shared entries it uses.

    Raises `hkpress.core.diagnostics.Invalid`, whose `diagnostics` tell everything that is wrong with its files.
    """
    from pathlib import Path

    from hkpress.core.files import real
    from hkpress.release.project import find_project

    path = real(Path(folder))
    return find_project(path).read(path.name)


def check(release: Release) -> tuple[Diagnostic, ...]:
    """What `hkpress check` finds in a release: errors, warnings and hints, in the order of its files."""
    from hkpress.check import examine

    return examine(release).diagnostics()


def render(release: Release, edition: str = "en", format: str = "html") -> bytes:  # noqa: A002 (the word of the field)
    """One edition (`en`, `tc`, `sc`) of a release as the bytes of one file: `html`, `pdf`, `text` …

    Nothing is checked: see `check`. Raises ValueError for an edition or format that does not exist, and
    `hkpress.core.diagnostics.Invalid` for a mistake in the theme.
    """
    from hkpress.core.diagnostics import Invalid, Severity, did_you_mean
    from hkpress.formats import FORMATS
    from hkpress.page.document import typeset
    from hkpress.page.page import localise
    from hkpress.page.theme import Theme
    from hkpress.release.editions import EDITIONS
    from hkpress.release.project import find_project

    formats = [name for name, each in FORMATS.items() if not each.whole]
    for name, known, what in ((edition, [*EDITIONS], "edition"), (format, formats, "format")):
        if name not in known:
            raise ValueError(f"no {what} `{name}` ({', '.join(known)}){did_you_mean(name, known)}")
    theme = Theme(release.manuscript.theme, find_project(release.folder).template_roots)
    document = typeset(localise(release, EDITIONS[edition], tuple(EDITIONS.values())), theme)
    data, warnings = FORMATS[format].make(document)
    if errors := [each for each in warnings if each.severity is Severity.ERROR]:
        raise Invalid(errors)
    return data
