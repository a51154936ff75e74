"""Writes the English spellings of Chinese names: surnames.tsv and given.tsv in hkpress/check/data/. Run on demand; read
the result.

    .venv/bin/python setup/surnames.py

The sounds are those of ToJyutping (Cantonese, BSD-2-Clause) and pypinyin (Mandarin, MIT), which only this script needs.
Rules derive the spellings from Hong Kong's habits, generously, and the exceptions below from names as their owners
write them.
"""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import ToJyutping
from pypinyin import Style, pinyin

DATA = Path(__file__).parents[1] / "hkpress" / "check" / "data"

SURNAMES = """
甯 陳 李 黃 張 梁 林 吳 劉 王 蔡 何 楊 鄭 許 鄧 周 葉 曾 謝 羅 馮 譚 郭 朱 胡 潘 鍾 盧 余 徐 蘇 麥 江 莫 關 蕭
馬 彭 簡 蔣 程 唐 杜 范 方 石 姚 戴 袁 洪 丘 邱 廖 賴 黎 湯 文 伍 孫 高 溫 沈 岑 龍 龔 顧 古 甘 金 阮 容 翁
施 史 司徒 歐陽 歐 區 柯 霍 侯 夏 韓 康 項 孔 熊 冼 單 嚴 閻 尹 韋 衞 衛 魏 倪 顏 鄺 姜 連 練 藍 凌 雷 呂 魯 路
勞 駱 樂 陸 孟 萬 繆 苗 梅 毛 聶 寧 龐 白 包 鮑 畢 卜 薛 宋 談 滕 田 丁 陶 涂 狄 董 佟 童 屠 成 盛 詹 章 莊
祝 竺 諸葛 榮 原 饒 鄔 巫 邵 管 官 符 傅 費 左 卓 翟 查 柴 齊 蒲 裴 貝 尚 常 郝 賈 季 任 殷 甄 游 尤 俞 于 茹
虞 禹 車 焦 趙 曹 鄒 錢 秦 覃 池 遲 褚 楚 崔 郤 席 向 冒 辛 邢 幸 胥 宣 荀 晏 燕 應 雍 詠 岳 臧 展 占 戰 仇
匡 艾 安 敖 巴 柏 班 邊 卞 薄 步 昌 晁 諶 但 黨 刁 竇 段 鄂 樊 房 豐 封 酆 鳳 伏 扶 干 戈 葛 耿 宮 鞏 貢 辜
谷 郜 桂 國 杭 和 賀 赫 衡 弘 扈 花 華 滑 懷 桓 宦 皇甫 惠 吉 紀 計 暨 冀 揭 靳 井 景 鞠 闞 空 寇 蒯 郎 冷 厲
利 酈 蘭 婁 樓 祿 欒 滿 茅 米 宓 閔 明 牟 穆 那 南 能 牛 鈕 農 皮 平 浦 濮 戚 祁 喬 屈 瞿 曲 全 權 闕 冉 芮
桑 沙 山 商 上官 佘 申 慎 時 壽 舒 帥 水 司馬 索 台 郯 鐵 通 拓 汪 危 隗 蔚 聞 烏 武 郗 奚 習 夏侯 鮮 咸 相 解 須
羊 陽 仰 伊 易 益 陰 印 英 喻 郁 尉 元 雲 惲 宰 湛 支 郅 仲 宗 祖 麗 植 招 布 麻 禤 巢 儲 揚 昝 彥 端木 尉遲 公孫
慕容 令狐 宇文 長孫 淳于
"""

