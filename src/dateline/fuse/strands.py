"""Strands: what one story tells of one act, reduced to what can be compared with another story's telling.

A strand is the unit that fusing groups. Its records stay together, unless a person has judged two of them different.

"The attack" is told without a day by a story that dates it in another sentence: a strand without a day, or a place, is
lent that of the nearest act of its kind in the story, and is marked so. What is lent is evidence of less weight, and
contradicts nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import islice

import msgspec

from dateline.fuse.echoes import is_background
from dateline.fuse.extent import naming, reach
from dateline.fuse.pairs import STEM
from dateline.fuse.rarity import rarest
from dateline.fuse.wording import content_words
from dateline.model import Document, DocumentId, Event, EventId, Party
from dateline.model.event import Status

WORDS = 16  # of a sentence that are compared: the rarest ones
STORY_WORDS = 24  # of a story
PARTIES = 6  # names, and words of names, on either side of the act
STORY = 2500  # characters of a story that say what it is about
_DAYS = ("first", "last")
_PLACE = ("country", "place", "latitude", "longitude", "exact", "located", "reach")
_MANY_DAYS = 45  # a longer interval dates nothing
_ANYBODY = frozenset({
    "people", "person", "persons", "man", "men", "woman", "women", "child", "children", "civilian", "civilians",
    "official", "officials", "authorities", "authority", "resident", "residents", "others", "members", "member",
    "group", "groups", "forces", "force", "troops", "soldiers", "soldier", "police", "government", "army",
    "military", "spokesman", "spokesperson", "spokeswoman", "leader", "leaders", "president", "minister",
    "ministry",
})  # fmt: skip
_ORDER: tuple[Status, ...] = ("actual", "negated", "historical", "future", "hypothetical")
_DEFINITE = re.compile(r"(\b(the|this|that|these|those|such)|['’]s)\s+$", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")


class Side(msgspec.Struct, frozen=True):
    """Who stands on one side of an act: entity ids, words of names, and country codes."""

    entities: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    named: bool = False  # whether anybody is mentioned at all


class Strand(msgspec.Struct, frozen=True, kw_only=True):
    """One story's records of one act. Days are ISO, "" where unknown; words are folded, rarest first.

    `type` may be "" where the kind of act is unknown: such strands are compared by their wording alone.
    """

    events: tuple[EventId, ...]  # in text order: the first stands for the strand in judgements
    document: DocumentId
    published: str = ""
    type: str = ""
    mode: str | None = None
    status: Status = "actual"
    trigger: str = ""
    stems: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    country: str = ""
    place: tuple[str, ...] = ()  # words of its name
    latitude: float | None = None
    longitude: float | None = None
    exact: bool = False  # the place is a town, a site or a district
    actors: Side = Side()
    recipients: Side = Side()
    killed: int | None = None
    sentence: tuple[str, ...] = ()
    story: tuple[str, ...] = ()
    located: bool = False  # the country is that of the place, not of the parties
    reach: int = 0  # km that the place may extend; 0 where it was not found
    definite: bool = False  # "the attack": told of as known
    lead: bool = False  # the first of its kind in its story
    alone: bool = False  # the only one of its kind in its story
    day_lent: bool = False  # by another act of its kind in its story
    place_lent: bool = False

    @property
    def event(self) -> EventId:
        """The record that stands for the strand."""
        return self.events[0]


def strands(document: Document, events: Iterable[Event]) -> Iterator[Strand]:
    """The strands of one document, in the order of their first records."""
    groups: dict[str, list[Event]] = {}
    for event in sorted(events, key=lambda e: (e.trigger.start, e.id)):
        groups.setdefault(event.incident or event.id, []).append(event)
    story = rarest(folded(f"{document.title}\n{document.text[:STORY]}"), STORY_WORDS)
    whole = resumed(document, groups.values())
    found = [strand(document, group, story) for group in whole]
    many = Counter(one.type for one in found)
    first = {one.type: one.event for one in reversed(found)}
    news = [not all(is_background(event, document) for event in group) for group in whole]
    for one in lent(found, news):
        yield msgspec.structs.replace(one, lead=first[one.type] == one.event, alone=many[one.type] == 1)


def lent(strands: Sequence[Strand], news: Sequence[bool]) -> Iterator[Strand]:
    """The strands of one story, in text order, with the days and places they lack; what is no news lends nothing."""
    for n, one in enumerate(strands):
        near = [*range(n - 1, -1, -1), *range(n + 1, len(strands))]  # what was told before is nearer than what follows
        kin = [strands[m] for m in near if strands[m].type == one.type and news[m]]
        day = next((other for other in kin if other.first and other.last), None)
        place = next((other for other in kin if other.located), None)
        if day and not one.first:
            one = _given(one, day, _DAYS, "day_lent")  # noqa: PLW2901
        if place and not (one.place or one.located):
            one = _given(one, place, _PLACE, "place_lent")  # noqa: PLW2901
        yield one


def _given(one: Strand, lender: Strand, names: tuple[str, ...], mark: str) -> Strand:
    return msgspec.structs.replace(one, **{name: getattr(lender, name) for name in names}, **{mark: True})


def resumed(document: Document, groups: Iterable[list[Event]]) -> list[list[Event]]:
    """The groups, with "the attack", told without day and place, put to the only earlier act of its kind."""
    found: list[list[Event]] = []
    for group in groups:
        earlier = [other for other in found if _one_kind(other[0], group[0])]
        bare = all(not event.place and not event.date and _definite(document, event) for event in group)
        if bare and len(earlier) == 1:
            earlier[0].extend(group)
            earlier[0].sort(key=lambda e: (e.trigger.start, e.id))
        else:
            found.append(list(group))
    return found


def _one_kind(a: Event, b: Event) -> bool:
    """One type; and one mode, where both are told, of which attacks are often given several."""
    return a.type == b.type and (a.type == "ASSAULT" or None in (a.mode, b.mode) or a.mode == b.mode)


def _definite(document: Document, event: Event) -> bool:
    return bool(_DEFINITE.search(document.text[event.sentence.start : event.trigger.start]))


def strand(document: Document, events: Sequence[Event], story: tuple[str, ...] = ()) -> Strand:
    """The strand of records of one document that tell of one act, given in text order."""
    lead = min(events, key=lambda e: _ORDER.index(e.status))  # the first that says most surely that it happened
    same = [event for event in events if event.type == lead.type] or [lead]
    dated, placed = _dated(events), _placed(events)
    when, where = (dated.date if dated else None), (placed.place if placed else None)
    killed = [e.fatalities.low for e in events if e.fatalities and e.fatalities.low is not None]
    return Strand(
        events=tuple(event.id for event in events),
        document=document.id,
        published=(document.published.day or "") if document.published else "",
        type=lead.type,
        mode=next((event.mode for event in same if event.mode), None),
        status=lead.status,
        trigger=lead.trigger.text.casefold(),
        stems=stems(" ".join(event.trigger.text for event in events)),
        first=(when.first or "") if when else "",
        last=(when.last or "") if when else "",
        country=(where.country if where else "") or _country(events),
        place=_few((word for event in events if event.place for word in sorted(naming(event.place))), 4),
        latitude=where.latitude if where else None,
        longitude=where.longitude if where else None,
        exact=bool(where and where.precision in ("site", "city", "admin2")),
        actors=side(party for event in events for party in event.actors),
        recipients=side(party for event in events for party in event.recipients),
        killed=max(killed, default=None),
        sentence=rarest(folded(" ".join(_sentences(document, events))), WORDS),
        story=story,
        reach=round(reach(where)) if where and where.latitude is not None else 0,
        located=bool(where and where.country),
        definite=all(_definite(document, event) for event in events),
    )


def side(parties: Iterable[Party]) -> Side:
    """What the parties on one side are known by."""
    parties = tuple(parties)
    words = (word for p in parties for word in sorted(content_words(p.name or p.text) - _ANYBODY) if word.isalpha())
    return Side(
        entities=_few(party.entity for party in parties),
        words=_few(words),
        countries=_few(party.country for party in parties),
        named=bool(parties),
    )


@lru_cache(maxsize=1 << 16)
def stems(text: str) -> tuple[str, ...]:
    """The beginnings that "bombing" and "bombed" share, of at most three words."""
    return _few((word[:STEM] for word in _WORD.findall(text.casefold()) if len(word) >= STEM), 3)


def _country(events: Iterable[Event]) -> str:
    """Where no place tells it: the one country that all parties are of, "" where they are of several."""
    found = {party.country for event in events for party in (*event.actors, *event.recipients) if party.country}
    return found.pop() if len(found) == 1 else ""


def _few(values: Iterable[str | None], most: int = PARTIES) -> tuple[str, ...]:
    return tuple(islice(dict.fromkeys(value for value in values if value), most))


def _sentences(document: Document, events: Iterable[Event]) -> list[str]:
    extents = dict.fromkeys((event.sentence.start, event.sentence.end) for event in events)
    return [document.text[start:end] for start, end in extents]


def folded(text: str) -> list[str]:
    """The words of a text in folded case."""
    return _WORD.findall(text.casefold())


def _dated(events: Iterable[Event]) -> Event | None:
    """The record with the narrowest dated interval; of equals the first."""
    spans = [(_length(event), n, event) for n, event in enumerate(events) if _length(event) <= _MANY_DAYS]
    return min(spans, key=lambda item: item[:2])[2] if spans else None


def _length(event: Event) -> int:
    when = event.date
    if not (when and when.first and when.last):
        return _MANY_DAYS + 1
    return (date.fromisoformat(when.last) - date.fromisoformat(when.first)).days


def _placed(events: Iterable[Event]) -> Event | None:
    """The record with the most exact place; of equals the first."""
    order = ("site", "city", "admin2", "admin1", "area", "country", None)
    found = [(order.index(e.place.precision), n, e) for n, e in enumerate(events) if e.place]
    return min(found, key=lambda item: item[:2])[2] if found else None
