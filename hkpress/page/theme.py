"""A theme: a folder of templates and style sheets without Python.

It is looked up before `templates/base`, file by file, and its style sheets follow base's. Nothing in it may come
from the network, or from outside the template folders.
"""

from __future__ import annotations

import base64
import mimetypes
import os
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from hkpress.core.diagnostics import Diagnostic, Invalid, Severity, did_you_mean, nearest
from hkpress.core.layout import PACKAGED
from hkpress.page.labels import at_line, read_text

BASE = "base"


@dataclass(frozen=True)
class Theme:
    """A house style: its name, and the template folders in the order in which they are searched."""

    name: str
    roots: tuple[Path, ...] = (PACKAGED,)

    def folders(self) -> tuple[Path, ...]:
        """The folders to look for a file, the theme's own first."""
        return tuple(root / name for name in dict.fromkeys((self.name, BASE)) for root in self.roots)

    def file(self, name: str) -> Path | None:
        """A file of the theme, such as a logo; None if there is none of that name."""
        paths = (folder / name for folder in self.folders())
        return next((path for path in paths if path.is_file() and self.holds(path)), None)

    def holds(self, path: Path) -> bool:
        """Whether the path is in a folder of this theme or of base, and no link leads out of the project from there."""
        named, real = Path(os.path.normpath(path)), Path(os.path.realpath(path))
        return any(named.is_relative_to(os.path.normpath(folder)) for folder in self.folders()) and any(
            real.is_relative_to(os.path.realpath(root.parent)) for root in self.roots
        )

    def sheets(self, name: str) -> Iterator[Path]:
        """The style sheets of that name, base's first; a project's own base stands in for the packaged one."""
        for theme in dict.fromkeys((BASE, self.name)):
            paths = (root / theme / name for root in self.roots)
            yield from [path for path in paths if path.is_file() and self.holds(path)][:1]


def style(theme: Theme, name: str) -> str:
    """The theme's style sheets called *name*, joined, with the files that they name put in as `data:` URLs."""
    return "\n".join(_self_contained(theme, path) for path in theme.sheets(name))


BLUE = "#1f4e79"
"""The colour of base."""
_ACCENT = re.compile(r"--accent:\s*(#[0-9a-fA-F]{6})\b")


def accent(theme: Theme, name: str) -> str:
    """The theme's colour, such as #1f4e79, for what base's file of that *name* draws where there are no variables.

    It is BLUE if the file is not base's: then the file itself says its colours.
    """
    path = theme.file(name)
    if path is None or path.parent.resolve() != (PACKAGED / BASE).resolve():
        return BLUE
    colours: list[str] = _ACCENT.findall(style(theme, "release.css"))
    return colours[-1].lower() if colours else BLUE


URL = re.compile(r"""url\(\s*(['"]?)(?P<address>[^'")]*)\1\s*\)|@import[^;]*;""")
_REMOTE = re.compile(r"(?i)\s*(?:[a-z][a-z0-9+.-]*:)?//|\s*(?:https?|ftp|file):")


_TYPES = mimetypes.MimeTypes()  # Python's own table: a machine's may differ, and so would the bytes
for _suffix in ("otf", "ttf", "woff", "woff2"):
    _TYPES.add_type(f"font/{_suffix}", f".{_suffix}")
_TYPES.add_type("image/webp", ".webp")


def file_url(path: Path) -> str:
    """The file as a `data:` URL."""
    return data_url(_TYPES.guess_type(path.name)[0] or "application/octet-stream", path.read_bytes())


def data_url(mime: str, data: bytes) -> str:
    """The bytes as a `data:` URL."""
    return f"data:{mime};base64,{base64.b64encode(data).decode('ascii')}"


