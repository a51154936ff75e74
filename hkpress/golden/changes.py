"""What changed between two states of a release, in the words of the people who approve it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import zip_longest

from hkpress.chinese import to_simplified
from hkpress.core import sequences
from hkpress.core.characters import HAN
from hkpress.figures.equality import same
from hkpress.golden.parts import YES, Part, Parts
from hkpress.golden.wording import ChangeKind, Replacement, Token, edits, tokens

_OTHER_EDITION = {"en": ("tc", "Chinese"), "tc": ("en", "English"), "sc": ("tc", "Traditional Chinese")}
_LONGEST_QUOTED = 80  # characters of a quotation from the text


@dataclass(frozen=True)
class PartPair:
    """A part before and after; `old` is None for a new part, `new` for a removed one."""

    old: Part | None
    new: Part | None
    edits: tuple[Replacement, ...] = ()
    moved: bool = False

    @property
    def part(self) -> Part:
        """The new part, or the old one if it was removed."""
        part = self.new or self.old
        assert part
        return part

    @property
    def name(self) -> str:
        return self.part.name

    @property
    def changed(self) -> bool:
        return self.moved or self.old is None or self.new is None or self.old.text != self.new.text


@dataclass(frozen=True)
class Change:
    """One change, in one or more editions."""

    kind: ChangeKind
    editions: tuple[str, ...]
    pair: PartPair
    """The part in the first of these editions, before and after."""
    what: str
    note: str = ""
    edits: tuple[Replacement, ...] = ()
    """The edits of that part that make up this change."""

    def __str__(self) -> str:
        return f"{', '.join(self.editions)} {self.pair.name}{self.what}{self.note}"


def pairs(old: Parts, new: Parts, language: str) -> tuple[PartPair, ...]:
    """The parts of an edition side by side, in the new order; each changed text with its edits."""
    names = dict.fromkeys((*old.names, *new.names))
    return tuple(
        PartPair(one, other, tuple(edits(one.text, other.text, language, names)), moved)
        if one and other and one.text != other.text
        else PartPair(one, other, moved=moved)
        for one, other, moved in _aligned(old.parts, new.parts)
    )


def changes(editions: Mapping[str, Sequence[PartPair]]) -> tuple[Change, ...]:
    """Every change, the gravest first. A change that several editions share is listed once."""
    merged: dict[tuple[object, ...], Change] = {}
    for edition, change in _each_change(editions):
        key = (change.kind, change.pair.part.key, change.what, change.note)
        same = merged.setdefault(key, change)
        merged[key] = replace(same, editions=(*same.editions, edition))
    order = list(ChangeKind)
    return tuple(sorted(merged.values(), key=lambda change: order.index(change.kind)))


def _each_change(editions: Mapping[str, Sequence[PartPair]]) -> Iterator[tuple[str, Change]]:
    """Every change of every edition, with the edition. A Simplified text that follows the Traditional has none."""
    for edition, listed in editions.items():
        other, called = _OTHER_EDITION[edition]
        for pair in listed:
            others = [each for each in editions.get(other, ()) if each.part.key == pair.part.key]
            follows = edition == "sc" and pair.changed and any(_follows(pair, each) for each in others)
            if follows and not _neutral(pair, editions.get("en", ())):
                continue
            for kind, what, told in _told(pair):
                alone = other in editions and not _also(kind, told, others)
                note = f"; {called} unchanged" if alone else ""
                yield edition, Change(kind, (), pair, what, note, tuple(told))


def _also(kind: ChangeKind, edits: Sequence[Replacement], others: Iterable[PartPair]) -> bool:
    """Whether the other language changed too; a figure, date or address must have the same value there."""
    for other in others:
        if other.changed and not (edits and other.edits):
            return True  # added, removed or moved: it has changed
        mine, yours = ([each for each in side if each.changed] for side in (edits, other.edits))
        if any(_facts(mine, kind)):
            sides = zip(_facts(mine, kind), _facts(yours, kind), strict=True)
            if any(_same_reading(one, another) for ours, theirs in sides for one in ours for another in theirs):
                return True
        elif any(_speaks(each) for each in yours):
            return True
    return False


def _facts(edits: Iterable[Replacement], kind: ChangeKind) -> list[list[Token]]:
    """The removed facts of a kind, and the added ones, each once."""
    wanted = {kind} & _FACTS
    every = ((token for side in sides for token in side if token.kind in wanted) for sides in _sides(edits))
    return [[*{token.said: token for token in said}.values()][:_ENOUGH] for said in every]


_ENOUGH = 100
"""Facts of one change: each is compared with each of the other language."""


def _sides(edits: Iterable[Replacement]) -> tuple[list[tuple[Token, ...]], list[tuple[Token, ...]]]:
    listed = list(edits)
    return [edit.gone for edit in listed], [edit.come for edit in listed]


_FACTS = {ChangeKind.FIGURE, ChangeKind.DATE, ChangeKind.LINK}


def _same_reading(one: Token, other: Token) -> bool:
    return one.value == other.value or any(same(a, b) for a in one.readings for b in other.readings)


def _speaks(edit: Replacement) -> bool:
    """Whether words changed that may be part of a name or a quotation."""
    return edit.kind not in _FACTS and bool(re.search(r"\w", _tokens_text((*edit.gone, *edit.come))))


def _follows(simplified: PartPair, traditional: PartPair) -> bool:
    """Whether the Simplified only follows the Traditional: it is converted from it, or has the same facts."""
    if not traditional.changed:
        return False
    sides = (simplified.old, traditional.old), (simplified.new, traditional.new)
    if any(bool(mine) != bool(yours) for mine, yours in sides) or simplified.moved != traditional.moved:
        return False
    if all(mine.text == to_simplified(yours.text) for mine, yours in sides if mine and yours):
        return True
    return _essence(simplified, "sc") == _essence(traditional, "tc")


def _essence(pair: PartPair, language: str) -> object:
    """The kinds and values that changed, in either form of Chinese."""
    if not (pair.old and pair.new):
        part = pair.old or pair.new
        assert part
        return _fact_values(token for token in tokens(part.text, language))
    edits = [edit for edit in pair.edits if edit.changed]
    gone, come = (_fact_values(token for each in sides for token in each) for sides in _sides(edits))
    return gone, come, {edit.kind for edit in edits}


def _fact_values(tokens: Iterable[Token]) -> list[tuple[str, str]]:
    return sorted((token.kind, token.value) for token in tokens if token.kind in _FACTS)


def _neutral(pair: PartPair, others: Sequence[PartPair]) -> bool:
    """Whether the English has exactly the same change, as for a telephone number or a moved paragraph."""
    said = _change_lines(pair)
    return any(said == _change_lines(other) for other in others if other.part.key == pair.part.key)


def _change_lines(pair: PartPair) -> list[tuple[ChangeKind, str]]:
    return [(kind, what) for kind, what, _ in _told(pair)]


# --- in words -------------------------------------------------------------------------------------


def _told(pair: PartPair) -> Iterator[tuple[ChangeKind, str, Sequence[Replacement]]]:
    """Each change of a part: its kind, the words after the part's name, and its edits."""
    if pair.moved:
        assert pair.old
        yield (
            ChangeKind.ORDER,
            f" was {pair.old.name}" if pair.old.key != pair.part.key else " stands elsewhere now",
            (),
        )
    if pair.old is None or pair.new is None:
        said = f": “{one_line(pair.part.text)}”" if pair.part.text not in ("", YES) else ""
        yield _deciding_kind(pair.part, ChangeKind.WORDING), f" {'added' if pair.new else 'removed'}{said}", ()
    elif pair.old.text == pair.new.text:
        return
    elif pair.part.kind.endswith(".picture"):
        yield ChangeKind.PICTURE, f": another picture, {pair.new.text}", ()
    elif pair.part.kind in _WHOLE_KINDS or pair.part.kind.startswith("contacts."):
        change = f": {one_line(pair.old.text)} → {one_line(pair.new.text)}"
        yield _deciding_kind(pair.new, ChangeKind.LINK), change, pair.edits
    else:
        for number, edit in enumerate(pair.edits):
            if edit.changed:
                kind = _deciding_kind(pair.new, edit.kind)
                yield kind, f"{', link' if kind is ChangeKind.LINK else ''}: {_sentence(pair.edits, number)}", (edit,)


