"""What several layouts ask of an entry, answered once."""

from __future__ import annotations

from datetime import date

from dateline.export.entry import Entry, Side
from dateline.export.lines import APART
from dateline.export.tables import NOBODY, Country, country, sectors
from dateline.model import content_hash

QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
NO_SIDE = Side(name="")
_UNDATED = "the day of the first report stands for that of the act"
_RECALLED = "only recalled as background: the reports are those that recall it"
_NO_DAY = "no day is known"
_NO_COUNTRY = "no country is known"
_PLACES = {"site": "city", "city": "city", "admin2": "district", "admin1": "province"}


def number(id_: str) -> int:
    """A whole number below 2^63 for an id, always the same."""
    return int(content_hash(id_, size=8), 16) >> 1


def quad(entry: Entry) -> int:
    """The number of the quad class, 1 to 4."""
    return QUADS.index(entry.quad) + 1


def compact(day: str) -> str:
    """A day as YYYYMMDD."""
    return day.replace("-", "")


def at(sides: tuple[Side, ...], nth: int = 0) -> Side:
    """The nth of some sides, a nameless one where there are fewer."""
    return sides[nth] if nth < len(sides) else NO_SIDE


def where(entry: Entry) -> Country:
    """The country of the act."""
    return country(entry.country)


def land(side: Side) -> Country:
    """The country of a side; one without codes for international bodies."""
    return country(side.country)


def land_name(side: Side) -> str:
    """Its name, or one of PLOVER's seven codes."""
    return land(side).name or side.country


def role(side: Side) -> str:
    """CAMEO's role code."""
    return sectors().get(side.sector, NOBODY).cameo


def cameo_actor(side: Side) -> str:
    """CAMEO's code of an actor: country or body, and role."""
    return side.country + role(side)


def names(sides: tuple[Side, ...]) -> str:
    """The names in one cell."""
    return APART.join(side.name for side in sides)


def level(entry: Entry, wanted: str) -> str:
    """The place's name if it is of that level: city, district or province."""
    return entry.place if _PLACES.get(entry.precision or "") == wanted else ""


def last(entry: Entry) -> str:
    """The last day."""
    return entry.last or entry.day


def days(entry: Entry) -> int:
    """How many days the act's date spans; 0 where none is told."""
    if not entry.dated:
        return 0
    return (date.fromisoformat(last(entry)) - date.fromisoformat(entry.day)).days + 1


def happened(entry: Entry) -> str:
    """Why an entry is none that happened, "" where it may have."""
    return {"planned": "only planned, expected or conditional", "denied": "denied, or said not to have happened"}.get(
        entry.standing, ""
    )


def needs_day(entry: Entry) -> str:
    """A layout without a day for a row has no place for it."""
    return "" if entry.day else _NO_DAY


def needs_day_and_country(entry: Entry) -> str:
    """The same of a day and a country."""
    return needs_day(entry) or ("" if where(entry).code else _NO_COUNTRY)


def altered(entry: Entry) -> tuple[str, ...]:
    """What a layout that has one kind of day and one kind of report cannot tell apart."""
    undated = () if entry.dated else (_UNDATED,)
    return (*undated, _RECALLED) if entry.recalled else undated
