from __future__ import annotations

import ast
from pathlib import Path

import hkpress

PACKAGE = Path(hkpress.__file__).parent

LAYERS = [  # a module imports from the lines above its own, and from its own folder
    ["hkpress"],
    ["hkpress.diagnostics", "hkpress.cache"],
    [
        "hkpress.figures",
        "hkpress.figures.addresses",
        "hkpress.figures.chinese",
        "hkpress.figures.chinese_dates",
        "hkpress.figures.compare",
        "hkpress.figures.currencies",
        "hkpress.figures.english",
        "hkpress.figures.english_dates",
        "hkpress.figures.equality",
        "hkpress.figures.finding",
        "hkpress.figures.folding",
        "hkpress.figures.idioms",
        "hkpress.figures.leeway",
        "hkpress.figures.numerals",
        "hkpress.figures.relations",
        "hkpress.figures.relative",
        "hkpress.figures.scanning",
        "hkpress.figures.spread",
        "hkpress.figures.values",
    ],
    [
        "hkpress.chinese",
        "hkpress.chinese.convert",
        "hkpress.chinese.engine",
        "hkpress.chinese.forms",
        "hkpress.chinese.lexicon",
        "hkpress.chinese.lookalikes",
        "hkpress.chinese.numerals",
        "hkpress.chinese.tables",
        "hkpress.chinese.typography",
    ],
    ["hkpress.layout", "hkpress.files"],
    ["hkpress.unchanged"],
    ["hkpress.source", "hkpress.pictures", "hkpress.fonts", "hkpress.inline"],
    ["hkpress.environment"],
    ["hkpress.model", "hkpress.editions"],
    ["hkpress.parse"],
    [
        "hkpress.check",
        "hkpress.check.alt_text",
        "hkpress.check.boilerplate_age",
        "hkpress.check.bracket",
        "hkpress.check.bracket_width",
        "hkpress.check.chinese_space",
        "hkpress.check.contact",
        "hkpress.check.dateline",
        "hkpress.check.dead_link",
        "hkpress.check.doubled_mark",
        "hkpress.check.doubled_word",
        "hkpress.check.embargo",
        "hkpress.check.figures",
        "hkpress.check.finding",
        "hkpress.check.full_width",
        "hkpress.check.glossary",
        "hkpress.check.glyph",
        "hkpress.check.headline_length",
        "hkpress.check.homoglyph",
        "hkpress.check.house_form",
        "hkpress.check.lookalike",
        "hkpress.check.manual",
        "hkpress.check.mark_form",
        "hkpress.check.mark_width",
        "hkpress.check.markup",
        "hkpress.check.messages",
        "hkpress.check.missing_text",
        "hkpress.check.mixed_forms",
        "hkpress.check.mixed_marks",
        "hkpress.check.name_pair",
        "hkpress.check.names",
        "hkpress.check.near_name",
        "hkpress.check.photo_size",
        "hkpress.check.placeholder",
        "hkpress.check.proof",
        "hkpress.check.quotation",
        "hkpress.check.quote_balance",
        "hkpress.check.quote_kind",
        "hkpress.check.regional_term",
        "hkpress.check.repair",
        "hkpress.check.reports",
        "hkpress.check.signs",
        "hkpress.check.silence",
        "hkpress.check.space",
        "hkpress.check.speaker",
        "hkpress.check.sum_notation",
        "hkpress.check.untranslated",
        "hkpress.check.weekday",
        "hkpress.check.wrong_form",
    ],
    ["hkpress.page", "hkpress.labels"],
    ["hkpress.theme"],
    ["hkpress.document"],
    [
        "hkpress.formats",
        "hkpress.formats.drawing",
        "hkpress.formats.embedding",
        "hkpress.formats.html",
        "hkpress.formats.spacing",
        "hkpress.formats.justify",
        "hkpress.formats.languages",
        "hkpress.formats.lines",
        "hkpress.formats.pdf",
        "hkpress.formats.press",
        "hkpress.formats.sheet",
        "hkpress.formats.quick",
        "hkpress.formats.styles",
        "hkpress.formats.text",
    ],
    ["hkpress.project"],
    [
        "hkpress.build",
        "hkpress.build.cluster",
        "hkpress.build.inputs",
        "hkpress.build.make",
        "hkpress.build.manifest",
        "hkpress.build.plan",
        "hkpress.build.stamps",
        "hkpress.build.processes",
        "hkpress.build.workers",
        "hkpress.build.workplace",
        "hkpress.inspection",
    ],
    [
        "hkpress.golden",
        "hkpress.golden.changes",
        "hkpress.golden.comparing",
        "hkpress.golden.history",
        "hkpress.golden.judging",
        "hkpress.golden.parts",
        "hkpress.golden.pictures",
        "hkpress.golden.reading",
        "hkpress.golden.report",
        "hkpress.golden.sets",
        "hkpress.golden.structure",
        "hkpress.golden.telling",
        "hkpress.golden.tracing",
        "hkpress.golden.wording",
    ],
    ["hkpress.scaffold"],
    [
        "hkpress.cli",
        "hkpress.cli.build",
        "hkpress.cli.check",
        "hkpress.cli.console",
        "hkpress.cli.diff",
        "hkpress.cli.fonts",
        "hkpress.cli.golden",
        "hkpress.cli.start",
    ],
    ["hkpress.__main__"],
]
LAYER = {module: number for number, modules in enumerate(LAYERS) for module in modules}


def modules() -> dict[str, Path]:
    found = {}
    for path in PACKAGE.rglob("*.py"):
        parts = ("hkpress", *path.relative_to(PACKAGE).with_suffix("").parts)
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports(path: Path) -> set[str]:
    """The modules of the package that a file imports, at its top or inside a function."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("hkpress"):
            inside = {f"{node.module}.{name.name}" for name in node.names} & LAYER.keys()
            names |= inside or {node.module}
        elif isinstance(node, ast.Import):
            names |= {name.name for name in node.names if name.name.startswith("hkpress")}
    return names


def test_every_module_has_a_layer() -> None:
    assert modules().keys() == LAYER.keys()


def test_a_module_imports_only_from_the_layers_below() -> None:
    seen = 0
    for module, path in modules().items():
        for imported in imports(path):
            seen += 1
            same_folder = module.split(".")[1:2] == imported.split(".")[1:2]
            assert LAYER[imported] < LAYER[module] or same_folder, f"{module} imports {imported}"
    assert seen > 40
