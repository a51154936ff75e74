"""Words that exclude each other: red and 黑色, tomorrow and 今日, earlier and 延遲, cheaper and 貴, closed and 開放.

`_CONTRASTS` is the table. Each line is a group of meanings that exclude each other, each meaning with four lists: its
English words, its Chinese ones, and what else may express it in either language. A finding needs one meaning that only
the English has and another that only the Chinese has, and no other words for them.
A long line continues on the next, indented by four spaces.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from hkpress.core.characters import COMMON_HAN
from hkpress.figures.relations import Miss, Relation
from hkpress.figures.values import Fact, Kind, Word

_CONTRASTS = r"""
red / 紅色 紅旗 紅雨 / crimson|scarlet|maroon / 紅|赤|丹|朱
amber|yellow / 黃色 黃旗 黃雨 / gold\w*|orange / 黃|琥珀|橙|金
black / 黑色 黑旗 黑雨 / dark / 黑|暗|烏
white / 白色 白旗 / ivory|cream / 白
blue / 藍色 藍旗 / navy|azure|turquoise|cyan / 藍|青
green / 綠色 / eco\w*|sustainab\w*|environment\w*|jade / 綠|青|翠|環保

yesterday / 昨日 昨天 昨晚 / last|day before|previous|(?:mon|tues|wednes|thurs|fri|satur|sun)day / 昨|前
today / 今日 今天 / tonight|this (?:morning|afternoon|evening|year|month)|present|now|current\w*|(?:mon|tues|wednes|
    thurs|fri|satur|sun)day|same day / 今|即|本|當
tomorrow / 明日 明天 / next|following|(?:mon|tues|wednes|thurs|fri|satur|sun)day / 明|翌|次

last week / 上周 上星期 上週 / previous|past|ago|earlier|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day / 上|前|過去|剛
this week / 本周 今周 本星期 本週 / (?:the|within a) week|current|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|
    this week\w* / 本|今|周內|這
next week / 下周 下星期 下週 / following|coming|upcoming|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day / 下|來|未來|翌

last month / 上月 上個月 / previous|past|ago|earlier|January|February|March|April|May|June|July|August|September|
    October|November|December / 上|前|過去|\d月
this month / 本月 今個月 / the month|current|January|February|March|April|May|June|July|August|September|October|
    November|December / 本|今|\d月|月內
next month / 下月 下個月 / following|coming|January|February|March|April|May|June|July|August|September|October|
    November|December / 下|來|\d月

last year / 去年 / year (?:earlier|ago|before)|previous|prior|past|preceding|\d{4} / 去|上|前|過去|\d{4}|按年|同期
this year / 今年 / the year|current|annual\w*|\d{4}|same year / 今|本|年內|全年|\d{4}|當|同
next year / 明年 / following|coming|\d{4} / 明|來|下|翌|\d{4}|未來

half[- ]price|half[- ]fare|pays? half|half the (?:price|fare) / 半價 半費 五折 對折 / half|50|discount\w* / 半|五折|
    50|對折
(?:subject to|at) (?:a|an extra) (?:fee|charge)|fees? (?:apply|applies) / 收費使用 收費入場 付費 須繳費 須收費
     需收費 要收費 / fee\w*|charg\w*|pay\w*|paid|cost\w*|pric\w*|tariff\w*|hk|ticket\w* / 元|價
pays? double|double the (?:price|fare|fee) / 收費加倍 雙倍收費 / doubl\w*|twice / 兩倍
free of charge|free admission|admission is free|is free|for free|free entry|waived / 免費 全免 免收 / free|waiv\w*|
    exempt\w*|no charge|complimentary|without charge|no fee / 免|豁|不收|零

above(?! all|-mentioned)|higher than / 高於 高出 / more|over|up|exceed\w*|high\w*|above|surpass\w*|outpac\w*|beyond|
    at least|minimum|outperform\w*|better|ahead|larger|not / 高|超|逾|多於|以上|優於|勝|越|突破|不低於|至少|最少|之上
below|lower than / 低於 / below|under|less|low\w*|fewer|down|short|behind|not|no|worse|fall\w*|fell|drop\w*|minimum|
    at least / 低|少|不足|以下|未|跌|不到|遜|欠|之下

(?:minutes?|hours?|days?|weeks?|months?|years?) earlier|brought forward|bring forward|
    ahead of schedule / 提早 提前 / earl\w*|forward|advanc\w*|ahead|before|prior|pre\w*|soon\w*|beforehand|
    in time / 早|先|提前|前於|預
delayed|postponed|put off|deferred|extended(?= to| until| by)|(?:minutes?|hours?|days?|weeks?) later|put back|
    rescheduled / 延遲 延後 押後 推遲 順延 延期 / late\w*|delay\w*|postpon\w*|extend\w*|extension\w*|resched\w*|put|
    defer\w*|adjourn\w*|roll\w*|push\w*|hold\w*|held|after|until|subsequent\w*|lag\w*|overdue|moved?|back / 延|遲|押|
    後|推|緩|晚|改期|再

shortened|shortens?|shorter|cut(?: \w+){0,4} by / 縮短 / short\w*|reduc\w*|cut\w*|fast\w*|quick\w*|sav\w*|less\w*|
    trim\w*|brief / 縮|短|減|快|省|少
lengthened|longer|prolonged|extended(?= to| until| by) / 延長 / long\w*|length\w*|extend\w*|extension\w*|prolong\w*|
    more|later|increas\w*|additional|until|beyond|stretch\w*|renew\w* / 長|延|加|增|晚|遲|後

cheaper|less expensive|lower-priced / 便宜 較平 較廉 更平 / cheap\w*|low\w*|less|sav\w*|discount\w*|off|afford\w*|
    econom\w*|bargain\w*|reduc\w*|fell|down|below / 便宜|平|廉|低|減|省|折|優惠|少|抵|跌
