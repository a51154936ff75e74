"""Typesetting that WeasyPrint cannot do and goldens depend on. `patches` installs it."""
