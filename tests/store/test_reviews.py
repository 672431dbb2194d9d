import sqlite3
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from dateline.errors import NotFoundError, UsageError
from dateline.store import Query, Store
from dateline.store import reviews as log
from dateline.store.lessons import lessons
from dateline.store.patterns import like
from dateline.store.queue import progress, waiting
from dateline.store.reviews import Author, decision, fix
from dateline.store.slots import read, slot
from tests.store.records import coded, document, event, party

TEXT = "Government troops shelled the town. Rebels shelled the port."


@pytest.fixture
def folder(tmp_path):
    """Three documents of the same words; the first has two records, the second is less certain."""
    with Store.open(tmp_path, write=True) as store:
        for name, confidence in (("a", 0.9), ("b", 0.4), ("c", 0.7)):
            of = document(name, TEXT)
            first = event(of, confidence=confidence, recipients=(party(of, "the town"),))
            more = [event(of, "Rebels", "PROTEST")] if name == "a" else []
            store.write(coded(of, first, *more), coder="coder-1", run=1)
    return tmp_path


@pytest.fixture
def author():
    """A new moment each time."""
    ticks = iter(range(1000))
    return lambda by="ana": Author(by, (datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=next(ticks))).isoformat())


def records(store, name):
    return list(store.query(Query(document=(name,), order="document")))


def judged(store, name):
    return log.judged(records(store, name), log.standing(store.connection, document=name))


def changed(store, name, key, words):
    before = judged(store, name)[-1].event
    return before, read(before, TEXT, slot(key), words)


def test_the_record_stands_as_corrected_and_the_machines_is_kept(folder, author):
    with Store.open(folder) as store:
        before, after = changed(store, "b", "whom", "the port")
        with log.log(folder) as writing:
            (kept,) = log.append(writing, [fix(before, after, "whom", author(), "misread")])
            log.append(writing, [decision(before, "accept", author())])
        (one,) = judged(store, "b")
        assert (one.verdict, one.event, one.machine) == ("accept", after, before)
        assert (kept.coder, kept.by, kept.reason, kept.field) == ("coder-1", "ana", "misread", "whom")
        assert msgspec.json.decode(kept.old)["recipients"][0]["text"] == "the town"
        assert msgspec.json.decode(kept.new)["recipients"][0]["text"] == "the port"
        assert list(log.corrected(store.connection, records(store, "b"))) == [after]


def test_undo_goes_back_as_far_as_one_likes_and_forgets_nothing(folder, author):
    with Store.open(folder) as store:
        before, after = changed(store, "b", "whom", "the port")
        with log.log(folder) as writing:
            log.append(writing, [fix(before, after, "whom", author())])
            log.append(writing, [decision(after, "reject", author())])
            log.append(writing, [decision(after, "accept", author("ben"))])
        with log.log(folder) as writing:
            assert [r.verdict for r in log.undo(writing, author())] == ["reject"]
            assert [r.verdict for r in log.undo(writing, author())] == ["fix"]
            assert log.undo(writing, author()) == []
        (one,) = judged(store, "b")
        assert (one.event, one.verdict) == (before, "accept")
        assert [r.verdict for r in log.history(store.connection)] == ["fix", "reject", "accept", "undo", "undo"]


def test_corrections_outlive_a_rebuild_that_renames_the_record(folder, author):
    with Store.open(folder) as store:
        before, after = changed(store, "b", "whom", "the port")
    with log.log(folder) as writing:
        log.append(writing, [fix(before, after, "whom", author()), decision(before, "reject", author())])
    of = document("b", TEXT)
    with Store.open(folder, write=True) as store:
        store.write(coded(of, event(of, type_="COERCE")), coder="coder-2", run=2)  # another kind: another id
        (one,) = judged(store, "b")
        assert one.event.recipients == after.recipients
        assert one.verdict == ""  # what was rejected was an ASSAULT
        store.write(coded(of, event(of, status="future", confidence=0.1)), coder="coder-3", run=3)
        assert judged(store, "b")[0].verdict == "reject"
        assert list(log.corrected(store.connection, records(store, "b"))) == []


def test_two_records_on_one_trigger_keep_their_reviews_apart(tmp_path, author):
    of = document("a", TEXT)
    with Store.open(tmp_path, write=True) as store:
        both = [event(of, recipients=(party(of, "the town"),)), event(of, type_="COERCE")]
        store.write(coded(of, *both), coder="c", run=1)
        after = read(both[0], TEXT, slot("whom"), "the port")
        with log.log(tmp_path) as writing:
            log.append(writing, [fix(both[0], after, "whom", author()), decision(both[0], "reject", author())])
        assert list(log.corrected(store.connection, both)) == [both[1]]
        assert log.of_event(store.connection, both[0]).event == after


