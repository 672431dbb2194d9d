"""The same reports give the same bytes, whatever the process, the machine's language and its clock are set to.

One combination a test with stages that need no model; `DETERMINISM_TRIALS` asks for more of them. One with the real
pipeline, which is the one that could hide an iteration over a set.
"""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.model import Document, DocumentId
from dateline.run.build import BuildOptions, build
from dateline.store import Store
from tests.read.archives import record
from tests.run.fakes import load, made_by

ROOT = Path(__file__).parents[2]
TRIALS = int(os.environ.get("DETERMINISM_TRIALS", "1"))

SCRIPT = """
import sys
from dateline.read import read
from dateline.run.build import BuildOptions, build
from dateline.store import Store

if __name__ == "__main__":
    folder, workers, real, *inputs = sys.argv[1:]
    more = {}
    if not int(real):
        from tests.run.fakes import load, made_by
        more = {"load": load, "made_by": made_by}
    with Store.open(folder, write=True) as store:
        build(read(inputs), store, BuildOptions(workers=int(workers), **more))
"""

PLACES = (
    {"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "TZ": "UTC"},
    {
        "PYTHONHASHSEED": "4242",
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "TZ": "Pacific/Kiritimati",
    },
    {"PYTHONHASHSEED": "77", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "America/St_Johns"},
    {"PYTHONHASHSEED": "1", "LC_ALL": "POSIX", "TZ": "Asia/Kathmandu"},
)


def inputs(folder):
    """Reports with dates without a zone, and names that an ASCII terminal cannot show."""
    rows = [
        {"id": "ı1", "published": "2024-08-13", "text": "Troops shelled İzmir on Saturday, and ministers met in Łódź."},
        {
            "id": "a2",
            "published": "2024-01-01T00:30",
            "text": "Rebels shelled the town yesterday. The UN condemned it.",
        },
        {"id": "b3", "text": "They met at the WTI INSTITUTE, officials in Kyiv said last week."},
        {"id": "b4", "text": "mention that police and protesters met, and that a minister condemned it"},
        {"id": "b5", "text": "break code"},
    ]
    folder.mkdir()
    (folder / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    (folder / "crawl.warc").write_bytes(b"".join(record(number) for number in range(3)))
    (folder / "latin.txt").write_bytes("Troops shelled Málaga, and the mayor condemned it.".encode("cp1252"))
    return [str(folder / name) for name in ("rows.jsonl", "crawl.warc", "latin.txt")]


def made(folder, read, place, workers, real=False):
    """A hash of everything that a user can get out of a store that another process made."""
    script = folder.parent / f"{folder.name}.py"
    script.write_text(SCRIPT)
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}", "OMP_NUM_THREADS": "1", **place}
    command = [sys.executable, str(script), str(folder), str(workers), str(int(real)), *read]
    done = subprocess.run(command, cwd=folder.parent, env=environment, capture_output=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return digest(folder)


def digest(folder):
    told = hashlib.sha256()
    with Store.open(folder) as store:
        for table in ("SELECT record FROM event ORDER BY id", "SELECT record FROM issue ORDER BY id",
                      "SELECT id, fingerprint, record, text FROM document ORDER BY id",
                      "SELECT event, incident FROM membership ORDER BY event"):  # fmt: skip
            for row in store.connection.execute(table):
                told.update("\x1f".join(row).encode())
        assert store.count() > 4
    home = folder / "generations"
    for file in sorted((home / (home / "current").read_text().strip()).iterdir()):
        told.update(file.name.encode() + file.read_bytes())
    return told.hexdigest()


@pytest.mark.parametrize("trial", range(TRIALS))
def test_the_same_bytes_whatever_surrounds_the_process(tmp_path, trial):
    read = inputs(tmp_path / "in")
    there = {**PLACES[1 + trial % 3], "PYTHONHASHSEED": str(4242 + trial)}
    assert made(tmp_path / "here", read, PLACES[0], workers=1) == made(tmp_path / "there", read, there, workers=3)


@pytest.mark.model
def test_the_real_pipeline_too(tmp_path):
    read = inputs(tmp_path / "in")
    one, two = (made(tmp_path / f"s{n}", read, PLACES[n], workers, real=True) for n, workers in ((0, 1), (1, 2)))
    assert one == two


WORDS = ("shelled", "met", "condemned", "refuse", "break code", "ß ı İ")
TEXTS = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(WORDS), min_size=1, max_size=6)


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(items=TEXTS, order=st.randoms(use_true_random=False), cut=st.integers(0, 8))
def test_neither_order_nor_batches_change_what_is_stored(tmp_path_factory, items, order, cut):
    documents = [Document(id=DocumentId(key), text=f"Report {key}: {text}", source=key) for key, text in items.items()]
    shuffled = documents[:]
    order.shuffle(shuffled)
    states = []
    for name, runs in (("one", [documents]), ("many", [shuffled[:cut], shuffled[cut:], shuffled])):
        folder = tmp_path_factory.mktemp(name)
        with Store.open(folder, write=True) as store:
            for run in runs:
                build(run, store, BuildOptions(load=load, made_by=made_by, publish=False))
            events = [(event.id, event.incident) for event in store.query("")]
            states.append((store.state(), events, list(store.issues())))
    assert states[0] == states[1]
