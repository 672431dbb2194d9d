import pytest

from dateline.store import Store
from dateline.store.reviews import history
from tests.browser.keys import decided
from tests.serve.stories import document, fill, record, scripts, three

pytestmark = pytest.mark.browser

MANY = 40


@pytest.fixture
def folder(tmp_path):
    return fill(tmp_path / "store", [*three(), scripts()])


def ready(page):
    page.wait_for_selector("html[data-ready=review]")
    return page


def shown(page):
    return page.get_attribute("html", "data-event")


def logged(page, folder, number):
    """The log, as soon as it has so many rows: keys are faster than what is written behind them."""
    for _ in range(100):
        with Store.open(folder) as store:
            rows = history(store.connection)
        if len(rows) == number:
            return rows
        page.wait_for_timeout(50)
    raise AssertionError(f"{len(rows)} rows, not {number}")


def test_by_keyboard_alone_accept_fix_doubt_undo_and_resume(visit, serve, folder):
    page = ready(visit(serve(folder) + "/review"))
    first = shown(page)
    page.keyboard.press("3")
    assert page.evaluate("document.activeElement.name") == "words"
    page.keyboard.type("The group")
    page.keyboard.press("Enter")
    page.wait_for_selector("article.item:not([hidden]) .slot.changed")
    page.keyboard.press("a")
    assert shown(page) != first
    second = shown(page)
    page.keyboard.press("u")
    page.keyboard.press("s")
    page.keyboard.press("x")
    rows = logged(page, folder, 4)
    assert [(row.verdict, row.field) for row in rows] == [
        ("fix", "whom"),
        ("accept", ""),
        ("unsure", ""),
        ("reject", ""),
    ]
    assert [row.event for row in rows[:3]] == [first, first, second]
    assert "3 of 7" in page.inner_text("#progress")
    for expected in (rows[3].event, second, first):
        page.keyboard.press("z")
        page.wait_for_selector(f"html[data-event='{expected}']")
    assert "0 of 7" in page.inner_text("#progress")
    page.keyboard.press("a")
    logged(page, folder, 8)
    page.reload()
    assert shown(ready(page)) == second  # it goes on with the one that waits next
    assert "1 of 7" in page.inner_text("#progress")


def test_what_cannot_be_read_is_told_and_the_record_stays(visit, serve, folder):
    page = ready(visit(serve(folder) + "/review"))
    page.keyboard.press("1")
    page.keyboard.type("the navy")
    page.keyboard.press("Enter")
    page.wait_for_selector("#message:not([hidden])")
    assert "does not stand in the document" in page.inner_text("#message")
    assert page.evaluate("document.activeElement.name") == "words"
    page.keyboard.press("Escape")
    assert page.input_value("article.item:not([hidden]) form[data-field=who] input[name=words]") == "fighters"
    visit.faults.clear()  # the browser itself tells of the refusal


def test_a_write_that_fails_brings_the_record_back(visit, serve, folder):
    page = ready(visit(serve(folder) + "/review"))
    first = shown(page)
    page.route("**/review/decide*", lambda route: route.abort())
    page.keyboard.press("a")
    page.wait_for_selector("#message:not([hidden])")
    assert "Not written" in page.inner_text("#message")
    assert shown(page) == first
    assert "0 of 7" in page.inner_text("#progress")
    visit.faults.clear()


def test_the_same_for_a_pattern_by_keyboard(visit, serve, folder):
    stories = {of.id: events[0].id for of, events in three()}
    page = ready(visit(f"{serve(folder)}/review?event={stories['wire-1']}"))
    page.keyboard.press("x")
    page.wait_for_selector("#like:not([hidden])")
    page.keyboard.press("b")
    page.wait_for_selector(".alike")
    assert page.locator(".alike").count() == 3
    page.keyboard.press("Enter")
    page.wait_for_selector("html[data-ready=review]")
    logged(page, folder, 4)
    page.keyboard.press("z")
    logged(page, folder, 7)


def test_highlights_show_the_slots_of_the_record(visit, serve, folder):
    _, events = scripts()
    page = ready(visit(f"{serve(folder)}/review?event={events[1].id}"))
    words = page.evaluate("() => [...CSS.highlights.get('slot-A')].map((range) => range.toString())")
    assert words == ["قوات الدعم السريع"]


def test_plain_forms_do_without_scripts(visit, serve, folder):
    page = visit(serve(folder) + "/review", scripts=False)
    page.click("article.item >> text=Accept")
    assert "1 of 7" in page.inner_text("#progress")
    page.click("#undo button")
    assert "0 of 7" in page.inner_text("#progress")
    page.fill("article.item form[data-field=whom] input[name=words]", "The group")
    page.click("article.item form[data-field=whom] button")
    assert "machine: the market" in page.inner_text("article.item")


def test_the_next_record_is_there_within_100_ms_of_a_key(visit, serve, tmp_path, capsys):
    texts = [(document(f"d{n:03}", f"Troops shelled village {n}. It rained."), n) for n in range(MANY)]
    folder = fill(tmp_path / "many", [(of, [record(of, f"Troops shelled village {n}.", "shelled")]) for of, n in texts])
    page = ready(visit(serve(folder) + "/review"))
    page.wait_for_load_state("networkidle")
    times = sorted(decided(page, "axu"[number % 3]) for number in range(24))
    with capsys.disabled():
        told = f"{times[12]:.1f} ms at the median, {times[22]:.1f} ms at the 95th percentile"
        print(f"\n  review: key to next record {told}")  # noqa: T201
    assert times[22] < 100
