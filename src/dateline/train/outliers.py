"""Channels that are too large for eight bits, multiplied apart (LLM.int8(), Dettmers et al. 2022).

An activation is rounded on one scale for all its channels. In MPNet a few channels of the feed-forward layers are some
forty times as large as the others, which are then rounded away: a third of the types near the threshold flipped. So
these channels are multiplied by themselves, unrounded; they are a few in a hundred, and cost as little.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence

import torch
from torch import Tensor, nn

from dateline.train.encoder import Encoder, Layer

APART = {"narrow": 128, "widen": 16}  # of 3,072 and 768 channels: of the second and first half of a feed-forward layer
UNROUNDED = "few"  # in the names of the nodes that stay as they are


class Apart(nn.Module):
    """A linear layer whose largest input channels are multiplied by themselves; it computes what the layer does."""

    mask: Tensor
    largest: Tensor

    def __init__(self, whole: nn.Linear, largest: Tensor) -> None:
        super().__init__()
        self.register_buffer("largest", largest)
        self.register_buffer("mask", torch.ones(whole.in_features).index_fill(0, largest, 0.0))
        self.many = copy.deepcopy(whole)
        self.many.weight.data *= self.mask
        self.few = nn.Linear(len(largest), whole.out_features, bias=False)
        self.few.weight.data.copy_(whole.weight.data[:, largest])

    def forward(self, x: Tensor) -> Tensor:
        """`x` (..., inputs) to (..., outputs)."""
        both: Tensor = self.many(x * self.mask) + self.few(x[..., self.largest])
        return both


def set_apart(encoder: Encoder, texts: Sequence[Tensor]) -> Encoder:
    """A copy of the encoder with its largest channels apart, as these texts, ids of pieces (P), make them out."""
    found = copy.deepcopy(encoder).eval()
    most = _most(found, texts)
    for layer, seen in zip(_layers(found), most, strict=True):
        for name, count in APART.items():
            whole = getattr(layer, name)
            largest = seen[name].topk(min(count, whole.in_features)).indices.sort().values
            setattr(layer, name, Apart(whole, largest))
    return found


def _layers(encoder: Encoder) -> list[Layer]:
    return [layer for layer in encoder.layers if isinstance(layer, Layer)]


@torch.no_grad()
def _most(encoder: Encoder, texts: Sequence[Tensor]) -> list[dict[str, Tensor]]:
    """For each layer, the largest value that each input channel of its linear layers takes."""
    most: list[dict[str, Tensor]] = [{} for _ in encoder.layers]
    hooks = [
        getattr(layer, name).register_forward_hook(_noting(seen, name))
        for layer, seen in zip(_layers(encoder), most, strict=True)
        for name in APART
    ]
    for text in texts:
        encoder(text[None])
    for hook in hooks:
        hook.remove()
    return most


def _noting(seen: dict[str, Tensor], name: str) -> Callable[[nn.Module, tuple[Tensor, ...], Tensor], None]:
    def note(_module: nn.Module, given: tuple[Tensor, ...], _result: Tensor) -> None:
        value = given[0].abs().flatten(0, -2).amax(0)
        seen[name] = torch.maximum(seen[name], value) if name in seen else value

    return note
