from dateline.knowledge import Site
from dateline.resolve.pointing import (
    Seen,
    asks_for_capital,
    dominant,
    has_name,
    kinds,
    plays_in,
    pointed,
    same_building,
)


def site(name, kind, row, country="SYR"):
    return Site(row=row, name=name, kind=kind, country=country, admin1="", admin2="", latitude=0.0, longitude=0.0,
                population=0, geoname="", source="test")  # fmt: skip


STATES = {"SYR": 2.0}
SEEN = [Seen(0, site("Syria", "country", 1)), Seen(50, site("Homs", "city", 2)), Seen(90, site("Turkey", "country", 3)),
        Seen(120, site("Syria", "country", 1))]  # fmt: skip


def test_the_city_is_the_city_named_last():
    assert pointed("the besieged city", 200, SEEN, STATES).name == "Homs"
    assert pointed("the city", 20, SEEN, STATES) is None


def test_the_country_is_the_one_the_story_keeps_to():
    assert pointed("the war-torn country", 110, SEEN, STATES).name in ("Syria", "Turkey")
    assert pointed("the war-torn country", 200, SEEN, STATES).name == "Syria"


def test_what_points_nowhere_finds_nothing():
    assert kinds("the night") == frozenset()
    assert pointed("the night", 200, SEEN, STATES) is None


def test_nothing_is_found_beyond_reach():
    assert pointed("the city", 50_000, SEEN, STATES) is None


def test_a_capital_is_asked_for():
    assert asks_for_capital("the Iraqi capital")
    assert not asks_for_capital("Baghdad")


def test_a_phrase_with_a_name_points_at_its_own_sentence_or_at_the_only_place():
    other = Seen(130, site("Hama", "city", 4))
    assert has_name("Fifth Avenue")
    assert not has_name("The besieged city")
    assert pointed("Victory Square", 200, SEEN, STATES).name == "Homs"
    assert pointed("Victory Square", 200, [*SEEN, other], STATES, 180) is None
    assert pointed("Victory Square", 200, [*SEEN, other], STATES, 125).name == "Hama"


def test_a_settlement_with_a_name_of_its_own_is_no_other_settlement():
    assert pointed("the village of Sondé", 200, SEEN, STATES) is None
    assert pointed("the Sondé village", 200, SEEN, STATES) is None
    assert pointed("the hospital in the town of Sondé", 200, SEEN, STATES) is not None
    assert pointed("the village", 200, SEEN, STATES) is not None


def test_a_state_that_acts_everywhere_must_be_most_of_the_story():
    assert plays_in("SYR", {"USA": 9.0, "SYR": 1.0})
    assert not plays_in("USA", {"USA": 5.0, "SYR": 5.0})
    assert plays_in("USA", {"USA": 6.0, "SYR": 5.0})


def test_no_city_points_at_a_town_of_a_state_that_acts_everywhere():
    abroad = Seen(150, site("Boston", "city", 5, "USA"))
    assert pointed("the city", 200, [*SEEN, abroad], {"SYR": 2.0, "USA": 2.0}).name == "Homs"


def test_the_country_is_first_of_all_the_one_that_its_sentence_names():
    seen = [SEEN[0], Seen(90, site("Turkey", "country", 3, "TUR"))]
    states = {"SYR": 2.0, "TUR": 1.0}
    assert pointed("the country", 120, seen, states, 80).name == "Turkey"
    assert pointed("the country", 120, seen, states, 100).name == "Syria"


def test_the_country_is_the_state_that_most_of_a_story_is_about_unless_its_sentence_names_one():
    own = site("Lebanon", "country", 9, "LBN")
    assert pointed("the country", 200, SEEN, {"LBN": 9.0, "SYR": 2.0}, 150, own=own).name == "Lebanon"
    assert pointed("the country", 200, SEEN, {"LBN": 9.0, "SYR": 2.0}, 110, own=own).name == "Syria"
    assert dominant({"LBN": 9.0, "SYR": 2.0}) == "LBN"
    assert dominant({"LBN": 2.0, "SYR": 2.0}) == ""


def test_a_side_is_a_side_of_a_state_and_no_name():
    assert pointed("the mainly rural southeast", 200, SEEN, STATES).name == "Syria"
    assert not kinds("the Middle East")


def test_a_city_may_be_meant_by_the_name_of_its_province():
    seen = [Seen(100, site("Homs", "admin1", 4), site("Homs", "city", 5))]
    assert pointed("the city", 200, seen, STATES).kind == "city"
    assert pointed("the province", 200, seen, STATES).kind == "admin1"


def test_a_building_is_the_only_one_of_its_kind_in_its_state():
    base, abroad = site("Tiyas", "airbase", 6), site("Ramstein", "airbase", 7, "DEU")
    assert same_building("a Syrian air base", [Seen(300, base), Seen(400, abroad)], "SYR").name == "Tiyas"
    assert same_building("an air base", [Seen(300, base), Seen(400, abroad)]) is None
    assert same_building("a prison", [Seen(300, base)]) is None
