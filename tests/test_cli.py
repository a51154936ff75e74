from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

import hkpress
from hkpress import cli
from hkpress.cli.build import _requested_formats as requested_formats
from hkpress.formats import OFFERED
from hkpress.release import scaffold
from hkpress.release.model import Issuer, Manuscript
from hkpress.release.project import Project
from tests.conftest import MINIMAL, ROOT


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs `hkpress` in the project's folder."""
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str) -> Result:
        result = CliRunner().invoke(cli.main, arguments)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


def test_help_and_version_answer_without_the_engines() -> None:
    loaded = "import sys; from click.testing import CliRunner; from hkpress.cli import main; r = CliRunner().invoke(main, ['--help']); print([m for m in ('weasyprint', 'jinja2', 'pydantic', 'opencc', 'PIL', 'rich') if m in sys.modules], r.output)"
    output = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True).stdout
    assert output.startswith("[] Usage:")
    assert "hkpress build 2025-04-24-two-sessions" in output


def test_the_help_is_that_of_each_command() -> None:
    context = click.Context(cli.main)
    for name, listed in cli.main.commands.items():
        _, command, _ = cli.main.resolve_command(context, [name])
        assert command
        assert command.name == name
        assert command.get_short_help_str(200) == listed.get_short_help_str(200)


def test_a_command_alone_shows_its_help(run: Callable[..., Result]) -> None:
    for command in ([], ["golden"]):
        assert run(*command).output == run(*command, "--help").output


def test_words_are_utf8_whatever_the_terminal_says(tmp_path: Path) -> None:
    ascii_only = os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    for words, status in (("測試".encode(), 0), (b"\xff", 2)):
        command = [sys.executable, "-m", "hkpress", "new", words, "--slug", "opening"]
        done = subprocess.run(command, cwd=tmp_path, env=ascii_only, capture_output=True, check=False)
        assert done.returncode == status, done.stderr
    assert b"this is not UTF-8" in done.stderr
    assert "測試" in (tmp_path / "releases" / "opening" / "release.yaml").read_text("utf-8")


def test_version(run: Callable[..., Result]) -> None:
    assert run("--version").output == f"hkpress, version {hkpress.__version__}\n"


def test_build_writes_every_edition_and_says_so(
    run: Callable[..., Result], project: Callable[..., Project], tmp_path: Path
) -> None:
    project()
    result = run("build")
    assert result.exit_code == 0
    assert result.stdout == "build/x/  en.html en.pdf en.txt tc.html tc.pdf tc.txt sc.html sc.pdf sc.txt\n"
    assert sorted(path.name for path in (tmp_path / "build" / "x").iterdir()) == sorted(result.stdout.split()[1:])


def test_a_second_build_says_what_it_does(
    run: Callable[..., Result], project: Callable[..., Project], tmp_path: Path
) -> None:
    project(**{"releases/y/release.yaml": MINIMAL})
    run("build", "--format", "text")
    assert run("build", "--format", "text").stderr == "2 of 2 releases are up to date\n"
    (tmp_path / "build/x/en.txt").write_text("changed")
    shutil.rmtree(tmp_path / "releases/y")
    result = run("build", "--format", "text")
    assert result.stdout == "build/y/  removed, the release is gone: en.txt tc.txt sc.txt\nbuild/x/  en.txt\n"
    assert result.stderr == "build/x/en.txt was edited by hand; rebuilding it\n"


def test_build_of_some(run: Callable[..., Result], project: Callable[..., Project], tmp_path: Path) -> None:
    project()
    assert run("build", "x", "--edition", "tc,en", "--format", "text", "-o", "out").exit_code == 0
    assert sorted(path.name for path in (tmp_path / "out" / "x").iterdir()) == ["en.txt", "tc.txt"]


@pytest.mark.parametrize("name", ["x", "releases/x", "releases/x/", "releases/x/release.yaml"])
def test_a_release_by_name_or_path(run: Callable[..., Result], project: Callable[..., Project], name: str) -> None:
    project()
    assert run("build", name, "--format", "text").exit_code == 0


