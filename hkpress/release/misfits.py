"""Pydantic's errors in the words of an author: what does not fit, and what to write instead."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import getitem
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import Tag, ValidationError
from pydantic_core import ErrorDetails

from hkpress.core.diagnostics import MOST, Diagnostic, Span, and_more, did_you_mean, nearest
from hkpress.release.model import LANGUAGES, Manuscript, Model, ParagraphBlock, Quote, Subitem, Text
from hkpress.release.source import Loc, Source

M = TypeVar("M", bound=Model)


def validate(
    kind: type[M], origin: Source, loc: Loc, context: Mapping[str, Any], problems: list[Diagnostic]
) -> M | None:
    """The model of the value at *loc* of a file; None if it has problems, which are added to *problems*."""
    data = functools.reduce(getitem, loc, origin.data)
    try:
        return kind.model_validate(data, context=dict(context))
    except ValidationError as error:
        errors = error.errors(include_url=False)
        # pydantic also calls a list too short when its items are wrong
        errors = [each for each in errors if each["type"] != "too_short" or _is_short(each)]
        errors = [*_without_echoes(kind, errors)]
        diagnostics = [_diagnostic(kind, origin, loc, each) for each in errors[:MOST]]
        problems += sorted(diagnostics, key=lambda each: each.span or Span.at(1, 1))
        problems += [and_more(origin.path, len(errors) - MOST)] if len(errors) > MOST else []
        return None


def _diagnostic(kind: type[Model], origin: Source, base: Loc, error: ErrorDetails) -> Diagnostic:
    tagged = tuple(step for step in error["loc"] if step != "[key]")  # as pydantic calls a wrong key
    unknown = error["type"] == "extra_forbidden"
    keys = len(tagged) - unknown  # what is unknown is a key, whatever it is called
    loc = (*base, *(step for step in tagged[:keys] if step not in _TAGS), *tagged[keys:])
    holder = _model_at(kind, tagged[:-1] if unknown else tagged)
    name = f"item {loc[-1] + 1}" if loc and isinstance(loc[-1], int) else f"`{loc[-1]}`" if loc else "the file"
    sentence = _LONG_VALUE.sub(r"\1…`", _sentence(Misfit(error, name, holder)))
    if origin.path.suffix == ".toml":
        sentence = functools.reduce(lambda said, words: said.replace(*words), _IN_TOML.items(), sentence)
    is_key = unknown or tagged != error["loc"]
    return origin.diagnostic(loc, sentence, _CODES.get(error["type"], error["type"]), key=is_key)


_IN_TOML = {
    "start each item with `- `": "write it between [ and ], with commas",
    "write `en: …` and `tc: …` on lines of their own below it": 'write {en = "…", tc = "…"}',
    "is a group of fields; here it must be one text": "is cut at a dot: put names with dots in quotation marks",
}
"""What files in TOML need instead of advice on YAML."""


_CODES = {
    "extra_forbidden": "unknown-field",
    "model_type": "shape",
    "tuple_type": "shape",
    "dict_type": "shape",
    "string_type": "shape",
    "too_short": "empty",
    "string_too_short": "marks",
    "string_too_long": "marks",
    "literal_error": "choice",
}


_LONG_VALUE = re.compile("(`[^`]{80})[^`]{20,}`")
_TAGS = frozenset(
    ["<cell>", "<text>", "<one>", "<each>", "<break>", "<quote>", "<heading>", "<list>", "<table>", "<image>"]
)
"""The steps in pydantic's places that are not keys, but kinds of values."""


def _is_short(error: ErrorDetails) -> bool:
    """Whether a list has too few items, wrong ones counted."""
    return bool(len(error["input"]) < error["ctx"]["min_length"])


