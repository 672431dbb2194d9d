"""How a word stands to a trigger: the way between them in the syntax tree, and their distance in the text."""

from __future__ import annotations

import numpy as np

from dateline.coding.neural_features import Ints
from dateline.coding.neural_labels import DEPS

STEPS = 4  # longer ways up or down count as this long
REACH = 10  # levels of the tree that are climbed
APART = (STEPS + 1) ** 2  # way number of a word in the same sentence that no short way leads to
WAYS = APART + 5  # then: the sentence before, two before, further before, after
DISTANCES = 19
SIZES = (WAYS, DISTANCES, len(DEPS) + 1, len(DEPS) + 1, 2)


def ancestors(heads: Ints) -> Ints:
    """W x (REACH + 1): each word, its head, its head's head, ...; -1 above the root."""
    rows = [np.arange(len(heads), dtype=np.int64)]
    for _ in range(REACH):
        below = rows[-1]
        above = np.where(below < 0, -1, heads[below])
        rows.append(np.where(above == below, -1, above))
    return np.stack(rows, axis=1)


def pair_features(trigger: int, above: Ints, *, labels: Ints, sentences: Ints, quoted: Ints) -> Ints:
    """W x len(SIZES): way in the tree, distance, labels below the meeting point, same side of quotes."""
    words = np.arange(len(above), dtype=np.int64)
    chain = above[trigger]
    climbed = np.full(len(above) + 1, -1, dtype=np.int64)  # the last entry answers for "above the root" (-1)
    for step in range(REACH, -1, -1):
        if chain[step] >= 0:
            climbed[chain[step]] = step
    met = climbed[above]
    found = met >= 0
    down = np.where(found.any(axis=1), found.argmax(axis=1), -1)
    up = met[words, np.maximum(down, 0)]
    way = np.minimum(up, STEPS) * (STEPS + 1) + np.minimum(down, STEPS)
    way = np.where(down < 0, APART, way)
    way = np.where(sentences == sentences[trigger], way, _sentence_way(sentences - sentences[trigger]))
    known = (down >= 0) & (sentences == sentences[trigger])
    below = np.where(known & (down > 0), labels[above[words, np.maximum(down - 1, 0)]], 0)
    side = np.where(known & (up > 0), labels[chain[np.maximum(up - 1, 0)]], 0)
    together = (quoted == quoted[trigger]).astype(np.int64)
    return np.stack([way, _distance(words - trigger), below, side, together], axis=1)


def _sentence_way(offset: Ints) -> Ints:
    return np.where(offset > 0, APART + 4, APART + np.clip(-offset, 1, 3))


def _distance(offset: Ints) -> Ints:
    size: Ints = np.ceil(np.log2(np.abs(offset) + 1)).astype(np.int64)  # 0, 1, 2, 2-3: up to 8
    return np.where(offset < 0, 9 - np.minimum(size, 8) - 1, 9 + np.minimum(size, 8))
