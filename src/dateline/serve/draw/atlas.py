"""The map: equirectangular, a unit is a tenth of a degree, x east and y south. Countries come from `data/`.

A circle's area tells how many incidents a town has, its filled core how many of them are told as fact. Incidents that
are placed no closer than a district, province or country are never drawn as a point: the province that holds them, or
the country, is hatched; what has no outline here is only listed.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from math import sqrt

import msgspec

from dateline.serve.draw.provinces import Province, holding
from dateline.serve.words import MARKS, many
from dateline.store.analytic.space import WORLD, Area, Box, Map, Spot
from dateline.store.standing import STANDINGS

UNIT = 10.0
PIXELS = 820.0  # width of the drawing on a usual screen: what marks and letters are sized for
ASPECT = 2.0
_SMALLEST, _LARGEST = 3.0, 17.0  # radii in pixels
_SHARE = 0.8  # of the incidents that the first view shows
_NARROWEST = 8.0  # degrees
_NORTH, _SOUTH = 84.0, -58.0  # what of the world is drawn
_NAMED, _LETTER, _LINE = 10, 6.6, 14.0  # names at most; width of a letter and height of a line in pixels
_LEVELS = (1, 5, 20, 100)
_WITHIN = ("admin1", "admin2")


class Country(msgspec.Struct, frozen=True):
    """A country's outline as an SVG path."""

    code: str
    name: str
    path: str
    disputed: bool = False


class _Basemap(msgspec.Struct, frozen=True):
    source: str
    countries: tuple[Country, ...]


@cache
def countries() -> tuple[Country, ...]:
    """The packaged outlines, read once."""
    raw = files("dateline.serve").joinpath("data", "countries.json").read_bytes()
    return msgspec.json.decode(raw, type=_Basemap).countries


class Circle(msgspec.Struct, frozen=True, kw_only=True):
    """One town, or one cell of the grid."""

    x: float
    y: float
    radius: float
    core: float
    contested: bool
    incidents: int
    name: str
    label: str
    box: str


class Shaded(msgspec.Struct, frozen=True):
    """A country with incidents that are placed no closer; `level` 1 to 4 is how many."""

    code: str
    name: str
    incidents: int
    level: int


class Hatched(msgspec.Struct, frozen=True, kw_only=True):
    """A province with incidents that are placed no closer than it, or a district of it; `names` are of those places."""

    province: Province
    names: tuple[str, ...]
    incidents: int
    level: int


class View(msgspec.Struct, frozen=True, kw_only=True):
    """All of it; `pixel` is the length in map units of what looks like a pixel."""

    box: Box
    frame: str
    pixel: float
    circles: tuple[Circle, ...]
    names: tuple[Circle, ...]
    shaded: dict[str, Shaded]
    provinces: tuple[Hatched, ...]
    areas: tuple[Area, ...]
    outside: int


def fitting(spots: tuple[Spot, ...]) -> Box:
    """The view that holds nearly all incidents, the world where there are none."""
    total, held, seen = sum(spot.incidents for spot in spots), 0, []
    for spot in spots:  # most incidents first
        if held >= _SHARE * total:
            break
        held += spot.incidents
        seen.append(spot)
    if not seen:
        return framed(WORLD)
    west, east = min(s.longitude for s in seen), max(s.longitude for s in seen)
    south, north = min(s.latitude for s in seen), max(s.latitude for s in seen)
    pad = max((east - west) * 0.08, 1.5)
    return framed((west - pad, south - pad, east + pad, north + pad))


def framed(box: Box) -> Box:
    """The smallest view of the right shape around a box, within the world."""
    west, south, east, north = box
    width = min(max(east - west, (north - south) * ASPECT, _NARROWEST), 360.0)
    height = min(width / ASPECT, _NORTH - _SOUTH)
    x, y = (west + east) / 2, (south + north) / 2
    x = min(max(x, -180 + width / 2), 180 - width / 2)
    y = min(max(y, _SOUTH + height / 2), _NORTH - height / 2)
    return tuple(round(v, 3) for v in (x - width / 2, y - height / 2, x + width / 2, y + height / 2))  # type: ignore[return-value]


def view(told: Map, box: Box) -> View:
    """The drawing of a map in a view."""
    west, south, east, north = box
    pixel = round((east - west) * UNIT / PIXELS, 4)
    most = max((spot.incidents for spot in told.spots), default=1)
    circles = tuple(_circle(spot, most, pixel) for spot in told.spots)
    inside = sum(s.incidents for s in told.spots if west <= s.longitude <= east and south <= s.latitude <= north)
    return View(
        box=box,
        frame=" ".join(_short(v) for v in (west * UNIT, -north * UNIT, (east - west) * UNIT, (north - south) * UNIT)),
        pixel=pixel,
        circles=circles,
        names=tuple(_apart(circles, pixel)),
        outside=told.points - inside,
        shaded={area.country: _shaded(area) for area in told.areas if area.precision == "country"},
        provinces=_hatched(told.areas),
        areas=told.areas,
    )


def _apart(circles: tuple[Circle, ...], pixel: float) -> Iterator[Circle]:
    """The circles, largest first, whose names fit beside them without covering one another."""
    taken: list[tuple[float, float, float]] = []
    for circle in circles[: 3 * _NAMED]:
        left, width = circle.x + circle.radius, len(circle.name) * _LETTER * pixel
        free = all(
            abs(circle.y - y) > _LINE * pixel or left > right or left + width < start for y, start, right in taken
        )
        if circle.name and free and len(taken) < _NAMED:
            taken.append((circle.y, left, left + width))
            yield circle


def _circle(spot: Spot, most: int, pixel: float) -> Circle:
    radius = max(_SMALLEST, _LARGEST * sqrt(spot.incidents / max(most, 12)))
    told = ", ".join(f"{spot.standings[s]:,} {MARKS[s].word}" for s in STANDINGS if s in spot.standings)
    name = spot.name or "this square"
    return Circle(
        x=round(spot.longitude * UNIT, 2),
        y=round(-spot.latitude * UNIT, 2),
        radius=round(radius * pixel, 3),
        core=round(radius * pixel * sqrt(spot.standings.get("happened", 0) / spot.incidents), 3),
        contested="disputed" in spot.standings or "denied" in spot.standings,
        incidents=spot.incidents,
        name=spot.name,
        label=f"{name}: {many(spot.incidents, 'incident')} ({told})",
        box=spot.box,
    )


def _shaded(area: Area) -> Shaded:
    return Shaded(area.country, area.name, area.incidents, _level(area.incidents))


def _hatched(areas: tuple[Area, ...]) -> tuple[Hatched, ...]:
    """The provinces that hold areas, those with most incidents first."""
    found: dict[Province, list[Area]] = {}
    for area in areas:
        province = holding(area.country, area.longitude, area.latitude) if area.precision in _WITHIN else None
        if province:
            found.setdefault(province, []).append(area)
    return tuple(_province(province, held) for province, held in found.items())


def _province(province: Province, held: list[Area]) -> Hatched:
    number = sum(area.incidents for area in held)
    names = tuple(dict.fromkeys(area.name for area in held))
    return Hatched(province=province, names=names, incidents=number, level=_level(number))


def _level(incidents: int) -> int:
    return sum(incidents >= least for least in _LEVELS)


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
