"""Markup inside a text: Markdown's links, emphasis and strong, `[^1]` for a footnote, and nothing else.

A release contains no HTML: `<`, `&`, `_` and unknown markup are printed as typed. So are stars that are not markup, as
in 5** or A*STAR. Ambiguous stars are printed too, and `doubtful` lists them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_inline import StateInline, link
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from hkpress.core.characters import HAN
from hkpress.core.recent import remember
from hkpress.release.addresses import can_open
from hkpress.release.unbroken import CHINESE_UNIT, DIGITS, ENGLISH_UNIT, on_the_web

_WIDE = rf"{HAN}\u3000-\u303f\uff00-\uffef"
_LETTER = r"A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_FOREIGN_IN_CHINESE = re.compile(rf"[{_LETTER}][{_LETTER}.'’-]*+(?P<more>(?: (?:&|[{_LETTER}(][{_LETTER}.'’()-]*+))*+)")
"""English words. A single word is matched too, so that the search does not restart at each letter, but does not
count."""


@cache
def _cjk() -> re.Pattern[str]:
    """Compiled at first use, like the next one: a class with all of Han takes a millisecond."""
    return re.compile(rf"[{_WIDE}\u2018-\u201d\u2014\u2026]")


@cache
def _foreign_in_english() -> re.Pattern[str]:
    return re.compile(rf"[{HAN}](?:[{_WIDE}]*[{HAN}])?")


def to_html(text: str, lang: str) -> str:
    """*text* as HTML for a page in *lang*; words of the other language get a `lang` of their own."""
    return _html(str(text), lang)  # a text with its place would keep its whole file in memory


@remember
def _html(text: str, lang: str) -> str:
    html = str(_markdown.renderInline(text, {"lang": lang}))
    if "</strong>" in html or "</em>" in html:
        html = _emphasised().sub(r'<span class="fig">\g<0></span>', html)
    if "<sup>" in html:
        html = re.sub(rf"{_FIGURE_SPAN.pattern}(?<=[^\x00-\x7f]</span>)(?=<sup>)", r"\1", html)
        html = _SIGN_AND_NOTES.sub(r'<span class="whole">\g<0></span>', html)
    return html


def to_plain(text: str, link: str = "[{words}]({address})") -> str:
    """*text* as a plain e-mail shows it: no emphasis, and links in the form that *link* gives."""
    return "".join(_plain_parts(_tokens(text), link))


def to_words(text: str) -> str:
    """*text* without any markup, for titles and alternative texts."""
    tokens = (token for token in _tokens(text) if token.type != "footnote")
    return "".join(token.content if token.type != "softbreak" else " " for token in tokens)


def doubtful(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of *text* between two runs of stars that could be emphasis or be printed, stars included."""
    return tuple(_stars(str(text)).get("doubtful", ()))


def emphasis(text: str) -> tuple[tuple[int, int], ...]:
    """The start and end of each run of stars in *text* that is emphasis and is not printed."""
    return tuple(_stars(str(text)).get("emphasis", ()))


def lone(text: str) -> tuple[int, ...]:
    """The places of each `**` in *text* that has no partner and is printed."""
    return tuple(_stars(str(text)).get("lone", ()))


@remember
def _stars(text: str) -> dict[str, Any]:
    """What the parser records about the stars in a text."""
    env: dict[str, Any] = {}
    if text.count("*") > 1:
        _markdown.parseInline(text, env)
    return env


def _tokens(text: str) -> list[Token]:
    return _markdown.parseInline(text)[0].children or []


def _plain_parts(tokens: list[Token], link: str) -> list[str]:
    parts: list[str] = []
    opened = 0
    for token in tokens:
        if token.type == "link_open":
            opened = len(parts)
            parts.append("[")
            address = str(token.attrs["href"])
        elif token.type == "link_close":
            words = "".join(parts[opened + 1 :])
            says_address = words in (address, re.sub(r"^(https?://|mailto:|tel:)", "", address))
            parts[opened:] = [words if says_address else link.format(words=words, address=address)]
        else:
            parts.append(
                f"[{token.content}]"
                if token.type == "footnote"
                else "\n"
                if token.type == "softbreak"
                else token.content
            )
    return parts


