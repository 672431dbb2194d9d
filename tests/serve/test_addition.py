"""A record that a person adds: shown, counted, searched, exported, learnt from, and taken back."""

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import UsageError
from dateline.run.addition import Draft, record
from dateline.run.fusing import fuse_store
from dateline.run.publish import publish
from dateline.serve.evidence import Units
from dateline.store import Query, Store
from dateline.store.additions import added
from dateline.store.analytic import Analytic
from dateline.store.lessons import lessons
from dateline.store.reviews import Author, addition, append, decision, history, log, of_document, take_back, undo
from tests.serve.screens import KEY, Page, client
from tests.serve.stories import LINES, captioned, document, fill, scripts, three
from tests.store.records import coded

ANA = Author("Ana", "2026-03-21T00:00:00+00:00")
FILLED = {"trigger": "Nobody claimed", "did": "REJECT", "who": "Fighters", "says": "a medic", "status": "negated"}


@pytest.fixture
def folder(tmp_path):
    return fill(tmp_path / "store", [*three(), scripts(), captioned()])


@pytest.fixture
def browser(folder):
    return client(folder)


def post(browser, document="wire-1", **fields):
    return browser.post(f"/doc/{document}?key={KEY}", data=fields, follow_redirects=False)


def events(folder, query="document:wire-1"):
    with Store.open(folder) as store:
        return list(store.query(Query.parse(query)))


def add(folder, draft, of="wire-1"):
    with Store.open(folder) as store:
        made = record(store.document(of), [j.event for j in of_document(store.connection, of)], draft)
    with log(folder) as connection:
        return made, append(connection, [addition(made, ANA)])[0]


def test_what_a_person_adds_is_shown_searched_and_logged_without_scripts(browser, folder):
    page = Page(browser.get("/doc/wire-1?add=90").text)
    (form,) = page.find("form", action=f"/doc/wire-1?key={KEY}#add")
    assert form["method"] == "post"
    assert {i["name"] for i in page.find("input") if i.get("list", "").startswith("add-")} >= {"did", "who", "whom"}
    answer = post(browser, **FILLED)
    assert answer.status_code == 303
    shown = browser.get(answer.headers["location"]).text
    assert "+ added" in shown
    assert "added it" in shown
    (made,) = events(folder, "document:wire-1 type:REJECT")
    assert (made.trigger.text, made.status, made.confidence) == ("Nobody claimed", "negated", 1.0)
    assert [party.text for party in made.actors] == ["Fighters"]
    assert made.attribution[0].text == "a medic"
    assert made.sentence.start == 90 == made.trigger.start
    assert browser.get("/api/v1/events?type=REJECT").json()["count"] == 1
    with Store.open(folder) as store:
        (row,) = history(store.connection)
    assert (row.verdict, row.by != "", json.loads(row.new)["type"]) == ("add", True, "REJECT")
    assert "add" in browser.get("/review/log").text


def test_it_is_taken_back_by_its_button_and_by_undo(browser, folder):
    for undoing in ("button", "undo"):
        post(browser, **FILLED)
        assert len(events(folder)) == 2
        if undoing == "button":
            (field,) = Page(browser.get("/doc/wire-1").text).find("input", name="review")
            back = browser.post(f"/review/back?key={KEY}", data={"review": field["value"], "document": "wire-1"})
            assert back.status_code == 200
        else:
            back = browser.post(f"/review/undo?key={KEY}", data={}, follow_redirects=False)
            assert back.headers["location"] == "/review"
        assert len(events(folder)) == 1
        assert "+ added" not in browser.get("/doc/wire-1").text
    with Store.open(folder) as store:
        assert [row.verdict for row in history(store.connection)] == ["add", "undo"] * 2
        assert added(store.connection) == []


def test_a_mistake_keeps_what_was_typed(browser, folder):
    for wrong, why in (
        ({"trigger": "nowhere to be found"}, "does not stand in the running text"),
        ({"did": "ASSAULTS"}, "there is no kind of act"),
        ({"who": "The navy"}, "does not stand in the document"),
        ({"same": "e-none"}, "there is no record"),
    ):
        answer = post(browser, **(FILLED | wrong))
        assert answer.status_code == 400
        assert why in answer.text
        (field,) = Page(answer.text).find("input", name="trigger")
        assert field["value"] == (FILLED | wrong)["trigger"]
    assert len(events(folder)) == 1
    assert browser.post("/doc/wire-1", data=FILLED).status_code == 403
    assert post(browser, "no-such-document", **FILLED).status_code == 404


def test_only_running_text_can_be_added_to_and_nothing_twice(folder):
    with pytest.raises(UsageError, match="running text"):
        add(folder, Draft(trigger="Smoke", slots={"did": "ASSAULT"}), "captioned")
    with pytest.raises(UsageError, match="such a record already"):
        add(folder, Draft(trigger="shelled", slots={"did": "ASSAULT"}))
    with pytest.raises(UsageError, match="are missing"):
        add(folder, Draft(trigger="  "))


