"""Jobs on a Dask cluster give the same bytes from the same inputs, or a reason why not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from hkpress.core.diagnostics import Invalid
from hkpress.formats.item import cards
from hkpress.newsroom import publish
from hkpress.production import planned
from hkpress.release.project import Project
from tests.conftest import MINIMAL
from tests.jobs import CHINESE, LONG_RUN, TEXTS, contents
from tests.test_newsroom import HOUR, SECRET, WRITTEN, laid_out


def test_a_cluster_makes_the_same_bytes(project: Callable[..., Project], tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    made = project(**{"releases/y/release.yaml": MINIMAL.replace("A headline", "Another")})
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=LONG_RUN, protocol="tcp://", dashboard_address=None
    ) as cluster:
        with planned(made, made.slugs(), tmp_path / "there", CHINESE, workers=cluster.scheduler_address) as build:
            assert [each.diagnostics for each in build.run()] == [(), ()]
        with planned(made, made.slugs(), tmp_path / "here", CHINESE, workers=1) as build:
            assert not any(each.failed for each in build.run())
        there, here = contents(tmp_path / "there"), contents(tmp_path / "here")
        assert len(here) == 6
        assert there == here
        project(**{"templates/base/release.txt": "Another template"})
        with planned(made, made.slugs(), tmp_path / "there", TEXTS, workers=cluster.scheduler_address) as build:
            assert [each.diagnostics for each in build.run()] == [(), ()]
        assert contents(tmp_path / "there")["x/en.txt"] == b"Another template"
        with planned(made, made.slugs(), tmp_path / "late", CHINESE, workers=cluster.scheduler_address) as build:
            (made.releases / "y/photo.jpg").write_bytes(b"put there after the plan was made")
            made_there = {each.slug: each for each in build.run()}
        assert made_there["x"].diagnostics == ()
        (found,) = made_there["y"].diagnostics
        assert found.message == "a worker of the cluster has other files of the release"


def test_a_cluster_makes_the_same_newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The release whose embargo is over as well. It is made without the embargo."""
    distributed = pytest.importorskip("distributed")
    if not LONG_RUN:
        monkeypatch.setattr(cards, "card", lambda document: document.page.edition.name.encode())
    releases = {"2025-03-01-opening": WRITTEN["2025-03-01-opening"], "2025-04-24-secret": SECRET}
    here, there = (laid_out(tmp_path / name, releases) for name in ("here", "there"))
    publish.publish(here, here.root / "site", HOUR, workers=1)
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=LONG_RUN, protocol="tcp://", dashboard_address=None
    ) as cluster:
        made = publish.publish(there, there.root / "site", HOUR, workers=cluster.scheduler_address)
    assert made.releases == 2
    assert all("redirects" in each.message for each in made.problems)  # to a release that is not here
    assert contents(there.root / "site") == contents(here.root / "site")


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense://x", "127.0.0.1:99999"])
def test_no_cluster(project: Callable[..., Project], address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hkpress.production.cluster._ANSWER", 1)
    made = project()
    with (
        planned(made, ["x"], made.root / "build", TEXTS, workers=address) as build,
        pytest.raises(Invalid, match="no Dask scheduler answers"),
    ):
        list(build.run())
