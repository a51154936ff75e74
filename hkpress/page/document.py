"""A Page → HTML that needs no other file, and plain text, by a theme's templates."""

from __future__ import annotations

import functools
import re
import traceback
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from gettext import NullTranslations
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.runtime import Context
from markupsafe import Markup, escape

from hkpress.core.characters import CLOSING, OPENING, STOPS
from hkpress.core.diagnostics import Diagnostic, Invalid, did_you_mean
from hkpress.core.layout import MANUSCRIPT, PACKAGED
from hkpress.page import labels, sandbox, telephones
from hkpress.page.headline import with_breaks
from hkpress.page.labels import at_line, read_utf8
from hkpress.page.mistakes import interpret
from hkpress.page.page import Break, Figure, Heading, Page, Paragraph, Said
from hkpress.page.sandbox import Sandbox
from hkpress.page.sealed import loads, sealed
from hkpress.page.theme import BASE, Theme, data_url, file_url, style
from hkpress.release import inline
from hkpress.release.editions import Edition


@dataclass(frozen=True)
class Document:
    """A page as HTML, and the page and theme for formats that do not use HTML."""

    page: Page
    theme: Theme
    html: str


def typeset(page: Page, theme: Theme, *, located: bool = False) -> Document:
    """Fill the theme's templates with the page. Raises Invalid for a mistake in a template or style sheet.

    If *located*, every text is in a `<span data-loc="body/3/en">` with its place in `release.yaml`, or in another
    file of the release, as in `people.yaml:sunny-chai/name/en`.
    """
    html = fill_page(page, theme, "release.html", located=located)
    if page.edition.is_chinese:
        html = _with_ends(html, theme)
    refuse_remote(html, theme)
    try:
        return Document(page, theme, sealed(html))
    except ValueError as error:
        raise Invalid([Diagnostic(str(error), "template", theme.file("release.html"))]) from None


_MARK_AT_END = re.compile(rf"([{CLOSING}])((?:</\w+>)*</a>)(?!(?:</\w+>)*[{OPENING}{CLOSING}{STOPS}])")
"""A full-width mark at the end of a link. Its blank half must not be underlined."""
_MARK_AT_START = re.compile(
    rf"(?<![{OPENING}{CLOSING}{STOPS}>])(<a [^>]*>(?:<(?:em|strong|span)\b[^>]*>)*)([{OPENING}])"
)
"""The same at the start of a link, except at the start of a text, where browsers leave out the blank half."""


def _with_ends(html: str, theme: Theme) -> str:
    """The page with such marks in elements of their own, and their style if there are any."""
    html, ends = _MARK_AT_END.subn(r'<span class="end">\1</span>\2', html)
    html, starts = _MARK_AT_START.subn(r'\1<span class="start">\2</span>', html)
    sheet = f'<style class="browser">\n{_style(theme, "link-ends.css")}\n</style>\n</head>'
    return html.replace("</head>", sheet, 1) if ends or starts else html


def without_ends(html: str) -> str:
    """The page without such elements. The PDF engine does not need them: see `printing.setting.underline`."""
    return re.sub('<span class="(?:end|start)">(.)</span>', r"\1", html)


def refuse_remote(html: str, theme: Theme) -> None:
    """Raises Invalid if a browser or mail program would load, run or open anything by itself."""
    problems = []
    for piece, message in dict.fromkeys(loads(html)):
        if place := line_with(piece, theme):
            problems.append(at_line(*place, message, "remote"))
        else:
            problems.append(Diagnostic(message, "remote", theme.file("release.html")))
    if problems:
        raise Invalid(problems)


def fill_page(page: Page, theme: Theme, template: str, *, located: bool = False, **more: object) -> str:
    """Fill the theme's *template* with the page, and *more* values by name.

    Raises Invalid for a mistake in a template.
    """
    return fill(theme, page.edition, template, located=located, page=page, **more)


def fill(theme: Theme, edition: Edition, template: str, /, *, located: bool = False, **values: object) -> str:
    """Fill the theme's *template* with these values and the labels of the edition. Raises Invalid for a mistake."""
    try:
        environment = _environment(theme, edition, located)
        if problems := _misfits(theme, template):
            raise Invalid(problems)
        html = environment.get_template(template).render(**values)
        html.encode()  # half a character cannot be saved
        return html
    except (Invalid, MemoryError):
        raise
    except jinja2.TemplateSyntaxError as error:
        path = Path(error.filename or template)
        raise Invalid(
            [at_line(path, error.lineno, interpret(error.message or "", environment.filters), "template")]
        ) from error
    except jinja2.TemplateNotFound as error:
        problem = Diagnostic(_no_template(error.name, theme), "template")
        place = _template_line(error, theme)
        raise Invalid([at_line(*place, problem.message, "template") if place else problem]) from error
    except UnicodeEncodeError as error:
        message = f"U+{ord(error.object[error.start]):04X} is half a character: write the whole one"
        raise Invalid([Diagnostic(message, "template", theme.file(template))]) from error
    except Exception as error:
        place = _template_line(error, theme)
        if place is None:
            raise  # a bug of hkpress, not of the template
        raise Invalid([at_line(*place, interpret(str(error)), "template")]) from error


