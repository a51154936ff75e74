"""Time grows with the length of the text, not faster: no timed assert on seconds."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from random import Random

import pytest

from hkpress.figures import compare, find

UNITS = [
    "1",
    ",",
    "1,",
    "百",
    "一",
    "one hundred and ",
    "1 ",
    "12 345 ",
    "一百零",
    "2025年",
    "a.",
    "a@",
    "+1 ",
    "HK$",
    "百分之",
    "May ",
]
LONG = 1_000_000 if "HKPRESS_LONG" in os.environ else 100_000


def best(run: Callable[[], object]) -> float:
    """The processor time of the quicker of two runs, in seconds."""
    times = []
    gc.disable()  # it runs when it likes
    for _ in range(2):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    gc.enable()
    return min(times)


def seconds(text: str, language: str) -> float:
    return best(lambda: find(text, language))


@pytest.mark.parametrize("language", ["en", "tc"])
@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_text(unit: str, language: str) -> None:
    """Less than three times for each doubling, over two of them: a square would take sixteen times as long."""
    short = (unit * 2_000)[:2_000]
    assert seconds(short * 4, language) < 9 * seconds(short, language) + 0.02


@pytest.mark.parametrize("unit", ["1", ",", "百", "one hundred and "])
def test_a_long_text_is_read(unit: str) -> None:
    text = (unit * LONG)[:LONG]
    for language in ("en", "tc"):
        facts = find(text, language)
        assert all(text[each.start : each.end] == each.text for each in facts)
        assert all(one.end <= other.start for one, other in pairwise(facts))


EN = [
    "HK$5 million, ",
    "5% ",
    "three schools and ",
    "rose to 5% from 3%, ",
    "-5 ",
    "12 km ",
    "more than ",
    "A1B2C3",
    "aged 5 ",
]
ZH = ["5百萬元，", "5%", "三間", "由3%升至5%，", "-5", "12公里", "逾", "A1B2C3", "數百萬"]


def test_comparing_grows_with_the_texts() -> None:
    random = Random(1)
    texts = [("".join(random.choices(EN, k=size)), "".join(random.choices(ZH, k=size))) for size in (200, 800)]
    short, long = (best(partial(compare, *pair)) for pair in texts)
    assert long < 9 * short + 0.02
