"""The drafts of two languages → a release: its data as `release.yaml` has them, its pictures, and what is not sure.

No word is lost. A text without its counterpart stands beside a placeholder, which `hkpress check` refuses to build,
and what fits no field goes to `remarks`.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from typing import Any

from hkpress.importing import quotations
from hkpress.importing.align import SURE, Match, align
from hkpress.importing.house import House, said
from hkpress.importing.received import ReceivedPicture
from hkpress.importing.recognise import Draft, Element, length

LANGUAGES = ("en", "tc")
PLACEHOLDER = {"en": "To be written.", "tc": "待定。"}
_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp")


@dataclass(frozen=True)
class Doubt:
    """Something that was decided without being sure of it, or that a person should look at."""

    at: str
    """The way to it in the release, counted from one: body/3; "" for none."""
    message: str
    en: str = ""
    tc: str = ""


@dataclass
class Assembled:
    """A release as it is written."""

    data: dict[str, Any] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    """The photos to save, by their names below the release's folder."""

    def doubt(self, at: str, message: str, en: str = "", tc: str = "") -> None:
        self.doubts.append(Doubt(at, message, en, tc))


def assemble(drafts: Mapping[str, Draft], house: House, remarks: Iterable[str], today: date) -> Assembled:
    """The release that the drafts are of; one language may be missing."""
    made = _Assembler(drafts, house, today).release()
    kept = [*(made.data.pop("remarks", [])), *remarks]
    if kept:
        made.data["remarks"] = kept
    return made


