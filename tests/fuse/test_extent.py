from dateline.fuse.extent import contradict, distance, lies_in, same_place
from tests.fuse.told import place


def test_a_town_lies_in_its_country_and_contradicts_it_not():
    town, country = place("Ayorou"), place("Niger", "country")
    assert lies_in(town, country)
    assert not lies_in(country, town)
    assert not contradict(town, country)


def test_two_towns_far_apart_contradict():
    assert contradict(place("Ayorou"), place("Tillaberi"))
    assert 70 < distance(place("Ayorou"), place("Tillaberi")) < 90


def test_a_place_that_is_not_resolved_contradicts_nothing():
    unknown = place("Nowhere village", None, None)
    assert not contradict(unknown, place("Ayorou"))
    assert distance(unknown, place("Ayorou")) is None


def test_kinds_of_place_do_not_make_names_differ():
    assert same_place(place("Tillaberi"), place("Tillaberi region", "admin1"))
