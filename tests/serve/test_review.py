import json

import pytest

from dateline.store import Store
from dateline.store.reviews import history
from tests.serve.screens import KEY, Page, client
from tests.serve.stories import fill, scripts, three


@pytest.fixture
def folder(tmp_path):
    return fill(tmp_path / "store", [*three(), scripts()])


@pytest.fixture
def desk(folder):
    with client(folder) as browser:
        yield browser


def item(desk, address="/review"):
    answer = desk.get(address)
    assert answer.status_code == 200
    return Page(answer.text).find("article", cls="item")[0]


def send(desk, what, **form):
    return desk.post(f"/review/{what}?key={KEY}", data=form, follow_redirects=False)


def logged(folder):
    with Store.open(folder) as store:
        return history(store.connection)


def test_the_record_most_worth_a_look_comes_first(desk):
    found = item(desk)
    assert found["data-event"] == three()[2][1][0].id
    assert "confidence 0.40" in found["text"]
    assert "denied" in found["text"]
    page = Page(desk.get("/review").text)
    assert "0 of 7 records decided" in page.find("strong", id="progress")[0]["text"]
    assert len(page.find("article", cls="item")) == 6
    assert [e for e in page.find("article", cls="item") if "hidden" not in e] == [page.find("article", cls="item")[0]]


def test_the_context_holds_the_sentences_beside_it(desk):
    _, events = scripts()
    spans = Page(desk.get(f"/review?event={events[1].id}").text).find("span", cls="context")
    assert spans[0]["text"].startswith("\U0001f4f0")


def test_plain_forms_accept_fix_and_undo(desk, folder):
    first = item(desk)["data-event"]
    fixed = send(desk, "fix", event=first, field="whom", words="The group", queue="type:ASSAULT")
    assert fixed.headers["location"].startswith(f"/review?queue=type%3AASSAULT&event={first}")
    again = item(desk, fixed.headers["location"])
    assert "machine: the market" in " ".join(again["text"].split())
    done = send(desk, "decide", event=first, verdict="accept", reason="checked")
    assert done.status_code == 303
    assert item(desk, done.headers["location"])["data-event"] != first
    assert send(desk, "undo").headers["location"] == f"/review?event={first}"
    assert [row.verdict for row in logged(folder)] == ["fix", "accept", "undo"]
    assert logged(folder)[1].reason == "checked"


def test_programs_are_answered_in_json(desk):
    first = item(desk)["data-event"]
    accept = {"accept": "application/json"}
    url = f"/review/decide?key={KEY}"
    assert desk.post(url, data={"event": first, "verdict": "unsure"}, headers=accept).json() == {"review": 1}
    wrong = desk.post(url, data={"event": first, "verdict": "maybe"}, headers=accept)
    assert (wrong.status_code, wrong.json()["error"]) == (400, "'maybe' is no verdict on a record.")
    undone = desk.post(f"/review/undo?key={KEY}", data={}, headers=accept)
    assert undone.json() == {"events": [first]}


def test_a_fix_that_cannot_be_is_told_and_not_written(desk, folder):
    first = item(desk)["data-event"]
    answer = send(desk, "fix", event=first, field="who", words="the navy")
    assert answer.status_code == 400
    assert "does not stand in the document" in answer.text
    assert logged(folder) == []


def test_what_changes_nothing_is_not_written(desk, folder):
    first = item(desk)["data-event"]
    assert send(desk, "fix", event=first, field="whom", words="the market").status_code == 303
    assert logged(folder) == []


def test_reviews_are_signed(desk, folder):
    send(desk, "name", by="Åsa B.")
    send(desk, "decide", event=item(desk)["data-event"], verdict="reject")
    assert logged(folder)[0].by == "Åsa B."
    assert logged(folder)[0].at.startswith("2026-03-20T00:00:")
    assert 'value="Åsa B."' in desk.get("/review").text


def test_nobody_writes_without_the_key(desk, folder):
    first = item(desk)["data-event"]
    for path in ("decide", "fix", "undo", "name", "like"):
        assert desk.post(f"/review/{path}", data={"event": first, "verdict": "accept"}).status_code == 403
    assert logged(folder) == []


def test_one_stroke_for_a_pattern_is_looked_through_first_and_undone_at_once(desk, folder):
    early, copy = (events[0].id for _, events in three()[:2])
    made = send(desk, "fix", event=early, field="whom", words="a medic").headers["location"]
    number = int(made.rpartition("done=")[2])
    preview = Page(desk.get(f"/review/like?review={number}").text)
    ticked = [box["value"] for box in preview.find("input", name="event")]
    assert copy in ticked
    assert send(desk, "like", review=number, event=ticked).status_code == 303
    assert [row.event for row in logged(folder)[1:]] == ticked
    send(desk, "undo")
    assert [row.verdict for row in logged(folder)].count("undo") == len(ticked)
    assert desk.get("/review/like?review=99").status_code == 404


def test_the_log_and_the_lessons_can_be_taken_away(desk):
    _, events = three()[0]
    send(desk, "decide", event=events[0].id, verdict="accept")
    assert "accept" in Page(desk.get("/review/log").text).find("tbody")[0]["text"]
    (story,) = desk.get("/review/lessons.jsonl").text.splitlines()
    assert json.loads(story)["id"] == "wire-1"


def test_a_queue_is_a_query_and_what_somebody_was_unsure_of_is_one(desk):
    _, events = scripts()
    assert item(desk, "/review?queue=actor:%22the army%22")["data-event"] == events[0].id
    send(desk, "decide", event=events[0].id, verdict="unsure")
    assert "every record of it is decided" in desk.get("/review?queue=actor:%22the army%22").text
    assert item(desk, "/review?again=true")["data-event"] == events[0].id
    assert "no record answers" in desk.get("/review?queue=country:FRA").text
    assert desk.get("/review?queue=nonsense:1").status_code == 400


def test_more_records_come_by_their_ids(desk):
    ids = [events[0].id for _, events in three()[:2]]
    found = Page(desk.get("/review/items", params={"ids": ids}).text).find("article", cls="item")
    assert [one["data-event"] for one in found] == ids
    assert desk.get("/review/items", params={"ids": ["e-none"]}).status_code == 404
