"""Golden releases: every edition as it was accepted, and what differs from it today."""

LAYERS = ("text", "structure", "html", "pictures")
"""What is compared of an edition."""
