"""Which days a record is filed under: those of the act, or of the publication where the act is undated."""

from __future__ import annotations

import calendar
import re
from datetime import date

import msgspec

from dateline.model import Document, Event

LAST_DAY = "9999-12-31"
UNDATED = "~"  # sorts after every day
_NINES = str.maketrans("0123456789", "9876543210")
_DATE = re.compile(r"\d{4}(-\d\d){0,2}", re.ASCII)


class Filed(msgspec.Struct, frozen=True):
    """`day` sorts, None where nothing is known; a search by date compares `first` to `last`."""

    day: str | None
    first: str | None
    last: str | None

    @property
    def oldest_first(self) -> str:
        """What sorts the record by day; undated ones come last."""
        return self.day or UNDATED

    @property
    def newest_first(self) -> str:
        """What sorts it backwards, and undated ones last all the same: the day with each digit taken from nine."""
        return self.day.translate(_NINES) if self.day else UNDATED


def filed(event: Event, document: Document) -> Filed:
    """The days of an event; an end that the text leaves open stays open."""
    when = event.date
    if when and (when.first or when.last):
        return Filed(when.first or when.last, when.first or "", when.last or LAST_DAY)
    first, last = _published(document)
    return Filed(first, first, last)


def _published(document: Document) -> tuple[str | None, str | None]:
    if document.published is None:
        return None, None
    length = {"year": 4, "month": 7}.get(document.published.precision, 10)
    try:
        return expand(document.published.value[:length])
    except ValueError:  # a day that no calendar has, as pages sometimes print: as good as none
        return None, None


def expand(value: str) -> tuple[str, str]:
    """First and last ISO day of a year, a month or a day ("2024", "2024-02", "2024-02-29"); raises ValueError."""
    if not _DATE.fullmatch(value):
        raise ValueError(value)
    first = date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    end = {4: (12, 31), 7: (first.month, calendar.monthrange(first.year, first.month)[1])}
    month, day = end.get(len(value), (first.month, first.day))
    return first.isoformat(), first.replace(month=month, day=day).isoformat()
