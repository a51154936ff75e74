"""What to make: the outputs that are missing or out of date.

This only lists folders and compares file states. It imports nothing that makes outputs.
"""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from hkpress.core.files import STATE
from hkpress.core.layout import SHARED
from hkpress.formats import EMBARGOED, FORMATS, Variant, variants
from hkpress.production import inputs
from hkpress.production.inputs import NOTHING, KnownDigest
from hkpress.production.manifest import Entry, File, Manifest
from hkpress.production.stamps import file_digest
from hkpress.release.project import Project


class Job(NamedTuple):
    """A release, and the outputs to make of it."""

    slug: str
    wanted: tuple[Variant, ...]
    checked: bool = True
    folder: KnownDigest = NOTHING
    moment: str = ""
    """The `inputs.moment` of the release's folder before it is read."""
    kept: Mapping[str, File] = {}
    """Its files that are up to date."""
    absent: tuple[str, ...] = ()
    """The keys of variants that the release does not have."""
    edited: tuple[str, ...] = ()
    """Files that were edited by hand; they are rebuilt."""


@dataclass(frozen=True)
class Plan:
    """The jobs, the number of releases that need none, and files whose release or format is gone."""

    manifest: Manifest
    """The manifest as it is before the jobs."""
    moment: str
    """The `inputs.moment` of what all releases share."""
    jobs: tuple[Job, ...]
    current: int
    orphans: tuple[tuple[Path, File], ...]
    marks: Mapping[str, Sequence[str]]
    """By slug, the files of earlier builds whose names say when an embargo ends."""


def draw_up(
    project: Project,
    slugs: Collection[str],
    wanted: Collection[Variant],
    folder: Path,
    before: Manifest,
    *,
    checked: bool = True,
) -> Plan:
    """Plan how to bring the *wanted* outputs of these releases in *folder* up to date. Raises OSError.

    Outputs that are not wanted are updated too if an earlier build made them: today's English text must not
    lie beside yesterday's Chinese text.
    """
    common, moment_of_common = inputs.common(project, before.common)
    shares, moment_of_shared = inputs.shared(project, before.shares)
    manifest = replace(before, common=common, shares=shares)
    keys = frozenset(variant.key for variant in wanted)
    planner = _Planner(project, manifest, _nearer_path(project.releases), _nearer_path(folder), keys, checked)
    jobs = tuple(job for slug in slugs if (job := planner.job(slug)))
    gone = before.entries.slugs().difference(slugs)
    if gone:
        gone -= {*project.slugs()}
    orphans = tuple(planner.orphans(gone))
    manifest = replace(manifest, entries=planner.entries)
    return Plan(
        manifest, f"{moment_of_common} {moment_of_shared}", jobs, len(slugs) - len(jobs), orphans, planner.marks
    )


def _nearer_path(folder: Path) -> str:
    """The path relative to the current folder, if it is below: long paths double the time of `stat`."""
    here = os.getcwd()
    return os.path.relpath(folder, here) if folder.is_relative_to(here) else str(folder)


def watched(project: Project) -> tuple[str, ...]:
    """The files and folders that every release may depend on."""
    return *inputs.common_paths(project), f"{project.releases}/{SHARED}"


def release_key(manifest: Manifest, folder: KnownDigest, uses: Collection[str], checked: bool) -> str:
    """The digest of everything that decides a release's outputs; "" if a shared file cannot be read."""
    shares = manifest.shares.digests
    if shares is None or not folder.digest:
        return ""
    used = tuple((name, shares.get(name, "")) for name in uses)
    return f"{folder.digest} {inputs.key(manifest.common.digest, used, checked)}"


def today() -> str:
    """The day in Hong Kong, such as 2025-04-24."""
    return time.strftime("%Y-%m-%d", time.gmtime(time.time() + 8 * 3600))


