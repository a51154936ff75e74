"""Imported once by the process that worker processes are copies of: what they all need is loaded then."""

from __future__ import annotations

from hkpress.build import make  # noqa: F401
from hkpress.formats import press  # noqa: F401
