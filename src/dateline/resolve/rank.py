"""The choice among candidate places: two linear rankers, one without and one with a view of the other places.

Weights are data (`data/ranker.json`, with the command that made it), learnt as a softmax over a mention's candidates.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from dateline.errors import DataError
from dateline.resolve.features import LOCAL, MUTUAL, Features, Matrix, Mention, Story

KEPT = 40  # candidates of one name that the second look considers
ROUNDS = 2


class Ranker(msgspec.Struct, frozen=True):
    """Weights by feature: of the first look, and of the second look, which has the MUTUAL features besides."""

    command: str
    first: dict[str, float]
    second: dict[str, float]

    @classmethod
    def load(cls, path: Path | None = None) -> Ranker:
        """The packaged weights, or those of a file; raises DataError where features and weights do not match."""
        data = path.read_bytes() if path else files("dateline.resolve").joinpath("data", "ranker.json").read_bytes()
        ranker = msgspec.json.decode(data, type=cls)
        if list(ranker.first) != list(LOCAL) or list(ranker.second) != [*LOCAL, *MUTUAL]:
            raise DataError("the ranker's weights are not those of the features.", "ranker.json", "Fit it again.")
        return ranker

    def rank(self, features: Features, mentions: Sequence[Mention], story: Story) -> list[Matrix]:
        """For each mention, the share of each of its candidates (they sum to one; empty where it has none)."""
        first, second = np.array([*self.first.values()]), np.array([*self.second.values()])
        local = [features.local(m, story) if len(m.rows) else np.zeros((0, len(LOCAL))) for m in mentions]
        shares = [softmax(matrix @ first) for matrix in local]
        kept = [np.sort(np.argsort(-share, kind="stable")[:KEPT]) for share in shares]
        known = [i for i, share in enumerate(shares) if len(share)]
        for _ in range(ROUNDS if known else 0):
            narrowed = [narrow(mentions[i], kept[i]) for i in known]
            mutual = features.mutual(narrowed, [shares[i][kept[i]] for i in known])
            for i, matrix in zip(known, mutual, strict=True):
                full = np.zeros(len(shares[i]))
                full[kept[i]] = softmax(np.hstack([local[i][kept[i]], matrix]) @ second)
                shares[i] = full
        return shares


def narrow(mention: Mention, kept: npt.NDArray[np.intp]) -> Mention:
    """The mention with some of its candidates only."""
    return msgspec.structs.replace(
        mention, rows=mention.rows[kept], roles=mention.roles[kept], steps=mention.steps[kept]
    )


def softmax(scores: Matrix) -> Matrix:
    """Shares that sum to one."""
    if not len(scores):
        return scores
    powers = np.exp(scores - scores.max())
    shares: Matrix = powers / powers.sum()
    return shares
