"""Whatever a release or a file name contains, the output is printable and the reports parse."""

from __future__ import annotations

import ast
import contextlib
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from hkpress import __main__ as program
from hkpress import cli
from hkpress.check import manual
from hkpress.check.reports import Report, to_github, to_json, to_junit, to_sarif
from hkpress.core.diagnostics import Diagnostic, Span, excerpt, printable
from hkpress.release.project import Project
from tests import forked
from tests.conftest import MINIMAL

RAW = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
COMMAND = re.compile(r"^\s*::|##\[", re.MULTILINE)
EVIL = "\x1b]0;x\x07\x9b31m\u202e\u2028\ufeff\n::error::fake\r##[error]"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain 文字\u3000\xa0👩\u200d🔬𠮷", "plain 文字\u3000\xa0👩\u200d🔬𠮷"),
        ("\x1b[31m\x9b", r"\x1b[31m\x9b"),
        ("a\nb\r\tc\u2028", r"a\nb\r\tc\u2028"),
        ("\u202eabc\u2066\ufeff", r"\u202eabc\u2066\ufeff"),
        ("\udcff\U000e0041\ufffe", r"\udcff\U000e0041\ufffe"),
    ],
)
def test_printable(text: str, shown: str) -> None:
    assert printable(text) == shown == printable(shown)


def test_the_caret_stands_below_the_place_though_the_line_holds_signs_that_cannot_be_seen() -> None:
    found = Diagnostic("no", "x", Path("a"), Span.at(1, 3, 2), line_text="\x1b\x07中文")
    assert excerpt(found).splitlines() == [r"    \x1b\x07中文", "            ^^^^"]


_VALUES = {
    "value": 'date: 2025-04-24\nheadline: {en: "A\\e\\u202e\\n::error::x", tc: 甲}\nbody: [{en: "B\\n##[error] 60", tc: 乙 50}]\n',
    "key": 'date: 2025-04-24\n"headlin\\e[31m\\n::error::x": {en: A, tc: 甲}\nbody: []\n',
    "anchor": "date: &\u202e 2025-04-24\nheadline: *\x9b\n",
    "tag": "date: !<\u202e> 2025-04-24\n",
    "comment": "# \x1b]0;x\x07\ndate: 2025-04-24\n",
    "slug": 'date: 2025-04-24\nheadline: {en: A, tc: 甲}\nissuer: "\\e[2J\\n::error::"\nbody: []\n',
    "photo": MINIMAL + 'photos: [{file: "\\e]0;x\\a.jpg", caption: {en: A, tc: 甲}, alt: {en: B, tc: 乙}}]\n',
    "address": MINIMAL + 'photo_pack: {url: "https://a.hk/\\e[31m"}\n',
    "command at the start of a line": "date: 2025-04-24\nheadline: {en: A, tc: 甲}\nbody:\n  - en: |-\n      a\n      ::error::fake 5\n    tc: 6\n",
}


@pytest.fixture(params=["text", "json", "github", "sarif", "junit"], name="kind")
def report_kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize("manuscript", _VALUES.values(), ids=_VALUES)
@pytest.mark.parametrize("slug", ["plain", f"x{EVIL}"], ids=["plain", "evil"])
def test_what_check_prints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, manuscript: str, slug: str, kind: str
) -> None:
    (tmp_path / "releases" / slug).mkdir(parents=True)
    (tmp_path / "releases" / slug / "release.yaml").write_text(manuscript, "utf-8")
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(cli.main, ["check", "--format", kind])
    assert done.exit_code in (0, 1), done.exception
    assert not RAW.search(done.output)
    commands = [line for line in done.stdout.split("\n") if COMMAND.search(line)]
    assert all(re.match(r"::(error|warning|notice) file=", line) and kind == "github" for line in commands)
    assert not COMMAND.search(done.stderr)
    _parses(done.stdout, kind)


def _parses(text: str, kind: str) -> None:
    if kind in ("json", "sarif"):
        json.loads(text)
    elif kind == "junit":
        ElementTree.fromstring(text.encode())


