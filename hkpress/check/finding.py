"""What a rule finds: a sentence, its places in the files, and perhaps what to write instead."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hkpress.check.messages import Message
from hkpress.core.diagnostics import Diagnostic, Severity, Spot
from hkpress.release.source import Loc, Source

LANGUAGES = frozenset(["en", "tc", "sc"])


@dataclass(frozen=True)
class Place:
    """A value of one file, or the characters from *start* to *end* of it."""

    source: Source
    loc: Loc
    start: int | None = None
    end: int | None = None

    @property
    def edition(self) -> str:
        """The language of the value: en, tc, sc, or "" for none."""
        last = self.loc[-1] if self.loc else ""
        return str(last) if last in LANGUAGES else ""

    @property
    def at(self) -> str:
        """The path to the value, such as body/3/en. Items count from one; a shared file's name comes first."""
        steps = [str(step + 1) if isinstance(step, int) else step for step in self.loc]
        shared = {"issuers": "issuer", "_shared": self.source.path.stem}
        return "/".join([*filter(None, [shared.get(self.source.path.parent.name)]), *steps])

    @property
    def part(self) -> slice | None:
        return None if self.start is None else slice(self.start, self.end)

    def diagnostic(self, message: str, code: str, severity: Severity) -> Diagnostic:
        return self.source.diagnostic(
            self.loc, message, code, part=self.part, severity=severity, edition=self.edition, at=self.at
        )

    def spot(self) -> Spot:
        shown = self.diagnostic("", "", Severity.HINT)
        assert shown.path
        assert shown.span
        return Spot(shown.path, shown.span, shown.line_text, self.edition)


@dataclass(frozen=True)
class Edit:
    """A repair that `--fix` makes: *text* replaces the characters at *place*."""

    place: Place
    text: str


@dataclass(frozen=True)
class Finding:
    """One finding of a rule. *related* are the other places it is about, such as the words in the other language. *fix*
    is what to write at the place instead, for a person to decide; *edits* is what `hkpress check --fix` changes. `code`
    and `severity` are the rule's, unless it sets others.
    """

    message: Message
    place: Place
    related: tuple[Place, ...] = ()
    fix: str | None = None
    edits: tuple[Edit, ...] = ()
    severity: Severity | None = None
    code: str = ""

    def diagnostic(self, lang: str = "en") -> Diagnostic:
        """The finding as users see it, in `en` or `tc`."""
        assert self.severity
        shown = self.place.diagnostic(self.message.in_language(lang), self.code, self.severity)
        fix = self.fix if self.fix is not None else _only(self.edits, self.place)
        return replace(shown, fix=fix, related=tuple(place.spot() for place in self.related))


def _only(edits: tuple[Edit, ...], place: Place) -> str | None:
    """The text that the edits put at *place*, if they do nothing else."""
    return edits[0].text if len(edits) == 1 and edits[0].place == place else None