# --- the parser -----------------------------------------------------------------------------------

LONGEST_LABEL, LONGEST_ADDRESS = 500, 2100
"""Characters of a link's words and of its address. A longer one is printed as it was typed."""

_CLOSING = "，。、；：？！」』）》〉】〕,.;:!?)]}"
_OPENING = "「『（《〈【〔([{"
_STOPS = "，。、；：？！"
_SURNAMES = "陳李黃張梁林吳劉王蔡何楊鄭許鄧周曾葉謝羅馮譚郭朱胡潘鍾盧余徐蘇麥江莫關蕭馬彭簡蔣程唐杜范"
_DIAL = re.compile(r"\*{1,2}\d[\d*]*#")
"""Telephone codes: *852#."""
_MASK = 4
"""This many stars are never emphasis: they mask digits."""


@dataclass
class _Stars(Delimiter):
    """A run of stars, as markdown-it keeps it: its place, and the characters beside it."""

    start: int = 0
    before: str = ""
    after: str = ""


def _star(state: StateInline, silent: bool) -> bool:
    """Turn a run of stars into text and record it for `_emphasise`.

    Unlike CommonMark, `**「要點」**的` is strong: CommonMark would want a space after the last `*`.
    """
    if silent or state.src[state.pos] != "*":
        return False
    dialled = _DIAL.match(state.src, state.pos)
    if dialled:
        state.push("text", "", 0).content = dialled[0]
        state.pos = dialled.end()
        return True
    scanned = state.scanDelims(state.pos, True)
    start, length = state.pos, scanned.length
    before, after = state.src[start - 1 : start], state.src[start + length : start + length + 1]
    chinese = any(char and _cjk().match(char) for char in (before, after))
    inside = before.isdigit() and after.isdigit()  # 600*400*300mm, 2**3
    parts = ("*", "**") if length == 3 else ("*" * length,)
    for part in parts:
        state.push("text", "", 0).content = part
    opens = (scanned.can_open or (chinese and bool(after.strip()))) and not _ends_word(before, after)
    closes = (scanned.can_close or (chinese and bool(before.strip()))) and before not in tuple(_OPENING)
    intraword = length == 1 and _is_latin(before) and _is_latin(after)  # A*STAR
    state.delimiters.append(
        _Stars(
            marker=ord("*"),
            length=length,
            token=len(state.tokens) - len(parts),
            end=-1,
            open=opens and not inside and not intraword and length < _MASK,
            close=closes and not inside and length < _MASK,
            start=start,
            before=before,
            after=after,
        )
    )
    state.pos += length
    return True


def _ends_word(before: str, after: str) -> bool:
    """Whether stars are attached to the end of a word: `100元*、`, `10%*.`."""
    return bool(before.strip()) and after in tuple(_CLOSING)


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _emphasise(state: StateInline) -> None:
    """Turn the pairs of stars that can only be emphasis into tags, and note those that could be either."""
    nested = [meta["delimiters"] for meta in state.tokens_meta if meta and "delimiters" in meta]
    for runs in (state.delimiters, *nested):
        stars = [run for run in runs if isinstance(run, _Stars)]
        pairs = _pairs(stars)
        paired = {index for pair in pairs for index in pair}
        alone = (run.start for index, run in enumerate(stars) if index not in paired and run.length == 2)
        state.env.setdefault("lone", []).extend(alone)
        loose = _loose(stars, pairs)
        for first, last in pairs:
            between = {length: counts[last] - counts[first + 1] for length, counts in loose.items()}
            _emphasise_between(state, stars[first], stars[last], between)


def _emphasise_between(state: StateInline, opener: _Stars, closer: _Stars, between: dict[int, int]) -> None:
    """Turn a pair of stars into tags, or note it, by the loose stars *between* them, counted by length."""
    if _are_marks(opener, closer, state.src) or between[_MASK]:
        return
    if between[opener.length] or _are_doubtful(opener, closer):
        state.env.setdefault("doubtful", []).append((opener.start, closer.start + closer.length))
    else:
        _tag_html(state, opener, closer)


