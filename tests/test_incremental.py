"""What a build does when something has changed, and when nothing has."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NoReturn

import pytest

from hkpress.core.layout import EDITIONS
from hkpress.formats import FORMATS, Format, Variant, variants
from hkpress.page.document import Document
from hkpress.printing.sheet import Made
from hkpress.production import Written, manifest, planned, stamps
from hkpress.production.make import Outcome, make_release
from hkpress.production.manifest import File
from hkpress.production.plan import Job, draw_up
from hkpress.production.stamps import file_digest
from hkpress.release.project import Project
from tests.conftest import MINIMAL

pytestmark = pytest.mark.usefixtures("printed_once")

TEXTS = variants(EDITIONS, ["text"])
FILES = {"en.txt", "tc.txt", "sc.txt"}

SPOKEN = """\
issuer: i
date: 2025-04-24
headline: {en: A headline, tc: 標題}
body:
  - quote: {speaker: ann, words: {en: Yes., tc: 對。}}
"""
SHARED = {
    "releases/_shared/issuers/i.yaml": "name: {en: A body, tc: 某機構}\n",
    "releases/_shared/issuers/j.yaml": "name: {en: Another body, tc: 另一機構}\n",
    "releases/_shared/people.yaml": "ann: {name: {en: Ann, tc: 安}}\nbob: {name: {en: Bob, tc: 波}}\n",
    "releases/_shared/glossary.yaml": "names: []\n",
}
SEVERAL = {"releases/y/release.yaml": MINIMAL, "releases/z/release.yaml": SPOKEN, **SHARED}


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three releases that have been built; `z` has an issuer and a speaker."""
    root = tmp_path_factory.mktemp("three")
    for name, text in {"releases/x/release.yaml": MINIMAL, **SEVERAL}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    assert run(Project(root)) == {"x": FILES, "y": FILES, "z": FILES}
    return root


@pytest.fixture
def several(three: Path, tmp_path: Path) -> Project:
    """A copy of the three releases and what was made of them."""
    shutil.copytree(three, tmp_path, dirs_exist_ok=True)
    made = Project(tmp_path)
    assert run(made) == {}
    return made


def run(project: Project, wanted: Iterable[Variant] = TEXTS, *slugs: str, checked: bool = True) -> dict[str, set[str]]:
    """The files that a build wrote, by release."""
    return {each.slug: set(each.files) for each in results(project, wanted, *slugs, checked=checked)}


def results(project: Project, wanted: Iterable[Variant] = TEXTS, *slugs: str, checked: bool = True) -> list[Written]:
    folder = project.root / "build"
    with planned(project, slugs or project.slugs(), folder, tuple(wanted), checked=checked, workers=1) as build:
        build.clear()
        return list(build.run())


def edit(project: Project, file: str, before: str, after: str) -> None:
    path = project.root / file
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


def built(project: Project) -> set[str]:
    folder = project.root / "build"
    return {
        str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() and ".hkpress" not in str(path)
    }


def test_one_word_changed_makes_its_release_only(several: Project) -> None:
    edit(several, "releases/y/release.yaml", "A paragraph.", "Another paragraph.")
    assert run(several) == {"y": FILES}
    assert "Another paragraph." in (several.root / "build/y/en.txt").read_text("utf-8")
    assert run(several) == {}


@pytest.mark.parametrize(
    ("file", "before", "after", "made"),
    [
        ("releases/_shared/people.yaml", "Ann", "Anne", {"z"}),
        ("releases/_shared/people.yaml", "Bob", "Rob", set()),
        ("releases/_shared/people.yaml", "ann:", "\n\n# a comment\nann:", set()),
        ("releases/_shared/issuers/i.yaml", "A body", "The body", {"z"}),
        ("releases/_shared/issuers/j.yaml", "Another", "One more", set()),
        ("releases/_shared/glossary.yaml", "[]", "[{en: HKSTP, tc: 科技園公司}]", {"x", "y", "z"}),
    ],
)
def test_a_shared_entry_makes_the_releases_that_use_it(
    several: Project, file: str, before: str, after: str, made: set[str]
) -> None:
    edit(several, file, before, after)
    assert set(run(several)) == made
    assert run(several) == {}


