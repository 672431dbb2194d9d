"""Who belongs to whom, and since when: the Nujaba Movement to the Islamic Resistance in Iraq, that to its axis."""

from __future__ import annotations

from functools import cache

import msgspec

from dateline.knowledge import tables
from dateline.knowledge.actors import entity_id
from dateline.model import EntityId


class Membership(msgspec.Struct, frozen=True, kw_only=True):
    """That one actor is to another what `relation` says ("member of", "part of", "armed wing of", "split from", ...).

    `first` and `last` are ISO dates of any precision, "" where the start is not known or the end has not come.
    """

    member: EntityId
    body: EntityId
    member_name: str
    body_name: str
    relation: str
    first: str
    last: str
    confidence: str

    def held(self, day: str) -> bool:
        """Whether it held on an ISO day, as far as its dates are known."""
        return self.first <= day and (not self.last or day[: len(self.last)] <= self.last)


@cache
def memberships() -> tuple[Membership, ...]:
    """Every row of `memberships.csv`, in file order."""
    return tuple(_read(row) for row in tables.rows("memberships.csv"))


def _read(row: tables.Row) -> Membership:
    member, body = row["member"], row["body"]
    return Membership(
        member=entity_id(member), body=entity_id(body), member_name=member, body_name=body, relation=row["relation"],
        first=row["from"], last=row["to"], confidence=row["confidence"],
    )  # fmt: skip


def above(id_: str) -> tuple[Membership, ...]:
    """What an actor belongs or belonged to, was split from or succeeds."""
    return tuple(m for m in memberships() if m.member == id_)


def below(id_: str) -> tuple[Membership, ...]:
    """Who belongs or belonged to an actor, split from it or succeeded it."""
    return tuple(m for m in memberships() if m.body == id_)