dearer|more expensive|costlier|pricier / 昂貴 較貴 更貴 貴\d 貴[一二兩三四五六七八九十] / expensive|dear\w*|cost\w*|
    pric\w*|high\w*|more|premium|luxur\w*|up|rise|rose|increas\w*|valuable|precious / 貴|高|多|加|升|漲|增

by mid-\d{4}|mid-\d{4}|mid-year|middle of (?:the year|\d{4}) / 年中 / mid\w*|half|june|july|summer|
    second quarter / 中|半年|六月|七月|6月|7月|夏
(?:the )?end of (?:\d{4}|the year|this year|next year)|year-end / 年底 年末 / end\w*|late|december|fourth|clos\w*|
    last|final / 底|末|尾|12月|十二月|年終|歲晚
early (?:\d{4}|this year|next year|last year)|(?:beginning|start) of (?:\d{4}|the year|this year|
    next year) / 年初 / early|begin\w*|start\w*|january|first|turn / 初|1月|一月|首|開始|年頭

best(?! (?:price|known|seller|practice)) / 最佳 最好 / best|high\w*|record|top|most|strong\w*|great\w*|fin\w* / 佳|好|
    優|最高|良
worst / 最差 最壞 最惡劣 / worst|poor\w*|low\w*|weak\w* / 差|壞|惡|劣

(?:the )?(?:following|next) (?:day|morning) / 翌日 次日 翌晨 / next|following|later|tomorrow|day after / 翌|次|明|隔|
    第二
(?:the )?same (?:day|morning) / 同日 即日 當日 / same|that|day|today / 同|即|當|今|本

from (?:the )?left / 左起 由左至右 / left\w* / 左
from (?:the )?right / 右起 由右至左 / right\w* / 右

mornings? / 上午 早上 早晨 / morning\w*|\d{1,2}(?:[.:]\d\d)? ?a\.?m|a\.?m|dawn|noon|midnight|overnight|
    daybreak / 上午|早|晨|清晨|凌晨|朝
afternoons? / 下午 午後 / afternoon\w*|\d{1,2}(?:[.:]\d\d)? ?p\.?m|p\.?m|noon|midday / 下午|午後|傍晚|晚|中午|正午
evenings? / 晚上 黃昏 / evening\w*|night\w*|\d{1,2}(?:[.:]\d\d)? ?p\.?m|p\.?m|tonight|dusk|sunset / 晚|黃昏|夜|傍晚

lighter / 較輕 更輕 輕[約逾近]?[\d一二兩三四五六七八九十]+(?:成|%|公斤|克|磅|噸) / light\w*|less|reduc\w*|cut\w*|
    sav\w*|lose|lost / 輕|減|少|降|瘦
heavier / 較重 更重 重[約逾近]?[\d一二兩三四五六七八九十]+(?:成|%) / heav\w*|more|weigh\w*|gain\w*|up / 重|加|增|多

faster|quicker|(?:times|twice) as (?:fast|quick) / 較快 更快 快[約逾近]?[\d一二兩三四五六七八九十]+(?:成|%|倍|秒|
    分鐘) / fast\w*|quick\w*|earl\w*|ahead|less|short\w*|sav\w*|speed\w*|cut\w* / 快|速|縮|短|早|省|減
slower / 較慢 更慢 慢[約逾近]?[\d一二兩三四五六七八九十]+(?:成|%|倍|秒|分鐘) / slow\w*|late\w*|behind|long\w*|
    delay\w* / 慢|緩|遲|後|增|長

taller / 較高 更高 高[約逾近]?[\d一二兩三四五六七八九十]+(?:米|呎|厘米|成|%) / tall\w*|high\w*|long\w*|grow\w*|
    grew / 高|長
shorter / 較矮 更矮 矮[約逾近]?[\d一二兩三四五六七八九十]+(?:米|呎|厘米|成|%) / short\w*|low\w*|less|small\w* / 矮|短|
    低|小

closed(?! until)|closes? on|shut(?! until) / 休館 休息 關閉 閉館 停業 / clos\w*|shut\w*|not open|suspend\w*|except|
    rest|ceas\w*|off / 休|關|閉|停|暫|封|截|止|除|不|非|收
opens?(?! (?:until|till|to)\b) / 開放 營業 開館 / open\w*|operat\w*|hours|admi\w*|access\w*|service\w*|daily|business|
    resum\w*|reopen\w*|public|except|every day|visit\w*|welcom\w* / 開|營|啟|重|恢復|供

(?:net )?inflows? / 流入 / in\w*|receiv\w* / 入|進
(?:net )?outflows? / 流出 / out\w*|withdraw\w*|redempt\w* / 出|走|贖

(?:not|no longer) (?:allowed|permitted)|prohibited|forbidden|banned|(?:must|may|can|shall|will) ?not(?! (?:only|
    be (?:later|less|more|fewer)|exceed|necessarily|hesitate)|[^.;]*\b(?:unless|until|before|(?:more|less|fewer|later|
    earlier|other) than|exceed\w*|without|only|beyond|over|under|below|above)\b)|non-\w+able|no (?!longer|matter|
    doubt|less|more|fewer|later|one|other)\w+(?: \w+)? (?:will|may|can|shall) be / 不得 不准 禁止 不可 不會 / no|not|
    never|none|without|unless|until|only / 不|未|沒|無|勿|禁|非|否|毋|免|拒|停|取消|限|除|只|方|才|莫|零|缺|待|避|嚴|
    暫|絕|難|尚|罷|最|內|防|杜|失
