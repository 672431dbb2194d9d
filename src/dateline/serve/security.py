"""What every answer carries and every request must pass, before any page sees it.

A page runs no script and no style but our own files and loads nothing from elsewhere. Without a token only this
machine's names are answered (a site that rebinds its name to 127.0.0.1 sends another Host); with one, every request
must bring it. A request that writes must bring the key that our own pages hold, which no other site can read.
"""

from __future__ import annotations

import hmac
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode, urlsplit

import msgspec
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = ("127.0.0.1", "localhost", "::1")
KEY_HEADER = "x-dateline-key"
KEY_PARAMETER = "key"
TOKEN_COOKIE = "dateline_token"  # noqa: S105 - the name of a cookie, not a secret
TOKEN_PARAMETER = "token"  # noqa: S105
_READING = ("GET", "HEAD", "OPTIONS")

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class Rules(msgspec.Struct, frozen=True):
    """`token` opens the pages ("" where none is demanded), `key` allows to write."""

    token: str
    key: str

    def refusal(self, scope: Scope) -> Response | None:
        """The answer to a request that may not pass, None to one that may."""
        headers, query = Headers(scope=scope), dict(parse_qsl(scope["query_string"].decode("latin-1")))
        if self.token:
            return self._unknown(scope, headers, query) or self._not_ours(scope, headers, query)
        if _host(headers.get("host", "")) not in LOOPBACK:
            return _refuse(421, "This server answers to 127.0.0.1 and localhost only; start it with --host for others.")
        return self._not_ours(scope, headers, query)

    def _unknown(self, scope: Scope, headers: Headers, query: dict[str, str]) -> Response | None:
        if _same(_bearer(headers), self.token) or _same(_cookie(headers), self.token):
            return None
        if scope["method"] == "GET" and _same(query.pop(TOKEN_PARAMETER, ""), self.token):
            return self._remember(scope, query)
        return _refuse(401, "This server demands its token: open the address that dateline serve printed.")

    def _remember(self, scope: Scope, query: dict[str, str]) -> Response:
        """The same page without the token in its address, which would stay in the browser's history."""
        answer = RedirectResponse(_path(scope) + (f"?{urlencode(query)}" if query else ""), 303)
        answer.set_cookie(TOKEN_COOKIE, self.token, httponly=True, samesite="strict")
        return answer

    def _not_ours(self, scope: Scope, headers: Headers, query: dict[str, str]) -> Response | None:
        if scope["method"] in _READING:
            return None
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return _refuse(403, "Another site may not write here.")
        if _same(headers.get(KEY_HEADER, "") or query.get(KEY_PARAMETER, ""), self.key):
            return None
        return _refuse(403, "This request may not write: it does not come from a page of this server. Reload the page.")


class Guard:
    """ASGI middleware: refuses what the rules refuse, and puts the protective headers on every answer."""

    def __init__(self, app: ASGIApp, rules: Rules) -> None:
        self.app = app
        self.rules = rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await (self.rules.refusal(scope) or self.app)(scope, receive, protected)


def _path(scope: Scope) -> str:
    """The path within this server: `//elsewhere` would lead away from it."""
    path: str = scope["path"]
    return "/" + path.lstrip("/\\")


def _host(header: str) -> str:
    """The name in a Host header, without the port."""
    try:
        return urlsplit(f"//{header}").hostname or ""
    except ValueError:
        return ""


def _bearer(headers: Headers) -> str:
    scheme, _, value = headers.get("authorization", "").partition(" ")
    return value.strip() if scheme.lower() == "bearer" else ""


def _cookie(headers: Headers) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(TOKEN_COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode(), wanted.encode())


def _refuse(status: int, why: str) -> Response:
    return PlainTextResponse(why + "\n", status)
