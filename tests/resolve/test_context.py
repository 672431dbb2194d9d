from dateline.resolve.context import Containers


def names(locator, areas):
    gazetteer = locator.gazetteer
    return {gazetteer.countries[area.country] for area in areas}


def test_states_peoples_and_provinces_are_counted(locator):
    containers = Containers(locator.gazetteer)
    found = containers.named("Iraqi and U.S. officials met in Texas. Iraq's army told us so.")
    assert found["iraqi"] == 1
    assert found["us"] == 1  # "U.S.", not the pronoun
    assert found["texas"] == 1
    assert found["iraq"] == 1


def test_an_ambiguous_name_splits_its_vote(locator):
    containers = Containers(locator.gazetteer)
    countries, _ = containers.votes({"georgia": 2})
    gazetteer = locator.gazetteer
    assert countries[gazetteer.countries.index("GEO")] == countries[gazetteer.countries.index("USA")] == 1.0
    without, _ = containers.votes({"georgia": 2}, without="georgia")
    assert without.sum() == 0


def test_containers_stand_right_after_or_before_a_name(locator):
    containers = Containers(locator.gazetteer)
    text = "Shots fell in Paris, Texas, and in the Syrian city of Homs."
    after, _ = containers.around(text, text.index("Paris"), text.index("Paris") + 5)
    _, before = containers.around(text, text.index("Homs"), text.index("Homs") + 4)
    assert "USA" in names(locator, after)
    assert names(locator, before) == {"SYR"}