def _self_contained(theme: Theme, sheet: Path) -> str:
    text = read_text(sheet)
    problems: list[Diagnostic] = []

    def inlined(match: re.Match[str]) -> str:
        address = match["address"]
        if address and (address.startswith(("data:", "#"))):
            return match[0]
        file = sheet.parent / address if address and not _REMOTE.match(address) else None
        if file and file.is_file() and theme.holds(file):
            return f"url({file_url(file)})"
        line = text.count("\n", 0, match.start()) + 1
        message = f"`{match[0]}` is not a file beside the style sheet: nothing is fetched from elsewhere"
        if file:
            near = did_you_mean(str(address), [path.name for path in sheet.parent.iterdir()])
            message = f"there is no file `{address}` beside the style sheet{near}"
        problems.append(at_line(sheet, line, message, "file" if file else "remote"))
        return match[0]

    without_comments = re.sub(r"/\*.*?\*/", lambda m: re.sub(r"[^\n]", " ", m[0]), text, flags=re.DOTALL)
    if "</" in text:
        line = text[: text.index("</")].count("\n") + 1
        problems.append(at_line(sheet, line, "`</` would end the page's style element", "style"))
    result = URL.sub(inlined, without_comments)
    if problems:
        raise Invalid(problems)
    return re.sub(r"\n\s*\n+", "\n", result).strip()


# --- mistakes that only show later ------------------------------------------------------------

_IGNORED = re.compile(r"PDF: Ignored `(?P<name>[\w-]+)\s*:\s*(?P<value>[^`]*)` at [\d:]+, (?P<why>.*?)\.?$", re.DOTALL)
_SELECTOR = re.compile(r"PDF: Invalid or unsupported selector, ['\"]\s*(?P<selector>.*?)\s*['\"]$", re.DOTALL)
_RULE = re.compile(r"PDF: Unknown rule <AtRule @(?P<name>[\w-]+)")
_UNREAD = re.compile(r"PDF: (?:Parse error|Error:).* at (?P<line>\d+):\d+|PDF: Parse error at (?P<parsed>\d+):\d+")
_CSS = re.compile(r"PDF: (?:Ignored|Invalid or unsupported selector|Unknown rule|Parse error|Error:)")
_RULES = ("media", "page", "font-face", "supports", "counter-style", "import")


def located(theme: Theme, problems: Iterable[Diagnostic], unpaired: Collection[Diagnostic]) -> Iterator[Diagnostic]:
    """The engine's warnings about CSS, each at the line of the theme's own style sheet. Others stay as they are.

    A mark of the theme that is *unpaired* is the cause of those at its line, and of those that no line explains.
    """
    causes = {(each.path, each.span and each.span.line) for each in unpaired if each.code == "css"}
    for found in problems:
        placed = _placed(theme, found)
        follows = (
            placed is found or _UNREAD.match(found.message) or (placed.path, placed.span and placed.span.line) in causes
        )
        if not (causes and follows and _CSS.match(found.message)):
            yield placed


def _placed(theme: Theme, found: Diagnostic) -> Diagnostic:
    words, why = "", ""
    if match := _IGNORED.match(found.message):
        value = r"\s+".join(map(re.escape, match["value"].split()))
        words = rf"(?<![\w-]){re.escape(match['name'])}\s*:\s*{value or '(?=[;}])'}"
        why = match["why"] + (did_you_mean(match["name"], _properties()) if "unknown" in match["why"] else "")
    elif match := _SELECTOR.match(found.message):
        selector = re.sub(r"^(?::is\([^()]*\)\s*)+", "", match["selector"])  # the rule around a nested one
        words, why = r"\s+".join(map(re.escape, selector.split())), "no such selector"
    elif match := _RULE.match(found.message):
        words, why = rf"@{re.escape(match['name'])}", f"unknown rule{did_you_mean(match['name'], _RULES)}"
    elif match := _UNREAD.match(found.message):
        number, why = (
            int(match["line"] or match["parsed"]),
            "a brace, colon or semicolon is missing before it, or too much",
        )
        sheets = [style(theme, name).splitlines() for name in _PRINTED]
        ends = [lines[min(number, len(lines)) - 1].strip() for lines in sheets if number <= len(lines) + 1]
        words = "|".join(map(re.escape, ends))
    sources = (path for name in _PRINTED for path in theme.sheets(name) if not path.is_relative_to(PACKAGED / BASE))
    for path in sources if words else ():
        text = read_text(path)
        if place := re.search(words, text):
            message = f"the PDF ignores `{' '.join(place[0].split())}`: {why}"
            line = text.count("\n", 0, place.start()) + 1
            return replace(at_line(path, line, message, "css"), severity=found.severity)
    return found


