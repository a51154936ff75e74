from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from multiprocessing import forkserver
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import pytest

from hkpress.desk import app, running
from hkpress.desk.looks import Looks, manuscript
from hkpress.desk.versions import Versions
from hkpress.desk.words import Say
from hkpress.release import source
from hkpress.release.project import Project
from tests import forked
from tests.browser import CHROMIUM, chromium
from tests.conftest import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

SEED = "2025-04-24-two-sessions"


@dataclass
class Copy:
    """A copy of this process, as far as tests use a `Popen`."""

    pid: int
    errors: IO[str]
    returncode: int | None = None

    def poll(self) -> int | None:
        if self.returncode is None:
            ended, status = os.waitpid(self.pid, os.WNOHANG)
            self.returncode = os.waitstatus_to_exitcode(status) if ended else None
        return self.returncode

    def send_signal(self, how: int) -> None:
        os.kill(self.pid, how)

    def communicate(self, timeout: float = 60) -> tuple[str, None]:
        until(lambda: self.poll() is not None, timeout)
        with self.errors:
            self.errors.seek(0)
            return self.errors.read(), None


@dataclass
class Running:
    """A desk that runs in a project of its own."""

    root: Path
    process: subprocess.Popen[str] | Copy
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


@cache
def warm() -> None:
    """Load here what the copies of this process then need not load."""
    import uvicorn  # here: all processes collect this file, and few run a desk

    uvicorn.Config(app.Desk).load()
    project = Project(ROOT)
    looks, origin = Looks(project), source.read(manuscript(project, SEED))
    looks.findings(origin, Say("en"))
    looks.sheet(origin, "en", "")


def copied(root: Path) -> Running:
    """A desk in a copy of this process: a new program takes a second longer to start."""
    warm()
    hears, tells = os.pipe()
    errors = tempfile.TemporaryFile("w+")  # noqa: SIM115 (the process closes it)

    def serve() -> None:
        os.environ.pop("CI", None)
        forkserver._forkserver.__init__()  # type: ignore[misc]  # the one of this process is not the copy's child
        sys.exit(not running.serve(Project(root), "", lambda address: os.write(tells, f"{address}\n".encode())))

    process = Copy(forked.begun(root, serve, errors.fileno()), errors)
    os.close(tells)
    with os.fdopen(hears) as told:
        address = told.readline().strip()
    assert address, process.communicate()[0]
    return Running(root, process, address)


def started(root: Path, *arguments: str) -> Running:
    """A desk as its program is started."""
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
def _releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's releases, SEED with fewer rows: the page draws all of them after many a change."""
    root = project(tmp_path_factory.mktemp("short"))
    file = root / "releases" / SEED / "release.yaml"
    rows = r"^((?:photos|remarks):\n(?:  - .*\n(?:    .*\n)+){2})(?: .*\n)+"  # two of them, and the others
    file.write_text(re.sub(rows, r"\1", file.read_text("utf-8"), flags=re.M), "utf-8")
    return root / "releases"


@pytest.fixture(scope="package")
def _running(tmp_path_factory: pytest.TempPathFactory, _releases: Path) -> Iterator[Running]:
    """One desk for all tests of a worker: a program takes a second to start."""
    root = tmp_path_factory.mktemp("project")
    shutil.copytree(_releases, root / "releases")
    own = copied(root)
    yield own
    if own.process.poll() is None:
        assert (own.end(), own.process.returncode) == ("", 0)


@pytest.fixture
def desk(_running: Running, _releases: Path) -> Running:
    """A desk with the repository's releases, as they are in `_releases`."""
    asis(_releases, _running.root / "releases")
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
    quiet: bool = False
    """Whether its page shows the desk, with nothing unsaved and nothing over it: the next test goes on there."""


UNPRINTED = """
const asked = window.fetch;
window.fetch = (path, how) =>
  String(path).includes("/paper?") && !window.printed ? Promise.resolve(new Response(null, { status: 204 })) : asked(path, how);
"""
"""Answers that a newer picture of the paper was asked for: printing after each change takes half of a test's time."""
UNPAINTED = """
const sheet = new CSSStyleSheet();
sheet.replaceSync(":root, dialog, [popover] { opacity: 0 !important }");
document.adoptedStyleSheets = [sheet];
"""
"""Lays everything out and paints nothing: these tests read the page and click in it, and none looks at its colours."""


