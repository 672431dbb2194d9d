"""Where the time goes: seconds per stage."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

Seconds = Callable[[], float]
Item = TypeVar("Item")


class Stopwatch:
    """Adds up the seconds spent in each stage, by a clock that is passed in."""

    def __init__(self, seconds: Seconds = time.perf_counter) -> None:
        self._now = seconds
        self._spent: dict[str, float] = {}

    @contextmanager
    def measure(self, stage: str) -> Iterator[None]:
        """Count the time inside the `with` block, also where it fails."""
        begun = self._now()
        try:
            yield
        finally:
            self._spent[stage] = self._spent.get(stage, 0.0) + self._now() - begun

    def over(self, stage: str, items: Iterator[Item]) -> Iterator[Item]:
        """The same items; what it takes to produce each counts for `stage`, what others do between them does not."""
        while True:
            with self.measure(stage):
                item = next(items, self)
            if item is self:
                return
            yield item  # type: ignore[misc]  # `self` stands for the end and was just ruled out

    def add(self, spent: Mapping[str, float]) -> None:
        """Count what another watch has measured."""
        for stage, seconds in spent.items():
            self._spent[stage] = self._spent.get(stage, 0.0) + seconds

    @property
    def spent(self) -> dict[str, float]:
        """Seconds by stage so far."""
        return dict(self._spent)

    def take(self) -> dict[str, float]:
        """Seconds by stage since the last `take`."""
        spent, self._spent = self._spent, {}
        return spent
