"""The doubts of an import: the desk shows each under its row, with what a person can do about it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from hkpress.desk.form import in_words
from hkpress.desk.words import Say
from hkpress.importing import findings
from hkpress.release import source
from hkpress.release.project import Project
from hkpress.release.rewrite import Refused, value_at
from hkpress.release.source import Source


class Settle(BaseModel):
    """What to do about one doubt of a release."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: int = Field(ge=0)
    do: Literal["right", "split", "join", "up", "down"]
    language: Literal["en", "tc"] = "tc"
    at: int = Field(default=0, ge=0)
    """For a split: how many characters stay, as a browser counts them."""


_WAYS = (
    ("Join with the next", "join", "tc"),
    ("Move the Chinese up", "up", "tc"),
    ("Move the Chinese down", "down", "tc"),
    ("Move the English up", "up", "en"),
    ("Move the English down", "down", "en"),
)


def sentences() -> Iterator[str]:
    """The words for what can be done about a doubt, to be translated."""
    yield from (label for label, _, _ in _WAYS)


def listed(project: Project, slug: str, t: Say) -> list[dict[str, Any]]:
    """The doubts of a release, in the form of the desk's findings."""
    ways = [{"label": t(label), "do": do, "language": language} for label, do, language in _WAYS]
    return [
        {
            "file": "",
            "loc": findings.loc_of(doubt.at),
            "start": None,
            "end": None,
            "at": doubt.at,
            "code": findings.CODE,
            "severity": "warning",
            "message": in_words(findings.in_language(doubt.message, t.lang), t),
            "fixes": [],
            "related": [],
            "silent": False,
            "doubt": {"number": number, "ways": ways},
        }
        for number, doubt in enumerate(findings.kept(project, slug))
    ]


def corrected(project: Project, slug: str, asked: Settle, origin: Source) -> Source:
    """The file's text with the doubt corrected. Raises Refused."""
    doubts = findings.kept(project, slug)
    if asked.number >= len(doubts):
        raise Refused("this is settled already")
    loc = findings.loc_of(doubts[asked.number].at)
    match asked.do:
        case "right":
            return origin
        case "split":
            whole = str(value_at(origin.data, (*loc, asked.language), None) or "")
            stays = whole.encode("utf-16-le")[: 2 * asked.at].decode("utf-16-le", "ignore")
            text = findings.split(origin, loc, asked.language, len(stays))
        case "join":
            text = findings.joined(origin, loc)
        case _:
            text = findings.shifted(origin, loc, asked.language, -1 if asked.do == "up" else 1)
    return source.parse_text(text, origin.path)


def forget(project: Project, slug: str, number: int) -> None:
    """Remove a settled doubt, so that it is not shown again."""
    doubts = findings.kept(project, slug)
    findings.dismiss(project, slug, doubts[number])
