"""Categories of the user's own: kept, asked for by word, and carried into the tables."""

import pyarrow.parquet as pq

from dateline.model import Category
from dateline.store import Query, Store
from dateline.store.analytic import Analytic
from dateline.store.generation import publish
from tests.store.records import coded, document, event

VISA = Category(codebook="access", name="DENIAL", mode="visa", confidence=0.9)
FLIGHT = Category(codebook="moves", name="AID_FLIGHT")


def filled(folder):
    store = Store.open(folder, write=True)
    run = store.begin_run("2024-08-13", "{}")
    for number, categories in enumerate([(VISA,), (FLIGHT, VISA), ()]):
        one = document(f"d{number}")
        store.write(coded(one, event(one, categories=categories)), coder="c", run=run)
    return store


def test_a_category_is_found_by_its_name_its_codebook_and_its_mode(tmp_path):
    with filled(tmp_path / "s") as store:
        counts = {q: store.count(q) for q in ("category:DENIAL", "category:denial", "category:access.DENIAL/visa")}
        assert set(counts.values()) == {2}
        assert store.count("category:access") == 2
        assert store.count("category:AID_FLIGHT,DENIAL") == 2
        assert store.count("category:FLIGHT") == 0
        assert store.count("-category:AID_FLIGHT") == 2
        assert store.count('category:"moves.DENIAL"') == 0
        assert str(Query.parse("category:access.DENIAL/visa")) == "category:access.DENIAL/visa"
        assert next(store.query("category:AID_FLIGHT")).categories == (FLIGHT, VISA)


def test_the_tables_carry_categories_and_incidents_are_found_by_them(tmp_path):
    with filled(tmp_path / "s") as store:
        publish(store)
        found = pq.read_table(next((tmp_path / "s").rglob("events.parquet")), columns=["categories"]).to_pylist()
        told = sorted((row["categories"] for row in found), key=len)
        assert told == [[], ["access.DENIAL/visa"], ["moves.AID_FLIGHT", "access.DENIAL/visa"]]
    analytic = Analytic.open(tmp_path / "s")
    try:
        assert len(list(analytic.every(Query.parse("category:DENIAL")))) == 2
        assert len(list(analytic.every(Query.parse("category:moves.AID_FLIGHT")))) == 1
        assert len(list(analytic.every(Query.parse("-category:AID_FLIGHT")))) == 2
    finally:
        analytic.close()
