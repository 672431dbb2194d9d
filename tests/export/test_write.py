import hashlib
import json

import pytest

from dateline.errors import NotFoundError, StoreError, UsageError
from dateline.export.registry import LAYOUTS
from dateline.export.write import REJECTED, export
from dateline.store import Query, Store
from dateline.store.analytic import Analytic
from dateline.store.reviews import Author, append, decision, log
from tests.export.made import fill, hold, story

ODD = ("denied, or said not to have happened", "only planned, expected or conditional")
WHOLE = ("csv", "parquet", "jsonl", "hxl", "geojson")
QUERIES = ("", "actor:SDN", "country:SDN limit:4", "since:2024-03-05 -mode:drone", "standing:happened", "type:AID")


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("layout", ["csv", "gdelt", "acled"])
def test_counts_equal_those_of_the_query(written, folder, layout, query):
    asked = Query.parse(query)
    with Store.open(folder) as store:
        events = min(store.count(asked), asked.limit or 99)
    analytic = Analytic.open(folder)
    incidents = min(analytic.counts(asked.limited(None)).incidents, asked.limit or 99)
    analytic.close()
    for level, number in (("events", events), ("incidents", incidents)):
        _, made = written(layout, level, query)
        assert (made.asked, made.kept + sum(made.left_out.values())) == (number, number)
        if layout == "csv":
            assert (made.kept, made.files[0].rows) == (number, number)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_manifest_tells_the_files_and_the_same_again(written, layout):
    path, made = written(layout, "incidents")
    for file in made.files:
        data = path.with_name(file.name).read_bytes()
        assert (file.bytes, file.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    manifest = path.with_name(f"{path.name}.manifest.json")
    first = manifest.read_bytes()
    told = json.loads(first)
    assert (told["format"], told["level"], told["generation"], told["query"]) == (layout, "incidents", 1, "")
    assert made.asked == made.kept + sum(made.left_out.values())
    assert layout not in WHOLE or made.files[0].rows == made.asked
    assert told["losses"]
    assert told["files"][0]["columns"]
    assert written(layout, "incidents")[1] == made
    assert manifest.read_bytes() == first
    assert not [*path.parent.glob(".*")]


def test_gdelt_writes_mentions_beside_events(written):
    path, made = written("gdelt", "incidents")
    assert [file.name for file in made.files] == ["incidents.gdelt", "incidents.mentions.gdelt"]
    mentions = path.with_name("incidents.mentions.gdelt").read_text().splitlines()
    ids = {line.split("\t")[0] for line in path.read_text().splitlines()}
    assert {line.split("\t")[0] for line in mentions} == ids
    assert len(mentions) > len(ids)


def test_what_is_only_recalled_has_the_reports_that_recall_it(tmp_path):
    folder = hold(tmp_path / "store", [story(7, "historical")])
    with Store.open(folder) as store:
        made = export(store, "", to=tmp_path / "f.gdelt", layout="gdelt")
        export(store, "", to=tmp_path / "f.jsonl", layout="jsonl")
    assert made.altered == {"only recalled as background: the reports are those that recall it": 1}
    assert (tmp_path / "f.gdelt").read_text().split("\t")[60] == "https://example.org/7\n"
    row = json.loads((tmp_path / "f.jsonl").read_text())
    assert (row["reports"], row["documents"]) == (0, ["r7"])


def test_plans_and_denials_are_kept_only_where_asked_for(written):
    _, without = written("polecat")
    path, complete = written("polecat", everything=True)
    undated = {"no day is known": complete.asked - complete.kept}
    assert {**without.left_out, **undated}.keys() == {"no day is known", *ODD}
    assert complete.left_out == undated
    rows = [line.split("\t") for line in path.read_text().splitlines()]
    assert rows[0][-1] == "dateline_standing"
    assert {row[-1] for row in rows[1:]} == {"happened", "claimed", "denied", "planned"}
    assert {len(row) for row in rows} == {41}


def test_a_rejected_record_is_left_out_and_counted(tmp_path):
    folder = fill(tmp_path / "store", 3)
    with Store.open(folder) as store:
        event = next(store.query(""))
    with log(folder) as connection:
        append(connection, [decision(event, "reject", Author("Ann", "2024-05-01T00:00:00+00:00"))])
    with Store.open(folder) as store:
        made = export(store, "", to=tmp_path / "f.csv", layout="csv", level="events")
    assert (made.asked, made.kept, made.left_out) == (3, 2, {REJECTED: 1})


def test_nothing_is_overwritten_unless_forced(folder, tmp_path):
    with Store.open(folder) as store:
        export(store, "", to=tmp_path / "f.csv", layout="csv")
        before = (tmp_path / "f.csv").read_bytes()
        with pytest.raises(UsageError, match=r"there already.*--force"):
            export(store, "type:AID", to=tmp_path / "f.csv", layout="csv")
        (tmp_path / "f.csv").unlink()
        with pytest.raises(UsageError, match=r"manifest\.json.*there already"):
            export(store, "", to=tmp_path / "f.csv", layout="csv")
        export(store, "", to=tmp_path / "f.csv", layout="csv", force=True)
    assert (tmp_path / "f.csv").read_bytes() == before


def test_what_cannot_be_written_is_told(folder, tmp_path):
    with Store.open(folder) as store:
        with pytest.raises(UsageError, match="no such folder"):
            export(store, "", to=tmp_path / "no" / "f.csv", layout="csv")
        with pytest.raises(UsageError, match="Did you mean 'acled'"):
            export(store, "", to=tmp_path / "f", layout="acledd")
        (tmp_path / "d").mkdir()
        with pytest.raises(StoreError, match="cannot be written"):
            export(store, "", to=tmp_path / "d", layout="csv", force=True)
        store.connection.execute("SELECT 1")  # no transaction is left open
        assert not store.connection.in_transaction


def test_incidents_need_a_generation(tmp_path):
    Store.open(tmp_path / "new", write=True).close()
    with Store.open(tmp_path / "new") as store, pytest.raises(NotFoundError, match="no generation"):
        export(store, "", to=tmp_path / "f.csv", layout="csv")
