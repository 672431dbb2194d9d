import io
import json
import sqlite3
import tarfile
import threading

import pytest

from dateline.errors import NotFoundError, StoreError
from dateline.store import Store
from dateline.store.backup import MANIFEST, backup, restore
from dateline.store.check import faults
from dateline.store.generation import publish
from dateline.store.watched import Feed, Watched
from tests.store.records import coded, document, event


@pytest.fixture
def store(tmp_path):
    folder = tmp_path / "store"
    with Store.open(folder, write=True) as opened:
        fill(opened, 0, 20)
        publish(opened)
    (folder / "imported").mkdir()
    (folder / "imported" / "theirs.csv").write_text("a,b\n")
    return folder


def fill(store, first, last):
    for number in range(first, last):
        of = document(f"d{number:03}", text=f"Government troops shelled town {number}.")
        store.write(coded(of, event(of)), coder="c", run=1)


def held(folder):
    with Store.open(folder) as store:
        assert list(faults(store)) == []
        return store.state(), store.view(), [event.id for event in store.query("")]


def test_what_is_restored_is_what_was_backed_up(tmp_path, store):
    watched = Watched.open(store)
    watched.met(Feed(url="https://coast.example/rss", etag='"7"'), [("coast.example/a", "https://coast.example/a")])
    before = held(store)
    made = backup(store, tmp_path / "b.tar")  # the watch is still open
    watched.close()
    assert {kept.name for kept in made.files} >= {
        "store.sqlite",
        "watch.sqlite",
        "imported/theirs.csv",
        "generations/current",
    }
    restore(tmp_path / "b.tar", tmp_path / "new")
    assert held(tmp_path / "new") == before
    for path in (store / "generations" / "1").iterdir():
        assert (tmp_path / "new" / "generations" / "1" / path.name).read_bytes() == path.read_bytes()
    again = Watched.open(tmp_path / "new")
    assert (again.count(), again.feed("https://coast.example/rss").etag) == (1, '"7"')
    again.close()
    with Store.open(tmp_path / "new", write=True) as opened:
        fill(opened, 20, 21)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.tar", "new", "store"]


def test_databases_of_one_name_are_kept_apart(tmp_path, store):
    for folder in ("aa", "bb"):
        (store / folder).mkdir()
        connection = sqlite3.connect(store / folder / "own.sqlite")
        connection.execute(f"CREATE TABLE {folder} (x)")
        connection.close()
    backup(store, tmp_path / "b.tar")
    restore(tmp_path / "b.tar", tmp_path / "new")
    for folder in ("aa", "bb"):
        connection = sqlite3.connect(tmp_path / "new" / folder / "own.sqlite")
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [(folder,)]
        connection.close()


def test_the_same_store_gives_the_same_bytes(tmp_path, store):
    backup(store, tmp_path / "a.tar")
    backup(store, tmp_path / "b.tar")
    assert (tmp_path / "a.tar").read_bytes() == (tmp_path / "b.tar").read_bytes()


def test_a_backup_beside_a_writer_is_of_one_moment(tmp_path, store):
    begun, stop = threading.Event(), threading.Event()

    def write():
        with Store.open(store, write=True) as opened:
            number = 100
            while not stop.is_set():
                fill(opened, number, number + 1)
                number += 1
                begun.set()

    writer = threading.Thread(target=write)
    writer.start()
    begun.wait(10)
    try:
        backup(store, tmp_path / "b.tar")
    finally:
        stop.set()
        writer.join()
    restore(tmp_path / "b.tar", tmp_path / "new")
    _, _, events = held(tmp_path / "new")
    with Store.open(tmp_path / "new") as opened:
        assert len(events) == len(list(opened.documents())) > 20


def test_nothing_is_overwritten(tmp_path, store):
    (tmp_path / "b.tar").write_bytes(b"mine")
    with pytest.raises(StoreError, match="such a file already"):
        backup(store, tmp_path / "b.tar")
    assert (tmp_path / "b.tar").read_bytes() == b"mine"
    backup(store, tmp_path / "c.tar")
    with pytest.raises(StoreError, match="not empty"):
        restore(tmp_path / "c.tar", store)
    with pytest.raises(NotFoundError, match="no such file"):
        restore(tmp_path / "d.tar", tmp_path / "new")
    with pytest.raises(NotFoundError, match="no store here"):
        backup(tmp_path / "nowhere", tmp_path / "e.tar")


@pytest.mark.parametrize("place", [0.1, 0.3, 0.6, 0.95])
def test_a_damaged_backup_is_told_and_restores_nothing(tmp_path, store, place):
    backup(store, tmp_path / "b.tar")
    raw = bytearray((tmp_path / "b.tar").read_bytes())
    at = int(len(raw) * place)
    raw[at : at + 600] = b"\xaa" * 600
    (tmp_path / "b.tar").write_bytes(raw)
    with pytest.raises(StoreError):
        restore(tmp_path / "b.tar", tmp_path / "new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.tar", "store"]


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.99])
def test_a_truncated_backup_is_told(tmp_path, store, share):
    backup(store, tmp_path / "b.tar")
    raw = (tmp_path / "b.tar").read_bytes().rstrip(b"\0")
    (tmp_path / "b.tar").write_bytes(raw[: int(len(raw) * share)])
    with pytest.raises(StoreError):
        restore(tmp_path / "b.tar", tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_damaged_store_is_not_backed_up(tmp_path, store):
    raw = bytearray((store / "store.sqlite").read_bytes())
    raw[8192:12000] = b"\xff" * 3808
    (store / "store.sqlite").write_bytes(raw)
    with pytest.raises(StoreError, match="damaged"):
        backup(store, tmp_path / "b.tar")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["store"]


def forged(path, name, entry=None):
    """A backup that names a file of the forger's choice."""
    told = {"version": 1, "dateline": "0", "files": [{"name": name, "size": 1, "sha256": "0"}]}
    with tarfile.open(path, "w") as archive:
        data = json.dumps(told).encode()
        first = tarfile.TarInfo(MANIFEST)
        first.size = len(data)
        archive.addfile(first, io.BytesIO(data))
        second = entry or tarfile.TarInfo(name)
        second.size = 1 if second.type == tarfile.REGTYPE else 0
        archive.addfile(second, io.BytesIO(b"x"))


@pytest.mark.parametrize("name", ["../evil", "/tmp/evil", "a/../../evil", "a\\..\\evil", "C:evil", "", "."])
def test_no_path_leads_out_of_the_folder(tmp_path, name):
    forged(tmp_path / "b.tar", name)
    with pytest.raises(StoreError, match="outside the store"):
        restore(tmp_path / "b.tar", tmp_path / "in" / "new")
    assert [path.name for path in tmp_path.iterdir()] == ["b.tar"]


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.GNUTYPE_SPARSE, tarfile.DIRTYPE]
)
def test_only_plain_files_are_taken(tmp_path, kind):
    link = tarfile.TarInfo("store.sqlite")
    link.type, link.linkname = kind, "/etc/passwd"
    forged(tmp_path / "b.tar", "store.sqlite", link)
    with pytest.raises(StoreError):
        restore(tmp_path / "b.tar", tmp_path / "new")
    assert not (tmp_path / "new").exists()
