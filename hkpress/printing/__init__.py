"""Sheets → PDFs: the engine, Chinese typesetting, and shortcuts that make it fast."""

OLDEST_PANGO = 1, 44
"""The oldest version of Pango with which WeasyPrint works."""
STEERING = ("LD_LIBRARY_PATH", "LD_PRELOAD", "DYLD_FALLBACK_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PANGOCAIRO_BACKEND")
"""Variables that choose which libraries the engine loads, and how they draw."""
