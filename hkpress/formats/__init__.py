"""The formats, and the files of a release. A plan imports this, so it must stay light: a format's module imports what
does the work only when it is called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from hkpress.core.layout import EDITIONS
from hkpress.formats import html, text
from hkpress.printing.sheet import Made

if TYPE_CHECKING:
    from hkpress.page.document import Document


class Format(NamedTuple):
    """How to make one kind of file."""

    suffix: str
    make: Callable[..., Made]
    """From the `Document` of an edition to bytes and warnings. No bytes mean that the release has no such file."""
    whole: bool = False
    """Whether one file is made of the whole release: then `make` gets the Documents of all editions, in a tuple."""
    inner: bool = False
    """Whether only hkpress itself uses it: users cannot choose it."""
    needs: tuple[str, ...] = ()
    """The formats whose files go into this one: `make` also gets their bytes, by Variant."""
    bilingual: bool = False
    """Whether it shows English and Chinese side by side: a release in one language has no such file."""


def _put_off(module: str, name: str = "make") -> Callable[..., Made]:
    """A function of a module beside this one. The module is imported at the call."""

    def make(*source: Any) -> Made:
        made: Made = getattr(import_module(f"hkpress.formats.{module}"), name)(*source)
        return made

    return make


def _both(documents: tuple[Document, ...]) -> Made:
    from hkpress.formats import word

    return word.make_both(*(each for each in documents if each.page.edition.name in ("en", "tc")))


FORMATS = {
    "html": Format(".html", html.make),
    "pdf": Format(".pdf", _put_off("pdf")),
    "text": Format(".txt", text.make),
    "pdf-both": Format(".pdf", _put_off("pdf", "make_both"), whole=True, bilingual=True),
    "word": Format(".docx", _put_off("word")),
    "both": Format(".docx", _both, whole=True, bilingual=True),
    "mail": Format(".eml", _put_off("mail")),
    "mail-page": Format(".mail.html", _put_off("mail", "make_page")),
    "mail-both": Format(".eml", _put_off("mail", "make_both"), whole=True, bilingual=True),
    "ninjs": Format(".ninjs.json", _put_off("ninjs")),
    "photos": Format(".zip", _put_off("photopack.photos"), whole=True),
    "press-kit": Format(".zip", _put_off("kit"), whole=True, needs=("pdf", "text", "word", "photos")),
    "item": Format(".zip", _put_off("item"), whole=True, inner=True),
}
"""The formats by name, in the order in which they are made."""

OFFERED = tuple(name for name, each in FORMATS.items() if not each.inner)
"""The formats that users can choose."""

EMBARGOED = "EMBARGOED-UNTIL-"
"""The start of the name of the file that marks a folder as embargoed."""

USUAL = ("html", "pdf", "text")
"""The formats to make if none are named."""


class Variant(NamedTuple):
    """The content of one file: an edition in a format, or the whole release if `edition` is ""."""

    edition: str
    format: str

    @property
    def key(self) -> str:
        """Its name in the manifest: "tc pdf"."""
        return f"{self.edition} {self.format}".strip()

    @property
    def file(self) -> str:
        return (self.edition or self.format) + FORMATS[self.format].suffix


def variants(editions: Iterable[str] = EDITIONS, formats: Iterable[str] | None = None) -> tuple[Variant, ...]:
    """Each edition in each of the formats (the usual ones, if None), and each format of the whole release once."""
    names = tuple(USUAL if formats is None else formats)
    parts = [Variant(edition, name) for edition in editions for name in names if not FORMATS[name].whole]
    return (*parts, *(Variant("", name) for name in names if FORMATS[name].whole))
