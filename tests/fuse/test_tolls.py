import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.fuse.testimony import tellings
from dateline.fuse.tolls import tolls
from dateline.fuse.view import view
from dateline.model import IncidentId
from dateline.model.event import Extent
from tests.fuse.told import document, number, record, when

NEWS = "A bomb exploded at the market on Saturday. {} Police closed the road.\n\nSix others were wounded in May."


def found(sentence, harm="injured", around=(), kind="ASSAULT/explosives", **fields):
    text = NEWS.format(sentence)
    documents = {"d1": document("d1", "2023-03-05", text)}
    event = record("d1", kind, trigger="exploded", at=7, **fields)
    told = tellings([msgspec.structs.replace(event, sentence=Extent(0, 42))], documents, ())
    return [(text[n.start : n.end], n.low, n.high) for _, n in tolls(harm, told, around, documents)]


@pytest.mark.parametrize(
    ("sentence", "injured", "killed"),
    [
        ("Eleven others were wounded.", [("Eleven", 11, 11)], []),
        ("Three were killed and 11 hurt.", [("11", 11, 11)], [("Three", 3, 3)]),
        ("At least thirty-one people died.", [], [("At least thirty-one", 31, None)]),
        ("More than 1,200 were injured.", [("More than 1,200", 1201, None)], []),
        ("Two of the five dead were recruits.", [], [("five", 5, 5)]),
        ("Doctors put the toll at 16.", [], [("16", 16, 16)]),
        ("Dozens were injured at 5 pm.", [("Dozens", 24, None)], []),
        ("No one was hurt.", [("No one", 0, 0)], []),
        ("There were no casualties.", [("no casualties", 0, 0)], [("no casualties", 0, 0)]),
        ("The blast killed another nine, wounding 14.", [("14", 14, 14)], [("nine", 9, 9)]),
        ("Five clerks and porters were hurt.", [("Five", 5, 5)], []),
        ("Two were held and nine wounded.", [("nine", 9, 9)], []),
        ("Two nights later five were killed.", [], [("five", 5, 5)]),
        ("Nobody has died.", [], [("Nobody", 0, 0)]),
        ("There were no human losses.", [], [("no human losses", 0, 0)]),
        ("Some 20 fighters were neutralised.", [], [("Some 20", 20, 20)]),
        ("Twelve houses burned.", [], []),
    ],
)
def test_numbers_beside_a_record_are_read(sentence, injured, killed):
    assert found(sentence) == injured
    assert found(sentence, "killed") == killed


@pytest.mark.parametrize(
    ("sentence", "size"),
    [
        ("Some 4,000 young protesters came back on Sunday.", [("Some 4,000", 4000, 4000)]),
        ("The union put the turnout at 900.", [("900", 900, 900)]),
        ("Twelve Grad rockets had been loaded.", [("Twelve", 12, 12)]),
        ("Twelve minutes later it was quiet.", []),
    ],
)
def test_crowds_and_weapons_are_counted(sentence, size):
    assert found(sentence, "size") == size


@pytest.mark.parametrize(
    ("kind", "sentence", "size"),
    [
        ("PROTEST/strike", "Some 1,200 dockers walked out.", [("Some 1,200", 1200, 1200)]),
        ("PROTEST/demo", "Some 1,200 letters were burned.", []),
        ("PROTEST/demo", "Two days later 90 nurses marched.", [("90", 90, 90)]),
        ("PROTEST/demo", "Two days of protest ended in March.", []),
        ("COERCE/arrest", "Nine of the clerks were detained.", []),
        ("COERCE/arrest", "Nine clerks were detained.", [("Nine", 9, 9)]),
        ("ASSAULT/abduct", "Men on motorcycles kidnapped 14 pupils.", [("14", 14, 14)]),
        ("ASSAULT/explosives", "Nine clerks were detained.", []),
    ],
)
def test_the_size_of_an_act_is_what_its_kind_counts(kind, sentence, size):
    assert found(sentence, "size", kind=kind) == size


def test_a_record_that_only_counts_the_harmed_is_no_other_act():
    other = record("d1", "ASSAULT", "wounded", at=61)
    assert found("Eleven others were wounded.", around=[other]) == [("Eleven", 11, 11)]
    dated = record("d1", "ASSAULT", "wounded", at=61, date=when("2023-03-03"))
    assert found("Eleven others were wounded.", around=[dated]) == []


def test_a_report_whose_record_counts_is_not_searched():
    assert found("Eleven others were wounded.", injured=number(3)) == []


def test_the_sentence_of_another_violent_act_ends_the_search():
    other = record("d1", "ASSAULT/firearms", "Gunmen", at=43)
    assert found("Gunmen shot at a bus and eleven were wounded.", around=[other]) == []


def test_the_view_tells_them_at_their_characters():
    text = NEWS.format("Eleven others were wounded.")
    event = record("d1", trigger="exploded", at=7)
    fact = view(IncidentId("i1"), [event], {"d1": document("d1", "2023-03-05", text)}).fact("injured")
    (said,) = fact.values[0].testimonies
    assert (fact.best, text[said.start : said.end], said.event) == ("11", "Eleven", event.id)


@given(st.text(st.sampled_from("0123, twelve-dozens of no one were killed hurt.\n'"), max_size=60))
def test_no_text_is_too_odd(text):
    assert all(n is None or n >= 0 for _, low, high in found(text, "killed") for n in (low, high))
