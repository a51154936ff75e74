"""Lets only the page that this desk opened speak to it. Any web page in the same browser can send requests to this
machine. So the address must be exactly ours (a foreign name could lead here), and so must the sender; every request
that reads or changes anything needs the key.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

KEY_HEADER = b"x-hkpress-key"
MAX_BODY = 2 << 20
MAX_PHOTO = 64 << 20

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' blob:; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
PAPER_CSP = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'"
)
"""The policy for the frame with the finished page: it has its own styles, runs nothing and fetches nothing."""
SITE_CSP = (
    "sandbox allow-same-origin allow-popups; default-src 'none'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""The policy for the newsroom preview: its pages may link to each other, and no script runs."""

_HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"cache-control": b"no-store",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-resource-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
    b"content-security-policy": CSP.encode(),
}


@dataclass(frozen=True)
class Key:
    """The secret of one run of the desk."""

    secret: str

    @classmethod
    def new(cls) -> Key:
        return cls(secrets.token_urlsafe(24))

    def fits(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self.secret.encode())

    def ticket(self, path: str) -> str:
        """The ticket for one file. It can be in an address: it reveals nothing about the key."""
        return hmac.new(self.secret.encode(), path.encode(), hashlib.sha256).hexdigest()[:32]

    def admits(self, ticket: str, path: str) -> bool:
        return hmac.compare_digest(ticket.encode(), self.ticket(path).encode())


class TooLarge(Exception):  # noqa: N818 (what it is)
    """The body of a request is too long."""


@dataclass(frozen=True)
class Guard:
    """Refuses every request that is not from the desk's own page, before anything else reads it."""

    app: App
    key: Key
    port: int

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return await self.app(scope, receive, send)
        if scope["type"] != "http":
            return await _refuse(send, 403, "the desk speaks HTTP only")
        headers = dict(scope["headers"])
        problem = self._problem(scope, headers)
        if problem:
            return await _refuse(send, *problem)
        limit = MAX_PHOTO if scope["path"].endswith(("/photos", "/import", "/returned")) else MAX_BODY
        if not headers.get(b"content-length", b"0").isdigit() or int(headers.get(b"content-length", b"0")) > limit:
            return await _refuse(send, 413, "this is too large")
        return await self.app(scope, _limited(receive, limit), _shielded(send))

    def _problem(self, scope: Message, headers: dict[bytes, bytes]) -> tuple[int, str] | None:
        names = [f"{name}:{self.port}" for name in ("127.0.0.1", "localhost")]
        if [name for name, _ in scope["headers"]].count(b"host") != 1 or headers[b"host"].decode(
            "latin-1"
        ) not in names:
            return 421, "this is not the address of the desk"
        origin = headers.get(b"origin")
        if origin is not None and origin != b"http://" + headers[b"host"]:
            return 403, "another page may not use the desk"
        if headers.get(b"sec-fetch-site", b"none") not in (b"same-origin", b"none"):
            return 403, "another page may not use the desk"
        if scope["path"].startswith("/api/") and not self.key.fits(headers.get(KEY_HEADER, b"").decode("latin-1")):
            return 403, "the key is missing: open the desk with the address that `hkpress desk` prints"
        return None


def _limited(receive: Receive, limit: int) -> Receive:
    taken = 0

    async def limited() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > limit:
            raise TooLarge
        return message

    return limited


def _shielded(send: Send) -> Send:
    """Adds the headers that every answer needs. An answer's own policy overrides the general one."""

    async def shielded(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = {name.lower() for name, _ in message["headers"]}
            message["headers"] = [*message["headers"], *(pair for pair in _HEADERS.items() if pair[0] not in own)]
        await send(message)

    return shielded


async def _refuse(send: Send, status: int, reason: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), *_HEADERS.items()]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": reason.encode()})