def forget() -> None:
    """Make a process that lives longer than one build read templates, style sheets and labels again."""
    for kept in (_environment, _misfits, _style, _order):
        kept.cache_clear()


# --- Jinja ----------------------------------------------------------------------------------------


_SCHEME = re.compile("^(?:https?://|mailto:|tel:)")
HELPERS = {
    "text | inline": "a text as HTML, with its links and emphasis",
    "text | plain(rhythm.link)": "a text as an e-mail shows it, links in the form that rhythm.txt gives",
    "text | wrapped(72)": "a text in lines of so many columns, of which a Chinese character takes two",
    "text | words": "the words of a text alone",
    "text | inline | parted(page, text)": "a headline with `<wbr>` where lines of Chinese may end: between words",
    "text | placed": "the words of a text alone, known by their place when a Word file comes back; not for attributes",
    "text | telephone": "telephone numbers, each a link to dial",
    "address | bare": "an address as people say it, without https://",
    "picture | data_url": "a picture as an address that holds it",
    'style("release.css")': "the style sheets of that name, base's first, with the files that they use inside",
    'order("closing")': "the names of the macros that make a block, from order.conf",
    'asset("logo.svg")': "a file of the theme as an address that holds it",
    '_("For Immediate Release")': "a label in the language of the edition, from the theme's catalogue",
}
"""The functions and values that templates can use."""


_LINK_OUT = "this link leads out of the project: put the file itself here"


@functools.cache
def _environment(theme: Theme, edition: Edition, located: bool) -> Sandbox:
    if out := [Diagnostic(_LINK_OUT, "link", path) for path in sorted(theme.links_out())]:
        raise Invalid(out)
    environment = Sandbox(loader=_Loader(theme), autoescape=jinja2.select_autoescape(["html"]), undefined=_Undefined)
    translations = labels.translations(PACKAGED, theme.roots, theme.name, edition)
    environment.globals["_"] = _label_lookup(translations)
    filters: dict[str, Callable[..., str]] = {
        "inline": lambda text: _inline(text, edition.tag, located),
        "plain": lambda text, *link: inline.to_plain(_typed(text), *link),
        "words": lambda text: inline.to_words(_typed(text)),
        "wrapped": lambda text, width: _wrapped(str(text), width),
        "parted": lambda html, page, text: with_breaks(escape(html), page, _typed(text)),
        "placed": lambda text: _placed(text, escape(inline.to_words(_typed(text))), located),
        "telephone": lambda text: _placed(text, telephones.to_html(_typed(text)), located),
        "bare": lambda address: _SCHEME.sub("", address).rstrip("/"),
        "data_url": lambda picture: data_url(picture.mime, picture.data),
    }
    environment.filters |= {name: _late(each) for name, each in filters.items()}
    environment.globals["order"] = functools.partial(_order, theme)
    environment.globals["style"] = lambda name: Markup(_style(theme, name))  # noqa: S704
    environment.globals["asset"] = lambda name: _asset(theme, name)
    return environment


_CLASS_WORDS = {
    "Page": "the page",
    "Edition": "the edition",
    "WrittenDate": "the date",
    "WrittenTime": "the embargo",
    "Quotation": "a quotation",
    "Items": "a list",
    "Grid": "a table",
    "PagePhoto": "a photo",
    "PagePicture": "a picture",
    "PageContact": "a contact",
    "PageIssuer": "an issuer",
    "PageLink": "a link",
    "ListItem": "an item",
    "About": "the text about an issuer",
    "Notice": "a notice",
    "TemplateModule": "the imported template",
} | {each.__name__: f"a {each.kind}" for each in (Paragraph, Heading, Figure, Break)}


def _label_lookup(translations: NullTranslations) -> Callable[..., str]:
    """The function that gives a template its labels. Jinja's own takes three calls for each."""

    def filled(text: str, autoescape: bool, **values: object) -> str:
        said = translations.gettext(text)
        return (Markup(said) if autoescape else said) % values  # noqa: S704 (catalogues are trusted)

    known = functools.cache(filled)

    @jinja2.pass_eval_context
    def label(context: nodes.EvalContext, text: str, **values: object) -> str:
        return (filled if values else known)(text, bool(context.autoescape), **values)

    return label


