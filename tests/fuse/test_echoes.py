import msgspec
import pytest

from dateline.fuse.echoes import is_aside, is_background, only_recalls, split
from dateline.fuse.recall import recall
from dateline.fuse.testimony import tellings
from dateline.fuse.view import view
from tests.fuse.told import document, number, party, place, record, when

NEWS = "A bomb exploded at the cattle market in Ayorou on Saturday.".ljust(400)
LATER = "Prices rose again. Traders stay away since the bombing of the market on 4 March.".ljust(400)


def test_a_late_mention_that_does_not_open_its_report_is_an_echo():
    documents = {"d1": document("d1", "2023-03-04", NEWS), "d2": document("d2", "2023-04-20", LATER)}
    news = record("d1", trigger="exploded", at=7, date=when("2023-03-04"))
    later = record("d2", at=LATER.index("bombing"), sentence=19)
    told, echoes = split(tellings([later, news], documents, ()), documents)
    assert [t.event.id for t in told] == [news.id]
    assert [t.event.id for t in echoes] == [later.id]


def test_the_first_reports_are_no_echoes_whatever_their_words():
    text = "Markets stayed shut after the bombing on Saturday.".ljust(400)
    only = record("d1", at=text.index("bombing"), date=when("2023-03-04"))
    documents = {"d1": document("d1", "2023-03-04", text)}
    assert split(tellings([only], documents, ()), documents)[1] == ()


def test_a_day_later_only_what_the_sentence_sets_before_its_news_is_an_echo():
    text = "The raid came a day after the bombing of a market.".ljust(400)
    mention = record("d1", at=text.index("bombing"), date=when("2023-03-04"))
    assert is_background(mention, document("d1", "2023-03-05", text))
    assert not is_background(mention, document("d1", "2023-03-05", "Two died in the raid of a bombing.".ljust(400)))


def test_history_is_background():
    assert is_background(record("d1", status="historical"), document("d1", "2023-03-05"))


def mention():
    return record("d9", at=30, date=when("2023-03-04"), place=place("Ayorou"), fatalities=number(31))


def test_a_mention_recalls_the_incident_with_its_day_and_place():
    incidents = {
        "i1": [record("d1", date=when("2023-03-04"), place=place("Ayorou"))],
        "i2": [record("d2", date=when("2023-03-05"), place=place("Tillaberi"))],
    }
    documents = {"d9": document("d9", "2023-04-20")}
    assert recall([mention()], incidents, documents) == {mention().id: "i1"}


def test_a_mention_that_fits_two_incidents_recalls_neither():
    one = record("d1", date=when("2023-03-04"), place=place("Ayorou"))
    other = msgspec.structs.replace(one, document="d2")
    assert recall([mention()], {"i1": [one], "i2": [other]}, {"d9": document("d9", "2023-04-20")}) == {}


def test_one_thing_in_common_is_not_enough_and_no_act_is_recalled_before_it_took_place():
    documents = {"d9": document("d9", "2023-03-01")}
    same_victim = {"i1": [record("d1", recipients=(party("traders", "traders-of-ayorou"),), date=when("2023-05-01"))]}
    assert recall([mention()], same_victim, documents) == {}
    future = {"i1": [record("d1", date=when("2023-03-04"), place=place("Ayorou"))]}
    assert recall([mention()], future, documents) == {}


ASIDES = [
    ("Troops had shelled the town before they left.", "shelled"),
    ("Ministers met a week after rebels blew up the bridge.", "blew up"),
    ("She wrote to the court whose ruling freed him.", "ruling"),
]
NO_ASIDES = [
    ("The mayor said troops had shelled the town.", "shelled"),
    ("Two days after the vote, police stormed the hall.", "stormed"),
    ("Troops had no orders and shelled the town.", "orders"),
]


def told_of(sentence, word, published="2023-03-06"):
    text = sentence.ljust(400)
    return record("d2", trigger=word, at=text.index(word)), {"d2": document("d2", published, text)}


@pytest.mark.parametrize(("sentence", "word"), ASIDES)
def test_an_aside_is_set_before_the_news_of_its_sentence(sentence, word):
    event, documents = told_of(sentence, word)
    assert is_aside(event, documents["d2"])
    assert only_recalls([event], documents)


@pytest.mark.parametrize(("sentence", "word"), NO_ASIDES)
def test_reported_speech_and_what_follows_a_comma_are_no_asides(sentence, word):
    event, documents = told_of(sentence, word)
    assert not is_aside(event, documents["d2"])
    assert not only_recalls([event], documents)


@pytest.mark.parametrize("published", ["2023-03-04", "2023-03-06"])
def test_an_aside_is_an_echo_only_of_what_was_news_on_an_earlier_day(published):
    event, documents = told_of(*ASIDES[0])
    documents["d1"] = document("d1", published, "Troops shelled the town on Saturday.".ljust(400))
    news = record("d1", trigger="shelled", at=7, date=when("2023-03-04"))
    _, echoes = split(tellings([event, news], documents, ()), documents)
    assert [t.event.id for t in echoes] == ([event.id] if published < "2023-03-06" else [])


def test_of_what_no_report_speaks_the_view_takes_the_word_of_what_recalls_it():
    documents = {"d1": document("d1", "2023-03-04", NEWS), "d2": document("d2", "2023-04-20", LATER)}
    news = record("d1", trigger="exploded", at=7, fatalities=number(12))
    later = record("d2", at=LATER.index("bombing"), sentence=19, date=when("2023-03-04"), fatalities=number(31))
    told = view("i1", [news, later], documents)
    assert [echo.event for echo in told.echoes] == [later.id]
    assert (told.fact("date").best, told.fact("killed").best, told.independent) == ("2023-03-04", "12", 1)
