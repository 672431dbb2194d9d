"""Saved views, and what is new in them or in the answer to any other question since an earlier version."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from dateline.errors import UsageError
from dateline.run.whats_new import news
from dateline.serve.api import formats
from dateline.serve.api.asking import Ask, ask, described
from dateline.serve.state import State
from dateline.store import Query, Store
from dateline.store.saved_views import view, views

_VIEW = ("view", "the name of a saved view; its query takes the place of the one in the address")
_SINCE = ("since_version", "number of an earlier version of the data; default: when the view was last marked as read")


def router(state: State) -> APIRouter:
    """The routes."""
    routes = APIRouter()

    @routes.get("/views", summary="Saved views, and up to which version each was read")
    def saved() -> Response:
        with state.store() as store:
            return formats.reply({"data": views(store.connection)})

    @routes.get("/news", openapi_extra=described(_VIEW, _SINCE), summary="What is new, changed, newly denied, gone")
    def news_(request: Request) -> Response:
        asked = ask(request.url.query)
        with state.store() as store:
            query, since = _of(store, asked)
            return formats.reply({"data": news(store, state.shelf.earlier(since), state.analytic(), query)})

    return routes


def _of(store: Store, asked: Ask) -> tuple[Query, int]:
    """The query, and the version from which its news count; raises NotFoundError, UsageError."""
    held = view(store.connection, asked.about["view"]) if "view" in asked.about else None
    since = asked.about.get("since_version", str(held.seen) if held else "")
    if not since.isdecimal() or len(since) > 9:
        raise UsageError(f"'{since}' is no version of the data.", "since_version", "GET /api/v1/versions lists them.")
    return held.asked if held else asked.query, int(since)
