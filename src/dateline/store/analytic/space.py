"""Incidents in space: towns as points, provinces and countries as areas, and how many have no place."""

from __future__ import annotations

import msgspec
from duckdb import DuckDBPyConnection

from dateline.store.analytic.filters import Condition

Box = tuple[float, float, float, float]  # west, south, east, north in degrees
SPOTS = 400  # places that are drawn one by one; above that, cells of a grid
WORLD: Box = (-180.0, -90.0, 180.0, 90.0)
_CROWD, _WIDE = 50_000, 60.0  # so many incidents in so wide a view (degrees) have more towns than can be drawn
_ACROSS = 72  # cells in the width of a view
_AREAS = 400


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """Incidents of a town, or of a cell of the grid (then without `name`): where, how many of each standing."""

    name: str
    latitude: float
    longitude: float
    incidents: int
    standings: dict[str, int]
    box: str  # as a query takes it


class Area(msgspec.Struct, frozen=True):
    """Incidents that are placed no closer than a district, province or country; the point is only one within it."""

    name: str
    precision: str
    country: str
    incidents: int
    latitude: float = 0.0
    longitude: float = 0.0


class Map(msgspec.Struct, frozen=True, kw_only=True):
    """What a view of the map shows. `points`, `areas` and `none` count incidents: together, all that answer."""

    spots: tuple[Spot, ...]
    areas: tuple[Area, ...]
    points: int
    area: int
    none: int
    binned: bool


def mapped(memory: DuckDBPyConnection, wanted: Condition, view: Box = WORLD) -> Map:
    """The incidents on a view of the map; the three counts are of the whole world."""
    told = dict(
        memory.execute(
            f"SELECT placed::VARCHAR, count(*) FROM incident WHERE {wanted.sql} GROUP BY 1", wanted.values
        ).fetchall()
    )
    crowded = told.get("point", 0) > _CROWD and view[2] - view[0] > _WIDE
    spots = () if crowded else _towns(memory, wanted, view)
    binned = crowded or len(spots) > SPOTS
    return Map(
        spots=_cells(memory, wanted, view) if binned else spots,
        areas=_areas(memory, wanted) if told.get("area") else (),
        points=told.get("point", 0),
        area=told.get("area", 0),
        none=told.get("none", 0),
        binned=binned,
    )


_IN_VIEW = "placed = 'point' AND longitude BETWEEN ? AND ? AND latitude BETWEEN ? AND ?"


def _towns(memory: DuckDBPyConnection, wanted: Condition, view: Box) -> tuple[Spot, ...]:
    west, south, east, north = view
    near = 0.0005
    asked = f"""SELECT any_value(place) AS name, latitude, longitude, sum(n)::BIGINT AS incidents,
        map(list(standing::VARCHAR), list(n)) AS standings
      FROM (SELECT latitude, longitude, standing, any_value(place) AS place, count(*) AS n FROM incident
        WHERE {_IN_VIEW} AND {wanted.sql} GROUP BY latitude, longitude, standing)
      GROUP BY latitude, longitude ORDER BY incidents DESC, latitude, longitude LIMIT {SPOTS + 1}"""
    rows = memory.execute(asked, (west, east, south, north, *wanted.values)).fetchall()
    return tuple(
        Spot(name=name or "", latitude=y, longitude=x, incidents=n, standings=standings,
             box=box_of(x - near, y - near, x + near, y + near))
        for name, y, x, n, standings in rows
    )  # fmt: skip


def _cells(memory: DuckDBPyConnection, wanted: Condition, view: Box) -> tuple[Spot, ...]:
    """The cells of a grid, each drawn where its incidents lie on average."""
    west, south, east, north = view
    size = _size(east - west)
    asked = f"""SELECT i, j, sum(y) / sum(n), sum(x) / sum(n), sum(n)::BIGINT, map(list(standing::VARCHAR), list(n))
      FROM (SELECT floor(longitude / {size})::INTEGER AS i, floor(latitude / {size})::INTEGER AS j, standing,
        sum(latitude) AS y, sum(longitude) AS x, count(*) AS n
        FROM incident WHERE {_IN_VIEW} AND {wanted.sql} GROUP BY ALL) GROUP BY i, j ORDER BY 5 DESC, i, j"""
    rows = memory.execute(asked, (west, east, south, north, *wanted.values)).fetchall()
    return tuple(
        Spot(name="", latitude=y, longitude=x, incidents=n, standings=standings,
             box=box_of(i * size, j * size, (i + 1) * size, (j + 1) * size))
        for i, j, y, x, n, standings in rows
    )  # fmt: skip


def _areas(memory: DuckDBPyConnection, wanted: Condition) -> tuple[Area, ...]:
    asked = f"""SELECT coalesce(place, country::VARCHAR, ''), precision, coalesce(country::VARCHAR, ''), count(*) AS n,
        arg_min(latitude, row), arg_min(longitude, row)
      FROM incident
      WHERE placed = 'area' AND {wanted.sql} GROUP BY ALL ORDER BY n DESC, 1, 2, 3 LIMIT {_AREAS}"""
    return tuple(Area(*row) for row in memory.execute(asked, wanted.values).fetchall())


def _size(width: float) -> float:
    """The side of a cell in degrees: a round number of which a view holds some dozens."""
    return next((s for s in (0.05, 0.1, 0.25, 0.5, 1, 2.5) if width / s <= _ACROSS), 5)


def box_of(west: float, south: float, east: float, north: float) -> str:
    """A box as a query takes it, within the world."""
    corners = (max(-180.0, west), max(-90.0, south), min(180.0, east), min(90.0, north))
    return ",".join(f"{corner:.4f}".rstrip("0").rstrip(".") for corner in corners)
