"""Actors: a list of them, one with its names, roles and relations, and two with what passes between them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dateline.knowledge import memberships
from dateline.resolve.lists import NOBODY, THIRD
from dateline.resolve.phrase import PLURAL, SINGLE
from dateline.serve import known, words
from dateline.serve.asked import Asked
from dateline.serve.draw import ego, mirror
from dateline.serve.state import State
from dateline.store import Query
from dateline.store.analytic import Analytic
from dateline.store.analytic.filters import EXACT
from dateline.store.analytic.measures import Frame
from dateline.store.analytic.people import Actor

SHOWN = 100
_ROWS = 12
_POINTING = THIRD | NOBODY | SINGLE | PLURAL | {"a", "an"}  # pronouns and articles
_MONTHS = Frame(first="0001-01-01", last="9999-12-31", grain="month")


def router(state: State) -> APIRouter:
    """The routes."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/actors", response_class=HTMLResponse)
    def actors(named: str = "") -> HTMLResponse:
        found = state.analytic().actors(Query(), " ".join(named.split()), SHOWN)
        return state.page("actors.html", screen="actor", actors=found, named=named, country=known.country, words=words)

    @routes.get("/actor/{key:path}", response_class=HTMLResponse)
    def actor(key: str) -> HTMLResponse:
        analytic = state.analytic()
        found = analytic.actor(Query(), key)
        return state.page("actor.html", screen="actor", **_actor(analytic, found))

    @routes.get("/dyad/{by}/{to}", response_class=HTMLResponse)
    def dyad(request: Request, by: str, to: str) -> HTMLResponse:
        asked = Asked.of(request.url.query)
        return state.page("dyad.html", screen="actor", **_dyad(state.analytic(), asked, by, to))

    return routes


def _actor(analytic: Analytic, found: Actor) -> dict[str, Any]:
    exact = f"{EXACT}{found.key}"
    pairs = analytic.surroundings(Query(), found.key)
    acts, suffers, says = Query(actor=(exact,)), Query(recipient=(exact,)), Query(source=(exact,))
    return {
        "actor": found,
        "entity": known.entity(found.entity),
        "country": known.country(found.country),
        "above": memberships.above(found.entity or ""),
        "below": memberships.below(found.entity or ""),
        "spellings": _naming(analytic.spellings(found.key)),
        "sides": (("does", found.does, acts), ("receives", found.receives, suffers), ("says", found.says, says)),
        "types": {side: analytic.facet(query, "type", 6) for side, query in (("does", acts), ("receives", suffers))},
        "standings": {side: analytic.facet(query, "standing", 7) for side, query in (("does", acts), ("says", says))},
        "countries": analytic.facet(acts, "country", 6),
        "publishers": analytic.facet(acts, "publisher", 6),
        "latest": analytic.page(msgspec.structs.replace(acts, order="-date", limit=_ROWS)),
        "ego": found.key,
        "ego_name": found.name,
        "around": ego.around(found.key, pairs),
        "words": words,
        "country_name": known.country,
    }


def _naming(spellings: Iterable[str]) -> list[str]:
    """The spellings that name somebody. "Us" is a pronoun, "US" in capitals is not."""
    return [text for text in spellings if text.lower() not in _POINTING or (text.isupper() and len(text) > 1)]


def _dyad(analytic: Analytic, asked: Asked, by: str, to: str) -> dict[str, Any]:
    both = {name: analytic.actor(Query(), key) for name, key in (("by", by), ("to", to))}
    there, back = (analytic.tally(_between(asked.query, *pair), "quad", _MONTHS) for pair in ((by, to), (to, by)))
    query, reverse = (_between(Query(order="-date", limit=_ROWS), *pair) for pair in ((by, to), (to, by)))
    return {
        **both,
        "asked": asked,
        "chart": mirror.mirrored(there, back),
        "there": (query, analytic.counts(query), analytic.page(query)),
        "back": (reverse, analytic.counts(reverse), analytic.page(reverse)),
        "words": words,
    }


def _between(query: Query, by: str, to: str) -> Query:
    return msgspec.structs.replace(query, actor=(f"{EXACT}{by}",), recipient=(f"{EXACT}{to}",))