(?<!not )(?:allowed|permitted) / 准許 容許 允許 可 將 仍 須 會(?![議員長面展址場計社見堂德]) / may(?! not)|can(?!not|
     not)|must(?! not)|shall(?! not)|should|have to|has to|(?<!no longer )(?<!not )required / 可

north[- ]?east\w* / 東北 / ne|nne|ene / 東北
north[- ]?west\w* / 西北 / nw|nnw|wnw / 西北
south[- ]?east\w* / 東南 / se|sse|ese|asean / 東南
south[- ]?west\w* / 西南 / sw|ssw|wsw / 西南

northbound / 北行 / north\w* / 北
southbound / 南行 / south\w* / 南
eastbound / 東行 / east\w* / 東
westbound / 西行 / west\w* / 西

highest|maximum(?= (?:penalt|fine|of \d|sentence|age|fare|price|rate|temperature))|peak (?:demand|load|level|
    price) / 最高 / high\w*|top\w*|best|max\w*|most|record|peak\w*|up to|senior\w*|supreme|larg\w*|big\w*|great\w*|
    tall\w*|limit\w*|ceiling|cap\w*|lead\w*|upper / 高|首|冠|頂|最大|最多|上限|之最|第一
lowest|minimum(?= (?:of \d|age|fare|price|rate|wage|temperature)) / 最低 / low\w*|min\w*|least|floor|bottom|few\w*|
    cheap\w*|small\w*|from|start\w* / 低|少|底|最小|起

busiest / 最繁忙 最忙碌 / bus(?:y|ier|iest)|peak\w*|most|record|high\w* / 忙|繁|高峰|最多|熱鬧
quietest / 最清閒 最冷清 / quiet\w*|least|slow\w* / 閒|靜|少|淡|冷

oldest|eldest / 最年長 最老 最古老 最資深 / (?<!-)old\w*|elder\w*|senior\w*|long\w*|earl\w*|first|ancient|histor\w*|
    aged? / 長|老|古|舊|早|歷史|大
youngest / 最年輕 最年幼 最年少 / young\w*|junior\w*|new\w*|small\w*|aged? / 輕|幼|少|小|新

longest / 最長 / long\w*|max\w*|up to|most / 長|遠|久|最多
shortest / 最短 / short\w*|min\w*|brief\w*|near\w*|least|fast\w*|quick\w* / 短|近|快|最少

fastest|quickest / 最快 / fast\w*|quick\w*|earl\w*|soon\w*|rapid\w*|speed\w* / 快|速|早
slowest / 最慢 / slow\w*|late\w* / 慢|緩|遲

interim (?:dividends?|results|report) / 中期股息 中期業績 中期報告 / interim|half\w*|six / 中期|半年
(?:final dividends?|(?:annual|final) results|annual report) / 末期股息 全年業績 年報 / final|annual\w*|year\w*|
    full / 末期|全年|年度|年報
special dividends? / 特別股息 / special / 特別

first (?:train|bus|ferry|tram|sailing|service)s?|(?:start|commencement) of (?:train )?service / 首班 頭班 / first|
    start\w*|commenc\w*|earl\w* / 首|頭|開始
last (?:train|bus|ferry|tram|sailing|service)s?|(?:end|close) of (?:train )?service / 尾班 末班 / last|end\w*|clos\w*|
    late\w*|final / 尾|末|最後|收車

appreciation|appreciated against|strengthening of the / 升值 / apprec\w*|strong\w*|strength\w*|r[io]se\w*|gain\w*|
    up / 升值|強|走高|轉強
depreciation|depreciated|weakening of the|devaluation / 貶值 / deprec\w*|weak\w*|fell|fall\w*|down|devalu\w*|
    lower / 貶|弱|折舊

net cash / 淨現金 / cash\w* / 現金
net (?:debt|borrowings?|gearing|liabilities) / 淨負債 淨債務 淨借貸 / debt\w*|borrow\w*|gear\w*|loan\w*|
    liabilit\w* / 債|借|貸

positive (?:results?|cases?|for)|test(?:ed|s|ing)? positive / 陽性 / positiv\w*|confirm\w*|reactive|carr\w* / 陽|確診
negative (?:results?|for)|test(?:ed|s|ing)? negative / 陰性 / negativ\w*|not detected|non-reactive / 陰|沒|未|無

year[- ]on[- ]year|y-o-y|(?:than|from|over|on|against) a year (?:earlier|ago|before) / 按年 同比 / year\w*|annual\w*|
    same|corresponding|\d{4} / 年|同期|\d{4}
month[- ]on[- ]month|m-o-m / 按月 環比 / month\w* / 月
quarter[- ]on[- ]quarter|q-o-q / 按季 / quarter\w*|q\d / 季

monthly (?:salary|pay|wages?|income|rent|fee)|(?:earn\w*|paid|salary of|rent of)(?:[^.;,]|,(?=\d)){0,30} (?:a|
    per) month / 月薪 月入 月租 月費 / month\w* / 月
annual (?:salary|pay|wages?|income|rent|fee)|(?:earn\w*|paid|salary of|rent of)(?:[^.;,]|,(?=\d)){0,30} (?:a|
    per) year / 年薪 年租 年費 / year\w*|annual\w*|annum / 年
hourly (?:rate|wages?|pay)|(?:earn\w*|paid)(?:[^.;,]|,(?=\d)){0,30} (?:an|per) hour / 時薪 / hour\w* / 時
daily (?:rate|wages?|pay)|(?:earn\w*|paid)(?:[^.;,]|,(?=\d)){0,30} (?:a|per) day / 日薪 / da(?:y|il)\w* / 日|天

(?:pleaded|pleads?|pleading|found) guilty|admitted / 認罪 承認 / guilt\w*|admi\w*|confess\w*|acknowledg\w*|conced\w*|
    accept\w*|recogni\w*|own\w* / (?<!否)(?<!不)認|招
