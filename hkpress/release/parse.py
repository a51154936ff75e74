"""A Source → a Release, or all its problems at once, in words that an author can act on."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, Tag, ValidationError
from pydantic_core import ErrorDetails

from hkpress.core.diagnostics import MOST, UNREADABLE, Diagnostic, Invalid, Span, and_more, did_you_mean, nearest
from hkpress.release import pictures, source
from hkpress.release.model import (
    LANGUAGES,
    UNPRINTED,
    Contact,
    Glossary,
    Issuer,
    Link,
    Manuscript,
    Model,
    ParagraphBlock,
    Person,
    QuoteBlock,
    Subitem,
    Text,
    Topic,
)
from hkpress.release.source import Loc, Source

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Release:
    """A manuscript with everything that it refers to, and the files that they come from."""

    slug: str
    folder: Path
    shared: Path
    """The folder of what several releases use."""
    manuscript: Manuscript
    issuers: tuple[Issuer, ...]
    """The issuers: several in a joint release."""
    people: Mapping[str, Person]
    """Who is quoted."""
    topics: Mapping[str, Topic]
    sources: tuple[tuple[Source, Model | Mapping[str, Model]], ...]
    glossary: Glossary

    @property
    def issuer(self) -> Issuer | None:
        """Who issues it, the first of several."""
        return self.issuers[0] if self.issuers else None

    @property
    def issuer_names(self) -> tuple[str, ...]:
        """The names of the issuers' files."""
        return self.manuscript.issuers or ((self.manuscript.issuer,) if self.manuscript.issuer else ())

    @property
    def contacts(self) -> tuple[tuple[Issuer | None, Contact], ...]:
        """The media contacts, each with the issuer whose file has it; None for those of the manuscript."""
        if self.manuscript.contacts is not None:
            return tuple((None, each) for each in self.manuscript.contacts)
        return tuple((issuer, each) for issuer in self.issuers for each in issuer.contacts)

    @property
    def shared_files(self) -> Iterator[str]:
        """The files of the shared folder that the pages show: logos and portraits, and what links of issuers attach."""
        for issuer in self.issuers:
            logo = issuer.logo.model_dump(exclude_none=True, exclude={"with_name"}) if issuer.logo else {}
            yield from logo.values()
            yield from (link.file for link in issuer.links if link.file)
        yield from (person.portrait for person in self.people.values() if person.portrait)

    def folder_of(self, model: Model) -> Path:
        """The folder from which a model of the release names its files."""
        return self.folder if self.places[id(model)][0] is self.sources[0][0] else self.shared

    @property
    def links(self) -> tuple[Link, ...]:
        """The links of the manuscript, then those of the issuers."""
        return *self.manuscript.links, *(each for issuer in self.issuers for each in issuer.links)

    def stem(self, edition: str, names: str) -> str:
        """What the files of an edition are called, without suffix, by the pattern *names* of the settings."""
        slug = re.sub(r"^\d{4}-\d\d-\d\d-(?=.)", "", self.slug)
        return names.format(date=self.manuscript.date, slug=slug, edition=edition)

    def words(self) -> Iterator[tuple[Source, Loc, str]]:
        """Every string that can be printed, with its file and place. The last step of the place is
        the language, "en", "tc" or "sc", or something else where there is none.
        """
        for origin, model in self.sources:
            for loc, text in _strings_with_places(model, ()):
                if loc[0] not in UNPRINTED:
                    yield origin, loc, text

    @property
    def languages(self) -> frozenset[str]:
        """The languages that its editions need, of `en` and `tc`."""
        return _needed(self.manuscript.editions)

    def models(self) -> Iterator[tuple[Model, tuple[Source, Loc]]]:
        """Every model in the release, with its file and its place there."""
        for origin, whole in self.sources:
            yield from ((model, (origin, loc)) for model, loc in _models(whole, ()))

    @property
    def picture_edge(self) -> int:
        """The longest edge that a picture on the page may have, in pixels."""
        return pictures.edge(_picture_count(self.sources[0][0].data))

    @functools.cached_property
    def places(self) -> Mapping[int, tuple[Source, Loc]]:
        """The file and place of every model in the release, by `id`: equal texts may stand in several places."""
        return {id(model): place for model, place in self.models()}


