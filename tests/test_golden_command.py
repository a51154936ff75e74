"""`hkpress golden` and `hkpress diff`, as they are used."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import click
import pytest
from click.testing import CliRunner, Result
from PIL import ImageFile

import hkpress.golden
from hkpress.cli import golden as command
from hkpress.cli import main
from hkpress.core.files import locked
from hkpress.golden import LAYERS, comparing, history, judging, pictures, sets, telling
from hkpress.golden.changes import changes, pairs
from hkpress.golden.comparing import SetComparison
from hkpress.golden.judging import State
from hkpress.golden.parts import Parts
from hkpress.golden.report import report_page
from hkpress.golden.tracing import trace
from hkpress.printing import environment
from hkpress.release.project import Project
from tests import forked
from tests.park import ISSUER, PEOPLE, RELEASE, SHORT, change, changed, lay_out

pytestmark = pytest.mark.usefixtures("printed_once", "small_pages")

LONG = bool(os.environ.get("HKPRESS_LONG"))
ACCEPT = ("golden", "accept", "--reason", "As agreed")


@pytest.fixture(scope="module")
def small_pages() -> Iterator[None]:
    """Draw coarse pictures: the commands need no fine ones, and `test_golden_mutations` has them."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pictures, "DPI", 40)
        yield


@pytest.fixture(scope="module")
def accepted(tmp_path_factory: pytest.TempPathFactory, small_pages: None) -> Project:
    """A project whose release is accepted; a test that changes it puts it back."""
    project = lay_out(tmp_path_factory.mktemp("accepted"), SHORT)
    judging.accept(project, sets.folder_of(project), "x", "First")
    return project


@pytest.fixture
def here(accepted: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.chdir(accepted.root)
    monkeypatch.delenv("CI", raising=False)
    return accepted


@pytest.fixture
def kept(here: Project, tmp_path: Path) -> Iterator[Path]:
    """The folder of golden sets. The test's changes to it are undone."""
    folder = here.root / "golden"
    shutil.copytree(folder, tmp_path / "kept")
    yield folder
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "kept", folder)


def run(*arguments: str, **more: str | None) -> Result:
    return CliRunner().invoke(main, arguments, env=more)


# --- check ----------------------------------------------------------------------------------------


def test_a_release_as_accepted_is_the_same(here: Project) -> None:
    result = run("golden", "check")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "1 release: 1 as accepted\n"


def test_what_differs_is_said_in_words_and_reported(here: Project, tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    with changed(here, RELEASE, "600億港元", "500億港元"):
        result = run("golden", "check", "x", "--report", str(report))
    assert result.exit_code == 1
    first, second, *_, last = result.stdout.splitlines()
    assert first == "x differs"
    assert second == "  tc paragraph 1: 600億港元 → 500億港元; English unchanged"
    layers = [layer for layer in LAYERS if f" {layer} (" in last]
    assert {"text", "html", "structure", "pictures", "word", "mail", "ninjs"} <= {*layers}
    assert last == f"  It shows in: {', '.join(f'{layer} (tc, sc)' for layer in layers)}."
    text = report.read_text("utf-8")
    assert "<del>600億港元</del><ins>500億港元</ins>" in text
    assert text.count("as accepted</figcaption>") == text.count("what differs</figcaption>") == 2
    addresses = _Addresses()
    addresses.feed(text)
    assert addresses.found
    assert all(each.startswith(("data:image/png;base64,", "#")) for each in addresses.found)


def test_a_link_leads_to_its_address_in_the_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "prints", lambda: False)
    project = lay_out(tmp_path)
    accepted = sets.take(project, "x")
    change(project, RELEASE, "site](https://park.example/book)", "site](https://park.example/look)")
    comparison = SetComparison(accepted, sets.take(project, "x"), ("text",))
    text = report_page([judging.Judgement("x", State.DIFFERS, comparison)])
    assert "the park&#39;s site<del> → https://park.example/book</del><ins> → https://park.example/look</ins>" in text
    assert text.startswith("<!")


