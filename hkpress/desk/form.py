"""The form of the desk, derived from the model field by field.

This module names a field only to choose its place on the page; every field of the model gets an entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import AfterValidator, Tag

from hkpress.core.layout import SHARED
from hkpress.desk.words import Say
from hkpress.production.plan import today
from hkpress.release import model
from hkpress.release.editions import HONG_KONG
from hkpress.release.model import Issuer, Manuscript, Model, Person, Reference, Text
from hkpress.release.scaffold import descriptions
from hkpress.release.source import Loc

SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Headline", ("headline", "subheadline", "summary")),
    ("Details", ()),  # all fields that have no other place
    ("Text", ("body",)),
    ("Photos", ("photos", "photo_pack")),
    ("Below the text", ("notes_to_editors", "footnotes", "links", "boilerplate", "contacts")),
    ("Once it is out", ("corrections", "withdrawn")),
    ("For colleagues", ("remarks", "notes", "checks")),
)
"""The sections of the page, and the fields in each."""

ALWAYS = ("headline", "date", "issuer", "place", "timing", "draft", "body", "photos")
"""The fields that the page shows even if the file lacks them; the others can be added."""

LANGUAGES = ("en", "tc")
"""The languages that people write; Simplified Chinese is made from Traditional."""

_WIDGETS = {  # by the last validator of the model's own types
    "Url": "url",
    "Email": "email",
    "PictureFile": "picture",
    "AttachedFile": "file",
    "LogoFile": "file",
    "Clock": "time",
    "Marks": "line",
}


@cache
def form() -> dict[str, Any]:
    """The models by name, each with its fields, and the sections of the page, ready for JSON."""
    models: dict[str, Any] = {}
    for kind in (Manuscript, Person, Issuer):
        _add(kind, models)
    placed = {name for _, names in SECTIONS for name in names}
    rest = [field["name"] for field in models["Manuscript"]["fields"] if field["name"] not in placed]
    known = [field["name"] for field in models["Manuscript"]["fields"]]
    sections = [
        {"title": title, "fields": [name for name in (names or rest) if name in known]} for title, names in SECTIONS
    ]
    return {"models": models, "sections": sections, "always": [name for name in ALWAYS if name in known]}


ROOT = {"is": "group", "model": "Manuscript"}
"""The kind of a whole release."""
PERSON = {"is": "group", "model": "Person"}
ISSUER = {"is": "group", "model": "Issuer"}
_ANY_GROUP = ("text", "each")
"""The tags of kinds that have no field of their own."""


def root_of(path: Path) -> tuple[dict[str, Any], int]:
    """The kind of a file's value, and the steps that lead to it: a person's name in people.yaml, otherwise none."""
    if path.parent.name == SHARED:
        return PERSON, 1
    return (ISSUER if path.parent.parent.name == SHARED else ROOT), 0


def fields_of(kind: dict[str, Any]) -> list[dict[str, Any]]:
    """The fields of a group or of a pair of texts."""
    return form()["models"][kind["model"]]["fields"] if "model" in kind else []


def variant(kind: dict[str, Any], value: Any) -> dict[str, Any]:
    """The kind of a value, among those allowed at its place. One of a group's fields tells its kind."""
    chosen: dict[str, Any] = _member(kind, value)["type"] if kind["is"] == "one" else kind
    return chosen


def tag_of(kind: dict[str, Any], value: Any) -> str:
    """The tag of the kind that a value has; "" where there is only one."""
    return str(_member(kind, value)["tag"]) if kind["is"] == "one" else ""


def _member(kind: dict[str, Any], value: Any) -> dict[str, Any]:
    kinds: list[dict[str, Any]] = kind["of"]
    if isinstance(value, dict):
        named = [each for each in kinds if each["tag"] in value]
        shaped = [each for each in kinds if each["type"]["is"] in ("pair", "group") and each["tag"] in _ANY_GROUP]
        return (named or shaped or kinds)[0]
    plain = [each for each in kinds if each["type"]["is"] not in ("pair", "group", "list")]
    return (plain or kinds)[0]


def blank(kind: dict[str, Any], languages: tuple[str, ...], known: dict[str, Any], usual: str | None = None) -> Any:
    """The first value of a new field; if there is a choice, not the default."""
    match kind["is"]:
        case "pair":
            return dict.fromkeys(languages)
        case "group":
            fields = fields_of(kind)
            begun = _BEGUN.get(kind["model"], ())
            first = [each for each in fields if each["needed"] or each["name"] in begun] or fields[:1]
            return {each["name"]: blank(each["type"], languages, known) for each in first}
        case "list" if kind["of"]["is"] == "choice" and not kind.get("each"):
            return kind["of"]["of"]
        case "list" if kind["of"]["is"] == "known":
            return []  # nothing chosen yet
        case "list" if kind.get("each"):  # a table: two rows, two columns
            return [blank(kind["of"] | {"each": True}, languages, known)] * 2
        case "list":
            return [blank(kind["of"], languages, known)]
        case "one":
            return blank(kind["of"][0]["type"], languages, known)
        case "choice":
            return next((each for each in kind["of"] if each != usual), kind["of"][0])
        case "known":
            return next(iter(known.get(kind["of"], {})), "")
        case "date":
            return today()
        case "moment":
            return suggested_moment()
        case _:
            return ""


