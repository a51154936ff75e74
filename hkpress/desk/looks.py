"""The text of a release → what the desk shows: findings, web page, e-mail text, printed page.

It reads only shared files from the disk: once, and again when they change.
"""

from __future__ import annotations

import ctypes
import gc
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from math import inf
from pathlib import Path
from typing import Any

from hkpress.check import ALWAYS, examine
from hkpress.check.finding import Edit, Finding, Place
from hkpress.core import recent
from hkpress.core.diagnostics import Diagnostic, Invalid
from hkpress.core.files import STATE
from hkpress.core.layout import MANUSCRIPT, SHARED
from hkpress.desk import entries
from hkpress.desk.fixes import fixes, words_at
from hkpress.desk.form import ISSUER, LANGUAGES, PERSON, ROOT, fields_of, in_words, labelled, root_of, variant
from hkpress.desk.words import Say
from hkpress.formats import text as plain
from hkpress.page import document
from hkpress.page.document import Document, typeset
from hkpress.page.page import Said, localise
from hkpress.page.theme import Theme
from hkpress.printing.sheet import Sheet, sheet
from hkpress.release import inline, source
from hkpress.release.editions import EDITIONS
from hkpress.release.parse import Release, parse
from hkpress.release.project import Project
from hkpress.release.source import Loc, Source

UNFINISHED = "…"
"""Shown on the page in place of missing words."""


@dataclass
class Looks:
    """Makes everything that the page shows of one project's releases."""

    project: Project
    _shared: dict[Path, tuple[Any, Source]] = field(default_factory=dict)
    _checked: int = 0
    _looked: float = -inf
    _templates: list[Any] = field(default_factory=list)

    def release(self, origin: Source) -> Release:
        """The release of this text. Raises Invalid."""
        folder = origin.path.parent
        return parse(origin, folder, self.project.releases / SHARED, self.project.themes(), self.read)

    def document(self, origin: Source, edition: str) -> Document:
        """One edition; missing words are shown as `…`. Raises Invalid."""
        release = self.release(finished(origin))
        printed = release.manuscript.editions
        page = localise(release, EDITIONS[edition if edition in printed else printed[0]], tuple(EDITIONS.values()))
        return typeset(page, self._theme(release.manuscript.theme), located=True)

    def _theme(self, name: str) -> Theme:
        """The theme as its files are now: a designer may write them while the desk is open."""
        theme = Theme(name, self.project.template_roots)
        if time.monotonic() - self._looked > _LOOK_AGAIN:
            self._looked = time.monotonic()
            files = [path for root in theme.roots for path in sorted(root.rglob("*")) if path.is_file()]
            states = [(path, STATE(path.stat())) for path in files]
            if states != self._templates:
                self._templates = states
                document.forget()
        return theme

    def html(self, origin: Source, edition: str) -> str:
        """The web page of one edition, each text with its place. Raises Invalid."""
        return self.document(origin, edition).html

    def text(self, origin: Source, edition: str) -> dict[str, Any]:
        """The e-mail text of one edition, and where each text of the release is in it. Raises Invalid."""
        made = self.document(origin, edition)
        words = plain.make(made)[0].decode()
        return {"text": words, "spots": [*_spots(words, made.page)]}

    def sheet(self, origin: Source, edition: str, focus: str) -> Sheet:
        """The sheet of one edition, with the text at *focus* tinted. Raises Invalid."""
        made = sheet(self.document(origin, edition))
        if not re.fullmatch(r"[a-z_]+(?:/\w+)*", focus):
            return made
        tint = f'[data-loc="{focus}"], [data-loc^="{focus}/"] {{ background: {TINT} }}'
        return replace(made, style=f"{made.style}\n{tint}")

    def findings(self, origin: Source, t: Say) -> list[dict[str, Any]]:
        """The findings of the release, in the reader's language, each with its place in the form."""
        self._checked += 1
        if self._checked % _AGE == 0:
            recent.age()
        if self._checked % _GIVE_BACK == 0:
            _give_back()
        if self._checked == _LOADED:
            gc.freeze()  # otherwise Python's collector scans everything loaded every few seconds, for 40 ms
            gc.collect()  # this resets the count: otherwise Python waits until a quarter of the frozen objects is new
        try:
            verdict = examine(self.release(origin))
        except Invalid as error:
            return [self._misfit(each, origin, t) for each in error.diagnostics]
        return [self._found(each, origin, t) for each in verdict.findings]

    def misfits(self, origin: Source, kind: str, name: str, t: Say) -> list[dict[str, Any]]:
        """The problems of an issuer's file, or of one of the people, each with its place in the form."""
        problems = entries.problems(kind, self.project.releases / SHARED, origin, (name,) if kind == "people" else ())
        return [self._misfit(each, origin, t) for each in problems]

    def _found(self, finding: Finding, origin: Source, t: Say) -> dict[str, Any]:
        said = finding.diagnostic(t.lang)
        return {
            **self._spot(finding.place, origin, t),
            "code": said.code,
            "severity": said.severity,
            "message": finding.message.in_language(t.lang, partial(labelled, t=t)),
            "at": said.at,
            "fixes": [_fix(edits) for edits in fixes(finding, origin)],
            "related": [self._spot(place, origin, t) for place in finding.related],
            "silent": finding.code not in {rule.CODE for rule in ALWAYS},
        }

    def _spot(self, place: Place, origin: Source, t: Say) -> dict[str, Any]:
        own = place.source is origin or place.source.path == origin.path
        shared = {"slug": slug_of(place.source.path, place.loc)}
        return {"file": "" if own else called(place.source, place.loc, t), **({} if own else shared), **_range(place)}

    def _misfit(self, problem: Diagnostic, origin: Source, t: Say) -> dict[str, Any]:
        own = problem.path == origin.path
        return {
            "file": "" if own or not problem.path else self.place(problem, t),
            "slug": "" if own or not problem.path else self.slug(problem),
            "loc": loc_at(origin, problem.span.line, problem.span.column) if own and problem.span else (),
            "start": None,
            "end": None,
            "code": problem.code,
            "severity": problem.severity,
            "message": in_words(problem.message, t),
            "at": "",
            "fixes": [],
            "related": [],
            "silent": False,
        }

    def slug(self, problem: Diagnostic) -> str:
        """The name under which the desk shows the shared entry with a problem; "" for none."""
        assert problem.path
        try:
            loc = loc_at(self.read(problem.path), problem.span.line, problem.span.column) if problem.span else ()
        except (Invalid, OSError):  # it cannot be read at all
            return ""
        return slug_of(problem.path, loc)

    def place(self, problem: Diagnostic, t: Say) -> str:
        """The place of a problem in a shared file, in people's words."""
        assert problem.path
        try:
            shared = self.read(problem.path)
        except (Invalid, OSError):  # it cannot be read at all
            return called(Source(problem.path, "", None, {}), None, t)
        return called(shared, loc_at(shared, problem.span.line, problem.span.column) if problem.span else None, t)

    def read(self, path: Path) -> Source:
        """A shared file, which is read again when its state has changed."""
        state = STATE(path.stat())
        if path not in self._shared or self._shared[path][0] != state:
            self._shared[path] = state, source.read(path)
        return self._shared[path][1]


