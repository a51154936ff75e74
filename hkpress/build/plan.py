"""What there is to do: the outputs that are not what their inputs would make of them now.

It takes a listing of the folders to tell, and no engine.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from hkpress.build import inputs
from hkpress.build.inputs import NOTHING, Known
from hkpress.build.manifest import Entry, File, Manifest
from hkpress.build.stamps import digest
from hkpress.layout import SHARED, Variant, variants
from hkpress.project import Project

_VARIANTS = {variant.file: variant for variant in variants()}


@dataclass(frozen=True)
class Job:
    """A release of which outputs are to be made."""

    slug: str
    wanted: tuple[Variant, ...]
    checked: bool
    folder: Known
    kept: Mapping[str, File]
    """Its outputs that are as they should be already."""
    edited: tuple[str, ...] = ()
    """Its outputs that somebody has changed by hand; they are made anew."""


@dataclass(frozen=True)
class Plan:
    """The jobs, how many releases need none, and the files that no release claims any more."""

    manifest: Manifest
    """What is true before the jobs are done."""
    jobs: tuple[Job, ...]
    current: int
    orphans: tuple[tuple[Path, File], ...]


def plan(
    project: Project,
    slugs: Collection[str],
    wanted: Collection[Variant],
    folder: Path,
    before: Manifest,
    *,
    checked: bool = True,
) -> Plan:
    """What there is to do so that *folder* holds the *wanted* outputs of these releases. Raises OSError.

    An output that is not wanted, but is there from an earlier build and out of date, is made too: an
    English text of today must not lie beside a Chinese one of yesterday.
    """
    common = inputs.common(project, before.common)
    shared = inputs.renewed(before.shared, (str(project.releases / SHARED),))
    shares = before.shares if shared.digest == before.shared.digest else inputs.shared(project)
    manifest = replace(before, common=common, shared=shared, shares=shares)
    jobs, entries = [], dict(before.entries)
    for slug in slugs:
        job, entry = _job(project, slug, wanted, folder, manifest, checked)
        if job:
            jobs.append(job)
        elif entry:
            entries[slug] = entry
    orphans = tuple(_orphans(frozenset(project.slugs()), folder, entries))
    return Plan(replace(manifest, entries=entries), tuple(jobs), len(slugs) - len(jobs), orphans)


def _job(
    project: Project, slug: str, wanted: Collection[Variant], folder: Path, manifest: Manifest, checked: bool
) -> tuple[Job | None, Entry | None]:
    """What is to be made of one release; if nothing, its entry as it is now."""
    entry = manifest.entries.get(slug) or Entry(slug, "", NOTHING, (), {})
    known = inputs.renewed(entry.folder, (f"{project.releases}/{slug}",))
    key = release_key(manifest, known, entry.uses, checked)
    same = bool(key) and key == entry.key
    complete = all(variant.file in entry.files for variant in wanted)
    if (
        same
        and known == entry.folder
        and complete
        and all(_untouched(f"{folder}/{slug}/{name}", file) for name, file in entry.files.items())
    ):
        return None, entry
    there = {name: _now(f"{folder}/{slug}/{name}") for name in entry.files}
    kept = {name: file for name, file in there.items() if file and file.digest == entry.files[name].digest}
    needed = {variant for variant in wanted if variant.file not in kept}
    if not same:
        needed = {*wanted, *(_VARIANTS[name] for name, file in there.items() if file and name in _VARIANTS)}
        kept = {}
    if not needed:
        return None, replace(entry, folder=known, files=kept)
    edited = {name for name, file in there.items() if file and file.digest != entry.files[name].digest}
    names = tuple(sorted(edited & {variant.file for variant in needed}))
    return Job(slug, tuple(sorted(needed)), checked, known, kept, names), None


def release_key(manifest: Manifest, folder: Known, uses: Collection[str], checked: bool) -> str:
    """The digest of all that goes into a release which *uses* these shared entries; "" if one cannot be read."""
    if manifest.shares is None:
        return ""
    used = {name: manifest.shares.get(name, "") for name in uses}
    return inputs.key(common=manifest.common.digest, release=folder.digest, uses=used, checked=checked)


def _untouched(path: str, file: File) -> bool:
    try:
        state = os.stat(path)
    except OSError:
        return False
    return state.st_size == file.size and state.st_mtime_ns == file.mtime


def _now(path: str) -> File | None:
    """The file as it is; None if there is none."""
    try:
        state = os.stat(path)
        return File(digest(path), state.st_size, state.st_mtime_ns)
    except FileNotFoundError:
        return None


def _orphans(slugs: Collection[str], folder: Path, entries: dict[str, Entry]) -> Iterator[tuple[Path, File]]:
    """The files of releases that are gone, and of formats that are no more; *entries* lose them."""
    for slug, entry in list(entries.items()):
        ours = {name: file for name, file in entry.files.items() if slug in slugs and name in _VARIANTS}
        yield from ((folder / slug / name, file) for name, file in entry.files.items() if name not in ours)
        if len(ours) < len(entry.files):
            entries[slug] = replace(entry, files=ours)
        if not ours:
            del entries[slug]
