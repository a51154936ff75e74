"""The project's shared knowledge: issuers, people, names in both languages, and earlier releases."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hkpress.core.diagnostics import Invalid
from hkpress.importing.align import Lexicon, learn
from hkpress.release import source
from hkpress.release.project import Project

_MOST_RELEASES = 200  # releases that words are learnt from, the latest first


@dataclass(frozen=True)
class House:
    """The shared entries as plain data. Unreadable entries are left out: an import does not need them."""

    issuers: Mapping[str, Any] = field(default_factory=dict)
    people: Mapping[str, Any] = field(default_factory=dict)
    topics: Mapping[str, Any] = field(default_factory=dict)
    lexicon: Lexicon = field(default_factory=Lexicon)

    def names(self, language: str) -> Iterator[str]:
        """The names of issuers in one language."""
        for issuer in self.issuers.values():
            yield from (text for key in ("name", "short") if (text := text_at(issuer, key, language)))

    def addresses(self) -> Iterator[str]:
        """The issuers' addresses and websites, as on a letterhead."""
        for issuer in self.issuers.values():
            yield from (text_at(issuer, "address", language) for language in ("en", "tc"))
            yield re.sub(r"^https?://(www\.)?|/$", "", str(issuer.get("website") or ""))


def text_at(holder: Any, key: str, language: str) -> str:
    """The words at a key of plain data; "" if there are none."""
    text = holder.get(key) if isinstance(holder, dict) else None
    words = text.get(language) if isinstance(text, dict) else None
    return words if isinstance(words, str) else ""


def house(project: Project) -> House:
    """Read the project's shared files, and the words of its releases."""
    shared = project.releases / "_shared"
    issuers = {
        path.stem: data for path in sorted((shared / "issuers").glob("*.yaml")) if isinstance(data := _data(path), dict)
    }
    people, topics, glossary = (_mapping(shared / f"{name}.yaml") for name in ("people", "topics", "glossary"))
    names = dict.fromkeys([*_bilingual_names([*issuers.values(), *people.values()]), *_terms(glossary)])
    texts = [
        pair
        for slug in sorted(_slugs(project), reverse=True)[:_MOST_RELEASES]
        for pair in bilingual_texts(_data(project.releases / slug / "release.yaml"))
    ]
    texts += [pair for issuer in issuers.values() for pair in bilingual_texts(issuer)]
    return House(issuers, people, topics, Lexicon(tuple(names), learn(texts)))


def _bilingual_names(holders: Iterable[Any]) -> Iterator[tuple[str, str]]:
    """The names and posts of issuers and persons, English and Chinese."""
    for holder in holders:
        for key in ("name", "short", "post"):
            en, tc = text_at(holder, key, "en"), text_at(holder, key, "tc")
            if en and tc:
                yield en, tc


def _terms(glossary: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The names and terms of the glossary, English and Chinese."""
    for kind in ("names", "terms"):
        for term in _list(glossary.get(kind)):
            if isinstance(term, dict) and term.get("en") and term.get("tc"):
                yield str(term["en"]), str(term["tc"])


def _mapping(path: Path) -> dict[str, Any]:
    """A file's data; {} if it is no mapping, or cannot be read."""
    data = _data(path)
    return data if isinstance(data, dict) else {}


def _slugs(project: Project) -> tuple[str, ...]:
    try:
        return project.slugs()
    except OSError:
        return ()


def _data(path: Path) -> Any:
    try:
        return source.read(path).data
    except (Invalid, OSError):
        return None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def bilingual_texts(data: Any) -> Iterator[tuple[str, str]]:
    """Every text of plain data that has both languages."""
    if isinstance(data, dict):
        en, tc = data.get("en"), data.get("tc")
        if isinstance(en, str) and isinstance(tc, str):
            yield en, tc
            return
        data = list(data.values())
    for value in data if isinstance(data, list) else ():
        yield from bilingual_texts(value)
