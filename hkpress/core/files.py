"""Files: read inside one folder, written whole, exchanged without losing anybody's text, and locked."""

from __future__ import annotations

import errno
import os
import stat
import sys
from contextlib import contextmanager, suppress
from operator import attrgetter

TYPE_CHECKING = False
if TYPE_CHECKING:  # a build with nothing to do imports this and little else
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

STATE = attrgetter("st_size", "st_mtime_ns", "st_ctime_ns", "st_ino")
"""What identifies the state of a file, from the result of `os.stat`. While it is the same, so is the file."""
OWN_FOLDER = ".hkpress"
"""The folder of a project in which hkpress keeps its own files. Git ignores it."""
FRESH = 2 * 10**9
"""Nanoseconds: a file changed twice in this time may look unchanged, on the coarsest file systems."""


class Outside(OSError):  # noqa: N818 (it says what the link does)
    """A link leads out of the folder that it must stay in."""


def real(path: Path) -> Path:
    """The path without links. Links that form a circle stay: whatever opens them says so."""
    return type(path)(os.path.realpath(path))


def inside(path: Path, folder: Path) -> Path:
    """Follow every link in *path*. The file need not exist.

    Raises Outside if it is not in *folder*, and OSError if the links form a circle or no file can have that name.
    """
    if "\0" in str(path):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
    try:
        real = os.path.realpath(path, strict=True)
    except FileNotFoundError:
        real = os.path.realpath(path)
    if not (target := type(path)(real)).is_relative_to(os.path.realpath(folder)):
        raise Outside(0, f"this link leads out of {folder.name}/: put the file itself here", str(path))
    return target


def below(folder: Path, file: str) -> Path | None:
    """The path of *file* in *folder*; None if its name or a link leads out of the folder."""
    if _leads_out(file):
        return None
    try:
        return inside(folder / file, folder)
    except OSError:
        return None


def barred(folder: Path, file: str) -> str:
    """Why *file* in *folder* cannot be reached: its links form a circle, or permission is missing. "" if it can be
    reached, or is not in the folder.
    """
    try:
        if not _leads_out(file) and (path := inside(folder / file, folder)).exists():
            return "" if os.access(path, os.R_OK) else os.strerror(errno.EACCES)
    except Outside:
        return ""
    except OSError as error:
        return ROUND if error.errno == errno.ELOOP else str(error.strerror)
    return ""


LINKED = "this is a link, and hkpress writes into folders only: delete it"
ROUND = "its links lead round in a circle, delete them and put the file itself here"


def _leads_out(file: str) -> bool:
    return file.startswith("/") or ".." in file.split("/") or "\\" in file or ":" in file or "\0" in file


def regular(path: str, flags: int) -> int:
    """Opens files for `open(…, opener=regular)`. A link, a device, or a pipe, which would block, is an OSError."""
    handle = os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0), 0o666)
    kind = os.fstat(handle).st_mode
    if stat.S_ISREG(kind) or stat.S_ISDIR(kind):  # `open` itself refuses a folder
        return handle
    os.close(handle)
    raise OSError(errno.EINVAL, "this is a pipe or a device, not a file", path)


def read_file(path: Path) -> bytes:
    """Read a regular file that is not a link. Raises OSError."""
    with open(path, "rb", opener=regular) as file:
        return file.read()


