"""The few statistics that sentences about counts rest on: intervals, a test of two counts, survival."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import exp, inf, lgamma, log, log1p, sqrt

import msgspec

Z = 1.959963984540054  # of a 95 % interval
_TAIL = 0.025
_TINY = 1e-300
_ENOUGH = 1e-15
_STEPS = 10_000  # of a continued fraction, which needs about the root of its larger parameter


class Interval(msgspec.Struct, frozen=True):
    """A value and its 95 % interval; `high` may be infinite."""

    value: float
    low: float
    high: float


class Two(msgspec.Struct, frozen=True, kw_only=True):
    """One count against another: the ratio of their rates, and how often chance alone makes one so far from 1."""

    ratio: Interval
    p: float


def incomplete_beta(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function I_x(a, b), to about 1e-12 (DLMF 8.17.22: a continued fraction)."""
    if x <= 0 or x >= 1 or a <= 0 or b <= 0:
        return 1.0 if x >= 1 or a <= 0 else 0.0
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(b, a, 1 - x)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    return min(1.0, front * _fraction(a, b, x))


def _fraction(a: float, b: float, x: float) -> float:
    """The fraction's value, by Lentz' method as Thompson and Barnett gave it (1986)."""
    value, c, d = 1.0, 1.0, 0.0
    for n in range(1, _STEPS):
        m = n // 2
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        term = odd if n % 2 else m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d = 1 / _away(1 + term * d)
        c = _away(1 + term / c)
        value *= c * d
        if abs(c * d - 1) < _ENOUGH:
            break
    return 1 / value


def _away(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def compare(n: float, b: float, exposure: tuple[float, float], dispersion: float = 1.0) -> Two:
    """The rate behind a count `n` against that behind `b`, given what each was counted over: exact, and two-sided.

    Given n + b, n is binomial where the rates are equal (Przyborowski and Wilenski 1940); the interval is Clopper and
    Pearson's (1934). Counts that vary `dispersion` times as much as Poisson's are divided by it first (quasi-Poisson).
    """
    n, b = n / dispersion, b / dispersion
    at = exposure[0] / (exposure[0] + exposure[1])
    p = min(1.0, 2 * min(incomplete_beta(n, b + 1, at), incomplete_beta(b, n + 1, 1 - at)))
    low = _solve(lambda x: incomplete_beta(n, b + 1, x) - _TAIL) if n else 0.0
    high = _solve(lambda x: _TAIL - incomplete_beta(b, n + 1, 1 - x)) if b else 1.0
    scale = exposure[1] / exposure[0]
    value = n / b * scale if b else (inf if n else 1.0)
    return Two(ratio=Interval(value, _odds(low) * scale, _odds(high) * scale), p=p)


def _odds(p: float) -> float:
    return p / (1 - p) if p < 1 else inf


def _solve(rising: Callable[[float], float]) -> float:
    """Where a function that rises from 0 to 1 is nought, by halving."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return (low + high) / 2


def overdispersion(counts: Sequence[float], exposures: Sequence[float]) -> float:
    """How many times as much as Poisson's some counts vary, 1 at least: Pearson's chi-squared by degrees of freedom."""
    total, over = sum(counts), sum(exposures)
    told = [(count, total * exposure / over) for count, exposure in zip(counts, exposures, strict=True) if exposure]
    if total == 0 or len(told) < 2:
        return 1.0
    return max(1.0, sum((count - mean) ** 2 / mean for count, mean in told) / (len(told) - 1))


def adjusted(ps: Sequence[float]) -> list[float]:
    """The false discovery rates of many tests (Benjamini and Hochberg 1995), in the order given."""
    order = sorted(range(len(ps)), key=lambda index: -ps[index])
    found, least = [1.0] * len(ps), 1.0
    for place, index in enumerate(order):
        least = min(least, ps[index] * len(ps) / (len(ps) - place))
        found[index] = least
    return found


def wilson(part: float, whole: float) -> Interval:
    """A share and its interval (Wilson 1927)."""
    if not whole:
        return Interval(0.0, 0.0, 1.0)
    share, square = part / whole, Z * Z
    middle = (share + square / (2 * whole)) / (1 + square / whole)
    half = Z * sqrt(share * (1 - share) / whole + square / (4 * whole * whole)) / (1 + square / whole)
    return Interval(share, max(0.0, middle - half), min(1.0, middle + half))


def followed_within(delays: Iterable[int], watched: Iterable[int], window: int) -> Interval | None:
    """The share that is followed within `window` days, of cases watched for different times; None without any.

    `delays` are the days after which some were followed, `watched` the days for which the others were watched in vain.
    Kaplan and Meier (1958), with Greenwood's variance and an interval on the scale of log(-log).
    """
    ends = sorted([(days, 0) for days in delays] + [(days, 1) for days in watched])
    at_risk, alive, variance = len(ends), 1.0, 0.0
    if not at_risk:
        return None
    for days, is_open in ends:
        if not is_open and days <= window:
            alive *= 1 - 1 / at_risk
            variance += 1 / (at_risk * (at_risk - 1)) if at_risk > 1 else inf
        at_risk -= 1
    return _between(alive, variance, len(ends))


def _between(alive: float, variance: float, number: int) -> Interval:
    if alive in (0.0, 1.0) or variance == inf:  # no variance at the ends: an interval as if all were watched through
        return wilson(round((1 - alive) * number), number)
    width = Z * sqrt(variance) / log(alive)
    ends = sorted(alive ** exp(sign * width) for sign in (1, -1))
    return Interval(1 - alive, 1 - ends[1], 1 - ends[0])
