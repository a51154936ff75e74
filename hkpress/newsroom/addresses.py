"""Files for machines: sitemap, robots.txt, and redirections of old addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from io import BytesIO
from itertools import chain, islice
from urllib.parse import quote

from hkpress.newsroom.public import Public
from hkpress.newsroom.site import Site
from hkpress.release.settings import page_way

MOST = 10_000
"""The most addresses in one sitemap: with three languages each, a fifth of what search engines accept."""

_HEAD = '<?xml version="1.0" encoding="utf-8"?>'
_SPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def sitemaps(site: Site) -> Iterator[tuple[str, bytes]]:
    """The sitemaps by name: one, or an index and those that it lists."""
    most = max(1, MOST // len(site.editions))
    count = -(-(1 + len(site.releases)) // most)
    releases = chain([None], reversed(site.releases))
    for number in range(1, count + 1):
        space = f'{_SPACES} xmlns:xhtml="http://www.w3.org/1999/xhtml"'
        group = (line for release in islice(releases, most) for line in _addresses(site, release))
        lines = chain([_HEAD, f"<urlset {space}>"], group, ["</urlset>"])
        yield "sitemap.xml" if count == 1 else f"sitemap-{number}.xml", _redirects_text(lines)
    if count > 1:
        listed = [f"<sitemap><loc>{site.settings.url}sitemap-{n}.xml</loc></sitemap>" for n in range(1, count + 1)]
        yield "sitemap.xml", _redirects_text([_HEAD, f"<sitemapindex {_SPACES}>", *listed, "</sitemapindex>"])


def _addresses(site: Site, release: Public | None) -> Iterator[str]:
    """The addresses of a release in each language, or, without one, of the first pages."""
    if release is None:
        ways = {each.name: site.folder(each) for each in site.editions}
        changed = ""
    else:
        known = release.summary["editions"]
        ways = {each.name: site.page(release, each) for each in site.editions if each.name in known}
        changed = release.summary["updated"] or release.moment.isoformat()
    if not ways:
        return
    alternates = "".join(
        f'<xhtml:link rel="alternate" hreflang="{tag}" href="{escape(address)}"/>'
        for tag, address in site.alternates(ways)
    )
    for way in ways.values():
        when = f"<lastmod>{changed}</lastmod>" if changed else ""
        yield f"<url><loc>{escape(site.settings.url + way)}</loc>{when}{alternates}</url>"


def robots(site: Site) -> bytes:
    """robots.txt: everything may be read, except the index of the search."""
    lines = ["User-agent: *", f"Disallow: {site.base}index/", "", f"Sitemap: {site.settings.url}sitemap.xml"]
    return _redirects_text(lines)


def redirects(site: Site) -> Iterator[tuple[str, bytes]]:
    """A page for each old address of a public release, and a list for servers that read one. An address leads to the
    page in its own language. The old name of a release stands for its old address in each language, and for those
    of its files.
    """
    olds = site.settings.redirects
    named = {release.slug for release in site.releases} if olds else set()
    wanted = {old: site.settings.leads_to(old, named) for old in olds}
    ends = {*wanted.values()} & named
    releases = {release.slug: release for release in site.releases if release.slug in ends} if ends else {}
    own = {page_way(site.folder(each), name) for each in site.editions for name in named}
    lines = []
    for old, slug in wanted.items():
        if release := releases.get(slug):
            for address, way in _old_ways(site, old, release, whole=old not in named):
                if f"{address.rstrip('/')}/" not in own:
                    lines.append(f"{quote(site.base + address)} {quote(site.base + way)} 301")
                    name = address if address.endswith((".html", ".htm")) else f"{address.rstrip('/')}/index.html"
                    yield name, _moved(site.settings.url + quote(way))
    if lines:
        yield "_redirects", _redirects_text(lines)


def _old_ways(site: Site, old: str, release: Public, *, whole: bool) -> Iterator[tuple[str, str]]:
    """The old addresses that *old* stands for, and the ways to which they lead; if *whole*, it may be an old name."""
    known = [each for each in site.editions if each.name in release.summary["editions"]]
    fit = [each for each in known if old.startswith(site.folder(each))]
    yield old, site.page(release, max(fit, key=lambda each: len(site.folder(each)), default=known[0]))
    if whole and not {"/", "."} & {*old}:
        for each in known:
            yield page_way(site.folder(each), old), site.page(release, each)
        here = site.files(release)
        for way, _ in site.offered(release):
            yield f"files/{old}/{old}{way.removeprefix(here + release.slug)}", way
        for way in site.shown(release):
            yield f"files/{old}/{way.removeprefix(here)}", way


def _moved(address: str) -> bytes:
    to = escape(address)
    return _redirects_text(
        [
            '<!DOCTYPE html><html lang="en"><meta http-equiv="Content-Security-Policy" content="default-src \'none\'">',
            '<meta charset="utf-8">',
            f'<title>{to}</title><link rel="canonical" href="{to}">',
            f'<meta name="robots" content="noindex"><meta http-equiv="refresh" content="0; url={to}">',
            f'<p><a href="{to}">{to}</a></p></html>',
        ]
    )


def _redirects_text(lines: Iterable[str]) -> bytes:
    buffer = BytesIO()
    buffer.writelines(f"{line}\n".encode() for line in lines)
    return buffer.getvalue()
