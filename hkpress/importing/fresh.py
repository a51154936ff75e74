"""Files that people send → a new release, and the doubts about it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from hkpress.check.messages import say
from hkpress.core.files import write_file
from hkpress.core.layout import SHARED
from hkpress.figures import Day, find
from hkpress.importing import findings
from hkpress.importing.assemble import LANGUAGES, Assembled, Doubt, assemble
from hkpress.importing.contacts import by_language
from hkpress.importing.house import House, house
from hkpress.importing.labels import CONTACTS, EMAIL, EMBARGO, IMMEDIATE, KIND, parts_of
from hkpress.importing.languages import language, sides
from hkpress.importing.reading import read_document
from hkpress.importing.received import Bit, Received, Strip
from hkpress.importing.recognise import Draft, recognise
from hkpress.release import inline, rewrite, scaffold
from hkpress.release.editions import HONG_KONG
from hkpress.release.model import Manuscript

HEAD = """\
# yaml-language-server: $schema=../release.schema.json
#
# Imported from {names}. `hkpress check` says what to look at.

"""


@dataclass(frozen=True)
class Fresh:
    """An imported release: its folder, and what a person should look at."""

    path: Path
    doubts: tuple[Doubt, ...]
    told: tuple[str, ...]


def bring(
    here: Path,
    files: Iterable[tuple[str, bytes]],
    slug: str | None = None,
    theme: str | None = None,
    *,
    another: bool = False,
) -> Fresh:
    """Write a new release from the files, each a name and its bytes, in the project that *here* is in. If its name is
    taken, it gets a number if *another* is allowed, else it is refused.
    Raises Invalid, with a sentence that says what to do, for files that cannot be read.
    """
    project = scaffold.project(here)
    documents = [each for name, data in files for each in read_document(name, data)]
    made = assembled(documents, house(project))
    headline = inline.to_words(
        made.data["headline"]["en"] if made.data["headline"]["en"] != "To be written." else made.data["headline"]["tc"]
    )
    path = scaffold.free(here, made.data["date"], headline, slug, another=another)
    for name, data in made.pictures.items():
        write_file(path.parent / name, data)
    for name, values in made.issuers.items():
        write_file(path.parents[1] / SHARED / "issuers" / f"{name}.yaml", rewrite.as_yaml(values).encode())
    scaffold.begin(path, yaml_text(made, [each.name for each in documents], theme))
    findings.keep(project, path.parent.name, made.doubts)
    told = [f"{each.name}: {line}" for each in documents for line in each.told]
    told += [str(say("text that fits no field is kept under `remarks`"))] if "remarks" in made.data else []
    return Fresh(path, tuple(made.doubts), tuple(told))


def assembled(documents: Sequence[Received], known: House) -> Assembled:
    """The release that the documents hold."""
    both = sides(documents)
    drafts: dict[str, Draft] = {}
    for name in LANGUAGES:
        if blocks := getattr(both, name):
            drafts[name] = recognise((*_announced(documents, name), *blocks), name, known.names(name))
    lines = {said: words for document in documents for _, said in document.aside if (words := _asked(said))}
    taken = () if any(draft.contacts for draft in drafts.values()) else lines.keys()
    for name, draft in drafts.items() if taken else ():
        draft.contacts = by_language([*lines.values()], name)
    made = assemble(drafts, known, aside(documents, known, taken), datetime.now(HONG_KONG).date())
    if "footnotes" not in made.data and any(draft.footnotes for draft in drafts.values()):
        _unmark(made.data)
    _footnotes(documents, made)
    return made


def _announced(documents: Iterable[Received], name: str) -> Iterator[Strip]:
    """The embargo that a header has on every page, as a paragraph."""
    lines = [line for document in documents for _, words in document.aside for line in words.split("\n")]
    for words in dict.fromkeys(part for line in lines for part in parts_of(line)):
        if EMBARGO.match(words) and language(words) == name:
            yield Strip((Bit(words),))


def _asked(words: str) -> str:
    """The contacts after "Media enquiries:" in a line of a header or footer; "" if it has none."""
    label, _, rest = words.replace("：", ":").partition(":")
    is_label = all(map(CONTACTS.fullmatch, parts_of(label.strip())))
    return rest.strip() if is_label and (EMAIL.search(rest) or re.search(r"\d{4}[ -]?\d{4}", rest)) else ""


def yaml_text(made: Assembled, names: Sequence[str], theme: str | None = None) -> str:
    """The text of `release.yaml`, its fields in the order of the model."""
    data: dict[str, Any] = {"theme": theme} if theme else {}
    data |= {name: made.data[name] for name in Manuscript.model_fields if name in made.data}
    return HEAD.format(names=", ".join(names)) + rewrite.as_yaml(data)


def aside(documents: Iterable[Received], known: House, taken: Collection[str] = ()) -> Iterator[str]:
    """Words beside the text, as remarks: comments, headers and footers, except the lines that were *taken*."""
    house_names = {_name_letters(name) for language in LANGUAGES for name in known.names(language)}
    heads = house_names | {_name_letters(words) for words in known.addresses()}
    for document in documents:
        for comment in document.comments:
            beside = f" on “{comment.beside[:80]}”" if comment.beside else ""
            yield f"Comment by {comment.who}{beside}: {comment.words}"
        for where, words in document.aside:
            if words not in taken and not _is_head(words, house_names, heads) and not _is_running(words, house_names):
                yield f"From the {where} of {document.name}: {words}"


def _is_head(words: str, house_names: Collection[str], heads: Collection[str]) -> bool:
    """Whether a header or footer only has names, addresses or labels that every release has."""
    parts = (_name_letters(part) for line in words.split("\n") for part in line.split("·"))
    return (
        _name_letters(words) in house_names
        or all(part in heads for part in parts)
        or any(each.fullmatch(words) for each in (KIND, IMMEDIATE, CONTACTS))
    )


def _name_letters(words: str) -> str:
    return re.sub(r"\W", "", words).lower()


def _is_running(words: str, house_names: set[str]) -> bool:
    """Whether a header says only what the page says anyway: the date, the embargo, the issuer."""
    if EMBARGO.match(words):
        return True
    days = [fact for name in LANGUAGES for fact in find(words, name) if isinstance(fact.value, Day) and fact.value.day]
    if not days:
        return False
    rest = re.sub(r"\W", "", words[: days[0].start] + words[days[0].end :]).lower()
    return not rest or rest in house_names


def _footnotes(documents: Sequence[Received], made: Assembled) -> None:
    """The footnotes, if both languages have equally many; else they become remarks."""
    notes = {}
    for document in documents:
        if document.footnotes:
            both = sides([document])
            notes["tc" if both.tc and not both.en else "en"] = [strip.text for strip in document.footnotes]
    if not notes:
        return
    if len({len(each) for each in notes.values()}) == 1 and set(notes) == set(LANGUAGES):
        made.data["footnotes"] = [{"en": en, "tc": tc} for en, tc in zip(notes["en"], notes["tc"], strict=True)]
        return
    made.doubt("footnotes", say("the languages have different footnotes: see the remarks"))
    listed = [f"Footnote {n} ({name}): {words}" for name, each in notes.items() for n, words in enumerate(each, 1)]
    made.data["remarks"] = [*made.data.get("remarks", []), *listed]
    _unmark(made.data)


def _unmark(data: Any) -> None:
    """Remove footnote marks from the texts, since no footnotes came with them."""
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in list(items):
        if isinstance(value, str):
            data[key] = re.sub(r"\[\^\d+\]", "", value)
        elif isinstance(value, (dict, list)):
            _unmark(value)
