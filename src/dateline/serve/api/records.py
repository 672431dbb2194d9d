"""Incidents, events and documents: pages with a `next`, or all of them in another format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

import msgspec
import pyarrow as pa
from fastapi import APIRouter, Request
from starlette.responses import Response

from dateline.errors import NotFoundError
from dateline.serve.api import formats
from dateline.serve.api.asking import MOST, PAGE, Ask, ask, described, linked
from dateline.serve.asked import chosen
from dateline.serve.state import State
from dateline.store import Hit, Query
from dateline.store.analytic.rows import COLUMNS, Article, Row
from dateline.store.columns import SCHEMAS, document_rows, event_rows

_AS = ("as", "json, jsonl, csv or arrow; the Accept header says the same")
_COLUMNS = ("columns", f"only these of a row, with commas between: {', '.join(COLUMNS)}")
_BATCH = 5_000


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Some of what answers: `count` of it all, `next` where there is more."""

    data: Sequence[Any]
    count: int
    truncated: bool
    next: str | None
    query: str
    generation: int | None = None
    why: str = ""  # where nothing answers


def router(state: State) -> APIRouter:
    """The routes."""
    routes = APIRouter()

    @routes.get(
        "/incidents",
        openapi_extra=described(_AS, _COLUMNS),
        responses=formats.EVERY,
        summary="Incidents that answer a query",
    )
    def incidents(request: Request) -> Response:
        asked = ask(request.url.query)
        format_ = formats.wanted(request, asked.about.get("as", ""))
        columns = chosen(asked.about.get("columns", "")) or COLUMNS
        if format_ == "json":
            return _incidents(state, asked, columns)
        return _all_incidents(state, asked.query, format_, columns)

    @routes.get("/incidents/{id}", summary="One incident as a row, with its reports")
    def incident(id: str) -> Response:  # noqa: A002 - the path calls it so
        analytic = state.analytic()
        found = analytic.page(Query(incident=(id,)))
        if not found:
            raise NotFoundError(f"there is no incident '{id}'.", "", "GET /api/v1/incidents lists them.")
        return formats.reply({"data": found[0], "reports": analytic.documents(Query(incident=(id,)))})

    @routes.get(
        "/events",
        openapi_extra=described(_AS),
        responses=formats.EVERY,
        summary="Records of single reports that answer a query",
    )
    def events(request: Request) -> Response:
        asked = ask(request.url.query)
        format_ = formats.wanted(request, asked.about.get("as", ""))
        return _all_events(state, asked.query, format_) if format_ != "json" else _events(state, asked)

    @routes.get(
        "/documents",
        openapi_extra=described(_AS),
        responses=formats.EVERY,
        summary="Reports that tell of the incidents asked for",
    )
    def documents(request: Request) -> Response:
        asked = ask(request.url.query)
        format_ = formats.wanted(request, asked.about.get("as", ""))
        return _all_documents(state, asked.query, format_) if format_ != "json" else _documents(state, asked)

    @routes.get("/documents/{id}", summary="One report with its text")
    def document(id: str) -> Response:  # noqa: A002 - the path calls it so
        with state.store() as store:
            return formats.reply({"data": store.document(id)})

    return routes


def _page(path: str, asked: Ask, found: Sequence[Any], count: int, generation: int | None = None) -> Response:
    """One page of JSON; one record more than is shown has been fetched to see whether there is a next one."""
    size = asked.number("limit", PAGE, MOST)
    shown, more = found[:size], len(found) > size
    last = _id(shown[-1]) if more else ""
    query = msgspec.structs.replace(asked.query, cursor=last, limit=size)
    return formats.reply(
        Page(
            data=shown, count=count, truncated=more, next=linked(path, query, asked.about) if more else None,
            query=str(asked.query), generation=generation,
            why="" if count else "Nothing in this store answers the query.",
        )
    )  # fmt: skip


def _id(record: Any) -> str:
    found: str = record["id"] if isinstance(record, dict) else record.id
    return found


def _more(asked: Ask) -> Query:
    return asked.query.limited(asked.number("limit", PAGE, MOST) + 1)


def _incidents(state: State, asked: Ask, columns: Sequence[str]) -> Response:
    analytic = state.analytic()
    found, number = [_some(row, ("id", *columns)) for row in analytic.page(_more(asked))], analytic.number(asked.query)
    return _page("/api/v1/incidents", asked, found, number, analytic.generation.number)


def _all_incidents(state: State, query: Query, format_: formats.Format, columns: Sequence[str]) -> Response:
    analytic = state.analytic()
    if format_ == "arrow":
        batches = (batch.select(list(columns)) for batch in analytic.table(query))
        first = next(batches, None)
        return formats.arrow(first.schema, chain((first,), batches)) if first else formats.arrow(pa.schema([]), ())
    analytic.page(query.limited(1))  # a wrong cursor is told before the answer begins
    return formats.stream(format_, (_some(row, columns) for row in analytic.every(query)), columns)


def _some(row: Row, columns: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in columns}


def _plain(row: Article) -> dict[str, Any]:
    return msgspec.structs.asdict(row)


def _events(state: State, asked: Ask) -> Response:
    with state.store() as store:
        found = [_event(hit) for hit in store.hits(_more(asked))]
        return _page("/api/v1/events", asked, found, store.count(asked.query))


def _event(hit: Hit) -> dict[str, Any]:
    return hit.event.to_dict() | {"evidence": hit.sentence, "publisher": hit.document.publisher}


def _all_events(state: State, query: Query, format_: formats.Format) -> Response:
    with state.store() as store:
        store.hits(query)  # a wrong cursor is told before the answer begins
    if format_ == "jsonl":
        return formats.stream(format_, (_event(hit) for hit in _hits(state, query)), ())
    rows = (row for hit in _hits(state, query) for row in event_rows(hit.event, hit.document))
    schema = SCHEMAS["events"]
    return formats.arrow(schema, _batches(rows, schema)) if format_ == "arrow" else formats.stream(
        format_, rows, schema.names
    )  # fmt: skip


def _hits(state: State, query: Query) -> Iterator[Hit]:
    with state.store() as store:
        yield from store.hits(query)


def _batches(rows: Iterator[dict[str, Any]], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    some: list[dict[str, Any]] = []
    for row in rows:
        some.append(row)
        if len(some) == _BATCH:
            yield pa.RecordBatch.from_pylist(some, schema=schema)
            some = []
    yield pa.RecordBatch.from_pylist(some, schema=schema)


def _documents(state: State, asked: Ask) -> Response:
    analytic = state.analytic()
    number = len(analytic.documents(asked.query.limited(None).without("cursor")))
    return _page("/api/v1/documents", asked, analytic.documents(_more(asked)), number, analytic.generation.number)


def _all_documents(state: State, query: Query, format_: formats.Format) -> Response:
    if format_ != "arrow":
        rows = (_plain(article) for article in state.analytic().documents(query))
        return formats.stream(format_, rows, Article.__struct_fields__)
    ids = [article.id for article in state.analytic().documents(query)]
    schema = SCHEMAS["documents"]
    return formats.arrow(schema, _batches(_full(state, ids), schema))


def _full(state: State, ids: list[str]) -> Iterator[dict[str, Any]]:
    with state.store() as store:
        for id_ in ids:
            yield from document_rows(store.document(id_))