class _Addresses(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, _: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name in ("src", "href")]


def test_only_the_layers_that_are_asked_for_count(here: Project) -> None:
    with changed(here, "templates/base/pdf.css", "margin: 30mm 24mm 24mm", "margin: 30mm 24.2mm 24mm"):
        assert run("golden", "check", "--layer", "text,structure,html").exit_code == 0
        assert run("golden", "check", "--layer", "pictures").exit_code == 1


def test_for_machines(here: Project) -> None:
    with changed(here, RELEASE, "600億港元", "500億港元"):
        verdict = judging.judge(here, here.root / "golden", "x", ("text",))
    (found,) = json.loads(telling.to_json([verdict], here.root))
    assert (found["release"], found["state"]) == ("x", "differs")
    assert found["changes"][0] == {
        "kind": "figure",
        "editions": ["tc"],
        "part": "paragraph 1",
        "message": "tc paragraph 1: 600億港元 → 500億港元; English unchanged",
    }
    assert [(each["layer"], each["edition"]) for each in found["differences"]] == [("text", "tc"), ("text", "sc")]
    suites = ElementTree.fromstring(telling.to_junit(here, [verdict], here.root))
    assert [each.get("failures") for each in suites.iter("testsuite")] == ["1"]
    annotation = telling.to_github(here, [verdict], here.root)
    assert annotation.startswith(
        "::error file=releases/x/release.yaml,line=5,endLine=5,col=13,endColumn=19,"
        "title=hkpress golden-figure::tc paragraph 1: 600億港元 → 500億港元"
    )


@pytest.mark.parametrize(
    ("file", "before", "after", "places"),
    [
        (RELEASE, "600億港元", "500億港元", {"tc paragraph 1": "500億港元"}),
        (RELEASE, "for young people.", "for old people.", {"en paragraph 2, quote": "old"}),
        (RELEASE, "date: 2025-04-24", "date: 2025-04-25", {"en date of issue": "2", "tc date of issue": "2"}),
        (RELEASE, "A white room", "A black room", {"en photo 1 description": "black"}),
        (RELEASE, '"2,700"', '"2,800"', {"en, tc, sc table 1, row 2, column 2": "2,800"}),
        (RELEASE, "tc: 星期一休息", "tc: 星期一休息, sc: 周一休息", {"sc list 1, item 2": "周一"}),
        (RELEASE, "- {en: Open from 10am", "- {en: Closed on Mondays", {"en list 1, item 1": "Closed on Mondays"}),
        (RELEASE, "  - en: Visitors are welcome.\n    tc: 歡迎參觀。\n", "", {"en paragraph 5 removed": ""}),
        (RELEASE, "timing: immediate\n", "", {"en, tc, sc “for immediate release” removed": ""}),
        (PEOPLE, "Mary Lee", "Mary Li", {"en paragraph 2, speaker": "Mary Li"}),
        (ISSUER, "in 2001", "in 2002", {"en about the issuer, paragraph 1": "2002"}),
    ],
)  # fmt: skip
def test_a_change_is_traced_to_the_text_that_it_is_in(
    tmp_path: Path, file: str, before: str, after: str, places: dict[str, str]
) -> None:
    project = lay_out(tmp_path)
    old = history.said(project.read("x"))
    change(project, file, before, after)
    editions = {name: pairs(old[name], new, name) for name, new in history.said(project.read("x")).items()}
    found = {}
    for each in changes(editions):
        place = trace(each)
        text = ""
        if place:
            given = place.source.diagnostic(place.loc, "", "", part=place.characters)
            assert given.path == project.root / file
            assert given.span
            text = given.line_text[given.span.column - 1 : given.span.end_column - 1]
        found[str(each)] = text
    for said, text in places.items():
        assert [value for name, value in found.items() if name.startswith(said)] == [text]


