"""Incidents of a store: made, kept, joined, merged, divided, and left by what is taken out."""

import pytest

from dateline.model import Judgement
from dateline.run.fusing import fuse_store
from dateline.store import Store
from dateline.store import incidents as kept
from tests.store.records import coded, document, event, party

TOLD = "Militia fighters shelled the market of Aleppo, killing nine traders."
COPY = f"{TOLD} Many more were hurt."


def story(id_, text=TOLD, day="2024-08-13", **fields):
    of = document(id_, text, published=day, publisher=fields.pop("publisher", f"Paper {id_}"))
    actors = (party(of, "Militia fighters", name="Free Militia", country="SYR"),)
    return coded(of, event(of, mode="heavy-weapons", actors=actors, incident=f"s-{id_}"))


def other(id_):
    of = document(id_, "France and Oman met in Muscat to talk about fishing.", published="2024-08-13")
    return coded(of, event(of, "met", "CONSULT", incident=f"s-{id_}"))


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "s", write=True) as opened:
        opened.begin_run("2024-08-13T00:00:00+00:00", "{}")
        yield opened


def put(store, *stories):
    for one in stories:
        store.write(one, coder="c", run=1)
    return fuse_store(store, at="2024-08-14T00:00:00+00:00")


def groups(store):
    found = {}
    for member in kept.membership(store):
        found.setdefault(member.incident, set()).add(member.event)
    return sorted(map(sorted, found.values()))


def ids(*stories):
    return sorted(e.id for s in stories for e in s.events)


def test_reports_of_one_act_become_one_incident(store):
    told = put(store, story("d1"), story("d2"), other("d3"))
    assert (told.records, told.incidents, told.dependent) == (3, 2, 1)
    assert groups(store) == sorted([ids(story("d1"), story("d2")), ids(other("d3"))])
    assert told.changes == {"found": 2}


def test_fusing_again_changes_nothing(store):
    put(store, story("d1"), story("d2"), other("d3"))
    before = (list(kept.membership(store)), list(kept.changes(store)), store.view())
    assert not fuse_store(store).fresh
    store.connection.execute("DELETE FROM fused")
    assert fuse_store(store).changes == {}
    assert (list(kept.membership(store)), list(kept.changes(store)), store.view()) == before


def test_a_later_story_joins_and_the_id_stays(store):
    put(store, story("d5"))
    (before,) = kept.ids(store)
    told = put(store, story("d1", day="2024-08-12"), story("d9"))
    assert list(kept.ids(store)) == [before]
    assert told.changes == {"joined": 1}
    assert [change.what for change in kept.changes(store, before)] == ["found", "joined"]


def test_arrival_in_any_order_makes_the_same_groups(store, tmp_path):
    every = [story("d1"), other("d2"), story("d3"), other("d4")]
    put(store, *every)
    with Store.open(tmp_path / "t", write=True) as backwards:
        for one in reversed(every):
            put(backwards, one)
        assert groups(backwards) == groups(store)


def test_taking_a_story_out_takes_exactly_its_records(store):
    put(store, story("d1"), story("d2"), other("d3"))
    (home,) = {kept.incident_of(store, id_) for id_ in ids(story("d1"))}
    store.remove("d2")
    told = put(store)
    assert sorted(m.event for m in kept.membership(store)) == ids(story("d1"), other("d3"))
    assert kept.incident_of(store, ids(story("d1"))[0]) == home
    assert told.changes == {"left": 1}
    store.remove("d1")
    assert put(store).changes == {"gone": 1}
    assert groups(store) == [ids(other("d3"))]
    assert list(kept.reprints(store)) == []


def judged(store, a, b, verdict, at="2024-09-01T00:00:00+00:00"):
    left, right = sorted((ids(a)[0], ids(b)[0]))
    kept.judge(store, [Judgement(left=left, right=right, verdict=verdict, by="ana", at=at)])
    return fuse_store(store, at=at, by="ana", reason="looked at both")


def test_a_merge_leaves_a_redirect_and_history(store):
    put(store, story("d1"), other("d3"))
    old = {kept.incident_of(store, id_) for id_ in ids(story("d1"), other("d3"))}
    assert judged(store, story("d1"), other("d3"), "same").changes == {"merged": 1}
    (now,) = kept.ids(store)
    (led,) = kept.redirects(store)
    assert {led.old, led.new} == old
    assert led.new == now
    assert (led.by, led.reason) == ("ana", "looked at both")
    assert kept.members(store, led.old) == kept.members(store, now)
    assert store.count(f"incident:{led.old}") == 2
    assert store.find(led.old) == ("incident", led.old)


def test_a_split_keeps_the_id_and_outlives_more_fusing(store):
    put(store, story("d1"), story("d2"))
    (home,) = kept.ids(store)
    assert judged(store, story("d1"), story("d2"), "different").changes == {"split": 1}
    assert home in set(kept.ids(store))
    put(store, story("d4"))
    assert kept.incident_of(store, ids(story("d1"))[0]) != kept.incident_of(store, ids(story("d2"))[0])


def test_a_merge_taken_back_gives_the_id_back(store):
    put(store, story("d1"), other("d3"))
    before = {member.event: member.incident for member in kept.membership(store)}
    judged(store, story("d1"), other("d3"), "same")
    judged(store, story("d1"), other("d3"), "different", at="2024-09-02T00:00:00+00:00")
    assert {member.event: member.incident for member in kept.membership(store)} == before
    assert list(kept.redirects(store)) == []
    assert [change.what for change in kept.changes(store)] == ["found", "found", "merged", "split"]


def test_judgements_of_machine_and_people_are_kept_apart(store):
    put(store, story("d1"), story("d2"))
    (machine,) = kept.judgements(store, machine=True)
    assert machine.verdict == "same"
    judged(store, story("d1"), story("d2"), "unsure")
    assert [j.by for j in kept.judgements(store)] == ["ana"]
    assert [j.by for j in kept.judged(store, machine.left)] == ["dateline", "ana"]


def test_copies_are_told(store):
    put(store, story("d1"), story("d2", COPY, day="2024-08-14"))
    (copy,) = kept.reprints(store)
    assert (copy.document, copy.origin, copy.dependence) == ("d2", "d1", "reprint")
    assert copy.why == "67% the same text"


def test_a_background_mention_is_put_with_what_it_recalls_and_stays_there(store, monkeypatch):
    put(store, story("d1"))
    (home,) = kept.ids(store)
    later = document("d7", "After the shelling of Aleppo the ministers met.", published="2024-09-20")
    mention = event(later, "shelling", mode="heavy-weapons", incident="s-d7")
    monkeypatch.setattr("dateline.run.recalling.only_recalls", lambda group, _: group[0].document == "d7")
    monkeypatch.setattr(
        "dateline.run.recalling.recall",
        lambda mentions, told, documents: {
            one.id: id_ for one in mentions for id_, group in told.items() if group[0].document == "d1"
        },
    )
    put(store, coded(later, mention))
    assert kept.incident_of(store, mention.id) == home
    before = groups(store)
    store.connection.execute("DELETE FROM fused")
    assert fuse_store(store).changes == {}
    assert groups(store) == before
    store.remove("d7")
    assert put(store).changes == {"left": 1}
