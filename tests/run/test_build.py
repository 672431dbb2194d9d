import json
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from dateline.errors import DataError, StoreError, UsageError
from dateline.model import Document, DocumentId, Issue
from dateline.run import PipelineOptions
from dateline.run.build import BuildOptions, Clock, Watcher, build
from dateline.store import Store
from dateline.store.digest import sha256
from tests.run.fakes import documents, load, load_nothing, made_by

NOON = Clock(now=lambda: datetime(2024, 8, 13, 12, tzinfo=UTC))


def run(folder, items, watcher=None, **options):
    with Store.open(folder, write=True) as store:
        return build(
            items,
            store,
            BuildOptions(load=load, clock=NOON, made_by=made_by, **options),
            watcher=watcher,
            inputs=("x",),
        )


def records(folder):
    """Everything that a user can get out of a store, as bytes."""
    with Store.open(folder) as store:
        lines = [msgspec.json.encode(event) for event in store.query("")]
        issues = [msgspec.json.encode(issue) for issue in store.issues()]
    home = folder / "generations"
    newest = home / (home / "current").read_text().strip()
    return lines, issues, {file.name: file.read_bytes() for file in sorted(newest.iterdir())}


MIXED = [
    *documents(4),
    Issue(stage="read", where="empty.txt", reason="the file is empty."),
    Document(id=DocumentId("bad"), text="break code", source="bad.txt"),
    Document(id=DocumentId("odd"), text="mention that they met", source="odd.txt"),
    Document(id=DocumentId("half"), text="half a pair \ud800", source="half.txt"),
    documents(1)[0],
    Document(id=DocumentId("d0001"), text="another text: they met", source="twin.txt"),
    *documents(9)[4:],
]


class Told(Watcher):
    def __init__(self):
        self.issues = []
        self.last = None

    def progress(self, counts):
        self.last = msgspec.to_builtins(counts)

    def issue(self, issue):
        self.issues.append(issue)


def test_everything_good_is_stored_and_everything_else_is_told(tmp_path):
    told = Told()
    made = run(tmp_path, MIXED, told)
    counts = made.counts
    assert (counts.read, counts.added, counts.again, counts.refused, counts.notes) == (14, 10, 1, 4, 1)
    assert counts.events == 19
    assert told.last == msgspec.to_builtins(counts)
    assert {issue.where: issue.stage for issue in told.issues} == {
        "empty.txt": "read",
        "bad.txt": "code",
        "odd": "parse",
        "half.txt": "read",
        "twin.txt": "read",
    }
    with Store.open(tmp_path) as store:
        assert len(list(store.issues())) == 5
        assert store.document("d0001").text == documents(2)[1].text
        (row,) = store.runs()
    assert (row.state, row.started, row.finished) == (
        "complete",
        "2024-08-13T12:00:00+00:00",
        "2024-08-13T12:00:00+00:00",
    )
    manifest = json.loads(row.manifest)
    assert manifest["inputs"] == ["x"]
    assert manifest["counts"]["added"] == 10
    assert set(manifest["seconds"]) == {"read", "parse", "code", "resolve", "fuse", "write", "incidents", "publish"}
    assert manifest["generation"] == 1


def test_the_store_is_the_same_on_any_number_of_workers(tmp_path):
    run(tmp_path / "one", MIXED)
    run(tmp_path / "three", MIXED, workers=3)
    assert records(tmp_path / "one") == records(tmp_path / "three")


def test_running_again_adds_nothing(tmp_path):
    run(tmp_path, MIXED)
    before = records(tmp_path)
    counts = run(tmp_path, MIXED).counts
    assert (counts.coded, counts.same, counts.again, counts.refused) == (0, 10, 1, 4)
    assert records(tmp_path) == before


def codebook(folder, name):
    """A codebook file and what was trained for it: files of the same names in every folder."""
    folder.mkdir()
    (folder / "desk.trained.json").write_text(name)
    file = folder / "desk.yaml"
    file.write_text(f"codebook: {name}\ncategories:\n  - name: TALKS\n    definition: Sides meet.\n")
    return str(file)


def test_codebooks_whose_files_have_one_name_are_both_in_the_manifest(tmp_path):
    pipeline = PipelineOptions(codebooks=(codebook(tmp_path / "a", "north"), codebook(tmp_path / "b", "south")))
    made = run(tmp_path / "store", documents(1), pipeline=pipeline)
    assert made.codebooks == {
        name: {file.name: sha256(file) for file in (tmp_path / folder).iterdir()}
        for folder, name in (("a", "north"), ("b", "south"))
    }
    assert {len(files) for files in made.codebooks.values()} == {2}
    assert list(made.definitions) == ["north.TALKS", "south.TALKS"]


