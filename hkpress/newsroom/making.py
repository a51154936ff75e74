"""The files of public releases, made as any build makes them.

A release whose embargo is over is made again without it, since its pages must not say that nobody may publish them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from hkpress.core.diagnostics import Diagnostic, Severity
from hkpress.formats import FORMATS, Variant, variants
from hkpress.newsroom.calendar import Issue
from hkpress.newsroom.settled import OWN
from hkpress.production import manifest, planned
from hkpress.production.manifest import Manifest
from hkpress.release.parse import Release
from hkpress.release.project import Project


@dataclass(frozen=True)
class Lifted(Project):
    """A project whose embargoes are over."""

    def read(self, slug: str, changed: Mapping[Path, str] = MappingProxyType({})) -> Release:
        """The release without its embargo."""
        release = super().read(slug, changed)
        written = release.manuscript.model_copy(update={"embargo": None})
        first, *others = release.sources
        sources = (first[0], written), *others
        return replace(release, manuscript=written, sources=sources, ended=release.manuscript.embargo)


ITEM = Variant("", "item")
Progress = Callable[[int], AbstractContextManager[Callable[[], object]]]
"""What shows how far the work is: for a number of files, a context in which it is called once a file."""


def unseen(_total: int) -> AbstractContextManager[Callable[[], object]]:
    """Shows nothing."""
    return nullcontext(lambda: None)


class Stock(NamedTuple):
    """The files of one release: the folder they are in, and the digests of their bytes by variant."""

    folder: str
    files: Mapping[Variant, tuple[str, str]]
    """Name and digest."""
    item: tuple[str, str] = ("", "")
    """The path of its `formats.item`, and the digest of its bytes."""
    digest: str = ""
    """That of all its files."""
    until: str = ""
    """The last day, such as 2025-04-24, on which the checks are sure to say the same; "" for ever."""

    def octets(self, variant: Variant) -> int:
        """The size of a file. Raises OSError."""
        return Path(self.folder, self.files[variant][0]).stat().st_size


@dataclass(frozen=True)
class Stocks:
    """The files of all public releases."""

    common: str
    """The digest of what all releases depend on: hkpress, templates, libraries, settings."""
    manifests: Mapping[bool, tuple[Manifest, Path]]
    """The manifest and the folder of releases without an embargo, and of those with one."""
    problems: tuple[Diagnostic, ...] = field(default=())
    failed: frozenset[str] = frozenset()
    """The releases with errors. Their files, if any, are of an earlier text."""
    drafts: Mapping[str, tuple[Diagnostic, ...]] = field(default_factory=dict)
    """Those of them that somebody is still writing, and what was found in them."""

    def release(self, issue: Issue) -> Stock | None:
        """The files of a release; None if it has none."""
        return _stock(*self.manifests[issue.embargoed], issue.slug)


def stocks(
    project: Project,
    issues: Sequence[Issue],
    formats: Collection[str],
    editions: Collection[str],
    *,
    build: Path,
    workers: int | str | None = None,
    progress: Progress = unseen,
) -> Stocks:
    """Bring the files of these releases up to date in the folder *build*, and list them. Raises OSError.

    A release with an error keeps the files of its last build without one; if there are none, it is left out.
    """
    wanted = variants(editions, [*formats, "item"])
    problems: list[Diagnostic] = []
    failed: dict[str, tuple[Diagnostic, ...]] = {}
    manifests: dict[bool, tuple[Manifest, Path]] = {}
    common = ""
    for embargoed, of, folder in ((False, project, build), (True, Lifted(project.root), build / OWN / "lifted")):
        slugs = [issue.slug for issue in issues if issue.embargoed is embargoed]
        if embargoed and not slugs:
            continue
        made = _made_manifest(of, slugs, folder, wanted, workers, progress, problems, failed)
        common = common or made.common.digest
        manifests[embargoed] = made, folder
    drafts = {slug: found for slug, found in failed.items() if _is_draft(found)}
    problems += [each for slug, found in failed.items() if slug not in drafts for each in found]
    return Stocks(common, manifests, tuple(problems), frozenset(failed), drafts)


def _is_draft(found: Collection[Diagnostic]) -> bool:
    """Whether its only errors are placeholders and texts that are not written yet: somebody is still writing it."""
    from hkpress.check import placeholder  # imports all rules, and few sites have drafts

    return {each.code for each in found if each.severity is Severity.ERROR} <= {placeholder.CODE, "empty", "missing"}


def _made_manifest(
    project: Project,
    slugs: Sequence[str],
    folder: Path,
    wanted: Collection[Variant],
    workers: int | str | None,
    progress: Progress,
    problems: list[Diagnostic],
    failed: dict[str, tuple[Diagnostic, ...]],
) -> Manifest:
    """The manifest of the folder once the releases are made; *problems* and *failed* are added to."""
    with ExitStack() as stack:
        work = stack.enter_context(planned(project, slugs, folder, wanted, workers=workers))
        work.clear()  # or a release that comes back would find files that no manifest knows
        step = stack.enter_context(progress(sum(len(job.wanted) for job in work.plan.jobs)))
        for written in work.run(step) if work.plan.jobs else ():
            if written.failed:
                failed[written.slug] = written.diagnostics
            else:
                problems += written.diagnostics
        if not work.plan.jobs:
            return work.plan.manifest
    way = work.plan.manifest.project
    path = work.place.manifest(way)
    del work  # and reads its manifest here: only one is in memory at a time
    return manifest.read(path, way)


@cache
def _variants() -> Mapping[str, Variant]:
    return {variant.key: variant for variant in variants(formats=FORMATS)}


def _stock(manifest: Manifest, folder: Path, slug: str) -> Stock | None:
    entry = manifest.entries.get(slug)
    if entry is None:
        return None
    known = _variants()
    files = {known[file.variant]: (name, file.digest) for name, file in entry.files.items() if file.variant in known}
    if ITEM not in files:
        return None
    name, digest = files[ITEM]
    all_digests = " ".join(each for _, each in files.values())
    return Stock(f"{folder}/{slug}", files, (f"{folder}/{slug}/{name}", digest), all_digests, entry.until)
