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
from hkpress.core.characters import HAN
from hkpress.importing.labels import BULLET, count_of
from hkpress.importing.received import (
    Bit,
    Block,
    Received,
    ReceivedTable,
    Strip,
    raised_or_lowered,
    strips_in,
    unusable,
)

MAX_BYTES = 20 << 20
_MAX_BOUNDARIES = 200
_WRAPPED = 90
"""Lines of at most this many letters may be wrapped by hand."""


def decoded(data: bytes, charset: str = "") -> str:
    """The text in the first encoding that fits: the declared one, Unicode, Big5 of Hong Kong, GB 18030."""
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


def read_plain(name: str, data: bytes) -> Received:
    """The paragraphs of a text file: one for each line, or, if lines are wrapped, between blank lines."""
    if len(data) > MAX_BYTES:
        raise unusable(say("{name} is larger than 20 MB: save only the release's own text", name=name))
    text = decoded(data)
    if text.count("\0") > 1:
        raise unusable(say("{name} is not text: send a Word file, a text file, a mail or a saved web page", name=name))
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    return Received(name, tuple(_text_strips(text)))


def _text_strips(text: str) -> Iterator[Strip]:
    parts = re.split(r"(\n(?:[ \t]*\n)+)", text.strip("\n"))
    for at, part in enumerate(parts):
        if at % 2:
            yield from [Strip(())] * (part.count("\n") - 1)
            continue
        raw = [line for line in part.split("\n") if line.strip() and not re.fullmatch(r"\s*[=_~*-]{5,}\s*", line)]
        lines = [line.strip() for line in raw]
        if not lines:
            continue
        if _is_wrapped(lines) or _is_centred(raw):
            yield Strip((Bit(_unwrapped(lines)),))
        else:
            yield from (Strip((Bit(line),)) for line in lines)


_BEGINS = re.compile(rf"[-•·*▪●◦]\s|\(?\d{{1,2}}[.)、]\s?|(?:[A-Z][a-z]{{2,15}}|[{HAN}]{{2,4}})[:：]\s*\S")
"""An item, or a label such as "Date:"."""


def _is_wrapped(lines: list[str]) -> bool:
    """Whether the lines are one paragraph that was broken by hand: all but the last are about as long."""
    if len(lines) < 2 or any(map(_BEGINS.match, lines[1:])):
        return False
    if len({bool(re.search(f"[{HAN}]", line)) for line in lines}) > 1:
        return False  # each language on its line
    widths = [sum(2 if re.match(f"[{HAN}]", char) else 1 for char in line) for line in lines]
    longest = max(widths)
    return 50 <= longest <= _WRAPPED and all(width > 0.7 * longest for width in widths[:-1])


def _is_centred(lines: list[str]) -> bool:
    """Whether two or three lines were centred with spaces: a headline."""
    indents = [len(line) - len(line.lstrip()) for line in lines]
    middles = [indent + len(line.strip()) / 2 for indent, line in zip(indents, lines, strict=True)]
    return 2 <= len(lines) <= 3 and min(indents) > 3 and max(middles) - min(middles) < 2


def _unwrapped(lines: list[str]) -> str:
    """The lines as one. Chinese has no space where a line ended, but between two words in Latin letters."""
    text = lines[0]
    chinese = len(re.findall(f"[{HAN}]", "".join(lines))) > 0.3 * sum(map(len, lines))
    for line in lines[1:]:
        latin = re.search(r"[A-Za-z.,;:)]$", text) and re.match(r"[A-Za-z(]", line)
        text += line if chinese and not latin else f" {line}"
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
        read_page(name, text.encode()) if body.get_content_type() == "text/html" else read_plain(name, text.encode())
    )
    subject = str(message.get("subject", "") or "")
    blocks, letter = _without_letter(received.blocks)
    aside = [("subject of the mail", subject)] if subject else []
    aside += [("letter around the release", words) for words in letter]
    return replace(received, blocks=blocks, aside=tuple(aside))