not guilty|den(?:y|ied|ies) / 否認 不認罪 / not|no|den\w*|reject\w*|refut\w*|dismiss\w*|disput\w* / 否|不|駁|沒|無

acquitted|not guilty / 無罪 脫罪 / acquit\w*|clear\w*|not|discharg\w*|quash\w*|innocen\w*|overturn\w* / 無|脫|不|釋|撤
convicted|found guilty / 定罪 罪成 / convict\w*|guilt\w*|sentenc\w*|jail\w*|imprison\w*|liable|offen\w* / 罪|判|囚|監|
    罰

phd|doctoral|doctorate / 博士 / dr|ph\.?d\w*|doctor\w*|prof\w*|post-?doc\w* / 博
master's|mphil|msc|mba / 碩士 / master\w*|m(?:phil|sc|ba|a|ed|eng)|postgrad\w*|graduate\w* / 碩|研究|深造
bachelor\w*|undergraduates? / 學士 本科 / bachelor\w*|undergrad\w*|b(?:sc|a|ed|eng|ba)|degree\w*|honours|
    first-year / 學士|本科|學位|大學生|科生

except(?: for| on)?|excluding|with the exception of / 除外 不包括 / except\w*|exclu\w*|other than|not|clos\w*|apart|
    but|save|without|net / 除|不|外|休|未|唯|惟|但|淨
including|inclusive of / 包括 包含 / inclu\w*|compris\w*|consist\w*|such as|cover\w*|namely|involv\w*|contain\w*|
    as well as|compos\w*|made up|rang\w*|featur\w*|through|offer\w* / 包

suspended|suspension|cancelled / 暫停 停課 停辦 停駛 / suspen\w*|cancel\w*|stop\w*|halt\w*|clos\w*|not|no|ceas\w*|
    paus\w*|off|shut\w*|interrupt\w*|disrupt\w* / 停|取消|暫|休|不|沒|中止|關|封|吊銷
as usual|as normal|operate normally|as scheduled / 照常 如常 / usual\w*|normal\w*|schedul\w*|plan\w*|continu\w*|
    remain\w*|open\w*|will be / 照|如|正常|常|按|繼續|原定

on or before / 或之前 或以前 / before|by|no later|until|till|within|earlier|prior|deadline / 前|內|截|至|止
on or after / 或之後 或以後 / after|from|since|later|onwards?|following / 後|起|自|開始

above (?:chart datum|sea level|mean sea level|ground) / 基準面以上 海平面以上 地面以上 / above / 以上|海拔|高於
below (?:chart datum|sea level|mean sea level|ground) / 基準面以下 海平面以下 地面以下 / below|under\w* / 以下|低於|
    地底

indoors? / 室內 / indoor\w*|inside|interior\w* / 內
outdoors?|open-air / 戶外 室外 露天 / outdoor\w*|open\w*|outside|exterior|alfresco|external / 外|露天|郊

temporary / 臨時 / tempor\w*|provisional\w*|interim|transit\w*|ad hoc|short\w*|pop-up|casual|tentativ\w* / 臨|暫|過渡|
    短
permanent / 永久 / permanen\w*|lasting|perpet\w*|forever|long-term|fixed / 永|長|常|固定

full-time / 全職 全日制 / full\w* / 全
part-time / 兼職 兼讀 / part\w*|casual|evening / 兼|部分|半日|散工|短工

voluntary / 自願 / volunt\w*|willing\w* / 自願|義|志願|自發|自行
mandatory|compulsory / 強制 / mandat\w*|compuls\w*|requir\w*|must|forc\w*|mpf|oblig\w*|enforc\w*|statut\w*|
    injunct\w* / 強|必|須|規定|法定|硬性

wholesal\w+ / 批發 / wholesal\w*|distribut\w*|trad\w* / 批
retail\w* / 零售 / retail\w*|shop\w*|store\w*|sale\w* / 零|店|售|消費

fresh ?water / 淡水 / fresh\w*|potable|drinking / 淡|食水
(?:salt|sea) ?water / 鹹水 海水 / salt\w*|sea\w*|marine|brack\w*|flush\w* / 鹹|海|沖廁

arrivals? / 抵港 入境 / arriv\w*|inbound|ent[er]\w*|incoming|land\w*|immigra\w*|return\w*|c[oa]m\w*|visit\w*|port\w*|
    control\w*|border\w* / 抵|入|來|到|回|訪
departures? / 離港 離境 出境 / depart\w*|outbound|le(?:ft|av)\w*|exit\w*|outgoing|out|emigra\w*|take-?off|travel\w*|
    border\w*|control\w* / 離|出|往|赴|起飛|外

unaudited / 未經審核 未審核 未經審計 / unaudit\w*|not|yet|pending / 未|沒|尚
audited / (?<!未)經審核 已審核 (?<!未)經審計 / audit\w* / (?<!未)經審|已審|核數|審計師

non-executive directors? / 非執行董事 / non-?exec\w*|ineds? / 非執行
(?<!non-)(?<!non )executive directors? / (?<!非)執行董事 / managing|chief|ceo / (?<!非)執行董事|總監|總裁|總幹事|行政

unlisted / 非上市 / unlisted|private\w*|not / 非上市|未上市
listed (?:compan\w+|issuers?|securities|shares)|listed on / (?<!非)(?<!未)上市公司 / list\w*|public\w*|
    ipos? / (?<!非)(?<!未)上市|掛牌

unsecured / 無抵押 / unsecured|without|no / 無|免
secured (?:loans?|debts?|lending|borrowings?|bonds?|facilit\w+|notes?) / 有抵押 / (?<!un)secured|pledg\w*|mortgag\w*|
    collateral\w* / (?<!無)抵押|按揭

