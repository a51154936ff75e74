"""Message catalogues, compiled in memory from `.po`. Rewording needs no tool, and no `.mo` can be out of date."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations


def po_translations(path: Path, locale: str, domain: str) -> Translations:
    """The translations in a `.po` file, which is UTF-8 whatever its header says. Raises OSError."""
    return Translations(io.BytesIO(_compiled(path.read_text("utf-8-sig"), locale, domain)), domain=domain)


@lru_cache(64)
def _compiled(text: str, locale: str, domain: str) -> bytes:
    """The catalogue as `.mo`. Reading a `.po` takes longer than filling a template."""
    catalogue = read_po(io.StringIO(text), locale=locale, domain=domain)
    catalogue.charset = "utf-8"
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    return compiled.getvalue()
