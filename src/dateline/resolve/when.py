"""When spans to calendar days: the interval of the time expression that overlaps the span."""

from __future__ import annotations

import datetime
import re

import msgspec

from dateline.model import Parse, Status, Timex, When

_WEEKDAY = re.compile(r"^(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_TOLD = re.compile(r"\b(?:\d{4}|last|past|previous|ago|earlier|yesterday)\b", re.IGNORECASE)


class Dated(msgspec.Struct, frozen=True):
    """A When with its days, or without and with the reason."""

    when: When
    reason: str = ""


def date(when: When, parse: Parse, status: Status = "actual", published: str = "") -> Dated:
    """The When with the days of the best overlapping time expression: one that has days, then the longest overlap.

    An act that is still to come (`status`) has the next such day after `published` (ISO), where the words allow it.
    """
    over = [t for t in parse.times if t.start < when.end and when.start < t.end]
    if not over:
        return Dated(when, f"“{when.text}” is no time expression that is understood")
    best = max(over, key=lambda t: (t.type in ("DATE", "TIME"), bool(t.first or t.last), _shared(t, when), -t.start))
    if not (best.first or best.last):
        return Dated(when, best.reason or f"“{best.text}” denotes no days of the calendar")
    first, last = _ahead(best, published) if status == "future" else (best.first, best.last)
    return Dated(msgspec.structs.replace(when, first=first, last=last))


def _ahead(timex: Timex, published: str) -> tuple[str | None, str | None]:
    """The days of a weekday or of a day of the year that are still to come: "will meet Friday", "opens on May 3"."""
    first, last = timex.first, timex.last
    past = first and first == last and len(published) == len("2020-01-31") and first < published
    if not past or not first or _TOLD.search(timex.text):
        return timex.first, timex.last
    day = datetime.date.fromisoformat(first)
    if _WEEKDAY.match(timex.text):
        day += datetime.timedelta(days=7)
    elif any(c.isdecimal() for c in timex.text) and (day.month, day.day) != (2, 29):
        day = day.replace(year=day.year + 1)
    return day.isoformat(), day.isoformat()


def _shared(timex: Timex, when: When) -> int:
    return min(timex.end, when.end) - max(timex.start, when.start)
