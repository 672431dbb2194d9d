"""Actors of conflict news: armed groups, parties, organisations, agencies of states, holders of public office.

Data files under `data/`: groups.csv, organisations.csv, agencies.csv, parties.csv with one entity a row; people.csv and
leaders.csv with one row a role. scripts/build_factbook.py makes parties.csv and leaders.csv, the others are our own.
An entity's id is the key of its canonical name with hyphens, so it is the same in every build and readable.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import msgspec

from dateline.knowledge import tables
from dateline.knowledge.names import key
from dateline.model import EntityId

FILES = ("groups.csv", "organisations.csv", "agencies.csv", "parties.csv")
PEOPLE = ("people.csv", "leaders.csv")
FAMILY_FIRST = frozenset(("CHN", "HKG", "KOR", "PRK", "TWN", "VNM", "KHM", "THA"))
GRACE = 2  # years after which a member of a government is called a former one
_INITIAL = re.compile(r"(?<=\w) [A-Z]\.? (?=[A-Z])")
LONGEST = 8  # words of the longest alias worth looking for


class Role(msgspec.Struct, frozen=True, kw_only=True):
    """An office somebody held, `first` to `last` (ISO dates of any precision; `last` "" where it goes on)."""

    title: str
    country: str
    sector: str
    first: str
    last: str

    def held(self, day: str) -> bool:
        """Whether the office was held on an ISO day."""
        return self.first <= day and (not self.last or day[: len(self.last)] <= self.last)


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """An actor with its canonical name. `country` is a code of the contract, `sector` PLOVER's or ""."""

    id: EntityId
    name: str
    aliases: tuple[str, ...]
    country: str
    sector: str
    kind: str
    roles: tuple[Role, ...] = ()

    def sector_on(self, day: str) -> str:
        """The sector on an ISO day ("" where unknown): that of the office held then, or of the one nearest in time.

        Who left the government two years before belongs to the elites (ELI), a president to be belongs to a party.
        """
        held = [role for role in self.roles if role.held(day)]
        if held or not day or not self.roles:
            return held[-1].sector if held else self.sector
        last = max(self.roles, key=lambda role: role.last or day)
        if last.sector == "GOV" and last.last and int(day[:4]) - int(last.last[:4]) >= GRACE:
            return "ELI"
        return "PTY" if self.roles[0].title == "president" and day < self.roles[0].first else last.sector


class Found(msgspec.Struct, frozen=True):
    """Entities that words `first` to `last` (exclusive) of a phrase may name."""

    first: int
    last: int
    entities: tuple[Entity, ...]


class Actors(msgspec.Struct, frozen=True, dict=True):
    """All known actors, found by any of their names."""

    all: tuple[Entity, ...]
    custom: tuple[Entity, ...] = ()  # the user's, which are among all: their names mean nobody else

    @classmethod
    def load(cls) -> Actors:
        """The packaged tables."""
        return cls((*_groups(), *_people()))

    def over(self, custom: Sequence[Entity]) -> Actors:
        """These actors with a user's before them: an entity of the same id is replaced, a name of theirs is theirs."""
        replaced = {entity.id for entity in custom}
        return Actors((*custom, *(e for e in self.all if e.id not in replaced)), custom=tuple(custom))

    @cached_property
    def _named(self) -> dict[str, tuple[tuple[Entity, bool], ...]]:
        return _by_alias(self.all) | _by_alias(self.custom)

    @cached_property
    def _small_openers(self) -> frozenset[str]:
        """The first words of the few names that begin with a small letter ("al-Qaeda", "anti-Balaka")."""
        names = (name for entity in self.all for name in (entity.name, *entity.aliases))
        return frozenset(re.split("[ -]", name)[0] for name in names if name[:1].islower())

    @cached_property
    def _surnames(self) -> dict[str, tuple[Entity, ...]]:
        found: dict[str, tuple[Entity, ...]] = {}
        for entity in self.all:
            for name in (entity.name, *entity.aliases) if entity.kind == "person" else ():
                for last in dict.fromkeys(map(key, surnames(name, entity.country))):
                    if all(entity is not other for other in found.get(last, ())):
                        found[last] = (*found.get(last, ()), entity)
        return found

    def named(self, text: str) -> tuple[Entity, ...]:
        """The entities with that name or alias, a middle initial left out where the name is not known with it.

        An acronym counts in capitals only ("IS" is no "is").
        """
        pairs = self._named.get(key(text)) or self._named.get(key(_INITIAL.sub(" ", text)), ())
        return tuple(entity for entity, capitals in pairs if not capitals or text.isupper())

    def called(self, last_name: str) -> tuple[Entity, ...]:
        """The people with that surname."""
        return self._surnames.get(key(last_name), ())

    def within(self, text: str, words: Sequence[tuple[int, int]]) -> Iterator[Found]:
        """The entities named by runs of words (given by their offsets), longest first at each word, not overlapping."""
        i = 0
        while i < len(words):
            found = next(self._runs(text, words, i), None)
            if found:
                yield found
            i = found.last if found else i + 1

    def _runs(self, text: str, words: Sequence[tuple[int, int]], i: int) -> Iterator[Found]:
        opener = text[slice(*words[i])]
        if opener[:1].islower() and opener.split("-")[0] not in self._small_openers:
            return
        for n in range(min(LONGEST, len(words) - i), 0, -1):
            if entities := self.named(text[words[i][0] : words[i + n - 1][1]]):
                yield Found(i, i + n, entities)


