"""The buttons of the desk: each runs a command of hkpress.

A button is a line in ACTIONS. Each command runs as a program of its own: it does the same as in a terminal, and its
failure does not affect the page.
"""

from __future__ import annotations

import asyncio
import sys
from dataclasses import asdict, dataclass
from typing import Any, Literal

from hkpress.core.files import OWN_FOLDER
from hkpress.release.project import Project

COMMAND_SECONDS = 600.0
"""Seconds that a command may take."""


@dataclass(frozen=True)
class Action:
    """A button: its label and its command, in which {slug}, {answer}, {report} and {site} are filled in."""

    name: str
    label: str
    command: tuple[str, ...]
    asks: str = ""
    """The question that the page asks first; the answer is {answer}."""
    answer: Literal["words", "moment"] = "words"
    main: bool = False
    """Whether it is always visible; the others are in the menu."""
    shows: str = ""
    """A file of the project that is shown afterwards."""


ACTIONS: tuple[Action, ...] = (
    Action("build", "Make all files", ("build", "{slug}", "--format", "all"), main=True),
    Action(
        "accept",
        "Accept…",
        ("golden", "accept", "{slug}", "--reason", "{answer}"),
        asks="Why is the release right as it is now? The answer goes into its log.",
    ),
    Action(
        "changes",
        "What changed since it was accepted",
        ("golden", "check", "{slug}", "--report", "{report}"),
        shows=f"{OWN_FOLDER}/report.html",
    ),
    Action("kit", "Press kit", ("kit", "{slug}")),
    Action(
        "newsroom",
        "The newsroom as it will be…",
        ("newsroom", "--at", "{answer}", "--output", "{site}"),
        asks="At which moment, in Hong Kong?",
        answer="moment",
    ),
)
SITE = f"{OWN_FOLDER}/newsroom"
"""The folder of the newsroom preview."""


def described() -> list[dict[str, Any]]:
    """The actions as the page needs them."""
    return [
        {name: value for name, value in asdict(each).items() if name not in ("command", "shows")} for each in ACTIONS
    ]


@dataclass(frozen=True)
class Done:
    """The result of a command."""

    code: int
    said: str


async def run(project: Project, action: Action, slug: str, answer: str) -> Done:
    """Run the command of an action for one release."""
    report, site = (str(project.root / each) for each in (f"{OWN_FOLDER}/report.html", SITE))
    values = {"slug": slug, "answer": answer, "report": report, "site": site}
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
        said, _ = await asyncio.wait_for(process.communicate(), COMMAND_SECONDS)
    except BaseException:
        process.kill()
        raise
    return Done(process.returncode or 0, said.decode("utf-8", "replace").strip())


KEYS = (
    ("F8", "next finding", "next finding"),
    ("Shift F8", "finding before", ""),
    ("Ctrl Enter", "the same text in the other language", "other language"),
    ("Alt ↑↓", "move the row up or down", "move"),
    ("Ctrl Shift Enter", "new paragraph below", ""),
    ("Ctrl Z / Ctrl Shift Z", "undo, and do again", ""),
    ("?", "these keys", "these keys"),
)
"""The keys of the page: what each does, and its words at the foot of the page, if any."""
