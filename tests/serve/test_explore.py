import ast
import re
import shlex
from urllib.parse import parse_qsl, urlsplit

import pytest
from fastapi.testclient import TestClient

from dateline.errors import UsageError
from dateline.knowledge.memberships import Membership
from dateline.serve.app import create_app, load
from dateline.serve.asked import Asked
from dateline.store import Query, Store
from dateline.store.analytic import Analytic
from dateline.store.generation import publish
from tests.serve.many import fill
from tests.serve.screens import Page, client
from tests.store.records import coded, document, event, party


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return fill(tmp_path_factory.mktemp("explore") / "store", 60)


@pytest.fixture(scope="module")
def browser(folder):
    return client(folder)


def number(page):
    (region,) = page.find(id="explore")
    return int(region["data-count"])


@pytest.mark.parametrize(
    "asked", ["", "type=ASSAULT", "actor=%3Drebels&-country=SDN", "text=medic&since=2024-03", "placed=none&dated=no"]
)
def test_a_page_shows_what_the_query_counts(browser, folder, asked):
    page = Page(browser.get(f"/?{asked}").text)
    analytic = Analytic.open(folder)
    assert number(page) == analytic.counts(Query.from_url(asked)).incidents
    assert len(page.find("article", cls="incident")) == min(number(page), 40)
    analytic.close()


def test_every_link_of_explore_leads_to_as_many_incidents_as_it_says(browser):
    page = Page(browser.get("/?text=near&dates=event").text)
    links = [a for a in page.find("a") if re.search(r"\d", a["text"]) and a.get("href", "").startswith("/?")]
    checked = 0
    for link in links:
        told = re.search(r"([\d,]+) (?:in towns|area only|without a place|undated)|\n\s*([\d,]+)\s*\n", link["text"])
        if told and "incident" not in link["text"]:
            expected = int(next(group for group in told.groups() if group).replace(",", ""))
            assert number(Page(browser.get(link["href"]).text)) == expected, link
            checked += 1
    assert checked > 15


def test_next_pages_hold_every_incident_once(browser):
    found, address = [], "/?type=ASSAULT,SUPPORT,THREATEN"
    while address:
        page = Page(browser.get(address).text)
        found += [article["id"] for article in page.find("article", cls="incident")]
        (following,) = page.find("a", rel="next") or [{"href": ""}]
        address = following["href"]
    assert len(found) == len(set(found)) == number(page)


@pytest.mark.parametrize("view", ["map", "network", "dyads", "table"])
def test_every_view_keeps_the_query(browser, view):
    page = Page(browser.get(f"/?view={view}&type=ASSAULT").text)
    tabs = [a for a in page.find("a") if a["text"] in ("Map", "Network", "Dyads", "Table")]
    assert len(tabs) == 4
    assert all("type=ASSAULT" in tab["href"] for tab in tabs)
    assert page.find("table")  # each chart has a twin, each table is one


def test_stories_cannot_speak_html(browser):
    for path in ("/", "/?view=table", "/actors", "/data", "/?publisher=<script>x</script>", "/?text=%22><script>"):
        text = browser.get(path).text
        assert "<script>" not in text
        assert 'alert("x")' not in text
    assert "&lt;script&gt;" in browser.get("/").text


def test_what_cannot_be_asked_is_told_in_one_sentence(browser):
    answer = browser.get("/?type=ASSAUT")
    assert answer.status_code == 400
    assert "Did you mean &#39;ASSAULT&#39;?" in answer.text
    wrong = ("view=maps", "span=2024", "at=1,2", "at=10,0,5,9", "box=x", "since=2024-13", "nonsense=1", "-since=2024")
    for asked in wrong:
        assert browser.get(f"/?{asked}").status_code == 400, asked


def test_nothing_found_says_so(browser):
    answer = browser.get("/?text=unheard")
    assert answer.status_code == 200
    assert "No incident answers this question" in answer.text


def test_copies_ask_the_same(browser):
    page = Page(browser.get("/?type=ASSAULT&actor=%3Drebels&-country=SDN").text)
    copies = [i["value"] for i in page.find("input") if "readonly" in i]
    url, cli, python, api = copies
    assert browser.get(api).json()["count"] == number(page) == number(Page(browser.get(url).text))
    assert shlex.split(cli)[:2] == ["dateline", "serve"]
    assert browser.get(shlex.split(cli)[-1]).json()["count"] == number(page)
    written = ast.literal_eval(re.search(r"parse\((.+)\)\)", python)[1])
    assert Query.parse(written).without("order") == Query.from_url("type=ASSAULT&actor=%3Drebels&-country=SDN")


