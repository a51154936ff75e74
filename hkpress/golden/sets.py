"""Golden sets: an accepted release, kept on disk so that a person can review it.

    golden/<slug>/environment.json      the engines and fonts it was made with
                  log.md                when it was accepted, why, and what had changed
                  files.json            the SHA-256 of every file of the editions
                  <edition>/text.txt    the plain text
                            pdf.txt     what the PDF says, in reading order
                            parts.json  what it says, part by part: changes are described by these
                            structure.json, page.html, page-1.png …
                            word.txt …  other formats, legible

A set is replaced as a whole: an interrupted command leaves the old one or the new one.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image, ImageFile

from hkpress.core.diagnostics import Diagnostic, Invalid, unreadable
from hkpress.core.files import locked, real
from hkpress.core.layout import RELEASES, SHARED
from hkpress.core.limits import in_time
from hkpress.formats import Variant, variants
from hkpress.golden import forms, pictures
from hkpress.golden.forms import FORMS
from hkpress.golden.parts import Parts, filled_parts
from hkpress.golden.structure import WebPage, legible, portray
from hkpress.page.page import localise
from hkpress.printing import environment
from hkpress.production.make import Output, make_release
from hkpress.production.stamps import contents, stamp
from hkpress.release.editions import EDITIONS
from hkpress.release.parse import Release
from hkpress.release.project import Project

_FORMATS = ("text", "html", "pdf", *FORMS)
"""The formats that are made for a comparison."""

LOG = "log.md"
FILES = "files.json"


@dataclass(frozen=True)
class AcceptedEdition:
    """One edition: everything that is compared."""

    text: str
    pdf: str
    """What the PDF says, in reading order."""
    parts: Parts
    structure: dict[str, Any]
    """`html`, `pdf`, and `pages`, which depends on where lines end. Where no PDF can be made, `html` alone."""
    html: str
    pages: tuple[Image.Image, ...]
    forms: Mapping[str, str] = field(default_factory=dict)
    """Other formats, legible, by their names in `FORMS`."""


@dataclass(frozen=True)
class Set:
    """A release in all editions, the engines and fonts that made it, and its log of acceptances."""

    editions: Mapping[str, AcceptedEdition]
    environment: Mapping[str, str]
    log: str = ""

    def legible(self) -> Iterator[str]:
        """All its text, line by line, for a reader."""
        for name, each in self.editions.items():
            structure = json.dumps(each.structure, ensure_ascii=False, indent=1)
            for title, text in (
                ("plain text", each.text),
                ("PDF", each.pdf),
                ("structure", structure),
                ("web page", each.html),
                *each.forms.items(),
            ):
                yield from (f"— {name}, {title} —", *text.splitlines(), "")


def take(project: Project, slug: str, *, checked: bool = False) -> Set:
    """Make the set that accepting a release today would keep. Raises Invalid if its pages cannot be made or somebody
    changes it meanwhile; if *checked*, also for every error that the checks find.
    """
    home = project.releases / slug
    try:
        before = _moment(project, home)
        taken = _taken_set(project, slug, checked)
        after = _moment(project, home)
    except OSError as error:
        raise Invalid([unreadable(error, home)]) from None
    if after != before:
        raise Invalid([Diagnostic("the release changed while it was read: run the command again", "golden", home)])
    return taken


def _taken_set(project: Project, slug: str, checked: bool) -> Set:
    with in_time(project.releases / slug) as again:
        release = project.read(slug)
        prints = checked or environment.prints()  # without PDFs, everything else is compared
        formats = [each for each in _FORMATS if prints or each != "pdf"]
        outcome = make_release(project, slug, variants(formats=formats), checked=checked, release=release, done=again)
        if outcome.failed:
            raise Invalid(outcome.diagnostics)
        return assemble_set(release, outcome.outputs)


def _moment(project: Project, home: Path) -> tuple[str, str]:
    """Digests that change with a release and with the shared files. A shared file that no release needs may be
    unreadable."""
    root = str(project.root)
    return contents(str(home), root), stamp(str(project.releases / SHARED), root)[0]


def assemble_set(release: Release, outputs: Iterable[Output]) -> Set:
    """Build the set of a release from its outputs."""
    made = {output.variant: output.data for output in reversed(tuple(outputs))}  # a page comes before its attachments
    names = [name for name in EDITIONS if name in release.manuscript.editions]
    for variant in [each for each in made if not each.edition]:
        made[variant._replace(edition=names[0])] = made[variant]
    return Set(
        {
            name: edition(
                {kind: made[Variant(name, kind)] for kind in _FORMATS if Variant(name, kind) in made},
                filled_parts(localise(release, each, tuple(EDITIONS.values()))),
            )
            for name, each in EDITIONS.items()
            if name in names
        },
        environment.describe(),
    )


def edition(made: Mapping[str, bytes], said: Parts) -> AcceptedEdition:
    """Build an edition from its files, by format, and its parts."""
    html = made["html"].decode()
    page = WebPage(html)
    forms = {name: form(made[name]) for name, form in FORMS.items() if name in made}
    if "pdf" not in made:
        return AcceptedEdition(made["text"].decode(), "", said, {"html": page.describe()}, legible(html), (), forms)
    portrait = portray(made["pdf"], page)
    structure = {"html": page.describe(), "pdf": portrait.structure, "pages": portrait.pages}
    return AcceptedEdition(
        made["text"].decode(),
        portrait.text,
        said,
        structure,
        legible(html),
        tuple(pictures.pages(made["pdf"])),
        forms,
    )


# --- on disk --------------------------------------------------------------------------------------


def folder_of(project: Project, folder: str | None = None) -> Path:
    """Where a project keeps its golden sets: *folder*, or what `hkpress.toml` says, or `golden`."""
    root = real(project.root)
    path = real(root / (folder or project.settings().golden.folder or "golden"))
    if not path.is_relative_to(root) or path == root:
        message = "golden sets are kept in a folder inside the project: name one, such as golden"
        raise Invalid([Diagnostic(message, "golden", path)])
    for name in _TAKEN:
        other = real(root / name)
        if path.is_relative_to(other) or other.is_relative_to(path):
            message = f"golden sets are not kept in `{name}`, which holds other things: name a folder such as golden"
            raise Invalid([Diagnostic(message, "golden", path)])
    return path


_TAKEN = (RELEASES, "templates", "build")


def slugs(folder: Path) -> tuple[str, ...]:
    """The releases that have a golden set."""
    with _alone(folder):
        folders = folder.iterdir() if folder.is_dir() else ()
        return tuple(sorted(path.name for path in folders if path.is_dir() and path.name[0] not in "_."))


def read(folder: Path, slug: str) -> Set | None:
    """Read the golden set of a release; None if it has none. Raises Invalid if it is damaged."""
    with _alone(folder):
        home = folder / slug
        if not home.is_dir():
            return None
        try:
            log = home / LOG
            _verify(home)
            return Set(
                {name: _read_edition(home / name) for name in EDITIONS if (home / name).is_dir()},
                _json_object(home / "environment.json"),
                log.read_text("utf-8") if log.is_file() else "",
            )
        except (OSError, ValueError, KeyError, TypeError, SyntaxError, RecursionError) as error:
            said = "a file is missing" if isinstance(error, FileNotFoundError) else "a file of it cannot be read"
            where = Path(str(error.filename)) if isinstance(error, OSError) and error.filename else home
            message = f"this golden set is damaged, {said}: take it from the last commit, or accept the release anew"
            raise Invalid([Diagnostic(message, "golden", where)]) from error


def _verify(home: Path) -> None:
    """Raises ValueError or FileNotFoundError if a file is not as it was written. Older sets have no list of files."""
    if not (home / FILES).exists():
        return
    listed = _json_object(home / FILES)
    for name, digest in listed.items():
        if hashlib.sha256((home / name).read_bytes()).hexdigest() != digest:
            raise ValueError(name)
    pages = {path.relative_to(home).as_posix() for path in home.glob("*/page-*.png")}
    if not pages <= {*listed}:
        raise ValueError("more pages than were accepted")


def _json_object(path: Path) -> dict[str, Any]:
    data = json.loads(path.read_bytes().decode())
    if not isinstance(data, dict):
        raise ValueError(path)
    return data


def _read_edition(home: Path) -> AcceptedEdition:
    def text(name: str) -> str:
        return (home / name).read_bytes().decode()

    ImageFile.LOAD_TRUNCATED_IMAGES = False  # the PDF engine sets this when it is imported
    files = sorted(home.glob("page-*.png"), key=lambda path: int(path.stem.removeprefix("page-")))
    pages = []
    for file in files:
        with Image.open(file) as image:
            pages.append(image.convert("RGB"))
    structure = _json_object(home / "structure.json")
    if structure["pages"]["count"] != len(pages):
        raise ValueError("a page is missing")
    return AcceptedEdition(
        text("text.txt"),
        text("pdf.txt"),
        Parts.from_json(text("parts.json")),
        structure,
        text("page.html"),
        tuple(pages),
        {name: text(forms.file(name)) for name in FORMS if (home / forms.file(name)).exists()},
    )


def write(folder: Path, slug: str, golden: Set) -> None:
    """Replace the golden set of a release, as a whole or not at all. Raises Invalid if the folder there is no golden
    set.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        _refuse_others(folder / slug)
        begun, ready, old = (folder / f"{_MARK}{slug}.{stage}" for stage in _STAGES)
        try:
            _fill(begun, golden)
        except OSError as error:
            shutil.rmtree(begun, ignore_errors=True)
            error.filename = str(folder / slug)
            raise
        begun.rename(ready)
        if (folder / slug).exists():
            (folder / slug).rename(old)
        ready.rename(folder / slug)
        shutil.rmtree(old, ignore_errors=True)


