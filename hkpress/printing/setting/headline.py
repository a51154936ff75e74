"""How a headline is parted into lines: between words, at clauses if it can be, and all lines about as long.

Browsers balance headlines by themselves; WeasyPrint does not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from hkpress.chinese import words
from hkpress.page.page import Page, Paragraph
from hkpress.page.tables import ems
from hkpress.printing.setting.typography import CLAUSE_END
from hkpress.release import inline

# Noto Sans Bold: thousandths of an em, and the characters that are so wide. A headline's lines are counted before it
# is set.
# fmt: off
_WIDTHS = {
    217: "‘’", 260: " ", 266: "'", 281: ".:", 282: "!", 285: ",;", 298: "jl", 299: "i", 320: "-", 331: "J[]", 339:
    "()", 365: "`", 387: "f", 389: "I", 394: "{}", 411: "_", 415: "/\\", 434: "t", 445: "“”", 447: "r", 477: "?",
    479: "\"", 493: "z", 500: "–", 502: "s", 516: "c", 542: "*", 549: "F", 551: "S|", 559: "L", 560: "E", 571: "vy",
    572: "$+0123456789<=>^~", 577: "T", 578: "x", 579: "Z", 597: "e", 599: "a", 620: "k", 621: "P", 625: "o", 626:
    "Y", 632: "bdgpq", 642: "C", 646: "#", 650: "Vhnu", 656: "R", 664: "K", 665: "B", 670: "X", 692: "A", 724: "G",
    732: "D", 750: "&", 756: "U", 765: "H", 791: "OQ", 813: "N", 855: "…", 856: "w", 898: "@", 902: "%", 943: "M",
    967: "W", 975: "m", 1000: "—",
}
# fmt: on
_BOLD = {char: width / 1000 for width, chars in _WIDTHS.items() for char in chars}
ROOM = 1.01
"""What is added to the width, so that no word goes to a line more."""
A4 = 210.0
"""Width in millimetres."""
_SIZE = re.compile(r"(?:^|[\s},])h1\s*\{[^}]*?font-size:\s*([\d.]+)pt", re.MULTILINE)
_MARGINS = re.compile(r"@page\s*\{[^{}@]*?margin:\s*((?:[\d.]+mm\s*)+);")


def pieces(page: Page) -> tuple[str, ...]:
    """The words of the headline, which no line's end may part."""
    text = inline.to_words(page.headline)
    if not page.edition.is_chinese:
        return tuple(text.split())
    names = [name for issuer in page.issuers for name in (issuer.name, issuer.short)]
    around = "\n".join(block.text for block in page.body if isinstance(block, Paragraph))
    return words.split(text, [*page.names, *page.known, *names, page.place], around)


def width(page: Page, styles: str) -> float:
    """The width of the headline in ems at which its lines are about as long; 0 if it has one line, or none can tell.

    *styles* are those of the printed page, which say how much of it fits on a line.
    """
    sizes, margins = _SIZE.findall(styles), _MARGINS.findall(styles)
    if not sizes or not margins:
        return 0.0
    sides = [float(each) for each in re.findall(r"([\d.]+)mm", margins[-1])]
    left, right = (sides[3], sides[1]) if len(sides) == 4 else (sides[-1 if len(sides) < 3 else 1],) * 2
    line = (A4 - left - right) / (float(sizes[-1]) * 25.4 / 72)
    text = inline.to_words(page.headline)
    if page.edition.is_chinese:
        clauses = [_wide(clause.rstrip("\u3000 ")) for clause in CLAUSE_END.split(text) if clause]
        whole = len(clauses) > 1 and max(clauses) <= line
        return _balanced(clauses if whole else [_wide(piece) for piece in pieces(page)], line)
    return _balanced([_wide(f"{word} ") for word in text.split()], line + _wide(" "))


def _wide(text: str) -> float:
    """How wide the text is in bold type, in ems."""
    return sum(_BOLD[char] if char in _BOLD else ems(char) for char in text)


def _balanced(widths: Sequence[float], line: float) -> float:
    """The least width of lines that takes no more lines than *line* does; 0 for one line."""
    count = _lines(widths, line * ROOM)  # kerning sets it a little closer
    if count < 2:
        return 0.0
    least = max(*widths, sum(widths) / count)
    while _lines(widths, least) > count:
        least += 0.25
    return min(line, least * ROOM + 0.25)


def _lines(widths: Sequence[float], line: float) -> int:
    count, used = 1, 0.0
    for each in widths:
        if used and used + each > line:
            count, used = count + 1, 0.0
        used += each
    return count
