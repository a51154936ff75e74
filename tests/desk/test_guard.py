"""Nobody but the desk's own page may read or change anything."""

from __future__ import annotations

import gzip
import http.client
import io
import json
import os
import shutil
import socket
import threading
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from PIL import Image

from hkpress.desk.guard import Key
from tests.desk.conftest import SEED, Running

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ONE = f"/api/releases/{SEED}"
CHANGE = {"changes": [{"do": "write", "loc": ["headline", "en"], "was": None, "value": "Taken over"}]}


def sent(desk: Running, path: str, body: bytes | None = None, **headers: str) -> tuple[int, http.client.HTTPMessage]:
    """Status and headers of a request as it is, with the headers as they are."""
    port = int(desk.origin.rsplit(":", 1)[1])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.putrequest("POST" if body is not None else "GET", path, skip_host=True, skip_accept_encoding=True)
    given = {"Host": f"127.0.0.1:{port}", "x-hkpress-key": desk.key} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    if body is not None:
        given.setdefault("Content-Length", str(len(body)))
    for name, value in given.items():
        if value:
            connection.putheader(name, value)
    try:
        connection.endheaders(body)
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.headers
    finally:
        connection.close()


def test_the_page_itself_is_let_in(desk: Running) -> None:
    assert sent(desk, ONE)[0] == 200
    assert sent(desk, ONE, Origin=desk.origin, Sec_Fetch_Site="same-origin")[0] == 200
    assert sent(desk, "/", x_hkpress_key="", Sec_Fetch_Site="none")[0] == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "localhost:1", "127.0.0.1:80.evil.example", "[::1]:80"])
def test_a_foreign_name_for_this_machine_is_refused(desk: Running, host: str) -> None:
    assert sent(desk, "/", Host=host)[0] == 421
    assert sent(desk, ONE, Host=host)[0] == 421


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1.evil:{}", "localhost.evil.example:{}", "evil.example:{}", "0.0.0.0:{}", "[::1]:{}", "127.1:{}",
     "2130706433:{}", "127.0.0.1:{}.evil.example", "127.0.0.1:{}@evil.example", "localhost.:{}", "127.0.0.1:0{}", "{}"],
)  # fmt: skip
def test_a_name_that_leads_to_this_machine_is_not_ours(desk: Running, host: str) -> None:
    assert sent(desk, ONE, Host=host.format(desk.origin.rsplit(":", 1)[1]))[0] == 421


def raw(desk: Running, text: str) -> str:
    """The first line of the answer to a request as it is written, `{host}` and `{key}` filled in."""
    port = int(desk.origin.rsplit(":", 1)[1])
    text = text.replace("{host}", f"127.0.0.1:{port}").replace("{key}", f"x-hkpress-key: {desk.key}")
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(text.replace("\n", "\r\n").encode() + b"\r\n\r\n")
        return connection.recv(200).decode("latin-1").split("\r\n")[0]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (f"GET {ONE} HTTP/1.1\nHost: {{host}}\nHost: evil.example\n{{key}}", "400"),
        (f"GET {ONE} HTTP/1.0\n{{key}}", "421"),
        (f"GET http://evil.example{ONE} HTTP/1.1\nHost: evil.example\n{{key}}", "421"),
        (f"GET {ONE} HTTP/1.1\nHost: {{host}}\nCookie: {{key}}; x-hkpress-key=1", "403"),
        (f"GET {ONE}?x-hkpress-key=1 HTTP/1.1\nHost: {{host}}", "403"),
        (f"OPTIONS {ONE} HTTP/1.1\nHost: {{host}}\nOrigin: https://evil.example\n{{key}}", "403"),
        (f"OPTIONS {ONE} HTTP/1.1\nHost: {{host}}\n{{key}}", "405"),
        (f"DELETE {ONE} HTTP/1.1\nHost: {{host}}\n{{key}}", "405"),
        (f"PUT {ONE} HTTP/1.1\nHost: {{host}}\nContent-Length: 0\n{{key}}", "405"),
        (f"TRACE {ONE} HTTP/1.1\nHost: {{host}}\n{{key}}", "405"),
        (f"GET {ONE}/changes HTTP/1.1\nHost: {{host}}\nX-HTTP-Method-Override: POST\n{{key}}", "405"),
        (f"HEAD {ONE} HTTP/1.1\nHost: {{host}}", "403"),
        ("GET /../../etc/passwd HTTP/1.1\nHost: {host}", "404"),
        ("GET /page/..%5c..%5capp.py HTTP/1.1\nHost: {host}", "404"),
        ("GET /page/%00 HTTP/1.1\nHost: {host}", "404"),
        ("GET /site/00000000000000000000000000000000/%2e%2e/desk.json HTTP/1.1\nHost: {host}", "403"),
        ("GET /files/00000000000000000000000000000000/.hkpress/desk.json HTTP/1.1\nHost: {host}", "403"),
        ("BREW /\nHost: {host}", "400"),
    ],
)
def test_requests_that_no_page_sends_are_refused(desk: Running, text: str, status: str) -> None:
    assert raw(desk, text).split(" ")[1] == status


