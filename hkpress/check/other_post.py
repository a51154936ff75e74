"""A post of one person that contradicts people.yaml or the other language: Chairman, 行政總裁.

The rule compares the last word of each post, in either language: a Chief Executive is a 行政總裁 or 總裁, a President a
總裁, 會長 or 校長. A person may have several posts, so the rule asks people.yaml only about posts that name no body, or
the issuer. It skips "former", "acting", 前 and 署理.

Wrong: 海港銀行主席陳大文, where people.yaml has 海港銀行行政總裁
Right: 海港銀行行政總裁陳大文

If somebody else holds the post now, change people.yaml.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from hkpress.check import memo, names, persons
from hkpress.check.finding import Finding, Place
from hkpress.check.messages import Message, say
from hkpress.check.proof import Pair, Passage, Proof, block_of
from hkpress.check.signs import HAN
from hkpress.core.diagnostics import Severity
from hkpress.figures.scanning import signs_before

CODE = "other-post"
SEVERITY = Severity.WARNING

_POSTS = """
Chairman|Chairwoman|Chairperson|Chair: 主席 董事長 會長
Vice Chairman|Vice-Chairman|Vice Chair|Vice-Chair|Vice Chairperson|Vice-Chairperson: 副主席 副董事長 副會長
Deputy Chairman|Deputy Chair|Deputy Chairperson: 副主席 副董事長 副會長
Chief Executive|Chief Executive Officer|CEO: 行政總裁 總裁 首席執行官 執行長 行政長官 總幹事 行政總監 總監 總經理
President: 總裁 會長 校長 主席 總統 院長 行長 社長 理事長
Vice President|Vice-President: 副總裁 副會長 副校長 副主席 副總統 副院長 副行長
Chief Financial Officer|CFO: 財務總監 首席財務官 首席財務總監
Chief Operating Officer|COO: 營運總監 首席營運官 首席運營官 首席營運總監 營運總裁
Managing Director: 董事總經理 總經理 行政總裁 總裁 常務董事
General Manager: 總經理 總監
Executive Director: 執行董事 總幹事 行政總監 執行總監 總監 總裁 館長 院長 所長 主任 署長 處長
Director: 署長 處長 總監 館長 院長 所長 主任 董事 局長 理事 導演 台長 社長 校長 團長
Commissioner: 署長 處長 專員 委員 關長 總監
Principal: 校長 院長
Dean: 院長
"""


def _ends(post: str, posts: Iterable[str]) -> frozenset[str]:
    """The posts with which this one ends; a 副主席 is no 主席."""
    return frozenset(each for each in posts if each == post or (post.endswith(each) and post[0] != "副"))


_POST_ROWS = [row.split(": ") for row in _POSTS.strip().splitlines()]
_MEANS = {
    **{post: frozenset(zh.split()) for en, zh in _POST_ROWS for post in en.split("|")},
    **{
        post: _ends(post, [end for _, posts in _POST_ROWS for end in posts.split()])
        for _, zh in _POST_ROWS
        for post in zh.split()
    },
}
"""The Chinese posts that a post may be: a 營運總監 is a 總監 too."""


_RANK = {post: en for en, zh in _POST_ROWS for post in en.split("|")} | {"董事長": "主席", "首席執行官": "行政總裁"}
_VICE = re.compile("Vice|Deputy|副")


def _any_post(posts: Iterable[str]) -> str:
    return "|".join(sorted(posts, key=len, reverse=True))


_EN = _any_post(post for post in _MEANS if post.isascii())
_TC = _any_post(post for post in _MEANS if not post.isascii())
_TITLES_BEFORE = r"(?:(?:Mr|Mrs|Ms|Miss|Madam|Dr|Prof|Professor|Ir|Sr|Sir|The Hon)\b\.?,? )*"
_AHEAD = re.compile(
    rf"(?P<body>(?:[\w’'&.-]+ ){{0,4}}?)\b(?P<posts>(?:{_EN})(?: (?:and|&) (?:{_EN}))?),? {_TITLES_BEFORE}$"
)
_POSTS_BEHIND = re.compile(r"(?: \([^()]*\))?, (?P<words>[^,;:.()\n]+)")
_AHEAD_TC = re.compile(rf"(?P<body>[{HAN}A-Za-z（）]*?)(?P<posts>(?:{_TC})(?:[兼及暨][{HAN}]{{0,6}}?(?:{_TC}))*)$")
_POST_EN, _POST_TC = re.compile(rf"\b(?:{_EN})\b(?!-)"), re.compile(_TC)
_ENDS_EN = frozenset(post.split()[-1] for post in _MEANS if post.isascii())
_ENDS_TC = tuple(post for post in _MEANS if not post.isascii())
_OTHER = re.compile(
    r"\b(?:former|previous|past|then|acting|deputy|assistant|associate|vice|pro|non|sub|honorary|incoming|outgoing|designate|elect"
    r"|emeritus|co|appointed|succeed\w*|as|to|who|will|was)\b|[前副候署助協非榮名時任]$|(?:前任|候任|署理|助理|協理|名譽|榮譽|時任|當時)",
    re.IGNORECASE,
)
"""Words beside a post that make it another, or another person's."""
_OURS = frozenset(["The", "Our", "Its", "His", "Her", "Group", "Bank", "Company", "Corporation", "Board", "Club"])
_OURS_TC = ("", "由", "與", "和", "本行", "本公司", "集團", "該行", "該公司")


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a warning for every such post, once: people.yaml knows more than the other language."""
    called = (name for issuer in proof.release.issuers for name in (issuer.name, issuer.short) if name)
    bodies = tuple(text for name in called for text in (name.en, name.tc))
    entries = names.named(proof)
    by_entry: list[Finding] = []
    for edition in ("en", "tc"):
        held = [(names.field(person, "name", edition), names.field(person, "post", edition)) for _, person in entries]
        known = tuple((name, post) for name, post in held if name and post)
        by_entry += memo.each(proof, _against, known, bodies, only=edition)
    yield from by_entry
    told = [finding.place for finding in by_entry]
    for _, pairs in groupby(proof.pairs, block_of):
        found = memo.block(tuple(pairs), in_block)
        yield from (each for each in found if not any(place in told for place in (each.place, *each.related)))
    for place, person in entries:
        en, tc = (names.field(person, "post", edition) for edition in ("en", "tc"))
        if _differ(_POST_EN.findall(en), _POST_TC.findall(tc)):
            yield Finding(_told(en, tc), Place(place.source, (*place.loc, "post", "tc")))


def in_block(pairs: tuple[Pair, ...]) -> Iterator[Finding]:
    """Yield a warning for a person whose posts in the two languages of a block contradict each other."""
    for (here, one), (there, other) in _in_both(pairs):
        found_en, found_tc = (_beside(text, each.start, each.end) for text, each in ((here, one), (there, other)))
        if found_en and found_tc and _differ(found_en[1], found_tc[1]):
            message = _told(f"{one.name}, {' and '.join(found_en[1])}", f"{'兼'.join(found_tc[1])}{other.name}")
            yield there.finding(message, other.start, other.end, related=(here.place(one.start, one.end),))


def _in_both(pairs: tuple[Pair, ...]) -> Iterator[tuple[tuple[Passage, persons.Named], tuple[Passage, persons.Named]]]:
    """Each person of a block's Chinese, and the same one's first mention in the English, if it can be no other."""
    tc = [(pair.tc, one) for pair in pairs for one in persons.chinese(pair.tc.text)]
    en = [(pair.en, one) for pair in pairs for one in persons.english(pair.en.text)] if tc else []
    first = {one.name: (here, one) for here, one in reversed(en)}
    alike = persons.alike(first, (other.name for _, other in tc))
    rivals = Counter(name for found in alike.values() for name in found)
    for there, other in tc:
        mine = alike.get(other.name, ())
        if len(mine) == 1 and rivals[mine[0]] == 1:
            yield first[mine[0]], (there, other)


def _against(passage: Passage, known: tuple[tuple[str, str], ...], bodies: tuple[str, ...]) -> Iterator[Finding]:
    """The known persons of a text beside a post of the same body that they do not hold."""
    posts = _POST_EN if passage.edition == "en" else _POST_TC
    for name, post in known:
        for match in re.finditer(re.escape(name), passage.prose) if name in passage.prose else ():
            found = _beside(passage, *match.span())
            if found and _is_ours(found[0], post, bodies) and _is_other(posts.findall(post), found[1]):
                message = say("people.yaml has {name} as {post}: correct one of them", name=name, post=post)
                yield passage.finding(message, *match.span())


def _beside(passage: Passage, start: int, end: int) -> tuple[str, list[str]] | None:
    """The posts beside the name, with the words that stand with them."""
    if passage.edition != "en":
        before = signs_before(passage.prose, start, 40)
        match = _AHEAD_TC.search(before) if before.endswith(_ENDS_TC) else None
        return _found(match["body"], _POST_TC.findall(match["posts"])) if match else None
    before = signs_before(passage.prose, start, 100)
    if any(end in before for end in _ENDS_EN) and (match := _AHEAD.search(before)):
        return _found(match["body"], _POST_EN.findall(match["posts"]))
    match = _POSTS_BEHIND.match(passage.prose, end)
    return _found(_POST_EN.sub("", match["words"]), _POST_EN.findall(match["words"])) if match else None


def _found(words: str, posts: list[str]) -> tuple[str, list[str]] | None:
    return (words, posts) if posts and not _OTHER.search(words) else None


def _is_ours(words: str, post: str, bodies: tuple[str, ...]) -> bool:
    """Whether the words beside a post name no body, or the one of the known *post* or an issuer."""
    if not post.isascii():
        own = _POST_TC.split(post)[0]
        return any(words == each for each in _OURS_TC) or any(
            words.endswith(each) for each in (*bodies, own, "集團") if each
        )
    ours = {word for each in (post, *bodies) for word in re.findall(r"\w+", each)} | _OURS
    return set(re.findall(r"\b[A-Z]\w*", re.sub("['’]s?\\b", "", words))) <= ours


def _differ(ones: Iterable[str], others: Iterable[str]) -> bool:
    """Whether the posts, in one language or two, cannot be the same."""
    mine, theirs = (_meanings(posts) for posts in (ones, others))
    return bool(mine and theirs) and not mine & theirs


def _is_other(held: Iterable[str], posts: Iterable[str]) -> bool:
    """Whether the person holds none of these posts, in one language. Director is short for Executive Director."""
    return bool(held) and not any(_is_same(one, other) for one in held for other in posts)


def _is_same(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    is_short = longer.endswith(shorter) or longer.startswith(f"{shorter} ")
    return _RANK.get(one, one) == _RANK.get(other, other) or (is_short and not _VICE.match(longer))


def _meanings(posts: Iterable[str]) -> frozenset[str]:
    return frozenset(meaning for post in posts for meaning in _MEANS[post])


def _told(en: str, tc: str) -> Message:
    return say("`{en}` and `{tc}` are different posts: correct one of them", en=en, tc=tc)
