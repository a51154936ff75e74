"""A Word file that went out and comes back edited → what was changed, text by text, each to be accepted or not.

Paragraphs are found by their bookmarks, else by what they say. The file as it would go out now is the measure: what
differs from it is a proposal, unless the release itself has changed since the file went out; then it is a conflict,
with both wordings shown.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from hkpress.figures import compare
from hkpress.formats import word
from hkpress.formats.flow import Run, WordParagraph, WordTable
from hkpress.importing.assemble import PLACEHOLDER
from hkpress.importing.languages import language
from hkpress.importing.received import Bit, Comment, Received, ReceivedTable, Strip, markdown, unusable
from hkpress.page.document import Document, typeset
from hkpress.page.page import localise
from hkpress.page.theme import Theme
from hkpress.release import rewrite, source
from hkpress.release.editions import EDITIONS
from hkpress.release.parse import Release
from hkpress.release.project import Project
from hkpress.release.source import Loc, Source


@dataclass(frozen=True)
class Proposal:
    """Something that differs in the file that came back."""

    kind: str
    """words; added, removed, moved, split, joined; label for words of the page; conflict; comment."""
    edition: str
    at: str
    """The way to the text in the release, counted from one: body/3/en; "" for none."""
    old: str
    new: str
    who: str = ""
    """Who changed it while changes were tracked; "" where they were not."""
    note: str = ""
    """What else a person should know, such as figures that differ now."""
    loc: Loc = ()
    value: str | None = None
    """The new words for the file; None for what can only be told."""

    @property
    def writable(self) -> bool:
        return self.value is not None


# --- what went out --------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Stretch:
    """Words of a paragraph that come from one place of the release, or, if `loc` is "", from the page."""

    loc: str
    number: int
    words: str
    text: str
    mark: str


@dataclass
class _Group:
    """Paragraphs that went out and those that came back for them."""

    sent: list[int] = field(default_factory=list)
    back: list[int] = field(default_factory=list)


def _sent(document: Document) -> list[list[_Stretch]]:
    """The paragraphs of the file as it would go out now."""
    edition = document.page.edition.name
    seen: dict[str, int] = {}
    found = []
    for paragraph in _paragraphs(word.flowed(document).blocks):
        stretches = []
        for loc, same in groupby(paragraph.runs, lambda run: run.loc):
            runs = list(same)
            number = seen[loc] = seen.get(loc, -1) + 1
            mark = word.bookmark(edition, loc, number, runs) if loc else ""
            words = "".join(run.words for run in runs)
            stretches.append(_Stretch(loc, number, words, markdown(_bits(runs)), mark))
        if stretches:
            found.append(stretches)
    return found


def _paragraphs(blocks: Iterable[Any]) -> Iterator[WordParagraph]:
    for block in blocks:
        if isinstance(block, WordParagraph):
            yield block
        elif isinstance(block, WordTable):
            yield from (paragraph for row in block.rows for cell in row for paragraph in cell)


def _bits(runs: Iterable[Run]) -> list[Bit]:
    return [Bit(run.words, run.strong, run.emphasis, run.link) for run in runs]


# --- what came back -------------------------------------------------------------------------------


def is_ours(document: Received) -> bool:
    """Whether hkpress has made the file: it has its bookmarks still."""
    return any(mark.startswith("_hkpress_") or _edition(mark) for strip in document.strips() for mark in _marks(strip))


def proposals(project: Project, release: Release, documents: Sequence[Received]) -> list[Proposal]:
    """What the documents change in the release. Raises Invalid for a file of another release."""
    found = []
    for document in documents:
        _refuse_others(project, release.slug, document)
        for edition in _editions(document):
            strips = list(_strips(document, edition))
            every = tuple(EDITIONS.values())
            theme = Theme(release.manuscript.theme, project.template_roots)
            out = typeset(localise(release, EDITIONS[edition], every), theme)
            found += _Comparison(release, edition, _sent(out), strips, document.comments).proposals()
    return [_with_figures(release, each) for each in found if each.kind != "same"]


def _marks(strip: Strip) -> set[str]:
    return {*strip.marks, *(mark for bit in strip.bits for mark in bit.marks)}


def _edition(mark: str) -> str:
    found = re.fullmatch(r"_(en|tc|sc)_[0-9a-f]{10}_[0-9a-f]{8}", mark)
    return found[1] if found else ""


def _editions(document: Received) -> list[str]:
    there = {_edition(mark) for strip in document.strips() for mark in _marks(strip)} - {""}
    if there:
        return [name for name in EDITIONS if name in there]
    return [language(" ".join(strip.words for strip in document.strips())) or "en"]


def _strips(document: Received, edition: str) -> Iterator[Strip]:
    """The paragraphs of that edition, in a file that may hold two: side by side, or one after the other."""
    if len(_editions(document)) < 2:
        yield from document.strips()
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
                yield from (strip for strip in cell if column == edition and strip.words not in titles)


def _edition_of(strips: Iterable[Strip]) -> str:
    """Which edition paragraphs are of: by their bookmarks, else by their language."""
    listed = list(strips)
    there = [name for strip in listed for mark in _marks(strip) if (name := _edition(mark))]
    return max(there, key=there.count) if there else language(" ".join(strip.words for strip in listed))


def _refuse_others(project: Project, slug: str, document: Received) -> None:
    """A file of another release says which."""
    told = {mark for strip in document.strips() for mark in _marks(strip) if mark.startswith("_hkpress_")}
    if told and word.identity(slug) not in told:
        other = next((each for each in project.slugs() if word.identity(each) in told), "")
        of = f"the release {other}" if other else "a release that is not in this project"
        raise unusable(f"{document.name} is a Word file of {of}, not of {slug}")


class _Comparison:
    """One edition: the paragraphs that went out beside those that came back."""

    def __init__(
        self, release: Release, edition: str, sent: list[list[_Stretch]], back: list[Strip], comments: Sequence[Comment]
    ) -> None:
        self.release, self.edition, self.sent = release, edition, sent
        self.back = [strip for strip in back if strip.words or _marks(strip) or strip.before]
        self.comments = comments
        self.held: dict[int, int] = {}
        """Which paragraph came back for one that was sent, as far as that is known."""
        self.keys = {_key(each.mark): at for at, stretches in enumerate(sent) for each in stretches if each.mark}
        self.digests = {_key(mark): mark[-8:] for strip in self.back for mark in _marks(strip)}
        self.origin: Source = release.sources[0][0]

    def proposals(self) -> list[Proposal]:
        groups, added = self.matched()
        found: list[tuple[float, Proposal]] = []
        gone: list[tuple[float, Proposal]] = []
        for group in groups:
            at = float(min(group.back, default=-1))
            for proposal in self.compared(group):
                (gone if proposal.kind == "removed" else found).append((at, proposal))
        fresh = [(float(at), self.addition(at)) for at in added]
        for at, proposal in fresh:
            same = next((each for each in gone if _squeezed(each[1].old) == _squeezed(proposal.new)), None)
            if same:
                gone.remove(same)
                moved = Proposal("moved", self.edition, same[1].at, same[1].old, proposal.new, proposal.who)
                found.append((at, moved))
            else:
                found.append((at, proposal))
        found += gone
        found += [(float(min(group.back)), each) for group, each in self.moves(groups)]
        ordered = [proposal for _, proposal in sorted(found, key=lambda each: each[0])]
        return [*ordered, *self.remarks()]

    # --- which paragraph is which ---

    def matched(self) -> tuple[list[_Group], list[int]]:
        """The paragraphs that belong together; and those that came back and belong to none."""
        groups = [_Group([at]) for at in range(len(self.sent))]
        of = {at: groups[at] for at in range(len(self.sent))}
        for number, strip in enumerate(self.back):
            sent = sorted({self.keys[key] for mark in _marks(strip) if (key := _key(mark)) in self.keys})
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
        self.by_words([group for group in whole if not group.back], left)
        taken = {number for group in whole for number in group.back}
        return whole, [number for number in left if number not in taken]

    def strangers(self, group: _Group) -> list[int]:
        """Take new paragraphs out of a group: text that was typed inside a bookmark and says something else."""
        if len(group.back) < 2:
            return []
        old = _squeezed(" ".join(each.words for at in group.sent for each in self.sent[at]))
        out = []
        for number in list(group.back):
            new = _squeezed(self.back[number].words)
            if new and _shared(new, old) < 0.5 and len(group.back) > 1:
                group.back.remove(number)
                out.append(number)
        return out

    def by_words(self, groups: list[_Group], left: list[int]) -> None:
        """Find the paragraphs without bookmarks by what they say: the same first, then the most alike."""
        olds = [_squeezed(" ".join(each.words for at in group.sent for each in self.sent[at])) for group in groups]
        news = [_squeezed(self.back[number].words) for number in left]
        free, open_ = set(range(len(left))), set(range(len(groups)))
        for block in difflib.SequenceMatcher(None, olds, news, autojunk=False).get_matching_blocks():
            for step in range(block.size):
                groups[block.a + step].back.append(left[block.b + step])
                self.held |= dict.fromkeys(groups[block.a + step].sent, left[block.b + step])
                free.discard(block.b + step)
                open_.discard(block.a + step)
        for a in sorted(open_):
            if (only := self.between(groups[a], [left[b] for b in free])) is not None:
                groups[a].back.append(only)
                free.discard(left.index(only))
                continue
            near = [(difflib.SequenceMatcher(None, olds[a], news[b], autojunk=False), b) for b in free]
            scores = [(matcher.ratio(), b) for matcher, b in near if matcher.real_quick_ratio() > 0.55]
            best = max(scores, default=(0.0, -1))
            if best[0] > 0.6:
                groups[a].back.append(left[best[1]])
                free.discard(best[1])

    def between(self, group: _Group, free: Sequence[int]) -> int | None:
        """The one paragraph that stands where this one did, between its neighbours; None if there are more or none."""
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
        old = " ".join("".join(each.words for each in self.sent[at]) for at in group.sent)
        if not strips:
            if any(each.loc for each in stretches) or re.search(r"\w", old):
                yield Proposal("removed", self.edition, self.at(stretches), old, "", who)
            return
        new = "\n".join(strip.words for strip in strips)
        kept = [at for at in group.sent if _shared(_squeezed(self.said(at)), _squeezed(new)) > 0.3]
        if len(kept) > 1:
            yield Proposal("joined", self.edition, self.at(stretches), old, new, who)
        if len(strips) > 1:
            yield Proposal("split", self.edition, self.at(stretches), old, new, who)
        if _squeezed(old) == _squeezed(new) and self.looks_same(stretches, strips):
            return
        yield from self.words(stretches, strips, who, group)

    def looks_same(self, stretches: Sequence[_Stretch], strips: Sequence[Strip]) -> bool:
        """Whether bold, italics and links are as they were; a heading's own look does not count."""
        if len(strips) != 1 or strips[0].bold:
            return True
        placed = [each for each in stretches if each.loc]
        return len(placed) != 1 or len(stretches) != 1 or strips[0].text == placed[0].text

    def words(
        self, stretches: Sequence[_Stretch], strips: Sequence[Strip], who: str, group: _Group
    ) -> Iterator[Proposal]:
        """The changes of each text of a paragraph."""
        bits: list[Bit] = []
        for number, strip in enumerate(strips):
            bits += [Bit("\n")] if number else []
            bits += [bit for bit in strip.bits if not bit.removed]
        joints, start = [], 0
        olds = []
        for at in group.sent:
            for each in self.sent[at]:
                olds.append(each.words)
        old, new = "".join(olds), "".join(bit.words for bit in bits)
        steps = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        for each in stretches:
            start += len(each.words)
            joints.append(_joint(steps, start, after=bool(each.loc)))
        joints[-1] = len(new)
        begin = 0
        for each, end in zip(stretches, joints, strict=True):
            end = max(begin, end)
            part = _slice(bits, begin, end)
            begin = end
            said = "".join(bit.words for bit in part)
            if not each.loc:
                if _squeezed(said) != _squeezed(each.words):
                    yield Proposal("label", self.edition, "", each.words.strip(), said.strip(), who)
                continue
            text = markdown(part, plain=all(strip.bold for strip in strips))
            if _squeezed(said) == _squeezed(each.words) and (text == each.text or all(strip.bold for strip in strips)):
                continue
            yield self.proposal(each, text, said, who)

    def proposal(self, each: _Stretch, text: str, said: str, who: str) -> Proposal:
        """The change of one text: new words for the file, a conflict, or something that can only be told."""
        file, _, way = each.loc.rpartition(":")
        loc = _loc(way)
        at = "/".join(str(step + 1) if isinstance(step, int) else step for step in loc)
        then = self.digests.get(_key(each.mark))
        if then and then != each.mark[-8:]:
            if then == word.digest_of(said):
                return Proposal("same", self.edition, at, each.text, text)
            note = "the release has changed here since the file went out: write by hand what is right"
            return Proposal("conflict", self.edition, at, each.text, text, who, note, loc, self.value(each, loc, text))
        if file:
            note = f"this stands in {file}, for all releases: change it there"
            return Proposal("told", self.edition, f"{file}:{at}", each.text, text, who, note)
        if self.edition == "sc" and loc[-1] != "sc":
            note = "Simplified Chinese is made from the Traditional: change that, or write `sc:` beside it"
            return Proposal("told", self.edition, at, each.text, text, who, note)
        value = self.value(each, loc, text)
        kind = "words" if value.strip() else "removed"
        return Proposal(kind, self.edition, at, each.text, text, who, "", loc, value if value.strip() else None)

    def value(self, each: _Stretch, loc: Loc, text: str) -> str:
        """The new words as the file has them: a quotation whole, without the marks that the page adds."""
        there = _at(self.origin.data, loc)
        if not isinstance(there, str):
            return text
        text = _noted(text, there)
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

    def addition(self, number: int) -> Proposal:
        """A paragraph that came back and was never sent: it goes below the one above it."""
        strip = self.back[number]
        who = ", ".join(sorted({bit.added for bit in strip.bits if bit.added}))
        above = 0
        for other in range(number - 1, -1, -1):
            found = [self.keys[key] for mark in _marks(self.back[other]) if (key := _key(mark)) in self.keys]
            places = [_loc(each.loc) for at in found for each in self.sent[at] if each.loc and ":" not in each.loc]
            inside = [loc[1] for loc in places if loc[0] == "body" and len(loc) > 1 and isinstance(loc[1], int)]
            if inside:
                above = inside[-1] + 1
                break
            if places and places[0][0] not in ("headline", "subheadline"):
                note = "no place in the body is near: write it in by hand"
                return Proposal("added", self.edition, "", "", strip.text, who, note)
        if self.edition == "sc":
            return Proposal("added", self.edition, "", "", strip.text, who, "add it to the Traditional")
        at, loc = f"body/{above + 1}", ("body", above)
        return Proposal("added", self.edition, at, "", strip.text, who, "", loc, strip.text)

    def moves(self, groups: list[_Group]) -> Iterator[tuple[_Group, Proposal]]:
        """Groups that stand elsewhere than they did: all but the longest run in the old order."""
        placed = sorted((group for group in groups if group.back), key=lambda group: min(group.back))
        order = [min(group.sent) for group in placed]
        staying = set(_longest_run(order))
        for group, at in zip(placed, order, strict=True):
            if at not in staying:
                old = "".join(each.words for each in self.sent[at])
                if re.search(r"\w", old):
                    yield group, Proposal("moved", self.edition, self.at(self.sent[at]), old, old)

    def remarks(self) -> Iterator[Proposal]:
        for comment in self.comments:
            keys = [_key(mark) for mark in comment.marks]
            sent = next((self.keys[key] for key in keys if key in self.keys), None)
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
        steps = "/".join(str(step + 1) if isinstance(step, int) else step for step in _loc(way)) if loc else ""
        return f"{file}:{steps}" if file else steps


