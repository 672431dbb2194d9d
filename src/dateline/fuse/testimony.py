"""A record as testimony: which report it stands in, when that was published, who says so, on whose word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

import msgspec

from dateline.model import Attribution, Document, DocumentId, Event, Report, Stance, Testimony, Value

DENYING: frozenset[Stance] = frozenset({"denies", "doubts"})


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """One record with the report it stands in.

    `at` is when its words were first published: a copy counts from the day of its origin.
    """

    event: Event
    document: DocumentId
    origin: DocumentId
    outlet: str = ""
    at: str = ""  # ISO, as precise as the page tells
    day: str = ""  # ISO day of this report
    sentence: str = ""  # that carries the record

    @property
    def order(self) -> tuple[str, str, str, int, str]:
        """Earliest words first; of one moment, the original before its copies, then in the order of the text."""
        copy = "" if self.document == self.origin else self.document
        return self.at, self.origin, copy, self.event.trigger.start, self.event.id


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """A value that one record gives to one fact. `low` and `high` are of numbers only."""

    telling: Telling
    value: str
    key: str
    start: int
    end: int
    source: str = ""
    stance: Stance = "asserts"
    low: int | None = None
    high: int | None = None


Same = Callable[[Statement, Statement], bool]


def tellings(
    events: Iterable[Event], documents: Mapping[DocumentId, Document], reports: Iterable[Report]
) -> tuple[Telling, ...]:
    """The records with their reports, earliest first; a document without a report is its own origin."""
    known = {report.document: report for report in reports}
    built = (_telling(event, documents, known.get(event.document)) for event in events)
    return tuple(sorted(built, key=lambda telling: telling.order))


def _telling(event: Event, documents: Mapping[DocumentId, Document], report: Report | None) -> Telling:
    document = documents.get(event.document)
    origin = report.origin if report else event.document
    own = _published(document)
    first = _published(documents.get(origin)) or own
    outlet = document.publisher if document else (report.publisher if report else "")
    return Telling(
        event=event,
        document=event.document,
        origin=origin,
        outlet=outlet,
        at=min(own, first) or own,
        day=_day(document),
        sentence=_sentence(event, document),
    )


def _sentence(event: Event, document: Document | None) -> str:
    return document.text[event.sentence.start : event.sentence.end] if document else ""


def _published(document: Document | None) -> str:
    return document.published.value if document and document.published else ""


def _day(document: Document | None) -> str:
    return (document.published.day or "") if document and document.published else ""


def source(event: Event) -> Attribution | None:
    """The nearest named source that stands by the claim; the nearest nameless one where none is named."""
    standing = [one for one in event.attribution if one.stance not in DENYING]
    return next((one for one in standing if not one.anonymous), standing[0] if standing else None)


def called(one: Attribution | None) -> str:
    """A source's name, "" for the report itself."""
    return (one.name or one.text) if one else ""


class Stretch(Protocol):
    """Anything that stands somewhere in a text."""

    @property
    def start(self) -> int:
        """Its first character."""
        ...

    @property
    def end(self) -> int:
        """The character after its last."""
        ...


def state(
    telling: Telling, value: str, key: str, span: Stretch, *, low: int | None = None, high: int | None = None
) -> Statement:
    """A statement on the word of the record's nearest source, at a span of its document."""
    who = source(telling.event)
    start, end = span.start, span.end
    stance: Stance = who.stance if who else "asserts"
    return Statement(
        telling=telling,
        value=value,
        key=key,
        start=start,
        end=end,
        source=called(who),
        stance=stance,
        low=low,
        high=high,
    )


def values(statements: Iterable[Statement], same: Same) -> tuple[Value, ...]:
    """The statements gathered into values, most independent first, then earliest; the first to say it words it."""
    groups: list[list[Statement]] = []
    for statement in statements:
        group = next((g for g in groups if any(same(statement, other) for other in g)), None)
        if group is None:
            groups.append([statement])
        else:
            group.append(statement)
    found = [value_of(group) for group in groups]
    return tuple(sorted(found, key=lambda value: -value.independent))


def value_of(group: list[Statement]) -> Value:
    """One value, worded as in its first statement."""
    first = group[0]
    return Value(
        value=first.value,
        key=first.key,
        low=first.low,
        high=first.high,
        independent=len({statement.telling.origin for statement in group}),
        testimonies=tuple(testimony(statement) for statement in group),
    )


def testimony(statement: Statement) -> Testimony:
    """What is kept of a statement in the view."""
    return Testimony(
        event=statement.telling.event.id,
        document=statement.telling.document,
        start=statement.start,
        end=statement.end,
        source=statement.source,
        stance=statement.stance,
        reported=statement.telling.day,
    )
