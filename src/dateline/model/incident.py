"""Incidents: judgements that records tell of one act, and the view that their records give of it.

A record is permanent; which records tell of one act is a judgement, stored apart, explained, and open to be overruled.
An incident is what follows from records and judgements: it can be made again at any time, and never edits a record.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from dateline.model.event import Stance, Status
from dateline.model.ids import DocumentId, EventId, IncidentId

Verdict = Literal["same", "different", "unsure", "undecided"]
Dependence = Literal["original", "reprint", "wire", "cites"]
Agreement = Literal["agreed", "updated", "disputed", "open"]
FactName = Literal[
    "happened", "actor", "recipient", "place", "date", "killed", "injured", "size", "how", "claimed", "denied"
]  # fmt: skip

MACHINE = "dateline"  # the author of judgements that no person made


class Factor(msgspec.Struct, frozen=True):
    """One piece of evidence in a judgement: a named feature, and what it adds to the log-odds."""

    name: str
    weight: float


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """Whether two records tell of one act. `left` sorts before `right`; a person's outranks the machine's.

    `score` is log-odds (0 for a person's); `at` is when a person judged, ISO 8601 in UTC, "" for the machine.
    """

    left: EventId
    right: EventId
    verdict: Verdict
    score: float = 0.0
    factors: tuple[Factor, ...] = ()
    reason: str = ""
    by: str = MACHINE
    version: str = ""
    at: str = ""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One document that tells of an incident, and whether it does so on its own.

    Reports with the same `origin` are not independent of one another; `why` says in a few words how that is known
    ("94 % the same text", "credits AFP", "cites the report of Radio Dabanga").
    """

    document: DocumentId
    publisher: str = ""
    title: str = ""
    published: str = ""
    origin: DocumentId
    dependence: Dependence = "original"
    shared: float = 0.0  # share of its text that stands in the origin, 0 to 1
    why: str = ""


class Testimony(msgspec.Struct, frozen=True, kw_only=True):
    """One record that gives a fact a value: where it stands, who says so, when it was published.

    `start` and `end` are the characters of the document that carry the value.
    """

    event: EventId
    document: DocumentId
    start: int
    end: int
    source: str = ""  # the nearest named source, "" where the report itself says so
    stance: Stance = "asserts"
    reported: str = ""  # ISO day of publication


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """One value of a fact, with everything that says so, earliest first. `low` and `high` are of numbers only."""

    value: str
    key: str  # what makes values equal: an entity id, an ISO interval, a number, a status
    low: int | None = None
    high: int | None = None
    independent: int = 0  # origins among the testimonies
    testimonies: tuple[Testimony, ...] = ()


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that reports say about an incident: its values, most independent first, and whether they agree.

    `best` is the value that `rule` chooses, stated in words; `low` and `high` are the extremes of a number.
    """

    name: FactName
    agreement: Agreement
    values: tuple[Value, ...]
    best: str = ""
    low: int | None = None
    high: int | None = None
    rule: str = ""


class Echo(msgspec.Struct, frozen=True, kw_only=True):
    """A later mention, as background, of an incident."""

    event: EventId
    document: DocumentId
    reported: str = ""


class FollowUp(msgspec.Struct, frozen=True, kw_only=True):
    """A threat, promise or demand, and a later act by the same side against the same side."""

    announced: IncidentId
    followed: IncidentId
    days: int
    reason: str


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """One act, as its reports tell it."""

    id: IncidentId
    type: str
    mode: str | None
    quad: str
    status: Status
    title: str  # one line in words, composed from the facts
    first: str = ""  # ISO days of the act, from and to
    last: str = ""
    reported: str = ""  # ISO day of the first report
    events: tuple[EventId, ...] = ()
    reports: tuple[Report, ...] = ()
    independent: int = 0  # origins among the reports
    facts: tuple[Fact, ...] = ()
    echoes: tuple[Echo, ...] = ()
    led_to: tuple[FollowUp, ...] = ()
    followed: tuple[FollowUp, ...] = ()
    categories: tuple[str, ...] = ()  # of own codebooks, that its records bear: `codebook.NAME/mode`

    def fact(self, name: FactName) -> Fact | None:
        """The fact of that name, None where no report speaks of it."""
        return next((fact for fact in self.facts if fact.name == name), None)


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One change of what incidents there are: `old` ones became `new` ones."""

    what: Literal["found", "joined", "merged", "split", "left", "gone"]
    old: tuple[IncidentId, ...] = ()
    new: tuple[IncidentId, ...] = ()
    events: tuple[EventId, ...] = ()
    by: str = MACHINE
    reason: str = ""
    at: str = ""
