"""The report: one HTML file for a browser without a network, for those who approve."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

import jinja2
from PIL import Image

from hkpress.golden import pictures, telling
from hkpress.golden.changes import Pair
from hkpress.golden.judging import State, Verdict
from hkpress.golden.parts import Part
from hkpress.golden.pictures import Box
from hkpress.release.editions import EDITIONS

_CLOSE_UPS = 6  # of a page
_AROUND = 40  # pixels shown around a changed part


@dataclass(frozen=True)
class CloseUp:
    old: str
    new: str
    width: int


@dataclass(frozen=True)
class Sheet:
    """A page that differs: addresses of its pictures, "" where there is no such page."""

    edition: str
    number: int
    old: str
    new: str
    overlay: str
    close_ups: tuple[CloseUp, ...]
    boxes: tuple[Box, ...]


def page(verdicts: Sequence[Verdict]) -> str:
    """The report on these releases."""
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    template = environment.from_string(Path(__file__).with_name("report.html").read_text("utf-8"))
    return template.render(
        verdicts=verdicts,
        states=State,
        editions=EDITIONS,
        summary=telling.summary(verdicts),
        notices=dict.fromkeys(telling.notice(each.comparison) for each in verdicts if each.comparison),
        where=telling.where,
        sheets=sheets,
        texts=texts,
    )


@dataclass(frozen=True)
class Text:
    """A text that changed, in the editions in which it changed to the same."""

    editions: tuple[str, ...]
    pair: Pair


def texts(verdict: Verdict) -> list[Text]:
    """The texts that changed, the editions of each together."""
    assert verdict.comparison
    found: dict[object, dict[tuple[Part | None, Part | None], list[str]]] = {}
    pairs: dict[tuple[Part | None, Part | None], Pair] = {}
    for edition, listed in verdict.comparison.pairs.items():
        for pair in (each for each in listed if each.changed):
            pairs[pair.old, pair.new] = pair
            found.setdefault(pair.part.key, {}).setdefault((pair.old, pair.new), []).append(edition)
    return [Text(tuple(names), pairs[key]) for same in found.values() for key, names in same.items()]


def sheets(verdict: Verdict) -> Iterator[Sheet]:
    """The pages that differ."""
    assert verdict.comparison
    comparison = verdict.comparison
    for name in (each.edition for each in comparison.differences if each.layer == "pictures"):
        pages = (each.editions[name].pages for each in (comparison.old, comparison.new))
        for number, (old, new) in enumerate(zip_longest(*pages), 1):
            boxes = pictures.changed(old, new) if old and new else ()
            if old and new and boxes:
                marked = _address(pictures.overlay(old, new, boxes))
                close = tuple(_close_ups(old, new, boxes))
                yield Sheet(name, number, _address(old), _address(new), marked, close, boxes)
            elif not (old and new):
                yield Sheet(name, number, _address(old), _address(new), "", (), ())


def _close_ups(old: Image.Image, new: Image.Image, boxes: Sequence[Box]) -> Iterator[CloseUp]:
    """The changed parts, large enough to read; none where so much has moved that they would say nothing."""
    if sum(box.area for box in boxes) > new.width * new.height / 12:
        return
    for box in boxes[:_CLOSE_UPS]:
        frame = (
            max(0, box.left - 3 * _AROUND),
            max(0, box.top - _AROUND // 3),
            min(new.width, box.right + 3 * _AROUND),
            min(new.height, box.bottom + _AROUND // 3),
        )
        yield CloseUp(_address(old.crop(frame)), _address(new.crop(frame)), frame[2] - frame[0])


def _address(image: Image.Image | None) -> str:
    return f"data:image/png;base64,{base64.b64encode(pictures.png(image)).decode()}" if image else ""
