"""Imported once by the process that printers are forked from, so that they can print at once."""

from __future__ import annotations

from contextlib import suppress

from hkpress.core.diagnostics import Invalid
from hkpress.printing import engine

with suppress(Invalid, OSError, AttributeError):  # making a PDF will report what is missing
    engine.library()