def _key(mark: str) -> str:
    """The place that a bookmark tells, without what was said there."""
    return mark[:-9] if _edition(mark) else mark


def _noted(text: str, there: str) -> str:
    """The text with `[^1]` for the marks of footnotes, which Word shows as [1]."""
    marks = set(re.findall(r"\[\^(\d+)\]", there))
    return re.sub(r"\\?\[(\d+)\\?\]", lambda match: f"[^{match[1]}]" if match[1] in marks else match[0], text)


def _squeezed(words: str) -> str:
    return re.sub(r"\s", "", words)


def _shared(new: str, old: str) -> float:
    """Which share of the new words stand in the old ones."""
    blocks = difflib.SequenceMatcher(None, new, old, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size > 2) / max(len(new), 1)


def _joint(steps: Sequence[tuple[str, int, int, int, int]], at: int, *, after: bool) -> int:
    """Where a joint between two texts stands in the new words; what was typed at it goes before it if *after*."""
    found = []
    for tag, a, b, c, d in steps:
        if a <= at <= b:
            if tag == "equal":
                found.append(c + at - a)
            elif a == b or a < at < b:
                found += [c, d]
            else:
                found.append(c if at == a else d)
    return (max if after else min)(found, default=0)


def _slice(bits: Sequence[Bit], begin: int, end: int) -> list[Bit]:
    found, at = [], 0
    for bit in bits:
        words = bit.words[max(0, begin - at) : max(0, end - at)]
        at += len(bit.words)
        if words:
            found.append(replace(bit, words=words))
    return found