def _models(value: Any, loc: Loc) -> Iterator[tuple[Model, Loc]]:
    if isinstance(value, Model):
        yield value, loc
        value = {name: getattr(value, name) for name in type(value).model_fields if name in value.model_fields_set}
    if isinstance(value, (Mapping, tuple)):
        for step, item in value.items() if isinstance(value, Mapping) else enumerate(value):
            yield from _models(item, (*loc, step))


def _strings_with_places(value: Any, loc: Loc) -> Iterator[tuple[Loc, str]]:
    if isinstance(value, str):
        yield loc, value
    elif isinstance(value, BaseModel):
        value = {name: getattr(value, name) for name in value.model_fields_set}
    if isinstance(value, (Mapping, tuple)):
        for step, item in value.items() if isinstance(value, Mapping) else enumerate(value):
            yield from _strings_with_places(item, (*loc, step))


def parse(
    manuscript: Source,
    folder: Path,
    shared: Path,
    themes: Collection[str],
    read: Callable[[Path], Source] = source.read,
) -> Release:
    """The release whose manuscript was read from *folder*.

    *shared* is the folder of issuers, people and glossary (it need not exist), *themes* the names of all themes,
    *read* reads a shared file. Raises Invalid with every misfit of the
    manuscript and of the shared entries that it uses.
    """
    problems: list[Diagnostic] = []
    issuers = {path.stem: path for path in sorted((shared / "issuers").glob("*.yaml"))}
    people = _read_if_there(shared / "people.yaml", read, problems)  # a person's Simplified name may be in any text
    themed = set(_names_in(manuscript.data, "topics"))
    topics = _read_if_there(shared / "topics.yaml", read, problems) if themed else None
    context = {
        "folder": folder,
        "pictures": _picture_count(manuscript.data),
        "languages": _languages(manuscript.data),
        "issuers": issuers,
        "people": _entry_names(people, shared / "people.yaml", problems),
        "topics": _entry_names(topics, shared / "topics.yaml", problems),
        "themes": themes,
    }
    written = validate(Manuscript, manuscript, (), context, problems)
    sources: list[tuple[Source, Any]] = [(manuscript, written)]

    context |= {"folder": shared, "pictures": 1}
    named = [name for name in _names_in(manuscript.data, "issuers", "issuer") if name in issuers]
    for name in dict.fromkeys(named):
        about = _read_if_there(issuers[name], read, problems)
        sources += [(about, validate(Issuer, about, (), context, problems))] if about else []
    together = [issuer for _, issuer in sources[1:] if issuer]
    spoken = _speakers(manuscript.data) | _spelt(people, manuscript.text)
    persons = _used(Person, people, spoken, context, problems)
    subjects = _used(Topic, topics, themed, context, problems)
    sources += [(origin, used) for origin, used in ((people, persons), (topics, subjects)) if origin]
    terms = _read_if_there(shared / "glossary.yaml", read, problems)
    glossary = validate(Glossary, terms, (), context, problems) if terms else None
    problems += _without_portrait(manuscript, written, persons) if written else ()
    if problems:
        raise Invalid(problems)
    assert written is not None
    spelt = tuple((_spelt_out(origin, model), model) for origin, model in sources)
    return Release(
        folder.name, folder, shared, written, tuple(together), persons, subjects, spelt, glossary or Glossary()
    )


def _without_portrait(origin: Source, written: Manuscript, people: Mapping[str, Person]) -> Iterator[Diagnostic]:
    """A problem for each quotation that asks for a portrait its speaker does not have."""
    for field in ("body", "notes_to_editors"):
        for index, block in enumerate(getattr(written, field)):
            quote = block.quote if isinstance(block, QuoteBlock) else None
            speaker = people.get(quote.speaker or "") if quote else None
            told = quote and quote.speaker and not speaker  # an unknown name, or a faulty entry, is reported elsewhere
            if not quote or told or quote.portrait == "no" or (speaker and speaker.portrait):
                continue
            missing = f"`{quote.speaker}` has no `portrait:` in releases/_shared/people.yaml: add it"
            message = missing if quote.speaker else "a portrait needs a `speaker:`: name one"
            loc = (field, index, "quote", "portrait")
            yield origin.diagnostic(loc, f"{message}, or take `portrait: yes` out", "portrait")


