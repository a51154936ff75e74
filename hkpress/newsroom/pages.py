"""The pages of a newsroom, each with its path and the function that makes its bytes."""

from __future__ import annotations

import hashlib
import html
import json
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import zip_longest
from typing import Any

from markupsafe import Markup

from hkpress.core.diagnostics import Diagnostic, Invalid
from hkpress.formats.item import HERE
from hkpress.formats.kit import readable_size
from hkpress.newsroom.public import Public
from hkpress.newsroom.shelf import Chosen
from hkpress.newsroom.site import Site
from hkpress.page.document import fill
from hkpress.page.sealed import sealed
from hkpress.page.theme import style
from hkpress.release.editions import Edition

POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self' data:; base-uri 'none'; form-action 'self'"
)
"""What a page of the site lets a browser do: use the site's own files, and search."""

SHOWN = 20
"""The number of releases on a page of a list; the first page has up to twice as many."""


@dataclass(frozen=True)
class SiteFile:
    """A file of the site."""

    path: str
    key: str
    """The inputs that differ from one build to the next."""
    make: Callable[[], bytes]


@dataclass(frozen=True)
class Listing:
    """A list of releases: all, those of a year, those on a topic."""

    way: str
    """Below the folder of the edition: "", "2025/", "topics/robots/"."""
    title: str
    releases: Chosen

    def sheets(self) -> Iterator[tuple[int, Sequence[Public]]]:
        """The numbers of its pages, 0 the first that is read, and their releases, the newest first.

        The oldest are on page 1, so that an older page never changes.
        """
        last = max(-(-len(self.releases) // SHOWN) - 2, 0)
        yield 0, self.releases[SHOWN * last :][::-1]
        for number in range(last, 0, -1):
            yield number, self.releases[SHOWN * (number - 1) : SHOWN * number][::-1]

    def sheet(self, number: int) -> str:
        """The way to one of its pages."""
        return f"{self.way}page/{number}/" if number else self.way


@dataclass(frozen=True)
class Pages:
    """All pages of a site. *common* is the digest of their common inputs."""

    site: Site
    common: str

    def of(self, number: int) -> tuple[Public, list[SiteFile]]:
        """The release of a number, the oldest is 0, with its page in each language."""
        release = self.site.releases[number]
        rows = ((edition, self.site.of(edition).numbers) for edition in self.site.editions)
        places = ((edition, row, bisect_left(row, number)) for edition, row in rows)
        pages = [
            self._page_of(release, edition, at) for edition, row, at in places if at < len(row) and row[at] == number
        ]
        return release, pages

    def others(self) -> Iterator[SiteFile]:
        """Every list, the search, the page for missing addresses, and the files that pages need."""
        lists = {edition.name: list(self._lists(edition)) for edition in self.site.editions}
        known = {name: {(each.way, number) for each in of for number, _ in each.sheets()} for name, of in lists.items()}
        for way in dict.fromkeys(each.way for of in lists.values() for each in of):
            sheets = (
                self._list(edition, each, known, lists[edition.name])
                for edition in self.site.editions
                for each in lists[edition.name]
                if each.way == way
            )
            for row in zip_longest(*sheets):  # the lists of all languages show the same releases
                yield from filter(None, row)
        yield from map(self._search, self.site.editions)
        yield self._lost()
        for name in ("site.css", "search.js", *filter(None, self.marks.values())):
            yield SiteFile(name, self.common, partial(self._asset, name))

    @cached_property
    def marks(self) -> Mapping[str, str]:
        """The theme's files for the house's `logo`, at the head of each page, and its `icon`; "" without one."""
        names = {kind: [f"{kind}.svg", f"{kind}.png"] for kind in ("logo", "icon")}
        has = self.site.theme.file
        return {kind: next((each for each in of if has(f"newsroom/{each}")), "") for kind, of in names.items()}

    # --- releases ---

    def _page_of(self, release: Public, edition: Edition, at: int) -> SiteFile:
        """The page of a release. *at* is its number in the list of its edition."""
        row = self.site.of(edition)
        older = row[at - 1] if at else None
        newer = row[at + 1] if at + 1 < len(row) else None
        digests = [each.slug + each.stock.digest if each else "" for each in (release, older, newer)]
        make = partial(self._release, edition, release, older, newer)
        return SiteFile(self.site.page(release, edition) + "index.html", _page_key(self.common, *digests), make)

    def _release(self, edition: Edition, release: Public, older: Public | None, newer: Public | None) -> bytes:
        site, summary = self.site, release.summary
        said = summary["editions"][edition.name]
        way = site.page(release, edition)
        files = site.settings.url + site.files(release)
        root = _root(way)
        ways = {each.name: site.page(release, each) for each in site.editions if each.name in summary["editions"]}
        downloads = list(self.downloads(release, edition))
        article = self._article(release, edition, root + site.files(release), downloads)
        values = {
            "release": said,
            "article": Markup(article),  # noqa: S704
            "downloads": downloads,
            "files": root + site.files(release),
            "image": f"{files}card-{edition.name}.png",
            "linked": _linked(site, release, edition, files),
            "issued": release.moment.isoformat(),
            "updated": summary["updated"],
            "topics": [
                (f"{root}{site.folder(edition)}topics/{topic}/", name)
                for topic, name in zip(summary["topics"], said["topics"], strict=True)
            ],
            "older": self._entry(older, edition, root) if older else None,
            "newer": self._entry(newer, edition, root) if newer else None,
        }
        return self._page("release.html", edition, way, ways, **values)

    def _article(self, release: Public, edition: Edition, files: str, downloads: Sequence[Mapping[str, str]]) -> str:
        """The article with its pictures, and with the photo pack if the link to the photos is empty."""
        article = release.article(edition).replace(f'"{HERE}', f'"{files}')
        pack = next((each["href"] for each in downloads if each["format"] == "photos"), "")
        return article.replace('<a href="#">', f'<a href="{html.escape(pack)}">') if pack else article

    def downloads(self, release: Public, edition: Edition) -> Iterator[dict[str, str]]:
        """The downloads of a release in this language, and the names of the files on the site."""
        root = _root(self.site.page(release, edition))
        for name, variant in self.site.offered(release):
            if variant.edition in ("", edition.name):
                octets = release.stock.octets(variant)
                yield {"format": variant.format, "href": root + name, "size": readable_size(octets)}

    # --- lists ---

    def _lists(self, edition: Edition) -> Iterator[Listing]:
        contents = self.site.contents(edition)
        yield Listing("", "", contents.all)
        for year in sorted(contents.years, reverse=True):
            yield Listing(f"{year}/", year, contents.years[year])
        for topic in sorted(contents.topics):
            yield Listing(f"topics/{topic}/", contents.names[topic], contents.topics[topic])

    def _list(
        self, edition: Edition, each: Listing, known: Mapping[str, set[tuple[str, int]]], lists: Sequence[Listing]
    ) -> Iterator[SiteFile]:
        folder = self.site.folder
        sheets = list(each.sheets())
        menu = [(other.way, other.title) for other in lists if other.way]
        own = [folder(edition) + each.sheet(number) for number, _ in sheets]
        for at, (number, releases) in enumerate(sheets):
            way = own[at]
            ways = {
                other.name: folder(other) + each.sheet(number)
                for other in self.site.editions
                if (each.way, number) in known[other.name]
            }
            ends = own[at - 1] if at else None, own[at + 1] if at + 1 < len(own) else None
            count = at + 1, len(sheets)
            digests = (release.slug + release.stock.digest for release in releases)
            key = _page_key(self.common, repr((each.title, menu, ends, count, ways)), *digests)
            make = partial(self._sheet, edition, each.title, releases, menu, ends, count, way, ways)
            yield SiteFile(f"{way}index.html", key, make)

    def _sheet(
        self,
        edition: Edition,
        heading: str,
        releases: Sequence[Public],
        menu: Sequence[tuple[str, str]],
        ends: tuple[str | None, str | None],
        count: tuple[int, int],
        way: str,
        ways: Mapping[str, str],
    ) -> bytes:
        """One page of a list, with the ways to the newer and the older releases at its *ends*. *count* says which
        page it is, from the newest, and of how many."""
        root = _root(way)
        folder = root + self.site.folder(edition)
        links = [(folder + other, title, other.startswith("topics/")) for other, title in menu]
        newer, older = (None if end is None else root + end for end in ends)
        values = {
            "heading": heading,
            "entries": [self._entry(release, edition, root) for release in releases],
            "years": [(link, title) for link, title, is_topic in links if not is_topic],
            "topics": [(link, title) for link, title, is_topic in links if is_topic],
            "newer": newer,
            "older": older,
            "count": count,
        }
        return self._page("index.html", edition, way, ways, **values)

    def _entry(self, release: Public, edition: Edition, root: str) -> dict[str, Any]:
        """A release in a list."""
        summary = release.summary
        said = summary["editions"][edition.name]
        photo = said["photos"][0] if said["photos"] else None
        return {
            **said,
            "href": root + self.site.page(release, edition),
            "day": release.moment.date().isoformat(),
            "picture": photo and {**photo, "href": root + self.site.files(release) + photo["file"]},
        }

    # --- the others ---

    def _search(self, edition: Edition) -> SiteFile:
        ways = {each.name: f"{self.site.folder(each)}search/" for each in self.site.editions}
        way = ways[edition.name]
        language = "zh" if edition.is_chinese else "en"
        make = partial(self._page, "search.html", edition, way, ways, language=language)
        return SiteFile(f"{way}index.html", self.common, make)

    def _lost(self) -> SiteFile:
        """The page for a missing address. Its depth is unknown, so its links start at the root of the host."""
        edition = self.site.editions[0]
        ways = {each.name: self.site.folder(each) for each in self.site.editions}

        def make() -> bytes:
            parts = [
                Markup(self._fill("404-part.html", each, self.site.base, "", ways))  # noqa: S704
                for each in self.site.editions
            ]
            return self._sealed("404.html", edition, self.site.base, "", ways, parts=parts)

        return SiteFile("404.html", self.common, make)

    def _asset(self, name: str) -> bytes:
        theme = self.site.theme
        if name == "site.css":
            names = ("release.css", "browser.css", "screen.css", "newsroom/site.css")
            return "\n".join(style(theme, each) for each in names).encode()
        path = theme.file(f"newsroom/{name}")
        assert path, name
        return path.read_bytes()

    def _page(self, template: str, edition: Edition, way: str, ways: Mapping[str, str], **values: Any) -> bytes:
        return self._sealed(template, edition, _root(way), way, ways, **values)

    def _sealed(self, template: str, *places: Any, **values: Any) -> bytes:
        html = self._fill(template, *places, **values)
        try:
            return sealed(html, POLICY).encode()
        except ValueError as error:
            path = self.site.theme.file(f"newsroom/{template}")
            raise Invalid([Diagnostic(str(error), "template", path)]) from None

    def _fill(
        self, template: str, edition: Edition, root: str, way: str, ways: Mapping[str, str], **values: Any
    ) -> str:
        site = self.site
        return fill(
            site.theme,
            edition,
            f"newsroom/{template}",
            edition=edition,
            title=site.say(site.settings.title, edition),
            address=site.say(site.settings.address, edition),
            accounts=site.settings.accounts,
            marks=self.marks,
            root=root,
            home=root + site.folder(edition),
            canonical=site.settings.url + way,
            others=[(each, root + other) for each, other in site.others(edition, ways)],
            alternates=site.alternates(ways),
            feeds=site.settings.url + site.folder(edition),
            **values,
        )


def _root(way: str) -> str:
    """The way from a page to the top of the site."""
    return "../" * way.count("/") or "./"


def _page_key(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


def _linked(site: Site, release: Public, edition: Edition, files: str) -> Markup:
    """The release as schema.org's NewsArticle, for search engines."""
    summary = release.summary
    said = summary["editions"][edition.name]
    topics = zip(said["topics"], summary["topic_uris"], strict=True)
    names = said["issuers"] or [site.say(site.settings.title, edition)]
    issuers = [{"@type": "Organization", "name": name} for name in names]
    address = site.settings.url + site.page(release, edition)
    pictures: list[Any] = [_image_object(photo, files) for photo in said["photos"]]
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": address,
        "url": address,
        "headline": said["title"],
        "description": said["description"],
        "inLanguage": edition.tag,
        "datePublished": release.moment.isoformat(),
        "dateModified": summary["updated"] or release.moment.isoformat(),
        "author": issuers,
        "publisher": issuers,
        "keywords": said["topics"],
        "about": [{"@type": "Thing", "name": name, "sameAs": uri} for name, uri in topics if uri],
        "creativeWorkStatus": "Withdrawn" if summary["withdrawn"] else "",
        "image": pictures or [f"{files}card-{edition.name}.png"],
    } | _translations(site, release, edition)
    said_so = {name: value for name, value in data.items() if value}
    return Markup(json.dumps(said_so, ensure_ascii=False).replace("</", "<\\/"))  # noqa: S704


def _translations(site: Site, release: Public, edition: Edition) -> dict[str, Any]:
    """The release in its other languages. The Simplified edition is a translation of the Traditional."""
    works = {
        each.name: {"@type": "NewsArticle", "@id": site.settings.url + site.page(release, each), "inLanguage": each.tag}
        for each in site.editions
        if each.name in release.summary["editions"] and each != edition
    }
    original = works.pop("tc", None) if edition.name == "sc" else None
    return {"workTranslation": [*works.values()], "translationOfWork": original}


def _image_object(photo: Mapping[str, Any], files: str) -> dict[str, Any]:
    return {
        "@type": "ImageObject",
        "url": files + photo["file"],
        "width": photo["width"],
        "height": photo["height"],
        "caption": photo["caption"],
        "creditText": photo["credit"],
    }
