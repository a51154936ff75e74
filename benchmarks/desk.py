"""How long the desk takes to answer: 200 edits of the larger seed, one after the other (`python benchmarks/desk.py`).

Measured from the request's arrival at the desk to its answer, over HTTP on this machine: the HTML of the edited
edition (with the file written), the findings, and the picture of the printed page with the text.
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
EDITS = int(sys.argv[1]) if len(sys.argv) > 1 else 200
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
                measure(address, desk.pid)
            finally:
                desk.terminate()


def measure(address: str, process: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", int(address.split(":")[2].split("/")[0]))
    headers = {"x-hkpress-key": address.split("key=")[1]}

    def ask(path: str, body: object = None) -> tuple[bytes, float]:
        begun = time.perf_counter()
        data = json.dumps(body) if body else None
        connection.request("POST" if data else "GET", f"/api/releases/{SLUG}{path}", data, headers)
        answer = connection.getresponse()
        content = answer.read()
        assert answer.status == 200, content[:300]
        return content, 1000 * (time.perf_counter() - begun)

    told: dict[str, Any] = json.loads(ask("")[0])
    places = [index for index, each in enumerate(told["data"]["body"]) if isinstance(each, dict) and "en" in each]
    words = {index: told["data"]["body"][index]["en"] for index in places}
    times: dict[str, list[float]] = {name: [] for name in GOALS}
    sizes = []
    for number in range(EDITS):
        index = places[number // 10 % len(places)]
        new = f"{words[index]} word{number}"
        change = {"do": "write", "loc": ["body", index, "en"], "was": words[index], "value": new}
        times["HTML of the edited edition"].append(
            ask("/changes", {"changes": [change], "edition": "en", "look": "web"})[1]
        )
        times["findings"].append(ask("/findings?lang=en")[1])
        if number % 5 == 0:
            times["picture of the page"].append(ask(f"/paper?edition=en&focus=body/{index}&width=900")[1])
        words[index] = new
        sizes.append(resident(process))
    for name, found in times.items():
        found = sorted(found[3:])
        p95 = found[int(len(found) * 0.95)]
        print(f"{name:28} median {statistics.median(found):6.1f} ms   p95 {p95:6.1f} ms   goal {GOALS[name]} ms")
    print(f"memory after {EDITS // 4} edits {sizes[EDITS // 4]:.0f} MB, after {EDITS} {sizes[-1]:.0f} MB")


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
