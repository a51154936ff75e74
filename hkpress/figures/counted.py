"""Nouns after equal numbers that cannot mean the same: 350 beds and 350間房, 88 buses and 88輛的士, 88 metres and 88層.

`_NOUNS` is the table, one row for each thing: its English words, its Chinese words. Two rows contradict each other only
if neither text has a word of the other's row anywhere, since a translation may choose what it counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property

from hkpress.core.characters import COMMON_HAN
from hkpress.figures.relations import Miss, Relation
from hkpress.figures.scanning import LOOKAROUND
from hkpress.figures.units import THINGS
from hkpress.figures.values import Count, Fact, Kind

_NOUNS = """
bed|bedspace|hostel place: 病床 床 牀 宿位 宿額
room|guestroom|bedroom|suite|ward: (?<![廠庫班機藥票營廚劏])房(?![屋地產價貸署委租協東型車]) 室(?!內) 病房
flat|apartment|home|house|household|family|families: 單位 伙 戶 住宅 家庭 房屋 公屋 居屋 洋房 別墅
floor|storey|story|level|deck: 樓層 層(?!面|次) 樓(?![宇梯市盤價])
block|tower|building|house|skyscraper: 座(?![位談駕標]) 幢 棟 大廈 大樓 樓宇
bus|minibus|coach|shuttle|double-decker: 巴士 小巴 旅遊車 大巴 班車 客車 單層 雙層
taxi|cab: 的士 計程車 出租車
train|tram: 列車 火車 電車 輕鐵 車卡
ferry|ferries|ship|vessel|boat|yacht|tanker|cruise: 船隻 船 渡輪 輪(?![候流椅胎]) 艇 艘
aircraft|plane|jet|helicopter|airliner|flight: 飛機 客機 機(?![構會場器械關制]) 航班 班次 架次
seat|capacity: 座位 席 座
table: 桌 枱 檯 圍 席
parking space|parking place|car park space|parking bay|space: 泊車位 停車位 車位 泊位
stall|booth|exhibitor|hawker: 攤位 檔位 檔口 攤 檔 展位 展商 小販
school|college|kindergarten|universit(?:y|ies)|institution|institute: 學校 中學 小學 院校 大學 幼稚園 學院 校
hospital|clinic|centre: 醫院 診所 中心
project|scheme|initiative|proposal|work: 項目 計劃 方案 工程 作品
tree|sapling|seedling|shrub: 樹木 樹苗 樹 植物 苗 棵
flower|bloom|orchid|peon(?:y|ies): 花卉 鮮花 盆花 花 玫瑰 蘭
call|enquir(?:y|ies)|telephone: 電話 來電 致電 查詢 求助 通話
email|e-mail|letter|message: 電郵 信 郵件 訊息 短訊
book|title|volume|novel|publication: 書籍 圖書 書 冊 小說 著作 刊物
newspaper|magazine|journal: 報章 報紙 雜誌 期刊
bridge|footbridge|flyover|viaduct: 橋樑 橋
tunnel|subway: 隧道 地道 隧
lift|elevator: 升降機 (?<!扶手)電梯 升降台
escalator|travellator: 扶手電梯 自動梯 自動行人
gold medal|golds?: 金牌 金
silver medal|silvers?: 銀牌 銀
bronze medal|bronzes?: 銅牌 銅
dolphin|porpoise|whale: 海豚 鯨
turtle|tortoise: 海龜 龜
dog|pupp(?:y|ies): 狗隻 犬隻 狗 犬
cat|kitten: 貓隻 貓
horse|pon(?:y|ies): 馬匹 馬
bird: 雀鳥 鳥 雀 鴿 鷺
pig: 豬隻 豬
chicken|poultry|duck|goose|geese: 雞隻 雞 禽 鴨 鵝
cow|cattle|buffalo|buffaloes: 牛隻 牛
countr(?:y|ies)|nation|econom(?:y|ies)|market|jurisdiction|territor(?:y|ies): 國家 國 經濟體 市場 地區 地方 司法 地
cit(?:y|ies)|province|district|town: 城市 省份 市鎮 城 市 省 區 地方 地區 縣
language|dialect: 語言 方言 語文 語 文 話
doctor|physician|surgeon: 醫生 醫師 醫護 醫
nurse|midwi(?:fe|ves): 護士 護理員 護理人員 助產士 護
teacher|lecturer|professor|academic|educator: 教師 老師 導師 師 教授 學者 教員 教學 講師
student|pupil|child|children|youth|youngster|teenager|undergraduate|graduate: 學生 學童 兒童 孩 青 生 少年 學員 童
patient|case: 病人 患者 病者 個案 病
engineer|architect|surveyor|technician: 工程師 建築師 測量師 技術員 技工 技術人員 人員 工程人員
worker|employee|labourer|staff: 工人 員工 僱員 勞工 工友 職工 人手 打工 人員 職員 工作者 社工 護理員 工程人員
chef|cook|waiter|waitress: 廚師 大廚 主廚 廚 侍應
site: 地盤 工地 地點 遺址 用地 場地 中心 網站 醫院 地 點 處
company|companies|firm|business|businesses|corporation|enterprise: 公司 企業 商戶 商號 集團 企 商
restaurant|eatery|eateries|cafe|canteen: 餐廳 食肆 酒樓 茶餐廳 餐館 食店 店
shop|store|outlet|retailer: 商店 商舖 店舖 門市 分店 零售商 便利點 點 店 舖 商戶
dose|jab|shot: 劑 針
entry|entries|submission: 份 作品 參賽
group|team|pair: 組 隊 對 小組 團
driver|captain|pilot: 司機 車長 駕駛 機師 船長
volunteer|helper: 義工 志願 志工
firefighter|fireman|firemen|paramedic: 消防 救護
bottle: 瓶 樽 支 枝 罐
box|boxes|carton|case: 盒 箱
bag|sack|packet|pack: 袋 包
computer|laptop|notebook: 電腦 平板
camera|lens: 攝影機 鏡頭 相機 攝錄 閉路電視
film|movie|documentar(?:y|ies): 電影 影片 片 紀錄片 戲
song|tune: 歌曲 樂曲 歌 曲 首
painting|drawing|picture: 畫作 油畫 畫
photo|photograph|image: 照片 相片 圖 相
concert|recital|show|performance|session|screening: 音樂會 演唱會 演出 表演 節目 場 演
exhibition|display: 展覽 展
station|stop: 車站 站
platform: 月台
exit|entrance|gate: 出口 入口 閘 門
lane: 線 車道 綫
"""


_NOUN_END = rf"(?:(?![{COMMON_HAN}])|(?=[的及和與或在於將可由]))"
"""What may follow a noun of one character: the 文 of 21間文博機構 is not a language."""


class _Noun:
    """A row of the table."""

    def __init__(self, row: str) -> None:
        english, chinese = row.split(": ")
        self.english = f"(?:{english})(?:e?s)?"
        self.chinese = chinese.split()
        self._starts = {word[:2] for word in english.split("|")}

    @cached_property
    def in_english(self) -> re.Pattern[str]:
        return re.compile(rf"\b{self.english}\b")

    @cached_property
    def in_chinese(self) -> re.Pattern[str]:
        return re.compile("|".join(self.chinese))

    def has(self, noun: str) -> bool:
        """Whether the English *noun* is one of the row's words."""
        return noun[:2] in self._starts and bool(self.in_english.fullmatch(noun))


