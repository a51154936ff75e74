"""What the rules find in the cases beside this file: `python -m tests.check.harness`.

A case is a line `en: …` or `tc: …`, or an `en:` line and a `tc:` line below it; ⟦ ⟧ marks what the
rule of the file must find, and a case without marks must stay silent. `caption.tc:` puts the text in
another field than a paragraph, \\n is the end of a line. Rules on the release as such have manuscripts
instead, parted by lines ---, in which headline, date and body may be left out. The pairs of `clean.txt` and the texts of
the committed releases must stay silent under every rule. What is found in a case counts once for
every place.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path

from PIL import Image

from hkpress.check import RULES, examine
from hkpress.check.finding import Finding, Place
from hkpress.check.unprinted import CODE
from hkpress.core.diagnostics import Severity
from hkpress.page.unprinted import unprinted
from hkpress.release import source
from hkpress.release.editions import HONG_KONG
from hkpress.release.parse import Release, parse
from hkpress.release.project import Project
from tests.conftest import ROOT
from tests.marks import marked, unmarked

HERE = Path(__file__).parent
CASES = HERE / "cases"
SAID = HERE / "said.txt"
NOW = datetime(2025, 4, 24, 9, tzinfo=HONG_KONG)
HEADLINE = "{en: The centre opens its doors, tc: 中心正式啟用}"
DEFAULT = {"en": "The centre opens its doors.", "tc": "中心正式啟用。"}
_REST = {
    "headline": HEADLINE,
    "date": "2025-04-24",
    "body": "[{en: It opens., tc: 啟用。}]",
}
Spots = frozenset[tuple[str, int, int]]


@dataclass(frozen=True)
class Case:
    """A pair of texts with the places that a rule must find in them."""

    line: int
    field: str
    texts: dict[str, str]
    clean: bool = False

    @property
    def expected(self) -> Spots:
        return frozenset(
            (name, *span) for name, text in self.texts.items() for span in _marks(text.replace("\\n", "\n"))
        )

    def release(self) -> Release:
        texts = {name: unmarked(text).replace("\\n", "\n") for name, text in {**DEFAULT, **self.texts}.items()}
        return read(manuscript(self.field, texts))

    def found(self, code: str, severity: Severity | None = None) -> Spots:
        """What the rule finds; a whole text in the other language that it only refers to is not counted."""
        findings = [each for each in self._findings(code) if each.code == code]
        findings = [each for each in findings if severity in (None, each.severity)]
        places = [each.place for each in findings] + [
            place for each in findings for place in each.related if not self._is_whole(place)
        ]
        return frozenset(
            (each.edition, each.start or 0, each.end or 0) for each in places if each.edition in self.texts
        )

    def _findings(self, code: str) -> tuple[Finding, ...]:
        """What the rule finds; a clean pair is read once for all rules."""
        return _everything(self.line) if self.clean else self.findings(code)

    def findings(self, code: str) -> tuple[Finding, ...]:
        """What the rule finds; the search runs once."""
        return _once((code, self.line), lambda: examine(self.release(), {code}, NOW).findings)

    def _is_whole(self, place: Place) -> bool:
        text = unmarked(self.texts.get(place.edition, "")).replace("\\n", "\n")
        return (place.start, place.end) == (0, len(text.split("\n", 1)[0]))


@dataclass(frozen=True)
class Manuscript:
    """A release.yaml with the places that a rule must find in it."""

    line: int
    texts: str

    @property
    def expected(self) -> Spots:
        return frozenset(("", *span) for span in _marks(self.texts))

    def found(self, code: str, severity: Severity | None = None) -> Spots:
        found = (each.diagnostic() for each in self.findings(code) if severity in (None, each.severity))
        return frozenset(("", *span) for span in _marks(marked(unmarked(self.texts), found)))

    def findings(self, code: str) -> tuple[Finding, ...]:
        """What the rule finds; the search runs once."""
        return _once((code, self.line), lambda: self._examined(code))

    def _examined(self, code: str) -> tuple[Finding, ...]:
        text = unmarked(self.texts)
        for name, width, height in re.findall(r'\bfile: "?((?:(\d+)x(\d+)|[\w-]+)\.png)', text):
            _picture(name, int(width or 1600), int(height or 1200))
        manuscript = source.parse_text(text, _folder() / "release.yaml")
        release = parse(manuscript, _folder(), HERE / "shared", {"base", "gazette", "hkstp", "newswire"}, _shared)
        left_out = unprinted(Project(ROOT), release) if code == CODE else None
        return examine(release, {code}, NOW, left_out).findings


_pictures = tempfile.TemporaryDirectory()


def _folder() -> Path:
    return Path(_pictures.name)


@cache
def _picture(name: str, width: int, height: int) -> None:
    Image.new("1", (width, height)).save(_folder() / name)


def manuscript(field: str, texts: dict[str, str]) -> str:
    text = json.dumps(texts, ensure_ascii=False)
    default = json.dumps(DEFAULT, ensure_ascii=False)
    shapes = {
        "body": f"headline: {HEADLINE}\nbody: [{text}]",
        "headline": f"headline: {text}\nbody: [{default}]",
        "list": f"headline: {HEADLINE}\nbody: [{{list: [{text}]}}]",
        "heading": f"headline: {HEADLINE}\nbody: [{{heading: {text}}}]",
        "quote": f"headline: {HEADLINE}\nbody: [{{quote: {{before: {default}, words: {text}}}}}]",
        "caption": f"headline: {HEADLINE}\nbody: [{default}]\nphotos: [{{caption: {text}}}]",
        "name": f"headline: {HEADLINE}\nbody: [{default}]\ncontacts: [{{name: {text}, phone: 2629 6850}}]",
    }
    return f"date: 2025-04-24\nissuer: park\ntiming: immediate\n{shapes[field]}\n"


def read(text: str) -> Release:
    return parse(source.parse_text(text, HERE / "release.yaml"), HERE, HERE / "shared", {"base"}, _shared)


_shared = cache(source.read)
_found: dict[tuple[str, int], tuple[Finding, ...]] = {}


def _once(key: tuple[str, int], look: Callable[[], tuple[Finding, ...]]) -> tuple[Finding, ...]:
    if key not in _found:
        _found[key] = look()
    return _found[key]


@cache
def _everything(line: int) -> tuple[Finding, ...]:
    (case,) = (case for case in clean() if case.line == line)
    return examine(case.release(), now=NOW).findings


def _marks(text: str) -> Iterator[tuple[int, int]]:
    for number, match in enumerate(re.finditer("⟦[^⟦⟧]*⟧", text)):
        start = match.start() - 2 * number
        yield start, start + len(match[0]) - 2


@cache
def cases(code: str) -> list[Case | Manuscript]:
    """The cases of a rule."""
    return list(_read_manuscripts(CASES / f"{code}.yaml") if _is_on_releases(code) else _read(CASES / f"{code}.txt"))


def _is_on_releases(code: str) -> bool:
    return (CASES / f"{code}.yaml").is_file()


def _all(code: str) -> list[Case | Manuscript]:
    """The cases of a rule and the clean pairs. No rule may find anything in a clean pair."""
    return cases(code) if _is_on_releases(code) else [*cases(code), *clean()]


@cache
def clean() -> list[Case]:
    """Right pairs: no rule may report anything."""
    return [replace(case, clean=True) for case in _read(CASES / "clean.txt")]


def _read(path: Path) -> Iterator[Case]:
    waiting: Case | None = None
    for number, line in enumerate([*path.read_text("utf-8").splitlines(), ""], 1):
        match = re.match(r"(?:(\w+)\.)?(en|tc|sc): (.*)", line)
        field = match[1] or "body" if match else ""
        if match and waiting and match[2] != "en" and set(waiting.texts) == {"en"} and field == waiting.field:
            yield Case(waiting.line, waiting.field, {**waiting.texts, match[2]: match[3]})
            waiting = None
            continue
        if waiting:
            yield waiting
        assert match or not line or line.startswith("#"), (
            f"{path}:{number}: start the line with `en: `, `tc: ` or `sc: `: {line}"
        )
        waiting = Case(number, field, {match[2]: match[3]}) if match else None


def _read_manuscripts(path: Path) -> Iterator[Manuscript]:
    line = 1
    for text in path.read_text("utf-8").split("---\n"):
        rest = (
            f"{key}: {value}\n"
            for key, value in _REST.items()
            if not re.search(f"^{key}:", unmarked(text), re.MULTILINE)
        )
        yield Manuscript(line, text + "".join(rest))
        line += text.count("\n") + 1


@dataclass(frozen=True)
class Score:
    """How many cases there are, and how many places were found, found wrongly, or missed."""

    good: int
    bad: int
    hits: int
    false: int
    missed: int
    false_errors: int = 0
    """False findings of the kind that stops a release."""

    @property
    def precision(self) -> float:
        return self.hits / (self.hits + self.false) if self.hits + self.false else 1.0

    @property
    def recall(self) -> float:
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else 1.0


@cache
def _results(code: str) -> list[tuple[Spots, Spots]]:
    """What is expected in each case of a rule, and what it finds."""
    return [(case.expected, case.found(code)) for case in _all(code)]


@cache
def score(code: str) -> Score:
    """The figures of one rule over its cases and the clean pairs."""
    pairs = _results(code)
    bad = sum(bool(expected) for expected, _ in pairs)
    return Score(
        good=len(pairs) - bad,
        bad=bad,
        hits=sum(len(expected & found) for expected, found in pairs),
        false=sum(len(found - expected) for expected, found in pairs),
        missed=sum(len(expected - found) for expected, found in pairs),
        false_errors=sum(len(case.found(code, Severity.ERROR) - case.expected) for case in _all(code)),
    )


def scored() -> list[str]:
    """The codes of the rules."""
    return [rule.CODE for rule in RULES]


def table() -> str:
    """The figures of all rules, as a table in Markdown."""
    lines = [
        "| check | severity | good | bad | precision | recall | false errors |",
        "|---|---|---:|---:|---:|---:|---:|",
        *map(row, scored()),
    ]
    return "\n".join(lines) + "\n"


def row(code: str) -> str:
    """The figures of one rule, as a line of the table."""
    (severity,) = (rule.SEVERITY for rule in RULES if code == rule.CODE)
    got = score(code)
    return (
        f"| `{code}` | {severity} | {got.good} | {got.bad} | {got.precision:.1%} | {got.recall:.1%} "
        f"| {got.false_errors} of {got.good + got.bad} |"
    )


def said(code: str) -> Iterator[str]:
    """What the rule says about its cases: the first two sentences of each kind, with the places and what to write."""
    seen = Counter[object]()
    for case in cases(code):
        for each in case.findings(code):
            kind = (each.severity, each.message.text, len(each.related), each.fix is None, len(each.edits))
            seen[kind] += 1
            if seen[kind] <= 2:
                fix = f" [fix {each.fix!r}]" if each.fix is not None else ""
                edits = "".join(f" [{_spot(edit.place)} → {edit.text!r}]" for edit in each.edits)
                related = "".join(f" [see {_spot(place)}]" for place in each.related)
                spot = _spot(each.place)
                yield f"{code}:{case.line} {spot} {each.severity}: {each.message}{fix}{edits}{related}"


def _spot(place: Place) -> str:
    return place.at if place.start is None else f"{place.at}:{place.start}-{place.end}"


def wrong(*codes: str) -> Iterator[str]:
    """Every case of these rules, or of all, whose result differs from its marks."""
    for code in codes or scored():
        for case, (expected, found) in zip(_all(code), _results(code), strict=True):
            if found != expected:
                extra, absent = found - expected, expected - found
                yield f"{code}:{case.line}: too much {sorted(extra)}, missing {sorted(absent)}: {case.texts}"


if __name__ == "__main__":
    sys.stdout.write(table() + "".join(f"{line}\n" for line in wrong()))
