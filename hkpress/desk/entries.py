"""New people and issuers: the desk's questions, and the form of the answers in the files."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from hkpress.core.diagnostics import Diagnostic, Invalid
from hkpress.core.files import write_file
from hkpress.desk.form import LANGUAGES
from hkpress.production.plan import today
from hkpress.release import rewrite, scaffold, source
from hkpress.release.misfits import validate
from hkpress.release.model import Issuer, Model, Person
from hkpress.release.source import Loc, Source

_PAIR, _ONE_BOX = ("en", "tc"), ("",)
ENTRIES: dict[str, tuple[str, tuple[tuple[str, str, bool, tuple[str, ...]], ...]]] = {
    "people": (
        "New person…",
        (
            ("name", "Name without title", True, _PAIR),
            ("honorific", "Title, such as Dr", False, _PAIR),
            ("post", "Post with organisation", False, _PAIR),
        ),
    ),
    "issuers": (
        "New issuer…",
        (
            ("name", "Full name", True, _PAIR),
            ("about", "Standing text: what it is", False, _PAIR),
            ("contact", "Media contact: who", False, _PAIR),
            ("phone", "Media contact: telephone, such as +852 2000 0000", False, _ONE_BOX),
            ("email", "Media contact: e-mail", False, _ONE_BOX),
        ),
    ),
}
"""The questions for a new entry of a shared file: for each field its label, whether it is needed, and its languages."""


def sentences() -> Iterator[str]:
    """The words of those questions, to be translated."""
    for name, fields in ENTRIES.values():
        yield from (name, *(label for _, label, _, _ in fields))


def entry(kind: str, given: Mapping[str, str], known: Collection[str]) -> tuple[str, dict[str, Any]]:
    """A person or an issuer in the form of its file, made from texts by field and language; and a free name for it."""
    said: dict[str, Any] = {}
    for field, _, _, ways in ENTRIES[kind][1]:
        texts = {way: given.get(f"{field}/{way}", "").strip() for way in ways}
        if there := {way: text for way, text in texts.items() if text}:
            said[field] = there.get("", there)
    free = scaffold.key_of(str(said.get("name", {}).get("en", "")), known)
    if kind == "people":
        return free, said
    contact = {
        field: said[asked]
        for field, asked in (("name", "contact"), ("phone", "phone"), ("email", "email"))
        if asked in said
    }
    about = {"boilerplate": {"reviewed": today(), "paragraphs": [said["about"]]}} if "about" in said else {}
    return free, {"name": said.get("name", {}), **about, **({"contacts": [contact]} if contact else {})}


def check(kind: str, home: Path, value: dict[str, Any]) -> None:
    """Raise Invalid if the value does not fit the shared folder *home*: a language is missing, an address is wrong."""
    origin = source.parse_text(rewrite.as_yaml(value), Path("new.yaml"))  # the entry is not in a file yet
    if misfits := problems(kind, home, origin, ()):
        raise Invalid(misfits)


def problems(kind: str, home: Path, origin: Source, loc: Loc) -> list[Diagnostic]:
    """The problems of the person or issuer at *loc* of a file in the shared folder *home*."""
    misfits: list[Diagnostic] = []
    models: dict[str, type[Model]] = {"people": Person, "issuers": Issuer}
    validate(models[kind], origin, loc, {"folder": home, "pictures": 1, "languages": LANGUAGES}, misfits)
    return misfits


def write(path: Path, values: dict[str, Any]) -> None:
    """Make a new shared file with these values."""
    write_file(path, rewrite.as_yaml(values).encode())
