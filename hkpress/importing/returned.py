"""A Word file that comes back edited → its changes, text by text, to be accepted or rejected.

Paragraphs are found by their bookmarks, or else by their words. The returned file is compared with the file that would
go out now. A difference is a proposal; if the release itself has changed there since the file went out, it is a
conflict, which shows both wordings. `restructure.accepted` writes the accepted proposals.

`_Comparison.resolved` matches by bookmark, `matched` by words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count, groupby
from typing import Any, NamedTuple

from hkpress.check.messages import Message, say
from hkpress.core import sequences
from hkpress.core.characters import HAN
from hkpress.figures import Day, compare, find
from hkpress.formats import word
from hkpress.formats.flow import Run, WordPicture
from hkpress.importing.assemble import PLACEHOLDER
from hkpress.importing.labels import CAPTION
from hkpress.importing.languages import language
from hkpress.importing.received import Bit, Received, ReceivedPicture, ReceivedTable, Strip, markdown, unusable
from hkpress.page.document import Document, typeset
from hkpress.page.page import localise
from hkpress.page.theme import Theme
from hkpress.release.editions import EDITIONS
from hkpress.release.parse import Release
from hkpress.release.project import Project
from hkpress.release.rewrite import value_at
from hkpress.release.source import Loc, Source

JOINT = "\x1e"
"""Marks in a text where its paragraph was split."""


@dataclass(frozen=True)
class Proposal:
    """A difference in the file that came back."""

    kind: str
    """words; added, removed, moved, split, joined; label for words of the page; conflict; comment; older for a file."""
    edition: str
    at: str
    """The path of the text in the release, counted from one: body/3/en; "" for none."""
    old: str
    new: str
    who: str = ""
    """Who changed it while changes were tracked; "" where they were not."""
    note: Message | str = ""
    """A note for the person, such as figures that now differ."""
    loc: Loc = ()
    """The text to write; for added, removed, moved, split and joined, the item of the list."""
    value: str | None = None
    """The new words for the file; None where there are none to write."""
    below: Loc = ()
    """The item below which it goes; its last step is -1 for the top of the list."""
    parts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """For an added, split or joined text: the texts that it is now, by language."""
    count: int = 1
    """How many items in a row it is about."""
    heading: bool = False
    """Whether an added text is a heading."""
    disputed: bool = False
    """Whether another file, or the release itself, says something else here."""

    @property
    def structural(self) -> bool:
        """Whether the release has other items once it is accepted."""
        return self.kind in ("added", "removed", "moved", "split", "joined") and bool(self.loc) and self.value is None

    @property
    def writable(self) -> bool:
        return self.value is not None or self.structural

    @property
    def is_for_all(self) -> bool:
        """Whether it can be accepted together with others, without a separate decision."""
        return self.writable and self.kind != "conflict" and not self.disputed


# --- what went out --------------------------------------------------------------------------------


class _Stretch(NamedTuple):
    """Words of a paragraph from one place of the release, or from the page itself if `loc` is ""."""

    loc: str
    number: int
    words: str
    text: str
    mark: str


@dataclass
class _Group:
    """Paragraphs that went out, with those that came back for them."""

    sent: list[int] = field(default_factory=list)
    back: list[int] = field(default_factory=list)


def _sent(document: Document) -> list[list[_Stretch]]:
    """The paragraphs of the file as it would go out now."""
    edition, text = document.page.edition.name, word.flowed(document)
    marks = word.bookmarks(edition, text)
    seen: Counter[str] = Counter()
    paragraphs = []
    for paragraph in word.paragraphs(text.blocks):
        stretches = []
        for loc, same in groupby(paragraph.runs, lambda run: run.loc):
            runs = list(same)
            words = "".join(run.words for run in runs)
            mark = marks[edition, loc, seen[loc]] if loc else ""
            written = words if _is_plain(loc) else markdown(_bits(runs))
            stretches.append(_Stretch(loc, seen[loc], words, written, mark))
            seen[loc] += 1
        if stretches:
            paragraphs.append(stretches)
    return paragraphs


def _bits(runs: Iterable[Run]) -> list[Bit]:
    return [Bit(run.words, run.strong, run.emphasis, run.link) for run in runs]


# --- bookmarks ------------------------------------------------------------------------------------

_MARK = re.compile(
    r"_(?P<edition>en|tc|sc)_(?P<place>[0-9a-f]{10})_(?P<said>[0-9a-f]{8})(?:_(?P<above>\w{6})(?P<below>\w{6}))?"
)


def _marks(strip: Strip) -> set[str]:
    return {*strip.marks, *(mark for bit in strip.bits for mark in bit.marks)}


def _edition(mark: str) -> str:
    match = _MARK.fullmatch(mark)
    return match["edition"] if match else ""


def _bookmark_digest(mark: str) -> str:
    """The digest in a bookmark of the words inside it."""
    match = _MARK.fullmatch(mark)
    return match["said"] if match else ""


def _marked_loc(mark: str) -> str:
    """The place in a bookmark's name, without the digests."""
    match = _MARK.fullmatch(mark)
    return f"_{match['edition']}_{match['place']}" if match else mark


# --- what came back -------------------------------------------------------------------------------


def is_ours(document: Received) -> bool:
    """Whether hkpress made the file: it still has the bookmarks."""
    return any(mark.startswith("_hkpress_") or _edition(mark) for strip in document.strips() for mark in _marks(strip))


def proposals(project: Project, release: Release, documents: Sequence[Received]) -> list[Proposal]:
    """The changes that the documents make in the release. Raises Invalid for a file of another release."""
    theme = Theme(release.manuscript.theme, project.template_roots)
    proposed: list[Proposal] = []
    for document in documents:
        first = len(proposed)
        renamed = _is_renamed(project, release.slug, document)
        for edition in _editions(document):
            out = typeset(localise(release, EDITIONS[edition], tuple(EDITIONS.values())), theme)
            comparison = _Comparison(release, edition, out, document)
            comparison.refuse_strangers(document.name, renamed=renamed)
            mine = comparison.proposals()
            is_told = any(each.kind == "older" for each in proposed[first:])
            proposed += [each for each in mine if each.kind != "older" or not is_told]
        proposed[first:] = _disputed(proposed[:first], proposed[first:])
    values = _new_words(proposed)
    kept = [_with_figures(release, each, values) for each in proposed if each.kind != "same"]
    return list(_merged_proposals(kept, release.sources[0][0].data))


