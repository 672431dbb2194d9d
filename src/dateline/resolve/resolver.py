"""The resolver: events with bare spans in, events with actors, places and days out. It refuses with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from dateline.knowledge.actors import Actors
from dateline.knowledge.custom import read_actors
from dateline.knowledge.names import key
from dateline.model import Attribution, EntityId, Event, Parsed, Party, Place, Reason, Span, When
from dateline.model.ids import unlisted_id
from dateline.resolve import relative
from dateline.resolve import when as dates
from dateline.resolve.history import settled
from dateline.resolve.places import Locator
from dateline.resolve.profile import Profile
from dateline.resolve.story import Story
from dateline.resolve.where import Cartographer, Placed
from dateline.resolve.who import Hints, Identifier


class Resolver:
    """Fills names, countries, coordinates and days into events; the same story always gives the same result."""

    def __init__(self, identifier: Identifier, locator: Locator) -> None:
        self._identifier = identifier
        self._locator = locator
        self._cartographer = Cartographer(locator)

    @classmethod
    def load(cls, actors: Path | None = None, gazetteer: Path | None = None) -> Resolver:
        """With the packaged knowledge, gazetteer and ranker; with a user's file of actors before them, or gazetteer."""
        return cls(Identifier.load(read_actors(actors) if actors else ()), Locator.load(gazetteer))

    @property
    def actors(self) -> Actors:
        """The actors it knows."""
        return self._identifier.actors

    def resolve(self, parsed: Parsed, events: tuple[Event, ...]) -> tuple[Event, ...]:
        """The events of one story with what could be resolved, and a reason for each field that could not."""
        if not events:
            return events
        story = self._story(parsed)
        places = self._places(story, events)
        profiles: dict[tuple[int, int, Hints], Profile] = {}
        resolved = [self._event(event, story, places, profiles) for event in events]
        return settled(relative.dated(parsed.parse, resolved), parsed.document.published)

    def identify(self, parsed: Parsed, spans: Sequence[Span]) -> tuple[Party, ...]:
        """Who some spans of a story are, by the story alone: no act tells of place and time."""
        story = self._story(parsed)
        bare = [(Party(text=span.text, start=span.start, end=span.end), span) for span in spans]
        return tuple(_party(party, self._identifier.identify(span, story), "", []) for party, span in bare)

    def _story(self, parsed: Parsed) -> Story:
        named = self._locator.states_named(f"{parsed.document.title}\n{parsed.document.text}")
        return Story(parsed, named, self._identifier.actors)

    def _places(self, story: Story, events: Iterable[Event]) -> dict[tuple[int, int], Placed]:
        """The resolved place of each distinct span."""
        spans = {(e.place.start, e.place.end): e.place for e in events if e.place is not None}
        text, parse = story.document.text, story.parse
        placed = self._cartographer.place(text, parse, tuple(spans.values()), story.states)
        return dict(zip(spans, placed, strict=True))

    def _event(
        self,
        event: Event,
        story: Story,
        places: dict[tuple[int, int], Placed],
        profiles: dict[tuple[int, int, Hints], Profile],
    ) -> Event:
        reasons: list[Reason] = list(event.reasons)
        place, date = self._place(event, places, reasons), self._date(event, story, reasons)
        source = next((_span(a) for a in event.attribution), None)
        hints = Hints((place.country or "") if place else "", source, (date.first or "") if date else "")

        def who(span: Span) -> Profile:
            spot = (span.start, span.end, hints)
            if spot not in profiles:
                profiles[spot] = self._identifier.identify(span, story, hints)
            return profiles[spot]

        return msgspec.structs.replace(
            event,
            actors=tuple(_party(p, who(_span(p)), f"actors[{i}]", reasons) for i, p in enumerate(event.actors)),
            recipients=tuple(
                _party(p, who(_span(p)), f"recipients[{i}]", reasons) for i, p in enumerate(event.recipients)
            ),
            attribution=tuple(_source(a, who(_span(a))) for a in event.attribution),
            place=place,
            date=date,
            reasons=tuple(reasons),
        )

    def _date(self, event: Event, story: Story, reasons: list[Reason]) -> When | None:
        if event.date is None:
            return None
        dated = dates.date(event.date, story.parse, event.status, story.day)
        _note(reasons, "date", dated.reason)
        return dated.when

    def _place(self, event: Event, places: dict[tuple[int, int], Placed], reasons: list[Reason]) -> Place | None:
        if event.place is None:
            return None
        placed = places[event.place.start, event.place.end]
        _note(reasons, "place", placed.reason)
        return placed.place


_UNLISTED = "“{}” is no actor of the tables, and is kept by that name"


def _note(reasons: list[Reason], field: str, reason: str) -> None:
    if reason:
        reasons.append(Reason(field, reason))


def _span(part: Party | Attribution) -> Span:
    return Span(part.start, part.end, part.text)


def _party(party: Party, profile: Profile, field: str, reasons: list[Reason]) -> Party:
    """The party with its profile; what it already has is kept."""
    _note(reasons, field, profile.reason or (_UNLISTED.format(profile.name) if _is_unlisted(profile) else ""))
    return msgspec.structs.replace(
        party,
        name=party.name or profile.name or None,
        entity=party.entity or _entity(profile),
        country=party.country or profile.country or None,
        sector=party.sector or profile.sector or None,
    )


def _source(source: Attribution, profile: Profile) -> Attribution:
    """A source with its name and, where it speaks for one, its organisation."""
    return msgspec.structs.replace(
        source, name=source.name or profile.name or profile.body or None, entity=source.entity or _entity(profile)
    )


def _is_unlisted(profile: Profile) -> bool:
    return bool(profile.name) and not (profile.entity or profile.joint)


def _entity(profile: Profile) -> EntityId | None:
    """The id of the actor, of a named one who is in no table one made of his name; None for who is not named."""
    if _is_unlisted(profile):
        return unlisted_id(key(profile.name), profile.country)
    return EntityId(profile.entity) if profile.entity else None
