"""What became of the incidents between two generations of a store."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import msgspec
import pyarrow.parquet as pq

from dateline.errors import NotFoundError
from dateline.fuse.settle import changes
from dateline.model import Change, EventId, IncidentId
from dateline.store.generation import FOLDER

FACTS = (
    *("type", "mode", "status", "first", "last", "place_name", "country", "actors", "recipients"),
    *("killed_low", "killed_best", "killed_high", "injured_low", "injured_best", "injured_high"),
    *("reports", "independent", "disputed"),
)


class Altered(msgspec.Struct, frozen=True):
    """A fact of an incident that is in both generations, and reads differently."""

    incident: IncidentId
    fact: str
    old: Any
    new: Any


class Difference(msgspec.Struct, frozen=True):
    """All that changed from one generation to another."""

    old: int
    new: int
    changes: tuple[Change, ...]
    altered: tuple[Altered, ...]


def differences(folder: Path, old: int, new: int) -> Difference:
    """From generation `old` to generation `new`; raises NotFoundError."""
    before, after = _membership(folder, old), _membership(folder, new)
    groups: defaultdict[IncidentId, list[EventId]] = defaultdict(list)
    for event, incident in after.items():
        groups[incident].append(event)
    names = sorted(groups)
    changed = changes([sorted(groups[name]) for name in names], names, before)
    altered = _altered(_rows(folder, old), _rows(folder, new))
    return Difference(old, new, tuple(changed), tuple(altered))


def _altered(before: dict[str, dict[str, Any]], after: dict[str, dict[str, Any]]) -> list[Altered]:
    return [
        Altered(IncidentId(id_), fact, before[id_][fact], row[fact])
        for id_, row in after.items()
        if id_ in before
        for fact in FACTS
        if before[id_][fact] != row[fact]
    ]


def _membership(folder: Path, number: int) -> dict[EventId, IncidentId]:
    found = _read(folder, number, "events", ["id", "incident"])
    return {EventId(row["id"]): IncidentId(row["incident"]) for row in found}


def _rows(folder: Path, number: int) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in _read(folder, number, "incidents", ["id", *FACTS])}


def _read(folder: Path, number: int, table: str, columns: list[str]) -> list[dict[str, Any]]:
    path = folder / FOLDER / str(number) / f"{table}.parquet"
    if not path.is_file():
        what = f"generation {number} has no table '{table}'."
        raise NotFoundError(what, str(folder / FOLDER), "The folders there are numbered; build to make a new one.")
    rows: list[dict[str, Any]] = pq.read_table(path, columns=columns).to_pylist()
    return rows
