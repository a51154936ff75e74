from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from hkpress.desk.versions import Versions
from tests.browser import CHROMIUM, chromium
from tests.conftest import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

SEED = "2025-04-24-two-sessions"


@dataclass
class Running:
    """A desk that runs in a project of its own."""

    root: Path
    process: subprocess.Popen[str]
    address: str

    @property
    def key(self) -> str:
        return self.address.split("key=")[1].split("&")[0]

    @property
    def origin(self) -> str:
        return self.address.split("/#")[0]

    def file(self, slug: str = SEED) -> Path:
        return self.root / "releases" / slug / "release.yaml"

    def ask(self, path: str, body: Any = None, data: bytes | None = None, **headers: str) -> tuple[int, Any]:
        """Status and answer of a request with the key."""
        given = {"x-hkpress-key": self.key} | {name.replace("_", "-"): value for name, value in headers.items()}
        content = data if data is not None else None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.origin + path, content, given)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                status, raw = answer.status, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                status, raw = error.code, error.read()
        try:
            return status, json.loads(raw)
        except ValueError:
            return status, raw

    def end(self, how: int = signal.SIGTERM) -> str:
        """What it prints while it ends."""
        self.process.send_signal(how)
        return self.process.communicate(timeout=20)[0]


def project(root: Path) -> Path:
    """The repository's releases in a folder of their own."""
    shutil.copytree(ROOT / "releases", root / "releases")
    return root


def started(root: Path, *arguments: str) -> Running:
    command = [sys.executable, "-m", "hkpress", "desk", "--no-browser", *arguments]
    officer = {
        name: value for name, value in os.environ.items() if name != "CI"
    }  # where golden sets cannot be accepted
    process = subprocess.Popen(
        command, cwd=root, env=officer, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert process.stdout
    said = process.stdout.readline()
    assert "http://" in said, said + process.communicate()[0]
    return Running(root, process, said.split()[-1])


@pytest.fixture(scope="package")
def _running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One desk for all tests of a worker: a program takes a second to start."""
    running = started(project(tmp_path_factory.mktemp("project")))
    yield running
    if running.process.poll() is None:
        assert (running.end(), running.process.returncode) == ("", 0)


@pytest.fixture
def desk(_running: Running) -> Running:
    """A desk with the repository's releases, as they are there."""
    asis(ROOT / "releases", _running.root / "releases")
    for made in ("golden", "build", ".hkpress/import"):
        shutil.rmtree(_running.root / made, ignore_errors=True)
    (_running.root / "hkpress.toml").unlink(missing_ok=True)
    return _running


def kept(root: Path) -> list[str]:
    """The text of the release's file and of all its versions."""
    versions = Versions.of(root, SEED)
    raw = [versions.read(each.digest) for each in versions.all()]
    return [(root / "releases" / SEED / "release.yaml").read_text("utf-8"), *(each.decode() for each in raw if each)]


def asis(wanted: Path, folder: Path) -> None:
    """Make *folder* equal to *wanted*; touch only what differs."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if not os.path.lexists(wanted / path.relative_to(folder)):
            path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
    for path in wanted.rglob("*"):
        own = folder / path.relative_to(wanted)
        if path.is_dir():
            own.mkdir(exist_ok=True)
        elif not own.exists() or own.read_bytes() != path.read_bytes():
            shutil.copyfile(path, own)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The system's Chromium, one for all tests of a worker."""
    if CHROMIUM is None:
        pytest.fail("Chromium is missing: setup/system-packages chromium")
    with chromium() as running:
        yield running


@dataclass
class Window:
    """A browser's window that serves one test after the other: a new one takes as long as a short test."""

    browser: Browser
    context: BrowserContext
    page: Page
    errors: list[str]


UNPRINTED = """
const asked = window.fetch;
window.fetch = (path, how) =>
  String(path).includes("/paper?") ? Promise.resolve(new Response(null, { status: 204 })) : asked(path, how);
"""
"""Answers that a newer picture of the paper was asked for: printing after each change takes half of a test's time."""


@pytest.fixture(scope="package")
def _window(browser: Browser) -> Window:
    context, errors = unprinted(browser), list[str]()
    return Window(browser, context, _page(context, errors), errors)


def unprinted(browser: Browser, **how: Any) -> BrowserContext:
    """A context in which the paper stays empty."""
    context = _context(browser, **how)
    context.add_init_script(UNPRINTED)
    return context


def _context(browser: Browser, **how: Any) -> BrowserContext:
    return browser.new_context(**{"viewport": {"width": 1440, "height": 900}, "locale": "en-HK", **how})


def _page(context: BrowserContext, errors: list[str]) -> Page:
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_default_timeout(20_000)
    return page


@pytest.fixture
def opened(desk: Running, _window: Window) -> Iterator[Callable[..., Page]]:
    """Opens a release of the desk (or its list, for "") in a page; an error in the page fails the test.

    The paper stays empty unless it is to be *printed*.
    """
    contexts = []

    def open_(slug: str = SEED, *, printed: bool = False, **how: Any) -> Page:
        page = _window.page
        if how or printed:
            contexts.append((_context if printed else unprinted)(_window.browser, **how))
            page = _page(contexts[-1], _window.errors)
        page.goto(desk.address + (f"&release={slug}" if slug else ""))
        page.locator(".form .box" if slug else ".search input").first.wait_for()
        return page

    yield open_
    for context in contexts:
        context.close()
    _empty(_window)
    errors = list(_window.errors)
    _window.errors.clear()
    assert errors == []


def _empty(window: Window) -> None:
    """Remove what a test has left in the window."""
    for page in window.context.pages:
        if page != window.page:
            page.close()
    if window.page.is_closed():
        window.page = _page(window.context, window.errors)
    elif window.page.url != "about:blank":
        window.page.unroute_all()
        window.page.route("**/changes", lambda route: route.abort())  # or it would save into the next test's file
        window.page.evaluate("localStorage.clear(); sessionStorage.clear()")
        window.page.goto("about:blank")
        window.page.unroute_all()


def until(true: Callable[[], object], seconds: float = 60) -> None:
    """Wait until *true* returns something true; else an assertion fails."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never became true"
        time.sleep(0.03)


def box(page: Page, loc: str) -> Any:
    """The input field of the value at *loc*, such as body/1/en."""
    return page.locator(f'.box[data-loc="{loc}"]')


def changed_lines(before: str, after: str) -> list[tuple[str, str]]:
    """The lines that differ between two texts with equally many lines."""
    pairs = zip(before.split("\n"), after.split("\n"), strict=True)
    return [(old, new) for old, new in pairs if old != new]
