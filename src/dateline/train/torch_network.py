"""The network under torch, as `neural_scores.Network` wants it: to fit and measure before export."""

from __future__ import annotations

import torch
from torch import Tensor

from dateline.coding.neural import NeuralCoder
from dateline.coding.neural_features import Ints
from dateline.coding.neural_onnx import read_tokenizer
from dateline.coding.neural_scores import Acts, Floats
from dateline.coding.neural_settings import Settings
from dateline.coding.neural_windows import Window
from dateline.fuse import link
from dateline.ontology import plover
from dateline.parse import Parser
from dateline.resolve import Resolver
from dateline.run import Pipeline
from dateline.train import base
from dateline.train.model import Network


class TorchNetwork:
    """Runs single windows without gradients."""

    def __init__(self, network: Network) -> None:
        self._network = network.eval()

    @torch.no_grad()
    def words(self, window: Window) -> tuple[Floats, Floats]:
        """Vectors of words and the logits of their types."""
        given = (window.head_piece, window.tail_piece, window.heads, window.features, window.hints)
        pieces = self._network.encoder(_one(window.pieces))
        words, types = self._network.words(pieces, *(_one(g) for g in given))
        return words[0].numpy(), types[0].numpy()

    @torch.no_grad()
    def slots(self, words: Floats, acts: Acts) -> tuple[Floats, Floats, Floats]:
        """Logits of kinds, statuses and arcs of the given acts."""
        given = (torch.from_numpy(x) for x in (words, acts.trigger, acts.type, acts.pairs, acts.advice, acts.standing))
        kinds, statuses, arcs = self._network.slots(*given)
        return kinds.numpy(), statuses.numpy(), arcs.numpy()


def _one(array: Ints) -> Tensor:
    return torch.from_numpy(array)[None]


def pipeline(network: Network, settings: Settings, parser: Parser) -> Pipeline:
    """All stages, with a network that was not exported."""
    coder = NeuralCoder(TorchNetwork(network), read_tokenizer(base.tokenizer_file()), settings, plover())
    return Pipeline(parser=parser, coder=coder, resolver=Resolver.load(), link=link)