class _Assembler:
    def __init__(self, drafts: Mapping[str, Draft], house: House, today: date) -> None:
        self.en, self.tc = (drafts.get(name) or Draft(name) for name in LANGUAGES)
        self.missing = [name for name in LANGUAGES if name not in drafts]
        self.house, self.today = house, today
        self.made = Assembled()
        self.remarks: list[str] = []
        self.files: dict[str, str] = {}

    def release(self) -> Assembled:
        data, en, tc = self.made.data, self.en, self.tc
        boilerplate, issuer = self.boilerplate()
        contacts = self.contacts(issuer)
        if issuer:
            data["issuer"] = issuer
        data["date"] = self.day().isoformat()
        data |= {"number": en.number or tc.number} if en.number or tc.number else {}
        if en.place or tc.place:
            data["place"] = self.text(en.place, tc.place, "place")
        moments = [moment for moment in (en.embargo, tc.embargo) if moment]
        if moments:
            data["embargo"] = moments[0].isoformat(timespec="minutes")
            if len(set(moments)) > 1:
                self.made.doubt("embargo", f"the languages name different embargoes: {moments[0]} and {moments[1]}")
        elif en.immediate or tc.immediate:
            data["timing"] = "immediate"
        if en.source or tc.source:
            data["source"] = {"en": en.source or tc.source, "tc": tc.source or en.source}
        addresses = [each for each in (en.photo_pack, tc.photo_pack) if each]
        if addresses:
            data["photo_pack"] = {"url": next((each for each in addresses if each != "#"), "#")}
        data["headline"] = self.text(en.headline, tc.headline, "headline")
        if en.subheadline or tc.subheadline:
            data["subheadline"] = self.text(en.subheadline, tc.subheadline, "subheadline")
        photos = self.photos()
        data["body"] = self.blocks("body", en.body, tc.body) or [self.text("", "", "body/1")]
        if photos:
            data["photos"] = photos
        if en.notes or tc.notes:
            data["notes_to_editors"] = self.blocks("notes_to_editors", en.notes, tc.notes)
        if boilerplate:
            data["boilerplate"] = boilerplate
        if contacts:
            data["contacts"] = contacts
        for draft in (en, tc):
            name = "English" if draft.language == "en" else "Chinese"
            self.remarks += [f"Not placed, from the {name}: {words}" for words in draft.left if words.strip()]
            for message, words in draft.doubts:
                self.made.doubt("", message, **{draft.language: words})
        if self.missing:
            said_of = "English" if self.missing[0] == "en" else "Chinese"
            self.made.doubt("", f"the {said_of} is missing: import it with --into, or write over the placeholders")
        if self.remarks:
            data["remarks"] = self.remarks
        return self.made

    # --- single values ---

    def day(self) -> date:
        days = [day for day in (self.en.day, self.tc.day) if day]
        if not days:
            self.made.doubt("date", "no date of issue was found: today's is written")
            return self.today
        if len(set(days)) > 1:
            self.made.doubt("date", f"English is dated {days[0]}, Chinese {days[1]}: the English date is written")
        return days[0]

    def text(self, en: str, tc: str, at: str) -> dict[str, str]:
        """Both languages of a text; a placeholder for the one that is missing, and a doubt."""
        for name, words, other in (("en", en, tc), ("tc", tc, en)):
            if not words.strip() and (other.strip() or not self.missing) and name not in self.missing:
                language = "English" if name == "en" else "Chinese"
                self.made.doubt(at, f"no {language} was found for this text", en, tc)
        return {"en": en.strip() or PLACEHOLDER["en"], "tc": tc.strip() or PLACEHOLDER["tc"]}

    # --- sequences ---

    def blocks(self, name: str, en: Sequence[Element], tc: Sequence[Element]) -> list[Any]:
        """The blocks of a body: paragraphs, quotations, headings, lists, tables, pictures."""
        ours, theirs = (list(_joined(each, language)) for each, language in ((en, "en"), (tc, "tc")))
        blocks: list[Any] = []
        before = ""
        for role, pairs in groupby(align(ours, theirs, self.house.lexicon), lambda pair: _role(pair, ours, theirs)):
            group = list(pairs)
            if role in ("item", "number"):
                at = f"{name}/{len(blocks) + 1}/list"
                items = [self.pair(pair, ours, theirs, f"{at}/{n}") for n, pair in enumerate(group, 1)]
                blocks.append({"list": items} | ({"numbered": "yes"} if role == "number" else {}))
                continue
            for pair in group:
                made = self.block(role, pair, ours, theirs, name, len(blocks) + 1)
                if role == "table" and before == "title" and isinstance(blocks[-1], dict):
                    made[0]["table"]["caption"] = blocks.pop()["heading"]
                blocks += made
                before = role
        return blocks

    def block(
        self, role: str, pair: Match, ours: Sequence[Element], theirs: Sequence[Element], name: str, number: int
    ) -> list[Any]:
        at = f"{name}/{number}"
        left, right = [ours[each] for each in pair.en], [theirs[each] for each in pair.tc]
        if role == "break":
            return ["break"] if left and right else []
        if role == "table":
            return [{"table": self.table(left, right, at)}]
        if role == "picture":
            return self.image(left, right, at)
        if role in ("heading", "title"):
            return [{"heading": self.pair(pair, ours, theirs, at)}]
        if len(left) == len(right) == 1:
            en, tc = left[0].text, right[0].text
            quote = quotations.block(en, tc, self.house.people)
            if quote:
                self.unsure(pair, at, en, tc)
                return [quote]
            parts = en.split("\n\n"), tc.split("\n\n")
            if len(parts[0]) == len(parts[1]) > 1:
                self.unsure(pair, at, en, tc)
                return [{"en": each, "tc": other} for each, other in zip(*parts, strict=True)]
        return [self.pair(pair, ours, theirs, at)]

    def pair(self, pair: Match, ours: Sequence[Element], theirs: Sequence[Element], at: str) -> dict[str, str]:
        """A text in both languages; several that stand beside one are its lines."""
        en = "\n".join(re.sub(r"\n+", "\n", ours[each].text) for each in pair.en)
        tc = "\n".join(re.sub(r"\n+", "\n", theirs[each].text) for each in pair.tc)
        if len(pair.en) > 1 or len(pair.tc) > 1:
            counts = _counted(len(pair.en), "English"), _counted(len(pair.tc), "Chinese")
            self.made.doubt(at, f"{counts[0]} stand beside {counts[1]}: split or join them", en, tc)
        elif pair.en and pair.tc:
            self.unsure(pair, at, en, tc)
        return self.text(en, tc, at)

    def unsure(self, pair: Match, at: str, en: str, tc: str) -> None:
        if pair.sure < SURE:
            self.made.doubt(at, f"it is not sure that these two belong together ({pair.sure:.0%})", en, tc)

    def table(self, left: Sequence[Element], right: Sequence[Element], at: str) -> dict[str, Any]:
        tables = [each[0].table if each else None for each in (left, right)]
        rows = [[[_cell(cell) for cell in row] for row in table.rows] if table else [] for table in tables]
        height, width = max(map(len, rows)), max(len(row) for each in rows for row in each)
        if all(tables) and ([len(row) for row in rows[0]] != [len(row) for row in rows[1]]):
            self.made.doubt(at, "the tables of the two languages have different rows or columns")
        cells = [
            [
                self.cell(*(each[y][x] if y < len(each) and x < len(each[y]) else "" for each in rows))
                for x in range(width)
            ]
            for y in range(height)
        ]
        if not all(tables) and not self.missing:
            self.made.doubt(at, "this table is in one language alone")
        head, body = cells[0], cells[1:]
        return {"head": head, "rows": body or [[""] * width]}

    def cell(self, en: str, tc: str) -> Any:
        """A cell: one string where both languages say the same, or nothing that could be translated."""
        if en == tc or not (en and tc):
            only = en or tc
            if en == tc or not re.search(r"[^\W\d_]", only):
                return only
        return {"en": en or PLACEHOLDER["en"], "tc": tc or PLACEHOLDER["tc"]}

    # --- pictures ---

    def saved(self, picture: ReceivedPicture) -> str:
        """The name under which a picture is saved; "" for a kind that no page shows."""
        digest = hashlib.sha256(picture.data).hexdigest()
        if digest not in self.files:
            suffix = _suffix(picture.data)
            if not suffix:
                self.made.doubt(
                    "", f"the picture {picture.name} is of a kind that no page shows: save it as JPEG or PNG"
                )
                self.files[digest] = ""
            else:
                self.files[digest] = f"photos/{len([each for each in self.files.values() if each]) + 1:02d}{suffix}"
                self.made.pictures[self.files[digest]] = picture.data
        return self.files[digest]

    def image(self, left: Sequence[Element], right: Sequence[Element], at: str) -> list[Any]:
        shown = [each.picture for each in (*left, *right) if each.picture]
        file = self.saved(shown[0]) if shown else ""
        if not file:
            return []
        if len(shown) == 2 and shown[0].data != shown[1].data:
            self.made.doubt(at, "the pictures of the two languages differ: the English one is taken")
            self.saved(shown[1])
        alts = [each[0].picture.alt if each and each[0].picture else "" for each in (left, right)]
        alt = {name: words.strip() or PLACEHOLDER[name] for name, words in zip(LANGUAGES, alts, strict=True)}
        return [{"image": {"file": file, "alt": alt}}]

    def photos(self) -> list[Any]:
        """Captions and photos. A picture in the body that has no caption of its own stays there."""
        captions = [[each for each in draft.photos if each.role != "picture"] for draft in (self.en, self.tc)]
        pictures = []
        for draft in (self.en, self.tc):
            inside = [each for each in draft.body if each.role == "picture"]
            below = [each for each in draft.photos if each.role == "picture"]
            found = [*inside, *below]
            if captions[0] or captions[1]:
                draft.body = [each for each in draft.body if each.role != "picture"]
            pictures.append([each.picture for each in (found if captions[0] or captions[1] else below) if each.picture])
        if not (captions[0] or captions[1] or pictures[0] or pictures[1]):
            return []
        files = list(dict.fromkeys(file for each in pictures for picture in each if (file := self.saved(picture))))
        photos: list[dict[str, Any]] = []
        same = len(captions[0]) == len(captions[1])
        pairs = (
            [Match((n,), (n,), 1.0) for n in range(len(captions[0]))]
            if same
            else align(captions[0], captions[1], self.house.lexicon)
        )
        for number, pair in enumerate(pairs, 1):
            photos.append({"caption": self.pair(pair, captions[0], captions[1], f"photos/{number}")})
        for number, file in enumerate(files):
            if number < len(photos):
                photos[number] = {"file": file, **photos[number]}
            else:
                photos.append({"file": file, "caption": self.text("", "", f"photos/{number + 1}/caption")})
        if files and len(files) != len(pairs):
            self.made.doubt("photos", f"{len(files)} pictures and {len(pairs)} captions: see which belongs to which")
        return photos

    # --- the issuer ---

    def boilerplate(self) -> tuple[dict[str, Any] | None, str]:
        """The boilerplate where it is not the issuer's own, and the issuer."""
        en, tc = self.en.boilerplate, self.tc.boilerplate
        ours, theirs = ("\n".join(each.words for each in side) for side in (en, tc))
        best, issuer = 0.0, ""
        for name, known in self.house.issuers.items():
            own = known.get("boilerplate") or {}
            paragraphs = own.get("paragraphs") if isinstance(own, dict) else None
            texts = ["\n".join(said({"p": each}, "p", lang) for each in paragraphs or []) for lang in LANGUAGES]
            scores = [_likeness(mine, text) for mine, text in zip((ours, theirs), texts, strict=True) if mine and text]
            score = min(scores, default=0.0)
            if score > best:
                best, issuer = score, name
        if best < 1:
            by_name = self.named_issuer()
            issuer = issuer if best > 0.75 else by_name
        if not en and not tc:
            return None, issuer
        self.about_another(issuer)
        if best == 1:
            return None, issuer
        if issuer and best > 0.75:
            self.made.doubt("boilerplate", f"it differs from that of the issuer `{issuer}`: keep it, or delete it here")
        paragraphs = []
        for number, pair in enumerate(align(en, tc, self.house.lexicon), 1):
            paragraphs.append(self.pair(pair, en, tc, f"boilerplate/paragraphs/{number}"))
        if not issuer and (self.en.about or self.tc.about):
            about = f"{self.en.about} / {self.tc.about}".strip(" /")
            self.remarks.append(f"The boilerplate is about: {about}")
            self.made.doubt("issuer", f"no issuer is known by the name {about}: write releases/_shared/issuers/ for it")
        return {"reviewed": self.day_or_today(), "paragraphs": paragraphs}, issuer

    def about_another(self, issuer: str) -> None:
        """Keep the head of the boilerplate where it names the issuer otherwise than its file does."""
        known = self.house.issuers.get(issuer)
        for draft in (self.en, self.tc) if known else ():
            names = {_squeezed(said(known, key, draft.language)) for key in ("name", "short")}
            if draft.about and _squeezed(draft.about) not in names:
                self.remarks.append(f"The boilerplate is about: {draft.about}")

    def day_or_today(self) -> str:
        return (self.en.day or self.tc.day or self.today).isoformat()

    def named_issuer(self) -> str:
        """The issuer whom "About …" or the contacts name."""
        for draft in (self.en, self.tc):
            lines = [draft.about, *draft.contacts]
            for name, known in self.house.issuers.items():
                names = {_squeezed(said(known, key, draft.language)) for key in ("name", "short")} - {""}
                if names & {_squeezed(line) for line in lines}:
                    return name
        return ""

    def contacts(self, issuer: str) -> list[dict[str, Any]]:
        """The contacts, where they are not the issuer's own."""
        known = self.house.issuers.get(issuer) or {}
        own = known.get("contacts")
        names = {_squeezed(said(known, key, lang)) for key in ("name", "short") for lang in LANGUAGES} - {""}
        sides = [_contacts(draft.contacts, names) for draft in (self.en, self.tc)]
        for side in sides:
            self.remarks += [f"Not placed, from the contacts: {line}" for contact in side for line in contact.rest]
        if not any(sides):
            return []
        reached = {_digits(way) for side in sides for contact in side for way in contact.ways}
        listed = [each for each in (own if isinstance(own, list) else []) if isinstance(each, dict)]
        theirs = {
            _digits(way) for each in listed for key in ("phone", "mobile", "email") for way in _ways(each.get(key))
        }
        if reached and reached == theirs and not self.unknown_names(sides, listed, names):
            return []
        made = []
        for number in range(max(map(len, sides))):
            pair = [side[number] if number < len(side) else _Contact() for side in sides]
            contact: dict[str, Any] = {}
            for key in ("name", "post", "organisation"):
                en, tc = (getattr(each, key) for each in pair)
                if en or tc:
                    contact[key] = {"en": en or tc, "tc": tc or en}
                    if not (en and tc) and not self.missing:
                        self.made.doubt(f"contacts/{number + 1}/{key}", "one language alone has this", en, tc)
            for key in ("phone", "mobile", "whatsapp", "email"):
                found = getattr(pair[0], key) or getattr(pair[1], key)
                if found:
                    contact[key] = found
                if pair[0].ways and pair[1].ways and getattr(pair[0], key) != getattr(pair[1], key):
                    other = getattr(pair[1], key)
                    self.made.doubt(
                        f"contacts/{number + 1}/{key}", f"Chinese has `{other or 'none'}` here, English `{found}`"
                    )
            if contact:
                made.append(contact)
        return made

    def unknown_names(
        self, sides: Sequence[Sequence[_Contact]], listed: Sequence[dict[str, Any]], names: set[str]
    ) -> bool:
        """Whether somebody is named whom the issuer's contacts do not name."""
        known = {
            _squeezed(said(each, key, lang))
            for each in listed
            for key in ("name", "post", "organisation")
            for lang in LANGUAGES
        }
        for side in sides:
            for contact in side:
                for words in (contact.name, contact.post, contact.organisation):
                    if words and _squeezed(words) not in known | names:
                        return True
        return False


