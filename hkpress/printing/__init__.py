"""Sheets in, PDFs out: the engine, how Chinese is set, and what makes it quick."""
