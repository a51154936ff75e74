"""The commands: the only place that prints and decides the exit code.

0 done, 1 problems found in what was read, 2 the command is wrong, 3 a file cannot be read or written.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from hkpress import __version__

if TYPE_CHECKING:  # what renders is imported by the command that renders: --help answers at once
    from hkpress.build import Outcome, Project
    from hkpress.check.repair import Repair
    from hkpress.check.reports import Report
    from hkpress.diagnostics import Diagnostic

EDITIONS = ("en", "tc", "sc")
FORMATS = ("html", "pdf", "text")
REPORTS = ("text", "json", "github", "sarif", "junit")
PROBLEMS, CANNOT = 1, 3


class Choices(click.ParamType[tuple[str, ...]]):
    """Several of a few names, separated by commas: en,tc."""

    name = "list"

    def __init__(self, choices: Sequence[str]) -> None:
        self.choices = choices

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002
        return ",".join(self.choices)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        names = [name.strip() for name in value.split(",")] if isinstance(value, str) else value
        for name in names:
            if name not in self.choices:
                self.fail(f"'{name}' is not one of {', '.join(self.choices)}", param, ctx)
        return tuple(name for name in self.choices if name in names)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="hkpress")
def main() -> None:
    """Bilingual press releases: one YAML file in, English and Chinese editions out.

    \b
    hkpress new "Science Park Opens New Laboratory"   start a release
    hkpress build                                     make all editions of all releases
    hkpress build 2025-04-24-two-sessions             of one release
    hkpress render 2025-04-24-two-sessions --edition tc --format text
                                                      one edition, on the screen
    """


@main.command()
@click.argument("releases", nargs=-1, metavar="[RELEASE]...")
@click.option("--edition", "editions", type=Choices(EDITIONS), default=EDITIONS, help="Which languages. Default: all.")
@click.option("--format", "formats", type=Choices(FORMATS), default=FORMATS, help="Which formats. Default: all.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Where to write. Default: build/ in the project.")
@click.option("--no-check", is_flag=True, help="Make it although `hkpress check` finds errors.")
def build(
    releases: tuple[str, ...], editions: tuple[str, ...], formats: tuple[str, ...], output: Path | None, no_check: bool
) -> None:
    """Make releases: each edition as web page, PDF and plain text.

    RELEASE is the name of a folder in releases/, or a path to it; without one, all are made.
    A release with an error is not written at all; `hkpress check` also shows warnings and hints.

    \b
    hkpress build
    hkpress build 2025-04-24-two-sessions --edition en,tc --format pdf -o ~/Desktop
    """
    from hkpress import build as builder

    with _reported():
        project = _project(releases)
        slugs = [_slug(project, name) for name in releases] or project.slugs()
        if not slugs:
            _stop(f'no release in {project.releases}: `hkpress new "Headline"` starts one', PROBLEMS)
        folder = output or project.root / "build"
        failed = []
        with _progress(len(slugs) * len(editions) * len(formats)) as step:
            for slug in slugs:
                outcome = builder.make(project, slug, editions, formats, checked=not no_check, done=step)
                _report(outcome.diagnostics)
                builder.write(outcome.outputs, folder)
                _summarise(outcome, folder)
                failed += [slug] if outcome.failed else []
    if failed:
        _stop(f"{len(failed)} of {len(slugs)} releases not written: {', '.join(failed)}", PROBLEMS)


@main.command()
@click.argument("release")
@click.option("--edition", type=click.Choice(EDITIONS), required=True, help="Which language.")
@click.option("--format", "kind", type=click.Choice(FORMATS), required=True, help="Which format.")
@click.option("-o", "--output", default="-", metavar="FILE", help="Where to write. Default: `-`, the standard output.")
@click.option("--no-check", is_flag=True, help="Make it although `hkpress check` finds errors.")
def render(release: str, edition: str, kind: str, output: str, no_check: bool) -> None:
    """Make one edition of one release in one format, as a file or on the standard output.

    \b
    hkpress render 2025-04-24-two-sessions --edition tc --format text
    hkpress render 2025-04-24-two-sessions --edition en --format pdf -o release.pdf
    """
    from hkpress import build as builder

    with _reported():
        project = _project([release])
        slug = _slug(project, release)
        outcome = builder.make(project, slug, (edition,), (kind,), checked=not no_check)
        _report(outcome.diagnostics)
        if outcome.failed:
            _stop(f"{slug} has errors: nothing was written", PROBLEMS)
        data = outcome.outputs[0].data
        if output == "-":
            sys.stdout.buffer.write(data)
        else:
            builder.write_file(Path(output), data)


@main.command()
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
    """Say what would embarrass the house before anybody outside sees it.

    RELEASE is the name of a folder in releases/, or a path to it; without one, all are checked.
    Exit code 1 if there are errors. Warnings and hints are for you to judge.

    \b
    hkpress check
    hkpress check 2025-04-24-two-sessions --lang tc
    hkpress check --fix                  repair marks and spaces
    hkpress check --explain placeholder  what a check is about, and how to silence it
    """
    from hkpress import build as builder
    from hkpress.check import CODES, manual

    if explain:
        (code,) = _codes(explain, CODES, "--explain")[:1]
        click.echo(manual.explain(code), nl=False)
        return
    chosen = _codes(select, CODES, "--select") if select else CODES
    left = _codes(ignore, CODES, "--ignore") if ignore else ()
    codes = tuple(code for code in chosen if code not in left)
    with _reported():
        project = _project(releases)
        slugs = [_slug(project, name) for name in releases] or project.slugs()
        if fix:
            _repair(builder.repairs(project, slugs, codes), ask=not yes, err=kind != "text")
        reports = [_shortened(builder.inspect(project, slug, codes, lang)) for slug in slugs]
        _print_reports(reports, kind, strict=strict)
    if any(report.fails(strict=strict) for report in reports):
        sys.exit(PROBLEMS)


@main.command()
@click.argument("headline")
@click.option("--slug", help="The folder's name. Default: today's date and the headline's words.")
def new(headline: str, slug: str | None) -> None:
    """Start a release: a folder in releases/ with a release.yaml to fill in.

    \b
    hkpress new "Science Park Opens New Laboratory"
    hkpress new 科學園新實驗室啟用 --slug 2025-05-08-laboratory
    """
    from hkpress import scaffold

    with _reported():
        path = scaffold.start(Path.cwd(), headline, slug)
        click.echo(f"started {_short(path)}: fill it in, then run `hkpress build {path.parent.name}`")


@main.command()
def schema() -> None:
    """Print the JSON Schema of release.yaml, by which editors complete and check it.

    \b
    hkpress schema > releases/release.schema.json
    """
    from hkpress.scaffold import schema_text

    click.echo(schema_text(), nl=False)


@main.group(invoke_without_command=True)
@click.pass_context
def fonts(context: click.Context) -> None:
    """Show, install and verify the fonts that PDFs are set in.

    \b
    hkpress fonts                        what is installed
    hkpress fonts install                fetch the fonts from npm
    hkpress fonts install --from FOLDER  take them from a folder, on a machine without network
    hkpress fonts verify                 are they, byte for byte, the pinned ones?
    """
    if context.invoked_subcommand is None:
        from hkpress import fonts as font_files

        with _reported():
            for font in font_files.FONTS:
                state = "installed" if font.path.is_file() else "absent   "
                click.echo(f"{state}  {font.file:<32} {font.package.name} {font.package.version}")
            click.echo(f"folder     {_short(font_files.FOLDER)}")
            _report(font_files.ready())


@fonts.command()
@click.option("--from", "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Where they are.")
def install(folder: Path | None) -> None:
    """Fetch the fonts from npm, or take them from a folder; what is not the pinned file is refused."""
    from hkpress import fonts as font_files

    with _reported():
        font_files.install(folder, click.echo)
        click.echo(f"{len(font_files.FONTS)} fonts are installed")


@fonts.command()
def verify() -> None:
    """Compare the installed fonts, byte for byte, with the pinned ones."""
    from hkpress import fonts as font_files

    with _reported():
        found = font_files.verify()
        _report(found)
        if found:
            sys.exit(PROBLEMS)
        click.echo(f"all {len(font_files.FONTS)} fonts are the pinned ones")


# --- printing -------------------------------------------------------------------------------------


def _project(names: Sequence[str]) -> Project:
    """The project that the first of *names* that is a path is in, or else this folder."""
    from hkpress.build import find_project

    paths = (Path(name).resolve() for name in names)
    return find_project(next((path for path in paths if path.exists()), Path.cwd()))


def _slug(project: Project, name: str) -> str:
    """The release that a user names by its folder's name, or by a path to the folder or its file."""
    from hkpress.diagnostics import nearest

    path = Path(name).resolve()
    folder = path.parent if path.is_file() else path
    slug = folder.name if folder.parent == project.releases else name
    slugs = project.slugs()
    if slug in slugs:
        return slug
    near = nearest(slug, slugs)
    hint = f"; did you mean `{near}`?" if near else f" (there: {', '.join(slugs) or 'none'})"
    return _stop(f"no release `{name}` in {_short(project.releases)}{hint}", 2)


