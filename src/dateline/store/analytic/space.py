"""Incidents in space: towns as points, provinces and countries as areas, and how many have no place."""

from __future__ import annotations

import msgspec
import numpy as np
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from dateline.store.analytic.facets import Coded
from dateline.store.analytic.picked import Counted, Numbers, Picked, fetched, most

Box = tuple[float, float, float, float]  # west, south, east, north in degrees
SPOTS = 400  # places that are drawn one by one; above that, cells of a grid
WORLD: Box = (-180.0, -90.0, 180.0, 90.0)
_ACROSS = 72  # cells in the width of a view
_AREAS = 400

Degrees = NDArray[np.float64]


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


class Towns(msgspec.Struct, frozen=True, eq=False):
    """Names of towns, from south to north; those of one town share the number of its coordinates, its `spot`."""

    names: tuple[str, ...]
    spot: Counted
    latitude: Degrees  # by spot
    longitude: Degrees


class Places(msgspec.Struct, frozen=True, eq=False):
    """Where incidents are: `town` and `area` are places in `towns` and `areas`, from 1, and 0 for neither."""

    placed: Coded
    standing: Coded
    town: Numbers
    area: Numbers
    towns: Towns
    areas: tuple[Area, ...]


_TOWN = "coalesce(place, '') AS name, latitude, longitude FROM incident WHERE placed = 'point'"
_AREA = """coalesce(place, country::VARCHAR, '') AS name, precision, coalesce(country::VARCHAR, '') AS land
  FROM incident WHERE placed = 'area'"""


def places(memory: DuckDBPyConnection, held: dict[str, Coded]) -> Places:
    """The columns of a generation; `held` are the enumerated ones."""
    towns = memory.execute(f"SELECT DISTINCT {_TOWN} ORDER BY latitude, longitude, name").fetchall()
    asked = (
        f"SELECT arg_min(latitude, row), arg_min(longitude, row), {_AREA} GROUP BY ALL ORDER BY name, precision, land"
    )
    areas = memory.execute(asked).fetchall()
    return Places(
        placed=held["placed"],
        standing=held["standing"],
        town=_ranked(memory, _TOWN, "latitude, longitude, name", len(held["placed"].codes)),
        area=_ranked(memory, _AREA, "name, precision, land", len(held["placed"].codes)),
        towns=_towns(towns),
        areas=tuple(Area(name, precision, land, 0, y, x) for y, x, name, precision, land in areas),
    )


def _ranked(memory: DuckDBPyConnection, columns: str, order: str, size: int) -> Numbers:
    """By incident, the place of what it has among all there is, in an order, from 1; 0 for nothing."""
    found = fetched(
        memory, f"SELECT row, dense_rank() OVER (ORDER BY {order})::INTEGER AS place FROM (SELECT row, {columns})"
    )
    codes = np.zeros(size, np.int32)
    codes[found["row"]] = found["place"]
    return codes


def _towns(rows: list[tuple[str, float, float]]) -> Towns:
    spots = {at: n for n, at in enumerate(dict.fromkeys((y, x) for _, y, x in rows))}
    return Towns(
        names=tuple(name for name, _, _ in rows),
        spot=np.array([spots[y, x] for _, y, x in rows], np.int64),
        latitude=np.array([y for y, _ in spots], np.float64),
        longitude=np.array([x for _, x in spots], np.float64),
    )


def mapped(held: Places, picked: Picked, view: Box = WORLD) -> Map:
    """The incidents on a view of the map; the three counts are of the whole world."""
    placed = np.bincount(held.placed.codes[picked.rows], minlength=len(held.placed.values) + 1).tolist()
    told = dict(zip(held.placed.values, placed[1:], strict=True))
    by_town = _by_town(held, picked)
    by_spot = np.zeros((len(held.towns.latitude), by_town.shape[1]), np.int64)
    np.add.at(by_spot, held.towns.spot, by_town)
    shown = np.flatnonzero(_inside(held.towns, view) & (by_spot.sum(axis=1) > 0))
    binned = len(shown) > SPOTS
    return Map(
        spots=_cells(held, by_spot, shown, view) if binned else _spots(held, by_town, by_spot, shown),
        areas=_areas(held, picked),
        points=told["point"],
        area=told["area"],
        none=told["none"],
        binned=binned,
    )


