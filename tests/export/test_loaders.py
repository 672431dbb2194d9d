"""Exports as other people's libraries read them."""

import csv
import json

import pytest

from dateline.export.formats.own import COLUMNS
from dateline.export.registry import layout
from dateline.knowledge.formats import ftm
from dateline.store import Store

NUMBER = 30


def test_csv_is_read_by_pandas(written):
    pandas = pytest.importorskip("pandas")
    path, made = written("csv")
    frame = pandas.read_csv(path)
    assert list(frame.columns) == [column.name for column in COLUMNS]
    assert len(frame) == made.kept == NUMBER
    assert frame.killed_best.sum() == 7 * sum(n % 3 != 1 for n in range(NUMBER))
    assert frame.publishers.str.startswith("'+").any()


def test_parquet_is_read_by_pyarrow_pandas_and_polars(written):
    import pyarrow.parquet as pq

    path, made = written("parquet", "incidents")
    table = pq.read_table(path)
    assert table.num_rows == made.kept
    assert table["actors"].to_pylist()[0]
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    assert len(pandas.read_parquet(path)) == made.kept
    assert polars.read_parquet(path)["id"].to_list() == table["id"].to_pylist()


def test_json_lines_hold_what_parquet_holds(written):
    import pyarrow.parquet as pq

    rows = [json.loads(line) for line in written("jsonl")[0].read_text().splitlines()]
    assert rows == pq.read_table(written("parquet")[0]).to_pylist()


def test_geojson_is_read_by_geojson(written):
    geojson = pytest.importorskip("geojson")
    path, made = written("geojson", "events")
    found = geojson.loads(path.read_text())
    assert found.is_valid
    assert len(found.features) == made.kept == NUMBER
    points = [feature.geometry.coordinates for feature in found.features if feature.geometry]
    assert set(map(tuple, points)) == {(36.4, 15.45), (25.0, 13.5)}  # longitude first
    assert made.altered == {"no point is known: a feature without geometry": NUMBER - len(points)}


@pytest.mark.parametrize(("name", "reader"), [("graphml", "read_graphml"), ("gexf", "read_gexf")])
def test_networks_are_read_by_networkx(written, name, reader):
    networkx = pytest.importorskip("networkx")
    path, made = written(name)
    graph = getattr(networkx, reader)(path)
    assert graph.is_directed()
    assert graph.number_of_edges() == made.files[0].rows == 6
    assert sum(weight for _, _, weight in graph.edges.data("weight")) == made.kept
    edge = graph.edges["n:red band", "n:traders"]
    assert edge["material_conflict"] == edge["weight"]
    assert graph.nodes["n:red band"]["sector"] == "REB"
    assert edge["first"] <= edge["last"]


def test_hxl_has_a_tag_for_every_column(written):
    with written("hxl")[0].open(newline="") as file:
        header, tags, *rows = csv.reader(file)
    assert len(header) == len(tags) == len(rows[0])
    assert all(tag.startswith("#") for tag in tags)
    assert len(set(tags)) == len(tags)
    assert len(rows) == NUMBER


def test_followthemoney_entities_are_whole(written):
    path, made = written("ftm")
    things = [json.loads(line) for line in path.read_text().splitlines()]
    ids = [thing["id"] for thing in things]
    assert len(set(ids)) == len(ids)
    events = [thing["properties"] for thing in things if thing["schema"] == "Event"]
    assert len(events) == made.kept
    for event in events:
        assert event["name"]
        assert {*event.get("organizer", ()), *event.get("involved", ())} <= set(ids)
    assert {actor.name for actor in ftm.actors(path)} == {"Army of Sudan", "Red Band", "Gunmen", "traders", "Blue Band"}


def test_plover_has_the_fields_that_the_manual_demands(written, folder):
    path, made = written("plover")
    records = [json.loads(line) for line in path.read_text().splitlines()]
    assert len(records) == made.kept
    for record in records:
        assert all(record[name] for name in ("id", "date", "actor", "event"))
    with Store.open(folder) as store:
        statuses = {event.id: event.status for event in store.query("")}
    told = {"negated": "negation", "future": "future"}
    assert all((statuses[r["id"]] not in told) or told[statuses[r["id"]]] in r["mode"] for r in records)


SEPARATORS = {"acled": ",", "ucdp": ",", "polecat": "\t", "icews": "\t", "gdelt": "\t"}


@pytest.mark.parametrize("level", ["events", "incidents"])
@pytest.mark.parametrize("name", SEPARATORS)
def test_layouts_of_other_data_sets_are_read_by_pandas(written, name, level):
    pandas = pytest.importorskip("pandas")
    path, made = written(name, level)
    header = None if name == "gdelt" else "infer"
    frame = pandas.read_csv(path, sep=SEPARATORS[name], header=header, dtype=str)
    assert frame.shape == (made.files[0].rows, len(layout(name).parts[0].columns))
    assert made.files[0].rows == made.kept > 0
    if header:
        assert list(frame.columns) == [column.name for column in layout(name).parts[0].columns]


def test_duckdb_reads_categories_and_counts_from_csv_json_lines_and_parquet_alike(written):
    import duckdb

    told = {}
    for name, read in (("csv", "read_csv"), ("jsonl", "read_json"), ("parquet", "read_parquet")):
        path, made = written(name, "incidents", "category:desk.RAID")
        rows = duckdb.sql(f"SELECT id, killed_best, categories FROM {read}('{path}') ORDER BY id").fetchall()
        assert len(rows) == made.kept > 0
        told[name] = [(id_, killed, own.split("; ") if isinstance(own, str) else own) for id_, killed, own in rows]
    assert told["csv"] == told["jsonl"] == told["parquet"]
    assert {own for _, _, all_ in told["csv"] for own in all_} == {"desk.RAID", "desk.RAID/near"}


def test_features_and_entities_bear_the_categories_of_their_incidents(written):
    path, _ = written("geojson", "incidents", "category:desk.RAID/near")
    features = json.loads(path.read_text())["features"]
    assert features
    assert all("desk.RAID/near" in feature["properties"]["categories"] for feature in features)
    path, made = written("ftm", "incidents", "category:desk.RAID/near")
    things = map(json.loads, path.read_text().splitlines())
    keywords = [thing["properties"]["keywords"] for thing in things if thing["schema"] == "Event"]
    assert len(keywords) == made.kept
    assert all("desk.RAID/near" in words for words in keywords)