class _Planner:
    """Compares releases with the manifest. `entries` holds its entries, updated."""

    def __init__(
        self, project: Project, manifest: Manifest, releases: str, output: str, wanted: frozenset[str], checked: bool
    ) -> None:
        self._project = project
        self.entries = manifest.entries.copy()
        self._manifest = manifest
        self._releases = releases
        self._output = output
        self._wanted = wanted  # keys of variants
        self._checked = checked
        self._every = {variant.key: variant for variant in variants(formats=FORMATS)}
        self._today = today()
        self.marks: dict[str, list[str]] = {}
        self._outdated: set[str] = set()  # releases with files of formats that are gone

    def job(self, slug: str) -> Job | None:
        """The outputs to make of a release; None if all are up to date."""
        entry = self.entries.get(slug) or Entry(slug)
        if marks := [name for name in entry.files if name.startswith(EMBARGOED)]:
            self.marks[slug] = marks
        try:
            return self._job(entry)
        except OSError:  # making the release will report what cannot be read
            return Job(slug, self._sorted(self._wanted), self._checked)

    def _job(self, entry: Entry) -> Job | None:
        slug, files = entry.slug, entry.files
        folder, moment = inputs.renewed(self._project, entry.folder, f"{self._releases}/{slug}")
        key = release_key(self._manifest, folder, entry.uses, self._checked)
        same = key == entry.key != "" and not "" < entry.until < self._today
        answered = {file.variant for file in files.values()}.union(entry.absent)
        if not answered <= self._every.keys():
            self._outdated.add(slug)
        if same and folder == entry.folder and self._wanted <= answered and self._untouched(entry):
            return None
        there = {name: now for name, file in files.items() if (now := _now(f"{self._output}/{slug}/{name}", file))}
        kept = {name: file for name, file in there.items() if file.digest == files[name].digest}
        whole = _variants(files, kept).union(entry.absent)
        marks = {file.variant for name, file in files.items() if name.startswith(EMBARGOED) and name not in there}
        needed = (self._wanted - whole) | marks if same else self._wanted | _variants(there, there)
        if not needed:
            self.entries.change(slug, entry._replace(folder=folder, files=kept))
            return None
        edited = sorted(name for name in there.keys() - kept.keys() if files[name].digest)
        return Job(
            slug,
            self._sorted(needed),
            self._checked,
            folder,
            moment,
            kept if same else {},
            entry.absent if same else (),
            tuple(name for name in edited if files[name].variant in needed),
        )

    def _sorted(self, keys: Collection[str]) -> tuple[Variant, ...]:
        return tuple(variant for key, variant in self._every.items() if key in keys)

    def _untouched(self, entry: Entry) -> bool:
        """Whether all files of the entry are in the state in which they were written."""
        paths = [f"{self._output}/{entry.slug}/{name}" for name in entry.files]
        try:
            return [STATE(os.stat(path)) for path in paths] == [file[2:] for file in entry.files.values()]
        except OSError:
            return False

    def orphans(self, gone: Collection[str]) -> Iterator[tuple[Path, File]]:
        """Take the files of releases that are *gone*, and of formats that are, out of the entries."""
        for slug in sorted(self._outdated.union(gone)):
            entry = self.entries.get(slug) or Entry(slug)
            ours = {} if slug in gone else {name: f for name, f in entry.files.items() if f.variant in self._every}
            yield from ((Path(self._output, slug, name), f) for name, f in entry.files.items() if name not in ours)
            keeps = slug not in gone and (ours or entry.absent)
            self.entries.change(slug, entry._replace(files=ours) if keeps else None)


def _variants(files: Mapping[str, File], there: Mapping[str, File]) -> set[str]:
    """The keys of the variants whose *files* are all *there*; a web page may have files beside it."""
    gone = {file.variant for name, file in files.items() if name not in there}
    return {file.variant for file in there.values()} - gone


def _now(path: str, file: File) -> File | None:
    """The file as it is; None if there is none, or a link or a pipe in its place."""
    if os.path.islink(path) or not os.path.isfile(path):
        return None
    return File.at(path, file.variant, file_digest(path))
