"""A store served on a free port, and a headless Chromium to look at it."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, sync_playwright

from dateline.serve.app import create_app

_FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run")


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a store."""
    server = uvicorn.Server(uvicorn.Config(create_app(folder), port=0, log_level="critical", lifespan="off", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(5)


@contextmanager
def launched() -> Iterator[Browser]:
    """The Chromium that DATELINE_CHROMIUM names, else the one on the path."""
    path = os.environ.get("DATELINE_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=path, args=_FLAGS)
        yield browser
        browser.close()