def _fill(begun: Path, golden: Set) -> None:
    for path, data in _set_files(golden):
        (begun / path).parent.mkdir(parents=True, exist_ok=True)
        with (begun / path).open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())


def _refuse_others(home: Path) -> None:
    """Refuse to replace anything that is not a golden set."""
    if not home.exists() and not home.is_symlink():
        return
    files = [path.relative_to(home).as_posix() for path in home.rglob("*") if not path.is_dir() or path.is_symlink()]
    strange = sorted(name for name in files if not _OURS.fullmatch(name))
    if home.is_symlink() or not home.is_dir() or strange or (files and not {"environment.json", LOG} & {*files}):
        said = f"holds `{strange[0]}`, which is no part of a golden set" if strange else "is no golden set"
        message = f"this {said}: nothing is replaced; move it away, or name another folder for the golden sets"
        raise Invalid([Diagnostic(message, "golden", home)])


_OURS = re.compile(
    rf"environment\.json|log\.md|files\.json|({'|'.join(EDITIONS)})/(text\.txt|pdf\.txt|parts\.json|structure\.json|page\.html"
    rf"|page-\d+\.png{''.join(f'|{re.escape(forms.file(name))}' for name in FORMS)})|(.*/)?\.DS_Store"
)
"""The files of a golden set, and the one that macOS adds."""


