"""The screens of evidence with axe-core: nothing serious, light or dark, in either direction."""

import pytest

from dateline.serve.pages import incident as pages
from tests.browser import axe
from tests.serve.stories import fill, incident, scripts, three

pytestmark = pytest.mark.browser


@pytest.fixture
def address(serve, tmp_path, monkeypatch):
    monkeypatch.setattr(pages, "of_store", lambda store, id_: incident())
    return serve(fill(tmp_path / "store", [*three(), scripts()]))


@pytest.mark.parametrize("way", ["light", "dark", "backwards"])
@pytest.mark.parametrize("path", ["doc/scripts", "incident/i-act", "review", "review/log"])
def test_nothing_is_seriously_wrong(visit, address, checker, path, way):
    page = visit(f"{address}/{path}", dark=way == "dark")
    page.wait_for_selector("html[data-ready]")
    if way == "backwards":
        page.evaluate("document.documentElement.dir = 'rtl'")
    page.keyboard.press("n")  # a record is open, its slots are shown
    assert axe.findings(page, checker) == []