# --- helpers --------------------------------------------------------------------------------------


def _counted(count: int, language: str) -> str:
    return f"{count} {language} paragraph{'s' if count != 1 else ''}"


def _role(pair: Match, ours: Sequence[Element], theirs: Sequence[Element]) -> str:
    """What a pair is: where the languages differ, the surer of the two says."""
    elements = [ours[each] for each in pair.en] + [theirs[each] for each in pair.tc]
    roles = {each.role for each in elements}
    if len(roles) == 1:
        return elements[0].role
    if "heading" in roles:
        heading = max(each.sure for each in elements if each.role == "heading")
        longest = max(length(each.words) for each in elements)
        return "heading" if heading > 0.9 and longest < 250 else next(r for r in roles if r != "heading")
    return "item" if roles == {"item", "number"} else "paragraph"


def _joined(elements: Sequence[Element], language: str) -> Iterator[Element]:
    """The elements, with a quotation that goes over several paragraphs as one."""
    waiting: Element | None = None
    for each in elements:
        if waiting and each.role == "paragraph" and quotations.goes_on(each.text, language):
            waiting = replace(waiting, text=f"{waiting.text}\n\n{each.text}")
        else:
            if waiting:
                yield waiting
            waiting = each
        if waiting.role != "paragraph" or not quotations.opens(waiting.text, language):
            yield waiting
            waiting = None
    if waiting:
        yield waiting


