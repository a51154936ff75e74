"""hkpress never reads or writes through a link that leaves the project or the output folder, nor waits for a pipe."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import functools
import json
import os
import re
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hkpress import cli
from hkpress.core import cache
from hkpress.core.diagnostics import Invalid
from hkpress.desk.versions import Versions
from hkpress.importing import findings
from hkpress.newsroom import settled
from hkpress.newsroom.publish import publish
from hkpress.production import manifest, stamps
from hkpress.release.editions import HONG_KONG
from hkpress.release.project import Project
from tests import forked
from tests.conftest import MINIMAL
from tests.park import picture

pytestmark = pytest.mark.usefixtures("printed_once")

SECRET = "date: top-secret\nheadline: {en: top-secret, tc: top-secret}\n"
PHOTO = MINIMAL + "photos: [{file: a.png, caption: {en: C, tc: 丙}, alt: {en: What is seen, tc: 所見}}]\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with two releases, and a folder outside the project."""
    root = tmp_path / "project"
    for slug in ("a", "b"):
        (root / "releases" / slug).mkdir(parents=True)
        (root / "releases" / slug / "release.yaml").write_text(MINIMAL, "utf-8")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.yaml").write_text(SECRET, "utf-8")
    (outside / "secret.png").write_bytes(picture())
    monkeypatch.chdir(root)
    return root


WATCHED: list[tuple[str, list[str]]] = []
"""The folder that is watched now, and what was opened or listed in it."""


def watch(event: str, arguments: tuple[object, ...]) -> None:
    for outside, seen in WATCHED or ():  # nothing is left when Python ends
        if event in ("open", "os.scandir", "os.listdir") and arguments and str(arguments[0]).startswith(outside):
            seen.append(f"{event} {arguments[0]}")


@functools.cache
def start_watching() -> None:
    """Add the hook, once: Python calls it to the end of the process, whatever test runs."""
    sys.addaudithook(watch)


@pytest.fixture
def opened(root: Path) -> Iterator[list[str]]:
    """Asserts that no file outside the project is opened or listed."""
    seen: list[str] = []
    start_watching()
    WATCHED[:] = [(str(root.parent / "outside"), seen)]
    yield seen
    WATCHED.clear()
    assert seen == []


def run(*arguments: str) -> Result:
    done = CliRunner().invoke(cli.main, arguments)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def build(*arguments: str) -> Result:
    return run("build", "--format", "text", *arguments)


READ = {
    "a loop in releases/": ("releases/x", "x"),
    "a loop of two": ("releases/x", "../releases/y"),
    "a release that is nowhere": ("releases/x", "_nowhere"),
    "a release that is nowhere outside": ("releases/x", "../../nowhere"),
    "a release that is a folder outside": ("releases/x", "../../outside"),
    "a manuscript outside": ("releases/x/release.yaml", "../../../outside/secret.yaml"),
    "a manuscript that is a loop": ("releases/x/release.yaml", "release.yaml"),
    "a photo outside": ("releases/x/a.png", "../../../outside/secret.png"),
    "a photo that is a loop": ("releases/x/a.png", "a.png"),
    "a folder in a release": ("releases/x/more", "../../../outside"),
    "a folder that is a loop": ("releases/x/more", "more/more"),
    "a folder that holds itself": ("releases/x/more", ".."),
}  # fmt: skip


def test_a_link_is_not_followed_when_its_times_can_be_relied_on(
    root: Path, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamps, "FRESH", 0)
    (root / "releases/x").symlink_to("../../outside")
    assert "x" in build().output
    assert opened == []


@pytest.mark.parametrize(("name", "target"), READ.values(), ids=READ)
def test_a_link_in_one_release_stops_no_other(root: Path, opened: list[str], name: str, target: str) -> None:
    path = root / name
    if name.startswith("releases/x/"):
        path.parent.mkdir()
        (path.parent / "release.yaml").write_text(PHOTO if name.endswith("png") else MINIMAL, "utf-8")
    if name.endswith("release.yaml"):
        path.unlink()
    path.symlink_to(target)
    if target == "../releases/y":
        (root / "releases/y").symlink_to("x")
    done = build()
    assert (root / "build/a/en.txt").is_file()
    assert (root / "build/b/en.txt").is_file()
    assert "top-secret" not in done.output
    assert "top-secret" not in run("check").output
    refused = not name.endswith("more")
    assert (root / "build/x").exists() is not refused
    assert done.exit_code == (1 if refused else 0), done.output
    if refused:
        assert "releases/x" in done.output
    build()  # with a manifest, too


