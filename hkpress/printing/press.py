"""Prints sheets. Light: the engine is loaded with the first one."""

from __future__ import annotations

from hkpress.printing.sheet import Made, Sheet


def printed(*sheets: Sheet) -> Made:
    """Print a sheet, or several one after another. Returns the PDF and the engine's warnings.

    Raises Invalid for what the engine calls an error.
    """
    from hkpress.printing import engine

    return engine.printed(*sheets)