def test_no_websocket_is_opened(desk: Running) -> None:
    upgrade = "Connection: Upgrade\nUpgrade: websocket\nSec-WebSocket-Version: 13\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
    assert " 101 " not in raw(
        desk, f"GET /api/events HTTP/1.1\nHost: {{host}}\n{upgrade}\nOrigin: https://evil.example"
    )


def test_a_packed_body_is_no_body(desk: Running) -> None:
    before = desk.file().read_bytes()
    packed = gzip.compress(json.dumps(CHANGE).encode())
    assert desk.ask(f"{ONE}/changes", data=packed, content_encoding="gzip")[0] == 400
    assert desk.file().read_bytes() == before


def test_a_slow_client_holds_up_nobody(desk: Running) -> None:
    port = int(desk.origin.rsplit(":", 1)[1])
    begun = f"POST {ONE}/changes HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nx-hkpress-key: {desk.key}\r\nContent-Length: 9\r\n\r\n{{"
    with ExitStack() as slow:
        for number in range(120):
            connection = slow.enter_context(socket.create_connection(("127.0.0.1", port), timeout=20))
            connection.sendall(begun.encode()[: None if number % 2 else 30])
        assert sent(desk, ONE)[0] == 200
    assert sent(desk, ONE)[0] == 200


def test_a_pipe_in_the_place_of_a_release_holds_up_nobody(desk: Running) -> None:
    """A thread that waits for it would never end, nor would the desk."""
    desk.file().unlink()
    os.mkfifo(desk.file())
    for path, body in ((ONE, None), (f"{ONE}/findings", None), (f"{ONE}/changes", CHANGE)):
        assert desk.ask(path, body)[1]["problem"] == "release.yaml: this is a pipe or a device, not a file"
    desk.file().unlink()


@pytest.mark.parametrize("name", ["releases/a\0.png", f"releases/{'a' * 300}.png"], ids=["NUL", "long"])
def test_a_name_that_no_file_can_have_gets_a_sentence(desk: Running, name: str) -> None:
    assert "problem" in desk.ask(f"/files/{Key(desk.key).ticket(name)}/{quote(name)}")[1]


def test_links_lead_nowhere_out_of_the_project(desk: Running, tmp_path: Path) -> None:
    folder = desk.root / "releases" / SEED / "photos"
    shutil.rmtree(folder, ignore_errors=True)
    folder.symlink_to(tmp_path)
    picture = io.BytesIO()
    Image.new("RGB", (20, 20), "blue").save(picture, "JPEG")
    assert desk.ask(f"{ONE}/photos", data=picture.getvalue(), x_name="a.jpg")[0] == 403
    assert list(tmp_path.iterdir()) == []
    folder.unlink()
    desk.file().rename(tmp_path / "release.yaml")
    desk.file().symlink_to(tmp_path / "release.yaml")
    before = (tmp_path / "release.yaml").read_bytes()
    assert desk.ask(f"{ONE}/changes", CHANGE)[0] in (403, 404, 422)
    assert desk.ask(ONE)[0] in (403, 404, 422)
    assert (tmp_path / "release.yaml").read_bytes() == before
    desk.file().unlink()


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"x_hkpress_key": ""},
        {"x_hkpress_key": "wrong"},
        {"x_hkpress_key": "schlüssel"},
    ],
)
def test_strangers_are_refused(desk: Running, headers: dict[str, str]) -> None:
    before = desk.file().read_bytes()
    for path, body in ((ONE, None), (f"{ONE}/changes", json.dumps(CHANGE).encode()), ("/api/start", None)):
        status, answered = sent(desk, path, body, **headers)
        assert status == 403
        assert "access-control-allow-origin" not in answered
    assert desk.file().read_bytes() == before


