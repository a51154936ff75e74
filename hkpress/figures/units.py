"""Units of measurement and counted nouns: what a number counts, in both languages.

`MEASURES` is the table, one row for each unit: its name, its sort, its size in the first unit of its sort (so that 90
minutes and 1.5 hours are the same), its signs (capitals as written), its English words in the singular, its Chinese
words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction

MEASURES = """
nm             | length      | 1e-9       | nm                | nanometre              | 納米
µm             | length      | 1e-6       | µm, μm            | micrometre, micron     | 微米
mm             | length      | 1e-3       | mm, MM            | millimetre             | 毫米
cm             | length      | 0.01       | cm, CM            | centimetre             | 厘米, 公分, 釐米
m              | length      | 1          |                   | metre                  | 米, 公尺
km             | length      | 1000       | km, kms, KM, kph  | kilometre              | 公里, 千米
inches         | length      | 0.0254     |                   | inch                   | 吋, 英寸
feet           | length      | 0.3048     | ft                | feet, foot             | 英尺
yards          | length      | 0.9144     |                   | yard                   | 英碼
miles          | length      | 1609.344   | mph               | mile                   | 英里, 哩
nautical miles | length      | 1852       |                   | nautical mile, knot    | 海里, 浬
light years    | length      | 9.46e15    |                   | light year             | 光年
sq mm          | area        | 1e-6       | mm²               | sq millimetre          | 平方毫米
sq cm          | area        | 1e-4       | cm²               | sq centimetre, sq cm   | 平方厘米
sq m           | area        | 1          | m², m2, sqm       | sq metre, sq m         | 平方米, 平方公尺
sq km          | area        | 1000000    | km², km2, sqkm    | sq kilometre, sq km    | 平方公里
sq ft          | area        | 0.09290304 | ft², ft2, sqft    | sq feet, sq foot, sq ft | 平方呎, 方呎, 平方尺, 平方英尺
sq ft          | area        | 0.09290304 | s.f., sf          |                        |
sq miles       | area        | 2589988    |                   | sq mile                | 平方英里
hectares       | area        | 10000      | ha                | hectare                | 公頃
mu             | area        | 666.6667   |                   | mu                     | 畝
acres          | area        | 4046.856   |                   | acre                   | 英畝
ml             | volume      | 1e-3       | ml, mL            | millilitre             | 毫升
litres         | volume      | 1          | L                 | litre                  | 公升, 升
m³             | volume      | 1000       | m³, m3            | cubic metre            | 立方米
million m³     | volume      | 1e9        | mcm               |                        | 百萬立方米
cu ft          | volume      | 28.31685   |                   | cubic feet, cubic foot | 立方呎, 立方英尺
gallons        | volume      | 3.785      |                   | gallon                 | 加侖
µg             | weight      | 1e-9       | µg, μg, mcg       | microgram, microgramme | 微克
mg             | weight      | 1e-6       | mg                | milligram, milligramme | 毫克
g              | weight      | 1e-3       | g                 | gram, gramme           | 克
kg             | weight      | 1          | kg, kgs, KG       | kilogram, kilogramme, kilo | 公斤, 千克
tonnes         | weight      | 1000       |                   | tonne, ton, metric ton, metric tonne | 公噸, 噸
pounds         | weight      | 0.4536     | lb, lbs           |                        | 磅
ounces         | weight      | 0.02835    | oz                | ounce                  | 安士, 盎司
catties        | weight      | 0.60478    |                   | catty, catties         | 斤
taels          | weight      | 0.0377994  |                   | tael                   | 司馬兩, 両
ms             | time        | 1e-3       | ms                | millisecond            | 毫秒
seconds        | time        | 1          | s, sec, secs      | second                 | 秒鐘, 秒
minutes        | time        | 60         | min, mins         | minute                 | 分鐘
hours          | time        | 3600       | h, hr, hrs        | hour                   | 小時, 鐘頭
days           | time        | 86400      |              | day                    | 工作天, 工作日, 交易日, 整天, 天, 日
weeks          | time        | 604800     | wk, wks           | week                   | 星期, 禮拜, 周, 週
fortnights     | time        | 1209600    |                   | fortnight              |
nights         | nights      | 1          |                   | night                  | 夜, 晚
months         | months      | 1          |                   | month                  | 個月
quarters       | months      | 3          |                   |                        | 季度
years          | months      | 12         | yr, yrs           | year              | 周年, 週年, 周歲, 足歲, 年, 歲, 載
kB             | data        | 1e3        | kB, KB            | kilobyte               |
MB             | data        | 1e6        | MB                | megabyte               | 兆位元組
GB             | data        | 1e9        | GB                | gigabyte               | 吉位元組
TB             | data        | 1e12       | TB                | terabyte               | 太位元組
PB             | data        | 1e15       | PB                | petabyte               |
kbps           | data rate   | 1e3        | kbps, Kbps        | kilobit                | 千位元
Mbps           | data rate   | 1e6        | Mbps              | megabit                | 兆位元
Gbps           | data rate   | 1e9        | Gbps              | gigabit                | 吉位元
W              | power       | 1          | W                 | watt                   | 瓦特, 瓦
kW             | power       | 1e3        | kW, KW            | kilowatt               | 千瓦
MW             | power       | 1e6        | MW                | megawatt               | 兆瓦, 百萬瓦
GW             | power       | 1e9        | GW                | gigawatt               | 吉瓦, 十億瓦
Wh             | energy      | 1          | Wh                | watt hour              | 瓦時
kWh            | energy      | 1e3        | kWh, KWh, kwh     | kilowatt hour          | 千瓦時, 千瓦小時, 度電
MWh            | energy      | 1e6        | MWh               | megawatt hour          | 兆瓦時, 兆瓦小時
GWh            | energy      | 1e9        | GWh               | gigawatt hour          | 吉瓦時, 吉瓦小時
TWh            | energy      | 1e12       | TWh               | terawatt hour          | 太瓦時
V              | voltage     | 1          | V                 | volt                   | 伏特, 伏
kV             | voltage     | 1e3        | kV, KV            | kilovolt               | 千伏特, 千伏
kVA            | apparent power | 1e3     | kVA, KVA          |                        | 千伏安
MVA            | apparent power | 1e6     | MVA               |                        | 兆伏安
mAh            | charge      | 1e-3       | mAh               | milliamp hour, milliampere hour | 毫安時, 毫安小時
Ah             | charge      | 1          | Ah                | amp hour, ampere hour | 安時, 安培小時
µSv            | radiation   | 1e-6       | µSv, μSv          | microsievert           | 微希沃特, 微希
mSv            | radiation   | 1e-3       | mSv               | millisievert           | 毫希沃特, 毫希
mmol           | substance   | 1          | mmol              | millimole              | 毫摩爾
lumens         | light       | 1          | lm                | lumen                  | 流明
pixels         | pixels      | 1          | px                | pixel                  | 像素
megapixels     | pixels      | 1e6        | MP                | megapixel              |
kPa            | pressure    | 10         | kPa               | kilopascal             | 千帕斯卡, 千帕
carats         | carats      | 1          | ct                | carat                  | 克拉, 卡拉
kcal           | food energy | 1          | kcal              | kilocalorie, calorie   | 千卡, 卡路里
Hz             | frequency   | 1          | Hz                | hertz                  | 赫茲, 赫
kHz            | frequency   | 1e3        | kHz               | kilohertz              | 千赫
MHz            | frequency   | 1e6        | MHz               | megahertz              | 兆赫
GHz            | frequency   | 1e9        | GHz               | gigahertz              | 吉赫
hPa            | pressure    | 1          | hPa               | hectopascal            | 百帕斯卡, 百帕
mmHg           | pressure    | 1.333      | mmHg              | mm hg                  | 毫米汞柱, 毫米水銀柱
dB             | sound       | 1          | dB, dBA           | decibel                | 分貝
°C             | temperature | 1          | °C, ℃             | degrees celsius, degrees c | 攝氏度, °C, ℃
°F             | fahrenheit  | 1          | °F, ℉             | degrees fahrenheit, degrees f | 華氏度, °F, ℉
"""


@dataclass(frozen=True)
class Unit:
    """What a number counts.

    `sort` is what is measured (length, time) or counted (people, institutions, things). `size` is None for what is
    counted. A `loose` unit may be another one: m may stand for millions.
    """

    name: str
    sort: str
    size: Fraction | None = field(default=None, compare=False)
    loose: bool = False

    @property
    def is_measure(self) -> bool:
        return self.size is not None

    def __str__(self) -> str:
        return self.name


PEOPLE, BODIES = Unit("people", "people"), Unit("institutions", "institutions")
THINGS = Unit("things", "things", loose=True)
"""What else is counted, by a noun in the plural or a measure word."""
OBJECTS = Unit("things", "things")
"""Things that are not persons."""

_PEOPLE = """
person student pupil learner employee worker visitor passenger guest patient doctor nurse teacher academic professor
resident participant respondent attendee spectator runner athlete player swimmer cyclist youth youngster adult senior
graduate undergraduate postgraduate researcher scientist engineer professional expert scholar volunteer officer boy girl
male female speaker judge entrepreneur trainee intern shopper tourist traveller driver applicant candidate voter
shareholder director leader representative delegate journalist reporter artist performer musician dancer singer actor
survivor victim firefighter recipient awardee practitioner interviewee citizen inhabitant prisoner offender pensioner
carer caregiver toddler infant pedestrian member buyer racegoer master contestant
inmate suspect defendant villager jockey fencer golfer parent mother father guardian mentor
coach trainer panellist conductor soloist composer author writer editor curator lawyer barrister solicitor accountant
chef fan cleaner guard helper labourer cadet soldier veteran refugee migrant newborn motorist commuter rider
"""
_PEOPLE_AT_ONCE = """
people children men women staff elderly alumni firemen policemen secretaries ministers crew babies persons personnel
"""
_BODIES = """
school college kindergarten firm enterprise hospital clinic shop store outlet restaurant bank hotel museum institution
institute organisation organization office centre center agency start-up startup supermarket cinema theatre room
"""
_BODIES_AT_ONCE = "universities companies libraries factories pharmacies branches premises"
_OBJECTS = """
department ward station district flat building project lift vehicle bus train truck lorry ship vessel vaccine
car taxi ferry aircraft flight route bridge tunnel tree work artefact exhibit painting photograph book film song concert
machine computer camera device robot satellite battery charger sample box bottle packet meal
site space park beach reservoir pool playground field court village street estate stall shelter studio workshop
goal paper patent article language product island bird dog cat dolphin horse turtle flower drone panel turbine
kitchen toilet floor storey lane track pier berth container parcel letter website transaction loan contract agreement
tender proposal recommendation measure sculpture painting mural stamp coin banknote game match race
"""
_NOUNS = {f"{noun}s": PEOPLE for noun in _PEOPLE.split()} | {f"{noun}s": BODIES for noun in _BODIES.split()}
_NOUNS |= {f"{noun[:-1]}ies": BODIES for noun in _BODIES.split() if noun.endswith("cy")}
_NOUNS |= dict.fromkeys(("countries", "cities", "territories", "economies", "laboratories", "batteries"), OBJECTS)
_NOUNS |= {f"{noun}{'es' if noun.endswith(('s', 'x', 'ch')) else 's'}": OBJECTS for noun in _OBJECTS.split()}
_NOUNS |= dict.fromkeys(_PEOPLE_AT_ONCE.split(), PEOPLE) | dict.fromkeys(_BODIES_AT_ONCE.split(), BODIES)
_NO_NOUN = """
of in on at to for from with by and or but than is are was were has have had will would can could may as the a an its
their his her who which that when while during into over under between per after before since until against more less
one two three four five six seven eight nine ten
this these those it they we he she be been being not up down years year months month times days hours
"""
"""The noun that a number counts comes before any of these words."""
_ADJECTIVE = (
    "working|business|calendar|consecutive|straight|full|more|extra|additional|academic|financial|school|whole|other"
    "|further|long|official|trading"
)

_MEASURE_WORDS = {PEOPLE: "人次 人 名 位", BODIES: "間 家 所"} | {
    THINGS: " ".join(
        "個項宗份條座輛架艘幢棟隊組張部台套件枚面幅場次屆篇本冊首隻頭匹棵株戶伙類種款批期層顆粒片塊對雙班站區罐箱瓶盒袋包桶樽串碟盆集頁題堂科"
        "局餐杯碗齣幀幕束尊軸闋針劑枝盞籃股"
    )
}
_NOT_BEFORE = {  # 六周年, 三年級, 五位數 …
    "周": "年歲刊報邊圍末會", "週": "年刊末會", "年": "級代前後", "日": "本圓報圜", "升": "至幅級讀降學班格值穿",
    "克": "拉服", "瓦": "片斯", "人": "仔民工", "名": "額單列", "位": "數置元於", "晚": "上間會宴報", "夜": "間晚市",
    "家": "庭長屬居境", "所": "有以得需在", "間": "接", "度": "假身過數", "尺": "寸碼", "項": "目", "次": "席要",
    "層": "面次", "碼": "頭", "期": "間待望", "部": "門分", "面": "積對", "區": "內議", "班": "房級", "天": "文氣",
    "個": "人別體性案", "載": "客貨重人有入",
    "包": "括含裝圍機", "科": "技學研目", "局": "面長部", "集": "團體會合資中", "堂": "食區", "餐": "廳飲",
    "題": "目材",
}  # fmt: skip


def _rows() -> Iterator[tuple[Unit, Iterable[str], Iterable[str], Iterable[str]]]:
    for row in MEASURES.strip().splitlines():
        name, sort, size, *spelt = (cell.strip() for cell in row.split("|"))
        signs, words, han = (filter(None, cell.split(", ")) for cell in spelt)
        yield Unit(name, sort, Fraction(size)), signs, words, han


_SIGNS: dict[str, Unit] = {}
_UNIT_BY_WORD: dict[str, Unit] = {}
_UNIT_BY_HAN: dict[str, Unit] = {}
for _unit, _signs, _words, _han in _rows():
    _SIGNS |= dict.fromkeys(_signs, _unit)
    _UNIT_BY_WORD |= dict.fromkeys(_words, _unit)
    _UNIT_BY_HAN |= dict.fromkeys(_han, _unit)
_NAMED = {unit.name: unit for unit in _UNIT_BY_HAN.values()}
for (
    _table,
    _spelling,
    _name,
) in (  # what may be another unit too: millions, degrees of a circle, square feet; or a place: yards that build ships
    (_SIGNS, "m", "m"),
    (_UNIT_BY_WORD, "degree", "°C"),
    (_UNIT_BY_WORD, "yard", "yards"),
    (_UNIT_BY_HAN, "度", "°C"),
    (_UNIT_BY_HAN, "呎", "feet"),
    (_UNIT_BY_HAN, "碼", "yards"),
    (_UNIT_BY_HAN, "尺", "feet"),
):
    _table[_spelling] = replace(_NAMED[_name], loose=True)
for _unit, _measure_words in _MEASURE_WORDS.items():
    _UNIT_BY_HAN |= dict.fromkeys(_measure_words.split(), _unit)


def _longest_first(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


POUNDS = replace(_NAMED["pounds"], loose=True)
SECONDS, MINUTES, HOURS, WEEKS = (_NAMED[name] for name in ("seconds", "minutes", "hours", "weeks"))
MONTHS_LONG, YEARS_LONG = (_NAMED[name] for name in ("months", "years"))
ENGLISH_SYMBOLS = _longest_first(_SIGNS.keys() - {"W", "L", "V"})
"""m, km, kWh: to be matched with capitals as they are. Building 17W has no watts, and Saturn V no volts."""

_COMPOUND = "square|sq\\.?|cubic|nautical|light|degrees|metric|(?:kilo|mega|giga|tera)?watt(?=[ -]hour)|mm"
_ENGLISH_UNIT = re.compile(
    rf"[ -]?(?:(?:{_ADJECTIVE}) )?"
    rf"((?:(?i:{_COMPOUND})[ -]|sq\.(?=m|km|ft))?(?:[A-Za-z]{{1,14}}|[°℃℉µμ][A-Za-z]{{0,2}})[²³23]?)(?![A-Za-z0-9])"
)
_ENGLISH_TAIL = re.compile(rf"(?:(?<=\d) ?({ENGLISH_SYMBOLS}|sq\.? ?(?:ft|m|km))|[ -]([a-z]+))$")
STOPS = frozenset(_NO_NOUN.split())
_FOLLOWING = re.compile(r"[ -]([A-Za-z][A-Za-z'-]*)")
_HAN_UNIT = "|".join(
    re.escape(word) + (f"(?![{_NOT_BEFORE[word]}])" if word in _NOT_BEFORE else "")
    for word in sorted(_UNIT_BY_HAN, key=len, reverse=True)
)
_CHINESE_UNIT = re.compile(rf"[多餘幾]? ?(?:個 ?)?({_HAN_UNIT}|(?:{ENGLISH_SYMBOLS})(?![A-Za-z0-9]))")
_CHINESE_TAIL = re.compile(rf"(?:({_longest_first(_UNIT_BY_HAN)})半?|(?<=\d) ?({ENGLISH_SYMBOLS}))$")


def unit_named(typed: str) -> Unit | None:
    """The unit of an English sign or word, such as km, sq. ft or hours; None for another word."""
    if typed in _SIGNS:
        return _SIGNS[typed]
    name = re.sub(
        r"^(?:square[ -]|sq\.?[ -]?)", "sq ", typed.lower().replace("meter", "metre").replace("liter", "litre")
    )
    name = name.replace("-", " ")
    return (
        _UNIT_BY_WORD.get(name)
        or _UNIT_BY_WORD.get(name.removesuffix("s"))
        or _UNIT_BY_WORD.get(name.removesuffix("es"))
    )


def english_unit(text: str, start: int, end: int) -> tuple[Unit | None, int]:
    """What the number from *start* to *end* of the English *text* counts, and where its measure ends.

    That is None, and *end*, where no unit stands there.
    """
    if not text[start:end].isdigit() and (tail := _ENGLISH_TAIL.search(text, start, end)):
        unit = unit_named(tail[1] or tail[2])
        if unit:
            return unit, end
    if match := _ENGLISH_UNIT.match(text, end):
        unit = unit_named(match[1])
        if unit and not _is_no_unit(unit, text[start : match.end()], text, match.end()):
            return unit, match.end()
    if _OLDER.match(text, end):
        return YEARS_LONG, end
    noun = _english_noun(text, end)
    first = max(0, start - 24)
    aged = _AGED.search(text, first, start) if "ge" in text[first:start].lower() else None
    if not noun and not aged and _AGE.match(text, start) and _NAMED_BEFORE.search(text, first, start):
        return replace(YEARS_LONG, loose=True), end
    return YEARS_LONG if aged and not (aged["others"] and noun) else noun, end


def _is_no_unit(unit: Unit, typed: str, text: str, end: int) -> bool:
    """Whether the word is none after all: three second prizes, 400 day pupils, 40 TB patients; but 0.03 second."""
    noun = _ATTRIBUTE.search(typed) or unit.sort == "data"
    return bool(noun) and ("second" in typed or _english_noun(text, end) is PEOPLE)


_ATTRIBUTE = re.compile(r"(?:^|[^.\d])\d{1,3}(?:,\d{3})* (?:day|night|second)$|[a-z] (?:day|night|second)$")
_AGE, _NAMED_BEFORE = re.compile(r"[1-9]\d(?=[,)])"), re.compile(r"[A-Z][a-z]+(?:, | \()$|[a-z]{3}, $")
"""Mr Wong (62), and the driver, 62, was."""
_OLDER = re.compile(r" (?:or|and) (?:older|younger)\b")
"""65 or older."""
_AGED = re.compile(
    r"\bage[sd]?(?: (?:of|between|from|over|under|about|was|is|at|limit|stood|being|range|below|above)){0,2}:? "
    r"(?P<others>(?:(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten)(?:, | and | to | or |-)){0,3})$",
    re.IGNORECASE,
)
"""Aged 29 and 34; but aged 22 to 61, 12 employers."""


def _english_noun(text: str, end: int) -> Unit | None:
    """The noun in the plural within the next words: seven medical staff, 12 secondary schools."""
    plural = None
    for step in range(4):
        match = _FOLLOWING.match(text, end)
        if not match or (word := match[1].lower().rstrip("'")) in STOPS - {"and"} or (word == "and" and step in (0, 3)):
            break
        if word in _NOUNS and not (plural and _NOUNS[word] is OBJECTS):  # two sides signed five agreements
            return _NOUNS[word]
        if step == 0 and text[end] == "-" and f"{word}s" in _NOUNS:
            return _NOUNS[f"{word}s"]  # a nine-member panel
        if plural is None and word.endswith("s") and not word.endswith(("ss", "'s")) and len(word) > 3:
            plural = THINGS
        end = match.end()
    return plural


def chinese_unit(text: str, start: int, end: int) -> tuple[Unit | None, int]:
    """As `english_unit`, of the folded Chinese *text*."""
    if not text[start:end].isdigit() and (tail := _CHINESE_TAIL.search(text, start, end)):
        return _UNIT_BY_HAN.get(tail[1]) or _SIGNS[tail[2]], end
    match = _CHINESE_UNIT.match(text, end)
    if not match:
        return None, end
    unit = _UNIT_BY_HAN.get(match[1]) or _SIGNS[match[1]]
    if match[1] == "度":
        unit = _degree(text, start, end) or unit
    return unit, match.end(1) if unit.is_measure else end


_TO_DEGREE = re.compile(r"(?:負|零下|-)?[\d.]{1,5}度?[至到、及和-]$")


def _degree(text: str, start: int, end: int) -> Unit | None:
    """What 度 is after the number from *start* to *end* of the Chinese *text*: a unit of heat or of electricity."""
    before = _TO_DEGREE.sub("", text[max(0, start - 14) : start])  # 攝氏2至8度
    if before.endswith(("華氏", "攝氏")) or before[:-1].endswith(("華氏", "攝氏")):
        return _NAMED["°F" if "華" in before[-3:] else "°C"]
    is_power = text[end - 1 : end] in ("萬", "億") or ("電" in before and "溫" not in before)
    return _NAMED["kWh"] if is_power else None


def quantity(amount: Fraction, unit: Unit | None) -> tuple[str, Fraction] | None:
    """The amount in the first unit of its sort, so that km and m compare; None for counted nouns."""
    return (unit.sort, amount * unit.size) if unit and unit.size is not None else None
