import pytest

from dateline.model import When
from dateline.store.days import expand, filed
from tests.store.records import document, event


@pytest.mark.parametrize(
    ("value", "interval"),
    [
        ("2024", ("2024-01-01", "2024-12-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2023-02", ("2023-02-01", "2023-02-28")),
        ("2024-08-13", ("2024-08-13", "2024-08-13")),
    ],
)
def test_a_year_month_or_day_is_an_interval(value, interval):
    assert expand(value) == interval


@pytest.mark.parametrize("value", ["", "24", "2024-1", "2024-13", "2023-02-29", "0000", "2024-08-13T10:00", "٢٠٢٤"])
def test_anything_else_is_none(value):
    with pytest.raises(ValueError):  # noqa: PT011 - the caller says what was wrong
        expand(value)


def when(first, last):
    return When(text="town", start=30, end=34, first=first, last=last)


def test_the_date_of_the_act_counts():
    of = document()
    found = filed(event(of, date=when("2024-08-01", "2024-08-03")), of)
    assert (found.day, found.first, found.last) == ("2024-08-01", "2024-08-01", "2024-08-03")


def test_an_open_end_stays_open():
    of = document()
    until = filed(event(of, date=when(None, "2024-08-03")), of)
    since = filed(event(of, date=when("2024-08-01", None)), of)
    assert (until.day, until.first) == ("2024-08-03", "")
    assert since.last == "9999-12-31"


def test_publication_stands_in_for_a_missing_date():
    of = document(published="2024-08")
    found = filed(event(of, date=when(None, None)), of)
    assert (found.first, found.last) == ("2024-08-01", "2024-08-31")


@pytest.mark.parametrize("published", ["", "2024-02-31"])
def test_where_nothing_is_known_nothing_is_told(published):
    of = document(published=published)
    found = filed(event(of), of)
    assert (found.day, found.first, found.last) == (None, None, None)


def test_undated_records_come_last_whichever_way_they_are_sorted():
    days = [document(published=published) for published in ("2024-08-13", "", "2023-12-31", "2024-01-01")]
    filed_ = [filed(event(of), of) for of in days]
    assert [f.day for f in sorted(filed_, key=lambda f: f.oldest_first)] == [
        "2023-12-31",
        "2024-01-01",
        "2024-08-13",
        None,
    ]
    assert [f.day for f in sorted(filed_, key=lambda f: f.newest_first)] == [
        "2024-08-13",
        "2024-01-01",
        "2023-12-31",
        None,
    ]
