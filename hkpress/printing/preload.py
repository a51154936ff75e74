"""The process from which printers are forked imports this once, so that they can print at once."""

from __future__ import annotations

from contextlib import suppress

from hkpress.core.diagnostics import Invalid
from hkpress.printing import engine

with suppress(Invalid, OSError, AttributeError):  # the first PDF will report what is missing
    engine.library()