def test_codebooks_of_one_name_are_refused_before_anything_is_stored(tmp_path):
    pipeline = PipelineOptions(codebooks=(codebook(tmp_path / "a", "desk"), codebook(tmp_path / "b", "Desk")))
    with pytest.raises(UsageError, match="two codebooks have the name 'desk'"):
        run(tmp_path / "store", documents(1), pipeline=pipeline)
    with Store.open(tmp_path / "store") as store:
        assert list(store.documents()) == []


def test_a_changed_text_is_revised_once(tmp_path):
    first = documents(3)
    run(tmp_path, first)
    changed = [msgspec.structs.replace(first[1], text="Now they met."), first[2]]
    counts = run(tmp_path, changed).counts
    assert (counts.revised, counts.same, counts.added) == (1, 1, 0)
    assert run(tmp_path, changed).counts.same == 2


def test_a_worker_that_dies_costs_the_document_that_killed_it(tmp_path):
    items = documents(12)
    items.insert(5, Document(id=DocumentId("fatal"), text="kill this process", source="fatal.txt"))
    told = Told()
    counts = run(tmp_path, items, told, workers=2).counts
    assert (counts.added, counts.refused) == (12, 1)
    (issue,) = told.issues
    assert issue.where == "fatal.txt"
    assert "died" in issue.reason


def test_a_pipeline_that_cannot_be_loaded_ends_the_build_with_its_own_error(tmp_path):
    with Store.open(tmp_path, write=True) as store, pytest.raises(DataError, match="the model is not there"):
        build(documents(2), store, BuildOptions(load=load_nothing))
    with Store.open(tmp_path) as store:
        assert [row.state for row in store.runs()] == ["interrupted"]


def test_a_reader_that_fails_ends_the_build_and_keeps_what_was_done(tmp_path):
    def reader():
        yield from documents(8)
        raise DataError("no further.")

    with pytest.raises(DataError, match="no further"):
        run(tmp_path, reader())
    assert run(tmp_path, documents(9)).counts.added in range(1, 10)
    run(tmp_path / "straight", documents(9))
    assert records(tmp_path) == records(tmp_path / "straight")


def test_documents_are_read_no_further_ahead_than_workers_need(tmp_path):
    taken = []

    def reader():
        for document in documents(60):
            taken.append(document)
            yield document

    ahead = []

    class Ahead(Watcher):
        def progress(self, counts):
            ahead.append(len(taken) - counts.coded)

    run(tmp_path, reader(), Ahead())
    assert max(ahead) <= 4


BUILD = """
import sys
from dateline.run.build import BuildOptions, build
from dateline.store import Store
from tests.run.fakes import documents, load_slow, made_by

if __name__ == "__main__":
    with Store.open(sys.argv[1], write=True) as store:
        build(documents(40), store, BuildOptions(load=load_slow, made_by=made_by, workers=2))
"""


def started(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(BUILD)
    root = Path(__file__).parents[2]
    return subprocess.Popen(
        [sys.executable, str(script), str(tmp_path / "killed")], cwd=root, env={"PYTHONPATH": f"{root}:{root / 'src'}"}
    )


def stored(folder):
    if not (folder / "store.sqlite").exists():
        return 0
    with Store.open(folder) as store:
        return store.count()


@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGINT])
def test_killed_half_way_and_run_again_ends_the_same(tmp_path, blow):
    process = started(tmp_path)
    deadline = time.monotonic() + 30
    while stored_safely(tmp_path / "killed") < 10 and time.monotonic() < deadline:
        time.sleep(0.02)
    workers = children(process.pid)
    process.send_signal(blow)
    process.wait(timeout=20)
    while any(path.exists() for path in workers) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not any(path.exists() for path in workers)
    half = stored(tmp_path / "killed")
    assert 10 <= half < 80
    made = run(tmp_path / "killed", documents(40), workers=2)
    assert made.counts.same == half // 2
    assert made.counts.added == 40 - half // 2
    run(tmp_path / "straight", documents(40))
    assert records(tmp_path / "killed") == records(tmp_path / "straight")
    with Store.open(tmp_path / "killed") as store:
        assert [row.state for row in store.runs()] == ["interrupted", "complete"]


def children(pid):
    """The processes that a process has started, where the system tells."""
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return [Path(f"/proc/{child}") for child in listed.read_text().split()] if listed.exists() else []


def stored_safely(folder):
    """How many records there are, 0 while the store is being made."""
    try:
        return stored(folder)
    except StoreError:
        return 0
