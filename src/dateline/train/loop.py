"""The training loop: AdamW with slower lower layers, warm-up and decay, and a running mean of the weights."""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Sequence

import msgspec
import numpy as np
import torch
from torch import nn
from torch.optim import AdamW
from torch.optim.lr_scheduler import LambdaLR

from dateline.train import base
from dateline.train.batch import batches, collate
from dateline.train.encoder import LAYERS
from dateline.train.loss import Weights, loss
from dateline.train.model import Network
from dateline.train.targets import Example

Say = Callable[[str], None]
LOWEST = 0.02  # of the peak learning rate


class Recipe(msgspec.Struct, frozen=True, kw_only=True):
    """How the network is trained; the defaults made the shipped weights (docs/training.md has the figures)."""

    epochs: int = 4
    seed: int = 1
    pieces: int = 1600  # word pieces a batch
    rate: float = 1e-4  # of the encoder's top layer
    head_rate: float = 6e-4
    fade: float = 0.88  # each layer below learns slower by this factor
    frozen: int = 2  # lowest layers that stay as they are, with the pieces, places and distances
    dropout: float = 0.1
    head_dropout: float = 0.2
    hide: tuple[float, float] = (0.05, 0.15)  # how often a word, a proper noun is hidden
    deaf: float = 0.1  # how often what the rules say about a word is withheld
    optional: float = 0.3  # weight of debatable records' triggers
    mean: float = 0.99  # of the running mean of weights
    weights: Weights = Weights()


FINISH = Recipe(epochs=2, rate=5e-5, head_rate=3e-4)
FINISHES = 1  # runs of the last step but one, each with a seed of its own, whose weights are averaged
# On the real stories alone, which are what is to be read
LAST = Recipe(epochs=2, seed=7, pieces=1200, rate=7e-5, head_rate=4.5e-4)
EVERY = 4  # steps after which the running mean takes the weights in


def train(
    examples: Sequence[Example], kind_types: list[int], recipe: Recipe, say: Say, start: Network | None = None
) -> Network:
    """The network after training, from `start` or the base encoder; the same input gives the same weights."""
    torch.manual_seed(recipe.seed)
    run = Run(_fresh(kind_types, recipe, start), recipe, _count(examples, recipe))
    rng, began = np.random.default_rng(recipe.seed), time.monotonic()
    for epoch in range(recipe.epochs):
        values = [run.step(group) for group in batches(examples, recipe.pieces, rng)]
        mean = sum(values) / max(1, len(values))
        say(f"epoch {epoch + 1}: mean loss {mean:.4f} after {time.monotonic() - began:.0f} s")
    return run.averaged


def _fresh(kind_types: list[int], recipe: Recipe, start: Network | None) -> Network:
    network = Network(kind_types, recipe.dropout, recipe.head_dropout)
    if start is None:
        network.encoder.read(base.weights(), base.rows())
    else:
        network.load_state_dict(start.state_dict())
    for module in network.encoder.lowest(recipe.frozen):  # 37 million numbers that some stories could only spoil
        module.requires_grad_(False)
    return network


def _count(examples: Sequence[Example], recipe: Recipe) -> int:
    """Steps of the whole run, near enough for the schedule."""
    return recipe.epochs * sum(1 for _ in batches(examples, recipe.pieces, np.random.default_rng(recipe.seed)))


class Run:
    """One run: the network, its optimizer and schedule, and the running mean of its weights."""

    def __init__(self, network: Network, recipe: Recipe, steps: int) -> None:
        self.averaged = copy.deepcopy(network).eval()
        self._network, self._recipe, self._taken = network.train(), recipe, 0
        self._learned = [p for p in network.parameters() if p.requires_grad]
        self._optimizer = AdamW(_groups(network, recipe), weight_decay=0.01, fused=True)
        self._schedule = LambdaLR(self._optimizer, lambda step: _share(step, steps))

    def step(self, group: Sequence[Example]) -> float:
        """Learns from one batch; its loss."""
        self._taken += 1
        recipe = self._recipe
        batch = collate(group, recipe.hide, recipe.deaf, seed=recipe.seed * 1_000_003 + self._taken)
        with torch.autocast("cpu", torch.bfloat16):
            value = loss(self._network, batch, recipe.weights)
        self._optimizer.zero_grad()
        value.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self._learned, 1.0)
        self._optimizer.step()
        self._schedule.step()
        if self._taken % EVERY == 0:
            _average(self.averaged, self._network, min(recipe.mean**EVERY, self._taken / (self._taken + 10)))
        return float(value.detach())


def _groups(network: Network, recipe: Recipe) -> list[dict[str, object]]:
    groups = [
        (recipe.rate * recipe.fade ** (LAYERS - depth), list(layer.parameters()))
        for depth, layer in enumerate(network.encoder.layers, 1)
    ]
    groups.append((recipe.head_rate, [*network.words.parameters(), *network.slots.parameters()]))
    learned = ((rate, [p for p in parameters if p.requires_grad]) for rate, parameters in groups)
    return [{"params": parameters, "lr": rate} for rate, parameters in learned if parameters]


def _share(step: int, steps: int) -> float:
    """Up over the first tenth, then down in a straight line."""
    return min((step + 1) / (0.1 * steps), max(LOWEST, (steps - step) / (0.9 * steps)))


@torch.no_grad()
def mixed(networks: Sequence[Network]) -> Network:
    """One network whose weights are the mean of several that went on from the same start (Wortsman et al. 2022)."""
    mean = copy.deepcopy(networks[0])
    for count, network in enumerate(networks[1:], 2):
        _average(mean, network, 1 - 1 / count)
    return mean


@torch.no_grad()
def _average(averaged: Network, network: Network, share: float) -> None:
    for mean, value in zip(averaged.parameters(), network.parameters(), strict=True):
        if value.requires_grad:
            mean.lerp_(value, 1 - share)
