import pytest

from dateline.analyse import follow_through
from dateline.store import Query
from tests.analyse.acts import Act, opened

THREATS = [
    Act(day="2024-01-01", type="THREATEN", mode="violence"),
    Act(day="2024-01-11", type="ASSAULT"),
    Act(day="2024-03-01", type="THREATEN", mode="violence", by="Police"),
    Act(day="2024-11-20", type="THREATEN", mode="violence"),
    Act(day="2024-05-01", type="THREATEN", mode="violence", by="Police", status="negated"),
]


@pytest.fixture(scope="module")
def analytic(tmp_path_factory):
    found = opened(tmp_path_factory.mktemp("following") / "store", THREATS, ["2024-12-01"])
    yield found
    found.close()


def test_what_was_followed_what_was_not_and_what_is_open(analytic):
    told = follow_through(analytic, Query())
    (pair,) = told.pairs
    assert (pair.announced, pair.followed, pair.days) == ("i0000", "i0001", 10)
    total = told.total
    assert (total.announced, total.followed, total.open, total.median_days) == (3, 1, 1, 10.0)
    assert total.share.value == pytest.approx(1 / 3)  # the open one was watched for 11 days, longer than the other took
    assert [(s.side, s.announced, s.followed, s.open) for s in told.shares] == [
        ("rebels", 2, 1, 1),
        ("police", 1, 0, 0),
    ]
    assert "(censored)" in told.sentence
    assert "1 of 3 were followed within 90 days, after 10 days in the middle; 1 is open" in told.sentence


def test_a_query_chooses_the_announcements_and_not_what_followed_them(analytic):
    assert follow_through(analytic, Query.parse("type:THREATEN actor:Rebels")).total.followed == 1
    assert follow_through(analytic, Query.parse("type:ASSAULT")).total.announced == 0
    assert follow_through(analytic, Query.parse("until:2024-02-01")).total.followed == 1


def test_chance_is_what_the_side_does_anyway(analytic):
    told = follow_through(analytic, Query.parse("actor:Rebels"))
    assert 0.2 < told.total.chance < 0.25  # one attack in 336 days: 1 - exp(-90 / 336)
    assert follow_through(analytic, Query.parse("actor:Police")).total.chance == 0


def test_a_short_window_leaves_what_came_later_out(analytic):
    told = follow_through(analytic, Query(), window=5)
    assert (told.total.followed, told.total.open) == (0, 0)


def test_where_nothing_was_announced_that_is_said(tmp_path):
    told = opened(tmp_path / "s", [Act(day="2024-01-01")])
    found = follow_through(told, Query())
    assert (found.total.share, found.pairs) == (None, ())
    assert found.sentence == "No threats, promises and demands of all sides with two sides that are known answers."
    told.close()
