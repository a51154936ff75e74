"""A valid release that nobody would write: long words, many contacts, pictures of all shapes."""

from __future__ import annotations

from tests.park import picture

WORD = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft"
ADDRESS = f"https://www.example.org/{'a-long-path/' * 12}?query={'x' * 90}"
MAILBOX = f"{'a.long.mailbox.name.' * 3}n@example.org"
PHOTOS = (
    (160, 90),
    (90, 160),
    (100, 100),
    (300, 50),
    (40, 240),
    (160, 120),
    (120, 160),
    (200, 70),
    (64, 48),
    (70, 200),
)
LOGOS = ((12, 90), (300, 12), (9, 9))
NAME = "The Consortium for Interdisciplinary Harbour Research and Technology Transfer No."


def both(english: str, chinese: str) -> str:
    return f"{{en: '{english}', tc: '{chinese}'}}"


def manuscript(theme: str, rows: int = 40) -> str:
    words = both(f"A word such as {WORD} and {ADDRESS} stand here", f"此處有{WORD}及{ADDRESS}，另有中文")
    heads = [both(f"Column head {column}", f"欄目名稱{column}") for column in range(9)]
    cells = [f"[{', '.join(repr(f'{row * column:,}') for column in range(1000, 1009))}]" for row in range(rows)]
    quotes = [both("Short words " * number, "短句" * number) for number in range(2, 40, 5)]
    items = f"[{{en: One, tc: 一, list: [{both('below ' * 40, '下層' * 40)}, {both(WORD, WORD)}]}}]"
    captions = [both("long words " * number * 6, "甚長文字" * number * 4) for number in range(1, 11)]
    photos = [f"{{file: {number}.png, caption: {caption}}}" for number, caption in enumerate(captions)]
    contact = (
        f"{{organisation: {both(NAME, '聯盟')}, post: {both('Deputy Director (Public Affairs)', '副總監')}, "
        f"phone: +852 2000 0000 / +852 2000 0001 ext. 1234, mobile: +852 9000 0000, email: {MAILBOX}}}"
    )
    return f"""\
theme: {theme}
issuers: [i0, i1, i2]
date: 2025-04-24
number: {"ABC/DEF/" * 12}2025
embargo: 2025-04-24T10:00+08:00
on_behalf_of: {both("the Bureau of Names " * 6, "名稱極長的政策局" * 6)}
corrections: [{{at: 2025-04-25T09:00+08:00, note: {words}}}]
headline: {both(f"Consortium Announces {WORD} for Hong Kong", f"聯盟公布{WORD}及海港特別計劃")}
body:
  - {words}
  - heading: {words}
{"".join(f"  - quote: {{speaker: p, portrait: yes, words: {each}}}{chr(10)}" for each in quotes)}
  - table: {{head: [{both("Only", "唯一")}], rows: [[{both("Row", "列")}], [{both(WORD, WORD)}]]}}
  - table: {{head: [{", ".join(heads)}], total: yes, rows: [{", ".join(cells)}]}}
  - list: {items}
photos: [{", ".join(photos)}]
links: [{{title: {both(WORD, WORD)}, url: '{ADDRESS}'}}]
notes_to_editors: [{words}, {{list: {items}}}]
contacts: [{", ".join([contact] * 12)}]
"""


def files() -> dict[str, str | bytes]:
    """Its pictures, person and issuers, by path in the project."""
    shared = "releases/_shared"
    return {
        **{f"releases/x/{number}.png": picture(size=size) for number, size in enumerate(PHOTOS)},
        **{f"{shared}/{number}.png": picture(size=size) for number, size in enumerate(LOGOS)},
        **{f"{shared}/issuers/i{number}.yaml": _issuer(number) for number in range(len(LOGOS))},
        f"{shared}/portrait.png": picture(size=(30, 70)),
        f"{shared}/people.yaml": f"p: {{name: {both('A Person', '某人')}, portrait: portrait.png}}\n",
    }


def _issuer(number: int) -> str:
    address = both("Units 1201 to 1216, The Long Named Building, 1234 Example Road West, Kowloon", "香港樣本道西" * 7)
    return f"""\
name: {both(f"{NAME} {number}", "海港聯盟" * 7)}
address: {address}
website: '{ADDRESS}'
logo: {{file: {number}.png, with_name: {"no" if number else "yes"}}}
boilerplate: {{reviewed: 2025-01-01, paragraphs: [{both("It is made up.", "純屬虛構。")}]}}
"""
