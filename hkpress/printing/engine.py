"""A PDF of one edition: A4, tagged for screen readers (PDF/UA-1), the same bytes on every run."""

from __future__ import annotations

import atexit
import gc
import hashlib
import io
import logging
import os
import re
import shutil
import ssl
import sys
import tempfile
import threading
from contextlib import nullcontext, redirect_stdout
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname
from xml.etree.ElementTree import SubElement

from hkpress.core import collector, fonts
from hkpress.core.diagnostics import Diagnostic, Invalid, Severity
from hkpress.printing import OLDEST_PANGO, patches
from hkpress.printing.setting import addresses, headline, numbering, tight, typography, wide
from hkpress.printing.sheet import Made, Sheet
from hkpress.printing.speed import fontfiles, importing, sheets

_SLOW = (
    "libharfbuzz-subset is not installed: a Chinese PDF takes some fifty times longer "
    "(Debian: apt-get install libharfbuzz-subset0)"
)

_NO_PANGO = (
    "no PDF can be made, the library Pango is not installed: run `make system`, or `apt-get install libpango-1.0-0 "
    "libpangoft2-1.0-0 libharfbuzz-subset0` on Debian, `brew install pango` on a Mac; other formats do without"
)

_OLD_PANGO = (
    "no PDF can be made with Pango {}.{}: install 1.44 or newer, which Debian 11 and Ubuntu 20.04 have; other formats "
    "do without"
)

_RAGGED = (
    "Chinese is neither justified nor are there gaps beside Latin letters: hkpress does that for one version of "
    "WeasyPrint, and another is installed"
)


_BEYOND = (
    "the PDF cannot be set ({}): look in the theme's style sheets for a number that is far too large, or for rules, "
    "brackets or elements that are nested too deep"
)


def print_sheets(*printed_sheets: Sheet) -> Made:
    """Print a sheet, or several one after another. Returns the PDF and WeasyPrint's warnings.

    Raises Invalid for what WeasyPrint calls an error.
    """
    warnings = list(fonts.ready())
    with _LOCK:
        engine = _engine()
        try:
            data, found = engine.write(*printed_sheets)
        except (ArithmeticError, RecursionError, SyntaxError) as error:  # from the depths of the layout
            raise Invalid([Diagnostic(_BEYOND.format(type(error).__name__), "pdf")]) from error
    if not engine.subsets:
        warnings.append(Diagnostic(_SLOW, "fonts", severity=Severity.WARNING))
    if not engine.justifies and any(sheet.chinese for sheet in printed_sheets):
        warnings.append(Diagnostic(_RAGGED, "justify", severity=Severity.WARNING))
    if errors := [each for each in found if each.severity is Severity.ERROR]:
        raise Invalid(errors)
    return data, (*warnings, *found)


_LOCK = threading.Lock()  # one document at a time: Pango's fonts and the loggers belong to the whole process


@dataclass(frozen=True)
class _Engine:
    """WeasyPrint, with the fetcher and the parsed fonts that all documents share."""

    weasyprint: Any
    fetcher: Any
    font_config: Any
    faces: Any
    subsets: bool
    justifies: bool

    def write(self, *printed_sheets: Sheet) -> tuple[bytes, list[Diagnostic]]:
        """The sheets, one after another, as PDF/UA-1, and what WeasyPrint logs."""
        self.fetcher.kept.clear()
        with _Log() as log, collector.at_rest():
            laid = [self.lay_out(sheet, log) for sheet in printed_sheets]
            parts = [each.document for each in laid]
            if len(parts) > 1:  # only now is the number of pages known
                total = sum(len(part.pages) for part in parts)
                before = accumulate((len(part.pages) for part in parts), initial=0)
                parts = [each.numbered(number, total) for each, number in zip(laid, before, strict=False)]
            document = parts[0].copy([page for part in parts for page in part.pages])
            if len(document.pages) == 1:
                _drop_folio(document.pages[0])
            data: bytes = document.write_pdf(**_OPTIONS)
        return data, list(dict.fromkeys(log.diagnostics))

    def lay_out(self, sheet: Sheet, log: _Log) -> _Laid:
        """The pages of a sheet."""
        html = self.weasyprint.HTML(string=self.fetcher.keep(sheet.html), url_fetcher=self.fetcher)
        root = html.etree_element
        if self.justifies:
            root.set("class", "justified")
        head = root.find("head")
        for style in head.findall("style[@class='browser']"):  # properties that WeasyPrint would warn about
            head.remove(style)
        # the page's own sheets outrank those given as `stylesheets`, and this one must outrank them
        SubElement(head, "style").text = sheet.style
        taken = [] if patches.is_plain("speed.sheets") else sheets.cut_out(root)
        parsed = [_parsed(style) for style in taken]
        log.diagnostics += (each for _, warnings in parsed for each in warnings)
        styles = [_parsed(_attribute_sizes(root))[0], self.faces, *(css for css, _ in parsed)]
        options = _OPTIONS | {"stylesheets": styles, "font_config": self.font_config}
        addresses.write_out(root, chinese=sheet.chinese)
        words = headline.pieces(root)
        typography.set_chinese(root, sheet.names, words if sheet.chinese else ())
        document = html.render(**options)
        while tables := wide.too_wide(document.pages) if "<table" in sheet.html else ():
            if stuck := [each for each in tables if not wide.set_narrower(root, each)]:
                raise Invalid(map(wide.as_diagnostic, stuck))
            document = html.render(**options)
        best = ""
        for size in tight.SIZES:
            if tight.is_worth_it(root, document.pages):
                tight.tighten(root, size)
                tried = html.render(**options)
                if tight.is_better(tried.pages, document.pages):
                    document, best = tried, size
        tight.tighten(root, best)
        return _Laid(document, html, options)


