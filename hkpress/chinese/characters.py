"""What counts as a Chinese character."""

from __future__ import annotations

HAN = r"\u2e80-\u2fff\u3005-\u3007\u3021-\u3029\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""For use inside [ ] of a pattern: characters of all planes, radicals, 々〆〇, and the numerals 〡 to 〩."""
