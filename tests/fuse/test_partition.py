"""Which strands become one incident: the rules that must hold whatever the stories say."""

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.fuse import partition, score
from dateline.fuse.large_components import LARGEST
from dateline.fuse.partition import fuse
from dateline.model import Judgement
from tests.fuse.stories import stories, strand


def judged(left, right, verdict, *, at="2023-04-01", by="ana"):
    left, right = sorted((left, right))
    return Judgement(left=left, right=right, verdict=verdict, by=by, at=at)


@st.composite
def stories_and_judgements(draw):
    told = draw(stories(most=7))
    events = [event for s in told for event in s.events]
    if len(events) < 2:
        return told, []
    pair = st.lists(st.sampled_from(events), min_size=2, max_size=2, unique=True)
    one = st.builds(lambda p, v, at: judged(*p, v, at=at), pair, st.sampled_from(["same", "different", "unsure"]),
                    st.sampled_from(["1", "2", "3"]))  # fmt: skip
    return told, draw(st.lists(one, max_size=8))


def home(groups):
    return {event: n for n, group in enumerate(groups) for event in group}


def test_two_reports_of_one_bombing_are_one_incident():
    groups = partition([strand("d1"), strand("d2", killed=27)])
    assert groups == [("e-d1-0-0", "e-d2-0-0")]


def test_the_next_town_and_the_next_fortnight_are_other_incidents():
    told = [strand("d1"), strand("d2", town="mopti"), strand("d3", day="2023-03-20", published="2023-03-21")]
    assert len(partition(told)) == 3


def test_a_report_cannot_tell_of_what_came_after_it():
    early, late = strand("d1", day="", published="2023-03-01"), strand("d2")
    assert score(early, late).reason == "told before it took place"
    assert len(partition([early, late])) == 2


def test_a_judgement_explains_itself_and_does_not_mind_the_order():
    left, right = strand("d1"), strand("d2")
    found = score(left, right)
    assert found == score(right, left)
    assert (found.left, found.verdict) == ("e-d1-0-0", "same")
    assert abs(sum(factor.weight for factor in found.factors) - found.score) < 1e-3
    assert "place: same" in {factor.name for factor in found.factors}


@settings(max_examples=60, deadline=None)
@given(stories_and_judgements(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_nothing(case, chance):
    told, judgements = case
    shuffled, other = list(told), list(judgements)
    chance.shuffle(shuffled)
    chance.shuffle(other)
    assert partition(shuffled, other) == partition(told, judgements)


@settings(max_examples=60, deadline=None)
@given(stories_and_judgements())
def test_every_record_is_in_one_group_and_none_crosses_a_persons_different(case):
    told, judgements = case
    groups = partition(told, judgements)
    assert sorted(e for g in groups for e in g) == sorted(e for s in told for e in s.events)
    newest = {}
    for j in sorted(judgements, key=lambda j: (j.at, j.by, j.verdict)):
        newest[j.left, j.right] = j.verdict
    where = home(groups)
    assert all(where[a] != where[b] for (a, b), verdict in newest.items() if verdict == "different")


@settings(max_examples=40, deadline=None)
@given(stories(most=6), st.data())
def test_a_persons_same_joins_what_nobody_keeps_apart(told, data):
    if len(told) < 2:
        return
    a, b = data.draw(st.lists(st.sampled_from(told), min_size=2, max_size=2, unique_by=lambda s: s.event))
    where = home(partition(told, [judged(a.event, b.event, "same")]))
    assert where[a.event] == where[b.event]


@settings(max_examples=40, deadline=None)
@given(stories(most=8), st.integers(0, 7))
def test_without_a_story_the_rest_is_as_if_it_had_never_come(told, n):
    rest = [s for s in told if s.document != f"d{n}"]
    before, after = fuse(told), fuse(rest)
    again = fuse(rest, standing=dict(_standing(before)))
    assert again.groups == after.groups


@settings(max_examples=40, deadline=None)
@given(stories_and_judgements())
def test_fusing_twice_changes_nothing(case):
    told, judgements = case
    once = fuse(told, judgements)
    again = fuse(told, judgements, standing=_standing(once))
    assert (again.groups, again.parts) == (once.groups, once.parts)
    assert list(again.judgements()) == list(once.judgements())


def _standing(fused):
    found = {}
    for group, part in zip(fused.groups, fused.parts, strict=True):
        if part:
            found.setdefault(part, []).append(group)
    return found


def test_a_person_divides_what_one_story_told_as_one():
    told = [strand("d1", records=3)]
    groups = partition(told, [judged("e-d1-0-0", "e-d1-0-2", "different")])
    assert groups == [("e-d1-0-0", "e-d1-0-1"), ("e-d1-0-2",)]


def test_the_newest_word_counts_and_unsure_leaves_it_to_the_machine():
    pair = ("e-d1-0-0", "e-d2-0-0")
    told = [strand("d1"), strand("d2")]
    apart = judged(*pair, "different", at="2023-04-01")
    assert len(partition(told, [apart])) == 2
    assert len(partition(told, [apart, judged(*pair, "same", at="2023-04-02")])) == 1
    assert len(partition(told, [apart, judged(*pair, "unsure", at="2023-04-02")])) == 1


def test_a_different_keeps_whole_groups_apart_and_breaks_no_chain_in_silence():
    told = [strand(f"d{n}") for n in range(6)]
    groups = partition(told, [judged("e-d0-0-0", "e-d5-0-0", "different")])
    assert len(groups) == 2
    assert sorted(len(group) for group in groups)[0] >= 1


def test_hundreds_of_reports_of_one_act_are_one_incident():
    told = [strand(f"d{n:04}") for n in range(2 * LARGEST + 50)]
    assert len(partition(told)) == 1
    apart = judged("e-d0000-0-0", "e-d0849-0-0", "different")
    groups = partition(told, [apart])
    assert len(groups) == 2
    assert partition(list(reversed(told)), [apart]) == groups


def test_a_campaign_of_look_alikes_is_not_one_incident():
    told = [strand(f"d{n}", day=f"2023-03-{n + 1:02}", published=f"2023-03-{n + 2:02}") for n in range(12)]
    assert len(partition(told)) > 3


def test_nothing_gives_nothing():
    assert partition([]) == []


def test_features_do_not_depend_on_who_stands_first():
    one, other = strand("d1", story=("market", "bridge", "ferry")), strand("d2", story=("ferry", "market"))
    swapped = [msgspec.structs.replace(one, events=other.events), msgspec.structs.replace(other, events=one.events)]
    assert score(one, other).score == score(*swapped).score
