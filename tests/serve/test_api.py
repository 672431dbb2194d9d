import csv
import io
import re

import msgspec
import pyarrow as pa
import pytest
from hypothesis import given, settings

from dateline.store import Query, Store
from tests.serve.many import fill
from tests.serve.screens import Page, client
from tests.store.analytic.test_analytic import QUERIES


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return fill(tmp_path_factory.mktemp("api") / "store", 60)


@pytest.fixture(scope="module")
def api(folder):
    return client(folder)


def rows_of(api, path, query, kind):
    answer = api.get(f"{path}?{query.to_url()}&as={kind}")
    assert answer.status_code == 200
    if kind == "csv":
        return list(csv.DictReader(io.StringIO(answer.text, newline="")))
    if kind == "jsonl":
        return [msgspec.json.decode(line) for line in answer.content.splitlines()]
    return pa.ipc.open_stream(answer.content).read_all().to_pylist()


@settings(deadline=None, max_examples=12)
@given(query=QUERIES)
def test_screen_api_and_every_export_have_the_same_incidents(api, query):
    told = api.get(f"/api/v1/incidents?{query.to_url()}&limit=1000").json()
    (region,) = Page(api.get(f"/?{query.to_url()}").text).find(id="explore")
    assert int(region["data-count"]) == told["count"] == len(told["data"])
    for kind in ("csv", "jsonl", "arrow"):
        assert [row["id"] for row in rows_of(api, "/api/v1/incidents", query, kind)] == [r["id"] for r in told["data"]]


@settings(deadline=None, max_examples=12)
@given(query=QUERIES)
def test_events_of_store_api_and_every_export_are_the_same(api, folder, query):
    with Store.open(folder) as store:
        expected = [event.id for event in store.query(query)]
    told = api.get(f"/api/v1/events?{query.to_url()}&limit=1000").json()
    assert [row["id"] for row in told["data"]] == expected
    assert told["count"] == len(expected)
    for kind in ("csv", "jsonl", "arrow"):
        assert [row["id"] for row in rows_of(api, "/api/v1/events", query, kind)] == expected


@pytest.mark.parametrize("path", ["/api/v1/incidents", "/api/v1/events", "/api/v1/documents"])
def test_next_leads_through_everything_once(api, path):
    found, address, count = [], f"{path}?limit=7&type=ASSAULT", None
    while address:
        told = api.get(address).json()
        found += [row["id"] for row in told["data"]]
        assert told["truncated"] == (told["next"] is not None)
        address, count = told["next"], told["count"]
    assert len(found) == len(set(found)) == count > 7


def test_the_accept_header_chooses_the_format(api):
    for kind in ("text/csv", "application/x-ndjson", "application/vnd.apache.arrow.stream", "application/json"):
        answer = api.get("/api/v1/incidents", headers={"accept": f"{kind};q=0.9, */*"})
        assert answer.headers["content-type"].startswith(kind)
    assert api.get("/api/v1/incidents", headers={"accept": "*/*"}).headers["content-type"] == "application/json"


def test_a_cell_is_never_a_formula(tmp_path):
    from dateline.store.generation import publish
    from tests.store.records import coded, document, event, party

    text = "=HYPERLINK(1) shelled traders."
    of = document("d1", text, title="@SUM(A1)", publisher="+1")
    with Store.open(tmp_path / "s", write=True) as store:
        run = store.begin_run("now", "{}")
        store.write(coded(of, event(of, actors=(party(of, "=HYPERLINK(1)"),))), coder="c", run=run)
        publish(store)
    names = ("incidents", "events", "documents")
    answers = [client(tmp_path / "s").get(f"/api/v1/{name}?as=csv").text for name in names]
    for answer in answers:
        cells = [cell for row in csv.reader(io.StringIO(answer, newline="")) for cell in row]
        assert not [cell for cell in cells if re.match(r"[=+@]|-(?!\d)", cell)]
    assert "'=HYPERLINK(1)" in answers[0]


def test_nothing_found_says_why(api):
    told = api.get("/api/v1/incidents?text=unheard").json()
    assert (told["count"], told["data"], told["next"]) == (0, [], None)
    assert told["why"]


def test_mistakes_are_told_as_json(api):
    assert api.get("/api/v1/incidents?type=ASSAUT").json() == {
        "error": "there is no type 'ASSAUT'.", "hint": "Did you mean 'ASSAULT'?"}  # fmt: skip
    assert api.get("/api/v1/incidents?as=xls").status_code == 400
    assert api.get("/api/v1/incidents?cursor=nothing").status_code == 404
    assert api.get("/api/v1/events?cursor=nothing&as=csv").status_code == 404
    assert api.get("/api/v1/facets?facet=colour").status_code == 400
    assert api.get("/api/v1/histogram?span=2024").status_code == 400
    assert api.get("/api/v1/incidents/nothing").status_code == 404
    assert api.get("/api/v1/documents/nothing").json()["error"] == "there is no document 'nothing'."


def test_panels_tell_the_same_number(api):
    asked = "type=ASSAULT&country=SDN"
    count = api.get(f"/api/v1/counts?{asked}").json()["data"]["incidents"]
    map_ = api.get(f"/api/v1/map?{asked}").json()["data"]
    assert map_["points"] + map_["area"] + map_["none"] == count
    standings = api.get(f"/api/v1/facets?{asked}&facet=standing").json()["data"]["standing"]
    assert sum(value["incidents"] for value in standings) == count
    bars = api.get(f"/api/v1/histogram?{asked}&dates=report").json()["data"]
    apart = sum(bars[name] for name in ("before", "after", "wide", "undated"))
    assert sum(sum(bar["incidents"].values()) for bar in bars["bars"]) + apart == count
    assert api.get(f"/api/v1/dyads?{asked}&limit=1").json()["truncated"]


def test_one_incident_comes_with_its_reports(api):
    first = api.get("/api/v1/incidents?limit=1").json()["data"][0]
    told = api.get(f"/api/v1/incidents/{first['id']}").json()
    assert told["data"] == first
    assert told["reports"]
    assert api.get(f"/api/v1/documents/{told['reports'][0]['id']}").json()["data"]["text"]


def test_the_store_tells_what_it_is_made_of(api):
    assert len(api.get("/api/v1/codebook").json()["data"]["types"]) > 16
    versions = api.get("/api/v1/versions").json()
    assert versions["current"] == versions["generations"][0]["number"] == 1
    changes = api.get("/api/v1/changes?since=2024").json()
    assert (changes["data"], changes["next"]) == ([], None)
    assert api.get("/api/v1/changes?cursor=-1").status_code == 404


def test_openapi_describes_every_key_of_the_query(api):
    described = api.get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    names = {p["name"] for p in described["paths"]["/api/v1/incidents"]["get"]["parameters"]}
    assert names >= {key for key in Query.__struct_fields__ if key != "exclude"} | {"-type", "as"}
