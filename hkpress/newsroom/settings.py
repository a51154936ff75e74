"""`[newsroom]` of hkpress.toml: the newsroom's title, address and parts."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import unquote

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo

from hkpress.core.diagnostics import Diagnostic, Invalid
from hkpress.core.layout import EDITIONS, SETTINGS
from hkpress.release import settings
from hkpress.release.misfits import validate
from hkpress.release.model import LANGUAGES, Line, Model, Text, Url, refuse
from hkpress.release.settings import PATHS

DOWNLOADS = ("pdf", "word", "text", "photos", "press-kit", "ninjs")
"""The formats that readers of a newsroom may be offered."""

Name = Literal["en", "tc", "sc"]


def _web(url: str) -> str:
    if not re.match(r"https?://[^/?#]+(/[^?#]*)?$", url):
        raise refuse("url", "is where the newsroom will stand: write it like https://news.example.org")
    return url.rstrip("/") + "/"


_OWN_FOLDERS = {"files", "index", "news", "page", "search", "topics"}
_OWN_FILES = {"", "_redirects", "404.html", "index.html", "robots.txt", "search.js", "site.css"}


def _is_own(address: str) -> bool:
    """Whether the newsroom itself has something at this address below the folder of an edition."""
    folder, _, rest = address.partition("/")
    feed_or_map = not rest and re.match(r"(feed\.(xml|json)|sitemap.*\.xml)$", folder)
    return folder in _OWN_FOLDERS or bool(re.fullmatch(r"\d{4}", folder)) or address in _OWN_FILES or bool(feed_or_map)


def _path(path: object) -> str | None:
    if path is False:
        return None
    if not isinstance(path, str) or not re.fullmatch(r"(?:[a-z0-9][a-z0-9-]*(?:/[a-z0-9][a-z0-9-]*)*)?", path):
        shown = "true" if path is True else str(path)
        message = "`{path}`: use small letters, digits and hyphens, such as zh-hk; `false` for a language to leave out"
        raise refuse("path", message, path=shown)
    return path


def _all_paths(paths: Mapping[str, str | None]) -> Mapping[str, str]:
    """The folders of the editions that are published: the usual ones where *paths* names no others."""
    named = {name: path for name, path in {**PATHS, **paths}.items() if path is not None}
    for name, path in named.items():
        above = {each for other, each in named.items() if other != name}
        if path in above:
            message = "gives `{name}` the folder `{path}`, and another language too: give each its own"
            raise refuse("path", message, name=name, path=path)
        below = [path.removeprefix(f"{each}/") for each in above | {""} if not each or path.startswith(f"{each}/")]
        if path and any(map(_is_own, below)):
            message = "gives `{name}` the folder `{path}`, which the newsroom needs itself: name another, such as zh-hk"
            raise refuse("path", message, name=name, path=path)
    return {name: f"{path}/" if path else "" for name, path in named.items()}


def _old(address: str) -> str:
    if "://" in address or address.startswith("//"):
        message = "is a whole address: write what follows that of the newsroom, such as media/1.html"
    elif address.startswith("/"):
        message = "must stand without the / before it"
    elif re.search(r"[?#]", address):
        message = "must stand without the ? or # in it, and without what follows"
    elif re.search(r"[\\\0-\x1f]", address) or {".", "..", ""} & {*unquote(address).removesuffix("/").split("/")}:
        message = "is no address below the newsroom: write folders and a name, such as media/1.html"
    else:
        return unquote(address)
    raise refuse("path", message)


def _from_elsewhere(redirects: Mapping[str, str], info: ValidationInfo) -> Mapping[str, str]:
    for old in redirects:
        for folder in info.data.get("paths", {}).values():
            page = f"{old.rstrip('/')}/"
            below = page.removeprefix(folder).rstrip("/")
            if page.startswith(folder) and _is_own(below) and not re.match("(news|files)/.", below):
                raise refuse("path", "leads on from `{path}`, which is a page of the newsroom itself", path=old)
    return redirects


class Account(Model):
    """The issuer's accounts elsewhere."""

    name: Line
    """What the link says, such as LinkedIn."""
    url: Url
    """Its address."""


class Newsroom(Model):
    """What `[newsroom]` says."""

    url: Annotated[Url, AfterValidator(_web)]
    """The newsroom's address, such as https://news.example.org."""
    title: Text = Text(en="Newsroom", tc="新聞中心")
    """What it is called: on its pages and in its feeds."""
    theme: Line = "base"
    """The theme of the newsroom's own pages."""
    paths: Annotated[Mapping[Name, Annotated[str | None, BeforeValidator(_path)]], AfterValidator(_all_paths)] = Field(
        default_factory=lambda: _all_paths({})  # type: ignore[arg-type]
    )
    """The folders of editions, where they are not the usual ones; `false` for an edition that is not published."""
    default: Name = "en"
    """The edition for readers of any other language."""
    downloads: tuple[Literal[DOWNLOADS], ...] = ("pdf", "word", "photos", "press-kit")  # type: ignore[valid-type]
    """What readers can download of a release."""
    address: Text | None = None
    """The issuer's address, at the foot of every page."""
    accounts: tuple[Account, ...] = ()
    """The issuer's accounts elsewhere."""
    redirects: Annotated[Mapping[Annotated[str, AfterValidator(_old)], Line], AfterValidator(_from_elsewhere)] = Field(
        default_factory=dict
    )
    """Old addresses, and the releases that they lead to now."""

    @property
    def editions(self) -> tuple[str, ...]:
        """The names of the editions that are published, the default first."""
        return self.default, *(name for name in EDITIONS if name in self.paths and name != self.default)

    def leads_to(self, old: str, known: Container[str]) -> str:
        """Where an old address leads: the first of the *known* releases, where a release was renamed several times."""
        slug = self.redirects[old]
        for _ in self.redirects:  # they may lead in a ring
            slug = slug if slug in known else self.redirects.get(slug, slug)
        return slug


def read(root: Path) -> Newsroom:
    """The settings of the newsroom of a project. Raises Invalid with all that is wrong."""
    path = root / SETTINGS
    if not settings.read(path).newsroom:
        message = '[newsroom] is missing: write it, and below it url = "https://news.example.org", where it will stand'
        raise Invalid([Diagnostic(message, "newsroom", path)])
    problems: list[Diagnostic] = []
    newsroom = validate(Newsroom, settings.source(path), ("newsroom",), {"languages": LANGUAGES}, problems)
    if newsroom and newsroom.default not in newsroom.paths:
        problems.append(
            Diagnostic(f"`default` is {newsroom.default}, but `paths` has no such edition", "newsroom", path)
        )
    if problems or newsroom is None:
        raise Invalid(problems)
    return newsroom
