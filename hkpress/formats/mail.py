"""An e-mail that opens as a draft: the text edition, and the theme's `mail.html` with thumbnails inside.

It loads nothing and does not depend on the time: the sender's program adds Date and Message-ID.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from hkpress.printing.sheet import Made

if TYPE_CHECKING:
    from email.message import EmailMessage

    from css_inline import CSSInliner

    from hkpress.core.diagnostics import Diagnostic
    from hkpress.page.document import Document
    from hkpress.page.page import Block
    from hkpress.page.theme import Theme
    from hkpress.release.pictures import PagePicture

WIDTH = 320
"""CSS pixels of a thumbnail's long edge; its file has twice as many."""
PORTRAIT = 88, 132
"""CSS pixels of the box that holds a speaker's portrait, beside the words."""
REFUSED = 10_000_000
"""Bytes. Many mail systems refuse larger mails."""
USUAL = 40_000
"""Octets of HTML. A mail that has more is made shorter, and one that still has more is told."""
HIDDEN = 102_000
"""Octets of HTML. Gmail hides what comes after them."""
BETWEEN = "\n\n\n* * *\n\n\n"
"""The line between two editions in the text of one mail."""


def make(document: Document) -> Made:
    """The mail of one edition, a draft in the form of RFC 5322."""
    return draft([document])


def make_page(document: Document) -> Made:
    """The same as a web page, to copy into a mail program that cannot open drafts."""
    from hkpress.page.theme import data_url

    html, _ = _html([document], data_url)
    return html.encode(), ()


def make_both(documents: tuple[Document, ...]) -> Made:
    """One mail for a list of readers of both languages: English, then Traditional Chinese."""
    return draft([document for document in documents if document.page.edition.name in ("en", "tc")])


def draft(documents: Sequence[Document]) -> Made:
    """One mail with these editions, one below the other. Tells if the mail is too long or too large for many."""
    from email.message import EmailMessage
    from email.policy import SMTP

    from hkpress.formats import text

    html, thumbnails = _html(documents, lambda _, data: f"cid:{_cid(data)}")
    if len(html.encode()) > USUAL:
        html = _shorter(html)
    chinese = any(document.page.edition.is_chinese for document in documents)
    encoding = "base64" if chinese else "quoted-printable"
    mail = EmailMessage(SMTP)
    mail.set_content(BETWEEN.join(text.make(document)[0].decode() for document in documents), cte=encoding)
    mail.add_alternative(html, subtype="html", cte=encoding)
    page = mail.get_payload()[1]  # type: ignore[index]
    for stem, mime, data in thumbnails:
        kind, subtype = mime.split("/")
        name = f"{stem}.{'jpg' if subtype == 'jpeg' else subtype}"
        page.add_related(data, kind, subtype, cid=f"<{_cid(data)}>", filename=name, disposition="inline")  # type: ignore[union-attr]
    attached = _mailed_files(documents)
    for name, data in attached.items():
        mail.add_attachment(
            data, "application", "pdf" if name.lower().endswith(".pdf") else "octet-stream", filename=name
        )
    _set_boundaries(mail)
    subject = _encoded(" | ".join(map(_subject, documents)))
    head = b"Subject: " + subject + b"\r\nX-Unsent: 1\r\n"  # Outlook and Thunderbird open it as a draft
    whole = head + mail.as_bytes()
    return whole, (*_long(documents, len(html.encode())), *_too_large(documents, len(whole), attached))


def _long(documents: Sequence[Document], octets: int) -> Iterator[Diagnostic]:
    from hkpress.core.diagnostics import Diagnostic, Severity
    from hkpress.core.layout import MANUSCRIPT

    if octets > USUAL:
        names = " and ".join(document.page.edition.name for document in documents)
        said = f"the mail in {names} has {octets / 1000:.0f} kB of HTML: most have less than {USUAL // 1000}, and Gmail"
        if octets > HIDDEN:
            severity = Severity.WARNING
            rest = "hides what comes after 102: send one language in a mail, or put the longest part into a `file:`"
        else:
            severity = Severity.HINT
            rest = "shows the first 102"
        yield Diagnostic(f"{said} {rest}", "mail-size", documents[0].page.folder / MANUSCRIPT, severity=severity)


def _too_large(documents: Sequence[Document], octets: int, attached: Mapping[str, bytes]) -> Iterator[Diagnostic]:
    from hkpress.core.diagnostics import Diagnostic, Severity
    from hkpress.core.layout import MANUSCRIPT

    if octets > REFUSED and attached:
        largest = max(attached, key=lambda name: len(attached[name]))
        folder = next(link.folder for document in documents for link in document.page.links if link.url == largest)
        message = (
            f"the mail with its files has {octets / 1e6:.0f} MB, and many newsrooms refuse more than 10: "
            f"put `{largest}` on a website, and write its `url:` instead of `file:`"
        )
        yield Diagnostic(message, "mail-size", folder / MANUSCRIPT, severity=Severity.WARNING)


