"""The buttons of the desk: each runs a command of hkpress.

A button is a line in ACTIONS. Each command is a program of its own: it does the same as in a terminal, and its failure
does not touch the page.
"""

from __future__ import annotations

import asyncio
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from hkpress.core.files import OWN_FOLDER
from hkpress.core.layout import EDITIONS
from hkpress.release.project import Project

LIMIT = 600.0
"""Seconds that a command may take."""


@dataclass(frozen=True)
class Action:
    """A button: its label and its command, in which {slug}, {reason} and {report} are filled in."""

    name: str
    label: str
    command: tuple[str, ...]
    asks: str = ""
    """The question that the page asks first; the answer is {reason}."""
    main: bool = False
    """Whether it is always visible; the others are in the menu."""
    shows: str = ""
    """A file of the project that is shown afterwards."""


ACTIONS: tuple[Action, ...] = (
    Action("build", "Make all files", ("build", "{slug}", "--format", "all"), main=True),
    Action(
        "accept",
        "Accept…",
        ("golden", "accept", "{slug}", "--reason", "{reason}"),
        asks="Why is the release right as it is now? The answer goes into its log.",
    ),
    Action(
        "changes",
        "What changed since it was accepted",
        ("golden", "check", "{slug}", "--report", "{report}"),
        shows=f"{OWN_FOLDER}/report.html",
    ),
)


def described() -> list[dict[str, Any]]:
    """The actions as the page needs them."""
    return [{name: value for name, value in asdict(each).items() if name != "command"} for each in ACTIONS]


def _order(path: Path) -> tuple[int, str]:
    """The editions in their usual order, then files that belong to none."""
    edition = path.name.split(".")[0]
    return EDITIONS.index(edition) if edition in EDITIONS else len(EDITIONS), path.name


@dataclass(frozen=True)
class Done:
    """The result of a command."""

    code: int
    said: str
    files: tuple[Path, ...]


async def run(project: Project, action: Action, slug: str, reason: str) -> Done:
    """Run the command of an action for one release."""
    report = project.root / OWN_FOLDER / "report.html"
    values = {"slug": slug, "reason": reason, "report": str(report)}
    words = [word.format_map(values) for word in action.command]
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "hkpress",
        *words,
        cwd=project.root,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        said, _ = await asyncio.wait_for(process.communicate(), LIMIT)
    except BaseException:
        process.kill()
        raise
    made = project.root / "build" / slug
    files = (
        sorted(made.iterdir(), key=_order)
        if made.is_dir() and action.name == "build" and not process.returncode
        else []
    )
    if action.shows and (project.root / action.shows).is_file():
        files = [project.root / action.shows]
    return Done(process.returncode or 0, said.decode("utf-8", "replace").strip(), tuple(files))
