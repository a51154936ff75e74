"""Hostile inputs of every kind, from a seed: `make hostile` tries a thousand, the suite one of each kind.

No input hangs, none gives a traceback, writes a file when it is refused, reaches the network, or gets a control
character on the screen. What is made runs nothing, loads nothing, and holds nothing from outside the project.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import random
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from hkpress import cli
from hkpress.core.limits import Late, limited
from hkpress.desk.app import Desk
from hkpress.desk.guard import Guard, Key
from hkpress.release.project import Project
from tests.hostile.inputs import TEXTS, document, laid_out, request
from tests.hostile.looking import SECRETS, wrong
from tests.hostile.test_exit import RAW

NUMBER = int(os.environ.get("HKPRESS_HOSTILE", "17"))
SEED = int(os.environ.get("HKPRESS_SEED", "1"))
SECONDS = 5.0
"""Seconds of processor time that one command may take. It must not wait for ever either."""

KINDS = [*TEXTS, "picture", "link", "import", "desk", "newsroom", "nudged", "markup", "desk"]  # half get to a page
FORMATS = [
    "html,text",
    "html,pdf",
    "html,word,both",
    "html,mail,mail-page,mail-both",
    "html,ninjs,photos",
    "html,text",
    "html,pdf-both",
    "html,press-kit",
]


@dataclass
class Listener:
    """A port of this machine, who connected to it, and how many inputs reached a page."""

    port: int
    found: list[object] = field(default_factory=list)
    tried: Counter[str] = field(default_factory=Counter)
    made: Counter[str] = field(default_factory=Counter)


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        told = Listener(server.getsockname()[1])

        def listen() -> None:
            with contextlib.suppress(OSError):
                while True:
                    told.found.append(server.accept()[1])

        threading.Thread(target=listen, daemon=True).start()
        yield told
    said = f"{told.made.total()} of {told.tried.total()} got to a page: {dict(told.made)} of {dict(told.tried)}"
    assert told.made.total() * 2 >= told.tried.total() or told.tried.total() < 50, said


@pytest.fixture(scope="module")
def _loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Load the engine first, and collect garbage as rarely as the program does, so that this time is not counted."""
    before = gc.get_threshold()
    gc.set_threshold(50_000)
    root = tmp_path_factory.mktemp("first") / "project"
    laid_out(root, "", random.Random(), 0)
    formats = ",".join(dict.fromkeys(",".join(FORMATS).split(",")))
    done = CliRunner().invoke(
        cli.main, ["build", str(root / "releases/x"), "-j", "1", "--no-check", "--format", formats]
    )
    assert done.exit_code == 0, done.output
    yield
    gc.set_threshold(*before)


@contextlib.contextmanager
def quick(what: object) -> Iterator[None]:
    started = time.process_time()
    try:
        with limited(12 * SECONDS):
            yield
    except Late:
        pytest.fail(f"{what} hangs")
    assert time.process_time() - started < SECONDS, f"{what} takes too long"


def run(*arguments: str) -> Result:
    with quick(arguments):
        done = CliRunner().invoke(cli.main, arguments)
    assert done.exception is None or isinstance(done.exception, SystemExit), f"{arguments}: {done.exception!r}"
    assert done.exit_code in (0, 1, 3), done.output
    assert not RAW.search(done.output), f"{RAW.search(done.output)!r}"
    assert not any(secret.decode() in done.output for secret in SECRETS)
    return done


def look(folder: Path) -> int:
    """How many pages there are. Asserts that nothing in them, or in another file, is wrong."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    found = [each for path in files for each in wrong(path.name, path.read_bytes())]
    assert found == []
    return sum(path.suffix in (".html", ".pdf", ".docx", ".eml") for path in files)


def builds(formats: str, *options: str) -> bool:
    """Whether it reached a page."""
    run("check")
    run("check", "--format", "json")
    done = run("build", "--format", formats, "-j", "1", *options)
    if (
        done.exit_code == 1
        and "not written: y" not in done.output
        and Path("build/x").is_dir()
        and not Path("build/x").is_symlink()
    ):
        assert not [*Path("build/x").glob("*")], "a refused release wrote a file"
    return bool(look(Path("build")))


def publishes() -> bool:
    done = run("newsroom", "-j", "1")
    return bool(look(Path("site"))) and done.exit_code == 0


def imports(chance: random.Random, port: int) -> bool:
    name, data = document(chance, port)
    path = Path(name.replace("/", "_"))
    path.write_bytes(data)
    done = run("import", "--slug", "y", *(["--into", "x"] if chance.random() < 0.2 else []), "--", str(path))
    if done.exit_code:
        assert not Path("releases/y").exists(), "a refused import left a folder"
        return False
    run("check")
    run("build", "--format", "html,text", "-j", "1", "--no-check")
    return bool(look(Path("build")))


def answered(chance: random.Random, port: int) -> bool:
    """Send the desk a hostile request, then look at the release."""
    method, path, body = request(chance, port)
    key = Key.new()
    with Desk.open(Project(Path.cwd()), key) as desk:
        guarded = Guard(desk.app, key, 1)
        status, answer = asked(guarded, key, method, path, body)
        assert status < 500, answer
        shown = [
            asked(guarded, key, "GET", f"releases/x/look?edition={edition}&look={kind}")[0]
            for edition in ("en", "tc", "sc")
            for kind in ("web", "text")
        ]
        shown += [asked(guarded, key, "GET", f"releases/x/{each}")[0] for each in ("findings", "state")]
        assert max(shown) < 500
    run("build", "--format", "html,text", "-j", "1", "--no-check")
    look(Path("build"))
    return shown[0] == 200


def asked(app: Any, key: Key, method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
    """Status and answer of a request to the desk, without a socket."""
    sent: list[dict[str, Any]] = []
    path, _, query = path.partition("?")
    headers = [(b"host", b"127.0.0.1:1"), (b"x-hkpress-key", key.secret.encode()), (b"x-name", b"..%2Fa%1b.jpg")]
    scope = {"type": "http", "method": method, "path": f"/api/{path}", "raw_path": b"", "query_string": query.encode(), "headers": headers, "root_path": "", "scheme": "http", "server": ("127.0.0.1", 1)}  # fmt: skip

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    with quick(f"{method} {path}"):
        asyncio.run(app(scope, receive, send))
    answer = b"".join(each.get("body", b"") for each in sent)
    assert not any(secret in answer for secret in SECRETS)
    return sent[0]["status"], answer


@pytest.mark.usefixtures("_loaded")
@pytest.mark.parametrize("number", range(NUMBER))
def test_one_input(number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, listener: Listener) -> None:
    kind, chance = KINDS[number % len(KINDS)], random.Random(f"{SEED}-{number}")
    root = tmp_path / "project"
    laid_out(root, kind, chance, listener.port)
    monkeypatch.chdir(root)
    before = {path for path in tmp_path.rglob("*") if root not in path.parents}
    if kind == "import":
        made = imports(chance, listener.port)
    elif kind == "desk":
        made = answered(chance, listener.port)
    else:
        formats = "html,photos" if kind == "picture" else FORMATS[(number + number // len(KINDS)) % len(FORMATS)]
        made = publishes() if kind == "newsroom" else builds(formats, *(["--no-check"] if number % 5 else []))
    listener.tried[kind] += 1
    listener.made[kind] += made
    assert {path for path in tmp_path.rglob("*") if root not in path.parents} == before, "a file outside the project"
    assert listener.found == []
