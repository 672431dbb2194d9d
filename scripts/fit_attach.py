"""Learns which time and place of its sentence an act has (`coding/attach.py`), by logistic regression.

    python scripts/fit_attach.py CORPUS GOLD

CORPUS is the folder of our own annotated stories, GOLD a file of gold stories (train.jsonl). Writes
src/dateline/coding/data/attach.json. Set DATELINE_FIT_HALF=1 to learn from the gold stories of even index only and to
print how the others come out.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from dateline.coding import attach
from dateline.coding.grammar import head_of
from dateline.coding.when import ruled as ruled_time
from dateline.coding.when import times
from dateline.coding.where import ruled as ruled_places
from dateline.model import Parsed
from dateline.parse import Parser
from dateline.read import from_text
from dateline.train.corpus import load

OUT = Path("src/dateline/coding/data/attach.json")
RIDGE, RAREST, STEPS = 3.0, 3, 400
RULES = attach.Weights(5.0, {"rule=first": 10.0})  # what the rules alone would choose
LEAST = {"date": -1.0, "place": -1.25}  # best F1 of the chosen pairs on the gold stories of odd index
GOLD_WEIGHT = 2  # how often a pair of a gold story counts: our own stories are twice as many

Record = dict[str, Any]
Pair = tuple[tuple[str, ...], bool, int]  # features, right, weight


class Case(msgspec.Struct, frozen=True):
    """An act with its candidates, (features, right, counts) each; whether gold states the field; its part."""

    part: str
    stated: bool
    optional: bool
    pairs: tuple[tuple[tuple[str, ...], bool, bool], ...]


def stories(corpus: Path, gold: Path) -> Iterator[tuple[str, Parsed, list[Record]]]:
    """Every story that can be parsed, with its part: "own", "even" or "odd"."""
    rows = [("own", story) for story in load(corpus)]
    lines = [json.loads(line) for line in gold.read_text("utf-8").splitlines()]
    rows += [("odd" if i % 2 else "even", story) for i, story in enumerate(lines)]
    parser = Parser.load()
    for part, story in rows:
        document = from_text(story["text"], published=story.get("published"), id=story["id"])
        for parsed in parser.pipe([document]):
            if isinstance(parsed, Parsed):
                yield part, parsed, story["events"]


def cases(field: str, part: str, parsed: Parsed, events: list[Record]) -> Iterator[Case]:
    """The acts of one story."""
    for event in events:
        head = head_of(parsed.parse, event["trigger"]["start"], event["trigger"]["end"])
        if head is None:
            continue
        span = event.get(field) or {}
        gold = (span["start"], span["end"]) if span.get("start") is not None else None
        pairs = tuple((_dates if field == "date" else _places)(parsed, head, event["type"], gold))
        yield Case(part, gold is not None, bool(event.get("optional")), pairs)


def _dates(parsed: Parsed, head: int, type_: str, gold: tuple[int, int] | None) -> Iterator[Any]:
    found = times(parsed.parse, head)
    for time, features in attach.timed(parsed.parse, head, type_, found, ruled_time(parsed.parse, head, found)):
        yield features, bool(gold and time.start < gold[1] and gold[0] < time.end), True


def _places(parsed: Parsed, head: int, type_: str, gold: tuple[int, int] | None) -> Iterator[Any]:
    """A place inside the gold span that is not its head is neither right nor wrong, unless the head is no candidate."""
    tokens = parsed.parse.tokens
    found = list(attach.placed(parsed.parse, head, type_, list(ruled_places(parsed.parse, head, type_))))
    inside = {i for i, _ in found if gold and gold[0] <= tokens[i].start < gold[1]}
    top = head_of(parsed.parse, *gold) if gold else None
    right = {top} & inside or inside
    yield from ((features, i in right, i in right or i not in inside) for i, features in found)


def fit(pairs: list[Pair]) -> dict[str, float]:
    """Weights that maximise the likelihood, with a ridge penalty (Adam, fixed steps)."""
    counts = Counter(name for names, _, _ in pairs for name in set(names))
    known = {name: i for i, name in enumerate(sorted(n for n in counts if counts[n] >= RAREST))}
    cells = [(row, known[n]) for row, (names, _, _) in enumerate(pairs) for n in sorted(set(names)) if n in known]
    rows, columns = (np.array(axis) for axis in zip(*cells, strict=True))
    right, weight = np.array([float(r) for _, r, _ in pairs]), np.array([float(w) for _, _, w in pairs])
    weights, m, v = np.zeros(len(known)), np.zeros(len(known)), np.zeros(len(known))
    for step in range(1, STEPS + 1):
        share = 1 / (1 + np.exp(-np.bincount(rows, weights[columns], len(pairs))))
        gradient = np.bincount(columns, ((share - right) * weight)[rows], len(known)) + RIDGE * weights
        m, v = 0.9 * m + 0.1 * gradient, 0.99 * v + 0.01 * gradient**2
        pace = 0.1 if step < STEPS * 5 // 8 else 0.02
        weights -= pace * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.99**step)) + 1e-8)
    return {name: round(float(weights[i]), 3) for name, i in known.items() if abs(weights[i]) >= 0.005}


def told(field: str, scorer: attach.Weights, held: list[Case]) -> str:
    """How the acts of held-out stories come out."""
    least = scorer.least
    stated = right = taken = wrongly = 0
    for case in held:
        odds, hit = max(((scorer.odds(f), r) for f, r, _ in case.pairs), default=(-99.0, False))
        stated += case.stated
        taken += odds >= least
        right += odds >= least and hit
        wrongly += odds >= least and not case.stated
    return f"{field}: {right} of {stated} right, {taken} taken, {wrongly} of them where none is stated"


def main(corpus: Path, gold: Path) -> None:
    """Fit both, and write them down."""
    half = bool(os.environ.get("DATELINE_FIT_HALF"))
    found: dict[str, attach.Weights] = {}
    read = list(stories(corpus, gold))
    for field, least in LEAST.items():
        all_cases = [case for part, parsed, events in read for case in cases(field, part, parsed, events)]
        used = [c for c in all_cases if not (half and c.part == "odd")]
        pairs = [(f, r, 1 if c.part == "own" else GOLD_WEIGHT) for c in used for f, r, counts in c.pairs if counts]
        found[field] = attach.Weights(least, fit(pairs))
        held = [c for c in all_cases if c.part == "odd" and not c.optional]
        for name, scorer in (("the rules", RULES), ("learnt", found[field])):
            sys.stderr.write(f"{name}, stories of odd index: {told(field, scorer, held)}\n")
    command = "python scripts/fit_attach.py corpus/stories DATA/gold/train.jsonl"
    OUT.write_bytes(msgspec.json.format(msgspec.json.encode(attach.Attachment(command, **found)), indent=1))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