def test_a_simplified_text_is_traced_to_the_traditional(tmp_path: Path) -> None:
    project = lay_out(tmp_path)
    release = project.read("x")
    said = history.said(release)
    parts = tuple(replace(each, text=each.text.replace("1,200", "1,300")) for each in said["sc"].parts)
    was = replace(said["sc"], parts=parts)
    editions = {"tc": pairs(said["tc"], said["tc"], "tc"), "sc": pairs(was, said["sc"], "sc")}
    (each,) = changes(editions)
    place = trace(each)
    assert place
    assert (str(each)[:14], place.loc) == ("sc paragraph 1", ("body", 0, "tc"))
    assert release.manuscript.body[0].tc[place.characters] == "1,200"


def test_annotations_stand_at_the_line(here: Project) -> None:
    with changed(here, RELEASE, "600億港元", "500億港元"):
        first, *_ = run("golden", "check", "--format", "github", "--layer", "text").stdout.splitlines()
    assert first.startswith(
        "::error file=releases/x/release.yaml,line=5,endLine=5,col=13,endColumn=19,"
        "title=hkpress golden-figure::tc paragraph 1: 600億港元 → 500億港元"
    )


def test_for_machines_in_another_folder(here: Project, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(kept / "x", kept / "gone")
    monkeypatch.chdir(here.releases)
    with changed(here, RELEASE, "It opens on 1 May 2025. Visitors are", "It opens on 2 May 2025. Children are"):
        assert "::error file=x/release.yaml," in run("golden", "check", "--format", "github").stdout
        suites = ElementTree.fromstring(run("golden", "check", "--format", "junit").stdout)
    names = [case.get("name") for case in suites.iter("testcase")]
    assert len(names) == len({*names}) > 3
    assert "None" not in str(names)
    with changed(here, RELEASE, "date: 2025-04-24", "date: 24 April"):
        (found, _) = json.loads(run("golden", "check", "--format", "json").stdout)
    assert found["problems"][0].startswith("x/release.yaml:")


def test_in_another_environment_pages_are_left_out_and_the_rest_still_counts(here: Project, kept: Path) -> None:
    change(here, "golden/x/environment.json", '"Pango": "1.', '"Pango": "0.')
    change(here, "golden/x/environment.json", '"zlib": "', '"zlib": "0.')  # does not affect how a page looks
    result = run("golden", "check")
    assert result.exit_code == 3
    assert "are not compared here: Pango 0." in result.stderr
    assert "zlib" not in result.stderr
    assert len(result.stdout.splitlines()) == 1
    assert run("golden", "check", "--format", "github").stdout.startswith("::warning ")
    assert run("golden", "check", "--layer", "text,structure,html").exit_code == 0
    with changed(here, "templates/base/pdf.css", "margin: 30mm 24mm 24mm", "margin: 90mm 24mm 24mm"):
        assert run("golden", "check").exit_code == 3  # lines and pages end elsewhere: nothing that was said differs
    with changed(here, RELEASE, "600億港元", "500億港元"):
        assert run("golden", "check").exit_code == 1


def test_the_gravest_state_decides_the_exit_code() -> None:
    every = [judging.Judgement("x", state) for state in State]
    assert [judging.exit_code([each]) for each in every] == [1, 4, 4, 3, 3, 0]
    assert [judging.exit_code(every[number:]) for number in range(7)] == [1, 4, 4, 3, 3, 0, 0]


def test_missing_orphaned_and_damaged_sets(here: Project, kept: Path) -> None:
    (kept / "x").rename(kept / "gone")
    result = run("golden", "check")
    assert result.exit_code == 4
    assert "x was never accepted: look at it, then" in result.stdout
    assert "gone is no longer a release" in result.stdout
    (kept / "gone").rename(kept / "x")
    (kept / "x" / "tc" / "structure.json").write_text("{", "utf-8")
    result = run("golden", "check")
    assert result.exit_code == 3
    assert "this golden set is damaged" in result.stderr


DAMAGES = [
    ("environment.json", b"[]"), ("environment.json", b"null"), ("files.json", b"[]"), ("files.json", b"{"),
    ("tc/structure.json", b"[]"), ("tc/structure.json", b"{}"), ("tc/structure.json", b"null"),
    ("en/parts.json", b'{"names": [], "parts": []}'), ("en/parts.json", b'{"names": [], "parts": [["headline", [], null]]}'),
    ("en/parts.json", b'{"names": [], "parts": [[]]}'), ("en/parts.json", b"[]"), ("en/text.txt", b"else"),
    ("sc/page-1.png", None), ("sc/page-1.png", 2000), ("sc/page-2.png", b""),
]  # fmt: skip


@pytest.mark.parametrize("listed", [True, False], ids=["with a list of files", "accepted earlier"])
def test_damaged_sets(here: Project, kept: Path, listed: bool) -> None:
    ImageFile.LOAD_TRUNCATED_IMAGES = True  # as WeasyPrint does
    whole = {path: path.read_bytes() for path in kept.rglob("*") if path.is_file()}
    for name, damage in DAMAGES:
        if not listed:
            (kept / "x" / "files.json").unlink(missing_ok=True)
            if name in ("files.json", "en/text.txt"):
                continue
        path = kept / "x" / name
        if damage is None:
            path.unlink()
        else:
            path.write_bytes(path.read_bytes()[:damage] if isinstance(damage, int) else damage)
        with pytest.raises(judging.Invalid, match="this golden set is damaged"):
            sets.read(kept, "x")
        path.write_bytes(whole[path]) if path in whole else path.unlink()
        assert sets.read(kept, "x"), name


def test_a_release_that_cannot_be_read(here: Project) -> None:
    with changed(here, RELEASE, "date: 2025-04-24", "date: 24 April"):
        result = run("golden", "check")
    assert result.exit_code == 3
    assert "is not a date" in result.stderr


def test_the_folder_may_be_another_one(here: Project, kept: Path) -> None:
    kept.rename(here.root / "accepted")
    try:
        assert run("golden", "check", "--folder", "accepted").exit_code == 0
        (here.root / "hkpress.toml").write_text('[golden]\nfolder = "accepted"\n', "utf-8")
        assert run("golden", "check", "--layer", "text").exit_code == 0
        (here.root / "hkpress.toml").write_text('[golden]\nfolder = "../accepted"\n', "utf-8")
        assert "inside the project" in run("golden", "check").stderr
    finally:
        (here.root / "hkpress.toml").unlink()
        (here.root / "accepted").rename(kept)


# --- accept and review ----------------------------------------------------------------------------


def test_accepting_writes_what_changed_into_the_log(here: Project, kept: Path) -> None:
    with changed(here, RELEASE, "Visitors are", "Children are"):
        result = run(*ACCEPT)
        assert result.stdout == "x: accepted\n  en paragraph 2: Visitors → Children; Chinese unchanged\n"
        assert run("golden", "check").exit_code == 0
        assert run(*ACCEPT).stdout == "x: as accepted before, nothing to do\n"
    log = (kept / "x" / "log.md").read_text("utf-8")
    assert log.startswith("# x, as accepted\n\n## 20")
    assert log.index("First") < log.index(": As agreed\n\n- en paragraph 2: Visitors → Children; Chinese unchanged\n")


def test_a_change_to_a_page_alone_is_in_the_log(here: Project, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = sets.read(kept, "x")
    assert old
    english = replace(old.editions["en"], html=f"{old.editions['en'].html}<hr>\n")
    monkeypatch.setattr(sets, "take", lambda *_, **__: replace(old, editions={**old.editions, "en": english}))
    assert judging.accept(here, kept, "x", "A line") == ("en web page: “</html>” → “</html><hr>”",)
    assert "- en web page: “</html>” → “</html><hr>”" in (kept / "x" / sets.LOG).read_text("utf-8")


def test_a_long_line_is_said_with_a_little_around_its_change(here: Project, kept: Path) -> None:
    accepted = sets.read(kept, "x")
    assert accepted
    old, new = (
        replace(accepted, editions={"en": replace(accepted.editions["en"], html=f"<p {'a' * 60} {word} {'b' * 60}>")})
        for word in ("one", "six")
    )
    around = f"{'a' * 29} {{}} {'b' * 29}"
    said = SetComparison(old, new, ("html",)).said
    assert said == (f"en web page: “{around.format('one')}” → “{around.format('six')}”",)


def test_nothing_is_accepted_in_ci_or_without_a_reason_or_with_errors(here: Project, kept: Path) -> None:
    before = {path: path.read_bytes() for path in kept.rglob("*") if path.is_file()}
    with changed(here, RELEASE, "Visitors are welcome.", "Visitors XXX."):
        assert run(*ACCEPT, CI="true").exit_code == 3
        assert run("golden", "accept").exit_code == 2
        assert run("golden", "accept", "--reason", " ").exit_code == 2
        result = run(*ACCEPT)
        assert (result.exit_code, result.stderr.splitlines()[-1]) == (1, "x: not accepted")
    assert before == {path: path.read_bytes() for path in kept.rglob("*") if path.is_file()}


@pytest.mark.parametrize("folder", ["releases", "releases/x", "templates/base", "build/golden", "."])
def test_golden_sets_are_not_kept_where_other_things_are(here: Project, folder: str) -> None:
    before = (here.root / RELEASE).read_bytes()
    result = run(*ACCEPT, "--folder", folder)
    assert (result.exit_code, "name " in result.stderr) == (1, True)
    try:
        (here.root / "hkpress.toml").write_text(f'[golden]\nfolder = "{folder}"\n', "utf-8")
        assert run(*ACCEPT).exit_code == 1
    finally:
        (here.root / "hkpress.toml").unlink()
    assert (here.root / RELEASE).read_bytes() == before


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ('golden = "accepted"', "1:10: error[shape] `golden` is a text; here it must have fields: `folder`"),
        (
            '[golden]\nfoldr = "accepted"',
            "2:1: error[unknown-field] `foldr` is not a field here; did you mean `folder`?",
        ),
        ("[golden]\nfolder = 1", "2:10: error[golden] `folder` is the name of a folder: write folder ="),
    ],
)
def test_a_mistake_in_the_settings_is_said(project: Callable[..., Project], settings: str, said: str) -> None:
    with pytest.raises(judging.Invalid, match=re.escape(said)):
        sets.folder_of(project(**{"hkpress.toml": settings}))


