"""One release → the bytes of its outputs, in memory."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from hkpress.core.diagnostics import Diagnostic, Invalid, Severity
from hkpress.core.layout import MANUSCRIPT
from hkpress.formats import FORMATS, USUAL, Variant, pdf, variants
from hkpress.page.document import Document, typeset
from hkpress.page.page import localise
from hkpress.page.slips import located, stray
from hkpress.page.theme import Theme
from hkpress.printing.sheet import Made, Printer, sheet
from hkpress.production.inputs import GLOSSARY, ISSUERS, PEOPLE, TOPICS
from hkpress.release import attachments
from hkpress.release.editions import EDITIONS, HONG_KONG, Edition
from hkpress.release.parse import Release
from hkpress.release.project import Project
from hkpress.release.settings import Settings


@dataclass(frozen=True)
class Output:
    """One file to write: its variant, its path below the output folder, and its bytes."""

    variant: Variant
    path: Path
    data: bytes


@dataclass(frozen=True)
class Outcome:
    """The result of making one release: its files, or the errors that prevented them."""

    slug: str
    outputs: tuple[Output, ...]
    diagnostics: tuple[Diagnostic, ...]
    uses: tuple[str, ...] = ()
    """The shared entries it uses, by their names in `inputs.Shares`."""
    until: str = ""
    """The last day, such as 2025-04-24, on which the checks are sure to say the same; "" for ever."""

    @property
    def failed(self) -> bool:
        return any(diagnostic.severity is Severity.ERROR for diagnostic in self.diagnostics)


def make_release(
    project: Project,
    slug: str,
    wanted: Collection[Variant] | None = None,
    *,
    checked: bool = True,
    done: Callable[[], object] = lambda: None,
    printer: Printer | None = None,
    release: Release | None = None,
) -> Outcome:
    """Make the *wanted* outputs of one release (all, if None), in memory. *done* is called after each.

    The *release* is read, unless it is given.

    Where there is a *printer*, it makes the PDFs while the release is checked.

    A release with one error has no outputs: an English page must not go out without its Chinese.
    Unless it is *checked*, only what makes pages impossible counts as an error.
    """
    try:
        release = release or project.read(slug)
        names = project.settings().build.names
        wanted = [each for each in (variants() if wanted is None else wanted) if _has(release, each)]
        needed = _with_parts(release, wanted)
        documents, printed, problems = _typeset(project, release, needed, printer)
        from hkpress.check import ALWAYS, RULES, errors  # imported late: the PDFs are being printed meanwhile

        problems += errors(release, RULES if checked else ALWAYS)
        made: dict[Variant, bytes] = {}
        for variant in needed if not problems else ():
            data, warnings = printed[variant]() if variant in printed else _output(variant, documents, made)
            if data:
                made[variant] = data
            problems += warnings
            if variant in wanted:
                done()
        outputs = [
            Output(each, Path(slug, _file(release, each, names)), data) for each, data in made.items() if each in wanted
        ]
        outputs += [*_companions(release, outputs, tuple(documents.values()))]
        problems += _same_names(release, outputs)
        theme = Theme(release.manuscript.theme, project.template_roots)
        problems += _unprinted_hints(project, release) if checked and outputs else ()
        ruined = any(each.path and each.path.suffix == ".css" for each in problems)
        strays = [*stray(theme, {each.edition for each in needed})] if outputs or ruined else []
        problems = [*located(theme, problems, strays), *strays]
    except Invalid as error:
        return Outcome(slug, (), error.diagnostics)
    return Outcome(slug, tuple(outputs), tuple(dict.fromkeys(problems)), tuple(_uses(release)), _until(release))


def _with_parts(release: Release, wanted: Collection[Variant]) -> list[Variant]:
    """The *wanted* variants and those that they are made of, the parts first."""
    parts = [part for each in wanted for part in variants(formats=FORMATS[each.format].needs)]
    return sorted({*wanted, *filter(partial(_has, release), parts)}, key=_order)


def _companions(release: Release, outputs: Sequence[Output], documents: tuple[Document, ...]) -> Iterator[Output]:
    """What goes beside the outputs: attachments to a web page, and the file that names the embargo."""
    if page := next((each.variant for each in outputs if each.variant.format == "html"), None):
        yield from _attached(release, page)
    if release.manuscript.standing_embargo and outputs:
        from hkpress.formats.kit import embargo_file  # imported late: few releases have one

        for name, data in embargo_file(documents).items():
            yield Output(outputs[0].variant, Path(release.slug, name), data)


def _unprinted_hints(project: Project, release: Release) -> tuple[Diagnostic, ...]:
    """A hint for each filled field that the theme does not print, unless the release ignores that hint."""
    from hkpress.check import examine, unprinted
    from hkpress.page.unprinted import unprinted as left_out

    return examine(release, (unprinted.CODE,), left_out=left_out(project, release)).diagnostics()


def _has(release: Release, variant: Variant) -> bool:
    """Whether the release has the variant: it must have the edition, or both languages for what shows both."""
    editions = release.manuscript.editions
    if variant.edition:
        return variant.edition in editions
    return not FORMATS[variant.format].bilingual or {"en", "tc"} <= {*editions}


def _file(release: Release, variant: Variant, names: str) -> str:
    """The name of the variant's file."""
    stem = release.stem(variant.edition or variant.format, names)
    return stem + FORMATS[variant.format].suffix