def _without_echoes(kind: type[Model], errors: Sequence[ErrorDetails]) -> Iterator[ErrorDetails]:
    """The errors without those that only follow from another: texts that stand one level too high, a field, a
    language or a block that is missing because its name is wrong, or because `only` is."""
    first: dict[Loc, str] = {}
    meant: set[tuple[Loc, str]] = set()
    unread = {each["loc"][:-1] for each in errors if each["loc"][-1:] == ("only",)}
    for each in errors:
        if each["type"] == "extra_forbidden":
            group, stray = each["loc"][:-1], str(each["loc"][-1])
            first.setdefault(group, stray)
            meant.add((group, _stands_for(stray, _model_at(kind, group))))
    for each in errors:
        group, key = each["loc"][:-1], each["loc"][-1] if each["loc"] else ""
        stray = first.get(group, "")
        below = _below(_model_at(kind, group)) if stray in LANGUAGES else ""
        if each["type"] == "extra_forbidden" and stray in LANGUAGES and key != stray and key in LANGUAGES:
            continue
        if each["type"] == "missing" and (
            (group, key) in meant or (stray and (key in LANGUAGES or f"`{key}:" in below))
        ):
            continue
        if (
            each["type"] == "missing"
            and key in LANGUAGES
            and any(group[:steps] in unread for steps in range(len(group) + 1))
        ):
            continue
        yield each


def _stands_for(name: str, holder: type[Model] | None) -> str:
    """The field of a group that a wrong name most likely stands for; "" if there is none."""
    fields = list(holder.model_fields) if holder else []
    called = next((each for each in _MEANT.get(name.lower(), ()) if each in fields), "")
    return called or nearest(name.lower(), fields) or ""


def _below(holder: type[Model] | None) -> str:
    """The field that holds the texts of a group without languages of its own; "" if there is none."""
    return _TEXTS.get(holder.__name__, "") if holder else ""


@dataclass(frozen=True)
class Misfit:
    """One of pydantic's errors: a value that does not fit the model."""

    error: ErrorDetails
    name: str
    """What the author knows it by: `headline`, item 3."""
    holder: type[Model] | None
    """The model in whose place it stands; of an unknown field, the model that it would be a field of."""

    @property
    def value(self) -> Any:
        """What is written there."""
        return self.error.get("input")

    @property
    def field(self) -> str:
        """The last step of its place."""
        return str(self.error["loc"][-1]) if self.error["loc"] else ""

    @property
    def fields(self) -> list[str]:
        """The fields of its holder."""
        return list(self.holder.model_fields) if self.holder else []

    @property
    def listed(self) -> str:
        """The same as words: `en`, `tc`."""
        return ", ".join(f"`{field}`" for field in self.fields)

    @property
    def is_text(self) -> bool:
        """Whether its holder is a text in several languages."""
        return bool(self.holder and issubclass(self.holder, Text))


def _sentence(it: Misfit) -> str:
    """What is wrong, and what to write instead."""
    return _SENTENCES.get(it.error["type"], _own_sentence)(it)


def _own_sentence(it: Misfit) -> str:
    """The sentence of the model's own check; some of them name the value."""
    return it.error["msg"] if it.error["type"] in _OURS_ALONE else f"{it.name} {it.error['msg']}"


def _missing_field(it: Misfit) -> str:
    return f"{it.name} is missing{_MISSING.get(it.name.strip('`'), '')}"


def _unknown_field(it: Misfit) -> str:
    return next(filter(None, (advice(it) for advice in _ON_UNKNOWN_FIELDS)))


def _on_notes(it: Misfit) -> str:
    if it.holder is Manuscript and it.field == "notes":
        return "`notes` is not a field: write `notes_to_editors:` for what is printed, `remarks:` for colleagues"
    return ""


def _on_blocks(it: Misfit) -> str:
    block = _BLOCK_FOR.get(it.field.lower()) if it.holder is ParagraphBlock else None
    return f"{it.name} is not a field here: write {block}" if block else ""


def _on_languages(it: Misfit) -> str:
    """Advice on a language right below the name of a group, or beside a block's."""
    if it.field not in LANGUAGES or not it.holder:
        return ""
    if below := _below(it.holder):
        return f"{it.name} is not a field here: write {below}"
    if block := _TEXTLESS.get(it.holder.__name__):
        return f"{it.name} is not a field here: a text is an item of its own, so write `- ` before `{block}:`"
    return ""


