"""What an import was not sure of: shown under its row at the desk, with what a person can do about it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from hkpress.importing import findings
from hkpress.release import source
from hkpress.release.project import Project
from hkpress.release.rewrite import Refused
from hkpress.release.source import Source


class Settle(BaseModel):
    """What to do about one doubt of a release."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: int = Field(ge=0)
    do: Literal["right", "split", "join", "up", "down"]
    language: Literal["en", "tc"] = "tc"
    at: int = Field(default=0, ge=0)
    """For a split: how many characters stay."""


def listed(project: Project, slug: str, lang: str = "en") -> list[dict[str, Any]]:
    """The doubts of a release, in the form of the desk's findings."""
    return [
        {
            "file": "",
            "loc": findings.place(doubt.at),
            "start": None,
            "end": None,
            "at": doubt.at,
            "code": findings.CODE,
            "severity": "warning",
            "message": findings.in_language(doubt.message, lang),
            "fixes": [],
            "related": [],
            "silent": False,
            "doubt": number,
        }
        for number, doubt in enumerate(findings.kept(project, slug))
    ]


def settled(project: Project, slug: str, asked: Settle, origin: Source) -> Source:
    """The file with a doubt's texts put right. Raises Refused."""
    doubts = findings.kept(project, slug)
    if asked.number >= len(doubts):
        raise Refused("this is settled already")
    loc = findings.place(doubts[asked.number].at)
    match asked.do:
        case "right":
            return origin
        case "split":
            text = findings.split(origin, loc, asked.language, asked.at)
        case "join":
            text = findings.joined(origin, loc)
        case _:
            text = findings.shifted(origin, loc, asked.language, -1 if asked.do == "up" else 1)
    return source.parse_text(text, origin.path)


def forget(project: Project, slug: str, number: int) -> None:
    """A doubt that is settled is not shown again."""
    doubts = findings.kept(project, slug)
    findings.settled(project, slug, doubts[number])
