import json

import msgspec
import pytest

from dateline.model import Issue
from dateline.run.fusing import fuse_store
from dateline.serve.evidence import Units
from dateline.store import Store
from dateline.store.incidents import incident_of
from dateline.store.reviews import Author, append, decision, log
from tests.serve.screens import Page, client
from tests.serve.stories import SCRIPTS, captioned, document, fill, record, retitled, scripts, three
from tests.store.records import coded


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    stories = [scripts(), captioned()]
    return client(fill(tmp_path_factory.mktemp("store"), stories))


def page(reader, address):
    answer = reader.get(address)
    assert answer.status_code == 200
    return Page(answer.text)


def test_every_record_has_a_card_with_its_chain_its_marks_and_its_standing(reader):
    found = page(reader, "/doc/scripts")
    cards = found.find("li", cls="card")
    assert len(cards) == 4
    assert "Rapid Support Forces attacked السوق" in cards[1]["text"]
    assert "Gazette (report)" in " ".join(cards[3]["text"].split())
    assert "denies" in cards[3]["text"]
    assert "not stated" in cards[3]["text"]
    units, (_, events) = Units(SCRIPTS), scripts()
    spans = json.loads(cards[0]["data-marks"])
    assert ["T", units(events[0].trigger.start), units(events[0].trigger.end)] in spans


def test_a_record_can_be_linked_to_without_scripts(reader):
    _, events = scripts()
    found = page(reader, f"/doc/scripts?event={events[1].id}")
    (active,) = [e for e in found.find("span", cls="sentence") if "active" in e["class"].split()]
    assert "قصفت" in active["text"]
    assert found.find("li", cls="active")[0]["data-event"] == events[1].id


def test_sentences_without_a_record_are_told(reader):
    found = page(reader, "/doc/scripts")
    assert [e["text"] for e in found.find("span", cls="missed")] == ["Nothing else was known."]
    assert "1 sentence without one" in " ".join(found.find("header", cls="document")[0]["text"].split())


def test_captions_stand_apart_and_furniture_is_folded(reader):
    found = page(reader, "/doc/captioned")
    assert found.find("div", cls="block-caption")
    assert found.find("details", cls="block-related")
    assert "Ann Author" in found.find("header", cls="document")[0]["text"]


def test_which_records_are_shown_is_part_of_the_address(reader):
    assert len(page(reader, "/doc/scripts?show=claims").find("li", cls="card")) == 1
    _, events = scripts()
    assert len(page(reader, f"/doc/scripts?show=incident&event={events[0].id}").find("li", cls="card")) == 1
    assert reader.get("/doc/scripts?show=nonsense").status_code == 422


def test_what_is_not_there_is_told(reader):
    answer = reader.get("/doc/nowhere")
    assert answer.status_code == 404
    assert "there is no document" in answer.text
    assert "nowhere" in answer.text


HOSTILE = '<script>alert(1)</script> "Troops" & \u202egnp.exe shelled the town.'


def test_text_of_strangers_cannot_act(tmp_path):
    of = retitled(document("h<i>d", HOSTILE, publisher='<b onclick="x">'), HOSTILE)
    told = client(fill(tmp_path, [(of, [record(of, HOSTILE, "shelled")])])).get("/doc/h%3Ci%3Ed")
    assert told.status_code == 200
    assert "<script>alert" not in told.text
    assert "<b onclick" not in told.text
    assert "\u202e" not in told.text
    assert "script-src 'self'" in told.headers["content-security-policy"]
    assert " style=" not in told.text
    assert "onclick=" not in Page(told.text).find("b")


def test_issues_and_reviews_that_lost_their_record_are_told(tmp_path):
    of, events = captioned()
    issue = Issue(stage="code", where="x", reason="the sentence is too long.", document=of.id, fatal=False)
    folder = fill(tmp_path, [(of, events)], (issue,))
    with log(folder) as connection:
        append(connection, [decision(events[0], "accept", Author("ana", "2026-03-20T00:00:00+00:00"))])
    seen = client(folder).get("/doc/captioned").text
    assert "the sentence is too long" in seen
    assert "✓ accepted" in seen
    changed = msgspec.structs.replace(of, text=of.text.replace("shelled", "bombed "))
    with Store.open(folder, write=True) as store:
        store.write(coded(changed, record(changed, "Troops bombed  the town.", "bombed")), coder="c2", run=2)
    assert "is of a record that is not made any more" in client(folder).get("/doc/captioned").text


def test_copies_and_incidents_are_those_of_the_fused_store(tmp_path):
    folder = fill(tmp_path, three())
    assert "/incident/" not in client(folder).get("/doc/wire-1").text
    with Store.open(folder, write=True) as store:
        fuse_store(store, at="2026-03-15T00:00:00+00:00")
        (event,) = store.query("document:wire-1")
        home = incident_of(store, event.id)
    origin, copy = (" ".join(client(folder).get(f"/doc/{name}").text.split()) for name in ("wire-1", "paper-1"))
    assert f"/incident/{home}" in origin
    assert "1 other report follows this text" in origin
    assert "Not independent" in copy
    assert 'href="/doc/wire-1"' in copy
