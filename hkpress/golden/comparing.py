"""A golden set and the release as it is today → what differs, layer by layer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from html import unescape

from hkpress.core import sequences
from hkpress.golden import LAYERS, pictures
from hkpress.golden.changes import Change, PartPair, changes, one_line, pairs
from hkpress.golden.forms import FORMS
from hkpress.golden.reading import squeezed
from hkpress.golden.sets import AcceptedEdition, Set
from hkpress.printing.environment import WITHOUT_PIXELS
from hkpress.release import inline

_MOST_SENTENCES = 6  # sentences about one layer of one edition


@dataclass(frozen=True)
class Difference:
    """A layer of an edition that differs. `sentences` add what `SetComparison.changes` does not say."""

    layer: str
    edition: str
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True)
class SetComparison:
    """A release as it was accepted, beside the release today."""

    old: Set
    new: Set
    layers: Collection[str] = LAYERS

    @cached_property
    def environment(self) -> dict[str, tuple[str, str]]:
        """Engines and fonts that changed: the accepted version and today's, by name."""
        names = [name for name in {**self.old.environment, **self.new.environment} if name not in WITHOUT_PIXELS]
        versions = (
            (name, tuple(each.environment.get(name, "absent") for each in (self.old, self.new))) for name in names
        )
        return {name: (old, new) for name, (old, new) in versions if old != new}

    @cached_property
    def pairs(self) -> Mapping[str, Sequence[PartPair]]:
        return {name: pairs(self.old.editions[name].parts, new.parts, name) for name, new in self.new.editions.items()}

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The changes to what the release says."""
        return changes(self.pairs)

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        return tuple(
            Difference(layer, name, _few(dict.fromkeys(found)))
            for name, new in self.new.editions.items()
            for layer in LAYERS
            if layer in self.layers and (found := self._compare(layer, self.old.editions[name], new, name)) is not None
        )

    @property
    def partial(self) -> bool:
        """Whether pages were left out because other engines or fonts made them."""
        return bool(self.environment) and "pictures" in self.layers

    @property
    def said(self) -> tuple[str, ...]:
        """Every difference as a sentence."""
        more = (f"{each.edition} {sentence}" for each in self.differences for sentence in each.sentences)
        return (*map(str, self.changes), *more)

    def _compare(self, layer: str, old: AcceptedEdition, new: AcceptedEdition, name: str) -> Iterable[str] | None:
        """The sentences about one layer of an edition; None if it is the same."""
        told = _Told(self.pairs[name])
        if "pdf" not in new.structure:  # there is no PDF
            new = replace(new, pdf=old.pdf, structure={**old.structure, "html": new.structure["html"]})
        if layer in FORMS:
            before, after = (each.forms.get(layer, "").splitlines() for each in (old, new))
            both = layer in old.forms and layer in new.forms
            return told.rest(layer, before, after) if both and before != after else None
        if layer == "pictures":
            return list(_pages(old, new)) or None if not self.environment else None
        if layer == "structure":
            left_out = {"pages"} if self.environment else set()
            return (
                list(_structure(old, new, left_out, told))
                if _structure_without(old, left_out) != _structure_without(new, left_out)
                else None
            )
        if layer == "html":
            form = _without_pictures if self.environment else str
            before, after = (form(each.html).splitlines() for each in (old, new))
            return told.rest("web page", before, after, _words_of) if before != after else None
        if layer != "text":
            raise ValueError(f"no rule compares the layer {layer}")
        if (old.text, old.pdf) == (new.text, new.pdf):
            return None
        rest = told.rest("plain text", old.text.splitlines(), new.text.splitlines())
        return [*rest, *([] if rest else told.rest("PDF text", old.pdf.splitlines(), new.pdf.splitlines()))]


def _few(sentences: Collection[str]) -> tuple[str, ...]:
    listed = tuple(sentences)
    return (
        listed
        if len(listed) <= _MOST_SENTENCES
        else (*listed[: _MOST_SENTENCES - 1], f"… and {len(listed) - _MOST_SENTENCES + 1} more like these")
    )


# --- text -----------------------------------------------------------------------------------------


class _Told:
    """Knows the texts whose changes have been described."""

    def __init__(self, pairs: Iterable[PartPair]) -> None:
        described = list(pairs)
        parts = [part for pair in described if pair.changed for part in (pair.old, pair.new) if part and part.text]
        self.texts = [squeezed(inline.to_words(paragraph)) for part in parts for paragraph in part.text.split("\n\n")]
        self.texts += [squeezed(inline.to_plain(part.text)) for part in parts]
        edits = [edit for pair in described if pair.part.kind == "date" for edit in pair.edits]
        self.days = {str(day) for edit in edits for token in (*edit.old, *edit.new) for day in token.readings}
        """The date of issue, before and after: 2025-04-24."""
        self.dates = {squeezed(form) for day in self.days for form in (day, f"D:{day.replace('-', '')}")}
        """The date of issue as it appears in metadata."""

    def knows(self, line: str) -> bool:
        """Whether a described text covers the line, or lies in it. For a link its target counts."""
        text = squeezed(re.sub("^(mailto|tel):", "", line.rpartition(" → ")[2]))
        return (
            not re.search(r"\w", text) or text in self.dates or any(each in text or text in each for each in self.texts)
        )

    def _undated(self, line: str) -> str:
        """The line without the date of issue, of which a change has been described."""
        return re.sub("|".join(map(re.escape, self.days)), "", line) if self.days else line

    def rest(
        self, where: str, old: Sequence[str], new: Sequence[str], says: Callable[[str], list[str]] = lambda line: [line]
    ) -> list[str]:
        """The differing lines that say something not yet described."""
        found, blank = [], False
        for before, after in _differing_lines(old, new):
            if not (before + after).strip():
                blank = True
                continue
            if self._undated(before) == self._undated(after):
                continue
            said = Counter(map(str.strip, says(before))), Counter(map(str.strip, says(after)))
            new_or_gone = [each for each in (*(said[0] - said[1]), *(said[1] - said[0])) if each]
            if not new_or_gone or not all(map(self.knows, new_or_gone)):
                found.append(f"{where}: {_way(before, after)}")
        return found or ([f"{where}: only empty lines differ"] if blank and not self.texts else [])


def _differing_lines(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Differing lines side by side; "" where one side has no line."""
    for tag, i, j, k, m in sequences.steps(old, new):
        if tag == "replace" and j - i == m - k:
            yield from zip(old[i:j], new[k:m], strict=True)
        elif tag != "equal":
            yield from ((line, "") for line in old[i:j])
            yield from (("", line) for line in new[k:m])


