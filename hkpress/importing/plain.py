"""Plain text, mails and saved web pages → their words."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from itertools import islice
from typing import Any

from hkpress.check.messages import say
from hkpress.chinese.characters import HAN
from hkpress.importing.received import Bit, Block, Received, ReceivedTable, Strip, unusable

MAX_BYTES = 20 << 20
_MAX_BOUNDARIES = 200
_WRAPPED = 90
"""Lines of at most this many letters may be wrapped by hand."""


def decoded(data: bytes, charset: str = "") -> str:
    """The text in the first encoding that fits: what it says itself, Unicode, Big5 of Hong Kong, GB 18030."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    named = re.search(rb"(?i)<meta[^>]{0,200}charset=[\"']?([\w-]{2,20})", data[:4000])
    charsets = [charset, named[1].decode("ascii") if named else "", "utf-8-sig", "big5hkscs", "gb18030"]
    for each in filter(None, charsets):
        try:
            return data.decode("big5hkscs" if each.lower() in ("big5", "big5-hkscs") else each)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("utf-8", "replace")


def read_text(name: str, data: bytes) -> Received:
    """The paragraphs of a text file: one for each line, or, if lines are wrapped, between blank lines."""
    if len(data) > MAX_BYTES:
        raise unusable(say("{name} is larger than 20 MB: save only the release's own text", name=name))
    text = decoded(data)
    if text.count("\0") > 1:
        raise unusable(say("{name} is not text: send a Word file, a text file, a mail or a saved web page", name=name))
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    return Received(name, tuple(_paragraphs(text)))


def _paragraphs(text: str) -> Iterator[Strip]:
    parts = re.split(r"(\n(?:[ \t]*\n)+)", text.strip("\n"))
    for at, part in enumerate(parts):
        if at % 2:
            yield from [Strip(())] * (part.count("\n") - 1)
            continue
        lines = [line.strip() for line in part.split("\n") if line.strip()]
        if not lines:
            continue
        if _is_wrapped(lines):
            yield Strip((Bit(_unwrapped(lines)),))
        else:
            yield from (Strip((Bit(line),)) for line in lines)


def _is_wrapped(lines: list[str]) -> bool:
    """Whether the lines are one paragraph that was broken by hand: all but the last are about as long."""
    if len(lines) < 2 or any(re.match(r"[-•·*▪●◦]\s|\(?\d{1,2}[.)、]\s?", line) for line in lines[1:]):
        return False
    widths = [sum(2 if re.match(f"[{HAN}]", char) else 1 for char in line) for line in lines]
    longest = max(widths)
    return 50 <= longest <= _WRAPPED and all(width > 0.7 * longest for width in widths[:-1])


def _unwrapped(lines: list[str]) -> str:
    text = lines[0]
    for line in lines[1:]:
        chinese = re.search(rf"[{HAN}，。；：、！？」』）]$", text) and re.match(rf"[{HAN}「『（]", line)
        text += line if chinese else f" {line}"
    return text


# --- mail -----------------------------------------------------------------------------------------


def read_mail(name: str, data: bytes) -> Received:
    """The words of a mail, from its HTML if it has both. `attached` reads its attachments."""
    message = _message(name, data)
    body = message.get_body(("html", "plain"))
    if body is None:
        raise unusable(say("{name} has no text: save the attached file, and import that", name=name))
    content = body.get_payload(decode=True)
    raw = content if isinstance(content, bytes) else b""
    text = decoded(raw, str(body.get_content_charset() or ""))
    received = (
        read_page(name, text.encode()) if body.get_content_type() == "text/html" else read_text(name, text.encode())
    )
    subject = str(message.get("subject", "") or "")
    aside = (("subject of the mail", subject),) if subject else ()
    return replace(received, aside=aside)