SHARED = {"people": "people.yaml", "glossary": "glossary.yaml", "issuer": "issuers/park.yaml"}


@pytest.mark.parametrize("name", SHARED.values(), ids=SHARED)
def test_a_shared_file_outside_is_not_read(root: Path, opened: list[str], name: str) -> None:
    path = root / "releases/_shared" / name
    path.parent.mkdir(parents=True)
    path.symlink_to(root.parent / "outside/secret.yaml")
    (root / "releases/a/release.yaml").write_text(f"issuer: park\n{MINIMAL}" if "park" in name else MINIMAL, "utf-8")
    for done in (build(), run("check")):
        assert "top-secret" not in done.output
        assert "leads out of project/" in done.output
        assert done.exit_code == 1


def test_a_link_inside_the_project_is_followed(root: Path) -> None:
    (root / "texts").mkdir()
    (root / "releases/a/release.yaml").rename(root / "texts/a.yaml")
    (root / "releases/a/release.yaml").symlink_to("../../texts/a.yaml")
    assert build().exit_code == 0
    (root / "texts/a.yaml").write_text(MINIMAL.replace("A headline", "Another"), "utf-8")
    assert "build/a/" in build().output, "a change behind the link is seen"
    assert "Another" in (root / "build/a/en.txt").read_text("utf-8")


def test_a_project_behind_a_link_is_a_project(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root.parent / "door").symlink_to(root)
    monkeypatch.chdir(root.parent / "door")
    assert build().exit_code == 0


WRITE = {
    "a release's folder": "build/a",
    "hkpress's own folder": "build/.hkpress",
}


@pytest.mark.parametrize("name", WRITE.values(), ids=WRITE)
@pytest.mark.parametrize("dangling", [False, True])
def test_nothing_is_written_through_a_link(root: Path, name: str, dangling: bool) -> None:
    target = root.parent / ("nowhere" if dangling else "empty")
    if not dangling:
        target.mkdir()
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).symlink_to(target)
    done = build()
    assert done.exit_code == 3, done.output
    assert Path(name).name in done.output
    assert not target.exists() if dangling else not any(target.iterdir())


@pytest.mark.parametrize("target", ["../empty", "../nowhere", "nowhere", "build"])
def test_the_output_folder_is_no_link_that_leads_out_unless_it_is_named(root: Path, target: str) -> None:
    (root.parent / "empty").mkdir()
    for name, *command in (["build", "build", "--format", "text"], ["site", "newsroom"]):
        (root / name).symlink_to(target.replace("build", name))
        done = run(*command)
        assert done.exit_code == 1, done.output
        assert f"{name}: error[link] this link leads out of the project, or nowhere" in done.output
        (root / name).unlink()
    (root / "golden").symlink_to(target.replace("build", "golden"))
    assert run("golden", "check").exit_code in (1, 4)  # hkpress says that nothing was accepted
    assert not any((root.parent / "empty").iterdir())
    (root / "build").symlink_to("../empty")
    assert build("-o", "build").exit_code == 0


def test_what_a_refused_build_did_not_write_is_not_its_own(root: Path) -> None:
    (root / "elsewhere").mkdir()
    (root / "build").mkdir()
    (root / "build/a").symlink_to(root / "elsewhere")
    assert build("a").exit_code == 3
    (root / "build/a").unlink()
    (root / "build/a").mkdir()
    (root / "build/a/en.txt").write_text("mine")
    done = build("a")
    assert done.exit_code == 1
    assert "still has the version before" not in done.output
    assert (root / "build/a/en.txt").read_text() == "mine"


def _manifest(root: Path) -> Path:
    (path,) = (root / "build/.hkpress").glob("manifest-*")
    return path


@pytest.mark.parametrize("file", ["0.txt", "1.txt", "lock", "manifest"])
def test_links_in_hkpress_s_own_folder_are_not_written_through(root: Path, file: str) -> None:
    assert build().exit_code == 0
    (root / "releases/a/release.yaml").write_text(MINIMAL.replace("A headline", "Another"), "utf-8")
    outside = root.parent / "target"
    path = _manifest(root) if file == "manifest" else root / "build/.hkpress" / file
    path.unlink(missing_ok=True)
    path.symlink_to(outside)
    done = build()
    assert not outside.exists()
    assert done.exit_code in {"lock": (3,), "manifest": (0, 1)}.get(
        file, (0,)
    )  # without one, the outputs belong to somebody else