def _mailed_files(documents: Sequence[Document]) -> dict[str, bytes]:
    """The files that its links name, by name."""
    from hkpress.release import attachments

    links = {link.url: link for document in documents for link in document.page.links if link.file}
    return {name: attachments.read(link.folder, link.file) for name, link in links.items()}


def _subject(document: Document) -> str:
    from hkpress.page.document import fill_page

    return " ".join(fill_page(document.page, document.theme, "subject.txt").split())


def _encoded(text: str) -> bytes:
    """A header's text as encoded words of RFC 2047. Python folds them differently in each version."""
    octets = 42  # so that a line has at most 78 characters, "Subject: " too
    words = [b""]
    for character in text:
        if len(words[-1] + character.encode()) > octets:
            words.append(b"")
        words[-1] += character.encode()
    return b"\r\n ".join(b"=?utf-8?b?" + base64.b64encode(word) + b"?=" for word in words)


def _cid(data: bytes) -> str:
    return f"{hashlib.sha256(data).hexdigest()[:16]}@hkpress"


def _set_boundaries(mail: EmailMessage) -> None:
    """Boundaries computed from the content: the library's own are random."""
    for number, part in enumerate(part for part in mail.walk() if part.is_multipart()):
        digest = hashlib.sha256(b"".join(each.get_payload(decode=True) or b"" for each in part.walk()))  # type: ignore[misc]
        part.set_boundary(f"={number}={digest.hexdigest()[:32]}=")  # no line of base64 or quoted-printable has it


# --- the HTML -------------------------------------------------------------------------------------

Address = Callable[[str, bytes], str]
"""The address of a thumbnail in a mail, from its type and bytes."""


def _html(documents: Sequence[Document], address: Address) -> tuple[str, list[tuple[str, str, bytes]]]:
    """The theme's mail with these editions, and the thumbnails in it: their names, types and bytes."""
    from markupsafe import Markup

    from hkpress.formats.item import PictureNames
    from hkpress.page.article import Shown, article
    from hkpress.page.document import fill_page, refuse_remote

    used: dict[bytes, tuple[str, str]] = {}
    names = PictureNames(documents)
    pages = [document.page for document in documents]
    portraits = {getattr(block, "portrait", None) for page in pages for block in page.body + page.notes_to_editors}

    def show(picture: PagePicture) -> Shown:
        mime, data, width, height = thumbnail(picture, PORTRAIT if picture in portraits else (WIDTH, WIDTH))
        used[data] = names[picture].partition(".")[0], mime
        return address(mime, data), width, height

    fitting = map(_with_narrow_tables, documents)
    parts = [(each.page, Markup(_online(each, _plain_tags(article(each, show))))) for each in fitting]  # noqa: S704
    first = documents[0]
    html = fill_page(first.page, first.theme, "mail.html", parts=parts)
    refuse_remote(html, first.theme)
    html = _without_idle_classes(_inliner().inline(_in_accent(html, first.theme)))
    return html, [(*named, data) for data, named in used.items()]


def _without_idle_classes(html: str) -> str:
    """The HTML without classes that do nothing once styles are in the elements: a wide table has hundreds."""
    return (
        html.replace('class="number whole"', 'class="whole"')
        .replace(' class="number"', "")
        .replace('<td class="whole"', "<td")
        .replace('<th class="whole"', "<th")
    )


def _online(document: Document, article: str) -> str:
    """The article with the address of its page in the newsroom, to which an empty link to the photos leads, too."""
    from html import escape

    from hkpress.page.document import fill_page

    page = document.page
    if page.edition.name not in page.addresses:
        return article
    link = f'<a href="{escape(page.addresses[page.edition.name].page)}">'
    return article.replace('<a href="#">', link) + fill_page(page, document.theme, "mail-online.html")


_STYLED = re.compile(r'<(\w+)((?: [\w-]+="[^"]*")*) style="([^"]*)"')
"""The start of a tag up to its style, which css-inline writes last."""


def _shorter(html: str) -> str:
    """The HTML with repeated styles as classes in its head. Programs that drop the head show plain tables and lists."""
    counts = Counter(match[3] for match in _STYLED.finditer(html))
    names = {style: f"s{n}" for n, (style, count) in enumerate(counts.most_common(), 1) if count > 1}

    def shared(match: re.Match[str]) -> str:
        tag, attributes, style = match.groups()
        if style not in names:
            return match[0]
        if ' class="' in attributes:
            return f"<{tag}" + attributes.replace(' class="', f' class="{names[style]} ')
        return f'<{tag}{attributes} class="{names[style]}"'

    rules = "".join(f".{name}{{{style}}}" for style, name in names.items())
    return _STYLED.sub(shared, html).replace("</head>", f"<style>{rules}</style>\n</head>", 1)


LIGHT_BLUE = "#8fc1f3"
"""What BLUE becomes in dark mode."""
_STYLE = re.compile(r"<style.*?</style>", re.DOTALL)


