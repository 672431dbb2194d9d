import msgspec
import pytest

from dateline.model import Party, Span
from dateline.store import Query, Store
from dateline.store.reviews import log
from dateline.store.second_readings import Objection, Reading, about, keep
from tests.serve.screens import KEY, Page, client
from tests.serve.stories import FIRST, fill, record, spot, three
from tests.store.records import coded


@pytest.fixture
def folder(tmp_path):
    """A store of which a second reader has read two stories, in the words of a stranger."""
    made = fill(tmp_path / "store", three())
    (of, (event,)), *_ = three()
    quote = spot(of, Span, "a medic said")
    with Store.open(made) as store:
        now = about(store.connection, document=of.id, event=event.id)
        whole = about(store.connection, document=of.id)
    told = {"document": of.id, "model": "<b>m</b>\u202e", "prompt": "p", "at": "2026"}
    missed = record(of, "Nobody claimed it.", "claimed", "ACCUSE", recipients=(spot(of, Party, "Fighters"),))
    objection = Objection("status", "negated", quote)
    with log(made) as connection:
        keep(connection, Reading(
            kind="check", event=event.id, about=now, verdict="disagree", objections=(objection,), **told
        ))  # fmt: skip
        keep(connection, Reading(kind="propose", about=whole, verdict="proposed", proposed=(missed,), **told))
    return made


@pytest.fixture
def screens(folder):
    with client(folder) as browser:
        yield browser


SAID = "second reader <b>m</b>\ufffd: disagrees on status: negated, “a medic said”"


def page(screens, address):
    answer = screens.get(address)
    assert answer.status_code == 200
    assert "<b>m</b>" not in answer.text
    return Page(answer.text)


def test_the_reader_tells_what_a_second_reader_says_of_a_record(screens):
    first, *_ = page(screens, "/doc/wire-1").find("li", cls="card")
    assert SAID in first["text"]
    assert "second reader" not in page(screens, "/doc/paper-1").find("li", cls="card")[0]["text"]


def test_a_record_that_is_disagreed_with_comes_first_and_says_so(screens):
    item = page(screens, "/review").find("article", cls="item")[0]
    assert item["data-event"] == three()[0][1][0].id
    assert SAID in item["text"]
    assert "a second reader disagrees" in item["text"]


def test_a_proposal_fills_the_form_in_and_a_person_adds_it(screens, folder):
    found = page(screens, "/doc/wire-1")
    (link,) = [one for one in found.find("a") if one.get("href", "").startswith("?propose=")]
    form = page(screens, f"/doc/wire-1{link['href'].removesuffix('#add')}")
    given = {one["name"]: one.get("value", "") for one in form.find("input") if "name" in one}
    assert (given["trigger"], given["did"], given["whom"]) == ("claimed", "ACCUSE", "Fighters")
    assert int(given["at"]) == FIRST.index("claimed")
    sent = {name: given[name] for name in ("at", "trigger", "did", "who", "whom", "where", "when", "says")}
    done = screens.post(f"/doc/wire-1?key={KEY}", data=sent | {"status": "actual"}, follow_redirects=False)
    assert done.status_code == 303
    with Store.open(folder) as store:
        assert [one.type for one in store.query(Query(document=("wire-1",), order="document"))] == ["ASSAULT", "ACCUSE"]
    assert not page(screens, "/doc/wire-1").find("section", id="proposed")
    page(screens, "/doc/wire-1?propose=nothing")


def test_what_was_said_of_another_text_is_not_told(screens, folder):
    (of, (event,)), *_ = three()
    with Store.open(folder, write=True) as store:
        store.write(coded(msgspec.structs.replace(of, text=of.text + " So."), event), coder="coder-1", run=2)
    found = page(screens, "/doc/wire-1")
    assert "second reader" not in found.find("li", cls="card")[0]["text"]
    assert not found.find("section", id="proposed")
