"""Records in the format that the caller asks for: JSON pages, or everything as JSON Lines, CSV or Arrow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

import msgspec
import pyarrow as pa
from fastapi import Request
from starlette.responses import Response, StreamingResponse

from dateline.errors import UsageError, did_you_mean
from dateline.export.lines import arrow_pieces, csv_pieces, json_pieces

Format = Literal["json", "jsonl", "csv", "arrow"]
TYPES: dict[Format, str] = {
    "json": "application/json",
    "jsonl": "application/x-ndjson",
    "csv": "text/csv; charset=utf-8",
    "arrow": "application/vnd.apache.arrow.stream",
}
_MISTAKE = {
    "type": "object",
    "properties": {"error": {"type": "string"}, "hint": {"type": "string"}},
    "required": ["error"],
}
_TOLD = {
    400: "the question cannot be asked so",
    404: "there is no such thing, or no such data yet",
    405: "that cannot be done with it",
    501: "a part of Dateline that it needs is not installed",
    503: "the store is busy",
}
# For OpenAPI: how every route tells of mistakes, and what those answer with that know all formats.
MISTAKES: dict[int | str, dict[str, Any]] = {
    status: {"description": what, "content": {TYPES["json"]: {"schema": _MISTAKE}}} for status, what in _TOLD.items()
}
EVERY: dict[int | str, dict[str, Any]] = {200: {"content": {type_.partition(";")[0]: {} for type_ in TYPES.values()}}}


def wanted(request: Request, named: str = "") -> Format:
    """The format: what `as` names, else the first known one that Accept lists, else JSON; raises UsageError."""
    for name in TYPES:
        if name == named:
            return name
    if named:
        raise UsageError(f"there is no format '{named}'.", "as", did_you_mean(named, TYPES))
    for part in request.headers.get("accept", "").split(","):
        kind = part.partition(";")[0].strip().lower()
        for name, type_ in TYPES.items():
            if kind == type_.partition(";")[0]:
                return name
    return "json"


def reply(told: Any, status: int = 200) -> Response:
    """Any records as JSON."""
    return Response(msgspec.json.encode(told), status, media_type=TYPES["json"])


def stream(format_: Format, rows: Iterable[dict[str, Any]], columns: Iterable[str]) -> Response:
    """Rows as JSON Lines or CSV, while they come."""
    names = list(columns)
    pieces = csv_pieces(([row.get(n) for n in names] for row in rows), names) if format_ == "csv" else json_pieces(rows)
    return StreamingResponse((some for some, _ in pieces), media_type=TYPES[format_])


def arrow(schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> Response:
    """Record batches as an Arrow stream."""
    return StreamingResponse((some for some, _ in arrow_pieces(schema, batches)), media_type=TYPES["arrow"])