INITIALS = {
    "b": "b p", "p": "p", "m": "m", "f": "f", "d": "t d", "t": "t", "n": "n", "l": "l", "g": "k g", "k": "k",
    "ng": "ng -", "h": "h", "gw": "kw gw k", "kw": "kw k", "w": "w", "z": "ch ts tz j", "c": "ch ts", "s": "s sh",
    "j": "y i -", "": "-",
}  # fmt: skip
FINALS = {
    "aa": "a ah", "aai": "ai", "aau": "au ao", "aam": "am", "aan": "an", "aang": "ang", "aap": "ap", "aat": "at",
    "aak": "ak", "ai": "ai", "au": "au", "am": "am um", "an": "an un", "ang": "ang", "ap": "ap", "at": "at",
    "ak": "ak", "e": "e eh", "ei": "i ei ee ey", "eng": "eng ing",
    "ek": "ek", "i": "i ee ze", "iu": "iu ew", "im": "im",
    "in": "in",
    "ing": "ing", "ip": "ip", "it": "it", "ik": "ik", "o": "o or aw", "oi": "oi oy", "ou": "o ou oo", "on": "on",
    "ong": "ong", "ok": "ok", "ot": "ot", "u": "u oo", "ui": "ui", "un": "un oon", "ung": "ung", "ut": "ut", "uk": "uk",
    "oe": "oe", "oeng": "eung oung", "oek": "euk", "eoi": "ui oi", "eon": "un on", "eot": "ut", "yu": "u yu ue",
    "yun": "uen un", "yut": "uet ut", "m": "m", "ng": "ng",
}  # fmt: skip
EXCEPTIONS = """
黃 wong hwang huang|王 wong|李 lee li|張 cheung chang teo|蔡 choi tsoi choy chua tsai|蕭 siu shiu hsiao
鄭 cheng tay|周 chow chau chou|鄒 chow chau tsou|趙 chiu chao jiu|曹 tso cho tsao|曾 tsang tseng
徐 tsui chui hsu|許 hui hsu koh|邱 yau chiu khoo|丘 yau|石 shek shih shieh|史 sze see shih|司徒 szeto seto
施 sze shi see shih|謝 tse che hsieh tjia|車 che chair cha|余 yu yue yee|俞 yu yue|何 ho hoe
歐陽 auyeung ouyang aoieong auieong|歐 au ou|區 au|柯 o or ko|岑 sham shum sum|沈 sham shum shen sum sung|冼 sin sinn
單 sin shin shan|解 hai gai xie kai|仇 sau chau qiu|覃 tam chum qin tan|查 cha chai char zha|盛 shing sheng
樂 lok yue le|翟 chak zhai|繆 miu mou miao|蓋 koi ge gai|費 fai fei bi|員 yuen|單 sin shin shan|孔 hung kung
羅 lo law loh lowe|盧 lo loo lu|勞 lo low|凌 ling|甄 yan yen|嚴 yim im|魏 ngai wei|顏 ngan yen|顧 koo ku|古 koo ku
關 kwan kuan|江 kong chiang|金 kam kim king|梁 leung leong liang|劉 lau liu lew|林 lam lim lin|連 lin lien
麥 mak mark|伍 ng wu|吳 ng wu goh woo|任 yam yan yum|潘 poon pun pan|彭 pang phang|包 pao pau|孫 suen sun
譚 tam tham tan|唐 tong tang|鄧 tang teng deng|戴 tai day|陳 chan chen tan chin|蔣 cheung chiang tsiang
莊 chong chuang chon|鍾 chung chong|翁 yung weng|葉 yip ip yeh yap|楊 yeung yang young ieong
胡 wu woo hu|邵 shiu shaw shao siu|傅 fu foo|查 cha chai char|阮 yuen nguyen|朱 chu chue choo zee
馮 fung feng|簡 kan gan|龍 lung loong|高 ko kao go
董 tung tong|陸 luk lok lu|田 tin tien|石 shek|廖 liu liao|湯 tong tang|韓 hon han|利 lee li lei|聶 nip nie|薛 sit hsueh
溫 wan wen|范 fan|姚 yiu yao|蘇 so su soo|霍 fok huo|葛 kot ko ge|戚 chik chi|賀 ho|紀 kei ki chi|夏 ha hsia
鮑 pau bao|練 lin|禤 huen hun|植 chik|招 chiu|佘 sheh she|方 fong fang|馬 ma mah
"""

GIVEN = {  # more spellings of given names than the rules make, by Cantonese syllable
    "zi": "tsz tze tse tsze chi ji chee", "ci": "chi tsz tze tse", "si": "sze si see sz szu shi", "jyu": "yu yue",
    "ji": "yee yi", "kei": "ki kei kee", "gei": "kee kei gi", "saa": "sa sha", "waa": "wah wa hwa", "haa": "ha hah",
    "gaa": "ka kar gar ga", "jaa": "ya yah", "daat": "tat dart", "faai": "fai", "jin": "yin in yen", "jan": "yan yen",
    "jau": "yau you", "wing": "wing", "wan": "wan wen", "hang": "hang heng", "loeng": "leung leong", "hoeng": "heung",
    "keoi": "kui", "geoi": "kui", "hon": "hon", "zou": "cho jo", "mou": "mo mou moo", "bou": "po bo pao",
    "gou": "ko", "lou": "lo lou", "dou": "to do", "hou": "ho", "sou": "so sou", "syu": "shu sue su",
    "zyu": "chu chue gee",
}  # fmt: skip
NAME_CHARACTERS = """
琹憓玥琋沚弢旻暐暘梓榕歆泓浠渟淦溱漪潁澔濼灝炘烆焯煒煊燊珈珏珒珞珧珩珮琤琬琰瑀瑋璇璐璟畇皓禛竣筠筱紘翀翎芊芷苡荃菀萱蓁
蘅詡譽鈺鋆錡鎧鏗鑫雋霆霏霽韜顥颺驊鯤琼衞峯姸嫻嬋媛彥炳焜煥燦璧磡礽穗籛綽緻繽翹苓荔菡蓓薏蕎裔諭賡趯邨鉦銓鏞陞霈頤馥騏鴻麾祐喆堃晞暉曦昇
玟玲珀琳瑛瑾瓊甯芝茜茵莉莎莘菁菲萍葆葶蒨蓉蔓蔚薇薰蘊蘭虹袖裴雯霓靄靜韻馨鳳鶯麗黛
"""

