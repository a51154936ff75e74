"""The running desk: one for each project, on this machine only, ended when nobody uses it."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
from collections.abc import Callable
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from hkpress.core.files import OWN_FOLDER, write_file
from hkpress.desk.guard import Guard, Key
from hkpress.desk.versions import Versions
from hkpress.release.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

IDLE = 30 * 60.0
"""Seconds after the last page has gone until the desk ends."""
_LOCK, _ADDRESS = f"{OWN_FOLDER}/desk.lock", f"{OWN_FOLDER}/desk.json"


def address(port: int, key: Key, slug: str = "") -> str:
    """Where the desk is opened. What stands behind `#` is not sent: the page takes it out of the address at once."""
    return f"http://127.0.0.1:{port}/#key={key.secret}" + (f"&release={slug}" if slug else "")


def found(project: Project, slug: str = "") -> str | None:
    """The address of the desk that runs for this project already; None if none does."""
    with _only(project) as alone:
        if alone:
            return None
    try:
        told = json.loads((project.root / _ADDRESS).read_text("utf-8"))
        return address(int(told["port"]), Key(str(told["key"])), slug)
    except (OSError, ValueError, KeyError, TypeError):
        return None  # it is just starting or ending


def serve(project: Project, slug: str = "", ready: Callable[[str], object] = lambda _: None, port: int = 0) -> bool:
    """Run the desk until Ctrl-C, or until nobody has used it for a while. *ready* is called with its address.

    False if another one runs for this project. Raises OSError.
    """
    import uvicorn

    from hkpress.desk.app import Desk

    Versions.of(project.root, "")
    with _only(project) as alone, socket.socket() as own:
        if not alone:
            return False
        own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        own.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else the second part of an answer waits 40 ms
        told = project.root / _ADDRESS
        key = _bound(own, told, port)
        port = own.getsockname()[1]
        write_file(told, json.dumps({"port": port, "key": key.secret, "pid": os.getpid()}).encode(), lasting=False)
        told.chmod(0o600)
        try:
            with Desk.open(project, key) as desk:
                guarded = Guard(desk.app, key, port)
                config = uvicorn.Config(
                    guarded, log_level="critical", access_log=False, server_header=False, timeout_graceful_shutdown=1
                )
                with suppress(ValueError):  # in another thread, as in tests
                    signal.signal(signal.SIGTERM, lambda *_: None)  # uvicorn ends on it, then raises it once more
                asyncio.run(_run(uvicorn.Server(config), own, desk, lambda: ready(address(port, key, slug))))
        finally:
            told.unlink(missing_ok=True)
    return True


def _bound(own: socket.socket, told: Path, port: int) -> Key:
    """The key, once the socket has its port: those of the last desk, if it was killed, so that its pages go on."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        if not told.stat().st_mode & 0o077:  # else somebody else may know the key, or have written it
            last = json.loads(told.read_text("utf-8"))
            own.bind(("127.0.0.1", int(last["port"])))
            return Key(str(last["key"]))
    own.bind(("127.0.0.1", port))
    return Key.new()


async def _run(server: object, own: socket.socket, desk: object, ready: Callable[[], object]) -> None:
    serving = asyncio.create_task(server.serve(sockets=[own]))  # type: ignore[attr-defined]
    while not server.started and not serving.done():  # type: ignore[attr-defined]
        await asyncio.sleep(0.01)
    if not serving.done():
        ready()
    while not serving.done():
        await asyncio.wait([serving], timeout=1.0)
        if desk.idle_for() > IDLE or server.should_exit:  # type: ignore[attr-defined]
            desk.end()  # type: ignore[attr-defined]
            server.should_exit = True  # type: ignore[attr-defined]
    await serving


@contextmanager
def _only(project: Project) -> Iterator[bool]:
    """Whether no other desk runs for this project; none can start meanwhile. The lock ends with the process."""
    import filelock

    path = project.root / _LOCK
    path.parent.mkdir(exist_ok=True)
    lock = filelock.FileLock(path)
    try:
        lock.acquire(blocking=False)
    except filelock.Timeout:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


def opened(url: str) -> bool:
    """Whether a browser was told to open the page."""
    import webbrowser

    return webbrowser.open(url)
