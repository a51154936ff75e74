"""`hkpress check` as people and machines run it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hkpress import cli
from hkpress.release.project import Project

GOOD = """\
date: 2025-04-24
source: {en: Wire, tc: 通訊社}
headline: {en: A laboratory opens, tc: 實驗室啟用}
body:
  - {en: It opens., tc: 今日啟用。}
"""
WARNS = GOOD.replace("今日啟用。", "'今日啟用,歡迎。'")
FAILS = GOOD.replace("It opens.", "XXX opens.")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str, typed: str = "") -> Result:
        result = CliRunner().invoke(cli.main, ["check", *arguments], input=typed)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


@pytest.mark.parametrize(
    ("text", "arguments", "code"),
    [
        (GOOD, [], 0),
        (WARNS, [], 0),
        (WARNS, ["--strict"], 1),
        (WARNS, ["--strict", "--ignore", "mark-width"], 0),
        (FAILS, [], 1),
        (FAILS, ["--select", "mark-width,glossary"], 0),
        (FAILS, ["--ignore", "placeholder"], 0),
        ("date: [", [], 1),
        (GOOD, ["nothing"], 2),
        (GOOD, ["--select", "nothing"], 2),
        (GOOD, ["--ignore", "placeholders"], 2),
        (GOOD, ["--format", "xml"], 2),
        (GOOD, ["--explain", "nothing"], 2),
    ],
)
def test_exit_codes(
    run: Callable[..., Result], project: Callable[..., Project], text: str, arguments: list[str], code: int
) -> None:
    project(text)
    assert run(*arguments).exit_code == code


def test_a_file_that_cannot_be_read(
    run: Callable[..., Result], project: Callable[..., Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    project(GOOD)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", "releases/x/release.yaml")

    monkeypatch.setattr("hkpress.release.source.read", refuse)
    result = run()
    assert result.exit_code == 3
    assert "releases/x/release.yaml: error[unreadable] this cannot be read: Permission denied" in result.stdout


def test_text(run: Callable[..., Result], project: Callable[..., Project]) -> None:
    project(FAILS)
    result = run()
    assert result.stdout == (
        "releases/x/release.yaml:5:10: error[placeholder] `XXX` is a placeholder: write what belongs here\n"
        "      - {en: XXX opens., tc: 今日啟用。}\n"
        "             ^^^\n"
        "    right as it is? under `checks:`, `ignore:` write - {code: placeholder, at: body/1/en, reason: …}\n"
    )
    assert result.stderr == "1 release: 1 error\n"


def test_text_shows_the_other_language_too(run: Callable[..., Result], project: Callable[..., Project]) -> None:
    project(GOOD.replace("It opens.", "It cost HK$5 million.").replace("今日啟用。", "耗資50萬元。"))
    result = run()
    assert "releases/x/release.yaml:5:39: error[figures] English says HK$5 million" in result.stdout
    assert "  releases/x/release.yaml:5:18:\n" in result.stdout


def test_nothing_to_report(run: Callable[..., Result], project: Callable[..., Project]) -> None:
    project(GOOD)
    result = run("x")
    assert (result.stdout, result.stderr) == ("", "1 release: nothing to report\n")


def test_messages_in_chinese(run: Callable[..., Result], project: Callable[..., Project]) -> None:
    project(FAILS)
    assert "`XXX`是待填項目：請填上內容" in run("--lang", "tc").stdout


@pytest.mark.parametrize("kind", ["json", "sarif", "github", "junit"])
def test_what_cannot_be_parsed_is_reported_in_the_same_formats(
    run: Callable[..., Result], project: Callable[..., Project], kind: str
) -> None:
    project(GOOD.replace("date", "dat"))
    result = run("--format", kind)
    assert result.exit_code == 1
    assert "unknown-field" in result.stdout
    assert "did you mean `date`?" in result.stdout
    assert result.stderr == ""


def test_all_releases_in_one_list(run: Callable[..., Result], project: Callable[..., Project]) -> None:
    project(FAILS, **{"releases/y/release.yaml": WARNS, "releases/z/release.yaml": GOOD})
    found = json.loads(run("--format", "json").stdout)
    assert [(each["path"], each["code"]) for each in found] == [
        ("releases/x/release.yaml", "placeholder"),
        ("releases/y/release.yaml", "mark-width"),
    ]


def test_explain(run: Callable[..., Result]) -> None:
    result = run("--explain", "mark-width")
    assert result.exit_code == 0
    assert result.stdout.startswith("mark-width (warning)\n\nA half-width mark in Chinese")
    assert "        - code: mark-width\n" in result.stdout


def test_fix_shows_what_changes_and_asks(
    run: Callable[..., Result], project: Callable[..., Project], tmp_path: Path
) -> None:
    project(WARNS)
    path = tmp_path / "releases/x/release.yaml"
    refused = run("--fix", typed="n\n")
    assert (
        "-  - {en: It opens., tc: '今日啟用,歡迎。'}\n+  - {en: It opens., tc: '今日啟用，歡迎。'}\n" in refused.stdout
    )
    assert path.read_text("utf-8") == WARNS
    nobody = run("--fix", typed="")
    assert "nobody is there to answer: --yes repairs without asking" in nobody.stderr
    assert "\\n" not in nobody.stderr
    assert "Aborted" not in nobody.stderr
    assert path.read_text("utf-8") == WARNS
    agreed = run("--fix", typed="y\n")
    assert "repaired 1 file" in agreed.stderr
    assert agreed.stderr.endswith("1 release: nothing to report\n")
    assert path.read_text("utf-8") == WARNS.replace(",歡", "，歡")


def test_fix_without_a_question(run: Callable[..., Result], project: Callable[..., Project], tmp_path: Path) -> None:
    project(WARNS)
    assert run("--fix", "--yes").exit_code == 0
    assert (tmp_path / "releases/x/release.yaml").read_text("utf-8") == WARNS.replace(",歡", "，歡")
    assert "nothing to repair" in run("--fix").stderr


def test_fix_deletes_what_cannot_be_seen(
    run: Callable[..., Result], project: Callable[..., Project], tmp_path: Path
) -> None:
    project(GOOD.replace("It opens.", "It \u200bopens\u2060."))
    assert "delete it, or let `hkpress check --fix` do it" in run().stdout
    assert "repaired 1 file" in run("--fix", "--yes").stderr
    assert (tmp_path / "releases/x/release.yaml").read_text("utf-8") == GOOD


def test_fix_leaves_what_turns_the_line_round(
    run: Callable[..., Result], project: Callable[..., Project], tmp_path: Path
) -> None:
    text = GOOD.replace("It opens.", "It \u202eopens.")
    project(text)
    assert "nothing to repair" in run("--fix", "--yes").stderr
    assert (tmp_path / "releases/x/release.yaml").read_text("utf-8") == text


def test_fix_leaves_the_standard_output_to_the_format(
    run: Callable[..., Result], project: Callable[..., Project]
) -> None:
    project(WARNS)
    assert json.loads(run("--fix", "--yes", "--format", "json").stdout) == []


def test_build_refuses_what_fails_the_checks(run: Callable[..., Result], project: Callable[..., Project]) -> None:
    project(FAILS)
    refused = CliRunner().invoke(cli.main, ["build", "--format", "text"])
    assert refused.exit_code == 1
    assert "error[placeholder]" in refused.stderr
    assert "not written: x" in refused.stderr
    forced = CliRunner().invoke(cli.main, ["build", "--format", "text", "--no-check"])
    assert forced.exit_code == 0


def test_render_refuses_too(run: Callable[..., Result], project: Callable[..., Project]) -> None:
    project(FAILS)
    arguments = ["render", "x", "--edition", "en", "--format", "text"]
    assert CliRunner().invoke(cli.main, arguments).exit_code == 1
    assert "XXX opens." in CliRunner().invoke(cli.main, [*arguments, "--no-check"]).stdout


@pytest.mark.parametrize("text", [GOOD.replace("date", "dat"), GOOD.replace("opens.", "opens 🎉.")])
def test_what_cannot_be_printed_is_refused_all_the_same(
    run: Callable[..., Result], project: Callable[..., Project], text: str
) -> None:
    project(text)
    assert CliRunner().invoke(cli.main, ["build", "--format", "text", "--no-check"]).exit_code == 1


def test_build_says_nothing_of_warnings(run: Callable[..., Result], project: Callable[..., Project]) -> None:
    project(WARNS)
    built = CliRunner().invoke(cli.main, ["build", "--format", "text"])
    assert (built.exit_code, built.stderr) == (0, "")


def test_each_finding_says_how_to_silence_it(run: Callable[..., Result], project: Callable[..., Project]) -> None:
    project(FAILS)
    result = run()
    assert "- {code: placeholder, at: body/1/en, reason: …}" in result.stdout
    assert "checks: ignore:" in run("--lang", "tc").stdout.replace("`", "")
    entry = "checks:\n  ignore:\n    - {code: placeholder, at: body/1/en, reason: a programme}\n"
    project(FAILS + entry)
    assert run().exit_code == 0


def test_what_cannot_be_silenced_does_not_say_how(run: Callable[..., Result], project: Callable[..., Project]) -> None:
    project(GOOD.replace("It opens.", "It opens 🎉."))
    result = run()
    assert "glyph" in result.stdout
    assert "reason:" not in result.stdout


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[build", "hkpress.toml:1:1: error[toml]"),
        ('[build]\nformats = ["htm"]\n', "did you mean `html`?"),
        ("[newsroom]\nur = 1\n", "did you mean `url`?"),
    ],
)
def test_broken_settings_are_found(
    run: Callable[..., Result], project: Callable[..., Project], text: str, said: str
) -> None:
    (project(GOOD).root / "hkpress.toml").write_text(text)
    done = run()
    assert done.exit_code == 1
    assert said in done.output
    assert "1 release: " in done.output
    assert [each["path"] for each in json.loads(run("--format", "json").stdout)][-1] == "hkpress.toml"