ROWS = [_Noun(row) for row in _NOUNS.strip().splitlines()]
_MEASURE_WORDS = "[個間張輛架艘座幢棟部台條棵株隻頭匹份封宗枚面項名位家所列層伙戶支枝盒箱瓶本冊幅首場套道]"
_NO_HEAD = "number|bed|room|seat|place|ticket|fare|driver|owner|capacity"
"""After a noun that only describes the next: 88 bus drivers."""
_ROWS_OF: dict[str, set[int]] = {}
"""The rows of each Chinese word."""
for _place, _row in enumerate(ROWS):
    for _word in _row.chinese:
        _ROWS_OF.setdefault(LOOKAROUND.sub("", _word), set()).add(_place)


@cache
def _after() -> re.Pattern[str]:
    return re.compile(
        r"(?:-| (?:(?!(?:and|or|of|in|on|at|to|for|with|from|by|than) )[a-z-]*[a-rt-z] ){0,2}?)"
        rf"(?P<noun>{'|'.join(row.english for row in ROWS)})\b(?! [a-z-]+s\b|[ -](?:{_NO_HEAD}))"
    )


@cache
def _after_han() -> re.Pattern[str]:
    words = {word for row in ROWS for word in row.chinese}
    longer = sorted((word for word in words if len(word) > 1), key=lambda word: -len(word.split("(")[0]))
    single = "".join(sorted(word for word in words if len(word) == 1))
    noun = f"{'|'.join(longer)}|[{single}]{_NOUN_END}"
    return re.compile(rf"[多餘]? ?(?:{_MEASURE_WORDS})?[{COMMON_HAN}]{{0,2}}?(?P<noun>{noun})")


