"""Roles beyond the sentence: the events of RAMS and WikiEvents that PLOVER knows, found in raw text, with parties.

`data/roles.csv` says which of our types an event may bear, and which of its roles are actors and recipients; the first
line whose event begins the benchmark's counts, and events without a line (buying, hiring, lying) are left out, as
PLOVER has no such act. Nothing is given but the text: the coder has to find the trigger itself.

    found     share of those triggers that a record of ours overlaps      typed    and bears one of the types
    parties   F1 of the parties of typed records: role right, spans overlapping (a party of a missed trigger is missed)
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import chain
from operator import attrgetter
from pathlib import Path

import msgspec

from dateline.evaluate.predictor import Predictor, answered
from dateline.evaluate.result import Figures, Result, bootstrap, f1
from dateline.evaluate.rows import Row, rows
from dateline.model import Event, Party

Place = tuple[int, int]

PUBLISHED = "none for raw text and these types; trained on RAMS with triggers given, span F1 .486 (BART-Gen, Li 2021)"


class Rule(msgspec.Struct, frozen=True):
    """What PLOVER makes of the events whose name begins so."""

    event: str
    types: frozenset[str]
    actors: frozenset[str]
    recipients: frozenset[str]


class Act(msgspec.Struct, frozen=True):
    """One annotated event: its trigger and the places of its parties, each a list of alternative mentions."""

    rule: Rule
    trigger: Place
    actors: tuple[tuple[Place, ...], ...]
    recipients: tuple[tuple[Place, ...], ...]


class Counts(msgspec.Struct, frozen=True):
    """One document: events, found and typed; parties annotated, predicted and right."""

    acts: int = 0
    found: int = 0
    typed: int = 0
    gold: int = 0
    predicted: int = 0
    right: int = 0


@cache
def mapping() -> tuple[Rule, ...]:
    """The lines of `data/roles.csv`."""
    text = files(__package__).joinpath("data", "roles.csv").read_text("utf-8")
    return tuple(_line(row) for row in csv.DictReader(text.splitlines()))


def _line(row: dict[str, str]) -> Rule:
    types, actors, recipients = (frozenset(row[key].split()) for key in ("types", "actors", "recipients"))
    return Rule(row["event"], types, actors, recipients)


def rule(event: str) -> Rule | None:
    """The line that speaks for an event's name, None where PLOVER has no such act."""
    return next((r for r in mapping() if event.lower().startswith(r.event)), None)


def run(path: Path, predict: Predictor) -> Result:
    """Both sets where `path` is the folder of the data, else the one file given."""
    documents = chain.from_iterable(map(rows, _files(path)))
    answers = answered(documents, predict, attrgetter("events"), ())
    counts = [count(tuple(acts(row)), events) for row, events in answers]
    return Result(
        benchmark="roles",
        n=len(counts),
        figures=dict(measure(counts)),
        intervals=bootstrap(counts, measure),
        published=PUBLISHED,
    )


def _files(path: Path) -> list[Path]:
    return [path / name / "dev.jsonl.gz" for name in ("rams", "wikievents")] if path.is_dir() else [path]


def acts(row: Row) -> Iterator[Act]:
    """The events of a row that PLOVER knows."""
    entities = {e["id"]: (e["start"], e["end"]) for e in row.get("entities", ())}
    others = {i: tuple(entities[j] for j in c if j in entities) for c in _clusters(row) for i in c}
    for event in [row["event"]] if "event" in row else row["events"]:
        if known := rule(event["type"]):
            sides = [(a["role"].lower(), _mentions(a, entities, others)) for a in event["arguments"]]
            trigger = event["trigger"]["start"], event["trigger"]["end"]
            yield Act(known, trigger, _played(sides, known.actors), _played(sides, known.recipients))


def _clusters(row: Row) -> list[list[str]]:
    clusters: list[list[str]] = row.get("coreference", {}).get("clusters", [])
    return clusters


def _mentions(argument: Row, entities: dict[str, Place], others: dict[str, tuple[Place, ...]]) -> tuple[Place, ...]:
    if "entity_id" not in argument:
        return ((argument["start"], argument["end"]),)
    id_ = argument["entity_id"]
    return tuple(dict.fromkeys((*((entities[id_],) if id_ in entities else ()), *others.get(id_, ()))))


def _played(sides: Sequence[tuple[str, tuple[Place, ...]]], roles: frozenset[str]) -> tuple[tuple[Place, ...], ...]:
    return tuple(mentions for role, mentions in sides if role in roles and mentions)


def count(gold: Sequence[Act], predicted: Sequence[Event]) -> Counts:
    """One document's counts."""
    totals = Counts()
    for act in gold:
        near = [e for e in predicted if e.trigger.start < act.trigger[1] and act.trigger[0] < e.trigger.end]
        record = next((e for e in near if e.type in act.rule.types), None)
        totals = _added(totals, act, bool(near), record)
    return totals


def _added(totals: Counts, act: Act, found: bool, record: Event | None) -> Counts:
    sides = ((act.actors, record.actors if record else ()), (act.recipients, record.recipients if record else ()))
    right = sum(_met(mentions, parties) for wanted, parties in sides for mentions in wanted)
    named = sum(len(parties) for wanted, parties in sides if wanted)  # a side that is not annotated judges nothing
    return Counts(
        acts=totals.acts + 1,
        found=totals.found + found,
        typed=totals.typed + (record is not None),
        gold=totals.gold + len(act.actors) + len(act.recipients),
        predicted=totals.predicted + named,
        right=totals.right + right,
    )


def _met(mentions: Sequence[Place], parties: Sequence[Party]) -> bool:
    return any(p.start < end and start < p.end for p in parties for start, end in mentions)


def measure(counts: Sequence[Counts]) -> Figures:
    """The figures of many documents together."""
    total = {name: sum(getattr(c, name) for c in counts) for name in Counts.__struct_fields__}
    acts_ = total["acts"] or 1
    parties = f1(total["right"], total["predicted"], total["gold"])
    shares = {"found": total["found"] / acts_, "typed": total["typed"] / acts_}
    return {name: round(v, 4) for name, v in {**shares, "parties_p": parties[0], "parties_f1": parties[2]}.items()}