def test_addresses_are_the_whole_state():
    asked = Asked.of("type=ASSAULT&view=table&span=2024-01-01,2024-02-01&at=10,0,30,10&dates=report&ego=rebels")
    assert Asked.of(urlsplit(asked.url).query) == asked
    kept = {"span": "2024-01-01,2024-02-01", "at": "10,0,30,10", "dates": "report", "ego": "rebels"}
    assert dict(parse_qsl(urlsplit(asked.shown(view="map")).query)) == {"type": "ASSAULT"} | kept


def test_links_add_exclude_and_drop():
    asked = Asked.of("type=ASSAULT")
    assert Asked.of(urlsplit(asked.adding("type", "AID")).query).query.type == ("ASSAULT", "AID")
    excluding = Asked.of(urlsplit(asked.excluding("type", "ASSAULT")).query).query
    assert (excluding.type, excluding.exclude) == ((), (("type", "ASSAULT"),))
    assert asked.dropping("type", "ASSAULT") == "/"
    with pytest.raises(UsageError):
        Asked.of("view=globe")


def test_all_values_of_a_facet_have_a_page(browser):
    page = Page(browser.get("/facet/actor?type=ASSAULT").text)
    assert {a["text"] for a in page.find("a")} >= {"Rebels"}


def test_actors_and_dyads(browser):
    page = Page(browser.get("/actors?named=reb").text)
    (link,) = [a for a in page.find("a") if a["text"] == "Rebels"]
    actor = browser.get(link["href"])
    assert actor.status_code == 200
    assert "With whom" in actor.text
    dyad = browser.get("/dyad/rebels/traders")
    assert dyad.status_code == 200
    assert "turn round" in dyad.text
    assert browser.get("/actor/nobody").status_code == 404
    assert browser.get("/dyad/rebels/traders?standing=denied").status_code == 200


def test_an_actor_has_only_names_that_name_somebody(tmp_path):
    words = ("the", "Our", "our", "We", "it", "us", "A", "US", "IT", "The Union", "the union's")
    with Store.open(tmp_path / "store", write=True) as store:
        for n, word in enumerate(words):
            of = document(f"d{n}", f"{word} shelled the town.")
            store.write(coded(of, event(of, actors=(party(of, word, name="Union", entity="union"),))), coder="c", run=1)
        of = document("last", "They shelled the town.")
        store.write(coded(of, event(of, actors=(party(of, "They"),))), coder="c", run=1)
        publish(store)
    screen = client(tmp_path / "store")

    def names(key):
        return Page(screen.get(f"/actor/{key}").text).find("dd")[0]["text"]

    assert names("union").split(" · ") == ["IT", "The Union", "US", "the union's"]
    assert names("they") == "by no name"


def test_an_actor_page_tells_dated_memberships(browser, monkeypatch):
    membership = Membership(
        member="rebels", body="union", member_name="Rebels", body_name="Union of <Fronts>", relation="part of",
        first="2013", last="", confidence="high",
    )  # fmt: skip
    (link,) = [a for a in Page(browser.get("/actors?named=reb").text).find("a") if a["text"] == "Rebels"]
    monkeypatch.setattr("dateline.serve.pages.actor.memberships.above", lambda _: (membership,))
    text = browser.get(link["href"]).text
    assert "Union of &lt;Fronts&gt;" in text
    assert "now, as far as known" in text


def test_data_tells_sources_runs_and_versions(browser):
    text = browser.get("/data").text
    assert "Green Radio" in text
    assert "Run 1: complete" in text
    assert "(current)" in text
    assert "ASSAULT" in browser.get("/data/codebook").text


def test_a_server_has_its_tables_before_anybody_asks(folder, monkeypatch):
    app = create_app(folder)
    load(app)
    monkeypatch.setattr(Analytic, "open", lambda *_: pytest.fail("they are loaded only now"))
    assert TestClient(app, base_url="http://127.0.0.1").get("/api/v1/counts").status_code == 200


def test_a_store_without_a_generation_says_what_to_do(tmp_path):
    Store.open(tmp_path / "empty", write=True).close()
    load(create_app(tmp_path / "empty"))  # is told to whoever asks, not here
    answer = client(tmp_path / "empty").get("/")
    assert answer.status_code == 404
    assert "dateline build" in answer.text
