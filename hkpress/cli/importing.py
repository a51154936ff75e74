"""`hkpress import`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hkpress.cli.console import PROBLEMS, chosen, echo, reported, short, stop

if TYPE_CHECKING:
    from hkpress.importing.assemble import Doubt
    from hkpress.importing.received import Received
    from hkpress.importing.returned import Proposal
    from hkpress.release.project import Project
    from hkpress.release.source import Loc, Source

SHOWN = 30


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--into", metavar="RELEASE", help="A release that exists: take over changes, or its missing language.")
@click.option("--accept", metavar="NUMBERS", help="With --into: which changes to take over: 1,3 or all.")
@click.option("--slug", help="The new folder's name. Default: the date and the headline's words.")
@click.option("--theme", help="The house style of the new release. Default: base.")
def import_(files: tuple[Path, ...], into: str | None, accept: str | None, slug: str | None, theme: str | None) -> None:
    """Make a release from Word files, mails or saved pages.

    FILE is a .docx, .txt, .eml or .html: one file of each language, or one that holds both. No word is
    lost: what fits nowhere is kept under `remarks`. hkpress lists its doubts, and `hkpress check` finds
    figures that differ.

    With --into, FILE is a Word file that hkpress made and somebody edited: you see each change, and it is
    written if you accept it. Or FILE holds the language that the release lacks.

    \b
    hkpress import en.docx tc.docx
    hkpress import "Release 5 May.docx" --theme hkstp
    hkpress import tc-director.docx --into 2025-05-05-market
    hkpress import tc-director.docx --into 2025-05-05-market --accept 1,3
    """
    from hkpress.importing.reading import open_document

    with reported():
        given = [open_document(path) for path in files]
        if into is None:
            _bring(given, slug, theme)
        else:
            _take_in(given, into, accept)


def _bring(given: Sequence[tuple[str, bytes]], slug: str | None, theme: str | None) -> None:
    from hkpress.importing import fresh

    made = fresh.bring(Path.cwd(), given, slug, theme)
    for line in made.told:
        echo(line, err=True)
    echo(f"imported to {short(made.path)}: look at it, then run `hkpress check {made.path.parent.name}`")
    _list([f"{doubt.at or 'release'}: {doubt.message}{_shown(doubt.en, doubt.tc)}" for doubt in made.doubts])


def _take_in(given: Sequence[tuple[str, bytes]], into: str, accept: str | None) -> None:
    from hkpress.importing import filling, restructure, returned
    from hkpress.importing.reading import read_document

    project, (slug,) = chosen([into])
    origin = project.source(project.releases / slug / "release.yaml")
    documents = [each for name, data in given for each in read_document(name, data)]
    if filling.missing(origin) and not any(map(returned.is_ours, documents)):
        _fill(project, slug, origin, documents)
        return
    release = project.read(slug)
    proposals = returned.proposals(project, release, documents)
    _show_proposals(proposals)
    numbers = [number for number, each in enumerate(proposals, 1) if each.writable]
    plain = [number for number in numbers if proposals[number - 1].is_for_all]
    picked = _picked(accept, numbers, plain) if accept else _asked(proposals, numbers)
    if not picked:
        if numbers and not accept:
            echo(
                f"nothing was changed: `--accept {numbers[0]}` takes over one change, `--accept all` every one",
                err=True,
            )
        return
    _write(origin, restructure.accepted(origin, [proposals[number - 1] for number in picked]))
    echo(f"{len(picked)} {'change' if len(picked) == 1 else 'changes'} taken over into {short(origin.path)}")


def _fill(project: Project, slug: str, origin: Source, documents: Sequence[Received]) -> None:
    from hkpress.importing import filling, findings
    from hkpress.importing.house import house
    from hkpress.release import source

    now, known = origin, house(project)
    doubts: list[Doubt] = []
    for document in documents:
        made = filling.filled(now, document, known)
        now = source.parse_text(made.text, origin.path)
        doubts += made.doubts
    _write(origin, now.text)
    findings.keep(project, slug, doubts)
    language = "Chinese" if made.language == "tc" else "English"
    echo(f"the {language} is in {short(origin.path)}: run `hkpress check {slug}`")
    _list([f"{doubt.at}: {doubt.message}" for doubt in doubts])


def _write(origin: Source, text: str) -> None:
    """Replace the text that was read by the new one; do nothing if the file has changed meanwhile."""
    from hkpress.core.files import exchange_file
    from hkpress.release import rewrite

    before = origin.path.read_bytes()
    after = rewrite.encoded(text, before)
    if exchange_file(origin.path, before, after, within=origin.path.parents[2]) is not None:
        stop(f"{short(origin.path)} was changed meanwhile: nothing was written, run the command again", PROBLEMS)


def _show_proposals(proposals: Sequence[Proposal]) -> None:
    """Each change in words: where, who, old and new."""
    if not proposals:
        echo("nothing differs from the release")
    for number, each in enumerate(proposals, 1):
        who = f", by {each.who}" if each.who else ""
        echo(f"{number}. {_PROPOSAL_WORDS[each.kind]}{f' in {each.at}' if each.at else ''}{who}")
        if each.kind == "older":
            pass
        elif each.kind == "comment":
            echo(f"     on:  {_excerpt(each.old)}", f"     says: {each.new}")
        elif each.kind == "moved":
            echo(f"     {_excerpt(each.new)}", *([f"     now below {_place(each.below)}"] if each.below else []))
        else:
            echo(
                *[
                    f"   {sign} {line}"
                    for sign, words in (("-", each.old), ("+", each.new))
                    for line in words.splitlines()
                ]
            )
        if each.note:
            echo(f"     ! {each.note}")
        if not each.writable and each.kind not in ("comment", "older"):
            echo("     (told only: change it by hand)")


_PROPOSAL_WORDS = {
    "words": "changed words",
    "added": "a new paragraph",
    "removed": "a text taken away",
    "moved": "a paragraph moved",
    "split": "a paragraph split",
    "joined": "paragraphs joined",
    "label": "words of the page changed",
    "told": "changed words",
    "conflict": "a conflict",
    "comment": "a comment",
    "older": "an older file",
}


def _place(loc: Loc) -> str:
    """An index of a list, counted from one."""
    if loc[-1] == -1:
        return "the top of " + "/".join(str(step) for step in loc[:-1])
    return "/".join(str(step + 1) if isinstance(step, int) else step for step in loc)


def _picked(accept: str, numbers: Sequence[int], plain: Sequence[int]) -> list[int]:
    """The named changes. `all` are those without a conflict: a person decides conflicts one by one."""
    if accept.strip().lower() == "all":
        return list(plain)
    listed = [int(each) if each.strip().isdigit() else 0 for each in accept.split(",")]
    if wrong := [each for each in listed if each not in numbers]:
        known = ", ".join(map(str, numbers)) or "none"
        raise click.BadParameter(f"{wrong[0]} is not a change that can be taken over ({known})", param_hint="--accept")
    return listed


def _asked(proposals: Sequence[Proposal], numbers: Sequence[int]) -> list[int]:
    """The changes that the user accepts; none without a terminal."""
    if not sys.stdin.isatty():
        return []
    picked: list[int] = []
    for number in numbers:
        each = proposals[number - 1]
        answer = click.prompt(
            f"{number}. {_excerpt(each.new)}\n   take it over? (y)es, (n)o, (a)ll, (q)uit", default="n"
        )[:1]
        if answer.lower() == "a":
            rest = (other for other in numbers if other >= number and proposals[other - 1].is_for_all)
            return [*picked, *rest]
        if answer.lower() == "q":
            break
        picked += [number] if answer.lower() == "y" else []
    return picked


def _list(lines: Sequence[str]) -> None:
    if lines:
        echo(f"{len(lines)} {'thing is' if len(lines) == 1 else 'things are'} not sure:", err=True)
    for line in lines[:SHOWN]:
        echo(*f"  {line}".split("\n"), err=True)
    if len(lines) > SHOWN:
        echo(f"  … and {len(lines) - SHOWN} more", err=True)


def _excerpt(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= 90 else f"{plain[:89]}…"


def _shown(*texts: str) -> str:
    """The first words of the texts of a doubt."""
    return "".join(f"\n      {_excerpt(text)}" for text in texts if text.strip())
