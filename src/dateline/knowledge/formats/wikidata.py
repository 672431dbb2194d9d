"""Items of a Wikidata JSON dump, one a line (wikidata.org/wiki/Wikidata:Database_download).

The file is read twice: first the holders of offices, parties, armed bodies and agencies with the items they point at,
then those items' names. A state is known by its ISO code (P298), so the states' own items must be in the file too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from dateline.knowledge.actors import Entity, Role, entity_id
from dateline.knowledge.formats.lines import decoded, json_lines

KIND, COUNTRY, CITIZEN, OFFICE, CODE, BEGAN, ENDED, OF = "P31", "P17", "P27", "P39", "P298", "P580", "P582", "P1001"
HUMAN = "Q5"
BODIES = {  # class of a body: kind and sector
    "Q7278": ("party", "PTY"), "Q17127659": ("armed group", "REB"), "Q484652": ("io", ""), "Q245065": ("io", ""),
    "Q327333": ("agency", "GOV"), "Q192350": ("agency", "GOV"), "Q772547": ("military", "MIL"),
    "Q47913": ("intelligence", "SPY"), "Q79913": ("ngo", ""),
}  # fmt: skip
GRAIN = {9: 4, 10: 7, 11: 10}  # precision of a date (year, month, day) to the length of the ISO date


class Text(msgspec.Struct, frozen=True):
    """A label or an alias."""

    value: str


class Item(msgspec.Struct, frozen=True):
    """What is used of an item."""

    id: str
    labels: dict[str, Text] = {}
    aliases: dict[str, list[Text]] = {}
    claims: dict[str, list[dict[str, Any]]] = {}

    @property
    def name(self) -> str:
        """Its English label, "" where it has none."""
        found = self.labels.get("en") or self.labels.get("mul")
        return found.value if found else ""

    def targets(self, claim: str) -> list[str]:
        """The items that a property points at, preferred ones first."""
        ranked = sorted(self.claims.get(claim, ()), key=lambda s: s.get("rank") != "preferred")
        return [target for statement in ranked if (target := _target(statement.get("mainsnak")))]

    def text(self, claim: str) -> str:
        """The first string of a property, "" where there is none."""
        values = (_value(statement.get("mainsnak")) for statement in self.claims.get(claim, ()))
        return next((value for value in values if isinstance(value, str)), "")


def actors(path: Path) -> tuple[Entity, ...]:
    """The holders of public offices and the bodies of a dump, in its order."""
    chosen: list[Item] = []
    codes: dict[str, str] = {}
    for line in json_lines(path):
        item = decoded(path, line, Item)
        if code := item.text(CODE):
            codes[item.id] = code
        if item.name and (_is_holder(item) or _body(item)):
            chosen.append(item)
    offices = _offices(path, {office for item in chosen for office in item.targets(OFFICE)})
    return tuple(_person(i, offices, codes) if _is_holder(i) else _organisation(i, codes) for i in chosen)


def _is_holder(item: Item) -> bool:
    return HUMAN in item.targets(KIND) and bool(item.targets(OFFICE))


def _body(item: Item) -> tuple[str, str] | None:
    return next((BODIES[kind] for kind in item.targets(KIND) if kind in BODIES), None)


def _offices(path: Path, wanted: set[str]) -> dict[str, Item]:
    items = (decoded(path, line, Item) for line in json_lines(path)) if wanted else iter(())
    return {item.id: item for item in items if item.id in wanted}


def _organisation(item: Item, codes: Mapping[str, str]) -> Entity:
    kind, sector = _body(item) or ("body", "")
    country = _country(item, codes, COUNTRY) or ("IGO" if kind == "io" else "NGO" if kind == "ngo" else "")
    return Entity(
        id=entity_id(item.name), name=item.name, aliases=_aliases(item), country=country, sector=sector, kind=kind
    )


def _person(item: Item, offices: Mapping[str, Item], codes: Mapping[str, str]) -> Entity:
    own = _country(item, codes, CITIZEN)
    roles = tuple(sorted(_roles(item, offices, codes, own), key=lambda role: role.first))
    return Entity(
        id=entity_id(item.name), name=item.name, aliases=_aliases(item),
        country=own or next((role.country for role in roles if role.country), ""), sector="GOV", kind="person",
        roles=roles,
    )  # fmt: skip


def _roles(item: Item, offices: Mapping[str, Item], codes: Mapping[str, str], own: str) -> Iterator[Role]:
    for statement in item.claims.get(OFFICE, ()):
        office = offices.get(_target(statement.get("mainsnak")) or "")
        qualifiers = statement.get("qualifiers") or {}
        if office is not None and office.name:
            country = _country(office, codes, COUNTRY) or _country(office, codes, OF) or own
            title = office.name.lower() if office.name[:1].isupper() and " of " not in office.name else office.name
            yield Role(
                title=title, country=country, sector="GOV",
                first=_day(qualifiers.get(BEGAN)), last=_day(qualifiers.get(ENDED)),
            )  # fmt: skip


def _aliases(item: Item) -> tuple[str, ...]:
    found = (alias.value for alias in item.aliases.get("en", ()))
    return tuple(dict.fromkeys(alias for alias in found if alias != item.name))


def _country(item: Item, codes: Mapping[str, str], claim: str) -> str:
    return next((codes[target] for target in item.targets(claim) if target in codes), "")


def _value(snak: dict[str, Any] | None) -> Any:
    return ((snak or {}).get("datavalue") or {}).get("value")


def _target(snak: dict[str, Any] | None) -> str | None:
    value = _value(snak)
    return value.get("id") if isinstance(value, dict) else None


def _day(snaks: list[dict[str, Any]] | None) -> str:
    """The ISO date of a qualifier in the precision it has, "" where it tells no year."""
    value = _value(snaks[0]) if snaks else None
    if not isinstance(value, dict):
        return ""
    return str(value.get("time", "")).lstrip("+")[: GRAIN.get(int(value.get("precision", 0)), 0)]
