"""Markup inside a text: Markdown's links, emphasis and strong, and nothing else.

There is no HTML in a release: `<`, `&` and unknown markup are printed as they were typed.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

HAN = r"\u2e80-\u2fff\u3005-\u3007\u3021-\u3029\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WIDE = rf"{HAN}\u3000-\u303f\uff00-\uffef"
_FOREIGN_IN_CHINESE = re.compile(r"[A-Za-z][A-Za-z.'’-]*(?: (?:&|[A-Za-z(][A-Za-z.'’()-]*))+")


@cache
def _cjk() -> re.Pattern[str]:
    """Compiled at first use, as the next: a class with all of Han takes a millisecond."""
    return re.compile(rf"[{_WIDE}\u2018-\u201d\u2014\u2026]")


@cache
def _foreign_in_english() -> re.Pattern[str]:
    return re.compile(rf"[{HAN}](?:[{_WIDE}]*[{HAN}])?")


def to_html(text: str, lang: str) -> str:
    """*text* as HTML for a page in *lang*; words of the other language get a `lang` of their own."""
    return str(_markdown.renderInline(text, {"lang": lang}))


def to_plain(text: str) -> str:
    """*text* as a plain e-mail shows it: no emphasis, links as `[words](address)`."""
    return "".join(_plain(_tokens(text)))


def to_words(text: str) -> str:
    """*text* without any markup, for titles and alternative texts."""
    return "".join(token.content if token.type != "softbreak" else " " for token in _tokens(text))


def _tokens(text: str) -> list[Token]:
    return _markdown.parseInline(text)[0].children or []


def _plain(tokens: list[Token]) -> list[str]:
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
            parts[opened:] = [words if says_address else f"[{words}]({address})"]
        else:
            parts.append("\n" if token.type == "softbreak" else token.content)
    return parts


# --- the parser -----------------------------------------------------------------------------------


def _emphasis(state: StateInline, silent: bool) -> bool:
    """markdown-it's own rule, but `**「要點」**的` is strong: CommonMark asks for a space after the last `*`."""
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    scanned = state.scanDelims(state.pos, marker == "*")
    before, after = state.src[: state.pos][-1:], state.src[state.pos + scanned.length :][:1]
    # 600*400*300mm is no emphasis
    inside = scanned.length == 1 and before.isdigit() and after.isdigit()
    han = marker == "*" and any(char and _cjk().match(char) for char in (before, after))
    for _ in range(scanned.length):
        state.push("text", "", 0).content = marker
        state.delimiters.append(
            Delimiter(
                marker=ord(marker),
                length=scanned.length,
                token=len(state.tokens) - 1,
                end=-1,
                open=not inside and (scanned.can_open or (han and bool(after.strip()))),
                close=not inside and (scanned.can_close or (han and bool(before.strip()))),
            )
        )
    state.pos += scanned.length
    return True


def _text(self: Any, tokens: list[Token], index: int, options: Any, env: dict[str, str]) -> str:  # noqa: ARG001
    chinese = env["lang"].startswith("zh")
    foreign, lang = (_FOREIGN_IN_CHINESE, "en") if chinese else (_foreign_in_english(), "zh-Hant-HK")
    content = tokens[index].content
    marked, end = [], 0
    for match in foreign.finditer(content):
        marked += [escapeHtml(content[end : match.start()]), f'<span lang="{lang}">{escapeHtml(match[0])}</span>']
        end = match.end()
    return "".join(marked) + escapeHtml(content[end:])


def _make_parser() -> MarkdownIt:
    markdown = MarkdownIt("zero", {"breaks": True}).enable(["emphasis", "escape", "link", "newline"])
    markdown.inline.ruler.at("emphasis", _emphasis)
    markdown.add_render_rule("text", _text)
    return markdown


_markdown = _make_parser()
