"""What the panels of Explore show, as numbers: counts, facets, histogram, map, dyads."""

from __future__ import annotations

from typing import get_args

from fastapi import APIRouter, Request
from starlette.responses import Response

from dateline.errors import UsageError, did_you_mean
from dateline.serve.api import formats
from dateline.serve.api.asking import ask, described, span
from dateline.serve.state import State
from dateline.store import Query
from dateline.store.analytic.facets import FACETS
from dateline.store.analytic.space import WORLD
from dateline.store.analytic.times import Dates

_FACET = ("facet", f"one of {', '.join(FACETS)}; default: all of them")
_DATES = ("dates", "the day that counts: filed (of the act, else of its report), event, report")
_SPAN = ("span", "first and last day of the histogram, with a comma between")
_AT = ("at", "the view: west,south,east,north in degrees")


def router(state: State) -> APIRouter:
    """The routes."""
    routes = APIRouter()

    @routes.get("/counts", openapi_extra=described(), summary="Incidents, reports, independent reports")
    def counts(request: Request) -> Response:
        return formats.reply({"data": state.analytic().counts(ask(request.url.query).query)})

    @routes.get("/facets", openapi_extra=described(_FACET), summary="Values of properties with their incidents")
    def facets(request: Request) -> Response:
        asked, analytic = ask(request.url.query), state.analytic()
        names = _known("facet", asked.about.get("facet", ""), FACETS)
        limit = asked.number("limit", 10, 1_000)
        return formats.reply({"data": {name: analytic.facet(asked.query, name, limit) for name in names}})

    @routes.get("/histogram", openapi_extra=described(_DATES, _SPAN), summary="Incidents over time by standing")
    def histogram(request: Request) -> Response:
        asked, analytic = ask(request.url.query), state.analytic()
        (dates,) = _known("dates", asked.about.get("dates", "filed"), get_args(Dates))
        told = analytic.histogram(asked.query, dates, span(asked.about.get("span", "")))  # type: ignore[arg-type]
        read = analytic.coverage(told.first, told.last, told.grain) if told.first else ()
        return formats.reply({"data": told, "coverage": read})

    @routes.get("/map", openapi_extra=described(_AT), summary="Incidents in space: towns or squares, areas, neither")
    def map_(request: Request) -> Response:
        asked = ask(request.url.query)
        view = Query(box=asked.about.get("at", "")).corners or WORLD
        return formats.reply({"data": state.analytic().map(asked.query, view)})

    @routes.get("/dyads", openapi_extra=described(), summary="Pairs of actors with most incidents")
    def dyads(request: Request) -> Response:
        asked = ask(request.url.query)
        limit = asked.number("limit", 100, 1_000)
        found = state.analytic().dyads(asked.query.limited(None), limit)
        return formats.reply({"data": found, "truncated": len(found) == limit})

    return routes


def _known(key: str, value: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """The value as the one of a closed list, or the whole list for none; raises UsageError."""
    if value and value not in known:
        raise UsageError(f"there is no {key} '{value}'.", "address", did_you_mean(value, known))
    return (value,) if value else known
