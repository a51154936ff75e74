"""The lines below "Media enquiries" → contacts: name, post, organisation, numbers, address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from hkpress.check.persons import surname, surnames
from hkpress.core.characters import HAN


@dataclass
class Asked:
    """A media contact in one language."""

    name: str = ""
    post: str = ""
    organisation: str = ""
    phone: str = ""
    mobile: str = ""
    whatsapp: str = ""
    email: str = ""
    rest: list[str] = field(default_factory=list)
    """Words that fit none of these fields."""
    leads: bool = False
    """Whether the organisation came first, so that the contacts below may share it."""

    @property
    def ways(self) -> list[str]:
        return [way for way in (self.phone, self.mobile, self.whatsapp, self.email) if way]

    @property
    def said(self) -> bool:
        return bool(self.name or self.post or self.organisation or self.ways or self.rest)


EMAIL = re.compile(r"[A-Za-z0-9][\w.+-]*@[\w-]+(?:\.[\w-]+)+")
_PHONE_NUMBER = re.compile(r"\+?\(?\+?\d[\d\s()-]{5,}\d(?:\s?(?:ext\.?|內線)\s?\d+)?")
_LINK_OR_ANGLE = re.compile(r"\[([^\]]*)\]\((?:mailto:|tel:|https?:)[^)]*\)|[<>]")
_WAY = re.compile(rf"(?P<email>{EMAIL.pattern})|(?P<number>{_PHONE_NUMBER.pattern})", re.ASCII)
_KIND_BEFORE = {
    "other": re.compile(r"(?i)\b(?:fax|f|pager)\b\W*$|(?:傳真|傳呼)\W*$"),
    "whatsapp": re.compile(r"(?i)whatsapp\W*$"),
    "mobile": re.compile(r"(?i)\b(?:mob(?:ile)?|cell|m)\b\W*(?:phone|no\.?)?\W*$|(?:手提(?:電話)?|手機|流動電話)\W*$"),
}
_LABEL = re.compile(
    r"(?i)(?<![A-Za-z])(?:(?:tel(?:ephone)?|phone|mobile|mob|cell|fax|whatsapp|e-?mail|direct(?: line)?"
    r"|(?<![A-Za-z] )office|(?:(?:media|press|news|pr) )?(?:contact(?: person)?|enquir(?:y|ie)|inquir(?:y|ie))"
    r"|name|hotline|media|press)s?\.?\s*"
    r"(?:nos?\.?|number|phone|address)?\s*[:：]"
    r"|[tmefd]\s*[:：.])"
    r"|(?:傳媒|媒體|新聞界)(?:查詢|聯絡)\s*[:：]|(?:查詢)?(?:電話|手提電話|手提|手機|流動電話|傳真|電郵地址|電郵|電子郵件|直綫|直線|姓名|聯絡人|傳媒(?=\s*[:：])|热线|熱線|電话|邮箱|电邮|电话)\s*[:：]?"
    r"|(?<![A-Za-z])(?:tel|email|e-mail|mobile|fax|whatsapp)\.?(?![A-Za-z])"
)
_ASKING = re.compile(
    r"(?i)(?:for (?:further |more |all )?(?:the )?(?:media|press|news|public|general|further)?[\w\s/&]{0,40}?[,:]?\s*)?"
    r"(?:please )?(?:feel free to )?\b(?:contact|call|email|reach|write to|direct (?:them )?to)\b\s*[:：]?"
    r"|(?:如有|如需|有關)?[^，,。：:]{0,14}?(?:查詢|詳情|資料|採訪)?\s*[，,:：]?\s*(?:請|敬請|歡迎|可)(?:與)?(?:聯絡|聯繫|致電|電郵)\s*[:：]?"
)
_SEPARATORS = re.compile(
    r"[|｜\t\u3000;；/／:：\x1f\n—－]|\s{3,}|\s[-–]\s|[(（)）\[\]]|(?<!Hong Kong),(?!\s*(?:Ltd|Inc|Limited|LLC)\b)\s*"
    r"|(?<=Hong Kong),(?!\s*China\b)\s*"
    r"|[，、。]|(?<=[a-z])(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)(?<!\bProf)(?<!\bLtd)\.(?:\s|$)"
)
_FILLER = re.compile(r"(?i)[\W_]*(?:(?:and|or|at|on|by|via|the|to|us|our|please|或|及|和|至|於|與|聯絡|查詢)[\W_]*)*")
_ORGANISATION = re.compile(
    r"(?i)\b(?:limited|ltd|corporation|company|university|department|bureau|office|association|foundation|institute|group|"
    r"centre|council|society|hospital|museum|communications|agency|federation|authority|holdings|bank|trust|commission"
    r"|team|section|division|unit|school|college|chamber|club|pr)\b\.?(?: \(?(?:Hong Kong|HK)\)?)?$"
    r"|\b(?:university|department|institute|school|college|office) of\b"
    r"|(?:公司|大學|學院|局|署|會|基金|中心|集團|協會|醫院|博物館|館|處|部|部門|銀行|機構|企業|事務所|公關|室|團隊|組|樂團|信託|科|學校|商會)$"
)
_POST_WORD = re.compile(
    r"(?i)\b(?:manager|director|officer|head|executive|assistant|associate|consultant|chief|president|secretary|lead|senior"
    r"|specialist|coordinator|founder|co-founder|partner|editor|spokes(?:man|woman|person)|curator|chair(?:man|woman|person)?|dean)\b(?!['’]s)"
    r"|(?:經理|總監|主任|主管|主席|助理|顧問|秘書|專員|總裁|策劃|統籌|創辦人|發言人|幹事|院長|校長|館長|董事|編輯|部長|處長|代表|會長|書記|督導)$"
)
_DUTY = re.compile(
    r"(?i)(?:(?:corporate|media|public|external|marketing|group|strategic|institutional) ?(?:and|&)? ?)*"
    r"(?:communications?|relations|affairs|marketing|publicity|promotion|development|operations)"
    r"(?: (?:and|&) [\w ]{3,30})?"
    r"|(?:企業|公司|機構|公共|對外|市場|傳媒|媒體|集團|品牌)?(?:傳訊|傳播|公關|事務|關係|推廣|市場|營銷)"
)
"""The department after a post and a comma."""
_TITLED_NAME = re.compile(
    r"(?:Mr|Ms|Mrs|Miss|Mdm|Dr|Prof|Professor|Ir|Sr|Rev)\b\.?\s*\S.*|(?:.*\s)?\(?(?:Mr|Ms|Mrs|Miss)\.?\)?$"
    rf"|[{HAN}]{{1,4}}\s?(?:先生|女士|小姐|太太|博士|教授|醫生|工程師|姑娘)"
)
_PERSON_NAME = re.compile(rf"[A-Z][\w'’.-]*(?:[ -][A-Z][\w'’.-]*){{1,4}}|[{HAN}]{{2,4}}")
_POST_AND_NAME = re.compile(
    r"(?P<post>.*(?:經理|總監|主任|主管|主席|助理|顧問|秘書|專員|總裁|統籌|創辦人|發言人|幹事|院長|校長|館長|董事|編輯|部長|處長|代表|會長))"
    rf"(?P<name>[{HAN}]{{2,4}}?\s?(?:先生|女士|小姐|太太|博士|教授)?)$"
)
_OFFICE = re.compile(
    rf"(.{{2,}}(?:處|部|組|署|會|中心|公司|大學|學院|基金))([{HAN}]{{2,4}}(?:先生|女士|小姐|太太|博士|教授))"
)
_BEFORE_POST = re.compile(
    "(?P<organisation>.*?(?:大學|公司|集團|醫院|基金會|協會|學院|博物館|銀行|樂團|商會))(?P<post>.{2,})$"
)


def asked(lines: Sequence[str], names: set[str]) -> list[Asked]:
    """The contacts in the lines. *names* are the house's own, as `bare_letters` writes them."""
    reader = _Contacts(names)
    for line in _by_person(lines):
        reader.read(line)
    return [each for each in reader.found if each.said]