_GIVE_BACK = 200
"""After this many checks, freed memory goes back to the system."""
_AGE = 10
"""Results for a text are dropped after this many checks without it."""
_LOADED = 3
"""By this many checks, every word list and template is in memory."""
_LOOK_AGAIN = 1.0
"""Seconds between two looks at the templates."""
TINT = "#fff1b8"
"""The colour behind the text that is being written."""


def manuscript(project: Project, slug: str) -> Path:
    """The file of a release."""
    return project.releases / slug / MANUSCRIPT


def finished(origin: Source) -> Source:
    """The same with `…` for each missing language and footnote, so that a page can be made."""
    editions = origin.data.get("editions") if isinstance(origin.data, dict) else None
    wanted = tuple(name for name in LANGUAGES if not isinstance(editions, list) or name in editions)
    data = _finished(origin.data, ROOT, wanted)
    last = max(map(int, inline.FOOTNOTE.findall(origin.text)), default=0)
    there = data.get("footnotes") or [] if isinstance(data, dict) else None
    if isinstance(there, list) and len(there) < last:
        missing = [dict.fromkeys(wanted, UNFINISHED)] * (last - len(there))
        data = data | {"footnotes": [*there, *missing]}
    if isinstance(data, dict):
        issuers = data.get("issuers")
        if isinstance(issuers, list) and len(issuers) == 1:  # until a second issuer is chosen
            data = {name: value for name, value in data.items() if name != "issuers"} | {"issuer": issuers[0]}
        if isinstance(links := data.get("links"), list):
            data = data | {"links": [each for each in links if _leads(each)]}
    return replace(origin, data=data)


def _leads(link: Any) -> bool:
    return not isinstance(link, dict) or any(link.get(name) for name in ("url", "file")) or "title" not in link


