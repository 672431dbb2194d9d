"""Days that are named, not numbered: the year's holidays, from their rules.

Easter by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, ch. 8); the Islamic dates by the tabular
calendar (epoch 16 July 622 Julian), which may differ by a day from the sighted moon.
"""

from __future__ import annotations

from datetime import date, timedelta

from dateline.parse.times import days as d
from dateline.parse.times.days import Days

FIXED = {
    "christmas": (12, 25),
    "christmas_eve": (12, 24),
    "new_year": (1, 1),
    "new_year_eve": (12, 31),
    "may_day": (5, 1),
    "halloween": (10, 31),
    "valentine": (2, 14),
    "july_4": (7, 4),
}
FROM_EASTER = {
    "easter": 0,
    "easter_monday": 1,
    "good_friday": -2,
    "palm_sunday": -7,
    "ash_wednesday": -46,
    "pentecost": 49,
}
NTH_WEEKDAY = {  # month, weekday, which (-1 the last): holidays of the United States
    "thanksgiving": (11, 3, 4),
    "labor_day": (9, 0, 1),
    "memorial_day": (5, 0, -1),
    "mlk_day": (1, 0, 3),
}
ISLAMIC = {  # month, first day, length in days (0: the whole month)
    "ramadan": (9, 1, 0),
    "eid_al_fitr": (10, 1, 3),
    "eid_al_adha": (12, 10, 4),
    "ashura": (1, 10, 1),
    "mawlid": (3, 12, 1),
}
SINGLE = {"sept_11": d.day(date(2001, 9, 11))}  # called by its figures
EPOCH = 227_014  # ordinal of the day before 1 Muharram of the year 1, in the proleptic Gregorian calendar


def holiday(name: str, year: int) -> Days | None:
    """The days of a holiday that begins in a year; None where it has none, or is unknown."""
    if name in FIXED:
        return d.day(date(year, *FIXED[name]))
    if name in FROM_EASTER:
        return d.day(easter(year) + timedelta(days=FROM_EASTER[name]))
    if name in NTH_WEEKDAY:
        return _nth_weekday(year, *NTH_WEEKDAY[name])
    if name in ISLAMIC:
        return _islamic(year, *ISLAMIC[name])
    return SINGLE[name] if name in SINGLE and year == SINGLE[name].first.year else _nowruz(name, year)


def _nth_weekday(year: int, month: int, weekday: int, which: int) -> Days:
    whole = d.month(year, month)
    first = whole.first + timedelta(days=(weekday - whole.first.weekday()) % 7)
    last = whole.last - timedelta(days=(whole.last.weekday() - weekday) % 7)
    return d.day(last if which < 0 else first + timedelta(weeks=which - 1))


def _islamic(year: int, month: int, day: int, length: int) -> Days | None:
    near = int((year - 622) * 33 / 32)
    for hijri in range(near - 1, near + 3):
        first = islamic_day(hijri, month, day)
        if first.year == year:
            last = (
                first + timedelta(days=length - 1) if length else islamic_day(hijri, month + 1, 1) - timedelta(days=1)
            )
            return Days(first, last, "day" if length == 1 else "other", first.isoformat())
    return None


def _nowruz(name: str, year: int) -> Days | None:
    first = date(year, 3, 20)
    return Days(first, date(year, 3, 21), "day", first.isoformat()) if name == "nowruz" else None


def easter(year: int) -> date:
    """Easter Sunday of the western churches."""
    a, b, c = year % 19, year // 100, year % 100
    moon = (19 * a + b - b // 4 - (8 * b + 13) // 25 + 15) % 30
    sunday = (32 + 2 * (b % 4) + 2 * (c // 4) - moon - c % 4) % 7
    full = moon + sunday - 7 * ((a + 11 * moon + 22 * sunday) // 451) + 114
    return date(year, full // 31, full % 31 + 1)


def islamic_day(year: int, month: int, day: int) -> date:
    """A day of the tabular Islamic calendar."""
    before = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2
    return date.fromordinal(EPOCH + before + day)
