import sys

from hypothesis import given

from dateline.fuse import link
from dateline.fuse.link import cluster
from dateline.fuse.pairs import learned_weights
from dateline.model import Document, DocumentId, Parse, Parsed
from tests.fuse.records import record, records

PARSED = Parsed(Document(id=DocumentId("d1"), text=""), Parse(tokens=(), sentences=()))


def groups(*events):
    return sorted(sorted(group) for group in cluster(events, learned_weights()))


def test_a_second_mention_joins_the_first():
    first = record("ASSAULT", "drone", "drone attack", 0, recipients=["a U.S. position"], place="Hasakah")
    again = record("ASSAULT", "drone", "drone attack", 100, recipients=["a U.S. position"])
    assert groups(first, again) == [[0, 1]]


def test_different_days_keep_two_strikes_apart():
    first = record("ASSAULT", "aerial", "strike", 0, actors=["Israel"], day="2024-01-01", place="Beirut")
    other = record("ASSAULT", "aerial", "strike", 100, actors=["Israel"], day="2024-01-09", place="Tyre")
    assert groups(first, other) == [[0], [1]]


def test_acts_of_unrelated_types_are_never_one_incident():
    assert groups(record("AID", None, "aid", 0), record("ASSAULT", None, "aid", 0)) == [[0], [1]]


@given(records())
def test_every_record_is_in_exactly_one_group(events):
    found = [i for group in cluster(events, learned_weights()) for i in group]
    assert sorted(found) == list(range(len(events)))


@given(records())
def test_linking_twice_changes_nothing_and_keeps_the_records(events):
    once = link(PARSED, events)
    assert link(PARSED, once) == once
    assert [e.id for e in once] == [e.id for e in events]
    assert all(e.incident for e in once)


def test_a_book_is_taken_piece_by_piece(monkeypatch):
    monkeypatch.setattr(sys.modules["dateline.fuse.link"], "MOST", 2)
    told = [
        record("ASSAULT", "drone", "drone attack", at, recipients=["a U.S. position"], place="Hasakah")
        for at in (0, 100, 200, 300)
    ]
    one, same, other, alike = (event.incident for event in link(PARSED, tuple(told)))
    assert one == same != other == alike
