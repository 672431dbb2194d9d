import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model import Span
from dateline.resolve.places import Located, Refused


def spans(text, *names):
    return [Span(text.index(n), text.index(n) + len(n), n) for n in names]


def only(locator, text, name):
    (choice,) = locator.locate(text, spans(text, name))
    return choice.site if isinstance(choice, Located) else choice


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("The mayor of Paris, Texas, opened the bridge.", "Paris", "USA"),
        ("France said that talks in Paris had failed.", "Paris", "FRA"),
        ("A bomb hit a market in Tripoli, Lebanon.", "Tripoli", "LBN"),
        ("Libyan forces closed the airport of Tripoli.", "Tripoli", "LBY"),
        ("The Georgian army left Gori; Russia watched Georgia.", "Georgia", "GEO"),
    ],
)
def test_the_story_decides_between_namesakes(locator, text, name, country):
    assert only(locator, text, name).country == country


def test_other_places_decide_between_a_state_and_a_province(locator):
    text = "Police in Atlanta and Savannah said that Georgia would help Florida."
    choices = locator.locate(text, spans(text, "Atlanta", "Savannah", "Georgia", "Florida"))
    assert {c.site.country for c in choices} == {"USA"}


def test_neighbours_decide_where_nothing_else_does(locator):
    text = "The storm went over Dayton, Springfield, Cincinnati and Columbus."
    choices = locator.locate(text, spans(text, "Dayton", "Springfield", "Cincinnati", "Columbus"))
    assert {c.site.admin1 for c in choices} == {"OH"}


def test_an_unknown_name_is_refused_with_its_reason(locator):
    refused = only(locator, "They met in Qwertyville.", "Qwertyville")
    assert isinstance(refused, Refused)
    assert "Qwertyville" in refused.reason
    assert "not in the gazetteer" in refused.reason


def test_a_common_name_without_context_is_refused_as_ambiguous(locator):
    refused = only(locator, "They met in Washington County.", "Washington County")
    assert isinstance(refused, Refused)
    assert "ambiguous" in refused.reason


def test_the_same_name_gets_the_same_place(locator):
    text = "Homs fell. The rebels of Homs fled Syria."
    first, second = locator.locate(text, [Span(0, 4, "Homs"), Span(25, 29, "Homs")])
    assert first == second


@settings(max_examples=10, deadline=None)
@given(st.permutations(["Dayton", "Homs", "Paris", "Cairo"]))
def test_the_order_of_the_spans_makes_no_difference(locator, order):
    text = "From Dayton to Homs, from Paris to Cairo in Egypt."
    found = dict(zip(order, locator.locate(text, spans(text, *order)), strict=True))
    straight = dict(zip(sorted(order), locator.locate(text, spans(text, *sorted(order))), strict=True))
    assert {n: c.site.row for n, c in found.items()} == {n: c.site.row for n, c in straight.items()}


def test_no_spans_no_choices(locator):
    assert locator.locate("Nothing is named here.", []) == ()


def test_an_article_makes_a_sea_of_a_name(locator):
    text = "Ships crossed the Pacific. A train stopped in Pacific, Missouri."
    start = text.index("Pacific")
    (found,) = locator.locate(text, [Span(start, start + 7, "Pacific")])
    assert found.site.name == "Pacific Ocean"