class _Undefined(jinja2.StrictUndefined):
    """The names of the values on a page, as theme authors know them."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        whole, name = self._undefined_obj, self._undefined_name
        plain = _CLASS_WORDS.get(type(whole).__name__)
        if self._undefined_hint or not plain or not name:
            return super()._undefined_message
        known = [each for each in dir(whole) if not each.startswith("_")]
        return f"{plain} has no `{name}`{did_you_mean(name, known)}"


@functools.cache
def _misfits(theme: Theme, template: str) -> tuple[Diagnostic, ...]:
    """Mistakes between a template and those that it extends, which Jinja ignores or reports badly."""
    return tuple(_found_misfits(_Loader(theme), theme, template))


def _found_misfits(loader: _Loader, theme: Theme, template: str) -> Iterator[Diagnostic]:
    chain: list[tuple[Path, nodes.Template]] = []
    name: str | None = template
    while name:
        path, tree = _parsed(loader, name)
        chain.append((path, tree))
        parent = next((node for node in tree.body if isinstance(node, nodes.Extends)), None)
        name = parent.template.value if parent and isinstance(parent.template, nodes.Const) else None
        if parent and not name:
            return  # only rendering shows which
        message = _wrong_parent(loader, theme, name, [path for path, _ in chain]) if name else ""
        if parent and message:
            yield at_line(path, parent.lineno, message, "template")
            return
    known: set[str] = set()
    for path, tree in reversed(chain):
        blocks = list(tree.find_all(nodes.Block))
        inner = {id(each) for block in blocks for each in block.find_all(nodes.Block)}
        for block in blocks:
            if (path, tree) != chain[-1] and id(block) not in inner and block.name not in known:
                message = f"no template that this one extends has a block `{block.name}`"
                yield at_line(path, block.lineno, message + did_you_mean(block.name, known), "template")
        known |= {block.name for block in blocks}


_GRAMMAR = Sandbox()


def _parsed(loader: _Loader, name: str) -> tuple[Path, nodes.Template]:
    source, file, _ = loader.get_source(_GRAMMAR, name)
    return Path(file), _GRAMMAR.parse(source, name, file)


def _wrong_parent(loader: _Loader, theme: Theme, name: str, chain: list[Path]) -> str:
    known = [each for each in loader.list_templates() if each.endswith((".html", ".txt"))]
    if name not in known:
        return _no_template(name, theme) + did_you_mean(name, [each for each in known if "/" in each])
    path, base = _parsed(loader, name)[0], f"{BASE}/{Path(name).name}"
    if path not in chain:
        return ""
    if name == base:
        return f"this file stands in for hkpress's own `{base}` and cannot extend it: make a theme of another name"
    return f"`{name}` is {'this file itself' if path == chain[-1] else 'a file that extends this one'}: extend `{base}`"


def _no_template(name: object, theme: Theme) -> str:
    return f"no template `{name}` in {_theme_folders(theme)}"


def _theme_folders(theme: Theme) -> str:
    """The folders of a theme's files, as its designer knows them."""
    return ", ".join(dict.fromkeys("/".join(folder.parts[-2:]) for folder in theme.folders()))


class _Loader(jinja2.FileSystemLoader):
    """Reads files inside the theme only, and names a file that is not UTF-8."""

    def __init__(self, theme: Theme) -> None:
        super().__init__([*theme.folders(), *theme.roots])
        self._theme = theme

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        try:
            template_source = super().get_source(environment, template)
            if not self._theme.holds(Path(template_source[1])):
                raise jinja2.TemplateNotFound(template)
            return template_source
        except UnicodeDecodeError:
            for path in (Path(folder, template) for folder in self.searchpath):
                if path.is_file():
                    read_utf8(path)
            raise


def _wrapped(text: str, width: int) -> str:
    """The text, wrapped at *width* columns; a Chinese character takes two and may end a line."""
    pieces = re.findall(
        r"[^\s\u2e80-\uffef]+|[\u2e80-\uffef][\u3001-\u3003\uff01-\uff0f\uff1a-\uff1f」』）》]*|\n| +", text
    )
    lines, used = [""], 0
    for piece in pieces:
        cells = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in piece)
        if piece == "\n" or (used + cells > width and used and not piece.isspace()):
            lines[-1] = lines[-1].rstrip(" ")
            lines.append("")
            used = 0
        if piece != "\n" and (used or not piece.isspace()):
            lines[-1] += piece
            used += cells
    return "\n".join(lines)


