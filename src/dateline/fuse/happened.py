"""Whether it happened: who says so, who denies it, and what an incident's status is."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from dateline.fuse.testimony import Statement, Telling, called, source, state, values
from dateline.model import HAPPENED, Attribution, Event, Fact, Stance, Status
from dateline.model.incident import Agreement

RULE = "the last word of each outlet counts; one that says it happened outweighs denials, denials outweigh forecasts"
_PART = re.compile(
    r"\b(responsib|involv|role|part in|hand in|behind|complic|link|connection|carr(ied|ying) out)", re.IGNORECASE
)
_RANK: tuple[Status, ...] = ("actual", "historical", "negated", "future", "hypothetical")


def happened_fact(told: Sequence[Telling]) -> Fact:
    """The fact `happened`: its values are statuses, `best` is the status of the incident."""
    statements = [statement for telling in told for statement in _statements(telling)]
    found = values(statements, lambda a, b: a.key == b.key)
    return Fact(name="happened", agreement=_agreement(statements), values=found, best=status(statements), rule=RULE)


def status(statements: Sequence[Statement]) -> Status:
    """The status of the incident, by `RULE`."""
    said = {statement.key for statement in last_words(statements)}
    return next((one for one in _RANK if one in said), "hypothetical")


def last_words(statements: Sequence[Statement]) -> list[Statement]:
    """Of each outlet (a report where it has none) what its latest report says; copies add nothing."""
    latest: dict[str, str] = {}
    for statement in statements:
        outlet = _outlet(statement)
        latest[outlet] = max(latest.get(outlet, ""), statement.telling.at)
    return [s for s in statements if s.telling.at == latest[_outlet(s)]]


def affirms(event: Event) -> bool:
    """Whether the record, or somebody in it, says that the act was done."""
    return event.status in HAPPENED and (not event.attribution or source(event) is not None)


def denies(event: Event) -> Attribution | None:
    """Who says in the record that the act was not done."""
    return next((one for one in event.attribution if one.stance == "denies"), None)


def disowns(telling: Telling) -> bool:
    """Whether who denies speaks only of its own part ("denied any role in the bombing"): the act was done."""
    event = telling.event
    return event.status in HAPPENED and denies(event) is not None and bool(_PART.search(telling.sentence))


def _statements(telling: Telling) -> list[Statement]:
    event = telling.event
    if event.status not in HAPPENED:
        return [_said(telling, event.status, denies(event) or source(event))]
    denials = [one for one in event.attribution if one.stance == "denies"]
    found = [_said(telling, "actual", source(event))] if affirms(event) or disowns(telling) else []
    found += [_said(telling, "hypothetical", one) for one in event.attribution if one.stance == "doubts"]
    return found if disowns(telling) else found + [_said(telling, "negated", one) for one in denials]


def _said(telling: Telling, key: Status, who: Attribution | None) -> Statement:
    plain = state(telling, key, key, telling.event.trigger)
    stance: Stance = who.stance if who else "asserts"
    return msgspec.structs.replace(plain, source=called(who), stance=stance)


def _agreement(statements: Sequence[Statement]) -> Agreement:
    """Disputed where a denial stands against a claim; updated where the outlets that said so took it back."""
    said = {statement.key for statement in statements}
    last = {statement.key for statement in last_words(statements)}
    if not said & {"actual", "historical", "negated"}:
        return "open"
    if "actual" in said and "negated" in said:
        return "disputed" if last >= {"actual", "negated"} or "negated" not in last else "updated"
    return "updated" if len(said) > 1 and _came_true(statements) else "agreed"


def _came_true(statements: Sequence[Statement]) -> bool:
    expected = [s.telling.at for s in statements if s.key in ("future", "hypothetical")]
    known = [s.telling.at for s in statements if s.key in ("actual", "negated")]
    return bool(expected and known) and min(expected) < min(known)


def _outlet(statement: Statement) -> str:
    return statement.telling.outlet or statement.telling.document
