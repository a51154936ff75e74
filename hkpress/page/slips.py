"""Mistakes in a theme's files that no page shows. CSS is read to its end, whatever it contains."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from hkpress.core.diagnostics import Diagnostic, Severity, did_you_mean, nearest
from hkpress.core.fonts import FAMILIES
from hkpress.core.layout import PACKAGED
from hkpress.page.labels import at_line, read_utf8, without_chinese
from hkpress.page.theme import BASE, Theme, style

_IGNORED = re.compile(r"PDF: Ignored `(?P<name>[\w-]+)\s*:\s*(?P<value>[^`]*)` at [\d:]+, (?P<why>.*?)\.?$", re.DOTALL)
_SELECTOR = re.compile(r"PDF: Invalid or unsupported selector, ['\"]\s*(?P<selector>.*?)\s*['\"]$", re.DOTALL)
_RULE = re.compile(r"PDF: Unknown rule <AtRule @(?P<name>[\w-]+)")
_UNREAD = re.compile(r"PDF: (?:Parse error|Error:).* at (?P<line>\d+):\d+|PDF: Parse error at (?P<parsed>\d+):\d+")
_CSS = re.compile(r"PDF: (?:Ignored|Invalid or unsupported selector|Unknown rule|Parse error|Error:)")
_RULES = ("media", "page", "font-face", "supports", "counter-style", "import")


def located(theme: Theme, problems: Iterable[Diagnostic], told: Collection[Diagnostic]) -> Iterator[Diagnostic]:
    """The engine's warnings about CSS, each at the line of the theme's own style sheet. Other warnings are returned as
    they are, those in *told* are left out. A mark without a partner, and a comment that begins with //, explain the
    engine's warnings about their line, and those without a line; a variable that is not set explains a missing value.
    """
    unset = any(_UNSET in each.message for each in told)
    causes = {_line(each) for each in told if _HAS_NO_PARTNER in each.message or each.message == _NO_COMMENT}
    unknown = {_line(each) for each in told if _UNKNOWN in each.message}
    for problem in problems:
        placed = _placed(theme, problem)
        follows = placed is problem or _UNREAD.match(problem.message) or _line(placed) in causes
        again = "unknown property" in placed.message and _line(placed) in unknown
        empty = unset and problem.message.startswith("PDF: Ignored") and problem.message.endswith(", no value.")
        if not ((causes and follows and _CSS.match(problem.message)) or again or empty):
            yield placed


_HAS_NO_PARTNER, _UNKNOWN, _UNSET = "has no partner", "there is no property", "no style sheet sets"
_NO_COMMENT = "CSS has no comments with `//`: write `/* … */`"


def _line(problem: Diagnostic) -> tuple[Path | None, int | None]:
    return problem.path, problem.span.line if problem.span else None


def _placed(theme: Theme, problem: Diagnostic) -> Diagnostic:
    words, why = _sought(theme, problem.message)
    sources = (path for name in _PRINTED for path in theme.sheets(name) if not path.is_relative_to(PACKAGED / BASE))
    for path in sources if words else ():
        text = read_utf8(path)
        if place := re.search(words, text):
            message = f"the PDF ignores `{' '.join(place[0].split())}`: {why}"
            line = text.count("\n", 0, place.start()) + 1
            return replace(at_line(path, line, message, "css"), severity=problem.severity)
    return problem


def _sought(theme: Theme, message: str) -> tuple[str, str]:
    """A pattern for the words of the style sheet that the engine's *message* is about, and what is wrong with them."""
    if match := _IGNORED.match(message):
        value = r"\s+".join(map(re.escape, match["value"].split()))
        words = rf"(?<![\w-]){re.escape(match['name'])}\s*:\s*{value or '(?=[;}])'}"
        return words, match["why"] + (did_you_mean(match["name"], _properties()) if "unknown" in match["why"] else "")
    if match := _SELECTOR.match(message):
        selector = re.sub(r"^(?::is\([^()]*\)\s*)+", "", match["selector"])  # the rule around a nested one
        return r"\s+".join(map(re.escape, selector.split())), "no such selector"
    if match := _RULE.match(message):
        return rf"@{re.escape(match['name'])}", f"unknown rule{did_you_mean(match['name'], _RULES)}"
    if match := _UNREAD.match(message):
        number = int(match["line"] or match["parsed"])
        sheets = [style(theme, name).splitlines() for name in _PRINTED]
        ends = [lines[min(number, len(lines)) - 1].strip() for lines in sheets if number <= len(lines) + 1]
        words = "|".join(map(re.escape, ends))
        return words, "a brace, colon or semicolon is missing before it, or too much"
    return "", ""


_PRINTED = ("release.css", "print.css", "pdf.css")


@cache
def _properties() -> frozenset[str]:
    """The names of the properties that base's own style sheets set."""
    texts = (path.read_text("utf-8") for path in (PACKAGED / BASE).glob("*.css"))
    return frozenset(name for text in texts for name in re.findall(r"(?<![\w-])([a-z][a-z-]+)\s*:", text))