def _by_person(lines: Iterable[str]) -> Iterator[str]:
    """The lines, with people side by side put one after the other."""
    for many, group in groupby(lines, lambda line: line.count("\t")):
        rows = [line.split("\t") for line in group]
        columns = ["\n".join(column) for column in zip(*rows, strict=True)]
        side_by_side = many and len(rows) > 1 and all(map(_WAY.search, columns))
        yield from (line for column in columns for line in column.split("\n")) if side_by_side else map("\t".join, rows)


def bare_letters(words: str) -> str:
    """Only its letters and digits, in small letters."""
    return re.sub(r"[\W_]", "", words).lower()


class _Contacts:
    def __init__(self, names: set[str]) -> None:
        self.names = names
        self.found = [Asked()]
        self.fresh = Asked()
        """The fields that this line has added to. Other values come from a line above."""

    def read(self, line: str) -> None:
        line = _LINK_OR_ANGLE.sub(lambda match: match[1] or " ", line)
        if match := _ASKING.match(line):
            line = line[match.end() :]
        tokens = list(_tokens(line))
        titled = any(kind == "words" and _TITLED_NAME.fullmatch(words) for kind, words in tokens)
        self.fresh = Asked()
        for kind, words in tokens:
            if kind == "words":
                self.take(words, titled=titled)
            else:
                self.way(kind, words)

    @property
    def last(self) -> Asked:
        return self.found[-1]

    def another(self) -> Asked:
        """Start the next person, who may belong to the organisation that heads the list."""
        before = self.last
        made = Asked(organisation=before.organisation if before.leads else "", leads=before.leads)
        self.found.append(made)
        return made

    def take(self, words: str, *, titled: bool) -> None:
        post = next((words[at:] for at in range(2, len(words)) if bare_letters(words[:at]) in self.names), "").strip()
        if post and _POST_WORD.search(post):  # “暖心社傳訊主任”
            self.take(words.removesuffix(post).strip(), titled=titled)
            words = post
        here, seen = self.last, self.last is self.fresh
        if here.post and seen and _DUTY.fullmatch(words):
            here.post = f"{here.post}（{words}）" if re.match(f"[{HAN}]", words) else f"{here.post}, {words}"
            return
        if here.organisation and seen and re.fullmatch("[A-Z]{2,6}", words):
            here.organisation = f"{here.organisation}, {words}"
            return
        plain = not _POST_WORD.search(words)
        own = bare_letters(words) in self.names
        if _TITLED_NAME.fullmatch(words) or (
            not titled and not own and plain and not _is_office(words) and _PERSON_NAME.fullmatch(words)
        ):
            if here.name and seen and not here.ways and not here.organisation and not titled:
                if not _is_person(words):  # “Joyce Tam, Lantern Arts”
                    here.organisation = words
                    return
                if not _is_person(here.name):  # “燈藝 譚祖兒”
                    here.organisation, here.name = here.name, words
                    return
            unnamed = not here.ways and not here.organisation and not _TITLED_NAME.fullmatch(here.name)
            if (
                here.name
                and unnamed
                and not seen
                and not here.post
                and not _is_person(here.name)
                and (titled or _is_person(words))
            ):
                here.organisation, here.leads = here.name, True  # “Strategic Tide”, and “Ms Bonnie Kam” below it
            elif here.name or (here.ways and not seen):
                here = self.another()
            here.name = words
        elif own or (plain and (_is_office(words) or (titled and _PERSON_NAME.fullmatch(words)))):
            if (here.ways and not seen) or (here.organisation and here.name):
                here = self.another()
                here.organisation = ""
            if here.organisation and not here.name:
                here.name = words
            elif here.organisation:
                here.rest.append(words)
            else:
                here.organisation, here.leads = words, not here.name
        elif (not here.post or (here.ways and not seen)) and (
            not plain or (here.name and seen and re.fullmatch("[A-Z][a-z]+", words))
        ):
            if here.ways and not seen:
                here = self.another()
            here.post = words
        elif (
            not here.name
            and not here.ways
            and len(words) < 40
            and not re.search(r"[.。]$", words)
            and not here.organisation
        ):
            here.organisation, here.leads = words, True
        else:
            here.rest.append(words)
        self.fresh = self.last

    def way(self, kind: str, words: str) -> None:
        here = self.last
        if kind == "other":
            here.rest.append(words)
        elif kind == "email" and here.email and here.email != words:
            here = self.another()
            here.email = words
        elif getattr(here, kind) and self.last is not self.fresh and kind == "phone":
            setattr(here, kind, f"{here.phone} / {words}")
        elif getattr(here, kind) and getattr(here, kind) != words:
            setattr(here, kind, f"{getattr(here, kind)} / {words}")
        else:
            setattr(here, kind, words)
        self.fresh = self.last


