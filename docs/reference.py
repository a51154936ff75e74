"""The pages of the documentation that are made from the code: `python docs/reference.py` writes them."""

from __future__ import annotations

import ast
import inspect
import itertools
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).parents[1]))

from hkpress.cli import main
from hkpress.core.layout import PACKAGED
from hkpress.page import document, page
from hkpress.release import editions, model, pictures, settings
from hkpress.release.project import Project

DOCS = Path(__file__).parent


# --- cli.md ---------------------------------------------------------------------------------------


def cli() -> str:
    """Every command, its arguments and options."""
    context = click.Context(main, info_name="hkpress", **main.context_settings)
    parts = ["# Commands", "What `hkpress COMMAND --help` prints, on one page."]
    parts += [
        "Every command exits with 0 when all is well, 1 when something is wrong in what it read, 2 when the command "
        "itself is wrong, and 3 when a file cannot be read or written."
    ]
    for name in main.list_commands(context):
        _, command, _ = main.resolve_command(context, [name])
        assert command
        parts += _command(command, click.Context(command, info_name=name, parent=context))
    return "\n\n".join(parts) + "\n"


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    level = "#" * (context.command_path.count(" ") + 1)
    yield f"{level} {context.command_path}"
    usage = " ".join(command.collect_usage_pieces(context))
    yield f"    {context.command_path} {usage}"
    yield from _prose(inspect.cleandoc(command.help or ""))
    records = (each.get_help_record(context) for each in command.get_params(context))
    rows = [record for record in records if record and record[1]]  # an argument has no words
    yield "\n".join(["| option | |", "|---|---|", *(f"| `{_cell(option)}` | {_cell(text)} |" for option, text in rows)])
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner
            yield from _command(inner, click.Context(inner, info_name=name, parent=context))


def _prose(text: str) -> Iterator[str]:
    """Paragraphs; those after a \\b, which click does not rewrap, as lines of code."""
    for paragraph in text.split("\n\n"):
        if paragraph.startswith("\b"):
            yield "\n".join(f"    {line}" for line in paragraph.splitlines()[1:])
        else:
            yield paragraph.replace("\n", " ")


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


# --- themes.md ------------------------------------------------------------------------------------


def themes() -> str:
    """What a template sees: the page and its parts, blocks, macros, filters and functions."""
    parts = [
        "# What a template sees",
        "A theme's templates are Jinja. They see one edition of one release as `page`, in one language. Texts are "
        "one-line Markdown: print them with `| inline`, or with `| words` where no markup is allowed. What the author "
        'left out is "" or an empty list.',
        "## The page",
    ]
    for module in (page, editions, pictures):
        for node in ast.parse(inspect.getsource(module)).body:
            if isinstance(node, ast.ClassDef) and node.name != "Said" and (rows := list(_fields(node))):
                parts += [f"### {node.name}", *_said(node), "\n".join(["| field | type | |", "|---|---|---|", *rows])]
    parts += ["## Blocks", "A theme changes a block with `{% block name %}…{% endblock %}`; the others stay base's."]
    parts += [
        "\n".join(f"* `{template}`: {', '.join(f'`{name}`' for name in _blocks(template))}" for template in _TEMPLATES)
    ]
    parts += ["## Macros", "Each part of a release is a macro of `components.html` and of `components.txt`."]
    parts += ["\n".join(["| macro | in | |", "|---|---|---|", *_macros()])]
    parts += ["## Filters and functions", "\n".join(["| | |", "|---|---|", *_helpers()])]
    return "\n\n".join(parts) + "\n"


_TEMPLATES = ("release.html", "release.txt")


def _said(node: ast.ClassDef) -> Iterator[str]:
    if text := ast.get_docstring(node):
        yield text.replace("\n", " ")


def _fields(node: ast.ClassDef) -> Iterator[str]:
    """The fields of a frozen value, each with the sentence below it."""
    for line, after in itertools.pairwise([*node.body, ast.Pass()]):
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name) and not _is_constant(line):
            said = after.value.value if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) else ""
            kind = ast.unparse(line.annotation).replace("pictures.", "")
            yield f"| `{line.target.id}` | `{_cell(kind)}` | {_cell(inspect.cleandoc(str(said)))} |"


def _is_constant(line: ast.AnnAssign) -> bool:
    return "ClassVar" in ast.unparse(line.annotation)


def _blocks(template: str) -> list[str]:
    return re.findall(r"{%-? block (\w+)", (PACKAGED / "base" / template).read_text("utf-8"))


def _macros() -> Iterator[str]:
    """Each macro, where it is defined, and the comment above it."""
    found: dict[str, tuple[list[str], str]] = {}
    for name in ("components.html", "components.txt"):
        text = (PACKAGED / "base" / name).read_text("utf-8")
        for match in re.finditer(r"(?:{#(?P<said>[^#]*)#}\n)?{%-? macro (?P<call>[^%]*?) -?%}", text):
            places, said = found.setdefault(match["call"], ([], ""))
            comment = " ".join((match["said"] or "").split())
            found[match["call"]] = [*places, name.rpartition(".")[2]], said or comment.strip("- ")
    for call, (places, said) in found.items():
        yield f"| `{_cell(call)}` | {', '.join(places)} | {_cell(said)} |"


