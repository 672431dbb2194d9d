"""All strands into incidents: candidates, scores, components, groups. Nothing depends on the order of arrival."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

import msgspec
import numpy as np

from dateline.fuse.blocks import Pairs, candidates
from dateline.fuse.compare import Rows
from dateline.fuse.deciding import Ground, Group
from dateline.fuse.graph import components
from dateline.fuse.large_components import LARGEST, grouped
from dateline.fuse.rulings import pieces, rulings
from dateline.fuse.score import SURE, Scorer, Scores, Scoring, log_odds, scorer, version
from dateline.fuse.strands import Strand
from dateline.fuse.table import Table, table
from dateline.model import EventId, Judgement

Standing = Mapping[str, Sequence[Group]]

BATCH = 1 << 20  # pairs of small components scored at once


class Fused(msgspec.Struct, frozen=True):
    """Groups of records, each by id, by first record; `parts[n]` names what the n-th group follows from.

    `edges` are pairs of rows that were compared and are not plainly different, with `scores`; `firsts` names the rows.
    """

    groups: list[Group]
    parts: list[str]
    firsts: list[str]
    edges: Pairs
    scores: Scores

    def judgements(self) -> Iterator[Judgement]:
        """The pairs that the machine compared and did not find plainly different; `score` tells why."""
        for i, j, score in zip(*self.edges, self.scores, strict=True):
            yield Judgement(
                left=EventId(self.firsts[i]),
                right=EventId(self.firsts[j]),
                verdict="same" if score >= SURE else "unsure",
                score=round(float(score), 3),
                version=version(),
            )


def partition(strands: Iterable[Strand], judgements: Iterable[Judgement] = (), by: Scorer | None = None) -> list[Group]:
    """Groups of records that tell of one act; the same for the same strands and judgements in any order."""
    return fuse(strands, judgements, by=by).groups


def fuse(
    strands: Iterable[Strand],
    judgements: Iterable[Judgement] = (),
    standing: Standing | None = None,
    by: Scorer | None = None,
    scoring: Scoring = log_odds,
) -> Fused:
    """The groups, and what they follow from. A component that is named in `standing` keeps the groups given there.

    `scoring` may have the pairs scored by other processes or machines; all else is done here.
    """
    rules = rulings(judgements)
    of, events = _tabled(chain.from_iterable(pieces(strand, rules) for strand in strands))
    work = _Work(Ground(of, events, rules, by or scorer(), scoring))
    found = [(group, part) for part, groups in work.parts(standing or {}) for group in groups]
    found.sort()
    return Fused([group for group, _ in found], [part for _, part in found], of.ids, work.edges, work.scores)


def _tabled(strands: Iterable[Strand]) -> tuple[Table, list[Group]]:
    """The table, and the records of each of its rows."""
    known: dict[str, Group] = {}

    def noted() -> Iterator[Strand]:
        for strand in strands:
            known[strand.event] = strand.events
            yield strand

    of = table(noted())
    return of, [known[first] for first in of.ids]


class _Work:
    """The candidate pairs of a table, scored, and the components that they make."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        i, j = candidates(ground.table)
        scores = ground.weighed(i, j)
        kept = scores > min(-SURE, ground.scorer.threshold)
        self.edges, self.scores = (i[kept], j[kept]), scores[kept]

    def parts(self, standing: Standing) -> Iterator[tuple[str, Iterable[Group]]]:
        """Every component by name, with its groups; one that has a single strand needs no name."""
        label = components(len(self._ground.table), *self._links())
        size = np.bincount(label, minlength=len(label))[label]
        yield from (("", [self._ground.told([row])]) for row in np.flatnonzero(size == 1).tolist())
        for width in np.unique(size[size > 1]):
            rows = np.flatnonzero(size == width)
            together = rows[np.argsort(label[rows], kind="stable")].reshape(-1, width)
            yield from self._small(together, standing) if width <= LARGEST else self._large(together)

    def _links(self) -> Pairs:
        """What holds components together: scores over the threshold, and what people call the same."""
        ground = self._ground
        strong = self.scores > ground.scorer.threshold
        judged = ground.rules.events
        home = {event: row for row, group in enumerate(ground.events) for event in group if event in judged}
        same = [(home[a], home[b]) for a, b in ground.rules.same if a in home and b in home]
        more = np.array(same, np.int64).reshape(-1, 2)
        return np.concatenate([self.edges[0][strong], more[:, 0]]), np.concatenate([self.edges[1][strong], more[:, 1]])

    def _small(self, together: Rows, standing: Standing) -> Iterator[tuple[str, Iterable[Group]]]:
        """Components of one size: their pairs are scored many components at a time."""
        ground = self._ground
        a, b = np.triu_indices(together.shape[1], 1)
        step = max(1, BATCH // len(a))
        for at in range(0, len(together), step):
            rows = together[at : at + step]
            scores = ground.weighed(rows[:, a].ravel(), rows[:, b].ravel())
            for of, pairs in zip(rows, scores.reshape(len(rows), -1), strict=True):
                part = ground.name(of, pairs)
                yield part, standing.get(part) or [ground.told(group) for group in ground.groups(of, pairs)]

    def _large(self, together: Rows) -> Iterator[tuple[str, Iterable[Group]]]:
        for rows in together:
            groups = grouped(self._ground, rows, self.edges, self.scores)
            yield "", [self._ground.told(group) for group in groups]