ineligible / 不合資格 不符合資格 / ineligib\w*|not|un\w+|disqualif\w*|cannot|no|fail\w* / 不|未|無|沒|喪失
eligible / (?<![不符])合資格 (?<!不)符合資格 / eligib\w*|qualif\w*|entitl\w*|meet\w* / (?<![不符])合資格|(?<!不)符合|
    (?<!不)具|有權

unpaid leave|no-pay leave|unpaid / 無薪 / unpaid|no[- ]pay|without / 無薪|停薪|欠|未付|未繳|拖欠
paid leave|with full pay / 有薪 帶薪 / paid|pay / 有薪|帶薪|全薪

odd[- ]number\w* / 單數 / odd\w* / 單|奇
even[- ]number\w* / 雙數 / even\w* / 雙|偶

gold (?:award|medal|prize)s? / 金獎 金牌 / gold\w*|first|top|champion\w* / 金|冠|一等
silver (?:award|medal|prize)s? / 銀獎 銀牌 / silver\w*|second|runner\w* / 銀|亞|二等
bronze (?:award|medal|prize)s? / 銅獎 銅牌 / bronze\w*|third / 銅|季|三等

buyers?|purchasers? / 買家 買方 / bu[yi]\w*|purchas\w*|bidd\w*|customer\w*|collector\w* / 買|購|客|藏家
sellers?|vendors? / 賣家 賣方 / s[eo]l[ld]\w*|vend\w*|merchant\w*|suppl\w*|hawk\w*|consign\w*|develop\w* / 賣|售|銷|
    商|供

landlords? / 業主 房東 / landlord\w*|owner\w*|propriet\w* / 業主|房東|出租|持有
tenants? / 租客 租戶 / tenan\w*|lessee\w*|rent\w*|occup\w*|household\w*|merchant\w*|shop\w*|compan\w* / 租|住|商戶|佔|
    進駐

employers? / 僱主 / employer\w*|compan\w*|boss\w*|hir\w*|business\w*|enterprise\w* / 僱主|東主|企業|公司|資方|用人
employees? / 僱員 / employ(?:ees?|ed|ment)|staff\w*|worker\w*|workforce|people|job\w*|personnel|colleague\w* / 員|工|
    人|同事

doctors?|dr / 醫生 / doctor\w*|dr|physician\w*|medic\w*|practition\w*|surgeon\w*|consultant\w*|specialist\w*|
    clinic\w* / 醫|博士
nurses? / 護士 / nurs\w*|health\w* / 護

taxis? / 的士 / taxi\w*|cab\w*|hail\w*|ride\w* / 的士|計程|出租車
minibus\w* / 小巴 / minibus\w*|light bus\w*|gmb\w*|plb\w* / 小巴|小型巴士
trams? / 電車 / tram\w*|electric\w*|trolley\w*|evs? / 電車|纜車|電動
private cars? / 私家車 / cars?|vehicle\w*|motor\w*|suv\w*|sedan\w*|parking / 私家車|汽車|轎車|房車|車輛|泊車
goods vehicles?|lorr(?:y|ies)|trucks? / 貨車 / goods|lorr\w*|truck\w*|container\w*|freight\w*|vans?|tractor\w*|
    vehicle\w* / 貨|拖
motor-?cycles? / 電單車 / motor\w*|scooter\w*|rider\w* / 電單車|機車|摩托
(?:public )?bus(?:es)? / (?<!小)(?<!型)巴士 / bus\w*|coach\w*|minibus\w*|kmb|route\w*|double-deck\w* / 巴士|客車|
    旅遊車|車
ferr(?:y|ies) / 渡輪 渡船 / ferr\w*|boat\w*|vessel\w*|ship\w*|sail\w*|kaito / 渡|船|輪|航

dogs? / 狗 犬 / dog\w*|canine\w*|pup\w*|hound\w*|pet\w*|rabies / 狗|犬|寵
cats? / 貓 / cats?|feline\w*|kitten\w*|pet\w*|panda\w* / 貓|寵

milder|warmer / 和暖 溫暖 較暖 / mild\w*|warm\w*|hot\w*|heat\w* / 暖|熱
colder|cooler / 寒冷 較冷 清涼 / cold\w*|cool\w*|chill\w*|wint\w* / 寒|冷|涼

new year.s day / 元旦 / january|jan|new year(?!.s eve) / 元旦|1月1日|新年
new year.s eve / 除夕 / december|dec|eve|countdown / 除夕|12月31日|倒數
christmas eve / 平安夜 / december|dec / 平安夜|前夕|12月24日
boxing day / 聖誕節後第一個周日 聖誕節後 / december|dec|christmas / 聖誕節後|12月26日|翌日

drivers? / 司機 駕駛者 / driver\w*|driv\w*|motor\w*|captain\w*|rider\w*|operator\w* / 司機|駕|車長|車主
passengers? / 乘客 / passenger\w*|travell?er\w*|commuter\w*|people|guest\w*|rider\w*|customer\w* / 客|乘|人

(?:appeals?|claims?|applications?|petitions?|challenges?|motions?)(?: \w+){0,3} (?:dismissed|rejected|refused|
    negatived) / 駁回 敗訴 被否決 / dismiss\w*|reject\w*|refus\w*|fail\w*|los[te]\w*|turn\w*|negativ\w*|veto\w*|
    uph[eo]ld\w* / 駁|敗|拒|不|否|撤
(?:appeals?|claims?|petitions?|challenges?)(?: \w+){0,3} (?:allowed|upheld|succeeded|successful)|won (?:the|its|his|
    her|their) (?:appeal|case) / 得直 勝訴 / allow\w*|uph[eo]ld\w*|succe\w*|w[io]n\w*|quash\w*|favou?r\w* / 得直|勝|
    准|允|撤銷|成功

