"""Plain words for what is wrong in a template: Jinja's own messages are for programmers."""

from __future__ import annotations

import re
from collections.abc import Collection

from hkpress.core.diagnostics import did_you_mean

_JINJA_SIGNS = {"end of print statement": "}}", "end of statement block": "%}", "name": "a name", "token": "a sign"}
"""Jinja's names of signs, and the signs."""
_SENTENCES = (
    (r"Range too big\..*\((\d+)\)\.", "a range has at most {0} numbers: write a smaller one"),
    (r"Unexpected end of template\..* to be closed is '(.+)'\.", "`{{% {0} %}}` has no `{{% end{0} %}}`"),
    (r"Encountered unknown tag '(.+?)'\..* closed is '(.+)'\.", "`{{% end{1} %}}` is missing before `{{% {0} %}}`"),
    (r"Encountered unknown tag '(end.+?)'\..*", "nothing is open that `{{% {0} %}}` could close"),
    (r"Encountered unknown tag '(.+?)'\..*", "there is no tag `{{% {0} %}}`"),
    (r"No filter named '(.+)'\.", "there is no filter `{0}`"),
    (r"No test named '(.+)'\.", "there is no test `{0}`"),
    (r"expected token '(.+)', got '(.+)'", "`{0}` is missing before `{1}`"),
    (r"unexpected '(.+)', expected '(.+)'", "`{1}` is missing before `{0}`"),
    (r"Expected an expression, got '(.+)'", "something is missing before `{0}`"),
    (r"expected name or number", "a name is missing after the dot"),
    (r"unexpected end of template.*|Missing end of .*", "a `}}}}`, `%}}` or `#}}` is missing at the end"),
    (r"unexpected (?:char )?(['\"])(.+)\1(?: at \d+)?", "`{1}` cannot stand here"),
    (r"block '(.+)' defined twice", "there are two blocks `{0}`: remove one"),
    (r"'.+ object' has no attribute '(.+)'", "there is no `{0}` here"),
    (r"'(.+)' is undefined", "there is no `{0}`"),
    (r"<.*?(\w+) at 0x.*> is not safely callable", "`{0}` cannot be called in a template"),
    (r"'.+' object is not (?:callable|iterable|subscriptable)", "this value cannot be used so"),
    (r"unsupported operand type\(s\) for (.+): .*|can only concatenate .*", "these two values cannot be joined so"),
    (r"maximum recursion depth exceeded.*", "these templates or macros call each other without end"),
    (r"(?:integer |float )?(?:division|modulo)(?: or modulo)? by zero", "this divides by zero"),
)  # fmt: skip


def interpret(message: str, filters: Collection[str] = ()) -> str:
    """What an error of Jinja, or of Python inside a template, means to the author of a theme. *filters* are the names
    of all filters.
    """
    for name, sign in _JINJA_SIGNS.items():
        message = message.replace(f"'{name}'", f"'{sign}'")
    for pattern, sentence in _SENTENCES:
        if match := re.fullmatch(pattern, message, re.DOTALL):
            near = did_you_mean(match[1], filters) if "filter" in sentence else ""
            return sentence.format(*match.groups()) + near
    return message or "this is not a template"
