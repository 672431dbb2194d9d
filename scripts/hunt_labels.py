"""Which annotations to read again: where a coder that never saw a story disagrees with its annotation.

    python scripts/hunt_labels.py [--folds 4] [--epochs 2] [--threads 1] [--only 0 1] > disagreements.jsonl

Every training story, real and of our own, is coded by a network that was trained without its fold (Northcutt et al.
2021, "Confident Learning", as a list for readers instead of a filter). The recipe is that of `dateline train` without
its last steps, cut to `--epochs`. A line a disagreement: story, field, what is annotated, what the coder says, the
words of the trigger, and how likely the coder holds its record; a record that it did not find has none. Needs torch
and DATELINE_DATA; an hour of one core.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import torch

from dateline.evaluate.result import data_home
from dateline.evaluate.score_events import PARTIES, GoldDocument, Mention, Record, align, party_counts, types
from dateline.model import Coded, Event
from dateline.ontology import plover
from dateline.parse import Parser
from dateline.run import Pipeline
from dateline.train.documents import gold, parsed, stories
from dateline.train.fit import fitted
from dateline.train.loop import Recipe
from dateline.train.run import Workshop
from dateline.train.targets import Annotated
from dateline.train.torch_network import pipeline

CORPUS = Path(__file__).parents[1] / "corpus"


class Disagreement(msgspec.Struct, frozen=True):
    """One line."""

    story: str
    field: str  # missed extra type status actors recipients attribution
    annotated: str
    coded: str
    trigger: str
    start: int
    confidence: float | None


def main() -> None:
    """A line a disagreement."""
    asked = _asked()
    torch.set_num_threads(asked.threads)
    data, parser, workshop = data_home(), Parser.load(), Workshop(plover(), Recipe(), _say)
    read = stories(CORPUS / "stories", data / "gold" / "train.jsonl", CORPUS / "gold-corrections.jsonl")
    annotated = list(parsed(read, parser))
    for number in asked.only or range(asked.folds):
        held = [a for a in annotated if _fold(a, asked.folds) == number]
        rest = [a for a in annotated if _fold(a, asked.folds) != number]
        network = workshop.network(rest, Recipe(epochs=asked.epochs))
        settings = fitted(workshop.cases(held, network), workshop.settings(annotated), _say)
        for found in _hunted(held, pipeline(network, settings, parser)):
            print(msgspec.json.encode(found).decode(), flush=True)  # noqa: T201 - this is what it is for


def _asked() -> argparse.Namespace:
    asking = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asking.add_argument("--folds", type=int, default=4)
    asking.add_argument("--epochs", type=int, default=2)
    asking.add_argument("--threads", type=int, default=1)
    asking.add_argument("--only", type=int, nargs="+", help="these folds alone")
    return asking.parse_args()


def _fold(annotated: Annotated, folds: int) -> int:
    """By another hash than that of the held-out stories, so that every part has its share of each kind."""
    return int(hashlib.sha256(annotated.record["id"].encode()).hexdigest(), 16) % folds


def _hunted(held: Sequence[Annotated], coding: Pipeline) -> Iterator[Disagreement]:
    coded = coding.pipe(a.parsed.document for a in held)
    own = {str(c.document.id): c.events for c in coded if isinstance(c, Coded)}
    for annotated in held:
        story = gold(annotated)
        yield from disagreements(story, own.get(story.id, ()))


def disagreements(story: GoldDocument, events: Sequence[Event]) -> Iterator[Disagreement]:
    """Every difference between a story's annotation and what was coded; debatable records count like others."""
    own = [Record.of(event) for event in events]
    pairs = align(story.events, own)
    met, made = ({pair[side] for pair in pairs} for side in (0, 1))
    for g, wanted in enumerate(story.events):
        if g not in met:
            yield _line(story, wanted, "missed", (_told(wanted), ""), None)
    for p, record in enumerate(own):
        if p not in made:
            yield _line(story, record, "extra", ("", _told(record)), events[p].confidence)
    for g, p in pairs:
        wanted, record = story.events[g], own[p]
        for field, told in _differences(wanted, record):
            yield _line(story, wanted, field, told, events[p].confidence)


def _line(story: GoldDocument, at: Record, field: str, told: tuple[str, str], sure: float | None) -> Disagreement:
    trigger = story.text[at.trigger.start : at.trigger.end]
    return Disagreement(story.id, field, *told, trigger, at.trigger.start, sure)


def _differences(wanted: Record, record: Record) -> Iterator[tuple[str, tuple[str, str]]]:
    if record.type not in types(wanted):
        yield "type", (_told(wanted), _told(record))
    if record.status not in (wanted.status, *wanted.statuses):
        yield "status", (wanted.status, record.status)
    for field in PARTIES:
        found, asked, right, given = party_counts(wanted.parties(field), record.parties(field))
        if not wanted.leaves_out(field) and (found, right) != (asked, given):
            yield field, (_named(wanted.parties(field)), _named(record.parties(field)))


def _told(record: Record) -> str:
    return f"{record.type}{f'/{record.mode}' if record.mode else ''}, {record.status}{', optional' * record.optional}"


def _named(parties: Sequence[Mention]) -> str:
    return "; ".join(party.text or party.name or "" for party in parties)


def _say(line: str) -> None:
    sys.stderr.write(f"    {time.strftime('%H:%M:%S')} {line}\n")


if __name__ == "__main__":
    main()
