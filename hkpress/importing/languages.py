"""Finds the language of a text, and separates the languages of a document that has both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from hkpress.check.messages import say
from hkpress.core.characters import HAN, IS_HAN
from hkpress.importing.contacts import by_language, is_both
from hkpress.importing.labels import ABOUT, CONTACTS, END, HIGHLIGHTS, IMMEDIATE, KIND, LINKS, NOTES, PHOTOS_HEAD
from hkpress.importing.received import Bit, Block, Received, ReceivedTable, Strip, unusable

_LATIN = re.compile("[A-Za-z]")
_IN_ADDRESS = re.compile(r"https?://|www\.|@")


def language(words: str) -> str:
    """`en` or `tc`, by the share of Chinese characters; "" for a text without letters."""
    words = re.sub("[!-~]+", lambda found: " " if _IN_ADDRESS.search(found[0]) else found[0], words)
    han, latin = len(IS_HAN.findall(words)), len(_LATIN.findall(words))
    if not han and not latin:
        return ""
    return "tc" if han * 2.5 > latin else "en"


@dataclass(frozen=True)
class Both:
    """The English and the Chinese text, each in its order."""

    en: tuple[Block, ...]
    tc: tuple[Block, ...]


def sides(documents: Iterable[Received]) -> Both:
    """The two languages of one document, or of two. Raises Invalid for two documents in one language."""
    blocks: dict[str, tuple[Block, ...]] = {"en": (), "tc": ()}
    names: dict[str, str] = {}
    given = list(documents)
    for document in given:
        whole = " ".join(strip.words for strip in document.strips())
        here = _both_languages(document) if _is_mixed(document) else None
        if here is None:
            name = language(whole) or "en"
            if name in names and len(given) == 2:
                name = _second_language(given, document)
            if name in names:
                said = say("English") if name == "en" else say("Chinese")
                raise unusable(
                    say(
                        "{one} and {name} are both {language}: give one file of each language",
                        one=names[name],
                        name=document.name,
                        language=said,
                    )
                )
            names[name] = document.name
            blocks[name] += document.blocks
        else:
            blocks["en"] += here.en
            blocks["tc"] += here.tc
    return Both(blocks["en"], blocks["tc"])


def _second_language(given: list[Received], second: Received) -> str:
    """The language of the second of two documents that seem to share one: Chinese, if only it has Chinese words."""
    shares = []
    for document in given:
        words = " ".join(strip.words for strip in document.strips())
        shares.append(len(IS_HAN.findall(words)) / max(len(words), 1))
    return (
        "tc"
        if second is given[1] and shares[1] > 0.03 and shares[1] > 4 * shares[0]
        else language(" ".join(strip.words for strip in second.strips()))
    )


def _is_mixed(document: Received) -> bool:
    """Whether a good part of the document is in each language."""
    sizes = {"en": 0, "tc": 0}
    long, lines = {"en": 0, "tc": 0}, {"en": 0, "tc": 0}
    for strip in document.strips():
        for line in strip.words.split("\n"):
            name = language(line)
            if name:
                size = len(IS_HAN.findall(line)) * 3 if name == "tc" else len(line)
                sizes[name] += size
                long[name] += size > 90
                lines[name] += size > 20
    share = min(sizes.values()) / max(*sizes.values(), 1)
    return (share > 0.2 and min(long.values()) > 0) or (share > 0.4 and min(lines.values()) > 1)


def _both_languages(document: Received) -> Both:
    blocks = [piece for block in document.blocks for piece in _split(block)]
    table = next((block for block in blocks if isinstance(block, ReceivedTable) and _is_bilingual(block)), None)
    if table is not None:
        return _beside(blocks)
    shared = dict(_shared(blocks))
    own = [at for at in range(len(blocks)) if at not in shared]
    cut = _border([blocks[at] for at in own])
    if cut is not None:
        middle = blocks[own[0] : own[cut]], blocks[own[cut] : own[-1] + 1]
        ends = [[pair for at, pair in shared.items() if at < own[0]], [shared[at] for at in shared if at > own[-1]]]
        sides = middle if _main(middle[0]) == "en" else middle[::-1]
        return Both(*((*(p[n] for p in ends[0]), *sides[n], *(p[n] for p in ends[1])) for n in (0, 1)))
    return _in_turns(blocks, shared)


def _in_turns(blocks: Sequence[Block], shared: Mapping[int, Sequence[Block]]) -> Both:
    """Each block to the side of its language; one that is *shared* has a half for each."""
    found: dict[str, list[Block]] = {"en": [], "tc": []}
    last_name, before = "en", ""
    for at, block in enumerate(blocks):
        if at in shared:
            for name, half in zip(("en", "tc"), shared[at], strict=True):
                found[name].append(half)
            continue
        if isinstance(block, ReceivedTable):
            for name, part in zip(("en", "tc"), _halves(block), strict=True):
                found[name] += [part] if part else []
            continue
        words = block.words if isinstance(block, Strip) else ""
        last_name = language(words) or last_name
        if words and words == before:  # the same in both languages: a date, a wire's name
            last_name = "tc" if last_name == "en" else "en"
        before = words
        found[last_name].append(block)
        if isinstance(block, Strip) and not re.search(r"\w", words):
            found["tc" if last_name == "en" else "en"].append(block)  # an end mark belongs to both
    return Both(tuple(found["en"]), tuple(found["tc"]))


_LABELS = (KIND, IMMEDIATE, ABOUT, CONTACTS, NOTES, PHOTOS_HEAD, LINKS, END, HIGHLIGHTS)
_IN_BOTH = re.compile(
    rf"(?P<en>[^{HAN}]*[A-Za-z][^{HAN}]*?\d)[\s|｜/／]+(?P<tc>\d{{4}}年.*)"
    rf"|(?P<en2>[^{HAN}]*[A-Za-z][^{HAN}]*?)[\s|｜/／]*(?P<tc2>[（(【\[「]?[{HAN}][^A-Za-z]*)"
    rf"|(?P<tc3>[^A-Za-z]*[{HAN}][）)】\]」]?)[\s|｜/／]*(?P<en3>[A-Za-z][^{HAN}]*)"
)
"""A line that says the same twice: "About Lamma Museum 關於南丫博物館", "2 May 2026 2026年5月2日"."""


def _shared(blocks: Sequence[Block]) -> Iterator[tuple[int, tuple[Strip, Strip]]]:
    """The lines that are in both languages, by their numbers: labels, short titles, dates, contacts below a label."""
    asking = False
    for at, block in enumerate(blocks):
        if not isinstance(block, Strip):
            asking = False
        elif words := _in_both(block):
            asking = all(map(CONTACTS.fullmatch, words))
            yield at, (_saying(block, words[0]), _saying(block, words[1]))
        elif asking and (is_both(block.words) or not IS_HAN.search(block.words)):
            en, tc = (by_language([block.words], name)[0] for name in ("en", "tc"))
            yield at, (_saying(block, en), _saying(block, tc))
        else:
            asking = asking and not block.words


def _in_both(strip: Strip) -> tuple[str, str] | None:
    """The two halves of a label, a short title or a date in both languages."""
    words = _twice(strip.words)
    if not words:
        return None
    label = any(all(map(each.fullmatch, words)) for each in _LABELS)
    if label or re.match(r"\d{4}年", words[1]) or strip.bold or strip.style.startswith(("heading", "title")):
        return words
    return None


def _twice(words: str) -> tuple[str, str] | None:
    """The English and the Chinese of a line that says the same twice."""
    match = _IN_BOTH.fullmatch(words) if len(words) < 200 else None
    if not match:
        return None
    return match["en"] or match["en2"] or match["en3"], match["tc"] or match["tc2"] or match["tc3"]


def _saying(strip: Strip, words: str) -> Strip:
    return replace(strip, bits=(replace(strip.bits[0], words=words.strip(), strong=strip.bold),))


def _main(blocks: Iterable[Block]) -> str:
    words = " ".join(strip.words for block in blocks for strip in _outer_strips(block))
    return language(words) or "en"


def _outer_strips(block: Block) -> Iterable[Strip]:
    if isinstance(block, Strip):
        return [block]
    if isinstance(block, ReceivedTable):
        return [strip for row in block.rows for cell in row for strip in cell]
    return []


def _split(block: Block) -> list[Block]:
    """A paragraph with a line in each language, as two paragraphs."""
    if not isinstance(block, Strip) or "\n" not in block.words:
        return [block]
    pieces = lines_of(block)
    names = [language(piece.words) for piece in pieces]
    return list(pieces) if {"en", "tc"} <= set(names) else [block]


def lines_of(strip: Strip, parted: str = "\n") -> list[Strip]:
    """Each line of a paragraph as a separate paragraph. *parted* is the pattern between them."""
    lines: list[list[Bit]] = [[]]
    for bit in strip.bits:
        for number, words in enumerate(re.split(parted, bit.words)):
            if number:
                lines.append([])
            if words:
                lines[-1].append(replace(bit, words=words))
    strips = [
        replace(strip, bits=tuple(bits), marks=strip.marks if not number else ()) for number, bits in enumerate(lines)
    ]
    return [each for each in strips if each.words]


def _border(blocks: list[Block]) -> int | None:
    """Where one language ends and the other begins, if they follow one another."""
    sizes = []
    for block in blocks:
        words = " ".join(strip.words for strip in _outer_strips(block))
        han = len(IS_HAN.findall(words)) * 2.5
        sizes.append(han - len(_LATIN.findall(words)))
    total = sum(map(abs, sizes))
    best, at = 0.0, None
    for cut in range(1, len(blocks)):
        apart = abs(sum(sizes[:cut]) - sum(sizes[cut:]))
        if apart > best:
            best, at = apart, cut
    if at is None or best < 0.9 * total:
        return None
    if sum(sizes[:at]) > 0:  # Chinese comes first, and may end with a contact's name and address in Latin letters
        ending = [
            number for number in range(at, min(at + 5, len(blocks))) if IS_HAN.search(_block_words(blocks[number]))
        ]
        at = max(ending, default=at - 1) + 1
    return at


def _block_words(block: Block) -> str:
    return " ".join(strip.words for strip in _outer_strips(block))


def _is_bilingual(table: ReceivedTable) -> bool:
    """Whether its rows have one language beside the other."""
    pairs = [_languages(row) for row in table.rows]
    words = [pair for pair in pairs if len(pair) >= 2]
    good = [pair for pair in words if set(pair) == {"en", "tc"} and len(pair) == 2]
    texts = [strip.words for row in table.rows for cell in row for strip in cell]
    return len(words) > 0 and len(good) >= 0.6 * len(words) and max(map(len, texts), default=0) > 60


def _languages(row: tuple[tuple[Strip, ...], ...]) -> list[str]:
    names = [language(" ".join(strip.words for strip in cell)) for cell in row]
    return [name for name in names if name]


def _beside(blocks: list[Block]) -> Both:
    """The rows of two-column tables, taken apart. Text outside them goes to its language."""
    found: dict[str, list[Block]] = {"en": [], "tc": []}
    number = 0
    for block in blocks:
        if not (isinstance(block, ReceivedTable) and _is_bilingual(block)):
            found[_main([block])].append(block)
            continue
        columns = [[strip.words for row in block.rows for strip in (row[at] if at < len(row) else ())] for at in (0, 1)]
        order = ("en", "tc") if language(" ".join(columns[0])) == "en" else ("tc", "en")
        for row in block.rows:
            number += 1
            for at, cell in enumerate(row):
                name = order[min(at, 1)] if any(row[1:]) else _main(cell)
                found[name] += [replace(strip, row=number) for strip in cell]
    return Both(tuple(found["en"]), tuple(found["tc"]))


def _cell_lines(cell: Iterable[Strip]) -> Iterator[Strip]:
    """The lines of a cell; a line in both languages becomes two."""
    for piece in (each for strip in cell for each in lines_of(strip)):
        halves = _twice(piece.words)
        yield from (_saying(piece, half) for half in halves) if halves else [piece]


def _halves(table: ReceivedTable) -> tuple[ReceivedTable | None, ReceivedTable | None]:
    """A table for each language. One in a single language stays whole; cells with a line in each are divided."""
    name = _main([table])
    parted = {"en": [], "tc": []}  # type: dict[str, list[tuple[tuple[Strip, ...], ...]]]
    both = False
    lined = sum(len(list(_cell_lines(cell))) > len(cell) for row in table.rows for cell in row) > 1
    for row in table.rows:
        cells: dict[str, list[tuple[Strip, ...]]] = {"en": [], "tc": []}
        for cell in row:
            pieces = list(_cell_lines(cell)) if lined else list(cell)
            names = {language(piece.words) for piece in pieces}
            for each in ("en", "tc"):
                kept = (
                    [piece for piece in pieces if language(piece.words) in ("", each)]
                    if len(names - {""}) == 2
                    else pieces
                )
                cells[each].append(tuple(kept))
            both = both or len(names - {""}) == 2
        for each in ("en", "tc"):
            parted[each].append(tuple(cells[each]))
    if both:
        return ReceivedTable(tuple(parted["en"])), ReceivedTable(tuple(parted["tc"]))
    return (table, None) if name == "en" else (None, table)