def test_a_shared_file_that_cannot_be_read_stops_every_release(several: Project) -> None:
    edit(several, "releases/_shared/people.yaml", "bob: {", "bob: {{{")
    assert all(each.failed for each in results(several))
    edit(several, "releases/_shared/people.yaml", "bob: {{{", "bob: {")
    assert run(several) == {}


def test_a_new_shared_file_is_noticed(project: Callable[..., Project]) -> None:
    made = project()
    run(made)
    project(**{"releases/_shared/glossary.yaml": "names: []\n"})
    assert set(run(made)) == {"x"}


@pytest.mark.parametrize(
    "file", ["templates/own/release.txt", "templates/locale/en_HK/x.po", "releases/x/photos/1.jpg", "hkpress.toml"]
)
def test_templates_and_other_files_of_the_release_count(project: Callable[..., Project], file: str) -> None:
    made = project()
    run(made)
    project(**{file: b"#1"})
    assert set(run(made)) == {"x"}
    assert run(made) == {}


def test_a_theme_behind_a_link_counts(project: Callable[..., Project], tmp_path: Path) -> None:
    made = project(
        MINIMAL.replace("date:", "theme: house\ndate:"), **{"house/release.txt": "{% extends 'base/release.txt' %}"}
    )
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/house").symlink_to("../house")
    (tmp_path / "house/round").symlink_to("../house")
    run(made)
    assert run(made) == {}
    (tmp_path / "house/release.txt").write_text("Only this")
    assert set(run(made)) == {"x"}
    assert (tmp_path / "build/x/en.txt").read_text() == "Only this"


def test_packages_and_the_paths_of_libraries_count(
    several: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "packages/new-1.0.dist-info").mkdir(parents=True)
    with monkeypatch.context() as patch:
        patch.syspath_prepend(tmp_path / "packages")
        assert len(planned_jobs(several)) == 3
    with monkeypatch.context() as patch:
        patch.setenv("LD_PRELOAD", "")
        assert planned_jobs(several) == ()
        patch.setenv("PANGOCAIRO_BACKEND", "win32")
        assert len(planned_jobs(several)) == 3
    assert planned_jobs(several) == ()


def planned_jobs(project: Project) -> tuple[Job, ...]:
    known = manifest.read(manifest_of(project), "..")
    return draw_up(project, project.slugs(), TEXTS, project.root / "build", known).jobs


@pytest.mark.parametrize(
    "change",
    [
        lambda root: [os.utime(path) for path in root.rglob("*")],
        lambda root: (
            shutil.move(root / "releases/x/release.yaml", root / "old")
            and shutil.copy(root / "old", root / "releases/x/release.yaml")
        ),
        lambda root: (root / "build/x/note.txt").write_text("an officer's own"),
        lambda root: (root / "README").write_text("beside the releases"),
    ],
    ids=["touched", "copied", "own file beside", "file elsewhere"],
)
def test_what_changes_no_byte_makes_nothing(several: Project, change: Callable[[Path], object]) -> None:
    change(several.root)
    assert run(several) == {}


