"""What the learned coder is told about each word besides its text: syntax, entity, letter case, quotation."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from dateline.coding.neural_labels import DEPS, ENTITIES, TAGS, numbered
from dateline.model import Parse, Token

Ints = npt.NDArray[np.int64]

SHAPES = 6  # lower, Title, UPPER, mIxed, digits, other
SIZES = (len(TAGS) + 1, len(DEPS) + 1, len(ENTITIES) + 1, SHAPES, 2, len(TAGS) + 1, len(DEPS) + 1)
OPENING, CLOSING, STRAIGHT = "“", "”", ('"', "``", "''")


@cache
def _numbers() -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    return numbered(TAGS), numbered(DEPS), numbered(ENTITIES)


def word_features(parse: Parse) -> Ints:
    """One row a token, one column a feature of `SIZES`: tag, label, entity, shape, quoted, head's tag, head's label."""
    tags, deps, labels = _numbers()
    entity = [0] * len(parse.tokens)
    for found in parse.entities:
        entity[found.first : found.last] = [labels.get(found.label, 0)] * (found.last - found.first)
    tag = [tags.get(token.tag, 0) for token in parse.tokens]
    dep = [deps.get(token.dep, 0) for token in parse.tokens]
    shape = [_shape(token.text) for token in parse.tokens]
    heads = [token.head for token in parse.tokens]
    columns = [tag, dep, entity, shape, quoted(parse), [tag[h] for h in heads], [dep[h] for h in heads]]
    return np.array(columns, dtype=np.int64).T.reshape(len(parse.tokens), len(SIZES))


def _shape(text: str) -> int:
    if any(c.isdigit() for c in text):
        return 4
    if not any(c.isalpha() for c in text):
        return 5
    if text.islower():
        return 0
    if text.istitle():
        return 1
    return 2 if text.isupper() else 3


def quoted(parse: Parse) -> list[int]:
    """1 for each token that stands between quotation marks; a paragraph's end closes what is open."""
    marks, inside, paragraph = [], False, 0
    for token in parse.tokens:
        if (now := parse.sentences[token.sentence].paragraph) != paragraph:
            inside, paragraph = False, now
        is_mark = _is_mark(token)
        if is_mark:
            inside = {OPENING: True, CLOSING: False}.get(token.text, not inside)
        marks.append(int(inside and not is_mark))
    return marks


def _is_mark(token: Token) -> bool:
    return token.text in (OPENING, CLOSING, *STRAIGHT)