def test_every_answer_has_its_policy(desk: Running) -> None:
    for path in ("/", "/page/desk.js", ONE, "/api/nothing", "/paper"):
        headers = sent(desk, path)[1]
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe-eval" not in policy
        assert "script-src 'unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert headers["cache-control"] == "no-store"
    assert "script-src 'self'; style-src 'self';" in sent(desk, "/")[1]["content-security-policy"]


@pytest.mark.parametrize(
    "path",
    [
        "/api/releases/..%2f..%2fetc",
        "/api/releases/_shared",
        "/api/releases/nothing",
        f"{ONE}/versions/..%2f..%2fdesk",
        "/page/..%2fapp.py",
        "/page/%2e%2e/app.py",
        "/files/00000000000000000000000000000000/etc/passwd",
        "/files/00000000000000000000000000000000/../../etc/passwd",
        "/etc/passwd",
    ],
)
def test_nothing_outside_the_project_is_read(desk: Running, path: str) -> None:
    assert sent(desk, path)[0] in (403, 404, 422)


def test_a_ticket_opens_its_own_file_only(desk: Running) -> None:
    file = desk.root / "releases" / SEED / "photos" / "one.png"
    file.parent.mkdir(exist_ok=True)
    Image.new("RGB", (40, 30), "red").save(file)
    status, told = desk.ask(f"{ONE}/photos", data=file.read_bytes(), x_name=quote("Straße am Park.PNG"))
    assert (status, told["file"]) == (200, "photos/strae-am-park.png")
    assert desk.ask(told["picture"])[0] == 200
    assert desk.ask(told["picture"].replace("strae", "one"))[0] == 403
    outside = file.with_name("link.png")
    outside.symlink_to("/etc/hostname")
    assert desk.ask(told["picture"].replace("strae-am-park", "link"))[0] == 403


@pytest.mark.parametrize(
    "data",
    [
        b"<script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        b"GIF89a" + bytes(30),
        b"\xff\xd8\xff\xe0" + b"<script>alert(1)</script>" * 9,
        b"\x89PNG\r\n\x1a\n" + bytes(50),
        b"",
    ],
)
def test_a_file_that_is_no_photo_is_not_kept(desk: Running, data: bytes) -> None:
    folder = desk.root / "releases" / SEED / "photos"
    before = sorted(folder.iterdir()) if folder.exists() else []
    status, told = desk.ask(f"{ONE}/photos", data=data, x_name="../../photo.jpg")
    assert status == 422
    assert "problem" in told
    assert (sorted(folder.iterdir()) if folder.exists() else []) == before


def test_a_photo_gets_a_name_inside_the_folder(desk: Running) -> None:
    data = io.BytesIO()
    Image.new("RGB", (20, 20), "blue").save(data, "JPEG")
    for name, kept in (
        ("../../../etc/cron.d/x.sh", "x"),
        ("..%2f..%2fa.html", "2f-2fa"),
        ("相片.jpg", "photo"),
        ("a" * 500 + ".jpg", "a" * 40),
        ("con.jpg", "con"),
    ):
        _, told = desk.ask(f"{ONE}/photos", data=data.getvalue(), x_name=quote(name))
        assert told["file"].startswith(f"photos/{kept}")
        assert told["file"].endswith(".jpg")
        assert (desk.root / "releases" / SEED / told["file"]).read_bytes() == data.getvalue()


