"""Shared by the benchmarks: contenders that take turns, the cost of each turn, tables, and tools installed in .bench/.

Contenders take turns, so that a busy machine slows all of them alike. Compare figures within one run only.
"""

from __future__ import annotations

import json
import os
import platform
import random
import re
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # modules are compiled once, as in an installed hkpress

HERE = Path(__file__).parent
ROOT = HERE.parent
BENCH = ROOT / ".bench"
FONTS = ROOT / "hkpress" / "core" / "fontfiles"
# Where Python may not keep compiled modules, every start compiles the edited ones again.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


class Missing(Exception):  # noqa: N818 (its text ends the sentence "not measured: …")
    """Why a contender cannot take part."""


@dataclass(frozen=True)
class Cost:
    """The cost of one turn: seconds, seconds of processor time, peak memory in MiB, bytes of output."""

    wall: float
    cpu: float = 0
    peak: float = 0
    size: int = 0


Turn = Callable[[int], Cost]


def alternate(contenders: dict[str, Turn], rounds: int, warm: int = 1) -> dict[str, list[Cost]]:
    """The costs of each contender's turns. Every second round runs backwards."""
    found: dict[str, list[Cost]] = {name: [] for name in contenders}
    for number in range(-warm, rounds):
        names = list(contenders) if number % 2 else list(contenders)[::-1]
        for name in names:
            cost = contenders[name](number + warm)
            if number >= 0:
                found[name].append(cost)
    return found


def table(title: str, found: dict[str, list[Cost]], ours: str, missing: Iterable[str] = ()) -> None:
    """Medians, and how many times as long as *ours* each takes, turn by turn."""
    print(f"\n{title} ({len(found[ours])} turns, medians)\n")
    print("| | time | × ours | processor | × ours | memory, MiB | size, kB |\n|---|--:|--:|--:|--:|--:|--:|")
    for name, costs in found.items():
        wall, cpu = (statistics.median(getattr(each, what) for each in costs) for what in ("wall", "cpu"))
        pairs = list(zip(costs, found[ours], strict=True))
        times = statistics.median(each.wall / other.wall for each, other in pairs)
        work = statistics.median(each.cpu / other.cpu if other.cpu else 0 for each, other in pairs)
        peak, size = max(each.peak for each in costs), statistics.median(each.size for each in costs)
        cells = [_seconds(wall), f"{times:.2f}", _seconds(cpu), f"{work:.2f}", f"{peak:.0f}", f"{size / 1000:.0f}"]
        given = [True, True, cpu, cpu and work, peak, size]
        print(f"| {name} | {' | '.join(c if g else '–' for c, g in zip(cells, given, strict=True))} |", flush=True)
    for reason in missing:
        print(f"\nnot measured: {reason}")


def _seconds(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms"


def present(makers: dict[str, Callable[[], Turn]]) -> tuple[dict[str, Turn], list[str]]:
    """The contenders that can take part, and why the others cannot."""
    turns, missing = {}, []
    for name, make in makers.items():
        try:
            turns[name] = make()
        except Missing as error:
            missing.append(f"{name}: {error}")
    return turns, missing


def machine() -> None:
    """Print the machine and the versions that the figures were measured on."""
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    release = re.search(r'PRETTY_NAME="(.*)"', Path("/etc/os-release").read_text())
    print(f"{os.cpu_count()} cores ({model[1] if model else platform.processor()}), {release[1] if release else ''},")
    print(f"CPython {platform.python_version()}; load when it began: {os.getloadavg()[0]:.1f}")


# --- cold: one process a turn ---------------------------------------------------------------------


def commands(lines: Sequence[Sequence[str | Path]], cwd: Path = ROOT, results: Iterable[Path] = ()) -> Cost:
    """The cost of these commands, one after the other. Raises Missing with the message of one that fails."""
    start, cpu, peak = time.perf_counter(), 0.0, 0.0
    for line in lines:
        pipe = subprocess.PIPE
        child = subprocess.Popen(
            [*map(str, line)],
            cwd=cwd,
            env=ENVIRONMENT,
            stdout=pipe,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        said = child.stdout.read() if child.stdout else ""
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise Missing(f"`{Path(line[0]).name} {' '.join(map(str, line[1:3]))}` failed: {said.strip()[-200:]}")
        cpu += used.ru_utime + used.ru_stime
        peak = max(peak, used.ru_maxrss / 1024)
    wall = time.perf_counter() - start
    if peak <= resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:
        peak = 0  # a child starts with its parent's memory
    return Cost(wall, cpu, peak, sum(path.stat().st_size for path in results))


# --- warm: a process that takes many turns --------------------------------------------------------


def serve(work: Callable[[int], bytes], peak: Callable[[], float] | None = None, cpu: bool = True) -> None:
    """Do *work* for each number that comes in, and print its cost."""
    print("ready", flush=True)
    for line in sys.stdin:
        start, used = time.perf_counter(), time.process_time()
        data = work(int(line))
        used, wall = time.process_time() - used, time.perf_counter() - start
        most = peak() if peak else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(asdict(Cost(wall, used if cpu else 0, most, len(data)))), flush=True)


def worker(*command: str | Path) -> Turn:
    """A contender that is a process with `serve` in it."""
    pipe = subprocess.PIPE
    child = subprocess.Popen([*map(str, command)], env=ENVIRONMENT, stdin=pipe, stdout=pipe, text=True)
    assert child.stdin
    assert child.stdout
    stdin, stdout = child.stdin, child.stdout
    first = stdout.readline().strip()
    if first != "ready":
        raise Missing(first or "it does not start")

    def turn(number: int) -> Cost:
        stdin.write(f"{number}\n")
        stdin.flush()
        return Cost(**json.loads(stdout.readline()))

    return turn


def tree_memory(pid: int) -> float:
    """The memory of a process and its children, in MiB; shared memory counts once."""
    total = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if pid in _ancestors(int(folder.name)):
                total += int((folder / "smaps_rollup").read_text().split("Pss:")[1].split()[0])
        except (OSError, IndexError):
            continue
    return total / 1024


def _ancestors(pid: int) -> list[int]:
    found = []
    while pid > 1:
        found.append(pid)
        pid = int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])
    return found