_WHOLE_KINDS = {
    "issuer": ChangeKind.NAME,
    "issuer_short": ChangeKind.NAME,
    "immediate": ChangeKind.DATE,
    "embargo": ChangeKind.DATE,
    "photo_pack": ChangeKind.LINK,
    "place": ChangeKind.NAME,
    "date": ChangeKind.DATE,
    "source": ChangeKind.NAME,
}
"""Parts whose whole text is one thing, and the kind of a change to it."""


def _deciding_kind(part: Part, kind: ChangeKind) -> ChangeKind:
    """The kind of a change; some parts decide it by themselves."""
    if part.kind.endswith((".organisation", ".name")):
        return ChangeKind.NAME
    if part.kind.endswith(("quotation.words", "quotation.speaker")) and kind in (ChangeKind.WORDING, ChangeKind.NAME):
        return ChangeKind.QUOTE
    return _WHOLE_KINDS.get(part.kind, kind)


def _sentence(edits: Sequence[Replacement], number: int) -> str:
    """600億港元 → 500億港元. A short change gets a few words around it, to be readable."""
    edit = edits[number]
    old, new = (_tokens_text(side) for side in edit[:2])
    if number == 1 and edits[0].old and _ARTICLE.fullmatch(head := _tokens_text(edits[0].old)) and " " in old.strip():
        old, new = head + old, head + new * bool(new.strip())
    short = min(len(old.strip()), len(new.strip())) < 2
    if short and edit.kind in (ChangeKind.WORDING, ChangeKind.QUOTE, ChangeKind.NAME):
        before = _tokens_text(_readable(edits[number - 1].old)[-4:]) if number else ""
        after = _tokens_text(_readable(edits[number + 1].old)[:4]) if number + 1 < len(edits) else ""
        old, new = f"{before}{old}{after}", f"{before}{new}{after}"
    old, new = one_line(old.strip()), one_line(new.strip())
    if not old or not new:
        return f"{old or new} {'added' if new else 'removed'}"
    return f"{old} → {new}"


