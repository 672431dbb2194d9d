"""What somebody in front of the screens waits for, in a real headless Chromium: paint, a change of filter, a key.

    python bench/screens/paint.py [--incidents N] [--store DIR] [--times N]

Over N made-up incidents: from the request of Explore to its first paint, where the generation is loaded and the
question is new ("first paint"), and from a press on a facet's value to the new screen ("filter to panels"). Over a
store of invented stories: from a key that decides on a record to the next record on the screen ("review key").
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from latency import p95
from playwright.sync_api import Page
from synthetic import make

sys.path.insert(0, str(Path(__file__).parents[2]))  # the tests' browser and invented stories

from tests.browser.keys import decided
from tests.browser.served import launched, served
from tests.serve.many import fill

_KEYS = 30

_PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
_PRESS = """(number) => new Promise((done) => {
  const links = document.querySelectorAll("details.facet a:not(.not)");
  const before = performance.now(), region = () => document.getElementById("explore"), old = location.href;
  links[number % links.length].click();
  const look = () => location.href !== old && !region().hasAttribute("data-waiting")
    ? requestAnimationFrame(() => done(performance.now() - before)) : setTimeout(look, 1);
  look();
})"""


def painted(page: Page, address: str) -> float:
    """Milliseconds from the request to the first paint that shows something."""
    page.goto(address)
    page.wait_for_function(_PAINT)
    return float(page.evaluate(_PAINT))


def explored(page: Page, address: str, times: int) -> Iterator[tuple[str, list[float]]]:
    """What Explore takes."""
    yield "first paint", [painted(page, f"{address}/?-country=Q{chr(65 + n)}Q") for n in range(times)]
    yield "first paint, again", [painted(page, f"{address}/") for _ in range(times)]
    pressed = []
    for n in range(times):
        page.goto(f"{address}/?-country=R{chr(65 + n)}R")
        page.wait_for_selector("html[data-ready=explore]")
        pressed.append(float(page.evaluate(_PRESS, n)))
    yield "filter to panels", pressed


def reviewed(page: Page, address: str) -> Iterator[tuple[str, list[float]]]:
    """What a decision takes."""
    page.goto(f"{address}/review")
    page.wait_for_selector("html[data-ready=review]")
    yield "review key to next", [decided(page, "aus"[n % 3]) for n in range(_KEYS)]


def report(found: Iterator[tuple[str, list[float]]]) -> None:
    """Print a line each."""
    for name, took in found:
        print(f"{name:<26}{statistics.median(took):>9.0f}{p95(took):>9.0f}", flush=True)


def main() -> None:
    """Read the call, make the stores, measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--incidents", type=int, default=1_000_000)
    parser.add_argument("--store", type=Path, help="keep the made-up store here")
    parser.add_argument("--times", type=int, default=12)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary, launched() as browser:
        large = make(given.store or Path(temporary) / "store", given.incidents)
        small = fill(Path(temporary) / "review", 60)
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.set_default_timeout(120_000)
        print(f"{given.incidents:,} incidents\n{'milliseconds':<26}{'median':>9}{'p95':>9}")
        with served(large) as address:
            page.goto(address)  # the generation is loaded
            report(explored(page, address, given.times))
        with served(small) as address:
            report(reviewed(page, address))


if __name__ == "__main__":
    main()
