"""Which addresses a reader can open: web, mailbox, telephone."""

from __future__ import annotations

import re

_LABEL = r"\w(?:[\w-]{0,61}\w)?"
_PORT = r"(?:[1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])"
_HOST = rf"(?:{_LABEL}\.)*{_LABEL}|\[[0-9A-Fa-f:.]+\]"
_WEB = re.compile(rf"(?i)https?://(?![^/:?#]{{254}})(?:{_HOST})(?::{_PORT})?(?:[/?#][^\s<>\"`\\]*)?")
_ATOM = r"[\w!#$*+/='~-]+"
_BOX = rf"{_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+{_LABEL}"
_SUBJECT = r"(?:\?subject=(?:[^&%\s<>\"`\\]|%[2-9A-Fa-f][0-9A-Fa-f])*)?"  # %0A would start another line of the mail
_MAIL = re.compile(rf"(?i)mailto:{_BOX}{_SUBJECT}")
_TELEPHONE = re.compile(r"(?i)tel:\+?(?=[().-]*\d)[\d().;=a-z-]+")


def can_open(address: str) -> bool:
    """Whether a reader can open the address, and it does no more than it says.

    A web address names a host, without a name or password before it, and its brackets close. A mailbox gets no
    hidden copies and no text.
    """
    return any(rule.fullmatch(address) for rule in (_WEB, _MAIL, _TELEPHONE)) and _closes(address)


def is_mailbox(text: str) -> bool:
    """Whether this is the address of one mailbox, such as press@example.hk."""
    return bool(re.fullmatch(_BOX, text))


def _closes(address: str) -> bool:
    """Whether every round bracket closes: one that does not would end the link that the address is put into."""
    depth = 0
    for sign in address:
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            return False
    return depth == 0