def _new_words(proposals: Iterable[Proposal]) -> dict[Loc, list[str]]:
    """The words that the proposals give each place."""
    values: dict[Loc, list[str]] = {}
    for each in proposals:
        if each.kind in ("words", "conflict") and each.value is not None:
            values.setdefault(each.loc, []).append(each.value)
    return values


def _disputed(before: Sequence[Proposal], proposals: Sequence[Proposal]) -> Iterator[Proposal]:
    """The proposals of a file, compared with those of earlier files: equal ones are listed once, different ones are
    marked."""
    for each in proposals:
        same = [other for other in before if other.loc and (other.loc, other.edition) == (each.loc, each.edition)]
        same = [other for other in same if other.kind == each.kind or {"words", "conflict"} >= {other.kind, each.kind}]
        if any((other.value, other.parts, other.below) == (each.value, each.parts, each.below) for other in same):
            continue
        gone = [other for other in before if other.kind == "removed" and other.structural and other.loc]
        gone = [other for other in gone if each.loc[: len(other.loc)] == other.loc and each.kind != "removed"]
        clash = [other for other in same if each.kind != "added"] or gone
        if clash:
            said = clash[0].new or clash[0].kind
            each = replace(each, disputed=True, note=say("another of these files says: {words}", words=said))
        yield each


def _editions(document: Received) -> list[str]:
    there = {_edition(mark) for strip in document.strips() for mark in _marks(strip)} - {""}
    if there:
        return [name for name in EDITIONS if name in there]
    return [language(" ".join(strip.words for strip in document.strips())) or "en"]


def _edition_strips(document: Received, edition: str) -> Iterator[Strip]:
    """The paragraphs of that edition, in a file that may hold two: side by side, or one after the other."""
    if len(_editions(document)) < 2:
        yield from _numbered(document)
        return
    titles = {each.title for each in EDITIONS.values()}
    for block in document.blocks:
        rows = block.rows if isinstance(block, ReceivedTable) else ((((block,) if isinstance(block, Strip) else ()),),)
        columns = [
            _edition_of(strip for row in rows if at < len(row) for strip in row[at])
            for at in range(max(map(len, rows)))
        ]
        for row in rows:
            for column, cell in zip(columns, row, strict=False):
                of = column if any(row[1:]) else _edition_of(cell)  # a wide table spans both columns
                mine = (strip for strip in cell if of == edition and strip.words not in titles)
                yield from (replace(strip, row=strip.inner[0]) for strip in mine)


def _each_once(strips: Iterable[Strip]) -> Iterator[Strip]:
    """The paragraphs. If a row was copied with its bookmarks, only the first keeps them."""
    rows: dict[str, int] = {}
    for strip in strips:
        again = strip.row >= 0 and any(rows.setdefault(mark, strip.row) != strip.row for mark in _marks(strip))
        bits = tuple(replace(bit, marks=()) for bit in strip.bits)
        yield replace(strip, marks=(), bits=bits) if again else strip


def _numbered(document: Received) -> Iterator[Strip]:
    """The paragraphs of a document, each of a table with the number of its row."""
    rows = count()
    for block in document.blocks:
        if isinstance(block, Strip):
            yield block
        elif isinstance(block, ReceivedTable):
            for row in block.rows:
                number = next(rows)
                yield from (replace(strip, row=number) for cell in row for strip in cell)


def _row_texts(document: Received) -> dict[int, tuple[str, ...]]:
    """What the cells of each row say, by the numbers that `_edition_strips` gives them."""
    said: dict[int, dict[int, list[str]]] = {}
    if len(_editions(document)) > 1:
        for strip in document.strips():
            said.setdefault(strip.inner[0], {}).setdefault(strip.inner[1], []).append(strip.text)
    else:
        tables = [block for block in document.blocks if isinstance(block, ReceivedTable)]
        for number, row in enumerate(row for each in tables for row in each.rows):
            said[number] = {at: [strip.text for strip in cell] for at, cell in enumerate(row)}
    return {number: tuple("\n".join(filter(None, cell)) for cell in row.values()) for number, row in said.items()}


def _edition_of(strips: Iterable[Strip]) -> str:
    """The edition that the paragraphs belong to: by their bookmarks, else by their language."""
    listed = list(strips)
    there = [name for strip in listed for mark in _marks(strip) if (name := _edition(mark))]
    return max(there, key=there.count) if there else language(" ".join(strip.words for strip in listed))


def _is_renamed(project: Project, slug: str, document: Received) -> bool:
    """Whether the file is of a release whose folder's name the project does not have. Raises Invalid for a file of
    another one."""
    told = {mark for strip in document.strips() for mark in _marks(strip) if mark.startswith("_hkpress_")}
    if not told or word.identity(slug) in told:
        return False
    if other := next((each for each in project.slugs() if word.identity(each) in told), ""):
        raise _of_another(document.name, say("the release {name}", name=other), slug)
    return True


def _of_another(name: str, of: Message, slug: str) -> Exception:
    return unusable(say("{name} is a Word file of {of}, not of {slug}", name=name, of=of, slug=slug))


def _merged_proposals(proposals: Sequence[Proposal], data: Any) -> Iterator[Proposal]:
    """The proposals, with those that both languages make alike merged into one: a paragraph added, moved, split,
    removed."""
    seen: dict[tuple[Any, ...], int] = {}
    counts: Counter[tuple[Any, ...]] = Counter()
    merged: list[Proposal] = []
    for each in proposals:
        place = each.below if each.kind == "added" else each.loc
        counts[each.kind, each.edition, place] += 1
        key = each.kind, place, each.below, counts[each.kind, each.edition, place], len(each.parts and each.parts[0][1])
        at = seen.get(key)
        if not each.structural or at is None or merged[at].edition == each.edition:
            seen.setdefault(key, len(merged)) if each.structural else None
            merged.append(each)
            continue
        other = merged[at]
        old, new = f"{other.old}\n{each.old}", f"{other.new}\n{each.new}"
        who = ", ".join(filter(None, dict.fromkeys((other.who, each.who))))
        merged[at] = replace(other, edition="both", who=who, parts=other.parts + each.parts, note="", old=old, new=new)
    yield from (_with_the_other(each, data) for each in merged)


def _with_the_other(proposal: Proposal, data: Any) -> Proposal:
    """A change of one language's structure, with a note on the other language."""
    if not proposal.structural or proposal.edition == "both" or proposal.kind == "moved":
        return proposal
    other = "tc" if proposal.edition == "en" else "en"
    words = " ".join(texts_of(value_at(data, proposal.loc, missing=None), other))
    if proposal.kind == "removed" and words:
        note = say(
            "if accepted, the text is removed in both languages; the other one is kept as a remark: {words}",
            words=words,
        )
    elif proposal.kind == "split":
        note = say(
            "if accepted, the other language keeps its whole text beside the first part: write that of the second"
        )
    elif proposal.kind == "joined":
        note = say("if accepted, the other language is joined too")
    elif proposal.kind == "added":
        if proposal.note:
            return proposal
        note = say("if accepted, the other language must be written")
    else:
        return proposal
    return replace(proposal, note=note)


