"""Prints a sheet. Light: the engine is loaded with the first one."""

from __future__ import annotations

from hkpress.printing.sheet import Made, Sheet


def printed(*sheets: Sheet) -> Made:
    """The PDF of a sheet, or of several one after another, and what the engine warned of.

    Raises Invalid for what the engine calls an error.
    """
    from hkpress.printing import engine

    return engine.printed(*sheets)
