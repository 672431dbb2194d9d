from hypothesis import given
from hypothesis import strategies as st

from dateline.fuse.follow import Act, announces, follow, ways
from dateline.ontology import plover

PAIR = ("iran", "israel")


def act(id_, type_, day, mode="", pairs=(PAIR,), *, done=True):
    return Act(id=id_, type=type_, mode=mode, done=done, day=day, pairs=tuple(pairs))


def test_a_threat_of_violence_is_followed_by_the_first_attack():
    threat = act("t", "THREATEN", "2024-08-01", "violence")
    attacks = [act("b", "ASSAULT", "2024-08-20"), act("a", "ASSAULT", "2024-08-11", "drone")]
    (found,) = follow([*attacks, threat])
    assert (found.announced, found.followed, found.days) == ("t", "a", 10)
    assert "assault by the same side toward the same side after 10 days" in found.reason


def test_a_demand_is_met_by_the_other_side():
    demand = act("d", "REQUEST", "2024-08-01", "yield")
    assert follow([demand, act("a", "RETREAT", "2024-08-03", "release")]) == []
    (met,) = follow([demand, act("a", "RETREAT", "2024-08-03", "release", pairs=[PAIR[::-1]])])
    assert met.days == 2


def test_nothing_follows_outside_the_window_on_the_day_itself_between_others_or_undone():
    threat = act("t", "THREATEN", "2024-08-01", "violence")
    others = [
        act("late", "ASSAULT", "2025-08-01"),
        act("same day", "ASSAULT", "2024-08-01"),
        act("others", "ASSAULT", "2024-08-02", pairs=[("iran", "usa")]),
        act("expected", "ASSAULT", "2024-08-02", done=False),
        act("undated", "ASSAULT", ""),
        act("other kind", "AID", "2024-08-02"),
    ]
    assert follow([threat, *others]) == []


def test_the_table_knows_only_kinds_that_there_are():
    for way in ways():
        assert plover().kind(way.announced, way.mode or None)
        assert plover().kind(way.follows, way.how or None)
        assert way.by in ("actor", "recipient")
    assert announces("THREATEN")
    assert not announces("ASSAULT")


acts = st.lists(
    st.builds(
        act,
        st.uuids().map(str),
        st.sampled_from(["THREATEN", "ASSAULT", "AGREE", "AID", "REQUEST"]),
        st.sampled_from(["2024-01-01", "2024-01-05", "2024-03-01", "2024-09-09"]),
        done=st.booleans(),
    ),
    max_size=8,
)


@given(acts, st.randoms(use_true_random=False))
def test_the_order_of_the_acts_does_not_matter(found, random):
    shuffled = list(found)
    random.shuffle(shuffled)
    assert follow(shuffled) == follow(found)


@given(acts)
def test_what_follows_comes_after(found):
    day = {one.id: one.day for one in found}
    assert all(day[pair.announced] < day[pair.followed] and 0 < pair.days <= 90 for pair in follow(found))
