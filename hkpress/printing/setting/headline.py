"""Finds the width of a headline that makes its lines about equally long. Browsers do that; WeasyPrint does not. The
pieces that must stay on one line are measured in the theme's own face.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import accumulate, pairwise
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from hkpress.chinese.gaps import BOUNDARY, SPACED
from hkpress.page.headline import CLAUSE, GAP, WHOLE
from hkpress.printing.setting.typography import GAP_WIDTH, PAUSE

PIECES = "data-pieces"
"""The attribute of a headline that holds its pieces, one a line."""

MOST = 300
"""Pieces. A headline with more is set like any other text."""
ROOM = 1.015
"""Added to the width, so that no word starts an extra line."""
STEP = 2.0
"""The step between two widths to try, in pixels."""
_CLAUSE = re.compile(r"[，；：。！？][」』）》〉】”’]*\u3000?$|\u3000$")


class Unbroken(NamedTuple):
    """A piece of a headline inside which no line may end."""

    width: float
    """The width of its words, in pixels."""
    space: float
    """The width of the space or gap after it, which is left out where a line ends."""
    ends_clause: bool
    pauses: bool
    """Whether an ideographic space is behind it."""


def pieces(root: Element) -> list[str]:
    """The pieces of the page's headline: the texts between `<wbr>`, or words. They are also noted on the element, for
    the block layout. Elements that only browsers need to break and space headlines are removed from the page.
    """
    heading = next(root.iter("h1"), Element("h1"))
    for each in heading.iter("wbr"):
        each.text = "" if each.get("class") else "\n"
    said = "".join(heading.itertext())
    parts = said.split("\n") if "\n" in said else _headline_words(heading, said)
    heading.set(PIECES, "\n".join(parts))
    for parent in reversed([*root.iter()]):
        if any(map(_is_for_browsers, parent)):
            _without_browsers(parent)
    return parts


def _headline_words(heading: Element, said: str) -> list[str]:
    """The words and unbroken pieces of an English headline. The block layout keeps them whole, in place of a style."""
    spans = [each for each in heading.iter("span") if each.get("class") == WHOLE]
    kept = "|".join([*dict.fromkeys(re.escape("".join(each.itertext())) for each in spans), r"\S"])
    for span in spans:
        span.set("class", CLAUSE)
    return re.findall(rf"(?:{kept})+\s*", said)


def _is_for_browsers(element: Element) -> bool:
    return element.tag == "wbr" or (element.tag == "span" and element.get("class") in (GAP, CLAUSE))


def _without_browsers(parent: Element) -> None:
    children = list(parent)
    for child in children:
        parent.remove(child)
    for child in children:
        if not _is_for_browsers(child):
            parent.append(child)
            continue
        _say(parent, "" if child.tag == "wbr" else child.text)
        parent.extend(child)
        _say(parent, child.tail)


def _say(parent: Element, text: str | None) -> None:
    """Put the text after everything in the parent."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + (text or "")
    else:
        parent.text = (parent.text or "") + (text or "")


def block_box_layout(own: Callable[..., Any]) -> Callable[..., Any]:
    """Set a headline as narrow as its number of lines allows."""

    def block_box_layout(
        context: Any, box: Any, bottom_space: float, skip_stack: Any, containing_block: Any, *more: Any, **named: Any
    ) -> Any:
        texts = box.element.get(PIECES, "").split("\n") if box.element_tag == "h1" else ()
        if 1 < len(texts) <= MOST:
            margins = (box.margin_left, box.margin_right, box.padding_left, box.padding_right)
            line = min(box.max_width, containing_block.width - sum(each for each in margins if each != "auto"))
            found = _piece_widths(context, box.style, texts)
            clauses = _clauses(found)
            box.max_width = _width(clauses, line)
            _hang(box, [*map(_one_piece, clauses)], box.max_width)
            if any(" " in text.rstrip() for text in texts):
                words = re.findall(r"[^\s-]*(?:[\s-]+|\Z)", "".join(texts))[:-1]
                natural = _end_offsets(words, _last_pieces(_piece_widths(context, box.style, words), box.max_width))
                if not natural <= _end_offsets(texts, range(len(texts))):
                    _end_lines(box, "".join(texts), _end_offsets(texts, _last_pieces(found, box.max_width)))
        return own(context, box, bottom_space, skip_stack, containing_block, *more, **named)

    return block_box_layout