class _Comparison:
    """One edition: the paragraphs that went out beside those that came back."""

    def __init__(self, release: Release, edition: str, out: Document, document: Received) -> None:
        self.release, self.edition, self.sent = release, edition, _sent(out)
        back = _edition_strips(document, edition)
        self.back = [strip for strip in _each_once(back) if strip.words or _marks(strip) or strip.before]
        self.comments = document.comments
        self.rows = _row_texts(document)
        shown = sum(isinstance(block, WordPicture) for block in word.flowed(out).blocks)
        left = sum(isinstance(block, ReceivedPicture) for block in document.blocks)
        self.pictures_gone = max(0, shown - left) if len(_editions(document)) == 1 else 0
        """How many pictures did not come back."""
        self.origin: Source = release.sources[0][0]
        footnotes = enumerate(release.manuscript.footnotes, 1)
        self.notes = [
            number for number, note in footnotes if note.only is None or (note.only == "en") == (edition == "en")
        ]
        """The number in the file of each footnote that this edition prints."""
        self.held: dict[int, int] = {}
        """Which paragraph came back for one that was sent, as far as that is known."""
        self.then: dict[str, str] = {}
        """The texts as the file went out, by the bookmarks that they have now."""
        self.renamed = False
        """Whether the release's folder had another name when the file went out."""
        self.places = self.resolved()
        self.groups, self.added = self.matched()

    # --- what a bookmark of the file stands for now ---

    def resolved(self) -> dict[str, int]:
        """Which paragraph each bookmark of the file is around: by place and words, by words alone, by place alone."""
        now = {each.mark: (at, each) for at, stretches in enumerate(self.sent) for each in stretches if each.mark}
        there = self.in_order()
        mine_by_mark: dict[str, str] = {}
        for same in (
            _same_words,
            _same_place,
            lambda mark, mine: _marked_loc(mark) == _marked_loc(mine) and self.goes_on(mark, now[mine][1]),
        ):
            free = [mark for mark in now if mark not in mine_by_mark.values()]
            for mark in there:
                if mark not in mine_by_mark and (mine := [each for each in free if same(mark, each)]):
                    mine_by_mark[mark] = mine[0]
                    free.remove(mine[0])
        self.then = {mine: _bookmark_digest(mark) for mark, mine in mine_by_mark.items()}
        self.older = any(mark != mine for mark, mine in mine_by_mark.items() if mark.count("_") > 3) or len(
            mine_by_mark
        ) < len(there)
        self.hints = {each for mark in there for each in _hints(mark)}
        return {mark: now[mine][0] for mark, mine in mine_by_mark.items()}

    def in_order(self) -> list[str]:
        """The bookmarks of this edition as they stand in the file, each once."""
        marks = (
            mark for strip in self.back for mark in (*strip.marks, *(each for bit in strip.bits for each in bit.marks))
        )
        return list(dict.fromkeys(mark for mark in marks if _edition(mark) == self.edition))

    def goes_on(self, mark: str, now: _Stretch) -> bool:
        """Whether the text of a bookmark is the one in its place now, though reworded."""
        if not any(step.isdigit() for step in now.loc.rpartition(":")[2].split("/")):
            return True
        bits = [bit.words for strip in self.back for bit in strip.bits if mark in bit.marks]
        return sequences.likeness("".join(bits), now.words) > 0.4

    def has_moved(self, mark: str) -> bool:
        """Whether a bookmark's neighbours have changed since the file went out."""
        order = ["", *self.in_order(), ""]
        at, told = order.index(mark), _MARK.fullmatch(mark)
        if not told or not told["above"]:
            return True
        above, below = (_bookmark_digest(each)[:6] or "000000" for each in (order[at - 1], order[at + 1]))
        return above != told["above"] and below != told["below"]

    def was_sent(self, at: int) -> bool:
        """Whether a paragraph that did not come back was in the file when it went out."""
        marks = [each.mark for each in self.sent[at] if each.mark]
        return not self.older or not marks or any(_bookmark_digest(mark)[:6] in self.hints for mark in marks)

    def refuse_strangers(self, name: str, *, renamed: bool) -> None:
        """Refuse a file that shares hardly a paragraph with the release: it is of another one."""
        if renamed and 2 * len(self.places) < len(self.in_order()):
            raise _of_another(name, say("a release that is not in this project"), self.release.slug)
        self.renamed = renamed
        told = [group for group in self.groups if any(each.loc for at in group.sent for each in self.sent[at])]
        known = [group for group in told if group.back]
        if not self.places and len(self.back) > 3 and len(known) < 0.25 * len(told):
            slug = self.release.slug
            raise unusable(
                say(
                    "{name} looks like a file of another release: it has {count} of the {other} texts of {slug};"
                    " import it without --into, or name its own release",
                    name=name,
                    count=len(known),
                    other=len(told),
                    slug=slug,
                )
            )

    # --- the whole ---

    def proposals(self) -> list[Proposal]:
        proposed: list[tuple[float, Proposal]] = []
        gone: list[tuple[float, Proposal]] = []
        if self.older:
            note = say("the release has changed since this file went out: what both have changed is a conflict")
            proposed.append((-2, Proposal("older", self.edition, "", "", "", note=note)))
        elif self.renamed:
            note = say("the release's folder had another name when this file went out")
            proposed.append((-2, Proposal("older", self.edition, "", "", "", note=note)))
        for group in self.groups:
            near = max((self.held[other] for other in self.held if other < group.sent[0]), default=-1) + 0.5
            at = float(min(group.back, default=near))
            for proposal in self.compared(group):
                (gone if proposal.kind == "removed" and proposal.value is None else proposed).append((at, proposal))
        for number in self.added:
            if self.is_told_with_its_row(number):
                continue
            proposal = self.addition(number)
            same = next((each for each in gone if _without_spaces(each[1].old) == _without_spaces(proposal.new)), None)
            if same:
                gone.remove(same)
                proposal = self.moved(same[1].at, same[1].loc, number, proposal.new, proposal.who)
            proposed.append((float(number), proposal))
        proposed += [(at, each) for at, each in gone if not self.lives_on(each, gone)]
        proposed += [(float(min(group.back)), each) for group, each in self.moves()]
        ordered = [proposal for _, proposal in sorted(proposed, key=lambda each: each[0])]
        return [*ordered, *self.remarks()]

    def lives_on(self, proposal: Proposal, gone: Sequence[tuple[float, Proposal]]) -> bool:
        """Whether a removal is reported already: once is enough for a whole quotation or list."""
        first = next(each for _, each in gone if each.loc == proposal.loc)
        return bool(proposal.loc) and first is not proposal

    # --- which paragraph is which ---

    def matched(self) -> tuple[list[_Group], list[int]]:
        """The groups of paragraphs that belong together, and the returned paragraphs that belong to none."""
        groups = [_Group([at]) for at in range(len(self.sent))]
        of = {at: groups[at] for at in range(len(self.sent))}
        for number, strip in enumerate(self.back):
            sent = sorted({self.places[mark] for mark in _marks(strip) if mark in self.places})
            if not sent:
                continue
            first = of[sent[0]]
            first.back.append(number)
            for other in sent[1:]:
                merged = of[other]
                if merged is not first:
                    first.sent += merged.sent
                    first.back += merged.back
                    of |= dict.fromkeys(merged.sent, first)
        whole = list({id(group): group for group in of.values()}.values())
        taken = {number for group in whole for number in group.back}
        for group in whole:
            group.sent, group.back = sorted(set(group.sent)), sorted(set(group.back))
            taken -= set(self.strangers(group))
        left = [number for number, strip in enumerate(self.back) if number not in taken and strip.words]
        self.held = {at: group.back[0] for group in whole if group.back for at in group.sent}
        fresh = self.fresh_rows()
        self.by_words(
            [group for group in whole if not group.back],
            [number for number in left if self.back[number].row not in fresh],
        )
        self.by_rows([group for group in whole if not group.back], left, fresh)
        taken = {number for group in whole for number in group.back}
        self.rejoin(whole, [number for number in left if number not in taken])
        taken = {number for group in whole for number in group.back}
        return whole, [number for number in left if number not in taken]

    def fresh_rows(self) -> set[int]:
        """The added rows of tables: they have none of the bookmarks that the other rows have."""
        rows = {strip.row for strip in self.back} - {-1}
        marked = {strip.row for strip in self.back if any(mark in self.places for mark in _marks(strip))}
        return rows - marked if self.places else set()

    def by_rows(self, groups: list[_Group], left: Sequence[int], fresh: set[int]) -> None:
        """Find rows without bookmarks that the release has by now, cell for cell: they were accepted earlier."""
        olds = [_without_spaces("".join(map(self.said, group.sent))) for group in groups]
        for row in sorted(fresh):
            numbers = [number for number in left if self.back[number].row == row]
            news = [_without_spaces(self.back[number].words) for number in numbers]
            at = next((at for at in range(len(olds)) if olds[at : at + len(news)] == news), None)
            for step, number in enumerate(numbers) if at is not None else ():
                self.hold(groups[at + step], number)  # type: ignore[operator]
                olds[at + step] = ""  # type: ignore[operator]

    def rejoin(self, groups: list[_Group], left: list[int]) -> None:
        """Add a paragraph without a bookmark to the group right above, if it was split off from it."""
        for number in left:
            above = next((group for group in groups if number - 1 in group.back), None)
            new = _without_spaces(self.back[number].words)
            if above is None or len(new) < 12:
                continue
            old = _without_spaces("".join(self.said(at) for at in above.sent))
            kept = _without_spaces("".join(self.back[each].words for each in above.back))
            if _shared(new, old) > 0.9 and _shared(new, kept) < 0.5:
                above.back.append(number)

    def strangers(self, group: _Group) -> list[int]:
        """Take new paragraphs out of a group: text typed inside a bookmark that says something else."""
        if len(group.back) < 2:
            return []
        old = _without_spaces(" ".join(each.words for at in group.sent for each in self.sent[at]))
        out = []
        for number in list(group.back):
            new = _without_spaces(self.back[number].words)
            if new and _shared(new, old) < 0.5 and len(group.back) > 1:
                group.back.remove(number)
                out.append(number)
        return out

    def by_words(self, groups: list[_Group], left: list[int]) -> None:
        """Find the paragraphs without bookmarks by what they say: the same first, then the most alike."""
        olds = [" ".join(each.words for at in group.sent for each in self.sent[at]) for group in groups]
        news = [self.back[number].words for number in left]
        free, open_ = set(range(len(left))), set(range(len(groups)))
        for block in sequences.matches([*map(_without_spaces, olds)], [*map(_without_spaces, news)]):
            for step in range(block.size):
                self.hold(groups[block.a + step], left[block.b + step])
                free.discard(block.b + step)
                open_.discard(block.a + step)
        for a in sorted(open_):
            if (only := self.between(groups[a], [left[b] for b in free])) is not None:
                self.hold(groups[a], only)
                free.discard(left.index(only))
                continue
            best = max(((sequences.likeness(olds[a], news[b], least=0.6), b) for b in free), default=(0.0, -1))
            if best[0] > 0.6:
                self.hold(groups[a], left[best[1]])
                free.discard(best[1])

    def hold(self, group: _Group, number: int) -> None:
        """Record that a paragraph came back for a group. An unknown bookmark in it says what the text was before."""
        group.back.append(number)
        self.held |= dict.fromkeys(group.sent, number)
        unknown = [mark for mark in _marks(self.back[number]) if _edition(mark) and mark not in self.places]
        mine = [each.mark for at in group.sent for each in self.sent[at] if each.mark]
        if len(unknown) == len(mine) == 1:
            self.then[mine[0]] = _bookmark_digest(unknown[0])

    def between(self, group: _Group, free: Sequence[int]) -> int | None:
        """The one paragraph now in this one's place, between its neighbours; None if there are more or none."""
        at, held = group.sent[0], self.held
        above = max((held[other] for other in held if other < at), default=-1)
        below = min((held[other] for other in held if other > at), default=len(self.back))
        missing = [
            other for other in range(len(self.sent)) if other not in held and self.beside(other) == self.beside(at)
        ]
        inside = [number for number in free if above < number < below]
        short = max((len(self.back[number].words) for number in inside), default=0) < 80
        return inside[0] if len(inside) == 1 == len(missing) and short else None

    def beside(self, at: int) -> tuple[int, int]:
        """The nearest paragraphs above and below that were found."""
        above = max((other for other in self.held if other < at), default=-1)
        return above, min((other for other in self.held if other > at), default=len(self.sent))

    # --- what changed ---

    def compared(self, group: _Group) -> Iterator[Proposal]:
        stretches = [each for at in group.sent for each in self.sent[at]]
        strips = [self.back[number] for number in group.back if self.back[number].words]
        who = self.who(group)
        old = " ".join(self.said(at) for at in group.sent)
        if not strips:
            yield from self.removal(group, old, who)
            return
        new = "\n".join(strip.words for strip in strips)
        kept = [at for at in group.sent if _shared(_without_spaces(self.said(at)), _without_spaces(new)) > 0.3]
        if len(kept) > 1:
            items = self.items_in_a_row(group.sent) if len(strips) == 1 else ()
            if items:
                yield self.joined(items, stretches, strips, group)
                return
            yield Proposal("joined", self.edition, self.at(stretches), old, new, who)
        if len(strips) == 1 and _without_spaces(old) == _without_spaces(new) and self.looks_same(stretches, strips):
            return
        split = False
        for proposal in self.words(stretches, strips, who, group):
            split = split or proposal.kind == "split"
            yield proposal
        if len(strips) > 1 and not split:
            yield Proposal("split", self.edition, self.at(stretches), old, new, who)

    def removal(self, group: _Group, old: str, who: str) -> Iterator[Proposal]:
        """The proposal for paragraphs that did not come back."""
        stretches = [each for at in group.sent for each in self.sent[at]]
        places = {_loc(each.loc) for each in stretches if each.loc and ":" not in each.loc}
        if not (any(each.loc for each in stretches) or re.search(r"\w", old)):
            return
        if all(each.text.strip() in PLACEHOLDER.values() for each in stretches if each.loc) and places:
            return
        if not all(map(self.was_sent, group.sent)):
            return  # the release has it since the file went out
        items = {_whole_item(loc) for loc in places}
        told = Proposal("removed", self.edition, self.at(stretches), old, "", who)
        if len(items) != 1 or self.edition == "sc":
            yield told
            return
        (item,) = items
        parts = self.paragraphs_of(item)
        photo = value_at(self.origin.data, item, missing=None)
        if item[:1] == ("photos",) and isinstance(photo, dict) and photo.get("file") and not self.pictures_gone:
            yield replace(told, note=say("the photo stays: take it out by hand"))
            return
        if item and all(not self.came_back(at) for at in parts):
            words = " ".join(self.said(at) for at in parts)
            yield replace(told, loc=item, old=words)
            return
        each = next(each for each in stretches if each.loc)
        loc = _loc(each.loc)
        value = self.value(each, loc, "")
        bare = "rows" in loc and loc[-1] not in ("en", "tc")  # an empty cell says nothing in either language
        yield replace(told, loc=loc, value=value) if bare or (value.strip() and loc[-2:-1] == ("words",)) else told

    def came_back(self, at: int) -> bool:
        return any(at in group.sent and any(self.back[each].words for each in group.back) for group in self.groups)

    def paragraphs_of(self, item: Loc) -> list[int]:
        """The paragraphs that hold an item."""
        return [
            at
            for at, stretches in enumerate(self.sent)
            if any(each.loc and ":" not in each.loc and _loc(each.loc)[: len(item)] == item for each in stretches)
        ]

    def items_in_a_row(self, sent: Sequence[int]) -> tuple[Loc, ...]:
        """The items behind the paragraphs, if each paragraph is one item and they are consecutive; else none."""
        items = []
        for at in sent:
            places = [_loc(each.loc) for each in self.sent[at] if each.loc]
            if len(places) != 1 or not _is_text(places[0]) or any(":" in each.loc for each in self.sent[at]):
                return ()
            items.append(places[0][:-1])
        steps = [(*items[0][:-1], items[0][-1] + number) for number in range(len(items))]  # type: ignore[operator]
        return tuple(items) if items == steps and self.edition != "sc" else ()

    def joined(
        self, items: Sequence[Loc], stretches: Sequence[_Stretch], strips: Sequence[Strip], group: _Group
    ) -> Proposal:
        """The proposal for texts that were joined into one."""
        olds = [each for each in stretches if each.loc]
        pieces = [part for each, part in self.pieces(stretches, strips, group) if each.loc]
        said = "".join(bit.words for part in pieces for bit in part)
        gap = " " if self.edition == "en" else ""
        if _without_spaces(said) == _without_spaces("".join(each.words for each in olds)):
            text = gap.join(each.text for each in olds)
        else:
            text = markdown([bit for part in pieces for bit in part])
        old = "\n".join(each.words for each in olds)
        parts = ((self.edition, (text,)),)
        at = self.at(stretches)
        return Proposal(
            "joined", self.edition, at, old, text, self.who(group), loc=items[0], parts=parts, count=len(items)
        )

    def looks_same(self, stretches: Sequence[_Stretch], strips: Sequence[Strip]) -> bool:
        """Whether bold, italics and links are as they were; a heading's own look does not count."""
        if len(strips) != 1 or strips[0].bold:
            return True
        placed = [each for each in stretches if each.loc]
        return len(placed) != 1 or len(stretches) != 1 or strips[0].text == placed[0].text

    def pieces(
        self, stretches: Sequence[_Stretch], strips: Sequence[Strip], group: _Group
    ) -> Iterator[tuple[_Stretch, list[Bit]]]:
        """What each text of a paragraph says now."""
        bits: list[Bit] = []
        for number, strip in enumerate(strips):
            bits += [Bit(JOINT)] if number else []
            bits += [bit for bit in strip.bits if not bit.removed]
        old = "".join(each.words for at in group.sent for each in self.sent[at])
        new = "".join(bit.words for bit in bits)
        steps = sequences.steps(old, new)
        joints, start = [], 0
        for each in stretches:
            start += len(each.words)
            joints.append(_joint(steps, start, after=bool(each.loc)))
        joints[-1] = len(new)
        begin = 0
        for each, end in zip(stretches, joints, strict=True):
            end = max(begin, end)
            yield each, _slice(bits, begin, end)
            begin = end

    def words(
        self, stretches: Sequence[_Stretch], strips: Sequence[Strip], who: str, group: _Group
    ) -> Iterator[Proposal]:
        """The changes to each text of a paragraph."""
        bold = all(strip.bold for strip in strips)
        for each, part in self.pieces(stretches, strips, group):
            said = "".join(bit.words for bit in part)
            if not each.loc:
                if _without_spaces(said) != _without_spaces(each.words):
                    yield from self.label(each.words.strip(), said.replace(JOINT, "\n").strip(), who)
                continue
            text = said if _is_plain(each.loc) else markdown(part, plain=bold)
            texts = tuple(words for words in (piece.strip() for piece in text.split(JOINT)) if words)
            loc = _loc(each.loc.rpartition(":")[2])
            if len(texts) > 1 and ":" not in each.loc and self.edition != "sc" and _is_text(loc):
                yield from self.split(each, loc, texts, who)
                continue
            text = (("\n\n" if loc[-2:-1] == ("words",) else "\n").join(texts)) if JOINT in text else text
            same = _without_spaces(said) == _without_spaces(each.words)
            if same and (text == each.text or bold) and len(texts) < 2:
                continue
            yield self.proposal(each, text, said, who)

    def label(self, old: str, new: str, who: str) -> Iterator[Proposal]:
        """The change to words that the page adds. Only a dateline's date and place can be written back."""
        language = "en" if self.edition == "en" else "tc"
        days = [[fact for fact in find(words, language) if isinstance(fact.value, Day)] for words in (old, new)]
        rests = [old, new]
        if len(days[0]) == len(days[1]) == 1 and str(days[0][0].value) == str(
            value_at(self.origin.data, ("date",), missing=None)
        ):
            before, after = (str(day.value) for (day,) in days)
            rests = [f"{words[: day.start]}{words[day.end :]}" for words, (day,) in zip(rests, days, strict=True)]
            if before != after and "?" not in after:
                yield Proposal("words", self.edition, "date", before, after, who, "", ("date",), after)
        if _without_spaces(rests[0]) == _without_spaces(rests[1]):
            return
        loc = ("place", self.edition)
        place = value_at(self.origin.data, loc, missing=None) if rests[0] != old else None  # a dateline has a date
        head, _, tail = rests[0].partition(place) if isinstance(place, str) else ("", "", "")
        value = rests[1].removeprefix(head).removesuffix(tail)
        if isinstance(place, str) and tail and f"{head}{value}{tail}" == rests[1] and value.strip():
            yield Proposal("words", self.edition, "/".join(loc), place, value, who, "", loc, value)
            return
        note = say(
            "the page adds these words: change the theme, or what they come from, such as `embargo:` or people.yaml"
        )
        yield Proposal("label", self.edition, "", old, new, who, note)

    def split(self, each: _Stretch, loc: Loc, texts: tuple[str, ...], who: str) -> Iterator[Proposal]:
        """The proposal for a text that was split. The new parts fill places that already wait for this language."""
        item = loc[:-1]
        at = "/".join(map(str, _counted_steps(loc)))
        holder = value_at(self.origin.data, item[:-1], missing=None)
        following = holder[int(item[-1]) + 1 :][: len(texts) - 1] if isinstance(holder, list) else []
        if len(following) == len(texts) - 1 and all(_waits(other, self.edition) for other in following):
            for number, text in enumerate(texts):
                place = (*item[:-1], int(item[-1]) + number, self.edition)
                way = "/".join(map(str, _counted_steps(place)))
                yield Proposal("words", self.edition, way, each.text if not number else "", text, who, "", place, text)
            return
        if (then := self.then.get(each.mark)) and then != _bookmark_digest(each.mark):
            note = say("the release has changed here since the file went out: write by hand what is right")
            text = "\n".join(texts)
            yield Proposal("conflict", self.edition, at, each.text, text, who, note, loc, text)
            return
        parts = ((self.edition, texts),)
        yield Proposal("split", self.edition, at, each.text, "\n".join(texts), who, loc=item, parts=parts)

    def proposal(self, each: _Stretch, text: str, said: str, who: str) -> Proposal:
        """The change of one text: new words for the file, a conflict, or something that hkpress can only report."""
        file, _, way = each.loc.rpartition(":")
        loc = _loc(way)
        at = "/".join(map(str, _counted_steps(loc)))
        then = self.then.get(each.mark)
        changed = bool(then) and then != _bookmark_digest(each.mark)
        if changed and then == word.words_digest(said):
            return Proposal("same", self.edition, at, each.text, text)
        if file:
            there = self.stands_in(file, loc)
            note = say("this comes from {file}, which all releases share: change it there", file=there)
            return Proposal("told", self.edition, f"{file}:{at}", each.text, text, who, note)
        if self.edition == "sc" and (loc[-1] == "tc" or (loc[-1] != "sc" and re.search(f"[{HAN}]", text))):
            note = say("Simplified Chinese is made from the Traditional: change that, or write `sc:` beside it")
            return Proposal("told", self.edition, at, each.text, text, who, note)
        value = self.value(each, loc, text)
        if changed:
            note = say("the release has changed here since the file went out: write by hand what is right")
            return Proposal("conflict", self.edition, at, each.text, text, who, note, loc, value)
        if not value.strip():
            return Proposal("removed", self.edition, at, each.text, "", who)
        return Proposal("words", self.edition, at, each.text, text, who, "", loc, value)

    def stands_in(self, file: str, loc: Loc) -> str:
        """Where a text is in a shared file: the file's path in the project, and the line."""
        for origin, _ in self.release.sources[1:]:
            if origin.path.name == file:
                span = origin.diagnostic(loc, "", "import").span
                return f"{origin.path.relative_to(self.release.shared.parents[1])}:{span.line if span else 1}"
        return file

    def value(self, each: _Stretch, loc: Loc, text: str) -> str:
        """The new words as the file has them: a quotation whole, without the marks that the page adds."""
        there = value_at(self.origin.data, loc, missing=None)
        if not isinstance(there, str):
            return text
        text = _noted(text, there, self.notes)
        parts = [part.strip() for part in there.split("\n\n") if part.strip()]
        if len(loc) < 2 or loc[-2] != "words" or each.number >= len(parts):
            return text
        own = parts[each.number]
        head, tail = each.words[:1], each.words[-1:]
        if not own.startswith(head):
            text = text.removeprefix(head)
        if not own.endswith(tail) and each.number == len(parts) - 1:
            text = text.removesuffix(tail)
        parts[each.number] = text.strip()
        return "\n\n".join(part for part in parts if part)

    # --- other places ---

    def above(self, number: int) -> Loc:
        """The item above a paragraph that came back; () for none."""
        strip = self.back[number]
        for other in range(number - 1, -1, -1):
            sent = [at for at in range(len(self.sent)) if self.held.get(at) == other]
            sent += [self.places[mark] for mark in _marks(self.back[other]) if mark in self.places]
            places = [_loc(each.loc) for at in sent for each in self.sent[at] if each.loc and ":" not in each.loc]
            items = [item for loc in places if (item := _whole_item(loc, whole=not strip.bullet))]
            if items:
                return items[-1]
            if places and places[0][0] not in ("headline", "subheadline", "place", "date"):
                return ()
        return ("body", -1)

    def addition(self, number: int) -> Proposal:
        """The proposal for a paragraph that was added: it goes below the one above it."""
        strip = self.back[number]
        who = ", ".join(sorted({bit.added for bit in strip.bits if bit.added}))
        known = [mark for mark in _marks(strip) if _edition(mark) == self.edition]
        if known and self.older and all(mark not in self.places for mark in known):
            if len(known) == 1 and _bookmark_digest(known[0]) == word.words_digest(strip.words):
                return Proposal("same", self.edition, "", "", strip.text)  # removed from the release since
            note = say("the release had this text and no longer has it: decide by hand")
            return Proposal("added", self.edition, "", "", strip.text, who, note)
        row = self.is_new_row(strip.row)
        below = self.above_in(number, "rows") if row else self.above(number)
        texts = self.rows[strip.row] if row else (strip.text,)
        if below[:1] == ("photos",):
            texts = (self.caption(strip),)
        if not below or below[0] == "links" or not any(texts):
            note = say("no list of texts is near: write it in by hand")
            return Proposal("added", self.edition, "", "", strip.text, who, note)
        if self.edition == "sc":
            return Proposal("added", self.edition, "", "", strip.text, who, say("add it to the Traditional"))
        return self.added_below(below, strip, texts, who)

    def added_below(self, below: Loc, strip: Strip, texts: tuple[str, ...], who: str) -> Proposal:
        """The proposal for new texts below an item: they fill the next one if that waits for this language."""
        index = int(below[-1]) + 1
        loc: Loc = (*below[:-1], index)
        holder = value_at(self.origin.data, loc[:-1], missing=None)
        there = holder[index] if isinstance(holder, list) and index < len(holder) else None
        at = "/".join(map(str, _counted_steps(loc)))
        if _waits(there, self.edition):
            place = (*loc, self.edition)
            return Proposal("words", self.edition, f"{at}/{self.edition}", "", strip.text, who, "", place, strip.text)
        made = Proposal("added", self.edition, at, "", " | ".join(texts), who, loc=loc, below=below)
        heading = len(loc) == 2 and loc[0] in ("body", "notes_to_editors") and strip.style.startswith("heading")
        quoted = say("write it as a quotation by hand") if strip.style == "quotation" else ""
        return replace(made, parts=((self.edition, texts),), heading=heading, note=quoted)

    def is_new_row(self, row: int) -> bool:
        """Whether all of a table's row was added."""
        places = [at for at, strip in enumerate(self.back) if strip.row == row and strip.words]
        return row >= 0 and bool(self.rows) and set(places) <= set(self.added)

    def is_told_with_its_row(self, number: int) -> bool:
        """Whether the paragraph is in a new row, and not the first of it."""
        row = self.back[number].row
        return self.is_new_row(row) and any(self.back[each].row == row for each in self.added if each < number)

    def caption(self, strip: Strip) -> str:
        """What a new caption says behind "Photo 5:"; "" for a paragraph that is none."""
        match = CAPTION.match(strip.words)
        return strip.words[match.end() :].strip() if match else ""

    def moves(self) -> Iterator[tuple[_Group, Proposal]]:
        """The groups that moved: all but the longest run in the old order."""
        placed = sorted((group for group in self.groups if group.back), key=lambda group: min(group.back))
        order = [min(group.sent) for group in placed]
        staying = set(_longest_run(order))
        told: set[Loc] = set()
        for group, at in zip(placed, order, strict=True):
            old = self.said(at)
            if at in staying or not re.search(r"\w", old):
                continue
            places = [_loc(each.loc) for each in self.sent[at] if each.loc and ":" not in each.loc]
            item = _whole_item(places[0]) if places else ()
            marks = [mark for number in group.back for mark in _marks(self.back[number]) if _edition(mark)]
            if (item and item in told) or (self.older and marks and not any(map(self.has_moved, marks))):
                continue
            told.add(item)
            yield group, self.moved(self.at(self.sent[at]), item, min(group.back), old)

    def moved(self, at: str, item: Loc, number: int, words: str, who: str = "") -> Proposal:
        """The proposal for a text that moved. It can be written if it stays in its list."""
        told = Proposal("moved", self.edition, at, words, words, who)
        inside = str(item[-2]) if len(item) > 2 and item[-2] in ("list", "rows") else ""
        below = self.above_in(number, inside) if inside else self.above(number)
        while below and below == item and int(below[-1]) >= 0:
            below = (*below[:-1], int(below[-1]) - 1)
        if not item or below[:-1] != item[:-1] or self.edition == "sc":
            return replace(told, note=say("it left its list: move it by hand"))
        return replace(told, loc=item, below=below)

    def above_in(self, number: int, name: str) -> Loc:
        """The same as `above`, for an item of a `list`, or for one of the `rows` of a table."""
        for other in range(number - 1, -1, -1):
            sent = [at for at, back in self.held.items() if back == other]
            places = [_loc(each.loc) for at in sent for each in self.sent[at] if each.loc and ":" not in each.loc]
            if places:
                item = _whole_item(places[-1])
                if item[-2:-1] == (name,):
                    return item
                if name == "rows":
                    return (*places[-1][:3], name, -1) if places[-1][2:3] == ("table",) else ()
                return (*item, name, -1) if item else ()
        return ()

    def remarks(self) -> Iterator[Proposal]:
        for comment in self.comments:
            sent = next((self.places[mark] for mark in comment.marks if mark in self.places), None)
            mine = {_edition(mark) for mark in comment.marks} - {""}
            if mine and self.edition not in mine:
                continue
            at = self.at(self.sent[sent]) if sent is not None else ""
            yield Proposal("comment", self.edition, at, comment.beside, comment.words, comment.who)

    # --- helpers ---

    def said(self, at: int) -> str:
        return "".join(each.words for each in self.sent[at])

    def who(self, group: _Group) -> str:
        bits = [bit for number in group.back for bit in self.back[number].bits]
        return ", ".join(sorted({name for bit in bits for name in (bit.added, bit.removed) if name}))

    def at(self, stretches: Sequence[_Stretch]) -> str:
        """The place of a paragraph, counted from one."""
        loc = next((each.loc for each in stretches if each.loc), "")
        file, _, way = loc.rpartition(":")
        steps = "/".join(map(str, _counted_steps(_loc(way)))) if loc else ""
        return f"{file}:{steps}" if file else steps