def _finished(value: Any, kind: dict[str, Any], languages: tuple[str, ...]) -> Any:
    kind = variant(kind, value)
    if kind["is"] == "list" and isinstance(value, list):
        return [_finished(item, kind["of"], languages) for item in value]
    if kind["is"] not in ("group", "pair") or not isinstance(value, dict):
        return value
    if value.get("only") in LANGUAGES:
        languages = (value["only"],)
    fields = fields_of(kind)
    kinds = {each["name"]: each["type"] for each in fields}
    full = {
        name: _finished(item, kinds.get(name, {"is": "line"}), languages)
        for name, item in value.items()
        if item != "" and (item is not None or name not in LANGUAGES)
    }
    if kind["is"] == "pair":
        return full | {name: full.get(name) or UNFINISHED for name in languages}
    for each in fields:
        if each["needed"] and each["name"] not in full and each["type"]["is"] == "pair":
            full[each["name"]] = dict.fromkeys(languages, UNFINISHED)
    return full


def _spots(words: str, page: Any) -> Iterator[dict[str, Any]]:
    at = 0
    for said in _located(page):
        start = words.find(piece := inline.to_plain(str(said)), at)
        if piece and start >= 0:
            at = start + len(piece)
            yield {"loc": "/".join(map(str, said.loc)), "start": units(words, start), "end": units(words, at)}


def _located(value: Any) -> Iterator[Said]:
    if isinstance(value, Said):
        if value.source.path.name == MANUSCRIPT:
            yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _located(item)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from _located(getattr(value, name))


def _give_back() -> None:
    """Return freed memory to the system: glibc keeps more and more of it the longer somebody types."""
    with suppress(AttributeError, OSError, TypeError):  # other systems have no such function
        ctypes.CDLL(None).malloc_trim(0)


# --- findings as the page needs them ------------------------------------------------------------------


def _fix(edits: Sequence[Edit]) -> dict[str, Any]:
    """A suggestion as the page needs it; a single edit has a label that shows it."""
    label = f"{_visible(words_at(edits[0].place))} → {_visible(edits[0].text)}" if len(edits) == 1 else ""
    return {"label": label, "edits": [{**_range(each.place), "text": each.text} for each in edits]}


def _visible(text: str) -> str:
    """A text with visible signs in place of invisible characters."""
    return {"": "∅", " ": "␣"}.get(text, text if len(text) <= 24 else f"{text[:23]}…")


def _value_text(place: Place) -> str:
    value = place.source.data
    for step in place.loc:
        value = value[step]
    return str(value)


def _range(place: Place) -> dict[str, Any]:
    if place.start is None or place.end is None:
        return {"loc": place.loc, "start": None, "end": None}
    value = _value_text(place)
    return {"loc": place.loc, "start": units(value, place.start), "end": units(value, place.end)}


def units(text: str, points: int) -> int:
    """How many characters a browser counts for the first *points* of a text: two for each beyond U+FFFF."""
    return len(text[:points].encode("utf-16-le", "surrogatepass")) // 2


def names_in(entry: Any) -> dict[str, str]:
    """The name in an entry of a shared file, with its title, by language; the entry may be a bare name."""
    named = entry.get("name", entry) if isinstance(entry, dict) else {}
    title = entry.get("honorific", {}) if isinstance(entry, dict) else {}
    if not isinstance(named, dict):
        return {}
    said = {language: str(named.get(language) or "") for language in LANGUAGES}
    if isinstance(title, dict):
        said["en"] = f"{title.get('en') or ''} {said['en']}".strip()
        said["tc"] += str(title.get("tc") or "")
    return said


def slug_of(path: Path, loc: Loc) -> str:
    """The name under which the desk shows an entry of a shared file, such as `_people.mei-lam`; "" for none."""
    kind, depth = root_of(path)
    if kind is PERSON and path.stem == "people" and len(loc) >= depth:
        return f"_people.{loc[0]}"
    return f"_issuers.{path.stem}" if kind is ISSUER else ""


def called(shared: Source, loc: Loc | None, t: Say) -> str:
    """A place in a shared file in people's words: People · Dr Sunny Chai; without a place, the file."""
    kinds = {"people": (t("People"), 1), "topics": (t("Topics"), 1), "glossary": (t("Glossary"), 2)}
    of_issuer = shared.path.parent.name == "issuers"
    kind, depth = (t("Issuer"), 0) if of_issuer else kinds.get(shared.path.stem, (shared.path.name, 1))
    if loc is None or len(loc) < depth:
        return kind
    entry = shared.data
    for step in loc[:depth]:
        entry = entry[step]
    name = t.named(names_in(entry))
    return f"{kind} · {name}" if name else kind


def loc_at(origin: Source, line: int, column: int) -> Loc:
    """The innermost value whose text or key holds this line and column of the file, counted from 1."""
    lines = origin.text.split("\n")[: line - 1]
    at = sum(len(each) + 1 for each in lines) + column - 1
    nearest: Loc = ()
    for loc, place in origin.places.items():
        spans = [place.value, *([place.key] if place.key else [])]
        if any(start <= at < max(end, start + 1) for start, end in spans) and len(loc) >= len(nearest):
            nearest = loc
    return nearest
