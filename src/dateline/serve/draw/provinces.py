"""Outlines of first-level divisions, and which of them a place lies in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

import msgspec

HUNDREDTHS = 100.0


class Province(msgspec.Struct, frozen=True):
    """One division: each ring is its first point and the steps from it, in hundredths of a degree, y south."""

    code: str
    name: str
    rings: tuple[tuple[int, ...], ...]

    @property
    def path(self) -> str:
        """The outline as an SVG path in tenths of a degree."""
        return "".join(f"M{_tenths(ring[:2])}l{' '.join(_pairs(ring[2:]))}z" for ring in self.rings)


class _Outlines(msgspec.Struct, frozen=True):
    source: str
    provinces: tuple[Province, ...]


@cache
def _by_country() -> dict[str, tuple[Province, ...]]:
    raw = files("dateline.serve").joinpath("data", "provinces.json").read_bytes()
    found: dict[str, list[Province]] = {}
    for one in msgspec.json.decode(raw, type=_Outlines).provinces:
        found.setdefault(one.code, []).append(one)
    return {code: tuple(held) for code, held in found.items()}


@lru_cache(10_000)
def holding(country: str, longitude: float, latitude: float) -> Province | None:
    """The division of a country (ISO alpha-3) that a place lies in, None where the outlines have none."""
    x, y = longitude * HUNDREDTHS, -latitude * HUNDREDTHS
    return next((one for one in _by_country().get(country, ()) if _inside(one, x, y)), None)


def _inside(province: Province, x: float, y: float) -> bool:
    """Whether a ray from the point crosses the outlines an odd number of times."""
    return sum(_crossings(ring, x, y) for ring in province.rings) % 2 == 1


def _crossings(ring: Sequence[int], x: float, y: float) -> int:
    count, (x1, y1) = 0, ring[:2]
    points = [(x1, y1)]
    for dx, dy in zip(ring[2::2], ring[3::2], strict=True):
        x1, y1 = x1 + dx, y1 + dy
        points.append((x1, y1))
    for (ax, ay), (bx, by) in zip(points, points[1:] + points[:1], strict=True):
        if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            count += 1
    return count


def _tenths(numbers: Sequence[int]) -> str:
    return ",".join(f"{number / 10:g}" for number in numbers)


def _pairs(steps: Sequence[int]) -> list[str]:
    return [_tenths(steps[n : n + 2]) for n in range(0, len(steps), 2)]