_ARTICLE = re.compile(r"(?:An?|The) ")
"""What a quoted beginning of a text does not leave out."""


def _readable(side: Iterable[Token]) -> list[Token]:
    return [token for token in side if token.kind is not ChangeKind.LINK]


def _tokens_text(side: Iterable[Token]) -> str:
    return "".join(token.text for token in side)


def one_line(text: str) -> str:
    """The text on one line; a long one loses its middle."""
    line = re.sub(r"\s+", " ", text)
    return line if len(line) <= _LONGEST_QUOTED else f"{line[: _LONGEST_QUOTED - 20].rstrip()} … {line[-15:].lstrip()}"


# --- which part became which ----------------------------------------------------------------------

Row = tuple[Part | None, Part | None, bool]


def _aligned(old: Sequence[Part], new: Sequence[Part]) -> list[Row]:
    """Each old part beside its new one; True marks a part that moved."""
    rows: list[Row] = []
    before, after = ([(part.kind, part.text) for part in side] for side in (old, new))
    for tag, *span in sequences.steps(before, after):
        sides = old[span[0] : span[1]], new[span[2] : span[3]]
        if tag == "equal":
            rows += [(one, other, False) for one, other in zip(*sides, strict=True)]
        else:
            rows += _paired(*sides)
    return _with_moves(rows)


