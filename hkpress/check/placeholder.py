"""A placeholder that nobody replaced.

XXX, TBC, "To be written", lorem ipsum, 待定, 待補, [name] or ____ tells every reader that the release is not finished.

Wrong: The event attracted XXX guests. 活動吸引[人數]名嘉賓。
Right: The event attracted 250 guests. 活動吸引250名嘉賓。

A text that is only 待定 is an error; in a table or list it is an error if the other language has its words. TBC, 待定,
____ and other signs inside a text may be meant: they are a warning. If a programme leaves something open in both
languages, as (TBC) and （待定）, it is a hint.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from hkpress.check import memo
from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import GAP, OPEN, UNWRITTEN, Passage, Proof
from hkpress.check.signs import HAN
from hkpress.core.diagnostics import Severity
from hkpress.release.source import Loc

CODE = "placeholder"
SEVERITY = Severity.ERROR

_ABBREVIATION = r"(?<![A-Za-z0-9&.-])(?:TBC|TBD|TBA|TBW|TODO|FIXME|TKTK)(?![A-Za-z0-9&-])"
_CROSSES = (
    r"(?<!Chapter )(?<!Volume )(?<!Article )(?<!Part )(?<!Bowl )(?<!Schedule )"
    r"(?<![A-Za-z0-9&.-])[Xx]{3,}(?![A-Za-z0-9-]| Olympi)"
    rf"|(?<![A-Za-z])[Xx]{{2,}}(?=%|(?-i:[{HAN}])|\s?(?:per cent|million|billion|guests|people|years|\d{{4}}))"
    r"|(?<=\d)X{2,}(?!\w)|\bX{2}:X{2}\b|(?<![a-zA-Z])xx(?![a-zA-Z])"
    r"|[Ｘｘ]{2,}|×{2,}|□{2,}|△{2,}|(?<![一二三四五六七八九○〇\d])[○〇]{2,}(?![一二三四五六七八九○〇\d])"
)
_NAMED = (
    r"names?|dates?|time|venue|place|title|post|position|company|organi[sz]ation|number|no\.|amount|figure|quote|speaker|"
    r"link|url|photo|image|picture|caption|(?:sub)?headline|contact|phone|e-?mail|website|text|date and time"
)
_THING = (
    rf"{_NAMED}|"
    r"x+|\?+|\s*|_+|•|●"
)
_NAMED_ZH = (
    r"姓名|名稱|人名|職銜|職位|日期|時間|地點|人數|數字|金額|"
    r"(?:公司|機構)(?:名稱?)?|標題|內容|電話|電郵|網址|連結|圖片|相片|引述"
)
_FILL_IN_ZH = (
    rf"請?(?:填|輸入|插入|加入|補)[上入寫回]?(?:[^\]】〕\n]{{0,8}}(?:{_NAMED_ZH}))"
    r"|請?(?:填[寫上入]|輸入|插入)[^\]】〕\n]{0,30}|待[補填][^\]】〕\n]{0,8}"
)
_CHINESE_THING = rf"{_FILL_IN_ZH}|待[定覆更確核提][^\]】〕\n]{{0,8}}|{_NAMED_ZH}"
_DONE = "confirmed|announced|advised|determined|decided|provided|updated|added|completed|supplied|inserted"
_TO_DO = (
    rf"(?:please )?(?:insert|fill in|tbc|tbd|to be (?:{_DONE})|(?:add|enter|confirm|your)(?: [\w-]+)?"
    rf" (?:{_NAMED}))\b[^\]>}}\n]{{0,60}}"
)
_SLOT = (
    rf"[\[<{{]{_TO_DO}[\]>}}]"
    rf"|[\[<{{](?:{_THING})[\]>}}](?!\()"
    rf"|[\[【〔](?:{_CHINESE_THING})[\]】〕](?!(?<=】)\s?(?-i:[{HAN}\d：]))|\{{\{{[^}}\n]{{0,60}}\}}\}}"
)
_PLACEHOLDER_WORDS = (
    r"lorem ipsum|dolor sit amet"
    rf"|\(to be (?:{_DONE})\)"
    rf"|[\[【]?(?:待定|待補|待填|待覆|待更新|待確定|待確認|待提供|待核實)[\]】]?(?!(?-i:[{HAN}]))"
    rf"|(?<!(?-i:[{HAN}]))某[年月日](?:某[月日])+|[年月][ \u3000_]{{2,}}[月日]|[XxＸ○〇][月年][XxＸ○〇][日月]"
    r"|_{3,}|＿{2,}|\?{3,}|？{3,}|請填[上寫]|此處填[上寫]|請輸入"
)
_FIRST_SIGNS = r"(?=[fxｘ×□△○〇\[<{【〔(待某年月_＿?？請此]|t[bok]|lo|do)"  # for a quick search
_LIKELY = frozenset(
    (
        *(
            "tb",
            "xm",
            "kt",
            "xx",
            "ｘｘ",
            "××",
            "□□",
            "△△",
            "__",
            "＿＿",
            "??",
            "？？",
            "(t",
            "某",
            "請填",
            "處填",
            "請輸",
        ),
        *"[<{【〔",
        *(first + second for first in "○〇" for second in "○〇"),
        *(f"待{char}" for char in "定補填覆更確提核"),
        *(first + second for first in "年月" for second in " \u3000_"),
        *(first + second for first in "xｘ○〇" for second in "月年"),
    )
)
"""Every placeholder has one of these, or consists of Latin words."""
_ANY_PLACEHOLDER = re.compile(
    f"{_FIRST_SIGNS}(?:{'|'.join((_ABBREVIATION, _CROSSES, _SLOT, _PLACEHOLDER_WORDS))})", re.IGNORECASE
)
_SURE = re.compile(
    r"TBW|TODO|FIXME|TKTK|[Xx]{3,}|[Xx]{2,}(?=%)|lorem ipsum|dolor sit amet|\{\{.*\}\}"
    rf"|[\[<{{]{_TO_DO}[\]>}}]"
    rf"|[\[【〔](?:{_FILL_IN_ZH})[\]】〕]"
    r"|請填[上寫]|此處填[上寫]|請輸入|[XxＸ○〇][月年][XxＸ○〇][日月]",
    re.IGNORECASE,
)
"""Placeholders that nobody prints on purpose."""
_LATER = re.compile(r"\b(?:TBC|TBA|TBD)\b|\bto be (?:confirmed|announced|advised|decided)\b|待(?:定|確定|確認|公布)")
_CLOSED = re.compile(r"\s*[)）\]】]")
_WAITING = "有尚仍亟須需"
_TO_WRITE = say("this text is not written yet")


def check(proof: Proof) -> Iterable[Finding]:
    """Yield an error for every placeholder, a warning or hint where it may be meant."""
    sides = {
        _key(side): (side, other)
        for each in proof.all_pairs
        for side, other in ((each.en, each.tc), (each.tc, each.en))
    }
    left = {key: side for key, (side, other) in sides.items() if _is_left_open(side, other)}
    open_in_both = {key for key, (side, other) in sides.items() if _is_later(side) and _is_later(other)}
    for finding in memo.each(proof, _in_passage, plain=True):
        key = (id(finding.place.source), finding.place.loc)
        may_be_meant = finding.severity is Severity.WARNING and key in open_in_both
        is_meant = may_be_meant and _is_aside(sides[key][0], finding.place.end)
        if key not in left:
            yield replace(finding, severity=Severity.HINT) if is_meant else finding
    for side in left.values():
        yield side.finding(_TO_WRITE)


def _is_later(passage: Passage) -> bool:
    """Whether the text says TBC, or the like."""
    return any(word in passage.text for word in ("TB", "to be ", "待")) and bool(_LATER.search(passage.text))


def _key(passage: Passage) -> tuple[int, Loc]:
    return id(passage.source), passage.loc


def _is_left_open(side: Passage, other: Passage) -> bool:
    """Whether this cell or item says 待定 where the other language has its words."""
    if not _is_cell(side) or not _is_open(side) or not re.search(r"\w", side.text):
        return False
    return bool(re.search(r"\w", other.text)) and not _is_open(other) and not _LATER.search(other.text)


def _is_open(passage: Passage) -> bool:
    return bool(OPEN.fullmatch(passage.text))


def _is_cell(passage: Passage) -> bool:
    return bool({"rows", "head", "list"} & set(passage.loc))


def _is_aside(passage: Passage, end: int | None) -> bool:
    """Whether the match that ends at *end* is in brackets, a list or a table, as in a programme."""
    return bool({"rows", "list"} & set(passage.loc) or _CLOSED.match(passage.text, end or 0))


def _in_passage(passage: Passage) -> Iterable[Finding]:
    if UNWRITTEN.fullmatch(passage.text) or (_is_open(passage) and not _is_cell(passage)):
        yield passage.finding(_TO_WRITE)
        return
    if not _may_have_any(passage):
        return
    for match in _ANY_PLACEHOLDER.finditer(passage.text):
        if _is_placeholder(passage, match):
            message = say("`{found}` is a placeholder: write what belongs here", found=match[0])
            yield passage.finding(message, *match.span(), severity=_severity(match[0]))


def _may_have_any(passage: Passage) -> bool:
    """Whether a search for placeholders is worth its time."""
    if passage.prose != passage.text or not _LIKELY.isdisjoint(passage.grams):
        return True
    return any(word in passage.small for word in ("todo", "lorem ipsum", "dolor sit amet"))


def _severity(found: str) -> Severity | None:
    """WARNING for what may be meant: TBC in a programme, ____ in a form."""
    return None if _SURE.fullmatch(found) else Severity.WARNING


def _is_placeholder(passage: Passage, match: re.Match[str]) -> bool:
    found, before = match[0], passage.text[match.start() - 1 : match.start()]
    if set(passage.prose[slice(*match.span())]) == {GAP} and found.strip("_"):
        return False  # part of an address
    if re.fullmatch("[A-Za-z]+", found) and set(found.lower()) != {"x"}:
        return found.isupper()  # TBC, and not a word in small letters
    if set(found) == {"x", "X"}:
        return False  # a film, xXx
    return not (found.startswith("待") and before and before in _WAITING)