def _hang(headline: Any, unbroken: Sequence[Unbroken], width: float) -> None:
    """Give ideographic spaces at the ends of lines no width, or centred lines would look off-centre."""
    inside = [each for line in headline.children for each in getattr(line, "children", ())]
    pauses = [each for each in inside if each.element.get("class") == PAUSE]
    pausing = [index for index, each in enumerate(unbroken) if each.pauses]
    ends = _last_pieces(unbroken, width)
    for index, box in zip(pausing, pauses, strict=False):
        if index in ends:
            box.style = box.style.copy()  # equal elements share one style
            box.style["margin_right"] = box.style["margin_right"]._replace(value=-unbroken[index].space)


def _end_offsets(pieces: Sequence[str], ends: Iterable[int]) -> set[int]:
    """The offsets in the headline at which these pieces end."""
    behind = [*accumulate(map(len, pieces))]
    return {behind[end] for end in ends}


def _end_lines(headline: Any, said: str, places: Collection[int]) -> None:
    """End the lines at these offsets: by itself the engine would end one inside a piece. Spaces there become line
    ends."""
    texts = [each for each in headline.descendants() if hasattr(each, "text")]
    if "".join(each.text for each in texts).replace("\n", " ") != said:
        return
    at = 0
    for each in texts:
        text = each.text
        signs = ("\n" if sign == " " and at + index in places else sign for index, sign in enumerate(text, 1))
        each.text = "".join(signs)
        at += len(text)


def _piece_widths(context: Any, style: Any, texts: Sequence[str]) -> list[Unbroken]:
    from weasyprint.text.line_break import split_first_line

    def wide(text: str) -> float:
        gaps = GAP_WIDTH * style["font_size"] * len(BOUNDARY.findall(text)) if chinese else 0.0
        return float(split_first_line(text, style, context, None, 0)[3]) + gaps

    chinese = str(style["lang"] or "").startswith("zh")
    measured = []
    for text, after in pairwise([*texts, ""]):
        bare = text.rstrip()
        if text != bare:
            space = wide(f"n{text[len(bare) :]}n") - wide("nn")
        else:
            space = wide(bare[-1:] + after[:1]) - wide(bare[-1:]) - wide(after[:1])
        ends_clause = bool(_CLAUSE.search(text) or SPACED.search(text + after[:1]))
        measured.append(Unbroken(wide(bare), space, ends_clause, text.endswith("\u3000")))
    return measured


def _clauses(unbroken: Sequence[Unbroken]) -> list[list[Unbroken]]:
    clauses: list[list[Unbroken]] = [[]]
    for piece in unbroken:
        clauses[-1].append(piece)
        if piece.ends_clause:
            clauses.append([])
    return [clause for clause in clauses if clause]


def _one_piece(clause: Sequence[Unbroken]) -> Unbroken:
    """A clause as one piece, which moves to the next line as a whole."""
    last = clause[-1]
    return last._replace(width=sum(each.width + each.space for each in clause) - last.space)


def _width(clauses: Sequence[Sequence[Unbroken]], line: float) -> float:
    """The width of the headline in a space of *line*."""
    if len(clauses) == 1:
        return balanced(clauses[0], line)
    whole = [*map(_one_piece, clauses)]
    if max(each.width for each in whole) <= line:
        return balanced(whole, line)
    return max(
        one.width if one.width <= line else balanced(clause, line) for one, clause in zip(whole, clauses, strict=True)
    )


def balanced(unbroken: Sequence[Unbroken], line: float) -> float:
    """The least width that needs no more lines than *line* does; *line* itself for a single line."""
    count = len(_last_pieces(unbroken, line))
    if count < 2:
        return line
    least = max(piece.width for piece in unbroken)
    while least < line and len(_last_pieces(unbroken, least)) > count:
        least += STEP
    return min(line, least * ROOM)


def _last_pieces(unbroken: Sequence[Unbroken], line: float) -> list[int]:
    """The pieces that end the lines of this width."""
    ends, used = [], 0.0
    for index, piece in enumerate(unbroken):
        if used and used + piece.width > line:
            ends.append(index - 1)
            used = 0.0
        used += piece.width + piece.space
    return [*ends, len(unbroken) - 1]
