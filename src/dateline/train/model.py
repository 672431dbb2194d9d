"""The learned coder as trained: an encoder, words out of pieces, and heads for triggers, kinds, status and arcs."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - its customary name

from dateline.coding import neural_advice, neural_features, neural_pairs
from dateline.coding.neural_labels import ROLES, STATUSES
from dateline.train.encoder import WIDTH, Encoder

FEATURE, TYPE, HIDDEN, PAIR, ARC = 24, 48, 256, 128, 32
TRUST = 2.0  # logit that a rule adds before anything is learned


class Words(nn.Module):
    """Vectors of words: ends of their pieces, their features, and their syntactic head's vector."""

    def __init__(self, dropout: float, types: int, kinds: int) -> None:
        super().__init__()
        self.features = nn.ModuleList(nn.Embedding(size, FEATURE) for size in neural_features.SIZES)
        self.mix = nn.Linear(2 * WIDTH + FEATURE * len(neural_features.SIZES), 2 * WIDTH)
        self.back = nn.Linear(2 * WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH)
        self.dropout = nn.Dropout(dropout)
        self.hints = nn.Embedding(kinds + 1, WIDTH)
        self.hidden = nn.Linear(WIDTH, HIDDEN)
        self.types = nn.Linear(HIDDEN, types)
        nn.init.constant_(self.types.bias, -4.0)
        nn.init.normal_(self.hints.weight, std=0.02)

    def forward(  # noqa: PLR0917 - an exported graph's inputs are positional
        self, x: Tensor, first: Tensor, last: Tensor, heads: Tensor, features: Tensor, hints: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Pieces (B, P, WIDTH) to words (B, W, WIDTH) and their type logits (B, W, types)."""
        plain = (_pick(x, first) + _pick(x, last)) / 2
        known = torch.cat([table(features[..., i]) for i, table in enumerate(self.features)], dim=-1)
        seen = self.dropout(torch.cat([plain, _pick(plain, heads), known.to(plain.dtype)], dim=-1))
        words = self.norm(plain + self.back(F.gelu(self.mix(seen))) + self.hints(hints).sum(dim=-2))
        return words, self.types(self.dropout(F.gelu(self.hidden(self.dropout(words)))))


def _pick(x: Tensor, places: Tensor) -> Tensor:
    return torch.gather(x, 1, places[..., None].expand(-1, -1, x.shape[2]))


class Slots(nn.Module):
    """For given triggers of one window with their types: scores of kinds and statuses, and of an arc to each word."""

    def __init__(self, dropout: float, types: int, kinds: int) -> None:
        super().__init__()
        self.acts = nn.Embedding(types, TYPE)
        self.join = nn.Linear(WIDTH + TYPE, HIDDEN)
        self.kinds, self.statuses = nn.Linear(HIDDEN, kinds), nn.Linear(HIDDEN, len(STATUSES))
        self.from_trigger, self.from_word = nn.Linear(HIDDEN, PAIR), nn.Linear(WIDTH, PAIR)
        self.pairs = nn.ModuleList(nn.Embedding(size, PAIR) for size in neural_pairs.SIZES)
        self.left, self.right = nn.Linear(HIDDEN, len(ROLES) * ARC), nn.Linear(WIDTH, len(ROLES) * ARC)
        self.roles = nn.Linear(PAIR, len(ROLES))
        self.standing = nn.Embedding(len(STATUSES), HIDDEN)
        self.heard = nn.Linear(len(neural_advice.ROLES), PAIR, bias=False)
        self.advised = nn.Linear(len(neural_advice.ROLES), len(ROLES), bias=False)
        for fresh in (self.standing, self.heard):
            nn.init.zeros_(fresh.weight)
        self._trust_rules()
        self.dropout = nn.Dropout(dropout)
        nn.init.constant_(self.roles.bias, -4.0)

    def _trust_rules(self) -> None:
        """Each role begins with what the rules say of it."""
        nn.init.zeros_(self.advised.weight)
        for column, role in enumerate(neural_advice.ROLES):
            self.advised.weight.data[ROLES.index(role), column] = TRUST

    def forward(  # noqa: PLR0917 - an exported graph's inputs are positional
        self, words: Tensor, trigger: Tensor, type_: Tensor, pairs: Tensor, advice: Tensor, standing: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Words (W, WIDTH), N triggers with types and standings, pairs, advice (N, W, ...): kinds, statuses, arcs."""
        joined = self.join(self.dropout(torch.cat([words[trigger], self.acts(type_).to(words.dtype)], dim=-1)))
        act = self.dropout(F.gelu(joined + self.standing(standing)))
        word = self.dropout(words)
        way = sum(table(pairs[..., i]) for i, table in enumerate(self.pairs))
        together = F.gelu(self.from_trigger(act)[:, None] + self.from_word(word)[None] + way + self.heard(advice))
        left = self.left(act).view(-1, len(ROLES), ARC).transpose(0, 1)  # R x N x ARC
        right = self.right(word).view(-1, len(ROLES), ARC).permute(1, 2, 0)  # R x ARC x W
        arcs = self.roles(self.dropout(together)) + (left @ right / ARC**0.5).permute(1, 2, 0) + self.advised(advice)
        return self.kinds(act), self.statuses(act), arcs


class Network(nn.Module):
    """Everything that is trained."""

    kind_types: Tensor  # the type of each kind

    def __init__(self, kind_types: list[int], dropout: float = 0.1, head_dropout: float = 0.2) -> None:
        super().__init__()
        types = max(kind_types) + 1
        self.register_buffer("kind_types", torch.tensor(kind_types))
        self.encoder = Encoder(dropout)
        self.words = Words(head_dropout, types, len(kind_types))
        self.slots = Slots(head_dropout, types, len(kind_types))
