"""The error tree.

    DatelineError
    ├── UsageError          the call is wrong: an unknown benchmark, a bad date (exit code 2)
    ├── NotFoundError       no such document, event, store (3)
    ├── InputError          the input cannot be read, as a whole (4)
    ├── StoreError          the store is damaged or of another version (1)
    │   └── StoreBusyError  another process is writing to it (5)
    ├── DataError           a file of the package or of a corpus breaks its own rules (1)
    └── MissingExtraError   an optional dependency is not installed (1)

A fault in one document is no error but an `Issue` record: it travels with the results and the batch goes on.
Every error keeps its parts as fields, says what, where and what to do, and survives pickling.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import ClassVar


class DatelineError(Exception):
    """Base of every error that Dateline raises on purpose.

    Args:
        what: one sentence saying what is wrong.
        where: the file, URL, row or id concerned, if any.
        hint: what to do about it, if anything.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, what: str, where: str = "", hint: str = "") -> None:
        super().__init__(what, where, hint)
        self.what = what
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        text = f"{self.where}: {self.what}" if self.where else self.what
        return f"{text} {self.hint}" if self.hint else text


class UsageError(DatelineError):
    """The call itself is wrong."""

    exit_code = 2


class NotFoundError(DatelineError):
    """What was asked for does not exist."""

    exit_code = 3


class InputError(DatelineError):
    """An input cannot be read at all."""

    exit_code = 4


class StoreError(DatelineError):
    """The store is damaged, or written by another version."""


class StoreBusyError(StoreError):
    """Another process holds the store for writing."""

    exit_code = 5


class DataError(DatelineError):
    """A data file breaks the rules it is held to."""


class MissingExtraError(DatelineError):
    """An optional dependency is needed and absent."""


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """A hint for an unknown word: the closest of `choices`, or all of them where none is close."""
    known = list(choices)
    close = get_close_matches(word.casefold(), [choice.casefold() for choice in known], n=1, cutoff=0.6)
    if not close:
        return f"Known are: {', '.join(known)}."
    return f"Did you mean '{next(choice for choice in known if choice.casefold() == close[0])}'?"