@pytest.mark.parametrize("file", ["drafts/x/notes.txt", "drafts/x/en/text.txt", "drafts/x"])
def test_only_a_golden_set_is_replaced(here: Project, file: str) -> None:
    path = here.root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("Mine", "utf-8")
    try:
        result = run(*ACCEPT, "--folder", "drafts")
        assert result.exit_code == 1
        assert "nothing is replaced" in result.stderr
        assert path.read_text("utf-8") == "Mine"
        assert len([each for each in (here.root / "drafts").rglob("*") if each.is_file()]) == 1
    finally:
        shutil.rmtree(here.root / "drafts")


def test_other_folders_beside_the_sets_stay(here: Project, kept: Path) -> None:
    for name in (".notes.old", ".x.begun", ".y.ready"):
        (kept / name).mkdir()
        (kept / name / "mine").write_text("Mine", "utf-8")
    shutil.copytree(kept / "x", kept / ".hkpress-y.ready")
    shutil.copytree(kept / "x", kept / ".hkpress-x.begun")
    assert sets.slugs(kept) == ("x", "y")
    assert sorted(path.name for path in kept.iterdir()) == [".notes.old", ".x.begun", ".y.ready", "x", "y"]
    assert all((kept / name / "mine").exists() for name in (".notes.old", ".x.begun", ".y.ready"))


