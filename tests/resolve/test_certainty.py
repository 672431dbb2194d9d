"""How sure a place is: more for what the story names, less for a stump of a name far away."""

import msgspec
import pytest

from dateline.errors import DataError
from dateline.model import Span
from dateline.resolve import certainty as module
from dateline.resolve.certainty import FEATURES, Certainty
from dateline.resolve.places import Located, Refused


def probability(locator, text: str, name: str) -> float:
    start = text.index(name)
    (only,) = [f for n, _, f in locator.weighed(text, [Span(start, start + len(name), name)])]
    assert len(only) == len(FEATURES)
    return Certainty.load().probability(only)


def test_a_known_city_of_the_storys_country_is_surer_than_a_stump_of_a_name_elsewhere(locator):
    sure = probability(locator, "Syrian forces shelled Aleppo in northern Syria.", "Aleppo")
    unsure = probability(locator, "Iraqi forces held Springfield Hall near Baghdad in Iraq.", "Springfield Hall")
    assert sure > 0.9
    assert unsure < 0.5


def test_the_choice_says_how_sure_it_is(locator):
    text = "Syrian forces shelled Aleppo in northern Syria."
    (choice,) = locator.locate(text, [Span(22, 28, "Aleppo")])
    assert isinstance(choice, Located)
    assert 0.9 < choice.sure <= 1


def test_what_is_hardly_right_is_refused_with_what_it_would_have_been(locator, monkeypatch):
    strict = msgspec.structs.replace(Certainty.load(), least=1.0)
    monkeypatch.setattr(locator, "_certainty", strict)
    (choice,) = locator.locate("Syrian forces shelled Aleppo.", [Span(22, 28, "Aleppo")])
    assert isinstance(choice, Refused)
    assert "Aleppo, SYR at 0.9" in choice.reason


def test_weights_of_other_features_are_refused(monkeypatch):
    monkeypatch.setattr(module, "FEATURES", {"bias": "nothing"})
    with pytest.raises(DataError, match="Fit them again"):
        Certainty.load()
