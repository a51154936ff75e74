"""A release that is out, as the newsroom shows it: a moment, its files, and what its `formats.item` says."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from hkpress.core.archive import Unpacked
from hkpress.newsroom.making import Stock
from hkpress.release.editions import Edition


class Public(NamedTuple):
    """A release that is out."""

    moment: datetime
    slug: str
    stock: Stock
    summary: Mapping[str, Any]
    """What lists and feeds show of it: see `formats.item`."""

    @classmethod
    def of(cls, moment: datetime, slug: str, stock: Stock) -> Public:
        """The release with its summary. Raises OSError."""
        return cls(moment, slug, stock, json.loads(_unpacked_item(*stock.item).read("summary.json")))

    def article(self, edition: Edition) -> str:
        """The article of an edition, with the addresses of `formats.item`."""
        return _articles(*self.stock.item)[edition.name]

    def terms(self, language: str) -> Mapping[str, Any]:
        """Its terms for the search: see `formats.item`. None if it has no edition in this language."""
        entry: Mapping[str, Any] = _unpacked_terms(*self.stock.item).get(language, {})
        return entry

    def pictures(self) -> Iterator[tuple[str, bytes]]:
        """The pictures and cards, by name."""
        parts = _unpacked_item(*self.stock.item)
        for name in parts.names():
            if not name.endswith(".json"):
                yield name, parts.read(name)


@lru_cache(maxsize=64)
def _articles(item: str, digest: str) -> Mapping[str, str]:
    data: Mapping[str, str] = json.loads(_unpacked_item(item, digest).read("pages.json"))
    return data


@lru_cache(maxsize=1)
def _unpacked_terms(item: str, digest: str) -> Mapping[str, Any]:
    data: Mapping[str, Any] = json.loads(_unpacked_item(item, digest).read("terms.json"))
    return data


@lru_cache(maxsize=1)
def _unpacked_item(item: str, _digest: str) -> Unpacked:
    """The item, held in memory while it is in use."""
    return Unpacked(Path(item).read_bytes())