def test_names_of_folders_and_files_in_what_build_prints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "releases" / "::error::\x1b[31m\u202e"
    folder.mkdir(parents=True)
    (folder / "release.yaml").write_text(MINIMAL, "utf-8")
    (tmp_path / "releases/\x1b]0;").mkdir()
    (tmp_path / "releases/\x1b]0;/rel\x9base.yaml").write_text(MINIMAL, "utf-8")
    monkeypatch.chdir(tmp_path)
    for arguments in (["build", "--format", "text", "-o", "."], ["build", "\x1b[2J"], ["diff", "\x1b[2J", "\x9b"]):
        done = CliRunner().invoke(cli.main, arguments)
        assert done.exit_code in (0, 1, 2, 3), done.exception
        assert not RAW.search(done.output)
        assert not COMMAND.search(done.output)


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--select", EVIL],
        ["check", "--ignore", f"figures,{EVIL}"],
        ["check", "--format", EVIL],
        ["check", f"--{EVIL}"],
        ["build", "--edition", EVIL],
        ["build", "--jobs", EVIL],
        ["build", "--word", EVIL],
        ["render", "x", EVIL, "--edition", "en", "--format", "text"],
        ["golden", EVIL],
        ["newsroom", "--at", EVIL],
        [EVIL],
        [f"--{EVIL}"],
    ],
    ids=ascii,
)
def test_what_is_said_of_a_wrong_command(
    project: Callable[..., Project], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    project()
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(cli.main, arguments, color=True)
    assert done.exit_code == 2
    assert "rror: " in done.output
    assert not RAW.search(done.output)
    assert not COMMAND.search(done.output)


def _nasty() -> Iterator[Diagnostic]:
    for path in (None, Path(EVIL), Path(os.fsdecode(b"\xff/\xfe")), Path("/a\x00b\uffff")):
        for span in (None, Span.at(3, 4)):
            yield Diagnostic(f"{EVIL}\udcff\x00\ufffe<&]]>", "figures", path, span, line_text=EVIL, fix=EVIL, at=EVIL)


def test_reports_always_parse() -> None:
    reports = [Report(f"{EVIL}\x00\udc80\uffff", tuple(_nasty()))]
    json.loads(to_json(reports).encode())
    json.loads(to_sarif(reports, manual.page).encode())
    ElementTree.fromstring(to_junit(reports, strict=True).encode())
    lines = to_github(reports).encode().decode().splitlines()
    assert len(lines) == len(reports[0].diagnostics)
    for text in (to_json(reports), to_sarif(reports, manual.page), to_junit(reports, strict=True), to_github(reports)):
        assert not RAW.search(text)


ENCODINGS = ["gbk", "big5", "latin-1", "ascii", "cp950", "utf-8"]


def _run_each(names: Iterable[str]) -> None:
    """Check in each of the encodings and formats, and end the process."""
    own = sys.stdout, sys.stderr
    for name in names:
        encoding, output = name.split()
        sys.stdout, sys.stderr = (Path(f"{name}.{end}").open("w", encoding=encoding) for end in ("out", "err"))  # noqa: SIM115
        sys.argv = ["hkpress", "check", "--lang", "tc", "--format", output]
        with pytest.raises(SystemExit) as ended:
            program.main()
        assert ended.value.code == 1
        for stream in (sys.stdout, sys.stderr):
            stream.close()
    sys.stdout, sys.stderr = own
    sys.exit(0)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with what the program prints in each encoding and each format."""
    root = tmp_path_factory.mktemp("encodings")
    (root / "releases/x").mkdir(parents=True)
    manuscript = "date: 2025-04-24\nheadline: {en: A 5, tc: 甲𠮷™é 6}\nbody: [{en: One, tc: 𨋢啲嘅}]\n"
    (root / "releases/x/release.yaml").write_text(manuscript, "utf-8")
    names = [f"{encoding} {output}" for encoding in ENCODINGS for output in ("text", "json")]
    assert forked.hkpress(root, before=lambda: _run_each(names)) == (0, "")
    return root


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("output", ["text", "json"])
def test_any_encoding_of_the_terminal(printed: Path, encoding: str, output: str) -> None:
    out, error = (printed.joinpath(f"{encoding} {output}.{end}").read_bytes() for end in ("out", "err"))
    assert b"Traceback" not in error
    unicode = output == "json" or encoding == "ascii"  # click takes ASCII for a mistake and writes UTF-8
    assert not RAW.search(out.decode("utf-8" if unicode else encoding))
    assert out
    if output == "json":
        json.loads(out)


def test_a_release_is_shown_in_the_terminals_encoding(project: Callable[..., Project]) -> None:
    root = project("date: 2025-04-24\nheadline: {en: One, tc: 甲𨋢}\nbody: [{en: One, tc: 甲啲}]\n").root
    ours, theirs = os.openpty()
    arguments = ["render", "x", "--edition", "tc", "--format", "text", "--no-check"]

    def render() -> None:
        sys.stdout, sys.argv = os.fdopen(theirs, "w", encoding="cp950"), ["hkpress", *arguments]
        program.main()

    assert forked.hkpress(root, before=render).returncode == 0
    os.close(theirs)
    shown = b""
    with contextlib.suppress(OSError):  # the other end is closed
        while more := os.read(ours, 1 << 16):
            shown += more
    os.close(ours)
    assert "甲\\U000282e2" in shown.decode("cp950")


def test_there_is_one_exit() -> None:
    for path in (Path(cli.__file__).parent).glob("*.py"):
        calls = [node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
        names = {ast.unparse(each) for each in calls}
        allowed = {"click.echo"} if path.name == "console.py" else set()
        found = names & {"click.echo", "click.secho", "print", "sys.stdout.write", "sys.stderr.write"}
        assert found <= allowed, f"{path.name} prints with {found}: print with `console.echo`, which makes text safe"


def test_a_release_full_of_findings_is_printed_in_part_and_reported_whole(
    project: Callable[..., Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = "".join(f"  - {{en: It opens {number}., tc: 開 放{number}。}}\n" for number in range(150))
    made = project(f"{MINIMAL.split('body:')[0]}body:\n{wrong}")
    monkeypatch.chdir(made.root)
    done = CliRunner().invoke(cli.main, ["check", "--select", "chinese-space"])
    assert done.stdout.count("[chinese-space]") == 100
    assert "x: and 50 more: correct those above first, or see all with --format json\n" in done.stdout
    assert (
        CliRunner()
        .invoke(cli.main, ["check", "--select", "chinese-space", "--format", "json"])
        .stdout.count('"chinese-space"')
        == 150
    )