def _pairs(runs: list[_Stars]) -> list[tuple[int, int]]:
    """The runs that open and close each other, by index: equally many stars, and pairs that do not cross."""
    opened: list[int] = []
    waiting = dict.fromkeys((1, 2, 3), 0)
    pairs = []
    for index, run in enumerate(runs):
        if run.close and waiting[run.length]:
            while runs[opener := opened.pop()].length != run.length:
                waiting[runs[opener].length] -= 1
            waiting[run.length] -= 1
            pairs.append((opener, index))
        elif run.open:
            opened.append(index)
            waiting[run.length] += 1
    return pairs


def _loose(runs: list[_Stars], pairs: list[tuple[int, int]]) -> dict[int, list[int]]:
    """The number of runs before each index that could have a partner but have none, by number of stars; and the number
    of masks."""
    paired = {index for pair in pairs for index in pair}
    single = [index not in paired and bool(run.open or run.close) for index, run in enumerate(runs)]

    def counts(length: int) -> list[int]:
        has = (run.length == length and alone for run, alone in zip(runs, single, strict=True))
        return [0, *accumulate(has)]

    return {1: counts(1), 2: counts(2), 3: counts(3), _MASK: [0, *accumulate(run.length >= _MASK for run in runs)]}


def _are_marks(opener: _Stars, closer: _Stars, text: str) -> bool:
    """Whether both are certainly signs attached to a word: `5*或以上…5*成績`, `按*返回，按*重聽`."""
    hang = all(_is_latin(run.before) or run.before == "%" for run in (opener, closer))
    if opener.before == closer.before and opener.length == 1 and opener.before.isalpha():
        hang = any(text.find(stop, opener.start, closer.start) >= 0 for stop in _STOPS)
    return hang and not _is_latin(opener.after)


def _are_doubtful(opener: _Stars, closer: _Stars) -> bool:
    """Whether a pair could be emphasis or two signs to print."""
    if _is_latin(opener.before) or opener.before in ("%", ")", "]"):
        return True
    if opener.before and opener.before == closer.before and opener.before.isalpha():
        return True  # 100元*會員80元*
    if opener.before in tuple(_SURNAMES) and closer.before in tuple(_SURNAMES):
        return True  # 陳**及李**
    if closer.length == 1 and _is_latin(closer.before) and _is_latin(closer.after):
        return True
    return (
        closer.length == 1 and closer.before in tuple(_STOPS) and closer.after.isalnum()
    )  # *條款適用。*價格以港元計算


def _tag_html(state: StateInline, opener: _Stars, closer: _Stars) -> None:
    names = {1: ("em",), 2: ("strong",), 3: ("em", "strong")}[opener.length]
    for run, kind, order in ((opener, "open", names), (closer, "close", names[::-1])):
        state.env.setdefault("emphasis", []).append((run.start, run.start + run.length))
        for index, name in enumerate(order):
            token = state.tokens[run.token + index]
            token.type, token.tag, token.content = f"{name}_{kind}", name, ""
            token.nesting = 1 if kind == "open" else -1


def _link(state: StateInline, silent: bool) -> bool:
    """markdown-it's own rule, called only where a link is possible: it reads to the end of the text."""
    start = state.pos
    if state.src[start] != "[":
        return False
    joint = state.src.find("](", start, start + LONGEST_LABEL)
    if joint < 0 or state.src.find(")", joint, joint + LONGEST_ADDRESS) < 0:
        return False
    before = len(state.tokens)
    linked = bool(link(state, silent))
    for token in state.tokens[before:]:
        token.meta["linked"] = True
    return linked


FOOTNOTE = re.compile(r"\[\^(\d{1,2})\]")
"""The mark of the footnote of that number in a text."""


def _footnote(state: StateInline, silent: bool) -> bool:
    match = FOOTNOTE.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        state.push("footnote", "", 0).content = match[1]
    state.pos = match.end()
    return True


def _note_mark(self: Any, tokens: list[Token], index: int, options: Any, env: dict[str, str]) -> str:  # noqa: ARG001
    number = tokens[index].content
    return f'<sup><a href="#note-{number}">{number}</a></sup>'


