"""Inbox, briefing, column chooser and adding an event, in a real browser: by keyboard alone, and for everybody."""

import pytest

from dateline.store import Query
from dateline.store.reviews import Author, log
from dateline.store.saved_views import save
from tests.browser import axe
from tests.serve.stories import COMBINING, LINES, scripts, three
from tests.serve.test_inbox import build

pytestmark = pytest.mark.browser

WAYS = ["light", "dark", "backwards"]
NEW = ["inbox?since=1", "briefing?since=2026-03-10", "doc/scripts?add=0", "?view=table&columns=title,killed_best"]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    home = tmp_path_factory.mktemp("inbox") / "store"
    early, copy, late = three()
    build(home, early, scripts())
    build(home, copy, late)
    with log(home) as connection:
        author = Author("Ana", "2026-03-20T00:00:00+00:00")
        save(connection, "Attacks", Query.parse("type:ASSAULT"), seen=1, author=author)
    return home


@pytest.fixture
def address(serve, made):
    return serve(made)


def test_from_the_inbox_to_the_sentence_by_keyboard_alone(visit, address):
    page = visit(f"{address}/")
    page.wait_for_selector("html[data-ready=explore]")
    page.keyboard.press("g")
    page.keyboard.press("i")
    page.wait_for_selector("html[data-ready=inbox]")
    page.keyboard.press("j")
    assert "Fighters attacked" in page.evaluate("document.activeElement.innerText")
    page.keyboard.press("e")
    page.wait_for_url("**/doc/wire-1?event=*")


def test_a_view_is_saved_read_and_removed_with_and_without_scripts(visit, address):
    for scripts_on in (True, False):
        page = visit(f"{address}/?standing=disputed", scripts=scripts_on)
        page.locator("summary", has_text="Save view").click()
        page.get_by_label("Name").fill("Contested")
        page.get_by_role("button", name="Save", exact=True).click()
        page.wait_for_url("**/inbox?view=Contested")
        assert "Nothing new since version 2" in page.locator(".view").inner_text()
        page.get_by_role("button", name="Remove Contested").click()
        page.wait_for_url("**/inbox")
        assert page.locator(".view").count() == 1


def test_selected_words_become_an_event_and_are_taken_back(visit, address):
    page = visit(f"{address}/doc/scripts")
    page.wait_for_selector("html[data-ready=reader]")
    before = page.locator("li.card").count()
    page.evaluate(
        """words => {
          const piece = [...document.querySelectorAll(".sentence")].find((one) => one.textContent.includes(words));
          const at = piece.firstChild.data.indexOf(words);
          getSelection().setBaseAndExtent(piece.firstChild, at, piece.firstChild, at + words.length);
        }""",
        "denied",
    )
    page.wait_for_selector(".plus-here:not([hidden])")
    page.keyboard.press("a")
    form = page.locator("form[data-adding]")
    assert form.locator("[name=trigger]").input_value() == "denied"
    assert page.evaluate("document.activeElement.name") == "did"
    page.keyboard.type("REJECT")
    form.locator("[name=who]").fill(COMBINING)
    form.locator("[name=who]").press("Enter")
    page.wait_for_url("**/doc/scripts?event=*")
    page.wait_for_selector("html[data-ready=reader]")
    assert page.locator("li.card").count() == before + 1
    card = page.locator("li.card.active")
    assert "+ added" in card.inner_text()
    shown = page.evaluate("[...CSS.highlights.get('slot-T')].map((range) => range.toString())")
    assert shown == ["denied"]
    page.get_by_role("button", name="Take this addition back").click()
    page.wait_for_url("**/doc/scripts")
    page.wait_for_selector("html[data-ready=reader]")
    assert page.locator("li.card").count() == before


def test_a_sentence_without_a_record_gets_one_by_keyboard_and_without_scripts(visit, address):
    page = visit(f"{address}/doc/scripts")
    page.wait_for_selector("html[data-ready=reader]")
    page.keyboard.press("m")
    page.keyboard.press("a")
    assert page.evaluate("document.activeElement.name") == "trigger"
    at = int(page.locator("form[data-adding] [name=at]").input_value())
    assert page.locator(f"#s{at}").inner_text() == LINES[4]
    plain = visit(f"{address}/doc/scripts", scripts=False)
    plain.locator("a.plus").last.click()
    assert plain.locator("#add").get_attribute("open") is not None
    plain.locator("[name=trigger]").fill("was known")
    plain.locator("[name=did]").fill("NOTHING")
    plain.get_by_role("button", name="Add", exact=True).click()
    assert "there is no kind of act" in plain.locator("[role=alert]").inner_text()
    assert plain.locator("[name=trigger]").input_value() == "was known"
    visit.faults.clear()  # the browser notes the refusal in its console


def test_columns_are_chosen_without_leaving_the_page(visit, address):
    page = visit(f"{address}/?view=table")
    page.wait_for_selector("html[data-ready=explore]")
    page.evaluate("window.stayed = true")
    page.locator(".columns summary").click()
    page.get_by_label("Title").check()
    page.get_by_label("Who", exact=True).uncheck()
    page.get_by_role("button", name="Show").click()
    page.wait_for_function("() => document.querySelector('table.incidents')?.dataset.columns.includes('title')")
    page.wait_for_url(lambda url: "columns=" in url)
    assert "actors" not in page.locator("table.incidents").get_attribute("data-columns")
    assert page.evaluate("window.stayed")
    assert page.locator("th", has_text="Title").count() == 1


def test_from_a_sentence_of_the_briefing_to_its_evidence_by_keyboard_alone(visit, address):
    page = visit(f"{address}/briefing?since=2026-03-10")
    page.wait_for_selector("html[data-ready=entries]")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "#c" in url)
    page.keyboard.press("Tab")  # the place that was jumped to is where the keyboard goes on
    page.keyboard.press("Enter")
    page.wait_for_url("**/doc/**")


def test_one_press_gives_the_briefing_as_pdf(visit, address):
    pytest.importorskip("typst", reason="typst is not installed")
    page = visit(f"{address}/briefing?since=2026-03-10")
    link = page.get_by_role("link", name="PDF")
    told = page.request.get(address + link.get_attribute("href"))
    assert told.ok, told.text()
    with page.expect_download() as waiting:
        link.press("Enter")
    assert waiting.value.suggested_filename.startswith("briefing-2026-03-10-")
    assert page.request.get(address + link.get_attribute("href")).body().startswith(b"%PDF-")


def test_where_nothing_makes_pdf_one_press_prints(visit, address, monkeypatch):
    monkeypatch.setattr("dateline.serve.pages.briefing.can_pdf", lambda: False)
    page = visit(f"{address}/briefing?since=2026-03-10")
    page.evaluate("window.print = () => { document.title = 'printed' }")
    page.get_by_role("button", name="PDF").press("Enter")
    assert page.title() == "printed"


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("path", NEW)
def test_nothing_is_seriously_wrong(visit, address, checker, path, way):
    page = visit(f"{address}/{path}", dark=way == "dark")
    page.wait_for_selector("html[data-ready]")
    if way == "backwards":
        page.evaluate("document.documentElement.dir = 'rtl'")
    for menu in page.locator("details.menu").all():
        menu.evaluate("one => { one.open = true; }")
    assert axe.findings(page, checker) == []
