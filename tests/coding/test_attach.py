"""The learned choice of a time and a place: features and weights; how sentences come out is in test_where_and_when."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.coding import attach
from dateline.coding.attach import Weights, best, learned
from tests.coding.saying import slots


def test_the_weights_are_there_and_no_unknown_feature_counts():
    date, place = learned().date, learned().place
    assert date.weights["rule=first"] > 0 > date.weights["bias"]
    assert place.weights["rule=first"] > 0 > place.weights["bias"]
    assert date.odds(("no such feature",)) == 0.0
    assert "fit_attach" in learned().command


@given(st.lists(st.tuples(st.floats(-5, 5), st.integers(0, 9))), st.floats(-5, 5))
def test_the_best_is_the_likeliest_that_is_likely_enough(scored, least):
    found = best(scored, least)
    if found is None:
        assert all(odds < least for odds, _ in scored)
    else:
        top = max(odds for odds, _ in scored)
        assert top >= least
        assert found == min(number for odds, number in scored if odds == top)


def test_the_sum_does_not_hang_on_the_order_of_features():
    weights = Weights(0.0, {"a": 0.1, "b": 0.2, "c": 1e9, "d": -1e9})
    assert weights.odds(("a", "c", "b", "d")) == weights.odds(("d", "b", "c", "a")) == math.fsum((0.1, 0.2))


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "word", "type_", "place", "date"),
    [
        ("The shelling of the port continued on Sunday.", "shelling", "ASSAULT", "the port", "Sunday"),
        ("On Tuesday, in Oslo, the minister condemned the strike.", "condemned", "ACCUSE", "Oslo", "Tuesday"),
        ("The minister welcomed the talks in Geneva.", "welcomed", "SUPPORT", None, None),
        ("Police arrested two men in Kano last week.", "arrested", "COERCE", "Kano", "last week"),
    ],
)
def test_acts_have_the_time_and_place_that_are_theirs(text, word, type_, place, date):
    found = slots(text, word, type_)
    assert (found.place.text if found.place else None, found.date.text if found.date else None) == (place, date)


@pytest.mark.model
def test_a_name_is_a_place_where_it_is_tagged_as_one_elsewhere(monkeypatch):
    seen: list[str] = []
    monkeypatch.setattr(attach, "_label", lambda parse, i: seen.append(parse.tokens[i].text) or "GPE")
    slots("Rebels attacked the port in Mopti on Friday.", "attacked", "ASSAULT")
    assert {"port", "Mopti"} <= set(seen)
