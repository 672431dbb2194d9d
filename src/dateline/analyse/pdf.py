"""HTML as PDF by a Chromium that is on the machine: it shapes every script and knows how to break a page."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from dateline.errors import MissingExtraError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_SECONDS = 120
_FLAGS = (
    *("--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--no-pdf-header-footer"),
)


def pdf(html: str) -> bytes:
    """The page printed; raises MissingExtraError where there is no Chromium, or it does not print."""
    browser = _browser()
    with TemporaryDirectory() as folder:
        page, printed = Path(folder, "page.html"), Path(folder, "page.pdf")
        page.write_text(html, "utf-8")
        profile = f"--user-data-dir={Path(folder, 'profile')}"
        told = [browser, *_FLAGS, *_rights(), profile, f"--print-to-pdf={printed}", page.as_uri()]
        try:
            subprocess.run(told, check=True, capture_output=True, timeout=_SECONDS)  # noqa: S603 - no shell, our own words
            return printed.read_bytes()
        except (OSError, subprocess.SubprocessError) as fault:
            what = f"Chromium did not print the page ({type(fault).__name__})."
            raise MissingExtraError(what, browser, "Write HTML instead, and print it from a browser.") from None


def _rights() -> tuple[str, ...]:
    """Chromium's sandbox refuses the root account; the page forbids scripts and requests, and has none."""
    return ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()


def _browser() -> str:
    """The Chromium that DATELINE_CHROMIUM names, else the first one on the path."""
    named = os.environ.get("DATELINE_CHROMIUM", "")
    found = named or next((path for name in NAMES if (path := shutil.which(name))), "")
    if not found:
        hint = "Install Chromium or name one in DATELINE_CHROMIUM; or write HTML, and print it from a browser."
        raise MissingExtraError("PDF needs a Chromium, and there is none.", "", hint)
    return found