def _in_accent(html: str, theme: Theme) -> str:
    """The mail in the theme's colour, in place of base's."""
    from hkpress.page.theme import BLUE, accent

    if (colour := accent(theme, "mail.css")) == BLUE:
        return html
    light = "#" + "".join(f"{round(0.45 * int(colour[n : n + 2], 16) + 0.55 * 255):02x}" for n in (1, 3, 5))
    return _STYLE.sub(lambda match: match[0].replace(BLUE, colour).replace(LIGHT_BLUE, light), html)


def _with_narrow_tables(document: Document) -> Document:
    """The document with tables that fit a mail: in small type, or in parts, each with the first column."""
    from dataclasses import replace

    from hkpress.page.document import typeset

    page = document.page
    body, notes = (
        tuple(each for block in blocks for each in _narrow(block)) for blocks in (page.body, page.notes_to_editors)
    )
    if (body, notes) == (page.body, page.notes_to_editors):
        return document
    return typeset(replace(page, body=body, notes_to_editors=notes), document.theme)


def _narrow(block: Block) -> Iterator[Block]:
    """The block; of a table that is too wide, its parts."""
    from dataclasses import replace

    from hkpress.page.page import Grid
    from hkpress.page.tables import MAIL, columns_of, lay_out, split_columns

    if not isinstance(block, Grid):
        yield block
        return
    layout = lay_out(block.head, block.rows, MAIL)
    if layout.size != "turned" or len(block.head) < 3:
        yield replace(block, **layout._replace(size="small" if layout.size else "")._asdict())
        return
    for number, (columns, layout) in enumerate(split_columns(block.head, block.rows)):
        head, rows = columns_of(columns, block.head, block.rows)
        align = tuple(block.align[n] for n in columns)
        part = replace(block, head=head, rows=rows, align=align, **layout._replace(size="small")._asdict())
        yield replace(part, caption="", unit="") if number else part


@lru_cache(maxsize=32)
def thumbnail(picture: PagePicture, box: tuple[int, int]) -> tuple[str, bytes, int, int]:
    """Type, bytes, and CSS pixels of the picture as it fits into *box*; cut once for all editions of a release."""
    from PIL import Image

    with Image.open(io.BytesIO(picture.data)) as image:
        image.draft("RGB", (2 * box[0], 2 * box[1]))
        image.thumbnail((2 * box[0], 2 * box[1]), Image.Resampling.LANCZOS)
        kind = "JPEG" if image.mode in ("RGB", "L") and picture.mime == "image/jpeg" else "PNG"
        buffer = io.BytesIO()
        image.save(buffer, kind, quality=80) if kind == "JPEG" else image.save(buffer, kind, optimize=True)
        scale = min(1, box[0] / picture.width, box[1] / picture.height)
        size = round(picture.width * scale), round(picture.height * scale)
        return f"image/{kind.lower()}", buffer.getvalue(), *size


@cache
def _inliner() -> CSSInliner:
    from css_inline import CSSInliner

    return CSSInliner(load_remote_stylesheets=False, minify_css=True)


_TAG = re.compile(
    r"<(/?)(article|aside|figure|figcaption|header|address|main|nav|section|time)\b( class=\"([^\"]*)\")?"
)

_BESIDE_THE_PAGE = re.compile(r'<a href="[^":#]+">(.*?)</a>', re.DOTALL)
"""A link to a file beside the web page; there is none beside a mail, which has it as an attachment."""
_BEFORE_BREAK = re.compile(r"(?<=>)(\s*)([^<>\s][^<>]*)<wbr>")
"""It starts at a tag only, so that a megabyte of base64 is scanned once."""
_LABELLED = re.compile(r'<li data-label="([^"]*)">')
_PORTRAYED = re.compile(r'<div class="portrayed">\n(<img [^>]*>)\n<div>\n(.*?)</div>\n</div>', re.DOTALL)
_BESIDE = (
    '<table class="portrayed" role="presentation" cellpadding="0" cellspacing="0">'
    r'<tr valign="top"><td class="face">\1</td><td>\2</td></tr></table>'
)  # Outlook lets no picture float


def _plain_tags(html: str) -> str:
    """The HTML with tags that Outlook knows.

    A `<wbr>` ends a `<span class="word">`, `<figure>` becomes `<div class="figure">`, (a) stands in its item, and a
    portrait in a cell beside the words.
    """

    def plain(match: re.Match[str]) -> str:
        end, name, given, classes = match.groups()
        tag = "span" if name == "time" else "div"
        if end:
            return f"</{tag}{given or ''}"
        return f'<{tag} class="{name} {classes}"' if classes else f'<{tag} class="{name}"'

    html = _BEFORE_BREAK.sub(r'\1<span class="word">\2</span>', html).replace("<wbr>", "")
    html = html.replace("<tr", '<tr valign="top"')  # a style would be written into each cell
    html = _BESIDE_THE_PAGE.sub(r"\1", _PORTRAYED.sub(_BESIDE, html))
    html = _LABELLED.sub(lambda match: f"<li>{match[1]}{'' if match[1][-1] in '、）' else ' '}", html)
    return _TAG.sub(plain, html).replace('<span class="gap"></span>', "")
