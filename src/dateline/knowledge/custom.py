"""Actors that users bring: plain CSV, FollowTheMoney entities, lines of a Wikidata dump (docs/importing.md).

Every format becomes the same `Entity` records; they stand before the packaged ones (`Actors.over`). People are taken
only where the file gives them a public office or lists them for armed violence: nobody else belongs into this table.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from dateline.errors import InputError, NotFoundError, did_you_mean
from dateline.knowledge import tables
from dateline.knowledge.actors import Entity, Role, entity_id
from dateline.knowledge.formats import ftm, wikidata
from dateline.knowledge.formats.lines import decoded, json_lines
from dateline.model import EntityId

NON_STATE = ("IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC")
UNKNOWN = "0001"  # the year in which an office began whose beginning nobody tells
COLUMNS = ("name", "aliases", "country", "sector", "kind", "role", "from", "to")


def read_actors(path: Path) -> tuple[Entity, ...]:
    """The actors of a file, told by its content which format it has; raises NotFoundError, InputError with the line."""
    if not path.is_file():
        raise NotFoundError("there is no such file of actors.", str(path))
    found = tuple(_distinct(_csv(path) if path.name.endswith(".csv") else _json(path)))
    if not found:
        raise InputError("holds no actor.", str(path), "People count only with a public office: see docs/importing.md.")
    return found


def _json(path: Path) -> tuple[Entity, ...]:
    first = next(json_lines(path), None)
    if first is None:
        return ()
    known = decoded(path, first, dict)
    if "schema" in known and "id" in known:
        return ftm.actors(path)
    if "claims" in known or "labels" in known:
        return wikidata.actors(path)
    raise InputError(
        "is neither a FollowTheMoney entity (id, schema) nor a Wikidata item (labels, claims).",
        f"{path} line {first[0]}", "See docs/importing.md, or give a CSV with the column name.",
    )  # fmt: skip


def _distinct(entities: Iterable[Entity]) -> Iterator[Entity]:
    """The entities with ids of their own: the second of a name gets a number."""
    seen: Counter[str] = Counter()
    for entity in entities:
        seen[entity.id] += 1
        number = seen[entity.id]
        yield entity if number == 1 else msgspec.structs.replace(entity, id=EntityId(f"{entity.id}-{number}"))


def _csv(path: Path) -> Iterator[Entity]:
    """One entity a name: rows that share a name are the offices of one person, or add aliases."""
    groups: dict[str, list[tables.Row]] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        _check_header(path, reader.fieldnames or ())
        for row in reader:
            cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
            _check(cells, f"{path} line {reader.line_num}")
            groups.setdefault(cells["name"], []).append(cells)
    for name, rows in groups.items():
        first = rows[0]
        roles = tuple(
            Role(title=r["role"], country=r["country"], sector=r["sector"], first=r["from"], last=r["to"])
            for r in sorted(rows, key=lambda r: r["from"])
            if r["role"]
        )
        aliases = tuple(dict.fromkeys(alias for r in rows for alias in tables.listed(r["aliases"])))
        kind = first["kind"] or ("person" if roles else "body")
        yield Entity(
            id=entity_id(name), name=name, aliases=aliases, country=first["country"], sector=first["sector"],
            kind=kind, roles=roles,
        )  # fmt: skip


def _check_header(path: Path, columns: Sequence[str]) -> None:
    if "name" not in columns:
        raise InputError("has no column “name”.", f"{path} line 1", f"Columns are {', '.join(COLUMNS)}.")
    for column in columns:
        if column not in COLUMNS:
            raise InputError(f"has an unknown column “{column}”.", f"{path} line 1", did_you_mean(column, COLUMNS))


def _check(cells: tables.Row, where: str) -> None:
    """Raises InputError for the first cell that breaks a rule."""
    if not cells["name"]:
        raise InputError("has no name.", where, "Fill the cell, or cut the row.")
    codes = [*NON_STATE, *(row["code"] for row in tables.rows("states.csv"))] if cells["country"] else []
    if codes and cells["country"] not in codes:
        raise InputError(f"“{cells['country']}” is no country code.", where, "Use ISO 3166 alpha-3, or IGO, NGO, IMG.")
    if cells["sector"] and not (len(cells["sector"]) == 3 and cells["sector"].isupper()):
        raise InputError(f"“{cells['sector']}” is no sector.", where, "Use PLOVER's three letters: GOV, MIL, REB, OPP.")
    for field in ("from", "to"):
        if cells[field] and not tables.is_date(cells[field]):
            raise InputError(f"“{cells[field]}” is no date.", where, "Write 2024-08-13, 2024-08 or 2024.")
    if cells["role"] and not cells["from"]:
        raise InputError("has a role without the day it began.", where, "Fill the column “from”.")


def write_actors(actors: Iterable[Entity], out: Path) -> None:
    """Write actors as our CSV: a row each, a person a row for each office."""
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        for actor in actors:
            writer.writerows(_rows(actor))


def _rows(actor: Entity) -> Iterator[tables.Row]:
    cells = {"name": actor.name, "aliases": "|".join(actor.aliases), "kind": actor.kind}
    for role in actor.roles:
        dates = {"from": role.first or UNKNOWN, "to": role.last}
        yield {**cells, "country": role.country, "sector": role.sector, "role": role.title, **dates}
    if not actor.roles:
        yield {**cells, "country": actor.country, "sector": actor.sector}
