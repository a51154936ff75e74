"""A post that people.yaml gives to one person, beside another person's name.

It happens when somebody has left, or when two names are swapped.

Wrong: 香港科技園公司主席黃克強, where people.yaml has 查毅超 as 香港科技園公司主席
Right: 香港科技園公司主席查毅超

If somebody else holds the post now, change people.yaml. The rule skips "former" and 前 before it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from hkpress.check import memo, names, persons
from hkpress.check.finding import Finding
from hkpress.check.messages import say
from hkpress.check.proof import Passage, Proof
from hkpress.core.diagnostics import Severity

CODE = "post-holder"
SEVERITY = Severity.WARNING

Holders = tuple[tuple[str, str], ...]
"""Posts, with the names of their holders."""


def check(proof: Proof) -> Iterable[Finding]:
    """Yield a warning for every name beside another person's post."""
    for edition in ("en", "tc"):
        yield from memo.each(proof, _in_passage, memo.shared(_holders(proof, edition)), only=edition)


def _holders(proof: Proof, edition: str) -> Holders:
    """The posts that only one person holds, with that person's name."""
    entries = [
        [names.field(person, field, edition) for field in ("post", "name")] for _, person in names.entries(proof)
    ]
    held = Counter(post for post, _ in entries)
    return tuple((post, name) for post, name in entries if post and name and held[post] == 1)


def _in_passage(passage: Passage, holders: memo.Shared[Holders]) -> Iterator[Finding]:
    if not any(post in passage.prose for post, _ in holders.value):
        return
    named = persons.english(passage.text) if passage.edition == "en" else persons.chinese(passage.text)
    for one in named:
        before, after = passage.prose[: one.start], passage.prose[one.end :]
        for post, name in holders.value:
            if _is_beside(passage.edition, post, before, after) and not _is_same(one.name, name):
                message = say(
                    "`{found}` beside the post of {name}: correct one, or change people.yaml", found=one.name, name=name
                )
                yield passage.finding(message, one.start, one.end)


def _is_beside(edition: str, post: str, before: str, after: str) -> bool:
    """Whether the post belongs to the name: right before it in Chinese, behind a comma or before it in English."""
    if edition != "en":
        return before.endswith(post) and before[: -len(post)][-1:] not in ("前", "副")
    titles = r",? (?:(?:Mr|Mrs|Ms|Miss|Madam|Dr|Prof|Professor|Ir|Sr|Sir)\.? )*"
    behind = re.match(rf", (?:the )?{re.escape(post)}\b", after)
    ahead = re.search(rf"(?<!former )(?<!Former )(?<!Deputy )(?<!Vice ){re.escape(post)}{titles}$", before)
    return bool(behind or ahead)


def _is_same(found: str, name: str) -> bool:
    """Whether both may be one person: a surname alone, or other given names, as in Paul Chan Mo-po."""
    if not found.isascii() and not name.isascii():
        return found in name or name in found
    mine, other = (set(re.findall(r"[\w’-]+", each.lower())) for each in (found, name))
    return bool(mine & other)
