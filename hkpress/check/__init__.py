"""What is wrong with a release that can be read: one module per rule, and the tuple that lists them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from hkpress.check import glyphs
from hkpress.diagnostics import Diagnostic
from hkpress.parse import Release

Rule = Callable[[Release], Iterable[Diagnostic]]

RULES: tuple[Rule, ...] = (glyphs.check,)


def run(release: Release) -> Iterator[Diagnostic]:
    """The findings of every rule."""
    for rule in RULES:
        yield from rule(release)
