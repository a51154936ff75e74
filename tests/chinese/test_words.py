from __future__ import annotations

import pytest

from hkpress.chinese.words import JOINED, split


@pytest.mark.parametrize(
    ("words", "names", "around"),
    [
        ("「創新香港」|論壇|吸引|逾3,000人|參加", [], ""),
        ("港鐵|與中大|合作|研發|機械人", ["港鐵", "中大"], ""),
        ("委任|查毅超|為主席", [], "查毅超先生"),
        ("撥款|25億元|建校", [], ""),
        ("公布|2026/27年度|業績", [], ""),
        ("2025/26學年|招生", [], ""),
        ("二零二六/二七年度|業績|公布", [], ""),
        ("「藍館」|與Café |Zoë|開幕", [], ""),
        ("與Nguyễn|先生|合作", [], ""),
        ("政府|撥3億元|建校", [], ""),
        ("市民|踴躍|參與|活動", [], ""),
        ("新計劃助|青年|創業", [], ""),
        ("於5月1日|起|在港九|新界|推行", [], ""),
        ("深水埗|街坊|會於|黃大仙|及觀塘|舉行|嘉年華", [], ""),
    ],
)
def test_a_headline_is_split_into_words(words: str, names: list[str], around: str) -> None:
    assert "|".join(split(words.replace("|", ""), names, around)) == words


def test_characters_side_by_side_elsewhere_are_joined_up_to_a_length() -> None:
    name = "甴曱冇嘢"
    assert split(name, around=name) == (name,)
    assert max(map(len, split(name * JOINED, around=name * 2))) <= JOINED
