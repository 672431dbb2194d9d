"""Expressions against the days they mean, with publication on Tuesday, 13 August 2024, and no verb to ask."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.parse.times import expressions, find
from dateline.parse.times.words import lexicon
from tests.parse.plain import document, parse


def found(text, published="2024-08-13"):
    return find(document(text, published), parse(text))


def only(text, published="2024-08-13"):
    (timex,) = found(text, published)
    return timex


@pytest.mark.parametrize(
    ("text", "expression", "first", "last"),
    [
        # days
        ("It came late Friday, local time.", "late Friday", "2024-08-09", "2024-08-09"),
        ("Post At: Aug 13/2024 02:50AM", "Aug 13/2024 02:50AM", "2024-08-13", "2024-08-13"),
        ("It fell on Tuesday.", "Tuesday", "2024-08-13", "2024-08-13"),
        ("It fell on Wednesday.", "Wednesday", "2024-08-14", "2024-08-14"),  # tomorrow's name is tomorrow
        ("It fell on Thursday.", "Thursday", "2024-08-08", "2024-08-08"),
        ("It fell last Wednesday.", "last Wednesday", "2024-08-07", "2024-08-07"),
        ("It fell last Tuesday.", "last Tuesday", "2024-08-06", "2024-08-06"),
        ("It falls next Friday.", "next Friday", "2024-08-23", "2024-08-23"),
        ("on 2021-07-04 it fell", "2021-07-04", "2021-07-04", "2021-07-04"),
        ("on 24.12.2020 it fell", "24.12.2020", "2020-12-24", "2020-12-24"),
        ("on 7/4/2021 it fell", "7/4/2021", "2021-07-04", "2021-07-04"),
        ("Monday, 12 August, was calm", "Monday, 12 August", "2024-08-12", "2024-08-12"),
        ("since yesterday evening", "since yesterday evening", "2024-08-12", "2024-08-13"),
        ("the morning of March 30", "the morning of March 30", "2024-03-30", "2024-03-30"),
        ("10:30 p.m. on Saturday", "10:30 p.m. on Saturday", "2024-08-10", "2024-08-10"),
        ("overnight Saturday", "overnight Saturday", "2024-08-10", "2024-08-11"),
        ("in the early hours of Sunday", "the early hours of Sunday", "2024-08-11", "2024-08-11"),
        ("On Dec. 15 it fell", "Dec. 15", "2023-12-15", "2023-12-15"),
        ("the September 11 attacks", "September 11", "2001-09-11", "2001-09-11"),
        # weeks
        ("It fell last week.", "last week", "2024-08-05", "2024-08-11"),
        ("It fell this week.", "this week", "2024-08-12", "2024-08-13"),
        ("It fell two weeks ago.", "two weeks ago", "2024-07-29", "2024-08-04"),
        ("Over the past two weeks it fell.", "the past two weeks", "2024-07-30", "2024-08-13"),
        ("over the last week", "the last week", "2024-08-06", "2024-08-13"),
        ("this past weekend", "this past weekend", "2024-08-10", "2024-08-11"),
        ("over the weekend", "the weekend", "2024-08-10", "2024-08-11"),
        ("the week of Aug. 5", "the week of Aug. 5", "2024-08-05", "2024-08-11"),
        ("the first week of March", "the first week of March", "2024-03-01", "2024-03-07"),
        # months and parts of them
        ("It fell last month.", "last month", "2024-07-01", "2024-07-31"),
        ("It fell in mid-July.", "mid-July", "2024-07-11", "2024-07-20"),
        ("It fell in late November.", "late November", "2023-11-21", "2023-11-30"),
        ("late last month", "late last month", "2024-07-21", "2024-07-31"),
        ("earlier this month", "earlier this month", "2024-08-01", "2024-08-13"),
        ("earlier in August", "earlier in August", "2024-08-01", "2024-08-13"),
        ("last April", "last April", "2024-04-01", "2024-04-30"),
        ("last July", "last July", "2023-07-01", "2023-07-31"),
        ("January of this year", "January of this year", "2024-01-01", "2024-01-31"),
        ("In May and June 2023 it rained", "May and June 2023", "2023-05-01", "2023-06-30"),
        ("by May", "May", "2025-05-01", "2025-05-31"),
        # longer units
        ("the third quarter of 2023", "the third quarter of 2023", "2023-07-01", "2023-09-30"),
        ("in Q4 2022", "Q4 2022", "2022-10-01", "2022-12-31"),
        ("the first half of this year", "the first half of this year", "2024-01-01", "2024-06-30"),
        ("last summer", "last summer", "2023-06-01", "2023-08-31"),
        ("the spring of 2011", "the spring of 2011", "2011-03-01", "2011-05-31"),
        ("late last year", "late last year", "2023-10-01", "2023-12-31"),
        ("six years ago", "six years ago", "2018-01-01", "2018-12-31"),
        ("the early 1950s", "the early 1950s", "1950-01-01", "1953-12-31"),
        ("in the past five years", "the past five years", "2019-08-13", "2024-08-13"),
        ("during Ramadan", "Ramadan", "2024-03-11", "2024-04-09"),
        # ranges
        ("between June 3 and 5", "between June 3 and 5", "2024-06-03", "2024-06-05"),
        ("August 9-11", "August 9-11", "2024-08-09", "2024-08-11"),
        ("the night of 6 to 7 October 2023", "the night of 6 to 7 October 2023", "2023-10-06", "2023-10-07"),
        ("the war of 1980-88", "1980-88", "1980-01-01", "1988-12-31"),
        ("between June 2014 and April 2016", "between June 2014 and April 2016", "2014-06-01", "2016-04-30"),
        ("from Monday to Friday", "from Monday to Friday", "2024-08-05", "2024-08-09"),
        ("since March", "since March", "2024-03-01", "2024-08-13"),
        ("two days before Christmas", "two days before Christmas", "2023-12-23", "2023-12-23"),
    ],
)
def test_find_days(text, expression, first, last):
    timex = only(text)
    assert (timex.text, timex.first, timex.last) == (expression, first, last)


@pytest.mark.parametrize(
    ("text", "expression", "value"),
    [
        ("for weeks", "weeks", "PXW"),
        ("in recent months", "recent months", "PXM"),
        ("several years ago", "several years ago", "PAST_REF"),
        ("for three days", "three days", "P3D"),
        ("a year and a half", "a year and a half", "P1Y6M"),
        ("It could end in 24-year terms.", "24-year", "P24Y"),
        ("fiscal 2023", "fiscal 2023", "2023"),
        ("every Monday", "every Monday", "XXXX-WXX-1"),
        ("on Sundays", "Sundays", "XXXX-WXX-7"),
        ("two to three weeks", "two to three weeks", "P2W"),
        ("Days later", "Days later", "FUTURE_REF"),
        ("a day after the minister spoke", "a day after", "P1D"),
        ("that day", "that day", "XXXX"),
        ("in the future", "the future", "FUTURE_REF"),
    ],
)
def test_find_refuses_with_a_reason(text, expression, value):
    timex = only(text)
    assert (timex.text, timex.value, timex.first, timex.last) == (expression, value, None, None)
    assert timex.reason


@pytest.mark.parametrize(
    "text",
    ["They may march.", "the fall of Mosul", "1990 tons", "$2016 each", "a 55-year-old man", "The last town fell."],
)
def test_find_nothing(text):
    assert found(text) == ()


def test_find_counts_from_what_was_told():
    text = "On July 31 he died.\nThe day before, he spoke.\nThat day it rained.\nTwo days later it stopped."
    assert [t.first for t in found(text)] == ["2024-07-31", "2024-07-30", "2024-07-30", "2024-08-01"]


def test_find_counts_no_days_from_a_month():
    assert [t.first for t in found("In May it fell; two days later it rose.")] == ["2024-05-01", None]


def test_find_without_publication():
    absolute, relative = found("In March 2007 he fell, on Monday.", None)
    assert (absolute.first, relative.first) == ("2007-03-01", None)
    assert "publication" in relative.reason


def test_find_without_publication_takes_the_year_told():
    assert [t.first for t in found("On May 3 he rose.\nIn 2016 he fell.", None)] == ["2016-05-03", "2016-01-01"]


def test_find_sunday_ends_the_week():
    timex = only("It fell last week.", "2025-03-09")
    assert (timex.first, timex.last) == ("2025-03-03", "2025-03-08")


def test_expressions_leaves_ranges_apart():
    text = "between June 3 and June 5, since March"
    assert [t.text for t in expressions(document(text), parse(text))] == ["June 3", "June 5", "March"]


WORDS = st.sampled_from([*sorted(lexicon()), "2016", "13", "5", "1990s", "10:30", "war", ",", "-", "/", "3rd", "Q3"])
TEXTS = st.lists(WORDS | st.sampled_from([w.title() for w in sorted(lexicon())]), max_size=9).map(" ".join)


@given(TEXTS | st.text(max_size=40), st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_find_any_text(text, published):
    for timex in found(text, published and published.isoformat()):
        assert text[timex.start : timex.end] == timex.text
        assert timex.value
        assert timex.reason or (timex.first and timex.last)
        assert not (timex.first and timex.last) or timex.first <= timex.last


@given(TEXTS)
def test_find_in_order_without_overlap(text):
    times = found(text)
    assert all(a.end <= b.start for a, b in pairwise(times))