rejected|turned down|not accepted / 拒絕 否決 不接納 不獲接納 被拒 遭拒 / reject\w*|not?|refus\w*|declin\w*|den\w*|
    turn\w*|veto\w*|unsuccess\w*|fail\w*|dismiss\w*|oppos\w*|never|without|cannot|unable|decl\w* / 拒|不|否|駁|未|無|
    退|落選|剔|沒
accepted|endorsed / (?<!不)(?<!未)獲接納 (?<!不)(?<!未)獲接受 (?<!不)(?<!未)獲通過 / accept\w*|approv\w*|pass\w*|
    agree\w*|grant\w*|adopt\w*|success\w*|endors\w*|admit\w*|offer\w* / 接納|接受|批准|通過|同意|獲批|採納|認可|收

turn\w* right|right[- ]turn\w* / 右轉 / right\w*|clockwise / 右
turn\w* left|left[- ]turn\w* / 左轉 / left\w* / 左

hibor|interbank / 拆息 / hibor|inter-?bank\w*|h / 拆息|同業|HIBOR|Hibor
prime rate|best lending rates? / 最優惠利率 最優惠貸款利率 / prime\w*|best lending|p / 優惠|P

boys? / 男童 男孩 男嬰 / boy\w*|males?|sons?|brothers?|grandsons?|father|man|men / 男童|男孩|男嬰|男生|男學|少年|兒子|
    男校|男女
girls? / 女童 女孩 女嬰 / girl\w*|females?|daughters?|sisters?|granddaughters?|mother|wom[ae]n / 女童|女孩|女嬰|女生|
    女學|少女|女兒|女校|男女

resigned|resigns|resignation|step(?:s|ped|ping)? down / 辭任 辭職 / resign\w*|step\w*|retire\w*|ceas\w*|depart\w*|
    le(?:ft|av\w*)|quit\w*|outgoing|end\w* / 辭|退|離|卸|請辭
(?<!re)appointed|appoints|appointment of / 獲委任 獲任命 出任 接任 / appoint\w*|serv\w*|becom\w*|became|succe\w*|
    join\w*|assum\w*|tak\w*|took|acting|name[ds]?|promot\w*|elect\w* / 委|任|聘

imports?(?! duty) / 進口 輸入 / import\w*|inbound|input\w*|ent[er]\w*|inward|bring\w*|brought|foreign|admission|
    labour / 進|入
(?<!re-)exports? / (?<![轉])出口 輸出 / export\w*|exit\w*|outbound|output\w*|outward\w*|shipment\w*|overseas / 出|外|
    輸

entrances? / 入口 / entran\w*|entr\w*|enter\w*|gate\w*|access\w*|import\w*|lobby|door\w* / 入|進|門
exits? / 出口 / exit\w*|export\w*|egress|outlet\w*|leav\w* / 出

primary (?:schools?|pupils?|students?) / 小學 / primary\w*|p\.?\d\w*|elementary\w*|junior\w* / 小
secondary (?:schools?|students?) / 中學 中一 中六 / secondary\w*|high\w*|middle\w*|s\.?\d\w*|form\w*|college\w*|
    academ\w*|dse|hkdse / 中學|中[一二三四五六]|高中|初中|中小|文憑
kindergartens? / 幼稚園 幼兒園 / kindergarten\w*|nurser\w*|pre-?school\w*|pre-?primary\w*|k\d / 幼|學前

teachers? / 教師 老師 / teach\w*|tutor\w*|staff\w*|facult\w*|educat\w*|school\w*|instruct\w*|professor\w* / 師|教
parents? / 家長 父母 / parent\w*|famil\w*|mother\w*|father\w*|guardian\w*|mum\w*|dad\w* / 家|父|母|親
students?|pupils? / 學生 同學 / student\w*|pupil\w*|learner\w*|graduat\w*|candidate\w*|undergrad\w*|school\w*|kid\w*|
    child\w*|youth\w*|alumn\w*|class\w*|campus\w*|you(?:ng)?\w* / 生|同學|學員|童|學子|青年|青少年

elderly|seniors / 長者 老人 / eld\w*|senior\w*|old\w*|aged?|ageing|retire\w*|6\d / 長者|老|年長|耆|高齡
children|kids / 兒童 小童 小朋友 / child\w*|kid\w*|young\w*|youth\w*|bab\w*|infant\w*|boy\w*|girl\w*|pupil\w*|
    student\w*|toddler\w*|aged?|junior\w*|paediatr\w*|under / 童|孩|小朋友|子女|幼|兒|學生

husbands? / 丈夫 / husband\w*|couple\w*|spous\w*|marri\w*|man|partner\w*|mr / 夫|偶|男
wi(?:fe|ves) / 妻子 / wife|wives|couple\w*|spous\w*|mrs|madam|partner\w*|lad(?:y|ies)|marri\w* / 妻|太|偶|夫

fathers? / 父親 爸爸 / father\w*|dad\w*|parent\w*|famil\w*|pope / 父|爸|爹|雙親|家長
mothers? / 母親 媽媽 / mother\w*|mum\w*|mom\w*|matern\w*|parent\w*|famil\w*|breast\w*|pregnan\w* / 母|媽|娘|孕|產|
    雙親|家長

in spring|spring (?:semester|term|season|edition) / 春季 春天 / spring\w*|lunar|march|april|may / 春
in summer|summer (?:holidays?|vacation|term|season|months|programme) / 夏季 夏天 暑假 暑期 / summer\w*|ju(?:ly|ne)|
    august|hot / 夏|暑
