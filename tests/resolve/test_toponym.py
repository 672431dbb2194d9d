import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.resolve.toponym import designated, read, spellings


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Idlib province", "Idlib", "admin1"),
        ("the province of Idlib", "Idlib", "admin1"),
        ("Kent County", "Kent", "admin2"),
        ("the city of Homs", "Homs", "city"),
        ("Balad airbase", "Balad", "airbase"),
    ],
)
def test_a_designator_is_set_apart_and_says_the_kind(text, name, kind):
    bare, wants = designated(text)
    assert bare == name
    assert kind in wants


def test_a_direction_is_told_and_left_out_later():
    query = read("northern Syria")
    assert query.direction == "northern"
    assert "northern syria" in query.steps[0]
    assert "syria" in query.steps[2]


def test_abbreviations_are_spelt_out_and_articles_tried():
    assert "saint louis" in spellings("St. Louis")
    assert "mt hermon" in spellings("Mount Hermon")
    assert {"al hol", "hol"} <= set(spellings("al-Hol"))


def test_parts_of_a_site_come_last():
    query = read("University of Aleppo")
    assert "aleppo" in query.steps[3]
    assert all("aleppo" not in step for step in query.steps[:3])


@given(st.text(max_size=40))
def test_any_text_can_be_read(text):
    assert len(read(text).steps) == 4
