"""A project and a moment → the site in a folder."""

from __future__ import annotations

import gc
import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path

from hkpress.core.diagnostics import Diagnostic, Invalid, Severity, did_you_mean
from hkpress.core.layout import MANUSCRIPT, SETTINGS
from hkpress.newsroom import addresses, calendar, feeds, settings, settled
from hkpress.newsroom.calendar import Issue
from hkpress.newsroom.folder import OTHER, Files, Folder, open_site
from hkpress.newsroom.making import Progress, Stocks, stocks, unseen
from hkpress.newsroom.pages import Pages, SiteFile
from hkpress.newsroom.public import Public
from hkpress.newsroom.search import Search
from hkpress.newsroom.settings import Newsroom
from hkpress.newsroom.settled import Settled
from hkpress.newsroom.shelf import Shelf
from hkpress.newsroom.site import Site
from hkpress.page.theme import Theme
from hkpress.production import inputs
from hkpress.production.processes import Tickets, pool
from hkpress.release.project import Project
from hkpress.release.settings import page_way

AT_ONCE = 8
"""The number of releases that a process takes from the others."""


@dataclass(frozen=True)
class Published:
    """The result: the state of the site."""

    releases: int
    """How many are public."""
    changed: int
    """How many files were written."""
    removed: int
    gone: tuple[str, ...]
    """The ways to some pages of releases that were removed."""
    following: datetime | None
    """When the site will change next, as far as is known."""
    problems: tuple[Diagnostic, ...]
    """The problems of releases, public or not. A faulty release keeps its old pages; without any, it waits."""
    drafts: tuple[str, ...]
    """The releases that are due, but still drafts: they wait."""


def publish(
    project: Project,
    folder: Path,
    moment: datetime,
    *,
    workers: int | str | None = None,
    progress: Progress = unseen,
) -> Published:
    """Update the site in *folder* to what is public at *moment*. Raises Invalid and OSError.

    *progress* shows how many files of releases are made, and *workers* is that of a build.
    """
    wanted = _settings(project)
    before = inputs.everything(project)
    known = calendar.read(project)
    build = project.made("build")
    out = known.public(moment)
    public = [issue for issue in out if _nameable(issue.slug)]
    unnamed = (_unnameable(project, issue.slug) for issue in out if not _nameable(issue.slug))
    stock = stocks(project, public, wanted.downloads, wanted.editions, build=build, workers=workers, progress=progress)
    with Shelf() as shelf, open_site(folder, settled.own(project, folder, "files")) as target:
        drafts = tuple(slug for slug in stock.drafts if not target.has(f"files/{slug}/"))
        found = *stock.problems, *(each for slug in {*stock.drafts} - {*drafts} for each in stock.drafts[slug])
        common = _site_digest(stock.common, wanted.model_dump_json())
        shelved = _shelve(shelf, public, stock, target, common)
        del stock  # the manifests of all releases
        if shelved.lost:
            raise Invalid([*found, *(_lost(project, slug) for slug in shelved.lost)])
        releases = shelf.all()
        if target.made_from != shelved.key or not target.untouched():
            write(Site(wanted, Theme(wanted.theme, project.template_roots), releases), common, target, workers)
            target.finish(shelved.key)
        ahead = (_ahead(project, slug) for slug, updated in shelved.updated.items() if updated > moment)
        told = (*known.unreadable, *unnamed, *_leading_nowhere(project, wanted), *ahead, *found)
        drafts = (*drafts, *known.waiting(moment))
        problems = tuple(dict.fromkeys(told))  # several releases may use the same broken file
        coming = known.following(moment)
        if not any(problem.severity is Severity.ERROR for problem in problems):
            since = public[-1].moment.isoformat() if public else ""
            follows = coming.isoformat() if coming else ""
            settled.note(project, folder, before, Settled(len(releases), since, follows, shelved.until, drafts))
    return Published(len(releases), target.changed, target.removed, (*target.gone,), coming, problems, drafts)


@dataclass(frozen=True)
class _Shelved:
    """What is known of the releases on the shelf without reading them again."""

    key: str
    """A digest of everything that their site is made from."""
    until: str
    """The first day on which the checks of one may say something else; "" if there is none."""
    updated: Mapping[str, datetime]
    """When those with a correction, update or withdrawal were updated."""
    lost: tuple[str, ...]
    """Those on the site whose files are missing."""


def _shelve(shelf: Shelf, public: Sequence[Issue], stock: Stocks, target: Folder, common: str) -> _Shelved:
    """Put the public releases on the shelf."""
    days, lost, updated, key = set(), [], {}, hashlib.sha256(common.encode())
    for issue in public:
        is_there = target.has(f"files/{issue.slug}/")
        if issue.slug in stock.failed and not is_there:
            continue  # the release has been postponed or corrected since a preview made it
        if made := stock.release(issue):
            days.add(made.until)
            shelf.add(release := Public.of(issue.moment, issue.slug, made))
            if release.summary["updated"]:
                updated[issue.slug] = datetime.fromisoformat(release.summary["updated"])
            key.update(f"\0{issue.moment} {issue.slug} {made.digest}".encode())
        elif is_there:
            lost.append(issue.slug)
    return _Shelved(key.hexdigest(), min(filter(None, days), default=""), updated, tuple(lost))


def _settings(project: Project) -> Newsroom:
    """The newsroom's settings. Raises Invalid, also if they name a theme that does not exist."""
    wanted = settings.read(project.root)
    if wanted.theme not in project.themes():
        message = f"there is no theme `{wanted.theme}` in templates/{did_you_mean(wanted.theme, project.themes())}"
        raise Invalid([Diagnostic(message, "newsroom", project.root / SETTINGS)])
    return wanted