in autumn|autumn (?:semester|term|season|edition) / 秋季 秋天 / autumn\w*|fall|september|october|november / 秋
in winter|winter (?:holidays?|term|season|months|programme|surge) / 冬季 冬天 / winter\w*|december|january|february|
    cold\w* / 冬

mid-autumn / 中秋 / mid-autumn|moon\w*|autumn / 中秋|月
dragon boat festival|tuen ng / 端午 / dragon\w*|tuen ng / 端午|龍舟
ching ming / 清明 / ching ming|tomb\w*|grave\w* / 清明|春祭
chung yeung / 重陽 / chung yeung|tomb\w*|grave\w* / 重陽|秋祭
(?:lunar|chinese) new year / 農曆新年 春節 新春 / lunar\w*|chinese new year|cny|spring\w*|year of / 農曆|春|年
easter / 復活節 / easter / 復活
christmas / 聖誕 / christmas|xmas|festive\w*|december|noel / 聖誕
national day / 國慶 / national day|golden week|october / 國慶|十一|十月
buddha.s birthday / 佛誕 / buddha\w* / 佛
labour day / 勞動節 五一 / labour day|golden week|may / 勞動|五一|五月
establishment day / 特區成立紀念日 / establish\w*|handover|july / 成立|回歸|七一|七月

cantonese / 粵語 廣東話 / cantonese|chinese|dialect\w*|opera|languages? / 粵|廣東|中文|本地
putonghua|mandarin / 普通話 國語 / putonghua|mandarin|chinese|languages? / 普通話|國語|中文
in english|english(?: only| language| subtitles| version| lessons?| teachers?) / 英語 英文 / english|biling\w*|
    languages? / 英|雙語

(?:common |shop)?theft|shoplifting / 盜竊 偷竊 / th[ei]e?[fv]\w*|st[oe]l\w*|steal\w*|shoplift\w*|pick\w*|
    larcen\w* / 盜|竊|偷|失竊
robber(?:y|ies)|robbed / 行劫 搶劫 劫案 / robb\w*|snatch\w* / 劫|搶
burglar(?:y|ies) / 爆竊 入屋犯法 / burglar\w*|break-in\w*|broke\w* / 爆|入屋|盜
fraud|deception|scams? / 欺詐 詐騙 騙案 / fraud\w*|decepti\w*|decei\w*|scam\w*|cheat\w*|con|conned|swindl\w*|phish\w*|
    false\w*|dishonest\w* / 詐|騙
money laundering / 洗黑錢 洗錢 / launder\w*|aml|proceeds|dealing with property / 洗
briber(?:y|ies)|bribes? / 賄賂 行賄 受賄 / brib\w*|corrupt\w*|advantage\w*|illegal\w* / 賄|貪|利益
(?:common )?assault|wounding / 襲擊 傷人 / assault\w*|wound\w*|attack\w*|injur\w*|hit\w*|violen\w*|harm\w* / 襲|傷|毆|
    打|非禮
murder / 謀殺 / murder\w*|kill\w*|homicid\w* / 謀殺|兇殺|殺人|殺害
manslaughter / 誤殺 / manslaughter|kill\w* / 誤殺|殺人|殺害
arson / 縱火 / arson\w*|set fire|fire\w*|burn\w* / 火|燒
criminal damage / 刑事毀壞 / damag\w*|vandal\w*|destr\w* / 毀|壞|破
blackmail|extortion / 勒索 / blackmail\w*|extort\w*|ransom\w*|threat\w* / 勒索|恐嚇
rape / 強姦 / rap\w* / 姦
dangerous driving / 危險駕駛 / danger\w*|reckless\w* / 危險|魯莽
careless driving / 不小心駕駛 / careless\w* / 不小心

floods?|flooding / 水浸 / flood\w*|inundat\w*|water\w*|submerg\w*|overflow\w*|drain\w*|surge\w*|rain\w* / 浸|淹|洪|氾|
    水
landslides?|landslips? / 山泥傾瀉 / land\w*|slope\w*|debris\w*|mud\w* / 山泥|斜坡|坍|傾瀉
(?<!cease)(?<!cease-)fires? / 火警 火災 / fire\w*|blaz\w*|burn\w*|alarm\w*|smoke\w*|flam\w*|explo\w* / 火|焚|燒|爆

power (?:supply|outage|failure|cut)|electricity (?:supply|charges?) / 停電 供電 電力 / electr\w*|power\w*|energ\w*|
    tariff\w*|clp|outage\w*|blackout\w* / 電
(?<!fire )water (?:supply|mains?|suspension|charges?) / 停水 供水 / water\w*|main\w*|flush\w* / 水
gas (?:supply|leak\w*|charges?) / 煤氣 供氣 / gas\w*|towngas|fuel\w*|lpg / 氣

upper (?:deck|level|floor)s? / 上層 / upper\w*|top\w*|above|high\w*|atmospher\w*|rooftop / 上
lower (?:deck|level|floor)s? / 下層 / low\w*|bottom|ground|under\w*|below|grassroot\w* / 下|底|低

lost (?:to|the (?:match|final|game))|beaten by / 不敵 敗給 負於 落敗 / los\w*|beat\w*|defeat\w*|fell|down|runner\w*|
    behind|out|knocked / 不敵|負|輸|落敗|敗[給予於北陣]|飲恨
(?:beat|beats|overcame|victory over) / 擊敗 戰勝 勝出 / beat\w*|w[oi]n\w*|victor\w*|defeat\w*|overc\w*|champion\w*|
    edg\w*|top\w*|down\w*|success\w*|qualif\w* / 勝|擊敗|打敗|贏|挫|冠|力克

(?:voted|spoke) (?:in favour|for)|in favour|supported|agreed / 贊成 / support\w*|favou?r\w*|agree\w*|back\w*|
    endors\w*|yes|for / 贊|支持|同意|認同|擁
