"""`hkpress.toml`: a project's settings. Only this module reads the file."""

from __future__ import annotations

import re
import string
import tomllib
from collections import Counter
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo

from hkpress.core.diagnostics import Diagnostic, Invalid, Span, did_you_mean
from hkpress.release.misfits import validate
from hkpress.release.model import Model, refuse
from hkpress.release.source import Loc, Offsets, Source


def _format(name: str, info: ValidationInfo) -> str:
    known: Collection[str] | None = info.context.get("formats") if info.context else None
    if known is not None and name not in known:
        listed = ", ".join(f"`{each}`" for each in known)
        near = did_you_mean(name, known)
        raise refuse("format", "`{name}` is not a format{near} (there: {listed})", name=name, near=near, listed=listed)
    return name


_EXAMPLE = "{date:%Y%m%d}_{slug}_{edition}"


def _file_pattern(pattern: str) -> str:
    try:
        fields = {name for _, name, _, _ in string.Formatter().parse(pattern) if name is not None}
        made = pattern.format(date=date(2025, 4, 24), slug="two-sessions", edition="en")
    except (ValueError, KeyError, IndexError, AttributeError):
        raise refuse("names", "can use date, slug and edition: write it like {example}", example=_EXAMPLE) from None
    if "edition" not in fields:
        raise refuse("names", "must have {edition}, or the languages would overwrite each other", edition="{edition}")
    if not re.fullmatch(r"[^\W_][\w.() -]*", made):
        raise refuse("names", "gives `{made}`: use letters, digits, hyphens and underscores", made=made)
    return pattern


def _golden_folder(name: object) -> object:
    if isinstance(name, str):
        return name
    raise refuse("golden", 'is the name of a folder: write folder = "golden"')


class BuildSettings(Model):
    """What a plain `hkpress build` makes."""

    formats: Annotated[tuple[Annotated[str, AfterValidator(_format)], ...], Field(min_length=1)] | None = None
    """The formats to make; the usual ones by default."""
    names: Annotated[str, AfterValidator(_file_pattern)] = "{edition}"
    """The files' names, without suffix: `{date:%Y%m%d}_{slug}_{edition}` gives 20250424_two-sessions_en. The slug is
    the name of the release's folder without its date."""


class GoldenSettings(Model):
    """What `hkpress golden` compares with."""

    folder: Annotated[str, BeforeValidator(_golden_folder)] | None = None
    """The folder of the golden sets, inside the project; `golden` by default."""


PATHS = {"en": "", "tc": "zh-hk", "sc": "zh-cn"}
"""The folders of the newsroom in which the pages of an edition are, if its settings do not say others."""


class Address(NamedTuple):
    """The addresses of an edition of a release in the newsroom."""

    page: str
    card: str
    """The picture that other sites show of a link to it."""


def page_way(path: str, slug: str) -> str:
    """The path in the newsroom to a release's page; *path* is the folder of its edition."""
    return f"{path.strip('/')}/news/{slug}/".lstrip("/")


def card_way(slug: str, edition: str) -> str:
    """The path in the newsroom to the card of an edition."""
    return f"files/{slug}/card-{edition}.png"


class Settings(Model):
    """What `hkpress.toml` says."""

    build: BuildSettings = BuildSettings()
    """What a plain `hkpress build` makes."""
    golden: GoldenSettings = GoldenSettings()
    """What `hkpress golden` compares with."""
    newsroom: dict[str, Any] = Field(default_factory=dict)
    """The newsroom's own settings, which it reads itself."""

    def addresses(self, slug: str) -> dict[str, Address]:
        """Where the newsroom has a release, by edition; nothing without the newsroom's `url`."""
        url, paths = self.newsroom.get("url"), self.newsroom.get("paths", {})
        if not isinstance(url, str) or not isinstance(paths, dict):
            return {}
        root = url.rstrip("/") + "/"
        named = {name: path for name, path in {**PATHS, **paths}.items() if isinstance(path, str)}
        return {name: Address(root + page_way(path, slug), root + card_way(slug, name)) for name, path in named.items()}