def test_what_is_too_large_is_refused_before_it_is_kept(desk: Running) -> None:
    port = int(desk.origin.rsplit(":", 1)[1])
    for path, size in ((f"{ONE}/photos", 100 << 20), (f"{ONE}/changes", 3 << 20)):
        assert sent(desk, path, b"", Content_Length=str(size))[0] == 413
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        chunks = (bytes(1 << 20) for _ in range(size >> 20))
        status = 413
        try:
            connection.request("POST", path, chunks, {"x-hkpress-key": desk.key}, encode_chunked=True)
            status = connection.getresponse().status
        except (BrokenPipeError, ConnectionResetError):
            pass  # it closed the connection, which also refuses the request
        finally:
            connection.close()
        assert status == 413
    assert sent(desk, ONE)[0] == 200


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b'{"changes": [{"do": "write"}]}',
        b'{"changes": [{"do": "explode", "loc": ["a"]}]}',
        b'{"changes": [{"do": "write", "loc": [], "value": "x"}]}',
        b'{"changes": [{"do": "write", "loc": [-1], "value": "x"}]}',
        b'{"changes": [{"do": "write", "loc": ["headline", "en", "x"], "value": "x"}]}',
        b'{"changes": [{"do": "insert", "loc": ["body", 9999], "value": "x"}]}',
        b'{"changes": [{"do": "move", "loc": ["body", 0], "to": 9999}]}',
        b'{"changes": [{"do": "insert", "loc": ["x"], "value": 12}]}',
        b'{"changes": [{"do": "insert", "loc": ["x"], "value": [[[[[[[[[["a"]]]]]]]]]]}]}',
        b'{"changes": [{"do": "insert", "loc": ["a: b\\nc"], "value": "x"}]}',
        b"\xff\xfe",
        b'{"changes": ' + b"[" * 50_000 + b"}",
    ],
)
def test_nonsense_is_refused_and_leaves_the_file(desk: Running, body: bytes) -> None:
    before = desk.file().read_bytes()
    status, _ = desk.ask(f"{ONE}/changes", data=body)
    assert 400 <= status < 500
    assert desk.file().read_bytes() == before


class _Evil(BaseHTTPRequestHandler):
    page = ""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.end_headers()
        self.wfile.write(self.page.encode())

    def log_message(self, *_: Any) -> None:
        pass


def test_a_web_page_elsewhere_can_neither_read_nor_drive_the_desk(desk: Running, browser: Browser) -> None:
    _Evil.page = f"""<!doctype html><body><iframe src="{desk.origin}/"></iframe><script>
      const told = [];
      const tried = (name, what) => what.then(() => told.push(name), () => {{}});
      const target = "{desk.origin}{ONE}";
      window.done = Promise.all([
        tried("read", fetch(target).then((answer) => answer.text())),
        tried("key", fetch(target, {{headers: {{"x-hkpress-key": "{desk.key}"}}}}).then((answer) => answer.text())),
        tried("image", new Promise((yes, no) => {{
            const image = new Image(); image.onload = yes; image.onerror = no; image.src = "{desk.origin}/page/icon.svg"; }})),
        tried("script", new Promise((yes, no) => {{
            const script = document.createElement("script"); script.onload = yes; script.onerror = no;
            script.src = "{desk.origin}/page/words.js"; document.head.append(script); }})),
        fetch(target + "/changes", {{method: "POST", mode: "no-cors", body: {json.dumps(json.dumps(CHANGE))}}}).catch(() => 0),
      ]).then(() => told);
    </script>"""
    server = HTTPServer(("127.0.0.1", 0), _Evil)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    before = desk.file().read_bytes()
    context = browser.new_context()
    try:
        page = context.new_page()
        page.goto(f"http://localhost:{server.server_port}/")
        page.wait_for_timeout(300)
        assert page.evaluate("window.done") == []
        assert [frame.evaluate("document.querySelectorAll('#app').length") for frame in page.frames[1:]] == [0]
    finally:
        context.close()
        server.shutdown()
        thread.join()
        server.server_close()
    assert desk.file().read_bytes() == before


def test_the_key_leaves_the_address_and_a_page_without_it_says_what_to_do(desk: Running, browser: Browser) -> None:
    context = browser.new_context(locale="en-HK")
    try:
        page = context.new_page()
        page.goto(desk.address)
        page.locator(".releases li").first.wait_for()
        assert desk.key not in page.url
        page.reload()
        page.locator(".releases li").first.wait_for()
        stranger = context.new_page()
        stranger.goto(desk.origin)
        stranger.get_by_text("This page was not opened by the desk").wait_for()
    finally:
        context.close()


def test_only_this_user_learns_the_address(desk: Running) -> None:
    told = desk.root / ".hkpress" / "desk.json"
    assert told.stat().st_mode & 0o077 == 0
    assert json.loads(told.read_text())["key"] == desk.key
    assert (desk.root / ".hkpress" / ".gitignore").read_text() == "*\n"


def test_only_this_machine_is_listened_to(desk: Running) -> None:
    port = int(desk.origin.rsplit(":", 1)[1])
    table = Path("/proc/net/tcp")
    if not table.exists() or os.name != "posix":
        pytest.skip("no /proc/net/tcp here")
    hexed = f":{port:04X}"
    own = [line.split()[1] for line in table.read_text().splitlines()[1:] if line.split()[1].endswith(hexed)]
    assert own
    assert all(each.startswith("0100007F:") for each in own)
