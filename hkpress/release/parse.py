"""A Source → a Release, or every misfit at once in words that an author can act on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, Tag, ValidationError
from pydantic_core import ErrorDetails

from hkpress.core.diagnostics import Diagnostic, Invalid, Span, did_you_mean
from hkpress.release import source
from hkpress.release.model import Glossary, Issuer, Manuscript, Model, Person, Text
from hkpress.release.source import Loc, Source


@dataclass(frozen=True)
class Release:
    """A manuscript with all that it refers to, and the files that both were read from."""

    slug: str
    folder: Path
    manuscript: Manuscript
    issuer: Issuer | None
    people: Mapping[str, Person]
    sources: tuple[tuple[Source, Model | Mapping[str, Model]], ...]
    glossary: Glossary

    def words(self) -> Iterator[tuple[Source, Loc, str]]:
        """Every string that can be printed, with its file and its place there.

        The last step of the place tells the language: "en", "tc", "sc", or another for none.
        """
        for origin, model in self.sources:
            for loc, text in _strings(model, ()):
                if loc[0] not in ("notes", "checks"):
                    yield origin, loc, text

    @cached_property
    def places(self) -> Mapping[int, tuple[Source, Loc]]:
        """The file and place of every model in the release, by `id`: equal texts may stand in several places."""
        return {id(model): (origin, loc) for origin, whole in self.sources for model, loc in _models(whole, ())}


def _models(value: Any, loc: Loc) -> Iterator[tuple[Model, Loc]]:
    if isinstance(value, Model):
        yield value, loc
        value = {name: getattr(value, name) for name in value.model_fields_set}
    if isinstance(value, (Mapping, tuple)):
        for step, item in value.items() if isinstance(value, Mapping) else enumerate(value):
            yield from _models(item, (*loc, step))


def _strings(value: Any, loc: Loc) -> Iterator[tuple[Loc, str]]:
    if isinstance(value, str):
        yield loc, value
    elif isinstance(value, BaseModel):
        value = {name: getattr(value, name) for name in value.model_fields_set}
    if isinstance(value, (Mapping, tuple)):
        for step, item in value.items() if isinstance(value, Mapping) else enumerate(value):
            yield from _strings(item, (*loc, step))


def parse(
    manuscript: Source,
    folder: Path,
    shared: Path,
    themes: Collection[str],
    read: Callable[[Path], Source] = source.read,
) -> Release:
    """The release whose manuscript was read from *folder*.

    *shared* is the folder of issuers, people and glossary (it need not exist), *themes* the names of
    the themes there are, *read* what reads a shared file. Raises Invalid with every misfit of the
    manuscript and of the shared entries that it uses.
    """
    problems: list[Diagnostic] = []
    issuers = {path.stem: path for path in sorted((shared / "issuers").glob("*.yaml"))}
    people = _read_if_there(shared / "people.yaml", read, problems)
    context = {"folder": folder, "issuers": issuers, "people": _people(people, shared), "themes": themes}
    written = _validate(Manuscript, manuscript, (), context, problems)
    sources: list[tuple[Source, Any]] = [(manuscript, written)]

    issuer_file = _field(manuscript.data, "issuer")
    about = _read_if_there(issuers[issuer_file], read, problems) if issuer_file in issuers else None
    issuer = _validate(Issuer, about, (), context, problems) if about else None
    sources += [(about, issuer)] if about else []

    quoted = _speakers(manuscript.data) & (people.data.keys() if people and isinstance(people.data, dict) else set())
    persons = {name: _validate(Person, people, (name,), context, problems) for name in sorted(quoted) if people}
    sources += [(people, persons)] if people else []
    terms = _read_if_there(shared / "glossary.yaml", read, problems)
    glossary = _validate(Glossary, terms, (), context, problems) if terms else None
    if problems:
        raise Invalid(problems)
    assert written is not None
    known = {name: person for name, person in persons.items() if person}
    return Release(folder.name, folder, written, issuer, known, tuple(sources), glossary or Glossary())


def _read_if_there(path: Path, read: Callable[[Path], Source], problems: list[Diagnostic]) -> Source | None:
    try:
        return read(path) if path.is_file() else None
    except Invalid as error:
        problems += error.diagnostics
        return None


def _people(read: Source | None, shared: Path) -> Any:
    """The people there are; None if their file cannot be read, so that nobody is called unknown on top of that."""
    if read is None:
        return None if (shared / "people.yaml").is_file() else {}
    return read.data if isinstance(read.data, dict) else {}


def _field(data: Any, name: str) -> Any:
    value = data.get(name) if isinstance(data, dict) else None
    return value if isinstance(value, str) else None


def _speakers(data: Any) -> set[str]:
    body = data.get("body") if isinstance(data, dict) else None
    blocks = body if isinstance(body, list) else []
    quotes = (block.get("quote") for block in blocks if isinstance(block, dict))
    return {name for quote in quotes if (name := _field(quote, "speaker"))}


M = TypeVar("M", bound=Model)


def _validate(
    kind: type[M], origin: Source, loc: Loc, context: Mapping[str, Any], problems: list[Diagnostic]
) -> M | None:
    data = origin.data
    for step in loc:
        data = data[step]
    try:
        return kind.model_validate(data, context=dict(context))
    except ValidationError as error:
        errors = error.errors(include_url=False)
        # pydantic also calls a list too short when all its items are wrong
        errors = [each for each in errors if not (each["type"] == "too_short" and each["input"])]
        found = [_diagnostic(kind, origin, loc, each) for each in errors]
        problems += sorted(found, key=lambda each: each.span or Span.at(1, 1))
        return None


# --- pydantic's errors in our words ---------------------------------------------------------------


def _diagnostic(kind: type[Model], origin: Source, base: Loc, error: ErrorDetails) -> Diagnostic:
    tagged = error["loc"]
    loc = (*base, *(step for step in tagged if not _is_tag(step)))
    holder = _model_at(kind, tagged[:-1] if error["type"] == "extra_forbidden" else tagged)
    name = f"item {loc[-1] + 1}" if loc and isinstance(loc[-1], int) else f"`{loc[-1]}`" if loc else "the file"
    unknown = error["type"] == "extra_forbidden"
    return origin.diagnostic(loc, _sentence(error, name, holder), _CODES.get(error["type"], error["type"]), key=unknown)


_CODES = {
    "extra_forbidden": "unknown-field",
    "model_type": "shape",
    "tuple_type": "shape",
    "string_type": "shape",
    "too_short": "empty",
    "string_too_short": "marks",
    "string_too_long": "marks",
    "literal_error": "choice",
}


def _is_tag(step: str | int) -> bool:
    return isinstance(step, str) and step.startswith("<")


def _sentence(error: ErrorDetails, name: str, holder: type[Model] | None) -> str:
    kind, value = error["type"], error.get("input")
    fields = list(holder.model_fields) if holder else []
    listed = ", ".join(f"`{field}`" for field in fields)
    if kind == "missing":
        return f"{name} is missing{_MISSING.get(name.strip('`'), '')}"
    if kind == "extra_forbidden":
        near = did_you_mean(str(error["loc"][-1]), fields)
        if holder is Text and value is None:
            return f"a comma ends the text before {name}: put text with commas in quotes, or in lines below"
        return f"{name} is not a field here{near or f' (fields: {listed})'}"
    if kind == "model_type":
        if holder is Text:
            return f"{name} needs both languages: write `en: …` and `tc: …` on lines of their own below it"
        return f"{name} is {_shape(value)}; here it must have fields: {listed}"
    if kind == "tuple_type" and value is None:
        return f"{name} is empty: add an item below it, or delete the line"
    if kind == "tuple_type":
        return f"{name} must be a list: start each item with `- `"
    if kind == "string_type":
        return f"{name} is {_shape(value)}; here it must be one text"
    if kind == "literal_error":
        if holder is None and "break" in error["ctx"]["expected"]:
            return f"{name} needs both languages: write `- en: …` and `tc: …` (only the word `break` may stand alone)"
        return f"{name} is `{value}`; it can be {error['ctx']['expected'].replace(chr(39), '`')}"
    if kind == "too_short":
        return f"{name} is empty: it needs at least one item"
    if kind in ("string_too_short", "string_too_long"):
        return f"{name} must be two characters, the opening and the closing mark"
    if kind in _OURS_ALONE:
        return error["msg"]
    return f"{name} {error['msg']}"


_OURS_ALONE = {"date", "time", "url", "email", "picture", "reference", "cells"}  # sentences that name the value
_MISSING = {
    "en": ": write the English text beside `tc`",
    "tc": ": write the Traditional Chinese text beside `en`",
    "date": ": write the day of issue, such as `date: 2025-04-24`",
    "headline": ": write `headline:` with `en:` and `tc:` below it",
    "body": ": write `body:` and below it the paragraphs, each `- en: …` with `tc: …`",
}


def _shape(value: Any) -> str:
    return {type(None): "empty", dict: "a group of fields", list: "a list"}.get(type(value), "a text")


def _model_at(kind: Any, loc: Loc) -> type[Model] | None:
    """The model that stands at *loc* of *kind*, to name its fields in a message."""
    for step in loc:
        kind = _step(kind, step)
    models = [each for each in _alternatives(kind) if isinstance(each, type) and issubclass(each, Model)]
    return models[0] if models else None


def _step(kind: Any, step: str | int) -> Any:
    for each in _alternatives(kind):
        if Tag(str(step)) in getattr(each, "__metadata__", ()):
            return each
        if isinstance(step, int) and get_origin(each) is tuple:
            return get_args(each)[0]
        if isinstance(each, type) and issubclass(each, Model) and step in each.model_fields:
            return each.model_fields[str(step)].annotation
    return None


def _alternatives(kind: Any) -> Iterator[Any]:
    """The members of a union, with and without their annotations."""
    yield kind
    if get_origin(kind) in (Union, UnionType):
        for member in get_args(kind):
            yield from _alternatives(member)
    elif get_origin(kind) is Annotated:
        yield from _alternatives(get_args(kind)[0])