def _is_person(name: str) -> bool:
    """Whether the name has a Chinese surname, in either language."""
    if re.match(f"[{HAN}]", name):
        return surname(name) in surnames()
    words = set(name.lower().split())
    return any(words & spellings for spellings in surnames().values())


def _agency(words: str) -> str:
    """The agency before a person, without a mark between them: “Harbour PR 馬彼得”, “Harbour PR Peter Ma”; else ""."""
    pieces = words.split()
    for at in range(1, len(pieces)):
        agency, name = " ".join(pieces[:at]), " ".join(pieces[at:])
        if re.search(f"[{HAN}]", agency) or name in ("Hong Kong", "New Territories") or not _is_person(name):
            continue
        if re.fullmatch(rf"[{HAN}]{{2,6}}", name) or (_ORGANISATION.search(agency) and 1 < len(pieces) - at < 4):
            return agency
    return ""


def by_language(lines: Sequence[str], language: str) -> list[str]:
    """Lines that say the same in both languages, in one of them: “Iris Poon 潘愛麗” as “Iris Poon”."""
    parts = re.compile(
        rf"({EMAIL.pattern}|https?:\S+|www\.\S+|(?i:mobile|whatsapp|fax))|([A-Za-z][A-Za-z'’.&-]*)|([{HAN}]+)"
    )
    other = 3 if language == "en" else 2
    return [
        parts.sub(lambda found: " " if found[other] else found[0], line) if is_both(line) else line for line in lines
    ]