@pytest.fixture(scope="package")
def _window(browser: Browser) -> Window:
    context, errors = unprinted(browser), list[str]()
    context.add_init_script(UNPAINTED)
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
    page.set_default_timeout(60_000)
    return page


GO = """([slug, language, printed]) => {
    window.printed = printed;
    localStorage.setItem("hkpress-language", language);
    document.querySelector("#app").replaceChildren();
    history.pushState(null, "", slug ? `#release=${slug}` : location.pathname);
    dispatchEvent(new PopStateEvent("popstate"));
}"""
"""Goes to a release or the list as the browser's Back does. Reloading the page takes three times as long."""
QUIET = """() => {
    document.activeElement.blur();
    document.querySelector(".toast")?.remove();
    return Boolean(document.querySelector(".saved, .search")) && !document.querySelector("dialog, .menu, .contest, .banner:not([hidden])");
}"""
"""Sends what is not sent, and tells whether nothing waits for an answer."""


@pytest.fixture
def opened(desk: Running, _window: Window, request: pytest.FixtureRequest) -> Iterator[Callable[..., Page]]:
    """Opens a release of the desk (or its list, for "") in a page; an error in the page fails the test.

    The paper stays empty unless it is to be *printed*. Settings of a context open a window of its own.
    """
    contexts = []
    failed = request.session.testsfailed

    def open_(slug: str = SEED, *, printed: bool = False, language: str = "en", **how: Any) -> Page:
        page = _window.page
        if how:
            contexts.append((_context if printed else unprinted)(_window.browser, **how))
            page = _page(contexts[-1], _window.errors)
        first = page.locator(".form .box" if slug else ".search input").first
        if how or not _window.quiet:
            page.goto(desk.address + (f"&release={slug}" if slug else ""))
            first.wait_for()
        if not how and (_window.quiet or printed or language != "en"):
            page.evaluate(GO, [slug, language, printed])
            first.wait_for()
        return page

    yield open_
    for context in contexts:
        context.close()
    _leave(_window, request.session.testsfailed == failed)
    errors = list(_window.errors)
    _window.errors.clear()
    assert errors == []


def _leave(window: Window, passed: bool) -> None:
    """Leave the window to the next test."""
    for page in window.context.pages:
        if page != window.page:
            page.close()
    if window.page.is_closed():
        window.page = _page(window.context, window.errors)
    page = window.page
    page.unroute_all()
    window.quiet = passed and page.url != "about:blank" and _comes_to_rest(page)
    if not window.quiet and page.url != "about:blank":
        page.route("**/changes", lambda route: route.abort())  # or it would save into the next test's file
        page.evaluate("localStorage.clear(); sessionStorage.clear()")
        page.goto("about:blank")
        page.unroute_all()


def _comes_to_rest(page: Page) -> bool:
    """Whether everything on the page is saved, and it shows the desk alone."""
    if not page.evaluate(QUIET):
        return False
    if page.locator(".saved").count():
        page.locator(".saved.ok").wait_for()
    return True


def until(true: Callable[[], object], seconds: float = 60) -> None:
    """Wait until *true* returns something true; else an assertion fails."""
    begun = time.monotonic()
    while not true():
        waited = time.monotonic() - begun
        assert waited < seconds, "it never became true"
        time.sleep(min(0.02 + waited / 10, 0.2))  # a page that is asked too often does little else


def box(page: Page, loc: str) -> Any:
    """The input field of the value at *loc*, such as body/1/en."""
    return page.locator(f'.box[data-loc="{loc}"]')


def changed_lines(before: str, after: str) -> list[tuple[str, str]]:
    """The lines that differ between two texts with equally many lines."""
    pairs = zip(before.split("\n"), after.split("\n"), strict=True)
    return [(old, new) for old, new in pairs if old != new]