def test_an_output_that_is_a_link_is_not_read_or_written_through(root: Path, opened: list[str]) -> None:
    assert build().exit_code == 0
    output = root / "build/a/en.txt"
    output.unlink()
    output.symlink_to(root.parent / "outside/secret.yaml")
    assert build().exit_code == 0
    assert not output.is_symlink()
    assert (root.parent / "outside/secret.yaml").read_text("utf-8") == SECRET if not opened else True
    opened.clear()


def test_what_is_removed_is_not_removed_through_a_link(root: Path) -> None:
    assert build().exit_code == 0
    (root / "build/a").rename(root.parent / "moved")
    (root / "build/a").symlink_to(root.parent / "moved")
    (root / "releases/a/release.yaml").unlink()
    (root / "releases/a").rmdir()
    build()
    assert (root.parent / "moved/en.txt").is_file()


PIPES = [
    "build/.hkpress/lock",
    "build/.hkpress/unchanged",
    "build/a/en.txt",
    "releases/a/release.yaml",
    "releases/a/a.png",
]


@pytest.mark.parametrize("name", [*PIPES, "manifest"])
def test_a_pipe_is_not_waited_for(root: Path, name: str) -> None:
    (root / "releases/a/release.yaml").write_text(PHOTO, "utf-8")
    (root / "releases/a/a.png").write_bytes(picture())
    build()
    path = _manifest(root) if name == "manifest" else root / name
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    for done in (build(), run("check")):
        assert done.exit_code in (0, 1, 3)


