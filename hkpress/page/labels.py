"""Reads the labels that templates print, such as "Media Contact:", from `templates/locale/` and a theme's `locale/`."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po
from babel.support import Translations
from jinja2.ext import GETTEXT_FUNCTIONS, babel_extract

from hkpress.core import catalogue
from hkpress.core.diagnostics import Diagnostic, Invalid, Severity, Span, did_you_mean
from hkpress.release.editions import EDITIONS, Edition

_FILE = Path("LC_MESSAGES", "hkpress.po")
_LINE = re.compile(r'\s*(?:#.*|(?:msg(?:id|id_plural|ctxt|str(?:\[\d+\])?)\s+)?"(?:[^"\\]|\\.)*"\s*)?')
_PLACEHOLDER = re.compile(r"%(?:\(\w*\)?)?\w?")


def translations(packaged: Path, roots: tuple[Path, ...], theme: str, edition: Edition) -> Translations:
    """Read the labels of *packaged*, then of the template folders *roots*, then of the theme. Raises Invalid with
    every problem in these catalogues, except in the packaged one.
    """
    shared, own = ([root / name / "locale" for root in reversed(roots)] for name in (".", theme))
    written = [folder for folder in (*shared, *own) if folder != packaged / "locale" and folder.is_dir()]
    problems = [problem for folder in written for problem in _problems(folder, packaged, roots)]
    if problems:
        raise Invalid(problems)
    result = Translations()
    for folder in (*shared, *own):
        path = folder / edition.locale / _FILE
        if path.is_file():
            result.merge(catalogue.po_translations(path, edition.locale, "hkpress"))
    return result


# --- what can be wrong with a catalogue -----------------------------------------------------------


def _problems(folder: Path, packaged: Path, roots: tuple[Path, ...]) -> Iterator[Diagnostic]:
    locales = [edition.locale for edition in EDITIONS.values()]
    for path in sorted(folder.iterdir()):
        if path.is_dir() and path.name not in locales:
            message = (
                f"no edition has the locale `{path.name}`: name the folder {', '.join(locales[:-1])} or {locales[-1]}"
            )
            yield Diagnostic(message, "label", path)
        elif (path / _FILE).is_file():
            yield from _misfits(path / _FILE, path.name, packaged, roots)


def _misfits(path: Path, locale: str, packaged: Path, roots: tuple[Path, ...]) -> Iterator[Diagnostic]:
    try:
        text = read_utf8(path)
        broken = [number for number, line in enumerate(text.splitlines(), 1) if not _LINE.fullmatch(line)]
        if broken:
            message = 'not a line of a catalogue: it is `msgid "…"` or `msgstr "…"`, and a `"` inside is `\\"`'
            yield from (at_line(path, number, message, "label") for number in broken)
            return
        catalogue = read_po(io.StringIO(text), locale=locale, abort_invalid=True)
    except Invalid as error:
        yield from error.diagnostics
    except PoFileError as error:
        yield at_line(path, error.lineno + 1, str(error).removesuffix(f" on {error.lineno}"), "label")
    except (ValueError, LookupError) as error:
        yield Diagnostic(f"not a catalogue of labels: {error}", "label", path)
    else:
        yield from _wrong_labels(path, catalogue, packaged, roots)


def _wrong_labels(path: Path, catalogue: Catalog, packaged: Path, roots: tuple[Path, ...]) -> Iterator[Diagnostic]:
    known = _packaged_labels(packaged)
    for message in catalogue:
        name, said = (each if isinstance(each, str) else (each or [""])[0] for each in (message.id, message.string))
        if not name:
            continue
        line = message.lineno or 1
        if name not in known:
            known = known.union(*(_of_templates(root) for root in roots if root != packaged))
        if name not in known:
            yield at_line(path, line, f"no template prints the label `{name}`{did_you_mean(name, known)}", "label")
        wanted, found = (sorted(set(_PLACEHOLDER.findall(each.replace("%%", "")))) for each in (name, said))
        if said and wanted != found:
            names = [" and ".join(f"`{each}`" for each in group) or "none" for group in (wanted, found)]
            says = f"the label's placeholders are {names[0]}, but its wording here has {names[1]}"
            yield at_line(path, _line_of_wording(path, line), says, "label")


def _line_of_wording(path: Path, line: int) -> int:
    lines = enumerate(read_utf8(path).splitlines()[line:], line + 1)
    return next((number for number, text in lines if text.lstrip().startswith("msgstr")), line)


@cache
def _packaged_labels(packaged: Path) -> frozenset[str]:
    text = (packaged / "locale" / "en_HK" / _FILE).read_text("utf-8")
    return frozenset(message.id for message in read_po(io.StringIO(text)) if isinstance(message.id, str))


def _of_templates(root: Path) -> Iterator[str]:
    """The labels that a project's templates add to base's."""
    for path in (path for path in root.rglob("*") if path.suffix in _TEMPLATES and path.is_file()):
        yield from (label for _, label in _in_template(path))


_TEMPLATES = (".html", ".txt")


def _in_template(path: Path) -> tuple[tuple[int, str], ...]:
    """The labels in a template, each with its line."""
    return _labels_of(path.read_text("utf-8", errors="replace"))


@lru_cache(64)
def _labels_of(template: str) -> tuple[tuple[int, str], ...]:
    """Finding the labels takes as long as compiling the template, and each release of a theme asks for them."""
    found = babel_extract(io.BytesIO(template.encode()), GETTEXT_FUNCTIONS, [], {"newstyle_gettext": "true"})
    labels = ((line, (label,) if isinstance(label, str) else label or ()) for line, _, label, _ in found)
    return tuple((line, each) for line, group in labels for each in group if each)


def without_chinese(paths: Iterable[Path], packaged: Path, roots: tuple[Path, ...], theme: str) -> Iterator[Diagnostic]:
    """A warning for each label of these templates that Chinese editions would print in English."""
    own = [
        (path, line, label)
        for path in paths
        if path.suffix in _TEMPLATES
        for line, label in _in_template(path)
        if label not in _packaged_labels(packaged)
    ]
    known = translations(packaged, roots, theme, EDITIONS["tc"]) if own else Translations()
    for path, line, label in own:
        if known.gettext(label) is label:  # a label that stays as it is in Chinese is another string
            message = (
                f"the label `{label}` has no Chinese: write it in locale/zh_Hant_HK/{_FILE.as_posix()} of the theme"
            )
            yield replace(at_line(path, line, message, "label"), severity=Severity.WARNING)


# --- a theme's text files -------------------------------------------------------------------------


def read_utf8(path: Path) -> str:
    """Read the file. Raises Invalid if it is not UTF-8."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = data[: error.start].split(b"\n")
        column = len(before[-1].decode("utf-8", "replace")) + 1
        shown = data.split(b"\n")[len(before) - 1].decode("utf-8", "replace").replace("\0", "").rstrip("\r")
        message = "is not UTF-8 text: save it again with the encoding UTF-8"
        place = Span.at(len(before), column)
        raise Invalid([Diagnostic(message, "encoding", path, place, line_text=shown)]) from error


def at_line(path: Path, line: int, message: str, code: str) -> Diagnostic:
    """The diagnostic for a whole line of a file."""
    lines = path.read_text("utf-8", errors="replace").splitlines() if path.is_file() else []
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    start = len(text) - len(text.lstrip())
    return Diagnostic(message, code, path, Span.at(line, start + 1, len(text.strip()) or 1), line_text=text)
