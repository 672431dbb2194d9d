"""MPNet (Song et al. 2020), small enough to read: post-norm layers whose attention knows how far words are apart."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - its customary name

WIDTH, HEADS, INNER, LAYERS = 768, 12, 3072, 12
PIECES, PLACES = 30522, 512
BEFORE = 2  # rows of the published places that are none
DISTANCES, NEAR, FAR = 32, 8, 128  # classes of distance; up to NEAR each its own, up to FAR in powers
EPSILON = 1e-5


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

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """`x` (batch, places, WIDTH); `bias` (batch, HEADS, places, places) adds to how much a place heeds another."""
        x = self.norm_1(x + self.dropout(self.out(self._attend(x, bias))))
        after: Tensor = self.norm_2(x + self.dropout(self.narrow(F.gelu(self.widen(x)))))
        return after

    def _attend(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, places = x.shape[0], x.shape[1]
        parts = self.query_key_value(x).view(batch, places, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        scores = (parts[0] / math.sqrt(WIDTH // HEADS)) @ parts[1].transpose(-1, -2) + bias.to(parts.dtype)
        mixed: Tensor = scores.softmax(-1).to(parts.dtype) @ parts[2]
        return mixed.transpose(1, 2).reshape(batch, places, WIDTH)


class Encoder(nn.Module):
    """Word pieces to one vector a piece."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.pieces, self.places = nn.Embedding(PIECES, WIDTH), nn.Embedding(PLACES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.far = nn.Embedding(DISTANCES, HEADS)
        self.dropout = RowDropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))

    def forward(self, pieces: Tensor, mask: Tensor | None = None) -> Tensor:
        """(batch, places) ids, and a mask where some are padding, to (batch, places, WIDTH)."""
        places = torch.arange(pieces.shape[1])
        x: Tensor = self.dropout(self.norm(self.pieces(pieces) + self.places(places)))
        bias = self.far(distances(pieces.shape[1])).permute(2, 0, 1)[None]
        bias = bias if mask is None else bias + (1.0 - mask.float())[:, None, None, :] * -10000.0
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def lowest(self, layers: int) -> list[nn.Module]:
        """That many layers, and everything below them."""
        return [self.pieces, self.places, self.far, self.norm, *self.layers[:layers]]

    def read(self, tensors: dict[str, Tensor], rows: list[int]) -> None:
        """Takes over the published weights; `rows` says which of their pieces are ours, by id."""
        self.pieces.weight.data.copy_(tensors["embeddings.word_embeddings.weight"][torch.tensor(rows)])
        self.places.weight.data.copy_(tensors["embeddings.position_embeddings.weight"][BEFORE : BEFORE + PLACES])
        self.far.weight.data.copy_(tensors["encoder.relative_attention_bias.weight"])
        _take(self.norm, tensors, "embeddings.LayerNorm")
        for number, layer in enumerate(self.layers):
            _read_layer(layer, tensors, f"encoder.layer.{number}")


def distances(places: int) -> Tensor:
    """The class of the distance from each place to each other (places, places): its direction, and roughly how far."""
    at = torch.arange(places)
    apart = at[:, None] - at[None, :]
    far = apart.abs()
    wide = NEAR + (torch.log(far.clamp(min=1) / NEAR) / math.log(FAR / NEAR) * NEAR).long()
    return (apart < 0).long() * (DISTANCES // 2) + torch.where(far < NEAR, far, wide.clamp(max=2 * NEAR - 1))


def _read_layer(layer: nn.Module, tensors: dict[str, Tensor], prefix: str) -> None:
    assert isinstance(layer, Layer)
    parts = [f"{prefix}.attention.attn.{part}" for part in ("q", "k", "v")]
    layer.query_key_value.weight.data.copy_(torch.cat([tensors[f"{part}.weight"] for part in parts]))
    layer.query_key_value.bias.data.copy_(torch.cat([tensors[f"{part}.bias"] for part in parts]))
    _take(layer.out, tensors, f"{prefix}.attention.attn.o")
    _take(layer.norm_1, tensors, f"{prefix}.attention.LayerNorm")
    _take(layer.widen, tensors, f"{prefix}.intermediate.dense")
    _take(layer.narrow, tensors, f"{prefix}.output.dense")
    _take(layer.norm_2, tensors, f"{prefix}.output.LayerNorm")


def _take(module: nn.Linear | nn.LayerNorm, tensors: dict[str, Tensor], name: str) -> None:
    module.weight.data.copy_(tensors[f"{name}.weight"])
    module.bias.data.copy_(tensors[f"{name}.bias"])
