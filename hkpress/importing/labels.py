"""The lines of a release that say what stands below them, in the forms that people give them."""

from __future__ import annotations

import re


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"(?i)[\s【\[(（*]*(?:{'|'.join(patterns)})[\s】\])）*]*[:：]?\s*")


KIND = _any(
    r"(?:press|news|media) (?:release|statement|announcement|alert|advisory|invitation)s?",
    r"(?:新聞|传媒|傳媒|媒體)(?:稿|公報|發布|發佈|通知|採訪通知|資料|聲明)(?:稿)?",
    "新闻稿|採訪通知|採訪邀請|傳媒邀請|媒體邀請|新聞發布|press release 新聞稿|新聞稿 press release",
)
IMMEDIATE = _any(
    r"for (?:immediate|instant) (?:release|distribution|dissemination|publication)",
    r"(?:immediate|instant) release|即時(?:發|刊)(?:布|佈|放|表|稿|登)|(?:供|請)?即(?:時|日)?(?:發|刊)(?:布|佈|放|登)|立即發[布佈]|请?即时发布",
)
EMBARGO = re.compile(
    r"(?i)(?:\W*\b(?:strictly )?embargo(?:ed)?\b|.{0,30}not for (?:release|publication) (?:before|until))|"
    r".{0,40}(?:禁止(?:發|刊|報)|請?勿(?:發|刊|報)|不得(?:發|刊|報)|方可(?:發|刊|報)|(?:發|刊)(?:布|佈|登)(?:時間|限制)|解禁|封鎖期)"
)
PHOTO_PACK = re.compile(
    r"(?i)\W*(?:please )?(?:click|press)?.{0,30}(?:here|link|below)?.{0,40}(?:download|access).{0,40}(?:photo|image|picture)"
    r"|\W*(?:photo|image|picture)s?.{0,30}(?:download|available)|.{0,40}(?:下載|下载).{0,20}(?:相片|圖片|照片|图片)"
    r"|.{0,20}(?:相片|圖片|照片).{0,20}(?:下載|下载)"
)
PHOTOS_HEAD = _any(
    r"(?:photo|picture|image)s?(?: captions?)?(?: ?\(s\))?|captions?|photo descriptions?",
    "(?:圖片|相片|照片|圖|图片)(?:說明|说明|標題|簡介|描述)|圖說|圖片|相片|照片",
)
CAPTION = re.compile(
    r"(?i)[\s\[【（(]*(?:(?:photo|picture|image|figure|caption|pic|fig)s?\.?(?: caption)? ?(?:no\. ?)?#?\(?(?P<a>\d{1,2})\)?[\s\])】）]*(?:[:：.)\-–—|]|\s|$)"
    r"|(?:圖|相|照)?(?:片|相|圖)?(?:說明|说明)?\s?(?:[\(（])?(?P<b>[一二三四五六七八九十]{1,3}|\d{1,2})(?:[\)）\]】])?\s*[:：、.．|]"
    r")\s*"
)
CAPTION_CHINESE = re.compile("[\\s\\[【（(]*(?:圖|相片|照片|圖片|图|相)")
END = re.compile(
    r"(?i)[\s#*\-–—~_=・·.•]*(?:(?:the )?ends?|fin|完|全文完|稿末|結束|完畢)?[\s#*\-–—~_=・·.•]*|[（(【\[]\s*(?:完|end|ends)\s*[)）】\]]"
)
ABOUT = re.compile(
    r"(?i)(?:about (?P<en>(?:the )?\S.{0,110}?)|(?:關於|关于|有關|認識)(?P<tc>.{1,50}?)|(?P<tc2>.{2,30})簡介)\s*[:：]?\s*"
)
CONTACTS = _any(
    r"(?:for )?(?:further )?(?:media|press|public relations|pr|news)(?: and [a-z]+)?\.? ?(?:contacts?|enquir(?:y|ies)|inquir(?:y|ies)|relations)(?: person)?s?(?:,? please contact)?",
    r"for (?:further |more )?(?:media |press )?(?:information|details|enquiries|inquiries|enquiry|queries)(?:,? ?(?:please )?contact.{0,20})?",
    r"(?:media )?contacts?(?: information| details| persons?| us)?|(?:for )?enquiries|issued by",
    "(?:傳媒|媒體|新聞|记者|記者|传媒|媒体|公關)(?:查詢|聯絡|聯繫|查询|联络|联系|垂詢)(?:人|方式|資料|處)?",
    "(?:如有)?查詢|查询|聯絡(?:人|我們|方式|資料)|聯繫人|(?:如有)?(?:傳媒|任何)?查詢[，,]?(?:請|敬請)?(?:聯絡|致電|與)?.{0,8}",
)
NOTES = _any(
    r"(?:editors?['’]? notes?|notes? (?:to|for) (?:the )?editors?)",
    "(?:編者|编者|編輯)(?:按|註|注|備註|垂注|參考)|致編輯|給編輯的?(?:備註|說明)|備註|附註",
)
SOURCE = re.compile(r"(?i)\W*(?:source|來源|来源|資料來源|消息來源)\s*[:：]\s*(?P<source>.{2,80})")
NUMBER = re.compile(
    r"(?i)\W*(?:ref(?:erence)?\.?(?: no\.?)?|release no\.?|no\.|編號|檔號|文件編號)\s*[:：]?\s*(?P<number>(?=[^:：]*\d)[A-Z0-9][\w./ -]{1,30}?)\s*"
)
DATED = re.compile(r"(?i)\W*(?:date(?:d)?|release date|issued on|日期|發[布佈]日期)\s*[:：]\s*")
PHONE = re.compile(
    r"(?i)(?:\b(?:tel(?:ephone)?|phone|mobile|mob|fax|whatsapp|cell|t|m|d)\b|電話|手提|手機|傳真|直綫|直線|电话)"
    r"\.?\s*(?:no\.?)?\s*[:：]?\s*\(?\+?[\d(][\d\s()/-]{5,}"
)
EMAIL = re.compile(r"[^\s@<>\"：:（(]+@[^\s@<>\"）)]+\.[A-Za-z]{2,}")
MARKER = re.compile(
    r"\s*(?P<bullet>[•●▪■◆◦○·‧➢✓*–—-]|\(?(?P<number>\d{1,2})[.)、．]|[（(](?P<hans>[一二三四五六七八九十]{1,2})[)）]|(?P<han>[一二三四五六七八九十]{1,2})、)\s*(?=\S)"
)

BEHIND_BRACKET = re.compile(
    r"(?:\s*[（(](?:星期.|[A-Z][a-z]+day)[)）])?(?P<place>[\s,，、‧·•・/\-–—]*[^\W\d_][^)）\]】〕\n]{0,24})?\s*[)）\]】〕]\s*(?:\**\s*[-–—－﹣:：|]+)?\s*\**"
)
"""What follows the date of a dateline that began with a bracket."""
BEHIND_PLACE = re.compile(
    r"(?P<place>[\s,，、‧·•・/]+[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+)?)?\s*\**\s*(?:[-–—－﹣|:：]|/PRNewswire/|電|訊)+\s*\**"
)
"""What follows the date of one without: a dash must."""
PHOTO_PACK_OURS = re.compile(
    r"(?i)(?:please )?click here to download (?:the )?high-?res(?:olution)? (?:photos|images)[.:]?|按此下載高解像度(?:圖片|相片)[。：]?"
)
"""What hkpress itself writes: nothing else is lost with the line."""
