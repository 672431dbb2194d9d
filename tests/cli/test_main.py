import subprocess
import sys

import pytest

from dateline.cli.main import cli

HEAVY = {
    "spacy",
    "numpy",
    "pyarrow",
    "duckdb",
    "onnxruntime",
    "httpx",
    "lxml",
    "rich",
    "trafilatura",
    "msgspec",
    "sqlite3",
}
LOOK = """
import sys
from dateline.cli.main import cli
try:
    cli(["--help"])
except SystemExit:
    pass
print(*sys.modules, file=sys.stderr)
"""


def test_help_is_light():
    done = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stderr.split()}
    assert "click" in loaded
    assert not loaded & HEAVY
    assert done.stdout.startswith("Usage: ")


def test_the_version_and_help_are_given(dateline):
    assert dateline("--version").output.startswith("dateline 0.")
    for args in ((), ("-h",), *((name, "--help") for name in cli.commands)):
        done = dateline(*args)
        assert (done.exit_code, done.stderr) == (0, "")
        assert "Usage: " in done.stdout


@pytest.mark.parametrize(
    ("args", "code", "told"),
    [
        (["biuld"], 2, "Did you mean 'build'?"),
        (["query", "--cuont"], 2, "--count"),
        (["query", "x"], 2, "--store"),
        (["query", "x", "--store", "nowhere"], 3, "there is no store here. Run: dateline build"),
        (["query", "x", "--store", "nowhere", "--limit", "0"], 2, "--limit"),
        (["code", "x.txt", "--published", "13th of August"], 2, "13th of August"),
        (["code", "x.jsonl", "--columns", "text"], 2, "Write text=body"),
        (["code", "x.jsonl", "--columns", "body=text"], 2, "body"),
        (["code", "x.txt", "--input-format", "docx"], 2, "docx"),
        (["code", "nothing-here.txt"], 4, "nothing-here.txt"),
        (["evaluate", "storys"], 2, "Did you mean 'stories'?"),
        (["evaluate", "stories", "--data", "nowhere"], 3, "no such data"),
        (["--config", "nowhere.toml", "doctor"], 3, "no such settings file"),
    ],
)
def test_a_wrong_call_is_told_in_one_sentence_and_by_its_exit_code(dateline, args, code, told):
    done = dateline(*args)
    assert done.exit_code == code
    assert done.stdout == ""
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_settings_come_from_flag_then_variable_then_file(dateline, store, tmp_path, monkeypatch):
    def printed(*args):
        done = dateline("query", "", *args)
        assert done.exit_code == 0, done.stderr
        return len(done.stdout.splitlines())

    (tmp_path / "dateline.toml").write_text(f'store = "{store}"\nlimit = 1\nformat = "jsonl"\n')
    assert printed() == 1
    monkeypatch.setenv("DATELINE_LIMIT", "2")
    assert printed() == 2
    assert printed("--limit", 3) == 3
    (tmp_path / "other.toml").write_text(f'store = "{store}"\nformat = "csv"\n')
    assert dateline("--config", "other.toml", "query").stdout.startswith("document,id,")


def test_unknown_settings_are_refused_and_unknown_variables_told(dateline, tmp_path, monkeypatch):
    (tmp_path / "dateline.toml").write_text("wokers = 2\n")
    done = dateline("doctor")
    assert (done.exit_code, "Did you mean 'workers'?" in done.stderr) == (2, True)
    (tmp_path / "dateline.toml").write_text("workers = \n")
    assert dateline("doctor").exit_code == 2
    (tmp_path / "dateline.toml").unlink()
    monkeypatch.setenv("DATELINE_WORKER", "2")
    assert "Did you mean 'DATELINE_WORKERS'?" in dateline().stderr


def test_a_closed_pipe_is_no_error_and_says_nothing(store):
    command = [sys.executable, "-m", "dateline", "query", "", "--store", store, "--format", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()  # as `| head -0` would
        told = process.stderr.read()
    assert (process.returncode, told) == (0, b"")


def test_interrupting_ends_with_130(dateline, store, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("dateline.store.Store.count", interrupt)
    done = dateline("query", "", "--store", store)
    assert (done.exit_code, done.stdout, done.stderr) == (130, "", "dateline: interrupted.\n")
