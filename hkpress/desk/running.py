"""The running desk: one for each project, on this machine only. It ends when nobody uses it."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import socket
import zlib
from collections.abc import Callable
from contextlib import contextmanager, suppress
from threading import Thread
from typing import TYPE_CHECKING

from hkpress.core.files import OWN_FOLDER, write_file
from hkpress.desk.guard import Guard, Key
from hkpress.desk.versions import Versions
from hkpress.release.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator

IDLE = 30 * 60.0
"""Seconds after the last page has gone until the desk ends."""
_LOCK, _ADDRESS = f"{OWN_FOLDER}/desk.lock", f"{OWN_FOLDER}/desk.json"


def address(port: int, key: Key, slug: str = "") -> str:
    """The address that opens the desk. Browsers do not send the part after `#`, and the page removes it from the
    address at once."""
    return f"http://127.0.0.1:{port}/#key={key.secret}" + (f"&release={slug}" if slug else "")


def known_address(project: Project, slug: str = "") -> str | None:
    """The address of the desk that already runs for this project; None if there is none."""
    with _only_desk(project) as alone:
        if alone:
            return None
    try:
        told = json.loads((project.root / _ADDRESS).read_text("utf-8"))
        return address(int(told["port"]), Key(str(told["key"])), slug)
    except (OSError, ValueError, KeyError, TypeError):
        return None  # it is just starting or ending


def serve(project: Project, slug: str = "", ready: Callable[[str], object] = lambda _: None) -> bool:
    """Run the desk until Ctrl-C, or until nobody has used it for a while. *ready* is called with its address.

    False if another one runs for this project. Raises OSError.
    """
    import uvicorn

    from hkpress.desk.app import Desk

    Versions.of(project.root, "")
    with _only_desk(project) as alone, socket.socket() as own:
        if not alone:
            return False
        own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        own.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # otherwise the second part of an answer waits 40 ms
        port = _bound(own, _usual_port(project))
        key = Key.new()  # another program that took the port of a dead desk has seen its key
        told = project.root / _ADDRESS
        told.unlink(missing_ok=True)
        told.touch(0o600)  # set before the key is written
        write_file(told, json.dumps({"port": port, "key": key.secret, "pid": os.getpid()}).encode(), lasting=False)
        try:
            with Desk.open(project, key) as desk:
                guarded = Guard(desk.app, key, port)
                config = uvicorn.Config(
                    guarded, log_level="error", access_log=False, server_header=False, timeout_graceful_shutdown=5
                )
                with suppress(ValueError):  # in another thread, as in tests
                    signal.signal(signal.SIGTERM, lambda *_: None)  # uvicorn ends on it, then raises it again

                def begin() -> None:
                    Thread(target=desk.prepare, args=(slug,), daemon=True).start()
                    ready(address(port, key, slug))

                asyncio.run(_run(uvicorn.Server(config), own, desk, begin))
        finally:
            told.unlink(missing_ok=True)
    return True


def _usual_port(project: Project) -> int:
    """The same port at each start, so that open pages find the next desk and the browser remembers the language."""
    return 20_000 + zlib.crc32(os.fsencode(project.root.resolve())) % 10_000


def _bound(own: socket.socket, port: int) -> int:
    """Take that port, or another if it is not free. Returns the port taken."""
    try:
        own.bind(("127.0.0.1", port))
    except OSError:
        own.bind(("127.0.0.1", 0))
    return int(own.getsockname()[1])


async def _run(server: object, own: socket.socket, desk: object, ready: Callable[[], object]) -> None:
    serving = asyncio.create_task(server.serve(sockets=[own]))  # type: ignore[attr-defined]
    while not server.started and not serving.done():  # type: ignore[attr-defined]
        await asyncio.sleep(0.01)
    if not serving.done():
        ready()
    while not serving.done():
        await asyncio.wait([serving], timeout=0.2)
        if desk.idle_for() > IDLE or server.should_exit:  # type: ignore[attr-defined]
            logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)  # a request that ends now is no error
            desk.end()  # type: ignore[attr-defined]
            server.should_exit = True  # type: ignore[attr-defined]
    await serving


@contextmanager
def _only_desk(project: Project) -> Iterator[bool]:
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


def open_browser(url: str) -> bool:
    """Whether a browser was told to open the page."""
    import webbrowser

    return webbrowser.open(url)