def _report(diagnostics: Sequence[Diagnostic], *, err: bool = True) -> None:
    """Every diagnostic with its source lines, on the standard error."""
    from dataclasses import replace

    from hkpress.diagnostics import excerpt

    for diagnostic in diagnostics:
        shown = replace(diagnostic, path=Path(_short(diagnostic.path))) if diagnostic.path else diagnostic
        lines = [_coloured(str(shown), diagnostic), excerpt(diagnostic)]
        for spot in diagnostic.related[:3]:
            lines += [f"  {_short(spot.path)}:{spot.span.line}:{spot.span.column}:", excerpt(spot)]
        click.echo("\n".join(filter(None, lines)), err=err)


def _codes(given: str, known: Sequence[str], option: str) -> tuple[str, ...]:
    """The codes that a user names, separated by commas."""
    from hkpress.diagnostics import did_you_mean

    codes = tuple(filter(None, (code.strip() for code in given.split(","))))
    for code in codes:
        if code not in known:
            raise click.BadParameter(f"no check `{code}`{did_you_mean(code, known)}", param_hint=option)
    return codes


def _shortened(report: Report) -> Report:
    """The report with paths as they are seen from here."""
    from hkpress.check.reports import relative

    found = tuple(relative(each, lambda path: Path(_short(path))) for each in report.diagnostics)
    silenced = tuple(
        type(each)(relative(each.diagnostic, lambda path: Path(_short(path))), each.reason) for each in report.silenced
    )
    return type(report)(report.slug, found, silenced)


