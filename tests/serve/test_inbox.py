"""Saved views and their inbox: what a page tells is what the two generations say."""

import json
from itertools import pairwise

import pytest
from click.testing import CliRunner

from dateline.cli.main import cli
from dateline.errors import NotFoundError, UsageError
from dateline.model import Judgement
from dateline.run.fusing import fuse_store
from dateline.run.judging import Judge, merge
from dateline.run.publish import publish
from dateline.run.whats_new import news
from dateline.store import Query, Store
from dateline.store.analytic import Analytic
from dateline.store.incidents import judge
from dateline.store.reviews import Author, log
from dateline.store.saved_views import mark_read, remove, save, view, views
from tests.serve.screens import KEY, Page, client
from tests.serve.stories import scripts, three
from tests.store.records import coded

KINDS = ("denied", "changed", "new", "reported", "left")
ANA = Author("Ana", "2026-03-20T00:00:00+00:00")


def build(folder, *stories):
    """Store stories, fuse, and publish a generation; that the three reports tell of one act is a person's word."""
    with Store.open(folder, write=True) as store:
        run = store.begin_run("2026-03-20T00:00:00+00:00", "{}")
        for of, events in stories:
            store.write(coded(of, *events), coder="coder-1", run=run)
        ids = sorted(event.id for event in store.query("document:wire-1,paper-1,radio-1"))
        judge(store, [Judgement(left=a, right=b, verdict="same", by="Ana", at=ANA.at) for a, b in pairwise(ids)])
        fuse_store(store)
        return publish(store).number


@pytest.fixture
def folder(tmp_path):
    """One report and others of no concern; then its copy, and one with a higher toll and a denial."""
    early, copy, late = three()
    build(tmp_path / "store", early, scripts())
    build(tmp_path / "store", copy, late)
    return tmp_path / "store"


def told(folder, query="", since=1):
    with Store.open(folder) as store:
        return news(store, Analytic.open(folder, since), Analytic.open(folder), Query.parse(query))


def sent(browser, path, **fields):
    return browser.post(f"/views/{path}?key={KEY}", data=fields, follow_redirects=False)


def test_a_toll_that_rose_and_a_denial_are_told_with_their_values(folder):
    found = told(folder)
    assert {kind: n for kind, n in found.counts.items() if n} == {"denied": 1}
    (item,) = found.items
    moved = {one.fact: (one.old, one.new) for one in item.altered}
    assert moved["standing"] == ("claimed", "disputed")
    assert moved["killed_best"] == (12, 27)
    assert moved["reports"] == (1, 3)


def test_what_did_not_answer_before_is_changed_and_what_answers_no_more_has_left(folder):
    assert told(folder, "standing:disputed").counts["denied"] == 1
    left = told(folder, "standing:claimed")
    (item,) = left.items
    assert (item.kind, item.why, item.row.killed_best) == ("left", "reads otherwise now", 12)


def test_new_and_further_reports_are_apart(tmp_path):
    early, copy, _ = three()
    build(tmp_path, early)
    build(tmp_path, copy)
    assert told(tmp_path).of("reported")[0].row.reports == 2
    assert told(tmp_path).total == 1
    build(tmp_path, scripts())
    found = told(tmp_path, since=2)
    assert found.counts["new"] == found.total > 0
    assert all(item.altered == () for item in found.items)


def test_a_merge_says_where_the_incident_went(tmp_path):
    build(tmp_path, three()[0], scripts())
    with Store.open(tmp_path, write=True) as store:
        ids = sorted({member.id for member in Analytic.open(tmp_path).page(Query())})
        merge(store, ids[0], ids[1], Judge("Ana", "2026-03-20T00:00:00+00:00", "the same act"))
        publish(store)
    (item,) = told(tmp_path).of("left")
    assert "is one with" in item.why
    assert "Ana" in item.why
    assert "the same act" in item.why


def test_nothing_is_new_since_now(folder):
    assert told(folder, since=2).total == 0


@pytest.mark.parametrize("query", ["", "type:ASSAULT", "killed", "standing:disputed -country:USA", "placed:none"])
def test_counts_add_up_with_what_answers(folder, query):
    found = told(folder, query)
    before, now = (len(Analytic.open(folder, n).page(Query.parse(query))) for n in (1, 2))
    entered = [i for i in found.items if i.kind != "left"]
    assert now - before == sum(not one_answered(folder, i.row.id, query) for i in entered) - found.counts["left"]


def one_answered(folder, id_, query):
    return id_ in Analytic.open(folder, 1).fingerprints(Query.parse(query))