def _picture_count(data: Any) -> int:
    """The number of photos, and of pictures between the paragraphs."""
    fields = [data.get(name) for name in ("body", "photos")] if isinstance(data, dict) else []
    items = [item for field in fields if isinstance(field, list) for item in field]
    return sum(isinstance(item, dict) and ("file" in item or "image" in item) for item in items)


def _languages(data: Any) -> frozenset[str]:
    """The languages that the editions of a manuscript need, misnamed ones too; both if it does not say."""
    words = (word for each in _names_in(data, "editions") for word in re.findall(r"[\w-]+", each))
    named = (_OTHERWISE.get(word.lower()) for word in words)
    return _needed(each for each in named if each) or LANGUAGES


def _needed(editions: Iterable[str]) -> frozenset[str]:
    return frozenset("en" if each == "en" else "tc" for each in editions)


def _used(
    kind: type[M], origin: Source | None, names: Collection[str], context: Mapping[str, Any], problems: list[Diagnostic]
) -> dict[str, M]:
    """The entries of a shared file that a manuscript names, by name."""
    there = origin.data if origin and isinstance(origin.data, dict) else {}
    named = sorted(name for name in names if name in there)
    entries = {name: validate(kind, origin, (name,), context, problems) for name in named} if origin else {}
    return {name: each for name, each in entries.items() if each}


def _spelt_out(origin: Source, model: Any) -> Source:
    """The file with each plain text of one language under a key for its language, at the same place."""
    plain = {
        (*loc, language): loc
        for each, loc in _models(model, ())
        if isinstance(each, Text) and isinstance(_found_at(origin.data, loc), str)
        for language in LANGUAGES & each.model_fields_set
    }
    if not plain:
        return origin
    places = origin.places | {new: replace(origin.places[old], key=None) for new, old in plain.items()}
    return replace(origin, data=_replaced(origin.data, (), plain), places=places)


def _found_at(data: Any, loc: Loc) -> Any:
    for step in loc:
        data = data[step]
    return data


def _replaced(data: Any, loc: Loc, plain: Mapping[Loc, Loc]) -> Any:
    if isinstance(data, dict):
        return {key: _replaced(value, (*loc, key), plain) for key, value in data.items()}
    if isinstance(data, list):
        return [_replaced(value, (*loc, index), plain) for index, value in enumerate(data)]
    language = next((each for each in LANGUAGES if (*loc, each) in plain), None)
    return data if language is None else {language: data}


def _read_if_there(path: Path, read: Callable[[Path], Source], problems: list[Diagnostic]) -> Source | None:
    """A shared file; None if there is none, or nothing that can be read."""
    try:
        path.lstat()  # a link in a circle counts as a file
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        pass  # reading it reports why
    try:
        return read(path)
    except Invalid as error:
        problems += error.diagnostics
    except OSError as error:
        problems.append(Diagnostic(f"this cannot be read: {error.strerror}", UNREADABLE, path))
    return None


def _entry_names(read: Source | None, path: Path, problems: Collection[Diagnostic]) -> Any:
    """The names of the entries in a shared file; None if it has *problems*, so that no name is reported as unknown
    too."""
    if read is None:
        return None if any(each.path == path for each in problems) else {}
    return read.data if isinstance(read.data, dict) else {}


def _names_in(data: Any, *fields: str) -> Iterator[str]:
    """The names in these fields of a manuscript, alone or in a list."""
    for field in fields:
        value = data.get(field) if isinstance(data, dict) else None
        yield from (each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str))


def _speakers(data: Any) -> set[str]:
    fields = [data.get(field) for field in ("body", "notes_to_editors")] if isinstance(data, dict) else []
    blocks = [block for field in fields if isinstance(field, list) for block in field]
    quotes = (block.get("quote") for block in blocks if isinstance(block, dict))
    return {name for quote in quotes for name in _names_in(quote, "speaker")}


def _spelt(people: Source | None, text: str) -> set[str]:
    """The entries with a Simplified name of their own that the text mentions: the text uses that form too."""
    entries = people.data.items() if people and isinstance(people.data, dict) else ()
    names = {person: _at_least(entry, "name") for person, entry in entries}
    return {person for person, name in names.items() if name.get("sc") and name.get("tc") and name["tc"] in text}


