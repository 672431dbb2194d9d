"""The resolver: events with bare spans in, events with actors, places and days out. It refuses with a reason."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dateline.model import Attribution, Event, Parsed, Party, Place, Reason, Span
from dateline.resolve import when as dates
from dateline.resolve.places import Locator
from dateline.resolve.story import Story
from dateline.resolve.where import Cartographer, Placed
from dateline.resolve.who import Hints, Identifier, Profile


class Resolver:
    """Fills names, countries, coordinates and days into events; the same story always gives the same result."""

    def __init__(self, identifier: Identifier, locator: Locator) -> None:
        self._identifier = identifier
        self._locator = locator
        self._cartographer = Cartographer(locator)

    @classmethod
    def load(cls) -> Resolver:
        """With the packaged knowledge, gazetteer and ranker."""
        return cls(Identifier.load(), Locator.load())

    def resolve(self, parsed: Parsed, events: tuple[Event, ...]) -> tuple[Event, ...]:
        """The events of one story with what could be resolved, and a reason for each field that could not."""
        if not events:
            return events
        story = Story(
            parsed,
            self._locator.states_named(f"{parsed.document.title}\n{parsed.document.text}"),
            self._identifier.actors,
        )
        places = self._places(story, events)
        profiles: dict[tuple[int, int, Hints], Profile] = {}
        return tuple(self._event(event, story, places, profiles) for event in events)

    def _places(self, story: Story, events: Iterable[Event]) -> dict[tuple[int, int], Placed]:
        """The resolved place of each distinct span."""
        spans = {(e.place.start, e.place.end): e.place for e in events if e.place is not None}
        text, parse = story.document.text, story.parse
        placed = self._cartographer.place(text, parse, tuple(spans.values()))
        return dict(zip(spans, placed, strict=True))

    def _event(
        self,
        event: Event,
        story: Story,
        places: dict[tuple[int, int], Placed],
        profiles: dict[tuple[int, int, Hints], Profile],
    ) -> Event:
        reasons: list[Reason] = list(event.reasons)
        place = self._place(event, places, reasons)
        source = next((_span(a) for a in event.attribution), None)
        hints = Hints((place.country or "") if place else "", source)

        def who(span: Span) -> Profile:
            spot = (span.start, span.end, hints)
            if spot not in profiles:
                profiles[spot] = self._identifier.identify(span, story, hints)
            return profiles[spot]

        date = event.date
        if date is not None:
            dated = dates.date(date, story.parse)
            date = dated.when
            _note(reasons, "date", dated.reason)
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

    def _place(self, event: Event, places: dict[tuple[int, int], Placed], reasons: list[Reason]) -> Place | None:
        if event.place is None:
            return None
        placed = places[event.place.start, event.place.end]
        _note(reasons, "place", placed.reason)
        return msgspec.structs.replace(placed.place, text=event.place.text)


def _note(reasons: list[Reason], field: str, reason: str) -> None:
    if reason:
        reasons.append(Reason(field, reason))


def _span(part: Party | Attribution) -> Span:
    return Span(part.start, part.end, part.text)


def _party(party: Party, profile: Profile, field: str, reasons: list[Reason]) -> Party:
    """The party with its profile; what it already has is kept."""
    _note(reasons, field, profile.reason)
    return msgspec.structs.replace(
        party,
        name=party.name or profile.name or None,
        entity=party.entity or profile.entity or None,
        country=party.country or profile.country or None,
        sector=party.sector or profile.sector or None,
    )


def _source(source: Attribution, profile: Profile) -> Attribution:
    """A source with its name and, where it speaks for one, its organisation."""
    return msgspec.structs.replace(
        source, name=source.name or profile.name or profile.body or None, entity=source.entity or profile.entity or None
    )