def suggested_moment(day: str = "") -> str:
    """Now; for a *day*, ten o'clock on it, or the next whole hour if that is past."""
    chosen = datetime.now(HONG_KONG)
    if day:
        chosen = chosen.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        with suppress(ValueError):
            chosen = max(chosen, datetime.combine(date.fromisoformat(day), time(10), HONG_KONG))
    return f"{chosen:%Y-%m-%dT%H:%M}+08:00"


def order_at(path: Path, data: Any, loc: Loc) -> tuple[str, ...]:
    """The names of the fields beside a place of a file, in the order in which they are written."""
    return tuple(each["name"] for each in fields_of(kind_at(path, data, loc[:-1])))


def kind_at(path: Path, data: Any, loc: Loc) -> dict[str, Any]:
    """The kind of the value at a place of a file."""
    kind, depth = root_of(path)
    if len(loc) < depth:
        return {"is": "group"}
    for step in loc[:depth]:
        data = data.get(step) if isinstance(data, dict) else None
    for step in loc[depth:]:
        whole = variant(kind, data)
        types = {each["name"]: each["type"] for each in fields_of(whole)}
        kind = whole["of"] if whole["is"] == "list" else types.get(step, {"is": "line"})
        there = isinstance(data, list) and isinstance(step, int) and step < len(data)
        data = data[step] if there else data.get(step) if isinstance(data, dict) else None
    return variant(kind, data)


def sentences() -> Iterator[str]:
    """Every label and help text in the form, for translation."""
    for each in form()["models"].values():
        for field in each["fields"]:
            yield field["label"]
            yield field["help"]
            yield from _choices(field["type"])
    for section in form()["sections"]:
        yield section["title"]


def _choices(kind: dict[str, Any]) -> Iterator[str]:
    if kind["is"] == "choice":
        yield from kind["names"]
    for inner in [kind["of"]] if kind["is"] == "list" else kind["of"] if kind["is"] == "one" else ():
        yield from _choices(inner.get("type", inner))


def name_of(word: str) -> str:
    """A name of the model as people read it: on_behalf_of → On behalf of."""
    plain = word[:1].upper() + word[1:].replace("_", " ") if word.islower() else word
    return _LONG_NAMES.get(word, plain)


def in_words(message: str, t: Say) -> str:
    """A message about the file in the reader's language, with the file's names as the form has them: `en` → English."""
    return _with_labels(t.message(message), t, "{}")


def labelled(text: str, t: Say) -> str:
    """A rule's sentence, before its values are put in, with the file's names as the form has them: `alt` →
    “Alternative text”."""
    return _with_labels(text.replace("people.yaml", "`people`"), t, "“{}”")


def _with_labels(text: str, t: Say, english: str) -> str:
    def label(match: re.Match[str]) -> str:
        if match[1] not in labels:
            return match[0]
        said = t(labels[match[1]]) + (f": {t(name_of(match[2]))}" if match[2] else "")
        return ("「{}」" if t.lang == "tc" else english).format(said)

    labels = {**_field_labels(), "people": "People"}
    return re.sub(r"`([a-z_]+)(?::(?: ([a-z]+|[\d-]+))?)?`", label, text)


@cache
def _field_labels() -> dict[str, str]:
    return {field["name"]: field["label"] for each in form()["models"].values() for field in each["fields"]}


_LONG_NAMES = {  # longer words for people
    "ai": "AI",
    "align": "Alignment",
    "alt": "Alternative text",
    "at": "Where",
    "body": "Text",
    "camera": "By camera",
    "email": "E-mail",
    "en": "English",
    "ignore": "Accepted findings",
    "image": "Picture",
    "made": "How it was made",
    "marks": "Quotation marks",
    "mobile": "Mobile number",
    "only": "Only in",
    "phone": "Office number",
    "sc": "Simplified Chinese",
    "taken": "Taken on",
    "tc": "Traditional Chinese",
    "terms": "Terms of use",
    "total": "Last row is the total",
    "unit": "Unit",
    "url": "Address",
    "whatsapp": "WhatsApp",
}