def _at_least(data: Any, field: str) -> dict[str, str]:
    """The texts of an entry that need not have both languages."""
    value = data.get(field) if isinstance(data, dict) else None
    return {name: text for name, text in value.items() if isinstance(text, str)} if isinstance(value, dict) else {}


def validate(
    kind: type[M], origin: Source, loc: Loc, context: Mapping[str, Any], problems: list[Diagnostic]
) -> M | None:
    """The model of the value at *loc* of a file; None if it has problems, which are added to *problems*."""
    data = _found_at(origin.data, loc)
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


# --- pydantic's errors in our words ---------------------------------------------------------------


def _diagnostic(kind: type[Model], origin: Source, base: Loc, error: ErrorDetails) -> Diagnostic:
    tagged = tuple(step for step in error["loc"] if step != "[key]")  # as pydantic calls a wrong key
    unknown = error["type"] == "extra_forbidden"
    keys = len(tagged) - unknown  # what is unknown is a key, whatever it is called
    loc = (*base, *(step for step in tagged[:keys] if step not in _TAGS), *tagged[keys:])
    holder = _model_at(kind, tagged[:-1] if unknown else tagged)
    name = f"item {loc[-1] + 1}" if loc and isinstance(loc[-1], int) else f"`{loc[-1]}`" if loc else "the file"
    sentence = _LONG_VALUE.sub(r"\1…`", _sentence(error, name, holder))
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
"""The steps of pydantic's places that are no keys, but the kind of what stands there."""


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


