"""Bilingual press releases: one YAML file in, English and Chinese editions out."""

__version__ = "0.1.0"
