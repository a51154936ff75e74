"""The finished English sentences that reach the desk, as the program's files have them, with values filled in."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent / "hkpress"
FILES = [
    *(
        ROOT / "release" / f"{name}.py"
        for name in ("model", "parse", "source", "rewrite", "pictures", "attachments", "logos")
    ),
    *sorted((ROOT / "importing").glob("*.py")),
    *sorted((ROOT / "desk").glob("*.py")),
]
CALLS = {
    "refuse",
    "Diagnostic",
    "PydanticCustomError",
    "_problem",
    "_problem_at",
    "Doubt",
    "doubt",
    "Refused",
    "_refusal",
    "_refuse",
    "_Unusable",
}
VALUE = "`headline`"
_TAILS = ("is ", "has ", "takes ", "and ")  # what follows the name of a field


def spoken() -> Iterator[tuple[str, str]]:
    """Each sentence, and the file that it stands in."""
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            for said in _expressions(node):
                for text in _texts(said):
                    if " " in text.replace(VALUE, "") and not text.startswith(" "):
                        yield (f"{VALUE} {text}" if text.startswith(_TAILS) else text), path.name


def _expressions(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in CALLS:
        yield from node.args
    elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in ("message", "note"):
        yield node.value
    elif isinstance(node, ast.FunctionDef) and node.name in ("_sentence", "problem", "_name_character"):
        yield from (each.value for each in ast.walk(node) if isinstance(each, ast.Return) and each.value)


def _texts(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)):
            yield _filled(text)
        case ast.JoinedStr(values=parts):
            yield "".join(_filled(str(part.value)) if isinstance(part, ast.Constant) else VALUE for part in parts)
        case ast.IfExp(body=one, orelse=other):
            yield from (*_texts(one), *_texts(other))


def _filled(text: str) -> str:
    """A sentence of pydantic's with values in its places."""
    pieces = text.split("{")
    return pieces[0] + "".join(VALUE + each.partition("}")[2] if "}" in each else "{" + each for each in pieces[1:])
