"""Offices without a name: who held them on the day."""

import pytest

from dateline.knowledge import Actors, Entity, Role
from dateline.model import EntityId
from dateline.resolve.offices import Offices


def holder(name: str, title: str, first: str, last: str = "", country: str = "NOR") -> Entity:
    role = Role(title=title, country=country, sector="GOV", first=first, last=last)
    return Entity(
        id=EntityId(name.lower()), name=name, aliases=(), country=country, sector="GOV", kind="person", roles=(role,)
    )


OFFICES = Offices(
    Actors(
        (
            holder("Berg", "prime minister", "2001-03", "2005-09-01"),
            holder("Dahl", "prime minister", "2005-09-02"),
            holder("Eide", "defence minister", "2004"),
            holder("Foss", "secretary of state", "2000", country="USA"),
            holder("Gran", "senator", "2000"),
            holder("Holm", "senator", "2001"),
        )
    )
)


@pytest.mark.parametrize(
    ("words", "country", "day", "found"),
    [
        ("the prime minister", "NOR", "2003-03-20", "Berg"),
        ("the prime minister", "NOR", "2005-09-02", "Dahl"),
        ("the Prime Minister", "NOR", "2000-01-01", None),
        ("the prime minister", "SWE", "2003-03-20", None),
        ("the former prime minister", "NOR", "2006-01-01", None),
        ("deputy prime minister", "NOR", "2006-01-01", None),
        ("premier", "NOR", "2006-01-01", "Dahl"),
        ("Defense Minister", "NOR", "2006-01-01", "Eide"),
        ("foreign minister", "USA", "2006-01-01", "Foss"),
        ("senator", "NOR", "2006-01-01", None),
        ("prime minister", "NOR", "", None),
        ("prime minister", "", "2006-01-01", None),
    ],
)
def test_an_office_means_its_only_holder_of_that_day(words, country, day, found):
    who = OFFICES.holder(words.split(), country, day)
    assert (who.name if who else None) == found


def test_an_office_may_be_told_with_its_seat_first():
    offices = Offices(Actors((holder("Ruud", "governor of Oslo", "2010"),)))
    assert offices.holder(["Oslo", "governor"], "NOR", "2012-01-01").name == "Ruud"
    assert offices.holder(["Bergen", "governor"], "NOR", "2012-01-01") is None