def _paired(old: Sequence[Part], new: Sequence[Part]) -> list[Row]:
    """Pair two runs of parts so that pairs are as alike as possible and none cross; long runs part by part."""
    if len(old) * len(new) > _MOST_PAIRS:
        return [*_by_place(old, new)]
    best: dict[tuple[int, int], tuple[float, list[Row]]] = {(len(old), len(new)): (0.0, [])}
    for i in range(len(old), -1, -1):
        for j in range(len(new), -1, -1):
            options = [best[i, j]] if (i, j) in best else []
            if i < len(old):
                score, rest = best[i + 1, j]
                options.append((score, [(old[i], None, False), *rest]))
            if j < len(new):
                score, rest = best[i, j + 1]
                options.append((score, [(None, new[j], False), *rest]))
            if i < len(old) and j < len(new) and (like := _part_likeness(old[i], new[j], len(old) == len(new))):
                score, rest = best[i + 1, j + 1]
                options.append((score + like, [(old[i], new[j], False), *rest]))
            best[i, j] = max(options, key=lambda option: option[0])
    return best[0, 0][1]


_MOST_PAIRS = 4000
"""Pairs of parts to compare: each takes some 0.1 ms."""


def _by_place(old: Sequence[Part], new: Sequence[Part]) -> Iterator[Row]:
    for one, other in zip_longest(old, new):
        if one and other and one.kind == other.kind:
            yield one, other, False
        else:
            yield from ((part, None, False) for part in (one,) if part)
            yield from ((None, part, False) for part in (other,) if part)


def _part_likeness(old: Part, new: Part, as_many: bool) -> float:
    if old.kind != new.kind:
        return 0
    pieces = _comparable_pieces(old.text, new.text)
    matcher = SequenceMatcher(None, *pieces, autojunk=False)
    alike = min(matcher.real_quick_ratio(), matcher.quick_ratio()) > _ALIKE
    ratio = sequences.ratio(*pieces) if alike else 0
    return ratio + 0.1 if ratio > _ALIKE or as_many or old.key == new.key else 0


_ALIKE = 0.4


def _comparable_pieces(old: str, new: str) -> tuple[Sequence[str], Sequence[str]]:
    """The characters of short texts, the words of long ones: comparing long texts by character is slow and noisy."""
    if max(len(old), len(new)) < 200:
        return old, new
    before, after = (re.findall(rf"[^\W{HAN}]+|[{HAN}]", text) for text in (old, new))
    return before, after


def _with_moves(rows: list[Row]) -> list[Row]:
    """The rows, with a part that was removed here and added there turned into one that moved."""
    gone = [old for old, new, _ in rows if old and not new]
    moved: dict[int, Part] = {}
    for number, (old, new, _) in enumerate(rows):
        if new and not old:
            same = next((part for part in gone if part.kind == new.kind and part.text == new.text and part.text), None)
            if same:
                gone.remove(same)
                moved[number] = same
    left = {id(part) for part in moved.values()}
    rows = [
        (moved[number], new, True) if number in moved else (old, new, False)
        for number, (old, new, _) in enumerate(rows)
        if not (old and not new and id(old) in left)
    ]
    return _by_record(rows)


def _by_record(rows: list[Row]) -> list[Row]:
    """The rows, with equal texts of two records, such as one credit of two photos, each beside its own."""
    there = {old.key: old for old, _, _ in rows if old and old.kind.startswith(_RECORDS)}
    own = [_same_text(there.get(new.key), new) if new else None for _, new, _ in rows]
    freed = {id(mine): old for mine, (old, _, _) in zip(own, rows, strict=True) if mine and old and old is not mine}
    return [
        (mine, new, False) if mine else (old if new or not old else freed.get(id(old), old), new, is_moved)
        for mine, (old, new, is_moved) in zip(own, rows, strict=True)
    ]


def _same_text(old: Part | None, new: Part) -> Part | None:
    return old if old and old.text == new.text else None


_RECORDS = ("photos.", "contacts.", "links.")
"""The kinds of parts that belong to one of several records."""
