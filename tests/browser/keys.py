"""How long a key takes, timed in the page itself; bench/screens times it the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

_STROKE = """(key) => new Promise((done) => {
  const before = performance.now(), event = document.documentElement.dataset.event;
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  const look = () => document.documentElement.dataset.event !== event
    ? requestAnimationFrame(() => done(performance.now() - before)) : setTimeout(look, 1);
  look();
})"""


def decided(page: Page, key: str) -> float:
    """Milliseconds from a key that decides on a record under review to the next record on the screen."""
    return float(page.evaluate(_STROKE, key))