def _helpers() -> Iterator[str]:
    for name, said in document.HELPERS.items():
        yield f"| `{_cell(name)}` | {_cell(said)} |"


# --- fields.md ------------------------------------------------------------------------------------

_FILES = {
    "Manuscript": "releases/<name>/release.yaml",
    "Issuer": "releases/_shared/issuers/<name>.yaml",
    "Person": "releases/_shared/people.yaml, an entry",
    "Topic": "releases/_shared/topics.yaml, an entry",
    "Glossary": "releases/_shared/glossary.yaml",
    "Settings": "hkpress.toml",
}
_KINDS = {
    "str": "text without language",
    "Line": "text without language",
    "Words": "text",
    "Date": "day",
    "Moment": "day and time",
    "Clock": "time of day",
    "Url": "address",
    "Email": "e-mail address",
    "PictureFile": "picture file",
    "LogoFile": "SVG or picture file",
    "AttachedFile": "file",
    "Marks": "two characters",
    "Currency": "three letters",
    "Cell": "Text, or text without language",
    "Name": "Text, or text without language",
    "Block": "block",
    "_IssuerName": "name of an issuer",
    "Style": "(1), (a), (i), 一、, （一）; or `en` and `tc` of these",
}


def fields() -> str:
    """Every field of the files that an author writes: type, what it is for, an example."""
    examples = _examples()
    parts = [
        "# Fields",
        "All fields of a release and of the files that releases share. A *Text* has both languages, `{en: …, tc: …}`; "
        "a plain string is enough in a release, or a part of one, with a single language. The examples are from the "
        "releases in `tests/specimen/` and `releases/`.",
    ]
    nodes = [
        node
        for module in (model, settings)
        for node in ast.parse(inspect.getsource(module)).body
        if isinstance(node, ast.ClassDef) and {base.id for base in node.bases if isinstance(base, ast.Name)} & _MODELS
    ]
    for node in sorted(nodes, key=lambda each: list(_FILES).index(each.name) if each.name in _FILES else 99):
        rows = [row for row in _model_rows(node, examples) if row]
        if rows:
            head = f"## {node.name}" + (f" ({_FILES[node.name]})" if node.name in _FILES else "")
            parts += [head, *_said(node), "\n".join(["| field | type | | example |", "|---|---|---|---|", *rows])]
    return "\n\n".join(parts) + "\n"


_MODELS = {"Model", "Limited", "Text", "Subitem"}


def _model_rows(node: ast.ClassDef, examples: dict[tuple[str, str], str]) -> Iterator[str]:
    for line, after in itertools.pairwise([*node.body, ast.Pass()]):
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
            said = after.value.value if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) else ""
            name = line.target.id
            must = "" if line.value and "min_length=1)" not in ast.unparse(line.value) else " (required)"
            example = examples.get((node.name, name), "")
            cells = (f"`{name}`", _kind(line.annotation) + must, inspect.cleandoc(str(said)))
            yield f"| {' | '.join(map(_cell, cells))} | {f'`{_cell(example)}`' if example else ''} |"


def _kind(annotation: ast.expr) -> str:
    """The type in an author's words."""
    match annotation:
        case ast.Subscript(value=ast.Name(id="Annotated"), slice=ast.Tuple(elts=[first, *_])):
            return _kind(first)
        case ast.Subscript(value=ast.Name(id="tuple"), slice=ast.Tuple(elts=[first, *_])):
            return f"list of {_kind(first)}"
        case ast.Subscript(value=ast.Name(id="Literal"), slice=choices):
            each = choices.elts if isinstance(choices, ast.Tuple) else [choices]
            return ", ".join(f"`{choice.value}`" for choice in each if isinstance(choice, ast.Constant))
        case ast.BinOp(left=left):
            return _kind(left)
        case ast.Name(id=name):
            return _KINDS.get(name, name)
        case _:
            return "group"


def _examples() -> dict[tuple[str, str], str]:
    """The first use of each field in the releases of the specimen and of the project, by class and field."""
    found: dict[tuple[str, str], str] = {}
    for root in (DOCS.parent / "tests" / "specimen", DOCS.parent):
        for slug in Project(root).slugs():
            for each, (origin, loc) in Project(root).read(slug).models():
                for field in sorted(each.model_fields_set):
                    written = origin.data
                    for step in (*loc, field):
                        written = written[step]
                    owners = [
                        kind.__name__ for kind in type(each).__mro__ if field in getattr(kind, "__annotations__", {})
                    ]
                    for owner in owners:
                        found.setdefault((owner, field), _short(written))
    return found


def _short(value: object) -> str:
    """A value on one line, cut off if it is long."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_short(each)}" for key, each in itertools.islice(value.items(), 3)) + "}"
    if isinstance(value, list):
        return f"[{_short(value[0])}{', …' if len(value) > 1 else ''}]" if value else "[]"
    text = str(value).split("\n", 1)[0].replace("`", "'")
    return text if len(text) <= 24 else f"{text[:23]}…"


PAGES: dict[str, Callable[[], str]] = {"cli.md": cli, "fields.md": fields, "themes.md": themes}
"""Each page that is made from the code, and what makes it."""

if __name__ == "__main__":
    for file, write in PAGES.items():
        (DOCS / file).write_text(write(), "utf-8")