def test_a_bad_release_is_not_written_and_the_good_one_is(
    run: Callable[..., Result], project: Callable[..., Project], tmp_path: Path
) -> None:
    project(MINIMAL, **{"releases/y/release.yaml": MINIMAL.replace("date", "dat")})
    result = run("build", "--format", "text")
    assert result.exit_code == 1
    assert (
        "releases/y/release.yaml:1:1: error[unknown-field] `dat` is not a field here; did you mean `date`?"
        in result.stderr
    )
    assert "hkpress: 1 of 2 releases not written: y" in result.stderr
    assert {path.name for path in (tmp_path / "build").iterdir()} == {"x", ".hkpress"}


def test_a_bad_release_leaves_what_was_built(
    run: Callable[..., Result], project: Callable[..., Project], tmp_path: Path
) -> None:
    project()
    run("build", "--format", "text")
    before = (tmp_path / "build/x/en.txt").read_bytes()
    project("")
    assert run("build", "--format", "text").exit_code == 1
    assert (tmp_path / "build/x/en.txt").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["build", "y"], 2, "no release `y` in releases (there: x)"),
        (["build", "--edition", "fr"], 2, "'fr' is not one of en, tc, sc"),
        (["build", "--format", "docx"], 2, "'docx' is not one of html, pdf, text"),
        (["build", "--format", "docx"], 2, "press-kit, or all"),
        (["render", "x", "--edition", "EN"], 2, "Missing option '--format'. Write one of html, pdf,"),
        (["render", "x", "--format", "TEXT"], 2, "Say which language: --edition en, tc or sc."),
        (["build", "-o", "release.txt/below", "--format", "text"], 3, "release.txt"),
        (["fonts", "install", "--from", "nowhere"], 2, "does not exist"),
    ],
)
def test_wrong_commands(
    run: Callable[..., Result], project: Callable[..., Project], arguments: list[str], code: int, said: str
) -> None:
    project(**{"release.txt": "a file"})
    result = run(*arguments)
    assert result.exit_code == code
    assert said in result.stderr


def test_no_project(run: Callable[..., Result]) -> None:
    result = run("build")
    assert result.exit_code == 1
    assert "no folder `releases/` here or above" in result.stderr


def test_a_folder_without_its_file_is_not_skipped(run: Callable[..., Result], project: Callable[..., Project]) -> None:
    project(MINIMAL, **{"releases/y/release.yaml.txt": MINIMAL, "releases/_old/notes.txt": "", "releases/z/a.jpg": ""})
    result = run("build", "--format", "text")
    assert result.exit_code == 1
    assert (
        "releases/y: error[project] there is no `release.yaml` in this folder: rename `release.yaml.txt`"
        in result.stderr
    )
    assert "releases/z: error[project] there is no `release.yaml` in this folder: move the folder away" in result.stderr


