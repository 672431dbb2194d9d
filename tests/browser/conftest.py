"""A real browser on a real server. Whoever asks for anything but this machine fails the test."""

from __future__ import annotations

import os
import shutil
import threading
import time
from pathlib import Path

import pytest

from tests.browser import axe

FLAGS = (
    "--no-sandbox --disable-gpu --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


@pytest.fixture(scope="session")
def chromium():
    """One browser for all tests."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = os.environ.get("DATELINE_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    if not Path(path).is_file():
        pytest.skip("there is no Chromium here; name one in DATELINE_CHROMIUM")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=path, args=FLAGS.split())
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def checker(tmp_path_factory):
    """The source of axe-core, which finds what is not for everybody."""
    return axe.source(tmp_path_factory.mktemp("axe"))


@pytest.fixture
def serve():
    """Serve a store's folder on a free port: `serve(folder)` is the address."""
    import uvicorn

    from dateline.serve.app import create_app

    servers = []

    def start(folder):
        config = uvicorn.Config(create_app(folder), port=0, log_level="critical", lifespan="off", ws="none")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        servers.append((server, thread))
        while not server.started:
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        return f"http://127.0.0.1:{port}"

    yield start
    for server, thread in servers:
        server.should_exit = True
        thread.join(5)


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
