"""The forms of characters that a release is written in, for the rules that judge them."""

from __future__ import annotations

from collections.abc import Iterator

from hkpress.check.proof import Passage, Proof
from hkpress.chinese import forms
from hkpress.chinese.forms import Kind


def find(proof: Proof, kind: Kind) -> Iterator[tuple[Passage, forms.Finding]]:
    """The forms of that kind in the Traditional Chinese; the names of people and bodies keep theirs."""
    names = _names(proof)
    for passage in proof.texts_in("tc"):
        for found in forms.find(passage.prose, names=names):
            if found.kind is kind:
                yield passage, found


def _names(proof: Proof) -> tuple[str, ...]:
    release = proof.release
    people = [person.name.tc for person in release.people.values()]
    bodies = [name for term in release.glossary.names for name in (term.tc, *(term.also.tc if term.also else ()))]
    return (*people, *bodies)
