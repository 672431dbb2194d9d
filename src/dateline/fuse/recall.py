"""Which incident a lone background mention recalls."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from dateline.fuse.extent import contradict, interval, meet, precision
from dateline.fuse.pairs import comparable
from dateline.fuse.sides import is_told, same_side
from dateline.fuse.wording import content_words
from dateline.model import Document, DocumentId, Event, EventId, IncidentId, Party

ENOUGH = 2  # things in common; of two incidents that share as many with a mention, it recalls neither
WORDY = 2  # things that wording alone may count for
_STEM = 5  # letters that "storming" and "stormed" share
_IDLE = frozenset({"about", "after", "their", "there", "these", "those", "which", "would", "could", "being", "since"})

Documents = Mapping[DocumentId, Document]
Fit = tuple[int, IncidentId]


class Known(msgspec.Struct, frozen=True):
    """What is known of an incident, as far as a mention can share it."""

    events: tuple[Event, ...]
    days: tuple[tuple[str, str], ...]
    places: frozenset[str]
    words: frozenset[str]


def recall(
    mentions: Iterable[Event], incidents: Mapping[IncidentId, Sequence[Event]], documents: Documents
) -> dict[EventId, IncidentId]:
    """The incident that each background mention recalls: the only one with which it has most, and `ENOUGH`, in common.

    Day, place, victim, actor and number killed count one each, wording up to two. The cost grows with the mentions, and
    with the incidents that share a day, a party, a place, or a word of one month with them.
    """
    known = {id_: _known(events, documents) for id_, events in incidents.items()}
    index = _index(known, documents)
    found: dict[EventId, IncidentId] = {}
    for mention in sorted(mentions, key=lambda event: event.id):
        near = dict.fromkeys(id_ for key in _keys(mention, documents) for id_ in index.get(key, ()))
        fits = [(n, id_) for id_ in near if (n := _fit(mention, known[id_], documents)) >= ENOUGH]
        if (best := _only_best(fits)) is not None:
            found[mention.id] = best
    return found


def _only_best(fits: list[Fit]) -> IncidentId | None:
    most = max((n for n, _ in fits), default=0)
    best = [id_ for n, id_ in fits if n == most]
    return best[0] if len(best) == 1 else None


def _known(events: Sequence[Event], documents: Documents) -> Known:
    exact = [e.place for e in events if e.place and precision(e.place) in (0, 1, 2, 6)]
    return Known(
        events=tuple(events),
        days=tuple(days for event in events if (days := interval(event.date))),
        places=frozenset(word for place in exact for word in content_words(place.name or place.text)),
        words=frozenset(word for event in events for word in _words(event, documents)),
    )


def _fit(mention: Event, known: Known, documents: Documents) -> int:
    """How much a mention has in common with an incident; 0 where one thing contradicts, or it is of the same report."""
    own = interval(mention.date)
    if _contradicts(mention, known, own, _published(mention, documents)):
        return 0
    alike = len(known.words & _words(mention, documents)) // 2
    return sum((bool(own and known.days), _near(mention, known), *_shared(mention, known.events), min(WORDY, alike)))


def _contradicts(mention: Event, known: Known, own: tuple[str, str] | None, published: str) -> bool:
    if not any(comparable(mention, event) for event in known.events):
        return True
    if any(event.document == mention.document for event in known.events):
        return True
    if known.days and published and min(first for first, _ in known.days) > published:
        return True
    if own and known.days and not any(meet(own, days) for days in known.days):
        return True
    places = [event.place for event in known.events if event.place]
    return bool(mention.place and places) and all(contradict(mention.place, p) for p in places if mention.place)


def _published(event: Event, documents: Documents) -> str:
    document = documents.get(event.document)
    return (document.published.day or "") if document and document.published else ""


def _near(mention: Event, known: Known) -> bool:
    place = mention.place
    return place is not None and bool(content_words(place.name or place.text) & known.places)


def _shared(mention: Event, events: Sequence[Event]) -> tuple[bool, bool, bool]:
    killed = mention.fatalities.low if mention.fatalities else None
    return (
        _one(mention.recipients, [party for event in events for party in event.recipients]),
        _one(mention.actors, [party for event in events for party in event.actors]),
        killed is not None and any(e.fatalities and e.fatalities.low == killed for e in events),
    )


def _one(parties: Sequence[Party], others: Sequence[Party]) -> bool:
    return any(is_told(a) and same_side(a, b) for a in parties for b in others)


def _words(event: Event, documents: Documents) -> frozenset[str]:
    """The beginnings of the longer words of the record's sentence."""
    document = documents.get(event.document)
    text = document.text[event.sentence.start : event.sentence.end] if document else event.trigger.text
    return frozenset(word[:_STEM] for word in re.findall(r"[^\W\d_]{5,}", text.lower())) - _IDLE


def _index(known: Mapping[IncidentId, Known], documents: Documents) -> dict[str, tuple[IncidentId, ...]]:
    found: dict[str, dict[IncidentId, None]] = defaultdict(dict)
    for id_, one in known.items():
        for event in one.events:
            for key in _keys(event, documents):
                found[key][id_] = None
    return {key: tuple(ids) for key, ids in found.items()}


def _keys(event: Event, documents: Documents) -> list[str]:
    """What a mention and the act it recalls may share exactly: a day, a party, a place, a word of one month."""
    days = interval(event.date)
    keys = [f"day {days[1]}"] if days else []
    keys += [f"party {p.entity}" for p in (*event.recipients, *event.actors) if p.entity]
    if event.place and precision(event.place) != 4:
        keys += [f"place {word}" for word in sorted(content_words(event.place.name or event.place.text))]
    months = dict.fromkeys(day[:7] for day in days) if days else ()
    return keys + [f"{month} {word}" for month in months for word in sorted(_words(event, documents))]
