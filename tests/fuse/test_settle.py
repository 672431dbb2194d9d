"""Ids of incidents, and their history."""

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.fuse.settle import settle


def told(settled):
    return [(change.what, change.old, len(change.new), change.events) for change in settled.changes]


def test_a_group_keeps_the_id_that_most_of_its_records_had():
    found = settle([("a", "b", "c")], {"a": "i1", "b": "i2", "c": "i2"})
    assert (found.ids, found.redirects) == (["i2"], {"i1": "i2"})
    assert told(found) == [("merged", ("i1",), 1, ("a",))]


def test_a_split_leaves_the_id_with_the_larger_part():
    found = settle([("a",), ("b", "c")], {"a": "i1", "b": "i1", "c": "i1"})
    assert found.ids[1] == "i1"
    assert found.redirects == {}
    assert told(found) == [("split", ("i1",), 2, ())]


def test_what_is_new_joins_or_is_found_and_what_is_lost_has_left_or_is_gone():
    found = settle([("a", "x"), ("y",)], {"a": "i1", "b": "i1", "c": "i2"})
    assert told(found)[:2] == [("joined", ("i1",), 1, ("x",)), ("found", (), 1, ("y",))]
    assert told(found)[2:] == [("left", ("i1",), 1, ("b",)), ("gone", ("i2",), 0, ("c",))]


def test_no_id_is_given_twice_or_to_what_it_does_not_mean():
    (first,) = settle([("a",)], {}).ids
    assert settle([("a",)], {}, {first: "i9"}).ids != [first]


LED = {"i0": "i2", "i1": "i2"}


def test_what_is_parted_from_where_its_id_led_has_the_id_back():
    former = {"i1": ("a", "b"), "i0": ("a", "b", "c")}
    found = settle([("a", "b"), ("c", "d", "e")], dict.fromkeys("abcde", "i2"), LED, former)
    assert found.ids == ["i1", "i2"]
    assert told(found) == [("split", ("i2",), 2, ())]
    half = settle([("a",), ("b", "c", "d", "e")], dict.fromkeys("abcde", "i2"), LED, former)
    assert half.ids[0] not in ("i0", "i1")
    more = settle([("a", "b", "f"), ("c", "d", "e")], dict.fromkeys("abcde", "i2"), LED, former)
    assert more.ids[0] not in ("i0", "i1")


def test_an_id_leads_to_where_most_of_its_records_are_now():
    former = {"i0": ("a", "b", "c"), "i1": ("a", "b")}
    found = settle([("a", "b"), ("c", "d", "e")], dict.fromkeys("abcde", "i2"), LED, former)
    assert (found.ids, found.redirects) == (["i1", "i2"], {"i0": "i1"})
    assert settle([tuple("abcde")], dict.fromkeys("abcde", "i2"), LED, former).redirects == {}


groups = st.lists(st.integers(0, 4), min_size=1, max_size=12)


@settings(deadline=None)
@given(groups, groups)
def test_ids_are_different_and_settling_again_changes_nothing(before, after):
    def grouped(labels):
        found = {}
        for n, label in enumerate(labels):
            found.setdefault(label, []).append(f"e{n:02}")
        return sorted(tuple(group) for group in found.values())

    known = dict(zip(grouped(before), settle(grouped(before), {}).ids, strict=True))
    membership = {event: id_ for group, id_ in known.items() for event in group}
    found = settle(grouped(after), membership)
    assert len(set(found.ids)) == len(found.ids)
    assert not set(found.redirects) & set(found.ids)
    again = {event: id_ for group, id_ in zip(grouped(after), found.ids, strict=True) for event in group}
    once_more = settle(grouped(after), again)
    assert (once_more.ids, once_more.changes, once_more.redirects) == (found.ids, [], {})
