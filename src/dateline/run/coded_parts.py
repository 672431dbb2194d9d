"""Coded parts: the records of one partition as Parquet, in a folder of their own on any filesystem.

    PARTS/KEY/documents.parquet, events.parquet, issues.parquet, manifest.json

The columns are those of a generation (`store.columns`), with the whole record as JSON and the position of the document
in its partition. The manifest is written last: a folder without one that can be read is of a worker that died, and is
written again. The same partition and coder give the same tables, byte for byte.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import fs

from dateline.errors import DataError
from dateline.model import Document, Event, Issue
from dateline.run.workers import Work
from dateline.store.columns import SCHEMAS, Row, document_rows, event_rows
from dateline.store.generation import MANIFEST, ROWS, Table

_POSITION, _RECORD = pa.field("position", pa.int64()), pa.field("record", pa.string())
_TEXTS = ("stage", "where", "reason", "hint", "document")
TABLES = {
    "documents": pa.schema([_POSITION, *SCHEMAS["documents"], _RECORD]),
    "events": pa.schema([_POSITION, *SCHEMAS["events"], _RECORD]),
    "issues": pa.schema([_POSITION, *((name, pa.string()) for name in _TEXTS), ("fatal", pa.bool_())]),
}


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """What a part holds: of which file, coded by whom, its tables; seconds by stage, over all its processes."""

    where: str
    key: str
    coder: str
    tables: dict[str, Table]
    seconds: dict[str, float] = {}


class PartWriter:
    """The tables of a part while they are written, into a folder of this machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._writers = {name: pq.ParquetWriter(_file(folder, name), schema, compression="zstd")
                         for name, schema in TABLES.items()}  # fmt: skip
        self._rows: dict[str, list[Row]] = {name: [] for name in TABLES}
        self._written = dict.fromkeys(TABLES, 0)

    def add(self, position: int, document: Document, work: Work) -> None:
        """A document with its records, or why it has none."""
        if work.refused:
            self.note(work.refused)
            return
        for row in document_rows(document):
            self._put("documents", row | {"position": position, "record": _json(_bare(document))})
        for event in work.events:
            for row in event_rows(event, document):
                self._put("events", row | {"position": position, "record": _json(event)})
        for issue in work.issues:
            self.note(issue, position)

    def note(self, issue: Issue, position: int | None = None) -> None:
        """What could not be done; `position` is that of the document that it cost nothing but a part."""
        self._put("issues", msgspec.structs.asdict(issue) | {"position": position})

    def close(self) -> dict[str, Table]:
        """Write what is left; what each table holds."""
        for name, writer in self._writers.items():
            self._flush(name)
            writer.close()
        local = fs.LocalFileSystem()
        return {name: Table(rows, _sha256(local, _file(self._folder, name))) for name, rows in self._written.items()}

    def _put(self, name: str, row: Row) -> None:
        self._rows[name].append(row)
        if len(self._rows[name]) == ROWS:
            self._flush(name)

    def _flush(self, name: str) -> None:
        rows = self._rows[name]
        if rows:
            self._writers[name].write_table(pa.Table.from_pylist(rows, schema=TABLES[name]))
        self._written[name] += len(rows)
        rows.clear()


def keep(folder: Path, part: Part, system: fs.FileSystem, home: str) -> None:
    """Put the tables of a folder of this machine where the part belongs, and the manifest last; raises OSError."""
    target = f"{home}/{part.key}"
    system.create_dir(target)
    local = fs.LocalFileSystem()
    for name in part.tables:
        source, to = _file(folder, name), _file(target, name)
        fs.copy_files(source, to, source_filesystem=local, destination_filesystem=system)
    write_json(part, system, f"{target}/{MANIFEST}")


def finished(system: fs.FileSystem, home: str, key: str) -> Part | None:
    """The part, None where its partition was not coded to the end."""
    try:
        with system.open_input_stream(f"{home}/{key}/{MANIFEST}") as stream:
            return msgspec.json.decode(stream.read(), type=Part)
    except (FileNotFoundError, msgspec.DecodeError):
        return None


def records(part: Part, system: fs.FileSystem, home: str) -> Iterator[Issue | tuple[Document, Work]]:
    """Every document of a part with its records, in order, after what could not be read; raises DataError."""
    _check(part, system, f"{home}/{part.key}")
    folder = f"{home}/{part.key}"
    yield from (_issue(row) for row in _rows(system, folder, "issues") if row["position"] is None)
    events, issues = (_Beside(_rows(system, folder, name)) for name in ("events", "issues"))
    for row in _rows(system, folder, "documents"):
        position = row["position"]
        found = tuple(msgspec.json.decode(event["record"], type=Event) for event in events.at(position))
        told = tuple(_issue(issue) for issue in issues.at(position))
        yield _document(row), Work(events=found, issues=told)


def write_json(record: msgspec.Struct, system: fs.FileSystem, path: str) -> None:
    """A record as a file."""
    with system.open_output_stream(path) as stream:
        stream.write(msgspec.json.format(msgspec.json.encode(record)) + b"\n")


class _Beside:
    """Rows that go with documents, asked for in the order of the documents."""

    def __init__(self, rows: Iterable[Row]) -> None:
        told = (row for row in rows if row["position"] is not None)
        self._groups = groupby(told, key=itemgetter("position"))
        self._position: int | None = None
        self._next()

    def at(self, position: int) -> list[Row]:
        """Those of one document."""
        if self._position != position:
            return []
        rows = self._rows
        self._next()
        return rows

    def _next(self) -> None:
        self._position, rows = next(self._groups, (None, iter(())))
        self._rows = list(rows)


def _rows(system: fs.FileSystem, folder: str, name: str) -> Iterator[dict[str, Any]]:
    """The rows of a table, without the columns that the record holds anyway."""
    columns = {"documents": ["position", "text", "record"], "events": ["position", "record"]}.get(name)
    with system.open_input_file(_file(folder, name)) as file:
        for batch in pq.ParquetFile(file).iter_batches(batch_size=256, columns=columns):
            yield from batch.to_pylist()


def _check(part: Part, system: fs.FileSystem, folder: str) -> None:
    for name, table in part.tables.items():
        path = _file(folder, name)
        try:
            whole = _sha256(system, path) == table.sha256
        except FileNotFoundError:
            whole = False
        if not whole:
            hint = f"Delete {folder}, then run the same build again."
            raise DataError("the file is missing, or not what was written.", path, hint)


def _sha256(system: fs.FileSystem, path: str) -> str:
    with system.open_input_stream(path) as stream:
        digest = hashlib.sha256()
        while data := stream.read(1 << 20):
            digest.update(data)
        return digest.hexdigest()


def _file(folder: Path | str, name: str) -> str:
    return f"{folder}/{name}.parquet"


def _bare(document: Document) -> Document:
    return msgspec.structs.replace(document, text="")  # the text has its own column


def _document(row: Row) -> Document:
    return msgspec.structs.replace(msgspec.json.decode(row["record"], type=Document), text=row["text"])


def _issue(row: Row) -> Issue:
    return msgspec.convert({name: value for name, value in row.items() if name != "position"}, Issue)


def _json(record: msgspec.Struct) -> str:
    return msgspec.json.encode(record).decode()
