import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

from dateline.cli.progress import drawing, expected
from dateline.run.build import Counts
from dateline.store import Store

MANY = 1000  # documents of a build that is interrupted: too many to be done before the signal comes


def test_a_build_tells_what_it_did_and_running_it_again_adds_nothing(dateline, good, tmp_path):
    args = ("build", good, "--store", tmp_path / "s", "--workers", 1)
    first = dateline(*args, "--timings")
    assert (first.exit_code, first.stdout) == (0, "")
    assert "2 documents added, 3 events, in " in first.stderr
    assert "  parse " in first.stderr
    again = dateline(*args)
    assert (again.exit_code, "0 documents added, 0 events, 2 already there" in again.stderr) == (0, True)
    assert dateline("-q", *args).stderr == ""


def test_one_bad_report_is_told_and_the_others_are_stored(dateline, reports, tmp_path):
    done = dateline("build", reports, "--store", tmp_path / "s", "--workers", 1, "--errors", tmp_path / "e.jsonl")
    assert done.exit_code == 6
    assert "break" not in done.stdout
    assert "1 refused" in done.stderr
    assert (tmp_path / "e.jsonl").read_text().count("\n") == 1
    assert dateline("build", tmp_path / "none.txt", "--store", tmp_path / "t", "--workers", 1).exit_code == 4


def test_a_busy_store_is_told(dateline, good, store):
    with Store.open(store, write=True):
        done = dateline("build", good, "--store", store)
        assert done.exit_code == 5
        assert f"process {os.getpid()} on " in done.stderr
        assert dateline("query", "", "--store", store, "--count").stdout == "3\n"


def test_ray_is_an_extra_and_parts_are_its_own(dateline, good, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    args = ("build", good, "--store", tmp_path / "s")
    absent = dateline(*args, "--engine", "ray")
    assert (absent.exit_code, 'pip install "dateline[ray]"' in absent.stderr) == (1, True)
    refused = dateline(*args, "--parts", "x")
    assert (refused.exit_code, "only --engine ray writes parts." in refused.stderr) == (2, True)
    assert not (tmp_path / "s").exists()


BUILD = """
import functools, signal, sys
from dateline.cli.main import cli
from dateline.run import build
from tests.run import fakes

if __name__ == "__main__":
    # what a shell starts in the background is deaf to an interrupt, and so are its children
    signal.signal(signal.SIGINT, signal.default_int_handler)
    build.BuildOptions = functools.partial(build.BuildOptions, load=fakes.load_slow)
    cli(sys.argv[1:])
"""


def _heard(leader, wanted):
    """What a terminal's program says until it has said so, or has ended."""
    told, deadline = b"", time.monotonic() + 120  # a busy machine takes long to start
    while wanted not in told and time.monotonic() < deadline:
        try:
            told += os.read(leader, 1000)
        except OSError:  # Linux: the other end is closed
            break
    return told


def test_interrupting_a_build_tells_how_to_resume(tmp_path):
    script, many = tmp_path / "program.py", tmp_path / "many.jsonl"
    script.write_text(BUILD)
    many.write_text("".join(f'{{"id": "{n}", "text": "They met."}}\n' for n in range(MANY)))
    root = Path(__file__).parents[2]
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, script, "build", many, "--store", tmp_path / "s", "--workers", "1"],
        stderr=follower,
        env={**os.environ, "PYTHONPATH": f"{root}:{root / 'src'}", "TERM": "xterm", "COLUMNS": "100"},
    )
    os.close(follower)
    told = _heard(leader, f"of {MANY:,}".encode())  # the bar: some documents are done
    assert b"of " in told
    process.send_signal(signal.SIGINT)
    told += _heard(leader, b"resume with")
    assert process.wait(timeout=120) == 130
    os.close(leader)
    assert f"resume with: dateline build {many} --store {tmp_path / 's'} --workers 1" in told.decode()
    assert f"of {MANY:,}" in told.decode()


def test_the_bar_says_how_far_how_fast_and_how_long():
    counts = Counts(added=40, same=10, refused=1, events=80)
    assert (
        drawing(counts, 102, 10.0)
        == "████████████░░░░░░░░░░░░  50% · 51 of 102 · 4.0/s · 80 events · 1 refused · 0:13 left"
    )
    assert drawing(counts, None, 10.0) == "51 documents · 4.0/s · 80 events · 1 refused"
    assert drawing(Counts(), 7000, 0.0).startswith("░░░")


def test_documents_are_counted_beforehand_where_that_is_cheap(good, tmp_path):
    (tmp_path / "a.txt").write_text("x")
    assert expected((str(good), str(tmp_path / "a.txt"))) == 3
    assert expected((str(good), "-")) is None
    assert expected((str(tmp_path),)) is None
