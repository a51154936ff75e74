"""Imported once by a process that others are copies of: they print PDFs at once."""

from __future__ import annotations

from contextlib import suppress

from hkpress.core.diagnostics import Invalid
from hkpress.printing import engine

with suppress(Invalid, OSError, AttributeError):  # whoever makes a PDF says what is missing
    engine.library()
