import pytest

from tests.coding.saying import slots

pytestmark = pytest.mark.model

PLACES = [
    ("Rebels attacked soldiers near Mopti on Friday.", "attacked", "ASSAULT", "Mopti"),
    ("Rebels attacked a hospital in Mopti.", "attacked", "ASSAULT", "Mopti"),
    ("The army retook Mosul on Friday.", "retook", "ASSAULT", "Mosul"),
    ("The strike that killed two men in Beirut was brief.", "strike", "ASSAULT", "Beirut"),
    ("The Mosul offensive began.", "offensive", "ASSAULT", "Mosul"),
    ("A U.S. airstrike killed a commander.", "airstrike", "ASSAULT", None),
    ("Russian troops attacked the rebels.", "attacked", "ASSAULT", None),
    ("The premier condemned the attack in Gaza.", "condemned", "ACCUSE", None),
    ("A policeman shot London twice.", "shot", "ASSAULT", None),
]
DATES = [
    ("Rebels attacked the port on Friday.", "attacked", "ASSAULT", "Friday"),
    ("Monday's attack killed two.", "attack", "ASSAULT", "Monday"),
    ("The army said on Monday that rebels attacked the port.", "attacked", "ASSAULT", None),
    ("The court condemned the 2011 bombing.", "condemned", "ACCUSE", None),
    ("Police arrested a man on Monday and released him on Tuesday.", "released", "RETREAT", "Tuesday"),
]


@pytest.mark.parametrize(("text", "word", "type_", "place"), PLACES)
def test_where(text, word, type_, place):
    found = slots(text, word, type_).place
    assert (found.text if found else None) == place


@pytest.mark.parametrize(("text", "word", "type_", "date"), DATES)
def test_when(text, word, type_, date):
    found = slots(text, word, type_).date
    assert (found.text if found else None) == date
