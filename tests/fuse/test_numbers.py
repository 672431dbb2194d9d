import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.fuse.numbers import GROWTH, number_fact
from dateline.fuse.testimony import tellings
from tests.fuse.told import copy, document, number, party, record, source


def killed(*reports, copies=(), name="killed"):
    """Reports are (id, published, magnitude[, more fields of the record])."""
    documents = {id_: document(id_, at) for id_, at, *_ in reports}
    events = [
        record(id_, fatalities=magnitude, at=10 + 20 * n, **(rest[0] if rest else {}))
        for n, (id_, _, magnitude, *rest) in enumerate(reports)
    ]
    return number_fact(name, tellings(events, documents, copies), lambda event: event.fatalities)


def test_a_rising_toll_is_updated_and_the_latest_is_best():
    fact = killed(("d1", "2023-03-04T10:00", number(12)), ("d2", "2023-03-04T20:00", number(27)),
                  ("d3", "2023-03-05T20:00", number(31)))  # fmt: skip
    assert (fact.agreement, fact.best, fact.low, fact.high) == ("updated", "31", 12, 31)
    assert [value.low for value in fact.values] == [12, 27, 31]
    assert fact.rule == "the number in the latest report"


@st.composite
def rising(draw):
    """Tolls of ever more outlets, one a day, each higher than the last but by no more than tolls grow."""
    tolls = [draw(st.integers(1, 40))]
    for _ in range(draw(st.integers(1, 4))):
        tolls.append(draw(st.integers(tolls[-1] + 1, int(GROWTH * tolls[-1]))))
    return tolls


def told_daily(tolls):
    return [(f"d{n}", f"2023-03-{n + 4:02}", number(toll)) for n, toll in enumerate(tolls)]


@given(rising(), st.randoms(use_true_random=False))
def test_every_toll_that_rises_day_by_day_is_updated_whatever_came_in_first(tolls, chance):
    reports = told_daily(tolls)
    chance.shuffle(reports)
    fact = killed(*reports)
    assert (fact.agreement, fact.best, fact.low, fact.high) == ("updated", str(tolls[-1]), tolls[0], tolls[-1])


@given(rising())
def test_every_toll_that_other_outlets_lower_is_disputed(tolls):
    assert killed(*told_daily(tolls[::-1])).agreement == "disputed"


@given(rising())
def test_two_tolls_of_one_moment_are_disputed(tolls):
    at_once = [(id_, "2023-03-04", toll) for id_, _, toll in told_daily(tolls)]
    assert killed(*at_once).agreement == "disputed"


def test_at_least_twelve_and_twelve_are_one_value():
    fact = killed(("d1", "2023-03-04", number(12, text="At least 12", open_=True)), ("d2", "2023-03-05", number(12)))
    assert (fact.agreement, len(fact.values), fact.values[0].independent) == ("agreed", 1, 2)


def test_a_vague_word_agrees_with_the_number_it_may_mean():
    fact = killed(("d1", "2023-03-04", number(24, text="dozens", open_=True)), ("d2", "2023-03-04", number(31)))
    assert (fact.agreement, fact.best) == ("agreed", "31")


def test_the_same_day_two_sources_two_numbers_is_disputed():
    fact = killed(("d1", "2023-03-04", number(4), {"attribution": (source("the army"),)}),
                  ("d1", "2023-03-04", number(40), {"attribution": (source("a union"),)}))  # fmt: skip
    assert fact.agreement == "disputed"


def test_another_outlet_that_counts_far_more_disputes():
    assert killed(("d1", "2023-03-04", number(7)), ("d2", "2023-03-05", number(70))).agreement == "disputed"


def test_another_outlet_that_counts_fewer_disputes():
    assert killed(("d1", "2023-03-04", number(21)), ("d2", "2023-03-09", number(8))).agreement == "disputed"


def test_who_counted_may_correct_itself_downward():
    army = {"attribution": (source("the army"),)}
    fact = killed(("d1", "2023-03-04", number(17), army), ("d2", "2023-03-06", number(15), army))
    assert (fact.agreement, fact.best, fact.high) == ("updated", "15", 17)


def test_the_number_of_the_side_that_did_it_is_never_merely_early():
    did = {"actors": (party("the Zanzi Brigade"),)}
    own = did | {"attribution": (source("the Zanzi Brigade"),)}
    assert killed(("d1", "2023-03-04", number(8), own), ("d2", "2023-03-05", number(12), did)).agreement == "disputed"


def test_a_crowd_does_not_grow_afterwards():
    fact = killed(("d1", "2023-03-04", number(1200)), ("d2", "2023-03-05", number(2000)), name="size")
    assert fact.agreement == "disputed"


def test_the_smaller_number_of_one_source_counts_a_part():
    fact = killed(("d1", "2023-03-04", number(12)), ("d1", "2023-03-04", number(3)))
    assert [value.low for value in fact.values] == [12]


def test_a_copy_adds_no_independence_and_comes_no_later_than_its_origin():
    fact = killed(("d1", "2023-03-04", number(12)), ("d2", "2023-03-05", number(12)), ("d3", "2023-03-04T23:00",
                  number(20)), copies=[copy("d2", "d1")])  # fmt: skip
    assert fact.agreement == "updated"
    assert {value.low: value.independent for value in fact.values} == {12: 1, 20: 1}


@pytest.mark.parametrize("text", ["several", "hundreds", "scores"])
def test_a_vague_value_is_worded_as_written(text):
    assert killed(("d1", "2023-03-04", number(3, text=text, open_=True))).values[0].value == text


def test_nothing_said_is_no_fact():
    assert killed(("d1", "2023-03-04", None)) is None