def test_a_pipe_in_the_cache_is_not_waited_for(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hkpress.core.cache.folder", lambda name: tmp_path / "cache" / name)
    (tmp_path / "cache").mkdir()
    os.mkfifo(cache.folder("digests"))
    stamps._remembered.cache_clear()
    assert stamps._remembered() == {}


# --- damaged caches -------------------------------------------------------------------------------

ROWS = [
    "null",
    "[]",
    "{}",
    "7",
    '["a"]',
    '{"/x": null}',
    '{"/x": [1, 2]}',
    '{"/x": ["a", 1, 2, 3, "d"]}',
    "[" * 100_000,
]


@pytest.mark.parametrize("text", ROWS)
def test_digests_of_the_wrong_shape_are_taken_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("hkpress.core.cache.folder", lambda name: tmp_path / name)
    (tmp_path / "digests").write_text(text)
    (tmp_path / "large").write_bytes(bytes(stamps.LARGE))
    stamps._remembered.cache_clear()
    assert stamps.file_digest(tmp_path / "large") == stamps.bytes_digest(bytes(stamps.LARGE))
    stamps._remembered.cache_clear()


SHAPES: list[Callable[[list[object]], object]] = [
    lambda _: None,
    lambda _: [],
    lambda row: row[:3],
    lambda row: [*row[:4], [], *row[5:]],
    lambda row: [*row[:4], {"en.txt": None}, *row[5:]],
    lambda row: [*row[:4], {"en.txt": ["a", "b", 0, 0, 0]}, *row[5:]],
    lambda row: [*row[:4], {"../en.txt": ["a", 1, 0, 0, 0]}, *row[5:]],
    lambda row: [[], *row[1:]],
    lambda row: [row[0], 7, *row[2:]],
    lambda row: [*row[:3], None, *row[4:]],
    lambda row: [*row[:3], [7], *row[4:]],
    lambda row: [*row[:5], None],
    lambda row: ["z\0", *row[1:]],
    lambda row: ["z\ud800", *row[1:]],
]


@pytest.mark.parametrize("line", [0, 1])
def test_manifest_lines_of_the_wrong_shape_are_made_anew(root: Path, line: int) -> None:
    """Their checksums are right, as if somebody had written them on purpose."""
    assert build().exit_code == 0
    path = _manifest(root)
    good = path.read_bytes()
    for shape in SHAPES:
        rows = [json.loads(text[manifest._SUM :]) for text in good.splitlines()]
        rows[line] = shape(rows[line])
        path.write_bytes(b"".join(map(manifest._line, rows)))
        done = build()
        assert done.exit_code in (0, 1), done.output
        assert Project(root).slugs() == ("a", "b")
        assert (root / "build/a/en.txt").is_file()


def put(path: Path, kind: str) -> None:
    """Put something that is no file at *path*: a folder, a pipe, or a link to itself or to nothing."""
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(path.name if kind == "loop" else "nothing")


@pytest.mark.parametrize("kind", ["folder", "pipe", "loop", "nowhere"])
def test_what_is_no_picture_and_no_settings_is_said(project: Callable[..., Project], kind: str) -> None:
    made = project(MINIMAL + "photos: [{file: a.png, caption: {en: C, tc: 丙}, alt: {en: Seen, tc: 所見}}]\n")
    for path in (made.releases / "x/a.png", made.root / "hkpress.toml"):
        put(path, kind)
    with pytest.raises(Invalid) as caught:
        made.read("x")
    told = " ".join(each.message for each in caught.value.diagnostics)
    assert re.search("is a folder, a pipe or a (device|link)|round in a circle", told)


@pytest.mark.skipif(sys.platform == "win32", reason="no modes there")
def _as_anybody() -> None:
    """Give up root's right to read and write every file of Linux."""
    system, version = ctypes.CDLL(None), (ctypes.c_uint32 * 2)(0x20080522, 0)
    rights = (ctypes.c_uint32 * 6)()
    assert system.capget(version, rights) == 0
    rights[0] &= ~0b110  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH, of those that are in effect
    assert system.capset(version, rights) == 0


def test_what_may_not_be_read_stops_nothing_else(project: Callable[..., Project]) -> None:
    """Run without root's right to read everything."""
    made = project(f"{PHOTO}links: [{{kind: attachment, file: b.txt, title: {{en: B, tc: 乙}}}}]\n")
    folder = made.releases / "x"
    (folder / "a.png").write_bytes(picture())
    (folder / "b.txt").write_text("An annex.")
    shared = made.releases / "_shared"
    (shared / "logos").mkdir(parents=True, exist_ok=True)
    for unused in (shared / "logos/l.svg", shared / "topics.yaml"):
        unused.write_text("")
        unused.chmod(0)
    shut = {"manuscript": "release.yaml", "photo": "a.png", "annex": "b.txt", "folder": ""}
    for name, file in shut.items():
        shutil.copytree(folder, made.releases / name)
        (made.releases / name / file).chmod(0)
    before = _as_anybody if os.geteuid() == 0 else int
    done = forked.hkpress(made.root, "build", "--format", "html,photos", "-j", "1", before=before)
    (made.releases / "folder").chmod(0o755)
    assert done.returncode in (1, 3)
    assert "Traceback" not in done.stderr
    assert done.stderr.count("Permission denied") >= 4
    assert "4 of 5 releases not written" in done.stderr
    assert (made.root / "build/x/en.html").exists()


def test_a_shared_file_that_cannot_be_read_stops_who_needs_it(project: Callable[..., Project]) -> None:
    """People and the glossary decide how names are written, so that every release needs them; topics are named."""
    made = project(f"topics: [a]\n{MINIMAL}")
    (made.releases / "y").mkdir()
    (made.releases / "y/release.yaml").write_text(MINIMAL, "utf-8")
    shared = made.releases / "_shared"
    shared.mkdir(exist_ok=True)
    for name, stopped in (("people.yaml", "xy"), ("glossary.yaml", "xy"), ("topics.yaml", "x")):
        for kind in ("yaml", "folder", "pipe", "loop", "nowhere"):
            path = shared / name
            if kind == "yaml":
                path.write_text("a: [b")
            else:
                put(path, kind)
            for slug in "xy":
                if slug not in stopped:
                    made.read(slug)
                    continue
                with pytest.raises(Invalid) as caught:
                    made.read(slug)
                assert path in [each.path for each in caught.value.diagnostics], (name, kind)
            path.rmdir() if kind == "folder" else path.unlink()


@pytest.mark.parametrize(
    "name", ["X", "a\nb", "\x1b[2J", "\u202ex", "\udcff", "é" * 100, "a?b", "aux", "COM1.x", "a."], ids=ascii
)
def test_a_release_has_a_name_that_every_computer_keeps(project: Callable[..., Project], name: str) -> None:
    made = project()
    try:
        (made.releases / "x").rename(made.releases / name)
        (made.releases / "x").mkdir()
    except OSError:
        pytest.skip("this file system has no such names")
    with pytest.raises(Invalid, match=r"rename (it|this folder)$"):
        made.read(name)


def test_what_a_newsroom_remembers_may_be_anything(project: Callable[..., Project], tmp_path: Path) -> None:
    """Lists with paths that lead out, pipes, links, and a database whose tables are views without an end."""
    made, site = project(), tmp_path / "site"
    (made.root / "hkpress.toml").write_text('[newsroom]\nurl = "https://news.example.org"\n')
    (tmp_path / "theirs.part").write_text("theirs")
    (tmp_path / "empty").mkdir()
    memory = settled.own(made, site, "files")

    def published() -> None:
        publish(made, site, datetime(2026, 1, 1, tzinfo=HONG_KONG), workers=1)
        assert (site / "index.html").is_file()
        assert (tmp_path / "theirs.part").read_text() == "theirs"
        assert (tmp_path / "empty").is_dir()

    endless = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT n || '' AS key FROM c"
    add, odd = "INSERT INTO files VALUES (?, '', '', '')", ("../empty/x", "/a", "a\0", "../theirs.part", b"a")
    databases = (
        [("DROP TABLE made", ()), (f"CREATE VIEW made AS {endless}", ())],
        [(add, (path,)) for path in odd] + [(add.replace("?", "CAST(? AS TEXT)"), (b"\xff",))],
        [(add, (path,)) for path in odd[:-1]],
    )
    paths = f"../theirs\n{tmp_path}/theirs\n../empty/x\na\0b\n\n..\n{'a' * 5000}\n".encode() + b"\xff\n"
    published()
    for commands in databases:
        with contextlib.closing(sqlite3.connect(memory, isolation_level=None)) as opened:
            for command in commands:
                opened.execute(*command)
        (site / ".hkpress-site").write_bytes(paths)
        memory.with_suffix(".log").write_bytes(paths)
        published()
    for path in (memory, memory.with_suffix(".log"), memory.with_suffix(".settled"), site / ".hkpress-site"):
        path.unlink(missing_ok=True)
        os.mkfifo(path)
    published()
    for damaged in (b"[" * 100_000, b"[1, 2, [3]]"):
        memory.with_suffix(".settled").unlink(missing_ok=True)
        memory.with_suffix(".settled").write_bytes(damaged)
        assert settled.look(made, site, datetime(2026, 1, 1, tzinfo=HONG_KONG)) is None


def test_what_the_desk_and_an_import_keep_may_be_anything(project: Callable[..., Project], tmp_path: Path) -> None:
    """Somebody else may have written any of these files; hkpress then acts as if it were missing."""
    made = project()
    secret, name = tmp_path / "secret.yaml", "a" * 20
    secret.write_text("a secret")
    kept = Versions.of(made.root, "x")
    kept.keep(b"a: b")
    (kept.folder / f"{name}.yaml").symlink_to(secret)
    (kept.folder / "b.yaml").symlink_to("nothing")
    assert kept.read(name) is None
    assert [each.path.read_bytes() for each in kept.all()] == [b"a: b"]
    path = findings.path(made, "x")
    path.parent.mkdir()
    asking = ["{a.__class__}", "{a:999999999}", "{b}", "{a!r}", "{a", "{}"]
    for message in asking:
        path.write_text(json.dumps([{"at": "body/1", "en": "", "tc": "", "message": message, "values": {"a": "x"}}]))
        assert findings.kept(made, "x") == (), message
    for data in ("[" * 100_000, '[{"at": 1, "message": "", "values": [], "en": "", "tc": ""}]', "{}", '["x"]'):
        path.write_text(data)
        assert findings.kept(made, "x") == ()
    path.unlink()
    os.mkfifo(path)
    assert findings.kept(made, "x") == ()
    shutil.rmtree(made.root / ".hkpress")
    (tmp_path / "elsewhere").mkdir()
    for link in (made.root / ".hkpress", made.root / ".hkpress/versions"):
        link.parent.mkdir(exist_ok=True)
        link.symlink_to(tmp_path / "elsewhere")
        with pytest.raises(OSError, match="this is a link"):
            Versions.of(made.root, "x").keep(b"a: b")
        link.unlink()
    assert not [*(tmp_path / "elsewhere").iterdir()]


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_a_newsroom_writes_through_no_link(project: Callable[..., Project], tmp_path: Path, kind: str) -> None:
    made, site = project(), tmp_path / "site"
    (made.root / "hkpress.toml").write_text('[newsroom]\nurl = "https://news.example.org"\n')
    outside = tmp_path / "outside"
    outside.mkdir()
    site.mkdir()
    if kind == "folder":
        (site / ".hkpress-site").touch()
        (site / "zh-hk").symlink_to(outside)
    else:
        (site / ".hkpress-site").touch()
        (site / "index.html.part").symlink_to(outside / "x")
    with pytest.raises(OSError):  # noqa: PT011 (its words are the system's)
        publish(made, site, datetime(2026, 1, 1, tzinfo=HONG_KONG), workers=1)
    assert not [*outside.iterdir()]


@pytest.mark.parametrize("name", ["a\\b", "e\u0301"], ids=ascii)
def test_a_name_that_no_address_can_hold_is_reported_by_its_folder(
    project: Callable[..., Project], tmp_path: Path, name: str
) -> None:
    made = project()
    (made.root / "hkpress.toml").write_text('[newsroom]\nurl = "https://news.example.org"\n')
    (made.releases / "x").rename(made.releases / name)
    (found,) = publish(made, tmp_path / "site", datetime(2026, 1, 1, tzinfo=HONG_KONG), workers=1).problems
    assert found.path == made.releases / name
    assert "rename it" in found.message


def test_a_file_managers_copy_gets_a_name_to_use_instead(project: Callable[..., Project]) -> None:
    made = project()
    (made.releases / "x").rename(made.releases / "x copy")
    with pytest.raises(Invalid, match="call it x-copy"):
        made.read("x copy")


def test_the_same_name_in_other_letters(project: Callable[..., Project]) -> None:
    """As on a Mac, where é may be one character or two."""
    made = project()
    shutil.copytree(made.releases / "x", made.releases / "e\u0301")
    if (made.releases / "\xe9").exists():
        pytest.skip("this file system takes both names for one")
    shutil.copytree(made.releases / "x", made.releases / "\xe9")
    with pytest.raises(Invalid, match="capital letters or accents"):
        made.read("\xe9")


def test_a_full_disk_leaves_nothing_half_done(project: Callable[..., Project], monkeypatch: pytest.MonkeyPatch) -> None:
    made = project()
    monkeypatch.delenv("CI", raising=False)  # golden sets are not accepted there
    monkeypatch.chdir(made.root)

    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    (made.releases / "_shared").mkdir(exist_ok=True)
    monkeypatch.setattr(os, "fsync", full)
    for arguments, name in ((["new", "Another"], "release.yaml"), (["golden", "accept", "x", "--reason", "A"], "x")):
        done = run(*arguments)
        assert done.exit_code == 3
        assert f"{name}: the disk is full" in done.output
    assert made.slugs() == ("x",)
    assert not [*(made.root / "golden").glob("*x*")]


@pytest.mark.parametrize(
    "name", ["templates/house", "templates/house/browser.css", "templates/house/locale/zh_Hant_HK"]
)
def test_a_link_of_a_theme_that_leads_out_is_reported(root: Path, opened: list[str], name: str) -> None:
    (root / "releases/a/release.yaml").write_text(f"theme: house\n{MINIMAL}", "utf-8")
    (root / name).parent.mkdir(parents=True)
    (root / name).symlink_to(root.parent / ("outside/secret.yaml" if name.endswith("css") else "outside"))
    done = build()
    assert f"{name}: error[link] this link leads out of the project" in done.output
    assert [path.parent.name for path in (root / "build").glob("*/tc.txt")] == ["b"]


def test_a_chain_of_more_links_than_the_system_follows(root: Path) -> None:
    folder = root / "releases/a"
    names = ["release.yaml", *map(str, range(60))]
    (folder / "release.yaml").rename(folder / names[-1])
    for name, target in pairwise(names):
        (folder / name).symlink_to(target)
    assert build().exit_code == 0
    assert {path.parent.name for path in (root / "build").glob("*/tc.txt")} == {"a", "b"}
