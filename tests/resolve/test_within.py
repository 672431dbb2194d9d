from dateline.knowledge import Site
from dateline.model import Place
from dateline.resolve.pointing import Seen
from dateline.resolve.within import within
from tests.resolve.written import span, story

SANAA = Site(row=1, name="Sanaa", kind="capital", country="YEM", admin1="", admin2="", latitude=15.35, longitude=44.2,
             population=1, geoname="", source="test")  # fmt: skip
TEXT = (
    "Guards/NNS/nsubj/2 left/VBD/ROOT/0 the/DT/det/5 American/JJ/amod/5 embassy/NN/dobj/2 in/IN/prep/5 "
    "old/JJ/amod/8 Sanaa/NNP/pobj/6 ././punct/2"
)


def told(known):
    parsed = story(TEXT, names={"Sanaa": "GPE"})
    at, town = span(parsed, "the American embassy"), span(parsed, "Sanaa")
    place = Place(text=at.text, start=at.start, end=at.end)
    return within(parsed.parse, place, [Seen(town.start, SANAA)] if known else [])


def test_a_phrase_lies_where_it_is_said_to_lie():
    assert told(known=True) == SANAA


def test_a_name_that_is_not_known_is_told():
    assert told(known=False) == "Sanaa"


def test_nothing_is_told_where_nothing_hangs_on_the_phrase():
    parsed = story("Guards/NNS/nsubj/2 left/VBD/ROOT/0 the/DT/det/4 embassy/NN/dobj/2 ././punct/2")
    at = span(parsed, "the embassy")
    assert within(parsed.parse, Place(text=at.text, start=at.start, end=at.end), []) is None


def test_what_is_joined_to_a_phrase_tells_where_both_lie():
    parsed = story(
        "Guards/NNS/nsubj/2 left/VBD/ROOT/0 the/DT/det/4 outpost/NN/dobj/2 and/CC/cc/4 embassy/NN/conj/4 "
        "in/IN/prep/6 Sanaa/NNP/pobj/7 ././punct/2",
        names={"Sanaa": "GPE"},
    )
    at, town = span(parsed, "the outpost"), span(parsed, "Sanaa")
    assert within(parsed.parse, Place(text=at.text, start=at.start, end=at.end), [Seen(town.start, SANAA)]) == SANAA
