import re

import pytest

from dateline.run.fusing import fuse_store
from dateline.run.publish import publish
from dateline.store import Store
from tests.browser import axe
from tests.serve.many import fill

pytestmark = pytest.mark.browser

WAIT = "html[data-ready=explore]"
FIELD = "[data-days] [name={}][type=date]"
CUT = """() => [...document.querySelectorAll("nav.screens a, input:not([type=hidden]), button")].filter((one) =>
  one.checkVisibility() && !one.closest(".scroll") && one.getBoundingClientRect().right > innerWidth + 1).length"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = fill(tmp_path_factory.mktemp("explore") / "store", 60)
    with Store.open(made, write=True) as store:
        fuse_store(store)
        publish(store)
    return made


@pytest.fixture
def address(serve, folder):
    return serve(folder)


@pytest.fixture
def explore(visit, address):
    def open_(query="", **options):
        page = visit(f"{address}/{query}", **options)
        if options.get("scripts", True):
            page.wait_for_selector(WAIT)
        return page

    return open_


def count(page):
    return int(page.locator("#explore").get_attribute("data-count"))


def settled(page, change, query):
    """Do something, and wait until the screen shows what it asked."""
    change()
    asked = "query => document.querySelector('#explore:not([data-waiting])')?.dataset.query.includes(query)"
    page.wait_for_function(asked, arg=query)
    return page


def test_from_a_question_to_a_sentence_by_keyboard_alone(explore):
    page = explore()
    before = count(page)
    page.keyboard.press("/")
    page.keyboard.type("shelled")
    settled(page, lambda: page.keyboard.press("Enter"), "shelled")
    assert 0 < count(page) < before
    page.wait_for_url(lambda url: "text=shelled" in url)
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    focused = page.evaluate("document.activeElement.id")
    assert focused == page.locator("[data-row]").first.get_attribute("id")
    page.keyboard.press("e")
    page.wait_for_url("**/doc/**")
    page.go_back()
    page.wait_for_selector(WAIT)
    page.wait_for_url(lambda url: "text=shelled" in url)


def test_enter_opens_the_incident(explore):
    page = explore()
    page.keyboard.press("j")
    row = page.evaluate("document.activeElement.dataset.row")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/incident/{row}")


def test_a_facet_narrows_everything_without_leaving_the_page(explore):
    page = explore()
    page.evaluate("window.stayed = true")
    link = page.locator("#facet-type li a").first
    expected = int(link.locator(".n").inner_text())
    settled(page, lambda: (link.focus(), page.keyboard.press("Enter")), "type:")
    assert count(page) == expected
    assert page.evaluate("window.stayed")
    settled(page, page.locator(".chip").first.click, "")
    page.wait_for_function("expected => +document.querySelector('#explore').dataset.count > expected", arg=expected)
    page.go_back()
    page.wait_for_function("expected => +document.querySelector('#explore').dataset.count === expected", arg=expected)


def test_the_brush_moves_by_keyboard(explore):
    page = explore()
    before = count(page)
    page.locator("[data-handle=since]").focus()
    settled(page, lambda: [page.keyboard.press(key) for key in ["PageUp"] * 6], "since:")
    assert count(page) < before
    since = page.locator(FIELD.format("since")).input_value()
    assert re.fullmatch(r"2024-\d\d-\d\d", since)
    assert page.evaluate("document.activeElement.dataset.handle") == "since"


def test_the_brush_is_drawn_with_the_mouse(explore):
    page = explore()
    box = page.locator("[data-histogram]").bounding_box()
    y = box["y"] + box["height"] / 3
    page.mouse.move(box["x"] + box["width"] * 0.3, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, y, steps=4)
    settled(page, page.mouse.up, "until:")
    assert page.locator(FIELD.format("since")).input_value() < page.locator(FIELD.format("until")).input_value()


def test_the_map_zooms_and_the_address_knows(explore):
    page = explore()
    frame = page.locator("[data-map]").get_attribute("viewBox")
    page.keyboard.press("+")
    page.wait_for_url("**at=**")
    page.wait_for_function("frame => document.querySelector('[data-map]').getAttribute('viewBox') !== frame", arg=frame)
    zoomed = page.locator("[data-map]").get_attribute("viewBox")
    assert float(zoomed.split()[2]) < float(frame.split()[2])
    again = explore(page.url.split("/", 3)[3])
    width = float(again.locator("[data-map]").get_attribute("viewBox").split()[2])
    assert width == pytest.approx(float(zoomed.split()[2]), rel=0.02)


def test_dragging_the_map_moves_it_and_opens_nothing(explore):
    page = explore()
    box = page.locator("[data-map]").bounding_box()
    spot = page.locator(".spots a").first.bounding_box()
    page.mouse.move(spot["x"] + spot["width"] / 2, spot["y"] + spot["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=5)
    page.mouse.up()
    page.wait_for_url("**at=**")
    page.wait_for_url(lambda url: "box=" not in url)


def test_views_by_number_keep_the_question(explore):
    page = explore("?type=ASSAULT")
    for key, name in (("2", "network"), ("3", "dyads"), ("4", "table"), ("1", "map")):
        page.keyboard.press(key)
        page.wait_for_selector(f"#explore.view-{name}:not([data-waiting])")
        page.wait_for_url(lambda url: "type=ASSAULT" in url)


def test_actors_one_after_another_by_keyboard(visit, address):
    page = visit(f"{address}/actors")
    page.wait_for_selector("html[data-ready=entries]")
    for key in "jjkk":  # the last of them leads nowhere, and says so
        page.keyboard.press(key)
    assert page.inner_text("#told") == "first entry"
    first = page.locator("a[data-entry]").first
    assert first.evaluate("link => link === document.activeElement")
    page.keyboard.press("Enter")
    page.wait_for_url("**/actor/**")


def test_help_theme_and_turning_keys_off(explore):
    page = explore()
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.locator("#keys-off").check()
    page.keyboard.press("Escape")
    page.keyboard.press("2")
    page.wait_for_timeout(200)
    assert "view=network" not in page.url
    page.locator("[data-do=theme]").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_hovering_a_row_lights_its_town(explore):
    page = explore("?placed=point")
    page.locator("[data-row][data-x]").first.hover()
    assert page.locator(".spots a.lit").count() == 1


def test_a_mistake_is_told_and_the_old_answer_stays(explore, visit):
    page = explore("?type=ASSAULT")
    before = count(page)
    page.evaluate("history.replaceState({}, '', '/?type=ASSAULT')")
    wrong = '<a id=wrong href="/?type=NONE">wrong</a>'
    page.locator("#explore").evaluate("(e, link) => e.insertAdjacentHTML('beforeend', link)", wrong)
    page.evaluate("document.getElementById('wrong').click()")
    page.wait_for_selector(".complaint")
    assert "there is no type" in page.locator(".complaint").inner_text()
    assert count(page) == before
    assert visit.faults
    visit.faults.clear()  # the browser notes the refusal in its console


def test_it_works_without_scripts(explore):
    page = explore(scripts=False)
    before = count(page)
    page.locator("#facet-type li a").first.click()
    assert 0 < count(page) < before
    page.locator("#text").fill("praised")
    page.locator("#text").press("Enter")
    page.wait_for_url(lambda url: "text=praised" in url)
    page.locator("nav.tabs a", has_text="Table").click()
    assert page.locator("table.incidents tr").count() >= 1


@pytest.mark.parametrize("way", ["light", "dark", "backwards"])
@pytest.mark.parametrize(
    "path",
    [
        *("", "?view=network&type=ASSAULT", "?view=dyads", "?view=table", "?text=unheard", "facet/type"),
        *("actors", "actor/rebels", "dyad/rebels/traders", "data", "data/codebook"),
    ],
)
def test_nothing_seriously_wrong_for_people_with_disabilities(visit, address, checker, path, way):
    page = visit(f"{address}/{path}", dark=way == "dark")
    page.wait_for_selector("html[data-ready]")
    if way == "backwards":
        page.evaluate("document.documentElement.dir = 'rtl'")
    assert axe.findings(page, checker) == []


@pytest.mark.parametrize("path", ["", "?view=table", "actors", "actor/rebels", "data", "review", "inbox", "briefing"])
def test_a_narrow_screen_holds_everything_and_scrolls_only_down(visit, address, path):
    page = visit(f"{address}/{path}")
    page.set_viewport_size({"width": 390, "height": 800})
    page.wait_for_selector("html[data-ready]")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(CUT) == 0


def test_right_to_left_the_layout_is_mirrored(explore):
    page = explore("?type=ASSAULT")
    page.evaluate("document.documentElement.dir = 'rtl'")
    facets, rows = (page.locator(name).bounding_box()["x"] for name in (".facets", ".list"))
    assert facets > rows
