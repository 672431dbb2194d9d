"""The pictures of the screens in docs/images, made again from this project's own invented stories.

    python bench/screens/pictures.py [--out docs/images] [--store build/screenshots]

Builds a store from corpus/stream (once; it takes minutes), serves it, opens its screens in headless Chromium, and
writes each as a small PNG. Only stories that this project wrote are shown. CASE is the case whose incident is shown.
"""

from __future__ import annotations

import argparse
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
from PIL import Image
from playwright.sync_api import Browser

from dateline.evaluate.stream_cases import load

sys.path.insert(0, str(Path(__file__).parents[2]))  # the tests' browser

from tests.browser.served import launched, served

ROOT = Path(__file__).parents[2]
CASE = "s001-"
MOST = 150_000  # bytes of a picture
COLOURS = (256, 128, 64, 32)
SIZE = {"width": 1440, "height": 900}


def build(store: Path) -> None:
    """A store of the stories of corpus/stream, once."""
    if (store / "generations").is_dir():
        return
    stories = store.with_suffix(".jsonl")
    stories.parent.mkdir(parents=True, exist_ok=True)
    told = (story for case in load(ROOT / "corpus" / "stream") for story in case.stories)
    lines = (
        json.dumps(
            {"id": one.id, "text": one.text, "title": one.title, "publisher": one.outlet, "published": one.published}
        )
        for one in told
    )
    stories.write_text("\n".join(lines) + "\n", "utf-8")
    command = (sys.executable, "-m", "dateline", "build", str(stories), "--store", str(store))
    subprocess.run(command, check=True)


def screens(address: str) -> dict[str, str]:
    """What is shown, by name: of one case, the incident that most reports tell of and a report of it."""

    def asked(path: str) -> Any:
        return httpx.get(f"{address}/api/v1/{path}", timeout=60).raise_for_status().json()["data"]

    rows = [row for row in asked("incidents?limit=1000") if row["document"].startswith(CASE)]
    best = max(rows, key=lambda row: (row["independent"], row["reports"], len(row["disputed"]), row["id"]))
    (actor,) = asked("facets?facet=actor&limit=1")["actor"]
    return {
        "explore": "/",
        "explore-dark": "/",
        "incident": f"/incident/{quote(best['id'])}",
        "reader": f"/doc/{quote(best['document'])}?event={quote(best['event'])}",
        "actor": f"/actor/{quote(actor['value'].removeprefix('='))}",
        "review": "/review",
        "briefing": f"/briefing?since={best['reported']}",
    }


def picture(browser: Browser, address: str, dark: bool) -> bytes:
    """One screen as PNG, in as many colours as still make a small file."""
    context = browser.new_context(viewport=SIZE, color_scheme="dark" if dark else "light", reduced_motion="reduce")
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("html[data-ready]")
    page.wait_for_timeout(500)
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    context.close()
    tries = [_reduced(shot, colours) for colours in COLOURS]
    return next((one for one in tries if len(one) < MOST), tries[-1])


def _reduced(shot: Image.Image, colours: int) -> bytes:
    held = io.BytesIO()
    shot.quantize(colours, dither=Image.Dither.NONE).save(held, "PNG", optimize=True)
    return held.getvalue()


def main() -> None:
    """Read the call, build, take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "images")
    parser.add_argument("--store", type=Path, default=ROOT / "build" / "screenshots")
    given = parser.parse_args()
    build(given.store)
    with served(given.store) as address, launched() as browser:
        for name, screen in screens(address).items():
            made = picture(browser, address + screen, name.endswith("-dark"))
            (given.out / f"{name}.png").write_bytes(made)
            print(f"{name:<16}{len(made):>9,} bytes")


if __name__ == "__main__":
    main()
