"""Examples in batches of like length, with words hidden at random so that the network learns to read around names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
import numpy as np
import torch
from torch import Tensor

from dateline.coding.neural_features import Ints
from dateline.coding.neural_windows import Window
from dateline.train.targets import Example

MASK = 103
PROPER = (24, 25)  # NNP, NNPS: numbers of neural_labels.TAGS


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """Padded inputs of the encoder, and the examples they came from."""

    examples: tuple[Example, ...]
    pieces: Tensor
    mask: Tensor
    first: Tensor
    last: Tensor
    heads: Tensor
    features: Tensor
    hints: Tensor


def batches(examples: Sequence[Example], size: int, rng: np.random.Generator) -> Iterator[list[Example]]:
    """All examples once, in batches of about `size` word pieces of like length, in random order."""
    noise = rng.random(len(examples)) * 24
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].window.pieces) + noise[i])
    groups: list[list[Example]] = [[]]
    longest = 0
    for i in order:
        longest = max(longest, len(examples[i].window.pieces))
        if groups[-1] and (len(groups[-1]) + 1) * longest > size:
            groups.append([])
            longest = len(examples[i].window.pieces)
        groups[-1].append(examples[i])
    for number in rng.permutation(len(groups)):
        yield groups[number]


def collate(
    examples: Sequence[Example], hide: tuple[float, float] = (0.0, 0.0), deaf: float = 0.0, seed: int = 0
) -> Batch:
    """Stacks examples; hides each word with probability `hide[0]`, a proper noun `hide[1]`, a word's hints `deaf`."""
    rng = np.random.default_rng(seed)
    windows = [e.window for e in examples]
    pieces = [_hidden(e, hide, rng) for e in examples]
    return Batch(
        examples=tuple(examples),
        pieces=_stack(pieces),
        mask=_stack([np.ones(len(p), np.int64) for p in pieces]),
        first=_stack([w.head_piece for w in windows]),
        last=_stack([w.tail_piece for w in windows]),
        heads=_stack([w.heads for w in windows]),
        features=_stack([w.features for w in windows]),
        hints=_stack([_unheard(w, deaf, rng) for w in windows]),
    )


def _hidden(example: Example, hide: tuple[float, float], rng: np.random.Generator) -> Ints:
    window = example.window
    if not any(hide):
        return window.pieces
    chance = np.where(np.isin(window.features[:, 0], PROPER), hide[1], hide[0])
    pieces = window.pieces.copy()
    for word in np.flatnonzero(rng.random(len(chance)) < chance):
        pieces[window.head_piece[word] : window.tail_piece[word] + 1] = MASK
    return pieces


def _unheard(window: Window, deaf: float, rng: np.random.Generator) -> Ints:
    if not deaf:
        return window.hints
    return window.hints * (rng.random((len(window.hints), 1)) >= deaf)


def _stack(arrays: Sequence[Ints]) -> Tensor:
    longest = max(len(a) for a in arrays)
    padded = [np.pad(a, [(0, longest - len(a))] + [(0, 0)] * (a.ndim - 1)) for a in arrays]
    return torch.from_numpy(np.stack(padded))
