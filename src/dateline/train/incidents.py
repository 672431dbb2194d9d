"""The weights of `fuse.pairs` from annotated stories: `python -m dateline.train.incidents GOLD.jsonl OUT.json`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from dateline.fuse.pairs import comparable, features
from dateline.model import DocumentId, Event, EventId, Party, Span, When, identified
from dateline.model.event import Extent, Magnitude, Place
from dateline.ontology import plover

Matrix = NDArray[np.float64]
Pair = tuple[dict[str, float], bool]

PENALTY = 2.0  # of the squared weights, against names seen in a handful of pairs
STEPS = 50  # Newton needs about ten
SINGLE = ("place", "date", "fatalities")


def learn(stories: list[list[tuple[Event, str]]]) -> dict[str, float]:
    """Logistic regression over all comparable pairs of records within each story (Newton's method, ridge penalty)."""
    pairs = [pair for story in stories for pair in story_pairs(story)]
    names = sorted({name for found, _ in pairs for name in found})
    x = np.array([[found.get(name, 0.0) for name in names] for found, _ in pairs])
    y = np.array([float(same) for _, same in pairs])
    weights = _newton(x, y)
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}


def story_pairs(story: list[tuple[Event, str]]) -> list[Pair]:
    """Features and truth of each comparable pair."""
    return [
        (features(a, b), truth_a == truth_b)
        for i, (a, truth_a) in enumerate(story)
        for b, truth_b in story[:i]
        if comparable(a, b)
    ]


def _newton(x: Matrix, y: Matrix) -> Matrix:
    weights = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (p - y) + PENALTY * weights
        hessian = (x * (p * (1 - p))[:, None]).T @ x + PENALTY * np.eye(len(weights))
        step = np.linalg.solve(hessian, gradient)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def gold_story(line: str) -> list[tuple[Event, str]]:
    """The annotated records of one gold document with their incidents."""
    document = json.loads(line)
    return [
        (gold_event(r, document["id"], i), r["incident"]) for i, r in enumerate(document["events"]) if r.get("incident")
    ]


def gold_event(record: dict[str, object], document: str, nth: int) -> Event:
    """An annotated record as an `Event`."""
    shape = msgspec.convert({k: v for k, v in record.items() if k not in SINGLE or _spanned(v)}, _Facts)
    mode = record.get("mode")
    event = Event(
        id=EventId(""),
        document=DocumentId(document),
        sentence=msgspec.convert(record["sentence"], Extent),
        trigger=msgspec.convert(record["trigger"], Span),
        **plover().kind(str(record["type"]), str(mode) if mode else None).fields,
        **msgspec.structs.asdict(shape),
    )
    return identified(event, nth)


def _spanned(value: object) -> bool:
    return isinstance(value, dict) and {"text", "start", "end"} <= value.keys()


class _Facts(msgspec.Struct):
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    place: Place | None = None
    date: When | None = None
    fatalities: Magnitude | None = None
    status: str = "actual"


def main(arguments: list[str]) -> None:
    """Learn from a gold file and write the weights."""
    source, target = arguments
    stories = [gold_story(line) for line in Path(source).read_text("utf-8").splitlines() if line.strip()]
    Path(target).write_text(json.dumps(learn(stories), indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
