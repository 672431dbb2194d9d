"""Incidents of a store as views: read by `store`, put together by `fuse`, never stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from dateline.fuse.echoes import only_recalls
from dateline.fuse.extent import interval
from dateline.fuse.follow import WINDOW, Act, act, announces, follow, ways
from dateline.fuse.recall import recall
from dateline.fuse.view import view
from dateline.model import Document, DocumentId, Event, EventId, Incident, IncidentId, Report
from dateline.store import Query, Store
from dateline.store import incidents as kept
from dateline.store.reviews import corrected

EXACT = 3  # days that the date of an act may span, for later mentions of that date to recall it
MANY = 200  # records that are looked through for what recalls, or follows, one incident

Documents = Mapping[DocumentId, Document]


def incident(store: Store, id: str) -> Incident:  # noqa: A002 - the record calls it so
    """The incident of an id, or of what that id was merged into, with what recalls it later and what led to what.

    Raises NotFoundError.
    """
    events = members(store, id)
    found = _view(store, kept.current(store, id), events, _recalled(store, kept.current(store, id), events))
    return _followed(store, found, events)


def plain(store: Store, id: str) -> Incident:  # noqa: A002 - the record calls it so
    """The view that an incident's own records give, without what lies in other incidents; raises NotFoundError."""
    return _view(store, kept.current(store, id), members(store, id))


def incidents(store: Store, query: Query | str = "") -> Iterator[Incident]:
    """The plain views of the incidents that have a record the query asks for, in the order of those records.

    A limit is of incidents.
    """
    asked = Query.parse(query) if isinstance(query, str) else query
    seen: set[IncidentId] = set()
    for event in store.query(asked.limited(None)):
        id_ = kept.incident_of(store, event.id)
        if id_ not in seen:
            seen.add(id_)
            yield plain(store, id_)
        if asked.limit is not None and len(seen) >= asked.limit:
            return


def members(store: Store, id: str) -> tuple[Event, ...]:  # noqa: A002 - the record calls it so
    """The records of an incident as people have corrected them, by id; raises NotFoundError.

    Those that somebody rejected are left out, unless all were: then the incident is told by what was rejected.
    """
    machine = tuple(store.event(event) for event in kept.members(store, id))
    return tuple(corrected(store.connection, machine)) or machine


def reports(store: Store, documents: Iterable[Document]) -> list[Report]:
    """The documents as reports, each with the one it depends on."""
    told = list(documents)
    copies = {copy.document: copy for copy in kept.reprints(store, [document.id for document in told])}
    return [_report(document, copies.get(document.id)) for document in told]


def _report(document: Document, copy: kept.Reprint | None) -> Report:
    return Report(
        document=document.id,
        publisher=document.publisher,
        title=document.title,
        published=document.published.value if document.published else "",
        origin=copy.origin if copy else document.id,
        dependence=copy.dependence if copy else "original",
        shared=copy.shared if copy else 0.0,
        why=copy.why if copy else "",
    )


def _view(store: Store, id_: IncidentId, events: Sequence[Event], recalled: Sequence[Event] = ()) -> Incident:
    told = [*events, *recalled]
    documents = _documents(store, told)
    return view(id_, told, documents, reports(store, documents.values()), _around(store, events))


def _documents(store: Store, events: Iterable[Event]) -> Documents:
    """The documents of some records, and those that they depend on."""
    own = {event.document for event in events}
    origins = {copy.origin for copy in kept.reprints(store, own)}
    return {id_: store.document(id_) for id_ in sorted(own | origins)}


def _around(store: Store, events: Sequence[Event]) -> list[Event]:
    """All other records of the same documents."""
    own = {event.id for event in events}
    documents = tuple(dict.fromkeys(event.document for event in events))
    return [event for event in store.query(Query(document=documents, order="document")) if event.id not in own]


def _recalled(store: Store, id_: IncidentId, events: Sequence[Event]) -> list[Event]:
    """Later background mentions of the act's days that no other incident of those days fits as well."""
    spans = [days for event in events if (days := interval(event.date)) and _length(days) <= EXACT]
    if not spans:
        return []
    first, last = min(days[0] for days in spans), max(days[1] for days in spans)
    kinds = tuple(dict.fromkeys(event.type for event in events))
    near = store.query(Query(since=first, until=last, type=kinds, limit=MANY))
    groups: dict[IncidentId, list[Event]] = {}
    for event in near:
        if interval(event.date):
            groups.setdefault(kept.incident_of(store, event.id), []).append(event)
    mentions = [event for other in groups if other != id_ for event in _background(store, other)]
    told = [*events, *mentions, *(event for group in groups.values() for event in group)]
    tied = recall(mentions, groups | {id_: list(events)}, {e.document: store.document(e.document) for e in told})
    return [event for event in mentions if tied.get(event.id) == id_]


def _background(store: Store, id_: IncidentId) -> tuple[Event, ...]:
    """The records of an incident that is only recalled; none of another."""
    events = members(store, id_)
    return events if only_recalls(events, {e.document: store.document(e.document) for e in events}) else ()


def _length(days: tuple[str, str]) -> int:
    return (date.fromisoformat(days[1]) - date.fromisoformat(days[0])).days


def _followed(store: Store, found: Incident, events: Sequence[Event]) -> Incident:
    """The incident with the acts that it announced, and the announcements that it followed."""
    own = act(found, events)
    if not own.pairs or not own.day:
        return found
    pairs = follow([own, *_near_acts(store, own, events)])
    return msgspec.structs.replace(
        found,
        led_to=tuple(pair for pair in pairs if pair.announced == found.id),
        followed=tuple(pair for pair in pairs if pair.followed == found.id),
    )


def _near_acts(store: Store, own: Act, events: Sequence[Event]) -> Iterator[Act]:
    """Incidents of the kinds that follow, or announce, such an act, with a party of it, within the window."""
    later = announces(own.type)
    ends = ((way.announced, way.follows) if later else (way.follows, way.announced) for way in ways())
    kinds = tuple(dict.fromkeys(other for one, other in ends if one == own.type))
    day = date.fromisoformat(own.day)
    since, until = (day, day + timedelta(WINDOW)) if later else (day - timedelta(WINDOW), day)
    found: dict[EventId, Event] = {}
    for name in _names(events) if kinds else ():
        asked = Query(actor=(name,), type=kinds, since=since.isoformat(), until=until.isoformat(), limit=MANY)
        found |= {event.id: event for event in store.query(asked)}
    for id_ in dict.fromkeys(kept.incident_of(store, event) for event in found):
        if id_ != own.id:
            yield act(plain(store, id_), members(store, id_))


def _names(events: Sequence[Event]) -> list[str]:
    parties = (party for event in events for party in (*event.actors, *event.recipients))
    return list(dict.fromkeys(party.entity or party.name or "" for party in parties if party.entity or party.name))