@dataclass(frozen=True)
class _Laid:
    """A sheet after layout: WeasyPrint's pages, and what they were made of."""

    document: Any
    html: Any
    options: dict[str, Any]

    def numbered(self, before: int, total: int) -> Any:
        """The pages as one part of a PDF of *total* pages, after *before* others, each tagged with its language."""
        root = self.html.etree_element
        root.find("body").set("lang", root.get("lang", ""))
        boxes = [page._page_box for page in self.document.pages]
        if all(numbering.number(box, index, before, total) for index, box in enumerate(boxes)):
            return self.document.copy([type(page)(page._page_box) for page in self.document.pages])
        SubElement(root.find("head"), "style").text = _numbering_style(before + 1, total)
        return self.html.render(**self.options)


_OPTIONS = {"pdf_variant": "pdf/ua-1", "pdf_tags": True}


def _numbering_style(first: int, total: int) -> str:
    """A style that numbers the pages from *first* to *total*."""
    return f"@page :first {{ counter-increment: page {first} }} .folio .pages::before {{ content: '{total}' }}"


def _drop_folio(page: Any) -> None:
    """Remove the page number of a single page. The number of pages is known only now."""
    box = page._page_box
    box.children = [each for each in box.children if not any(_is_folio(inner) for inner in each.descendants())]


def _is_folio(box: Any) -> bool:
    return box.element is not None and box.element.get("class") == "folio"


def _attribute_sizes(root: Any) -> str:
    """A style that gives pictures the sizes in their attributes, as browsers do. Every other rule outranks it."""
    found = {(name, size) for each in root.iter("img") for name in ("width", "height") if (size := each.get(name))}
    sizes = [(name, size) for name, size in sorted(found) if re.fullmatch(r"\d{1,5}%?", size)]
    return "".join(
        f':where(img[{name}="{size}"]) {{ {name}: {size}{"" if "%" in size else "px"} }}' for name, size in sizes
    )


@lru_cache(maxsize=64)
def _parsed(sheet: str) -> tuple[Any, tuple[Diagnostic, ...]]:
    """A parsed style sheet, and the warnings about it."""
    engine = _engine()
    with _Log() as log:
        css = engine.weasyprint.CSS(string=sheet, url_fetcher=engine.fetcher, font_config=engine.font_config)
    return css, tuple(log.diagnostics)


@cache
def library() -> Any:
    """WeasyPrint with our patches. It may be loaded before a fork.

    It does not look for fonts yet: Pango may do so in a thread, and a fork would wait for it for ever.
    """
    _choose_fonts()
    _temporary_folder()
    import warnings

    quick = nullcontext() if patches.is_plain("speed.importing") else importing.importing()
    with warnings.catch_warnings(), quick:
        warnings.simplefilter("ignore", DeprecationWarning)  # about libharfbuzz-subset: see `subsets`
        warnings.simplefilter("ignore", UserWarning)  # about fontconfig without fonts, which is intended
        try:
            with redirect_stdout(io.StringIO()):  # WeasyPrint would write a banner there
                import weasyprint
        except OSError:
            raise Invalid([Diagnostic(_NO_PANGO, "engine")]) from None
    number = weasyprint.text.ffi.pango.pango_version()
    version = number // 10_000, number // 100 % 100
    if version < OLDEST_PANGO:
        raise Invalid([Diagnostic(_OLD_PANGO.format(*version), "engine")])
    patches.install()
    gc.freeze()  # imported modules stay in memory; otherwise the collector would search them for every document
    return weasyprint


