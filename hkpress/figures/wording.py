"""Words that cannot both be right: a man and 女, Tuen Mun and 西九龍, will not and 將會, the largest and 第二大.

These words are not figures. The module compares them only if each language says one such thing, which separates a slip
from a free translation. `docs/figures.md` says how often it is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import accumulate, pairwise
from operator import add

from hkpress.core.characters import COMMON_HAN
from hkpress.figures.relations import Miss, Relation
from hkpress.figures.values import Fact, Kind, Word

_COUNTRIES = """
Japan|Japanese: 日本; South Korea|Korea|Korean: 南韓 韓國; Thailand|Thai: 泰國; Vietnam|Vietnamese: 越南
Malaysia|Malaysian: 馬來西亞; Singapore|Singaporean: 新加坡; Indonesia|Indonesian: 印尼 印度尼西亞
Philippines|Philippine|Filipino: 菲律賓; India|Indian: 印度(?!尼西亞); Pakistan|Pakistani: 巴基斯坦
Nepal|Nepali: 尼泊爾; Australia|Australian: 澳洲 澳大利亞; New Zealand: 新西蘭 紐西蘭; Canada|Canadian: 加拿大
United States|US|USA|America|American: 美國; United Kingdom|UK|Britain|British|England|English: 英國
France|French: 法國; Germany|German: 德國; Italy|Italian: 意大利; Spain|Spanish: 西班牙; Switzerland|Swiss: 瑞士
Netherlands|Dutch: 荷蘭; Belgium|Belgian: 比利時; Sweden|Swedish: 瑞典; Norway|Norwegian: 挪威
Denmark|Danish: 丹麥; Finland|Finnish: 芬蘭; Russia|Russian: 俄羅斯; Brazil|Brazilian: 巴西; Argentina: 阿根廷
Mexico|Mexican: 墨西哥; Chile|Chilean: 智利; Peru|Peruvian: 秘魯; South Africa|South African: 南非
Egypt|Egyptian: 埃及; Kenya: 肯亞 肯尼亞; Saudi Arabia|Saudi: 沙特; Qatar: 卡塔爾; Turkey|Turkish: 土耳其
Kazakhstan: 哈薩克; Uzbekistan: 烏茲別克; Cambodia: 柬埔寨; Laos: 老撾; Myanmar: 緬甸; Bangladesh: 孟加拉
Sri Lanka: 斯里蘭卡; United Arab Emirates|UAE: 阿聯酋; Portugal|Portuguese: 葡萄牙; Austria|Austrian: 奧地利
Poland|Polish: 波蘭; Hungary|Hungarian: 匈牙利; Greece|Greek: 希臘; Ireland|Irish: 愛爾蘭; Israel|Israeli: 以色列
Iran|Iranian: 伊朗; Colombia: 哥倫比亞
"""
_TOWNS = """
Tuen Mun: 屯門; Yuen Long: 元朗; Tin Shui Wai: 天水圍; Sha Tin|Shatin: 沙田; Tai Po: 大埔
Sheung Shui: 上水; Fanling: 粉嶺; Sai Kung: 西貢; Tseung Kwan O: 將軍澳; Kwun Tong: 觀塘; Wong Tai Sin: 黃大仙
Sham Shui Po: 深水埗; Mong Kok|Mongkok: 旺角; Yau Ma Tei: 油麻地; Tsim Sha Tsui: 尖沙咀 尖東
Kowloon City: 九龍城; West Kowloon: 西九; Kowloon Bay: 九龍灣; Wan Chai|Wanchai: 灣仔; Causeway Bay: 銅鑼灣
North Point: 北角; Quarry Bay: 鰂魚涌; Chai Wan: 柴灣; Tung Chung: 東涌; Tsuen Wan: 荃灣; Kwai Chung: 葵涌
Tsing Yi: 青衣; Lok Ma Chau: 落馬洲; Lo Wu: 羅湖; Ma On Shan: 馬鞍山; Shenzhen: 深圳; Guangzhou: 廣州
Shanghai: 上海; Zhuhai: 珠海; Dongguan: 東莞; Macao|Macau: 澳門; Foshan: 佛山; Zhongshan: 中山(?![大醫先公紀])
Huizhou: 惠州; Jiangmen: 江門; Zhaoqing: 肇慶; Nansha: 南沙; Qianhai: 前海; Hengqin: 橫琴; Beijing: 北京; Tianjin: 天津
Chongqing: 重慶; Chengdu: 成都; Wuhan: 武漢; Xi'an: 西安; Hangzhou: 杭州; Nanjing: 南京; Suzhou: 蘇州; Xiamen: 廈門
Fuzhou: 福州; Qingdao: 青島; Changsha: 長沙; Kunming: 昆明; Nanning: 南寧; Sanya: 三亞; Dalian: 大連; Harbin: 哈爾濱
Taipei: 台北 臺北; Kaohsiung: 高雄; Tokyo: 東京; Osaka: 大阪; Kyoto: 京都; Nagoya: 名古屋; Fukuoka: 福岡; Okinawa: 沖繩
Sapporo: 札幌; Seoul: 首爾; Busan: 釜山; Bangkok: 曼谷; Hanoi: 河內; Ho Chi Minh City: 胡志明市; Phnom Penh: 金邊
Manila: 馬尼拉; Jakarta: 雅加達; Kuala Lumpur: 吉隆坡; Penang: 檳城; Mumbai: 孟買; Delhi: 德里; Dubai: 杜拜 迪拜
Abu Dhabi: 阿布扎比; Riyadh: 利雅得; Doha: 多哈; Istanbul: 伊斯坦堡; Cairo: 開羅; London: 倫敦; Paris: 巴黎
Frankfurt: 法蘭克福; Munich: 慕尼黑; Berlin: 柏林; Milan: 米蘭; Rome: 羅馬; Madrid: 馬德里; Zurich: 蘇黎世
Geneva: 日內瓦; Brussels: 布魯塞爾; Amsterdam: 阿姆斯特丹; Vienna: 維也納; Moscow: 莫斯科; New York: 紐約
Los Angeles: 洛杉磯; San Francisco: 三藩市 舊金山; Chicago: 芝加哥; Boston: 波士頓; Toronto: 多倫多; Vancouver: 溫哥華
Sydney: 悉尼; Melbourne: 墨爾本; Auckland: 奧克蘭
"""
_REGIONS = """
North America|North American: 北美; South America|South American|Latin America|Latin American: 南美 拉丁美洲 拉美
Europe|European: 歐洲 歐盟 歐美 歐亞 中歐 西歐 東歐 北歐 南歐 歐羅巴; Africa|African: 非洲
Middle East|Middle Eastern: 中東; Asia|Asian: 亞洲 亞太 歐亞
Southeast Asia|South East Asia|Southeast Asian: 東南亞; South Asia|South Asian: 南亞
Central Asia: 中亞; Northeast Asia|East Asia|East Asian: 東北亞 東亞; Oceania: 大洋洲
"""
_COUNTRY_ROWS, _TOWN_ROWS, _REGION_ROWS = (
    [row.split(": ") for row in table.strip().replace("\n", "; ").split("; ")]
    for table in (_COUNTRIES, _TOWNS, _REGIONS)
)
_ROWS = _COUNTRY_ROWS + _TOWN_ROWS + _REGION_ROWS
_PLACE_EN = {name: place for place, (names, _) in enumerate(_ROWS) for name in names.split("|")}
_PLACE_ZH = {name.split("(")[0]: place for place, (_, names) in enumerate(_ROWS) for name in names.split()}


def _any_place(names: list[str]) -> str:
    return "|".join(sorted(names, key=len, reverse=True))


_NAMES_EN = re.compile(rf"(?:{_any_place([*_PLACE_EN])})\b(?! Line\b)")  # one language may leave a line's name out
_NAMES_ZH = re.compile(rf"(?:{_any_place([name for _, names in _ROWS for name in names.split()])})(?![綫線])")
_STARTS_ZH = frozenset(name[:2] for name in _PLACE_ZH)
_MAN = re.compile(r"\b(?:m[ae]n|males?|boys?|gentlem[ae]n)\b", re.IGNORECASE)
_WOMAN = re.compile(r"\b(?:wom[ae]n|females?|girls?|lad(?:y|ies))\b", re.IGNORECASE)
_MAN_ZH, _WOMAN_ZH = re.compile("男(?!爵)"), re.compile("女(?![士媧兒神皇王])|婦[女人]")
_MR, _MS = re.compile(r"\bMr\b"), re.compile(r"\b(?:Ms|Mrs|Miss|Madam)\b")
_MR_ZH, _MS_ZH = re.compile(rf"(?<=[{COMMON_HAN}])(?<![她的位名])先生"), re.compile("女士|小姐|太太|夫人")
_OTHERS = re.compile(
    r"\b(?:Dr|Prof|Professor|Ir|Sir|Hon|Rev|Mr and|husband|wife|couple|sons?|father)\b|博士|教授|醫生|議員|夫婦|伉儷"
)
_SHALL_NOT = re.compile(
    r"\b(?:will|would|shall|should|must|can|could|may|does|do|did|is|are|was|were|has|have|had) not\b(?! only)"
)
_NOT_DONE = re.compile(
    r"\b(?:does|do|did|has|have|had|is|are|was|were) not (?:been |be |yet )?(?:[a-z]{3,}(?<!app)ly )?([a-z]+)"
)
_VERBS = """
cover: 涵蓋 覆蓋 包括 保障 承保; includ: 包括 包含 涵蓋 計及 連; appl: 適用; contain: 含 載有; requir: 要求 需 須
receiv: 收到 接獲 獲; affect: 影響; need: 需 須; allow: 容許 准 允許 可; accept: 接受 接納; support: 支持
plan: 計劃 打算; provid: 提供; offer: 提供; involv: 涉及; find: 發現 找到; found: 發現 找到; agree: 同意
chang: 改 變; have: 有; own: 擁有; increas: 增 升; rise: 升 漲; risen: 升 漲; fall: 跌 降; exceed: 超 逾; reach: 達
pay: 付 繳; us: 用; qualif: 符合 合資格; meet: 達 符合; met: 達 符合; comply: 符合 遵守; pass: 通過 及格
attend: 出席 參加; recover: 康復; set: 設; charg: 收; permit: 准 容許 可; eligible: 合資格 符合 可
available: 提供 可 供應 備有 設有; open: 開; subject: 須 受; consider: 考慮; reveal: 透露 披露
disclos: 披露 透露; sign: 簽; suitabl: 適宜 適合; safe: 安全; valid: 有效; sufficient: 足夠 充足
likely: 可能 有機會; successful: 成功
begin: 開始 展開; start: 開始 展開; complet: 完成; approv: 批准 通過
"""
"""Verbs, each with words of its Chinese."""
_DENIES = re.compile("[不沒無未非否毋勿免禁拒莫停零缺才只除]|取消|暫緩|尚待|方[可能]|有限")
_SHALL = re.compile("(?:將|仍|已|便|就)?會(?![議員長面展址場計社見])|必須|應該|可以|能夠|已經|設有|備有")
_SUPERLATIVE = re.compile(
    r"\b(?:largest|biggest|highest|longest|tallest|lowest|busiest|fastest|greatest|hottest|coldest|wettest)\b"
)
_RANKED = re.compile(r"second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d(?:nd|rd|th|st)\b|runner|one of\b")
_WHICH_ZH = re.compile("第[二三四五六七八九十]最?(?:大|高|長|多|低|快|熱|冷|繁忙|佳)")


def contradictions_in_words(en: str, zh: str) -> Iterator[Miss]:
    """The words of the folded texts that contradict each other."""
    yield from _genders(en, zh)
    yield from _titles(en, zh)
    yield from _places(en, zh)
    yield from _negations(en, zh)
    yield from _superlatives(en, zh)


def _genders(en: str, zh: str) -> Iterator[Miss]:
    man, woman = _MAN_ZH.search(zh), _WOMAN_ZH.search(zh)
    if (there := man or woman) and not (man and woman):
        his, hers = _MAN.search(en), _WOMAN.search(en)
        here = hers if man else his
        if here and not (his and hers):
            yield Miss(_fact(here), _fact(there), Relation.GENDER)


def _titles(en: str, zh: str) -> Iterator[Miss]:
    """One Mr who is 女士, or one Ms who is 先生, where nobody has another title."""
    if "先生" not in zh and not _MS_ZH.search(zh):
        return
    titles = [[*each.finditer(text)] for each, text in ((_MR, en), (_MS, en), (_MR_ZH, zh), (_MS_ZH, zh))]
    match [*map(len, titles)]:
        case [1, 0, 0, 1] | [0, 1, 1, 0] if not _OTHERS.search(en) and not _OTHERS.search(zh):
            here, there = (match for found in titles for match in found)
            yield Miss(_fact(here), _fact(there), Relation.GENDER)


def _places(en: str, zh: str) -> Iterator[Miss]:
    """One known country, town or part of the world that only one text names, and another that only the other names."""
    if _STARTS_ZH.isdisjoint(map(add, zh, zh[1:])):  # much quicker than a search
        return
    there = {_PLACE_ZH[match[0]]: match for match in _NAMES_ZH.finditer(zh)}
    if not there:
        return
    here = {_PLACE_EN[match[0]]: match for match in _NAMES_EN.finditer(en)}
    ends = (0, *accumulate(map(len, (_COUNTRY_ROWS, _TOWN_ROWS, _REGION_ROWS))))
    for places in (range(start, end) for start, end in pairwise(ends)):
        lost, strange = (here.keys() - there).intersection(places), (there.keys() - here).intersection(places)
        if len(lost) == 1 == len(strange):
            yield Miss(_fact(here[lost.pop()]), _fact(there[strange.pop()]), Relation.PLACE)


def _negations(en: str, zh: str) -> Iterator[Miss]:
    denied = _SHALL_NOT.search(en) if " not" in en else None
    if not denied or _DENIES.search(zh):
        return
    verb = _NOT_DONE.search(en, denied.start())
    done = verb and next((found for start, found in _done() if verb[1].startswith(start) and found.search(zh)), None)
    if said := (done and done.search(zh)) or _SHALL.search(zh):
        yield Miss(_fact(verb if done and verb else denied), _fact(said), Relation.NEGATION)


@cache
def _done() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The start of each English verb of `_VERBS`, and what finds it in Chinese."""
    rows = (row.split(": ") for row in _VERBS.replace("\n", "; ").strip("; ").split("; "))
    return tuple((start, re.compile(words.replace(" ", "|"))) for start, words in rows)


def _superlatives(en: str, zh: str) -> Iterator[Miss]:
    which = _WHICH_ZH.search(zh) if "第" in zh else None
    if which and (most := _SUPERLATIVE.search(en)) and not _RANKED.search(en):
        yield Miss(_fact(most), _fact(which), Relation.VALUE)


def _fact(match: re.Match[str]) -> Fact:
    return Fact(Kind.WORD, Word(match[0]), match.start(), match.end(), match[0], hard=False)
