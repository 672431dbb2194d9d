import json
import os
import subprocess
import sys

import pytest

from dateline.run import Pipeline, PipelineOptions
from dateline.run.forking import PRELOADED, VARIABLE, begin, context
from tests.run.fakes import load

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere each worker reads its own models")

BUILD = """
import json, os, signal
from pathlib import Path
from dateline.read import from_text
from dateline.run import Pipeline, PipelineOptions
from dateline.run.workers import Workers

REPORT = "Militia fighters shelled the port of {} on Monday, killing nine sailors, the mayor told reporters."
SYNTAX = PipelineOptions(coder="syntax")

def parent(pid):
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])

def coded(places, killed=()):
    documents = [from_text(REPORT.format(place), published="2026-03-12") for place in places]
    workers = Workers(2, Pipeline.load, SYNTAX)
    told = [[(event.type, event.place.name) for event in work.events] for _, work in workers.map(iter(documents))]
    own = list(workers._pool._processes)
    servers = {parent(pid) for pid in own}
    threads = [[path.read_text().strip() for path in Path(f"/proc/{pid}/task").glob("*/comm")] for pid in servers]
    held = ["/spacy/" in Path(f"/proc/{pid}/maps").read_text() for pid in servers]
    for pid in servers if killed else ():
        os.kill(pid, signal.SIGKILL)
    workers.close()
    return {"told": told, "workers": len(own), "held": held, "threads": threads, "mine": os.getpid() in servers}

if __name__ == "__main__":
    print(json.dumps([coded(["Odesa", "Latakia", "Hodeidah"], killed=[True]), coded(["Aden"])]))
"""


@pytest.mark.model
def test_workers_are_forked_from_one_process_and_outlive_its_end(tmp_path):
    script = tmp_path / "build.py"
    script.write_text(BUILD, "utf-8")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True, timeout=120)
    first, second = json.loads(done.stdout)
    assert [[kind for kind, _ in story] for story in first["told"]] == [["ASSAULT"]] * 3
    assert first["workers"] == 2
    (threads,) = first["threads"]
    assert len([name for name in threads if name != "jemalloc_bg_thd"]) == 1  # that one knows of forks
    assert first["held"] == [True]
    assert not first["mine"]
    assert [[kind for kind, _ in story] for story in second["told"]] == [["ASSAULT"]]


def test_only_the_shipped_pipeline_is_held(monkeypatch):
    assert context(Pipeline.load).get_start_method() == "forkserver"
    assert context(load).get_start_method() == "spawn"
    monkeypatch.setattr("multiprocessing.forkserver.ensure_running", lambda: pytest.fail("nothing to hold"))
    begin(load, PipelineOptions())


def test_the_server_is_told_what_to_hold_and_nobody_else(monkeypatch):
    told = []
    monkeypatch.setattr("multiprocessing.forkserver.ensure_running", lambda: told.append(dict(os.environ)))
    monkeypatch.setenv("PYTHONSAFEPATH", "yes")
    begin(Pipeline.load, PipelineOptions(coder="syntax"))
    assert json.loads(told[0][VARIABLE])["coder"] == "syntax"
    assert VARIABLE not in os.environ
    assert os.environ["PYTHONSAFEPATH"] == "yes"


def test_whoever_else_imports_what_the_server_imports_gets_nothing_done():
    done = f"import sys, {PRELOADED}; print(sorted({{'spacy', 'onnxruntime'}} & {{*sys.modules}}))"
    said = subprocess.run([sys.executable, "-c", done], capture_output=True, text=True, check=True, timeout=60)
    assert said.stdout == "[]\n"
