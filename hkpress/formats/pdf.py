"""A PDF of one edition: A4, tagged for screen readers (PDF/UA-1), the same bytes on every run."""

from __future__ import annotations

import logging
import os
import ssl
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname
from xml.etree import ElementTree

from hkpress import fonts, theme
from hkpress.chinese import typography
from hkpress.diagnostics import Diagnostic, Invalid, Severity
from hkpress.formats import justify, languages
from hkpress.theme import Document

_SLOW = (
    "libharfbuzz-subset is not installed: a Chinese PDF takes some fifty times longer "
    "(Debian: apt-get install libharfbuzz-subset0)"
)

_RAGGED = f"Chinese is not justified: hkpress knows how to in WeasyPrint {justify.VERSION}, and this is another version"


def make(document: Document) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """The PDF, and what WeasyPrint warned of. Raises Invalid for what WeasyPrint calls an error."""
    warnings = list(fonts.ready())
    engine = _engine()
    if not engine.subsets:
        warnings.append(Diagnostic(_SLOW, "fonts", severity=Severity.WARNING))
    if not engine.justifies and document.page.edition.is_chinese:
        warnings.append(Diagnostic(_RAGGED, "justify", severity=Severity.WARNING))
    with _Log() as log:
        data = engine.write(document)
    if errors := [each for each in log.diagnostics if each.severity is Severity.ERROR]:
        raise Invalid(errors)
    return data, (*warnings, *log.diagnostics)


@dataclass(frozen=True)
class _Engine:
    """WeasyPrint with all that can be made once: fetcher and parsed fonts."""

    weasyprint: Any
    fetcher: Any
    font_config: Any
    faces: Any
    subsets: bool
    justifies: bool

    def write(self, document: Document) -> bytes:
        """The document as PDF/UA-1."""
        html = self.weasyprint.HTML(string=document.html, url_fetcher=self.fetcher)
        typography.typeset(html.etree_element, document.page.names)
        if self.justifies:
            html.etree_element.set("class", "justified")
        head = html.etree_element.find("head")
        for sheet in head.findall("style[@class='browser']"):  # of properties that WeasyPrint would warn of
            head.remove(sheet)
        # the page's own sheets outrank those given as `stylesheets`, and this one must outrank them
        own = ElementTree.SubElement(head, "style")
        own.text = theme.style(document.theme, "pdf.css")
        data: bytes = html.write_pdf(
            stylesheets=[self.faces], font_config=self.font_config, pdf_variant="pdf/ua-1", pdf_tags=True
        )
        return data


@cache
def _engine() -> _Engine:
    if sys.platform == "darwin":  # where Homebrew keeps Pango; ctypes looks there when it is asked
        os.environ.setdefault("DYLD_FALLBACK_LIBRARY_PATH", "/opt/homebrew/lib:/usr/local/lib:/usr/lib")
    if fonts.installed():  # no face of this machine may stand in for a misspelt one
        os.environ["FONTCONFIG_FILE"] = str(fonts.NO_SYSTEM_FONTS)
    elif os.environ.get("FONTCONFIG_FILE") == str(fonts.NO_SYSTEM_FONTS):
        del os.environ["FONTCONFIG_FILE"]  # without any font at all Pango ends the process
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # about libharfbuzz-subset, which `subsets` tells
        warnings.simplefilter("ignore", UserWarning)  # that fontconfig knows no fonts, as is wished
        import weasyprint
    from weasyprint.text import ffi
    from weasyprint.text.fonts import FontConfiguration

    class Fetcher(weasyprint.URLFetcher):  # type: ignore[misc]
        """Opens what is inside the page and the installed fonts, and nothing else."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url.startswith("data:") or _is_font(url):
                return super().fetch(url, headers)
            raise ValueError(f"`{url}` is not in the page: nothing is fetched from elsewhere")

    # a bare SSL context: the default one reads every certificate of the system, and nothing is fetched
    fetcher = Fetcher(ssl_context=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), allow_redirects=False)
    languages.install()
    font_config = FontConfiguration()
    faces = weasyprint.CSS(string=fonts.css(), url_fetcher=fetcher, font_config=font_config)
    return _Engine(weasyprint, fetcher, font_config, faces, ffi.harfbuzz_subset is not None, justify.install())


def _is_font(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "file" and Path(url2pathname(parts.path)).parent == fonts.FOLDER


class _Log(logging.Handler):
    """What WeasyPrint logs while it works: it goes on after an error and says so nowhere else."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.diagnostics: list[Diagnostic] = []

    def emit(self, record: logging.LogRecord) -> None:
        severity = Severity.ERROR if record.levelno >= logging.ERROR else Severity.WARNING
        self.diagnostics.append(Diagnostic(f"PDF: {record.getMessage()}", "pdf", severity=severity))

    def __enter__(self) -> _Log:
        self.loggers = [logging.getLogger("weasyprint"), logging.getLogger("fontTools")]
        self.before = [(logger.handlers, logger.propagate) for logger in self.loggers]
        for logger in self.loggers:
            logger.handlers, logger.propagate = [self], False
        return self

    def __exit__(self, *_: object) -> None:
        for logger, (handlers, propagate) in zip(self.loggers, self.before, strict=True):
            logger.handlers, logger.propagate = handlers, propagate
