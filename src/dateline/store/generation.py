"""Generations: the store's records as immutable Parquet tables, one numbered folder after another.

    generations/current         the number of the newest whole generation
    generations/3/events.parquet, documents.parquet, parties.parquet, attributions.parquet, manifest.json,
                  incidents.parquet and reports.parquet where the records were fused

The same records give the same bytes: rows are sorted by document and position, and nothing in a file tells the time.
A generation is written beside the others and becomes current by renaming one small file, so a reader never sees half of
one. Old ones stay, so that what cited them can still be checked.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from dateline.errors import DataError
from dateline.model import Event, content_hash
from dateline.store.columns import FUSED, SCHEMAS, Row, attribution_rows, document_rows, event_rows, party_rows
from dateline.store.digest import sha256
from dateline.store.query import Query
from dateline.store.schema import VERSION
from dateline.store.store import Hit, Store

FOLDER = "generations"
POINTER = "current"
MANIFEST = "manifest.json"
_SCHEMAS = SCHEMAS | FUSED
REPAIR = "Run the same build again: it writes a new generation from the store."
ROWS = 5_000  # of a row group: what is held in memory


class Table(msgspec.Struct, frozen=True):
    """A file of a generation."""

    rows: int
    sha256: str


class Generation(msgspec.Struct, frozen=True, kw_only=True):
    """What a generation holds; `state` is the hash of the store's state that it was written from.

    `definitions` say what the categories of own codebooks mean, by `codebook.NAME/mode`.
    """

    number: int
    schema: int
    state: str
    coders: tuple[str, ...]
    tables: dict[str, Table]
    definitions: dict[str, str] = {}


def current(folder: Path) -> Generation | None:
    """The generation that readers should use, None where the store has none yet; raises DataError if it is broken."""
    pointer = folder / FOLDER / POINTER
    if not pointer.is_file():
        return None
    manifest = folder / FOLDER / pointer.read_text("utf-8").strip() / MANIFEST
    try:
        return msgspec.json.decode(manifest.read_bytes(), type=Generation)
    except (OSError, msgspec.DecodeError) as fault:
        what = f"the current generation cannot be read ({fault})."
        raise DataError(what, str(manifest), REPAIR) from None


def publish(store: Store, fused: Mapping[str, Iterator[Row]] | None = None) -> Generation:
    """Write the store's records as a new generation, unless the current one holds exactly them and is whole.

    `fused` are the rows of the tables that `columns.FUSED` describes, from whoever fused the records; one table is
    read after another, in the order given.
    """
    standing, state = _standing(store.folder), content_hash(store.state(), store.view(), *sorted(fused or ()))
    if standing and standing.state == state and not any(faults(store.folder)):
        return standing
    home = store.folder / FOLDER
    number = standing.number + 1 if standing else _first(home)
    target, draft = home / str(number), home / f"{number}.draft"
    for leftover in (target, draft):  # of a build that died before it could rename the pointer
        shutil.rmtree(leftover, ignore_errors=True)
    draft.mkdir(parents=True)
    every = {**_tables(store), **(fused or {})}
    tables = {name: _write(draft / f"{name}.parquet", _SCHEMAS[name], rows) for name, rows in every.items()}
    told = (standing.definitions if standing else {}) | store.definitions()
    made = Generation(
        number=number, schema=VERSION, state=state, coders=store.coders(), tables=tables, definitions=told
    )
    (draft / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(made)) + b"\n")
    draft.rename(target)
    _point(home, number)
    return made


def _standing(folder: Path) -> Generation | None:
    """The current generation, None where there is none that can be read."""
    try:
        return current(folder)
    except DataError:
        return None


def _first(home: Path) -> int:
    """The number to begin with; beyond those that stand where the pointer to them was lost, for they are kept."""
    numbers = [int(path.name) for path in home.glob("*") if path.name.isdecimal()]
    return max(numbers) + 1 if len(numbers) > 1 else 1


def faults(folder: Path) -> Iterator[str]:
    """What is wrong with the files of the current generation, one sentence each."""
    standing = current(folder)
    for name, table in standing.tables.items() if standing else ():
        path = folder / FOLDER / str(standing.number if standing else 0) / f"{name}.parquet"
        if not path.is_file():
            yield f"{path}: the file is missing. {REPAIR}"
        elif sha256(path) != table.sha256:
            yield f"{path}: the file is not what was written. {REPAIR}"


def _tables(store: Store) -> dict[str, Iterator[Row]]:
    def hits() -> Iterator[Hit]:
        return store.hits(Query(order="document"))

    return {
        "documents": (row for document in store.documents() for row in document_rows(document)),
        "events": (row for hit in hits() for row in event_rows(hit.event, hit.document, incident_of(store, hit.event))),
        "parties": (row for hit in hits() for row in party_rows(hit.event)),
        "attributions": (row for hit in hits() for row in attribution_rows(hit.event)),
    }


def incident_of(store: Store, event: Event) -> str:
    """The fused incident of an event, its story's where nothing is fused."""
    row = store.connection.execute("SELECT incident FROM membership WHERE event = ?", (event.id,)).fetchone()
    return str(row[0]) if row else event.incident


def _write(path: Path, schema: pa.Schema, rows: Iterator[Row]) -> Table:
    written = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        while batch := list(islice(rows, ROWS)):
            writer.write_table(pa.Table.from_pylist(batch, schema=schema))
            written += len(batch)
    return Table(written, sha256(path))


def _point(home: Path, number: int) -> None:
    draft = home / f"{POINTER}.draft"
    draft.write_text(f"{number}\n", "utf-8")
    draft.replace(home / POINTER)
