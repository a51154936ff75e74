"""Faster ways to do what WeasyPrint does. Without them a PDF looks the same and takes longer."""