def _longest_run(order: Sequence[int]) -> list[int]:
    """The longest part of a sequence that rises."""
    best: list[list[int]] = []
    for each in order:
        longest = max((run for run in best if run[-1] < each), key=len, default=[])
        best.append([*longest, each])
    return max(best, key=len, default=[])


def _loc(way: str) -> Loc:
    return tuple(int(step) if step.isdigit() else step for step in way.split("/") if step)


def _at(data: Any, loc: Loc) -> Any:
    for step in loc:
        try:
            data = data[step]
        except (LookupError, TypeError):
            return None
    return data


def _with_figures(release: Release, proposal: Proposal) -> Proposal:
    """The proposal, with a note where its figures are not those of the other language."""
    loc = proposal.loc
    if proposal.kind not in ("words", "conflict") or proposal.value is None or not loc or loc[-1] not in ("en", "tc"):
        return proposal
    other = "tc" if loc[-1] == "en" else "en"
    data = release.sources[0][0].data
    before, beside = _at(data, loc), _at(data, (*loc[:-1], other))
    if not isinstance(beside, str) or not isinstance(before, str) or beside == PLACEHOLDER[other]:
        return proposal
    sides = (proposal.value, beside) if loc[-1] == "en" else (beside, proposal.value)
    olds = (before, beside) if loc[-1] == "en" else (beside, before)
    if compare(*olds).agrees and not compare(*sides).agrees:
        said = "Chinese" if other == "tc" else "English"
        note = f"figures differ now, the {said} is unchanged: {beside}"
        return replace(proposal, note="; ".join(filter(None, (proposal.note, note))))
    return proposal


# --- into the file --------------------------------------------------------------------------------


def accepted(origin: Source, chosen: Iterable[Proposal]) -> str:
    """The text of `release.yaml` with the chosen proposals written into it; nothing else is changed.

    Raises rewrite.Refused where the file cannot be changed so.
    """
    text = origin.text
    additions = []
    for proposal in chosen:
        if proposal.value is None:
            continue
        if proposal.kind == "added":
            additions.append(proposal)
            continue
        text = rewrite.written(source.parse_text(text, origin.path), proposal.loc, proposal.value)
    for proposal in sorted(additions, key=lambda each: int(each.loc[1]), reverse=True):
        assert proposal.value is not None
        other = "tc" if proposal.edition == "en" else "en"
        pair = {proposal.edition: proposal.value, other: PLACEHOLDER[other]}
        data = {name: pair[name] for name in ("en", "tc")}
        text = rewrite.inserted(source.parse_text(text, origin.path), proposal.loc, data)
    return text
