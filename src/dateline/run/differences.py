"""What became of the incidents between two generations of a store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import pyarrow.parquet as pq

from dateline.errors import NotFoundError
from dateline.fuse.settle import changes
from dateline.model import MACHINE, Change, EventId, IncidentId
from dateline.store import Store
from dateline.store import incidents as kept
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
    with Store.open(folder) as store:
        history = [change for change in kept.changes(store) if change.by != MACHINE]
    return Difference(old, new, tuple(_told(change, history) for change in changed), tuple(altered))


def _told(change: Change, history: Sequence[Change]) -> Change:
    """The change with the person who had it done, and why: that of the newest such change of these incidents."""
    made = (one for one in reversed(history) if one.what == change.what and {*one.old} & {*change.old})
    by = next(made, None)
    return msgspec.structs.replace(change, by=by.by, reason=by.reason, at=by.at) if by else change


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
        there = sorted(int(one.name) for one in (folder / FOLDER).glob("[0-9]*") if one.name.isdigit())
        has = f"There are: {', '.join(map(str, there))}." if there else "`dateline build` makes the first."
        raise NotFoundError(f"there is no generation {number}.", str(folder / FOLDER), has)
    rows: list[dict[str, Any]] = pq.read_table(path, columns=columns).to_pylist()
    return rows
