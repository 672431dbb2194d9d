"""What a component is decided from: the scores of its pairs, the records of its strands, and what people have ruled."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import msgspec
import numpy as np

from dateline.fuse.cluster import FORBIDDEN, Matrix, agglomerate
from dateline.fuse.compare import Rows
from dateline.fuse.rulings import Rulings, joined
from dateline.fuse.score import Scorer, Scores, Scoring, log_odds, version
from dateline.fuse.table import Table
from dateline.model import EventId, content_hash

Group = tuple[EventId, ...]


class Ground(msgspec.Struct, frozen=True, eq=False):
    """`events` are the records of each row of the table; `scoring` has pairs scored."""

    table: Table
    events: list[Group]
    rules: Rulings
    scorer: Scorer
    scoring: Scoring = log_odds

    def weighed(self, i: Rows, j: Rows) -> Scores:
        """Scores of these pairs of rows."""
        return self.scoring(self.table, i, j, self.scorer)

    def groups(self, rows: Rows, scores: Scores) -> list[list[int]]:
        """The rows grouped; `scores` are of their pairs as `numpy.triu_indices` orders them."""
        judged = self.judged(rows)
        if not judged and scores.min() > self.scorer.threshold:
            return [rows.tolist()]
        told = [self.events[row] for row in rows]
        start = joined(told, self.rules) if judged else [[n] for n in range(len(rows))]
        matrix = self._matrix(told, scores, judged=judged)
        return [rows[group].tolist() for group in agglomerate(matrix, start, self.scorer.threshold)]

    def scores(self, rows: Rows) -> Scores:
        """Scores of every pair of the rows."""
        i, j = np.triu_indices(len(rows), 1)
        return self.weighed(rows[i], rows[j])

    def told(self, rows: Sequence[int]) -> Group:
        """The records of the rows, by id."""
        return tuple(sorted(event for row in rows for event in self.events[row]))

    def name(self, rows: Rows, scores: Scores) -> str:
        """A hash of everything that the grouping of these rows depends on."""
        ruled = [f"{a}={b}" for a, b in self.rules.same] + sorted(f"{a}/{b}" for a, b in self.rules.different)
        known = (version(), str(self.scorer.threshold), *(ruled if self.judged(rows) else ()))
        return content_hash(*known, *self.told(rows.tolist()), scores.astype(np.float32).tobytes().hex())

    def judged(self, rows: Rows) -> bool:
        """Whether a person has judged any record of these rows."""
        return bool(self.rules.events) and any(e in self.rules.events for row in rows for e in self.events[row])

    def _matrix(self, told: list[Group], scores: Scores, *, judged: bool) -> Matrix:
        matrix = np.zeros((len(told), len(told)))
        matrix[np.triu_indices(len(told), 1)] = scores
        matrix += matrix.T
        if judged:
            for (x, one), (y, other) in combinations(enumerate(told), 2):
                if self.rules.apart(one, other):
                    matrix[x, y] = matrix[y, x] = FORBIDDEN
        return matrix
