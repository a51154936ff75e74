from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from hkpress.core import files
from hkpress.core.files import Outside, exchange_file, inside, locked, write_file


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "release.yaml"
    made.write_bytes(b"seen")
    return made


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


# --- exchanged ------------------------------------------------------------------------------------


def test_a_file_that_holds_what_was_seen_is_exchanged(path: Path) -> None:
    path.chmod(0o600)
    assert exchange_file(path, b"seen", b"new", within=path.parent) is None
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o600
    assert names(path.parent) == ["release.yaml"]


def test_another_text_stays_and_is_returned(path: Path) -> None:
    assert exchange_file(path, b"before", b"new", within=path.parent) == b"seen"
    assert path.read_bytes() == b"seen"
    assert names(path.parent) == ["release.yaml"]


@pytest.mark.parametrize("saves", [[b"theirs"], [b"theirs", b"theirs again"], [b"1", b"2", b"3"]])
def test_what_another_program_saves_in_the_same_moment_stays(
    path: Path, saves: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It saves just before each exchange, as an editor does: by a file beside, that it renames."""
    exchanged, coming = files._exchanged, iter(saves)

    def late(one: Path, other: Path) -> bool:
        if (text := next(coming, None)) is not None:
            write_file(path, text)
        return exchanged(one, other)

    monkeypatch.setattr(files, "_exchanged", late)
    assert exchange_file(path, b"seen", b"new", within=path.parent) == saves[-1]
    assert path.read_bytes() == saves[-1]
    assert names(path.parent) == ["release.yaml"]


def test_what_is_saved_while_the_new_text_is_written_is_never_out_of_its_place(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = files._written_beside

    def slowly(target: Path, data: bytes, lasting: bool) -> Path:
        partial = written(target, data, lasting)
        path.write_bytes(b"theirs")
        return partial

    monkeypatch.setattr(files, "_written_beside", slowly)
    monkeypatch.setattr(files, "_exchanged", lambda *_: pytest.fail("their text was taken out for a moment"))
    assert exchange_file(path, b"seen", b"new", within=path.parent) == b"theirs"
    assert names(path.parent) == ["release.yaml"]


def test_without_an_exchange_the_file_is_compared_and_replaced(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_exchanged", lambda *_: False)
    assert exchange_file(path, b"before", b"new", within=path.parent) == b"seen"
    assert exchange_file(path, b"seen", b"new", within=path.parent) is None
    assert path.read_bytes() == b"new"
    assert names(path.parent) == ["release.yaml"]


def test_two_that_write_at_once_lose_nothing(path: Path) -> None:
    """Each writer adds lines to the text it last saw. In the end the file has every line that was accepted."""

    def add(name: str) -> None:
        seen = path.read_bytes()
        for number in range(60):
            while (
                other := exchange_file(path, seen, new := seen + f"{name}{number} ".encode(), within=path.parent)
            ) is not None:
                seen = other
            seen = new

    writers = [threading.Thread(target=add, args=[name]) for name in "ab"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert sorted(path.read_text()[4:].split()) == sorted(f"{name}{number}" for name in "ab" for number in range(60))


def test_a_link_inside_is_kept_and_one_that_leads_out_is_refused(tmp_path: Path) -> None:
    project, outside = tmp_path / "project", tmp_path / "outside.yaml"
    (project / "texts").mkdir(parents=True)
    (project / "texts/a.yaml").write_bytes(b"seen")
    outside.write_bytes(b"seen")
    (project / "in.yaml").symlink_to("texts/a.yaml")
    (project / "out.yaml").symlink_to(outside)
    assert exchange_file(project / "in.yaml", b"seen", b"new", within=project) is None
    assert (project / "in.yaml").is_symlink()
    assert (project / "texts/a.yaml").read_bytes() == b"new"
    with pytest.raises(Outside, match="leads out of project/"):
        exchange_file(project / "out.yaml", b"seen", b"new", within=project)
    assert outside.read_bytes() == b"seen"


@pytest.mark.parametrize("new", [b"a longer text", b"new"])
def test_a_file_with_two_names_shows_the_new_text_under_both(path: Path, new: bytes) -> None:
    path.chmod(0o2640)
    (path.parent / "other.yaml").hardlink_to(path)
    assert exchange_file(path, b"before", new, within=path.parent) == b"seen"
    assert exchange_file(path, b"seen", new, within=path.parent) is None
    assert (path.parent / "other.yaml").read_bytes() == path.read_bytes() == new
    assert path.samefile(path.parent / "other.yaml")
    assert path.stat().st_mode & 0o7777 == 0o2640
    assert names(path.parent) == ["other.yaml", "release.yaml"]


def test_a_file_with_two_names_stays_as_it_was_on_a_full_disk(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (path.parent / "other.yaml").hardlink_to(path)

    def filled(file: Path, mode: str, **more: object) -> object:
        if mode == "ab":
            file.write_bytes(file.read_bytes() + b"a par")
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return own(file, mode, **more)

    own: Callable[..., object] = open
    monkeypatch.setattr(files, "open", filled, raising=False)
    with pytest.raises(OSError, match="No space left"):
        exchange_file(path, b"seen", b"a longer text", within=path.parent)
    assert path.read_bytes() == b"seen"
    assert names(path.parent) == ["other.yaml", "release.yaml"]


# --- written --------------------------------------------------------------------------------------


def test_a_file_written_anew_keeps_its_mode_and_a_link_is_replaced(path: Path) -> None:
    path.chmod(0o2640)  # the bit that gives a program the file's group, and a shared folder's files theirs
    link = path.with_name("link")
    link.symlink_to(path)
    write_file(link, b"new")
    assert (link.is_symlink(), link.read_bytes(), path.read_bytes()) == (False, b"new", b"seen")
    write_file(path, b"newer")
    assert path.stat().st_mode & 0o7777 == 0o2640


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_a_file_that_root_writes_still_belongs_to_its_owner(path: Path) -> None:
    os.chown(path, 1234, 2345)
    assert exchange_file(path, b"seen", b"new", within=path.parent) is None
    assert (path.stat().st_uid, path.stat().st_gid) == (1234, 2345)


# --- inside ---------------------------------------------------------------------------------------


def test_what_a_folder_reaches_through_links(tmp_path: Path) -> None:
    project = tmp_path / "project"
    (project / "a").mkdir(parents=True)
    (project / "back").symlink_to("a/../a")
    (project / "etc").symlink_to("/etc")
    (project / "gone").symlink_to("/nowhere/at/all")
    (project / "loop").symlink_to("loop")
    (tmp_path / "door").symlink_to(project)
    assert inside(project / "back/new.txt", project) == (project / "a/new.txt").resolve()
    assert inside(tmp_path / "door/a", tmp_path / "door") == (project / "a").resolve()
    for name in ("etc/passwd", "gone", "../project2"):
        with pytest.raises(Outside):
            inside(project / name, project)
    with pytest.raises(OSError, match="symbolic links"):
        inside(project / "loop", project)


# --- locked ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["file", "folder", "pipe", "to be made"])
def test_a_lock_is_waited_for(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "lock"
    {"file": path.touch, "folder": path.mkdir, "pipe": lambda: os.mkfifo(path), "to be made": lambda: None}[kind]()
    code = "import sys, pathlib; from hkpress.core.files import locked\nwith locked(pathlib.Path(sys.argv[1])): print(1, flush=True); input()"
    holder = subprocess.Popen(
        [sys.executable, "-c", code, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdin is not None
    assert holder.stdout is not None
    assert holder.stdout.readline() == "1\n"
    with locked(path, waiting=lambda: holder.kill()):
        assert holder.wait() < 0
    holder.stdin.close()
    holder.stdout.close()


def test_a_lock_is_not_taken_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="symbolic links"), locked(tmp_path / "lock"):
        pass
    assert not (tmp_path / "elsewhere").exists()