def test_what_changed_after_it_was_shown_is_not_accepted(here: Project) -> None:
    seen = sets.take(here, "x")
    with (
        changed(here, RELEASE, "Visitors are", "Children are"),
        pytest.raises(judging.Invalid, match="has changed since"),
    ):
        judging.accept(here, here.root / "golden", "x", "Seen", seen)


@pytest.mark.parametrize("file", [RELEASE, "releases/_shared/people.yaml"])
def test_what_changes_while_it_is_read_is_not_accepted(
    here: Project, kept: Path, monkeypatch: pytest.MonkeyPatch, file: str
) -> None:
    assemble = sets.assemble_set
    before = (here.root / file).read_bytes()

    def meanwhile(*arguments: Any) -> sets.Set:
        (here.root / file).write_bytes(before + b"# edited\n")
        return assemble(*arguments)

    monkeypatch.setattr(sets, "assemble_set", meanwhile)
    try:
        result = run(*ACCEPT)
    finally:
        (here.root / file).write_bytes(before)
    assert (result.exit_code, "changed while it was read" in result.stderr) == (1, True)


def test_what_is_said_of_a_release_counts_as_seen(here: Project) -> None:
    seen = sets.take(here, "x")
    editions = {name: replace(each, parts=Parts((), ())) for name, each in seen.editions.items()}
    with pytest.raises(judging.Invalid, match="has changed since"):
        judging.accept(here, here.root / "golden", "x", "Seen", replace(seen, editions=editions))


