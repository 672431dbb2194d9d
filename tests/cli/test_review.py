import json
import subprocess
import sys

import pytest

from dateline.cli.review import KEYS
from dateline.store import Query, Store
from dateline.store.reviews import history, judged, standing
from dateline.train.documents import stories

EVERY = Query(order="document")


@pytest.fixture
def review(dateline, store):
    """Reviews by these keys: what was printed, and the log."""

    def press(keys, *args):
        done = dateline("review", store, "--by", "ana", *args, input=keys)
        assert done.exit_code == 0, done.output
        with Store.open(store) as opened:
            return done.output, history(opened.connection)

    return press


def test_a_key_decides_and_the_next_record_comes(review):
    told, log = review("axu")
    assert [row.verdict for row in log] == ["accept", "reject", "unsure"]
    assert {row.by for row in log} == {"ana"}
    assert "0 of 3 records decided" in told
    assert "2 of 3 records decided" in told
    assert "Nothing waits any more in this queue." in told
    assert told.rstrip().endswith("3 records decided.")


def test_it_goes_on_where_it_stopped(review):
    review("aq")
    again, log = review("aq")
    assert "1 of 3 records decided" in again
    assert len({row.event for row in log}) == 2


def test_a_slot_is_put_right_by_its_number(review, store):
    _, log = review("1They\na")
    assert [(row.verdict, row.field) for row in log] == [("fix", "who"), ("accept", "")]
    assert json.loads(log[0].new)["actors"][0]["text"] == "They"
    with Store.open(store) as opened:
        record = judged([opened.hit(log[0].event).event], standing(opened.connection))[0]
    assert [party.text for party in record.event.actors] == ["They"]
    assert record.machine.actors == ()


def test_what_a_slot_cannot_hold_is_told(review):
    told, log = review("2NONSENSE\nq")
    assert "there is no kind of act 'NONSENSE'" in told
    assert log == []


def test_undo_goes_all_the_way_back(review):
    told, log = review("axzzzq")
    assert [row.verdict for row in log] == ["accept", "reject", "undo", "undo"]
    assert "There is nothing of yours to undo" in told
    assert told.rstrip().endswith("0 records decided.")


def test_skipping_decides_nothing_and_other_keys_help(review):
    told, log = review("s?q")
    assert log == []
    assert told.count("a accept · x reject") == 2


def test_the_same_for_a_pattern_after_a_look(review, dateline, store, tmp_path):
    more = tmp_path / "more.jsonl"
    lines = (f'{{"id": "m{n}", "text": "They met.", "published": "2024-08-1{n}"}}\n' for n in range(3))
    more.write_text("".join(lines))
    assert dateline("build", more, "--store", store, "--workers", 1).exit_code == 0
    told, log = review("xby\nzq", "document:m0")
    assert "of the same pattern" in told
    rejected = [row for row in log if row.verdict == "reject"]
    assert len(rejected) == 4  # the one decided and three alike
    assert [row.verdict for row in log].count("undo") == 3


def test_what_somebody_was_unsure_of_is_a_queue(review):
    _, (doubt,) = review("uq")
    _, log = review("aq", "--again")
    assert (log[1].event, log[1].verdict) == (doubt.event, "accept")


def test_decided_stories_are_read_by_training(review, dateline, store, tmp_path):
    review("aaa")
    file = tmp_path / "lessons.jsonl"
    done = dateline("review", store, "--lessons", file)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "2 stories" in done.stderr
    read = list(stories(None, file))
    with Store.open(store) as opened:
        assert sum(len(story["events"]) for story in read) == opened.count()
    for story in read:
        for record in story["events"]:
            span = record["trigger"]
            assert story["text"][span["start"] : span["end"]] == span["text"]


def test_what_is_wrong_is_told_in_one_sentence(dateline, store, tmp_path):
    assert dateline("review", tmp_path / "none").exit_code == 3
    assert dateline("review", store, "colour:red").exit_code == 2
    assert dateline("review", store, "--lessons", tmp_path / "no" / "file").exit_code == 2
    assert set(KEYS) == {"a", "x", "u"}


def test_keys_can_be_piped_in_where_there_is_no_terminal(store):
    command = [sys.executable, "-m", "dateline", "review", str(store), "--by", "ana"]
    done = subprocess.run(command, input="aq", capture_output=True, text=True, start_new_session=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    with Store.open(store) as opened:
        assert [row.verdict for row in history(opened.connection)] == ["accept"]
