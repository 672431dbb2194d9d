"""What every layout is written from: an event, or an incident, as one flat record."""

from __future__ import annotations

from typing import Literal

import msgspec

from dateline.model.event import PlacePrecision, Status

Level = Literal["events", "incidents"]


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who acts or is acted upon. `text` is as written; `name` the canonical name, the text where none is."""

    name: str
    text: str = ""
    entity: str = ""
    country: str = ""  # ISO 3166 alpha-3, or one of PLOVER's seven codes
    sector: str = ""


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One report of an act. `start` and `end` are the characters of the trigger, 0 where many records tell it."""

    document: str
    url: str = ""
    title: str = ""
    publisher: str = ""
    published: str = ""  # ISO day, "" where unknown
    language: str = ""
    length: int = 0  # characters
    start: int = 0
    end: int = 0
    actor: int = -1  # offset of the first actor, -1 where not known
    recipient: int = -1


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One event or one incident; "" and None mean not told. Days are ISO; `day` is what it is filed under."""

    id: str
    incident: str
    level: Level
    type: str
    mode: str = ""
    quad: str
    score: float
    cameo: str
    contexts: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()  # of own codebooks: `codebook.NAME/mode`
    status: Status
    standing: str
    title: str = ""
    sentence: str = ""
    first: str = ""
    last: str = ""
    reported: str = ""  # ISO day of the first report
    actors: tuple[Side, ...] = ()
    recipients: tuple[Side, ...] = ()
    sources: tuple[str, ...] = ()  # who says so: of an event nearest to the claim first, of an incident known first
    country: str = ""
    place: str = ""
    place_text: str = ""
    latitude: float | None = None
    longitude: float | None = None
    precision: PlacePrecision | None = None
    geoname: str = ""
    killed_low: int | None = None
    killed_best: int | None = None
    killed_high: int | None = None
    injured_low: int | None = None
    injured_best: int | None = None
    injured_high: int | None = None
    confidence: float | None = None
    disputed: tuple[str, ...] = ()
    reports: tuple[Told, ...] = ()
    recalled: bool = False  # no report tells it as news: `reports` are those that recall it as background
    independent: int = 1
    events: int = 1

    @property
    def day(self) -> str:
        """The first day of the act, else its last, else that of its first report; "" where none is known."""
        return self.first or self.last or self.reported

    @property
    def dated(self) -> bool:
        """Whether a day of the act is told."""
        return bool(self.first or self.last)

    @property
    def lead(self) -> Told:
        """The first report."""
        return self.reports[0] if self.reports else Told(document="")

    @property
    def kind(self) -> str:
        """Type and mode: "ASSAULT/drone"."""
        return f"{self.type}/{self.mode}" if self.mode else self.type
