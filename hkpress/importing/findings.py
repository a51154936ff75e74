"""The doubts of an import, kept beside the project in `.hkpress/import/<slug>.json` until a person has looked.

The desk shows each under its row. `split`, `joined` and `shifted` give the text of `release.yaml` with two texts of one
language split, joined or moved against the other language; `settled` is for "right so".
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from string import Formatter
from typing import Any

from hkpress.check.messages import Message
from hkpress.core.diagnostics import Diagnostic, Invalid, Severity
from hkpress.core.files import OWN_FOLDER, below_own_folder, read_file, write_file
from hkpress.importing.assemble import PLACEHOLDER, Doubt
from hkpress.release import rewrite
from hkpress.release.project import Project
from hkpress.release.source import Loc, Source

CODE = "import"


def path(project: Project, slug: str) -> Path:
    """Where the findings of a release are kept."""
    return project.root / OWN_FOLDER / "import" / f"{slug}.json"


def keep(project: Project, slug: str, doubts: Iterable[Doubt]) -> None:
    """Keep the doubts of an import. Without doubts, no file is kept."""
    listed = [{"at": each.at, **_as_kept(each.message), "en": each.en, "tc": each.tc} for each in doubts]
    where = path(project, slug)
    if listed:
        below_own_folder(project.root, where.parent.name)
        write_file(where, (json.dumps(listed, ensure_ascii=False, indent=1) + "\n").encode())
    else:
        where.unlink(missing_ok=True)


def kept(project: Project, slug: str) -> tuple[Doubt, ...]:
    """The doubts of an import that nobody has settled; none if the file cannot be read."""
    try:
        listed = json.loads(read_file(project.reached(path(project, slug))))
        return tuple(Doubt(str(each["at"]), _restored(each), str(each["en"]), str(each["tc"])) for each in listed)
    except (Invalid, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ()


def _as_kept(message: Message | str) -> dict[str, Any]:
    """A message as stored: the sentence and the values in it, which may be messages themselves."""
    if isinstance(message, str):
        return {"message": message}
    values = {
        name: _as_kept(value) if isinstance(value, Message) else str(value) for name, value in message.values.items()
    }
    return {"message": message.text, "values": values}


def _restored(kept: dict[str, Any]) -> Message | str:
    """The message. Raises ValueError if its sentence asks for anything but its values, since anybody may have written
    the file."""
    if "values" not in kept:
        return str(kept["message"])
    for _, name, form, conversion in Formatter().parse(str(kept["message"])):
        if name is not None and (name not in kept["values"] or form or conversion):
            raise ValueError(name)
    values = {
        name: _restored(value) if isinstance(value, dict) else str(value) for name, value in kept["values"].items()
    }
    return Message(str(kept["message"]), values)


def dismiss(project: Project, slug: str, doubt: Doubt) -> None:
    """Remove a finding that is right as it is."""
    keep(project, slug, [each for each in kept(project, slug) if each != doubt])


def diagnostics(doubts: Iterable[Doubt], origin: Source, lang: str = "en") -> tuple[Diagnostic, ...]:
    """The findings at their places in the release's file, in `en` or `tc`."""
    return tuple(
        origin.diagnostic(
            loc_of(doubt.at), in_language(doubt.message, lang), CODE, severity=Severity.WARNING, at=doubt.at
        )
        for doubt in doubts
    )


def in_language(message: Message | str, lang: str) -> str:
    """The message for a person, in `en` or `tc`."""
    return message if isinstance(message, str) else message.in_language(lang)


def loc_of(at: str) -> Loc:
    """A path counted from 0: body/3/en is ("body", 2, "en")."""
    return tuple(int(step) - 1 if step.isdigit() else step for step in at.split("/") if step)


# --- what a person can do about a pair of texts -----------------------------------------------------