def _by_alias(entities: Iterable[Entity]) -> dict[str, tuple[tuple[Entity, bool], ...]]:
    """Key of a name to the entities that bear it, each with whether the name is an acronym there."""
    found: dict[str, tuple[tuple[Entity, bool], ...]] = {}
    for entity in entities:
        for alias in (entity.name, *entity.aliases):
            name = key(alias)
            pairs = found.get(name, ())
            if all(entity is not other for other, _ in pairs):
                found[name] = (*pairs, (entity, acronym(alias)))
    return found


def acronym(alias: str) -> bool:
    """Whether an alias is an acronym, which common words may look like in small letters."""
    return alias.isupper() and len(alias) <= 5


def surname(name: str) -> str:
    """The last name with its particle: "Abu Bakr al-Baghdadi" is called "al-Baghdadi"."""
    words = [w for w in name.split() if w.rstrip(".") not in ("Jr", "Sr", "II", "III", "IV")]
    particle = len(words) > 2 and words[-2].lower() in (
        "bin",
        "ben",
        "de",
        "van",
        "von",
        "al",
        "el",
        "le",
        "la",
        "da",
        "dos",
    )
    return " ".join(words[-2:] if particle else words[-1:])


def surnames(name: str, country: str) -> tuple[str, ...]:
    """What somebody may be called for short: the last name with and without article, or the family's first."""
    last = surname(name)
    family = (name.split(maxsplit=1)[0],) if country in FAMILY_FIRST else ()
    return (last, re.sub(r"^(?:al|el)[- ]", "", last), *family)


def entity_id(name: str) -> EntityId:
    """The id of the entity with that canonical name."""
    return EntityId(key(name).replace(" ", "-"))


def _groups() -> Iterator[Entity]:
    for file in FILES:
        for row in tables.rows(file):
            yield Entity(
                id=entity_id(row["name"]), name=row["name"], aliases=tables.listed(row["aliases"]),
                country=row["country"], sector=row["sector"], kind=row["kind"],
            )  # fmt: skip


def _people() -> Iterator[Entity]:
    people: dict[str, list[tables.Row]] = {}
    for row in (row for file in PEOPLE for row in tables.rows(file)):
        people.setdefault(row["name"], []).append(row)
    for name, rows in people.items():
        roles = tuple(
            Role(title=r["role"], country=r["country"], sector=r["sector"], first=r["from"], last=r["to"]) for r in rows
        )
        aliases = tuple(dict.fromkeys(alias for r in rows for alias in tables.listed(r["aliases"])))
        yield Entity(
            id=entity_id(name), name=name, aliases=aliases, country=rows[0]["country"], sector=rows[0]["sector"],
            kind="person", roles=tuple(sorted(roles, key=lambda role: role.first)),
        )  # fmt: skip
