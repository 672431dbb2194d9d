import pytest

from dateline.model import Place
from dateline.resolve.where import Cartographer
from tests.resolve.written import plain, span, story


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


def test_a_border_is_where_two_states_meet(locator):
    (told,) = placed(locator, "Turkey shelled the border with Syria on Friday.", "the border with Syria")
    assert told.place.name == "Syria"  # only one side is told, and nothing else of the story helps
    (both,) = placed(locator, "They crossed the Turkish-Syrian border on Friday.", "the Turkish-Syrian border")
    assert (both.place.name, both.place.precision) == ("Syria–Turkey border", "area")
    assert both.place.latitude == pytest.approx(36.8, abs=0.7)
    assert 36 < both.place.longitude < 42


def test_a_town_on_the_border_is_a_town(locator):
    (found,) = placed(locator, "They reached the Syrian border town of Azaz.", "the Syrian border town of Azaz")
    assert (found.place.country, found.place.precision) == ("SYR", "city")


def test_the_other_side_of_a_border_is_told_by_the_story(locator):
    parsed = plain("Rebels moved toward the Iraqi border.")
    at = span(parsed, "the Iraqi border")
    phrase = Place(text=at.text, start=at.start, end=at.end)
    states = {"IRQ": 2.0, "USA": 5.0, "SYR": 4.0}
    (found,) = Cartographer(locator).place(parsed.document.text, parsed.parse, [phrase], states)
    assert found.place.name == "Iraq–Syria border"


def test_the_place_that_is_said_to_lie_in_a_state_is_meant(locator):
    (found,) = placed(locator, "The girls were taken from Bama in Borno State.", "Borno State")
    assert (found.place.name, found.place.text) == ("Bama", "Bama in Borno State")


def test_a_town_of_a_state_that_the_story_never_names_is_refused(locator):
    parsed = plain("Iraqi troops held Montalvo near Baghdad in Iraq.")
    at = span(parsed, "Montalvo")
    phrase = Place(text=at.text, start=at.start, end=at.end)
    (found,) = Cartographer(locator).place(parsed.document.text, parsed.parse, [phrase], {"IRQ": 2.0})
    assert found.place.latitude is None
    assert found.reason


def test_a_town_said_to_lie_elsewhere_is_refused(locator):
    (found,) = placed(locator, "Ministers met in Charlevoix, Quebec, on Friday.", "Charlevoix")
    assert found.place.latitude is None


def told(locator, phrase, states, *sentences):
    """The place of a phrase of a story of some sentences that names some states so often."""
    towns = [name for name in ("Havana", "Miami", "Cuba", "Gettysburg") if any(name in text for text in sentences)]
    parsed = story(*(written(text) for text in sentences), names=dict.fromkeys(towns, "GPE"))
    at = span(parsed, phrase)
    place = Place(text=at.text, start=at.start, end=at.end)
    (found,) = Cartographer(locator).place(parsed.document.text, parsed.parse, [place], states)
    return found.place


def written(text):
    words = text.replace(",", " ,").replace(".", " .").replace("'s", " 's").split()
    return " ".join(f"{word}/{'NNP' if word[0].isupper() else 'NN'}/dep/{len(words)}" for word in words)


def test_a_small_town_of_a_state_named_everywhere_needs_a_story_about_that_state(locator):
    text = "Divers searched near Gettysburg on Friday."
    assert told(locator, "Gettysburg", {"GUY": 6.0, "USA": 6.0}, text).country != "USA"
    assert told(locator, "Gettysburg", {"USA": 6.0, "GUY": 1.0}, text).country == "USA"


def test_a_great_city_is_meant_by_its_own_name_wherever_the_story_plays(locator):
    assert told(locator, "Baltimore", {"GUY": 6.0}, "They spoke in Baltimore on Friday.").name == "Baltimore"


def test_the_country_of_a_continent_is_the_country(locator):
    texts = ("Cuba was shaken.", "The small South American country saw protests.")
    assert told(locator, "The small South American country", {"CUB": 3.0}, *texts).name == "Cuba"


def test_many_cities_of_a_state_are_that_state_not_the_last_of_the_list(locator):
    text = "Marches filled more than 90 of Iraq's cities, from Basra to Mosul."
    found = told(locator, "more than 90 of Iraq's cities, from Basra to Mosul", {"IRQ": 3.0}, text)
    assert (found.country, found.precision) == ("IRQ", "country")


def test_a_street_with_a_name_of_its_own_is_in_no_town_told_elsewhere(locator):
    texts = ("In Miami and Havana crowds met.", "People filled Paseo Boulevard.")
    assert told(locator, "Paseo Boulevard", {"CUB": 5.0, "USA": 9.0}, *texts, "Others met in Cuba.").latitude is None
    here = told(locator, "Paseo Boulevard", {"CUB": 5.0}, "In Havana people filled Paseo Boulevard.")
    assert here.country == "CUB"


def test_some_areas_are_where_their_sentence_plays(locator):
    texts = ("In Cuba soldiers took some areas.", "Later they left some villages.")
    assert told(locator, "some areas", {"CUB": 5.0}, *texts).name == "Cuba"
    assert told(locator, "some villages", {"CUB": 5.0}, *texts).latitude is None


def test_the_other_side_of_a_border_is_told_in_its_own_sentence(locator):
    texts = ("Units moved to Russia's border with Ukraine.", "On Friday they stopped.")
    found = told(locator, "Russia's border", {"RUS": 5.0, "UKR": 2.0}, *texts)
    assert found.name == "Russia–Ukraine border"


def test_nothing_points_at_a_small_town_of_a_state_named_everywhere(locator):
    text = "Near Gettysburg soldiers took some areas."
    assert told(locator, "some areas", {"GUY": 6.0, "USA": 6.0}, text).country != "USA"
    assert told(locator, "some areas", {"USA": 6.0, "GUY": 1.0}, text).country == "USA"


def test_a_base_is_the_one_that_the_story_names_later(locator):
    text = "Missiles hit a Syrian air base on Friday. Planes had taken off from Shayrat Airfield in Syria."
    first, _ = placed(locator, text, "a Syrian air base", "Shayrat Airfield")
    assert first.place.precision == "site"
    assert "Shayrat" in first.place.name


def test_a_people_in_a_phrase_does_not_move_a_side_of_the_country(locator):
    text = "Turkey sent troops. Two died in Turkey's mainly Kurdish southeast."
    (found,) = placed(locator, text, "Turkey's mainly Kurdish southeast")
    assert (found.place.country, found.place.name) == ("TUR", "southeastern Turkey")


def test_cities_across_the_country_are_placed_in_it(locator):
    text = "Turkey is tense. Turkey is divided. Protests were held in many cities across the country."
    parsed = plain(text, ("Turkey",))
    where = span(parsed, "many cities")
    place = Place(text=where.text, start=where.start, end=where.end)
    (found,) = Cartographer(locator).place(parsed.document.text, parsed.parse, [place], {"TUR": 2.0})
    assert (found.place.country, found.place.precision) == ("TUR", "country")
