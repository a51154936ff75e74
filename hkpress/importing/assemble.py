"""The drafts of two languages → a release: the data for `release.yaml`, its pictures, and the doubts.

No word is lost. A text without a counterpart gets a placeholder beside it, which `hkpress check` reports as an error.
Whatever fits no field goes to `remarks`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby, pairwise, zip_longest
from typing import Any

from hkpress.check.messages import Message, say
from hkpress.core import sequences
from hkpress.importing import quotations
from hkpress.importing.align import SURE, Match, align
from hkpress.importing.contacts import Asked, asked, by_language
from hkpress.importing.house import House, text_at
from hkpress.importing.labels import ABOUT, CREDIT, numbering
from hkpress.importing.received import ReceivedPicture
from hkpress.importing.recognise import Draft, Element, ends, length
from hkpress.release import scaffold

LANGUAGES = ("en", "tc")
_NAME_KEYS = ("name", "short")
"""Where an issuer's file has its names."""
PLACEHOLDER = {"en": "To be written.", "tc": "待定。"}
_SUBJECT = re.compile(
    r"(?i)\b(?:exhibitions?|programmes?|projects?|surveys?|awards?|study|campaign|index|scheme|event|conference"
    r"|summit|artists?|report|series|show|concert|competition)\b"
)
"""What a release may be about, besides who issues it."""


@dataclass(frozen=True)
class Doubt:
    """An uncertain decision, or anything else that a person should look at."""

    at: str
    """Its path in the release, counted from one: body/3; "" for none."""
    message: Message | str
    en: str = ""
    tc: str = ""


@dataclass
class Assembled:
    """A release ready to be written."""

    data: dict[str, Any] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    """The photos to save, by their names below the release's folder."""
    issuers: dict[str, dict[str, Any]] = field(default_factory=dict)
    """New issuers, by the names of their files."""

    def doubt(self, at: str, message: Message | str, en: str = "", tc: str = "") -> None:
        self.doubts.append(Doubt(at, message, en, tc))