_SIGN_AND_NOTES = re.compile(r'[^\x00-\x7f](?:<sup><a href="#note-\d+">\d+</a></sup>)+')
"""A Chinese character and the footnote marks after it, which must not start a line."""

_BARE_ADDRESS = re.compile(
    r"(?P<web>(?:https?://|www\.)[A-Za-z0-9][A-Za-z0-9.-]*\.[A-Za-z]{2,}(?::\d+)?(?:[/?#][A-Za-z0-9/?#@!$&'*+,;=%:._~-]*)?)"
    r"|(?P<mail>(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})"
)


def _text_html(self: Any, tokens: list[Token], index: int, options: Any, env: dict[str, Any]) -> str:  # noqa: ARG001
    """The words of a token. Addresses written out in them become links, unless they are inside a link."""
    content = tokens[index].content
    if "linked" in tokens[index].meta or "." not in content:
        return _words_html(content, env["lang"])
    html, end = [], 0
    for match in _BARE_ADDRESS.finditer(content):
        address = match[0].rstrip(".,;:!?'")
        way = f"mailto:{address}" if match["mail"] else address if "://" in address else f"https://{address}"
        html += [_words_html(content[end : match.start()], env["lang"])]
        html += [f'<a class="bare" href="{escapeHtml(way)}">{escapeHtml(address)}</a>']
        end = match.start() + len(address)
    return "".join(html) + _words_html(content[end:], env["lang"])


def _words_html(content: str, lang: str) -> str:
    foreign, lang = (_FOREIGN_IN_CHINESE, "en") if lang.startswith("zh") else (_foreign_in_english(), "zh-Hant-HK")
    marked, end = [], 0
    for match in foreign.finditer(content):
        if match.groupdict().get("more") == "":
            continue
        marked += [_numbers_html(content[end : match.start()]), f'<span lang="{lang}">{escapeHtml(match[0])}</span>']
        end = match.end()
    return "".join(marked) + _numbers_html(content[end:])


@cache
def _emphasised() -> re.Pattern[str]:
    """A figure in an element of its own, with its unit behind it: HK$**60** billion."""
    figure = rf"(?:\b[A-Z]{{1,3}})?[$€£¥]?<(?P<tag>strong|em)>(?:[A-Z]{{1,3}})?[$€£¥]?{DIGITS}%?</(?P=tag)>"
    return re.compile(f"{figure}(?:{CHINESE_UNIT}|{ENGLISH_UNIT})")


_FIGURE_SPAN = re.compile(r'<span class="fig">([^<]*(?:<(?P<tag>strong|em)>[^<]*</(?P=tag)>[^<]*)*)</span>')


def _numbers_html(content: str) -> str:
    """Words as HTML in which no line breaks inside a telephone number, or between a figure and its unit."""
    return on_the_web().sub(_unbroken_html, escapeHtml(content))


def _unbroken_html(match: re.Match[str]) -> str:
    return f'<span class="{"whole" if match["telephone"] else "fig"}">{match[0]}</span>'


def without_figures(html: str) -> str:
    """The HTML for other media, without the spans that keep a figure and its unit on one line of a web page."""
    return _FIGURE_SPAN.sub(r"\1", html)


def with_emphasised_figures(html: str) -> str:
    """The same, but keeps spans with an element inside: HK$**1.2** billion."""
    return _FIGURE_SPAN.sub(lambda match: match[0] if match["tag"] else match[1], html)


def _make_parser() -> MarkdownIt:
    markdown = MarkdownIt("zero", {"breaks": True}).enable(["emphasis", "escape", "link", "newline"])
    markdown.inline.ruler.at("emphasis", _star)
    markdown.inline.ruler.at("link", _link)
    markdown.inline.ruler2.at("balance_pairs", _emphasise)
    markdown.inline.ruler2.at("emphasis", lambda state: None)  # noqa: ARG005 (it is done)
    markdown.inline.ruler.before("link", "footnote", _footnote)
    markdown.add_render_rule("text", _text_html)
    markdown.validateLink = lambda url: url.startswith("#") or can_open(url)  # type: ignore[method-assign]
    markdown.add_render_rule("footnote", _note_mark)
    return markdown


_markdown = _make_parser()
