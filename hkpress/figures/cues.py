"""Words beside a figure that qualify it: more than or under, rose or fell, below zero.

`doubts` asks whether the other language says the opposite.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum

from hkpress.figures.scanning import search_before
from hkpress.figures.values import Fact, Kind, Word


class Cue(StrEnum):
    """What a word beside a figure says about it."""

    MORE = "more"
    LESS = "less"
    MOST = "at most"
    NEAR = "nearly"
    ABOUT = "about"
    SOME = "some"
    ODD = "and more"
    UP = "up"
    DOWN = "down"
    PROFIT = "profit"
    LOSS = "loss"


OPPOSITE: frozenset[frozenset[str]] = frozenset(
    frozenset(map(str, pair))
    for pair in (
        (Cue.MORE, Cue.LESS), (Cue.MORE, Cue.MOST), (Cue.MORE, Cue.NEAR), (Cue.MORE, Cue.ABOUT), (Cue.LESS, Cue.ABOUT),
        (Cue.SOME, Cue.MORE), (Cue.SOME, Cue.LESS), (Cue.ODD, Cue.LESS), (Cue.ODD, Cue.MOST), (Cue.ODD, Cue.NEAR),
        (Cue.ODD, Cue.ABOUT),
        (Cue.UP, Cue.DOWN), (Cue.PROFIT, Cue.LOSS),
    )
)  # fmt: skip
"""Pairs of cues that contradict each other."""


@dataclass(frozen=True)
class _Language:
    """The words of one language, as patterns; `before`, `moves` and `results` are for text in small letters."""

    before: re.Pattern[str]
    ends: tuple[str, ...]
    """The possible ends of a match of `before`. hkpress does not search a text without any of them, which saves much
    time.
    """
    after: re.Pattern[str]
    moves: re.Pattern[str]
    results: re.Pattern[str]
    clause: re.Pattern[str]
    window: int


def _groups(**words: str) -> str:
    return "|".join(f"(?P<{name}>{pattern})" for name, pattern in words.items())


_ENDS = (
    "nearly", "almost", "to", "under", "approaching", "most", "than", "many", "much", "exceeding", "of", "at", "below",
    "over", "above", "exceeds", "exceed", "exceeded", "least", "surpassed", "surpassing", "surpasses", "surpass",
    "topped", "topping", "about", "around", "some", "approximately", "roughly", "circa", "a", "an", "the", "its", "hk",
    "us",
)  # fmt: skip
_FEW = "one|two|three|four|five|six|seven|eight|nine|ten|half"
_BY = rf"(?= (?:from|(?:by )?(?:about |nearly |some |over )?(?:[\dhu$]|(?:{_FEW})\b)))"
_SHARE = "(?:(?<=% )|(?<=cent )|(?<=third )|(?<=quarter )|(?<=fifth )|(?<=tenth ))"
_SPAN = "(?:(?<=year )|(?<=years )|(?<=months )|(?<=weeks )|(?<=days )|(?<=hours )|(?<=minutes ))"
"""Half a year less than planned."""
_PART_HAN = (
    "[約逾近]?(?:[\\d一二兩三四五六七八九十]+(?:成|倍|個百分點|分之)|一?半(?![數是為於在會由屬])"
    "|[一兩三四五六七八九十百千]+(?:[個名人間排日天年次班部輛隻件宗張席層米]|小時|分鐘|公里))"
)
"""What must come before more and fewer: 5% more, a third fewer."""
_MEASURED = (
    "(?:"
    + "|".join(f"(?<={word} )" for word in ("%", "cent", "points", "degree", "degrees", "millimetres", "mm"))
    + ")"
)
"""0.7 degrees above normal."""
_COUNT = f"(?:(?<=\\d )|{'|'.join(f'(?<={word} )' for word in _FEW.split('|'))})"
_THAN = (
    r"(?= than (?:last|in|a (?:year|month)|the (?:previous|same|old)|at present|now|before|planned|expected|usual)\b)"
)
"""300 more than last year."""
_ENGLISH_CUES = _Language(
    before=re.compile(
        r"\b(?:"
        + _groups(
            NEAR="nearly|almost|close to|just under|approaching",
            MOST="up to|at most|no more than|not more than|as many as|as much as|not exceeding|maximum of|ceiling of"
            "|capped at",
            LESS="less than|fewer than|under|below|short of|no longer than|(?:young|short|small|light)er than",
            MORE="more than|(?:old|(?<!no )long|tall|heavi|larg)er than|over|above|exceeding|exceeds?|exceeded"
            "|in excess of|at least|upwards of|no fewer than|no less than"
            "|not (?:less|fewer) than|minimum of|surpass(?:ed|ing|es)?|topped|topping",
            ABOUT="about|around|approximately|roughly|circa",
            SOME="some",
        )
        + r")[ *]+(?:(?:an?|the|its|hk|us)[ *]+)?[*]*$"
    ),
    ends=_ENDS,
    after=re.compile(
        _groups(
            MORE=r"[ *]*(?:or|and) (?:more|above|over)\b|-?plus\b|\+|-odd\b",
            LESS=r"[ *]*(?:or|and) (?:less|below|under|fewer)\b",
        ),
        re.IGNORECASE,
    ),
    moves=re.compile(
        r"(?=[abcdefghijlmnpqrstuw])(?<![a-z0-9_])(?:"
        + _groups(
            UP=r"rose|ris(?:es|en|ing)|rise(?= (?:of|by|to|in|from|\d)\b)|increas(?:e[sd]?|ing)|grew"
            r"|grow(?:s|n|th|ing)?|gain(?:ed|s)?|climb(?:ed|s|ing)?|surg(?:ed|es|ing|e)|jump(?:ed|s)?|soar(?:ed|s)?"
            r"|higher(?! (?:end|education|diploma|tier)\b)|upward|raised|rebound(?:ed|s)?"
            r"|boost(?:ed|s|ing)?(?= (?:[a-z]+ ){0,4}by\b)"
            r"|(?:doubl|tripl|quadrupl)(?:es|ed|ing)|expand(?:ed|s|ing)(?= (?:[a-z]+ ){0,3}by\b)|strengthened"
            r"|(?<=to )(?:double|triple|quadruple)"
            r"|(?:edged|inched|ticked) (?:up|higher)|(?<!decline )(?<!fall )(?<!drop )widen(?:ed|s|ing)"
            rf"|lift(?:ed|s|ing)?(?= (?:[a-z\d]+ ){{0,6}}by\b)|{_SPAN}more(?= than)|hike[sd]?"
            rf"|half as (?:much|many) again|{_SHARE}more\b|{_COUNT}more{_THAN}|up{_BY}|(?:go(?:es|ing|ne)?|went) up"
            rf"|recovered(?= to \d)|{_MEASURED}above\b",
            DOWN=r"fell|fall(?:s|en|ing)?(?= (?:of|by|to|in|from|\d)\b)|drop(?:s|ped|ping)?|decreas(?:e[sd]?|ing)"
            r"|declin(?:es?|ed|ing)(?! to [a-z])"
            r"|lower(?:ed|ing)?(?! (?:end|limit|bound|half|tier|range)\b)|reduc(?:e[sd]?|ing)|reductions?(?= (?:of|in))"
            r"|cutting(?= (?:[a-z]+ ){1,4}by\b)"
            r"|cuts?(?! the ribbon|-|off| off)|lost(?= \d)|shr[aiu]nk|slump(?:ed|s)?|plung(?:ed|es)|dip(?:ped|s)|slid"
            r"|(?:edged|inched|ticked) (?:down|lower)|(?<!growth )(?<!increase )(?<!rise )(?<!gain )narrow(?:ed|s|ing)"
            rf"|{_SPAN}less(?= than)|{_SHARE}(?:less|fewer)\b|{_COUNT}fewer{_THAN}|slipped|downward|lessen(?:ed)?"
            rf"|contract(?:ed|ion)|eased|weakened|tumbled|sank|retreated|halv(?:ed|es|ing)"
            rf"|down{_BY}|(?:go(?:es|ing|ne)?|went) down|shorten(?:ed|s|ing)?|down(?= to (?:[\d$]|(?:{_FEW})\b))"
            rf"|{_MEASURED}below\b",
        )
        + r")\b"
    ),
    results=re.compile(
        r"\b(?:"
        + _groups(PROFIT="profits?|surplus|earnings", LOSS="loss|deficits?")
        + r")\b(?! (?:of life|of lives|warning))"
    ),
    clause=re.compile(r"[.,;:!?()](?!\d)|\b(?:while|whereas|but|although|and)\b"),
    window=28,
)
_CHINESE_CUES = _Language(
    before=re.compile(
        "(?:"
        + _groups(
            NEAR="接近|將近|幾近|差不多|近",
            MOST="不[得可應能會]?(?:超過|多於|高於|大於|重於|長於|逾)"
            "|(?:最[多高遠長]|至多)(?:可[^，。；、]{0,3}|[^，。；、\\d的人是為]{0,2})?|上限為?|多達|高達",
            MORE="不[得可應能會]?(?:少於|低於|小於)|超過|超逾|超出|多於|高於|大於|重於|長於|最短|(?<!未)年滿|(?:至少(?!於)|最少)(?:可[^，。；、]{0,3}|[^，。；、\\d的人是為]{0,2})?|起碼|突破|逾",
            LESS="不足|少於|低於|小於|未滿|未足|未及|不到",
            ABOUT="大約|大概|(?<![合協公契租預簽節])約(?:有|需|為|達|值|耗資|佔[^，。；、\\d]{0,5})?|估計約",
        )
        + r")[ *為]*(?:港幣|hk\$|us\$|\$)?[*]*$"
    ),
    ends=tuple("近多過於逾高遠長短達為限少碼破足滿及到約有概出幣$"),
    after=re.compile(
        "[* ]*(?:個|間|名|人|元|港元|歲|年|宗|家|位|%|次|項|米|公里)?(?:"
        + _groups(ODD="[多餘]", MORE="或?以上|有多", LESS="或?以下", ABOUT="左右|上下")
        + ")"
    ),
    moves=re.compile(
        "(?=[上下連增升攀急飆躍回遞激大調高加漲微勁倍多減降跌縮削收暴低少擴揚走轉滑流貶挫])(?:"
        + _groups(
            UP=rf"連[升漲增]|調升|(?<![最至不可能會很許])多(?={_PART_HAN})|(?<!以)上升|(?<!以)上漲|(?<!以)上調|增加|增長|增至|增幅|升至|升幅|攀升|急升|飆升|躍升|躍增|回升|遞增|激增|急增|大增|調高|加幅|加價|漲幅"
            r"|微升|微增|勁升|勁增|倍增|多賺|上揚|揚升|走高|轉強|升值|擴充|擴張|擴闊|(?<!幅)擴大|(?<![每公毫新])[升增漲多](?=[約逾近]?\d)|(?<![最新])高(?=[約逾近]?\d)",
            DOWN=rf"連[跌降挫減]|[回調]跌|(?<![最至不])[減跌少](?={_PART_HAN})|(?<!以)下跌|(?<!以)下降|(?<!以)下調|減少|減至|減低|降低|降至|跌至|跌幅|降幅|減幅|調低|減價|回落|縮減|急跌|急降|微跌|微降|遞減|削減"
            r"|大減|大跌|收縮(?!壓)|暴跌|縮短|少賺|急挫|下挫|下滑|滑落|轉弱|走低|流失|貶值|挫(?=[約逾近]?\d)|(?<!幅)收窄|[跌減降低少](?=[約逾近]?\d)",
        )
        + ")"
    ),
    results=re.compile(_groups(PROFIT="盈利|純利|溢利|利潤|盈餘|順差", LOSS="虧損|赤字|逆差")),
    clause=re.compile(r"[。，；：！？（）()、](?!\d)"),
    window=12,
)
_COMPARATIVES = frozenset(["more", "less", "fewer", "higher", "lower"])
_AIM = re.compile("reduc|lower|cut|rais|gain|more|less|fewer|[多少高低]$", re.IGNORECASE)
_LANGUAGES = {"en": _ENGLISH_CUES, "zh": _CHINESE_CUES}
_NONE = re.compile(
    r"\b(?:no|not|none|never|without|nor|neither)\b(?! (?:only|just))(?:[^.,;:]|[.,](?=\d))*$", re.IGNORECASE
)
_NEGATED = {"MORE": "MOST", "LESS": "MORE"}
_MAY_NOT = re.compile(r"\b(?:must|may|can|shall|should) ?not (?:[a-z]+ ){0,4}$", re.IGNORECASE)
"""Visitors may not stay for more than 90 days, which is 90 at most."""
_NOT_HAN = re.compile("(?:不|禁|勿|毋|未(?!來)|無(?!論)|非(?!本|常|洲|政))[^，。；]{0,10}$")
_MINUS = re.compile(r"(?:(?<![^\s(（])-|\bminus |(?P<carries>負)|零下 ?)(?:攝氏)?$", re.IGNORECASE)
_AS_MUCH = re.compile(r" as (?:much|many|long|high|large|big|often|likely)\b")
_MAY_SIGNS = frozenset("可約少多至")
"""A word of a hedge with one of these may stand some signs before the figure: 約佔本港需求5%."""
_OR_SO = frozenset("多餘幾")
_MINUS_ENDS = ("-", "minus ", "Minus ", "MINUS ", "負", "零下", "零下 ", "攝氏")
_BELOW = re.compile(r"零下|負|虧|[-(（]|minus|below|loss|deficit|逆差|赤字", re.IGNORECASE)


def hedge(text: str, fact: Fact, language: str) -> Fact | None:
    """*fact* of the folded *text* with the words that hedge it, such as more than 5,000; None if there are none.

    The value is the `Cue`, as a Word.
    """
    words = _LANGUAGES[language]
    first = max(0, fact.start - words.window - 1)
    start = text[first : fact.start].lower()
    may = start.rstrip(" *").endswith(words.ends) or not _MAY_SIGNS.isdisjoint(start[-8:])
    before = words.before.search(start, min(fact.start, 1) if first else 0) if may else None
    after = words.after.match(text, fact.end)
    more = language == "zh" and (not _OR_SO.isdisjoint(fact.text) or fact.text in ("過半", "逾半"))
    vague = before and before.lastgroup in (Cue.ABOUT.name, Cue.SOME.name)
    if vague and (more or (after and after.lastgroup in (Cue.MORE.name, Cue.ODD.name))):
        return None  # about 700-odd, 約七百多
    if more:
        return _as_fact(text, fact.start, fact.end, Cue.MORE if fact.text[0] in "過逾" else Cue.ODD)
    if before and _AS_MUCH.match(text, fact.end):
        return None  # less than half as much is 減少逾一半
    where = first + before.start() if before else 0
    if before and language == "zh" and before.lastgroup in _NEGATED and search_before(_NOT_HAN, text, where, 12):
        return None  # 不可逗留超過90天
    if before and search_before(_NONE, text, where, 3 * words.window):
        if before.lastgroup not in _NEGATED or not search_before(_MAY_NOT, text, where, 40):
            return None  # no score below 5.5
        return _as_fact(text, where, fact.end, Cue[_NEGATED[before.lastgroup]])
    if before:
        return _as_fact(text, first + before.start(), fact.end, Cue[before.lastgroup or ""])
    return _as_fact(text, fact.start, after.end(), Cue[after.lastgroup or ""]) if after else None


def is_negative(text: str, fact: Fact) -> bool:
    """Whether *fact* has a minus before it, as a sign or a word."""
    if not text.endswith(_MINUS_ENDS, 0, fact.start):
        return False
    minus = search_before(_MINUS, text, fact.start, 9)
    carries = minus and minus["carries"] and fact.unit and fact.unit.sort == "weight"  # 負126磅
    return bool(minus) and not carries


def may_be_negative(text: str, fact: Fact) -> bool:
    """Whether words near *fact* say that something is below zero or, unless it is a temperature, that it fell."""
    around = text[max(0, fact.start - 40) : fact.end + 20]
    if fact.unit and fact.unit.sort in ("temperature", "fahrenheit"):
        return bool(_BELOW.search(around))
    return bool(_BELOW.search(around)) or any(
        match.lastgroup == "DOWN" for words in _LANGUAGES.values() for match in words.moves.finditer(around.lower())
    )


_RESULT_BEFORE = re.compile(
    r"\b(?:(?P<PROFIT>profits?|surplus)|(?P<LOSS>loss(?:es)?|deficits?))(?: [a-z]+){0,3}? "
    r"(?:of|was|were|at|to|reached|totall?ed|stood at|amounted to|came to) (?:about |some |over )?(?:hk|us)?\$?$"
    r"|(?:(?P<EARNED>盈利|純利|溢利|利潤|盈餘|順差)|(?P<LOST>虧損|赤字|逆差))"
    r"[^，。；、增升減跌降擴收少多]{0,4}(?:港幣|人民幣|hk\$|us\$|\$)?$",
    re.IGNORECASE,
)
_RESULT_AFTER = re.compile("的?(?:(?P<EARNED>盈利|純利|溢利|利潤|盈餘|順差)|(?P<LOST>虧損|赤字|逆差))")
_RESULTS = {"PROFIT": Cue.PROFIT, "EARNED": Cue.PROFIT, "LOSS": Cue.LOSS, "LOST": Cue.LOSS}


def result_at(text: str, fact: Fact) -> Fact | None:
    """The word right before or after *fact* that says whether it is a profit or a loss: a loss of HK$35 million."""
    match = _RESULT_AFTER.match(text, fact.end) or search_before(_RESULT_BEFORE, text, fact.start, 48)
    return _as_fact(text, match.start(), match.end(), _RESULTS[match.lastgroup or ""]) if match else None


class Moves:
    """The words for up and down in a folded text, by clause."""

    def __init__(self, text: str, language: str) -> None:
        words = _LANGUAGES[language]
        self._moves, self._near = _cue_facts(text, words.moves), words.window // 3
        self._starts = [move.start for move in self._moves]
        self._ends = [0, *(match.start() for match in words.clause.finditer(text)), len(text)] if self._moves else []
        self.result = _only(_cue_facts(text, words.results))
        """The first word for a profit or loss, if the text names only one of the two."""

    @property
    def is_empty(self) -> bool:
        """Whether the text says neither up nor down, neither profit nor loss."""
        return not self._moves and self.result is None

    def at(self, fact: Fact) -> Fact | None:
        """The word that gives the direction of *fact*'s clause; None if there is none, or if there are both."""
        if not self._moves:
            return None
        start, end = (
            self._ends[max(0, bisect_left(self._ends, fact.start) - 1)],
            self._ends[bisect_left(self._ends, fact.end)],
        )
        after = self._moves[(place := bisect_left(self._starts, fact.end)) : place + 1]
        if after and after[0].start <= fact.end + 1 and after[0].text in _COMPARATIVES:
            return after[0]
        before = self._moves[bisect_left(self._starts, start) : bisect_left(self._starts, fact.start)]
        if before and fact.start - before[-1].end <= self._near:
            return before[-1]
        return _only(self._moves[bisect_left(self._starts, start) : bisect_left(self._starts, end)])

    def only(self) -> Fact | None:
        """The first word of direction, if all such words of the text agree. To reduce and to lower do not count:
        reducing waste may also be increasing recycling.
        """
        return _only(self._moves) and _only([move for move in self._moves if not _AIM.match(move.text)])


def _cue_facts(text: str, pattern: re.Pattern[str]) -> list[Fact]:
    small = text.lower()
    matches = pattern.finditer(small if len(small) == len(text) else text)
    return [_as_fact(text, match.start(), match.end(), Cue[match.lastgroup or ""]) for match in matches]


def _only(words: list[Fact]) -> Fact | None:
    """The first of *words*, if all of them mean the same."""
    return words[0] if len({word.value for word in words}) == 1 else None


def _as_fact(text: str, start: int, end: int, cue: Cue) -> Fact:
    return Fact(Kind.WORD, Word(cue), start, end, text[start:end].strip(" *"), hard=False)


def are_opposite(one: Fact | None, other: Fact | None) -> bool:
    """Whether two words contradict each other."""
    return one is not None and other is not None and frozenset((str(one.value), str(other.value))) in OPPOSITE