def write_file(path: Path, data: bytes | Iterable[bytes], *, lasting: bool = True) -> None:
    """Write *data*, or its parts, to *path*. Readers see the old file or the new one, never half. Raises OSError.

    An existing file keeps its mode, group and, where the system allows it, owner. Its other names (hard links) keep the
    old file. A link is replaced by the file, so nothing is written through it.
    Unless it is *lasting*, a power cut may undo it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = _written_beside(path, data, lasting)
    with _removed_on_error(partial, path):
        partial.replace(path)


def exchange_file(path: Path, seen: bytes, new: bytes, *, within: Path) -> bytes | None:
    """Replace *seen* by *new* at *path*, without losing what another program saves at the same moment.

    Returns None if that worked. If the file holds anything but *seen*, this leaves it alone and returns its bytes.
    Mode, group and links are kept; a link must lead to a file in the folder *within*.
    A file with several names (hard links) is written in place, as editors do, so that all names show the new text.
    Raises Outside, and OSError.

    Where the system cannot exchange two files, the file is compared and then replaced; a save between the two is lost.
    """
    target = inside(path, within)
    with locked(target.parent):  # or another hkpress would believe a text that is about to be taken back
        present = read_file(target)
        return _exchange(target, seen, new) if present == seen else present


def _exchange(target: Path, seen: bytes, new: bytes) -> bytes | None:
    partial = _written_beside(target, new, lasting=True)
    with _removed_on_error(partial, target):
        # Writing takes milliseconds. Look for a save in that time here, not only after the exchange:
        # then the other program would briefly find our text instead of its own.
        if (present := read_file(target)) != seen:
            partial.unlink()
            return present
        if target.stat().st_nlink > 1:
            _written_over(target, len(seen), new)
            partial.unlink()
            return None
        if not _exchanged(partial, target):
            partial.replace(target)
            return None
    # The exchange must return the text that we meant to replace. If it returns another program's text, put that back:
    # the second exchange must return ours. If not, somebody has saved again; put that text back too.
    stands, expected = new, seen
    while (out := partial.read_bytes()) != expected:
        stands, expected = out, stands
        _exchanged(partial, target)
    partial.unlink()
    return None if stands is new else stands


def _written_over(path: Path, size: int, new: bytes) -> None:
    """Write *new* into the file itself, of *size* bytes. What needs room first: a full disk changes nothing."""
    try:
        with open(path, "ab", opener=regular) as file:
            file.write(new[size:])
    except OSError:
        os.truncate(path, size)
        raise
    with open(path, "r+b", opener=regular) as file:
        file.write(new[:size])
        file.truncate(len(new))
        file.flush()
        os.fsync(file.fileno())


def _written_beside(path: Path, data: bytes | Iterable[bytes], lasting: bool) -> Path:
    """A new file beside *path* with *data*, and with the mode that a file at *path* has or would get."""
    import tempfile  # put off: a build with nothing to do writes nothing

    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:60]}.")
    except OSError as error:
        error.filename = str(path)  # the one that the user knows
        raise
    partial = type(path)(name)
    with _removed_on_error(partial, path), os.fdopen(handle, "wb") as file:
        file.writelines([data] if isinstance(data, bytes) else data)
        file.flush()
        partial.chmod(_mode(path, partial))
        if lasting:
            os.fsync(file.fileno())
    return partial


def _mode(path: Path, partial: Path) -> int:
    """The mode for *partial*, which gets group and owner of a file at *path* if the system allows it."""
    if not path.is_file() or path.is_symlink():
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
    present = path.stat()
    if os.name != "posix":
        return present.st_mode & 0o777
    for owner in (present.st_uid, -1):
        with suppress(PermissionError):
            os.chown(partial, owner, present.st_gid)
            return present.st_mode & (0o777 | stat.S_ISGID)
    return present.st_mode & 0o777  # the bit for a group would favour another group


@contextmanager
def _removed_on_error(partial: Path, path: Path) -> Iterator[None]:
    """An error removes the unfinished file, and names the file that the user knows."""
    try:
        yield
    except BaseException as error:
        partial.unlink(missing_ok=True)
        if isinstance(error, OSError):
            error.filename, error.filename2 = str(path), None
        raise


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two files in one step; False where the system or the file system cannot."""
    if os.name != "posix":
        return False
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    names = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin":
        failed = library.renamex_np(*names, 2)  # RENAME_SWAP
    elif hasattr(library, "renameat2"):
        here = -100  # AT_FDCWD: names are as seen from the current folder
        failed = library.renameat2(here, names[0], here, names[1], 2)  # RENAME_EXCHANGE
    else:
        return False
    number = ctypes.get_errno()
    if failed and number not in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        raise OSError(number, os.strerror(number), str(other))
    return not failed


@contextmanager
def locked(path: Path, waiting: Callable[[], object] = lambda: None) -> Iterator[None]:
    """Hold the lock on *path*: a folder, or a file, which is created if needed. Raises OSError. If another process has
    the lock, this calls *waiting* and waits. The lock ends with the process, however that ends. Windows cannot lock a
    folder, so there is no lock then.
    """
    if os.name == "nt" and path.is_dir():
        yield
        return
    # Do not follow a link, and do not wait for a pipe in the lock's place.
    flags = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    kind = os.O_RDONLY if path.is_dir() else os.O_RDONLY | os.O_CREAT
    handle = os.open(path, flags | kind, 0o666)
    try:
        if not _lock_taken(handle, wait=False):
            waiting()
            _lock_taken(handle, wait=True)
        yield
    finally:
        os.close(handle)  # this releases the lock


def _lock_taken(handle: int, *, wait: bool) -> bool:
    """Whether this process has the lock now."""
    if sys.platform == "win32":
        import filelock

        return filelock.lock_descriptor(handle, blocking=wait)
    import fcntl  # filelock does the same, but importing it takes as long as planning 500 releases

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True


def own_folder(root: Path) -> Path:
    """Make `.hkpress/` in the project at *root*, with a file that makes git ignore it. Raises OSError."""
    folder = root / OWN_FOLDER
    _refuse_link(folder)
    folder.mkdir(exist_ok=True)
    if not (folder / ".gitignore").exists():
        write_file(folder / ".gitignore", b"*\n", lasting=False)
    return folder


def below_own_folder(root: Path, *names: str) -> Path:
    """A folder in `.hkpress/`, which need not exist. Raises OSError if it or one above it is a link."""
    folder = own_folder(root)
    for name in names:
        folder /= name
        _refuse_link(folder)
    return folder


def _refuse_link(folder: Path) -> None:
    if folder.is_symlink():
        raise OSError(errno.ELOOP, LINKED, str(folder))
