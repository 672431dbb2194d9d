"""PLOVER to CAMEO, ACLED and UCDP and back, by the tables in `data/`: the first row that fits decides.

A row's `actor` and `recipient` name the sort of group that must stand there ("armed" is any but civil, "" anybody);
`way` tells whether it is read towards the other scheme (out), from it (in), or both. PLOVER to CAMEO stands in
`ontology/data/plover.csv`, which every record carries.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import msgspec

from dateline.export.entry import Entry, Side
from dateline.export.tables import NOBODY, Group, country, rows, sectors

Kind = tuple[str, str]  # type and mode, "" where there is none
NO_KIND: Kind = ("", "")


class Rule(msgspec.Struct, frozen=True):
    """One row: a kind of act between sorts of groups, and what the other scheme calls it."""

    type: str
    mode: str
    actor: str
    recipient: str
    way: str
    called: tuple[str, ...]

    def covers(self, entry: Entry) -> bool:
        """Whether an act is of this kind and between these."""
        if self.type != entry.type or self.mode not in ("*", entry.mode):
            return False
        return _is(self.actor, entry.actors) and _is(self.recipient, entry.recipients)


def acled(entry: Entry) -> tuple[str, ...]:
    """ACLED's event type and sub-event type; empty for what ACLED does not cover."""
    return _out("acled.csv", entry)


def acled_kind(sub_event_type: str) -> Kind:
    """The type and mode nearest to a sub-event type."""
    return _back("acled.csv").get(sub_event_type, NO_KIND)


def violence(entry: Entry) -> str:
    """UCDP's type of violence, "" for what UCDP does not cover; deaths are not looked at."""
    return next(iter(_out("ucdp.csv", entry)), "")


def violence_kind(type_of_violence: str) -> Kind:
    """The type and mode nearest to a type of violence."""
    return _back("ucdp.csv").get(type_of_violence, NO_KIND)


def cameo_kind(code: str) -> Kind:
    """The type and mode of a CAMEO code, or of the longest code in the table that it begins with."""
    table = _cameo()
    return next((table[code[:length]] for length in range(len(code), 1, -1) if code[:length] in table), NO_KIND)


def group(side: Side) -> Group:
    """Which sort of group somebody is; a state named by its own name acts through its government."""
    if side.sector:
        return sectors().get(side.sector, NOBODY).side
    return "state" if side.country and country(side.country).name == side.name else ""


def _is(wanted: str, sides: tuple[Side, ...]) -> bool:
    if not wanted:
        return True
    found = next((sort for sort in map(group, sides) if sort), "")
    return found == wanted or (wanted == "armed" and found in ("state", "rebel", "militia"))


def _out(name: str, entry: Entry) -> tuple[str, ...]:
    rules = (rule for rule in _rules(name) if rule.way != "in")
    return next((rule.called for rule in rules if rule.covers(entry)), ())


@cache
def _rules(name: str) -> tuple[Rule, ...]:
    return tuple(_read(name))


def _read(name: str) -> Iterator[Rule]:
    for row in rows(name):
        own = {key: row.pop(key) for key in ("type", "mode", "actor", "recipient", "way")}
        row.pop("note")
        yield Rule(**own, called=tuple(row.values()))


@cache
def _back(name: str) -> dict[str, Kind]:
    told: dict[str, Kind] = {}
    for rule in _rules(name):
        if rule.way != "out":
            told.setdefault(rule.called[-1], (rule.type, rule.mode.replace("*", "")))
    return told


@cache
def _cameo() -> dict[str, Kind]:
    return {row["code"]: (row["type"], row["mode"]) for row in rows("cameo.csv")}
