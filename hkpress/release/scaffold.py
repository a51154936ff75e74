"""Start a release: its folder, a `release.yaml` to fill in, and the schema for editors."""

from __future__ import annotations

import ast
import inspect
import itertools
import json
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from hkpress.core.characters import HAN
from hkpress.core.diagnostics import Diagnostic, Invalid
from hkpress.core.files import write_file
from hkpress.core.layout import MANUSCRIPT, SHARED
from hkpress.release import model
from hkpress.release.editions import HONG_KONG
from hkpress.release.model import Manuscript
from hkpress.release.project import Project, find_project, unfit_name
from hkpress.release.source import unseen_problems, without_hidden

SCHEMA = "release.schema.json"

_TEMPLATE = """\
# yaml-language-server: $schema=../release.schema.json
#
# One press release, English (en) and Traditional Chinese (tc) side by side. Simplified Chinese is
# made from the Traditional. Text after `|-` may hold any sign; keep it on one line, indented.
#
# Write over every "To be written" and 待定: `hkpress build` refuses a release that still has one.
# `hkpress check` says what else to look at, first of all figures and names that differ between the
# languages. The names of the house stand in releases/_shared/glossary.yaml.

# theme: base               # the house style: base, gazette, hkstp, newswire, or a folder of your templates/
# editions: [en]            # one language alone; its texts may be plain: `headline: Park Opens`
{issuer}
# issuers: [house, partner] # a joint release, instead of `issuer`
# on_behalf_of: {{en: …, tc: …}}
date: {date}
# time: "09:30"             # the hour of issue
# number: 12/2026           # the release's own number
place: {{en: Hong Kong, tc: 香港}}
timing: immediate           # or, instead:
# embargo: {date}T10:00+08:00
draft: yes                  # the newsroom leaves the release out until you write `no`, or delete this line
# source: {{en: …, tc: …}}    # whom a wire names
# topics: [science]         # of releases/_shared/topics.yaml

# corrections:              # what changed after it went out; `kind: update` if it was no mistake
#   - at: {date}T15:30+08:00
#     note: {{en: …, tc: …}}
# withdrawn:
#   at: {date}T15:30+08:00
#   note: {{en: …, tc: …}}

headline:
  en: |-
    {en}
  tc: |-
    {tc}
# subheadline: {{en: …, tc: …}}
# summary: {{en: …, tc: …}}   # for search engines and feeds

body:
  - en: |-
      To be written.
    tc: |-
      待定。
  # - quote:
  #     speaker: chan-tai-man           # somebody of releases/_shared/people.yaml
  #     words:                          # without quotation marks: hkpress adds “ ” and 「 」
  #       en: |-
  #         …
  #       tc: |-
  #         …
  # - heading:
  #     en: |-
  #       …
  #     tc: |-
  #       …
  # - list:
  #     - en: |-
  #         …
  #       tc: |-
  #         …
  # - table:
  #     caption: {{en: …, tc: …}}
  #     head: [{{en: Year, tc: 年份}}, {{en: HK$ million, tc: 百萬港元}}]
  #     rows:
  #       - ["2026", "1,234"]
  # - image:
  #     file: photos/chart.png          # in this folder
  #     alt: {{en: …, tc: …}}             # what it shows, for those who cannot see it
  #     caption: {{en: …, tc: …}}
  # - only: en                          # what one language has alone
  #   en: |-
  #     …
  # - break                             # a larger gap between two parts

# footnotes:                            # `[^1]` in a text stands for the first of these
#   - {{en: …, tc: …}}

# photo_pack: {{url: https://…}}          # where the media download the photos
# photos:
#   - file: photos/01.jpg               # in this folder; a caption may stand without its photo
#     caption:
#       en: |-
#         …
#       tc: |-
#         …
#     alt:                              # what the photo shows, for those who cannot see it
#       en: |-
#         …
#       tc: |-
#         …

# links:
#   - kind: attachment                  # or video, web, social, with a `url:`
#     file: files/annex.pdf             # in this folder; it goes with the release
#     title: {{en: …, tc: …}}

# notes_to_editors:                     # printed after the end mark; blocks as in the body
#   - en: |-
#       …
#     tc: |-
#       …

# boilerplate:                          # instead of the issuer's own
#   reviewed: {date}
#   heading: {{en: About the Park, tc: 關於園區}}   # instead of "About" and the issuer's name
#   paragraphs:
#     - {{en: …, tc: …}}
# contacts:                             # instead of the issuer's own
#   - name: {{en: …, tc: …}}
#     phone: "+852 2000 0000"

# remarks:                              # for colleagues; never printed
#   - …

# checks:                               # what `hkpress check` finds though it is right
#   ignore:
#     - code: figures                   # the word in brackets after error, warning or hint
#       at: body/2                      # optional: the second item of the body
#       reason: the report gives the sum in one language only
#       until: {date}               # optional: the last day
"""


