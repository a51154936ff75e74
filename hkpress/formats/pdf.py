"""A tagged PDF of one edition, or of English and Chinese one after the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from hkpress.core.diagnostics import Diagnostic, Invalid
from hkpress.printing.press import printed
from hkpress.printing.sheet import Made, sheet

if TYPE_CHECKING:
    from hkpress.page.document import Document
    from hkpress.page.page import Page


def make(document: Document) -> Made:
    """Print the PDF. Returns its bytes and the engine's warnings."""
    return placed((document,), lambda: printed(sheet(document)))


def make_both(documents: tuple[Document, ...]) -> Made:
    """One PDF with English first and Traditional Chinese after it, pages numbered through."""
    both = tuple(each for each in documents if each.page.edition.name in ("en", "tc"))
    return placed(both, lambda: printed(*map(sheet, both)))


def placed(documents: tuple[Document, ...], finish: Callable[[], Made]) -> Made:
    """What *finish* prints of the documents. Its messages about a table get the table's place in the release."""
    try:
        return finish()
    except Invalid as error:
        problems = error.diagnostics
        for document in documents:
            problems = tuple(_at_table(document.page, each) for each in problems)
        raise Invalid(problems) from None


def _at_table(page: Page, problem: Diagnostic) -> Diagnostic:
    from hkpress.page.page import Grid, Said  # imported here, since a plan imports this module
    from hkpress.printing.setting.wide import known_by
    from hkpress.release import inline

    for block in (*page.body, *page.notes_to_editors):
        if isinstance(block, Grid) and known_by([*map(inline.to_words, block.head)]) in problem.message:
            head = block.head[0]
            if isinstance(head, Said):
                loc = head.loc[: head.loc.index("head")]
                return head.source.diagnostic(loc, problem.message, problem.code, key=True)
    return problem
