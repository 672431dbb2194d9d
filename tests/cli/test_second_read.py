import csv
import io
import json

import pytest

from dateline.cli.settings import KEY
from dateline.second_reader import Endpoint
from dateline.store import Store
from tests.second_reader.model import objecting, running, still

SECRET = "sk-very-secret"


@pytest.fixture
def model():
    with running() as one:
        yield one


@pytest.fixture
def second(dateline, store, model):
    """Runs the command on the store."""
    named = ("--endpoint", model.home, "--model", "stub")
    return lambda *args, **more: dateline("second-read", store, *args, *named, **more)


def test_the_summary_is_told_as_a_table_as_json_and_as_rows(second, model):
    model.says = objecting("status", ["negated"], "shelled")
    done = second("shelled")
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert (told["model"], told["answered"], told["disagreed"], told["disagreed_on"]) == ("stub", 2, 2, {"status": 2})
    assert (told["tokens_in"], told["tokens_out"], told["answered_before"]) == (200, 20, 0)
    assert f"Text of reports is sent to {model.home}/chat/completions." in done.stderr
    assert "disagrees on status: negated, “shelled”" in done.stderr
    lines = [line.split() for line in second("--format", "table").stdout.splitlines()]
    assert ["answered", "1"] in lines
    assert ["answered", "before", "2"] in lines
    rows = list(csv.DictReader(io.StringIO(second("--format", "csv").stdout)))
    assert {"what": "answered before", "count": "3"} in rows
    rows = [json.loads(line) for line in second("--format", "jsonl").stdout.splitlines()]
    assert {"what": "answered", "count": 0} in rows


def test_what_was_said_is_shown_with_the_record_and_in_review(second, dateline, store, model):
    model.says = objecting("event", [], "shelled")
    second("shelled", "--limit", 1)
    with Store.open(store) as opened:
        event = next(opened.query("type:ASSAULT"))
    told = dateline("show", event.id, "--store", store).stdout
    assert "2nd reader  stub: finds no such act, “shelled”" in told
    assert "2nd reader  stub: finds no such act, “shelled”" in dateline("show", "a", "--store", store).stdout
    reviewed = dateline("review", store, "--by", "ana", input="aq").output
    assert "2nd reader stub: finds no such act, “shelled”" in reviewed
    assert "2nd reader" not in dateline("show", event.id, "--store", store).stdout  # a person has decided


def test_what_is_missed_is_shown_with_the_document(second, dateline, store, model):
    one = {"sentence": "Troops shelled the town.", "trigger": "town", "did": "COERCE/seize"}
    model.says = lambda material: json.dumps({"events": [one | {"who": ["Troops"]}]})
    done = second("--propose")
    told = json.loads(done.stdout)
    assert (told["events_proposed"], told["answers_refused"]) == (1, 1)
    assert "refused: second reader, document c: the sentence “Troops shelled the town.” does not stand" in done.stderr
    assert "2nd reader  stub: misses COERCE/seize “town”" in dateline("show", "a", "--store", store).stdout


def test_the_key_comes_from_the_variable_and_goes_nowhere_else(second, store, model, monkeypatch):
    monkeypatch.setenv(KEY, f" {SECRET}\n")
    done = second()
    assert {one["authorization"] for one in model.headers} == {f"Bearer {SECRET}"}
    monkeypatch.setenv("OTHER_KEY", "other")
    again = second("--key-variable", "OTHER_KEY", "--body", '{"seed": 1}')
    assert model.headers[-1]["authorization"] == "Bearer other"
    assert SECRET not in done.output + done.stderr + again.output
    kept = b"".join(path.read_bytes() for path in store.rglob("*") if path.is_file())
    assert SECRET.encode() not in kept
    assert b"stub-2026" in kept


@pytest.mark.parametrize(
    ("args", "code", "told"),
    [
        (("--body", "{"), 2, "no JSON object"),
        (("--body", "[1]"), 2, "no JSON object"),
        (("colour:red",), 2, "colour"),
        (("--limit", "0"), 2, "0"),
        (("--endpoint", "ftp://x"), 2, "no http"),
        (("--endpoint", ""), 2, "no endpoint is named"),
        (("--endpoint", "http://127.0.0.1:9"), 4, "cannot be reached"),
    ],
)
def test_what_is_wrong_is_told_in_one_sentence(dateline, store, model, *, args, code, told):
    usual = {"--endpoint": model.home, "--model": "m"}
    more = [part for name, value in usual.items() if name not in args for part in (name, value)]
    done = dateline("second-read", store, *args, *more)
    assert (done.exit_code, told in done.stderr) == (code, True), done.stderr
    assert "Traceback" not in done.output


def test_no_store_bad_key_and_silence_end_with_their_codes(second, dateline, model, tmp_path, monkeypatch):
    assert dateline("second-read", tmp_path / "none", "--endpoint", model.home, "--model", "m").exit_code == 3
    model.says = lambda material: (401, {}, b"")
    refused = second()
    assert (refused.exit_code, refused.stdout) == (4, "")
    assert "refuses the key" in refused.stderr
    left = [(400, {}, b"")]
    model.says = lambda material: left.pop() if left else "{}"
    partial = second()
    assert partial.exit_code == 6
    assert "refuses the question" in partial.stderr
    assert json.loads(partial.stdout)["without_an_answer"] == 1


def test_a_busy_endpoint_ends_the_run_after_a_while(second, model, monkeypatch):
    whole = Endpoint.__init__
    monkeypatch.setattr(Endpoint, "__init__", lambda self, *a, **k: whole(self, *a, **k | {"world": still()}))
    model.says = lambda material: (429, {}, b"")
    done = second()
    assert (done.exit_code, "3 questions in a row got no answer" in done.stderr) == (4, True)


def test_agreement_with_people_is_measured_without_asking_anybody(second, dateline, store, model):
    dateline("review", store, "--by", "ana", input="axaq")
    model.says = lambda material: objecting("event", [], material["record"]["act"])(material)
    second()
    asked = len(model.asked)
    done = dateline("second-read", store, "--model", "stub", "--measure", "--format", "json")
    found = {one["field"]: one for one in json.loads(done.stdout)}
    event = found["event"]
    assert (event["records"], event["both"], event["reader"], event["people"]) == (3, 1, 2, 0)
    assert event["right"]["low"] < event["right"]["value"] < 0.5
    table = dateline("second-read", store, "--model", "stub", "--measure", "--format", "table").stdout
    assert table.splitlines()[0].split() == [
        "field",
        "records",
        "both",
        "only",
        "it",
        "only",
        "people",
        "right",
        "found",
    ]
    nobody = dateline("second-read", store, "--model", "other", "--measure")
    assert "review some" in nobody.stderr
    assert len(model.asked) == asked
