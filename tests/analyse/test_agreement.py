import pytest

from dateline.analyse.agreement import agreement
from dateline.model import Span
from dateline.store import Store
from dateline.store.reviews import Author, append, decision, fix, log
from dateline.store.second_readings import Objection, Reading, about, keep
from dateline.store.slots import read, slot
from tests.store.records import coded, document, event

EARLY, LATE = "2026-01-01T00:00:00.000000+00:00", "2026-03-01T00:00:00.000000+00:00"
AT = "2026-02-01T00:00:00.000000+00:00"


@pytest.fixture
def case(tmp_path):
    """Adds a record on which a person and the reader have found something."""
    made = []

    def add(person=(), reader=(), *, verdict="accept", at=EARLY, model="m"):
        of = document(f"d{len(made)}")
        one = event(of)
        made.append(one)
        with Store.open(tmp_path, write=True) as store:
            store.write(coded(of, one), coder="c", run=1)
            now = about(store.connection, document=of.id, event=one.id)
        author = Author("ana", at)
        fixed = {"status": "negated", "whom": "the town"}
        rows = [fix(one, read(one, of.text, slot(key), fixed[key]), key, author) for key in person]
        told = tuple(Objection(field, "", Span(0, 1, "G")) for field in reader)
        with log(tmp_path) as connection:
            append(connection, [*rows, *([decision(one, verdict, author)] if verdict else [])])
            keep(connection, Reading(
                kind="check", document=of.id, event=one.id, about=now, model=model, prompt="p", at=AT, objections=told,
                verdict="disagree" if told else "agree",
            ))  # fmt: skip
        return tmp_path

    return add


def rows(folder, model="m", prompt="p"):
    with Store.open(folder) as store:
        return {one.field: one for one in agreement(store, model, prompt)}


def test_each_slot_is_counted_by_who_objected(case):
    case(("status",), ("status",))
    case(("status",), ())
    case((), ("status",))
    folder = case((), ())
    found = rows(folder)["status"]
    assert (found.records, found.both, found.reader, found.people) == (4, 1, 1, 1)
    assert (found.right.value, found.found.value) == (0.5, 0.5)
    assert found.right.low < 0.5 < found.right.high
    assert (rows(folder)["who"].right, rows(folder)["who"].records) == (None, 4)


def test_a_rejected_record_speaks_of_the_act_alone(case):
    folder = case((), ("event", "status"), verdict="reject")
    found = rows(folder)
    assert (found["event"].both, found["event"].records, found["status"].records) == (1, 1, 0)


def test_who_decided_after_the_reader_or_not_at_all_is_no_judge_of_it(case):
    case((), ("status",), at=LATE)
    case((), ("status",), verdict="unsure")
    case((), ("status",), verdict="")
    case((), ("status",), model="n")
    folder = case()
    assert rows(folder)["status"].records == 1
    assert rows(folder, prompt="q")["status"].records == 0
    assert rows(folder, model="n")["status"].reader == 1
