"""Every sentence of the desk to translate: the content of its catalogue."""

from __future__ import annotations

from collections.abc import Iterator

from hkpress.desk import actions, back, doubts, entries, form, made, rows, words


def sentences() -> Iterator[tuple[str, str]]:
    """Each sentence, and the file that has it."""
    yield from words.own_sentences()
    yield from (
        (said, "hkpress/desk/actions.py") for each in actions.ACTIONS for said in (each.label, each.asks) if said
    )
    yield from ((said, "hkpress/desk/actions.py") for _, *several in actions.KEYS for said in several if said)
    for module in (form, rows, entries, made, doubts, back):
        where = f"{module.__name__.replace('.', '/')}.py"
        yield from ((said, where) for said in module.sentences() if said)
