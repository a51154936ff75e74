from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import hkpress

PACKAGE = Path(hkpress.__file__).parent

ROOMS = [  # the data's way: a module imports from its own room and from those above it
    "core",
    "figures",
    "chinese",
    "release",
    "check",
    "page",
    "printing",
    "formats",
    "production",
    "golden",
    "importing",
    "newsroom",
    "desk",
    "cli",
]
TOP = {"__init__.py", "__main__.py"}


def modules() -> dict[str, Path]:
    named = {}
    for path in PACKAGE.rglob("*.py"):
        parts = ("hkpress", *path.relative_to(PACKAGE).with_suffix("").parts)
        named[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return named


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def statements(path: Path) -> list[ast.AST]:
    """The imports and classes of a file, inside functions too."""
    kinds = (ast.Import, ast.ImportFrom, ast.ClassDef)
    found, left = list[ast.AST](), list[ast.AST]([tree(path)])
    while left:  # ast.walk would look at each expression as well
        node = left.pop()
        found += [node] * isinstance(node, kinds)
        left += [each for field in _BLOCKS for each in getattr(node, field, ())]
    return found


_BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")
"""The fields of a statement that hold statements."""


def imports(path: Path, known: set[str]) -> set[str]:
    """The modules of the package that a file imports, at its top or inside a function."""
    names = set()
    for node in statements(path):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("hkpress"):
            inside = {f"{node.module}.{name.name}" for name in node.names} & known
            names |= inside or {node.module}
        elif isinstance(node, ast.Import):
            names |= {name.name for name in node.names if name.name.startswith("hkpress")}
    return names


def room(module: str) -> int:
    """The number of a module's room; the package itself is below all (every room may ask its version)."""
    parts = module.split(".")
    if len(parts) == 1:
        return -1
    return len(ROOMS) if parts[1] == "__main__" else ROOMS.index(parts[1])


def test_every_module_is_in_a_room() -> None:
    rooms = {path.name for path in PACKAGE.iterdir() if path.is_dir() and any(path.rglob("*.py"))}
    assert rooms == set(ROOMS)
    assert {path.name for path in PACKAGE.glob("*.py")} == TOP


def test_a_module_imports_only_from_its_own_room_and_those_above() -> None:
    known = modules()
    seen = 0
    del known["hkpress"]  # the front door: its functions lead to every room
    for module, path in known.items():
        for imported in imports(path, set(known)):
            seen += 1
            assert room(imported) <= room(module), f"{module} imports {imported}"
    assert seen > 40


def test_no_modules_import_each_other_in_a_circle() -> None:
    known = modules()
    left = {module: imports(path, set(known)) - {module} for module, path in known.items()}
    while free := [module for module, needed in left.items() if not needed & left.keys()]:
        for module in free:
            del left[module]
    assert not left, "each of these imports one of the others, or one that does"


def test_only_the_printing_room_names_the_pdf_engine() -> None:
    engine = re.compile(r"(?i)weasyprint|pydyf|pango")
    named = {path for path in PACKAGE.rglob("*.py") if engine.search(path.read_text("utf-8"))}
    assert named
    assert all(path.is_relative_to(PACKAGE / "printing") for path in named), named


def test_the_name_of_a_class_means_one_thing() -> None:
    found = [node for path in PACKAGE.rglob("*.py") for node in statements(path)]
    names = Counter(node.name for node in found if isinstance(node, ast.ClassDef))
    assert {name for name, count in names.items() if count > 1} == set()


SHARED = {
    "_in_passage": "the findings of a rule in one text",
    "_in_pair": "the findings of a rule in a text and its translation",
    "_in_block": "the findings of a rule in a paragraph with its quotation",
}
"""Private functions that are the same thing in each module that has them."""


def test_the_name_of_a_private_function_means_one_thing() -> None:
    defined = Counter(
        node.name
        for path in modules().values()
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("_") and node.name not in SHARED
    )
    common = [name for name, times in defined.items() if times > 2]
    assert not common, "rename these by what each does, or list them in SHARED"


def test_a_function_whose_name_others_have_is_called_through_its_module() -> None:
    """`manifest.read(path)` says what is read; a bare `read(path)` does not, if other modules read other things."""
    defined = Counter(
        node.name for path in modules().values() for node in tree(path).body if isinstance(node, ast.FunctionDef)
    )
    shared = {name for name, times in defined.items() if times > 1} - {"main"}
    bare = [
        f"{module}: {name.name}"
        for module, path in modules().items()
        for node in statements(path)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("hkpress")
        for name in node.names
        if name.name in shared and f"{node.module}.{name.name}" not in modules()
    ]
    assert not bare, "import the module, or rename the function by what it does"


def test_the_name_of_a_private_constant_means_one_thing() -> None:
    defined = Counter(name for path in modules().values() for name in set(constants(path)))
    common = [name for name, times in defined.items() if times > 2]
    assert not common, "rename these by what each holds, or keep one of them in the highest room"


def constants(path: Path) -> Iterator[str]:
    """The private names in capitals that a module binds at its top."""
    for node in tree(path).body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        for target in targets:
            named = target.elts if isinstance(target, ast.Tuple) else [target]
            yield from (
                each.id for each in named if isinstance(each, ast.Name) and re.fullmatch("_[A-Z][A-Z_]*", each.id)
            )
