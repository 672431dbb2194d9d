"""Calendar arithmetic on intervals of whole days, and TIMEX3's way of writing them.

Weeks are ISO 8601's (Monday to Sunday), seasons the northern meteorological ones; decades and centuries count from 0.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

import msgspec

from dateline.model.time import Granularity

Part = Literal["START", "MID", "END"]

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # first month
MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200, "millennium": 12000}
DAYS_IN = {"day": 1, "weekday": 1, "weekend": 7, "week": 7, "fortnight": 14}
PER_DAY = {"hour": 24, "minute": 1440, "second": 86_400}
FIRST_YEAR, LAST_YEAR = 1, 9998


class Days(msgspec.Struct, frozen=True):
    """An interval of days, both ends inclusive, the unit it is made of, and its TIMEX3 value."""

    first: date
    last: date
    grain: Granularity
    value: str


def day(on: date) -> Days:
    """One day."""
    return Days(on, on, "day", on.isoformat())


def week(on: date) -> Days:
    """The ISO week that holds a day."""
    monday = on - timedelta(days=on.weekday())
    year, number, _ = on.isocalendar()
    return Days(monday, monday + timedelta(days=6), "week", f"{year}-W{number:02}")


def weekend(on: date) -> Days:
    """The Saturday and Sunday of the ISO week that holds a day."""
    whole = week(on)
    return Days(whole.first + timedelta(days=5), whole.last, "weekend", f"{whole.value}-WE")


def month(year: int, number: int) -> Days:
    """A calendar month."""
    return Days(
        date(year, number, 1), date(year, number, monthrange(year, number)[1]), "month", f"{year:04}-{number:02}"
    )


def quarter(year: int, number: int) -> Days:
    """A calendar quarter, 1 to 4."""
    return _months(year, 3 * number - 2, 3, "quarter", f"{year:04}-Q{number}")


def half(year: int, number: int) -> Days:
    """The first or second half of a year."""
    return _months(year, 6 * number - 5, 6, "other", f"{year:04}-H{number}")


def season(year: int, name: str) -> Days:
    """A season (SP, SU, FA, WI); the winter of a year is the one that begins in its December."""
    return _months(year, SEASONS[name], 3, "season", f"{year:04}-{name}")


def year(number: int) -> Days:
    """A calendar year."""
    return Days(date(number, 1, 1), date(number, 12, 31), "year", f"{number:04}")


def decade(start: int) -> Days:
    """Ten years from a year that ends in 0."""
    return Days(date(max(start, 1), 1, 1), date(start + 9, 12, 31), "decade", f"{start // 10:03}")


def century(number: int) -> Days:
    """The n-th century: the 20th is 1900 to 1999, as newspapers count."""
    start = 100 * (number - 1)
    return Days(date(max(start, 1), 1, 1), date(start + 99, 12, 31), "century", f"{number - 1:02}")


def unit_around(on: date, unit: str) -> Days | None:
    """The day, week, month, ... that holds a day; None for a unit that calendars do not number."""
    makers = {
        "day": lambda: day(on),
        "week": lambda: week(on),
        "weekend": lambda: weekend(on),
        "month": lambda: month(on.year, on.month),
        "quarter": lambda: quarter(on.year, (on.month + 2) // 3),
        "year": lambda: year(on.year),
        "decade": lambda: decade(on.year // 10 * 10),
        "century": lambda: century(on.year // 100 + 1),
    }
    return makers[unit]() if unit in makers else None


def shift(on: date, count: float, unit: str) -> date | None:
    """A day `count` units later (earlier if negative), or None beyond the calendar or for a shorter unit than a day."""
    if unit in MONTHS_IN:
        return _shift_months(on, round(count * MONTHS_IN[unit]))
    if unit not in DAYS_IN:
        return None
    return _checked(on.toordinal() + round(count * DAYS_IN[unit]))


def nth(whole: Days, number: int, unit: str) -> Days | None:
    """The n-th day, week or month of an interval (-1 the last); weeks of a month are its days 1-7, 8-14, ..."""
    size = {"day": 1, "week": 7, "month": 0}.get(unit)
    if size is None:
        return None
    if size == 0:
        start = _shift_months(whole.first, number - 1 if number > 0 else _months_in(whole) + number)
        return month(start.year, start.month) if start and whole.first <= start <= whole.last else None
    first = whole.first + timedelta(days=size * (number - 1)) if number > 0 else whole.last - timedelta(days=size - 1)
    last = min(first + timedelta(days=size - 1), whole.last)
    return Days(first, last, "day" if size == 1 else "week", first.isoformat()) if first <= last else None


def part(whole: Days, which: Part) -> Days:
    """The early, middle or late part: thirds of a month, quarters' ends of a year, years 0-3, 4-6, 7-9 of a decade."""
    first, last = _PARTS.get(whole.grain, _thirds)(whole, which)
    return Days(first, last, whole.grain, whole.value)


