"""A newsroom's memory stays flat, and its work grows no faster than the number of releases."""

from __future__ import annotations

import cProfile
import os
import pstats
import tracemalloc
from datetime import timedelta
from pathlib import Path
from unittest import mock

import pytest

from hkpress.formats import variants
from hkpress.formats.item import cards
from hkpress.newsroom import settings
from hkpress.newsroom.folder import Folder
from hkpress.newsroom.making import ITEM, Stock
from hkpress.newsroom.public import Public
from hkpress.newsroom.publish import write
from hkpress.newsroom.shelf import Shelf
from hkpress.newsroom.site import Site
from hkpress.page.theme import Theme
from hkpress.production import manifest
from hkpress.production.make import make_release
from hkpress.production.manifest import Entries, Entry, File, Manifest
from hkpress.release.project import Project
from tests.test_newsroom import HOUR, WRITTEN, laid_out

SIZES = (1000, 10_000) if os.environ.get("HKPRESS_LONG") else (20, 80)


@pytest.fixture(scope="module")
def items(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, list[Stock]]:
    """A project, and what the newsroom needs of each of its releases."""
    house = laid_out(tmp_path_factory.mktemp("house"), WRITTEN)
    stocks = []
    for slug in house.slugs():
        with mock.patch.object(cards, "card", return_value=b"a card"):
            (output,) = make_release(house, slug, variants(formats=["item"]), checked=False).outputs
        path = house.root / f"{slug}.zip"
        path.write_bytes(output.data)
        stocks.append(Stock(str(house.root), {ITEM: (path.name, slug)}, (str(path), slug), slug))
    return house, stocks


def test_the_manifest_stays_on_the_disk(tmp_path: Path) -> None:
    files = {f"{name}.html": File(f"{name} html", "d" * 32, 1, 2, 3, 4) for name in "abcdefghi"}
    entries = Entries()
    for number in range(400):
        entries.change(f"r{number:05}", Entry(f"r{number:05}", "k" * 65, files=files))
    entries.change("r00007", None)
    manifest.write(tmp_path / "manifest", Manifest("..", entries=entries))
    manifest.add(tmp_path / "manifest", Entry("r00008", files={"new.html": files["a.html"]}))
    tracemalloc.start()
    read = manifest.read(tmp_path / "manifest", "..").entries
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert read.slugs() == {f"r{number:05}" for number in range(400)} - {"r00007"}
    assert read.get("r00399") == entries.get("r00399")
    assert (read.get("r00007"), read.get("r00008")) == (None, Entry("r00008", files={"new.html": files["a.html"]}))
    assert held / 400 < 250


def written(items: tuple[Project, list[Stock]], count: int, root: Path) -> None:
    """Write a site of *count* releases. They repeat the same few texts."""
    house, stocks = items
    shelf = Shelf(
        Public.of(HOUR + timedelta(hours=number), f"r{number:05}", stocks[number % len(stocks)])
        for number in range(count)
    )
    root.mkdir()
    place = Folder(root, root.with_suffix(".json"))
    with shelf:
        write(Site(settings.read(house.root), Theme("base", house.template_roots), shelf.all()), "common", place)
    place.finish("")


def test_memory_stays_flat_and_work_is_linear(items: tuple[Project, list[Stock]], tmp_path: Path) -> None:
    written(items, SIZES[0], tmp_path / "warm")
    peaks, calls = [], []
    for count in SIZES:
        tracemalloc.start()
        written(items, count, tmp_path / f"memory-{count}")
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        with cProfile.Profile() as profile:
            written(items, count, tmp_path / f"calls-{count}")
        calls.append(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]
    few, many = SIZES
    assert (peaks[1] - peaks[0]) / (many - few) < 12_000  # bytes a release: its names, and its terms in the search
    assert calls[1] / many < 1.1 * calls[0] / few
