"""Every command has a limit on time, and reading takes time in proportion to the file."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from hkpress import cli
from hkpress.check import inspection
from hkpress.core import limits
from hkpress.core.diagnostics import MOST, Invalid
from hkpress.page import document
from hkpress.printing import engine
from hkpress.printing.sheet import Sheet
from hkpress.release import inline, source
from hkpress.release.project import Project
from tests.conftest import MINIMAL
from tests.jobs import ENDLESS

# Hypothesis has a hook on the garbage collector: a limit that ends inside it is lost, and rings again.
pytestmark = pytest.mark.filterwarnings("ignore:.*gc_callback:pytest.PytestUnraisableExceptionWarning")


@pytest.mark.parametrize(
    "arguments",
    [["check"], ["check", "--fix"], ["check", "--format", "json"]],
    ids=" ".join,
)
def test_a_check_that_takes_too_long_is_given_up(
    project: Callable[..., Project], monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    project(**{"releases/y/release.yaml": MINIMAL})
    monkeypatch.chdir(project().root)
    monkeypatch.setattr(
        inspection, "in_time", lambda path: limits.in_time(path, 0.3 if path.parent.name == "x" else 60)
    )
    own = inspection.examine
    monkeypatch.setattr(
        inspection,
        "examine",
        lambda release, *how, **more: time.sleep(9) if release.slug == "x" else own(release, *how, **more),
    )
    done = CliRunner().invoke(cli.main, arguments)
    assert done.exit_code == 1, done.exception
    assert done.output.count("took more than 0.3 seconds") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["render", "x", "--edition", "en", "--format", "text"],
        ["golden", "accept", "x", "--reason", "x"],
        ["golden", "check", "x"],
    ],
    ids=lambda each: " ".join(each[:2]),
)
def test_rendering_that_takes_too_long_is_given_up(
    project: Callable[..., Project], monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    engine.library()  # the time to load the engine does not count
    root = project("theme: own\n" + MINIMAL).root
    monkeypatch.chdir(root)
    monkeypatch.delenv("CI", raising=False)
    if arguments[1] == "check":
        (root / "templates/own").mkdir(parents=True)
        assert CliRunner().invoke(cli.main, ["golden", "accept", "x", "--reason", "x"]).exit_code == 0
    project("theme: own\n" + MINIMAL, **{"templates/own/release.txt": ENDLESS})
    document.forget()
    monkeypatch.setattr("hkpress.golden.sets.in_time", partial(limits.in_time, seconds=0.3))
    monkeypatch.setattr("hkpress.core.limits.in_time", partial(limits.in_time, seconds=0.3))
    done = CliRunner().invoke(cli.main, arguments)
    assert done.exit_code in (1, 3), done.exception
    assert "took more than 0.3 seconds" in done.output


def seconds(call: Callable[[], object]) -> float:
    started = time.process_time()
    call()
    return time.process_time() - started


KINDS = [
    "(",
    "[",
    "[](",
    "“",
    "「",
    "a",
    "a.",
    "*",
    "**a ",
    "*a",
    "a*香",
    "_",
    "\\",
    "<",
    "&",
    "`",
    "香",
    "![",
    "](",
    "[^1]",
    "1億",
    "A ",
]


@pytest.mark.parametrize("kind", KINDS)
def test_text_is_turned_into_html_in_linear_time(kind: str) -> None:
    """Eight times the text takes some eight times as long; quadratic work takes sixty-four times."""
    short, long = ((kind * 20_000)[:length] for length in (2_500, 20_000))
    render = inline._html.__wrapped__  # without the memo
    for lang in ("en-HK", "zh-Hant-HK"):
        base = min(seconds(lambda: render(short, lang)) for _ in range(3))  # noqa: B023
        whole = seconds(lambda: render(long, lang))  # noqa: B023
        if whole >= 24 * base + 0.2:  # the collector may run in one
            whole = seconds(lambda: render(long, lang))  # noqa: B023
        assert whole < 24 * base + 0.2


M = 1 << 20
HEAD = "date: 2025-04-24\nheadline: {en: A, tc: 甲}\n"
FILES = {
    "unknown fields": HEAD + "".join(f"f{number}: x\n" for number in range(9000)),
    "items of no kind": HEAD + "body:\n" + "  - x\n" * 9900,
    "keys twice": HEAD + "a: 1\n" * 9000,
    "signs that cannot be seen": "\u200b" * (M // 3),
    "escapes": HEAD + 'a: "' + "\\u202e" * 100_000 + '"\n',
    "anchors": HEAD + "body: [" + "&a x, " * 6000 + "]",
    "text behind a hash": HEAD + "body:\n" + "  - x #y\n" * 9000,
    "brackets": "[" * M,
    "braces": "{a: " * (M // 4),
    "a folded Chinese text": "a: >\n" + "  香\n" * (M // 7),
    "a plain Chinese text": "a: 香\n" + "  香\n" * (M // 7),
    "colons": "a" + ":" * (M - 1),
    "a quotation mark": 'a: "' + "x\n" * (M // 2 - 2),
    "indents": "".join(" " * (number % 30) + "a:\n" for number in range(60_000)),
    "texts": HEAD + "body:\n" + "  - {en: Hello there., tc: 你好。}\n" * 4900,
}


@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
def test_a_large_file_is_read_or_refused_at_once(project: Callable[..., Project], text: str) -> None:
    made = project(text)

    started = time.process_time()
    with limits.in_time(Path("slow")), pytest.raises(Invalid) as caught:
        made.read("x")
    assert time.process_time() - started < 10  # a hundred times what it takes
    assert len(caught.value.diagnostics) <= MOST + 4
    assert caught.value.diagnostics[0].code != "time"


def test_a_hundred_problems_are_reported() -> None:
    with pytest.raises(Invalid) as caught:
        source.parse_text("a: 1\n" * 300, Path("x"))
    assert len(caught.value.diagnostics) == MOST + 1
    assert caught.value.diagnostics[-1].message == "and more in this file: correct those above first"


def test_what_ends_a_block_is_not_broken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "AGAIN", 0.01)
    ended = []

    @contextlib.contextmanager
    def slow() -> Iterator[None]:
        try:
            yield
        finally:
            until = time.monotonic() + 0.05
            while time.monotonic() < until:
                pass
            ended.append("slowly")

    def endless() -> None:
        with limits.in_time(Path("x"), 0.01), slow():
            while True:
                pass

    with pytest.raises(Invalid):
        endless()
    assert ended == ["slowly"]


def test_text_behind_a_word_that_is_too_wide_is_printed() -> None:
    """The bracket may not begin a line, and the word before it already overflows the line."""
    body = f"<p>甲<b>{'x' * 300}</b>（乙）</p>"
    html = f"<html lang='zh-Hant-HK'><head><title>x</title></head><body><h1>x</h1>{body}</body></html>"
    with limits.in_time(Path("x"), 20):
        data, _ = engine.print_sheets(Sheet(html, "", (), True))
    assert data.startswith(b"%PDF")
