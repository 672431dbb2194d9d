"""Which records of one document are of the same act: average-link clustering of the pair scores."""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

from dateline.fuse.pairs import Weights, comparable, learned_weights, log_odds
from dateline.model import Event, IncidentId, Parsed, content_hash

THRESHOLD = (
    -0.5
)  # log-odds: merge two groups while the mean of their pair scores is above; best B-cubed on the training stories
NEVER = -1e9
MOST = 500  # records compared with one another: a story has some dozens, a book is taken piece by piece

Scores = NDArray[np.float64]


def link(parsed: Parsed, events: tuple[Event, ...]) -> tuple[Event, ...]:
    """The records with `incident` filled: one id for all records of the document that tell of one act."""
    weights = learned_weights()
    runs = (range(first, min(first + MOST, len(events))) for first in range(0, len(events), MOST))
    groups = [[run[i] for i in group] for run in runs for group in cluster(events[run[0] : run[-1] + 1], weights)]
    named = {i: incident_id(parsed.document.id, [events[i] for i in group]) for group in groups for i in group}
    return tuple(msgspec.structs.replace(event, incident=named[i]) for i, event in enumerate(events))


def incident_id(document: str, events: list[Event]) -> IncidentId:
    """Named after its first record, so that a later mention does not rename it."""
    return IncidentId("i" + content_hash(document, min(events, key=lambda e: e.trigger.start).id))


def cluster(events: tuple[Event, ...], weights: Weights, threshold: float = THRESHOLD) -> list[list[int]]:
    """Indices of the records, grouped; the likeliest pair of groups first, of equals the earlier in the text."""
    groups = {i: [i] for i in range(len(events))}
    score = pair_scores(events, weights)
    while len(groups) > 1:
        x, y = sorted(divmod(int(score.argmax()), len(events)))
        if score[x, y] <= threshold:
            break
        _merge(score, x, y, len(groups[x]), len(groups[y]))
        groups[x] += groups.pop(y)
    return list(groups.values())


def pair_scores(events: tuple[Event, ...], weights: Weights) -> Scores:
    """Log-odds of every pair, shape (n, n), symmetric; NEVER on the diagonal and where one act is impossible."""
    score = np.full((len(events), len(events)), NEVER)
    for j, b in enumerate(events):
        for i, a in enumerate(events[:j]):
            if comparable(a, b):
                score[i, j] = score[j, i] = log_odds(a, b, weights)
    return score


def _merge(score: Scores, x: int, y: int, size_x: int, size_y: int) -> None:
    """Put group `y` into `x`: averages of the pair scores weighted by size (Lance and Williams 1967)."""
    merged = (size_x * score[x] + size_y * score[y]) / (size_x + size_y)
    score[x], score[:, x] = merged, merged
    score[y], score[:, y] = NEVER, NEVER
    score[x, x] = NEVER