def _nameable(slug: str) -> bool:
    """Whether an address may hold this name: a browser turns `\\` into `/`, and two forms of é are two addresses."""
    return "\\" not in slug and unicodedata.is_normalized("NFC", slug)


def _unnameable(project: Project, slug: str) -> Diagnostic:
    message = "no address can hold this folder's name, with `\\` or an accent apart from its letter: rename it"
    return Diagnostic(message, "newsroom", project.releases / slug)


def _leading_nowhere(project: Project, wanted: Newsroom) -> Iterator[Diagnostic]:
    """A warning for each redirection to a release that does not exist, or from one that does."""
    slugs = project.slugs()
    own = {page_way(path, each).rstrip("/") for path in wanted.paths.values() for each in slugs}  # type: ignore[arg-type]
    for old, slug in wanted.redirects.items():
        if wanted.leads_to(old, slugs) not in slugs:
            near = project.likely(slug)
            hint = f"; did you mean `{near}`?" if near else ": write the name of a folder in releases/"
            message = f"`[newsroom.redirects]` leads `{old}` to `{slug}`, which is no release{hint}"
        elif old.rstrip("/") in own:
            message = f"`[newsroom.redirects]` leads on from `{old}`, the page of a release that is there: it stays"
        else:
            continue
        yield Diagnostic(message, "newsroom", project.root / SETTINGS, severity=Severity.WARNING)


def _ahead(project: Project, slug: str) -> Diagnostic:
    message = "its correction or withdrawal is dated later than this site, and readers see it already: look at `at:`"
    return Diagnostic(message, "newsroom", project.releases / slug / MANUSCRIPT, severity=Severity.WARNING)


def _lost(project: Project, slug: str) -> Diagnostic:
    message = "this release is on the site, but cannot be made now: the site was left as it is"
    return Diagnostic(message, "newsroom", project.releases / slug / MANUSCRIPT)


def write(site: Site, common: str, target: Folder, workers: int | str | None = None) -> None:
    """Put all files of the site into their folder. Two processes write a large new site, unless *workers* is 1."""
    pages = Pages(site, common)
    everything = range(len(site.releases))
    if settled.large(len(everything), workers) and not _begun(pages, target):
        with suppress(BrokenProcessPool):  # perhaps memory was too short for two processes
            _write_in_two(pages, target)
            return
        target.changed = 0
    _releases(pages, everything, target)
    _others(pages, target)


def _begun(pages: Pages, target: Folder) -> bool:
    """Whether the site has pages already: then most of them stay."""
    _, first = pages.of(0)
    return all([target.current(page.path, page.key) for page in first])  # noqa: C419 (each is to be asked)


def _write_in_two(pages: Pages, target: Folder) -> None:
    """Write the releases, while a second process writes the shared files and then helps.

    Raises BrokenProcessPool if that process dies.
    """
    with pool(1, settled.SECOND) as second, ThreadPoolExecutor(1) as thread, Tickets() as tickets:
        help_ = thread.submit(
            second.submit, _help, pages, tickets, target.root, target.memory
        )  # blocks until the process is ready
        _releases(pages, _taken_numbers(tickets, pages), target)
        target.take(help_.result().result())


def _help(pages: Pages, tickets: Tickets, root: Path, memory: Path) -> int:
    """The work of the second process: how many files it has written."""
    gc.set_threshold(50_000)  # as in the first process
    with Files(root, memory, OTHER) as target:
        _others(pages, target)
        _releases(pages, _taken_numbers(tickets, pages), target)
        target.commit()
        return target.changed


def _taken_numbers(tickets: Tickets, pages: Pages) -> Iterator[int]:
    """The numbers of releases that this process is to write: a few for each ticket, as neighbours name each other."""
    releases = range(len(pages.site.releases))
    while part := releases[AT_ONCE * tickets.take() :][:AT_ONCE]:
        yield from part


def _releases(pages: Pages, numbers: Iterable[int], target: Files) -> None:
    """The pages and files of these releases."""
    for number in numbers:
        release, made = pages.of(number)
        _shared_files(pages, release, target)
        _pages(made, target)


def _others(pages: Pages, target: Files) -> None:
    """The files that all releases share: lists, search, feeds, files for machines."""
    site = pages.site
    with Search(site) as search:
        texts = (file for number, release in enumerate(site.releases) for file in search.add(number, release))
        for name, data in chain(texts, search.files()):
            target.put(name, data)
    _pages(pages.others(), target)
    for edition in site.editions:
        latest = feeds.latest(site, edition)
        key = _site_digest(pages.common, *(f"{each.slug} {each.stock.digest}" for each in latest))
        for name, make in (("feed.xml", feeds.atom), ("feed.json", feeds.json_feed)):
            path = site.folder(edition) + name
            if not target.current(path, key):
                target.put(path, make(site, edition), key)
    for name, data in (*addresses.sitemaps(site), *addresses.redirects(site)):
        target.put(name, data)
    target.put("robots.txt", addresses.robots(site))


def _pages(pages: Iterable[SiteFile], target: Files) -> None:
    for page in pages:
        if not target.current(page.path, page.key):
            target.put(page.path, page.make(), page.key)


def _shared_files(pages: Pages, release: Public, target: Files) -> None:
    """The files of a release that all languages share: downloads, pictures, cards."""
    site = pages.site
    for path, variant in site.offered(release):
        name, digest = release.stock.files[variant]
        target.copy(path, Path(release.stock.folder, name), digest)
    key = release.stock.item[1]
    paths = site.shown(release)
    if all([target.current(path, key) for path in paths]):  # noqa: C419 (each is to be asked)
        return
    for name, data in release.pictures():
        if (path := site.files(release) + name) in paths:
            target.put(path, data, key)


def _site_digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
