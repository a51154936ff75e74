"""Printed pages as pictures. Another process makes them while somebody types."""

from __future__ import annotations

import asyncio
import io
from concurrent.futures import Executor
from functools import lru_cache
from typing import NamedTuple

from hkpress.desk.looks import TINT
from hkpress.printing.sheet import Sheet


class Print(NamedTuple):
    """One printed page."""

    page: int
    pages: int
    jpeg: bytes


class Press:
    """Prints one sheet after another. If several wait, it prints only the newest."""

    def __init__(self, executor: Executor) -> None:
        self._executor, self._lock, self._newest = executor, asyncio.Lock(), 0

    async def picture(self, sheet: Sheet, page: int, width: int) -> Print | None:
        """The page with that number, from 1; 0 means the page with the tinted text. None if a newer request has come
        meanwhile.
        """
        self._newest += 1
        number = self._newest
        async with self._lock:
            if number != self._newest:
                return None
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._executor, photographed, sheet, page, width)


def photographed(sheet: Sheet, page: int, width: int) -> Print:
    """A page of the sheet as a JPEG of that width in pixels."""
    import pypdfium2

    with pypdfium2.PdfDocument(_printed(sheet)) as document:
        pages = len(document)
        number = page or _tinted(document) or 1
        shown = document[min(number, pages) - 1]
        image = shown.render(scale=width / shown.get_width()).to_pil().convert("RGB")
    data = io.BytesIO()
    image.save(data, "JPEG", quality=88)
    return Print(min(number, pages), pages, data.getvalue())


@lru_cache(maxsize=2)
def _printed(sheet: Sheet) -> bytes:
    from hkpress.printing import engine  # imported late: only the process beside this one prints

    return engine.print_sheets(sheet)[0]


def _tinted(document: object) -> int:
    """The number of the first page with the tint on it; 0 for none."""
    colour = tuple(bytes.fromhex(TINT.removeprefix("#")))
    for number, page in enumerate(document, 1):  # type: ignore[arg-type, var-annotated]
        image = (
            page.render(scale=0.5, draw_annots=False, no_smoothtext=True, no_smoothpath=True).to_pil().convert("RGB")
        )
        if any(each == colour for _, each in image.getcolors(maxcolors=1 << 20) or ()):
            return number
    return 0
