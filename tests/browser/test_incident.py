import pytest

from dateline.serve.pages import incident as pages
from tests.serve.stories import fill, incident, three

pytestmark = pytest.mark.browser


@pytest.fixture
def address(serve, tmp_path, monkeypatch):
    monkeypatch.setattr(pages, "of_store", lambda store, id_: incident())
    return serve(fill(tmp_path / "store", three())) + "/incident/i-act"


def shown(page, wanted):
    page.wait_for_selector(f'html[data-shown="{wanted}"]')
    return page.locator("#evidence mark").all_inner_texts()


def test_by_keyboard_alone_from_value_to_sentence_to_document(visit, address):
    page = visit(address)
    assert shown(page, "happened:0 happened:1") == ["shelled", "shelled", "shelled", "The group"]
    for _ in range(3):
        page.keyboard.press("j")
    page.keyboard.press("Enter")
    assert shown(page, "killed:1") == ["Twelve", "Twelve"]
    page.wait_for_url(lambda url: url.endswith("?show=killed:1"))
    page.keyboard.press("j")
    page.keyboard.press("c")
    assert shown(page, "killed:1 killed:0") == ["Twelve", "Twelve", "At least 27"]
    page.keyboard.press("e")
    assert page.evaluate("document.activeElement.id") == "evidence"
    page.go_back()
    shown(page, "killed:1")
    page.keyboard.press("]")
    assert page.evaluate("document.activeElement.textContent") == "Wire"
    page.keyboard.press("o")
    page.wait_for_url("**/doc/wire-1?event=*")
    page.wait_for_selector("html[data-ready=reader]")
    assert "Fighters shelled the market" in page.inner_text(".sentence.active")


def test_the_pane_changes_without_scripts_too(visit, address):
    page = visit(address, scripts=False)
    page.click("[data-value='killed:0'] .value")
    assert page.locator("#evidence mark").all_inner_texts() == ["At least 27"]


def test_value_to_sentence_is_quick(visit, address, capsys):
    page = visit(address)
    shown(page, "happened:0 happened:1")
    took = page.evaluate("""() => new Promise((done) => {
      const before = performance.now();
      document.querySelector("[data-value='killed:1'] .value").click();
      const shown = new MutationObserver(() => done(performance.now() - before));
      shown.observe(document.documentElement, { attributeFilter: ["data-shown"] });
    })""")
    with capsys.disabled():
        print(f"\n  incident: value to sentence {took:.1f} ms")  # noqa: T201
    assert took < 500
