"""The report for the people who approve: one HTML file that needs no network."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

import jinja2
from PIL import Image

from hkpress.golden import pictures, telling
from hkpress.golden.changes import PartPair
from hkpress.golden.judging import Judgement, State
from hkpress.golden.parts import Part
from hkpress.golden.pictures import Box
from hkpress.release.editions import EDITIONS

_CLOSE_UPS = 6  # of a page
_MARGIN = 40  # pixels shown around a changed part


@dataclass(frozen=True)
class CloseUp:
    old: str
    new: str
    width: int


@dataclass(frozen=True)
class PagePair:
    """A page that differs: the addresses of its pictures, "" for a page that one side lacks."""

    edition: str
    number: int
    old: str
    new: str
    overlay: str
    close_ups: tuple[CloseUp, ...]
    boxes: tuple[Box, ...]


def report_page(judgements: Sequence[Judgement]) -> str:
    """The report on these releases."""
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    template = environment.from_string(Path(__file__).with_name("report.html").read_text("utf-8"))
    return template.render(
        judgements=judgements,
        states=State,
        editions=EDITIONS,
        summary=telling.summary(judgements),
        notices=dict.fromkeys(telling.notice(each.comparison) for each in judgements if each.comparison),
        where=telling.where,
        sheets=sheets,
        texts=texts,
    )


@dataclass(frozen=True)
class ChangedText:
    """A changed text, and the editions that share the change."""

    editions: tuple[str, ...]
    pair: PartPair


def texts(judgement: Judgement) -> list[ChangedText]:
    """The changed texts, each with its editions."""
    assert judgement.comparison
    shared: dict[object, dict[tuple[Part | None, Part | None], list[str]]] = {}
    pairs: dict[tuple[Part | None, Part | None], PartPair] = {}
    for edition, listed in judgement.comparison.pairs.items():
        for pair in (each for each in listed if each.changed):
            pairs[pair.old, pair.new] = pair
            shared.setdefault(pair.part.key, {}).setdefault((pair.old, pair.new), []).append(edition)
    return [ChangedText(tuple(names), pairs[key]) for same in shared.values() for key, names in same.items()]


def sheets(judgement: Judgement) -> Iterator[PagePair]:
    """The pages that differ."""
    assert judgement.comparison
    comparison = judgement.comparison
    for name in (each.edition for each in comparison.differences if each.layer == "pictures"):
        pages = (each.editions[name].pages for each in (comparison.old, comparison.new))
        for number, (old, new) in enumerate(zip_longest(*pages), 1):
            boxes = pictures.changed(old, new) if old and new else ()
            if old and new and boxes:
                marked = _data_address(pictures.overlay(old, new, boxes))
                close = tuple(_close_ups(old, new, boxes))
                yield PagePair(name, number, _data_address(old), _data_address(new), marked, close, boxes)
            elif not (old and new):
                yield PagePair(name, number, _data_address(old), _data_address(new), "", (), ())


def _close_ups(old: Image.Image, new: Image.Image, boxes: Sequence[Box]) -> Iterator[CloseUp]:
    """Enlarged views of the changes; none if most of the page moved."""
    if sum(box.area for box in boxes) > new.width * new.height / 12:
        return
    for box in boxes[:_CLOSE_UPS]:
        frame = (
            max(0, box.left - 3 * _MARGIN),
            max(0, box.top - _MARGIN // 3),
            min(new.width, box.right + 3 * _MARGIN),
            min(new.height, box.bottom + _MARGIN // 3),
        )
        yield CloseUp(_data_address(old.crop(frame)), _data_address(new.crop(frame)), frame[2] - frame[0])


def _data_address(image: Image.Image | None) -> str:
    return f"data:image/png;base64,{base64.b64encode(pictures.png(image)).decode()}" if image else ""
