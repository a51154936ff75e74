"""`[newsroom]` of hkpress.toml: the newsroom's title, address and parts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from hkpress.core.diagnostics import Diagnostic, Invalid
from hkpress.core.layout import EDITIONS, SETTINGS
from hkpress.release import settings
from hkpress.release.model import LANGUAGES, Line, Model, Text, Url, refuse
from hkpress.release.parse import validate
from hkpress.release.settings import PATHS

DOWNLOADS = ("pdf", "word", "text", "photos", "press-kit", "ninjs")
"""The formats that readers of a newsroom may be offered."""

Name = Literal["en", "tc", "sc"]


def _web(url: str) -> str:
    if not re.match(r"https?://[^/?#]+(/[^?#]*)?$", url):
        raise refuse("url", "is where the newsroom will stand: write it like https://news.example.org")
    return url.rstrip("/") + "/"


def _path(path: str) -> str:
    if not re.fullmatch(r"(?:[a-z0-9][a-z0-9-]*(?:/[a-z0-9][a-z0-9-]*)*)?", path):
        raise refuse("path", "`{path}`: use small letters, digits and hyphens, such as zh-hk", path=path)
    return f"{path}/" if path else ""


def _old(address: str) -> str:
    if address.startswith("/") or ".." in address.split("/") or not re.fullmatch(r"[^\s?#\\]+", address):
        raise refuse("path", "`{path}` is an address below the newsroom, without / before it", path=address)
    return address


def _usual_paths() -> Mapping[Name, str]:
    return {"en": PATHS["en"], "tc": f"{PATHS['tc']}/", "sc": f"{PATHS['sc']}/"}


class Account(Model):
    """The issuer's accounts elsewhere."""

    name: Line
    """What the link says, such as LinkedIn."""
    url: Url
    """Its address."""


class Newsroom(Model):
    """What `[newsroom]` says."""

    url: Annotated[Url, AfterValidator(_web)]
    """Where the newsroom will stand, such as https://news.example.org."""
    title: Text = Text(en="Newsroom", tc="新聞中心")
    """What it is called: on its pages and in its feeds."""
    theme: Line = "base"
    """The theme of the newsroom's own pages."""
    paths: Mapping[Name, Annotated[str, AfterValidator(_path)]] = Field(default_factory=_usual_paths)
    """The folder of each edition; an edition without one is not published."""
    default: Name = "en"
    """The edition for readers of any other language."""
    downloads: tuple[Literal[DOWNLOADS], ...] = ("pdf", "word", "photos", "press-kit")  # type: ignore[valid-type]
    """What readers can download of a release."""
    address: Text | None = None
    """The issuer's address, at the foot of every page."""
    accounts: tuple[Account, ...] = ()
    """The issuer's accounts elsewhere."""
    redirects: Mapping[Annotated[str, AfterValidator(_old)], Line] = Field(default_factory=dict)
    """Old addresses, and the releases that they lead to now."""

    @property
    def editions(self) -> tuple[str, ...]:
        """The names of the editions that are published, the default first."""
        return self.default, *(name for name in EDITIONS if name in self.paths and name != self.default)


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