def _cell(strips: Iterable[Any]) -> str:
    return "\n".join(strip.text for strip in strips if strip.words)


def _likeness(one: str, other: str) -> float:
    """How alike two texts are; 1 only where nothing but marks and spaces differs."""
    one, other = _squeezed(one), _squeezed(other)
    if one == other:
        return 1.0
    if not one or not other or not 0.5 < len(one) / len(other) < 2:
        return 0.0
    return min(0.99, difflib.SequenceMatcher(None, one, other, autojunk=False).ratio())


def _squeezed(words: str) -> str:
    return re.sub(r"[\W_]", "", words).lower()


def _digits(way: str) -> str:
    return way.lower() if "@" in way else re.sub(r"\D", "", way)[-8:]


def _ways(value: object) -> list[str]:
    return [value] if isinstance(value, str) and value else []


def _suffix(data: bytes) -> str:
    if data.startswith(b"\xff\xd8"):
        return ".jpg"
    if data.startswith(b"\x89PNG"):
        return ".png"
    return ".webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else ""


@dataclass
class _Contact:
    """Whom the media ask, in one language."""

    name: str = ""
    post: str = ""
    organisation: str = ""
    phone: str = ""
    mobile: str = ""
    whatsapp: str = ""
    email: str = ""
    rest: list[str] = field(default_factory=list)

    @property
    def ways(self) -> list[str]:
        return [way for way in (self.phone, self.mobile, self.email) if way]


