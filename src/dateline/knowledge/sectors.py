"""Words that tell the sector of a party: "police" COP, "gunmen" UAF, "lawmakers" LEG."""

from __future__ import annotations

from functools import cached_property

import msgspec

from dateline.knowledge import tables

NONGOVERNMENTAL = "NGO"  # in the table: no sector but a country code of the contract


class Word(msgspec.Struct, frozen=True):
    """A word or phrase with its sector, and how the party is named where its state is known ("{people} police")."""

    word: str
    sector: str
    name: str


class Sectors(msgspec.Struct, frozen=True, dict=True):
    """All sector words, found in a phrase by its last words."""

    all: tuple[Word, ...]

    @classmethod
    def load(cls) -> Sectors:
        """The packaged table."""
        return cls(tuple(Word(row["word"], row["sector"], row["name"]) for row in tables.rows("sectors.csv")))

    @cached_property
    def _by_word(self) -> dict[str, Word]:
        return {word.word: word for word in self.all}

    def get(self, phrase: str) -> Word | None:
        """The sector word that is this phrase, in small letters."""
        return self._by_word.get(phrase.lower().replace("’", "'"))

    def last(self, words: list[str]) -> Word | None:
        """The longest sector word or phrase that some words end with ("defense officials")."""
        for n in range(min(4, len(words)), 0, -1):
            if found := self.get(" ".join(words[-n:])):
                return found
        return None

    def any(self, words: list[str]) -> Word | None:
        """The last sector word anywhere among some words."""
        ends = (self.last(words[:end]) for end in range(len(words), 0, -1))
        return next((found for found in ends if found), None)