def stray(theme: Theme, editions: Collection[str]) -> Iterator[Diagnostic]:
    """A warning for each file of a project's own theme that nothing reads, such as one with a capital in its name, and
    for each of its style sheets in which a brace, bracket, quotation mark or comment is left open; and for its labels
    without Chinese, if one of the *editions* is Chinese."""
    for folder in (root / theme.name for root in theme.roots if root != PACKAGED):
        files = [path for path in sorted(folder.glob("*")) if path.is_file() and path.name[0] not in "._"]
        site = sorted(folder.glob("newsroom/*.css"))
        if not files and not site:
            continue
        known = {path.name for path in (PACKAGED / BASE).iterdir()}
        variables, faces = _variables(theme), _own_faces(theme)
        texts = [path.read_text("utf-8", errors="replace") for path in files if path.suffix in _READ]
        if {"tc", "sc"} & {*editions}:
            yield from without_chinese(files, PACKAGED, theme.roots, theme.name)
        for path in site:
            yield from _slips(path, variables, faces)
        for path in files:
            if path.suffix == ".css":
                yield from _slips(path, variables, faces)
            if path.name.startswith("~$"):  # Word's, while a file is open
                continue
            if (
                path.name in known
                or any(path.name in text for text in texts)
                or path.suffix.lower() not in _PART_SUFFIXES
            ):
                continue
            near = next((name for name in known if _stem(name) == _stem(path.name)), nearest(path.name, known))
            message = (
                f"nothing reads this file; did you mean `{near}`?" if near else "no template or style sheet names it"
            )
            yield Diagnostic(message, "unused", path, severity=Severity.WARNING)


_DECLARED = re.compile(r"(?<=[{;])\s*(?P<name>-{0,2}[A-Za-z][\w-]*)\s*:(?P<value>[^;{}]*)(?=[;}])")
_QUERIED = re.compile(r"\(\s*(?P<name>prefers-color-scheme|prefers-reduced-motion|orientation)\s*:\s*(?P<value>[\w-]+)")
_ANSWERS = {
    "prefers-color-scheme": ("light", "dark"),
    "prefers-reduced-motion": ("reduce", "no-preference"),
    "orientation": ("portrait", "landscape"),
}
_PAGES = ("first", "left", "right", "blank", "nth")


def _slips(path: Path, variables: Collection[str], faces: Collection[str]) -> Iterator[Diagnostic]:
    """A warning for CSS that neither browsers, mail programs nor the PDF engine understand. *variables* and *faces*
    are the names of the theme's variables and typefaces.
    """
    text = read_utf8(path)
    if mark := _unpaired_mark(text):
        message = f"this {mark[1]} {_HAS_NO_PARTNER}, so the rules behind it do not hold"
        yield replace(at_line(path, mark[0], message, "css"), severity=Severity.WARNING)
    plain = _PAIRED.sub(_blank, text)
    slips = [(match, _NO_COMMENT) for match in re.finditer(r"(?<![^\s;{}])(?P<name>//)", plain)]
    for match in _DECLARED.finditer(plain):
        name = match["name"].lower()
        if not name.startswith("-") and name not in _known_properties():
            slips.append((match, f"{_UNKNOWN} `{name}`{did_you_mean(name, _known_properties())}"))
    for match in re.finditer(r"var\(\s*(?P<name>--[\w-]+)\s*\)", plain):
        if match["name"] not in variables:
            slips.append((match, f"no style sheet sets `{match['name']}`{did_you_mean(match['name'], variables)}"))
    for match in _QUERIED.finditer(plain):
        answers = _ANSWERS[match["name"]]
        if match["value"] not in answers:
            slips.append((match, f"`{match['value']}` is none of: {', '.join(answers)}"))
    for match in re.finditer(r"@page[^{:]*:(?P<name>[\w-]+)", plain):
        if match["name"] not in _PAGES:
            slips.append((match, f"there is no page `{match['name']}`{did_you_mean(match['name'], _PAGES)}"))
    slips += _unknown_faces(path, faces)
    for match, message in slips:
        start = next(each for each in (match.start("name"), match.start()) if each >= 0)
        line = plain.count("\n", 0, start) + 1
        yield replace(at_line(path, line, message, "css"), severity=Severity.WARNING)


_FACED = re.compile(
    r"(?<![\w-])(?:font-family|--face[\w-]*)\s*:(?P<name>[^;{}]*)|"
    r"(?<![\w-])font\s*:[^;{}]*?\d(?:[a-z]+|%)(?:\s*/\s*[\d.]+\w*)?\s+(?P<faces>[^;{}]*)"
)
"""Where a style sheet names typefaces."""
_GENERIC = (
    *("serif", "sans-serif", "monospace", "cursive", "fantasy", "math", "emoji", "fangsong", "system-ui"),
    *("ui-serif", "ui-sans-serif", "ui-monospace", "ui-rounded"),
    *("inherit", "initial", "unset", "revert", "revert-layer"),
)


