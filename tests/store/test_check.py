from dateline.store import Store
from dateline.store.check import faults
from tests.store.records import coded, document, event


def damaged(tmp_path, sql):
    with Store.open(tmp_path, write=True) as store:
        of = document()
        store.write(coded(of, event(of)), coder="c", run=1)
        assert list(faults(store)) == []
        store.connection.execute(sql)
        return list(faults(store))


def test_a_changed_text_is_found(tmp_path):
    told = damaged(tmp_path, "UPDATE document SET text = 'Troops shelled the town.'")
    assert any("is not what was stored" in line for line in told)
    assert any("says 'shelled' at 18" in line for line in told)


def test_a_missing_index_row_is_found(tmp_path):
    told = damaged(tmp_path, "INSERT INTO full_text (full_text) VALUES ('delete-all')")
    assert told == ["the full-text index covers 0 documents of 1: build into a new store."]


def test_a_damaged_page_is_found(tmp_path):
    with Store.open(tmp_path, write=True) as store:
        for n in range(200):
            of = document(f"d{n}")
            store.write(coded(of, event(of)), coder="c", run=1)
    path = tmp_path / "store.sqlite"
    raw = bytearray(path.read_bytes())
    raw[8192:8400] = b"\xff" * 208
    path.write_bytes(raw)
    with Store.open(tmp_path) as store:
        assert any("the file is damaged" in line for line in faults(store))


def test_what_a_build_writes_meanwhile_is_no_fault(tmp_path, monkeypatch):
    with Store.open(tmp_path, write=True) as writer, Store.open(tmp_path) as reader:
        first, second = document("d1"), document("d2")
        writer.write(coded(first, event(first)), coder="c", run=1)
        read = reader.documents

        def later():
            writer.write(coded(second, event(second)), coder="c", run=1)
            return read()

        monkeypatch.setattr(reader, "documents", later)
        assert list(faults(reader)) == []
        monkeypatch.undo()
        assert {d.id for d in reader.documents()} == {"d1", "d2"}
