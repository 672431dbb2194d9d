"""Old days make history."""

import pytest
from msgspec.structs import replace

from dateline.model import Published
from dateline.resolve.history import settled
from tests.fuse.records import record

PUBLISHED = Published("2024-08-13", "day", "given")


@pytest.mark.parametrize(("day", "status"), [("2023-08-01", "historical"), ("2023-08-20", "actual"), (None, "actual")])
def test_an_act_of_more_than_a_year_ago_is_history(day, status):
    told = record(day=day)
    (found,) = settled([told], PUBLISHED)
    assert found.status == status
    assert (found.id == told.id) is (status == "actual")


@pytest.mark.parametrize("published", [None, Published("2024", "year", "given")])
def test_without_a_day_of_publication_nothing_is_old(published):
    assert settled([record(day="1990-01-01")], published) == (record(day="1990-01-01"),)


def test_what_did_not_happen_stays_so():
    denied = replace(record(day="1990-01-01"), status="negated")
    assert settled([denied], PUBLISHED) == (denied,)
