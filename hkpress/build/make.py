"""One release → the bytes of its outputs, in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path

from hkpress import check
from hkpress.build.inputs import GLOSSARY, ISSUERS, PEOPLE
from hkpress.diagnostics import Diagnostic, Invalid, Severity
from hkpress.document import typeset
from hkpress.editions import EDITIONS, HONG_KONG
from hkpress.formats import FORMATS
from hkpress.layout import Variant, variants
from hkpress.page import localise
from hkpress.parse import Release
from hkpress.project import Project
from hkpress.theme import Theme


@dataclass(frozen=True)
class Output:
    """One file to write: its place below the output folder, and its bytes."""

    path: Path
    data: bytes


@dataclass(frozen=True)
class Outcome:
    """What became of one release: its files, or the errors for which there are none."""

    slug: str
    outputs: tuple[Output, ...]
    diagnostics: tuple[Diagnostic, ...]
    uses: tuple[str, ...] = ()
    """The shared entries that went into it, by the names of `inputs.shared`."""
    until: str = ""
    """The last day, such as 2025-04-24, on which the checks are sure to say the same; "" for ever."""

    @property
    def failed(self) -> bool:
        return any(diagnostic.severity is Severity.ERROR for diagnostic in self.diagnostics)


def make(
    project: Project,
    slug: str,
    wanted: Iterable[Variant] = variants(),
    *,
    checked: bool = True,
    done: Callable[[], object] = lambda: None,
) -> Outcome:
    """The *wanted* outputs of one release, in memory. *done* is called after each.

    A release with one error has no outputs: an English page must not go out without its Chinese.
    Unless it is *checked*, only what makes pages impossible counts as an error.
    """
    try:
        release = project.read(slug)
        found = list(check.errors(release, check.RULES if checked else check.ALWAYS))
        outputs = []
        if not found:
            for output, warnings in _make(project, release, wanted):
                outputs.append(output)
                found += warnings
                done()
    except Invalid as error:
        return Outcome(slug, (), error.diagnostics)
    return Outcome(slug, tuple(outputs), tuple(dict.fromkeys(found)), tuple(_uses(release)), _until(release))


def _until(release: Release) -> str:
    ignored = release.manuscript.checks.ignore if release.manuscript.checks else ()
    today = datetime.now(HONG_KONG).date()
    days = [each.until for each in ignored if each.until and each.until >= today]
    return min(days).isoformat() if days else ""


def _uses(release: Release) -> Iterator[str]:
    yield GLOSSARY
    if release.issuer:
        yield f"{ISSUERS}/{release.manuscript.issuer}.yaml"
    yield from (f"{PEOPLE}/{name}" for name in release.people)


def _make(
    project: Project, release: Release, wanted: Iterable[Variant]
) -> Iterator[tuple[Output, tuple[Diagnostic, ...]]]:
    theme = Theme(release.manuscript.theme, project.template_roots)
    for name, group in groupby(sorted(wanted, key=_order), key=lambda each: each.edition):
        document = typeset(localise(release, EDITIONS[name], tuple(EDITIONS.values())), theme)
        for variant in group:
            data, warnings = FORMATS[variant.format](document)
            yield Output(Path(release.slug, variant.file), data), warnings


def _order(variant: Variant) -> tuple[int, int]:
    return tuple(EDITIONS).index(variant.edition), tuple(FORMATS).index(variant.format)
