"""Categories of codebooks of one's own on the screens: named, explained, and a way to all that bears them."""

import json
import re

import pytest

from dateline.model import Category
from dateline.run.fusing import fuse_store
from dateline.run.publish import publish
from dateline.store import Store
from tests.serve.screens import Page, client
from tests.store.records import coded, document, event

TOLD = {"access.DENIAL": 'Aid is <held> "back".', "access.DENIAL/visa": "By visas.", "access.PASSAGE": "It comes."}
VISA = Category(codebook="access", name="DENIAL", mode="visa")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("own") / "store"
    with Store.open(path, write=True) as store:
        run = store.begin_run("2024-08-13", json.dumps({"definitions": TOLD}))
        for number, categories in enumerate([(VISA,), ()]):
            one = document(f"d{number}")
            store.write(coded(one, event(one, categories=categories, incident=f"i{number}")), coder="c", run=run)
        fuse_store(store)
        publish(store)
    return path


def links(screen, address):
    """The links of categories on a page, each with its definition."""
    answer = screen.get(address)
    assert answer.status_code == 200
    return [(link["text"], link.get("title"), link["href"]) for link in Page(answer.text).find("a", cls="own")]


def test_every_screen_names_a_category_and_says_what_it_means(folder):
    screen = client(folder)
    (incident,) = re.findall(r'href="/incident/([^"]+)"', screen.get("/?category=access.DENIAL").text)
    wanted = [("access.DENIAL/visa", "By visas.", "/?category=access.DENIAL/visa")]
    for address in ("/", f"/incident/{incident}", "/doc/d0"):
        assert links(screen, address) == wanted, address
    assert links(screen, "/doc/d1") == []
    assert screen.get(wanted[0][2]).text.count('data-row="') == 1


def test_the_facet_has_the_definition_to_point_at(folder):
    told = {one.get("title"): one["text"] for one in Page(client(folder).get("/").text).find("bdi")}
    assert told[TOLD["access.DENIAL"]] == "access.DENIAL"
    assert "Aid is &lt;held&gt;" in client(folder).get("/facet/category").text


def test_the_codebook_page_and_the_api_tell_all_of_them(folder):
    screen = client(folder)
    page = screen.get("/data/codebook").text
    assert [label for label in TOLD if f">{label}</a>" in page] == list(TOLD)
    assert screen.get("/api/v1/codebook").json()["data"]["own"] == TOLD
    (found,) = screen.get("/api/v1/incidents?category=access.DENIAL").json()["data"]
    assert found["categories"] == ["access.DENIAL/visa"]


def test_a_store_without_codebooks_has_no_such_facet(tmp_path):
    with Store.open(tmp_path / "plain", write=True) as store:
        one = document("d0")
        store.write(coded(one, event(one)), coder="c", run=1)
        publish(store)
    screen = client(tmp_path / "plain")
    assert "Own category" not in screen.get("/").text
    assert "Your codebook" not in screen.get("/data/codebook").text
