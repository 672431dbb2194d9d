"""Components too large to cluster at once: hundreds of reports of one act, or a chain through a whole campaign.

Stated rule: the component is parted where its links are weakest, by raising the threshold a step at a time; what is
still too large after the last step is cut by id into equal runs. The parts are clustered, then the first strands of
the groups stand for them and are clustered in the same way, until nothing more is joined.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dateline.fuse.blocks import Pairs
from dateline.fuse.compare import Rows
from dateline.fuse.deciding import Ground
from dateline.fuse.graph import components, members
from dateline.fuse.score import MOST, Scores

LARGEST = 400  # strands clustered at once
STEPS = 3  # by which the threshold rises toward score.MOST, which only the most alike pairs reach


def grouped(ground: Ground, rows: Rows, edges: Pairs, scores: Scores) -> list[list[int]]:
    """The rows of one large component, grouped. `edges` are pairs of any rows, with their scores."""
    inside = np.isin(edges[0], rows) & np.isin(edges[1], rows)
    links, strength = (edges[0][inside], edges[1][inside]), scores[inside]
    groups = [group for part in _parted(ground, rows, links, strength, 0) for group in _clustered(ground, part)]
    while True:
        fewer = _again(ground, groups, links, strength)
        if len(fewer) == len(groups):
            return groups
        groups = fewer


def _parted(ground: Ground, rows: Rows, links: Pairs, strength: Scores, step: int) -> Iterator[Rows]:
    """Parts of at most LARGEST rows; what the last step leaves too large is cut."""
    if len(rows) <= LARGEST:
        yield rows
        return
    if step > STEPS:
        yield from np.array_split(rows, -(-len(rows) // LARGEST))
        return
    least = ground.scorer.threshold + step * (MOST - ground.scorer.threshold) / (STEPS + 1)
    inside = np.isin(links[0], rows) & np.isin(links[1], rows) & (strength > least)
    at, to = (np.searchsorted(rows, side[inside]) for side in links)
    for part in members(components(len(rows), at, to)):
        yield from _parted(ground, rows[part], links, strength, step + 1)


def _clustered(ground: Ground, rows: Rows) -> list[list[int]]:
    return ground.groups(rows, ground.scores(rows)) if len(rows) > 1 else [rows.tolist()]


def _again(ground: Ground, groups: list[list[int]], links: Pairs, strength: Scores) -> list[list[int]]:
    """The groups, joined where their first strands belong together and no person says otherwise."""
    standing = {min(group): group for group in groups}
    firsts = np.array(sorted(standing), np.int64)
    found: list[list[int]] = []
    for part in _parted(ground, firsts, links, strength, 0):
        for joined in _clustered(ground, part):
            found += _unless_ruled(ground, [standing[first] for first in joined])
    return found


def _unless_ruled(ground: Ground, groups: list[list[int]]) -> list[list[int]]:
    kept: list[list[int]] = []
    for group in groups:
        told = ground.told(group)
        home = next((k for k in kept if not ground.rules.apart(ground.told(k), told)), None)
        if home is None:
            kept.append(list(group))
        else:
            home += group
    return kept
