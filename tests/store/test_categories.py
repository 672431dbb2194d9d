"""Categories of the user's own: kept, asked for by word, and carried into the tables."""

import json

import pyarrow.parquet as pq

from dateline.model import Category
from dateline.store import Query, Store
from dateline.store.analytic import Analytic
from dateline.store.generation import current, publish
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


def defining(**definitions):
    return json.dumps({"definitions": {f"access.{name}": told for name, told in definitions.items()}})


def test_a_facet_counts_a_category_with_all_its_modes_and_its_values_are_found_so(tmp_path):
    road = Category(codebook="access", name="DENIAL", mode="road")
    with filled(tmp_path / "s") as store:
        one = document("d9")
        store.write(coded(one, event(one, categories=(VISA, road))), coder="c", run=1)
        publish(store)
    analytic = Analytic.open(tmp_path / "s")
    try:
        values = analytic.facet(Query(), "category")
        assert [(v.value, v.incidents) for v in values] == [("access.DENIAL", 3), ("moves.AID_FLIGHT", 1)]
        for value in values:
            assert analytic.counts(Query(category=(value.value,))).incidents == value.incidents
        chosen = analytic.facet(Query.parse("category:access.DENIAL -category:moves.AID_FLIGHT"), "category")
        assert [(v.name, v.state) for v in chosen] == [("access.DENIAL", "in"), ("moves.AID_FLIGHT", "out")]
        tallies = {tally.key: tally.incidents for tally in analytic.tally(Query(), "category")}
        assert tallies == {("access.DENIAL",): 3, ("moves.AID_FLIGHT",): 1}
        (row,) = [row for row in analytic.page(Query()) if row.document == "d9"]
        assert row.categories == ("access.DENIAL/road", "access.DENIAL/visa")
    finally:
        analytic.close()


def test_definitions_are_of_the_last_build_and_stay_with_later_generations(tmp_path):
    with filled(tmp_path / "s") as store:
        assert publish(store).definitions == {}
        for definitions in (defining(DENIAL="Held back.", PASSAGE="Through."), defining(DENIAL="Refused."), "{}", "no"):
            run = store.begin_run("2024-08-14", definitions)
            one = document(f"run-{run}")
            store.write(coded(one, event(one)), coder="c", run=run)
            made = publish(store)
        assert made.definitions == {"access.DENIAL": "Refused.", "access.PASSAGE": "Through."}
        assert current(tmp_path / "s") == made


def test_a_generation_of_before_there_were_categories_is_read_as_without(tmp_path):
    with filled(tmp_path / "s") as store:
        publish(store)
    file = next((tmp_path / "s").rglob("events.parquet"))
    pq.write_table(pq.read_table(file).drop_columns("categories"), file)
    analytic = Analytic.open(tmp_path / "s")
    try:
        assert analytic.facet(Query(), "category") == ()
        assert {row.categories for row in analytic.page(Query())} == {()}
    finally:
        analytic.close()
