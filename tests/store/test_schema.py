"""The store's file, and files of earlier versions."""

import sqlite3

import pytest

from dateline.errors import StoreError
from dateline.store import Store, schema
from tests.store.records import coded, document, event

SINCE_4 = ("second_reading",)
SINCE_3 = ("saved", *SINCE_4)
SINCE = {
    1: ("membership", "redirect", "judgement", "change", "reprint", "review", "fused", *SINCE_3),
    2: SINCE_3,
    3: SINCE_4,
}


def earlier(folder, version=1):
    """A store as an earlier version of the schema had it, with one record."""
    of = document()
    with Store.open(folder, write=True) as store:
        store.begin_run("2024-08-13T00:00:00+00:00", "{}")
        store.write(coded(of, event(of)), coder="c", run=1)
        for table in SINCE[version]:
            store.connection.execute(f"DROP TABLE {table}")
        store.connection.execute(f"PRAGMA user_version = {version}")
    return event(of)


def tables(connection):
    return {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'index')")}


@pytest.mark.parametrize("version", SINCE)
def test_an_old_store_is_migrated_by_writing_and_keeps_its_records(tmp_path, version):
    record = earlier(tmp_path / "old", version)
    with Store.open(tmp_path / "old", write=True) as old, Store.open(tmp_path / "new", write=True) as new:
        assert tables(old.connection) == tables(new.connection)
        assert list(old.query("")) == [record]
    with Store.open(tmp_path / "old") as again:
        assert again.count() == 1


def test_reading_an_old_store_says_what_to_do(tmp_path):
    earlier(tmp_path)
    with pytest.raises(StoreError, match=r"schema version 1.*doctor --migrate"):
        Store.open(tmp_path)


def test_a_migration_that_fails_leaves_the_old_store(tmp_path):
    earlier(tmp_path)
    path = tmp_path / schema.FILE
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE change (other TEXT)")
    with pytest.raises(StoreError):
        Store.open(tmp_path, write=True)
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert "membership" not in tables(connection)
