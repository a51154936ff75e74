"""How long the desk takes to answer: 200 edits of the larger seed, one after the other (`python benchmarks/desk.py`).

It measures from the request's arrival at the desk to its answer, over HTTP on this machine: the HTML of the edited
edition (with the file written), the findings, and the picture of the printed page with the text. Beside the clock time
it prints the processor time of the desk itself, which other programs of the machine do not change.

`python benchmarks/desk.py typing 5000` shows whether memory stays flat. It makes 5,000 edits as fast as it can, which
is about half an hour of typing, and asks for the findings after every fifth.
"""

from __future__ import annotations

import http.client
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
SLUG = "2025-04-24-two-sessions"
EDITS = int(sys.argv[-1]) if len(sys.argv) > 1 else 200
GOALS = {"HTML of the edited edition": 20, "findings": 50, "picture of the page": 400}  # milliseconds, 95th percentile


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "releases", Path(folder) / "releases")
        command = [sys.executable, "-m", "hkpress", "desk", "--no-browser"]
        begun = time.perf_counter()
        with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as desk:
            try:
                assert desk.stdout
                address = desk.stdout.readline().split()[-1]
                print(f"started in {time.perf_counter() - begun:.1f} s")
                (typing if "typing" in sys.argv else measure)(address, desk.pid)
            finally:
                desk.terminate()


class Session:
    """An officer who types at the desk: each edit adds a word to an English paragraph, ten words to each in turn."""

    def __init__(self, address: str, process: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", int(address.split(":")[2].split("/")[0]))
        self.headers = {"x-hkpress-key": address.split("key=")[1]}
        self.process = process
        told: dict[str, Any] = json.loads(self.ask("")[0])
        body = told["data"]["body"]
        self.words = {at: each["en"] for at, each in enumerate(body) if isinstance(each, dict) and "en" in each}
        self.places = [*self.words]

    def ask(self, path: str, body: object = None) -> tuple[bytes, float, float]:
        """The answer, and its milliseconds of clock time and of processor time."""
        begun, spent = time.perf_counter(), worked(self.process)
        data = json.dumps(body) if body else None
        self.connection.request("POST" if data else "GET", f"/api/releases/{SLUG}{path}", data, self.headers)
        answer = self.connection.getresponse()
        content = answer.read()
        assert answer.status == 200, content[:300]
        taken = 1000 * (time.perf_counter() - begun)
        return content, taken, sum(each - spent.get(thread, 0) for thread, each in worked(self.process).items())

    def edit(self, number: int, said: str) -> tuple[int, tuple[bytes, float, float]]:
        """The paragraph that was edited, and the answer with its web page."""
        at = self.places[number // 10 % len(self.places)]
        change = {"do": "write", "loc": ["body", at, "en"], "was": self.words[at], "value": said.format(self.words[at])}
        made = self.ask("/changes", {"changes": [change], "edition": "en", "look": "web"})
        self.words[at] = change["value"]
        return at, made


def measure(address: str, process: int) -> None:
    session = Session(address, process)
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in GOALS}
    for number in range(EDITS):
        at, made = session.edit(number, f"{{}} word{number}")
        times["HTML of the edited edition"].append(made[1:])
        times["findings"].append(session.ask("/findings")[1:])
        if number % 5 == 0:
            times["picture of the page"].append(session.ask(f"/paper?edition=en&focus=body/{at}&width=900")[1:])
    print(f"{'milliseconds: median and 95th percentile':42} by the clock    processor    goal")
    for name, found in times.items():
        few = min(3, len(found) - 1)  # leave out the fastest
        columns = (sorted(each)[few:] for each in zip(*found, strict=True))
        shown = "  ".join(f"{statistics.median(each):6.1f} {each[int(len(each) * 0.95)]:6.1f}" for each in columns)
        print(f"{name:40} {shown}   {GOALS[name]:4}")
    print(f"memory after {EDITS} edits {resident(process):.0f} MB")


def typing(address: str, process: int) -> None:
    session = Session(address, process)
    whole = dict(session.words)
    for number in range(EDITS):
        if number % 10 == 0:  # a real text does not grow for ever
            session.edit(number, whole[session.places[number // 10 % len(session.places)]])
        session.edit(number, f"{{}} word{number}")
        if number % 5 == 0:
            session.ask("/findings")
        if (number + 1) % max(1, EDITS // 5) == 0:
            print(f"memory after {number + 1} edits {resident(process):.1f} MB", flush=True)


def worked(process: int) -> dict[str, float]:
    """Milliseconds of processor time that each thread of a process has used; none where the system does not say."""
    states = Path(f"/proc/{process}/task").glob("*/schedstat")
    return {path.parent.name: int(path.read_text().split()[0]) / 1e6 for path in states}


def resident(process: int) -> float:
    status = Path(f"/proc/{process}/status")
    line = (
        next((each for each in status.read_text().splitlines() if each.startswith("VmRSS")), "")
        if status.exists()
        else ""
    )
    return int(line.split()[1]) / 1024 if line else 0.0


if __name__ == "__main__":
    main()