_EMAIL = re.compile(r"[A-Za-z0-9][\w.+-]*@[\w-]+(?:\.[\w-]+)+")
_NUMBER = re.compile(r"\(?\+?\(?\d[\d\s()-]{6,}\d(?:\s?(?:ext\.?|內線)\s?\d+)?")
_LABELS = re.compile(
    r"(?i)\b(?:tel(?:ephone)?|phone|mobile|mob|cell|fax|whatsapp|e-?mail|direct|office|contact|name|t|m|e|f|d)\b\.?\s*(?:no\.?|number)?\s*[:：]"
    r"|(?:查詢)?(?:電話|手提電話|手提|手機|流動電話|傳真|電郵|電子郵件|電郵地址|直綫|直線|姓名|聯絡人|電话|邮箱|电邮|电话)\s*[:：]?"
    r"|\b(?:tel|email|e-mail|mobile|fax)\b\.?"
)
_ORGANISATION = re.compile(
    r"(?i)\b(?:limited|ltd|corporation|company|university|department|bureau|office|association|foundation|institute|group|"
    r"centre|council|society|hospital|museum|communications|agency|federation|authority|holdings|bank|trust|commission)\b"
    r"|(?:公司|大學|學院|局|署|會|基金|中心|集團|協會|醫院|博物館|館|處|部門|銀行|機構|企業|事務所|公關)$"
)
_POST = re.compile(
    r"(?i)\b(?:manager|director|officer|head|executive|assistant|associate|consultant|chief|president|secretary|lead|senior|specialist|coordinator)\b"
    "|(?:經理|總監|主任|主管|主席|助理|顧問|秘書|專員|總裁|策劃|副|統籌)"
)
_COURTESY = re.compile(r"(?i)please contact|please call|enquir|inquir|請聯絡|請致電|查詢|歡迎|如有")