def _month_part(whole: Days, which: Part) -> tuple[date, date]:
    tenth, twentieth = whole.first.replace(day=10), whole.first.replace(day=20)
    one = timedelta(days=1)
    return {
        "START": (whole.first, tenth),
        "MID": (tenth + one, twentieth),
        "END": (twentieth + one, whole.last),
    }[which]


def _year_part(whole: Days, which: Part) -> tuple[date, date]:
    first, last = {"START": (1, 3), "MID": (5, 8), "END": (10, 12)}[which]
    return month(whole.first.year, first).first, month(whole.first.year, last).last


def _decade_part(whole: Days, which: Part) -> tuple[date, date]:
    first, last = {"START": (0, 3), "MID": (4, 6), "END": (7, 9)}[which]
    start = whole.first.year // 10 * 10
    return year(max(start + first, 1)).first, year(start + last).last


def _century_part(whole: Days, which: Part) -> tuple[date, date]:
    first, last = {"START": (0, 33), "MID": (34, 66), "END": (67, 99)}[which]
    start = whole.first.year // 100 * 100
    return year(max(start + first, 1)).first, year(start + last).last


def _week_part(whole: Days, which: Part) -> tuple[date, date]:
    first, last = {"START": (0, 2), "MID": (1, 3), "END": (3, 6)}[which]
    return whole.first + timedelta(days=first), whole.first + timedelta(days=last)


def _day_part(whole: Days, which: Part) -> tuple[date, date]:  # noqa: ARG001 - a day has no parts that are days
    return whole.first, whole.last


def _thirds(whole: Days, which: Part) -> tuple[date, date]:
    size = (whole.last - whole.first).days + 1
    at = {"START": 0, "MID": size // 3, "END": size - size // 3}[which]
    to = {"START": size // 3, "MID": size - size // 3, "END": size}[which]
    return whole.first + timedelta(days=at), whole.first + timedelta(days=max(to - 1, at))


_PARTS = {
    "month": _month_part,
    "year": _year_part,
    "decade": _decade_part,
    "century": _century_part,
    "week": _week_part,
    "day": _day_part,
    "weekend": _day_part,
}


def _months(year_: int, first: int, count: int, grain: Granularity, value: str) -> Days:
    start = date(year_, first, 1)
    end = _shift_months(start, count)
    return Days(start, end - timedelta(days=1) if end else start, grain, value)


def _months_in(whole: Days) -> int:
    return (whole.last.year - whole.first.year) * 12 + whole.last.month - whole.first.month + 1


def _shift_months(on: date, count: int) -> date | None:
    total = on.year * 12 + on.month - 1 + count
    year_, month_ = divmod(total, 12)
    if not FIRST_YEAR <= year_ <= LAST_YEAR:
        return None
    return date(year_, month_ + 1, min(on.day, monthrange(year_, month_ + 1)[1]))


def _checked(ordinal: int) -> date | None:
    lowest, highest = date(FIRST_YEAR, 1, 1).toordinal(), date(LAST_YEAR, 12, 31).toordinal()
    return date.fromordinal(ordinal) if lowest <= ordinal <= highest else None