_FIELD = re.compile(
    r"(?i)\W*(?:from|sent|to|cc|bcc|date|subject|attachments?|寄件者|寄件人|收件者|收件人|副本|日期|傳送時間|主旨|主題|附件)\s*[:：].*"
    r"|-{3,}\s*(?:original|forwarded) message\s*-{3,}|-{3,}\s*(?:原始郵件|轉寄郵件|轉發郵件)\s*-{3,}"
)
_GREETING = re.compile(
    r"(?i)(?:dear|hi|hello)\b.{0,60}|fyi\W*|(?:各位|致|親愛的).{0,20}(?:編輯|記者|朋友|同事|傳媒)\S{0,6}[:：,，]?"
    r"|(?:please|kindly) (?:find|see|refer).{0,120}|(?:attached|enclosed|below) (?:is|are|please).{0,100}"
    r"|(?:現)?(?:隨函)?(?:附上|附件為|請參閱|請查收|煩請).{0,60}"
)
_SIGN_OFF = re.compile(
    r"(?i)(?:(?:with )?(?:best|kind|warm)?(?:est)?\s*(?:wishes|regards)|(?:many )?thanks(?: (?:and|&) regards)?"
    r"|thank you|cheers|yours (?:sincerely|faithfully|truly)|此致|順頌.{0,8}|祝好|謝謝|敬啟"
    r"|sent from my .{0,20})[\s,，.!！。]*"
    r"|this (?:e-?mail|message|communication)\b.{0,120}\bconfidential\b.*"
    r"|(?:本|此)(?:電郵|電子郵件|郵件).{0,60}(?:機密|保密).*"
)


def _without_letter(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], list[str]]:
    """The blocks of a mail without what surrounds the release: the heads of forwarded mails, greeting and sign-off.
    The second value holds what was removed.
    """
    words = [block.words if isinstance(block, Strip) else "" for block in blocks]
    heads = [at for at, each in enumerate(words[:60]) if _FIELD.fullmatch(each)]
    start = heads[-1] + 1 if len(heads) > 2 else 0
    while (
        start < len(words)
        and (not words[start] or _GREETING.fullmatch(words[start]))
        and isinstance(blocks[start], Strip)
    ):
        start += 1
    ends = [at for at in range(start, len(words)) if _SIGN_OFF.fullmatch(words[at])]
    end = next((at for at in ends if len("".join(words[at:])) < max(300, 0.2 * len("".join(words)))), len(words))
    return blocks[start:end], [each for each in (*words[:start], *words[end:]) if each]


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
_CHROME_PARTS = (
    r"(?:go|skip|jump) to (?:the )?(?:main )?content|back to (?:top|list|news|(?:the )?index(?: page)?)",
    r"print(?: this)?(?: page| friendly)?|share(?: this)?(?: on \w+| to \w+)?|home|menu|search|tweet|close",
    r"related (?:news|articles?|links?)|previous|next|read more|contact us|sitemap|accessibility|e-?mail",
    "facebook|twitter|x|linkedin|whatsapp|wechat|weibo|instagram|youtube|today['’]s press releases",
    "privacy(?: policy)?|terms(?: (?:of use|& conditions|and conditions))?|cookie (?:policy|settings)",
    "important notices?|disclaimer|last (?:revision|review|updated?)(?: date)?|a a a|aaa",
    "跳(?:到|至)主要?內容|返回(?:頁頂|頁首|列表|主頁|索引頁?)?|回到頂部|列印|分享(?:至|到)?|主頁|首頁|關閉|搜尋",
    "企業新聞|新聞中心|今日新聞公報|相關(?:新聞|連結)|[上下]一[則頁篇]|網頁指南|網站地圖|無障礙(?:網頁)?|聯絡我們",
    "重要告示|免責聲明|私隱政策(?:聲明)?|使用條款|修訂日期|覆檢日期|繁體版|简体版|繁體?中?文?|简体?中?文?|english|eng?|tc|sc",
)
_CHROME = re.compile(
    rf"(?i)(?:(?:{'|'.join(_CHROME_PARTS)})[\s|·>/:：-]*)+(?:\d\d[/-]\d\d[/-]\d{{4}})?|(?:copyright|©|\(c\)|版權所有).{{0,90}}"
)
"""Lines of menus, and of the foot of every page."""
_CHROME_CLASS = re.compile(
    r"(?i)(?:^|[\s_-])(?:breadcrumbs?|comments?|cookies?|disqus|footer|masthead|menu|nav(?:bar|igation)?|pag(?:er|ination)"
    r"|popup|related-(?:posts?|news|articles?|stories)|shared?|sharing|sharedaddy|sidebar|skip|social|toolbar|tools)(?:$|[\s_-])"
    r"|^\s*(?:bottom|top|crumbs?|search)\s*$"
)
"""Classes of elements around an article."""
_MENU_ITEM = 150
"""A menu never holds a text longer than this, whatever its class."""
_BLOCK = re.compile(
    "address|article|blockquote|body|caption|center|dd|div|dl|dt|figcaption|figure|h[1-6]|header|hr|html|li|main|ol|p|pre"
    "|section|table|td|th|tr|ul"
)
_MAX_DEPTH = 2_000
_MAX_TABLES = 8
"""In tables nested deeper than this, each cell is a paragraph."""


