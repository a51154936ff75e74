"""The label lines of a release, such as "About …", in the forms that people use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from hkpress.chinese.numerals import numeral
from hkpress.core.characters import HAN


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"(?i)[\s【\[(（*]*(?:{'|'.join(patterns)})[\s】\])）*]*[:：]?\s*")


KIND = _any(
    r"(?:(?:joint|government|official) )?(?:press|news|media) (?:release|statement|announcement|alert|advisory|invitation)s?",
    r"(?:聯合|政府)?(?:新聞|传媒|傳媒|媒體)(?:稿|公報|通告|發布|發佈|通知|採訪通知|資料|聲明)(?:稿)?",
    "news|新聞|新闻稿|採訪通知|採訪邀請|傳媒邀請|媒體邀請|新聞發布|press release 新聞稿|新聞稿 press release",
)
WITH_PHOTO = _any(r"with (?:photos?|pictures?|images?|video)", "附(?:相|圖|圖片|相片|短片|照片)")
IMMEDIATE = _any(
    r"for (?:immediate|instant) (?:release|distribution|dissemination|publication)",
    r"(?:immediate|instant) release|即時(?:發|刊)(?:布|佈|放|表|稿|登)|(?:供|請)?即(?:時|日)?(?:發|刊)(?:布|佈|放|登)|立即發[布佈]|请?即时发布",
)
EMBARGO = re.compile(
    r"(?i)(?:\W*\b(?:(?:strict(?:ly)?|under|news|media|press) ){0,2}embargo(?:ed)?\b|.{0,30}not for (?:release|publication) (?:before|until))|"
    r".{0,40}(?:禁止?(?:發|刊|報)|(?:禁止|請?勿|不得|不可)(?:於|在).{4,30}前(?:公開|對外)?(?:發|刊|報)|於.{4,30}後(?:方可|才可)?(?:發|刊)(?:布|佈|放|登|表)|請?勿(?:發|刊|報)|不得(?:發|刊|報)|方可(?:發|刊|報)|(?:發|刊)(?:布|佈|登)(?:時間|限制)|解禁|封鎖期)"
)
PHOTO_PACK = re.compile(
    r"(?i)(?:\W*(?:please )?(?:click|press)?.{0,30}(?:here|link|below)?.{0,40}(?:download|access).{0,40}(?:photo|image|picture)"
    r"|\W*(?:photo|image|picture)s?.{0,30}(?:download|available)(?:ed)?(?: (?:here|at|from|below))?|.{0,40}(?:下載|下载).{0,20}(?:相片|圖片|照片|图片)"
    r"|.{0,20}(?:相片|圖片|照片).{0,20}(?:下載|下载))(?:\s*[:：]?\s*\[?https?://\S+\s*)?"
    r"|\W*(?:(?:hi(?:gh)?-?res(?:olution)? )?(?:photos?|images?|pictures?)(?: links?)? ?)?(?:圖片|相片|照片)?(?:連結)?\s*[:：]\s*\[?https?://\S+\s*"
)
TITLED = re.compile(r"(?i)\W{0,3}(?:subject|headline|title|re|標題|題目|主旨|事由)\s*[:：]\s*(?=\S.{5})")
"""Words that some offices write before the headline."""
PHOTOS_HEAD = _any(
    r"(?:photo|picture|image)s?(?: captions?)?(?: ?\(s\))?|captions?|photo descriptions?",
    "(?:圖片|相片|照片|圖|图片)(?:說明|说明|標題|簡介|描述)|圖說|圖片|相片|照片",
)
CAPTION = re.compile(
    r"(?i)[\s\[【（(]*(?:(?:photo|picture|image|figure|caption|pic|fig)s?\.?(?: caption)? ?(?:no\. ?)?#?\(?(?P<a>\d{1,2})\)?[\s\])】）]*(?:[:：.)\-–—|]|\s|$)"
    r"|(?:圖|相|照)?(?:片|相|圖)?(?:說明|说明)?\s?(?:[\(（])?(?P<b>[一二三四五六七八九十]{1,3}|\d{1,2})(?:[\]】]\s*[:：]?|[\)）\]】]?(?:\s*[:：、.．|]|\s+[–—-]+\s))"
    r")\s*"
)
CAPTION_ALONE = re.compile(
    r"(?i)\W*(?:(?:photo|picture) )?captions?\s*[:：]\s*(?=.{15})|\W*(?:圖片|相片|照片)說明\s*[:：]\s*(?=.{6})"
    r"|\W*(?:photo|picture|圖片?|相片|照片)\s*[:：]\s*(?!\[?http)(?=.{4})"
)
"""The caption of the only picture."""
CAPTION_NUMBER = re.compile(r"\s*[(（]?\d{1,2}[.)、）．]\s*(?=\D)")
"""The number of a caption in a list of them."""
CREDIT = re.compile(
    r"(?i)\s*[(（]\s*(?:(?:photo|picture|image)s?(?: (?:credits?|source))?|(?:圖片|相片|照片|图片)(?:來源|来源)?)\s*[:：]\s*"
    r"(?P<whom>[^()（）\n]{1,80}?)\s*[)）][.。]?\s*\Z"
)
"""Whom the media must name, in brackets at the end of a caption."""
FIELD = re.compile(r"\w[^:：.。]{0,40}[:：]\s*\S")
"""A line such as "Net weight: 340 grams"."""
CAPTION_CHINESE = re.compile("[\\s\\[【（(]*(?:圖|相片|照片|圖片|图|相)")
_RULE = r"[\s#*\-–—_~～=・·.•－─]*"
END = re.compile(
    rf"(?i){_RULE}(?:(?:完|全文完)\s?[-–—/／| ]\s?)?(?:(?:the )?ends?|end of (?:press |news )?release|fin|完|全文完|稿末|結束|完畢)?{_RULE}"
    r"|[（(【\[]\s*(?:完|end|ends|全文完)\s*[)）】\]]|nnnn"
)
ENDED = re.compile(r"(?i)\W*(?:ends?|完)\s*[/／]\s*(?P<rest>.{6,60})")
"""An end mark with a date after it, as the Government writes it."""
_HKT = "(?:hkt|hong kong time)"
TIMED = re.compile(
    rf"(?i)(?=.*{_HKT})\W*(?:issued at\s*)?(?:{_HKT}\s*[:：]?\s*)?(?P<en>\d{{1,2}}(?:[:.]\d{{2}})?\s*(?:[ap]\.?m\.?)?)(?:\s*{_HKT})?(?P<day>,\s*\d.{{6,30}})?\W*"
    r"|\W*香港時間\s*[:：]?\s*(?P<date>\d{4}年\d{1,2}月\d{1,2}日)?(?P<tc>(?:上午|下午|中午|晚上)?\s*\d{1,2}\s*[時:：]\s*(?:\d{1,2}\s*分?)?)\s*(?:發稿)?\W*"
)
"""The hour of issue, and perhaps the date."""
CORRECTED_ON = re.compile(
    r"(?i)\W*(?P<kind>corrected|updated) (?:on|at) .{6,60}|\W*於?.{6,40}(?P<chinese>更正|更新)\W*"
)
"""When a release was corrected; the line below says what was wrong."""
BEHALF = re.compile(
    r"(?i)\W*(?:the following (?:\w+ )?(?:is|was) )?issued (?:today )?on behalf of (?P<en>.{3,120}?)\s*[:：.]?\W*"
    r"|\W*(?:以下|下稿)?(?:新聞稿|聲明)?(?:是|為|今日)?代(?:表)?(?P<tc>.{2,60}?)(?:發出|發布|發佈|發放|發稿)\s*[:：。]?\W*"
)
CORRECTED = re.compile(
    r"(?i)\W*(?P<kind>correction|corrigendum|corrected|updated?|更正|勘誤|更新)(?:版本?|啟事| notice)?\s*[:：]\s*(?P<note>.{4,})"
)
ISSUED_BY = re.compile(
    r"(?i)\W*this (?:press|news|media) (?:release|announcement) (?:is|was) (?:issued|distributed|released) .{3,140}"
    r"|\W*(?:此|本)新聞稿(?:由|是由).{2,60}(?:發布|發佈|發放|發出|代發)。?"
)
"""A line about who sends the release for whom; not part of the text."""
ABOUT = re.compile(
    r"(?i)(?:about (?P<en>(?:the )?\S.{0,110}?)|(?:關於|关于|有關|認識)(?P<tc>.{1,50}?)|(?P<tc2>.{2,30})簡介)\s*[:：]?\s*"
)
_WHO = "(?:media|press|public relations|pr|news|investors?|corporate|public|general)"
CONTACTS = _any(
    rf"(?:for )?(?:further )?{_WHO}(?:(?:,? and|,|,? ?&|/| )\s?(?:{_WHO}|[a-z]+))?\.? ?(?:contacts?|enquir(?:y|ies)|inquir(?:y|ies)|relations)(?: persons?| details| information)?s?(?:,? (?:please )?contact)?",
    r"for (?:further |more )?(?:media |press )?(?:information|details|enquiries|inquiries|enquiry|queries)(?:,? ?(?:please )?contact.{0,20})?",
    r"(?:media )?contacts?(?: information| details| persons?| us)?|(?:for )?enquiries|issued by",
    "(?:(?:投資者|公眾|企業)?(?:及|和|／|/|、))?(?:傳媒|媒體|新聞|新聞界|记者|記者|传媒|媒体|公關)(?:及投資者|及公眾)?(?:查詢|聯絡|聯繫|查询|联络|联系|垂詢)(?:人|方式|資料|處)?(?:[，,]?(?:請|敬請)?(?:聯絡|致電|聯繫|與).{0,8})?",
    "(?:如有)?查詢|查询|聯絡|聯繫|聯絡(?:人|我們|方式|資料)|聯繫人|(?:如有(?:任何)?)?(?:傳媒|任何)?(?:查詢|垂詢)[，,]?(?:請|敬請)?(?:聯絡|致電|與)?.{0,8}",
)
CONTACT_LINE = re.compile(
    r"(?i)\W*(?:for )?(?:further )?(?:media|press)(?: and \w+)? (?:enquir|inquir|quer|information)\w*.{0,30}(?:contact|call|email|reach)"
    r"|\W*(?:如有)?(?:傳媒|媒體|新聞界|記者)(?:如有)?(?:查詢|採訪|垂詢).{0,8}(?:聯絡|致電|聯繫|電郵)"
)
"""A sentence that names the media contact."""
CONTACT_LABELLED = re.compile(
    r"(?i)\W*(?:(?:media|press|for) )?(?:enquir(?:y|ies)|inquir(?:y|ies)|contacts?(?: person)?)\s*[:：]"
    r"|\W*(?:傳媒|媒體)?(?:查詢|聯絡|聯絡人)\s*[:：]|\W*(?:media|press|傳媒|媒體)\s*[:：]"
)
"""A line that is a contact, behind its label."""
ANNEX = re.compile(r"(?i)\W*(?:annex|appendix|attachment|附件|附錄|附表)\b.*")
LINKS = _any(
    r"(?:related|useful|relevant) (?:links?|documents?|websites?|information)|attachments?|links?|downloads?",
    "further information|更多資料|(?:更多|相關)(?:連結|網址|網頁|文件|資料|資訊)|附件(?:下載)?|下載|連結",
)
TOPICS = re.compile(
    r"(?i)\W*(?:topics?|tags?|categor(?:y|ies)|keywords?|主題|類別|分類|標籤|關鍵[詞字])\s*[:：]\s*(?P<topics>.{2,120})"
)
NOTES = _any(
    r"(?:editors?['’]? notes?|notes? (?:to|for) (?:the )?editors?)",
    "(?:編者|编者|編輯)(?:按|註|注|備註|垂注|參考)|致編輯|給編輯的?(?:備註|說明)|備註|附註",
)
SOURCE = re.compile(
    r"\W*(?:(?i:source|來源|来源|資料來源|消息來源)\s*[:：]\s*|(?:SOURCE|消息來源|消息来源)\s+)(?P<source>\S.{1,79})"
)
STOCK = re.compile(r"(?i)\W*(?:stock code|股份代[號号]|股票代[號号])[^\d]{0,20}\d{3,6}(?:\.hk)?\W*")
"""The line of a listed company's number."""
NUMBER = re.compile(
    r"(?i:\W*(?:(?:our )?ref(?:erence)?\.?(?: no\.?)?|(?:press )?release no\.?|no\.|(?:新聞稿)?編號|檔號|文件編號)\s*[:：]?\s*)(?P<number>(?=[^:：]*\d)[A-Za-z0-9][\w./ -]{1,30}?)\s*"
    r"|(?P<bare>(?=[^a-z]*\d)[A-Z]{1,6}[-/ ]?\d{1,6}(?:[-/.]\d{1,4}){0,2}[A-Z]?)"
)
DATED = re.compile(
    r"(?i)\W*(?:(?:date(?:d)?|release date|issued on|日期|發[布佈]日期)\s*[:：]|(?:posted|published|issued|released)(?: on| at)?\b"
    r"|(?:發[布佈表]|刊登|張貼)(?:於|日期)?)\s*[:：]?\s*(?=\S)"
)
BYLINE = re.compile(r"(?i)[\s|·,-]*(?:\bby|作者|\bauthor)[:：]? *[\w.-]{2,30}(?: [A-Z]\w+)?$")
"""The words after a date that say who put a text on the web."""
HIGHLIGHTS = _any(
    r"(?:key |financial |results? |business |operational |performance |main )*(?:highlights?|summary|points|facts)",
    "(?:業績|財務|業務|營運|主要|重點|內容)*(?:摘要|重點|亮點|概要|要點)",
)
"""A label above a list at the beginning."""
PHONE = re.compile(
    r"(?i)(?:\b(?:tel(?:ephone)?|phone|mobile|mob|fax|whatsapp|cell|t|m|d)\b|電話|手提|手機|傳真|直綫|直線|电话)"
    r"\.?\s*(?:no\.?)?\s*[:：]?\s*\(?\+?[\d(][\d\s()/-]{5,}"
)
GAP = r"[ \xa0]*\t[ \xa0\t]*|[ \xa0]{4,}"
"""What separates two texts side by side on a line."""
EMAIL = re.compile(r"[^\s@<>\"：:（(]+@[^\s@<>\"）)]+\.[A-Za-z]{2,}")
_SIGN = r"[•●▪▫■◆◦○·‧‣□➢✓❖\uf020-\uf0ff]|[-–—](?![-–—\d])|\*(?=\s)|\*(?![^*]*\*)"
"""A bullet. A dash before a digit is a minus, and two stars are italics; the fonts of Word have signs of their own."""
MARKER = re.compile(
    rf"\s*(?:(?P<bullet>{_SIGN}|[o§¨Øüvq](?=\t))|[(（]?(?P<number>\d{{1,2}})[.)）、．](?!\d)|[(（](?P<roman>[ivx]{{1,5}})[)）]|[(（](?P<letter>[a-z])[)）]"
    r"|[（(](?P<hans>[一二三四五六七八九十]{1,2})[)）]|(?P<han>[一二三四五六七八九十]{1,2})、)\s*(?=\S)"
)
"""What somebody typed before an item of a list. A letter before a tab is the bullet of a font of Word."""
BULLET = "•"
_ROMAN_ITEMS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


