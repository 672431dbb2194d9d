from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import UsageError
from dateline.read import dates


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("Aug 13/2024 02:50AM", "2024-08-13T02:50", "minute"),
        ("2024-08-13", "2024-08-13", "day"),
        ("20240813", "2024-08-13", "day"),
        ("2024-08-13T02:50Z", "2024-08-13T02:50+00:00", "minute"),
        ("2024-08-13T02:50:07.123+02:00", "2024-08-13T02:50:07+02:00", "second"),
        ("2024-08-13 00:00:00", "2024-08-13", "day"),
        ("Tue, 13 Aug 2024 12:05:00 +0200", "2024-08-13T12:05:00+02:00", "second"),
        ("12:05 am, August 13th, 2024", "2024-08-13T00:05", "minute"),
        ("2024-08-13T02:50 EST", "2024-08-13T02:50", "minute"),
        ("13.8.2024, 14.05 Uhr", "2024-08-13T14:05", "minute"),
        ("13/08/2024", "2024-08-13", "day"),
        ("08/13/2024", "2024-08-13", "day"),
        ("03/04/2024", "2024", "year"),
        ("Sept. 2021", "2021-09", "month"),
        ("2024-08", "2024-08", "month"),
        ("2024", "2024", "year"),
    ],
)
def test_parse_keeps_what_is_written_and_no_more(text, value, precision):
    stamp = dates.parse(text)
    assert (stamp.value, stamp.precision) == (value, precision)


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "2024-13-45", "2024-12-45", "30 February 2024", "31/31/2024", "call 20-24", "2424-08-13 00:00"],
)
def test_parse_finds_no_date_that_does_not_exist(text):
    assert dates.parse(text) is None


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2099, 12, 31)))
def test_every_way_to_write_a_day_gives_that_day(moment):
    day = moment.date().isoformat()
    month = moment.strftime("%B")
    for written in (
        day,
        f"{month} {moment.day}, {moment.year}",
        f"{moment.day} {month} {moment.year}",
        moment.isoformat(),
    ):
        assert dates.parse(written).value[:10] == day


@pytest.mark.parametrize(
    ("text", "labelled", "updated"),
    [
        ("Post At: Mar 03/2025 11:20PM", True, False),
        ("Monday, 3 March 2025", False, False),
        ("Last updated on 3 Mar 2025 at 10:04 pm EDT", True, True),
        ("Published: 2025-03-03 | Updated 2025-03-04", True, False),
    ],
)
def test_a_line_that_says_when(text, labelled, updated):
    line = dates.line(text)
    assert (line.labelled, line.updated) == (labelled, updated)


@pytest.mark.parametrize(
    "text",
    [
        "Published 3 hours ago",
        "On 3 March 2025 the town fell to the rebels",
        "Posted on 3 March 2025, the video shows the raid.",
    ],
)
def test_a_line_that_says_more_is_no_date_line(text):
    assert dates.line(text) is None


@pytest.mark.parametrize(
    ("url", "value"),
    [
        ("https://a.example/2025/03/04/ferry", "2025-03-04"),
        ("https://a.example/world/2025/mar/04/ferry", "2025-03-04"),
        ("https://a.example/ferry-2025-03-04.html", "2025-03-04"),
        ("https://a.example/n/20250304-ferry", "2025-03-04"),
        ("https://a.example/2025/03/ferry", "2025-03"),
    ],
)
def test_url_dates(url, value):
    assert dates.in_url(url).value == value


@pytest.mark.parametrize(
    "url", ["", "https://a.example/2025/13/04/x", "https://a.example/x?d=2025-03-04", "https://a.example/id/12345678"]
)
def test_url_without_a_date(url):
    assert dates.in_url(url) is None


def test_values_of_data_columns():
    assert dates.of_value(1741072350).value == "2025-03-04T07:12:30+00:00"
    assert dates.of_value(1741072350000).value == "2025-03-04T07:12:30+00:00"
    assert dates.of_value(2025).value == "2025"
    assert dates.of_value(date(2025, 3, 4)).value == "2025-03-04"
    assert dates.of_value(datetime(2025, 3, 4, 7, 12, tzinfo=UTC)).precision == "second"
    assert dates.of_value(None) is None
    assert dates.of_value(True) is None


def test_a_given_date_must_be_one():
    assert dates.given("2025-03-04").how == "given"
    with pytest.raises(UsageError, match=r"'4 Smarch' is not a date"):
        dates.given("4 Smarch")


def test_first_takes_no_date_after_the_latest_day():
    late, right = dates.parse("2031-01-01").found("json-ld"), dates.parse("2025-03-04T08:00").found("url")
    assert dates.first(iter([late, right]), "2025-12-31") == right
    assert dates.first(iter([late]), "2025-12-31") is None
