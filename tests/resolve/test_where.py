import pytest

from dateline.model import Place
from dateline.resolve.where import Cartographer
from tests.resolve.written import plain, span


def placed(locator, text, *phrases, names=()):
    parsed = plain(text, names)
    places = [Place(text=p, start=span(parsed, p).start, end=span(parsed, p).end) for p in phrases]
    return Cartographer(locator).place(parsed.document.text, parsed.parse, places)


@pytest.mark.parametrize(
    ("text", "phrase", "name", "precision"),
    [
        ("A drone hit Iraq's Ain al-Asad Airbase.", "Iraq's Ain al-Asad Airbase", "Ain al-Asad Airbase", "site"),
        ("They struck the Syrian province of Al-Hasakah.", "the Syrian province of Al-Hasakah", "Al-Hasakah", "admin1"),
        ("It fell near Ferguson, Missouri.", "Ferguson, Missouri", "Ferguson", "city"),
        ("Ships met in the Strait of Hormuz off Iran.", "the Strait of Hormuz", "Strait of Hormuz", "area"),
        ("Talks began in Iraq.", "Iraq", "Iraq", "country"),
    ],
)
def test_the_most_precise_name_of_a_phrase_counts(locator, text, phrase, name, precision):
    (found,) = placed(locator, text, phrase)
    assert (found.place.name, found.place.precision, found.reason) == (name, precision, "")
    assert found.place.text == phrase
    assert found.place.latitude is not None


def test_a_city_stands_before_the_state_of_its_name(locator):
    (city,) = placed(locator, "Diplomats met in New York on Friday.", "New York")
    (state,) = placed(locator, "Snow fell in New York state on Friday.", "New York state")
    assert (city.place.precision, state.place.precision) == ("city", "admin1")


def test_part_of_a_state_is_an_area_in_that_part(locator):
    (whole,) = placed(locator, "Fighting went on in Syria.", "Syria")
    (north,) = placed(locator, "Fighting went on in northern Syria.", "northern Syria")
    assert north.place.precision == "area"
    assert north.place.name == "northern Syria"
    assert north.place.latitude > whole.place.latitude


def test_the_city_is_the_one_named_before(locator):
    (found,) = placed(
        locator, "Rebels took Mosul in Iraq. They hold the city now.", "the city", names=("Mosul", "Iraq")
    )
    assert found.place.country == "IRQ"
    assert found.place.precision == "city"


def test_a_capital_belongs_to_the_state_named(locator):
    (found,) = placed(locator, "A bomb went off in the Iraqi capital.", "the Iraqi capital")
    assert found.place.name == "Baghdad"


def test_a_street_is_not_the_town_of_its_name(locator):
    (found,) = placed(locator, "Shots fell on Independence Avenue.", "Independence Avenue")
    assert found.place.latitude is None
    assert "Independence Avenue" in found.reason


def test_no_places_nothing_done(locator):
    assert placed(locator, "Nothing took place.") == ()


def test_an_acronym_is_no_village_but_may_be_a_state(locator):
    (base,) = placed(locator, "Jets left the NATO base.", "the NATO base")
    (state,) = placed(locator, "Jets left the UAE.", "the UAE")
    assert base.place.name is None
    assert state.place.name == "United Arab Emirates"


def test_a_site_without_a_name_is_where_the_text_says_right_after(locator):
    (found,) = placed(locator, "Aleppo was calm. Jets left the base in Adana.", "the base", names=("Aleppo", "Adana"))
    assert (found.place.name, found.place.country) == ("Adana", "TUR")


def test_a_states_own_province_is_not_cut_by_where_it_lies(locator):
    text = "A train was stopped in Pakistan's restive southwestern Balochistan province."
    (whole,) = placed(locator, text, "Pakistan's restive southwestern Balochistan province")
    (part,) = placed(locator, "A train was stopped in southwestern Balochistan.", "southwestern Balochistan")
    assert (whole.place.precision, part.place.precision) == ("admin1", "area")


def test_what_is_hardly_meant_is_no_point_on_the_map(locator):
    (found,) = placed(locator, "Iraqi forces held Springfield Hall in Iraq.", "Springfield Hall")
    assert found.place.latitude is None
    assert "Springfield" in found.reason
