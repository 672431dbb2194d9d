from datetime import date

import pytest

from dateline.parse.times.holidays import easter, holiday, islamic_day


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(1954, 4, 18), (1981, 4, 19), (2000, 4, 23), (2016, 3, 27), (2024, 3, 31), (2025, 4, 20)],
)
def test_easter(year, month, day):
    assert easter(year) == date(year, month, day)


def test_islamic_day():
    assert islamic_day(1445, 9, 1) == date(2024, 3, 11)
    assert islamic_day(1446, 1, 1) == date(2024, 7, 8)
    assert islamic_day(1400, 1, 1) == date(1979, 11, 21)


@pytest.mark.parametrize(
    ("name", "year", "first", "last"),
    [
        ("ramadan", 2024, "2024-03-11", "2024-04-09"),
        ("thanksgiving", 2024, "2024-11-28", "2024-11-28"),
        ("memorial_day", 2024, "2024-05-27", "2024-05-27"),
        ("good_friday", 2024, "2024-03-29", "2024-03-29"),
        ("nowruz", 2024, "2024-03-20", "2024-03-21"),
        ("sept_11", 2001, "2001-09-11", "2001-09-11"),
    ],
)
def test_holiday(name, year, first, last):
    found = holiday(name, year)
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


def test_holiday_unknown():
    assert holiday("sept_11", 2002) is None
    assert holiday("nothing", 2024) is None
