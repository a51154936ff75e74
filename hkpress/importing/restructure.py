"""Accepted proposals → the text of `release.yaml` with them, and nothing else changed.

It writes words first. Then it adds, removes, moves, splits and joins items, list by list, inner lists before outer
ones. The other language is never lost: it stays, is joined too, or becomes a remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import count
from typing import Any

from hkpress.importing.assemble import LANGUAGES, PLACEHOLDER
from hkpress.importing.returned import Proposal, texts_of
from hkpress.release import rewrite, source
from hkpress.release.source import Loc, Source


def accepted(origin: Source, chosen: Iterable[Proposal]) -> str:
    """The text of `release.yaml` with the chosen proposals written into it.

    Raises rewrite.Refused where the file cannot be changed so.
    """
    text = origin.text
    listed = list(chosen)
    for proposal in listed:
        if proposal.value is not None:
            text = rewrite.written(source.parse_text(text, origin.path), proposal.loc, proposal.value)
    structural = [proposal for proposal in listed if proposal.structural]
    holders = list(dict.fromkeys(proposal.loc[:-1] for proposal in structural))
    for holder in sorted(holders, key=len, reverse=True):
        changed = _List(source.parse_text(text, origin.path), holder)
        for proposal in structural:
            if proposal.loc[:-1] == holder:
                changed.change(proposal)
        text = changed.text
    return text


class _List:
    """A list of the release under change. Its items keep the numbers that they had at first."""

    def __init__(self, origin: Source, holder: Loc) -> None:
        self.text, self.path, self.holder = origin.text, origin.path, holder
        self.numbers = list(range(len(rewrite.value_at(origin.data, holder))))
        self.fresh = count(-2, -1)
        self.anchors: dict[int, int] = {}
        """For each moved item, the item of the old list that is now above it."""

    @property
    def now(self) -> Source:
        return source.parse_text(self.text, self.path)

    def loc(self, number: int) -> Loc:
        """Where the item is now."""
        return (*self.holder, self.numbers.index(number))

    def item(self, number: int) -> Any:
        return rewrite.value_at(self.now.data, self.loc(number))

    def change(self, proposal: Proposal) -> None:
        """Apply a proposal; do nothing if the item is gone already."""
        number = int(proposal.loc[-1])
        if proposal.kind == "added":
            self.add(dict(proposal.parts), int(proposal.below[-1]), heading=proposal.heading)
        elif number not in self.numbers:
            return
        elif proposal.kind == "removed":
            self.remove(number, proposal.edition)
        elif proposal.kind == "moved":
            self.move(number, int(proposal.below[-1]))
        elif proposal.kind == "split":
            self.split(number, dict(proposal.parts))
        else:
            self.join(number, proposal.count, dict(proposal.parts))

    def place(self, anchor: int) -> int:
        """The index for an item that moves below another: after those that moved there before it."""
        while anchor >= 0 and anchor not in self.numbers:
            anchor -= 1
        at = self.numbers.index(anchor) + 1 if anchor >= 0 else 0
        while at < len(self.numbers) and self.anchors.get(self.numbers[at]) == anchor:
            at += 1
        return at

    def insert(self, at: int, words: dict[str, str], anchor: int, *, heading: bool = False) -> None:
        pair = {name: words.get(name) or PLACEHOLDER[name] for name in LANGUAGES}
        kind = "caption" if self.holder == ("photos",) else "heading" if heading else ""
        self.put(at, {kind: pair} if kind else pair, anchor)

    def put(self, at: int, item: Any, anchor: int) -> None:
        self.text = rewrite.inserted(self.now, (*self.holder, at), item)
        number = next(self.fresh)
        self.numbers.insert(at, number)
        self.anchors[number] = anchor

    def add(self, parts: dict[str, tuple[str, ...]], anchor: int, *, heading: bool = False) -> None:
        if self.holder[-1] == "rows":
            self.put(self.place(anchor), self.row(parts), anchor)
        else:
            words = {name: texts[0] for name, texts in parts.items()}
            self.insert(self.place(anchor), words, anchor, heading=heading)

    def row(self, parts: dict[str, tuple[str, ...]]) -> list[Any]:
        """A row of a table, as wide as its head. A cell without words to translate is the same in both languages."""
        width = len(rewrite.value_at(self.now.data, (*self.holder[:-1], "head")))
        cells: list[Any] = []
        for at in range(width):
            said = {name: texts[at] if at < len(texts) else "" for name, texts in parts.items()}
            words = list(dict.fromkeys(filter(None, said.values())))
            same = len(words) < 2 and not (words and re.search(r"[^\W\d_]", words[0]) and len(said) < 2)
            pair = {name: said.get(name) or PLACEHOLDER[name] for name in LANGUAGES}
            cells.append("".join(words) if same else pair)
        return cells

    def remove(self, number: int, edition: str) -> None:
        kept = [name for name in LANGUAGES if name != edition] if edition != "both" else []
        words = " ".join(text for name in kept for text in texts_of(self.item(number), name))
        self.drop(number)
        if words:
            self.remark(f"Taken out with the {'English' if edition == 'en' else 'Chinese'}: {words}")

    def drop(self, number: int) -> None:
        self.text = rewrite.removed(self.now, self.loc(number))
        self.numbers.remove(number)

    def remark(self, words: str) -> None:
        now = self.now
        self.text = rewrite.inserted(now, ("remarks", len(now.data.get("remarks") or [])), words)

    def move(self, number: int, anchor: int) -> None:
        at = self.numbers.index(number)
        self.numbers.pop(at)
        to = self.place(anchor)
        self.text = rewrite.moved(self.now, (*self.holder, at), to)
        self.numbers.insert(to, number)
        self.anchors[number] = anchor

    def split(self, number: int, parts: dict[str, tuple[str, ...]]) -> None:
        pair = dict(self.item(number))
        many = max(map(len, parts.values()))
        texts = {name: list(parts.get(name) or _as_many_lines(pair.get(name, ""), many)) for name in LANGUAGES}
        for name in LANGUAGES:
            if name in pair and texts[name][0] != pair[name]:
                self.text = rewrite.written(self.now, (*self.loc(number), name), texts[name][0])
        for step in range(1, many):
            words = {name: texts[name][step] if step < len(texts[name]) else "" for name in LANGUAGES}
            self.insert(self.numbers.index(number) + step, words, number)

    def join(self, number: int, many: int, parts: dict[str, tuple[str, ...]]) -> None:
        numbers = [each for each in range(number, number + many) if each in self.numbers]
        items = [self.item(each) for each in numbers]
        for name in LANGUAGES:
            kept = [words for item in items for words in texts_of(item, name)]
            text = parts[name][0] if name in parts else (" " if name == "en" else "").join(kept)
            if text and name in items[0]:
                self.text = rewrite.written(self.now, (*self.loc(number), name), text)
        for each in numbers[1:]:
            self.drop(each)


def _as_many_lines(words: str, many: int) -> Sequence[str]:
    """The lines of a text, if there are as many as parts are needed; else the whole text as the first part."""
    lines = words.split("\n")
    return lines if len(lines) == many else [words]
