from __future__ import annotations

import unicodedata

import pytest

from hkpress.chinese.lookalikes import Lookalike, lookalikes

BLOCKS = [range(0x2E80, 0x2FE0), range(0xF900, 0xFB00), range(0x2F800, 0x2FA20)]
ASSIGNED = [chr(code) for block in BLOCKS for code in block if unicodedata.name(chr(code), "")]
ITSELF = "⺀﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("二○二五\uf98e一月", [Lookalike(4, "\uf98e", "年")]),
        ("\u2f64\u2f50", [Lookalike(0, "\u2f64", "用"), Lookalike(1, "\u2f50", "比")]),
        ("人\u2ea0\u2ed1\u2ec4", [Lookalike(1, "⺠", "民"), Lookalike(2, "⻑", "長"), Lookalike(3, "⻄", "西")]),
        ("\U0002f800", [Lookalike(0, "\U0002f800", "丽")]),
        ("香港科技園公司 HKSTP，２５０名", []),
    ],
)
def test_what_a_pdf_leaves(text: str, found: list[Lookalike]) -> None:
    assert list(lookalikes(text)) == found


def test_every_character_of_the_blocks_is_one_or_an_ideograph_itself() -> None:
    assert len(ASSIGNED) == 1343
    assert [char for char in ASSIGNED if not list(lookalikes(char))] == list(ITSELF)
    assert all(len(found.canonical) == 1 for char in ASSIGNED for found in lookalikes(char))


def test_a_text_still_to_be_written_counts_as_empty() -> None:
    meant = "".join(found.canonical for char in ASSIGNED for found in lookalikes(char))
    assert list(lookalikes(meant)) == []