def _late(own: Callable[..., str]) -> Callable[..., str]:
    """A filter that takes the context, so that Jinja does not run it on constants while it compiles a template."""

    @jinja2.pass_context
    def late(_: Context, value: Any, *options: Any) -> str:
        return own(value, *options)

    return late


def _inline(text: str, tag: str, located: bool) -> Markup:
    return _placed(text, Markup(inline.to_html(_typed(text), tag)), located)  # noqa: S704


def _placed(text: str, html: Markup, located: bool) -> Markup:
    """The HTML of a text, with its place if the page is `located`."""
    if not located or not isinstance(text, Said):
        return html
    return Markup('<span data-loc="{}">{}</span>').format(_place_address(text), html)


def _place_address(said: Said) -> str:
    file = "" if said.source.path.name == MANUSCRIPT else f"{said.source.path.name}:"
    return file + "/".join(map(str, said.loc))


def _typed(text: str) -> str:
    """The text as it was typed: a translated label is escaped already, and Markdown escapes too."""
    return text.unescape() if isinstance(text, Markup) else text


def _template_line(error: Exception, theme: Theme) -> tuple[Path, int] | None:
    """The template's line that raised *error*; None if no template did, or hkpress's own code that it called."""
    place, by_us = None, False
    for frame, line in traceback.walk_tb(error.__traceback__):
        file = Path(frame.f_code.co_filename)
        if any(file.is_relative_to(root) for root in theme.roots):
            place, by_us = (file, line), False
        elif file.is_relative_to(_HKPRESS) and file != _SANDBOX:  # which only passes calls on
            by_us = True
    return place if isinstance(error, jinja2.TemplateError) or not by_us else None


_HKPRESS = Path(__file__).parent.parent
_SANDBOX = Path(sandbox.__file__)


@functools.cache
def _style(theme: Theme, name: str) -> str:
    if Path(name).name != name:
        raise jinja2.TemplateRuntimeError(f"`{name}` is not the name of a style sheet in the theme")
    return style(theme, name)


@functools.cache
def _order(theme: Theme, block: str) -> tuple[str, ...]:
    """The parts of a block in order, from the theme's order.conf or from base's. Raises Invalid for a mistake."""
    own, base = ([root / name / ORDER for root in theme.roots] for name in (theme.name, BASE))
    files = [next((path for path in paths if path.is_file()), None) for paths in (own, base)]
    return next((found[block] for path in files if path and block in (found := _ordered(path))), ())


ORDER = "order.conf"


@functools.cache
def _orderable() -> tuple[list[str], list[str]]:
    """The names of base's blocks that have parts, and of all parts."""
    page, parts = ((PACKAGED / BASE / name).read_text("utf-8") for name in ("release.html", "components.html"))
    blocks = re.findall(r"block (\w+) %}\n{% for part in order", page)
    return blocks, re.findall(r"macro (\w+)\((?:\w+=[^)]*)?\)", parts)


def _ordered(path: Path) -> dict[str, tuple[str, ...]]:
    """Read an order.conf: the names of parts by block."""
    blocks, macros = _orderable()
    order, problems = {}, []
    for number, line in enumerate(read_utf8(path).splitlines(), 1):
        block, _, names = line.partition("#")[0].partition(":")
        parts = tuple(name.strip() for name in names.split(",") if name.strip())
        unknown = next((name for name in parts if name not in macros), None)
        if block.strip() and block.strip() not in blocks:
            message = f"there is no block `{block.strip()}`{did_you_mean(block, blocks)} (there: {', '.join(blocks)})"
            problems.append(at_line(path, number, message, "template"))
        elif unknown:
            problems.append(
                at_line(path, number, f"there is no part `{unknown}`{did_you_mean(unknown, macros)}", "template")
            )
        elif block.strip():
            order[block.strip()] = parts
    if problems:
        raise Invalid(problems)
    return order


def _asset(theme: Theme, name: str) -> str:
    if path := theme.file(name):
        return file_url(path)
    files = [path.name for folder in theme.folders() if folder.is_dir() for path in folder.iterdir()]
    raise jinja2.TemplateRuntimeError(f"no file `{name}` in {_theme_folders(theme)}{did_you_mean(name, files)}")


# --- nothing from outside -----------------------------------------------------------------------


def line_with(piece: str, theme: Theme) -> tuple[Path, int] | None:
    """The first line of the theme's files with *piece*; None if no file has it."""
    for folder in theme.folders():
        for path in sorted((*folder.glob("*.html"), *folder.glob("*.css"))):
            for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1):
                if piece in line:
                    return path, number
    return None
