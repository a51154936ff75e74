"""The form of one release: the content of each row of the page, and what can be done with it. It is made from the
model (`form`) and from the file, so that every field can be written. The page draws what it gets and knows no field by
name. A node is a dict: `is` says what it is, `loc` where its value is in the file, `inside` what it holds. A deed is
something that can be done: the changes, the words for them, and where writing goes on.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from hkpress.desk.entries import ENTRIES
from hkpress.desk.form import (
    ALWAYS,
    ISSUER,
    LANGUAGES,
    PERSON,
    ROOT,
    blank,
    fields_of,
    form,
    suggested_moment,
    tag_of,
    variant,
)
from hkpress.desk.words import Say
from hkpress.importing.filling import is_open
from hkpress.production.plan import today
from hkpress.release.rewrite import value_at
from hkpress.release.source import Loc

Node = dict[str, Any]
Kind = dict[str, Any]
Known = dict[str, dict[str, dict[str, str]]]
FILE = "<file>"
"""In a deed, a placeholder for a file that is not chosen yet."""

_ONE_LINE = ("line", "url", "email", "date", "moment", "time", "choice", "known")
_FILES = ("picture", "file")
_INPUTS = {"moment": "datetime-local"} | {each: each for each in ("date", "time", "url", "email")}
_LANGUAGE_NAMES = {"en": "English", "tc": "Traditional Chinese", "sc": "Simplified Chinese"}
_ITEMS = {  # the names of items of lists
    "photos": "Photo",
    "contacts": "Contact",
    "links": "Link",
    "remarks": "Remark",
    "notes": "Note",
    "ignore": "Accepted finding",
    "corrections": "Correction",
    "footnotes": "Footnote",
    "list": "Item",
}
_BLOCK_NAMES = {
    "text": "Paragraph",
    "quote": "Quote",
    "heading": "Heading",
    "list": "List",
    "table": "Table",
    "image": "Picture",
    "break": "Larger gap",
}

_INSTEAD = {"issuers": "issuer", "embargo": "timing"}
"""Fields that replace another one; several issuers start with the present one."""
_ADD, _PHOTOS, _CAPTION, _ATTACHMENT = "Add: {name}", "Choose photos…", "Caption without photo", "Attachment…"
_CHANGE_NAMED = "Change {name}…"


def sentences() -> Iterator[str]:
    """The names of rows, to be translated."""
    yield from (
        *_ITEMS.values(),
        *_BLOCK_NAMES.values(),
        *_LANGUAGE_NAMES.values(),
        _ADD,
        _PHOTOS,
        _CAPTION,
        _ATTACHMENT,
        _CHANGE_NAMED,
    )


def rows(data: Any, known: Known, t: Say) -> list[Node]:
    """The parts of the page, each with its rows. *known* holds the entries that can be referred to; *t* translates."""
    return _Rows(data, known, t).sections()


def shared_rows(data: Any, name: str, title: str, known: Known, t: Say) -> list[Node]:
    """The rows of a shared file: of the person *name* among all people, or without a name of an issuer."""
    drawn, way = _Rows(data, known, t), (name,) if name else ()
    fields = drawn.fields(fields_of(PERSON if name else ISSUER), _get(data, name) if name else data, way, LANGUAGES)
    return [{"name": title, "inside": fields}]


def _deed(do: str, loc: Loc, said: str = "", focus: Loc | None = None, **more: Any) -> dict[str, Any]:
    return {"changes": [{"do": do, "loc": loc, **more}], "said": said, "focus": loc if focus is None else focus}


def _get(value: Any, name: Any) -> Any:
    return value.get(name) if isinstance(value, dict) else None


def _has(value: Any, name: str) -> bool:
    return isinstance(value, dict) and name in value


def _is_replaced(name: str, whole: Any) -> bool:
    """Whether another field of the release replaces this one."""
    return not _has(whole, name) and any(name == old and _has(whole, new) for new, old in _INSTEAD.items())


def _is_set(kind: Kind) -> bool:
    """Whether several of a few things are chosen."""
    return kind["is"] == "list" and not kind.get("each") and kind["of"]["is"] in ("choice", "known")


def _is_short(kind: Kind, value: Any = None) -> bool:
    return variant(kind, value)["is"] in _ONE_LINE or _is_set(kind)


def _is_grid(kind: Kind) -> bool:
    return any(each["type"]["is"] == "list" and each["type"]["of"]["is"] == "list" for each in fields_of(kind))


def _takes_photos(kind: Kind) -> bool:
    inner = kind["of"]
    return inner["is"] == "group" and any(each["type"]["is"] == "picture" for each in fields_of(inner))


class _Rows:
    def __init__(self, data: Any, known: Known, t: Say) -> None:
        self.data, self.known, self.t = data, known, t

    def sections(self) -> list[Node]:
        editions = _get(self.data, "editions")
        wanted = {"tc" if each == "sc" else each for each in editions} if isinstance(editions, list) else {*LANGUAGES}
        languages = tuple(each for each in LANGUAGES if each in wanted)
        fields = {each["name"]: each for each in fields_of(ROOT)}
        return [
            {
                "name": self.t(section["title"]),
                "inside": self.fields([fields[name] for name in section["fields"]], self.data, (), languages),
            }
            for section in form()["sections"]
        ]

    # --- groups ---------------------------------------------------------------------------------------

    def fields(self, fields: list[Any], value: Any, loc: Loc, languages: tuple[str, ...], tag: str = "") -> list[Node]:
        """The fields of a group: short ones side by side, texts in rows, and the fields that can be added. For the
        fields of an item, named by *tag*, these are in the item's own menu.
        """
        fields = [each for each in fields if loc or not _is_replaced(each["name"], value)]
        shown = [each for each in fields if _has(value, each["name"]) or each["needed"] or self._always(each, loc)]

        def is_short(field: Any) -> bool:
            return _is_short(field["type"], _get(value, field["name"]))

        nodes: list[Node] = []
        if not loc:  # a release's short values come first
            shown.sort(key=lambda each: not is_short(each))
        for short, several in groupby(shown, is_short):
            if short:
                nodes.append({"is": "strip", "inside": [self.short(each, value, loc) for each in several]})
            else:
                nodes += [self.field(each, value, loc, languages, bare=each["name"] == tag) for each in several]
        missing = [] if tag else [each for each in fields if each not in shown]
        if missing:
            nodes.append({"is": "add", "items": self.additions(missing, loc, languages)})
        return nodes

    def _always(self, field: Any, loc: Loc) -> bool:
        kind = field["type"]
        if field["name"] == "speaker":  # nearly every quote has one
            return True
        return not loc and field["name"] in ALWAYS and (_is_short(kind) or kind["is"] == "list")

    def additions(self, fields: list[Any], loc: Loc, languages: tuple[str, ...], words: str = "{name}") -> list[Node]:
        """The fields that can be added to a group: those that it lacks."""
        return [
            {
                "label": self.t(words, name=self.t(each["label"])),
                "help": self.t(each["help"]),
                **self._new((*loc, each["name"]), each["type"], languages, each["default"]),
            }
            for each in fields
        ]

    def _new(self, loc: Loc, kind: Kind, languages: tuple[str, ...], usual: str | None = None) -> Node:
        """A deed that adds a value."""
        if kind["is"] in _FILES:
            return {**_deed("insert", loc, value=FILE), "pick": kind["is"]}
        if (first := fields_of(kind)[:1]) and first[0]["type"]["is"] == "file":  # a logo is just its file
            return {**_deed("insert", loc, value={first[0]["name"]: FILE}), "pick": "file"}
        value = blank(kind, languages, self.known, usual)
        if loc == ("embargo",):
            value = suggested_moment(str(_get(self.data, "date") or today()))
        replaced = _INSTEAD.get(str(loc[0])) if len(loc) == 1 else None
        old = _get(self.data, replaced)
        if not replaced or not old:
            return _deed("insert", loc, value=value)
        begun = _deed("insert", loc, value=[old] if isinstance(value, list) else value)
        return begun | {"changes": [{"do": "remove", "loc": (replaced,), "was": old}, *begun["changes"]]}

    def short(self, field: Any, whole: Any, way: Loc) -> Node:
        """A short value: a field with its name above and its help below."""
        name, value, loc = field["name"], _get(whole, field["name"]), (*way, field["name"])
        kind, label = variant(field["type"], value), self.t(field["label"])
        node = {"is": "field", "loc": loc, "name": label, "help": self.t(field["help"])}
        if _is_set(kind):
            chosen = {"is": "set", "loc": loc, "options": self.options(kind["of"], loc)}
            return {**node, "look": "wide", "inside": [chosen, *self.fresh(loc, kind["of"], value)]}
        box = self.box(loc, kind, label, needed=field["needed"], fallback=field["default"])
        stays = field["needed"] or not _has(whole, name) or (not way and name in ALWAYS)
        removal = {} if stays else {"removal": self.removal(loc, label)}
        return {**node, **removal, "inside": [box, *self.fresh(loc, kind, value)]}

    def fresh(self, loc: Loc, kind: Any, value: Any) -> list[Node]:
        """A button that adds a new person or issuer, and a button that leads to each chosen one."""
        of = kind.get("of") if kind["is"] == "known" else None
        if of not in ENTRIES:
            return []
        name, asked = ENTRIES[of]
        fields = [(field, self.t(label), needed, ways) for field, label, needed, ways in asked]
        fresh = {"is": "fresh", "loc": loc, "kind": of, "name": self.t(name), "fields": fields}
        chosen = value if isinstance(value, list) else [value]
        there = {each: name for each, name in self.known.get(of, {}).items() if each in chosen}
        names = {each: self.t(_CHANGE_NAMED, name=self.named(said, each)) for each, said in there.items()}
        words = names if len(names) > 1 else dict.fromkeys(names, self.t("Change…"))
        links = [
            {"is": "link", "name": name, "words": words[each], "slug": f"_{of}.{each}"} for each, name in names.items()
        ]
        return [fresh, *links]

    def field(self, field: Any, whole: Any, way: Loc, languages: tuple[str, ...], *, bare: bool) -> Node:
        """A longer value, with its name above it and a menu of what can be done with it."""
        name, value, loc = field["name"], _get(whole, field["name"]), (*way, field["name"])
        kind, label, text = variant(field["type"], value), self.t(field["label"]), self.t(field["help"])
        fixed = field["needed"] or not _has(whole, name)
        if kind["is"] in _FILES:
            return self.file(loc, label, value, kind["is"], optional=not fixed)
        titled = kind["is"] == "pair" or not (bare or fixed or (not way and name in ALWAYS))
        node = {
            "is": "row",
            "look": {"pair": "row", "list": "list"}.get(kind["is"], "inner" if fixed else "group"),
            "loc": loc,
            "name": label,
            "head": "bare" if titled and bare else "full" if titled else "",
            "help": text if kind["is"] == "pair" or (kind["is"] == "list" and not value) else "",
            "menu": [
                *self.wordings(kind, value, loc, languages),
                *([] if fixed else [self.removal(loc, label)]),
            ],
        }
        return node | self.content(kind, value, loc, languages, label)

    def content(
        self, kind: Kind, value: Any, loc: Loc, languages: tuple[str, ...], label: str, tag: str = ""
    ) -> dict[str, Any]:
        """The content of a row."""
        only = _get(value, "only")
        languages = (only,) if only in LANGUAGES else languages
        fields = fields_of(kind)
        match kind["is"]:
            case "pair":
                more = [each for each in fields if each["name"] not in _LANGUAGE_NAMES and _has(value, each["name"])]
                boxes = self.texts(value, loc, languages, label)
                return {"inside": [{"is": "pair", "inside": boxes}, *self.fields(more, value, loc, languages)]}
            case "list":
                return self.items(kind, value if isinstance(value, list) else [], loc, languages)
            case "group" if _is_grid(kind):
                rest = [each for each in fields if each["name"] not in ("head", "rows")]
                return {
                    "inside": [
                        self.grid(kind, value, loc, languages),
                        *self.fields(rest, value, loc, languages),
                    ]
                }
            case "group":
                return {"inside": self.fields(fields, value, loc, languages, tag)}
            case _ if tag == "break":
                return {"inside": []}
            case _:
                own = kind if kind["is"] in _ONE_LINE and kind["is"] != "line" else {"is": "words"}
                return {"inside": [self.box(loc, own, label, needed=True)]}

    def texts(self, value: Any, loc: Loc, languages: tuple[str, ...], label: str) -> list[Node]:
        """The boxes of a text, one a language."""
        if isinstance(value, str):
            return [self.box(loc, {"is": "words"}, label, languages[0] if languages else "en")]
        shown = [
            each
            for each in _LANGUAGE_NAMES
            if each in languages or (_has(value, each) and (value[each] or each == "sc"))
        ]
        return [self.box((*loc, each), {"is": "words"}, label, each) for each in shown]

    def wordings(self, kind: Kind, value: Any, loc: Loc, languages: tuple[str, ...]) -> list[Node]:
        """The other deeds of a text."""
        if kind["is"] != "pair":
            return []
        more = [
            each for each in fields_of(kind) if each["name"] not in _LANGUAGE_NAMES and not _has(value, each["name"])
        ]
        items = self.additions(more, loc, languages, _ADD)
        if not _has(value, "tc") or _has(value, "sc"):
            return items
        own = (*loc, "sc")
        return [*items, {"label": self.t("Other wording in Simplified…"), **_deed("derive", own)}]

    def removal(self, loc: Loc, name: str) -> Node:
        said = self.t("{name} removed", name=name)
        return {
            "label": self.t("Remove"),
            "name": self.t("Remove {name}", name=name),
            **_deed("remove", loc, said),
            "focus": (*loc[:-1], max(0, loc[-1] - 1)) if isinstance(loc[-1], int) else None,
        }

    # --- lists ----------------------------------------------------------------------------------------

    def items(self, kind: Kind, values: list[Any], loc: Loc, languages: tuple[str, ...]) -> dict[str, Any]:
        nodes: list[Node] = []
        texts = 0
        for index, value in enumerate(values):
            tag = tag_of(kind["of"], value)
            texts += tag == "text"
            number = texts if tag == "text" else 0 if kind["of"]["is"] == "one" else index + 1
            nodes.append(self.item(kind["of"], value, (*loc, index), languages, self._called(loc, tag, value, number)))
        photos = _takes_photos(kind)
        bar = {"is": "bar", "drops": photos, "look": "drops" if photos else ""}
        return {"inside": [*nodes, bar], "choices": self.choices(kind, loc, languages), "count": len(values)}

    def _called(self, loc: Loc, tag: str, value: Any, number: int) -> str:
        speaker = str(_get(_get(value, "quote"), "speaker") or "")
        named = self.named(self.known.get("people", {}).get(speaker, {}), speaker)
        name = self.t(_BLOCK_NAMES[tag] if tag in _BLOCK_NAMES else self._item_name(loc))
        return name + (f" {number}" if number else "") + (f" · {named}" if named else "")

    def _item_name(self, loc: Loc) -> str:
        step = next((each for each in reversed(loc) if isinstance(each, str)), "")
        return _ITEMS.get(step, "Paragraph")

    def choices(self, kind: Kind, loc: Loc, languages: tuple[str, ...]) -> list[Node]:
        """The ways to add an item to a list: the new item, and the words for it."""
        if _takes_photos(kind):
            plain = blank(kind["of"], languages, self.known)
            photo = {"file": FILE, **plain, "alt": blank({"is": "pair"}, languages, self.known)}
            offered = [(_PHOTOS, photo, "picture"), (_CAPTION, plain, "")]
        elif kind["of"]["is"] == "one":
            offered = [self._choice(each, languages) for each in kind["of"]["of"]]
        else:
            begun = blank(kind["of"], languages, self.known)
            offered = [(self._item_name(loc), begun, "")]
            if any(each["type"]["is"] == "file" for each in fields_of(kind["of"])):  # a link may lead to a file
                texts = {name: value for name, value in begun.items() if isinstance(value, dict)}
                offered.append((_ATTACHMENT, {**texts, "file": FILE}, "file"))
        return [
            {
                "label": self.t(name),
                "below": self.t("{name} below", name=self.t(name)),
                "value": value,
                "pick": pick,
                "said": self.t("Photo added") if pick == "picture" else "",
            }
            for name, value, pick in offered
        ]

    def _choice(self, member: Any, languages: tuple[str, ...]) -> tuple[str, Any, str]:
        tag = member["tag"]
        if tag == "image":
            image = {"file": FILE, "alt": blank({"is": "pair"}, languages, self.known)}
            return _BLOCK_NAMES[tag], {"image": image}, "picture"
        return _BLOCK_NAMES.get(tag, "Paragraph"), blank(member["type"], languages, self.known), ""

    def item(self, kind: Kind, value: Any, loc: Loc, languages: tuple[str, ...], name: str) -> Node:
        """An item of a list, which can be moved."""
        tag, own = tag_of(kind, value), variant(kind, value)
        fields = fields_of(own)
        missing = [each for each in fields if not _has(value, each["name"])] if tag and own["is"] == "group" else []
        more = self.additions(missing, loc, languages, _ADD)
        inner = next((each["type"] for each in fields if tag and each["name"] == tag), {"is": ""})
        node: Node = {"is": "row", "loc": loc, "name": name, "head": "full", "help": "", "item": loc}
        if inner["is"] == "pair" and len(value) == 1:  # such as a heading, which is only a text
            own, value, loc = inner, value[tag], (*loc, tag)
            look = f"row {tag}"
        else:
            look = "row" if own["is"] == "pair" else f"row item {tag or own['is']}"
        node |= {"look": look, "loc": loc}
        node["menu"] = [*self.wordings(own, value, loc, languages), *more, self.removal(node["item"], name)]
        return node | self.content(own, value, loc, languages, name, tag)

    # --- tables, pictures, boxes ------------------------------------------------------------------------

    def grid(self, kind: Kind, value: Any, loc: Loc, languages: tuple[str, ...]) -> Node:
        """A table as a grid of cells."""
        cell = next(each["type"]["of"] for each in fields_of(kind) if each["name"] == "head")
        head, lines = _get(value, "head") or [], _get(value, "rows") or []
        ways = [(*loc, "head"), *((*loc, "rows", row) for row in range(len(lines)))]
        empty = blank(cell, languages, self.known)

        def column(do: str, at: int, said: str, focus: Loc, **more: Any) -> dict[str, Any]:
            changes = [{"do": do, "loc": (*way, at), **more} for way in ways]
            return {"changes": changes, "said": said, "focus": focus}

        def cells(values: Any, way: Loc, name: str) -> list[Node]:
            listed = values if isinstance(values, list) else []
            return [
                self.cell(variant(cell, each), each, (*way, at), languages, f"{name}, {at + 1}")
                for at, each in enumerate(listed)
            ]

        top: Loc = (*loc, "head", 0)
        drops = [
            {
                "name": self.t("Remove column {n}", n=at + 1),
                **column("remove", at, self.t("Column removed"), top),
            }
            for at in range(len(head))
        ]
        cuts = [
            {
                "name": self.t("Remove row {n}", n=at + 1),
                **_deed("remove", (*loc, "rows", at), self.t("Row removed"), top),
            }
            for at in range(len(lines))
        ]
        end = (*loc, "rows", len(lines))
        return {
            "is": "grid",
            "inside": [
                {"inside": cells(head, ways[0], self.t("Head"))},
                *({"inside": cells(line, ways[at + 1], self.t("Row {n}", n=at + 1))} for at, line in enumerate(lines)),
            ],
            "columns": drops if len(head) > 1 else [],
            "rows": cuts if len(lines) > 1 else [],
            "items": [
                {"label": self.t("Row"), **_deed("insert", end, value=[empty] * len(head))},
                {"label": self.t("Column"), **column("insert", len(head), "", (*loc, "head", len(head)), value=empty)},
            ],
        }

    def cell(self, kind: Kind, value: Any, loc: Loc, languages: tuple[str, ...], label: str) -> Node:
        if isinstance(value, str) or kind["is"] != "pair":
            boxes, swap = [self.box(loc, {"is": "words"}, label)], self.t("A text for each language")
        else:
            boxes = [self.box((*loc, each), {"is": "words"}, label, each) for each in languages]
            swap = self.t("The same in both languages")
        if len(languages) < 2:
            return {"inside": boxes}
        return {
            "inside": boxes,
            "swap": {"label": swap, "sign": "EN|中" if len(boxes) == 1 else "=", **_deed("swap", loc)},
        }

    def file(self, loc: Loc, name: str, value: Any, kind: str, *, optional: bool) -> Node:
        put = {**_deed("write", loc, self.t("File replaced"), value=FILE), "pick": kind}
        removal = {"removal": self.removal(loc, name)} if optional else {}
        return {"is": "file", "loc": loc, "name": name, "file": str(value or ""), "put": put, "inside": [], **removal}

    def box(
        self, loc: Loc, kind: Kind, label: str, lang: str = "", *, needed: bool = False, fallback: str | None = None
    ) -> Node:
        """A value that people write."""
        chosen = kind["is"] in ("choice", "known")
        none = chosen and not needed and not (fallback and kind["is"] == "choice")
        return {
            "is": "box",
            "loc": loc,
            "kind": kind["is"],
            "type": _INPUTS.get(kind["is"], "text"),
            "label": f"{label}, {self.t(_LANGUAGE_NAMES[lang])}" if lang else label,
            "lang": lang,
            "needed": needed or (kind["is"] == "words" and lang != "sc"),
            "placeholder": fallback or "",
            "options": [*([("", "—")] if none else []), *self.options(kind, loc)] if chosen else None,
        }

    def options(self, kind: Kind, loc: Loc) -> list[tuple[str, str]]:
        """The choices, and the words for them; what has no name yet only if it is chosen."""
        if kind["is"] == "choice":
            return [(each, self.t(name)) for each, name in zip(kind["of"], kind["names"], strict=True)]
        chosen = value_at(self.data, loc, None)
        there = chosen if isinstance(chosen, list) else [chosen]
        known = self.known.get(kind["of"], {})
        unnamed = {each for each, name in known.items() if any(name.values()) and all(map(is_open, name.values()))}
        return [(each, self.named(name, each)) for each, name in known.items() if each in there or each not in unnamed]

    def named(self, name: dict[str, str], otherwise: str) -> str:
        return self.t.named(name) or otherwise
