"""The fused tables of a generation."""

import pyarrow.parquet as pq

from dateline.run.fusing import fuse_store
from dateline.run.publish import publish
from dateline.store import Store
from dateline.store import incidents as kept
from tests.run.test_fusing import other, story


def test_an_incident_is_one_row_and_its_reports_are_told(tmp_path):
    with Store.open(tmp_path, write=True) as store:
        for one in (story("d1"), story("d2"), other("d3")):
            store.write(one, coder="c", run=1)
        fuse_store(store)
        number = publish(store).number
        assert publish(store).number == number
        home = kept.incident_of(store, story("d1").events[0].id)
    read = {name: pq.read_table(tmp_path / "generations" / "1" / f"{name}.parquet").to_pylist() for name in TABLES}
    row = next(row for row in read["incidents"] if row["id"] == home)
    assert (row["type"], row["reports"], row["independent"], row["events"]) == ("ASSAULT", 2, 1, 2)
    assert row["actors"] == ["Free Militia"]
    assert row["sentence"].startswith("Militia fighters shelled")
    assert [(r["document"], r["dependence"]) for r in read["reports"] if r["incident"] == home] == [
        ("d1", "original"),
        ("d2", "reprint"),
    ]
    assert sorted(e["strand"] for e in read["events"] if e["incident"] == home) == ["s-d1", "s-d2"]


TABLES = ("incidents", "reports", "events")