def _unknown_faces(path: Path, own: Collection[str]) -> Iterator[tuple[re.Match[str], str]]:
    """Lists of typefaces that name no font of the page, and misspelt names of the theme's *own* typefaces."""
    there = {name.lower() for name in (*own, *FAMILIES)}
    text = re.sub(r"/\*.*?\*/|@font-face\s*{[^}]*}", _blank, read_utf8(path), flags=re.DOTALL)
    for match in _FACED.finditer(text):
        said = re.sub(r"\s*!important\s*$", "", match["name"] or match["faces"] or "")
        names = [name.strip(" \t\n\"'") for name in re.sub(r"var\([^)]*\)", "inherit", said).split(",")]
        slips = [name for name in names if name.lower() not in there and nearest(name, own)]
        slips = [] if any(name.lower() in there for name in names) else slips  # `"Inter Var", Inter, sans-serif`
        rest = any(name.lower() in (*there, *_GENERIC) for name in names) or path.name not in _PRINTED
        for name in slips[:1] or ([] if rest else names[:1]):
            yield match, _no_face(name, own)


def _no_face(name: str, own: Collection[str]) -> str:
    if near := nearest(name, own):
        return f"there is no typeface `{name}`; did you mean `{near}`?"
    return (
        f"there is no typeface `{name}`, and none stands behind it: there are {', '.join([*own, *FAMILIES])}; "
        "add its file with @font-face, or `, serif` or `, sans-serif` for what the reader has"
    )


def _own_faces(theme: Theme) -> tuple[str, ...]:
    """The names of the typefaces that the theme brings, in any of its files."""
    files = [path for folder in theme.folders() if folder.is_dir() for path in sorted(folder.iterdir())]
    texts = [path.read_text("utf-8", errors="replace") for path in files if path.suffix in _READ]
    rules = [rule for text in texts for rule in re.findall(r"@font-face\s*{([^}]*)}", text)]
    names = [re.search(r"font-family\s*:\s*[\"']?([^;\"'}]+)", rule) for rule in rules]
    return tuple(dict.fromkeys(name[1].strip() for name in names if name))


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


@cache
def _known_properties() -> frozenset[str]:
    """The properties of Chromium 156 and of the engine of PDFs, and what stands in rules such as @font-face."""
    return frozenset((Path(__file__).parent / "properties.txt").read_text("utf-8").split())


def _variables(theme: Theme) -> frozenset[str]:
    """The names of the values, such as --accent, that any file of the theme or of base sets."""
    files = (path for folder in theme.folders() for path in folder.rglob("*") if path.suffix in _READ)
    texts = (path.read_text("utf-8", errors="replace") for path in files)
    return frozenset(name for text in texts for name in re.findall(r"(--[\w-]+)\s*:", text))


def _stem(name: str) -> str:
    """A file's name without the part of its ending that people mistype."""
    for wrong, right in (
        (".htm", ".html"),
        (".text", ".txt"),
        (".docm", ".docx"),
        (".dotx", ".docx"),
        (".doc", ".docx"),
    ):
        if name.lower().endswith(wrong):
            return name.lower().removesuffix(wrong) + right
    return name.lower()


_PAIRED = re.compile(r"""/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|url\([^)'"]*\)""", re.DOTALL)
_OPENS = {"{": "brace", "(": "bracket", "[": "bracket", '"': "quotation mark", "'": "quotation mark", "/*": "comment"}
_CLOSES = {"}": "{", ")": "(", "]": "["}


def _unpaired_mark(sheet: str) -> tuple[int, str] | None:
    """The line of the first mark in a style sheet that has no partner, and what it is; None if all have one."""
    plain = _PAIRED.sub(_blank, sheet)
    opened: list[re.Match[str]] = []
    alone = None
    for mark in re.finditer(r"/\*|[{}()\[\]\"']", plain):
        if mark[0] in _CLOSES and opened and opened[-1][0] == _CLOSES[mark[0]]:
            opened.pop()
        elif mark[0] in "({[":
            opened.append(mark)
        else:
            alone = opened[-1] if opened and mark[0] in _CLOSES and opened[-1][0] in "([" else mark
            break
    alone = alone or (opened[0] if opened else None)
    return (plain.count("\n", 0, alone.start()) + 1, _OPENS[_CLOSES.get(alone[0], alone[0])]) if alone else None


_READ = (".html", ".txt", ".css")
_PART_SUFFIXES = (
    *_READ,
    ".htm",
    ".text",
    ".doc",
    ".dotx",
    ".docm",
    ".svg",
    ".png",
    ".jpg",
    ".jpeg",
    ".webp",
    ".woff",
    ".woff2",
    ".ttf",
    ".otf",
    ".docx",
)
