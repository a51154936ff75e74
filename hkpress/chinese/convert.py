"""Traditional Chinese as written in Hong Kong → Simplified Chinese."""

from __future__ import annotations

from functools import cache
from typing import Any

_MARKS = str.maketrans("「」『』", "“”‘’")  # GB/T 15834


def to_simplified(text: str) -> str:
    """*text* in Simplified Chinese, with the quotation marks of the Mainland.

    The source is always the Traditional text: the way back is not reversible.
    """
    return _engine().convert(text).translate(_MARKS)  # type: ignore[no-any-return]


@cache
def _engine() -> Any:
    import opencc  # 15 ms, and only the sc edition needs it

    return opencc.OpenCC("hk2s")
