import pytest

from dateline.coding.magnitude import is_thing
from tests.coding.saying import index_of, parsed, slots

pytestmark = pytest.mark.model


def counted(found):
    return (found.text, found.low, found.high) if found else None


FATALITIES = [
    ("A bomb killed more than 20 people.", "killed", ("more than 20", 21, None)),
    ("At least seven soldiers died in the attack.", "attack", ("At least seven", 7, None)),
    ("Dozens of villagers were killed in a raid.", "raid", ("Dozens", 24, None)),
    ("The strike that killed 12 miners was brief.", "strike", ("12", 12, 12)),
    ("Rebels attacked the port, killing two guards.", "attacked", ("two", 2, 2)),
    ("The attack caused no casualties.", "attack", ("no", 0, 0)),
    ("Rebels attacked the port.", "attacked", None),
    ("The army could have killed 20 people.", "killed", None),
    ("Raiders killed two fewer than the army had announced.", "killed", None),
    ("Raiders killed two more miners.", "killed", ("two", 2, 2)),
]


@pytest.mark.parametrize(("text", "word", "fatalities"), FATALITIES)
def test_how_many_died(text, word, fatalities):
    assert counted(slots(text, word, "ASSAULT").fatalities) == fatalities


def test_the_injured_are_counted_apart():
    found = slots("The blast killed two guards and wounded scores of others.", "blast", "ASSAULT")
    assert (counted(found.fatalities), counted(found.injured)) == (("two", 2, 2), ("scores", 40, None))


SIZES = [
    ("Tens of thousands of people marched in Oslo.", "marched", "PROTEST", ("Tens of thousands", 20_000, None)),
    ("Police arrested more than 150 students.", "arrested", "COERCE", ("more than 150", 151, None)),
    ("The air force conducted ten airstrikes on the camp.", "airstrikes", "ASSAULT", ("ten", 10, 10)),
    ("The 2011 bombing shook the town.", "bombing", "ASSAULT", None),
    ("Police arrested a student.", "arrested", "COERCE", None),
]


@pytest.mark.parametrize(("text", "word", "type_", "size"), SIZES)
def test_how_many_act_or_are_acted_upon(text, word, type_, size):
    assert counted(slots(text, word, type_).size) == size


@pytest.mark.parametrize(("word", "thing"), [("four", True), ("vehicles", True), ("ten", False), ("guards", False)])
def test_vehicles_are_no_victims(word, thing):
    text = "The raiders burned four vehicles and beat ten guards."
    assert is_thing(parsed(text).parse, index_of(text, word)) is thing
