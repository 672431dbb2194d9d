"""Things break; nothing that was finished is lost, and a sentence says what to do. More trials: bench/faults.py."""

import os
import random
import shutil
import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from dateline.errors import DatelineError, StoreBusyError, StoreError
from dateline.run.build import BuildOptions, Clock, build
from dateline.store import Store
from dateline.store.check import faults
from dateline.store.generation import POINTER, current
from dateline.store.generation import faults as generation_faults
from tests.run import trials
from tests.run.fakes import documents, load, made_by

TIMES = int(os.environ.get("FAULT_TRIALS", "2"))
SIZES = (150 << 10, 500 << 10, 1500 << 10, *(round(2 ** random.Random(n).uniform(14, 21)) for n in range(TIMES - 2)))


@pytest.mark.parametrize("trial", range(TIMES))
def test_killed_at_a_random_point(tmp_path, trial):
    moment = random.Random(trial).uniform(0, 4)
    outcome = trials.killed(tmp_path / "store", moment)
    assert outcome.fine, outcome


@pytest.mark.parametrize("most", SIZES)
def test_a_full_disk_is_told_and_costs_nothing_once_there_is_room(tmp_path, most):
    outcome, said = trials.disk_full(tmp_path / "store", most)
    assert outcome.fine, outcome
    last = [line for line in said.splitlines() if line][-1]
    assert last.startswith("dateline.errors.StoreError: ")
    assert "disk full?" in last


@pytest.mark.parametrize("fault", [trials.dying_worker, trials.starving_worker, trials.endless_document])
def test_a_document_that_breaks_its_worker_is_told_of_and_costs_no_other(tmp_path, fault):
    outcome = fault(tmp_path / "store", random.Random(1))
    assert outcome.fine, outcome


@pytest.fixture
def store(tmp_path):
    trials.finished(tmp_path / "store")
    return tmp_path / "store"


def spoil(path, place, length=400):
    raw = bytearray(path.read_bytes())
    at = int(len(raw) * place)
    raw[at : at + length] = bytes(byte ^ 0x5A for byte in raw[at : at + length])
    path.write_bytes(raw)


@pytest.mark.parametrize("name", ["events.parquet", "incidents.parquet", "documents.parquet"])
def test_a_spoiled_table_is_told_and_written_again(store, name):
    spoil(store / "generations" / "1" / name, 0.5, 8)
    (told,) = generation_faults(store)
    assert told.startswith(f"{store / 'generations' / '1' / name}: the file is not what was written.")
    assert "Run the same build again" in told
    trials.finished(store)
    assert current(store).number == 2
    assert trials.compared(store).fine


@pytest.mark.parametrize("what", ["manifest", "pointer"])
def test_a_spoiled_manifest_or_pointer_is_told_and_mended(store, what):
    with Store.open(store, write=True) as opened:
        build(documents(30), opened, BuildOptions(load=load, made_by=made_by))
    home = store / "generations"
    path = home / "2" / "manifest.json" if what == "manifest" else home / POINTER
    path.write_text("nonsense")
    with pytest.raises(DatelineError, match="the current generation cannot be read"):
        list(generation_faults(store))
    shutil.copytree(home / "1", store.parent / "kept")
    with Store.open(store, write=True) as opened:
        build(documents(30), opened, BuildOptions(load=load, made_by=made_by))
    assert list(generation_faults(store)) == []
    assert current(store).number == 3
    for file in (store.parent / "kept").iterdir():  # what somebody cited still stands
        assert (home / "1" / file.name).read_bytes() == file.read_bytes()


@pytest.mark.parametrize("place", [0.0, 0.1, 0.35, 0.6, 0.85])
def test_a_spoiled_page_of_the_database_is_told_in_a_sentence_and_never_a_traceback(store, place):
    spoil(store / "store.sqlite", place, 4096)
    told = []
    try:
        with Store.open(store) as opened:
            told += faults(opened)
    except StoreError as fault:
        told.append(str(fault))
    assert told
    assert all(len(line.splitlines()) == 1 for line in told)
    with suppress(StoreError):  # what it says was looked at; any other error ends the test
        trials.finished(store)


def test_two_writers_one_of_whom_is_told_who_the_other_is(store):
    with Store.open(store, write=True), pytest.raises(StoreBusyError, match=f"process {os.getpid()} on .* is writing"):
        Store.open(store, write=True)
    assert trials.compared(store).fine


def test_a_lock_dies_with_its_holder(tmp_path):
    process = trials.started(tmp_path / "store")
    while not (tmp_path / "store" / "writer.json").exists():
        assert process.poll() is None
    process.kill()
    process.communicate()
    assert (tmp_path / "store" / "writer.json").exists()  # it had no time to take it away
    trials.finished(tmp_path / "store")
    assert trials.compared(tmp_path / "store").fine


def test_a_reader_beside_a_writer_sees_whole_documents_only(tmp_path):
    folder = tmp_path / "store"
    seen, wrong, ended = [], [], threading.Event()

    def read():
        while not ended.is_set():
            try:
                with Store.open(folder) as opened:
                    rows = opened.connection.execute("SELECT document, count(*) FROM event GROUP BY 1").fetchall()
                    seen.append(len(rows))
                    wrong.extend(row for row in rows if row[1] != 2)
            except DatelineError as fault:
                if "no store here" not in str(fault) and "never finished" not in str(fault):
                    wrong.append(str(fault))

    reader = threading.Thread(target=read)
    reader.start()
    trials.finished(folder)
    ended.set()
    reader.join()
    assert wrong == []
    assert seen == sorted(seen)
    assert len(set(seen)) > 2


def test_a_clock_that_jumps_changes_no_record(tmp_path, store):
    jumps = count()
    begin = datetime(2024, 8, 13, tzinfo=UTC)

    def now():
        return begin + timedelta(days=(-4000, 9000)[next(jumps) % 2])

    def seconds():
        return float((next(jumps) * 7919) % 1000 - 500)

    with Store.open(tmp_path / "other", write=True) as opened:
        made = build(
            documents(trials.NUMBER), opened, BuildOptions(load=load, made_by=made_by, clock=Clock(now, seconds))
        )
    assert made.counts.added == trials.NUMBER
    assert trials.compared(tmp_path / "other").fine
    one, two = (
        {file.name: file.read_bytes() for file in (folder / "generations" / "1").iterdir()}
        for folder in (store, tmp_path / "other")
    )
    assert one == two
