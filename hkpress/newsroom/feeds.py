"""The feeds of one edition: Atom and JSON Feed, with the whole text of the latest releases."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from hkpress.formats import Variant
from hkpress.formats.item import HERE
from hkpress.newsroom.public import Public
from hkpress.newsroom.site import LATEST, Site
from hkpress.release import inline
from hkpress.release.editions import HONG_KONG, Edition


def latest(site: Site, edition: Edition) -> list[Public]:
    """The releases of a feed: those that came out, were corrected or withdrawn last, the latest change first."""
    changed = [number for _, number in site.contents(edition).changed]
    numbers = {*site.of(edition).numbers[-LATEST:], *changed}
    releases = [site.releases[number] for number in sorted(numbers)[::-1]]
    return sorted(releases, key=lambda each: datetime.fromisoformat(_updated(each)), reverse=True)[:LATEST]


def atom(site: Site, edition: Edition) -> bytes:
    """The feed as Atom (RFC 4287)."""
    releases = latest(site, edition)
    home = site.settings.url + site.folder(edition)
    updated = max(map(_updated, releases), default="1970-01-01T00:00:00+00:00")
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{edition.tag}">',
        f"<id>tag:{site.host},2000:{edition.name}</id>",
        f"<title>{escape(site.say(site.settings.title, edition))}</title>",
        f"<updated>{updated}</updated>",
        f"<author><name>{escape(site.say(site.settings.title, edition))}</name></author>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(home + "feed.xml")}/>',
        f'<link rel="alternate" type="text/html" hreflang="{edition.tag}" href={quoteattr(home)}/>',
        *(line for release in releases for line in _atom_entry(site, release, edition)),
        "</feed>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _atom_entry(site: Site, release: Public, edition: Edition) -> Iterator[str]:
    said = release.summary["editions"][edition.name]
    yield "<entry>"
    yield f"<id>{_id(site, release, edition)}</id>"
    yield f"<title>{escape(said['feed_title'])}</title>"
    yield f"<published>{release.moment.isoformat()}</published>"
    yield f"<updated>{_updated(release)}</updated>"
    for issuer in said["issuers"]:
        yield f"<author><name>{escape(issuer)}</name></author>"
    for each in (edition, *(other for other in site.editions if other != edition)):  # readers take the first
        if each.name in release.summary["editions"]:
            address = quoteattr(site.settings.url + site.page(release, each))
            yield f'<link rel="alternate" type="text/html" hreflang="{each.tag}" href={address}/>'
    if (pdf := Variant(edition.name, "pdf")) in release.stock.files:
        octets = release.stock.octets(pdf)
        address = quoteattr(f"{site.settings.url}{site.files(release)}{release.slug}-{edition.name}.pdf")
        yield f'<link rel="enclosure" type="application/pdf" length="{octets}" href={address}/>'
    for topic in said["topics"]:
        yield f"<category term={quoteattr(topic)}/>"
    yield f"<summary>{escape(said['description'])}</summary>"
    yield f'<content type="html">{escape(_article_html(site, release, edition))}</content>'
    yield "</entry>"


def json_feed(site: Site, edition: Edition) -> bytes:
    """The feed as JSON Feed 1.1."""
    home = site.settings.url + site.folder(edition)
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": site.say(site.settings.title, edition),
        "home_page_url": home,
        "feed_url": f"{home}feed.json",
        "language": edition.tag,
        "items": [_feed_item(site, release, edition) for release in latest(site, edition)],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _feed_item(site: Site, release: Public, edition: Edition) -> dict[str, Any]:
    said = release.summary["editions"][edition.name]
    entry = {
        "id": _id(site, release, edition),
        "url": site.settings.url + site.page(release, edition),
        "title": said["feed_title"],
        "summary": said["description"],
        "content_html": _article_html(site, release, edition),
        "date_published": release.moment.isoformat(),
        "date_modified": _updated(release),
        "language": edition.tag,
        "tags": said["topics"],
        "authors": [{"name": issuer} for issuer in said["issuers"]],
    }
    return {name: value for name, value in entry.items() if value}


def _id(site: Site, release: Public, edition: Edition) -> str:
    """The permanent name of an edition of a release, wherever its page may move."""
    return f"tag:{site.host},{release.summary['day']}:{release.slug}/{edition.name}"


def _updated(release: Public) -> str:
    """When it was last corrected or withdrawn, else when it came out."""
    return release.summary["updated"] or release.moment.astimezone(HONG_KONG).isoformat()


def _article_html(site: Site, release: Public, edition: Edition) -> str:
    article = inline.without_figures(release.article(edition))
    return article.replace(f'"{HERE}', f'"{site.settings.url}{site.files(release)}')