_SHARED = {
    "issuers/house.yaml": """\
# Who issues your releases. Name more files like this one, for other bodies.
name: {{en: To be written, tc: 待定}}
# short: {{en: …, tc: …}}
# address: {{en: …, tc: …}}
# website: https://…
# logo: {{file: logos/house.svg}}         # SVG, PNG or JPEG, in releases/_shared/
# currency: HKD                         # what a bare $ stands for
# photo_terms: {{en: …, tc: …}}           # what the media may do with your photos
boilerplate:
  reviewed: {date}            # when somebody last read it and found it right
#   heading: {{en: …, tc: …}}           # instead of "About" and the name: About the Hospital Authority
  paragraphs:
    - en: |-
        To be written.
      tc: |-
        待定。
contacts:
  - name: {{en: To be written, tc: 待定}}
    phone: "+852 2000 0000"             # write your own
#   post: {{en: …, tc: …}}
#   email: press@…
# links:
#   - {{kind: social, url: https://…, title: {{en: …, tc: …}}}}
""",
    "people.yaml": """\
# Whom you quote. A release names them by the word before the colon.
chan-tai-man:
  name: {{en: Chan Tai Man, tc: 陳大文}}
  honorific: {{en: Mr, tc: 先生}}
  post: {{en: Director of the House, tc: 本機構總監}}
  # portrait: portraits/chan.jpg        # in releases/_shared/, for quotations with `portrait: yes`
""",
    "glossary.yaml": """\
# Names and words as your house writes them: `hkpress check` compares releases with them.
names: []
#  - {{en: Science Park, tc: 科學園, never: {{tc: [科技公園]}}}}
terms: []
""",
}
"""The files of a new project, apart from its first release."""


def start(here: Path, headline: str, slug: str | None = None) -> Path:
    """Write the `release.yaml` of a new release, in the project around *here* or in a new one.

    Raises Invalid if the headline has characters that cannot be seen, or a file would be overwritten.
    """
    headline = " ".join(without_hidden(headline).split())
    if problems := unseen_problems(headline):
        raise Invalid(Diagnostic(f"the headline: {each}", "character") for each in dict.fromkeys(problems))
    today = f"{datetime.now(HONG_KONG):%Y-%m-%d}"
    path = free(here, today, headline, slug)
    chinese = re.search(f"[{HAN}]", headline)
    en, tc = ("To be written", headline) if chinese else (headline, "待定")
    shared = path.parents[1] / SHARED
    if not shared.exists():
        for name, text in _SHARED.items():
            write_file(shared / name, text.format(date=today).encode())
    issuers = sorted(each.stem for each in (shared / "issuers").glob("*.yaml"))
    issuer = f"issuer: {issuers[0]}" if len(issuers) == 1 else f"# issuer: {issuers[0] if issuers else '…'}"
    said = f"{issuer:<27} # a file of releases/_shared/issuers/: name, boilerplate, media contacts"
    begin(path, _TEMPLATE.format(date=today, en=en, tc=tc, issuer=said))
    return path


