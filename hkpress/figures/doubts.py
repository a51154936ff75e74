"""Finds what is probably wrong although every figure has a partner: a small word, an order, a direction, a hedge.

A person must judge each `Miss`: most are real mistakes, but not all.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice, pairwise

from hkpress.figures.cues import Moves, are_opposite, hedge, is_negative, may_be_negative, result_at
from hkpress.figures.derived import falls, is_left
from hkpress.figures.equality import same_currency, units_differ
from hkpress.figures.relations import Miss, Relation
from hkpress.figures.scanning import search_before, signs_before
from hkpress.figures.swapped import stand_with_their_words, swapped
from hkpress.figures.values import Clock, Count, Day, Fact, Kind, Money, Points, Share, Value, Weekday, Word, Years

Pairs = Sequence[tuple[Fact, Fact]]

_ALONE = (
    Kind.NUMBER, Kind.ORDINAL, Kind.MULTIPLE, Kind.HALF_YEAR, Kind.QUARTER, Kind.RANK, Kind.VAGUE, Kind.MONEY,
    Kind.TIME, Kind.FRACTION,
)  # fmt: skip
_DOZEN, _TOO_MANY = 12, 100
_AMOUNTS = (Share, Points, Money, Count)
_NEAR = 30
_FAR_APART = 100_000
_MOST_NUMBERS = 60
"""At most this many small numbers of each side are compared."""
_COMPARES = re.compile(
    r"\b(?:from|compar\w+|against|versus|vs|than|at|after|following|excluding|on top of|in addition to|besides"
    r"|further to|plus|together with|along with|as well as|but|for every|of [^,.]{0,14}$)",
    re.IGNORECASE,
)
_SUBORDINATES = re.compile(
    r"\b(?:despite|although|though|because|since|if|when|where|unless|once|provided|subject to)\b"
    r"|\b(?:for|on|with|in) (?:an?|the|its|each|every) $|\bfor \w+ of\b"
    r"|\bfor (?:(?!and\b)\w+ ){1,4}(?:under|over|below|above|worth|exceeding|up to|at least|(?:less|more) than) $",
    re.IGNORECASE,
)
"""Chinese may put what follows these words first."""
_COMPARES_ZH = re.compile("[由從較比佔於中但每繼除連]|其中|相對|[增升減跌降]至")
_OTHERS = re.compile(r"[\w-]+ (?:others?|more|further|additional|fellow|remaining)\b", re.IGNORECASE)
_BASE = re.compile(
    r"\b(?:from|compar\w+ (?:to|with)|against|versus|vs\.?|instead of(?: every)?|rather than"
    r"|(?<!more )(?<!less )(?<!fewer )than"
    r"|(?:more|less|fewer) than(?= [^,.;]*[a-z]))\b[^,.;]{0,24}$",
    re.IGNORECASE,
)
"""The figure after these words is the base of a comparison, but not that of "more than 5,000". The next pattern finds
the same in Chinese."""
_BASE_ZH = re.compile(
    r"(?:(?:[由從較]|比(?![率例重]))(?:\d{2,4}年)?(?:\d{1,2}月)?"
    r"(?:[^，。；、\d]{0,14}的|[^，。；、\d]{0,6}（|[^，。；、\d]{0,2})?"
    r"|(?:[去上前]年|上一?年度|上[一個]*(?:季度?|月|周|星期)|(?:\d{4}年)?同期|\d{4}年)(?:同期)?[則的]?(?:只?[為是有]|錄得|僅)?)"
    r"(?:約|近|逾)?(?:港幣|人民幣|HK\$|US\$|\$)?$"
)
_PART_ZH = re.compile("[其當]中")
_OF_WHICH = re.compile(r" of (?:which|whom)\b")
"""A part of what stands before it in Chinese: 47% of which are small have taken 82%."""
_PART_OF = re.compile(r" (?:out )?of (?:(?:the|its|their|our|these|those|all) )+")
_ONE_OF = re.compile(r"(?=[Oo])\bone of (?:(?:the|its|their|our|these|those|all) )+(?=[\da-z])", re.IGNORECASE)
_PART_OF_ZH = re.compile("[^，。；]{0,8}[其當]?中，?的?[有共已]?")
_SENTENCE_END = re.compile(r"[;.](?!\d)")
_CLAUSE_END = re.compile(r"[,;:(.](?!\d)|[，；：。（]|\b(?:and|while|but)\b")
_SPELT_OUT = {
    "months": re.compile(r"month|mth|\bmo\b|quarter|year|\d ?[Mm]\b|-to-", re.IGNORECASE),
    "hours": re.compile(r"hour|hr|\d ?h\b|o'clock|\d:\d", re.IGNORECASE),
}
"""An English text that means these units has one of these words somewhere: nobody leaves them out."""
_TO, _FROM = re.compile(r"\bto (?:about |some |over |HK|US)?$"), re.compile(r"\bfrom (?:about |some |over |HK|US)?$")
_FROM_ZH, _TO_ZH = re.compile("[由從][約逾近]?$"), re.compile("[至到為][約逾近]?(?:港幣)?$")


_SIDE = re.compile(
    r"\b(?:(?P<before>before|prior to|no later than)|(?P<until>until|till)|(?P<after>(?<!day )after|starting(?: from)?"
    r"|as from))(?: (?:noon|midnight|[\d.:]+ ?[ap]\.?m\.?)(?: on|,)?)?(?: on)? (?:[A-Z][a-z]+day,? )?$",
    re.IGNORECASE,
)
_SIDE_HAN = re.compile(
    "(?:（[^（）]{1,4}）)?(?:[^，。；]{0,8}[時分])?或?(?:[之以])?(?:(?P<late>後(?![天備續來面者]))|(?P<early>前(?![後往來者夕線期]))|(?P<on>起(?![點來跳])|開始))"
)
_OTHER_SIDES = {"late": ("before", "until"), "early": ("after",), "on": ("before", "until")}
_NOT_YET = re.compile(
    r"\b(?:not|no|never|none|without|only|suspen\w+|clos\w+|shut|between|from|and|or|resum\w*|reopen\w*|deadline|expire\w*|last\w*|day|hours?|minutes?|weeks?|months?|years?|"
    r"shortly|just|soon|immediately|both|either)\b|n't",
    re.IGNORECASE,
)
"""Closed until 6 pm is 下午6時後重開; a text that names two sides is not judged."""
_ON = r"(?: on)?(?: [A-Z][a-z]+day,?)? "
_STARTS_ON = re.compile(
    rf"\b(?:from|since|with effect from|commenc\w+|starts?|begins?|starting|beginning){_ON}$", re.IGNORECASE
)
_ENDS_AFTER = re.compile(
    r"[^.;,]{0,24}?(?:\b(?:to|until|till|through|and|ends?|ending) (?=[A-Z\d]|noon|midnight)|\s?[-/])"
)
_ENDS_ON = re.compile(
    rf"\b(?:ends?|ended|ending|expires?|expir(?:ed|y)|closes?|closing|deadline(?: is| of)?|last day(?: is)?){_ON}$"
)
_CLOSED_UNTIL = re.compile(rf"\b(?:closed|shut|suspended)(?: [a-z]+){{0,4}} (?:until|till){_ON}$")
_ENDS_HAN = re.compile("(?:截止?至|直至|截至|有效期?至|(?<![甚乃以及由從日時號分])至)$")
_STARTS_HAN = re.compile(
    "(?:（[^（）]{1,4}）)?(?:起(?![點來跳])|開始)(?P<closed>[^，。；]{0,6}(?:封閉|封路|關閉|休館|停業|停用|暫停|停止))?"
)
_REOPENS_HAN = re.compile("重開|重新|恢復|解封|至")
_CLOSES_HAN = re.compile("[關閉停休封截]|結束|屆滿")
_LOSS_HAN, _LOSS = re.compile("虧損|赤字|逆差"), re.compile(r"\b(?:loss|deficit)", re.IGNORECASE)
_PROFIT = re.compile(r"\b(?:profits?|surplus|earnings)\b", re.IGNORECASE)
_TIMES_HAN = re.compile("[次度回遍倍番重]")
_WITH = re.compile(r"[^.,;]{0,16}\band [^.,;]{0,12}")
_DESPITE = re.compile(r"\b(?:despite|although|though|notwithstanding)\b")
"""Chinese puts first what follows these: 1.2% less despite 0.3% more people."""
_AND, _AND_ZH = re.compile(" and "), re.compile("[個間名人位宗年月日%元]{0,2}[及和與、]")
_RISES_BY = re.compile("(?:上升|增加|增長|上漲|[升增漲])[約逾近了]?$")
_PER = re.compile(r"\b(?:per|every|age|of) $")


def _is_one_more(text: str, en: Fact, zh: Fact) -> bool:
    """Whether *zh* is one more than *en*, since the folded English *text* names that one: an award and four others."""
    if not isinstance(en.value, Count) or not isinstance(zh.value, Count) or zh.value.amount != en.value.amount + 1:
        return False
    return bool(_OTHERS.match(text, en.start))


def small_numbers(
    text: str, soft: tuple[Iterable[Fact], Iterable[Fact]], pairs: Pairs, facts: tuple[Sequence[Fact], Sequence[Fact]]
) -> Iterator[Miss]:
    """Small words without partner that count the same (eight years, 七年), or are alone of their kind on each side.

    *text* is the folded English, *soft* the small words of both texts that have no partner, *facts* all of both.
    A value that one text says more often may stand in place of one of them: two donations, two halls; 兩筆, 三所.
    One of two that count the same may have a partner that counts something else: three professors, 三面金牌.
    """
    lost_en, lost_zh = (list(islice(side, _MOST_NUMBERS)) for side in soft)
    weak = [pair for pair in pairs if _is_weak(*pair)][:_MOST_NUMBERS]
    if not lost_en and not lost_zh and not weak:
        return
    strong = {_counted_key(fact) for pair in pairs if not _is_weak(*pair) for fact in pair} if weak else set()
    weak_en, weak_zh = (
        [fact for fact in side if _counted_key(fact) not in strong]
        for side in ([en for en, _ in weak], [zh for _, zh in weak])
    )
    measures_en, measures_zh = (
        [fact for fact in side if fact.unit and fact.unit.is_measure] for side in (weak_en, weak_zh)
    )
    for side_en, side_zh, strict in (
        (lost_en, lost_zh, False),
        (lost_en, weak_zh, True),
        (weak_en, lost_zh, True),
        (measures_en, measures_zh, True),
        (_surplus(*facts) if lost_zh else [], lost_zh, False),
        ([fact for fact in lost_en if fact.text.islower()], _surplus(*facts[::-1]) if lost_en else [], False),
    ):
        for en in list(side_en):
            zh = next(
                (
                    other
                    for other in side_zh
                    if _count_the_same(en, other, strict=strict)
                    and not (strict and en.value == other.value and not units_differ(en, other))
                    and not _is_one_more(text, en, other)
                ),
                None,
            )
            if zh:
                side_en.remove(en)
                side_zh.remove(zh)
                yield Miss(en, zh, Relation.UNIT if en.value == zh.value else Relation.VALUE)
    for kind in _ALONE:
        of_en, of_zh = ([fact for fact in side if fact.kind is kind] for side in (lost_en, lost_zh))
        if len(of_en) == len(of_zh) == 1 and not _is_one(of_zh[0]) and not _is_one_more(text, of_en[0], of_zh[0]):
            yield Miss(of_en[0], of_zh[0], Relation.VALUE)


def _surplus(facts: Sequence[Fact], others: Sequence[Fact]) -> list[Fact]:
    """The counted numbers of *facts* that they say more often than *others*, the last one of each value."""
    mine, theirs = (Counter(map(_measured, side)) for side in (facts, others))
    numbers = [fact for fact in facts if fact.kind is Kind.NUMBER and fact.unit and not fact.text[0].isupper()]
    last = {_measured(fact): fact for fact in numbers}
    return [fact for key, fact in last.items() if mine[key] > max(theirs[key], 1) and theirs[key]]


def _measured(fact: Fact) -> tuple[object, ...]:
    return fact.value, fact.unit if fact.unit and fact.unit.is_measure else None


def _counted_key(fact: Fact) -> tuple[object, ...]:
    return fact.kind, fact.value, fact.unit and fact.unit.sort


def _is_short_measure(fact: Fact) -> bool:
    """Whether *fact* is a measure of one digit, which may equal a small word by chance: 2 m, 兩對."""
    return bool(fact.unit and fact.unit.is_measure) and isinstance(fact.value, Count) and fact.value.amount < 10


def _is_weak(en: Fact, zh: Fact) -> bool:
    """Whether two small numbers may be equal by chance: a second meeting and 兩位, three professors and 三面."""
    if en.kind is not zh.kind:
        return Kind.NUMBER in (en.kind, zh.kind)
    return bool(en.unit and zh.unit and en.unit.sort != zh.unit.sort)


def _count_the_same(en: Fact, zh: Fact, *, strict: bool) -> bool:
    if en.kind is zh.kind is Kind.ORDINAL:
        return strict and en.value != zh.value and Count(Fraction(1)) not in (en.value, zh.value)
    if not (en.kind is zh.kind is Kind.NUMBER and en.unit and zh.unit):
        return False
    if en.unit.is_measure or zh.unit.is_measure:
        return en.unit.sort == zh.unit.sort or (units_differ(en, zh) and en.value == zh.value)
    amounts = [fact.value.amount for fact in (en, zh) if isinstance(fact.value, Count)]
    few = len(amounts) == 2 and 1 < min(amounts) <= _DOZEN and max(amounts) < _TOO_MANY
    return few and (en.unit.sort == zh.unit.sort or (not strict and (en.unit.loose or zh.unit.loose)))


def _is_one(fact: Fact) -> bool:
    return fact.kind is Kind.NUMBER and isinstance(fact.value, Count) and fact.value.amount == 1  # 一個 is as good as a


def nouns(zh_text: str, pairs: Pairs, back: Pairs) -> Iterator[Miss]:
    """Equal numbers that count different things: 12 schools, 12名學生; 150 and 150元; five times, 五日.

    *back* has each Chinese fact with its English partner: 18間…18名 beside 18 primary schools and 18 others.
    """
    sums = [en.end for en, _ in pairs if isinstance(en.value, Money)]
    for en, zh in pairs:
        mine, yours = en.unit, zh.unit
        if (
            isinstance(zh.value, Money)
            and (zh.hard if en.kind is Kind.NUMBER else en.kind is Kind.FRACTION)
            and "元" in zh.text[-1:]
            and not any(0 < en.start - end < _NEAR for end in sums)  # closed at $0.245, up 0.013
        ):
            yield Miss(en, zh, Relation.UNIT)
        if en.kind is Kind.MULTIPLE and yours and yours.is_measure and not _TIMES_HAN.search(zh_text):
            yield Miss(en, zh, Relation.UNIT)
        if not mine or not yours or mine.loose or yours.loose or (mine.is_measure and yours.is_measure):
            continue
        if mine.sort != yours.sort and {mine.sort, yours.sort} != {"institutions", "things"}:
            yield Miss(en, zh, Relation.UNIT)
    told = {id(zh) for _, zh in pairs}
    for en, zh in back:
        if id(zh) in told:
            continue
        if isinstance(zh.value, Money) and en.kind is Kind.NUMBER and zh.hard and "元" in zh.text[-1:] and not sums:
            yield Miss(en, zh, Relation.UNIT)
        if not (mine := en.unit) or not (yours := zh.unit) or mine.loose or yours.loose:
            continue
        if {mine.sort, yours.sort} == {"people", "institutions"}:
            yield Miss(en, zh, Relation.UNIT)


def _single_pairs(pairs: Pairs) -> list[tuple[Fact, Fact]]:
    """The pairs whose values, with their measure, occur once in each language, in the English order."""
    all_en, all_zh = [_measured(en) for en, _ in pairs], [_measured(zh) for _, zh in pairs]
    if len(set(all_en)) == len(set(all_zh)) == len(pairs):
        return list(pairs)
    values_en, values_zh = Counter(all_en), Counter(all_zh)
    return [(en, zh) for en, zh in pairs if values_en[_measured(en)] == 1 and values_zh[_measured(zh)] == 1]


def _is_more(one: Value, other: Value) -> bool:
    return isinstance(one, (Money, Share)) and isinstance(other, (Money, Share)) and one.amount > other.amount


def _comparable(pairs: Pairs) -> Iterator[Pairs]:
    """The pairs that could change places: sums, shares, points, times of day, and numbers of one measure."""
    alike = defaultdict[object, list[tuple[Fact, Fact]]](list)
    for en, zh in pairs:
        if type(en.value) is type(zh.value) and zh.kind is not Kind.DISCOUNT:  # 20-30% off is 七至八折
            alike[_sort(en, zh)].append((en, zh))
    yield from (group for sort, group in alike.items() if sort and len(group) > 1)


def _sort(en: Fact, zh: Fact) -> object:
    match en.value:
        case Money() | Share() | Points() | Clock():
            return type(en.value)
        case Count() if en.kind is zh.kind is Kind.NUMBER and en.hard and zh.hard:
            measure = zh.unit if zh.unit and zh.unit.is_measure and en.unit == zh.unit else None
            return measure.name if measure and measure.name not in ("years", "pounds") else None  # 七十歲…二十年前
    return None


def _could_be_swapped(one: Value, other: Value) -> bool:
    """Whether the two could change places unseen; HK$7.85 and US$1 cannot, nor $10 and $70 million."""
    if not isinstance(one, Money) or not isinstance(other, Money):
        return True
    less, more = sorted((one.amount, other.amount))
    return same_currency(one.currency, other.currency) and more <= less * _FAR_APART


def _in_turn(pairs: Pairs, once: Pairs, facts_zh: Iterable[Fact]) -> Pairs:
    """The pairs that occur *once*, and those whose values occur equally often in both languages, one by one.

    In the English order.
    """
    if len(once) == len(pairs):
        return once
    of_zh, of_en = defaultdict[Value, list[Fact]](list), defaultdict[tuple[Value, Value], list[Fact]](list)
    for fact in facts_zh:
        of_zh[fact.value].append(fact)
    for en, zh in pairs:
        of_en[en.value, zh.value].append(en)
    found = [
        *once,
        *(
            pair
            for (_, value), facts in of_en.items()
            if 1 < len(facts) == len(of_zh[value])
            for pair in zip(facts, of_zh[value], strict=True)
        ),
    ]
    return sorted(found, key=lambda pair: pair[0].start)


def _likely_hour(fact: Fact, facts: Sequence[Fact]) -> int | None:
    """The hour of *fact*, a time without its half of the day, if it goes on from the time before it in *facts*."""
    before = [other.value for other in facts if other.start < fact.start and isinstance(other.value, Clock)]
    if not before or not before[-1].certain or not isinstance(fact.value, Clock):
        return None
    hour = fact.value.hour % 12 + before[-1].hour // 12 * 12
    return hour if (hour, fact.value.minute) > (before[-1].hour, before[-1].minute) else None


@dataclass(frozen=True)
class Sides:
    """The folded texts, all English facts that have a partner, each with it, the same of the Chinese, and all of these.

    Each pair is the English and the Chinese fact.
    """

    en: str
    zh: str
    pairs: Pairs
    back: Pairs
    facts_en: Sequence[Fact]
    facts_zh: Sequence[Fact]

    def doubts(self) -> Iterator[Miss]:
        """All doubts about figures that agree."""
        once = _single_pairs(self.pairs)
        yield from nouns(self.zh, self.pairs, self.back)
        yield from self._unnamed()
        ordered = [*self._order(_in_turn(self.pairs, once, self.facts_zh)), *self._turned(once)]
        yield from ordered or (*self._joined(once), *self._companions(once))
        yield from swapped(self.en, self.zh, once)
        yield from self._hedges(once)
        yield from self._signs(once)
        yield from self._directions(once)
        yield from self._results(once)
        yield from self._sides_of_time(once)
        yield from self._parts()
        yield from self._halves()

    def _unnamed(self) -> Iterator[Miss]:
        """Find "under 66" beside 未滿66個月, where no word of the English says what 個月 does."""
        for en, zh in self.pairs:
            unit = zh.unit
            if en.unit or not unit or unit.name not in _SPELT_OUT or en.kind is not Kind.NUMBER or not en.hard:
                continue
            if not _SPELT_OUT[unit.name].search(self.en):
                yield Miss(en, zh, Relation.UNIT)

    def _halves(self) -> Iterator[Miss]:
        """Find 7.30pm beside 上午6時45分…7時30分: the hours of a text go on in the same half of the day."""
        for en, zh in self.pairs[:_MOST_NUMBERS]:
            if not isinstance(en.value, Clock) or not isinstance(zh.value, Clock):
                continue
            if en.value.certain is zh.value.certain:
                continue
            firm, open_, facts = (en.value, zh, self.facts_zh) if en.value.certain else (zh.value, en, self.facts_en)
            if (likely := _likely_hour(open_, facts)) is not None and likely != firm.hour:
                yield Miss(en, zh, Relation.HALF_OF_DAY)

    def _parts(self) -> Iterator[Miss]:
        """Find "two of the three" beside 三宗中有一宗."""
        for part, whole in self._parts_of():
            for whole_zh, part_zh in pairwise(self.facts_zh[:_MOST_NUMBERS]):
                if (
                    whole_zh.value == whole.value
                    and isinstance(part.value, Count)
                    and isinstance(part_zh.value, Count)
                    and part.value != part_zh.value
                    and not (part_zh.unit and part_zh.unit.is_measure)
                    and _PART_OF_ZH.fullmatch(self.zh, whole_zh.end, part_zh.start)
                ):
                    yield Miss(part, part_zh, Relation.VALUE)

    def _parts_of(self) -> Iterator[tuple[Fact, Fact]]:
        """Each English part and its whole: two of the three. No fact says the "one" of "one of the"."""
        for one in _ONE_OF.finditer(self.en) if "中" in self.zh else ():
            whole = next((fact for fact in self.facts_en[:_MOST_NUMBERS] if fact.start == one.end()), None)
            if whole:
                yield Fact(Kind.NUMBER, Count(Fraction(1)), one.start(), one.start() + 3, one[0][:3], hard=False), whole
        for part, whole in pairwise(self.facts_en[:_MOST_NUMBERS]):
            if _PART_OF.fullmatch(self.en, part.end, whole.start):
                yield part, whole

    def _order(self, once: Pairs) -> Iterator[Miss]:
        """Two sums, or two shares, that are swapped while everything else keeps its place."""
        for amounts in _comparable(once):
            in_zh = sorted(range(len(amounts)), key=lambda place: amounts[place][1].start)
            odd = (
                (one, other)
                for place, (one, other) in enumerate(pairwise(amounts))
                if _could_be_swapped(one[0].value, other[0].value)
                and self._is_odd(one, other, once, turned=in_zh[place : place + 2] == [place + 1, place])
            )
            first = list(islice(odd, 2))
            if len(first) == 1 and not stand_with_their_words(self.en, self.zh, first[0]):
                [(one, other)] = first
                yield Miss(one[0], other[1], Relation.ORDER)

    def _turned(self, once: Pairs) -> Iterator[Miss]:
        """Find "from 500 to 800" beside 由800至500: the Chinese swaps the two counts."""
        for one, other in pairwise(once):
            if (
                other[1].start < one[1].start
                and all(isinstance(fact.value, Count) for fact in (*one, *other))
                and search_before(_FROM, self.en, one[0].start, 12)
                and _TO.search(self.en, max(one[0].end, other[0].start - 12), other[0].start)
                and search_before(_FROM_ZH, self.zh, other[1].start, 3)
                and _TO_ZH.search(self.zh, max(other[1].end, one[1].start - 5), one[1].start)
            ):
                yield Miss(one[0], other[1], Relation.ORDER)

    def _joined(self, once: Pairs) -> Iterator[Miss]:
        """Find "400 and 250 respectively" beside 分別為250個及400個."""
        for one, other in pairwise(once):
            if (
                other[1].start < one[1].start
                and type(one[0].value) is type(other[0].value)
                and _AND.fullmatch(self.en, one[0].end, other[0].start)
                and _AND_ZH.fullmatch(self.zh, other[1].end, one[1].start)
            ):
                yield Miss(one[0], other[1], Relation.ORDER)

    def _companions(self, once: Pairs) -> Iterator[Miss]:
        """Find "$25,000 and 12 months, against $10,000 and six months" beside 1萬元及12個月…2.5萬元及六個月."""
        told = [
            pair
            for pair in once
            if isinstance(pair[0].value, (Money, Share, Count)) and pair[0].kind is not Kind.ORDINAL
        ]
        if len(told) != 4:
            return
        in_zh = sorted(range(4), key=lambda place: told[place][1].start)
        sorts = [en.unit.sort if en.unit and en.unit.is_measure else type(en.value) for en, _ in told]
        joined = all(_WITH.fullmatch(self.en, told[place][0].end, told[place + 1][0].start) for place in (0, 2))
        if not joined or sorts[0] == sorts[1] or not sorts[:2] == sorts[2:] == [sorts[place] for place in in_zh[:2]]:
            return
        firsts, seconds = ([place for place in in_zh if place % 2 == part] for part in (0, 1))
        if (firsts == [2, 0]) is not (seconds == [3, 1]):
            yield Miss(told[0][0], told[in_zh[0]][1], Relation.ORDER)

    def _is_odd(self, one: tuple[Fact, Fact], other: tuple[Fact, Fact], once: Pairs, *, turned: bool) -> bool:
        """Whether two neighbours are in the wrong order in Chinese, which is *turned* if it is not the English one."""
        swapped = self._dates_are_swapped(one, other, once)
        if swapped is not None:
            return swapped
        if any(
            _OF_WHICH.match(self.en, pair[0].end) and search_before(_PART_ZH, self.zh, pair[1].start, 6)
            for pair in (one, other)
        ):
            return False
        if self._is_in_brackets(one) is not self._is_in_brackets(other):
            return False
        if any(
            isinstance(pair[0].value, Count) and search_before(_PER, self.en, pair[0].start, 6) for pair in (one, other)
        ):
            return False
        start, end = sorted(fact.start for fact in (one[1], other[1]))
        between = _SENTENCE_END.split(self.en[one[0].end : other[0].start])[-1]
        if _DESPITE.search(between):
            return False
        if _BASE.search(between):
            bases = [bool(search_before(_BASE_ZH, self.zh, place, 24)) for place in (start, end)]
            if bases == [False, True] or bases == [True, False]:
                in_order = one[1].start < other[1].start
                return bases[0] is in_order and (turned or in_order)
        if not turned:  # to 5% from 3% is never 由5%至3%
            to_from = search_before(_TO, self.en, one[0].start, 12) and _FROM.search(between)
            return bool(to_from and search_before(_TO_ZH, self.zh, end, 5) and one[1].start == start)
        if _SUBORDINATES.search(between):
            return False
        if _PART_ZH.search(self.zh, start, end) and _is_more(one[1].value, other[1].value):
            return True  # a part that is more than the whole
        if _COMPARES.search(between) and _COMPARES_ZH.search(self.zh, max(0, start - 20), end):
            return False
        first, last = (
            bisect_left(once, place, key=lambda pair: pair[0].start) for place in (one[0].start - 28, other[0].end + 28)
        )
        rest = [
            pair
            for pair in once[first:last]
            if pair not in (one, other) and not isinstance(pair[0].value, (Day, Years, Weekday))
        ]  # when something happened may be said first or last
        in_en = [one[0].start < pair[0].start < other[0].start for pair in rest]
        in_zh = [start < pair[1].start < end for pair in rest]
        moved = sum(mine is not yours for mine, yours in zip(in_en, in_zh, strict=True))
        amounts = [pair for pair in rest if isinstance(pair[0].value, (Money, Share, Points))]
        return moved <= 1 and all(left[1].start < right[1].start for left, right in pairwise(amounts))

    def _is_in_brackets(self, pair: tuple[Fact, Fact]) -> bool:
        """Whether a figure comes right after a bracket in both languages: 23 (41%), 23人（41%）."""
        return all(
            text[fact.start - 1 : fact.start] in ("(", "（") for text, fact in ((self.en, pair[0]), (self.zh, pair[1]))
        )

    def _dates_are_swapped(self, one: tuple[Fact, Fact], other: tuple[Fact, Fact], once: Pairs) -> bool | None:
        """Whether *one* stands with the date of *other*, and it with that of *one*; None if the dates do not tell."""
        first, last = (
            bisect_left(once, place, key=lambda pair: pair[0].start) for place in (one[0].start - 90, other[0].end + 90)
        )
        dates = [pair for pair in once[first:last] if all(isinstance(fact.value, Day) for fact in pair)]
        one_en, other_en, one_zh, other_zh = (
            {place for place, pair in enumerate(dates) if self._share_a_clause(side, fact, pair[side])}
            for side in (0, 1)
            for fact in (one[side], other[side])
        )
        if not (one_en and other_en and one_zh and other_zh) or one_en & other_en or one_zh & other_zh:
            return None
        if one_en & one_zh and other_en & other_zh:
            return False
        return True if one_en & other_zh and other_en & one_zh else None

    def _share_a_clause(self, side: int, fact: Fact, date: Fact) -> bool:
        """Whether no punctuation separates the two in the English (0) or Chinese (1)."""
        left, right = sorted((fact, date), key=lambda each: each.start)
        return right.start - left.end < 60 and not _CLAUSE_END.search((self.en, self.zh)[side], left.end, right.start)

    def _hedges(self, once: Pairs) -> Iterator[Miss]:
        for en, zh in once:
            if isinstance(en.value, (Day, Weekday, Word, Clock)):
                continue
            if falls(self.zh, zh) and is_left(self.en, en):
                continue  # less than half of last year's is 減少逾一半
            if hedged := hedge(self.en, en, "en"):
                yield from _opposed(hedged, hedge(self.zh, zh, "zh"), Relation.HEDGE)

    def _signs(self, once: Pairs) -> Iterator[Miss]:
        for en, zh in once:
            if not isinstance(en.value, (Count, Share, Money)):
                continue
            below_en, below_zh = is_negative(self.en, en), is_negative(self.zh, zh)
            text, fact = (self.zh, zh) if below_en else (self.en, en)
            rises = below_en and search_before(_RISES_BY, self.zh, zh.start, 4)
            if below_en != below_zh and (rises or not may_be_negative(text, fact)):
                yield Miss(en, zh, Relation.SIGN)

    def _directions(self, once: Pairs) -> Iterator[Miss]:
        moves_zh = Moves(self.zh, "zh")  # first, since it is found in less time
        if moves_zh.is_empty or (moves_en := Moves(self.en, "en")).is_empty:
            return
        amounts = ((en, zh) for en, zh in once if isinstance(en.value, _AMOUNTS) and isinstance(zh.value, _AMOUNTS))
        words = [(moves_en.at(en), moves_zh.at(zh)) for en, zh in amounts]
        opposed = dict.fromkeys(pair for pair in words if are_opposite(*pair))
        for one, other in opposed or [(moves_en.only(), moves_zh.only())]:
            yield from _opposed(one, other, Relation.DIRECTION)
        yield from _opposed(moves_en.result, moves_zh.result, Relation.RESULT)

    def _results(self, once: Pairs) -> Iterator[Miss]:
        """Find "a loss of $35 million, against a profit" beside 盈利3,500萬元…虧損: each text names both."""
        if not _LOSS_HAN.search(self.zh) or (_LOSS.search(self.en) and not _PROFIT.search(self.en)):
            return
        for en, zh in once:
            if isinstance(en.value, (Money, Share)) and (said := result_at(self.en, en)):
                yield from _opposed(said, result_at(self.zh, zh), Relation.RESULT)

    def _sides_of_time(self, once: Pairs) -> Iterator[Miss]:
        """Find "before 15 June" beside 6月15日後, and "open until 31 March" beside 3月31日起."""
        for en, zh in once:
            if not isinstance(en.value, (Day, Clock)):
                continue
            yield from self._ends_and_starts(en, zh)
            if not (before := search_before(_SIDE, self.en, en.start, 24)):
                continue
            after = _SIDE_HAN.match(self.zh, zh.end)
            side = before.lastgroup or ""
            if (
                after
                and side in _OTHER_SIDES[after.lastgroup or ""]
                and not _NOT_YET.search(self.en, max(0, en.start - 80), en.end + 12)
            ):
                yield Miss(_up_to(self.en, before.start(), en), _up_to(self.zh, after.end(), zh), Relation.CONTRAST)

    def _ends_and_starts(self, en: Fact, zh: Fact) -> Iterator[Miss]:
        """Find "from 1 July" beside 至7月1日, "closes on" beside 7月1日起, "closed until" beside 7月1日起封閉."""
        before = signs_before(self.en, en.start, 48)
        ends_zh = search_before(_ENDS_HAN, self.zh, zh.start, 8)
        starts_zh = _STARTS_HAN.match(self.zh, zh.end)
        if ends_zh:
            is_end = any(other.end >= ends_zh.start() - 1 and other.start < zh.start for other in self.facts_zh)
            if (start := _STARTS_ON.search(before)) and not is_end and not _ENDS_AFTER.match(self.en, en.end):
                yield Miss(
                    _up_to(self.en, en.start - len(start[0]), en),
                    _up_to(self.zh, ends_zh.start(), zh),
                    Relation.CONTRAST,
                )
        elif starts_zh:
            closed = starts_zh["closed"]
            end = (_CLOSED_UNTIL if closed else _ENDS_ON).search(before)
            if end and not (_REOPENS_HAN if closed else _CLOSES_HAN).search(self.zh):
                yield Miss(
                    _up_to(self.en, en.start - len(end[0]), en), _up_to(self.zh, starts_zh.end(), zh), Relation.CONTRAST
                )


def _up_to(text: str, place: int, fact: Fact) -> Fact:
    """*fact* of *text* with the words up to the *place* before or after it."""
    start, end = min(place, fact.start), max(place, fact.end)
    return replace(fact, start=start, end=end, text=text[start:end])


def _opposed(en: Fact | None, zh: Fact | None, relation: Relation) -> Iterator[Miss]:
    if en and zh and are_opposite(en, zh):
        yield Miss(en, zh, relation)