def test_it_survives_a_rebuild_while_the_text_has_its_words(folder):
    made, row = add(folder, Draft(trigger="Nobody claimed", slots={"did": "REJECT"}))
    early, _, _ = three()
    with Store.open(folder, write=True) as store:
        store.write(coded(early[0], *early[1]), coder="coder-2", run=1)  # coded anew
    assert made in events(folder)
    longer = msgspec.structs.replace(early[0], text="New words. " + early[0].text)
    with Store.open(folder, write=True) as store:
        store.write(coded(longer), coder="coder-2", run=1)  # its words stand elsewhere
        assert events(folder) == []
    assert "is of a record that is not made any more" in client(folder).get("/doc/wire-1").text
    with Store.open(folder, write=True) as store:
        store.write(coded(early[0], *early[1]), coder="coder-2", run=1)
    assert made in events(folder)
    with log(folder) as connection:
        take_back(connection, row.id, ANA)
    assert made not in events(folder)


def test_what_the_coder_finds_itself_is_the_coders(folder):
    made, row = add(folder, Draft(trigger="Nobody claimed", slots={"did": "REJECT"}))
    early, _, _ = three()
    found = msgspec.structs.replace(made, confidence=0.4)
    with Store.open(folder, write=True) as store:
        store.write(coded(early[0], *early[1], found), coder="coder-2", run=1)
    assert found in events(folder)
    with log(folder) as connection:
        take_back(connection, row.id, ANA)
    assert found in events(folder)


def test_incidents_take_it_in_and_give_it_up_again(folder):
    def fused():
        with Store.open(folder, write=True) as store:
            fresh = fuse_store(store).fresh
            number = publish(store).number
        return fresh, number, {row.type for row in Analytic.open(folder).page(Query())}

    before = fused()
    assert fused()[0] is False
    _, row = add(folder, Draft(trigger="Nobody claimed", slots={"did": "REJECT"}))
    fresh, number, types = fused()
    assert (fresh, number) == (True, before[1] + 1)
    assert types == {*before[2], "REJECT"}
    with log(folder) as connection:
        take_back(connection, row.id, ANA)
    assert fused()[2] == before[2]


def test_the_same_act_shares_the_strand_of_the_record_named(folder):
    (machine,) = events(folder)
    made, _ = add(folder, Draft(trigger="Twelve people were killed", slots={"did": "ASSAULT"}, same=machine.id))
    assert made.incident == machine.incident
    apart, _ = add(folder, Draft(trigger="Nobody claimed", slots={"did": "REJECT"}))
    assert apart.incident != machine.incident


def test_training_learns_it_as_accepted_and_reviewers_need_not_look_again(folder, browser):
    (machine,) = events(folder)
    made, _ = add(folder, Draft(trigger="Nobody claimed", slots={"did": "REJECT"}))
    with Store.open(folder) as store:
        assert list(lessons(store)) == []  # the other record is undecided
    later = Author("Ana", "2026-03-22T00:00:00+00:00")
    with log(folder) as connection:
        append(connection, [decision(machine, "accept", later)])
    with Store.open(folder) as store:
        (story,) = lessons(store)
    assert [event["type"] for event in story["events"]] == ["ASSAULT", "REJECT"]
    assert not any(event["optional"] for event in story["events"])
    assert "every record of it is decided" in browser.get("/review?queue=document:wire-1").text
    with log(folder) as connection:
        undo(connection, later)  # the decision, which came last
    with Store.open(folder) as store:
        assert added(store.connection) == [made.id]


def test_sentences_without_a_record_offer_one(browser):
    page = Page(browser.get("/doc/scripts").text)
    plus = page.find("a", cls="plus")
    missed = page.find("span", cls="missed")
    assert [a["data-add"] for a in plus] == [span["data-from"] for span in missed]
    assert plus


def test_offsets_of_the_browser_are_turned_round(browser, folder):
    of, _ = scripts()
    at = Units(of.text)(of.text.index("known"))
    post(browser, "scripts", trigger="known", did="CONSULT", at=at)
    (made,) = events(folder, "document:scripts type:CONSULT")
    assert of.text[made.trigger.start : made.trigger.end] == "known"
    assert of.text[made.sentence.start : made.sentence.end] == LINES[4]


def test_of_words_that_stand_twice_the_nearest_after_the_place_is_taken():
    of = document("d", "They met. They met again. They met.")
    assert record(of, [], Draft(trigger="They met", at=26)).trigger.start == 26
    assert record(of, [], Draft(trigger="They met", at=27)).trigger.start == 0


@given(text=st.text(alphabet="aé\u0301ש🙂ع ", max_size=30))
def test_units_go_there_and_back(text):
    units = Units(text)
    assert [units.back(units(at)) for at in range(len(text) + 1)] == list(range(len(text) + 1))