def _attached(release: Release, page: Variant) -> Iterator[Output]:
    """The files that the links of the release name; they belong to the web *page*."""
    for link in release.links:
        if link.file:
            data = attachments.read(release.folder_of(link), link.file)
            yield Output(page, Path(release.slug, attachments.name(link.file)), data)


def _same_names(release: Release, outputs: Collection[Output]) -> list[Diagnostic]:
    names = [output.path.name.lower() for output in outputs]
    twice = sorted({name for name in names if names.count(name) > 1})
    message = "two files would be called `{}` beside the pages: give one another name"
    path = release.folder / MANUSCRIPT
    return [Diagnostic(message.format(name), "output", path) for name in twice]


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
    """The wanted editions as HTML, functions that wait for the PDFs being printed, and the mistakes in templates."""
    theme = Theme(release.manuscript.theme, project.template_roots)
    every = tuple(EDITIONS[name] for name in EDITIONS if name in release.manuscript.editions)
    settings = project.settings()
    documents: dict[str, Document] = {}
    printed: dict[Variant, Callable[[], Made]] = {}
    try:
        for variant in wanted:
            for edition in [EDITIONS[variant.edition]] if variant.edition else every:
                if edition.name not in documents:
                    downloads = _downloads(release, edition, settings)
                    addresses = settings.addresses(release.slug)
                    page = localise(release, edition, every, settings.build.names, downloads, addresses)
                    documents[edition.name] = typeset(page, theme)
            if variant.format == "pdf" and printer:
                document = documents[variant.edition]
                printed[variant] = partial(pdf.placed, (document,), printer(sheet(document)))
    except Invalid as error:
        return {}, {}, [*error.diagnostics]
    return documents, printed, []


def _downloads(release: Release, edition: Edition, settings: Settings) -> dict[str, str]:
    """The files that a web page offers, by format."""
    usual = settings.build.formats or USUAL
    has_photos = any(photo.file for photo in release.manuscript.photos)
    offered = [name for name in ("pdf", "word", "photos") if name in usual and (name != "photos" or has_photos)]
    variants = [Variant("" if FORMATS[name].whole else edition.name, name) for name in offered]
    return {each.format: _file(release, each, settings.build.names) for each in variants}


def _output(variant: Variant, documents: dict[str, Document], made: dict[Variant, bytes]) -> Made:
    """Make a variant from the documents and, if its format needs them, from files *made* before."""
    form = FORMATS[variant.format]
    if variant.edition:
        return form.make(documents[variant.edition])
    every = tuple(documents[name] for name in EDITIONS if name in documents)
    parts = {each: data for each, data in made.items() if each.format in form.needs}
    return form.make(every, parts) if form.needs else form.make(every)


def _order(variant: Variant) -> tuple[int, int]:
    """The order of variants: by edition, then format; files of the whole release come last."""
    edition = tuple(EDITIONS).index(variant.edition) if variant.edition else len(EDITIONS)
    return edition, tuple(FORMATS).index(variant.format)
