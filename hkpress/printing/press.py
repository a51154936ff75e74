"""Prints a sheet. Light: the engine is loaded with the first one."""

from __future__ import annotations

from hkpress.printing.sheet import Made, Sheet


def printed(sheet: Sheet) -> Made:
    """The PDF of a sheet, and what the engine warned of. Raises Invalid for what the engine calls an error."""
    from hkpress.printing import engine

    return engine.printed(sheet)
