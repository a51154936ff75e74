"""Sheets → PDFs: the engine, Chinese typesetting, and what makes it fast."""

OLDEST_PANGO = 1, 44
"""The oldest version of Pango with which WeasyPrint works."""
