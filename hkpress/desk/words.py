"""The desk's sentences in English and Traditional Chinese: one catalogue for page, form and server."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from hkpress.core.layout import PACKAGED
from hkpress.desk import actions, form

PAGE = Path(__file__).parent / "page"
"""The page: HTML, style and scripts, as they are sent."""
CATALOGUE = PACKAGED / "locale" / "zh_Hant_HK" / "LC_MESSAGES" / "desk.po"


_SAID = re.compile(r'\b(?:t|say)\(\s*"((?:[^"\\]|\\.)*)"')


def sentences() -> Iterator[tuple[str, str]]:
    """Every sentence to translate, and the file that has it."""
    for path in sorted(PAGE.glob("*.js")):
        yield from ((said, f"hkpress/desk/page/{path.name}") for said in _SAID.findall(path.read_text("utf-8")))
    for action in actions.ACTIONS:
        yield from ((said, "hkpress/desk/actions.py") for said in (action.label, action.asks) if said)
    yield from ((said, "hkpress/desk/form.py") for said in form.sentences() if said)


@cache
def catalogue(path: Path = CATALOGUE) -> dict[str, str]:
    """The Chinese of every English sentence."""
    read = read_po(io.BytesIO(path.read_bytes()))
    return {str(each.id): str(each.string) for each in read if each.id and each.string}