def test_nothing_to_make_is_no_error_where_nothing_can_be_written(
    project: Callable[..., Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamps, "FRESH", 10**18)  # however slow the machine is, the files are too new to rely on
    several = project(**SEVERAL)
    assert run(several) == {"x": FILES, "y": FILES, "z": FILES}
    tried = []

    def read_only(*_: object, **__: object) -> NoReturn:
        tried.append(True)
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(tempfile, "mkstemp", read_only)
    monkeypatch.setattr(stamps, "FRESH", 0)  # the files are old enough now, so it would remember them
    assert run(several) == {}
    assert tried == [True]


def test_a_project_that_was_moved_is_up_to_date(several: Project, tmp_path: Path) -> None:
    place = tmp_path / "moved"
    place.mkdir()
    for name in ("releases", "build"):
        (tmp_path / name).rename(place / name)
    assert run(Project(place)) == {}


def test_edited_and_missing_outputs_are_made_again(several: Project) -> None:
    folder = several.root / "build"
    right = (folder / "x/tc.txt").read_bytes()
    (folder / "x/tc.txt").write_bytes(b"changed by hand")
    (folder / "y/en.txt").unlink()
    made = {each.slug: (each.files, each.edited) for each in results(several)}
    assert made == {"x": (("tc.txt",), ("tc.txt",)), "y": (("en.txt",), ())}
    assert (folder / "x/tc.txt").read_bytes() == right
    assert run(several) == {}


def test_an_edition_that_was_not_asked_for_is_not_left_behind(several: Project) -> None:
    edit(several, "releases/x/release.yaml", "一段文字", "三段文字")
    assert run(several, variants(["en"], ["text"])) == {"x": FILES}
    assert "三段文字" in (several.root / "build/x/tc.txt").read_text("utf-8")


def test_other_formats_are_added(several: Project) -> None:
    assert run(several, variants(["en"], ["html", "text"]), "x") == {"x": {"en.html"}}
    assert run(several, variants(["en"], ["html", "text"]), "x") == {}


def test_a_format_may_be_of_the_whole_release(several: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def headlines(documents: tuple[Document, ...]) -> Made:
        return "\n".join(document.page.headline for document in documents).encode(), ()

    monkeypatch.setitem(FORMATS, "headlines", Format(".txt", headlines, whole=True))
    wanted = variants(["en"], ["text", "headlines"])
    assert run(several, wanted) == {slug: {"headlines.txt"} for slug in "xyz"}
    assert (several.root / "build/x/headlines.txt").read_text("utf-8") == "A headline\n標題\n标题"
    assert run(several, wanted) == {}
    monkeypatch.delitem(FORMATS, "headlines")
    assert run(several) == {}
    assert built(several) == {f"{slug}/{name}" for slug in "xyz" for name in FILES}


def test_what_a_release_does_not_have_is_not_asked_for_again(several: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def english(project: Project, slug: str, wanted: Iterable[Variant], **options: Any) -> Outcome:
        return make_release(project, slug, [each for each in wanted if each.edition == "en"], **options)

    monkeypatch.setattr("hkpress.production.workers.make_release", english)
    edit(several, "releases/x/release.yaml", "A paragraph.", "Another paragraph.")
    assert run(several) == {"x": {"en.txt"}}
    assert run(several) == {}
    assert built(several) == {"x/en.txt", *(f"{slug}/{name}" for slug in "yz" for name in FILES)}
    monkeypatch.undo()
    edit(several, "releases/x/release.yaml", "Another paragraph.", "A third paragraph.")
    assert run(several) == {"x": FILES}


def test_a_file_of_another_name_takes_the_place_of_the_old(several: Project) -> None:
    (several.root / "build/x/sc.txt").write_text("edited by hand")
    (several.root / "hkpress.toml").write_text('[build]\nnames = "release-{edition}"\n')
    named = {f"release-{edition}.txt" for edition in EDITIONS}
    assert run(several) == dict.fromkeys("xyz", named)
    assert {path.name for path in (several.root / "build/x").iterdir()} == named | {"sc.txt"}
    assert {path.name for path in (several.root / "build/y").iterdir()} == named
    assert run(several) == {}


def test_files_of_a_release_that_is_gone_are_removed_and_no_others(several: Project) -> None:
    folder = several.root / "build"
    (folder / "y/tc.txt").write_text("changed by hand")
    (folder / "z/notes.txt").write_text("an officer's own")
    (folder / "other").mkdir()
    for slug in "yz":
        shutil.rmtree(several.releases / slug)
    run(several)
    assert built(several) == {"x/en.txt", "x/tc.txt", "x/sc.txt", "y/tc.txt", "z/notes.txt"}
    assert (folder / "other").is_dir()


def test_a_release_with_an_error_keeps_what_was_built_and_is_tried_again(several: Project) -> None:
    before = (several.root / "build/x/en.txt").read_bytes()
    edit(several, "releases/x/release.yaml", "date:", "dat:")
    assert [each.failed for each in results(several)] == [True]
    assert [each.failed for each in results(several)] == [True]
    assert (several.root / "build/x/en.txt").read_bytes() == before
    edit(several, "releases/x/release.yaml", "dat:", "date:")
    assert run(several) == {}


def test_what_was_made_unchecked_is_checked_later(project: Callable[..., Project]) -> None:
    made = project(MINIMAL.replace("A paragraph.", "A paragraph of XXX."))
    assert run(made, checked=False) == {"x": FILES}
    assert [each.failed for each in results(made)] == [True]


def test_a_warning_is_given_each_time(project: Callable[..., Project]) -> None:
    made = project(MINIMAL.replace("date:", "theme: own\ndate:"), **{"templates/own/pdf.css": "h1 { colour: red }"})
    pdf = variants(["en"], ["pdf"])
    for _ in range(2):
        (written,) = results(made, pdf)
        assert written.files == ("en.pdf",)
        assert [each.code for each in written.diagnostics] == ["css"]


def test_another_projects_files_are_left_alone(project: Callable[..., Project], tmp_path: Path) -> None:
    made = project()
    other = Project(tmp_path / "other")
    shutil.copytree(made.releases, other.releases)
    shutil.move(other.releases / "x", other.releases / "y")
    out = tmp_path / "out"
    for each in (made, other):
        with planned(each, each.slugs(), out, TEXTS, workers=1) as build:
            assert build.clear() == ((), ())
            assert len(list(build.run())) == 1
    assert {path.name for path in out.iterdir()} == {"x", "y", ".hkpress"}
    shutil.rmtree(made.releases / "x")
    with planned(made, [], out, TEXTS) as build:
        assert {path.name for path in build.clear()[0]} == FILES
    assert {path.name for path in out.iterdir()} == {"y", ".hkpress"}


@pytest.mark.parametrize(
    ("spoil", "made"),
    [
        (lambda text: text[: len(text) - 50], {"z"}),
        (lambda _: "", {"x", "y", "z"}),
        (lambda _: "not ours", {"x", "y", "z"}),
        (lambda text: text.replace("en.txt", "tc.txt", 1), {"x"}),
    ],
    ids=["cut off", "empty", "another file", "a line edited"],
)
def test_a_manifest_that_is_spoilt_costs_a_build_and_nothing_else(
    several: Project, spoil: Callable[[str], str], made: set[str]
) -> None:
    path = manifest_of(several)
    path.write_text(spoil(path.read_text("utf-8")), "utf-8")
    assert run(several).keys() == made
    assert run(several) == {}


def test_what_is_added_after_a_line_cut_off_is_not_lost(several: Project) -> None:
    path = manifest_of(several)
    path.write_bytes(path.read_bytes()[:-50])
    edit(several, "releases/x/release.yaml", "A paragraph.", "Another paragraph.")
    assert run(several, TEXTS, "x") == {"x": FILES}
    assert run(several).keys() == {"z"}


def test_the_manifest_does_not_grow_for_ever(several: Project) -> None:
    sizes = []
    for number in range(8):
        edit(several, "releases/x/release.yaml", f"{number}A p" if number else "A p", f"{number + 1}A p")
        assert run(several) == {"x": FILES}
        sizes.append(len(manifest_of(several).read_bytes().splitlines()))
    assert max(sizes) == 1 + 3 + 2


def manifest_of(project: Project) -> Path:
    (path,) = (project.root / "build/.hkpress").glob("manifest-*")
    return path


def test_a_manifest_cannot_name_files_elsewhere(several: Project) -> None:
    """The row of a deleted release whose only file was a manuscript."""
    known = manifest.read(manifest_of(several), "..")
    path = several.releases / "x/release.yaml"
    file = File.at(str(path), "en text", file_digest(path))
    entry = known.entries.get("y")
    assert entry
    known.entries.change("../releases/x", entry._replace(slug="../releases/x", files={"release.yaml": file}))
    manifest.write(manifest_of(several), known)
    assert run(several) == {}
    assert path.is_file()


def test_a_file_that_was_there_before_is_left_alone(project: Callable[..., Project]) -> None:
    made = project()
    path = made.root / "build/x/en.txt"
    path.parent.mkdir(parents=True)
    path.write_text("notes of an officer")
    (written,) = results(made)
    assert [(each.code, each.path) for each in written.diagnostics] == [("output", path)]
    assert {each.name for each in path.parent.iterdir()} == {"en.txt"}
    path.unlink()
    assert run(made) == {"x": FILES}


def test_an_input_that_changed_while_the_release_was_made_is_read_again(several: Project) -> None:
    path = several.releases / "x/release.yaml"
    before = path.read_text("utf-8")
    edit(several, "releases/x/release.yaml", "A paragraph", "One paragraph")
    with planned(several, ["x"], several.root / "build", TEXTS, workers=1) as build:
        edit(several, "releases/x/release.yaml", "One paragraph", "Two paragraphs")
        assert [set(each.files) for each in build.run()] == [FILES]
    path.write_text(before.replace("A paragraph", "One paragraph"), "utf-8")  # as it was when the plan was made
    assert set(run(several)) == {"x"}
    assert "One paragraph" in (several.root / "build/x/en.txt").read_text("utf-8")


def test_an_output_edited_without_a_trace_in_its_size_and_date_is_noticed(several: Project) -> None:
    path = several.root / "build/x/en.txt"
    state = path.stat()
    path.write_text(path.read_text("utf-8").replace("2025", "2026"), "utf-8")
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert run(several) == {"x": {"en.txt"}}


def test_a_check_that_is_silent_until_a_day_is_asked_again_after_it(
    project: Callable[..., Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    silenced = "checks: {ignore: [{code: figures, reason: asked for, until: 2099-01-01}]}\n"
    made = project(MINIMAL.replace("A paragraph.", "A sum of 300 dollars.") + silenced)
    assert run(made) == {"x": FILES}
    assert run(made) == {}
    monkeypatch.setattr("hkpress.production.plan.today", lambda: "2099-01-02")
    assert run(made) == {"x": FILES}


def test_a_file_that_cannot_be_read_stops_its_own_release_only(several: Project) -> None:
    (several.releases / "x/release.yaml").unlink()
    (several.releases / "x/release.yaml").mkdir()
    edit(several, "releases/y/release.yaml", "A paragraph", "One paragraph")
    assert {each.slug: each.unreadable for each in results(several)} == {"x": True, "y": False}


def test_a_build_that_is_cut_off_is_gone_on_with(project: Callable[..., Project]) -> None:
    made = project(**SEVERAL)
    with planned(made, made.slugs(), made.root / "build", TEXTS, workers=1) as build:
        work = build.run()
        assert next(work).slug == "x"
        work.close()
    assert run(made).keys() == {"y", "z"}


def test_a_file_changed_right_after_it_was_read_is_noticed(several: Project) -> None:
    path = several.releases / "x/release.yaml"
    for number in range(20):
        text = path.read_text("utf-8")
        state = path.stat()
        path.write_text(
            text.replace(f"A {number:02} paragraph" if number else "A paragraph", f"A {number + 1:02} paragraph"),
            "utf-8",
        )
        if number:
            os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))  # as an archive or a coarse clock would leave it
        assert set(run(several)) == {"x"}, number


def test_nothing_to_do_imports_no_engine(several: Project) -> None:
    code = "import sys; from hkpress.cli import main\ntry: main(['build', '--format', 'text'])\nexcept SystemExit as end: print(end.code)\nprint([m for m in ('weasyprint', 'jinja2', 'pydantic', 'opencc', 'PIL', 'rich', 'babel', 'yaml', 'multiprocessing') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=several.root, capture_output=True, text=True, check=True)
    assert done.stdout == "0\n[]\n"
    assert done.stderr == "3 of 3 releases are up to date\n"


def test_the_digest_of_a_large_file_is_remembered_while_it_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "digests"
    monkeypatch.setattr("hkpress.core.cache.folder", lambda _: kept)
    large = tmp_path / "large"

    def asked() -> str:
        stamps._remembered.cache_clear()
        return stamps.file_digest(large)

    def written(data: bytes) -> str:
        large.write_bytes(data)
        return stamps.bytes_digest(data)

    monkeypatch.setattr(stamps, "FRESH", -(10**12))  # every file has been there for long
    first = written(b"a" * stamps.LARGE)
    assert [asked(), asked()] == [first, first]
    assert first in kept.read_text()
    monkeypatch.setattr(hashlib, "file_digest", None)
    assert asked() == first  # hkpress does not read it
    monkeypatch.undo()
    monkeypatch.setattr("hkpress.core.cache.folder", lambda _: kept)
    second = written(b"b" * stamps.LARGE)
    assert asked() == second  # it was changed
    assert second not in kept.read_text()  # this moment: it may be again, without a trace
    for damaged in ("", "[]", '{"x": 1}'):
        kept.write_text(damaged)
        assert asked() == second
    stamps._remembered.cache_clear()