def _by_town(held: Places, picked: Picked) -> Counted:
    """By name of a town and standing, how many of the incidents."""
    wide, towns = len(held.standing.values), len(held.towns.names)
    both = held.town[picked.rows] * wide + held.standing.codes[picked.rows] - 1
    return np.bincount(both, minlength=(towns + 1) * wide).reshape(towns + 1, wide)[1:]


def _inside(towns: Towns, view: Box) -> NDArray[np.bool_]:
    west, south, east, north = view
    across = (towns.longitude >= west) & (towns.longitude <= east)
    return across & (towns.latitude >= south) & (towns.latitude <= north)


def _spots(held: Places, by_town: Counted, by_spot: Counted, shown: Counted) -> tuple[Spot, ...]:
    """Towns one by one, under the name that most of the incidents have."""
    near, numbers = 0.0005, by_town.sum(axis=1)
    best: dict[int, int] = {}
    for town in np.lexsort((np.arange(len(numbers)), -numbers)).tolist():
        best.setdefault(int(held.towns.spot[town]), town)
    ordered = shown[np.argsort(-by_spot[shown].sum(axis=1), kind="stable")]
    at = zip(
        ordered.tolist(), held.towns.latitude[ordered].tolist(), held.towns.longitude[ordered].tolist(), strict=True
    )
    return tuple(
        _spot(held, held.towns.names[best[n]], (y, x), by_spot[n], box_of(x - near, y - near, x + near, y + near))
        for n, y, x in at
    )


def _cells(held: Places, by_spot: Counted, shown: Counted, view: Box) -> tuple[Spot, ...]:
    """The cells of a grid, each drawn where its incidents lie on average."""
    size = _size(view[2] - view[0])
    latitude, longitude = held.towns.latitude[shown], held.towns.longitude[shown]
    corners = np.stack([np.floor(longitude / size), np.floor(latitude / size)], axis=1)
    cells, cell = np.unique(corners, axis=0, return_inverse=True)
    cell = cell.reshape(-1)
    numbers = np.zeros((len(cells), by_spot.shape[1]), np.int64)
    np.add.at(numbers, cell, by_spot[shown])
    weights, total = by_spot[shown].sum(axis=1), numbers.sum(axis=1)
    mean = [(np.bincount(cell, weights * part) / total).tolist() for part in (latitude, longitude)]
    return tuple(
        _spot(
            held, "", (mean[0][n], mean[1][n]), numbers[n], box_of(i * size, j * size, (i + 1) * size, (j + 1) * size)
        )
        for n in np.argsort(-total, kind="stable").tolist()
        for i, j in [cells[n].tolist()]
    )


def _spot(held: Places, name: str, at: tuple[float, float], numbers: Counted, box: str) -> Spot:
    told = {word: n for word, n in zip(held.standing.values, numbers.tolist(), strict=True) if n}
    return Spot(name=name, latitude=at[0], longitude=at[1], incidents=int(numbers.sum()), standings=told, box=box)


def _areas(held: Places, picked: Picked) -> tuple[Area, ...]:
    numbers = np.bincount(held.area[picked.rows], minlength=len(held.areas) + 1)[1:]
    best = most(numbers, _AREAS).tolist()
    return tuple(msgspec.structs.replace(held.areas[n], incidents=int(numbers[n])) for n in best)


def _size(width: float) -> float:
    """The side of a cell in degrees: a round number of which a view holds some dozens."""
    return next((s for s in (0.05, 0.1, 0.25, 0.5, 1, 2.5) if width / s <= _ACROSS), 5)


def box_of(west: float, south: float, east: float, north: float) -> str:
    """A box as a query takes it, within the world."""
    corners = (max(-180.0, west), max(-90.0, south), min(180.0, east), min(90.0, north))
    return ",".join(f"{corner:.4f}".rstrip("0").rstrip(".") for corner in corners)
