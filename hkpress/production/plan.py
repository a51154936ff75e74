"""What there is to do: the outputs that are not what their inputs would make of them now.

It takes a listing of the folders to tell, and no engine.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from hkpress.core.files import STATE
from hkpress.core.layout import SHARED, Variant, variants
from hkpress.core.unchanged import today
from hkpress.production import inputs
from hkpress.production.inputs import NOTHING, Known
from hkpress.production.manifest import UNDER_WAY, Entry, File, Manifest
from hkpress.production.stamps import digest, tree
from hkpress.release.project import Project

_VARIANTS = {variant.file: variant for variant in variants()}


@dataclass(frozen=True)
class Job:
    """A release of which outputs are to be made."""

    slug: str
    wanted: tuple[Variant, ...]
    checked: bool
    folder: Known
    moment: str
    """What `inputs.moment` says of the release's folder before it is read."""
    kept: Mapping[str, File]
    """Its outputs that are as they should be already."""
    ours: frozenset[str] = frozenset()
    """The files that hkpress has written for it."""
    edited: tuple[str, ...] = ()
    """Its outputs that somebody has changed by hand; they are made anew."""


@dataclass(frozen=True)
class Plan:
    """The jobs, how many releases need none, and the files that no release claims any more."""

    manifest: Manifest
    """What is true before the jobs are done."""
    moment: str
    """What `inputs.moment` says of what all releases share."""
    jobs: tuple[Job, ...]
    current: int
    orphans: tuple[tuple[Path, File], ...]


def draw_up(
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
    common, moment_of_common = inputs.common(project, before.common)
    shared, moment_of_shared = inputs.renewed(before.shared, f"{project.releases}/{SHARED}")
    shares = before.shares if shared.digest == before.shared.digest else inputs.shared(project)
    manifest = replace(before, common=common, shared=shared, shares=shares)
    names = {variant.file for variant in wanted}
    jobs, entries = [], dict(before.entries)
    source, target = str(project.releases), str(folder)
    for slug in slugs:
        try:
            job = _job(manifest, entries, slug, f"{source}/{slug}", f"{target}/{slug}", names, checked)
        except OSError:  # whoever makes it says what cannot be read
            job = Job(slug, tuple(wanted), checked, NOTHING, "", {})
        jobs += [job] if job else []
    orphans = tuple(_orphans(frozenset(project.slugs()), folder, entries))
    moment = f"{moment_of_common} {moment_of_shared}"
    return Plan(replace(manifest, entries=entries), moment, tuple(jobs), len(slugs) - len(jobs), orphans)


def looked_at(project: Project, slugs: Collection[str], folder: Path) -> tuple[Iterator[str], Iterator[str]]:
    """The files and folders that a plan for these releases in all editions and formats depends on: inputs, outputs."""
    inputs_of_all = (str(project.releases), *inputs.common_folders(project))
    return (
        (path for each in inputs_of_all for path in tree(each)),
        (f"{folder}/{slug}/{name}" for slug in slugs for name in _VARIANTS),
    )


def watched(project: Project) -> tuple[str, ...]:
    """The folders that every release may be made from."""
    return *inputs.common_folders(project), f"{project.releases}/{SHARED}"


def _job(
    manifest: Manifest, entries: dict[str, Entry], slug: str, source: str, target: str, wanted: set[str], checked: bool
) -> Job | None:
    """What is to be made of the release in the folder *source*; if nothing, *entries* has its entry as it is now."""
    entry = entries.get(slug) or Entry(slug, "", NOTHING, (), {})
    known, moment = inputs.renewed(entry.folder, source)
    key = release_key(manifest, known, entry.uses, checked)
    same = key == entry.key and key != "" and not "" < entry.until < today()
    if same and known == entry.folder and wanted <= entry.files.keys() and _untouched(target, entry.files):
        return None
    there = {name: file for name in entry.files if (file := _now(f"{target}/{name}"))}
    kept = {name: file for name, file in there.items() if file.digest == entry.files[name].digest}
    edited = {name for name in there.keys() - kept.keys() if entry.files[name] != UNDER_WAY}
    if same:
        needed = wanted - kept.keys()
    else:
        needed = wanted | (there.keys() & _VARIANTS.keys())
        kept = {}
    if not needed:
        entries[slug] = entry._replace(folder=known, files=kept)
        return None
    variants = tuple(sorted(_VARIANTS[name] for name in needed))
    ours = frozenset(entry.files)
    return Job(slug, variants, checked, known, moment, kept, ours, tuple(sorted(edited & needed)))


def release_key(manifest: Manifest, folder: Known, uses: Collection[str], checked: bool) -> str:
    """The digest of all that goes into a release which *uses* these shared entries; "" if something cannot be read."""
    if manifest.shares is None or not folder.digest:
        return ""
    used = tuple((name, manifest.shares.get(name, "")) for name in uses)
    return f"{folder.digest} {inputs.key(manifest.common.digest, used, checked)}"


def _untouched(folder: str, files: Mapping[str, File]) -> bool:
    """Whether the file system says of each file what it said when it was written."""
    try:
        return all(STATE(os.stat(f"{folder}/{name}")) == file[1:] for name, file in files.items())
    except OSError:
        return False


def _now(path: str) -> File | None:
    """The file as it is; None if there is none."""
    try:
        return File.at(path, digest(path))
    except FileNotFoundError:
        return None


def _orphans(slugs: Collection[str], folder: Path, entries: dict[str, Entry]) -> Iterator[tuple[Path, File]]:
    """The files of releases that are gone, and of formats that are no more; *entries* lose them."""
    for slug, entry in list(entries.items()):
        ours = {name: file for name, file in entry.files.items() if slug in slugs and name in _VARIANTS}
        yield from ((folder / slug / name, file) for name, file in entry.files.items() if name not in ours)
        if len(ours) < len(entry.files):
            entries[slug] = entry._replace(files=ours)
        if not ours:
            del entries[slug]