(?:voted|spoke) against|opposed|objected / 反對 / oppos\w*|against|object\w*|disagree\w*|protest\w*|anti\w*|reject\w*|
    no|not / 反|不

(?:is|are) not required|no need|need not|optional / 無須 毋須 無需 毋需 不需 / not?|need\w*|without|free\w*|option\w*|
    exempt\w*|waiv\w*|unnecessar\w*|instead|save[sd]?|spar\w*|rather|never|non\w*|un\w+|direct\w*|walk-in|automat\w*|
    only|cannot / 無|毋|不|免|可|選|自
(?:is|are|will be) required|(?<!not )must(?! not) / 必須 / requir\w*|must|need\w*|should|shall|ha(?:s|ve|d)|mandat\w*|
    compuls\w*|oblig\w*|essential|only|necessar\w*|vital / (?<![無毋])須|(?<![無毋不])需|(?<!不)要|應|務請|定

non-?refundable|no refunds? / 恕不退款 不設退款 不獲退款 不予退還 / not?|non\w*|neither|without|cannot / 不|無|概不
(?<!non-)(?<!no )(?<!not )(?<!not be )refund(?:s|ed|able) / 獲退款 可退款 全數退還 / refund\w*|return\w*|reimburs\w*|
    repa\w* / (?<!不)(?<!不設)(?<!不獲)(?<!不予)退|發還

not open to|closed to / 不對外開放 不開放 / not?|clos\w*|private\w*|off-limits|restrict\w* / 不|閉|謝絕|封
open to (?:the public|all|visitors|everyone) / (?<!不)對外開放 / open\w*|public\w*|welcom\w* / (?<!不)(?<!不對外)開放|
    歡迎|公開|供

retained|preserved / 保留 保存 / ret[ae]in\w*|preserv\w*|ke(?:ep|pt)\w*|conserv\w*|remain\w*|maintain\w*|reserv\w*|
    stor\w*|sav\w* / 保|留|存|維持
demolished|removed|felled / 移除 拆除 拆卸 / remov\w*|demoli\w*|fell\w*|scrap\w*|pull\w*|t[eo]r\w*|cut\w*|clear\w*|
    dismantl\w*|abolish\w*|eliminat\w*|uninstall\w*|tak\w*|lift\w*|delet\w* / 移|拆|砍|斬|除|取消|清

(?:lost|lose|losing) (?:\w+ ){0,2}(?:sight|vision)|blind|visually impaired / 失明 視障 / blind\w*|sight\w*|vis\w*|
    eye\w* / 明|視|盲|眼
(?:lost|lose|losing) (?:\w+ ){0,2}hearing|deaf|hearing[- ]impaired / 失聰 聽障 聾人 / deaf\w*|hear\w*|sign / 聰|聽|聾|
    手語

medical (?:wards?|beds?) / 內科 / medic\w*|physician\w* / 內科|醫
surgical (?:wards?|beds?) / 外科 / surg\w*|operat\w* / 外科|手術
"""


@dataclass(frozen=True)
class _Meaning:
    english: str
    chinese: str
    other_english: str
    other_chinese: str

    @cached_property
    def in_english(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{self.english})\b")

    @cached_property
    def in_chinese(self) -> re.Pattern[str]:
        return re.compile("|".join(self.chinese.split()))

    @cached_property
    def _any_english(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{self.english}|{self.other_english.lower()})\b")

    def english_says(self, en: str) -> bool:
        return bool(self._any_english.search(en))

    def chinese_says(self, zh: str) -> bool:
        return bool(self.in_chinese.search(zh) or re.search(self.other_chinese, zh))


_GROUPS = [
    [_Meaning(*line.split(" / ")) for line in group.splitlines()]
    for group in re.sub("\n {4}", "", _CONTRASTS).strip().split("\n\n")
]


_LOOKS = re.compile(r"^(?:\(\?<?[!=][^)]*\))+")
_BY_FIRST_TWO = defaultdict[str, set[int]](set)
"""The groups by the first two characters of each Chinese word, or by the first one where a choice follows it."""
for _place, _group in enumerate(_GROUPS):
    for _word in " ".join(meaning.chinese for meaning in _group).split():
        _found = re.match(rf"[{COMMON_HAN}](?:[{COMMON_HAN}](?![?*]))?", _LOOKS.sub("", _word))
        assert _found, _word
        _BY_FIRST_TWO[_found[0]].add(_place)
_FIRSTS = frozenset(start[0] for start in _BY_FIRST_TWO)


def contrasts(en: str, zh: str) -> Iterator[Miss]:
    """The words of the folded texts that exclude each other."""
    small = en.lower()
    if len(small) != len(en):
        return
    firsts = [place for place, char in enumerate(zh) if char in _FIRSTS]
    starts = {zh[place : place + size] for place in firsts for size in (1, 2)}  # most texts have words of few groups
    for place in sorted({place for start in _BY_FIRST_TWO.keys() & starts for place in _BY_FIRST_TWO[start]}):
        group = _GROUPS[place]
        strange = [(each, match) for each in group if (match := each.in_chinese.search(zh))]
        strange = [(each, match) for each, match in strange if not each.english_says(small)]
        if len(strange) != 1:
            continue
        lost = [(each, match) for each in group if (match := each.in_english.search(small))]
        lost = [(each, match) for each, match in lost if not each.chinese_says(zh)]
        if len(lost) == 1:
            yield Miss(_said(lost[0][1], en), _said(strange[0][1], zh), Relation.CONTRAST)


def _said(match: re.Match[str], text: str) -> Fact:
    words = text[match.start() : match.end()]
    return Fact(Kind.WORD, Word(words), match.start(), match.end(), words, hard=False)
