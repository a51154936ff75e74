"""A text in which ⟦ ⟧ marks what must be found."""

from __future__ import annotations

from collections.abc import Iterable

from hkpress.core.diagnostics import Diagnostic


def unmarked(text: str) -> str:
    return text.replace("⟦", "").replace("⟧", "")


def marked(text: str, diagnostics: Iterable[Diagnostic]) -> str:
    """*text* with ⟦ ⟧ round the place of each diagnostic."""
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    places: list[tuple[int, int, str]] = []
    for diagnostic in diagnostics:
        span = diagnostic.span
        assert span, diagnostic
        start, end = starts[span.line - 1] + span.column - 1, starts[span.end_line - 1] + span.end_column - 1
        places += [(start, 1, "⟦"), (end, 0, "⟧")]
    for index, _, mark in sorted(set(places), reverse=True):
        text = text[:index] + mark + text[index:]
    return text
