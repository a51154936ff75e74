"""The manual pages of the checks: what `--explain` shows, and docs/checks.md."""

from __future__ import annotations

import inspect
import re

from hkpress.check import ALWAYS, RULES, silence
from hkpress.core.diagnostics import Severity

PAGES = {rule.CODE: inspect.cleandoc(rule.__doc__ or "") for rule in RULES} | silence.PAGES
SEVERITIES = {rule.CODE: rule.SEVERITY for rule in RULES} | dict.fromkeys(silence.CODES, Severity.WARNING)
_FIRM = {rule.CODE for rule in ALWAYS}


def page(code: str) -> str:
    """The manual page of a check; "" for other codes, such as that of an unreadable file."""
    return PAGES.get(code, "")


def explain(code: str) -> str:
    """The manual page as the command shows it."""
    return f"{code} ({SEVERITIES[code]})\n\n{PAGES[code]}\n{_silencing(code)}"


def _silencing(code: str) -> str:
    if code in _FIRM or code in silence.CODES:
        return ""
    return f"""
To silence it where it is right as it is, in release.yaml:

    checks:
      ignore:
        - code: {code}
          at: body/3              # optional: only the third item of the body
          reason: why it is right
          until: 2026-12-31       # optional
"""


def reference() -> str:
    """The manual pages of all checks, in Markdown."""
    return "\n".join(f"### {code}\n\n{_markdown(text, SEVERITIES[code])}\n" for code, text in PAGES.items())


def _markdown(text: str, severity: Severity) -> str:
    """A page in Markdown: the severity first, and the lines `Wrong: …` and `Right: …` as a list."""
    listed = re.sub("^(Wrong|Right): (.*)", lambda m: f"- {m[1]}: {m[2].replace('[', chr(92) + '[')}", text, flags=re.M)
    return f"**{severity.capitalize()}.** {listed}"
