from dateline.model import Place
from dateline.resolve.borders import Borders, between


def phrase(text, whole):
    start = whole.index(text)
    return Place(text=text, start=start, end=start + len(text))


def test_a_border_lies_between_its_states_whichever_is_named_first(locator):
    one, other = (between(locator.gazetteer, *pair) for pair in (("MEX", "USA"), ("USA", "MEX")))
    assert one == other
    assert 25 < one[0] < 33
    assert -118 < one[1] < -97


def test_states_far_apart_have_no_border(locator):
    assert between(locator.gazetteer, "MEX", "SYR") is None


def test_the_other_side_may_follow_the_phrase(locator):
    text = "Troops massed at Mexico's northern border with the United States."
    found = Borders(locator).place(text, phrase("Mexico's northern border", text), {})
    assert found.name == "Mexico–United States border"


def test_a_border_post_is_no_border(locator):
    text = "They shelled the Syria-Turkey border post."
    assert Borders(locator).place(text, phrase("the Syria-Turkey border post", text), {}) is None


def test_a_phrase_without_a_border_means_none(locator):
    text = "They shelled Syria and Turkey."
    assert Borders(locator).place(text, phrase("Syria and Turkey", text), {}) is None
