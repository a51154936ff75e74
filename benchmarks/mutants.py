"""Changes one token of the code at a time; a test must fail each time: `make mutants`.

    python -m benchmarks.mutants hkpress/figures tests/figures --sample 60 --seed 1

Prints each change that no test noticed, with its line, and the share of changes that were noticed. The first argument
is a folder or module; pytest gets the others. The code is changed in a copy.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
LEFT_OUT = {
    ".git",
    ".venv",
    "build",
    "dist",
    "node_modules",
    "__pycache__",
    ".pytest_cache",
    ".mypy_cache",
    ".ruff_cache",
}
SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.Div: ast.Mult,
}  # fmt: skip
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}

Change = tuple[str, Callable[[], None]]
"""The changes: the description of each, and the function that makes it in the tree."""


def changes(tree: ast.AST) -> Iterator[tuple[int, Change]]:
    """Every change of one token that a test should notice, with its line."""
    unheard = {id(part) for node in ast.walk(tree) for part in _unheard(node)}
    for node in ast.walk(tree):
        if id(node) in unheard or any(_unheard(node)):  # no test can notice
            continue
        line = getattr(node, "lineno", 0)
        yield from ((line, change) for change in _of_node(node))


def _unheard(node: ast.AST) -> Iterator[ast.expr]:
    """What only asserts, or only saves time: dataclass(frozen=True), zip(strict=True), lru_cache(maxsize=64)."""
    match node:
        case ast.Call(func=ast.Name(id="dataclass" | "zip"), keywords=keywords):
            yield from (word.value for word in keywords if word.arg in ("frozen", "strict"))
        case ast.Call(func=ast.Name(id="lru_cache" | "cache"), args=sizes, keywords=keywords):
            yield from (*sizes, *(word.value for word in keywords))


def _of_node(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.Compare(ops=[operator]) if type(operator) in SWAPS:
            yield f"{ast.unparse(node)}: another comparison", lambda: _set(node, "ops", [SWAPS[type(operator)]()])
        case ast.BoolOp(values=[first, *_]):
            yield f"{ast.unparse(node)}: and for or", lambda: _set(node, "op", SWAPS[type(node.op)]())
            yield f"{ast.unparse(node)}: only its first part", lambda: _set(node, "values", [first, first])
        case ast.BinOp(op=operator) if type(operator) in SWAPS:
            yield f"{ast.unparse(node)}: another operator", lambda: _set(node, "op", SWAPS[type(operator)]())
        case ast.If() | ast.IfExp() | ast.While():
            yield f"if {ast.unparse(node.test)}: the opposite", lambda: _set(node, "test", _not(node.test))
        case ast.comprehension(ifs=[test, *_]):
            yield f"for … if {ast.unparse(test)}: without the if", lambda: _set(node, "ifs", [])
        case ast.Constant(value=bool(value)):
            yield f"{value}: the opposite", lambda: _set(node, "value", not value)
        case ast.Constant(value=int(value)):
            yield f"{value}: one more", lambda: _set(node, "value", value + 1)
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and not value.value):
            yield f"return {ast.unparse(value)}: nothing", lambda: _set(node, "value", ast.Constant(None))
        case ast.Call(func=ast.Name(id=name)) if name in NAMES:
            yield f"{name}: {NAMES[name]}", lambda: _set(node, "func", ast.Name(NAMES[name], ast.Load()))
        case ast.Call(keywords=[first, *rest]) if first.arg is not None:
            yield f"{ast.unparse(node)}: without {first.arg}=", lambda: _set(node, "keywords", rest)


def _set(node: ast.AST, name: str, value: object) -> None:
    setattr(node, name, value)


def _not(test: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), test)


def lines(source: str) -> list[tuple[int, str]]:
    """The line of every change, and what is changed."""
    return [(line, words) for line, (words, _) in changes(ast.parse(source))]


def changed(source: str, number: int) -> str:
    """The source after one of its changes."""
    tree = ast.parse(source)
    _, (_, change) = list(changes(tree))[number]
    change()
    return ast.unparse(ast.fix_missing_locations(tree))


def copy(target: Path) -> None:
    """A copy of the project, without files that can be made again."""
    for entry in ROOT.iterdir():
        if entry.name in LEFT_OUT:
            continue
        if entry.is_dir():
            shutil.copytree(entry, target / entry.name, ignore=lambda _, names: LEFT_OUT & set(names))
        else:
            shutil.copy2(entry, target)


def noticed(folder: Path, tests: list[str], limit: float | None = None) -> bool:
    """Whether the tests fail in *folder*, or take too long."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n0", "-p", "no:cacheprovider", *tests]
    environment = os.environ | {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, timeout=limit, check=False)
    except subprocess.TimeoutExpired:
        return True
    if done.returncode not in (0, 1, 2):  # passed, failed, or not even imported
        raise RuntimeError(done.stdout.decode() + done.stderr.decode())
    return done.returncode != 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("code", help="a folder or module, such as hkpress/figures")
    parser.add_argument("tests", nargs="+", help="what pytest gets, such as tests/figures")
    parser.add_argument("--sample", type=int, default=60, help="how many changes are tried")
    parser.add_argument("--seed", type=int, default=1, help="which ones")
    options = parser.parse_args()
    code = ROOT / options.code
    files = sorted(code.rglob("*.py")) if code.is_dir() else [code]
    sources = {file: file.read_text("utf-8") for file in files}
    possible = [(file, number) for file, source in sources.items() for number in range(len(lines(source)))]
    sample = random.Random(options.seed).sample(possible, min(options.sample, len(possible)))
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        copy(folder)
        start = time.monotonic()
        if noticed(folder, options.tests):
            raise SystemExit("the tests fail without a change")
        limit = 4 * (time.monotonic() - start) + 30
        missed = 0
        for file, number in sorted(sample):
            target = folder / file.relative_to(ROOT)
            target.write_text(changed(sources[file], number), "utf-8")
            if not noticed(folder, options.tests, limit):
                missed += 1
                line, words = lines(sources[file])[number]
                print(f"{file.relative_to(ROOT)}:{line}: {words}", flush=True)
            target.write_text(sources[file], "utf-8")
    caught = len(sample) - missed
    print(f"{caught} of {len(sample)} changes noticed ({caught / len(sample):.0%}), of {len(possible)} possible ones")


if __name__ == "__main__":
    main()
