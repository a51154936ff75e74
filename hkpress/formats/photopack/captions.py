"""The captions of a photo pack, in all languages: as text for any editor, and as a sheet for Excel."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from hkpress.page.document import Document
    from hkpress.page.page import PagePhoto

WIDTHS = (34, 14, 60, 40, 24, 18, 14, 18, 40)
"""The widths of the columns, in Excel's unit, the width of a digit."""
LINE = 15
"""The height of a line of the sheet, in points."""
COLUMNS = {
    "caption": "Caption 圖片說明",
    "alt": "Shows 圖片內容",
    "credit": "Credit 圖片",
    "photographer": "Photographer 攝影",
    "taken": "Date 日期",
    "place": "Place 地點",
    "terms": "Terms 使用條款",
}


@dataclass(frozen=True)
class Captioned:
    """A file of the pack, and its caption in each edition that has one."""

    file: str
    original: Path
    editions: tuple[tuple[Document, PagePhoto], ...]


def caption(document: Document, photo: PagePhoto) -> str:
    """The words of a caption, with a note on a picture that no camera took."""
    from hkpress.page.document import fill_page

    return fill_page(document.page, document.theme, "photo-caption.txt", photo=photo).strip()


def caption_text(entries: Sequence[Captioned]) -> bytes:
    """The captions for Notepad: UTF-8 with its mark, and CRLF."""
    from hkpress.page.document import fill_page

    parts = []
    for entry in entries:
        said = [
            fill_page(document.page, document.theme, "caption.txt", photo=photo).strip()
            for document, photo in entry.editions
        ]
        parts.append("\n\n".join([entry.file, *said]))
    return ("\n\n\n".join(parts) + "\n").replace("\n", "\r\n").encode("utf-8-sig")


def workbook(entries: Sequence[Captioned], created: datetime) -> bytes:
    """The captions as a workbook: a row a photo and edition. Its bytes depend on no clock but *created*."""
    import xlsxwriter

    from hkpress.core.archive import archive

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": created.replace(tzinfo=None)})
    page = book.add_worksheet("Captions")
    head = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
    cell = book.add_format({"text_wrap": True, "valign": "top"})
    rows = [("File 檔案", "Language 語文", *COLUMNS.values()), *_caption_rows(entries)]
    for number, row in enumerate(rows):
        page.write_row(number, 0, row, cell if number else head)
        page.set_row(
            number, LINE * max(map(_line_count, row, WIDTHS))
        )  # LibreOffice does not fit the rows of sheets that others wrote
    for column, width in enumerate(WIDTHS):
        page.set_column(column, column, width)
    page.freeze_panes(1, 2)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    book.close()
    with zipfile.ZipFile(buffer) as packed:  # Python's compressor depends on the machine; ours does not
        return archive([(name, packed.read(name)) for name in packed.namelist()], created)


def _line_count(text: str, width: int) -> int:
    """The lines that a text needs in a column of this width, in digits."""
    from hkpress.page.tables import ems

    return max(1, ceil(ems(text) / ems("0" * width)))


def _caption_rows(entries: Sequence[Captioned]) -> Iterator[tuple[str, ...]]:
    from hkpress.release import inline

    for entry in entries:
        for document, photo in entry.editions:
            taken = photo.taken.long if photo.taken else ""
            credit = photo.credit or document.page.issuer_credit
            said = (caption(document, photo), photo.alt, credit, photo.photographer, taken, photo.place, photo.terms)
            yield entry.file, document.page.edition.title, *map(inline.to_words, said)