def _item_counts(text: str) -> dict[str, int]:
    """The lists that a text may be an item of, and its number there; 0 for a bullet. (i) is a number or a letter."""
    mark = MARKER.match(text)
    if not mark:
        return {}
    if mark["number"]:
        return {"(1)" if re.match(r"\s*[(（]", mark[0]) else "1.": int(mark["number"])}
    if han := mark["han"] or mark["hans"]:
        number = next((number for number in range(1, 100) if numeral(number) == han), 99)
        return {"一、" if mark["han"] else "（一）": number}
    if letters := mark["roman"] or mark["letter"]:
        roman = {"(i)": _ROMAN_ITEMS.index(letters)} if letters in _ROMAN_ITEMS else {}
        return roman | ({"(a)": ord(letters) - 96} if len(letters) == 1 else {})
    return {mark["bullet"]: 0}


def runs_of(texts: Sequence[str]) -> Iterator[tuple[range, str]]:
    """The items that somebody marked by hand, two or more in a row: where they stand, and how their list counts.

    Numbers go up from one, by one.
    """
    counts = [*map(_item_counts, texts)]
    at = 0
    while at < len(texts):
        ends = {
            series: next((end for end in range(at, len(texts)) if series not in counts[end]), len(texts))
            for series in counts[at]
        }
        series = max(ends, key=lambda each: ends[each], default="")
        run = range(at, ends.get(series, at + 1))
        numbers = [counts[each].get(series) for each in run]
        if len(run) > 1 and numbers in ([0] * len(run), [*range(1, len(run) + 1)]):
            yield run, series if any(numbers) else BULLET
        at = run.stop