def _same_words(one: str, other: str) -> bool:
    return _same_place(one, other) and _marked_loc(one) == _marked_loc(other)


def _same_place(one: str, other: str) -> bool:
    return _bookmark_digest(one) == _bookmark_digest(other)


def _hints(mark: str) -> set[str]:
    """The first words inside a bookmark and its neighbours when the file was made."""
    match = _MARK.fullmatch(mark)
    return {match["said"][:6], match["above"], match["below"]} - {None} if match else set()


def _whole_item(loc: Loc, *, whole: bool = False) -> Loc:
    """The item of a list that a text is, or is a part of; () for none that can be taken out.

    Of a list or a table in the body that is an item or a row of it, or, if *whole*, the list or the table.
    """
    if loc[:2] == ("boilerplate", "paragraphs") and len(loc) == 4:
        return loc[:-1]
    if loc[0] not in ("body", "notes_to_editors", "photos", "links", "footnotes") or len(loc) < 3:
        return ()
    if loc[2] == "list":
        return loc[:2] if whole else loc[:-1]
    if loc[2] == "table":
        return loc[:2] if whole else loc[:5] if loc[3] == "rows" else ()
    return loc[:2] if loc[2] in ("en", "tc", "heading", "quote", "caption", "title") else ()


def _is_text(loc: Loc) -> bool:
    """Whether the text at a place is an item by itself: a paragraph, an item of a list."""
    alone = len(loc) > 2 and isinstance(loc[-2], int) and loc[-1] in ("en", "tc") and "rows" not in loc
    return alone and bool(_whole_item(loc))


