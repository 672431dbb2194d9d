"""What reports say about one act, fact by fact."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from types import MappingProxyType
from typing import TypeVar

from dateline.fuse.claims import claimed_fact, denied_fact
from dateline.fuse.extent import contradict, interval, lies_in, meet, precision, same_place, within
from dateline.fuse.happened import affirms, happened_fact
from dateline.fuse.numbers import number_fact
from dateline.fuse.testimony import Statement, Telling, state, values
from dateline.fuse.tolls import tolls
from dateline.fuse.who import actor_fact, is_source, recipient_fact
from dateline.model import Document, DocumentId, Event, Fact, Place, Value
from dateline.model.incident import Agreement

Thing = TypeVar("Thing")
Days = tuple[str, str]
Texts = Mapping[DocumentId, Document]
_NO_TEXTS: Texts = MappingProxyType({})

DATE_RULE = "the shortest span of days that most independent reports give; of equals the first given"
PLACE_RULE = "the most exact place that most independent reports give; of equals the first given"
HOW_RULE = "the mode that most independent reports give; of equals the first given"
_AFTER = re.compile(r"\b(after|since|following)\b", re.IGNORECASE)
LONG = 31  # days: a longer span tells when a campaign was, not when an act was
_PART_OF = {"drone": "aerial", "suicide-attack": "explosives", "riot": "demo"}


def facts(
    told: Sequence[Telling],
    around: Iterable[Event] = (),
    documents: Texts = _NO_TEXTS,
) -> tuple[Fact, ...]:
    """Every fact that a report speaks of, in a fixed order; `around` are other records of the same reports."""
    beside = list(around)
    done = [telling for telling in told if affirms(telling.event)] or list(told)
    found = (
        happened_fact(told),
        actor_fact(told),
        recipient_fact(told),
        place_fact(done),
        date_fact(done, documents),
        number_fact("killed", done, lambda event: event.fatalities, tolls("killed", done, beside, documents)),
        number_fact("injured", done, lambda event: event.injured, tolls("injured", done, beside, documents)),
        number_fact("size", done, lambda event: event.size, tolls("size", done, beside, documents)),
        how_fact(done),
        claimed_fact(told, beside),
        denied_fact(told, beside),
    )
    return tuple(fact for fact in found if fact is not None)


def date_fact(told: Sequence[Telling], documents: Texts = _NO_TEXTS) -> Fact | None:
    """When it was. Days that lie within a longer span agree with it; spans that share no day contradict each other."""
    given = [(days, t) for t in told if (days := interval(t.event.date)) and _dates_the_act(t, documents)]
    given = [one for one in given if _length(one[0]) <= LONG] or given
    if not given:
        return None
    said = _first_of_each(given, _length)
    statements = [(days, _dated(telling, days)) for days, telling in said]
    found = values([s for _, s in statements], lambda a, b: a.key == b.key)
    shortest = [v for v in found if not any(within(_days(o), _days(v)) for o in found if o.key != v.key)]
    agreement = _agreement(statements, lambda a, b: not meet(a, b), within)
    return Fact(name="date", agreement=agreement, values=found, best=shortest[0].value, rule=DATE_RULE)


def place_fact(told: Sequence[Telling]) -> Fact | None:
    """Where it was. A place that lies in a coarser one agrees with it; places apart contradict each other."""
    given = [(place, t) for t in told if (place := t.event.place) and not _claim(t.event)]
    if not given:
        return None
    said = _first_of_each(given, precision)
    named: list[Place] = []
    statements = [(place, _placed(telling, place, named)) for place, telling in said]
    found = values([s for _, s in statements], lambda a, b: a.key == b.key)
    exact = min(precision(place) for place, _ in statements)
    keys = {s.key for place, s in statements if precision(place) == exact}
    best = next(value for value in found if value.key in keys)
    agreement = _agreement(statements, contradict, lies_in)
    return Fact(name="place", agreement=agreement, values=found, best=best.value, rule=PLACE_RULE)


def how_fact(told: Sequence[Telling]) -> Fact | None:
    """By what mode. Modes of which one is a kind of the other agree; so do two that one report tells of."""
    statements = [state(t, t.event.mode, t.event.mode, t.event.trigger) for t in told if t.event.mode]
    if not statements:
        return None
    found = values(statements, lambda a, b: a.key == b.key)
    apart = [(a, b) for a, b in combinations(found, 2) if not _one_kind(a, b) and not _documents(a) & _documents(b)]
    return Fact(
        name="how", agreement="disputed" if apart else "agreed", values=found, best=found[0].value, rule=HOW_RULE
    )


def _agreement(
    said: Sequence[tuple[Thing, Statement]],
    apart: Callable[[Thing, Thing], bool],
    inside: Callable[[Thing, Thing], bool],
) -> Agreement:
    """Disputed where two are apart; updated where a later report is more exact than all before it."""
    if any(apart(a, b) for (a, _), (b, _) in combinations(said, 2)):
        return "disputed"
    (first, told), *rest = sorted(said, key=lambda one: one[1].telling.order)
    finer = [s for thing, s in rest if inside(thing, first) and not inside(first, thing)]
    first_report = {s.key for thing, s in said if s.telling.origin == told.telling.origin}
    later = [s for s in finer if s.telling.at > told.telling.at and s.key not in first_report]
    return "updated" if later and len(later) == len(finer) else "agreed"


def _first_of_each(
    given: Sequence[tuple[Thing, Telling]], vague: Callable[[Thing], int]
) -> list[tuple[Thing, Telling]]:
    """Of several from one source in one report the most exact; of equals the first."""
    kept: dict[tuple[str, str], tuple[Thing, Telling]] = {}
    for thing, telling in given:
        who = (telling.document, _voice(telling.event))
        if who not in kept or vague(thing) < vague(kept[who][0]):
            kept[who] = (thing, telling)
    return list(kept.values())


def _voice(event: Event) -> str:
    return (event.attribution[0].name or event.attribution[0].text) if event.attribution else ""


def _claim(event: Event) -> bool:
    """A claim of responsibility is dated and placed where it was made, not where the act was."""
    cue = (event.attribution[0].cue or "").lower() if event.attribution else ""
    return cue.startswith("claim") and (not event.actors or any(is_source(party, event) for party in event.actors))


def _dates_the_act(telling: Telling, documents: Texts) -> bool:
    """Not so where another act is dated ("on Monday, after the bombing"), nor where a claim of the act is."""
    event, document = telling.event, documents.get(telling.document)
    if _claim(event) or event.date is None:
        return False
    between = document.text[event.date.end : event.trigger.start] if document else ""
    return not _AFTER.search(between)


def _dated(telling: Telling, days: Days) -> Statement:
    value = days[0] if days[0] == days[1] else f"{days[0]}..{days[1]}"
    assert telling.event.date is not None
    return state(telling, value, value, telling.event.date)


def _days(value: Value) -> Days:
    first, _, last = value.key.partition("..")
    return first, last or first


def _length(days: Days) -> int:
    first, last = (tuple(int(part) for part in day.split("-")) for day in days)
    return (last[0] - first[0]) * 365 + (last[1] - first[1]) * 30 + last[2] - first[2]


def _placed(telling: Telling, place: Place, named: list[Place]) -> Statement:
    """A statement whose key is that of the first mention of the same place; `named` collects the places."""
    known = next((other for other in named if same_place(other, place)), None)
    if known is None:
        named.append(place)
    known = known or place
    key = known.geoname or (known.name or known.text).lower()
    return state(telling, known.name or known.text, key, place)


def _one_kind(a: Value, b: Value) -> bool:
    return _PART_OF.get(a.key) == b.key or _PART_OF.get(b.key) == a.key


def _documents(value: Value) -> set[str]:
    return {str(testimony.document) for testimony in value.testimonies}