def assemble(drafts: Mapping[str, Draft], house: House, remarks: Iterable[str], today: date) -> Assembled:
    """Build the release from its drafts. One language may be missing."""
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
        self.recognised: list[str] = []
        """The issuers whose own boilerplates the documents have."""

    def release(self) -> Assembled:
        data, en, tc = self.made.data, self.en, self.tc
        boilerplate, issuer = self.boilerplate()
        joint = self.joint_issuers(issuer)
        contacts = self.contacts(joint)
        if len(joint) > 1:
            data["issuers"] = joint
        elif issuer:
            data["issuer"] = issuer
        if en.behalf or tc.behalf:
            data["on_behalf_of"] = self.text(en.behalf, tc.behalf, "on_behalf_of")
        data["date"] = self.day().isoformat()
        data |= {"time": en.time or tc.time} if en.time or tc.time else {}
        data |= {"number": en.number or tc.number} if en.number or tc.number else {}
        if en.place or tc.place:
            data["place"] = self.text(en.place, tc.place, "place")
        if en.embargo or tc.embargo:
            data["embargo"] = self.embargo()
        elif en.immediate or tc.immediate:
            data["timing"] = "immediate"
        if en.source or tc.source:
            data["source"] = {"en": en.source or tc.source, "tc": tc.source or en.source}
        if en.corrections or tc.corrections:
            data["corrections"] = self.corrections()
        if topics := self.topics():
            data["topics"] = topics
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
        if links := self.links():
            data["links"] = links
        if len(en.footnotes) == len(tc.footnotes) or self.missing:
            data |= self.footnotes()
        else:
            self.remarks += [f"Footnote: {words}" for words in (*en.footnotes, *tc.footnotes)]
        if en.notes or tc.notes:
            data["notes_to_editors"] = self.blocks("notes_to_editors", en.notes, tc.notes)
        if boilerplate:
            data["boilerplate"] = boilerplate
        if contacts:
            data["contacts"] = contacts
        self.tell_the_rest()
        if self.remarks:
            data["remarks"] = self.remarks
        return self.made

    def tell_the_rest(self) -> None:
        """Note what has no place in the release: logos, texts, doubts about a document, a missing language."""
        for picture in dict.fromkeys((*self.en.logos, *self.tc.logos)):
            if file := self.saved(picture):
                message = say("the picture above the headline is taken for a logo: {file} is not shown", file=file)
                self.made.doubt("", message)
        for draft in (self.en, self.tc):
            name = say("English") if draft.language == "en" else say("Chinese")
            self.remarks += [f"Not placed, from the {name}: {words}" for words in draft.left if words.strip()]
            for message, words in draft.doubts:
                self.made.doubt("", message, **{draft.language: words})
        if self.missing:
            lacking = say("English") if self.missing[0] == "en" else say("Chinese")
            self.made.doubt(
                "",
                say(
                    "the {language} is missing: import it with --into, or write over the placeholders", language=lacking
                ),
            )

    # --- single values ---

    def embargo(self) -> str:
        moments = [moment for moment in (self.en.embargo, self.tc.embargo) if moment]
        if len(set(moments)) > 1:
            message = say("the languages name different embargoes: {one} and {other}", one=moments[0], other=moments[1])
            self.made.doubt("embargo", message)
        return moments[0].isoformat(timespec="minutes")

    def day(self) -> date:
        days = [day for day in (self.en.day, self.tc.day) if day]
        moments = [moment for moment in (self.en.embargo, self.tc.embargo) if moment]
        if not days and moments:
            return moments[0].date()
        if not days:
            self.made.doubt("date", say("no date of issue was found: today's date was used"))
            return self.today
        if len(set(days)) > 1:
            self.made.doubt(
                "date",
                say(
                    "English is dated {one}, Chinese {other}: the English date was used",
                    one=days[0],
                    other=days[1],
                ),
            )
        return days[0]

    def text(self, en: str, tc: str, at: str) -> dict[str, str]:
        """Both languages of a text; a placeholder for the one that is missing, and a doubt."""
        for name, words, other in (("en", en, tc), ("tc", tc, en)):
            if not words.strip() and (other.strip() or not self.missing) and name not in self.missing:
                language = say("English") if name == "en" else say("Chinese")
                self.made.doubt(at, say("no {language} was found for this text", language=language), en, tc)
        return {"en": en.strip() or PLACEHOLDER["en"], "tc": tc.strip() or PLACEHOLDER["tc"]}

    def footnotes(self) -> dict[str, Any]:
        pairs = enumerate(zip_longest(self.en.footnotes, self.tc.footnotes, fillvalue=""), 1)
        notes = [self.text(en, tc, f"footnotes/{number}") for number, (en, tc) in pairs]
        return {"footnotes": notes} if notes else {}

    def corrections(self) -> list[dict[str, Any]]:
        """The corrections, each with its moment and both notes."""
        listed = []
        for number, pair in enumerate(zip_longest(self.en.corrections, self.tc.corrections), 1):
            kind, moment, _ = pair[0] or pair[1]
            en, tc = (each[2] if each else "" for each in pair)
            made = {"at": moment.isoformat(timespec="minutes"), "note": self.text(en, tc, f"corrections/{number}/note")}
            listed.append(made | ({"kind": kind} if kind != "correction" else {}))
        return listed

    def links(self) -> list[dict[str, Any]]:
        """The links below the text. Two with the same address, or in the same place, are one."""
        listed: list[dict[str, Any]] = []
        known = {
            str(each.get("url"))
            for issuer in self.house.issuers.values()
            for each in issuer.get("links") or ()
            if isinstance(each, dict)
        }
        sides = ([each for each in draft.links if each[1] not in known] for draft in (self.en, self.tc))
        for number, pair in enumerate(zip_longest(*sides), 1):
            en, tc = (each[0] if each else "" for each in pair)
            addresses = [each[1] for each in pair if each]
            if len(set(addresses)) > 1:
                self.remarks.append(f"The Chinese link leads to {addresses[1]}")
                self.made.doubt(
                    f"links/{number}",
                    say("the languages link to {one} and {other}", one=addresses[0], other=addresses[1]),
                )
            listed.append({"title": self.text(en, tc, f"links/{number}/title"), "url": addresses[0]})
        return listed

    def topics(self) -> list[str]:
        """The topics that the house knows. Others become remarks."""
        known = {
            _letters_alone(text_at({"t": topic}, "t", lang)): name
            for name, topic in self.house.topics.items()
            for lang in LANGUAGES
        }
        named = []
        for each in (*self.en.topics, *self.tc.topics):
            if name := known.get(_letters_alone(each)):
                named.append(name)
            else:
                self.remarks.append(f"Topic: {each}")
        return list(dict.fromkeys(named))

    def joint_issuers(self, issuer: str) -> list[str]:
        """The known issuers of the boilerplates, if there are several."""
        issuers = [*self.recognised, *([issuer] if issuer else [])]
        files = {**self.house.issuers, **self.made.issuers}
        for draft in (self.en, self.tc):
            parts = re.split("(?i)\\band\\b|&|[,、及和與]", draft.about)
            for head in map(_called, (draft.about, *draft.also_about, *parts)):
                for name, known in files.items():
                    names = {_called(text_at(known, key, draft.language)) for key in _NAME_KEYS} - {""}
                    issuers += [name] if head in names else []
        return list(dict.fromkeys(issuers))

    # --- sequences ---

    def blocks(self, name: str, en: Sequence[Element], tc: Sequence[Element]) -> list[Any]:
        """The blocks of a body: paragraphs, quotations, headings, lists, tables, pictures."""
        ours, theirs = (list(_joined_quotations(each, language)) for each, language in ((en, "en"), (tc, "tc")))
        blocks: list[Any] = []
        before = above = ""
        for role, pairs in groupby(align(ours, theirs, self.house.lexicon), lambda pair: _role(pair, ours, theirs)):
            group = list(pairs)
            if role in ("item", "number"):
                self.items(blocks, group, ours, theirs, name)
                continue
            for pair in group:
                made = self.block(role, pair, ours, theirs, name, len(blocks) + 1)
                for kind, name_of in (("unit", "unit"), ("title", "caption")):
                    if role == "table" and before == kind and isinstance(blocks[-1], dict):
                        made[0]["table"][name_of] = blocks.pop()["heading"]
                        before = above
                above = before
                blocks += made
                before = role
        return blocks

    def items(
        self, blocks: list[Any], group: Sequence[Match], ours: Sequence[Element], theirs: Sequence[Element], name: str
    ) -> None:
        """Add a list. Deeper items go below the item above them."""
        holder: dict[str, Any] = {}
        for pair in group:
            elements = [ours[each] for each in pair.en] + [theirs[each] for each in pair.tc]
            counted = numbering(elements[0].count, elements[-1].count)
            above = blocks[-1]["list"] if blocks and isinstance(blocks[-1], dict) and "list" in blocks[-1] else []
            if above and max(each.level for each in elements):
                at = f"{name}/{len(blocks)}/list/{len(above)}/list/{len(above[-1].get('list', ())) + 1}"
                if "list" not in above[-1]:
                    above[-1]["list"] = []
                    above[-1] |= {name: value for name, value in counted.items() if name == "style"}
                above[-1]["list"].append(self.pair(pair, ours, theirs, at))
                continue
            if not holder:
                holder = {"list": []} | counted
                blocks.append(holder)
            holder["list"].append(self.pair(pair, ours, theirs, f"{name}/{len(blocks)}/list/{len(holder['list']) + 1}"))

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
        if role in ("heading", "title", "unit"):
            return [{"heading": self.pair(pair, ours, theirs, at)}]
        if len(left) == len(right) == 1:
            en, tc = left[0].text, right[0].text
            quote = quotations.as_quote(en, tc, self.house.people)
            if quote:
                self.unsure(pair, at, en, tc)
                return [quote]
            parts = en.split("\n\n"), tc.split("\n\n")
            if len(parts[0]) == len(parts[1]) > 1:
                self.unsure(pair, at, en, tc)
                return [{"en": each, "tc": other} for each, other in zip(*parts, strict=True)]
        return [self.pair(pair, ours, theirs, at)]

    def pair(self, pair: Match, ours: Sequence[Element], theirs: Sequence[Element], at: str) -> dict[str, str]:
        """A text in both languages. Several texts beside a single one become its lines."""
        en = "\n".join(re.sub(r"\n+", "\n", ours[each].text) for each in pair.en)
        tc = "\n".join(re.sub(r"\n+", "\n", theirs[each].text) for each in pair.tc)
        if len(pair.en) > 1 or len(pair.tc) > 1:
            counts = _paragraph_count(len(pair.en), "English"), _paragraph_count(len(pair.tc), "Chinese")
            self.made.doubt(at, say("{one} beside {other}: split or join them", one=counts[0], other=counts[1]), en, tc)
        elif pair.en and pair.tc:
            self.unsure(pair, at, en, tc)
        return self.text(en, tc, at)

    def unsure(self, pair: Match, at: str, en: str, tc: str) -> None:
        if pair.sure < SURE:
            self.made.doubt(
                at, say("these two may not belong together (sure: {sure})", sure=f"{pair.sure:.0%}"), en, tc
            )

    def table(self, left: Sequence[Element], right: Sequence[Element], at: str) -> dict[str, Any]:
        tables = [each[0].table if each else None for each in (left, right)]
        rows = [[[_cell_text(cell) for cell in row] for row in table.rows] if table else [] for table in tables]
        height, width = max(map(len, rows)), max(len(row) for each in rows for row in each)
        if all(tables) and ([len(row) for row in rows[0]] != [len(row) for row in rows[1]]):
            self.made.doubt(at, say("the tables of the two languages have different rows or columns"))
        cells = [
            [
                self.cell(*(each[y][x] if y < len(each) and x < len(each[y]) else "" for each in rows))
                for x in range(width)
            ]
            for y in range(height)
        ]
        if not all(tables) and not self.missing:
            self.made.doubt(at, say("this table is in one language only"))
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
                    "",
                    say(
                        "the picture {name} is of a kind that no page shows: save it as JPEG or PNG", name=picture.name
                    ),
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
            self.made.doubt(at, say("the pictures of the two languages differ: the English one is taken"))
            self.saved(shown[1])
        alts = [each[0].picture.alt if each and each[0].picture else "" for each in (left, right)]
        alt = {name: words.strip() or PLACEHOLDER[name] for name, words in zip(LANGUAGES, alts, strict=True)}
        return [{"image": {"file": file, "alt": alt}}]

    def photos(self) -> list[Any]:
        """Captions and photos. A picture in the body without a caption of its own stays there."""
        en, tc = ([each for each in draft.photos if each.role != "picture"] for draft in (self.en, self.tc))
        files = list(self.shown(self.loose(self.en), self.loose(self.tc), "photos"))
        in_order = [Match((n,), (n,), 1.0) for n in range(len(en))]
        pairs = in_order if len(en) == len(tc) else align(en, tc, self.house.lexicon)
        bare = 0
        photos: list[dict[str, Any]] = []
        for number, pair in enumerate(pairs, 1):
            at = f"photos/{number}"
            file = next(self.shown(_pictures_of(en, pair.en), _pictures_of(tc, pair.tc), at), "")
            bare += not file
            file = file or (files.pop(0) if files else "")
            photos.append(({"file": file} if file else {}) | _credited(self.pair(pair, en, tc, at)))
        for file in files:
            photos.append({"file": file, "caption": self.text("", "", f"photos/{len(photos) + 1}/caption")})
        many = sum("file" in each for each in photos)
        if many and (files or bare) and many != len(pairs):
            self.made.doubt(
                "photos",
                say("{count} pictures and {other} captions: see which belongs to which", count=many, other=len(pairs)),
            )
        return photos

    def loose(self, draft: Draft) -> list[ReceivedPicture]:
        """The pictures that may belong to captions elsewhere; they are taken out of the body, if there are any."""
        below = [each for each in draft.photos if each.role == "picture"]
        inside = [each for each in draft.body if each.role == "picture"]
        if not any(each.role != "picture" and not each.picture for each in (*self.en.photos, *self.tc.photos)):
            inside = []
        draft.body = [each for each in draft.body if each not in inside]
        return list(dict.fromkeys(each.picture for each in (*inside, *below) if each.picture))

    def shown(self, ours: Sequence[ReceivedPicture], theirs: Sequence[ReceivedPicture], at: str) -> Iterator[str]:
        """The pictures' files for both languages, pair by pair; if they differ, the English one."""
        for one, other in zip_longest(ours, theirs):
            file = self.saved(one or other)
            if one and other and one.data != other.data and self.saved(other):
                self.made.doubt(at, say("the pictures of the two languages differ: the English one is taken"))
            if file:
                yield file

    # --- the issuer ---

    def boilerplate(self) -> tuple[dict[str, Any] | None, str]:
        """The boilerplate, if it is not the issuer's own, and the issuer."""
        for draft in (self.en, self.tc):
            draft.boilerplate = self.not_known(draft)
        en, tc = self.en.boilerplate, self.tc.boilerplate
        words = ("\n".join(each.words for each in en), "\n".join(each.words for each in tc))
        likeness, issuer = self.nearest_issuer(words)
        if likeness <= 0.75:
            issuer = self.named_issuer() or next(iter(self.recognised), "")
        if not en and not tc:
            return None, issuer
        self.about_another(issuer)
        if likeness == 1:
            return None, issuer
        if (self.house.issuers.get(issuer) or {}).get("boilerplate"):
            self.made.doubt(
                "boilerplate",
                say(
                    "it differs from that of the issuer `{issuer}`: keep it, and write the day of its last review "
                    "at `reviewed`, or delete it here",
                    issuer=issuer,
                ),
            )
        if joint := self.new_issuers():
            return None, issuer or joint
        paragraphs = self.plate(en, tc)
        names = self.en.about, self.tc.about
        issuer = issuer or self.unknown_issuer(names, words, paragraphs)
        return {"reviewed": self.day_or_today(), **_heading(names), "paragraphs": paragraphs}, issuer

    def nearest_issuer(self, words: tuple[str, str]) -> tuple[float, str]:
        """How much a boilerplate resembles that of the issuer it resembles most, and the issuer."""
        best, issuer = 0.0, ""
        for name, known in self.house.issuers.items():
            own = known.get("boilerplate") or {}
            paragraphs = own.get("paragraphs") if isinstance(own, dict) else None
            texts = ["\n".join(text_at({"p": each}, "p", lang) for each in paragraphs or []) for lang in LANGUAGES]
            pairs = zip(words, texts, strict=True)
            score = min((_similarity(mine, text) for mine, text in pairs if mine and text), default=0.0)
            if score > best:
                best, issuer = score, name
        return best, issuer

    def unknown_issuer(
        self, names: tuple[str, str], words: tuple[str, str], paragraphs: Sequence[dict[str, str]]
    ) -> str:
        """Make a file for the issuer that "About …" names, if it names one. Returns the file's name, or ""."""
        if _is_issuer(names, words):
            return self.new_issuer(names, whole=paragraphs)
        if not any(names):
            self.made.doubt("issuer", say("the text does not say whom the last paragraphs are about: write `issuer:`"))
            return ""
        about = " / ".join(names).strip(" /")
        self.remarks.append(f"The boilerplate is about: {about}")
        message = say("no known issuer is called {about}: write releases/_shared/issuers/ for it", about=about)
        self.made.doubt("issuer", message)
        return ""

    def plate(self, en: Sequence[Element], tc: Sequence[Element]) -> list[dict[str, str]]:
        pairs = enumerate(align(en, tc, self.house.lexicon), 1)
        return [self.pair(pair, en, tc, f"boilerplate/paragraphs/{number}") for number, pair in pairs]

    def new_issuer(
        self, names: tuple[str, str], plate: Sequence[dict[str, str]] = (), whole: Sequence[dict[str, str]] = ()
    ) -> str:
        """Make a file for a new issuer, with its *plate*. Returns the file's name. The *whole* text about it may spell
        its name out."""
        heading = _heading(names)
        names = re.sub("^[Tt]he ", "", names[0]), names[1]
        issuer = scaffold.key_of(names[0], {*self.house.issuers, *self.made.issuers})
        values: dict[str, Any] = {"name": {"en": names[0], "tc": names[1]}}
        if full := _spelt_out(names, plate or whole):
            values = {"name": {"en": full[0], "tc": full[1]}, "short": values["name"]}
        if plate:
            values["boilerplate"] = {"reviewed": self.day_or_today(), **heading, "paragraphs": list(plate)}
        self.made.issuers[issuer] = values
        message = say("the issuer is new: its names are in releases/_shared/issuers/{issuer}.yaml", issuer=issuer)
        self.made.doubt("issuer", message, *names)
        return issuer

    def new_issuers(self) -> str:
        """Make the files of new issuers of a joint release. Returns the first one's name, or ""."""
        sides = [list(_sections(draft)) for draft in (self.en, self.tc)]
        if not (self.en.also_about and self.tc.also_about and sides[0]) or len(sides[0]) != len(sides[1]):
            return ""
        pairs = list(zip(*sides, strict=True))
        words = [("".join(each.words for each in en[1]), "".join(each.words for each in tc[1])) for en, tc in pairs]
        names = [(en[0], tc[0]) for en, tc in pairs]
        if not all(map(_is_issuer, names, words)):
            return ""
        made = [self.new_issuer(both, self.plate(en[1], tc[1])) for both, (en, tc) in zip(names, pairs, strict=True)]
        return made[0]

    def not_known(self, draft: Draft) -> list[Element]:
        """The boilerplate without the texts that the issuers' files already have."""
        heads = [at for at, each in enumerate(draft.boilerplate) if each.role == "heading"]
        if not heads or not draft.also_about:
            return draft.boilerplate
        plates = {
            _letters_alone(
                "".join(
                    text_at({"p": each}, "p", draft.language)
                    for each in (known.get("boilerplate") or {}).get("paragraphs") or []
                )
            ): name
            for name, known in self.house.issuers.items()
            if isinstance(known.get("boilerplate"), dict)
        }
        kept = []
        for start, end in pairwise([-1, *heads, len(draft.boilerplate)]):
            section = draft.boilerplate[start + 1 : end]
            if issuer := plates.get(_letters_alone("".join(each.words for each in section))):
                self.recognised.append(issuer)
            else:
                kept += draft.boilerplate[max(start, 0) : end]
        return kept

    def about_another(self, issuer: str) -> None:
        """Keep the head of the boilerplate if it names the issuer differently from its file."""
        known = self.house.issuers.get(issuer)
        for draft in (self.en, self.tc) if known else ():
            names = {_called(text_at(known, key, draft.language)) for key in _NAME_KEYS}
            if draft.about and _called(draft.about) not in names:
                self.remarks.append(f"The boilerplate is about: {draft.about}")

    def day_or_today(self) -> str:
        return (self.en.day or self.tc.day or self.today).isoformat()

    def named_issuer(self) -> str:
        """The issuer whom "About …" or the contacts name."""
        for draft in (self.en, self.tc):
            lines = [draft.about, *draft.contacts]
            for name, known in self.house.issuers.items():
                names = {_called(text_at(known, key, draft.language)) for key in _NAME_KEYS} - {""}
                if names & {_called(line) for line in lines}:
                    return name
        return ""

    def contacts(self, issuers: Sequence[str]) -> list[dict[str, Any]]:
        """The contacts, if they are not the issuers' own."""
        files = {**self.house.issuers, **self.made.issuers}
        known = [files[name] for name in issuers]
        names = {_letters_alone(text_at(each, key, lang)) for each in known for key in _NAME_KEYS for lang in LANGUAGES}
        names = {*names, *(_letters_alone(draft.about) for draft in (self.en, self.tc))} - {""}
        sides = [asked(lines, names) for lines in self.contact_lines()]
        for side in sides:
            self.remarks += [f"Not placed, from the contacts: {line}" for contact in side for line in contact.rest]
        if not any(sides) or self.are_known(sides, known, names):
            return []
        pairs = enumerate(_contact_pairs(*sides), 1)
        return [made for number, pair in pairs if (made := self.contact(pair, f"contacts/{number}"))]

    def contact_lines(self) -> list[list[str]]:
        """The lines of the contacts, English and Chinese. If one document has both, they are told apart."""
        en, tc = self.en.contacts, self.tc.contacts
        if bool(en) == bool(tc) or self.missing:
            return [en, tc]
        return [by_language(en or tc, name) for name in LANGUAGES]

    def are_known(self, sides: Sequence[Sequence[Asked]], issuers: Sequence[dict[str, Any]], names: set[str]) -> bool:
        """Whether the issuers' files have these contacts: the same numbers and addresses, and every name."""
        reached = {_last_digits(way) for side in sides for contact in side for way in contact.ways}
        own = [each.get("contacts") for each in issuers]
        listed = [each for some in own if isinstance(some, list) for each in some if isinstance(each, dict)]
        ways = {
            _last_digits(way) for each in listed for key in ("phone", "mobile", "email") for way in _ways(each.get(key))
        }
        return bool(reached) and reached == ways and not self.unknown_names(sides, listed, names)

    def contact(self, pair: tuple[Asked, Asked], at: str) -> dict[str, Any]:
        """One contact, from what each language says of it."""
        contact: dict[str, Any] = {}
        for key in ("name", "post", "organisation"):
            en, tc = (getattr(each, key) for each in pair)
            if en or tc:
                contact[key] = {"en": en or tc, "tc": tc or en}
                if not (en and tc) and not self.missing:
                    self.made.doubt(f"{at}/{key}", say("only one language has this"), en, tc)
        for key in ("phone", "mobile", "whatsapp", "email"):
            en, tc = (getattr(each, key) for each in pair)
            if en or tc:
                contact[key] = en or tc
            if all(each.ways for each in pair) and en != tc:
                message = say("Chinese has `{other}` here, English `{found}`", other=tc or "none", found=en or tc)
                self.made.doubt(f"{at}/{key}", message)
        return contact

    def unknown_names(
        self, sides: Sequence[Sequence[Asked]], listed: Sequence[dict[str, Any]], names: set[str]
    ) -> bool:
        """Whether a contact is missing from the issuer's contacts."""
        known = {
            _letters_alone(text_at(each, key, lang))
            for each in listed
            for key in ("name", "post", "organisation")
            for lang in LANGUAGES
        }
        for side in sides:
            for contact in side:
                for words in (contact.name, contact.post, contact.organisation):
                    if words and _letters_alone(words) not in known | names:
                        return True
        return False