def test_a_name_belongs_to_one_query(folder):
    with log(folder) as connection:
        made = save(connection, "  my   view ", Query.parse("type:ASSAULT limit:3 order:-date"), seen=1, author=ANA)
        assert (made.name, made.query) == ("my view", "type:ASSAULT")
        assert save(connection, "my view", Query.parse("type:ASSAULT"), seen=2, author=ANA) == made
        with pytest.raises(UsageError, match="already"):
            save(connection, "my view", Query.parse("type:AID"), seen=1, author=ANA)
        for name in ("", "   ", "x" * 81):
            with pytest.raises(UsageError, match="needs a name"):
                save(connection, name, Query(), seen=1, author=ANA)
        mark_read(connection, "my view", 2)
        assert view(connection, "my view").seen == 2
        assert remove(connection, "my view").asked == Query.parse("type:ASSAULT")
        assert views(connection) == []
        with pytest.raises(NotFoundError):
            mark_read(connection, "my view", 2)


def test_from_explore_to_the_inbox_and_read_without_scripts(folder):
    browser = client(folder)
    (form,) = Page(browser.get("/?type=ASSAULT&limit=3").text).find("form", action=f"/views/save?key={KEY}")
    assert form["method"] == "post"
    assert sent(browser, "save", name="Attacks", query="type:ASSAULT").headers["location"] == "/inbox?view=Attacks"
    assert "Nothing new since version 2" in browser.get("/inbox").text
    page = browser.get("/inbox?since=1").text
    assert "Newly denied or disputed: 1" in page
    assert "Fighters shelled the market in Aleppo" in page
    (section,) = Page(page).find("section", cls="view")
    assert section["data-news"] == "1"
    sent(browser, "read", name="Attacks", seen=1)
    assert Page(browser.get("/inbox").text).find("section", cls="view")[0]["data-news"] == "1"
    sent(browser, "read", seen=2)
    assert Page(browser.get("/inbox").text).find("section", cls="view")[0]["data-news"] == "0"
    sent(browser, "remove", name="Attacks")
    assert "No view is saved yet" in browser.get("/inbox").text


def test_mistakes_are_told_in_one_sentence(folder):
    browser = client(folder)
    assert sent(browser, "save", name="x", query="type:NONE").status_code == 400
    assert sent(browser, "remove", name="nothing").status_code == 404
    sent(browser, "save", name="x", query="")
    assert "version 9 of the data is not here" in browser.get("/inbox?since=9").text
    for path in ("save", "read", "remove"):
        assert browser.post(f"/views/{path}", data={"name": "x", "seen": 1}).status_code == 403


def test_names_and_queries_are_hostile(folder):
    browser = client(folder)
    sent(browser, "save", name="<script>alert(1)</script>\u202ex", query='"<b>"')
    page = browser.get("/inbox").text
    assert "<script>alert" not in page
    assert "<b>" not in page
    assert "\u202e" not in page


def test_the_api_tells_the_same(folder):
    browser = client(folder)
    sent(browser, "save", name="Attacks in/town", query="type:ASSAULT")
    (held,) = browser.get("/api/v1/views").json()["data"]
    assert (held["name"], held["seen"]) == ("Attacks in/town", 2)
    found = browser.get("/api/v1/news", params={"view": "Attacks in/town", "since_version": 1}).json()["data"]
    assert found["counts"]["denied"] == 1
    assert browser.get("/api/v1/news", params={"view": "none"}).status_code == 404
    asked = browser.get("/api/v1/news?type=ASSAULT&since_version=1").json()["data"]
    assert asked["counts"] == found["counts"]


@pytest.mark.parametrize("query", ["", "type:ASSAULT", "standing:claimed", "killed -country:USA"])
def test_screen_command_line_and_api_tell_the_same_news(folder, query):
    def call(*told):
        result = CliRunner().invoke(cli, ["-q", "views", *told, "--store", str(folder)])
        assert result.exit_code == 0, result.output
        return [json.loads(line) for line in result.stdout.splitlines()]

    browser = client(folder)
    assert call("save", "mine", query, "--by", "Ana") == []
    assert [(one["name"], one["query"]) for one in call("list", "--format", "jsonl")] == [("mine", query)]
    items = call("news", "mine", "--since", "1", "--format", "jsonl")
    told = {kind: sum(item["kind"] == kind for item in items) for kind in KINDS}
    assert browser.get("/api/v1/news?view=mine&since_version=1").json()["data"]["counts"] == told
    (section,) = Page(browser.get("/inbox?since=1").text).find("section", cls="view")
    assert int(section["data-news"]) == sum(told.values())
    assert call("remove", "mine") == call("list", "--format", "jsonl") == []
