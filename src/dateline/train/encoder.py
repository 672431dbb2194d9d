"""MiniLM, a six-layer BERT (Wang et al. 2020), small enough to read: post-norm attention and feed-forward layers."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - its customary name

WIDTH, HEADS, INNER, LAYERS = 384, 12, 1536, 6
PIECES, PLACES = 30522, 512
EPSILON = 1e-12


class RowDropout(nn.Module):
    """Dropout with one mask for a whole sequence (Gal and Ghahramani 2016): as good, and cheap on a CPU."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        """`x` (batch, places, width) with the same units silenced at every place."""
        if not self.training or not self.rate:
            return x
        kept = torch.rand(x.shape[0], 1, x.shape[2]) >= self.rate
        dropped: Tensor = x * (kept.to(x.dtype) / (1 - self.rate))
        return dropped


class Layer(nn.Module):
    """One transformer layer."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query_key_value = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.widen, self.narrow = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm_1, self.norm_2 = nn.LayerNorm(WIDTH, eps=EPSILON), nn.LayerNorm(WIDTH, eps=EPSILON)
        self.dropout = RowDropout(dropout)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """`x` (batch, places, WIDTH); `bias` (batch, 1, 1, places) is 0 at pieces and very negative at padding."""
        x = self.norm_1(x + self.dropout(self.out(self._attend(x, bias))))
        after: Tensor = self.norm_2(x + self.dropout(self.narrow(F.gelu(self.widen(x)))))
        return after

    def _attend(self, x: Tensor, bias: Tensor | None) -> Tensor:
        batch, places = x.shape[0], x.shape[1]
        parts = self.query_key_value(x).view(batch, places, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        scores = (parts[0] / math.sqrt(WIDTH // HEADS)) @ parts[1].transpose(-1, -2)
        scores = scores if bias is None else scores + bias.to(parts.dtype)
        mixed: Tensor = scores.softmax(-1).to(parts.dtype) @ parts[2]
        return mixed.transpose(1, 2).reshape(batch, places, WIDTH)


class Encoder(nn.Module):
    """Word pieces to one vector a piece."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.pieces, self.places = nn.Embedding(PIECES, WIDTH), nn.Embedding(PLACES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.dropout = RowDropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))

    def forward(self, pieces: Tensor, mask: Tensor | None = None) -> Tensor:
        """(batch, places) ids, and a mask where some are padding, to (batch, places, WIDTH)."""
        places = torch.arange(pieces.shape[1])
        x: Tensor = self.dropout(self.norm(self.pieces(pieces) + self.places(places)))
        bias = None if mask is None else (1.0 - mask.float())[:, None, None, :] * -10000.0
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def read(self, tensors: dict[str, Tensor]) -> None:
        """Takes over the published weights of a BERT; its first token type is folded into the places."""
        self.pieces.weight.data.copy_(tensors["embeddings.word_embeddings.weight"])
        kind = tensors["embeddings.token_type_embeddings.weight"][0]
        self.places.weight.data.copy_(tensors["embeddings.position_embeddings.weight"] + kind)
        _take(self.norm, tensors, "embeddings.LayerNorm")
        for number, layer in enumerate(self.layers):
            _read_layer(layer, tensors, f"encoder.layer.{number}")


def _read_layer(layer: nn.Module, tensors: dict[str, Tensor], prefix: str) -> None:
    assert isinstance(layer, Layer)
    parts = [f"{prefix}.attention.self.{part}" for part in ("query", "key", "value")]
    layer.query_key_value.weight.data.copy_(torch.cat([tensors[f"{part}.weight"] for part in parts]))
    layer.query_key_value.bias.data.copy_(torch.cat([tensors[f"{part}.bias"] for part in parts]))
    _take(layer.out, tensors, f"{prefix}.attention.output.dense")
    _take(layer.norm_1, tensors, f"{prefix}.attention.output.LayerNorm")
    _take(layer.widen, tensors, f"{prefix}.intermediate.dense")
    _take(layer.narrow, tensors, f"{prefix}.output.dense")
    _take(layer.norm_2, tensors, f"{prefix}.output.LayerNorm")


def _take(module: nn.Linear | nn.LayerNorm, tensors: dict[str, Tensor], name: str) -> None:
    module.weight.data.copy_(tensors[f"{name}.weight"])
    module.bias.data.copy_(tensors[f"{name}.bias"])
