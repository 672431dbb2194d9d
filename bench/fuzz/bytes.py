"""Choices made from bytes: whoever changes the bytes, a guided fuzzer or chance, changes the choices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


class Choices:
    """Takes small numbers off the front of some bytes; when they are used up, every choice is the first one."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def __bool__(self) -> bool:
        """Whether there are bytes left."""
        return self._at < len(self._data)

    def number(self, below: int) -> int:
        """A number from 0 to `below` - 1, at most 65,536 of them."""
        if below <= 1:
            return 0
        found = self._byte()
        return (found * 256 + self._byte() if below > 256 else found) % below

    def pick(self, items: Sequence[Item]) -> Item:
        """One of some items."""
        return items[self.number(len(items))]

    def text(self, most: int) -> str:
        """Up to `most` bytes as text, whatever they are."""
        taken = self._data[self._at : self._at + self.number(most + 1)]
        self._at += len(taken)
        return taken.decode("utf-8", "replace")

    def rest(self) -> bytes:
        """All bytes that are left."""
        taken, self._at = self._data[self._at :], len(self._data)
        return taken

    def _byte(self) -> int:
        if not self:
            return 0
        self._at += 1
        return self._data[self._at - 1]
