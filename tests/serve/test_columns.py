"""The column chooser: the address is the state, and screen, API and exports agree on rows and columns."""

import csv
import io

import msgspec
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import UsageError
from dateline.serve.asked import USUAL, Asked, chosen
from dateline.serve.words import COLUMNS as NAMED
from dateline.store.analytic.rows import COLUMNS
from tests.serve.many import fill
from tests.serve.screens import Page, client
from tests.store.analytic.test_analytic import QUERIES


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    return client(fill(tmp_path_factory.mktemp("columns") / "store", 60))


def table(browser, query):
    page = Page(browser.get(f"/?view=table&{query}").text)
    (found,) = page.find("table", cls="incidents")
    (region,) = page.find(id="explore")
    rows = [row for row in page.find("tr") if row.get("data-row")]
    return found["data-columns"].split(","), len(rows), int(region["data-count"])


def test_the_address_holds_the_columns_and_a_form_may_repeat_the_key():
    asked = Asked.of("view=table&columns=id&columns=sentence,type")
    assert asked.listed == ("id", "sentence", "type")
    assert Asked.of(asked.url.partition("?")[2]) == asked
    assert "columns=id,sentence,type" in asked.url
    assert Asked.of("").listed == USUAL
    assert set(USUAL) <= set(NAMED) <= set(COLUMNS)
    with pytest.raises(UsageError, match="there is no column"):
        Asked.of("columns=colour")


@settings(deadline=None, max_examples=10)
@given(query=QUERIES, columns=st.lists(st.sampled_from(sorted(NAMED)), min_size=1, max_size=5, unique=True))
def test_rows_and_columns_are_the_same_everywhere(browser, query, columns):
    asked = f"{query.to_url()}&columns={','.join(columns)}"
    shown, rows, count = table(browser, f"{asked}&limit=1000")
    api = f"/api/v1/incidents?{asked}"
    told = browser.get(f"{api}&limit=1000").json()
    assert shown == columns
    assert rows == count == told["count"] == len(told["data"])
    assert all(list(row) == list(dict.fromkeys(["id", *columns])) for row in told["data"])
    lines = list(csv.reader(io.StringIO(browser.get(f"{api}&as=csv").text, newline="")))
    assert lines[0] == columns
    assert len(lines) == count + 1
    jsonl = [msgspec.json.decode(line) for line in browser.get(f"{api}&as=jsonl").content.splitlines()]
    assert [list(row) for row in jsonl] == [columns] * count
    arrow = pa.ipc.open_stream(browser.get(f"{api}&as=arrow").content).read_all()
    assert arrow.num_rows == count
    if count:
        assert arrow.schema.names == columns


def test_the_form_keeps_the_question_and_works_without_scripts(browser):
    page = Page(browser.get("/?view=table&type=ASSAULT&columns=type").text)
    boxes = page.find("input", type="checkbox", name="columns")
    assert [box["value"] for box in boxes if "checked" in box] == ["type"]
    hidden = {(i["name"], i["value"]) for i in page.find("input", type="hidden")}
    assert {("view", "table"), ("type", "ASSAULT")} <= hidden
    copies = [i["value"] for i in page.find("input") if "readonly" in i]
    assert "columns=type" in copies[3]
    assert browser.get("/?columns=colour").status_code == 400
    assert browser.get("/api/v1/incidents?columns=colour").status_code == 400


def test_every_row_can_be_opened_whatever_is_shown(browser):
    page = Page(browser.get("/?view=table&columns=type").text)
    rows = [row for row in page.find("tr") if row.get("data-row")]
    links = [a for a in page.find("a") if a.get("href", "").startswith("/incident/")]
    assert len(rows) == len(links) > 0


def test_names_are_taken_once():
    assert chosen(" id, type ,id") == ("id", "type")
    assert chosen("") == ()
