import subprocess
import sys

import pytest

import dateline
from dateline.errors import MissingExtraError, UsageError
from dateline.store import Query
from tests.serve.many import fill


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with dateline.open(fill(tmp_path_factory.mktemp("results") / "store")) as store:
        yield store


@pytest.mark.parametrize("level", ["events", "incidents"])
@pytest.mark.parametrize("query", ["", "type:ASSAULT limit:5", "country:SDN -status:future", "actor:nobody"])
def test_every_library_holds_the_same_rows(store, level, query):
    found = getattr(store, level)(query)
    ids = [row["id"] for row in found]
    arrow = found.to_arrow()
    assert len(found) == arrow.num_rows == len(ids)
    assert arrow["id"].to_pylist() == ids
    assert found.to_duckdb().fetchall() == [tuple(row.values()) for row in found]
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    assert isinstance(found.to_pandas(), pandas.DataFrame)
    assert list(found.to_pandas().id) == ids
    assert isinstance(found.to_polars(), polars.DataFrame)
    assert found.to_polars()["id"].to_list() == ids


def test_pandas_and_polars_read_the_memory_of_the_table(store):
    found = store.incidents()
    held = found.to_arrow()["reports"].chunk(0).buffers()[1].address
    pytest.importorskip("pandas")
    pytest.importorskip("polars")
    assert found.to_pandas()["reports"].array.__arrow_array__().chunk(0).buffers()[1].address == held
    assert found.to_polars()["reports"].to_arrow().buffers()[1].address == held


def test_keys_say_what_a_written_query_says(store):
    by_keys = store.incidents("shelled", country="SDN", type=["ASSAULT", "SUPPORT"], since="2024-03")
    assert by_keys.query == Query.parse("shelled country:SDN type:ASSAULT,SUPPORT since:2024-03")
    assert list(by_keys) == list(store.incidents(str(by_keys.query)))
    with pytest.raises(UsageError, match="Did you mean 'country'"):
        store.incidents(contry="SDN")
    with pytest.raises(UsageError, match="no type 'WAR'"):
        store.events(type="WAR")


def test_a_cursor_goes_on_where_it_was(store):
    first = store.incidents("limit:3")
    last = [row["id"] for row in first][-1]
    rest = store.incidents(cursor=last)
    assert len(first) + len(rest) == len(store.incidents())


def test_a_notebook_is_shown_evidence_and_no_markup_of_strangers(store):
    for level in ("events", "incidents"):
        html = getattr(store, level)("publisher:script")._repr_html_()
        assert "a medic said." in html
        assert "<script" not in html
        assert html.count("<tr>") == 11
    assert "0 events for actor:nobody" in store.events("actor:nobody")._repr_html_()


def test_a_library_that_is_not_there_is_named(store, monkeypatch):
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(MissingExtraError, match="pip install polars"):
        store.events().to_polars()


def test_opening_a_store_loads_no_table_library():
    look = "import sys, dateline.store; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert not {"pandas", "polars", "duckdb"} & set(done.stdout.split())
