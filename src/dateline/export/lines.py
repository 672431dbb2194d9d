"""Rows as bytes, some at a time: CSV, tab-separated values, JSON Lines, Arrow streams, Parquet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from dateline.export.layout import Piece
from dateline.shown import cell, line

T = TypeVar("T")
APART = "; "  # between several values in one cell
_LINES = 1_000  # in a piece
_GROUP = 5_000  # of a Parquet file's row groups: what is held in memory


def in_some(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    """The rows in lists of that size; the last one may be shorter."""
    left = iter(rows)
    while some := list(islice(left, size)):
        yield some


def plain(value: Any) -> Any:
    """What stands in one cell of a text file: several values joined, nothing that a spreadsheet would run."""
    return cell(APART.join(map(str, value)) if isinstance(value, list | tuple) else value)


def csv_pieces(rows: Iterable[Iterable[Any]], *headers: Iterable[str]) -> Iterator[Piece]:
    """CSV as RFC 4180 has it, with one header line or several."""
    yield _csv(headers), 0
    for some in in_some(rows, _LINES):
        yield _csv([map(plain, row) for row in some]), len(some)


def tsv_pieces(rows: Iterable[Iterable[Any]], *headers: Iterable[str]) -> Iterator[Piece]:
    """Tab-separated values without quotation marks, as GDELT and Dataverse have them: no tab or line feed in a cell."""
    yield "".join(map(_tabbed, headers)).encode(), 0
    for some in in_some(rows, _LINES):
        yield "".join(map(_tabbed, some)).encode(), len(some)


def json_pieces(rows: Iterable[Any]) -> Iterator[Piece]:
    """JSON Lines."""
    encoder = msgspec.json.Encoder()
    for some in in_some(rows, _LINES):
        yield encoder.encode_lines(some), len(some)


def arrow_pieces(schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> Iterator[Piece]:
    """An Arrow stream."""
    sink = _Drain()
    with pa.ipc.new_stream(sink, schema) as writer:
        for batch in batches:
            writer.write_batch(batch)
            yield sink.drained(), batch.num_rows
    yield sink.drained(), 0


def parquet_pieces(schema: pa.Schema, rows: Iterable[dict[str, Any]]) -> Iterator[Piece]:
    """A Parquet file; the same rows give the same bytes."""
    sink = _Drain()
    with pq.ParquetWriter(sink, schema, compression="zstd") as writer:
        for some in in_some(rows, _GROUP):
            writer.write_table(pa.Table.from_pylist(some, schema=schema))
            yield sink.drained(), len(some)
    yield sink.drained(), 0


def _csv(rows: Iterable[Iterable[Any]]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue().encode("utf-8", "replace")


def _tabbed(row: Iterable[Any]) -> str:
    return "\t".join("" if value is None else line(str(plain(value))) for value in row) + "\n"


class _Drain(io.RawIOBase):
    """A file that is emptied as it is written."""

    def __init__(self) -> None:
        super().__init__()
        self._held: list[bytes] = []
        self._at = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def write(self, data: Any, /) -> int:
        some = bytes(data)
        self._held.append(some)
        self._at += len(some)
        return len(some)

    def drained(self) -> bytes:
        """All that was written since the last time."""
        some = b"".join(self._held)
        self._held.clear()
        return some