def _on_texts(it: Misfit) -> str:
    """Advice on a field inside a text, which has languages only. YAML takes `{en: One, two}` for two fields."""
    if not it.is_text:
        return ""
    if it.field == "only" and it.holder is Text:
        return f"{it.name} is not a field here: write it beside the name of this text, not below it"
    language = EDITION_CALLED.get(it.field.lower())
    if it.value is None and it.field.partition("：")[0] in LANGUAGES:
        return "this colon is the full-width one: write `:` and a space"
    if it.value is None and not language:
        return f"a comma ends the text before {it.name}: put text with commas in quotes, or in lines below"
    return f"{it.name} is not a field here; did you mean `{language}`?" if language else ""


def _on_speakers(it: Misfit) -> str:
    if it.holder is Quote and it.field.lower() in _OF_PERSONS:
        return f"{it.name} is not a field here: the names and posts of speakers stand in releases/_shared/people.yaml"
    return ""


def _on_other_names(it: Misfit) -> str:
    meant = next((each for each in _MEANT.get(it.field.lower(), ()) if each in it.fields), "")
    return f"{it.name} is not a field here: write `{meant}:`" if meant else ""


def _on_third_levels(it: Misfit) -> str:
    if it.field == "list" and it.holder and issubclass(it.holder, Subitem):
        return f"{it.name} cannot stand here: a list has two levels at most, so make this item one of the level above"
    return ""


def _on_the_rest(it: Misfit) -> str:
    near = did_you_mean(it.field.lower(), it.fields)
    return f"{it.name} is not a field here{near or f' (fields: {it.listed})'}"


_ON_UNKNOWN_FIELDS = (
    _on_notes,
    _on_blocks,
    _on_languages,
    _on_texts,
    _on_speakers,
    _on_other_names,
    _on_third_levels,
    _on_the_rest,
)
"""Advice for an author who writes a field that does not exist. The first that has something to say is heard."""
_OF_PERSONS = {"name", "title", "post", "position", "job", "role", "姓名", "職位", "職銜"}


def _no_group(it: Misfit) -> str:
    """The sentence for something else in the place of a group of fields."""
    name, value, holder = it.name, it.value, it.holder
    if value is None and "rows" in it.error["loc"]:
        return f'{name} is empty: write `""` for an empty cell'
    if isinstance(value, str) and holder and holder.__name__ in _ALONE:
        return f"{name} needs fields: write `{_ALONE[holder.__name__]}: {value}` below it, or after `- `"
    if isinstance(value, list) and it.field == "words":
        return f"{name} is {_shape(value)}; here it must be one text, with a blank line between its paragraphs"
    if isinstance(value, list) and it.is_text:
        return f"{name} is {_shape(value)}; here it must be one text"
    if holder is ParagraphBlock and name.startswith("item"):
        return f"{name} needs both languages: write `- en: …` and `tc: …` (only the word `break` may stand alone)"
    if it.is_text:
        return f"{name} needs both languages: write `en: …` and `tc: …` on lines of their own below it"
    if holder is Manuscript and isinstance(value, str):
        return _NO_FIELDS
    return f"{name} is {_shape(value)}; here it must have fields: {it.listed}"


def _no_list(it: Misfit) -> str:
    """The sentence for something else in the place of a list."""
    if it.value is None:
        return f"{it.name} is empty: add an item below it, or delete the line"
    if isinstance(it.value, str) and it.field in _FLAT:
        return f"{it.name} must be a list: write `{it.field}: [{_single_words(it.field, it.value)}]`"
    if isinstance(it.value, dict) and LANGUAGES & it.value.keys() and it.field not in _FLAT:
        return f"{it.name} must be a list: start each item with `- en: …`"
    return f"{it.name} must be a list: start each item with `- `"


def _no_text(it: Misfit) -> str:
    """The sentence for something else in the place of a text."""
    name, value, field = it.name, it.value, it.field
    if name == "`issuer`" and isinstance(value, list):
        return "`issuer` names one issuer: write `issuers:` before a list"
    if isinstance(value, list) and field in ("phone", "mobile", "whatsapp"):
        return f"{name} is a list: write the numbers in one text, with a slash between them"
    if isinstance(value, dict) and field == "speaker":
        return f"{name} is {_shape(value)}; write the person into releases/_shared/people.yaml, the id here"
    if isinstance(value, dict) and field == "issuer":
        return f"{name} is {_shape(value)}; write the issuer into a file in releases/_shared/issuers/, its name here"
    if isinstance(value, (bool, int, float)):
        return f'{name} has no quotation marks: write {field} = "{str(value).lower()}"'
    return f"{name} is {_shape(value)}; here it must be one text"