def test_a_release_by_its_path_from_elsewhere(
    run: Callable[..., Result], project: Callable[..., Project], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = project()
    monkeypatch.chdir("/")
    assert run("build", str(made.releases / "x"), "--format", "text", "-o", str(tmp_path / "out")).exit_code == 0
    assert (tmp_path / "out" / "x" / "en.txt").is_file()


def test_an_unreadable_release(run: Callable[..., Result], project: Callable[..., Project], tmp_path: Path) -> None:
    project()
    (tmp_path / "releases/x/release.yaml").unlink()
    (tmp_path / "releases/x/release.yaml").mkdir()
    result = run("build")
    assert result.exit_code == 3
    assert "Is a directory" in result.stderr


def test_render_to_standard_output_and_to_a_file(
    run: Callable[..., Result], project: Callable[..., Project], tmp_path: Path
) -> None:
    project()
    result = run("render", "x", "--edition", "tc", "--format", "text")
    assert result.stdout.startswith("新聞稿\n\n標題\n\n（2025年4月24日）一段文字。")
    assert run("render", "x", "--edition", "tc", "--format", "text", "-o", "tc.txt").stdout == ""
    assert (tmp_path / "tc.txt").read_text("utf-8") == result.stdout


@pytest.mark.parametrize(
    ("headline", "slug", "language"),
    [
        ("Science Park’s New  Laboratory: I&T!", "science-parks-new-laboratory-i-t", "en"),
        ("科學園新實驗室啟用", "release", "tc"),
        ("Caffè opens", "caffe-opens", "en"),
    ],
)
def test_new_starts_a_release_that_builds_unchecked(
    run: Callable[..., Result], tmp_path: Path, headline: str, slug: str, language: str
) -> None:
    assert run("new", headline).exit_code == 0
    (path,) = (tmp_path / "releases").glob(f"????-??-??-{slug}/release.yaml")
    assert path.read_text("utf-8").startswith("# yaml-language-server: $schema=../release.schema.json\n")
    assert (tmp_path / "releases" / "release.schema.json").is_file()
    assert "this text is not written yet" in run("build", "--format", "text").stderr
    result = run("build", "--format", "text", "--no-check")
    assert result.exit_code == 0, result.stderr
    assert " ".join(headline.split()) in (tmp_path / "build" / path.parent.name / f"{language}.txt").read_text("utf-8")


def test_a_new_release_names_every_field(run: Callable[..., Result], tmp_path: Path) -> None:
    run("new", "A", "--slug", "x")
    text = (tmp_path / "releases/x/release.yaml").read_text("utf-8")
    named = set(re.findall(r"^(?:# )?([a-z_]+):", text, re.MULTILINE))
    assert named == {*Manuscript.model_fields}
    assert {*re.findall(r"^  # - (\w+)", text, re.MULTILINE)} == {
        *("quote", "heading", "list", "table", "image", "only", "break")
    }
    house = (tmp_path / "releases/_shared/issuers/house.yaml").read_text("utf-8")
    assert {*re.findall(r"^(?:# )?([a-z_]+):", house, re.MULTILINE)} == {*Issuer.model_fields}


def test_new_starts_a_house_too(run: Callable[..., Result], tmp_path: Path) -> None:
    run("new", "A", "--slug", "x")
    shared = tmp_path / "releases/_shared"
    assert {path.name for path in shared.rglob("*.yaml")} == {"house.yaml", "people.yaml", "glossary.yaml"}
    path = tmp_path / "releases/x/release.yaml"
    text = (
        path.read_text("utf-8")
        .replace("  # - quote:", "  - quote:")
        .replace("  #     ", "        ")
        .split("  # -", 1)[0]
    )
    for name in ("releases/x/release.yaml", "releases/_shared/issuers/house.yaml"):
        written = (tmp_path / name).read_text("utf-8") if "house" in name else text
        filled = written.replace("To be written", "The House, 8,400 strong: it opens").replace(
            "待定", "本機構有8,400人：啟用"
        )
        filled = filled.replace(
            "name: {en: The House, 8,400 strong: it opens, tc: 本機構有8,400人：啟用}",
            "name: {en: The House, tc: 本機構}",
        )
        (tmp_path / name).write_text(filled.replace("…", "8,400: 人"), "utf-8")
    result = run("build", "--format", "text", "--no-check")
    assert result.exit_code == 0, result.stderr
    made = (tmp_path / "build/x/en.txt").read_text("utf-8")
    assert "Mr Chan Tai Man, Director of the House, said: “8,400: 人”" in made
    (shared / "people.yaml").write_text("mine: {}\n", "utf-8")
    run("new", "B", "--slug", "y")
    assert (shared / "people.yaml").read_text("utf-8") == "mine: {}\n"


@pytest.mark.parametrize("slug", ["../x", "_shared", "a/b", ".x", "a b"])
def test_new_refuses_what_is_no_folder_s_name(run: Callable[..., Result], tmp_path: Path, slug: str) -> None:
    result = run("new", "A", "--slug", slug)
    assert result.exit_code == 1
    assert "cannot be a folder's name" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_new_overwrites_nothing(run: Callable[..., Result], tmp_path: Path) -> None:
    run("new", "A", "--slug", "x")
    path = tmp_path / "releases/x/release.yaml"
    path.write_text("mine", "utf-8")
    result = run("new", "B", "--slug", "x")
    assert result.exit_code == 1
    assert "is there already: give another name with --slug" in result.stderr
    assert path.read_text("utf-8") == "mine"


@pytest.mark.parametrize("headline", ['He said: "yes" # no', "# a", "&x", "{a", "% b", "'"])
def test_new_takes_any_headline(run: Callable[..., Result], headline: str) -> None:
    assert run("new", headline, "--slug", "x").exit_code == 0
    assert headline in run("render", "x", "--edition", "en", "--format", "text", "--no-check").stdout


def test_new_refuses_a_headline_with_characters_that_cannot_be_seen(run: Callable[..., Result], tmp_path: Path) -> None:
    refused = run("new", "A\x1b[31m\u202eB", "--slug", "x")
    assert refused.exit_code == 1
    assert "error[character] the headline: U+001B CONTROL CHARACTER cannot be seen" in refused.stderr
    assert "the headline: U+202E RIGHT-TO-LEFT OVERRIDE" in refused.stderr
    assert not [*tmp_path.iterdir()]
    assert run("new", "A\u200b B", "--slug", "x").exit_code == 0
    assert "    A B\n" in (tmp_path / "releases/x/release.yaml").read_text("utf-8")


def test_all_formats_are_all_of_them_whatever_word_file_is_asked_for() -> None:
    assert requested_formats(OFFERED, "both") == OFFERED
    assert requested_formats(("word", "pdf"), "both") == ("pdf", "both")
    assert requested_formats(("word", "pdf"), "editions") == ("word", "pdf")


def test_the_schema_is_the_committed_one(run: Callable[..., Result]) -> None:
    printed = run("schema").stdout
    assert printed == (ROOT / "releases" / "release.schema.json").read_text("utf-8")
    described = json.loads(printed)
    for name, definition in [("", described), *described["$defs"].items()]:
        for field, schema in definition.get("properties", {}).items():
            assert schema.get("description"), f"{name}.{field} has no description"
    assert scaffold.schema_text() == printed


def test_fonts(run: Callable[..., Result]) -> None:
    assert run("fonts").stdout.count("installed") == 8
    assert run("fonts", "verify").stdout == "all 8 fonts are the pinned ones\n"


def test_the_real_thing_writes_the_seed(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "hkpress",
        "render",
        "2025-04-24-two-sessions",
        "--edition",
        "en",
        "--format",
        "text",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    assert done.stdout == (ROOT / "seeds" / "000_e643367424372a7a.txt").read_bytes()


def test_every_command_says_what_it_does_in_one_short_line() -> None:
    context = click.Context(cli.main)
    commands = {name: cli.main.resolve_command(context, [name])[1] for name in cli.main.list_commands(context)}
    commands |= {name: each for group in commands.values() for name, each in getattr(group, "commands", {}).items()}
    summaries = {name: each.get_short_help_str(200) for name, each in commands.items() if each}
    assert {"build", "accept", "install"} <= summaries.keys()
    assert {name: text for name, text in summaries.items() if len(text) > 60} == {}


@pytest.mark.parametrize(
    ("headline", "name"),
    [
        ("Trust and College Open a Joint Laboratory to Listen to the Sea", "trust-and-college-open-a-joint-laboratory"),
        ("“Harbour Market” Opens on Pier 3 with 90 Stalls and Two Stages", "harbour-market-opens-on-pier-3"),
        ("Park’s Year in Review: 10 Figures That Say More Than the Others", "parks-year-in-review"),
        ("Statement on the Incident of 3 March", "statement-on-the-incident-of-3-march"),
        ("Of the", "release"),
    ],
)
def test_a_folder_s_name_ends_with_a_phrase(headline: str, name: str) -> None:
    assert scaffold.slug_of("2026-01-01", headline) == f"2026-01-01-{name}"


@pytest.mark.parametrize("headline", ["x" * 1000, f"{'x' * 79} yy zz", "—".join(["word" * 20] * 8)])
def test_a_folder_has_a_name_that_fits_whatever_the_headline(headline: str) -> None:
    slug = scaffold.slug_of("2026-01-01", headline)
    assert slug.startswith(("2026-01-01-x", "2026-01-01-w"))
    assert len(slug) <= 90
    assert not slug.endswith("-")
