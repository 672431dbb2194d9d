import json
import os
import subprocess
import sys


def test_formats_limit_and_count(dateline, store):
    done = dateline("query", "type:ASSAULT,ACCUSE", "--store", store, "--format", "jsonl")
    assert [json.loads(line)["type"] for line in done.stdout.splitlines()] == ["ASSAULT", "ACCUSE"]
    assert done.stderr == ""
    limited = dateline("query", "", "--store", store, "--limit", 2)
    assert limited.stdout.count("\n") == 2
    assert limited.stderr == ""
    told = dateline("query", "limit:2", "--store", store)
    assert told.stderr == "2 of 3 events are shown; --limit N shows more.\n"
    assert dateline("query", "since:2024-08-15", "--store", store, "--count").stdout == "1\n"


def test_no_answer_is_told_and_no_failure(dateline, store):
    done = dateline("query", "actor:Nobody", "--store", store)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "No event answers this query.\n")
    assert dateline("query", "actor:Nobody", "--store", store, "--format", "csv").stdout.startswith("document,")


def test_a_wrong_query_is_told(dateline, store):
    done = dateline("query", "actr:Hamas", "--store", store)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "dateline: query: there is no query key 'actr'. Did you mean 'actor'?\n"


def test_records_are_utf_8_wherever_it_runs(dateline, tmp_path):
    (tmp_path / "a.jsonl").write_text('{"id": "a", "text": "Erdoğan ● met 民"}\n', "utf-8")
    dateline("build", "a.jsonl", "--store", "s", "--workers", 1)
    command = [sys.executable, "-m", "dateline", "show", "a", "--store", "s"]
    done = subprocess.run(command, capture_output=True, check=True, env={**os.environ, "PYTHONIOENCODING": "latin-1"})
    assert "“Erdoğan ● «met» 民”" in done.stdout.decode("utf-8")


def test_the_same_records_come_out_in_the_same_bytes(dateline, store, good, tmp_path):
    dateline("build", good, "--store", tmp_path / "again", "--workers", 2)
    args = ("query", "", "--format", "jsonl", "--store")
    assert dateline(*args, store).stdout == dateline(*args, tmp_path / "again").stdout