@cache
def _temporary_folder() -> str:
    """A temporary folder that is deleted when this process ends."""
    made = tempfile.mkdtemp(prefix="hkpress-")
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


def _choose_fonts() -> None:
    """Point fontconfig at our fonts and, on a Mac, Python at Pango."""
    if sys.platform == "darwin":  # Homebrew keeps Pango here; ctypes reads this variable at each look-up
        os.environ.setdefault("DYLD_FALLBACK_LIBRARY_PATH", "/opt/homebrew/lib:/usr/local/lib:/usr/lib")
    if fonts.installed():  # a misspelt family must not fall back to a font of this machine
        os.environ["FONTCONFIG_FILE"] = str(fonts.NO_SYSTEM_FONTS)
    elif os.environ.get("FONTCONFIG_FILE") == str(fonts.NO_SYSTEM_FONTS):
        del os.environ["FONTCONFIG_FILE"]  # without any font Pango ends the process


@cache
def _engine() -> _Engine:
    weasyprint = library()
    _choose_fonts()
    from weasyprint.text import ffi
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcherResponse

    class Fetcher(weasyprint.URLFetcher):  # type: ignore[misc,name-defined]
        """Opens data addresses and the installed fonts, nothing else."""

        def __init__(self) -> None:
            # a bare SSL context: the default one reads every certificate of the system, and nothing is fetched
            super().__init__(ssl_context=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), allow_redirects=False)
            self.kept: dict[str, str] = {}

        def keep(self, html: str) -> str:
            """Give the pictures of a page short names: the parser would read their `data:` addresses letter by
            letter."""

            def name(match: re.Match[str]) -> str:
                name = f"picture:{hashlib.sha256(match[0].encode()).hexdigest()}"
                self.kept[name] = match[0]
                return name

            return _PICTURE_DATA.sub(name, html)

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            url = self.kept.get(url, url)
            if _is_font(url):
                return URLFetcherResponse(url, fontfiles.FontFile(url2pathname(urlsplit(url).path)))
            if url.startswith("data:"):
                return super().fetch(url, headers)
            raise ValueError(f"`{url}` is not in the page: nothing is fetched from elsewhere")

    fetcher = Fetcher()
    font_config = FontConfiguration()
    # one folder for all documents, deleted with `_temporary_folder`: a forked process would not delete its own
    font_config._folder = fontfiles.Links(tempfile.mkdtemp(dir=_temporary_folder()))
    faces = weasyprint.CSS(string=fonts.css(), url_fetcher=fetcher, font_config=font_config)
    gc.freeze()
    return _Engine(
        weasyprint, fetcher, font_config, faces, ffi.harfbuzz_subset is not None, "setting.justify" in patches.install()
    )


_PICTURE_DATA = re.compile(r'(?<=<img src=")data:[^"]+')


def _is_font(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "file" and Path(url2pathname(parts.path)).parent == fonts.FOLDER


_INLINE_FILE = re.compile(r"(data:[\w/+.-]*)[^\s'\"]*")
"""A file inside an address, which may be a million characters long."""


_NOT_DRAWN = (
    "a drawing (SVG) cannot be printed: part of it refers to itself, or is damaged; export it again, or use a PNG"
)


class _Log(logging.Handler):
    """Collects what WeasyPrint logs. WeasyPrint continues after an error and reports it nowhere else."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.diagnostics: list[Diagnostic] = []

    def emit(self, record: logging.LogRecord) -> None:
        severity = Severity.ERROR if record.levelno >= logging.ERROR else Severity.WARNING
        message = _INLINE_FILE.sub(r"\1…", record.getMessage())
        if message.startswith("Failed to render SVG image"):  # its name is a digest
            message = _NOT_DRAWN
        self.diagnostics.append(Diagnostic(f"PDF: {message}", "pdf", severity=severity))

    def __enter__(self) -> _Log:
        self.loggers = [logging.getLogger("weasyprint"), logging.getLogger("fontTools")]
        self.before = [(logger.handlers, logger.propagate) for logger in self.loggers]
        for logger in self.loggers:
            logger.handlers, logger.propagate = [self], False
        return self

    def __exit__(self, *_: object) -> None:
        for logger, (handlers, propagate) in zip(self.loggers, self.before, strict=True):
            logger.handlers, logger.propagate = handlers, propagate