def attached(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """The Word files that are attached to a mail."""
    for part in _message(name, data).walk():
        file = part.get_filename() or ""
        if file.lower().endswith(".docx"):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                yield file, content


def _message(name: str, data: bytes) -> EmailMessage:
    boundaries = islice(re.finditer(rb"(?i)\bboundary[*\d]*\s*=", data), _MAX_BOUNDARIES + 1)
    if sum(1 for _ in boundaries) > _MAX_BOUNDARIES:  # each line is compared with all of them
        raise unusable(say("{name} is nested too deeply: paste its text into a new file", name=name))
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


# --- web pages ------------------------------------------------------------------------------------

_SKIPPED = frozenset(
    {
        *("aside", "button", "footer", "form", "head", "iframe", "nav", "noscript"),
        *("script", "select", "style", "svg", "template"),
    }
)
_CHROME = re.compile(
    r"(?i)(go|skip|jump) to (the )?(main )?content|back to (top|list)|print( this page)?|share( this)?( on .*)?|home"
    r"|menu|search|tweet|related (news|articles?|links?)|previous|next|read more|跳(到|至)主要?內容"
    r"|返回(頁頂|列表|主頁)?|列印|分享|主頁|首頁|企業新聞|新聞中心|相關(新聞|連結)|上一(則|頁)|下一(則|頁)|close|關閉|a\s*a\s*a"
    r"|english|繁體?中?文?|简体?中?文?|繁|简|eng?"
)
_BLOCK = re.compile(
    "address|article|blockquote|body|caption|center|dd|div|dl|dt|figcaption|figure|h[1-6]|header|hr|html|li|main|ol|p|pre"
    "|section|table|td|th|tr|ul"
)
_MAX_DEPTH = 2_000
_MAX_TABLES = 8
"""Of tables in tables deeper than this, each cell is a paragraph."""


def read_page(name: str, data: bytes) -> Received:
    """The words of a saved web page, without its menus."""
    if data[:2000].lstrip().lower().startswith((b"from:", b"mime-version:", b"content-type: multipart")):
        return read_mail(name, data)  # a page with its pictures, in one file
    import lxml.html

    text = decoded(data)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    if len(data) > MAX_BYTES or text.count("<") > 300_000:
        raise unusable(say("{name} is far longer than a release: save only the release's own text", name=name))
    parser = lxml.html.HTMLParser(huge_tree=True)  # or the words below 255 elements are dropped
    try:
        root = lxml.html.document_fromstring(text or "<p></p>", parser=parser)
    except (lxml.etree.ParserError, ValueError):
        raise unusable(
            say("{name} is not a web page: save the page again, or paste its text into a Word file", name=name)
        ) from None
    if _is_cut(root):
        raise unusable(say("{name} is nested too deeply: paste its text into a new file", name=name))
    walk = _WebPage()
    _finish(walk.inside(_article(root), _State()))
    walk.end(_State())
    blocks = tuple(each for each in walk.blocks if not (isinstance(each, Strip) and _CHROME.fullmatch(each.words)))
    return Received(name, blocks)


def _is_cut(root: Any) -> bool:
    """Whether the parser gave up: it stops at 2,048 elements in each other, and leaves the deepest one last."""
    depth, last = 0, root
    while last is not None:
        depth, last = depth + 1, next(last.iterchildren(reversed=True), None)
    return depth > _MAX_DEPTH


def _article(root: Any) -> Any:
    """The element that holds the text: the page's own article, if it says which, and that is most of it."""
    body = root.find("body")
    body = root if body is None else body
    total = len(body.text_content())
    for path in (".//article", ".//main", ".//*[@role='main']", ".//*[@id='content']", ".//*[@id='pressrelease']"):
        article = max(body.xpath(path)[:100], key=lambda each: len(each.text_content()), default=None)
        if article is not None and len(article.text_content()) > max(200, 0.25 * total):
            return article
    return body


@dataclass(frozen=True)
class _State:
    """What words inherit from the elements around them."""

    bit: Bit = field(default_factory=lambda: Bit(""))
    style: str = ""
    bullet: str = ""
    level: int = 0


_Steps = Generator["_Steps", None, None]
"""Work that stops for each piece of work inside it."""


def _finish(work: _Steps) -> None:
    """Do the work, and all the work inside it. Elements may be deeper than Python's calls can go."""
    under_way = [work]
    while under_way:
        inner = next(under_way[-1], None)
        if inner is None:
            under_way.pop()
        else:
            under_way.append(inner)


class _WebPage:
    def __init__(self, depth: int = 0) -> None:
        self.blocks: list[Block] = []
        self.bits: list[Bit] = []
        self.depth = depth
        """How many tables it is in."""

    def inside(self, element: Any, state: _State) -> _Steps:
        self.hear(element.text, state)
        for child in element:
            if isinstance(child.tag, str):
                yield self.enter(child, state)
            self.hear(child.tail, state)

    def hear(self, words: str | None, state: _State) -> None:
        if words:
            self.bits.append(replace(state.bit, words=re.sub(r"\s+", " ", words)))

    def enter(self, element: Any, state: _State) -> _Steps:
        tag = element.tag
        style = (element.get("style") or "").replace(" ", "").lower()
        if tag in _SKIPPED or element.get("hidden") is not None or "display:none" in style:
            return
        if tag == "br":
            self.bits.append(Bit("\n"))
        elif tag == "table" and self.depth < _MAX_TABLES and not _stands_beside(element):
            self.end(state)
            yield self.table(element)
        elif _BLOCK.fullmatch(tag):
            self.end(state)
            heading = re.fullmatch("h([1-6])", tag)
            parent = element.getparent()
            bullet = ("1." if parent is not None and parent.tag == "ol" else "•") if tag == "li" else state.bullet
            strong = bool(heading) or _is_bold(style)
            bit = replace(state.bit, strong=state.bit.strong or strong)
            level = sum(1 for _ in islice(element.iterancestors("ul", "ol"), 10)) - 1 if tag == "li" else state.level
            inner = _State(bit, f"heading {heading[1]}" if heading else state.style, bullet, max(level, 0))
            yield self.inside(element, inner)
            self.end(inner)
        else:
            bit = state.bit
            if tag in ("b", "strong") or _is_bold(style):
                bit = replace(bit, strong=True)
            if tag in ("i", "em"):
                bit = replace(bit, emphasis=True)
            if tag == "a" and re.match(r"(?i)(https?://|mailto:|tel:)\S+$", element.get("href") or ""):
                bit = replace(bit, link=element.get("href"))
            yield self.inside(element, _State(bit, state.style, state.bullet, state.level))

    def end(self, state: _State) -> None:
        """End the paragraph under way; two line breaks in it end one too."""
        bits, self.bits = self.bits, []
        parts: list[list[Bit]] = [[]]
        for bit in bits:
            if bit.words == "\n" and parts[-1] and parts[-1][-1].words == "\n":
                parts.append([])
            elif bit.words.strip() or bit.words == "\n" or parts[-1]:
                if bit.words == " " and parts[-1] and parts[-1][-1].words == "\n":
                    continue
                parts[-1].append(bit)
        for part in parts:
            strip = Strip(tuple(part), state.style, state.bullet, level=state.level)
            if strip.words:
                self.blocks.append(strip)

    def table(self, element: Any) -> _Steps:
        for words in element.xpath(_LOOSE):  # no browser shows them in the table either, but they are words
            self.hear(words, _State())
            self.end(_State())
        for caption in element.iterchildren("caption"):
            said = _State(style="caption")
            yield self.inside(caption, said)
            self.end(said)
        rows = []
        for row in element.iter("tr"):
            if next(row.iterancestors("table")) is not element:
                continue
            cells = []
            for cell in row.iterchildren("td", "th"):
                inner = _WebPage(self.depth + 1)
                yield inner.inside(cell, _State())
                inner.end(_State())
                cells.append(tuple(strip for block in inner.blocks for strip in _strips(block)))
            if cells:
                rows.append(tuple(cells))
        if rows:
            self.blocks.append(ReceivedTable(tuple(rows)))


_LOOSE = "|".join(f"{at}/text()[normalize-space()]" for at in (".", "./*[not(self::caption)]", "./*/tr"))
"""Words of a table that are in no cell."""


def _stands_beside(table: Any) -> bool:
    """Whether the table only puts a picture beside words: two cells, of which one has a picture and no words."""
    cells = table.xpath(".//td")
    bare = [cell for cell in cells if cell.xpath(".//img") and not cell.text_content().strip()]
    return table.get("role") == "presentation" and len(cells) == 2 and len(bare) == 1


def _is_bold(style: str) -> bool:
    return "font-weight:bold" in style or "font-weight:700" in style


def _strips(block: Block) -> Iterator[Strip]:
    if isinstance(block, Strip):
        yield block
    elif isinstance(block, ReceivedTable):
        yield from (strip for row in block.rows for cell in row for strip in cell)
