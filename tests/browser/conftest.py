"""A real browser on a real server. Whoever asks for anything but this machine fails the test."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.browser import axe, served


@pytest.fixture(scope="session")
def chromium():
    """One browser for all tests."""
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not Path(served.chromium()).is_file():
        pytest.skip("there is no Chromium here; name one in DATELINE_CHROMIUM")
    with served.launched() as browser:
        yield browser


@pytest.fixture(scope="session")
def checker(tmp_path_factory):
    """The source of axe-core, which finds what is not for everybody."""
    return axe.source(tmp_path_factory.mktemp("axe"))


@pytest.fixture
def serve():
    """Serve a store's folder on a free port: `serve(folder)` is the address."""
    with ExitStack() as servers:
        yield lambda folder: servers.enter_context(served.served(folder))


@pytest.fixture
def visit(chromium, serve):
    """Open an address: `visit(address, dark=…, scripts=…)` is the page; faults and outside requests are collected.

    It asks for `serve` so that its pages close before their server does: a page that still loads finds no dead one.
    """
    opened, faults = [], []

    def guard(route):
        if route.request.url.startswith("http://127.0.0.1:"):
            route.continue_()
        else:
            faults.append(f"request to {route.request.url}")
            route.abort()

    def open_(address, **options):
        known = {"color_scheme": "dark" if options.pop("dark", False) else "light"}
        known |= {"java_script_enabled": options.pop("scripts", True), "viewport": {"width": 1400, "height": 900}}
        context = chromium.new_context(**known)
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)  # the machine may be busy
        page.route("**/*", guard)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.goto(address)
        return page

    open_.faults = faults
    yield open_
    for context in opened:
        context.close()
    assert faults == []
