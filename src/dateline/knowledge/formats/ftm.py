"""FollowTheMoney entities, one JSON object a line, as OpenSanctions publishes them (followthemoney.tech/explorer).

A person's offices are `Occupancy` entities between a `Person` and a `Position`; without those its `position` texts.
Topics tell the sector (opensanctions.org/docs/topics).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import msgspec

from dateline.knowledge import tables
from dateline.knowledge.actors import Entity, Role, entity_id
from dateline.knowledge.formats.lines import decoded, json_lines

BODIES = frozenset(("Organization", "PublicBody", "Company", "LegalEntity"))
SECTORS = (  # the first topic that an entity has decides
    ("crime.terror", "REB"), ("crime.war", "REB"), ("gov.executive", "GOV"), ("gov.legislative", "LEG"),
    ("gov.judicial", "JUD"), ("gov.security", "MIL"), ("gov.intel", "SPY"), ("gov.igo", ""), ("gov.muni", "GOV"),
    ("gov.state", "GOV"), ("gov.national", "GOV"), ("gov.head", "GOV"), ("gov", "GOV"), ("pol.party", "PTY"),
    ("pol.union", "LAB"), ("mil", "MIL"), ("rel", "REL"), ("role.pep", "GOV"), ("role.pol", "PTY"),
)  # fmt: skip
PUBLIC = ("role.pep", "role.pol", "role.judge", "role.diplo", "crime.terror", "crime.war", "gov")
KINDS = (("pol.party", "party"), ("gov.igo", "io"), ("gov", "agency"), ("crime.terror", "armed group"))


class Thing(msgspec.Struct, frozen=True):
    """One entity: its id, schema, and the values of each property."""

    id: str
    schema: str
    properties: dict[str, list[str]] = {}
    caption: str = ""

    def values(self, *names: str) -> tuple[str, ...]:
        """The values of some properties, in order, each once."""
        return tuple(dict.fromkeys(v for name in names for v in self.properties.get(name, ())))

    def first(self, *names: str) -> str:
        """The first value of some properties, "" where there is none."""
        return next(iter(self.values(*names)), "")


def actors(path: Path) -> tuple[Entity, ...]:
    """The bodies of a file and the people who hold or held public office, in its order."""
    things = [decoded(path, line, Thing) for line in json_lines(path)]
    posts = {thing.id: thing for thing in things if thing.schema == "Position"}
    held: dict[str, list[Role]] = {}
    for thing in things:
        post = posts.get(thing.first("post")) if thing.schema == "Occupancy" else None
        if post is not None:
            held.setdefault(thing.first("holder"), []).append(_role(thing, post))
    return tuple(entity for thing in things for entity in _entities(thing, held))


def _role(occupancy: Thing, post: Thing) -> Role:
    return Role(
        title=post.first("name") or post.caption,
        country=_country(post),
        sector=_by_topic(post, SECTORS) or "GOV",
        first=occupancy.first("startDate", "date")[:10],
        last=occupancy.first("endDate")[:10],
    )


def _entities(thing: Thing, held: Mapping[str, list[Role]]) -> Iterator[Entity]:
    person = thing.schema == "Person"
    topics = thing.values("topics")
    roles = tuple(sorted(held.get(thing.id, ()), key=lambda role: role.first))
    public = bool(roles or thing.values("position") or any(topic.startswith(PUBLIC) for topic in topics))
    name = thing.caption or thing.first("name")
    if not name or (person and not public) or not (person or thing.schema in BODIES):
        return
    aliases = (a for a in thing.values("name", "alias", "abbreviation", "previousName") if a != name)
    yield Entity(
        id=entity_id(name),
        name=name,
        aliases=tuple(aliases),
        country=_country(thing) or (roles[-1].country if roles else ""),
        sector=(roles[-1].sector if roles else "") or _by_topic(thing, SECTORS) or ("GOV" if person else ""),
        kind="person" if person else _by_topic(thing, KINDS) or ("company" if thing.schema == "Company" else "body"),
        roles=roles,
    )


def _by_topic(thing: Thing, table: tuple[tuple[str, str], ...]) -> str:
    topics = thing.values("topics")
    return next((value for start, value in table if any(t == start or t.startswith(f"{start}.") for t in topics)), "")


def _country(thing: Thing) -> str:
    codes = (
        _codes().get(code.upper(), "") for code in thing.values("country", "jurisdiction", "nationality", "citizenship")
    )
    return next((code for code in codes if code), "")


@cache
def _codes() -> dict[str, str]:
    """Two-letter codes of states to ours; FollowTheMoney's "eu" and "zz" are the Union and nowhere."""
    return {row["alpha2"]: row["code"] for row in tables.rows("states.csv") if row["alpha2"]} | {"EU": "EUR"}
