"""Fit the ranker of places (src/dateline/resolve/data/ranker.json) on the development halves of the `geo` sets.

    python scripts/fit_ranker.py DATA        DATA holds geoparsing/ (the four sets) and gold/train.jsonl

The places of the gold training stories are added, for conflict news names other places than local papers do.

A softmax over each name's candidates, by gradient descent on the log-share of the right ones, each name of a document
once; first the weights of the first look, then, with its shares, those of the second. Deterministic.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from dateline.evaluate.geo import Gold, Story, kilometres, stories
from dateline.knowledge.gazetteer import Gazetteer
from dateline.knowledge.names import key
from dateline.model import Span
from dateline.resolve.certainty import Certainty
from dateline.resolve.features import LOCAL, MUTUAL
from dateline.resolve.places import Locator
from dateline.resolve.rank import KEPT, ROUNDS, Ranker, narrow, softmax

Matrix = npt.NDArray[np.float64]
OUT = Path("src/dateline/resolve/data/ranker.json")
RIDGE = 0.004
STEPS = 1500


class Case(msgspec.Struct, frozen=True):
    """One name of a document: the features of its candidates, which of them are right, how often it occurs."""

    matrix: Matrix
    right: Matrix
    weight: float


def right(gazetteer: Gazetteer, rows: npt.NDArray[np.int32], gold: Gold) -> Matrix:
    """1 for the gold record; where that is no candidate, 1 for those within 161 km."""
    sites = [gazetteer.site(int(row)) for row in rows]
    same = np.array([float(bool(gold.geoname) and site.geoname == gold.geoname) for site in sites])
    if same.any() or gold.latitude is None:
        return same
    near = [kilometres(gold, site.latitude, site.longitude) for site in sites]
    limit = min(161.0, max(30.0, min(near, default=999.0) + 20))
    return np.array([float(d <= limit) for d in near])


def fit(cases: list[Case], start: Matrix) -> Matrix:
    """Weights that maximise the mean log-share of the right candidates, with a ridge penalty (Adam, fixed steps)."""
    weights, m, v = start.copy(), np.zeros_like(start), np.zeros_like(start)
    cases = [c for c in cases if c.right.any() and not c.right.all()]
    total = sum(c.weight for c in cases)
    matrix, rightness = np.vstack([c.matrix for c in cases]), np.concatenate([c.right for c in cases])
    starts = np.cumsum([0, *(len(c.right) for c in cases)])[:-1]
    sizes = np.array([len(c.right) for c in cases])
    weight = np.repeat([c.weight / total for c in cases], sizes)
    for step in range(1, STEPS + 1):
        scores = matrix @ weights
        scores -= np.repeat(np.maximum.reduceat(scores, starts), sizes)
        powers = np.exp(scores)
        share = powers / np.repeat(np.add.reduceat(powers, starts), sizes)
        good = powers * rightness
        target = good / np.repeat(np.add.reduceat(good, starts), sizes)
        gradient = matrix.T @ ((share - target) * weight) + RIDGE * weights / 10
        m, v = 0.9 * m + 0.1 * gradient, 0.999 * v + 0.001 * gradient**2
        weights -= 0.05 * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    loss = -np.log(np.add.reduceat(share * rightness, starts)) @ np.array([c.weight / total for c in cases])
    sys.stderr.write(f"{len(cases)} names, loss {loss:.4f}\n")
    return weights


def acts(path: Path) -> list[Story]:
    """The places of the gold events, as stories of the benchmark's form, without phrases of more than four words."""
    found = []
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(line)
        places = [e["place"] for e in record["events"] if e.get("place")]
        places = [
            p
            for p in places
            if p.get("latitude") is not None and p.get("start") is not None and len(p["text"].split()) < 5
        ]
        golds = tuple(_gold(p) for p in places if any(w[:1].isupper() for w in p["text"].split()))
        found.append(Story("acts", 0, record["text"], tuple(g.span for g in golds), golds))
    return found


def _gold(place: dict[str, Any]) -> Gold:
    span = Span(place["start"], place["end"], place["text"])
    return Gold(span, "", place["latitude"], place["longitude"], place.get("country") or "")


def main(data: Path) -> None:
    """Fit both looks and write the weights."""
    locator = Locator(
        Gazetteer.load(), Ranker("", dict.fromkeys(LOCAL, 0.0), dict.fromkeys([*LOCAL, *MUTUAL], 0.0)), Certainty.load()
    )
    develop = [story for story in stories(data / "geoparsing") if not story.measured] + acts(
        data / "gold" / "train.jsonl"
    )
    prepared = [prepare(locator, story) for story in develop]
    first = fit([case for document in prepared for case in document.cases()], np.zeros(len(LOCAL)))
    second = np.concatenate([first, np.zeros(len(MUTUAL))])
    for _ in range(ROUNDS):
        cases = [case for document in prepared for case in document.second(locator, first, second)]
        second = fit(cases, second)
    rounded = [[round(float(w), 4) for w in weights] for weights in (first, second)]
    command = "python scripts/fit_ranker.py DATELINE_DATA"
    ranker = Ranker(
        command, dict(zip(LOCAL, rounded[0], strict=True)), dict(zip([*LOCAL, *MUTUAL], rounded[1], strict=True))
    )
    OUT.write_bytes(msgspec.json.format(msgspec.json.encode(ranker), indent=2) + b"\n")


class Prepared:
    """A document's names with their features of the first look and the right candidates."""

    def __init__(self, locator: Locator, story: Story) -> None:
        spans = [*story.spans, *(g.span for g in story.golds)]
        mentions, context = locator.prepare(story.text, spans)
        self.mentions = [m for m in mentions if len(m.rows)]
        self.local = [locator.features.local(m, context) for m in self.mentions]
        golds: dict[str, list[Gold]] = {}
        for gold in story.golds:
            golds.setdefault(key(gold.span.text), []).append(gold)
        self.right = [self._right(locator, m.rows, golds.get(m.name, [])) for m in self.mentions]
        self.weight = [float(len(golds.get(m.name, []))) ** 0.5 for m in self.mentions]

    @staticmethod
    def _right(locator: Locator, rows: npt.NDArray[np.int32], golds: list[Gold]) -> Matrix:
        flags = [right(locator.gazetteer, rows, gold) for gold in golds[:1]]
        return flags[0] if flags else np.zeros(len(rows))

    def cases(self) -> list[Case]:
        """The names as cases of the first look."""
        return [Case(*parts) for parts in zip(self.local, self.right, self.weight, strict=True)]

    def second(self, locator: Locator, first: Matrix, second: Matrix) -> list[Case]:
        """The names as cases of the second look, as the ranker would see them."""
        if not self.mentions:
            return []
        shares = [softmax(local @ first) for local in self.local]
        kept = [np.sort(np.argsort(-share, kind="stable")[:KEPT]) for share in shares]
        narrowed = [narrow(m, k) for m, k in zip(self.mentions, kept, strict=True)]
        mutual = locator.features.mutual(narrowed, [s[k] for s, k in zip(shares, kept, strict=True)])
        if second[len(LOCAL) :].any():
            looked = [
                softmax(np.hstack([own[k], x]) @ second) for own, k, x in zip(self.local, kept, mutual, strict=True)
            ]
            mutual = locator.features.mutual(narrowed, looked)
        parts = zip(self.local, kept, mutual, self.right, self.weight, strict=True)
        return [Case(np.hstack([own[k], x]), r[k], w) for own, k, x, r, w in parts]


def prepare(locator: Locator, story: Story) -> Prepared:
    """A document, ready to fit on."""
    return Prepared(locator, story)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
