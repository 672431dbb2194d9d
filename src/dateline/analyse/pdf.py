"""A briefing as PDF: set by Typst where it is installed, else printed by a Chromium that is on the machine.

Both shape every script and know how to break a page.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from dateline.analyse import render
from dateline.analyse.brief import Briefing
from dateline.analyse.typeset import is_possible, typeset
from dateline.errors import MissingExtraError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_SECONDS = 120
_FLAGS = (
    *("--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--no-pdf-header-footer"),
)


def can_pdf() -> bool:
    """Whether this machine makes PDF of briefings."""
    return is_possible() or bool(_browser())


def pdf(briefing: Briefing) -> bytes:
    """The briefing with every sentence's evidence; raises MissingExtraError where nothing here makes PDF."""
    return typeset(briefing) if is_possible() else _printed(render.html(briefing))


def _printed(html: str) -> bytes:
    """A page printed by Chromium; raises MissingExtraError where there is none, or it does not print."""
    browser = _browser()
    if not browser:
        hint = "Run: pip install 'dateline[pdf]'. Or name a Chromium in DATELINE_CHROMIUM, or write HTML and print it."
        raise MissingExtraError("PDF needs Typst or a Chromium, and there is neither.", "", hint)
    with TemporaryDirectory() as folder:
        page, made = Path(folder, "page.html"), Path(folder, "page.pdf")
        page.write_text(html, "utf-8")
        profile = f"--user-data-dir={Path(folder, 'profile')}"
        told = [browser, *_FLAGS, *_rights(), profile, f"--print-to-pdf={made}", page.as_uri()]
        try:
            subprocess.run(told, check=True, capture_output=True, timeout=_SECONDS)  # noqa: S603 - no shell, our own words
            return made.read_bytes()
        except (OSError, subprocess.SubprocessError) as fault:
            what = f"Chromium did not print the page ({type(fault).__name__})."
            raise MissingExtraError(what, browser, "Write HTML instead, and print it from a browser.") from None


def _rights() -> tuple[str, ...]:
    """Chromium's sandbox refuses the root account; the page forbids scripts and requests, and has none."""
    return ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()


def _browser() -> str:
    """The Chromium that DATELINE_CHROMIUM names, else the first one on the path, else ""."""
    named = os.environ.get("DATELINE_CHROMIUM", "")
    return named or next((path for name in NAMES if (path := shutil.which(name))), "")