def _no_names(it: Misfit) -> str:
    """The sentence for something else in the place of texts by name, in TOML."""
    return f'{it.name} is {_shape(it.value)}; here it must have names: write {it.field} = {{name = "text"}}'


def _no_choice(it: Misfit) -> str:
    """The sentence for a word that the field does not allow."""
    choices = it.error["ctx"]["expected"]
    said = f"`{it.value}`" if isinstance(it.value, str) else _shape(it.value)
    said = "no name that can stand here" if it.field == "[key]" else said
    if meant := _meant(it.value, re.findall("'(.*?)'", choices)):
        return f"{it.name} is {said}; write `{meant}`"
    return f"{it.name} is {said}; it can be {choices.replace(chr(39), '`')}"


def _too_few(it: Misfit) -> str:
    if it.value:
        return f"{it.name} is for a joint release: write `issuer: {it.value[0]}` for one"
    return f"{it.name} is empty: it needs at least one item"


def _no_marks(it: Misfit) -> str:
    return f"{it.name} must be two characters, the opening and the closing mark"


_SENTENCES: Mapping[str, Callable[[Misfit], str]] = {
    "missing": _missing_field,
    "extra_forbidden": _unknown_field,
    "model_type": _no_group,
    "tuple_type": _no_list,
    "string_type": _no_text,
    "dict_type": _no_names,
    "literal_error": _no_choice,
    "too_short": _too_few,
    "string_too_short": _no_marks,
    "string_too_long": _no_marks,
}
"""What says each of pydantic's errors in our words."""


def _single_words(field: str, value: str) -> str:
    """The entries of a list of single words that was written as one text."""
    if field != "editions":
        return value
    named = [EDITION_CALLED.get(word.lower(), "") for word in re.findall(r"[\w-]+", value)]
    return ", ".join(filter(None, named)) or "en, tc, sc"


def _meant(value: Any, choices: Collection[str]) -> str:
    """The choice that a value probably stands for; "" if unsure."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    word = value.lower() if isinstance(value, str) else ""
    answers = {"true": "yes", "on": "yes", "y": "yes", "1": "yes", "false": "no", "off": "no", "n": "no", "0": "no"}
    return next((each for each in (word, EDITION_CALLED.get(word, ""), answers.get(word, "")) if each in choices), "")


_TEXTS = {
    **dict.fromkeys(("Withdrawal", "Correction"), "`note: {en: …, tc: …}`"),
    "Quote": "`words: {en: …, tc: …}`",
    "Link": "`title: {en: …, tc: …}`",
    "Photo": "`caption: {en: …, tc: …}`",
    "Picture": "`alt: {en: …, tc: …}` for what it shows, `caption:` for the words below it",
    **dict.fromkeys(("Contact", "Person", "Issuer"), "`name: {en: …, tc: …}`"),
    "Boilerplate": "`paragraphs:` and below it `- en: …` with `tc: …`",
    "PhotoPack": "`url:` and the address",
    "Table": "`head:` and `rows:`, in which each cell has both languages",
}
"""The field for the texts of each group, for authors who write the languages right below the group's name."""
_TEXTLESS = {f"{block.title()}Block": block for block in ("quote", "heading", "list", "table", "image")}
"""The names of the blocks that hold no text of their own."""
_ALONE = {"Link": "url", "Logo": "file", "Photo": "file", "Picture": "file", "PhotoPack": "url"}
"""The field that a single text in place of each group probably stands for."""
_FLAT = ("editions", "issuers", "topics", "align")
"""The lists of single words, written on one line."""
EDITION_CALLED = {
    **dict.fromkeys(("en", "eng", "english", "英文"), "en"),
    **dict.fromkeys(
        ("tc", "zh", "zh-hk", "zh-tw", "zh-hant", "zh_hk", "cn", "ch", "chi", "chinese", "hk", "tw", "中文"), "tc"
    ),
    **dict.fromkeys(("sc", "zh-cn", "zh-hans", "zh_cn", "簡體中文"), "sc"),
}
"""What authors call the languages."""
_CALLS = {
    "headline": "title heading head header 標題",
    "subheadline": "subtitle sub_title subhead subheading subheader sub-headline kicker deck 副標題 副題",
    "body": "text content contents paragraphs main story 正文 內文",
    "summary": "lead lede standfirst abstract intro introduction 摘要",
    "place": "dateline city location 地點",
    "date": "released issued day 日期",
    "time": "hour issued_at time_of_issue 時間",
    "number": "reference ref ref_no reference_number no 編號",
    "issuer": "company organisation organization publisher from house",
    "photos": "images pictures image picture photo 圖片 相片",
    "links": "attachment attachments annex annexes video videos film social accounts 附件 影片",
    "boilerplate": "about about_us",
    "theme": "style template design",
    "alt": "description alt_text alternative",
    "file": "src path filename url photo picture image",
    "phone": "tel telephone 電話",
    "email": "mail e-mail 電郵",
    "honorific": "title salutation prefix 稱謂",
    "post": "title job position 職位",
    "speaker": "says said_by author who",
    "editions": "language languages lang only 語言",
    "withdrawn": "withdrawal retracted retraction 撤回",
    "at": "date time when",
    "note": "text reason message",
    "words": "text quotation said",
    "taken": "date day",
    "credit": "source copyright courtesy",
    "made": "ai ai_generated",
    "caption": "title heading 說明",
    "head": "header headers columns heads",
    "total": "sum totals",
}
_MEANT: dict[str, list[str]] = {}
"""The fields that officers may mean by a word; the place decides which."""
for _field, _words in _CALLS.items():
    for _called in _words.split():
        _MEANT.setdefault(_called, []).append(_field)