def is_both(line: str) -> bool:
    """Whether a line has words in both languages."""
    return bool(re.search(f"[{HAN}]{{2}}", line) and re.search("[A-Za-z]", EMAIL.sub("", line)))


def _is_office(words: str) -> bool:
    """Whether it is an organisation or a part of one, such as “Corporate Affairs”."""
    return bool(_ORGANISATION.search(words) or _DUTY.fullmatch(words))


def _tokens(line: str) -> Iterator[tuple[str, str]]:
    """The parts of a line in their order: the kind of each, and its words."""
    at = 0
    for match in _WAY.finditer(line):
        before = line[at : match.start()]
        yield from _labelled_words(before)
        at = match.end()
        if match["email"]:
            yield "email", match["email"]
            continue
        number = match["number"].strip()
        if number.count("(") != number.count(")"):
            number = number.strip("() ")
        kind = next((kind for kind, pattern in _KIND_BEFORE.items() if pattern.search(before)), "phone")
        label = _KIND_BEFORE["other"].search(before) if kind == "other" else None
        yield kind, f"{label[0].strip()} {number}" if label else number
    yield from _labelled_words(line[at:])


def _labelled_words(text: str) -> Iterator[tuple[str, str]]:
    for part in _SEPARATORS.split(_LABEL.sub("\x1f", text)):
        words = (part or "").strip(" -–—.,，*_~")
        if _FILLER.fullmatch(words):
            continue
        words = re.sub(rf"(?i)\s+(?:at|on|by|or|via)$|^(?:or|and|by)\s+|^[或及與向](?=[{HAN}]{{2}})", "", words)
        words = re.sub(f"(?<=[{HAN}]{{2}})(?:聯絡|聯繫|查詢)$", "", words)
        pieces = words.split() if re.search(f"[{HAN}]", words) and not re.search(r"[A-Za-z]", words) else [words]
        for piece in pieces:
            yield from (("words", each) for each in _parted(piece))


def _parted(words: str) -> Iterator[str]:
    """Chinese words without a space between organisation, post and name."""
    if agency := _agency(words):
        yield from (agency, words[len(agency) :].strip())
        return
    match = _POST_AND_NAME.fullmatch(words)
    held = _BEFORE_POST.fullmatch(words)
    if held and not match and _POST_WORD.search(held["post"]):  # “海港兒童醫院高級經理”
        yield from held.groups()
        return
    if not match or _POST_WORD.search(match["name"]):
        titled = _OFFICE.fullmatch(words)
        yield from titled.groups() if titled else (words,)
        return
    post = match["post"]
    if before := _BEFORE_POST.fullmatch(post):
        yield before["organisation"]
        post = before["post"]
    yield from (post, match["name"])
