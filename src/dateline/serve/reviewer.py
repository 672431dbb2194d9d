"""Who writes: the name that this browser gave, else that of the account."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote, unquote

from fastapi import Cookie
from starlette.responses import Response

from dateline.serve.state import State
from dateline.store.reviews import Author, account

COOKIE = "dateline_by"
_YEAR = 31_536_000  # seconds
Name = Annotated[str, Cookie(alias=COOKIE)]


def author(state: State, name: str) -> Author:
    """Who writes, now."""
    return Author(called(name), state.clock().isoformat(timespec="microseconds"))


def called(name: str) -> str:
    """The name in the cookie, as it was typed; that of the account where there is none."""
    return unquote(name) if name else account()


def remember(answer: Response, name: str) -> None:
    """Keep a name in this browser."""
    answer.set_cookie(COOKIE, quote(name.strip()), max_age=_YEAR, httponly=True, samesite="strict")
