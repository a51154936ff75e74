"""Findings for a mark without a partner, shared by the rules of brackets and quotation marks."""

from __future__ import annotations

from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Passage


def unclosed(passage: Passage, index: int, char: str, partner: str) -> Finding:
    """The opening mark at *index* has no *partner*."""
    message = say(
        "`{char}` opens here and never closes: write `{partner}` where it ends, or delete it",
        char=char,
        partner=partner,
    )
    return passage.finding(message, index, index + 1)


def unopened(passage: Passage, index: int, char: str) -> Finding:
    """The closing mark at *index* has no partner."""
    message = say("`{char}` closes what was never opened: write the opening mark, or delete it", char=char)
    return passage.finding(message, index, index + 1)