def test_review_without_a_terminal_prints_the_commands(here: Project) -> None:
    with changed(here, RELEASE, "600億港元", "500億港元"):
        result = run("golden", "review")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[-1] == 'hkpress golden accept x --reason "…"'


def test_review_shows_and_accepts(here: Project, kept: Path) -> None:
    with changed(here, RELEASE, "Visitors are", "Children are"):
        ended, shown = forked.on_a_terminal(b"d\na\nAs agreed\n", "golden", "review")
        assert ended == 0, shown.decode()
        assert "-It opens on 1 May 2025. Visitors are" in shown.decode()
        assert run("golden", "check", "--layer", "text").exit_code == 0


def test_the_keys_of_a_review(here: Project, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(click, "launch", opened.append)
    answers: list[bool] = []

    @click.command()
    def review() -> None:
        answers.append(command._reviewed(here, sets.folder_of(here), judgement))

    with changed(here, RELEASE, "Visitors are", "Children are"):
        judgement = judging.judge(here, sets.folder_of(here), "x", ("text",))
        said = CliRunner().invoke(review, input="x\no\nn\nd\np\nr\n")
        assert said.exception is None, said.output
        for words in (
            "'x' is not one of",
            "Visitors are welcome.",
            "Children are welcome.",
            "wrote ",
        ):
            assert words in said.output
        assert re.search(r"(?m)^-.*Visitors are(?s:.*)^\+.*Children are", said.output)
        assert "rejected: correct releases/x, then review again" in said.output
        assert [Path(each).suffix for each in opened] == [".html"]
        skipped = CliRunner().invoke(review, input="s\n")
        taken = CliRunner().invoke(review, input="a\n \nThe minister said so\n")
    assert "rejected" not in skipped.output
    assert "say in a few words why" in taken.output
    assert "x: accepted" in taken.output
    assert answers == [False, False, True]
    assert "The minister said so" in "".join(
        path.read_text("utf-8") for path in kept.rglob("*") if path.is_file() and path.suffix != ".png"
    )


def test_review_goes_on_after_a_release_that_cannot_be_read(here: Project, capsys: pytest.CaptureFixture[str]) -> None:
    with changed(here, RELEASE, "date: 2025-04-24", "date: [2025"):
        assert not command._reviewed(here, here.root / "golden", judging.Judgement("x", State.MISSING))
    assert "error[" in capsys.readouterr().err


def test_review_asks_again_for_a_reason(here: Project) -> None:
    with pytest.raises(click.UsageError):
        command._reason("  ")
    assert command._reason(" As \n agreed ") == "As agreed"


@pytest.mark.parametrize(
    ("arguments", "module"), [(("golden", "check"), "telling"), (ACCEPT, "judging"), (("golden", "review"), "sets")]
)
def test_interrupted_while_it_starts(
    here: Project, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], module: str
) -> None:
    class Interrupts:
        @staticmethod
        def find_spec(name: str, *_: object) -> None:
            if name == f"hkpress.golden.{module}":
                raise KeyboardInterrupt

    monkeypatch.delattr(hkpress.golden, module)
    monkeypatch.delitem(sys.modules, f"hkpress.golden.{module}")
    monkeypatch.setattr(sys, "meta_path", [Interrupts, *sys.meta_path])
    assert run(*arguments).exit_code == 130