def _contacts(lines: Sequence[str], names: set[str]) -> list[_Contact]:
    """Lines about whom to ask → the people, each with number and address."""
    found: list[_Contact] = [_Contact()]
    for line in lines:
        for piece in re.split(r"\s*[|｜\t]\s*|\s{3,}|\n", line):
            if piece.strip():
                _take(piece.strip(), found, names)
    return [each for each in found if each != _Contact()]


def _take(piece: str, found: list[_Contact], names: set[str]) -> None:
    emails = _EMAIL.findall(piece)
    bare = _EMAIL.sub(" ", re.sub(r"\]\(mailto:[^)]*\)|\[(?=[^\]]*@)", " ", piece))
    numbers = _NUMBER.findall(bare)
    label = bare.lower()
    words = _NUMBER.sub(" ", bare)
    words = re.sub(r"\s+", " ", _LABELS.sub(" ", words)).strip(" :：,，;；/()（）|-–")
    contact = found[-1]
    if words and (contact.phone or contact.email or contact.mobile) and not (emails or numbers):
        contact = _Contact()
        found.append(contact)
    if words:
        _name(words, contact, names)
    for number in numbers:
        way = number.strip()
        kind = "fax" if re.search("fax|傳真", label) else "whatsapp" if "whatsapp" in label else ""
        kind = kind or ("mobile" if re.search(r"mob|cell|手提|手機|流動|\bm\s*:", label) else "phone")
        if kind == "fax":
            contact.rest.append(piece)
        elif getattr(contact, kind):
            setattr(contact, kind, f"{getattr(contact, kind)} / {way}")
        else:
            setattr(contact, kind, way)
    for email in emails:
        if contact.email and contact.email != email:
            contact = _Contact()
            found.append(contact)
        contact.email = email
    if not (words or numbers or emails) and re.search(r"\w", bare) and not _LABELS.search(bare):
        contact.rest.append(piece)


def _name(words: str, contact: _Contact, names: set[str]) -> None:
    if _COURTESY.search(words):
        contact.rest.append(words)
    elif _squeezed(words) in names or (
        _ORGANISATION.search(words) and not contact.organisation and not _POST.search(words)
    ):
        if contact.organisation:
            contact.rest.append(words)
        contact.organisation = contact.organisation or words
    elif not contact.name and not (_POST.search(words) and len(words) > 12 and not re.search("[,，(（]", words)):
        contact.name = words
    elif not contact.post:
        contact.post = words
    else:
        contact.rest.append(words)
