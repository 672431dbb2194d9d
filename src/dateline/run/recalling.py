"""Background mentions whose group tells of nothing else, put with the incident that they recall."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import msgspec

from dateline.fuse.echoes import only_recalls
from dateline.fuse.partition import Fused
from dateline.fuse.recall import recall
from dateline.fuse.rulings import Rulings
from dateline.model import Document, DocumentId, Event, EventId, IncidentId
from dateline.store import Store

READ = 4096  # documents held
MOST = 200_000  # records held in memory for this; a larger store keeps such mentions as incidents of their own

Home = dict[EventId, int]


class Shelf(Mapping[DocumentId, Document]):
    """The documents of a store, read when asked for: not more than `READ` are held."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._read = lru_cache(maxsize=READ)(store.document)

    def __getitem__(self, id_: DocumentId) -> Document:
        return self._read(id_)

    def __iter__(self) -> Iterator[DocumentId]:
        return (document.id for document in self._store.documents())

    def __len__(self) -> int:
        return sum(1 for _ in self)


def recalled(store: Store, fused: Fused, rules: Rulings) -> Fused:
    """The groups, with each record of a group that is background throughout moved to the group that it recalls."""
    if sum(map(len, fused.groups)) > MOST:
        return fused
    events = {event.id: event for event in store.events_by_document()}
    documents = Shelf(store)
    told = {IncidentId(str(n)): [events[id_] for id_ in group] for n, group in enumerate(fused.groups)}
    lone = {event.id: n for n, group in enumerate(told.values()) for event in _lone(group, documents)}
    found = recall([events[id_] for id_ in lone], told, documents)
    moved = {id_: n for id_, n in _one_way(found, lone).items() if not rules.apart([id_], fused.groups[n])}
    return _moved(fused, moved) if moved else fused


def _lone(group: Sequence[Event], documents: Mapping[DocumentId, Document]) -> Sequence[Event]:
    return group if only_recalls(group, documents) else ()


def _one_way(found: dict[EventId, IncidentId], lone: Home) -> Home:
    """Of two mentions that recall each other, the later group's goes to the earlier one."""
    from_ = set(lone.values())
    targets = ((id_, int(n)) for id_, n in sorted(found.items()))
    return {id_: n for id_, n in targets if n not in from_ or n < lone[id_]}


def _moved(fused: Fused, moved: Home) -> Fused:
    """The groups with the records moved. A part that lost a record is not named any more: it must be decided anew."""
    groups = [[id_ for id_ in group if moved.get(id_, n) == n] for n, group in enumerate(fused.groups)]
    torn = {fused.parts[n] for n, group in enumerate(fused.groups) if len(groups[n]) < len(group)}
    for id_, n in moved.items():
        if id_ not in groups[n]:
            groups[n].append(id_)
            torn.add(fused.parts[n])
    kept = [
        (tuple(sorted(group)), "" if part in torn else part)
        for group, part in zip(groups, fused.parts, strict=True)
        if group
    ]
    kept.sort()
    return msgspec.structs.replace(fused, groups=[group for group, _ in kept], parts=[part for _, part in kept])
