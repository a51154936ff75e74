"""The content of a document of any kind of file: paragraphs, tables, pictures in their order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from hkpress.check.messages import Message, say
from hkpress.core.diagnostics import Diagnostic, Invalid
from hkpress.release import inline

MAX_PARAGRAPHS = 1_500
"""More paragraphs than any release has. The time to pair two languages grows with their square."""
MAX_LETTERS = 30_000
"""More characters than any paragraph of a release has."""


@dataclass(frozen=True)
class Bit:
    """Words in one style."""

    words: str
    strong: bool = False
    emphasis: bool = False
    link: str = ""
    added: str = ""
    """Who inserted it with tracked changes; "" for nobody."""
    removed: str = ""
    """Who deleted it with tracked changes; "" for nobody."""
    marks: tuple[str, ...] = ()
    """The bookmarks around it."""
    size: float = 0
    """The size of its letters in points; 0 where the file does not say."""


@dataclass(frozen=True)
class Strip:
    """One paragraph as it was received."""

    bits: tuple[Bit, ...]
    style: str = ""
    """The name of its style, in small letters."""
    bullet: str = ""
    """The counter before an item of an automatic list: "•", "1.", or another, such as "(a)"."""
    centred: bool = False
    boxed: bool = False
    """Whether it was in a text box."""
    marks: tuple[str, ...] = ()
    """The bookmarks that begin in it."""
    row: int = -1
    """Its row in a table of two languages; -1 for none."""
    level: int = 0
    """How deep the item is in lists inside lists."""
    inner: tuple[int, int] = (-1, -1)
    """Its row and cell in a table inside a table; rows are counted in the whole document."""

    @property
    def words(self) -> str:
        """Its words, without markup and deleted words."""
        return tidy("".join(bit.words for bit in self.bits if not bit.removed))

    @property
    def before(self) -> str:
        """Its words before the tracked changes."""
        return tidy("".join(bit.words for bit in self.bits if not bit.added))

    @property
    def bold(self) -> bool:
        """Whether nearly all of it is bold."""
        total = [len(bit.words) for bit in self.bits if bit.words.strip()]
        strong = [len(bit.words) for bit in self.bits if bit.words.strip() and bit.strong]
        return bool(total) and sum(strong) > 0.8 * sum(total)

    @property
    def size(self) -> float:
        return max((bit.size for bit in self.bits if bit.words.strip()), default=0)

    @property
    def text(self) -> str:
        """Its words as a text of a release: bold, italics and links as Markdown."""
        return markdown([bit for bit in self.bits if not bit.removed], plain=self.bold)


@dataclass(frozen=True)
class ReceivedTable:
    rows: tuple[tuple[tuple[Strip, ...], ...], ...]


@dataclass(frozen=True)
class ReceivedPicture:
    name: str
    data: bytes
    alt: str


Block = Strip | ReceivedTable | ReceivedPicture


@dataclass(frozen=True)
class Comment:
    """A comment beside the text."""

    who: str
    words: str
    beside: str
    """The words it is about."""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Received:
    """A document as it was received."""

    name: str
    blocks: tuple[Block, ...]
    comments: tuple[Comment, ...] = ()
    aside: tuple[tuple[str, str], ...] = ()
    """The words outside the text, with their place: ("header", "Press Release")."""
    footnotes: tuple[Strip, ...] = ()
    told: tuple[str, ...] = ()
    """Notes for a person on how it was read."""

    def strips(self) -> Iterator[Strip]:
        """Every paragraph, those in tables too."""
        for block in self.blocks:
            if isinstance(block, Strip):
                yield block
            elif isinstance(block, ReceivedTable):
                yield from (strip for row in block.rows for cell in row for strip in cell)


class Unusable(Invalid):
    """A document cannot be read; `said` is the message for a person, in both languages."""

    def __init__(self, said: Message) -> None:
        self.said = said
        super().__init__([Diagnostic(str(said), "import")])

    def __reduce__(self) -> tuple[type[Invalid], tuple[Any, ...]]:
        return Unusable, (self.said,)


def unusable(message: Message) -> Unusable:
    """The error for a document that cannot be read; the message says what to do instead."""
    return Unusable(message)


def refuse_too_long(received: Received) -> Received:
    """The same; raises Invalid if it is longer than any release."""
    count = sum(1 for _ in received.strips())
    if count > MAX_PARAGRAPHS:
        raise unusable(
            say(
                "{name} has {count} paragraphs: a release has at most {max_paragraphs}; save only its text",
                name=received.name,
                count=f"{count:,}",
                max_paragraphs=f"{MAX_PARAGRAPHS:,}",
            )
        )
    longest = max((sum(len(bit.words) for bit in strip.bits) for strip in received.strips()), default=0)
    if longest > MAX_LETTERS:
        raise unusable(
            say(
                "{name} has a paragraph of {count} characters: split it, or save only the release's own text",
                name=received.name,
                count=f"{longest:,}",
            )
        )
    if not any(strip.words for strip in received.strips()):
        raise unusable(say("{name} has no words: open it, and see whether its text is a picture", name=received.name))
    return received


_SHIFTED = {
    "super": str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻"),
    "sub": str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋"),
}


def raised_or_lowered(words: str, way: str) -> str:
    """A number of one or two digits as it is raised ("super") or lowered ("sub"): 10⁶, H₂O. Other words stay.

    Otherwise 10 and a raised 6 would read 106.
    """
    is_number = way in _SHIFTED and re.fullmatch(r"[-+−]?\d{1,2}[-+−]?", words.strip())
    return words.translate(_SHIFTED[way]) if is_number else words


_LABEL_END = re.compile(r"[:：]\s*$")


def strips_in(block: Block) -> Iterator[Strip]:
    """The paragraphs of a block: itself, or those in the cells of a table."""
    if isinstance(block, Strip):
        yield block
    elif isinstance(block, ReceivedTable):
        yield from (strip for row in block.rows for cell in row for strip in cell)


def tidy(words: str) -> str:
    """The words without spaces at the ends of lines, and without double spaces."""
    words = words.replace("\xa0", " ").replace("\u200b", "").replace("\ufeff", "").replace("\r", "")
    words = re.sub(r"(?<=：)[ \t]*\t[ \t]*", "", words)  # the colon has its own gap
    words = re.sub(r"[^\S\n\u3000\x1e]+", " ", words)  # \x1e is where a paragraph was split
    words = re.sub(r"[^\S\n\x1e]{9,}", " ", words)  # nobody types so many on purpose, and patterns would try each
    return re.sub(r" *\n *", "\n", words).strip()


def markdown(bits: list[Bit], *, plain: bool = False) -> str:
    """The bits as a text of a release. If *plain*, the whole is bold, so bold is left out."""
    if not plain and bits and bits[0].strong:
        label = _joined_bits(bits)[0]  # a bold "Contact:" is a look, not an emphasis
        if _LABEL_END.search(label.words) and len(label.words) < 60:
            bits = [replace(bit, strong=False) for bit in _joined_bits(bits)[:1]] + _joined_bits(bits)[1:]
    parts = []
    for bit in _joined_bits([replace(bit, strong=bit.strong and not plain) for bit in bits]):
        words = _escaped(bit.words)
        body = words.strip()
        if not body:
            parts.append(words)
            continue
        lead, tail = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
        if bit.link and not _same_address(bit):
            body = f"[{body}]({bit.link})"
        if bit.emphasis:
            body = f"*{body}*"
        if bit.strong:
            body = f"**{body}**"
        parts.append(lead + body + tail)
    return tidy("".join(parts))


def _same_address(bit: Bit) -> bool:
    """Whether the words are the address of the link."""
    words, link = (
        re.sub(r"\s|^(https?://|mailto:|tel:)", "", each).lower().rstrip("/") for each in (bit.words, bit.link)
    )
    return words == link


def _joined_bits(bits: list[Bit]) -> list[Bit]:
    """Join neighbours in one style. Blanks take the style of the words before them."""
    joined: list[Bit] = []
    for (strong, emphasis, link), same in groupby(bits, lambda bit: (bit.strong, bit.emphasis, bit.link)):
        words = "".join(bit.words for bit in same)
        blank = not words.strip() and not link
        if joined and (blank or (joined[-1].strong, joined[-1].emphasis, joined[-1].link) == (strong, emphasis, link)):
            joined[-1] = replace(joined[-1], words=joined[-1].words + words)
        else:
            joined.append(Bit(words, strong, emphasis, link))
    return joined


def _escaped(words: str) -> str:
    """Escape the words, so that a star or an underscore is printed as it is. Marks of footnotes stay marks."""
    plain = inline.FOOTNOTE.sub("", words)
    if not re.search(r"[\\*_\[\]]", plain) or inline.to_words(plain) == plain.replace("\n", " "):
        return words
    return re.sub(rf"({inline.FOOTNOTE.pattern})|([\\*_\[\]])", lambda each: each[1] or f"\\{each[0]}", words)