def _is_plain(loc: str) -> bool:
    """Whether a place holds only words: links there come from the page."""
    return bool(re.search(r"(^|:)links/|/(phone|mobile|whatsapp|email)$", loc))


def _waits(item: Any, language: str) -> bool:
    """Whether an item still lacks this language."""
    return isinstance(item, dict) and item.get(language) == PLACEHOLDER[language]


def texts_of(item: Any, language: str) -> Iterator[str]:
    """What an item says in one language, without placeholders."""
    if isinstance(item, dict):
        for name, value in item.items():
            if name == language and isinstance(value, str) and value != PLACEHOLDER[name]:
                yield value
            else:
                yield from texts_of(value, language)
    elif isinstance(item, list):
        for value in item:
            yield from texts_of(value, language)


def _noted(text: str, there: str, notes: Sequence[int]) -> str:
    """The text with `[^1]` for the marks of footnotes, which Word shows as [1].

    *notes* has the number in the file of each footnote that the edition prints, in their order.
    """
    marks = set(re.findall(r"\[\^(\d+)\]", there))

    def mark(match: re.Match[str]) -> str:
        shown = int(match[1])
        number = str(notes[shown - 1]) if 0 < shown <= len(notes) else ""
        return f"[^{number}]" if number in marks else match[0]

    return re.sub(r"\\?\[(\d{1,3})\\?\]", mark, text)


