"""How likely two strands tell of one act, and why: weights of the findings of `compare`, summed to log-odds."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files

import msgspec
import numpy as np
from numpy.typing import NDArray

from dateline.fuse.compare import FINDINGS, Rows, findings
from dateline.fuse.contradiction import NAMES, contradictions
from dateline.fuse.strands import Strand
from dateline.fuse.table import Table, table
from dateline.model import Factor, Judgement, Verdict, content_hash

Scores = NDArray[np.float32]
Weights = dict[str, dict[str, float]]  # by group and finding

VERSION = "4"  # of the rules, the weights apart: to be raised with every change of what is grouped
DATA = ("scorer.json", "rarity.json")
NEVER = np.float32(-1e6)  # no average that contains it comes near a threshold
SURE = 1.0  # log-odds from which the machine says "same", and under which, negative, "different"
MOST = 4.0  # log-odds that one pair may add to the mean of a group
CHUNK = 1 << 17  # pairs worked on at a time: what is held in memory


class Scorer(msgspec.Struct, frozen=True):
    """Learned by `python -m dateline.train.fusing`; `threshold` is where groups stop growing together.

    `wording` is that where the kind of act is unknown.
    """

    bias: float
    threshold: float
    weights: Weights
    wording: float = 0.0


Scoring = Callable[[Table, Rows, Rows, Scorer], Scores]  # `log_odds`, or what has it done elsewhere


@cache
def scorer() -> Scorer:
    """The scorer that comes with the package."""
    raw = files(__package__).joinpath("data", "scorer.json").read_bytes()
    return msgspec.json.decode(raw, type=Scorer)


@cache
def version() -> str:
    """A short name of the rules and the weights: same name, same groups."""
    data = files(__package__).joinpath("data")
    return f"{VERSION}-{content_hash(*(data.joinpath(name).read_text('utf-8') for name in DATA), size=4)}"


def log_odds(of: Table, i: Rows, j: Rows, by: Scorer | None = None) -> Scores:
    """Log-odds of "one act" for each pair of rows, NEVER where they contradict each other."""
    by = by or scorer()
    parts = [_chunk(of, i[at : at + CHUNK], j[at : at + CHUNK], by) for at in range(0, len(i), CHUNK)]
    return np.concatenate(parts) if parts else np.zeros(0, np.float32)


def score(left: Strand, right: Strand, by: Scorer | None = None) -> Judgement:
    """The machine's judgement of two strands, with every finding that weighs in it."""
    by = by or scorer()
    first, second = sorted((left, right), key=lambda strand: strand.event)
    both = table((first, second))
    i, j = np.array([0]), np.array([1])
    factors = [Factor("bias", by.bias), *_factors(both, i, j, by)]
    against = NAMES[int(contradictions(both, i, j)[0])]
    total = round(sum(factor.weight for factor in factors), 3)
    verdict, reason = _verdict(total, factors)
    if against:
        verdict, reason = "different", against
    return Judgement(
        left=first.event, right=second.event, verdict=verdict, score=total, factors=tuple(factors), reason=reason,
        version=version(),
    )  # fmt: skip


def _chunk(of: Table, i: Rows, j: Rows, by: Scorer) -> Scores:
    scores = np.full(len(i), NEVER, np.float32)
    possible = np.flatnonzero(contradictions(of, i, j) == 0)
    total = np.full(len(possible), by.bias, np.float32)
    for group, codes in findings(of, i[possible], j[possible]):
        known = by.weights.get(group, {})
        total += np.array([known.get(name, 0.0) for name in FINDINGS[group]], np.float32)[codes]
    scores[possible] = np.clip(total, -MOST, MOST)
    return scores


def _factors(both: Table, i: Rows, j: Rows, by: Scorer) -> list[Factor]:
    found = ((group, FINDINGS[group][int(codes[0])]) for group, codes in findings(both, i, j))
    weighed = [Factor(f"{group}: {name}", by.weights.get(group, {}).get(name, 0.0)) for group, name in found]
    return sorted((one for one in weighed if one.weight), key=lambda one: (-abs(one.weight), one.name))


def _verdict(total: float, factors: list[Factor]) -> tuple[Verdict, str]:
    telling = [factor for factor in factors if factor.name.split(":")[0] in ("place", "date", "actors", "recipients")]
    if not telling and abs(total) < SURE:
        return "undecided", "neither place, date nor parties can be compared"
    verdict: Verdict = "same" if total >= SURE else "different" if total <= -SURE else "unsure"
    sign = 1 if total >= 0 else -1
    leading = [factor.name for factor in factors if factor.weight * sign > 0 and factor.name != "bias"][:3]
    return verdict, "; ".join(leading)
