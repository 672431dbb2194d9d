"""What a story lends an act that it tells without day or place."""

import msgspec
import numpy as np

from dateline.fuse.contradiction import contradictions
from dateline.fuse.score import score
from dateline.fuse.strands import lent
from dateline.fuse.table import table
from tests.fuse.stories import strand


def undated():
    return msgspec.structs.replace(strand("d1", 1, day="", town=""), country="")


def placed(*names, **fields):
    return msgspec.structs.replace(strand(*names, **fields), located=True)


def test_the_nearest_act_of_its_kind_lends_day_and_place():
    first, bare = placed("d1", 0), undated()
    after = placed("d1", 2, day="2023-03-20", town="mopti")
    _, one, _ = lent([first, bare, after], [True] * 3)
    assert (one.first, one.place, one.latitude) == (first.first, first.place, first.latitude)
    assert one.day_lent
    assert one.place_lent
    one, _ = lent([bare, after], [True] * 2)
    assert (one.first, one.place) == ("2023-03-20", ("mopti",))


def test_background_and_other_kinds_lend_nothing():
    bare = undated()
    assert list(lent([placed("d1", 0), bare], [False, True]))[1] == bare
    assert list(lent([placed("d1", 0, type="COERCE"), bare], [True, True]))[1] == bare


def test_what_a_strand_tells_itself_stays():
    told = [placed("d1", 0), placed("d1", 1, day="2023-03-20", town="mopti")]
    assert list(lent(told, [True, True])) == told


def test_a_lent_day_is_evidence_of_less_weight_and_contradicts_nothing():
    own, other = strand("d2", day="2023-03-20", published="2023-03-21"), strand("d1", published="2023-03-21")
    borrowed = msgspec.structs.replace(other, day_lent=True)
    rows = np.array([0]), np.array([1])
    assert contradictions(table([other, own]), *rows).tolist() == [2]
    assert contradictions(table([borrowed, own]), *rows).tolist() == [0]
    assert score(borrowed, own).reason != "the days cannot meet"


def test_within_one_story_what_was_lent_agrees_with_nothing():
    own = placed("d1", 0)
    borrowed = msgspec.structs.replace(placed("d1", 1), day_lent=True, place_lent=True)
    untold = msgspec.structs.replace(borrowed, document="d2")
    near, far = (
        {factor.name.split(":")[0]: factor.name for factor in score(own, other).factors} for other in (borrowed, untold)
    )
    assert (near["place"], near["date"]) == ("place: unnamed", "date: open")
    assert far["place"].startswith("place: lent")
    assert far["date"].startswith("date: lent")
