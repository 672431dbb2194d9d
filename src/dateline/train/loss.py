"""What the network is punished for."""

from __future__ import annotations

import msgspec
import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 - its customary name

from dateline.coding.neural_labels import ROLES
from dateline.train.batch import Batch
from dateline.train.model import Network
from dateline.train.targets import Example

IMPOSSIBLE = -1e4


class Weights(msgspec.Struct, frozen=True):
    """How much each part counts."""

    types: float = 1.0
    kinds: float = 0.3
    statuses: float = 0.5
    arcs: float = 0.5


def loss(network: Network, batch: Batch, weights: Weights) -> Tensor:
    """Mean loss of a batch: types over its words, the rest over its records."""
    pieces = network.encoder(batch.pieces, batch.mask)
    words, logits = network.words(pieces, batch.first, batch.last, batch.heads, batch.features, batch.hints)
    total, records = torch.zeros(()), 0
    for number, example in enumerate(batch.examples):
        size = len(example.types)
        total = total + weights.types * _types(logits[number, :size].float(), example)
        records += len(example.records)
        if example.records:
            total = total + _records(network, words[number, :size], example, weights)
    return total / max(1.0, records + len(batch.examples))


def _types(logits: Tensor, example: Example) -> Tensor:
    wanted, counts = torch.from_numpy(example.types), torch.from_numpy(example.weights)
    return F.binary_cross_entropy_with_logits(logits, wanted, counts, reduction="sum")


def _records(network: Network, words: Tensor, example: Example, weights: Weights) -> Tensor:
    acts = example.acts
    assert acts is not None, "an example with records has their inputs"
    given = (torch.from_numpy(x) for x in (acts.trigger, acts.type, acts.pairs, acts.advice, acts.standing))
    kinds, statuses, arcs = (x.float() for x in network.slots(words, *given))
    accepted = torch.from_numpy(np.stack([r.kinds for r in example.records]))
    total = weights.kinds * _accepted(kinds + _other_types(network, torch.from_numpy(acts.type)), accepted)
    total = total + weights.statuses * _accepted(
        statuses, torch.from_numpy(np.stack([r.statuses for r in example.records]))
    )
    return total + weights.arcs * _arcs(arcs, example)


def _other_types(network: Network, type_: Tensor) -> Tensor:
    return torch.where(network.kind_types[None] == type_[:, None], 0.0, IMPOSSIBLE)


def _accepted(logits: Tensor, accepted: Tensor) -> Tensor:
    """Minus log of the probability of anything acceptable, summed over records."""
    chosen = torch.where(accepted > 0, logits, torch.full_like(logits, 2 * IMPOSSIBLE))
    return (logits.logsumexp(-1) - chosen.logsumexp(-1)).sum()


def _arcs(logits: Tensor, example: Example) -> Tensor:
    start, size = example.window.start, len(example.types)
    wanted, counts = torch.zeros_like(logits), torch.ones(len(example.records), 1, len(ROLES))
    for row, record in enumerate(example.records):
        for word, role in record.arcs:
            if 0 <= word - start < size:
                wanted[row, word - start, role] = 1.0
        counts[row, 0, list(record.loose)] = 0.0
    return F.binary_cross_entropy_with_logits(logits, wanted, counts.expand_as(logits), reduction="sum")