def count_of(marker: str) -> str:
    """How an automatic list counts, from what stands before one of its items: a bullet, "1." or another style."""
    series, number = next(iter(_item_counts(f"{marker}\tx").items()), ("1.", any(map(str.isalnum, marker))))
    return series if number else BULLET


def numbering(en: str, tc: str) -> dict[str, Any]:
    """The fields of a list that counts so in each language: none for bullets, `numbered` for 1. 2. 3., else `style`."""
    en, tc = ("" if way == BULLET else way for way in (en, tc))
    if not en and not tc:
        return {}
    en, tc = en or tc, tc or en
    if en == tc == "1.":
        return {"numbered": "yes"}
    return {"style": en if en == tc else {"en": en, "tc": tc}}


BEHIND_BRACKET = re.compile(
    r"(?:\s*[（(](?:星期.|[A-Z][a-z]+day)[)）])?(?P<place>[\s,，、‧·•・．/\-–—]*[^\W\d_][^)）\]】〕］\n]{0,24})?\s*[)）\]】〕］]\s*(?:\**\s*[-–—─―⸺－﹣:：|]+)?\s*\**"
)
"""What follows the date of a dateline that began with a bracket."""
BEHIND_PLACE = re.compile(
    rf"(?P<place>[\s,，、‧·•・．/]+(?:[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+)?|[{HAN}]{{2,6}})"
    rf"|\s*[(（\[【](?:[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+){{0,2}}|[{HAN}]{{2,6}})[)）\]】])?\s*\**"
    r"(?:\s*(?:[-–—─―⸺－﹣|:：]|/[^/\n\d]{2,24}/|\((?:[A-Z]+ )*[A-Z]*WIRE\)|電|訊))+\s*\**"
)
"""What follows the date of a dateline without a bracket: a dash, or a wire's name."""
CITY = re.compile(
    r"\s*\**(?P<place>Hong Kong|HONG KONG|Macao|Macau|Shenzhen|Guangzhou|Beijing|Shanghai|Singapore|London|香港|澳門|深圳|廣州|北京|上海)"
    r"\**\s*[-–—─―⸺－]+\s*\**"
    r"|\s*[（(【\[](?P<inside>香港|澳門|深圳|廣州|北京|上海)[訊電]?[）)】\]]\s*"
)
"""A dateline without a date."""
GREETING = re.compile(
    r"(?i)\W*(?:dear (?:sir|madam|all|friends|colleagues|(?:news |assignment |photo )?editors?|members of the (?:press|media)|media|journalists?|reporters?)"
    r"(?:(?:,| and|/| or) ?[a-z ]{2,30})?"
    r"|(?:attn|attention|to)\s*[:：]\s*(?:all )?(?:news|assignment|photo|business|features?|city)?[\s/&,a-z-]{0,30}(?:editors?|desks?|journalists?|reporters?|media)"
    r"|(?:from|發件人|發稿機構)\s*[:：].{2,80}|(?:please|kindly) (?:find|see) .{3,180}|(?:we|i) (?:are|am) (?:pleased|delighted) to (?:send|share with) you .{3,160}"
    r"|(?:致|敬啟者|各位|親愛的)\s*[:：]?\s*(?:各(?:位|大)?)?(?:傳媒|新聞|採訪|媒體|港聞|財經|副刊|圖片)?(?:編輯|記者|採訪主任|傳媒(?:機構|朋友|友好)?|媒體(?:朋友)?)(?:[、及／/和](?:編輯|記者|採訪主任|傳媒朋友))*(?:先生|女士)?"
    r"|敬啟者|您好|(?:隨函|謹|現|茲)(?:此)?附上.{2,60})\s*[:：,，!！.。]*\s*"
)
"""How a mail begins; not part of the release."""
CLOSING = re.compile(
    r"(?i)\W*(?:(?:best|kind|warm|with (?:best|kind))(?:est)? (?:regards|wishes)|yours (?:sincerely|faithfully|truly)|regards"
    r"|此致|順頌.{2,4}|祝(?:好|工作愉快|商祺|編安))\W*"
)
"""How a mail ends."""
MENU = re.compile(
    r"(?i)(?:home|about us|contact us|news(?:room)?|media(?: centre| room)?|careers?|search|login|sitemap|english|繁體?|简体?|eng|繁體中文|简体中文"
    r"|skip to (?:main )?content|主頁|首頁|關於我們|聯絡我們|新聞(?:中心|稿)?|最新消息|傳媒中心|搜尋|登入|網站地圖|跳至主(?:要)?內容|招聘|加入我們)"
)
"""A step of the menu of a web page."""
PHOTO_PACK_OURS = re.compile(
    r"(?i)(?:please )?click here to download (?:the )?high-?res(?:olution)? (?:photos|images)[.:]?|按此下載高解像度(?:圖片|相片)[。：]?"
)
"""Lines that hkpress itself writes, which can be dropped."""

_LABEL_EDGES = re.compile(rf"\s*[|｜/／]\s*|\s{{2,}}|\t|(?<=[{HAN}])\s+(?=[A-Za-z])|(?<=[A-Za-z:：])\s*(?=[{HAN}])")


def parts_of(words: str) -> list[str]:
    """The two parts of a line that says the same in both languages: "Media Contact 傳媒查詢"."""
    return [each for each in _LABEL_EDGES.split(words) if each] or [words]