def _set_files(golden: Set) -> Iterator[tuple[Path, bytes]]:
    listed = {}
    for path, data in _editions(golden):
        yield path, data
        listed[path.as_posix()] = hashlib.sha256(data).hexdigest()
    yield Path(FILES), _json(listed)
    yield Path("environment.json"), _json(golden.environment)
    yield Path(LOG), golden.log.encode()


def _editions(golden: Set) -> Iterator[tuple[Path, bytes]]:
    for name, each in golden.editions.items():
        yield Path(name, "text.txt"), each.text.encode()
        yield Path(name, "pdf.txt"), each.pdf.encode()
        yield Path(name, "parts.json"), each.parts.to_json().encode()
        yield Path(name, "structure.json"), _json(each.structure)
        yield Path(name, "page.html"), each.html.encode()
        for form, legible_form in each.forms.items():
            yield Path(name, forms.file(form)), legible_form.encode()
        for number, page in enumerate(each.pages, 1):
            yield Path(name, f"page-{number}.png"), pictures.png(page)


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Lock the sets, and repair what an interrupted `write` left."""
    if not folder.is_dir():
        yield
        return
    with locked(folder):
        _recover(folder)
        yield


def _recover(folder: Path) -> None:
    left = {stage: [path for path in folder.glob(f"{_MARK}*.{stage}") if path.is_dir()] for stage in _STAGES}
    for path in (*left["ready"], *left["old"]):
        home = folder / path.stem.removeprefix(_MARK)
        if not home.exists():
            path.rename(home)
    for path in (path for paths in left.values() for path in paths):
        shutil.rmtree(path, ignore_errors=True)


_STAGES = ("begun", "ready", "old")
_MARK = ".hkpress-"
"""The prefix of the folders that `write` works in; no other folder has it."""