def _sentence(error: ErrorDetails, name: str, holder: type[Model] | None) -> str:
    kind, value, field = error["type"], error.get("input"), str(error["loc"][-1]) if error["loc"] else ""
    fields = list(holder.model_fields) if holder else []
    listed = ", ".join(f"`{field}`" for field in fields)
    if kind == "missing":
        return f"{name} is missing{_MISSING.get(name.strip('`'), '')}"
    if kind == "extra_forbidden":
        if holder is Manuscript and field == "notes":
            return "`notes` is not a field: write `notes_to_editors:` for what is printed, `remarks:` for colleagues"
        if holder is ParagraphBlock and field.lower() in _BLOCK_FOR:
            return f"{name} is not a field here: write {_BLOCK_FOR[field.lower()]}"
        if field in LANGUAGES and _below(holder):
            return f"{name} is not a field here: write {_below(holder)}"
        if field in LANGUAGES and holder and (block := _TEXTLESS.get(holder.__name__)):
            return f"{name} is not a field here: a text is an item of its own, so write `- ` before `{block}:`"
        if field == "only" and holder is Text:
            return f"{name} is not a field here: write it beside the name of this text, not below it"
        if holder and issubclass(holder, Text):
            if value is None and field.partition("：")[0] in LANGUAGES:
                return "this colon is the full-width one: write `:` and a space"
            if value is None and field.lower() not in _OTHERWISE:
                return f"a comma ends the text before {name}: put text with commas in quotes, or in lines below"
            if field.lower() in _OTHERWISE:
                return f"{name} is not a field here; did you mean `{_OTHERWISE[field.lower()]}`?"
        if meant := next((each for each in _MEANT.get(field.lower(), ()) if each in fields), ""):
            return f"{name} is not a field here: write `{meant}:`"
        if field == "list" and holder and issubclass(holder, Subitem):
            return f"{name} cannot stand here: a list has two levels at most, so make this item one of the level above"
        near = did_you_mean(field.lower(), fields)
        return f"{name} is not a field here{near or f' (fields: {listed})'}"
    if kind == "model_type":
        if value is None and "rows" in error["loc"]:
            return f'{name} is empty: write `""` for an empty cell'
        if isinstance(value, str) and holder and holder.__name__ in _ALONE:
            return f"{name} needs fields: write `{_ALONE[holder.__name__]}: {value}` below it, or after `- `"
        if isinstance(value, list) and field == "words":
            return f"{name} is {_shape(value)}; here it must be one text, with a blank line between its paragraphs"
        if isinstance(value, list) and holder and issubclass(holder, Text):
            return f"{name} is {_shape(value)}; here it must be one text"
        if holder is ParagraphBlock and name.startswith("item"):
            return f"{name} needs both languages: write `- en: …` and `tc: …` (only the word `break` may stand alone)"
        if holder and issubclass(holder, Text):
            return f"{name} needs both languages: write `en: …` and `tc: …` on lines of their own below it"
        if holder is Manuscript and isinstance(value, str):
            return _NO_FIELDS
        return f"{name} is {_shape(value)}; here it must have fields: {listed}"
    if kind == "tuple_type" and value is None:
        return f"{name} is empty: add an item below it, or delete the line"
    if kind == "tuple_type" and isinstance(value, str) and field in _FLAT:
        return f"{name} must be a list: write `{field}: [{_single_words(field, value)}]`"
    if kind == "tuple_type" and isinstance(value, dict) and LANGUAGES & value.keys() and field not in _FLAT:
        return f"{name} must be a list: start each item with `- en: …`"
    if kind == "tuple_type":
        return f"{name} must be a list: start each item with `- `"
    if kind == "string_type" and name == "`issuer`" and isinstance(value, list):
        return "`issuer` names one issuer: write `issuers:` before a list"
    if kind == "string_type" and isinstance(value, list) and field in ("phone", "mobile", "whatsapp"):
        return f"{name} is a list: write the numbers in one text, with a slash between them"
    if kind == "string_type" and isinstance(value, dict) and field == "speaker":
        return f"{name} is {_shape(value)}; write the person into releases/_shared/people.yaml, the id here"
    if kind == "string_type" and isinstance(value, dict) and field == "issuer":
        return f"{name} is {_shape(value)}; write the issuer into a file in releases/_shared/issuers/, its name here"
    if kind == "string_type" and isinstance(value, (bool, int, float)):
        return f'{name} has no quotation marks: write {field} = "{str(value).lower()}"'
    if kind == "string_type":
        return f"{name} is {_shape(value)}; here it must be one text"
    if kind == "dict_type":
        return f'{name} is {_shape(value)}; here it must have names: write {field} = {{name = "text"}}'
    if kind == "literal_error":
        said, choices = f"`{value}`" if isinstance(value, str) else _shape(value), error["ctx"]["expected"]
        said = "no name that can stand here" if field == "[key]" else said
        if meant := _meant(value, re.findall("'(.*?)'", choices)):
            return f"{name} is {said}; write `{meant}`"
        return f"{name} is {said}; it can be {choices.replace(chr(39), '`')}"
    if kind == "too_short" and value:
        return f"{name} is for a joint release: write `issuer: {value[0]}` for one"
    if kind == "too_short":
        return f"{name} is empty: it needs at least one item"
    if kind in ("string_too_short", "string_too_long"):
        return f"{name} must be two characters, the opening and the closing mark"
    if kind in _OURS_ALONE:
        return error["msg"]
    return f"{name} {error['msg']}"


def _single_words(field: str, value: str) -> str:
    """The entries of a list of single words that was written as one text."""
    if field != "editions":
        return value
    named = [_OTHERWISE.get(word.lower(), "") for word in re.findall(r"[\w-]+", value)]
    return ", ".join(filter(None, named)) or "en, tc, sc"


def _meant(value: Any, choices: Collection[str]) -> str:
    """The choice that a value probably stands for; "" if unsure."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    word = value.lower() if isinstance(value, str) else ""
    answers = {"true": "yes", "on": "yes", "y": "yes", "1": "yes", "false": "no", "off": "no", "n": "no", "0": "no"}
    return next((each for each in (word, _OTHERWISE.get(word, ""), answers.get(word, "")) if each in choices), "")


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
"""The lists of single words, which stand on one line."""
_OTHERWISE = {  # what authors call the languages
    **dict.fromkeys(("en", "eng", "english", "英文"), "en"),
    **dict.fromkeys(
        ("tc", "zh", "zh-hk", "zh-tw", "zh-hant", "zh_hk", "cn", "ch", "chi", "chinese", "hk", "tw", "中文"), "tc"
    ),
    **dict.fromkeys(("sc", "zh-cn", "zh-hans", "zh_cn", "簡體中文"), "sc"),
}
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
