"""Releases → files: what there is to make, making it, and writing it."""
