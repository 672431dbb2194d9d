"""One mention tells the manner of the act, the others share it."""

from hypothesis import given
from msgspec.structs import replace

from dateline.fuse.manner import shared
from tests.fuse.records import record, records


def of_one_act(*events):
    return [replace(event, incident="i1") for event in events]


def test_the_attack_of_an_airstrike_is_aerial():
    bare, told = record(trigger="attack"), record(mode="aerial", trigger="airstrike", start=60)
    found = shared(of_one_act(bare, told))
    assert [event.mode for event in found] == ["aerial", "aerial"]
    assert found[0].id != bare.id
    assert found[0].score == told.score
    assert [reason.field for reason in found[0].reasons] == ["mode"]


def test_two_manners_tell_nothing_of_a_third_mention():
    bare = record()
    assert shared(of_one_act(bare, record(mode="aerial", start=60), record(mode="drone", start=120)))[0].mode is None


def test_another_act_tells_nothing():
    assert shared([record(), record(mode="aerial", start=60)])[0] == record()


def test_the_manner_of_another_type_is_not_shared():
    bare = record("COERCE", trigger="detained")
    assert shared(of_one_act(bare, record(mode="aerial", start=60)))[0].mode is None


@given(records())
def test_sharing_twice_changes_nothing_and_no_mode_is_lost(events):
    once = shared(of_one_act(*events))
    assert shared(once) == once
    assert all(after.mode == before.mode for before, after in zip(events, once, strict=True) if before.mode)