def test_a_review_whose_record_is_gone_is_told(folder, author):
    with Store.open(folder, write=True) as store:
        (record,) = records(store, "b")
        with log.log(folder) as writing:
            log.append(writing, [decision(record, "accept", author())])
        of = document("b", "Rebels shelled it.")
        store.write(coded(of, event(of)), coder="c", run=2)
        told = log.standing(store.connection, document="b")
        assert log.unanchored(records(store, "b"), told) == told
        assert judged(store, "b")[0].reviews == ()


def test_a_review_can_be_written_while_a_build_holds_the_store(folder, author):
    with Store.open(folder, write=True) as store, log.log(folder) as writing:
        log.append(writing, [decision(records(store, "b")[0], "accept", author())])


def test_nothing_is_kept_of_a_log_that_fails(folder, author):
    with Store.open(folder) as store:
        record = records(store, "b")[0]
        made = decision(record, "accept", author())
        elsewhere = msgspec.structs.replace(made, document="zz")
        with pytest.raises(NotFoundError), log.log(folder) as writing:
            log.append(writing, [made, elsewhere])
        assert log.history(store.connection) == []


def test_the_log_needs_a_name_a_verdict_and_a_store(folder, author, tmp_path):
    with Store.open(folder) as store, pytest.raises(UsageError, match="no verdict"):
        decision(records(store, "b")[0], "fix", author())
    with pytest.raises(UsageError, match="name"):
        author("  ")
    with pytest.raises(NotFoundError), log.log(tmp_path / "nowhere"):
        pass


def test_an_account_without_a_name_reviews_all_the_same(monkeypatch):
    def nameless():
        raise KeyError("getpwuid(): uid not found")

    monkeypatch.setattr("getpass.getuser", lambda: "ana")
    assert log.account() == "ana"
    monkeypatch.setattr("getpass.getuser", nameless)
    assert log.account() == "reviewer"


def test_the_log_only_grows(folder, author):
    with Store.open(folder) as store, pytest.raises(sqlite3.OperationalError):
        store.connection.execute("DELETE FROM review")


def test_the_least_certain_comes_first_and_what_is_decided_not_at_all(folder, author):
    with Store.open(folder) as store:
        order = [one.event for one in waiting(store, Query())]
        assert [store.hit(id_).event.confidence for id_ in order] == [0.4, 0.5, 0.7, 0.9]
        with log.log(folder) as writing:
            log.append(writing, [decision(store.hit(order[0]).event, "unsure", author())])
        assert [one.event for one in waiting(store, Query())] == order[1:]
        assert [one.event for one in waiting(store, Query(), again=True)] == order[:1]
        assert (progress(store, Query()).decided, progress(store, Query()).total) == (1, 4)
        assert progress(store, Query(type=("PROTEST",))).total == 1


def test_disagreement_counts_for_more_than_doubt(tmp_path):
    of, other, third = document("a", TEXT), document("b", TEXT), document("c", TEXT)
    with Store.open(tmp_path, write=True) as store:
        store.write(coded(of, event(of, confidence=0.9, incident="i1")), coder="c", run=1)
        store.write(coded(other, event(other, confidence=0.9, incident="i1", status="negated")), coder="c", run=1)
        store.write(coded(third, event(third, confidence=0.3)), coder="c", run=1)
        first, second, last = waiting(store, Query())
        assert (first.disagree, second.disagree, last.disagree) == (True, True, False)
        assert first.why == "confidence 0.90 · 2 reports disagree"


def test_what_holds_for_one_may_hold_for_all_alike(folder, author):
    with Store.open(folder) as store:
        before, after = changed(store, "b", "whom", "the port")
        alike = list(like(store, fix(before, after, "whom", author()), author()))
        assert [one.hit.event.document for one in alike] == ["a", "c"]
        assert all(one.review.field == "whom" for one in alike)
        with log.log(folder) as writing:
            log.append(writing, [one.review for one in alike])
        assert judged(store, "c")[0].event.recipients == after.recipients
        rejected = list(like(store, decision(before, "reject", author()), author()))
        assert [one.review.verdict for one in rejected] == ["reject", "reject"]


def test_only_documents_decided_as_a_whole_teach(folder, author):
    with Store.open(folder) as store:
        with log.log(folder) as writing:
            log.append(writing, [decision(records(store, "a")[0], "accept", author())])
            before, after = changed(store, "b", "whom", "the port")
            log.append(writing, [fix(before, after, "whom", author()), decision(before, "unsure", author())])
        (story,) = lessons(store)
        (record,) = story["events"]
        assert (story["id"], record["optional"], record["recipients"][0]["text"]) == ("b", True, "the port")
        with log.log(folder) as writing:
            log.append(writing, [decision(records(store, "a")[1], "reject", author())])
        assert [(s["id"], len(s["events"])) for s in lessons(store)] == [("a", 1), ("b", 1)]
