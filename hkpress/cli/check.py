"""`hkpress check`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hkpress.cli.console import CANNOT, PROBLEMS, chosen, echo, pour, report, reported, short, stop
from hkpress.core.diagnostics import UNREADABLE

if TYPE_CHECKING:
    from hkpress.check.repair import Repair
    from hkpress.check.reports import Report
    from hkpress.core.diagnostics import Diagnostic
    from hkpress.release.parse import Release
    from hkpress.release.project import Project

REPORTS = ("text", "json", "github", "sarif", "junit")


@click.command()
@click.argument("releases", nargs=-1, metavar="[RELEASE]...")
@click.option("--format", "kind", type=click.Choice(REPORTS), default="text", help="Default: text, for people.")
@click.option("--select", metavar="CODES", help="Only these checks, separated by commas.")
@click.option("--ignore", metavar="CODES", help="All checks but these.")
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--lang", type=click.Choice(("en", "tc")), default="en", help="The language of the messages.")
@click.option("--fix", is_flag=True, help="Repair the typography; shows what changes, and asks.")
@click.option("--yes", is_flag=True, help="With --fix: do not ask.")
@click.option("--explain", metavar="CODE", help="Show the manual page of one check.")
def check(
    releases: tuple[str, ...],
    kind: str,
    select: str | None,
    ignore: str | None,
    strict: bool,
    lang: str,
    fix: bool,
    yes: bool,
    explain: str | None,
) -> None:
    """Check figures, names, marks and both languages.

    Report anything that would embarrass you, before anyone outside sees it.

    RELEASE is the name of a folder in releases/, or a path to it; without one, all are checked.
    Exit code 1 if there are errors. Warnings and hints are for you to judge.

    \b
    hkpress check
    hkpress check 2025-04-24-two-sessions --lang tc
    hkpress check --fix                  repair marks and spaces
    hkpress check --explain placeholder  what a check is about, and how to silence it
    """
    from hkpress.check import CODES, inspection, manual, unprinted

    if explain:
        (code,) = _codes(explain, CODES, "--explain")[:1]
        echo(*manual.explain(code).splitlines())
        return
    listed = _codes(select, CODES, "--select") if select else CODES
    left = _codes(ignore, CODES, "--ignore") if ignore else ()
    codes = tuple(code for code in listed if code not in left)
    with reported():
        project, slugs = chosen(releases)
        codes = _possible(codes)
        if fix:
            _offer_repairs(project, inspection.repairs(project, slugs, codes), ask=not yes, err=kind != "text")
        left_out = _unprinted_fields if unprinted.CODE in codes else None
        reports = [_shortened(inspection.inspect(project, slug, codes, lang, left_out)) for slug in slugs]
        reports += [_shortened(each) for each in _settings(project)]
        _print_reports(reports, kind, lang, len(slugs), strict=strict)
    if any(each.fails(strict=strict) for each in reports):
        sys.exit(
            CANNOT if any(found.code == UNREADABLE for each in reports for found in each.diagnostics) else PROBLEMS
        )


def _unprinted_fields(project: Project, release: Release) -> tuple[str, ...]:
    from hkpress.page.unprinted import unprinted  # put off: it loads the templates

    return unprinted(project, release)


def _settings(project: Project) -> Iterator[Report]:
    """What is wrong in hkpress.toml, if anything is."""
    from hkpress.check.reports import Report
    from hkpress.core.diagnostics import Invalid
    from hkpress.core.layout import SETTINGS
    from hkpress.formats import OFFERED
    from hkpress.newsroom import settings

    try:
        if project.settings(OFFERED).newsroom:
            settings.read(project.root)
    except Invalid as error:
        yield Report(SETTINGS, error.diagnostics)


def _possible(codes: tuple[str, ...]) -> tuple[str, ...]:
    """The codes, without `glyph` if no fonts are installed: a build needs fonts, a check can do without."""
    from hkpress.check import glyph
    from hkpress.core import fonts
    from hkpress.core.diagnostics import Invalid

    try:
        fonts.ready()
    except Invalid:
        if glyph.CODE in codes:
            echo(f"skipped: `{glyph.CODE}`, since the fonts are not installed; run `{fonts.INSTALL}`", err=True)
        return tuple(code for code in codes if code != glyph.CODE)
    return codes


def _codes(given: str, known: Sequence[str], option: str) -> tuple[str, ...]:
    """Check the codes that a user gives, separated by commas."""
    from hkpress.core.diagnostics import did_you_mean

    codes = tuple(filter(None, (code.strip() for code in given.split(","))))
    for code in codes:
        if code not in known:
            raise click.BadParameter(f"no check `{code}`{did_you_mean(code, known)}", param_hint=option)
    return codes


def _shortened(report: Report) -> Report:
    """The report, with paths relative to this folder."""
    from hkpress.check.reports import relative

    def seen(diagnostic: Diagnostic) -> Diagnostic:
        return relative(diagnostic, lambda path: Path(short(path)))

    silenced = tuple(replace(each, diagnostic=seen(each.diagnostic)) for each in report.silenced)
    return replace(report, diagnostics=tuple(map(seen, report.diagnostics)), silenced=silenced)


def _print_reports(reports: Sequence[Report], kind: str, lang: str, number: int, *, strict: bool) -> None:
    """Print the findings on *number* releases, and on the settings."""
    from hkpress.check import ALWAYS, RULES, manual, silence
    from hkpress.check import reports as written

    if kind == "text":
        codes = {rule.CODE for rule in RULES} - {rule.CODE for rule in ALWAYS}
        told: set[Diagnostic] = set()
        for each in reports:
            gravest = _gravest(each.diagnostics)
            new = [found for found in gravest if found not in told]  # several releases may use the same broken file
            told.update(new)
            report(new, err=False, advice=lambda found: silence.entry(found, lang) if found.code in codes else "")
            if more := len(each.diagnostics) - len(gravest):
                echo(f"{each.slug}: and {more:,} more: correct those above first, or see all with --format json")
        _summarise_check(reports, number)
    elif kind == "json":
        pour(written.to_json(reports))
    elif kind == "github":
        pour(written.to_github(reports))
    elif kind == "sarif":
        pour(written.to_sarif(reports, manual.page))
    else:
        pour(written.to_junit(reports, strict=strict))


def _gravest(findings: Sequence[Diagnostic]) -> list[Diagnostic]:
    """As many findings as a person can read: errors first, then warnings and hints, each in order of place."""
    from hkpress.core.diagnostics import MOST, Severity

    ranks = list(Severity)
    kept = sorted(range(len(findings)), key=lambda number: ranks.index(findings[number].severity))[:MOST]
    return [findings[number] for number in sorted(kept)]


def _summarise_check(reports: Sequence[Report], number: int) -> None:
    from hkpress.check.reports import count

    counted = [f"{number} {name}{'' if number == 1 else 's'}" for name, number in count(reports).items() if number]
    silenced = sum(len(report.silenced) for report in reports)
    counted += [f"{silenced} ignored"] if silenced else []
    releases = f"{number} release{'' if number == 1 else 's'}"
    echo(f"{releases}: {', '.join(counted) or 'nothing to report'}", err=True)


def _agreed(question: str) -> bool:
    try:
        return click.confirm(question, err=True)
    except click.Abort:
        if sys.stdin.isatty():  # Ctrl-C
            raise
        echo("", "nothing is changed, since nobody is there to answer: --yes repairs without asking", err=True)
        return False


def _offer_repairs(project: Project, repairs: Sequence[Repair], *, ask: bool, err: bool) -> None:
    """Show the repairs, and make them if the user agrees. Nothing else in the files changes."""
    for repair in repairs:
        echo(*repair.diff(short(repair.path)).rstrip("\n").split("\n"), err=err)
    if not repairs:
        echo("nothing to repair", err=True)
        return
    files = f"{len(repairs)} file{'' if len(repairs) == 1 else 's'}"
    if ask and not _agreed(f"Change {files}?"):
        return
    for repair in repairs:
        if not repair.make(project.root):
            stop(f"{short(repair.path)} has changed meanwhile, and stays as it is: run the command again", PROBLEMS)
    echo(f"repaired {files}", err=True)
