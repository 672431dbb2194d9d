import pytest

from dateline.coding.auxiliary import Auxiliary, unwilling
from dateline.coding.trigger import Trigger
from dateline.ontology import plover
from tests.coding.trees import tree

WILL_NOT = tree(
    "She/she/PRP/nsubj/4 will/will/MD/aux/4 not/not/RB/neg/4 attend/attend/VB/ROOT/0 talks/talk/NNS/dobj/4"
).parse
DID_NOT = tree("She/she/PRP/nsubj/4 did/do/VBD/aux/4 not/not/RB/neg/4 attend/attend/VB/ROOT/0").parse


def trigger(type_, mode=None):
    return Trigger(3, 3, 4, type_, mode, 0.5, "test")


@pytest.mark.parametrize(
    ("type_", "mode", "status", "settled"),
    [
        ("CONSULT", "visit", "future", ("AGREE", None, "actual")),
        ("AID", None, "future", ("AGREE", None, "actual")),
        ("RETREAT", "withdraw", "future", ("CONCEDE", None, "actual")),
        ("ASSAULT", "aerial", "future", ("ASSAULT", "aerial", "future")),
        ("CONSULT", "visit", "actual", ("CONSULT", "visit", "actual")),
        ("CONSULT", None, "negated", ("CONSULT", None, "negated")),
    ],
)
def test_one_type_that_says_it_all_is_taken(type_, mode, status, settled):
    assert Auxiliary.load().settle(DID_NOT, trigger(type_, mode), status) == settled


def test_will_not_is_a_refusal():
    assert unwilling(WILL_NOT, 3)
    assert not unwilling(DID_NOT, 3)
    assert Auxiliary.load().settle(WILL_NOT, trigger("CONSULT"), "negated") == ("REJECT", "meet", "actual")


def test_without_a_table_nothing_changes():
    assert Auxiliary().settle(WILL_NOT, trigger("CONSULT"), "future") == ("CONSULT", None, "future")


def test_the_table_names_kinds_of_plover():
    table = Auxiliary.load()
    for type_, mode in [*table.future.values(), *table.refused.values()]:
        plover().kind(type_, mode)