def free(here: Path, day: str, headline: str, slug: str | None = None, *, another: bool = False) -> Path:
    """Where the `release.yaml` of a new release goes: a folder named *slug*, or after the day and the headline.

    A taken name gets a number if there may be *another*. Raises Invalid if the name cannot be used, or is taken.
    """
    slug = slug or slug_of(day, headline)
    if not headline or not re.fullmatch(r"[^\W_][\w.-]*", slug):
        message = f"`{slug}` cannot be a folder's name: use letters, digits and hyphens"
        raise Invalid([Diagnostic(message if headline else "give a headline", "new")])
    if why := unfit_name(slug):
        raise Invalid([Diagnostic(f"{why}: {slug}", "new")])
    releases = project(here).releases
    path = releases / (unused(releases, slug) if another else slug) / MANUSCRIPT
    if path.exists():
        raise Invalid([Diagnostic("is there already: give another name with --slug", "new", path)])
    return path


def unused(folder: Path, name: str) -> str:
    """The name, with a number behind it where something in the folder has it."""
    names = (name, *(f"{name}-{number}" for number in range(2, 1000)))
    return next(each for each in names if not (folder / each).exists())


def key_of(name: str, known: Collection[str]) -> str:
    """A name for the file of a shared entry that is called *name*, other than those that are known."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    key = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "new"
    return next(each for each in (key, *(f"{key}-{number}" for number in range(2, 10_000))) if each not in known)


def begin(path: Path, text: str) -> None:
    """Write the `release.yaml` of a new release, and the schema for editors where there is none."""
    try:
        write_file(path, text.encode())
    except OSError:
        with suppress(OSError):  # a folder that is not empty stays
            path.parent.rmdir()
        raise
    schema = path.parents[1] / SCHEMA
    if not schema.exists():
        write_file(schema, schema_text().encode())


def project(here: Path) -> Project:
    """The project around *here*, or a new one in it."""
    try:
        return find_project(here)
    except Invalid:
        return Project(here)


def slug_of(today: str, headline: str) -> str:
    """The name of a release's folder: the date and the first words of the headline that belong together."""
    plain = unicodedata.normalize("NFKD", re.sub("['’]", "", headline)).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    if len(words) > _SLUG_WORDS:
        clause = re.findall(r"[a-z0-9]+", re.split(r"[,;:?!]\s|\s[-|]+\s", plain)[0])
        ends = [
            at
            for at in range(3, _SLUG_WORDS + 1)
            if _JOINING.fullmatch(words[at]) and not _JOINING.fullmatch(words[at - 1])
        ]
        words = clause if 2 < len(clause) <= _SLUG_WORDS else words[: ends[-1] if ends else _SLUG_WORDS - 2]
    while words and _JOINING.fullmatch(words[-1]):
        words.pop()
    return "-".join([today, *words] if words else [today, "release"])[:_SLUG_LENGTH].rstrip("-")


_SLUG_LENGTH = 90
_SLUG_WORDS = 8
"""The most words in the name of a folder."""
_JOINING = re.compile("an?|and|as|at|but|by|for|from|into?|its|o[fn]|or|the|to|under|via|with")
"""Words before which a phrase ends."""


def schema_text() -> str:
    """The JSON Schema of `release.yaml`."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Manuscript.model_json_schema()}
    for name, described in descriptions():
        fields = (schema if name == Manuscript.__name__ else schema["$defs"].get(name, {})).get("properties", {})
        for field in described.keys() & fields.keys():
            fields[field] = dict(sorted({**fields[field], "description": described[field]}.items()))
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def descriptions() -> Iterator[tuple[str, dict[str, str]]]:
    """The help of each field of the model, by class. Pydantic would read it at every start."""
    said: dict[str, dict[str, str]] = {}
    for each in ast.parse(inspect.getsource(model)).body:
        if isinstance(each, ast.ClassDef):
            inherited = [said.get(base.id, {}) for base in each.bases if isinstance(base, ast.Name)]
            said[each.name] = dict(_described(each.body))
            for fields in inherited:
                said[each.name] = fields | said[each.name]
    yield from said.items()


def _described(body: Iterable[ast.stmt]) -> Iterator[tuple[str, str]]:
    for field, said in itertools.pairwise(body):
        match field, said:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                yield name, inspect.cleandoc(text)
