"""From words to deeds: threats, promises and demands, and the acts that followed them.

A threat or a promise is followed by an act of its kind by the same side toward the same side; a demand is met by an act
of the side of which it was made toward the side that made it. Which acts follow which announcements is a table
(`data/follow.csv`). Only acts that are reported to have happened count, within `WINDOW` days after the announcement;
the first one of each kind is the one that followed. That it followed is what is said, and not that it was caused.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files

import msgspec

from dateline.fuse.sides import is_told, side
from dateline.model import HAPPENED, Event, FollowUp, Incident, IncidentId, Party

WINDOW = 90  # days
Pair = tuple[str, str]  # the side that acts, and the side toward which it does


class Way(msgspec.Struct, frozen=True):
    """One kind of act that follows an announcement; `mode` "" is any, `how` likewise; `by` is who must act."""

    announced: str
    mode: str
    follows: str
    how: str
    by: str


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """An incident as far as following needs it."""

    id: IncidentId
    type: str
    mode: str
    done: bool
    day: str  # ISO; of the act, else of the first report
    pairs: tuple[Pair, ...]


@cache
def ways() -> tuple[Way, ...]:
    """The table of what follows what."""
    rows = csv.DictReader(files(__package__).joinpath("data", "follow.csv").read_text("utf-8").splitlines())
    return tuple(Way(r["announced"], r["mode"], r["follows"], r["how"], r["by"]) for r in rows)


def announces(type_: str) -> bool:
    """Whether acts of a type are threats, promises or demands."""
    return any(way.announced == type_ for way in ways())


def act(incident: Incident, events: Iterable[Event]) -> Act:
    """An incident with the sides of its records."""
    pairs = (pair for event in events for pair in _pairs(event))
    return Act(
        id=incident.id, type=incident.type, mode=incident.mode or "", done=incident.status in HAPPENED,
        day=incident.first or incident.reported, pairs=tuple(dict.fromkeys(pairs)),
    )  # fmt: skip


def _pairs(event: Event) -> Iterator[Pair]:
    actors, recipients = _sides(event.actors), _sides(event.recipients)
    return ((a, r) for a in actors for r in recipients if a != r)


def _sides(parties: Sequence[Party]) -> list[str]:
    return [side(party) for party in parties if is_told(party) and side(party)]


def follow(acts: Iterable[Act], window: int = WINDOW) -> list[FollowUp]:
    """Each announcement with the first act of each kind that followed it, by day of announcement."""
    known = sorted((one for one in acts if one.day), key=lambda one: (one.day, one.id))
    later = by_kind(one for one in known if one.done)
    found: dict[tuple[IncidentId, IncidentId], FollowUp] = {}
    for one in known:
        for way in ways_of(one) if one.done else ():
            followed = _first(one, way, later, window)
            if followed is not None:
                found.setdefault((one.id, followed.id), _followup(one, followed, way))
    return list(found.values())


def ways_of(one: Act) -> list[Way]:
    """What may follow an announcement: what its mode is followed by, else what its type is."""
    exact = [way for way in ways() if way.announced == one.type and way.mode == one.mode]
    return exact or [way for way in ways() if way.announced == one.type and not way.mode]


def by_kind(acts: Iterable[Act]) -> Mapping[tuple[str, Pair], list[Act]]:
    """Acts by type and pair of sides, earliest first."""
    found: dict[tuple[str, Pair], list[Act]] = defaultdict(list)
    for one in acts:
        for pair in one.pairs:
            found[one.type, pair].append(one)
    return found


def fitting(one: Act, way: Way, acts: Mapping[tuple[str, Pair], list[Act]]) -> Iterator[Act]:
    """The acts that would follow an announcement in one way, whenever they took place."""
    pairs = one.pairs if way.by == "actor" else tuple((b, a) for a, b in one.pairs)
    of = (other for pair in pairs for other in acts.get((way.follows, pair), ()))
    return (other for other in of if other.id != one.id and way.how in ("", other.mode))


def _first(one: Act, way: Way, later: Mapping[tuple[str, Pair], list[Act]], window: int) -> Act | None:
    fits = (other for other in fitting(one, way, later) if 0 < _days(one, other) <= window)
    return min(fits, key=lambda other: (other.day, other.id), default=None)


def _followup(one: Act, other: Act, way: Way) -> FollowUp:
    toward = "the same side toward the same side" if way.by == "actor" else "the side of which it was demanded"
    reason = f"{one.type.lower()}, then {other.type.lower()} by {toward} after {_days(one, other)} days"
    return FollowUp(announced=one.id, followed=other.id, days=_days(one, other), reason=reason)


def _days(one: Act, other: Act) -> int:
    return (date.fromisoformat(other.day) - date.fromisoformat(one.day)).days