def _without_spaces(words: str) -> str:
    return re.sub(r"\s", "", words)


def _shared(new: str, old: str) -> float:
    """The share of the new words that the old ones have."""
    if len(new) > 2 and new in old:  # as nearly always
        return 1.0
    blocks = sequences.matches(new, old)
    return sum(block.size for block in blocks if block.size > 2) / max(len(new), 1)


def _joint(steps: Sequence[tuple[str, int, int, int, int]], at: int, *, after: bool) -> int:
    """The place in the new words of the joint between two texts; words typed at the joint go before it if *after*."""
    spans = []
    for tag, a, b, c, d in steps:
        if a <= at <= b:
            if tag == "equal":
                spans.append(c + at - a)
            elif a == b or a < at < b:
                spans += [c, d]
            else:
                spans.append(c if at == a else d)
    return (max if after else min)(spans, default=0)


def _slice(bits: Sequence[Bit], begin: int, end: int) -> list[Bit]:
    pieces, at = [], 0
    for bit in bits:
        words = bit.words[max(0, begin - at) : max(0, end - at)]
        at += len(bit.words)
        if words:
            pieces.append(replace(bit, words=words))
    return pieces


def _longest_run(order: Sequence[int]) -> list[int]:
    """The longest rising subsequence."""
    best: list[list[int]] = []
    for each in order:
        longest = max((run for run in best if run[-1] < each), key=len, default=[])
        best.append([*longest, each])
    return max(best, key=len, default=[])