def _way(old: str, new: str) -> str:
    """Two lines, cut to what differs and a little context."""
    old, new = old.strip(), new.strip()
    if old == new:
        return f"“{one_line(old)}” at another level" if old else ""
    if not old or not new:
        return f"“{one_line(old or new)}” {'added' if new else 'removed'}"
    shared = sequences.matches(old, new)
    start = max(0, (shared[0].size if shared[0].a == shared[0].b == 0 else 0) - 30)
    tail = next((block for block in shared if block.size and block.a + block.size == len(old)), None)
    end = max(0, (tail.size if tail and tail.b + tail.size == len(new) else 0) - 30)
    return f"“{one_line(old[start : len(old) - end])}” → “{one_line(new[start : len(new) - end])}”"


def _words_of(line: str) -> list[str]:
    """The words of a line of the web page, its descriptions of pictures and its link targets."""
    said = [re.sub("<[^<>]*>", "", line), *re.findall('(?:alt|href|content)="([^"]*)"', line)]
    return [unescape(each) for each in said]


def _without_pictures(html: str) -> str:
    # another version of Pillow may compress a picture to different bytes
    return re.sub(r"(data:image/[\w.+-]+;sha256,)\w+", r"\1…", html)


# --- structure ------------------------------------------------------------------------------------

_WHERE = {"html": "web page", "pdf": "PDF", "pages": "PDF"}
_WHAT = {
    "headings": "heading",
    "links": "link",
    "pictures": "description of a picture",
    "languages": "language of a passage",
    "fonts": "font",
    "bookmarks": "bookmark",
    "attachments": "attachment",
    "count": "number of pages",
    "sizes": "size of the pages",
    "margins": "head or foot of a page",
}


def _structure_without(edition: AcceptedEdition, left_out: Collection[str]) -> dict[str, object]:
    return {name: each for name, each in edition.structure.items() if name not in left_out}


def _structure(old: AcceptedEdition, new: AcceptedEdition, left_out: Collection[str], told: _Told) -> Iterator[str]:
    for name, where in _WHERE.items():
        before, after = old.structure.get(name, {}), new.structure.get(name, {})
        for key in {**before, **after} if name not in left_out else ():
            if key in ("tags", "elements"):
                yield from _tags(
                    where,
                    key,
                    *([tag for tag in each.get(key, []) if not told.knows(_extra(tag))] for each in (before, after)),
                )
                continue
            for one, other in _differing_lines(_as_list(before.get(key)), _as_list(after.get(key))):
                if not (told.knows(_without_name(one)) and told.knows(_without_name(other))):
                    yield f"{where}, {_WHAT.get(key, key)}: {_way(one, other)}"


def _as_list(value: object) -> list[str]:
    if isinstance(value, dict):
        return [f"{name}: {each}" for name, each in value.items()]
    if isinstance(value, list):
        return [str(each) for each in value]
    return [] if value is None else [str(value)]


def _tags(where: str, what: str, old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """One sentence about the tags. Some tags come and go when pages break elsewhere."""
    before, after = (Counter(tag.strip() for tag in tags) for tags in (old, new))
    said = [
        f"{', '.join(found)} {how}" for found, how in ((before - after, "removed"), (after - before, "added")) if found
    ]
    if old != new:
        difference = one_line("; ".join(said)) or "in another order, or divided differently between the pages"
        yield f"{where}, {what}: {difference}"


def _extra(tag: str) -> str:
    """What a tag says besides its name."""
    match = re.search("alt=.*| → .*", tag)
    return match[0].removeprefix("alt=") if match else tag


def _without_name(line: str) -> str:
    return re.sub(r"^\s*(?:[\w.-]+: )?", "", line)


# --- pictures -------------------------------------------------------------------------------------


def _pages(old: AcceptedEdition, new: AcceptedEdition) -> Iterator[str]:
    if len(old.pages) != len(new.pages):
        yield f"PDF: {len(new.pages)} pages, {len(old.pages)} were accepted"
    for number, (before, after) in enumerate(zip(old.pages, new.pages, strict=False), 1):
        if boxes := pictures.changed(before, after):
            largest = max(boxes, key=lambda box: box.area)
            places = "1 place" if len(boxes) == 1 else f"{len(boxes)} places"
            yield f"PDF page {number} looks different in {places}{', the largest' if len(boxes) > 1 else ''}: {largest}"