# --- helpers --------------------------------------------------------------------------------------


def _pictures_of(captions: Sequence[Element], numbers: Sequence[int]) -> list[ReceivedPicture]:
    """The pictures that came with these captions."""
    return [picture for number in numbers if (picture := captions[number].picture)]


def _is_issuer(names: tuple[str, str], texts: tuple[str, str]) -> bool:
    """Whether "About …" names an institution in both languages, not the topic of the release."""
    return (
        all(names)
        and not re.match("the [a-z]", names[0])
        and not _SUBJECT.search(names[0])
        and (
            bool(re.fullmatch("[A-Z&]{2,10}", names[0]))
            or any(_letters_alone(name) in _letters_alone(text) for name, text in zip(names, texts, strict=True))
        )
    )


def _spelt_out(names: tuple[str, str], plate: Sequence[dict[str, str]]) -> tuple[str, str] | None:
    """The full names of an institution that "About HKU" and 關於港大 name in short, as its text begins with them."""
    text = plate[0] if plate else {"en": "", "tc": ""}
    words = re.findall(r"[A-Z][\w’'-]*|\b(?:of|and|the|for|in|&)\b|\S+", text["en"])
    chinese = re.match("(.{4,24}?)(?:[（(，]|於|是|為|成立|創立|創辦)", text["tc"])
    short = re.sub("[^A-Z]", "", names[0])
    for start in range(len(words)):
        for end in range(start + 2, min(start + 12, len(words)) + 1):
            name = words[start:end]
            plain = all(word[0].isupper() or word in ("of", "and", "the", "for", "in", "&") for word in name)
            initials = "".join(word[0] for word in name if word[0].isupper())
            if plain and initials == short == names[0] and name[0][0].isupper() and name[-1][0].isupper() and chinese:
                return " ".join(name), chinese[1]
    return None


