"""States and territories: their names, their people, the capitals and buildings that stand for their governments."""

from __future__ import annotations

from functools import cached_property

import msgspec

from dateline.knowledge import tables
from dateline.knowledge.names import key


class State(msgspec.Struct, frozen=True, kw_only=True):
    """A state or territory by its alpha-3 code (KOS for Kosovo), as `data/states.csv` has it."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()

    @property
    def people(self) -> str:
        """The adjective for its people, or its name where it has none."""
        return self.demonyms[0] if self.demonyms else self.name


class States(msgspec.Struct, frozen=True, dict=True):
    """All states, found by name, adjective or metonym."""

    all: tuple[State, ...]

    @classmethod
    def load(cls) -> States:
        """The packaged table."""
        lists = ("aliases", "demonyms", "capitals", "seats")
        return cls(
            tuple(
                State(code=row["code"], name=row["name"], **{name: tables.listed(row[name]) for name in lists})
                for row in tables.rows("states.csv")
            )
        )

    @cached_property
    def by_code(self) -> dict[str, State]:
        """State by code."""
        return {state.code: state for state in self.all}

    @cached_property
    def _named(self) -> dict[str, State]:
        names = ((name, state) for state in self.all for name in (state.name, *state.aliases))
        return {key(name): state for name, state in names}

    @cached_property
    def _people(self) -> dict[str, State]:
        return {key(word): state for state in self.all for word in state.demonyms}

    @cached_property
    def _metonyms(self) -> dict[str, State]:
        words = ((word, state) for state in self.all for word in (*state.capitals, *state.seats))
        return {key(word): state for word, state in words}

    def named(self, text: str) -> State | None:
        """The state with that name; "us" in small letters is the pronoun."""
        return None if text in ("us", "Us") else self._named.get(key(text))

    def people(self, text: str) -> State | None:
        """The state whose people or things are called that."""
        return self._people.get(key(text))

    def metonym(self, text: str) -> State | None:
        """The state for whose government a capital or building stands."""
        return self._metonyms.get(key(text))
