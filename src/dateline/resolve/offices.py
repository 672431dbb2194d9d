"""Offices without a name ("the Iraqi prime minister"): who held them on a day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

import msgspec

from dateline.knowledge.actors import Actors, Entity, Role
from dateline.knowledge.names import key

# What a report may call an office that our tables call otherwise, tried in this order
SAME = {
    "prime minister": ("prime minister", "premier", "head of government"),
    "premier": ("premier", "prime minister", "head of government"),
    "president": ("president", "head of state"),
    "foreign minister": ("foreign minister", "foreign secretary", "secretary of state", "minister of foreign affairs"),
    "defense minister": ("defense minister", "defense secretary", "minister of defense"),
    "defense secretary": ("defense secretary", "defense minister"),
    "army chief": ("army chief", "chief of the general staff", "chief of staff of the army"),
    "opposition leader": ("opposition leader", "leader of the opposition"),
    "supreme leader": ("supreme leader",),
    "king": ("king", "head of state"),
    "emir": ("emir", "head of state"),
    "vice president": ("vice president",),
}
_PAST = frozenset(("former", "ex", "ousted", "deposed", "late", "exiled", "deputy", "acting", "incoming", "outgoing"))
_LIGHT = frozenset(("the", "a", "its", "their", "his", "her", "current", "new", "then", "country's", "nation's"))


class Offices(msgspec.Struct, frozen=True, dict=True):
    """The dated roles of all actors, by country and title."""

    actors: Actors

    @cached_property
    def _held(self) -> dict[tuple[str, str], tuple[tuple[Role, Entity], ...]]:
        found: dict[tuple[str, str], tuple[tuple[Role, Entity], ...]] = {}
        for entity in self.actors.all:
            for role in entity.roles:
                spot = (role.country, _title(role.title))
                found[spot] = (*found.get(spot, ()), (role, entity))
        return found

    def holder(self, words: Sequence[str], country: str, day: str) -> Entity | None:
        """Who held the office that some words (without the state's) name, if that was one person on that ISO day."""
        plain = [word.lower() for word in words]
        if not country or not day or _PAST.intersection(plain):
            return None
        told = [word for word in plain if word not in _LIGHT]
        title = _title(" ".join(told))
        turned = _title(" ".join((*told[-1:], "of", *told[:-1])))  # "Jakarta's governor"
        for name in SAME.get(title, (title, turned)):
            held = [e for role, e in self._held.get((country, _title(name)), ()) if role.held(day)]
            people = {entity.id: entity for entity in held}
            if people:
                return next(iter(people.values())) if len(people) == 1 else None
        return None


def _title(text: str) -> str:
    """A title as a key: "Defence Minister" and "defense minister" are one."""
    return re.sub(r"\bdefence\b", "defense", key(text))
