"""Who a party is, as far as it is known."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dateline.knowledge.states import State


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """Who a party is, as far as it is known; `reason` says what is not known and why. `body`: whom it speaks for."""

    name: str = ""
    entity: str = ""
    country: str = ""
    sector: str = ""
    reason: str = ""
    body: str = ""
    joint: bool = False  # several parties in one phrase

    @property
    def known(self) -> bool:
        """Whether anything is known."""
        return bool(self.name or self.country or self.sector)

    def over(self, other: Profile) -> Profile:
        """The profile with its gaps filled from another."""
        filled = {f: getattr(self, f) or getattr(other, f) for f in ("name", "entity", "country", "sector", "body")}
        return Profile(**filled, reason="" if filled["name"] else self.reason or other.reason)


def government(state: State, name: str) -> Profile:
    """A state as a party, under the name it is called by."""
    return Profile(name=name, entity=state_id(state), country=state.code, sector="GOV")


def state_id(state: State) -> str:
    """The entity id of a state."""
    return f"state-{state.code.lower()}"


def joined(parts: Sequence[Profile]) -> Profile:
    """Several parties in one phrase: what they have in common, and their names side by side."""

    def common(field: str) -> str:
        values = {getattr(p, field) for p in parts}
        return values.pop() if len(values) == 1 else ""

    named = [p for p in parts if p.entity]
    if len(named) == 1 and named[0] is parts[0] and not any(p.name or p.country for p in parts[1:]):
        return named[0]
    names = [p.name for p in parts if p.name]
    reason = "" if len(names) == len(parts) else "several parties in one phrase, not all of them named"
    name = " and ".join(names) if len(names) == len(parts) else ""
    return Profile(name=name, country=common("country"), sector=common("sector"), reason=reason, joint=True)
