"""Explore: one query drives the map, the histogram, the facets and the list."""

from __future__ import annotations

import shlex
from typing import Any

import msgspec
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dateline.serve import known, words
from dateline.serve.asked import Asked, address
from dateline.serve.draw import atlas, bars, ego
from dateline.serve.state import State
from dateline.store.analytic import Analytic
from dateline.store.analytic.facets import FACETS, FacetValue
from dateline.store.analytic.filters import EXACT

LIMIT = 8  # values of a facet that are listed
ALL = 200  # and where all of one are asked for
_NAMES = ("actor", "recipient", "source")


def router(state: State) -> APIRouter:
    """The routes."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/", response_class=HTMLResponse)
    def explore(request: Request) -> HTMLResponse:
        asked, analytic = Asked.of(request.url.query), state.analytic()
        return state.page("explore.html", screen="explore", **_about(asked, analytic, state.folder.name))

    @routes.get("/facet/{name}", response_class=HTMLResponse)
    def facet(request: Request, name: str) -> HTMLResponse:
        asked, analytic = Asked.of(request.url.query), state.analytic()
        values = analytic.facet(asked.query, name if name in FACETS else FACETS[0], ALL)
        about: dict[str, Any] = {"asked": asked, "name": name, "values": _named(analytic, name, values)}
        return state.page("facet.html", screen="explore", definitions=analytic.generation.definitions, **about)

    return routes


def _about(asked: Asked, analytic: Analytic, store: str) -> dict[str, Any]:
    page = analytic.page(asked.page)
    return {
        "asked": asked,
        "counts": analytic.counts(asked.query),
        "generation": analytic.generation,
        "chips": _chips(asked, analytic),
        "facets": _facets(asked, analytic),
        "definitions": analytic.generation.definitions,
        "rows": page,
        "next": asked.having(cursor=page[-1].id) if len(page) == asked.page.limit else "",
        "copies": copies(asked, store),
        "briefing": address(asked.query.without("limit", "order", "cursor").pairs(), "/briefing"),
        "words": words,
        **_times(asked, analytic),
        **_centre(asked, analytic),
    }


def _times(asked: Asked, analytic: Analytic) -> dict[str, Any]:
    told = analytic.histogram(asked.query, asked.dates, asked.days)
    read = analytic.coverage(told.first, told.last, told.grain) if told.first else ()
    return {"histogram": told, "chart": bars.chart(told, read, asked.query.since, asked.query.until)}


def _centre(asked: Asked, analytic: Analytic) -> dict[str, Any]:
    """What the middle of the screen shows, by the chosen view."""
    if asked.view == "map":
        world = analytic.map(asked.query)
        box = atlas.framed(asked.box) if asked.box else atlas.fitting(world.spots)
        told = analytic.map(asked.query, box) if world.binned or asked.box else world
        return {"told": told, "map": atlas.view(told, box), "countries": atlas.countries()}
    if asked.view == "dyads":
        return {"dyads": analytic.dyads(asked.query)}
    return _network(asked, analytic) if asked.view == "network" else {}


def _network(asked: Asked, analytic: Analytic) -> dict[str, Any]:
    """The surroundings of the actor asked for, or of the one that most incidents name."""
    key = asked.ego or analytic.busiest(asked.query)
    pairs = analytic.surroundings(asked.query, key) if key else ()
    name = analytic.names([key]).get(key, key)
    return {"ego": key, "ego_name": name, "pairs": pairs, "around": ego.around(key, pairs), "ego_kind": ego.kind}


def _facets(asked: Asked, analytic: Analytic) -> dict[str, list[tuple[FacetValue, str]]]:
    """Every facet with its values; that of own categories only where there are any."""
    found = {name: analytic.facet(asked.query, name, LIMIT) for name in FACETS}
    if not (found["category"] or analytic.generation.definitions):
        del found["category"]
    return {name: _named(analytic, name, values) for name, values in found.items()}


def _named(analytic: Analytic, name: str, values: tuple[FacetValue, ...]) -> list[tuple[FacetValue, str]]:
    """Facet values with what people read for them."""
    keys = [v.value.removeprefix(EXACT) for v in values if v.state and name in _NAMES]
    names = analytic.names(keys)
    return [(value, _word(name, value.value, names) or value.name) for value in values]


def _word(key: str, value: str, names: dict[str, str]) -> str:
    if key == "standing":
        return words.MARKS[value].word
    if key == "placed":
        return words.PLACED[value]
    if key == "country":
        return known.country(value)
    return names.get(value.removeprefix(EXACT), "") if value.startswith(EXACT) else ""


def _chips(asked: Asked, analytic: Analytic) -> list[dict[str, str]]:
    """What the query asks, one chip a value, each with the address that asks without it."""
    pairs = [(key, value) for key, value in asked.query.pairs() if key not in ("order", "limit", "cursor")]
    names = analytic.names([v.removeprefix(EXACT) for k, v in pairs if k.removeprefix("-") in _NAMES])
    return [
        {
            "key": key,
            "name": "not " * key.startswith("-") + key.removeprefix("-"),
            "value": _word(key.removeprefix("-"), value, names) or value.removeprefix(EXACT),
            "url": asked.dropping(key, value),
        }
        for key, value in pairs
    ]


def copies(asked: Asked, store: str) -> list[tuple[str, str]]:
    """The same question for other ways to ask: the address, the command line, Python, the API."""
    pairs = [pair for pair in asked.query.pairs() if pair[0] not in ("limit", "cursor")]
    columns = [("columns", asked.columns)] if asked.columns else []
    api = address([*pairs, *columns], "/api/v1/incidents")
    quoted = api.replace("'", "%27")
    written = str(msgspec.structs.replace(asked.query, limit=None, cursor=""))
    return [
        ("URL", asked.url),
        ("CLI", f"dateline serve {shlex.quote(store)} --get '{quoted}'"),
        ("Python", f"Analytic.open(Path({store!r})).page(Query.parse({written!r}))"),
        ("API", api),
    ]
