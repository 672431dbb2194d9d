"""The fields of a foreign row: texts, numbers, days and countries, read or refused with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from dateline.export.tables import countries
from dateline.knowledge import States

Fields = Mapping[str, object]
_GUARDED = ("=", "+", "-", "@")  # what an export guards with a quotation mark


class UnreadableError(ValueError):
    """A field that cannot be what it should be; the message says why."""


def text(row: Fields, name: str) -> str:
    """The text of a field, "" where there is none; the guard that exports set before formulas is taken off."""
    value = row.get(name)
    told = "" if value is None else str(value).strip()
    return told[1:] if told.startswith("'") and told[1:].startswith(_GUARDED) else told


def listed(row: Fields, name: str) -> tuple[str, ...]:
    """The values of a field that holds several, parted by semicolons."""
    return tuple(part for part in map(str.strip, text(row, name).split(";")) if part)


def real(row: Fields, name: str) -> float | None:
    """A decimal number."""
    told = text(row, name)
    try:
        return float(told) if told else None
    except ValueError:
        raise UnreadableError(f"{name} is '{told}', which is no number") from None


def whole(row: Fields, name: str) -> int | None:
    """A whole number."""
    told = real(row, name)
    if told is not None and told != int(told):
        raise UnreadableError(f"{name} is '{told}', which is no whole number")
    return None if told is None else int(told)


def day(row: Fields, name: str) -> str:
    """An ISO day, of a day or time written as 2024-08-13, 2024-08-13T…, or 20240813."""
    told = text(row, name)
    try:
        return date.fromisoformat(told[:8] if told[:8].isdecimal() else told[:10]).isoformat()
    except ValueError:
        raise UnreadableError(f"{name} is '{told}', which is no day") from None


def point(row: Fields, latitude: str, longitude: str) -> tuple[float | None, float | None]:
    """Latitude and longitude, both or neither."""
    north, east = real(row, latitude), real(row, longitude)
    if north is None or east is None:
        return None, None
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise UnreadableError(f"{latitude} and {longitude} are {north}, {east}, which is no point")
    return north, east


def country(name: str) -> str:
    """The code of a country named in English, or of its code; "" where nobody knows it."""
    if name in countries():
        return name
    found = _states().named(name) if name else None
    return found.code if found else ""


@cache
def _states() -> States:
    return States.load()
