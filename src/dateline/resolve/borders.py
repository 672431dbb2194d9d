"""Borders: where two states meet, from the populated places on either side ("Turkey's border with Syria")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import msgspec
import numpy as np
import numpy.typing as npt

from dateline.knowledge.gazetteer import Gazetteer
from dateline.model import Place
from dateline.resolve.places import Locator

Points = npt.NDArray[np.float64]

CELL = 0.5  # degrees; places in the same or adjoining cells face each other across a border
STRIDE = 10_000
FEWEST = 3  # populated places on each side that make a border
FEW = 4  # states that the story names most often, one of which lies on the other side
TAIL = 50  # characters after the phrase in which the other state may stand
_BORDER = re.compile(r"\b(?:border|borders|borderland|borderlands|frontier)\b", re.IGNORECASE)
_TOWN = re.compile(
    r"\b(?:border|frontier) (?:\w+ )?(?:town|city|village|camp|province|district|region|county|state|post|crossing)",
    re.IGNORECASE,
)


_NAMED = r"(?:(?:[A-Z]\.)+|[A-Z]\w*)"  # no further than the end of the sentence
_WITH = re.compile(rf"^,? (?:with|between|to) (?:the )?{_NAMED}(?: (?:and )?{_NAMED})*")


class Borders:
    """The borders that a story's phrases mean."""

    def __init__(self, locator: Locator) -> None:
        self._locator = locator
        self._rows = _states(locator.gazetteer)

    def place(self, text: str, place: Place, states: Mapping[str, float]) -> Place | None:
        """The phrase with a point of the border it means; None where it means none, or none that can be told.

        `states` says how often the story names each state: the other side, where the phrase tells only one.
        """
        if not _BORDER.search(place.text) or _TOWN.search(place.text):
            return None
        tail = _WITH.match(text[place.end : place.end + TAIL])
        words = (place.text + (tail.group() if tail else "")).replace("-", " ").replace("–", " ")
        told = sorted(self._locator.states_named(words))
        for one, other in _pairs(told, sorted(states, key=lambda code: (-states[code], code))):
            if middle := between(self._locator.gazetteer, one, other):
                names = sorted(self._locator.gazetteer.site(self._rows[code]).name for code in (one, other))
                return _filled(place, f"{names[0]}–{names[1]} border", middle)
        return None


def _states(gazetteer: Gazetteer) -> dict[str, int]:
    rows = np.flatnonzero(gazetteer.kind == gazetteer.kinds.index("country"))
    return {gazetteer.countries[gazetteer.country[row]]: int(row) for row in rows[::-1]}


def _pairs(told: list[str], common: list[str]) -> Iterator[tuple[str, str]]:
    """The pairs of states that may be meant, the likeliest first."""
    if len(told) > 1:
        yield told[0], told[1]
    elif told:
        yield from ((told[0], other) for other in common[:FEW] if other != told[0])
    elif len(common) > 1:
        yield common[0], common[1]


def _filled(place: Place, name: str, middle: tuple[float, float]) -> Place:
    return msgspec.structs.replace(
        place, name=name, latitude=round(middle[0], 3), longitude=round(middle[1], 3), precision="area"
    )


def between(gazetteer: Gazetteer, one: str, other: str) -> tuple[float, float] | None:
    """The middle of the border of two states (alpha-3 codes), None where they have none that is settled."""
    mine, theirs = _overlap(_points(gazetteer, one), _points(gazetteer, other))
    sides = _facing(mine, theirs), _facing(theirs, mine)
    if min(len(side) for side in sides) < FEWEST:
        return None
    facing = np.concatenate(sides)
    _, firsts = np.unique(_coded(facing), return_index=True)  # one place a cell: the middle of its length
    facing = facing[np.sort(firsts)]
    middle = np.median(facing, axis=0)
    nearest = facing[np.argmin(np.abs(facing - middle).sum(axis=1))]  # on it, however it winds
    return float(nearest[0]), float(nearest[1])


def _points(gazetteer: Gazetteer, country: str) -> Points:
    rows = np.flatnonzero(gazetteer.country == gazetteer.countries.index(country))
    points: Points = np.column_stack([gazetteer.latitude[rows], gazetteer.longitude[rows]]).astype(np.float64)
    return points


def _overlap(mine: Points, theirs: Points) -> tuple[Points, Points]:
    """The points of either side that lie within a cell of the box around the other side."""
    low = np.maximum(mine.min(axis=0), theirs.min(axis=0)) - CELL
    high = np.minimum(mine.max(axis=0), theirs.max(axis=0)) + CELL
    one, other = (side[((side >= low) & (side <= high)).all(axis=1)] for side in (mine, theirs))
    return one, other


def _facing(mine: Points, theirs: Points) -> Points:
    """Those of some points that lie in or beside a cell of the others."""
    taken = np.unique(_coded(theirs))
    near = np.unique(np.concatenate([taken + STRIDE * a + b for a in (-1, 0, 1) for b in (-1, 0, 1)]))
    return mine[np.isin(_coded(mine), near)]


def _coded(points: Points) -> npt.NDArray[np.int64]:
    """One number a cell; neighbours differ by 1 and by STRIDE."""
    cells = np.floor(points / CELL).astype(np.int64)
    return cells[:, 0] * STRIDE + cells[:, 1]
