"""A seeded run of hostile inputs over the kinds: `make hostile` tries a thousand, the suite a few of each.

No input hangs, none gives a traceback, writes a file when it is refused, reaches the network, or gets a control
character on the screen.
"""

from __future__ import annotations

import contextlib
import io
import os
import random
import re
import socket
import threading
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from hkpress import cli
from hkpress.core.limits import Late, limited
from tests.hostile.test_exit import RAW
from tests.park import picture

NUMBER = int(os.environ.get("HKPRESS_HOSTILE", "56"))
SEED = int(os.environ.get("HKPRESS_SEED", "1"))
SECONDS = 5.0

GOOD = """\
date: 2025-04-24
place: {en: Hong Kong, tc: 香港}
headline: {en: A headline, tc: 標題}
photo_pack: {url: https://park.example/photos}
body:
  - {en: "A paragraph with [a link](https://park.example).", tc: "一段文字，有[連結](https://park.example)。"}
  - list: [{en: One, tc: 一}, {en: Two, tc: 二}]
  - table: {head: [{en: Year, tc: 年}], rows: [["2024"]]}
photos: [{file: a.png, caption: {en: Caption., tc: 圖說。}, alt: {en: A room, tc: 房間}}]
contacts: [{name: {en: Press, tc: 新聞組}, phone: "+852 2000 0000", email: press@park.example}]
"""
MARKUP = ["<script>alert(1)</script>", "<img src=http://127.0.0.1:PORT/a>", "{{ 7*7 }}{% include 'x' %}", "]]><x>", "</style>", "&#x3c;b&#x3e;",
          "<!--", "javascript:alert(1)", "' onload='x", '" style="background:url(http://127.0.0.1:PORT/b)"', "@import 'http://127.0.0.1:PORT/c'"]  # fmt: skip
SCHEMES = ["http://127.0.0.1:PORT/a", "//127.0.0.1:PORT/a", "file:///etc/passwd", "/etc/passwd", "\\\\127.0.0.1\\a", "data:text/html,x", "javascript:x",
           "http://127.0.0.1:PORT/x)[y](http://127.0.0.1:PORT/z", "ftp://127.0.0.1:PORT", "http://[::1]:PORT/", "mailto:a@b.hk?bcc=c@d.hk", "../../etc/passwd"]  # fmt: skip
SIGNS = (
    "\x00\x07\x1b\x7f\x85\x9b\u061c\u200b\u202e\u2028\u2066\ufeff\ufffe\uffff\ud800\U000e0041\U0001f469\u200d\u3164𠮷𨋢"
)


def mutated(chance: random.Random) -> str:
    """A good release with bytes, lines or signs in other places."""
    text = GOOD
    for _ in range(chance.randint(1, 6)):
        place, end = sorted(chance.choices(range(len(text)), k=2))
        piece = chance.choice(
            ["", text[place : place + 30], chance.choice(":-[]{}&*!|>'\"%@`#,?\t\n\\ ") * chance.randint(1, 3)]
        )
        text = text[:place] + piece + text[min(end, place + chance.randint(0, 20)) :]
    return text


def structured(chance: random.Random) -> str:
    """Values of other kinds than they should be, deep, long, or many."""

    def value(depth: int) -> str:
        kinds: list[Callable[[], str]] = [
            lambda: "~", lambda: "''", lambda: "[]", lambda: "{}", lambda: "x" * chance.choice([1, 300, 21_000]), lambda: "0001-01-01T00:00+08:00",
            lambda: f"[{', '.join(value(depth + 1) for _ in range(chance.randint(1, 4)))}]" if depth < 40 else "x",
            lambda: f"{{en: {value(depth + 1)}, tc: {value(depth + 1)}}}" if depth < 5 else "x", lambda: "[" * chance.choice([3, 40, 3000]),
            lambda: "{a: " * chance.choice([3, 40, 3000]), lambda: f"[{'a, ' * chance.choice([10, 30_000])}]", lambda: "&a [*a, *a]", lambda: "!!python/object:os.system x",
            lambda: "1e999", lambda: "<<: *x", lambda: chance.choice("([“「*_`\\a香1") * chance.choice([100, 19_000]),
        ]  # fmt: skip
        return chance.choice(kinds)()

    fields = chance.sample(
        [
            "date",
            "headline",
            "body",
            "photos",
            "contacts",
            "embargo",
            "checks",
            "issuer",
            "theme",
            "photo_pack",
            "notes_to_editors",
            "editions",
            "links",
            "zzz",
        ],
        4,
    )
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
    words = chance.choice(["A paragraph with", "A headline", "Caption.", "A room", "Press", "一段文字", "2024", "One"])
    return GOOD.replace(
        words,
        f"{words} {chance.choice(MARKUP)}".replace("'", "’").replace('"', "”")
        if chance.random() < 0.3
        else words + chance.choice(MARKUP),
        1,
    )


def addressed(chance: random.Random) -> str:
    old = chance.choice(["https://park.example/photos", "(https://park.example)", "press@park.example", "a.png"])
    address = chance.choice(SCHEMES)
    return GOOD.replace(old, f"({address})" if old.startswith("(") else address)


