"""Sheets in, PDFs out: the engine, how Chinese is set, and what makes it quick."""

OLDEST_PANGO = 1, 44
"""The oldest version of Pango with which WeasyPrint works."""