def split(origin: Source, loc: Loc, language: str, at: int) -> str:
    """The file with the text at *loc* split after *at* characters of one language.

    The rest becomes a text of its own below; in the other language it takes the second line, if there is one.
    Raises rewrite.Refused if the file cannot be changed like that.
    """
    pair = _pair(origin, loc)
    other = "tc" if language == "en" else "en"
    first, last = pair[language][:at].strip(), pair[language][at:].strip()
    theirs, _, rest = pair[other].partition("\n")
    above, below = {language: first, other: theirs}, {language: last, other: rest or PLACEHOLDER[other]}
    data = [{"en": each["en"], "tc": each["tc"]} for each in (above, below)]
    return _instead(origin, loc, 1, data)


def joined(origin: Source, loc: Loc, language: str = "") -> str:
    """The file with the text at *loc* joined with the next one: in both languages, or in one only."""
    pair, following = _pair(origin, loc), _pair(origin, _next(loc))
    if not language:
        return _instead(
            origin, loc, 2, [{name: _joined_texts(pair[name], following[name], name) for name in ("en", "tc")}]
        )
    other = "tc" if language == "en" else "en"
    merged = {language: _joined_texts(pair[language], following[language], language), other: pair[other]}
    rest = {language: PLACEHOLDER[language], other: following[other]}
    data = [{name: each[name] for name in ("en", "tc")} for each in (merged, rest)]
    return _instead(origin, loc, 2, data)


def shifted(origin: Source, loc: Loc, language: str, by: int) -> str:
    """The file with one language moved up (-1) or down (1) against the other, from *loc* to the end of its run.

    Moving up takes the place of the text above, which must be a placeholder or goes to the line below it; moving down
    leaves a placeholder. No word is lost.
    """
    holder, start = loc[:-1], loc[-1]
    assert isinstance(start, int)
    items = rewrite.value_at(origin.data, holder)
    stop = start
    while stop < len(items) and _is_pair(items[stop]):
        stop += 1
    other = "tc" if language == "en" else "en"
    if by < 0:
        if not start or not _is_pair(items[start - 1]):
            raise rewrite.Refused("there is no text above to move to")
        start -= 1
    words, others = ([items[at][name] for at in range(start, stop)] for name in (language, other))
    if by > 0:
        words, others = [PLACEHOLDER[language], *words], [*others, PLACEHOLDER[other]]
    else:
        kept, first, *rest = words
        joined = first if kept == PLACEHOLDER[language] else f"{kept}\n{first}"
        words = [joined, *rest, PLACEHOLDER[language]]
    pairs = zip(words, others, strict=True)
    data = [{"en": a, "tc": b} if language == "en" else {"en": b, "tc": a} for a, b in pairs]
    data = [each for each in data if each != PLACEHOLDER]
    return _instead(origin, (*holder, start), stop - start, data)


def _is_pair(item: Any) -> bool:
    return (
        isinstance(item, dict)
        and {"en", "tc"} <= item.keys()
        and all(isinstance(item[name], str) for name in ("en", "tc"))
    )


def _pair(origin: Source, loc: Loc) -> dict[str, str]:
    item = rewrite.value_at(origin.data, loc)
    if not _is_pair(item):
        raise rewrite.Refused("only paragraphs, items and captions can be split, joined and moved")
    return dict(item)


def _next(loc: Loc) -> Loc:
    assert isinstance(loc[-1], int)
    return (*loc[:-1], loc[-1] + 1)


def _joined_texts(one: str, other: str, language: str) -> str:
    kept = [words for words in (one, other) if words != PLACEHOLDER[language]]
    return (" " if language == "en" else "").join(kept) or PLACEHOLDER[language]


def _instead(origin: Source, loc: Loc, count: int, data: list[dict[str, str]]) -> str:
    """The file with *data* in the place of *count* items of a list."""
    from hkpress.release import source

    text = origin.text
    for number in range(max(count, len(data))):
        here = (*loc[:-1], int(loc[-1]) + number)
        now = source.parse_text(text, origin.path)
        if number < count and number < len(data):
            for name in ("en", "tc"):
                now = source.parse_text(text, origin.path)
                text = rewrite.written(now, (*here, name), data[number][name])
        elif number < len(data):
            text = rewrite.inserted(now, here, data[number])
        else:
            text = rewrite.removed(now, (*loc[:-1], int(loc[-1]) + len(data)))
    return text