_HELP = {  # reworded where the model mentions the file, which people at the desk do not see
    "before": 'The words that lead to the quotation. Without them hkpress writes "(speaker) said:".',
    "body": "The text.",
    "checks": "What need not be reported as wrong.",
    "editions": "The languages that are printed, if not all.",
    "embargo": "Before this moment, in Hong Kong, nobody may publish it.",
    "footnotes": "The footnotes. [^1] in a text is the mark of the first.",
    "Ignore.at": "Where it is right, such as body/3; empty for everywhere.",
    "issuer": "Who issues it.",
    "issuers": "Who issue it together, in a joint release.",
    "Link.kind": "What it is.",
    "notes_to_editors": "Notes to Editors, printed after the end mark.",
    "only": "Print it in one language only; Chinese means both Chinese editions.",
    "Logo.en": "The logo for English.",
    "Logo.file": "The logo for all languages: an SVG drawing, or a picture.",
    "Logo.sc": "The logo for Simplified Chinese, where it is not the one for Chinese.",
    "Logo.tc": "The logo for Chinese.",
    "Logo.with_name": "Print the issuer's name beside the logo: yes where the logo has no words.",
    "Person.portrait": "A portrait, for quotations that ask for it.",
    "Quote.portrait": "Whether the speaker's portrait is shown beside the quotation.",
    "sc": "Simplified Chinese, only where the one made from Traditional Chinese is not wanted.",
    "speaker": "Who says it.",
    "style": "Another way to count the items, such as (1), (a), (i), 一、 or （一）.",
    "terms": "What the media may do with it, where that is not what the issuer says of its photos.",
    "topics": "What it is about.",
}
_BEGUN = {"Contact": ("name", "phone", "email"), "Link": ("title", "url")}
"""The optional fields that nearly every entry has."""


def _add(kind: type[Model], models: dict[str, Any]) -> str:
    name = kind.__name__
    if name not in models:
        models[name] = {"help": "", "fields": []}
        help_of = _help(kind)
        hints = get_type_hints(kind, vars(model), include_extras=True)
        columns = {"head", "rows"} <= kind.model_fields.keys()
        models[name]["fields"] = [
            {
                "name": field,
                "label": "When" if field == "at" and "datetime" in str(hints[field]) else name_of(field),
                "help": _HELP.get(f"{name}.{field}") or _HELP.get(field) or help_of.get(field, ""),
                "needed": info.is_required() or (field in ("en", "tc") and issubclass(kind, Text)),
                "default": info.default if isinstance(info.default, str) else None,
                "type": _type(hints[field], models) | ({"each": True} if columns else {}),
            }
            for field, info in kind.model_fields.items()
        ]
    return name


def _help(kind: type[Model]) -> dict[str, str]:
    """The help of each field, inherited fields included."""
    said = dict(descriptions())
    texts: dict[str, str] = {}
    for each in reversed(kind.__mro__):
        texts |= said.get(each.__name__, {})
    return texts


def _type(hint: Any, models: dict[str, Any]) -> dict[str, Any]:
    metadata: list[Any] = []
    while True:
        if get_origin(hint) is Annotated:
            metadata = [*get_args(hint)[1:], *metadata]
            hint = get_args(hint)[0]
        elif get_origin(hint) in (Union, UnionType) and NoneType in get_args(hint):
            (hint,) = (each for each in get_args(hint) if each is not NoneType) if len(get_args(hint)) == 2 else (hint,)
            if get_origin(hint) in (Union, UnionType):
                break
        else:
            break
    if get_origin(hint) in (Union, UnionType):
        members = [each for each in get_args(hint) if each is not NoneType]
        return {"is": "one", "of": [{"tag": _tag(each), "type": _type(each, models)} for each in members]}
    if get_origin(hint) is tuple:
        return {"is": "list", "of": _type(get_args(hint)[0], models)}
    if get_origin(hint) is Literal:
        return {"is": "choice", "of": [*get_args(hint)], "names": [*map(name_of, get_args(hint))]}
    if isinstance(hint, type) and issubclass(hint, Text):
        return {"is": "pair", "model": _add(hint, models)}
    if isinstance(hint, type) and issubclass(hint, Model):
        return {"is": "group", "model": _add(hint, models)}
    return _scalar(hint, metadata)


def _scalar(hint: Any, metadata: list[Any]) -> dict[str, Any]:
    if hint is datetime:
        return {"is": "moment"}
    if hint is date:
        return {"is": "date"}
    for each in metadata:
        if isinstance(each, AfterValidator) and isinstance(each.func, Reference):
            return {"is": "known", "of": each.func.kind}
    for alias, widget in _WIDGETS.items():
        own = getattr(getattr(model, alias, None), "__metadata__", (None,))[-1]
        if own in metadata:
            return {"is": widget}
    return {"is": "line"}


def _tag(hint: Any) -> str:
    return next((each.tag.strip("<>") for each in getattr(hint, "__metadata__", ()) if isinstance(each, Tag)), "")
