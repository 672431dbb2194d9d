import pytest

from dateline.model import Span
from dateline.store import Query, Store
from dateline.store.queue import waiting
from dateline.store.reviews import Author, append, decision, fix, log, of_event, undo
from dateline.store.second_readings import Objection, Reading, about, held, keep, opinions, proposals, standing
from dateline.store.slots import read, slot
from tests.store.records import coded, document, event

OF = document(text="Government troops shelled the town. The mayor fled.")
EVENT = event(OF, confidence=0.9)
OTHER = event(OF, "fled", "RETREAT", confidence=0.5)


@pytest.fixture
def folder(tmp_path):
    with Store.open(tmp_path, write=True) as store:
        store.write(coded(OF, EVENT, OTHER), coder="c", run=1)
    return tmp_path


def reading(folder, *fields, model="m", **more):
    with Store.open(folder) as store:
        now = about(store.connection, document=OF.id, event=EVENT.id)
    told = tuple(Objection(field, "x", Span.of(OF.text, 18, 25)) for field in fields)
    usual = {"verdict": "disagree" if told else "agree", "quote": None if told else Span.of(OF.text, 18, 25)}
    return Reading(
        kind="check", document=OF.id, event=EVENT.id, about=now, model=model, prompt="p", at="2026", objections=told,
        **usual | more,
    )  # fmt: skip


def put(folder, *readings):
    with log(folder) as connection:
        for one in readings:
            keep(connection, one)


def seen(folder):
    """The opinions told of the record, and the number of slots that the queue counts."""
    with Store.open(folder) as store:
        told = opinions(of_event(store.connection, EVENT), standing(store.connection, document=OF.id))
        queue = {one.event: one for one in waiting(store, Query())}
        return told, queue[EVENT.id].objections if EVENT.id in queue else 0


def test_what_is_kept_is_held_and_the_newest_word_counts(folder):
    first, second = reading(folder, "status"), reading(folder)
    put(folder, first, second)
    with Store.open(folder) as store:
        assert held(store.connection, first) == second
        assert list(standing(store.connection)) == list(standing(store.connection, document=OF.id)) == [second]
        assert list(standing(store.connection, document="other")) == []


def test_a_record_that_is_disagreed_with_comes_first(folder):
    with Store.open(folder) as store:
        assert [one.event for one in waiting(store, Query())] == [OTHER.id, EVENT.id]
    put(folder, reading(folder, "status", "who"), reading(folder, "who", model="n"))
    with Store.open(folder) as store:
        first, second = waiting(store, Query())
    assert (first.event, first.objections, second.objections) == (EVENT.id, 2, 0)
    assert first.worth == pytest.approx(2.1)
    assert "a second reader disagrees" in first.why
    assert "second" not in second.why


def test_screens_and_queue_tell_the_same_and_a_person_outranks(folder):
    put(folder, reading(folder, "status", "who"), reading(folder, model="n"))
    told, counted = seen(folder)
    assert told == ["m: disagrees on status: x, “shelled”", "m: disagrees on who: x, “shelled”", "n: agrees, “shelled”"]
    assert counted == 2
    author = Author("ana", "2026-01-01T00:00:00.000000+00:00")
    after = read(EVENT, OF.text, slot("status"), "negated")
    with log(folder) as connection:
        append(connection, [fix(EVENT, after, "status", author)])
    told, counted = seen(folder)
    assert (told, counted) == (["m: disagrees on who: x, “shelled”"], 1)
    with log(folder) as connection:
        undo(connection, author)
    assert seen(folder)[1] == 2
    with log(folder) as connection:
        append(connection, [decision(EVENT, "accept", author)])
    assert seen(folder) == ([], 0)


def test_a_refusal_says_nothing(folder):
    put(folder, reading(folder, verdict="refused", quote=None))
    assert seen(folder) == ([], 0)


def test_an_act_that_is_not_there_is_told_in_words(folder):
    assert str(Objection("event", "", Span(0, 3, "a\nb"))) == "finds no such act, “a b”"
    assert str(Objection("who", "", Span(0, 1, "a"))) == "disagrees on who: empty, “a”"


def test_proposals_are_told_until_a_record_stands_on_their_words(folder):
    made = event(OF, "fled", "COERCE")
    found = reading(folder, verdict="proposed", proposed=(made,))
    assert proposals([EVENT], [found]) == [("m", made)]
    assert proposals([EVENT, OTHER], [found]) == []