_SIZES = {
    "length": (
        r"met(?:re|er)|feet|foot|\bft\b|mile|inch|yard|\d ?[kc]?mm?\b|\bkm",
        "[米里尺呎吋碼哩浬寸]|km|cm|mm|\\dm",
    ),
    "area": (r"square|sq|acre|hectare|\bha\b|m²|m2", "平方|公頃|畝|呎|尺|m²|m2|坪"),
    "weight": (r"gram|tonne|\btons?\b|kilo|\d ?k?g\b|pound|ounce|catt|tael|\blbs?\b", "[克斤噸磅兩両安]|kg"),
}
"""The words of each language for measures of a sort."""
_COUNTER = re.compile(r"[多餘]? ?(?:層|間|名|位|座|棟|幢|輛|架|艘|隻|棵|株|本|宗|項)")


def miscounted(en: str, zh: str, pairs: Iterable[tuple[Fact, Fact]]) -> Iterator[Miss]:
    """The equal numbers of the folded texts that count or measure different things."""
    for one, other in pairs:
        if not (one.kind is other.kind is Kind.NUMBER and isinstance(one.value, Count)):
            continue
        if _count_other_things(en, one, zh, other) or _is_measured_once(en, one, zh, other):
            yield Miss(one, other, Relation.COUNTED)


def _count_other_things(en: str, one: Fact, zh: str, other: Fact) -> bool:
    if any(fact.unit and fact.unit.is_measure for fact in (one, other)):
        return False
    mine, yours = _after().match(en, one.end), _after_han().match(zh, other.end)
    if not mine or not yours:
        return False
    in_en = {place for place, row in enumerate(ROWS) if row.has(mine["noun"])}
    in_zh = _ROWS_OF[yours["noun"]]
    if not in_en or not in_zh or in_en & in_zh:
        return False
    return not any(ROWS[place].in_chinese.search(zh) for place in in_en) and not any(
        ROWS[place].in_english.search(en.lower()) for place in in_zh
    )


def _is_measured_once(en: str, one: Fact, zh: str, other: Fact) -> bool:
    """Whether one text measures what the other counts, and has no word for a measure of that sort: 88 metres, 88層."""
    mine, yours = one.unit, other.unit
    if mine and mine.sort in _SIZES and not mine.loose and not (yours and yours.is_measure):
        return bool(_COUNTER.match(zh, other.end)) and not re.search(_SIZES[mine.sort][1], zh, re.IGNORECASE)
    if yours and yours.sort in _SIZES and not yours.loose and mine == THINGS:
        return not re.search(_SIZES[yours.sort][0], en, re.IGNORECASE)
    return False