def _counted_steps(loc: Loc) -> Iterator[int | str]:
    """The steps of a place, counted from one."""
    return (step + 1 if isinstance(step, int) else step for step in loc)


def _loc(way: str) -> Loc:
    return tuple(int(step) if step.isdigit() else step for step in way.split("/") if step)


def _with_figures(release: Release, proposal: Proposal, values: Mapping[Loc, Sequence[str]]) -> Proposal:
    """The proposal, with a note where its figures are not those of the other language.

    *values* are the new words of all proposals, by their places: the other language may be changed in the same way.
    """
    loc = proposal.loc
    if proposal.kind not in ("words", "conflict") or proposal.value is None or not loc or loc[-1] not in ("en", "tc"):
        return proposal
    other = "tc" if loc[-1] == "en" else "en"
    data = release.sources[0][0].data
    before, beside = value_at(data, loc, missing=None), value_at(data, (*loc[:-1], other), missing=None)
    if not isinstance(beside, str) or not isinstance(before, str) or beside == PLACEHOLDER[other]:
        return proposal
    news = values.get((*loc[:-1], other), ())
    value = proposal.value
    if any(compare(*((value, new) if other == "tc" else (new, value))).agrees for new in news):
        return proposal
    sides = (proposal.value, beside) if loc[-1] == "en" else (beside, proposal.value)
    olds = (before, beside) if loc[-1] == "en" else (beside, before)
    if _what_differs(*sides) - _what_differs(*olds):
        if proposal.kind == "conflict" or news:
            language = say("Chinese") if other == "tc" else say("English")
            note = say(
                "its figures are not those of the {language}: {words}", language=language, words=[*news, beside][0]
            )
        elif other == "tc":
            note = say("figures differ now, the Chinese is unchanged: {words}", words=beside)
        else:
            note = say("figures differ now, the English is unchanged: {words}", words=beside)
        return replace(proposal, note=say("{one}; {other}", one=proposal.note, other=note) if proposal.note else note)
    return proposal


def _what_differs(en: str, tc: str) -> set[tuple[str, str]]:
    """The words of the figures that two texts do not share."""
    found = compare(en, tc)
    misses = {(miss.en.text, miss.zh.text) for miss in found.misses}
    return misses | {(fact.text, "") for fact in found.only_en} | {("", fact.text) for fact in found.only_zh}
