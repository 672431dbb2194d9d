"""One actor and those it has to do with, around it in a circle: whom it has most to do with stands at the top."""

from __future__ import annotations

from collections.abc import Iterable
from math import cos, pi, sin, sqrt

import msgspec

from dateline.serve.words import many
from dateline.store.analytic.people import Dyad

SIZE = 640.0
HEIGHT = 520.0
SHOWN = 24
_RX, _RY = 190.0, 195.0
_WIDEST = 9.0
_KINDS = ("hostile", "cooperative", "verbal")


class Other(msgspec.Struct, frozen=True, kw_only=True):
    """One of those around: where it stands, and what passes in numbers of incidents."""

    key: str
    name: str
    x: float
    y: float
    anchor: str
    label_x: float
    does: int
    receives: int
    kind: str
    width: float
    label: str


def around(key: str, pairs: Iterable[Dyad]) -> tuple[Other, ...]:
    """Those around an actor, most incidents first, with the class of act that prevails."""
    found: dict[str, list[Dyad]] = {}
    for pair in pairs:
        found.setdefault(pair.to if pair.by == key else pair.by, []).append(pair)
    ranked = sorted(found.items(), key=lambda item: (-sum(p.incidents for p in item[1]), item[0]))[:SHOWN]
    most = max((sum(p.incidents for p in held) for _, held in ranked), default=1)
    return tuple(_other(n, len(ranked), other, held, centre=key, most=most) for n, (other, held) in enumerate(ranked))


def _other(n: int, of: int, key: str, pairs: list[Dyad], *, centre: str, most: int) -> Other:
    angle = -pi / 2 + 2 * pi * n / of
    x, y = SIZE / 2 + _RX * cos(angle), HEIGHT / 2 + _RY * sin(angle)
    does = sum(p.incidents for p in pairs if p.by == centre)
    receives = sum(p.incidents for p in pairs if p.to == centre)
    name = next(p.to_name if p.to == key else p.by_name for p in pairs)
    side = cos(angle)
    anchor = "middle" if abs(side) < 0.15 else "start" if side > 0 else "end"
    return Other(
        key=key, name=name, x=round(x, 1), y=round(y, 1), anchor=anchor,
        label_x=round(x + (0 if anchor == "middle" else 12 if side > 0 else -12), 1), does=does, receives=receives,
        kind=kind(pairs), width=round(max(_WIDEST * sqrt((does + receives) / most), 1.2), 2),
        label=f"{name}: {many(does, 'incident')} towards it, {receives:,} from it",
    )  # fmt: skip


def kind(pairs: Iterable[Dyad]) -> str:
    """What prevails between two: material conflict is hostile, material cooperation cooperative, the rest verbal."""
    numbers = dict.fromkeys(_KINDS, 0)
    for pair in pairs:
        for quad, n in pair.quads.items():
            numbers["verbal" if quad.startswith("verbal") else _MATERIAL.get(quad, "verbal")] += n
    return max(_KINDS, key=lambda name: numbers[name])


_MATERIAL = {"material conflict": "hostile", "material cooperation": "cooperative"}
