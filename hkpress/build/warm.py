"""Imported once by the process that worker processes are copies of: what they all need is loaded then."""

from __future__ import annotations

from contextlib import suppress

from hkpress.build import make  # noqa: F401
from hkpress.formats import pdf

with suppress(OSError, AttributeError):  # whoever makes a PDF says what is missing
    pdf._engine()
