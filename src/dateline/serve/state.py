"""What all pages share: the store, the templates, the clock, the key that allows to write."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from dateline.serve import words
from dateline.shown import line, shown
from dateline.store import Store, generation
from dateline.store.analytic import Analytic
from dateline.store.analytic.filters import EXACT

Clock = Callable[[], datetime]


_EARLIER = 2  # earlier generations in memory at a time


class Shelf:
    """The analytic tables in use: those of the current generation, loaded when first asked for and when it changes.

    Earlier generations are loaded when news since them are asked for, and the one asked for longest ago is let go.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        self._held: Analytic | None = None
        self._earlier: dict[int, Analytic] = {}

    def current(self) -> Analytic:
        """The tables of the current generation; raises NotFoundError where there is none."""
        with self._lock:
            if self._held is None or self._held.stale:
                # the one before may still be answering: it is not closed
                self._held = Analytic.open(self._folder).ready()
            return self._held

    def earlier(self, number: int) -> Analytic:
        """The tables of the generation of that number; raises NotFoundError where it is not there any more."""
        now = self.current()
        if now.generation.number == number:
            return now
        with self._lock:
            held = self._earlier.pop(number, None) or Analytic.open(self._folder, number)
            self._earlier[number] = held
            for old in list(self._earlier)[:-_EARLIER]:
                del self._earlier[old]
            return held


class State(msgspec.Struct, frozen=True):
    """One server's. Stores are opened for each request: SQLite's readers neither wait for nor block a build."""

    folder: Path
    clock: Clock
    key: str
    templates: Environment
    shelf: Shelf

    def analytic(self) -> Analytic:
        """All incidents in memory; raises NotFoundError where the store has no generation."""
        return self.shelf.current()

    def store(self) -> Store:
        """The store, for reading; use in a `with` statement."""
        return Store.open(self.folder)

    def definitions(self) -> dict[str, str]:
        """What the categories of own codebooks mean; nothing where the store has no generation."""
        found = generation.current(self.folder)
        return found.definitions if found else {}

    def page(self, template: str, *, screen: str, status: int = 200, **about: Any) -> HTMLResponse:
        """A page made of a template; `screen` names the entry of the navigation that it belongs to."""
        common = {"screen": screen, "key": self.key, "folder": self.folder.name}
        return HTMLResponse(self.templates.get_template(template).render(common | about), status)


def templates() -> Environment:
    """The packaged templates: everything is escaped, and a missing value is an error."""
    found = Environment(
        loader=PackageLoader("dateline.serve"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {
        "shown": shown,
        "line": line,
        "number": words.number,
        "many": words.many,
        "slot": words.slot,
        "day": words.day,
        "days": words.days_of,
        "exactly": lambda name: f"{EXACT}{name}",
    }
    found.globals |= {"MARKS": words.MARKS}
    return found