def read_page(name: str, data: bytes) -> Received:
    """The words of a saved web page, without its menus."""
    if data[:2000].lstrip().lower().startswith((b"from:", b"mime-version:", b"content-type: multipart")):
        return read_mail(name, data)  # a page with its pictures, in one file
    import lxml.html

    text = decoded(data)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    if len(data) > MAX_BYTES or text.count("<") > 300_000:
        raise unusable(say("{name} is far longer than a release: save only the release's own text", name=name))
    parser = lxml.html.HTMLParser(huge_tree=True)  # otherwise it drops the words below 255 nested elements
    try:
        root = lxml.html.document_fromstring(text or "<p></p>", parser=parser)
    except (lxml.etree.ParserError, ValueError):
        raise unusable(
            say("{name} is not a web page: save the page again, or paste its text into a Word file", name=name)
        ) from None
    if _is_cut(root):
        raise unusable(say("{name} is nested too deeply: paste its text into a new file", name=name))
    headline = _headline(root)
    walk = _WebPage(headline)
    _finish(walk.inside(_article(root, headline), _State()))
    walk.end(_State())
    blocks = tuple(each for each in walk.blocks if not (isinstance(each, Strip) and _is_chrome(each.words)))
    return Received(name, blocks)


def _is_cut(root: Any) -> bool:
    """Whether the parser gave up: it stops at 2,048 nested elements, and leaves the deepest one last."""
    depth, last = 0, root
    while last is not None:
        depth, last = depth + 1, next(last.iterchildren(reversed=True), None)
    return depth > _MAX_DEPTH


def _article(root: Any, headline: Any) -> Any:
    """The element that holds the text: the page's own article, if it is marked, together with the headline."""
    body = root.find("body")
    body = root if body is None else body
    total = len(body.text_content())
    for path in (".//article", ".//main", ".//*[@role='main']", ".//*[@id='content']", ".//*[@id='pressrelease']"):
        article = max(body.xpath(path)[:100], key=lambda each: len(each.text_content()), default=None)
        if article is not None and len(article.text_content()) > max(200, 0.25 * total):
            around = set(headline.iterancestors()) if headline is not None else {article}
            while article not in around and article is not body:
                article = article.getparent()
            return article
    return body


def _headline(root: Any) -> Any:
    """The element with the words of the page's title, or a part of them; None if there is none."""
    titles = [" ".join(title.text_content().split()) for title in root.xpath("//head/title")[:1]]
    parts = {part for title in titles for part in (title, *re.split(r"\s+[|–—:-]\s+|\s*\|\s*", title)) if len(part) > 7}
    kinds = " or ".join(f"self::{tag}" for tag in ("h1", "h2", "h3", "p", "div", "span", "td"))
    elements = root.xpath(f"//body//*[{kinds}]")[:3000] if parts else []
    named = (each for each in elements if " ".join("".join(islice(each.itertext(), 20)).split()) in parts)
    for element in islice(named, 20):
        if not any(map(_is_around, (element, *islice(element.iterancestors(), 30)))):
            return element
    return None


def _is_around(element: Any) -> bool:
    """Whether it is a menu or the like, by its tag or its class."""
    if element.tag in _SKIPPED:
        return True
    if not any(_CHROME_CLASS.search(element.get(name) or "") for name in ("class", "id")):
        return False
    words = list(islice(element.itertext(), 500))
    return len(words) < 500 and all(len(each.strip()) < _MENU_ITEM for each in words)


def _is_chrome(words: str) -> bool:
    return len(words) < _MENU_ITEM and bool(_CHROME.fullmatch(words))


