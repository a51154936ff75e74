"""Forms of characters and words that Hong Kong does not write: `data/forms.tsv`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from hkpress.chinese import tables


class FormKind(StrEnum):
    """Why a form is reported."""

    HARD = "hard"
    """Wrong in any text: simplified, Japanese, a slip of the input method."""
    VARIANT = "variant"
    """An old form that names keep: 國立臺灣大學."""
    HOUSE = "house"
    """Right in other houses; this house writes the other form."""
    CONSISTENCY = "consistency"
    """One of two forms that are both right. A fault only where a release has both: see `mixed_pairs`."""


@dataclass(frozen=True)
class Form:
    """A row of the table: the right form, the wrong one, and the words in which the wrong one is right."""

    wanted: tuple[str, ...]
    """The likeliest first. There are several where the sentence decides: 發, 髮 for 发."""
    other: str
    kind: FormKind
    allowed: tuple[str, ...] = ()
    note: str = ""
    safe: tuple[str, ...] = ()
    """The only words in which `--fix` may replace the form, if any: in others it may be part of a name."""


@dataclass(frozen=True)
class FoundForm:
    """A form found at text[start:end]."""

    start: int
    end: int
    found: str
    form: Form
    sure: bool = True
    """Whether the form cannot be part of a name, so that `--fix` may replace it."""

    @property
    def kind(self) -> FormKind:
        return self.form.kind

    @property
    def wanted(self) -> tuple[str, ...]:
        """What to write instead. For the preferred form of a consistency pair, the form itself."""
        return self.form.wanted


def forms_in(text: str, *, names: Iterable[str] = ()) -> Iterator[FoundForm]:
    """The forms of Traditional Chinese *text* that the table knows, in their order.

    Forms inside *names*, or inside a name that OpenCC knows (天文臺道, 循道衛理), are not found.
    Both forms of a consistency pair are found, since only the whole release shows whether they are mixed.
    """
    exempt = tuple(names)
    for start, found in _forms_in(text):
        form = _form(found)
        if not any(_within(word, text, start, found) for words in (form.allowed, exempt) for word in words):
            sure = not form.safe or any(_within(word, text, start, found) for word in form.safe)
            yield FoundForm(start, start + len(found), found, form, sure)


def mixed_pairs(findings: Iterable[FoundForm]) -> frozenset[Form]:
    """The consistency pairs with both forms among the *findings* of a release."""
    groups: dict[Form, set[str]] = {}
    for finding in findings:
        if finding.kind is FormKind.CONSISTENCY:
            groups.setdefault(finding.form, set()).add(finding.found)
    return frozenset(form for form, written in groups.items() if len(written) > 1)


def _forms_in(text: str) -> Iterator[tuple[int, str]]:
    """Where each form is, and the longest if several begin there."""
    forms, end = _forms_by_start(), 0
    if forms.keys().isdisjoint(text):
        return
    for start, char in enumerate(text):
        if (
            start >= end
            and char in forms
            and (found := next((form for form in forms[char] if text.startswith(form, start)), ""))
        ):
            end = start + len(found)
            yield start, found


def _within(word: str, text: str, start: int, found: str) -> bool:
    """Whether the form *found* at *start* of *text* is part of *word*."""
    starts = (start - place.start() for place in re.finditer(re.escape(found), word))
    return any(start >= 0 and text.startswith(word, start) for start in starts)


# --- the table ------------------------------------------------------------------------------------


def table() -> tuple[Form, ...]:
    """The rows of `data/forms.tsv`."""
    return tuple(
        Form(
            (row["wanted"],),
            row["other"],
            FormKind(row["kind"]),
            tuple(row["allowed"].split()),
            row["note"],
            tuple(row["safe"].split()),
        )
        for row in tables.rows("forms")
    )


@cache
def _all_forms() -> dict[str, Form]:
    """Every form that can be found, with its row."""
    names = {values.split()[0] for values in tables.upstream("HKVariantsPhrases").values()}
    rows = [_with_names(form, names) for form in table()]
    pairs = {form.wanted[0]: form for form in rows if form.kind is FormKind.CONSISTENCY}
    return pairs | {form.other: form for form in rows}


@cache
def _form(found: str) -> Form:
    """The row for a form. Where a foreign character has a preferred Hong Kong form, the row asks for that one."""
    rows = _all_forms()
    if found in rows:
        return rows[found]
    house = {form.other: form.wanted[0] for form in rows.values() if form.kind is not FormKind.CONSISTENCY}
    return Form(tuple(dict.fromkeys(house.get(each, each) for each in _foreign()[found])), found, FormKind.HARD)


def _with_names(form: Form, names: Iterable[str]) -> Form:
    """The row, with those of OpenCC's *names* that contain its form."""
    forms = (form.other, *form.wanted) if form.kind is FormKind.CONSISTENCY else (form.other,)
    known = sorted(name for name in names if any(each in name for each in forms))
    return replace(form, allowed=(*form.allowed, *known))


@cache
def _foreign() -> dict[str, tuple[str, ...]]:
    """The simplified and Japanese characters that no Hong Kong text has, and Hong Kong's for each."""
    lists = {row["kind"]: set(row["characters"]) for row in tables.rows("foreign")}
    alien = lists["simplified"] | lists["japanese"]
    ours = lists["local"].union(*tables.upstream("HKVariants").values())
    sources = tables.upstream("JPShinjitaiCharacters") | tables.upstream("STCharacters")
    meant = {char: tuple(values.split()) for char, values in sources.items()}
    return {
        char: wanted
        for char, wanted in meant.items()
        if char not in wanted and (char in alien or not (char in ours or _in_big5(char)))
    }


def _in_big5(char: str) -> bool:
    try:
        char.encode("big5hkscs")
    except UnicodeEncodeError:
        return False
    return True


@cache
def _forms_by_start() -> dict[str, list[str]]:
    """All forms, longer ones first, by their first character."""
    forms: dict[str, list[str]] = {}
    for form in sorted(_foreign() | _all_forms(), key=len, reverse=True):
        forms.setdefault(form[0], []).append(form)
    return forms
