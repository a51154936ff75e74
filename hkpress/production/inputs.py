"""Everything that can change a byte of an output, as digests: too much rather than too little."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

import hkpress
from hkpress.core.layout import PACKAGED, SHARED
from hkpress.core.unchanged import surroundings
from hkpress.production.stamps import contents, digest, stamp
from hkpress.release.project import Project

GLOSSARY = "glossary.yaml"
PEOPLE = "people.yaml"
ISSUERS = "issuers"


class Known(NamedTuple):
    """A digest, and the stamp of the files at the time when it was taken; "" if that was too early to rely on."""

    stamp: str
    digest: str


NOTHING = Known("", "")


def moment(*folders: str) -> str:
    """A word that differs from the one before if a file below the folders was changed between them."""
    return " ".join(stamp(folder)[0] for folder in folders)


def renewed(known: Known, *folders: str, rest: str = "") -> tuple[Known, str]:
    """The digest of the folders and of *rest*, and their `moment` before they were read.

    What is *known* is believed while the stamps are the same.
    """
    stamps = [stamp(folder) for folder in folders]
    words = " ".join(word for word, _ in stamps)
    now = f"{words} {rest}"
    if now == known.stamp:
        return known, words
    settled = all(settled for _, settled in stamps)
    return Known(now if settled else "", _joined(rest, *(contents(folder) for folder in folders))), words


def common(project: Project, known: Known) -> tuple[Known, str]:
    """What goes into every release: hkpress itself with its fonts, the templates, Python, and the libraries."""
    return renewed(known, *common_folders(project), rest=_joined(surroundings()))


def common_folders(project: Project) -> tuple[str, ...]:
    """The folders of hkpress itself and of the templates."""
    own = Path(hkpress.__file__).parent
    return tuple(map(str, dict.fromkeys((own, PACKAGED, *project.template_roots))))


def shared(project: Project) -> dict[str, str] | None:
    """The digest of each entry that releases may share, by name; None if one of the files cannot be read.

    `issuers/hkstp.yaml` and `glossary.yaml` are files, `people.yaml/sunny-chai` is a person.
    """
    from hkpress.core.diagnostics import Invalid
    from hkpress.release import source

    folder = project.releases / SHARED
    files = [path for path in (*(folder / ISSUERS).glob("*.yaml"), folder / GLOSSARY) if path.is_file()]
    found = {path.relative_to(folder).as_posix(): digest(path) for path in files}
    if (folder / PEOPLE).is_file():
        try:
            people = source.read(folder / PEOPLE).data
        except Invalid:
            return None
        for name, person in people.items() if isinstance(people, dict) else ():
            found[f"{PEOPLE}/{name}"] = _joined(json.dumps(person))
    return found


@cache
def key(common: str, uses: tuple[tuple[str, str], ...], checked: bool) -> str:
    """The digest of what goes into a release besides its own folder."""
    return _joined(common, json.dumps(uses), str(checked))


def _joined(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
