"""A Source → a Release, or all its problems at once, in words that an author can act on."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from operator import getitem
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from hkpress.core.diagnostics import UNREADABLE, Diagnostic, Invalid
from hkpress.release import pictures, source
from hkpress.release.misfits import EDITION_CALLED, M, validate
from hkpress.release.model import (
    LANGUAGES,
    UNPRINTED,
    Contact,
    Glossary,
    Issuer,
    Link,
    Manuscript,
    Model,
    Person,
    QuoteBlock,
    Text,
    Topic,
)
from hkpress.release.source import Loc, Source


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
    ended: datetime | None = None
    """When its embargo ended, if the manuscript has it no more."""

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
    named = dict.fromkeys(_names_in(manuscript.data, "issuers", "issuer"))
    files = (_read_if_there(issuers[name], read, problems) for name in named if name in issuers)
    sources += [(about, validate(Issuer, about, (), context, problems)) for about in files if about]
    together = [issuer for _, issuer in sources[1:] if issuer]
    spoken = _speakers(manuscript.data) | _spelt(people, manuscript.text)
    persons = _used(Person, people, spoken, context, problems)
    subjects = _used(Topic, topics, themed, context, problems)
    sources += [(origin, used) for origin, used in ((people, persons), (topics, subjects)) if origin]
    glossary = _glossary(shared / "glossary.yaml", read, context, problems)
    problems += _without_portrait(manuscript, written, persons) if written else ()
    if problems:
        raise Invalid(problems)
    assert written is not None
    spelt = tuple((_spelt_out(origin, model), model) for origin, model in sources)
    return Release(folder.name, folder, shared, written, tuple(together), persons, subjects, spelt, glossary)


def _glossary(
    path: Path, read: Callable[[Path], Source], context: dict[str, Any], problems: list[Diagnostic]
) -> Glossary:
    """The project's glossary; an empty one if there is none, or it has problems."""
    terms = _read_if_there(path, read, problems)
    return (validate(Glossary, terms, (), context, problems) if terms else None) or Glossary()


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
    named = (EDITION_CALLED.get(word.lower()) for word in words)
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
        if isinstance(each, Text) and isinstance(functools.reduce(getitem, loc, origin.data), str)
        for language in LANGUAGES & each.model_fields_set
    }
    if not plain:
        return origin
    places = origin.places | {new: replace(origin.places[old], key=None) for new, old in plain.items()}
    return replace(origin, data=_replaced(origin.data, (), plain), places=places)


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
