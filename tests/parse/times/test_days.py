from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.parse.times import days as d

DAYS = st.dates(date(1, 1, 1), date(9998, 12, 31))


def ends(days):
    return days.first.isoformat(), days.last.isoformat(), days.value


def test_units():
    assert ends(d.week(date(2024, 8, 13))) == ("2024-08-12", "2024-08-18", "2024-W33")
    assert ends(d.weekend(date(2024, 8, 13))) == ("2024-08-17", "2024-08-18", "2024-W33-WE")
    assert ends(d.month(2024, 2)) == ("2024-02-01", "2024-02-29", "2024-02")
    assert ends(d.quarter(2023, 4)) == ("2023-10-01", "2023-12-31", "2023-Q4")
    assert ends(d.season(2023, "WI")) == ("2023-12-01", "2024-02-29", "2023-WI")
    assert ends(d.decade(1990)) == ("1990-01-01", "1999-12-31", "199")
    assert ends(d.century(20)) == ("1900-01-01", "1999-12-31", "19")


@pytest.mark.parametrize(
    ("whole", "which", "first", "last"),
    [
        (d.month(2024, 3), "START", "2024-03-01", "2024-03-10"),
        (d.month(2024, 2), "END", "2024-02-21", "2024-02-29"),
        (d.year(2018), "END", "2018-10-01", "2018-12-31"),
        (d.decade(1950), "START", "1950-01-01", "1953-12-31"),
        (d.week(date(2014, 5, 25)), "START", "2014-05-19", "2014-05-21"),
        (d.day(date(2024, 8, 9)), "END", "2024-08-09", "2024-08-09"),
    ],
)
def test_part(whole, which, first, last):
    assert ends(d.part(whole, which))[:2] == (first, last)


def test_shift_keeps_to_the_month():
    assert d.shift(date(2024, 3, 31), -1, "month") == date(2024, 2, 29)
    assert d.shift(date(2024, 1, 1), 2, "week") == date(2024, 1, 15)
    assert d.shift(date(2024, 1, 1), 1, "hour") is None


def test_shift_ends_with_the_calendar():
    assert d.shift(date(2, 1, 1), -5, "year") is None
    assert d.shift(date(9998, 12, 31), 1, "day") is None


def test_nth():
    march = d.month(2017, 3)
    assert ends(d.nth(march, 1, "week"))[:2] == ("2017-03-01", "2017-03-07")
    assert ends(d.nth(march, -1, "day"))[:2] == ("2017-03-31", "2017-03-31")
    assert d.nth(march, 40, "day") is None


@given(DAYS, st.sampled_from(["day", "week", "weekend", "month", "quarter", "year", "decade"]))
def test_unit_around_is_an_interval_near_the_day(on, unit):
    found = d.unit_around(on, unit)
    assert found.first <= found.last
    assert abs((found.first - on).days) < 3700


@given(DAYS, st.sampled_from(["week", "month", "year", "decade", "century"]), st.sampled_from(["START", "MID", "END"]))
def test_part_lies_inside(on, unit, which):
    whole = d.unit_around(on, unit)
    inside = d.part(whole, which)
    assert whole.first <= inside.first <= inside.last <= whole.last