def terminal(chance: random.Random) -> str:
    sequence = chance.choice(
        ["\\e]0;x\\a", "\\e[2J", "\\x9b31m", "\\n::error::x", "\\r##[error]x", "\\u202e", "\\u2028::x"]
    )
    return chance.choice(
        [f'{GOOD}"k{sequence}": x\n', GOOD.replace("A headline", f'"A {sequence} 5"'), f'{GOOD}theme: "t{sequence}"\n', f'{GOOD}issuer: "i{sequence}"\n',
         GOOD.replace("a.png", f'"p{sequence}.png"'), f'{GOOD}checks: {{ignore: [{{code: "c{sequence}", at: x, reason: y}}]}}\n']
    )  # fmt: skip


def pictured(chance: random.Random) -> bytes:
    """A picture that is cut, bent, of an odd kind, or none."""
    image = Image.effect_noise((chance.randint(1, 80), chance.randint(1, 80)), 80).convert(
        chance.choice(["L", "RGB", "CMYK", "1"])
    )
    buffer = io.BytesIO()
    image.save(
        buffer,
        "JPEG"
        if image.mode == "CMYK"
        else chance.choice(["PNG", "GIF", "TIFF", "BMP"] if image.mode == "1" else ["PNG", "JPEG", "WEBP", "GIF"]),
    )
    data = bytearray(buffer.getvalue())
    for _ in range(chance.choice([0, 1, 5, 50])):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data[: chance.choice([None, len(data) // 2, 20, 0])])


LINKS = [("releases/y", "y"), ("releases/y", "/usr/share"), ("releases/x/more", ".."), ("releases/x/a.png", "a.png"), ("releases/_shared", "/etc"), ("build/x", "/nowhere"),
         ("build/.hkpress", "/nowhere"), ("releases/_shared", "_shared"), ("templates", "/etc"), ("releases/x/release.yaml", "/etc/passwd"), ("releases/x/a.png", "/etc/passwd")]  # fmt: skip
TEXTS = {
    "yaml": mutated,
    "structure": structured,
    "signs": signs,
    "markup": injected,
    "address": addressed,
    "terminal": terminal,
}
KINDS = [*TEXTS, "picture", "link"]


@pytest.fixture(scope="module")
def hits() -> Iterator[tuple[int, list[object]]]:
    """The port of a listener on this machine, and whoever connected to it."""
    found: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            with contextlib.suppress(OSError):
                while True:
                    found.append(server.accept()[1])

        threading.Thread(target=listen, daemon=True).start()
        yield server.getsockname()[1], found


class Running(HTMLParser):
    """What would run in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "iframe", "object", "embed", "base"):
            self.found.append(tag)
        self.found += [name for name, value in attrs if name.startswith("on") or _is_script(value or "")]


def _is_script(value: str) -> bool:
    return re.sub(r"[\s\x00-\x1f]", "", value).lower().startswith(("javascript:", "data:text", "vbscript:"))


@pytest.fixture(scope="module")
def _loaded(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Loads the engine: that it takes a while, the first time, is not the input's doing."""
    root = tmp_path_factory.mktemp("first")
    laid_out(root, "", random.Random(), 0)
    done = CliRunner().invoke(cli.main, ["build", str(root / "releases/x"), "-j", "1"])
    assert done.exit_code == 0, done.output


def laid_out(root: Path, kind: str, chance: random.Random, port: int) -> None:
    folder = root / "releases/x"
    folder.mkdir(parents=True)
    text = TEXTS[kind](chance) if kind in TEXTS else GOOD
    (folder / "release.yaml").write_bytes(text.replace("PORT", str(port)).encode("utf-8", "surrogatepass"))
    (folder / "a.png").write_bytes(pictured(chance) if kind == "picture" else picture())
    if kind == "link":
        name, target = chance.choice(LINKS)
        path = root / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.unlink(missing_ok=True)
        path.symlink_to(target)


@pytest.mark.usefixtures("_loaded")
@pytest.mark.parametrize("number", range(NUMBER))
def test_one_input(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hits: tuple[int, list[object]]
) -> None:
    kind, chance = KINDS[number % len(KINDS)], random.Random(f"{SEED}-{number}")
    port, found = hits
    laid_out(tmp_path, kind, chance, port)
    monkeypatch.chdir(tmp_path)
    formats = "html,text,pdf" if number % 5 == 0 else "html,text"
    for arguments in (
        ["check"],
        ["check", "--format", "json"],
        ["build", "--format", formats, "-j", "1", *(["--no-check"] if number % 2 else [])],
    ):
        try:
            with limited(SECONDS):
                done = CliRunner().invoke(cli.main, arguments)
        except Late:
            pytest.fail(f"{kind}: {arguments} hangs")
        assert done.exception is None or isinstance(done.exception, SystemExit), f"{kind}: {done.exception!r}"
        assert done.exit_code in (0, 1, 3), done.output
        assert not RAW.search(done.output), f"{kind}: {RAW.search(done.output)!r}"
        assert "top-secret" not in done.output
    if done.exit_code == 1 and "not written: y" not in done.output:
        assert not [path for path in (tmp_path / "build/x").glob("*") if not path.is_symlink()], (
            "a refused release wrote a file"
        )
    for path in tmp_path.glob("build/x/*.html"):
        page = Running()
        page.feed(path.read_text("utf-8"))
        assert page.found == []
    assert found == []
