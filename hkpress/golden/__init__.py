"""Golden sets: every edition as it was accepted, and what differs from it today.

`sets` keeps them, `comparing` compares them layer by layer, `changes` and `telling` say what differs.
"""

from hkpress.golden.forms import FORMS

LAYERS = ("text", "structure", "html", "pictures", *FORMS)
"""What a check compares, layer by layer."""
