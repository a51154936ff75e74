"""Prints sheets. Importing this is cheap: the first sheet loads the engine."""

from __future__ import annotations

from hkpress.printing.sheet import Made, Sheet


def printed(*sheets: Sheet) -> Made:
    """Print a sheet, or several one after another. Returns the PDF and the engine's warnings.

    Raises Invalid for what the engine calls an error.
    """
    from hkpress.printing import engine

    return engine.print_sheets(*sheets)
