"""The event record: `events.md` is its contract, PLOVER 2.0 its vocabulary."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any, Literal

import msgspec

from dateline.model.document import Document
from dateline.model.ids import DocumentId, EventId, content_hash
from dateline.model.issue import Issue
from dateline.model.parse import Parse
from dateline.model.span import Span

Status = Literal["actual", "historical", "future", "hypothetical", "negated"]
HAPPENED: frozenset[Status] = frozenset({"actual", "historical"})
Stance = Literal["asserts", "confirms", "denies", "doubts", "expects", "relays"]
PlacePrecision = Literal["site", "city", "admin2", "admin1", "country", "area"]


class Extent(msgspec.Struct, frozen=True):
    """Where a sentence stands."""

    start: int
    end: int


class Party(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody who acts or is acted upon: the longest noun phrase without its relative clause, as written."""

    text: str
    start: int
    end: int
    name: str | None = None  # canonical English name
    entity: str | None = None  # knowledge-base id
    country: str | None = None  # ISO 3166 alpha-3, or IGO, UNO, EUR, NGO, ISM, IMG, MNC, KOS
    sector: str | None = None  # PLOVER sector


class Place(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where an act took place."""

    text: str
    start: int
    end: int
    name: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: PlacePrecision | None = None
    geoname: str | None = None  # GeoNames id


class When(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """When an act took place: calendar days `from` to `to`, inclusive."""

    text: str
    start: int
    end: int
    first: str | None = msgspec.field(default=None, name="from")
    last: str | None = msgspec.field(default=None, name="to")


class Attribution(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One source between the publisher and the claim."""

    text: str
    start: int
    end: int
    cue: str | None = None
    stance: Stance = msgspec.field(default="asserts")
    medium: str | None = None
    anonymous: bool = False
    name: str | None = None
    entity: str | None = None

    def __post_init__(self) -> None:
        # JSON leaves a default out where it is the same object, and what another process sends back is not
        msgspec.structs.force_setattr(self, "stance", sys.intern(self.stance))


class Magnitude(msgspec.Struct, frozen=True, kw_only=True):
    """A stated number: `low` to `high`, None where the text leaves an end open."""

    text: str
    start: int
    end: int
    low: int | None = None
    high: int | None = None


class Reason(msgspec.Struct, frozen=True):
    """Why a field that a reader would expect is empty."""

    field: str
    reason: str


class Category(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A category of a codebook of the user's own that a record answers to; never a PLOVER type."""

    codebook: str
    name: str
    mode: str | None = None
    confidence: float = 0.5

    @property
    def label(self) -> str:
        """The category in one word: `codebook.NAME/mode`."""
        return f"{self.codebook}.{self.name}" + (f"/{self.mode}" if self.mode else "")


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One record: a word or phrase says that a party does, did, will do or did not do what a PLOVER type covers."""

    id: EventId
    document: DocumentId
    sentence: Extent
    type: str
    mode: str | None
    contexts: tuple[str, ...] = ()
    quad: str
    score: float
    cameo: str
    trigger: Span
    status: Status = "actual"
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    place: Place | None = None
    date: When | None = None
    fatalities: Magnitude | None = None
    injured: Magnitude | None = None
    size: Magnitude | None = None
    attribution: tuple[Attribution, ...] = ()
    condition: Span | None = None
    confidence: float = 0.5
    incident: str = ""
    reasons: tuple[Reason, ...] = ()
    categories: tuple[Category, ...] = ()  # of codebooks of the user's own

    def to_dict(self) -> dict[str, Any]:
        """The record as plain JSON-ready data."""
        built: dict[str, Any] = msgspec.to_builtins(self)
        return built


def event_id(
    document: DocumentId, type_: str, mode: str | None, *, status: str, trigger: Span, nth: int = 0
) -> EventId:
    """The id of a record: what makes it this record and no other. `nth` counts records alike in all of that."""
    where = (str(trigger.start), str(trigger.end), str(nth))
    return EventId("e" + content_hash(document, type_, mode or "", status, *where))


def identified(event: Event, nth: int = 0) -> Event:
    """The record under the id that it has by what it says; for one whose type, mode or status was changed."""
    id_ = event_id(event.document, event.type, event.mode, status=event.status, trigger=event.trigger, nth=nth)
    return msgspec.structs.replace(event, id=id_)


class Coded(msgspec.Struct, frozen=True, kw_only=True):
    """A document with its records and what could not be done, as stages hand it on."""

    document: Document
    parse: Parse
    events: tuple[Event, ...] = ()
    issues: tuple[Issue, ...] = ()


def to_json_lines(events: Iterable[Event]) -> bytes:
    """The records as JSON Lines: UTF-8, one record a line, keys in the contract's order."""
    encoder = msgspec.json.Encoder()
    return b"".join(encoder.encode(event) + b"\n" for event in events)
