"""Briefing: what the reports of some days add to the answer to a question; every sentence leads to its evidence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Literal, NamedTuple

import msgspec
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from dateline.analyse import Briefing, Indicator, brief, indicators, render
from dateline.analyse.pdf import can_pdf, pdf
from dateline.serve.asked import address
from dateline.serve.state import State
from dateline.store import Query
from dateline.store.analytic import Analytic
from dateline.store.analytic.rows import Row

Kind = Literal["html", "md", "pdf"]
TYPES: dict[Kind, str] = {"html": "text/html", "md": "text/markdown", "pdf": "application/pdf"}
DAYS = 7  # that are told of where no day is given: to the last article
_CITED = 3
_TALL = 16.0  # of a sparkline
_SIGNS = {"more": "▲", "less": "▼", "as usual": "=", "too few": "·"}


class Compared(NamedTuple):
    """An indicator with some of the incidents that it counts, and its windows as bars (x, y, height)."""

    told: Indicator
    sign: str
    url: str
    base: str
    rows: tuple[Row, ...]
    bars: list[tuple[int, float, float]]


def router(state: State) -> APIRouter:
    """The routes."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/briefing", response_class=HTMLResponse)
    def briefing(request: Request) -> HTMLResponse:
        query, analytic = _asked(state, request), state.analytic()
        made = _made(state, query)
        asked = msgspec.structs.replace(query.without("since", "limit", "order", "cursor"), until=made.until)
        numbers = {one: n for n, one in enumerate(made.citations, 1)}
        about: dict[str, Any] = {
            "made": made, "query": query, "numbers": numbers,
            "cited": lambda sentence: sorted(numbers[one] for one in sentence.citations),
            "render": render, "found": _found, "explore": address(query.pairs()),
            "downloads": [(kind, address(query.pairs(), f"/briefing.{kind}")) for kind in _kinds()],
            "compared": [_compared(analytic, told) for told in indicators(analytic, asked)],
        }  # fmt: skip
        return state.page("briefing.html", screen="inbox", **about)

    @routes.get("/briefing.{kind}")
    def download(request: Request, kind: Kind) -> Response:
        made = _made(state, _asked(state, request))
        name = f'attachment; filename="briefing-{made.since}-{made.until}.{kind}"'
        return Response(_written(made, kind), media_type=TYPES[kind], headers={"content-disposition": name})

    return routes


def _kinds() -> tuple[Kind, ...]:
    """What this machine makes: where it cannot make PDF, the page is printed from the browser."""
    return ("html", "md", "pdf") if can_pdf() else ("html", "md")


def _written(made: Briefing, kind: Kind) -> bytes:
    if kind == "pdf":
        return pdf(made)
    return (render.markdown(made) if kind == "md" else render.html(made)).encode()


def _asked(state: State, request: Request) -> Query:
    """The question, from a day on; raises UsageError."""
    query = Query.from_url("&".join(part for part in request.url.query.split("&") if not part.endswith("=")))
    read = state.analytic().read()
    last = query.until or (read[1] if read else state.clock().date().isoformat())
    since = query.since or (date.fromisoformat(last) - timedelta(DAYS - 1)).isoformat()
    return msgspec.structs.replace(query.without("limit", "order", "cursor"), since=since)


def _made(state: State, query: Query) -> Briefing:
    with state.store() as store:
        return brief(store, state.analytic(), query, query.since, until=query.until)


def _found(written: str) -> str:
    """The address of Explore that shows what a written query finds."""
    return address(Query.parse(written).pairs())


def _compared(analytic: Analytic, told: Indicator) -> Compared:
    pages = (analytic.page(_newest(query)) for query in (told.query, told.base))
    rows = next((page for page in pages if page), ())
    most = max(*told.windows, 1)
    return Compared(told, _SIGNS[told.verdict], _found(told.query), _found(told.base), rows, list(_bars(told, most)))


def _newest(written: str) -> Query:
    return msgspec.structs.replace(Query.parse(written), order="-date", limit=_CITED)


def _bars(told: Indicator, most: int) -> Iterator[tuple[int, float, float]]:
    for n, number in enumerate(told.windows):
        height = round(max(_TALL * number / most, 0.5), 2)
        yield n, round(_TALL - height, 2), height
