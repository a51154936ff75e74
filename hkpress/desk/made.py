"""The result of a command in words: what each file is, and which row each problem is in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from hkpress.core.diagnostics import Diagnostic, Span
from hkpress.core.layout import EDITIONS, SHARED
from hkpress.desk.form import in_words
from hkpress.desk.looks import Looks, loc_at
from hkpress.desk.words import Say
from hkpress.formats import EMBARGOED, FORMATS, OFFERED
from hkpress.production import manifest
from hkpress.production.workplace import Workplace
from hkpress.release.project import Project
from hkpress.release.source import Source

EDITION_NAMES = {"en": "English", "tc": "Traditional Chinese", "sc": "Simplified Chinese"}
_FORMATS = {
    "html": "Web page",
    "pdf": "PDF to print or send",
    "text": "E-mail text",
    "pdf-both": "PDF with both languages",
    "word": "Word file",
    "both": "Word file, both languages side by side",
    "mail": "E-mail, ready to send",
    "mail-page": "E-mail, to copy into another program",
    "mail-both": "E-mail with both languages",
    "ninjs": "Data for news agencies (ninjs)",
    "photos": "Photos in full size, with captions",
    "press-kit": "Press kit: everything in one file",
}
_NOT_YET = "Not for publishing yet: this is embargoed"
_ALL_LANGUAGES = "All languages"


def sentences() -> Iterator[str]:
    """The words for kinds of files, to be translated."""
    yield from (*_FORMATS.values(), _NOT_YET, _ALL_LANGUAGES)


def files(project: Project, slug: str, t: Say) -> list[tuple[Path, str, str]]:
    """The files of a release that the last build made, in their usual order: kind and language of each."""
    folder = project.made("build")
    entry = manifest.read(Workplace(folder).manifest(".."), "..").entries.get(slug)
    made = entry.files if entry else {}
    variants = {name: "" if name.startswith(EMBARGOED) else file.variant for name, file in made.items()}
    listed = [path for path in (folder / slug).iterdir() if path.is_file()] if (folder / slug).is_dir() else []
    outputs = [(path, *variants.get(path.name, "").rpartition(" ")[::2]) for path in listed]
    shown = [each for each in outputs if each[2] in OFFERED or each[0].name.startswith(EMBARGOED)]
    order = ["", *FORMATS]
    shown.sort(key=lambda each: (EDITIONS.index(each[1]) if each[1] else len(EDITIONS), order.index(each[2])))
    return [
        (path, _called(path, kind, t), t(EDITION_NAMES.get(edition, _ALL_LANGUAGES))) for path, edition, kind in shown
    ]


def _called(path: Path, kind: str, t: Say) -> str:
    return t(_NOT_YET if path.name.startswith(EMBARGOED) else _FORMATS[kind])


class Problem(NamedTuple):
    """A line of a command's output about a text of the release, or of a shared file."""

    loc: tuple[str | int, ...]
    code: str
    message: str
    shared: Diagnostic | None = None


def problems(said: str, origin: Source | None) -> tuple[list[Problem], str]:
    """A command's messages about texts of the release, each once; and the rest of its output, without excerpts of the
    file."""
    listed: dict[Problem, None] = {}
    rest = []
    for line in said.splitlines():
        told = _TOLD.match(line)
        folder = origin.path.parent if origin else None
        if told and origin and folder and told[1].endswith(f"{folder.name}/{origin.path.name}"):
            loc = loc_at(origin, int(told[2]), int(told[3])) if told[2] else ()
            listed[Problem(loc, told[4], told[5])] = None
        elif told and told[2] and folder and f"{SHARED}/" in told[1]:
            path = folder.with_name(SHARED) / told[1].partition(f"{SHARED}/")[2]
            there = Diagnostic(told[5], told[4], path, Span.at(int(told[2]), int(told[3])))
            listed[Problem((), told[4], told[5], there)] = None
        elif line[:1].strip():
            rest.append(line)
    return [*listed], "\n".join(rest)


_TOLD = re.compile(r"(\S+?):(?:(\d+):(\d+):)? (?:error|warning|hint)\[([\w-]+)\] (.*)")


def described(problem: Problem, findings: list[dict[str, Any]], looks: Looks, t: Say) -> str:
    """The problem in the reader's language: in the words of the desk's own finding at that place, if there is one."""
    if problem.shared:
        return f"{looks.place(problem.shared, t)}: {in_words(problem.message, t)}"
    same = (each for each in findings if each["code"] == problem.code and tuple(each["loc"]) == problem.loc)
    return next((str(each["message"]) for each in same), in_words(problem.message, t))
