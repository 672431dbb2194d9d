"""The briefing: the same as on the command line, and every sentence leads to its evidence in the reader."""

import re
from urllib.parse import urlsplit

import pytest

from dateline.analyse import brief, render
from dateline.analyse import pdf as printing
from dateline.store import Query, Store
from dateline.store.analytic import Analytic
from tests.serve.screens import Page, client
from tests.serve.stories import retitled, scripts, three
from tests.serve.test_inbox import build

SINCE = "2026-03-13"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    home = tmp_path_factory.mktemp("briefing") / "store"
    early, copy, late = three()
    build(home, early, scripts())
    build(home, copy, (retitled(late[0], "<script>alert(1)</script>"), late[1]))
    return home


@pytest.fixture(scope="module")
def browser(folder):
    return client(folder)


def made(folder, query=""):
    with Store.open(folder) as store:
        return brief(store, Analytic.open(folder), Query.parse(query), SINCE)


def test_every_sentence_of_the_briefing_cites_evidence_that_opens_in_the_reader(browser, folder):
    text = browser.get(f"/briefing?since={SINCE}").text
    page = Page(text)
    expected = made(folder)
    for section in expected.sections:
        if section.part != "indicators":
            assert section.title in text
    sentences = page.find("li")
    wanted = [s.text for part in expected.sections if part.part != "indicators" for s in part.sentences]
    assert wanted
    assert all(any(text in one["text"] for one in sentences) for text in wanted)
    anchors = {li["id"] for li in sentences if li.get("id", "").startswith("c")}
    cited = {a["href"][1:] for a in page.find("a") if re.fullmatch(r"#c\d+", a.get("href", ""))}
    assert cited == anchors
    evidence = [a["href"] for a in page.find("a", cls="evidence")]
    assert len(evidence) >= len(anchors)
    for link in evidence:
        assert browser.get(link).status_code == 200
        assert urlsplit(link).query.startswith("event=e")


def test_indicators_tell_formula_baseline_number_and_coverage(browser):
    text = browser.get(f"/briefing?since={SINCE}").text
    assert "expected = incidents of the baseline" in text
    (indicator, *_) = Page(text).find("div", cls="indicator")
    for word in ("now", "baseline", "expected", "false discovery rate", "articles"):
        assert word in indicator["text"]
    assert "incident" in indicator["text"]


def test_the_numbers_of_indicators_are_those_of_explore(browser):
    page = Page(browser.get(f"/briefing?since={SINCE}").text)
    links = [a for a in page.find("a") if a.get("href", "").startswith("/?") and "incident" in a["text"]]
    assert links
    for link in links:
        (region,) = Page(browser.get(link["href"]).text).find(id="explore")
        assert int(region["data-count"]) == int(link["text"].split()[0].replace(",", "")), link


def test_downloads_are_what_the_command_writes(browser, folder, monkeypatch):
    monkeypatch.setattr("dateline.serve.pages.briefing.can_pdf", lambda: True)
    expected = made(folder, "type:ASSAULT")
    page = Page(browser.get(f"/briefing?type=ASSAULT&since={SINCE}").text)
    files = {urlsplit(a["href"]).path.rpartition(".")[2]: a["href"] for a in page.find("a") if "download" in a}
    assert set(files) == {"html", "md", "pdf"}
    assert browser.get(files["html"]).text == render.html(expected)
    assert browser.get(files["md"]).text == render.markdown(expected)
    monkeypatch.setattr("dateline.serve.pages.briefing.pdf", lambda made: b"%PDF " + made.query.encode())
    answer = browser.get(files["pdf"])
    assert answer.content == b"%PDF type:ASSAULT"
    assert "attachment" in answer.headers["content-disposition"]


def test_where_nothing_makes_pdf_it_is_refused_in_one_sentence_and_the_page_is_printed(browser, monkeypatch):
    monkeypatch.setattr(printing, "NAMES", ())
    monkeypatch.setattr(printing, "is_possible", lambda: False)
    monkeypatch.delenv("DATELINE_CHROMIUM", raising=False)
    answer = browser.get(f"/briefing.pdf?since={SINCE}")
    assert answer.status_code == 501
    assert "dateline[pdf]" in answer.text
    assert browser.get(f"/briefing.doc?since={SINCE}").status_code == 422
    page = Page(browser.get(f"/briefing?since={SINCE}").text)
    assert not [a for a in page.find("a") if "briefing.pdf" in a.get("href", "")]
    (button,) = page.find("button", **{"data-do": "print"})
    assert "PDF" in button["text"]


def test_without_a_day_it_is_the_last_week_and_mistakes_are_told(browser):
    assert "8 Mar 2026 to 14 Mar 2026" in browser.get("/briefing").text
    assert browser.get("/briefing?since=2026-03-13&until=2026-03-01").status_code == 400
    assert browser.get("/briefing?type=NONE").status_code == 400
    assert "Nothing that answers" in browser.get("/briefing?text=unheard").text


def test_titles_of_stories_cannot_speak_html(browser):
    for path in ("/briefing", "/briefing.html", "/inbox"):
        assert "<script>alert" not in browser.get(f"{path}?since=2026-03-10" if "brief" in path else path).text


def test_explore_and_the_inbox_lead_to_it(browser):
    page = Page(browser.get("/?type=ASSAULT&-country=USA&limit=3").text)
    (link,) = [a for a in page.find("a") if a["text"] == "Briefing"]
    assert link["href"] == "/briefing?type=ASSAULT&-country=USA"
    assert browser.get(link["href"]).status_code == 200
