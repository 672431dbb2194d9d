import csv
import io
import json
import os
import pty
import subprocess
import sys


def test_records_go_to_stdout_and_failures_to_stderr(dateline, reports):
    done = dateline("code", reports)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(record["document"], record["type"]) for record in records] == [
        ("a", "ASSAULT"),
        ("a", "CONSULT"),
        ("c", "ACCUSE"),
    ]
    assert list(records[0])[:6] == ["id", "document", "sentence", "type", "mode", "contexts"]
    assert done.exit_code == 6
    assert done.stderr.count("\n") == 1
    assert "the stage 'code' failed with ValueError" in done.stderr


def test_all_well_is_0_and_nothing_but_failures_4(dateline, good, tmp_path):
    assert dateline("code", good).exit_code == 0
    (tmp_path / "empty.txt").write_text("")
    done = dateline("code", tmp_path / "empty.txt")
    assert (done.exit_code, done.stdout) == (4, "")
    assert done.stderr.count("\n") == 1


def test_failures_can_be_kept_in_a_file(dateline, reports, tmp_path):
    dateline("code", reports, "--errors", tmp_path / "errors.jsonl")
    (issue,) = [json.loads(line) for line in (tmp_path / "errors.jsonl").read_text().splitlines()]
    assert (issue["stage"], issue["document"], issue["fatal"]) == ("code", "b", True)
    assert dateline("code", reports, "--errors", tmp_path / "no" / "file").exit_code == 2


def test_text_can_be_piped_in(dateline):
    done = dateline("code", "-", "--published", "2024-08-13", input="Ministers met on Monday.")
    assert json.loads(done.stdout)["trigger"] == {"start": 10, "end": 13, "text": "met"}
    assert dateline("code", input="Ministers met on Monday.").exit_code == 0


def test_columns_can_be_named(dateline, tmp_path):
    path = tmp_path / "odd.jsonl"
    path.write_text('{"key": "k1", "body": "They met."}\n')
    done = dateline("code", path, "--columns", "text=body,id=key")
    assert json.loads(done.stdout)["document"] == "k1"


def test_csv_has_a_header_and_no_formulas(dateline, good):
    rows = list(csv.DictReader(io.StringIO(dateline("code", good, "--format", "csv").stdout)))
    assert [row["type"] for row in rows] == ["ASSAULT", "CONSULT", "ACCUSE"]
    assert rows[2]["sentence"] == "'=Nobody= condemned it."
    assert rows[0]["score"] == "-9.0"
    assert rows[0]["publisher"] == "Gazette"


def test_a_table_fits_and_shows_the_evidence(dateline, good, monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")
    lines = dateline("code", good, "--format", "table").stdout.splitlines()
    assert len(lines) == 4
    assert max(map(len, lines)) <= 120
    assert lines[0].startswith("id ")
    assert "\x1b" not in "".join(lines)
    monkeypatch.setenv("COLUMNS", "200")
    assert "Troops shelled the town." in dateline("code", good, "--format", "table").stdout


def test_at_a_terminal_without_inputs_help_is_shown():
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "dateline", "code"]
    done = subprocess.run(command, stdin=follower, capture_output=True, text=True, check=False)
    os.close(leader)
    os.close(follower)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Usage: " in done.stderr