def _is_caption(element: Any) -> bool:
    return element.tag == "figcaption" or bool(re.search(r"(?i)\bcaption(?:-text)?\b", element.get("class") or ""))


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
    def __init__(self, headline: Any = None, depth: int = 0) -> None:
        self.headline = headline
        self.around = set(headline.iterancestors("table")) if headline is not None else set()
        """Tables that only lay out the page: the headline is in one."""
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
        if _is_around(element) or element.get("hidden") is not None or _UNSAID.search(style):
            return
        if tag == "br":
            self.bits.append(Bit("\n"))
        elif tag == "table" and self.depth < _MAX_TABLES and not (element in self.around or _stands_beside(element)):
            self.end(state)
            yield self.table(element)
        elif _BLOCK.fullmatch(tag) or element is self.headline:
            self.end(state)
            heading = "1" if element is self.headline else tag[1] if re.fullmatch("h[1-6]", tag) else ""
            parent = element.getparent()
            bullet = ("1." if parent is not None and parent.tag == "ol" else BULLET) if tag == "li" else state.bullet
            strong = bool(heading) or _is_bold(style)
            bit = replace(state.bit, strong=state.bit.strong or strong)
            level = sum(1 for _ in islice(element.iterancestors("ul", "ol"), 10)) - 1 if tag == "li" else state.level
            if word_list := _WORD_LIST.search(style):
                marks = element.xpath(".//*[contains(translate(@style, 'I ', 'i'), 'mso-list:ignore')]")
                bullet, level = (
                    count_of("".join(marks[0].text_content().split()) if marks else ""),
                    int(word_list[1]) - 1,
                )
            named = f"heading {heading}" if heading else "caption" if _is_caption(element) else state.style
            inner = _State(bit, named, bullet, max(level, 0))
            yield self.inside(element, inner)
            self.end(inner)
        else:
            bit = state.bit
            words = element.text_content() if (way := _shift(tag, style)) else ""
            if (shown := raised_or_lowered(words, way)) != words and not element.xpath(".//a"):  # no link to a footnote
                self.hear(shown, state)
                return
            if (tag in ("b", "strong") and "font-weight:normal" not in style) or _is_bold(style):
                bit = replace(bit, strong=True)
            if tag in ("i", "em"):
                bit = replace(bit, emphasis=True)
            if tag == "a" and re.match(r"(?i)(https?://|mailto:|tel:)\S+$", element.get("href") or ""):
                bit = replace(bit, link=element.get("href"))
            yield self.inside(element, _State(bit, state.style, state.bullet, state.level))

    def end(self, state: _State) -> None:
        """End the current paragraph; two line breaks in it end one too."""
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
        for words in element.xpath(_LOOSE):  # browsers show them outside the table; they are words all the same
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
                inner = _WebPage(self.headline, self.depth + 1)
                yield inner.inside(cell, _State())
                inner.end(_State())
                cells.append(tuple(strip for block in inner.blocks for strip in strips_in(block)))
            if cells:
                rows.append(tuple(cells))
        if rows:
            self.blocks.append(ReceivedTable(tuple(rows)))


_LOOSE = "|".join(f"{at}/text()[normalize-space()]" for at in (".", "./*[not(self::caption)]", "./*/tr"))
"""The words of a table outside its cells."""


def _stands_beside(table: Any) -> bool:
    """Whether the table only puts a picture beside words: two cells, of which one has a picture and no words."""
    cells = table.xpath(".//td")
    bare = [cell for cell in cells if cell.xpath(".//img") and not cell.text_content().strip()]
    return table.get("role") == "presentation" and len(cells) == 2 and len(bare) == 1


_WORD_LIST = re.compile(r"mso-list:l\d+level(\d)")
"""An item of a list, in a page that Word makes or copies."""
_UNSAID = re.compile("display:none|mso-list:ignore")
"""Words that are hidden, and the bullet or number that Word writes before an item."""


def _shift(tag: str, style: str) -> str:
    """Whether words are raised or lowered: "super", "sub", or ""."""
    shown = re.search("vertical-align:(super|sub)", style)
    return shown[1] if shown else {"sup": "super", "sub": "sub"}.get(tag, "")


def _is_bold(style: str) -> bool:
    return "font-weight:bold" in style or "font-weight:700" in style