def _sections(draft: Draft) -> Iterator[tuple[str, list[Element]]]:
    """The boilerplate, grouped by the institution it is about."""
    name, section = draft.about, list[Element]()
    for each in draft.boilerplate:
        if each.role == "heading" and (match := ABOUT.fullmatch(each.words)):
            if section:
                yield name, section
            name, section = (match["en"] or match["tc"] or match["tc2"] or "").strip(" :："), []
        else:
            section.append(each)
    if section:
        yield name, section


def _paragraph_count(count: int, language: str) -> Message:
    if language == "English":
        return say("1 English paragraph") if count == 1 else say("{count} English paragraphs", count=count)
    return say("1 Chinese paragraph") if count == 1 else say("{count} Chinese paragraphs", count=count)


def _role(pair: Match, ours: Sequence[Element], theirs: Sequence[Element]) -> str:
    """The kind of a pair. If the languages differ, the more certain one wins."""
    elements = [ours[each] for each in pair.en] + [theirs[each] for each in pair.tc]
    roles = {each.role for each in elements}
    if len(roles) == 1:
        return elements[0].role
    if "heading" in roles:
        heading = max(each.sure for each in elements if each.role == "heading")
        longest = max(length(each.words) for each in elements)
        plain = longest < 90 and not any(map(ends, (each.words for each in elements)))
        return "heading" if plain or (heading > 0.9 and longest < 250) else next(r for r in roles if r != "heading")
    return "item" if roles == {"item", "number"} else "paragraph"