# --- irrelevant changes ---------------------------------------------------------------------------


def test_what_does_not_matter_makes_no_difference(
    accepted: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(5)
    root = accepted.root
    copy = tmp_path / "here"
    shutil.copytree(root, copy)
    for turn in range(200 if LONG else 1):
        kinds = (turn % 3,) if LONG else (0, 1, 2)  # in the suite all three at once: none may matter
        if 0 in kinds:
            for path in (copy / "releases").rglob("*"):
                os.utime(path, (moment := chance.random() * 1e9, moment))
        if 1 in kinds:
            copy = copy.rename(tmp_path / f"elsewhere {turn} 科技園")
        if 2 in kinds:
            monkeypatch.setenv("TZ", chance.choice(["America/Los_Angeles", "Pacific/Kiritimati"]))
            time.tzset()
        project = Project(copy)
        verdict = judging.judge(project, sets.folder_of(project), "x")
        assert verdict.state is State.SAME, (turn, list(telling.lines(verdict)))
    monkeypatch.undo()
    time.tzset()


# --- interrupted ----------------------------------------------------------------------------------


@pytest.mark.parametrize("renames", range(4))
def test_killed_before_any_rename_it_leaves_the_old_set_or_the_new(
    tmp_path: Path, accepted: Project, renames: int
) -> None:
    kept = sets.read(sets.folder_of(accepted), "x")
    assert kept
    old, new = (replace(kept, log=log) for log in ("old", "new"))
    sets.write(tmp_path, "x", old)

    def lives_to_see() -> None:
        left, rename = [renames], Path.rename

        def counted(self: Path, target: Path) -> Path:
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)
            left[0] -= 1
            return rename(self, target)

        Path.rename = counted  # type: ignore[method-assign, assignment]  # in a process of its own
        while True:
            sets.write(tmp_path, "x", new)
            sets.write(tmp_path, "x", old)

    assert os.waitstatus_to_exitcode(os.waitpid(forked.started(lives_to_see), 0)[1]) == -signal.SIGKILL
    assert sets.read(tmp_path, "x") in (old, new)
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


@pytest.mark.skipif(not LONG, reason="takes minutes: make proofs")
def test_killed_at_any_moment_it_leaves_the_old_set_or_the_new(tmp_path: Path, accepted: Project) -> None:
    project = Project(shutil.copytree(accepted.root, tmp_path / "copy"))
    folder, manuscript, chance = sets.folder_of(project), project.releases / "x" / "release.yaml", random.Random(7)
    text = manuscript.read_text("utf-8")
    texts = [text, text.replace("Visitors are", "Children are")]
    states = [manuscript.write_text(each, "utf-8") and sets.take(project, "x") for each in texts]

    def accepts() -> None:
        while True:
            for each in reversed(texts):
                manuscript.write_text(each, "utf-8")
                judging.accept(project, folder, "x", "In a loop")

    for _ in range(100):
        child = forked.started(accepts)
        time.sleep(chance.random() * 3)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        found = sets.read(folder, "x")
        assert found
        assert replace(found, log="") in states
        assert [path.name for path in folder.iterdir()] == ["x"]


# --- diff -----------------------------------------------------------------------------------------