# --- other tools ----------------------------------------------------------------------------------


def venv(name: str, *requirements: str) -> Path:
    """The programs' folder in an environment with these Python packages, in .bench/. Raises Missing."""
    folder = BENCH / name
    if not (folder / "done").exists():
        shutil.rmtree(folder, ignore_errors=True)
        for line in ([sys.executable, "-m", "venv", folder], [folder / "bin" / "pip", "install", "-q", *requirements]):
            done = subprocess.run([*map(str, line)], capture_output=True, text=True, check=False)
            if done.returncode:
                raise Missing(f"pip could not install {' '.join(requirements)}: {done.stderr.strip()[-200:]}")
        (folder / "done").touch()
    return folder / "bin"


def npm(name: str, *packages: str) -> Path:
    """The programs' folder of these npm packages, in .bench/. Raises Missing."""
    program = shutil.which("npm")
    if not program:
        raise Missing("npm is not installed")
    folder = BENCH / name
    if not (folder / "done").exists():
        folder.mkdir(parents=True, exist_ok=True)
        line = [program, "install", "--loglevel=error", "--no-audit", "--no-fund", "--prefix", str(folder), *packages]
        done = subprocess.run(line, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Missing(f"npm could not install {' '.join(packages)}: {(done.stderr or done.stdout).strip()[-200:]}")
        (folder / "done").touch()
    return folder / "node_modules" / ".bin"


def chromium() -> str:
    """The program. Raises Missing."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        raise Missing("Chromium is not installed (Debian: apt-get install chromium)")
    return found


HKPRESS = [sys.executable, "-m", "hkpress"]


# --- texts ----------------------------------------------------------------------------------------


def varied(html: str, number: int) -> str:
    """The page with the words or characters of each sentence shuffled: a different text of the same length."""
    chance = random.Random(number)

    def text(match: re.Match[str]) -> str:
        words = match[0]
        if words[0].isascii():
            parts = words.split(" ")
            chance.shuffle(parts)
            return " ".join(parts)
        start = chance.randrange(len(words))
        return words[start:] + words[:start]

    head, end, body = html.partition("</head>")
    runs = re.compile("[\u4e00-\u9fff]{6,}|[a-z ]{12,}")
    return head + end + re.sub(r"(?<=>)[^<>]{6,}(?=<)", lambda match: runs.sub(text, match[0]), body)


def project(folder: Path, releases: int) -> Path:
    """A project of this number of releases, each with two paragraphs of its own."""
    (folder / "releases").mkdir(parents=True, exist_ok=True)
    chance = random.Random(1)
    english = (
        "the",
        "park",
        "opens",
        "a",
        "new",
        "centre",
        "for",
        "research",
        "and",
        "industry",
        "with",
        "this",
        "year",
    )
    chinese = "科技園公司今年於北部都會區啟用新的研究及產業中心並與大學合作培育人才推動創新發展"
    for number in range(releases):
        path = folder / "releases" / f"r{number:04}" / "release.yaml"
        path.parent.mkdir(exist_ok=True)
        body = []
        for _ in range(4):
            en = " ".join(chance.choices(english, k=60)).capitalize()
            tc = "".join(chance.choices(chinese, k=110))
            body.append(f"  - en: {en}.\n    tc: {tc}。\n")
        head = f"date: 2025-04-24\nheadline:\n  en: Release {number}\n  tc: 第{number}號新聞稿\nbody:\n"
        path.write_text(head + "".join(body), "utf-8")
    return folder
