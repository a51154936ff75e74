"""Two who write at once, a program that is killed: every text that was accepted is in the file or in a version."""

from __future__ import annotations

import os
import signal
import threading
import time
from http.client import HTTPException
from pathlib import Path

from hkpress.desk.versions import Versions
from hkpress.release import source
from tests.desk.conftest import SEED, Running, copied, kept, project

LONG = bool(os.environ.get("HKPRESS_LONG"))
SECONDS = 60 if LONG else 0.3
KILLS = 20 if LONG else 1
CHANGES = f"/api/releases/{SEED}/changes"


def change(value: str, was: str) -> dict[str, object]:
    return {"changes": [{"do": "write", "loc": ["body", 0, "en"], "was": was, "value": value}]}


def test_two_writers_lose_nothing_of_each_other(desk: Running) -> None:
    end = time.monotonic() + SECONDS
    file = desk.file()
    second = source.read(file).data["body"][1]["en"]
    ours: list[str] = []
    theirs: list[str] = []

    def going() -> bool:
        """Let both write for the given time; on a busy machine, until each has written often enough."""
        now = time.monotonic()
        return now < end or (min(len(ours), len(theirs)) <= 10 and now < end + 60)

    def script() -> None:
        """Another program: it reads, changes a paragraph, and puts a new file in the place."""
        said = second
        while going():
            text = file.read_text("utf-8")
            if said not in text:  # its last text is gone from the file, so a version must have it
                assert any(said in each for each in kept(desk.root))
                said = source.parse_text(text, file).data["body"][1]["en"]
            new = f"Theirs {len(theirs)}."
            partial = file.with_suffix(".new")
            partial.write_text(text.replace(said, new), "utf-8")
            partial.replace(file)
            said = new
            theirs.append(new)
            time.sleep(0.05)

    failed: list[BaseException] = []

    def guarded() -> None:
        try:
            script()
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=guarded)
    thread.start()
    was = source.read(file).data["body"][0]["en"]
    while going():
        value = f"Ours {len(ours)}."
        status, told = desk.ask(CHANGES, change(value, was))
        if status == 200:
            ours.append(value)
            was = value
        elif status == 409:
            was = told["theirs"]
        else:  # on a busy machine the other program may write all the time: then the desk writes nothing
            assert "another program writes" in told["problem"], told
    thread.join()
    assert not failed
    assert len(ours) > 10
    assert len(theirs) > 10
    texts = kept(desk.root)
    assert [each for each in ours if not any(each in text for text in texts)] == []


def test_a_desk_that_is_killed_while_it_saves_leaves_a_whole_file(tmp_path: Path) -> None:
    root = project(tmp_path)
    file = root / "releases" / SEED / "release.yaml"
    addresses = set()
    for number in range(KILLS):
        running = copied(root)
        addresses.add(running.address)
        accepted = [source.read(file).data["body"][0]["en"]]
        killer = threading.Timer(0.1 + 0.07 * number, running.process.send_signal, [signal.SIGKILL])
        tried = accepted[0]
        try:
            while True:
                if len(accepted) == 3:
                    killer.start()
                tried = f"Round {number}, text {len(accepted)}."
                status, _ = running.ask(CHANGES, change(tried, accepted[-1]))
                assert status == 200
                accepted.append(tried)
        except (OSError, HTTPException):
            pass  # it is dead, perhaps in the middle of an answer
        killer.join()
        running.process.communicate()
        now = source.read(file).data["body"][0]["en"]
        assert now in (accepted[-1], tried)
        assert any(accepted[-1] in text for text in kept(root))
    assert len({each.split("key=")[1] for each in addresses}) == KILLS  # another program on that port has no key


def test_old_versions_are_thinned_out_and_new_ones_kept(tmp_path: Path) -> None:
    versions = Versions.of(tmp_path, "x")
    now = time.time()
    names = [versions.keep(f"text {number}".encode()) for number in range(40)]
    for number, name in enumerate(names):
        path = versions.folder / f"{name}.yaml"
        age = number * 30 if number < 20 else 3600 + number  # one in half a minute, then many at once
        os.utime(path, (now - age, now - age))
    versions.prune()
    left = {each.digest for each in versions.all()}
    assert {*names[:20]} <= left
    assert len(left) == 21
    assert versions.read(names[0]) == b"text 0"
    assert versions.read("../../etc/passwd") is None
    assert versions.read("0" * 20) is None
