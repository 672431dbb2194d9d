"""A bound on the work that one document may cost: the last resort, where no bound on its size foresaw it.

Seconds are those of the processor, so that the answer does not hang on what else the machine does. Only the main thread
of a POSIX system can be watched; elsewhere the work is done as it is.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType
from typing import TypeVar

PATIENCE = 120.0  # seconds for one stage; no text that is short enough to be read should need them

Item = TypeVar("Item")


class TookTooLongError(Exception):
    """The work was ended after so many seconds."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise TookTooLongError inside the block once this process has worked so long on it."""
    if not _can_watch():
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TookTooLongError(f"it took more than {seconds:g} seconds of work")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, seconds)  # again and again: a library may swallow the first
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@contextmanager
def or_die(seconds: float) -> Iterator[None]:
    """End this process where it works so long on the block: native code that never returns cannot be interrupted."""
    if not _can_watch():
        yield
        return
    signal.setitimer(signal.ITIMER_PROF, seconds)  # nobody handles SIGPROF, so it ends the process
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def each_at_most(seconds: float, items: Iterator[Item]) -> Iterator[Item]:
    """The same items; TookTooLongError is raised inside what makes one of them and takes too long."""
    while True:
        with at_most(seconds):
            item = next(items, items)
        if item is items:
            return
        yield item  # type: ignore[misc]  # `items` stands for the end and was just ruled out


def _can_watch() -> bool:
    return hasattr(signal, "setitimer") and current_thread() is main_thread()
