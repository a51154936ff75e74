"""Whether anything has changed since a build had nothing to do. It is asked before all else is imported.

What a plan says depends on the files that it looks at, on Python and the libraries, and on the day. So a
build that had nothing to do leaves what the file system said, before it began, of all these files; while
it says the same, there is nothing to do, and no manifest is read. If not, this knows no more than that a
plan must be drawn up.
"""

from __future__ import annotations

import marshal
import os
import sys
import time

from hkpress.core.files import FRESH, STATE

TYPE_CHECKING = False
if TYPE_CHECKING:  # `typing` alone takes as long as looking at 4,000 files; so do dataclasses, json and pathlib
    from collections.abc import Iterable, Sequence

INTERRUPTED = 130
"""What a command that Ctrl-C has ended answers to the shell."""
LEFT = "build/.hkpress/unchanged"
"""The file with what was seen, below the project."""

_FORMAT = 1
_BETWEEN = b"\0\0"  # no path has a NUL, or is empty
_STEERING = ("LD_LIBRARY_PATH", "LD_PRELOAD", "DYLD_FALLBACK_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PANGOCAIRO_BACKEND")
# A new library is noticed by the date of the linker's cache, or of the folder into which Homebrew links it.
_LIBRARIES = ("/etc/ld.so.cache", "/opt/homebrew/lib", "/usr/local/lib")


def told(arguments: Sequence[str]) -> str | None:
    """What `hkpress build`, with these arguments in this folder, says of releases that are all up to date.

    None if it cannot be told without a plan.
    """
    if not _everything(arguments):
        return None
    try:
        with open(LEFT, "rb") as file:
            facts, until, words, absent, inputs, outputs, states = file.read().split(_BETWEEN, 6)
        if facts != _facts() or b"" < until < today().encode() or any(map(os.path.exists, absent.split(b"\0"))):
            return None
        now = _states(inputs)
        if not states.startswith(now):  # of most builds with something to do, so much is enough
            return None
        return words.decode() if states == now + _states(outputs) else None
    except (OSError, ValueError):
        return None


def _everything(arguments: Sequence[str]) -> bool:
    """Whether all releases are to be made in all editions and formats, in the usual place."""
    if list(arguments) == ["build"]:
        return True
    match arguments:
        case ["build", "-j" | "--jobs", number]:
            return number.isdecimal() and int(number) > 0
    return False


class Look:
    """What the file system says of the files that a plan is about to look at. Raises OSError.

    It is taken before the plan: what changes between the two is another than what was seen.
    """

    def __init__(self, inputs: Iterable[str], outputs: Iterable[str]) -> None:
        self._facts = _facts()
        self._absent: list[bytes] = []
        self._newest = 0
        self._inputs, states_of_inputs = self._seen(inputs)
        self._outputs, states_of_outputs = self._seen(outputs)
        self._states = states_of_inputs + states_of_outputs

    def _seen(self, paths: Iterable[str]) -> tuple[bytes, bytes]:
        """The paths as seen from here, and their states; those where nothing is are put aside."""
        here = f"{os.getcwd()}/"
        found, states = [], []
        for path in paths:
            name = os.fsencode(path.removeprefix(here))
            try:
                state = os.stat(name)
            except (FileNotFoundError, NotADirectoryError):
                self._absent.append(name)
            else:
                self._newest = max(self._newest, state.st_mtime_ns, state.st_ctime_ns)
                found.append(name)
                states.append(STATE(state))
        return b"\0".join(found), _dumped(states)

    def leave(self, words: str, until: str) -> None:
        """Leave word for `told`: *words* is what it says, up to the day *until*, or for ever. Raises OSError."""
        from pathlib import Path

        from hkpress.core.files import write_file

        if self._newest > time.time_ns() - FRESH:
            return
        parts = (self._facts, until.encode(), words.encode(), b"\0".join(self._absent), self._inputs, self._outputs)
        write_file(Path(LEFT), _BETWEEN.join((*parts, self._states)))


def _states(paths: bytes) -> bytes:
    """What the file system says of the files. Raises OSError if one is not there."""
    return _dumped(map(STATE, map(os.stat, paths.split(b"\0"))))


def _dumped(states: Iterable[object]) -> bytes:
    """Bytes to compare, never to load."""
    return marshal.dumps(list(states), 2)  # version 3 and later also say which objects are the same


def _facts() -> bytes:
    """What a plan depends on besides files and the day."""
    return repr((_FORMAT, os.path.dirname(__file__), os.getcwd(), surroundings())).encode("utf-8", "surrogateescape")


def surroundings() -> str:
    """Python, the versions of all installed packages, and when the system's libraries last changed."""
    packages = sorted({name for folder in sys.path for name in _listed(folder) if name.endswith(".dist-info")})
    dates = [os.stat(path).st_mtime_ns if os.path.exists(path) else 0 for path in _LIBRARIES]
    return repr((sys.version, sys.platform, packages, dates, [os.environ.get(name, "") for name in _STEERING]))


def _listed(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:  # an archive, or a place that is not there
        return []


def today() -> str:
    """The day in Hong Kong, such as 2025-04-24."""
    return time.strftime("%Y-%m-%d", time.gmtime(time.time() + 8 * 3600))
