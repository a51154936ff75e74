"""The newsroom as a value: its settings, its public releases in order, and the path of each page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from urllib.parse import urlsplit

from hkpress.chinese import to_simplified
from hkpress.formats import FORMATS, Variant
from hkpress.newsroom.public import Public
from hkpress.newsroom.settings import Newsroom
from hkpress.newsroom.shelf import Chosen
from hkpress.page.theme import Theme
from hkpress.release.editions import EDITIONS, Edition
from hkpress.release.model import Text
from hkpress.release.settings import page_way

LATEST = 20
"""The most releases in a feed. Older ones are in the lists."""


class Contents:
    """The releases of an edition, the oldest first: `all`, by year, and by topic. *none* makes an empty choice."""

    def __init__(self, none: Callable[[], Chosen]) -> None:
        self.all = none()
        self.years: defaultdict[str, Chosen] = defaultdict(none)
        self.topics: defaultdict[str, Chosen] = defaultdict(none)
        self.names: dict[str, str] = {}
        """What the topics are called."""
        self.changed: list[tuple[datetime, int]] = []
        """The LATEST releases that were corrected or withdrawn last, each with the moment."""

    def add(self, number: int, year: str, updated: str, topics: Iterable[str], names: Iterable[str]) -> None:
        """Add the release of a number."""
        if updated:
            self.changed = sorted([*self.changed, (datetime.fromisoformat(updated), number)])[-LATEST:]
        self.names |= zip(topics, names, strict=True)
        for chosen in (self.all, self.years[year], *map(self.topics.__getitem__, topics)):
            chosen.numbers.append(number)


@dataclass(frozen=True)
class Site:
    """A newsroom at a moment."""

    settings: Newsroom
    theme: Theme
    releases: Chosen
    """The releases that are out, the oldest first."""

    @cached_property
    def editions(self) -> tuple[Edition, ...]:
        """The editions that are published, the default first."""
        return tuple(EDITIONS[name] for name in self.settings.editions)

    @cached_property
    def base(self) -> str:
        """The way to the newsroom on its host: "/", "/news/"."""
        return urlsplit(self.settings.url).path

    @cached_property
    def host(self) -> str:
        return urlsplit(self.settings.url).netloc

    @cached_property
    def _contents(self) -> Mapping[str, Contents]:
        contents = {edition.name: Contents(self.releases.none) for edition in self.editions}
        for number, release in enumerate(self.releases):
            summary, year = release.summary, str(release.moment.year)
            for name, said in summary["editions"].items():
                if name in contents:
                    contents[name].add(number, year, summary["updated"], summary["topics"], said["topics"])
        return contents

    def contents(self, edition: Edition) -> Contents:
        """The releases that have this edition."""
        return self._contents[edition.name]

    def of(self, edition: Edition) -> Chosen:
        """The releases that have this edition, the oldest first."""
        return self._contents[edition.name].all

    def folder(self, edition: Edition) -> str:
        """Where the pages of an edition are: "", "zh-hk/"."""
        return self.settings.paths[edition.name] or ""  # type: ignore[index]

    def page(self, release: Public, edition: Edition) -> str:
        """The way to the page of a release."""
        return page_way(self.folder(edition), release.slug)

    def files(self, release: Public) -> str:
        """The way to the folder of its files, which all languages share."""
        return f"files/{release.slug}/"

    def offered(self, release: Public) -> Iterator[tuple[str, Variant]]:
        """The way to each download of a release, and its kind."""
        for form in self.settings.downloads:
            for variant in release.stock.files:
                if variant.format == form and variant.edition in ("", *self.settings.editions):
                    ending = f"{variant.edition or form}{FORMATS[form].suffix}"
                    yield f"{self.files(release)}{release.slug}-{ending}", variant

    def shown(self, release: Public) -> list[str]:
        """The ways to its pictures, cards and attachments."""
        names = release.summary["files"]
        cards = sorted(f"card-{name}.png" for name in release.summary["editions"] if name in self.settings.editions)
        return [self.files(release) + name for name in (*names, *cards)]

    def say(self, text: Text | None, edition: Edition) -> str:
        """A setting in the language of the edition."""
        if text is None:
            return ""
        if edition.name == "sc":
            return text.sc or to_simplified(text.tc)
        return text.tc if edition.name == "tc" else text.en

    def others(self, edition: Edition, ways: Mapping[str, str]) -> list[tuple[Edition, str]]:
        """The other editions that a page is in, with the ways to them, for the language switch."""
        return [(each, ways[each.name]) for each in self.editions if each.name in ways and each != edition]

    def alternates(self, ways: Mapping[str, str]) -> list[tuple[str, str]]:
        """Every language that a page is in with its full address, then the one for readers of any other."""
        addresses = [(each.tag, self.settings.url + ways[each.name]) for each in self.editions if each.name in ways]
        return [*addresses, ("x-default", addresses[0][1])]