def _joined_quotations(elements: Sequence[Element], language: str) -> Iterator[Element]:
    """The elements. A quotation over several paragraphs is one."""
    waiting: Element | None = None
    for each in elements:
        if waiting and each.role == "paragraph" and quotations.goes_on(each.text, language):
            waiting = replace(waiting, text=f"{waiting.text}\n\n{each.text}")
        else:
            if waiting:
                yield waiting
            waiting = each
        if waiting.role != "paragraph" or not quotations.begins_quotation(waiting.text, language):
            yield waiting
            waiting = None
    if waiting:
        yield waiting


def _heading(names: tuple[str, str]) -> dict[str, Any]:
    """The heading of a boilerplate where English puts an article before the issuer's name."""
    if not (names[0].lower().startswith("the ") and names[1]):
        return {}
    return {"heading": {"en": f"About {names[0]}", "tc": f"關於{names[1]}"}}


def _credited(caption: dict[str, str]) -> dict[str, Any]:
    """A caption, and its credit if both languages end with one."""
    whom = {name: CREDIT.search(words) for name, words in caption.items()}
    if not all(found and found.start() for found in whom.values()):
        return {"caption": caption}
    return {
        "caption": {name: caption[name][: found.start()] for name, found in whom.items() if found},
        "credit": {name: found["whom"] for name, found in whom.items() if found},
    }