HEAD = """\
# How surnames are spelt in English, for the rule `other-person`. Made by setup/surnames.py from ToJyutping
# (BSD-2-Clause) and pypinyin (MIT), and from names as their owners write them. Review it by eye: a spelling too many
# hides a wrong name, one too few asks about a right one.
surname	spellings
"""


def by_rule(reading: str) -> set[str]:
    """The Hong Kong spellings of a syllable of Jyutping."""
    match = re.fullmatch(r"(ng(?=.)|gw|kw|[bpmfdtnlgkhwzcsj]?)([a-z]+)\d", reading)
    if not match or match[2] not in FINALS:
        return set()
    starts, ends = INITIALS[match[1]].split(), FINALS[match[2]].split()
    return {start.replace("-", "") + end for start, end in product(starts, ends)}


def cantonese(char: str) -> set[str]:
    """The Hong Kong spellings of a character's first reading."""
    readings = ToJyutping.get_jyutping_candidates(char)[0][1][:1]
    return {spelling for reading in readings for spelling in by_rule(reading)}


def mandarin(char: str, readings: int = 1) -> set[str]:
    """The pinyin of a character, of its first *readings*."""
    found = pinyin(char, style=Style.NORMAL, heteronym=readings > 1)[0]
    return {each.replace("ü", "u") for each in found[:readings]}


def spellings(surname: str) -> set[str]:
    """Every spelling of a surname of one or two characters, in small letters without spaces."""
    sounds = [cantonese(char) | mandarin(char) for char in surname]
    return {"".join(parts) for parts in product(*sounds)}


GIVEN_HEAD = """\
# How characters of given names are spelt in English, for the rule `other-person`. Made by setup/surnames.py from
# ToJyutping (BSD-2-Clause) and pypinyin (MIT): Big5's 5,401 usual characters and more that names have. Characters that
# are spelt alike share a line.
characters	spellings
"""


def given(char: str) -> str:
    """Every spelling of a character in a given name, for all its readings."""
    found = mandarin(char, readings=2)
    for reading in ToJyutping.get_jyutping_candidates(char)[0][1][:2]:
        found |= by_rule(reading) | set(GIVEN.get(reading[:-1], "").split())
    return " ".join(sorted(each for each in found if len(each) > 1))


def write_surnames() -> None:
    """surnames.tsv, one surname a line."""
    extra = {row.split()[0]: set(row.split()[1:]) for row in re.split(r"[|\n]", EXCEPTIONS.strip()) if row.strip()}
    rows = [
        f"{surname}\t{' '.join(sorted(spellings(surname) | extra.get(surname, set())))}"
        for surname in dict.fromkeys(SURNAMES.split())
    ]
    (DATA / "surnames.tsv").write_text(HEAD + "\n".join(rows) + "\n", "utf-8")


def write_given() -> None:
    """given.tsv: characters that are spelt alike share a line."""
    usual = (bytes([high, low]).decode("big5", "ignore") for high in range(0xA4, 0xC7) for low in range(0x40, 0xFF))
    alike: dict[str, str] = {}
    for char in sorted({*"".join(usual), *"".join(NAME_CHARACTERS.split())}):
        if re.match("[\u4e00-\u9fff]", char) and (spelt := given(char)):
            alike[spelt] = alike.get(spelt, "") + char
    rows = sorted(f"{chars}\t{spelt}" for spelt, chars in alike.items())
    (DATA / "given.tsv").write_text(GIVEN_HEAD + "\n".join(rows) + "\n", "utf-8")


def main() -> None:
    """Write both tables."""
    write_surnames()
    write_given()


if __name__ == "__main__":
    main()