def test_diff_of_two_files(here: Project, tmp_path: Path) -> None:
    old = here.releases / "old.yaml"
    try:
        shutil.copy(here.root / RELEASE, here.releases / "x" / "old.yaml")
        with changed(here, RELEASE, "600億港元", "500億港元"):
            result = run("diff", "releases/x/old.yaml", "x")
        assert result.exit_code == 1
        assert result.stdout == "tc paragraph 1: 600億港元 → 500億港元; English unchanged\n"
        assert run("diff", "releases/x", RELEASE).exit_code == 0
    finally:
        (here.releases / "x" / "old.yaml").unlink()
    assert not old.exists()


@pytest.mark.parametrize("new", ["x", "releases/x", RELEASE])
def test_diff_with_a_file_outside_any_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, new: str) -> None:
    project = lay_out(tmp_path / "project")
    monkeypatch.chdir(project.root)
    sent = tmp_path / "sent.yaml"
    shutil.copy(project.root / RELEASE, sent)
    change(project, RELEASE, "1 May 2025", "2 May 2025")
    result = run("diff", str(sent), new)
    assert result.stdout == "en paragraph 3: 1 May 2025 → 2 May 2025; Chinese unchanged\n", result.stderr


def test_diff_with_a_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = lay_out(tmp_path, SHORT)
    monkeypatch.chdir(tmp_path)

    def git(*arguments: str) -> None:
        who = ["-c", "user.name=x", "-c", "user.email=x@example.com"]
        subprocess.run(["git", *who, *arguments], check=True, capture_output=True)

    git("init")
    git("add", ".")
    git("commit", "-m", "First")
    change(project, RELEASE, "1 May 2025", "2 May 2025")
    result = run("diff", "HEAD", "x")
    assert result.stdout == "en paragraph 2: 1 May 2025 → 2 May 2025; Chinese unchanged\n"
    assert run("diff", "HEAD", "releases/x").stdout == result.stdout
    with changed(project, RELEASE, "date: 2025-04-24", "date: 24 April"):
        git("commit", "-a", "-m", "Wrong")
    wrong = run("diff", "HEAD", "x")
    assert wrong.exit_code == 1
    assert wrong.stderr.startswith("HEAD:releases/x/release.yaml:1:")
    missing = run("diff", "--", "--output=x", "x")
    assert missing.exit_code == 1
    assert "is neither a release, nor a file, nor a revision" in missing.stderr


# --- further formats ------------------------------------------------------------------------------


def test_another_format_is_kept_and_compared_once_it_is_accepted(
    tmp_path: Path, accepted: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (sets, comparing):
        monkeypatch.setattr(module, "FORMS", {"word": bytes.decode})
    monkeypatch.setattr(comparing, "LAYERS", ("word",))
    bare = sets.read(sets.folder_of(accepted), "x")
    assert bare

    def with_word(text: str) -> sets.Set:
        return replace(
            bare, editions={name: replace(each, forms={"word": text}) for name, each in bare.editions.items()}
        )

    sets.write(tmp_path, "x", with_word("Heading 1: Opening"))
    kept = sets.read(tmp_path, "x")
    assert kept
    assert kept.editions["tc"].forms == {"word": "Heading 1: Opening"}
    assert SetComparison(kept, kept, ("word",)).differences == ()
    older = replace(bare, editions={name: replace(each, forms={}) for name, each in bare.editions.items()})
    assert SetComparison(older, kept, ("word",)).differences == ()  # none of it was accepted
    assert judging._changed_layers(older, kept) == ("word is compared from now on",)
    differences = SetComparison(kept, with_word("Heading 2: Opening"), ("word",)).differences
    assert [(each.layer, each.edition) for each in differences] == [("word", "en"), ("word", "tc"), ("word", "sc")]
    assert differences[0].sentences == ("word: “Heading 1: Opening” → “Heading 2: Opening”",)


def test_accepting_waits_for_who_holds_the_sets(here: Project, kept: Path) -> None:
    """Two at once would mix their sets."""
    done = threading.Event()

    def accept() -> None:
        judging.accept(here, sets.folder_of(here), "x", "Second")
        done.set()

    with locked(kept):
        thread = threading.Thread(target=accept)
        thread.start()
        assert not done.wait(0.3)
    thread.join(60)
    assert done.is_set()
