"""Phrases that contain a numeral but no figure. The scanner skips them."""

from __future__ import annotations

from hkpress.figures.numerals import by_first_letter
from hkpress.figures.scanning import Finder, finder, nothing

_ENGLISH_IDIOMS = r"""
covid[- ]?19; one country, ?two systems; country, ?two systems; one belt(?:,| and) (?:one )?road
belt(?:,| and) (?:one )?road; two sessions
first and foremost; first of all; at first; in the first place; first[- ]?hand; 1st[- ]?hand; first[- ]class
1st[- ]class; first[- ]rate
second[- ]?hand; 2nd[- ]?hand; second to none; second nature; third[- ]part(?:y|ies); 3rd[- ]part(?:y|ies)
on (?:the )?one hand
no one; one another; one by one; one day; one-stop; one-off; all-in-one; one-of-a-kind
one of (?:the|its|our|their|his|her|my|these|those); at one(?= with| point| time); one and only; number one
square one; one['s]+ own; once-in-a-lifetime; one-size-fits-all; one-way; one-to-one; one-on-one; day one
zero[- ](?:carbon|waste|emissions?|tolerance); net[- ]zero; split[- ]second; five-star; four-leaf; the big four
3x3(?= basketball); 3-on-3; three-on-three; five-a-side; seven-a-side; fifty-fifty; 7-?eleven; forty winks
cloud nine; zero in on; one thing
3-a-side; 5-a-side; 7-a-side; 15-a-side
this one; that one; which one; every one; each one; any one; some one; new one
"""
"""Patterns, separated by semicolons."""

_CHINESE_IDIOMS = """
2019冠狀病毒病 一國兩制 一帶一路 一方面 一系列 一體化 一體 一站式 一流 一次性 一般 一定 一直 一向 一律 一致
一切 一些 一樣 一起 一旦 一線 一帶 一併 一並 一同 一時間 一時 一連 一貫 一再 一面 一度 一如 一共 一眾 一代 一手
一齊 一心 一身 一生 一家親 一條龍 一籃子 一攬子 一窩蜂 一帆風順 一舉 一概 一番 一成不變 一應俱全 一視同仁 一力
一絲不苟 一元化 第一時間 第一手 第三者 第三方 第二語言 統一 唯一 單一 專一 之一 萬一 均一 同一 逐一 任何一 另一
每一 某一 這一 那一 下一 上一 新一 進一步 兩會 兩岸三地 兩岸四地 兩岸 兩地 兩者 兩旁 兩側 兩翼 二手 二線 二維碼 二維
二元(?=[化論性制對結]|方程) 三文魚 三文治 三維 三者 三番 再三
四川 (?<![每隔期約近逾足首連歷])四周(?![內後年大]) 四季 四肢 四面八方 四處 四通八達 五金 五官 五穀 五臟 五花八門 六合彩
八達通 八達嶺 九龍 九廣 九巴 九寨 十分(?!之|鐘|鍾|一|二|三|[0-9]) 十足 十全 百貨 百姓 百佳 百花 百科
百老匯 百年樹人 百業 百般 百麗 千萬(?:不|別|要|勿) 千方百計 千里 千載難逢 千禧 千島 千絲萬縷 千瓦 千赫 萬事
萬物 萬國 萬宜 萬象 萬豪 萬科 萬聖 萬家 萬眾 萬維 萬寧 億萬 億達 不一 三角 三亞 三峽 三明 三軍 三農 三藩市
三棟屋 三星(?!級) 三菱 三井 二氧化 一氧化 二人轉 三思 不三不四 接二連三 獨一無二 數一數二 說一不二 四洲 五豐 七寶
八鄉 八卦 十字 百合 百慕達 百勝 十八鄉 三門 三鄉 四邑 六福 七喜 九展 九倉 九建 北九 六必居 五四
國慶十一 半導體 雙十一 第一太平 三聯書店 百本 萬通 萬成 兩棲 兩極 兩性 三級跳
七人欖球 十五人欖球 五人足球 三人籃球 3x3(?=籃球) 三對三 一對一 7-Eleven 7-ELEVEN [二三四五六七八九]重(?=[奏唱])
"""

_NUMERAL = "〇零一二三四五六七八九十百千萬億兩廿卅0-9第"
_ENGLISH_WORDS = [idiom.strip() for idiom in _ENGLISH_IDIOMS.replace("\n", ";").split(";") if idiom.strip()]
_CHINESE_WORDS = sorted(_CHINESE_IDIOMS.split(), key=len, reverse=True)
_STARTS = "".join(sorted({idiom[0] for idiom in _CHINESE_WORDS if idiom[0] not in "[("} | set("二三四五六七八九")))

ENGLISH_IDIOMS: tuple[Finder, ...] = (
    finder(
        rf"(?=[abcdefinostwz12357])(?<![a-z0-9-])(?:{by_first_letter(_ENGLISH_WORDS)})(?![a-z0-9])",
        nothing,
        "one first second third 1st 2nd 3rd zero two covid five four belt fifty forty nine 7 a-side 3x3",
        cases=False,
    ),
)
PHRASES = finder(
    r"一[連併齊]|每兩(?=[\d$])|零[售件食星碎散錢]"
    r"|(?<=[年月周週天日])零(?=[\d一二三四五六七八九十兩]{1,3} ?[個天日周週小])",
    nothing,
    "一 零 每兩",
)
"""Words that end a numeral before them: 十五及十六一連兩日, 二千零售商; 零 between two units: 兩年零三個月;
每兩21,000元 is per tael."""
CHINESE_IDIOMS: tuple[Finder, ...] = (
    finder(
        rf"(?=[{_STARTS}])(?<![{_NUMERAL}])(?:{'|'.join(_CHINESE_WORDS)})",
        nothing,
        "# 數",
    ),
)