def _cell_text(strips: Iterable[Any]) -> str:
    return "\n".join(strip.text for strip in strips if strip.words)


def _similarity(one: str, other: str) -> float:
    """The similarity of two texts; 1 only if they differ in nothing but marks and spaces."""
    ours, theirs = _letters_alone(one), _letters_alone(other)
    if ours == theirs:
        return 1.0
    if not ours or not theirs or not 0.5 < len(ours) / len(theirs) < 2:
        return 0.0
    return min(0.99, sequences.likeness(one, other))


def _called(name: str) -> str:
    """A name to compare, without its article."""
    return _letters_alone(re.sub(r"(?i)^\s*the\s+", "", name))


def _letters_alone(words: str) -> str:
    return re.sub(r"[\W_]", "", words).lower()


def _last_digits(way: str) -> str:
    return way.lower() if "@" in way else re.sub(r"\D", "", way)[-8:]


def _contact_pairs(ours: Sequence[Asked], theirs: Sequence[Asked]) -> list[tuple[Asked, Asked]]:
    """Pair the contacts of both languages: first by equal numbers and addresses, then in order."""
    left = list(theirs)
    pairs: list[tuple[Asked, Asked]] = []
    for each in ours:
        ways = {_last_digits(way) for way in each.ways}
        same = next((other for other in left if ways & {_last_digits(way) for way in other.ways}), None)
        pairs.append((each, same or Asked()))
        left = [other for other in left if other is not same]
    for at, (each, other) in enumerate(pairs):
        if not other.said and left:
            pairs[at] = each, left.pop(0)
    return pairs + [(Asked(), other) for other in left]


def _ways(value: object) -> list[str]:
    return [value] if isinstance(value, str) and value else []


def _suffix(data: bytes) -> str:
    if data.startswith(b"\xff\xd8"):
        return ".jpg"
    if data.startswith(b"\x89PNG"):
        return ".png"
    return ".webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else ""