def read(path: Path, formats: Collection[str] | None = None) -> Settings:
    """Read the settings at *path*, which need not exist. *formats* are the names of all formats.

    Raises Invalid with all that is wrong in the file.
    """
    if not path.exists():
        return Settings()
    if not path.is_file():
        raise Invalid([Diagnostic("this is a folder, a pipe or a device: the settings are a file", "file", path)])
    origin = source(path)
    problems: list[Diagnostic] = []
    settings = validate(Settings, origin, (), {"formats": formats}, problems)
    if problems or settings is None:
        raise Invalid(problems)
    return settings


def deciding(data: bytes) -> str:
    """What of the settings decides how a release looks: all of them but most of `[newsroom]`, as a text.

    Raises ValueError if the *data* of their file are not TOML.
    """
    said = tomllib.loads(data.decode("utf-8-sig"))
    if isinstance(newsroom := said.get("newsroom"), dict):
        said["newsroom"] = {name: newsroom.get(name) for name in ("url", "paths")}
    return repr(sorted(said.items()))


def source(path: Path) -> Source:
    """A TOML file as data with the places of its keys. Raises Invalid if it is not TOML."""
    try:
        text = path.read_text("utf-8-sig")
        return Source(path, text, tomllib.loads(text), dict(_key_places(text)))
    except UnicodeDecodeError as error:
        raise Invalid(
            [Diagnostic("is not UTF-8 text: save it again with the encoding UTF-8", "encoding", path)]
        ) from error
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        line, column = (int(place[1]), int(place[2])) if place else (text.count("\n") + 1, 1)
        shown = [*text.split("\n"), ""][line - 1]
        message = "not TOML: " + re.sub(r" \(at .*", "", str(error))
        if curly := re.search("[“”‘’]", shown):
            column, message = curly.start() + 1, 'write straight quotation marks (") in this file'
        elif re.match(r"\s*\w+\s*(=\s*\{\s*\w+\s*)?:", shown):
            message = 'write `=` behind a name, not a colon: name = "text"'
        elif re.match(r"\s*\w+\s*=\s*(?:\[?\s*[^\"'\[{\s\d-]|\{\w+[}:])", shown):
            message = 'put a text between straight quotation marks: name = "text"'
        elif re.match(r"\s*[\w-]+[^\w\s\"'=-][^\"']*=", shown):
            message = (
                'put a name with other signs than letters, digits, - and _ between quotation marks: "old/page" = "text"'
            )
        problem = Diagnostic(message, "toml", path, Span.at(line, column), line_text=shown)
        raise Invalid([problem]) from error


_TABLE_LINE = re.compile(r"\s*(\[{1,2})([^\[\]]+)\]{1,2}\s*(?:#.*)?")
_STEP = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")
_KEY = re.compile(rf"""\s*((?:{_STEP.pattern})(?:\s*\.\s*(?:{_STEP.pattern}))*)\s*=\s*(.*?)\s*""")


def _key_places(text: str) -> Any:
    """The place of each key at the start of a line. Anything inside a value has the place of its key."""
    table: Loc = ()
    counted = Counter[Loc]()
    start = 0
    for line in text.split("\n"):
        if match := _TABLE_LINE.fullmatch(line):
            table = _steps(match[2])
            if match[1] == "[[":  # one item of a list
                counted[table] += 1
                table = (*table, counted[table] - 1)
            yield table, Offsets((start + match.start(2), start + match.end(2)), (start, start + len(line)))
        elif match := _KEY.fullmatch(line):
            key, value = ((start + match.start(group), start + match.end(group)) for group in (1, 2))
            yield (*table, *_steps(match[1])), Offsets(key, value)
        start += len(line) + 1


def _steps(key: str) -> Loc:
    return tuple(part.strip("\"'") for part in _STEP.findall(key))