_PRINTED = ("release.css", "print.css", "pdf.css")


@cache
def _properties() -> frozenset[str]:
    """The names of the properties that base's own style sheets set."""
    texts = (path.read_text("utf-8") for path in (PACKAGED / BASE).glob("*.css"))
    return frozenset(name for text in texts for name in re.findall(r"(?<![\w-])([a-z][a-z-]+)\s*:", text))


def stray(theme: Theme) -> Iterator[Diagnostic]:
    """A warning for each file of a project's own theme that nothing reads, such as one with a capital in its name, and
    for each of its style sheets in which a brace, bracket, quotation mark or comment is left open."""
    for folder in (root / theme.name for root in theme.roots if root != PACKAGED):
        files = [path for path in sorted(folder.glob("*")) if path.is_file() and path.name[0] not in "._"]
        known = {path.name for path in (PACKAGED / BASE).iterdir()}
        texts = [path.read_text("utf-8", errors="replace") for path in files if path.suffix in _READ]
        for path in files:
            if path.suffix == ".css" and (found := _unpaired(read_text(path))):
                message = f"this {found[1]} has no partner, so the rules behind it do not hold"
                yield replace(at_line(path, found[0], message, "css"), severity=Severity.WARNING)
            if path.suffix == ".css":
                yield from _slips(theme, path)
            if path.name.startswith("~$"):  # Word's, while a file is open
                continue
            if path.name in known or any(path.name in text for text in texts) or path.suffix.lower() not in _PARTS:
                continue
            near = next((name for name in known if _alike(name) == _alike(path.name)), nearest(path.name, known))
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


def _slips(theme: Theme, path: Path) -> Iterator[Diagnostic]:
    """A warning for what no browser and no mail program understands, and the PDF's engine does not place."""
    plain = _PAIRED.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), read_text(path))
    found: list[tuple[re.Match[str], str]] = []
    for match in _DECLARED.finditer(plain) if path.name not in _PRINTED else ():
        name = match["name"].lower()
        if not name.startswith("-") and name not in _known_properties():
            found.append((match, f"there is no property `{name}`{did_you_mean(name, _known_properties())}"))
    for match in re.finditer(r"var\(\s*(?P<name>--[\w-]+)\s*\)", plain):
        if match["name"] not in _variables(theme):
            found.append(
                (match, f"no style sheet sets `{match['name']}`{did_you_mean(match['name'], _variables(theme))}")
            )
    for match in _QUERIED.finditer(plain):
        answers = _ANSWERS[match["name"]]
        if match["value"] not in answers:
            found.append((match, f"`{match['value']}` is none of: {', '.join(answers)}"))
    for match in re.finditer(r"@page[^{:]*:(?P<name>[\w-]+)", plain):
        if match["name"] not in _PAGES:
            found.append((match, f"there is no page `{match['name']}`{did_you_mean(match['name'], _PAGES)}"))
    for match, message in found:
        line = plain.count("\n", 0, match.start("name")) + 1
        yield replace(at_line(path, line, message, "css"), severity=Severity.WARNING)


@cache
def _known_properties() -> frozenset[str]:
    """The properties of Chromium 156 and of the engine of PDFs, and what stands in rules such as @font-face."""
    return frozenset((Path(__file__).parent / "properties.txt").read_text("utf-8").split())


def _variables(theme: Theme) -> frozenset[str]:
    """The names of the values, such as --accent, that any file of the theme or of base sets."""
    files = (path for folder in theme.folders() if folder.is_dir() for path in folder.iterdir() if path.suffix in _READ)
    texts = (path.read_text("utf-8", errors="replace") for path in files)
    return frozenset(name for text in texts for name in re.findall(r"(--[\w-]+)\s*:", text))


def _alike(name: str) -> str:
    """A file's name without what people mistype of its ending."""
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


def _unpaired(sheet: str) -> tuple[int, str] | None:
    """The line of the first mark in a style sheet that has no partner, and what it is; None if all have one."""
    plain = _PAIRED.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), sheet)
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
_PARTS = (
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
