from dateline.knowledge.actors import entity_id
from dateline.knowledge.memberships import Membership, above, below, memberships

NUJABA = "Harakat Hezbollah al-Nujaba"


def test_the_movement_that_began_the_project_is_in_its_resistance():
    names = {m.body_name for m in above(entity_id(NUJABA)) if m.held("2024-08-13")}
    assert {"Islamic Resistance in Iraq", "Axis of Resistance"} <= names


def test_what_is_above_one_is_below_the_other():
    first = memberships()[0]
    assert first in above(first.member)
    assert first in below(first.body)


def test_a_membership_holds_between_its_dates():
    dated = Membership(
        member=entity_id("a"), body=entity_id("b"), member_name="a", body_name="b", relation="part of",
        first="2013", last="2016-07", confidence="high",
    )  # fmt: skip
    assert [dated.held(day) for day in ("2012-12-31", "2013-01-01", "2016-07-31", "2016-08-01")] == [
        False,
        True,
        True,
        False,
    ]
