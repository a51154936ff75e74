"""What the desk says, in English and in Traditional Chinese: one catalogue for page, form and server."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from hkpress.core.layout import PACKAGED

LANGUAGES = ("en", "tc")
CATALOGUE = PACKAGED / "locale" / "zh_Hant_HK" / "LC_MESSAGES" / "desk.po"


@cache
def catalogue(path: Path = CATALOGUE) -> dict[str, str]:
    """The Chinese of every English sentence."""
    read = read_po(io.BytesIO(path.read_bytes()))
    return {str(each.id): str(each.string) for each in read if each.id and each.string}
