"""A project and a moment → the site in a folder."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hkpress.core.diagnostics import Diagnostic, Invalid, Severity, did_you_mean
from hkpress.core.layout import MANUSCRIPT, SETTINGS
from hkpress.newsroom import addresses, calendar, feeds, settings, settled
from hkpress.newsroom.folder import Folder, opened
from hkpress.newsroom.making import stocks
from hkpress.newsroom.pages import Pages, SiteFile
from hkpress.newsroom.search import Search
from hkpress.newsroom.settled import Settled
from hkpress.newsroom.site import Public, Site
from hkpress.page.theme import Theme
from hkpress.production import inputs
from hkpress.release.project import Project


@dataclass(frozen=True)
class Published:
    """The result: the state of the site."""

    releases: int
    """How many are public."""
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    following: datetime | None
    """When the site will change next, as far as is known."""
    problems: tuple[Diagnostic, ...]
    """What is wrong with releases, public or not. They keep the pages that they had."""


def publish(
    project: Project,
    folder: Path,
    moment: datetime,
    *,
    workers: int | str | None = None,
    done: Callable[[], object] = lambda: None,
) -> Published:
    """Update the site in *folder* to what is public at *moment*. Raises Invalid and OSError.

    *done* is called after each file of a release that is made, and *workers* is that of a build.
    """
    wanted = settings.read(project.root)
    if wanted.theme not in project.themes():
        message = f"there is no theme `{wanted.theme}` in templates/{did_you_mean(wanted.theme, project.themes())}"
        raise Invalid([Diagnostic(message, "newsroom", project.root / SETTINGS)])
    before = inputs.everything(project)
    known = calendar.read(project)
    build = project.root / "build"
    public = known.public(moment)
    stock = stocks(project, public, wanted.downloads, wanted.editions, build=build, workers=workers, done=done)
    releases = tuple(
        Public(issue.moment, issue.slug, stock.releases[issue.slug]) for issue in public if issue.slug in stock.releases
    )
    site = Site(wanted, Theme(wanted.theme, project.template_roots), releases)
    with opened(folder, settled.own(project, folder, "json")) as place:
        lost = [
            issue.slug for issue in public if issue.slug not in stock.releases and place.has(f"files/{issue.slug}/")
        ]
        if lost:
            raise Invalid([*stock.problems, *(_lost(project, slug) for slug in lost)])
        key = _digest(stock.common, *(f"{each.moment} {each.slug} {each.stock.digest}" for each in releases))
        if place.made_from != key or not place.untouched():
            write(site, stock.common, place)
            place.finish(key)
        problems = (*known.unreadable, *stock.problems)
        coming = known.following(moment)
        if not any(problem.severity is Severity.ERROR for problem in problems):
            since = public[-1].moment.isoformat() if public else ""
            until = coming.isoformat() if coming else ""
            settled.note(project, folder, before, Settled(len(releases), since, until, stock.until))
    return Published(len(releases), (*place.changed,), (*place.removed,), coming, problems)


def _lost(project: Project, slug: str) -> Diagnostic:
    message = "this release is on the site, but cannot be made now: the site was left as it is"
    return Diagnostic(message, "newsroom", project.releases / slug / MANUSCRIPT)


def write(site: Site, common: str, place: Folder) -> None:
    """Put all files of the site into their folder."""
    pages = Pages(site, common)
    with Search(site) as search:
        for release, made in pages.releases():  # all files with one release, so that its item is read once
            _files(site, pages, release, place)
            _pages(made, place)
            search.add(release)
        _pages(pages.others(), place)
        for name, data in search.files():
            place.put(name, data)
    for edition in site.editions:
        latest = feeds.latest(site, edition)
        key = _digest(common, *(f"{each.slug} {each.stock.digest}" for each in latest))
        for name, make in (("feed.xml", feeds.atom), ("feed.json", feeds.json_feed)):
            path = site.folder(edition) + name
            if not place.current(path, key):
                place.put(path, make(site, edition), key)
    for name, data in (*addresses.sitemaps(site), *addresses.redirects(site)):
        place.put(name, data)
    place.put("robots.txt", addresses.robots(site))


def _pages(pages: Iterable[SiteFile], place: Folder) -> None:
    for page in pages:
        if not place.current(page.path, page.key):
            place.put(page.path, page.make(), page.key)


def _files(site: Site, pages: Pages, release: Public, place: Folder) -> None:
    """The files of a release that all languages share: downloads, pictures, cards."""
    for path, variant in pages.offered(release):
        name, digest = release.stock.files[variant]
        place.copy(path, release.stock.folder / name, digest)
    key = release.stock.item[1]
    summary = release.summary()
    cards = {f"card-{name}.png" for name in summary["editions"] if name in site.settings.editions}
    paths = [site.files(release) + name for name in (*summary["files"], *sorted(cards))]
    if all([place.current(path, key) for path in paths]):  # noqa: C419 (each is to be asked)
        return
    for name, data in release.pictures():
        if not name.startswith("card-") or name in cards:
            place.put(site.files(release) + name, data, key)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