_BLOCK_FOR = {
    called: meant
    for meant, words in {
        "`image:`": "picture pictures photo photos figure images",
        "`list:`": "items bullets numbered_list bullet_list lists",
        "`heading:`": "headings subheading header title headline",
        "`quote:`": "quotation quotes",
        "`table:`": "tables grid",
        "`- en: …` and `tc: …`": "paragraph paragraphs text p",
        "`notes_to_editors:` or `footnotes:` at the end of the file": "note notes footnote",
    }.items()
    for called in words.split()
} | {"break": "`- break` alone"}
"""Officers' words for the kinds of blocks."""
_OURS_ALONE = {
    "date",
    "time",
    "url",
    "email",
    "picture",
    "reference",
    "cells",
    "currency",
    "target",
    "format",
}  # sentences that name the value
_MISSING = {
    "en": ": write the English text beside `tc`",
    "tc": ": write the Traditional Chinese text beside `en`",
    "date": ": write the day of issue, such as `date: 2025-04-24`",
    "headline": ": write `headline:` with `en:` and `tc:` below it",
    "at": ": write when, such as `at: 2025-04-24T10:00+08:00`",
    "body": ": write `body:` and below it the paragraphs, each `- en: …` with `tc: …`",
}


_NO_FIELDS = (
    "the file is a text without fields: `hkpress import FILE` makes a release of a text, Word file or mail, and "
    '`hkpress new "Headline"` one to fill in'
)


def _shape(value: Any) -> str:
    return {type(None): "empty", dict: "a group of fields", list: "a list"}.get(type(value), "a text")


def _model_at(kind: Any, loc: Loc) -> type[Model] | None:
    """The model at *loc* of *kind*, to name its fields in a message."""
    for step in loc:
        kind = _step(kind, step)
    models = [each for each in _union_members(kind) if isinstance(each, type) and issubclass(each, Model)]
    return models[0] if models else None


def _step(kind: Any, step: str | int) -> Any:
    for each in _union_members(kind):
        if Tag(str(step)) in getattr(each, "__metadata__", ()):
            return each
        if isinstance(step, int) and get_origin(each) is tuple:
            return get_args(each)[0]
        if isinstance(each, type) and issubclass(each, Model) and step in each.model_fields:
            return each.model_fields[str(step)].annotation
    return None


def _union_members(kind: Any) -> Iterator[Any]:
    """The members of a union, with and without their annotations."""
    yield kind
    if get_origin(kind) in (Union, UnionType):
        for member in get_args(kind):
            yield from _union_members(member)
    elif get_origin(kind) is Annotated:
        yield from _union_members(get_args(kind)[0])
