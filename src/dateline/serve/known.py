"""What the packaged knowledge tells of an actor, read once."""

from __future__ import annotations

from functools import cache

from dateline.knowledge import Actors, Entity, States
from dateline.serve.words import BEYOND


@cache
def _entities() -> dict[str, Entity]:
    return {entity.id: entity for entity in Actors.load().all}


@cache
def _states() -> dict[str, str]:
    return {state.code: state.name for state in States.load().all}


def entity(id_: str | None) -> Entity | None:
    """The actor with that id, None where knowledge has none."""
    return _entities().get(id_ or "")


def country(code: str | None) -> str:
    """The name of a country by its code; words for a code that is no state's (IGO, NGO, …), else the code itself."""
    return _states().get(code or "") or BEYOND.get(code or "", code or "")
