"""One release → the bytes of its outputs, in memory."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hkpress.core.diagnostics import Diagnostic, Invalid, Severity
from hkpress.formats import FORMATS, Variant, variants
from hkpress.page.document import Document, typeset
from hkpress.page.page import localise
from hkpress.page.theme import Theme
from hkpress.printing.sheet import Made, Printer, sheet
from hkpress.production.inputs import GLOSSARY, ISSUERS, PEOPLE, TOPICS
from hkpress.release.editions import EDITIONS, HONG_KONG
from hkpress.release.parse import Release
from hkpress.release.project import Project


@dataclass(frozen=True)
class Output:
    """One file to write: what it holds, its place below the output folder, and its bytes."""

    variant: Variant
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
    wanted: Collection[Variant] | None = None,
    *,
    checked: bool = True,
    done: Callable[[], object] = lambda: None,
    printer: Printer | None = None,
    release: Release | None = None,
) -> Outcome:
    """The *wanted* outputs of one release (all, if None), in memory. *done* is called after each.

    The *release* is read, unless it is given.

    Where there is a *printer*, it makes the PDFs while the release is checked.

    A release with one error has no outputs: an English page must not go out without its Chinese.
    Unless it is *checked*, only what makes pages impossible counts as an error.
    """
    wanted = variants() if wanted is None else wanted
    parts = [part for each in wanted for part in variants(formats=FORMATS[each.format].needs)]
    needed = sorted({*wanted, *parts}, key=_order)
    try:
        release = release or project.read(slug)
        documents, printed, found = _typeset(project, release, needed, printer)
        from hkpress.check import ALWAYS, RULES, errors  # put off: PDFs are printed by now

        found += errors(release, RULES if checked else ALWAYS)
        made: dict[Variant, bytes] = {}
        for variant in needed if not found else ():
            data, warnings = printed[variant]() if variant in printed else _made(variant, documents, made)
            if data:
                made[variant] = data
            found += warnings
            if variant in wanted:
                done()
    except Invalid as error:
        return Outcome(slug, (), error.diagnostics)
    outputs = [Output(each, Path(slug, each.file), data) for each, data in made.items() if each in wanted]
    return Outcome(slug, tuple(outputs), tuple(dict.fromkeys(found)), tuple(_uses(release)), _until(release))


def _until(release: Release) -> str:
    ignored = release.manuscript.checks.ignore if release.manuscript.checks else ()
    today = datetime.now(HONG_KONG).date()
    days = [each.until for each in ignored if each.until and each.until >= today]
    return min(days).isoformat() if days else ""


def _uses(release: Release) -> Iterator[str]:
    yield GLOSSARY
    yield from (f"{ISSUERS}/{name}.yaml" for name in release.issuer_names)
    yield from (f"{PEOPLE}/{name}" for name in release.people)
    yield from (f"{TOPICS}/{name}" for name in release.topics)
    yield from release.shared_files


def _typeset(
    project: Project, release: Release, wanted: Collection[Variant], printer: Printer | None
) -> tuple[dict[str, Document], dict[Variant, Callable[[], Made]], list[Diagnostic]]:
    """The wanted editions as HTML, what waits for the PDFs that are being printed, and what is wrong with templates."""
    theme = Theme(release.manuscript.theme, project.template_roots)
    every = tuple(EDITIONS.values())
    documents: dict[str, Document] = {}
    printed = {}
    try:
        for variant in wanted:
            for name in [variant.edition] if variant.edition else EDITIONS:
                if name not in documents:
                    documents[name] = typeset(localise(release, EDITIONS[name], every), theme)
            if variant.format == "pdf" and printer:
                printed[variant] = printer(sheet(documents[variant.edition]))
    except Invalid as error:
        return {}, {}, [*error.diagnostics]
    return documents, printed, []


def _made(variant: Variant, documents: dict[str, Document], made: dict[Variant, bytes]) -> Made:
    """What the variant's format makes of the documents and, if it needs them, of files *made* before."""
    form = FORMATS[variant.format]
    if variant.edition:
        return form.make(documents[variant.edition])
    every = tuple(documents[name] for name in EDITIONS)
    parts = {each: data for each, data in made.items() if each.format in form.needs}
    return form.make(every, parts) if form.needs else form.make(every)


def _order(variant: Variant) -> tuple[int, int]:
    """By editions, then formats; what is of the whole release comes last."""
    edition = tuple(EDITIONS).index(variant.edition) if variant.edition else len(EDITIONS)
    return edition, tuple(FORMATS).index(variant.format)
