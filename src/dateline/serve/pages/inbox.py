"""Inbox: saved views, and what is new, changed or newly denied in each since it was last read."""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from dateline.errors import DatelineError
from dateline.run.whats_new import KINDS, Kind, News, news
from dateline.serve.asked import address
from dateline.serve.reviewer import Name, author
from dateline.serve.state import State
from dateline.serve.words import FACTS, value
from dateline.store import Query, Store
from dateline.store.analytic import Analytic
from dateline.store.reviews import log
from dateline.store.saved_views import View, mark_read, remove, save, view, views
from dateline.store.versions import generations

Text = Annotated[str, Form()]
Number = Annotated[int, Form()]
TITLES: dict[Kind, str] = {
    "denied": "Newly denied or disputed",
    "changed": "Changed",
    "new": "New",
    "reported": "Further reports",
    "left": "No longer here",
}


class Told(NamedTuple):
    """A saved view with its news; `fault` says why there are none to tell."""

    view: View
    url: str
    incidents: int
    news: News | None
    fault: str = ""


def router(state: State) -> APIRouter:
    """The routes."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/inbox", response_class=HTMLResponse)
    def inbox(view: str = "", since: int = 0) -> HTMLResponse:
        with state.store() as store:
            held = [one for one in views(store.connection) if view in ("", one.name)]
            told = [_told(state, store, one, since or one.seen) for one in held]
        about: dict[str, Any] = {"kinds": KINDS, "titles": TITLES, "facts": FACTS, "value": value}
        now = state.analytic().generation.number
        versions = [one.number for one in generations(state.folder)]
        return state.page("inbox.html", screen="inbox", told=told, only=view, now=now, versions=versions, **about)

    @routes.post("/views/save")
    def saved(name: Text, query: Text = "", by: Name = "") -> Response:
        seen = state.analytic().generation.number
        with log(state.folder) as connection:
            made = save(connection, name, Query.parse(query), seen=seen, author=author(state, by))
        return _to(made.name)

    @routes.post("/views/read")
    def read(seen: Number, name: Text = "") -> Response:
        with log(state.folder) as connection:
            for one in [view(connection, name)] if name else views(connection):
                mark_read(connection, one.name, seen)
        return _to(name)

    @routes.post("/views/remove")
    def removed(name: Text) -> Response:
        with log(state.folder) as connection:
            remove(connection, name)
        return _to("")

    return routes


def _told(state: State, store: Store, held: View, since: int) -> Told:
    now = state.analytic()
    try:
        query = held.asked
        found = news(store, state.shelf.earlier(since), now, query)
        return Told(held, address(query.pairs()), _number(now, query), found)
    except DatelineError as fault:  # of this view alone: the others are told
        return Told(held, "", 0, None, str(fault))


def _number(analytic: Analytic, query: Query) -> int:
    return analytic.counts(query).incidents


def _to(name: str) -> RedirectResponse:
    return RedirectResponse(address([("view", name)] if name else [], "/inbox"), 303)