def _print_reports(reports: Sequence[Report], kind: str, *, strict: bool) -> None:
    from hkpress.check import manual
    from hkpress.check import reports as written

    if kind == "text":
        for report in reports:
            _report(report.diagnostics, err=False)
        _summarise_check(reports)
    elif kind == "json":
        click.echo(written.to_json(reports), nl=False)
    elif kind == "github":
        click.echo(written.to_github(reports), nl=False)
    elif kind == "sarif":
        click.echo(written.to_sarif(reports, manual.page), nl=False)
    else:
        click.echo(written.to_junit(reports, strict=strict), nl=False)


def _summarise_check(reports: Sequence[Report]) -> None:
    from hkpress.check.reports import count

    counted = [f"{number} {name}{'' if number == 1 else 's'}" for name, number in count(reports).items() if number]
    silenced = sum(len(report.silenced) for report in reports)
    counted += [f"{silenced} ignored"] if silenced else []
    releases = f"{len(reports)} release{'' if len(reports) == 1 else 's'}"
    click.echo(f"{releases}: {', '.join(counted) or 'nothing to report'}", err=True)


def _repair(repairs: Sequence[Repair], *, ask: bool, err: bool) -> None:
    """Show what would change, and change it if the user agrees."""
    from hkpress import build as builder

    for repair in repairs:
        click.echo(repair.diff(_short(repair.path)), nl=False, err=err)
    if not repairs:
        click.echo("nothing to repair", err=True)
        return
    files = f"{len(repairs)} file{'' if len(repairs) == 1 else 's'}"
    if ask and not click.confirm(f"Change {files}?", err=True):
        return
    for repair in repairs:
        builder.write_file(repair.path, repair.after.encode())
    click.echo(f"repaired {files}", err=True)


def _coloured(line: str, diagnostic: Diagnostic) -> str:
    label = f"{diagnostic.severity}[{diagnostic.code}]"
    colour = {"error": "red", "warning": "yellow"}.get(diagnostic.severity, "cyan")
    return line.replace(label, click.style(label, fg=colour, bold=True), 1)


def _short(path: Path) -> str:
    """The path from here, where that is shorter."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _summarise(outcome: Outcome, folder: Path) -> None:
    if outcome.outputs:
        names = " ".join(output.path.name for output in outcome.outputs)
        click.echo(f"{_short(folder / outcome.slug)}/  {names}")


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], None]]:
    """A bar on the standard error for work that takes a while, where somebody watches."""
    if total <= 3 or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True, redirect_stdout=True, redirect_stderr=True) as bar:
        task = bar.add_task("rendering", total=total)
        yield lambda: bar.advance(task)


@contextmanager
def _reported() -> Iterator[None]:
    """Users' mistakes as diagnostics, unreadable files as one line; bugs keep their traceback."""
    from hkpress.diagnostics import Invalid

    try:
        yield
    except Invalid as error:
        _report(error.diagnostics)
        sys.exit(PROBLEMS)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of a pipe went away: nobody is left to tell
        sys.exit(CANNOT)
    except OSError as error:
        _stop(f"{error.filename or 'file'}: {error.strerror or error}", CANNOT)


def _stop(message: str, code: int) -> NoReturn:
    click.echo(f"{click.style('hkpress:', bold=True)} {message}", err=True)
    sys.exit(code)
