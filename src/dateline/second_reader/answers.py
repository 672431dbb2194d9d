"""What a second reader may answer: JSON of one of two shapes, and nothing else is read from it."""

from __future__ import annotations

import re
from typing import TypeVar

import msgspec

from dateline.errors import InputError
from dateline.model import Stance

MOST = 50  # events of one answer, values of one slot
_THOUGHT = re.compile(r"\s*<think>.*?</think>", re.DOTALL)  # of models that think aloud
_FENCED = re.compile(r"\s*```(?:json)?\s*\n(.*)\n\s*```\s*", re.DOTALL)

T = TypeVar("T")


class Source(msgspec.Struct, frozen=True):
    """Somebody who says so."""

    words: str
    stance: Stance = "asserts"


class Disagreement(msgspec.Struct, frozen=True):
    """A slot that is wrong, what it should hold, and the words that show it."""

    slot: str
    value: list[str | Source] | str | None = None
    quote: str = ""

    @property
    def values(self) -> list[str | Source]:
        """The value as a list, whichever way it came."""
        if isinstance(self.value, str):
            return [self.value] if self.value else []
        return self.value or []


class Checked(msgspec.Struct, frozen=True):
    """The answer about a record."""

    disagreements: list[Disagreement]
    evidence: str | None = None


class Missed(msgspec.Struct, frozen=True):
    """An event that the coder has no record of."""

    trigger: str
    did: str
    sentence: str
    status: str = "actual"
    who: list[str] | None = None
    whom: list[str] | None = None
    where: str | None = None
    says: list[str | Source] | None = None


class Proposed(msgspec.Struct, frozen=True):
    """The answer about a part of a document."""

    events: list[Missed]


def decode(text: str, shape: type[T]) -> T:
    """The answer in its shape, also after thoughts or in a fence of Markdown; raises InputError with what is wrong."""
    thought = _THOUGHT.match(text)
    said = text[thought.end() :] if thought else text
    fenced = _FENCED.fullmatch(said)
    try:
        return msgspec.json.decode(fenced[1] if fenced else said, type=shape)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as fault:
        raise InputError(f"the answer is not the JSON that was asked for ({fault}).") from None
