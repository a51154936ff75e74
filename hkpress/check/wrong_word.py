"""A Chinese word with a character that looks or sounds like the right one, or is its Simplified form: 自已, 國藉, 以后.

The rule knows words that are always wrong. 已 and 己, 籍 and 藉, 撼 and 憾, 複 and 復 are the usual ones.
Of Simplified characters it knows those that Traditional words have too: 以后 is a slip, 皇后 is right.

Wrong: 公司己於去年推出服務。
Right: 公司已於去年推出服務。
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from hkpress.check import memo
from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Passage, Proof
from hkpress.core.diagnostics import Severity

CODE = "wrong-word"
SEVERITY = Severity.WARNING

_WRONG_WORDS = {
    "(?<![自知克律利異私一各抒捨舍為屈推戊])己(?:經(?![營理濟])|[於由獲達超完成展推簽公落投售把有退被將在向按與全先恢安接收批通提進建設採增減升跌委邀聯預納"
    "改取停關結重訂購租繳支捐籌]|開始|出(?=[版售席現院任台發])|加(?=[入強快設建])|發(?=[出放現布])"
    "|派(?=[出發])|到(?=[達訪期])|令|使|屆|逾|過(?!人))": "己已",
    "(?<![來出源始發])自已(?![發登完獲經有達被向於])": "已己",
    "[國書戶學黨]藉(?![此着著由機故助])": "藉籍",
    "(?<![國書戶學黨祖古典史入])籍(?:此機|此向|着|著)": "籍藉",
    "震憾|憾動": "憾撼",
    "遺撼|缺撼": "撼憾",
    "[恢修收康]複|(?<!重)複[興甦辦航工課原]": "複復",
    "反復": "復覆",
    "[答回]複|複蓋": "複覆",
    "復雜|復合|復數|重復": "復複",
    "[協建決]義(?=[書會，。、的])": "義議",
    "既使": "既即",
    "按裝": "按安",
    "帳蓬": "蓬篷",
    "一愁莫展": "愁籌",
    "穿流不息": "穿川",
    "不徑而走": "徑脛",
    "名列前矛": "矛茅",
    "別出心栽": "栽裁",
    "迫不急待": "急及",
    "由其是": "由尤",
    "(?<![色光精喝七多合])彩[用納購取]": "彩採",
    "剪采": "采綵",
    "辨公室|[舉主承]辨": "辨辦",
    "辦認|辦識": "辦辨",
    "末(?:能夠|有任何|經批准|經授權)": "末未",
    "[週年月歲]未(?=[，。、至起及前])": "未末",
    "氣侯|侯選": "侯候",
    # Simplified characters
    r"(?<=[\d一二三四五六七八九十百千兩幾數逾近約億])万|万(?=[元名人個億里家戶噸份張件項架輛次歲隻座])": "万萬",
    "价": "价價",
    "(?<!茶)几(?=[個十百千萬年次天日名位間項乎時何經度番])": "几幾",
    "范(?=[圍疇例本])|(?<=[規模示典師防])范(?![先女小教博議醫])": "范範",
    "(?<![批核獲不允恩])准(?=[備則確時繩])|(?<=[水標基瞄])准(?![許予入])": "准準",
    "(?<=關)(?<![有相該各]關)系(?![統列院所內主])|(?<=維)系(?!統)|(?<=聯)系(?![統列賽])": "系係",
    "(?<![機體控管限學法編抑強克帝稅幣])制(?=造(?![成福就])|藥|成品|衣)": "制製",
    "采(?=[用納購取訪集摘樣])": "采採",
    "(?<!小)丑(?=[聞陋化惡態])": "丑醜",
    "斗(?=[爭志毆])|(?<=[奮戰決搏])斗(?![室])": "斗鬥",
    "(?<![山河溪峽幽矽硅])谷(?=[物類倉])|(?<=稻)谷": "谷穀",
    "(?<![若相不])干(?=[部事勁練]|細胞)|(?<=骨)干(?![預擾涉])": "干幹",
    "(?<![若相不])干(?=[燥旱淨洗糧貨果杯])|(?<=餅)干": "干乾",
    "仆(?=人)|(?<=公)仆": "仆僕",
    "朴(?=[實素])|(?<=[簡純])朴": "朴樸",
    "(?<=[憂抑蔥陰])郁|郁(?=悶)": "郁鬱",
    "御(?=寒)|(?<=[防抵])御": "御禦",
    "余(?=[下額地波震暉熱])|(?<=[剩其業盈多])余(?![先女小教博])": "余餘",
    "(?<![宿校])舍(?=[棄己])|(?<=[取施])舍": "舍捨",
    "姜(?=[汁茶蔥])|(?<=生)姜": "姜薑",
    "(?<![公英海])里(?=面)|(?<=[這那哪])里|(?<=[家心夜])里(?![程巷斯昂])": "里裏",
    "游(?=[行樂戲])|(?<![上中下])游(?=客)|(?<=[旅導郊])游": "游遊",
    "(?<=[計規策企籌])划(?![船艇算槳])|划(?=[分一])": "划劃",
    "广": "广廣",
    "厂": "厂廠",
    "云(?=[端南]|計算)": "云雲",
    "(?<=[前以然之最今此落隨其稍幕戰事押滯背日延先])后(?![妃冠座])|(?<![皇太王影視歌天母])后(?=[期續果面來勤])": "后後",
    "丰(?=[富收盛厚])": "丰豐",
    "(?<=[政])党|党(?=[員派委組])": "党黨",
    "虫(?=[害蛀])|(?<=[昆害蚊甲幼])虫": "虫蟲",
    "庄(?=[嚴園])|(?<=村)庄": "庄莊",
    "(?<=[強超])台(?=風)|台(?=風(?:[「襲吹登警訊]|接近))": "台颱",
    "(?<=[手鐘腕])表(?![示明態達面演現決揚白])": "表錶",
    "(?<=呼)吁|吁(?=請)": "吁籲",
    "咸(?=[魚水蛋肉])": "咸鹹",
    "淀(?=粉)|(?<=沉)淀": "淀澱",
    "(?<=[建構修])筑|筑(?=起)": "筑築",
    "(?<![長出遠])征(?=[收費求集文地稅兆])|(?<=[象特])征": "征徵",
    "(?<![試問畫答案])卷(?=入)|(?<=席)卷": "卷捲",
    "冲(?=[擊突破動])": "冲衝",
    "杰(?=出)": "杰傑",
    "(?<=[精細雅])致(?![力電函辭謝使意詞])": "致緻",
    "(?<=[放輕寬])松|松(?=[綁動弛])": "松鬆",
    "(?<=雜)志|(?<=標)志(?![在向願])": "志誌",
    "愿": "愿願",
    "(?<![表牆正反地方])面(?=粉)": "面麵",
    "咨(?=詢)": "咨諮",
    "(?<!拮)据": "据據",
    "柜": "柜櫃",
    "叶(?!韻)": "叶葉",
    "适(?!之)": "适適",
    "(?<=[推引舉])荐": "荐薦",
    "胜(?!肽)": "胜勝",
    "苹": "苹蘋",
    "蜡": "蜡蠟",
    "尸(?=體)": "尸屍",
    "腊": "腊臘",
    "种": "种種",
    "涂(?=[料層裝鴉])": "涂塗",
    "(?<=開)辟|辟(?=出)": "辟闢",
    "挂(?=[牌鈎號起])|(?<=懸)挂": "挂掛",
}
"""Wrong words, each with the wrong character and the right one."""
_BY_WRONG = defaultdict[str, list[tuple[str, str]]](list)
"""The words of each wrong character, each with the right character."""
for _word, _chars in _WRONG_WORDS.items():
    _BY_WRONG[_chars[0]].append((_word, _chars[1]))


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a warning for every such word."""
    return memo.each(proof, _in_passage, only="tc")


def _in_passage(passage: Passage) -> Iterator[Finding]:
    for wrong in sorted(_BY_WRONG.keys() & passage.grams):
        pattern, rights = _words(wrong)
        for match in pattern.finditer(passage.prose):
            assert match.lastindex
            fix = match[0].replace(wrong, rights[match.lastindex - 1], 1)
            message = say("`{found}` is a slip for {right}: write {right}", found=match[0], right=fix)
            yield passage.finding(message, *match.span(), fix=fix)


@cache
def _words(wrong: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """What finds the words with this wrong character, a group for each, and their right characters."""
    words = _BY_WRONG[wrong]
    return re.compile("|".join(f"({word})" for word, _ in words)), tuple(right for _, right in words)
