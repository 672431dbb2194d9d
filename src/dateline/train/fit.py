"""Thresholds and calibration, chosen on documents that the network was not trained on."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

import msgspec
import numpy as np

from dateline.coding.neural_advice import ROLES as ADVISED
from dateline.coding.neural_labels import ROLES
from dateline.coding.neural_scores import Found, heeded, logit, reaching
from dateline.coding.neural_settings import Settings
from dateline.train.targets import Floats, Target

GRID = tuple(round(0.04 * step, 2) for step in range(2, 23))
SHARED = 1.0  # how much of all types' counts stands behind each type's own
LOW = 0.01  # triggers are looked for down to this probability while fitting
MET = 0.2  # slots are judged on triggers found at least this surely
PLATEAU = 0.015  # F1 this close to the best is as good
LEVEL = 0.005  # so is a share of whole sides this close
MISSING = 2.0  # beta of places and dates: a missing one weighs as much as two wrong ones (van Rijsbergen 1979)
SIDES = ("actors", "recipients")  # beside a first party there stand bystanders: a further one needs more
PLAIN = ("place", "date")  # shown with their own words beside them: a wrong one is seen at once, a missing one is not
BINS = 10
TRUST = (0.0, 1.0, 2.0, 3.0)


class Case(msgspec.Struct, frozen=True):
    """One held-out document: what it says and what was found."""

    targets: tuple[Target, ...]
    found: tuple[Found, ...]


class Judged(msgspec.Struct, frozen=True):
    """A found trigger with the required record it meets, if any; what meets a debatable one is not judged."""

    found: Found
    target: Target | None


def judge(case: Case) -> list[Judged]:
    """Each found trigger once, but for those that only a debatable record or an alternative type accepts."""
    required = {(t.word, t.type): t for t in case.targets if not t.optional}
    free = {(word, type_) for t in case.targets for word in t.inside for type_ in (t.type, *t.types)} - required.keys()
    return [Judged(f, required.get((f.word, f.type))) for f in case.found if (f.word, f.type) not in free]


def trust(cases: Sequence[Case]) -> float:
    """What a rule that names a type should add to its logit: the step with the best F1 of all types together."""
    return max(TRUST, key=lambda step: (_together(trusted(cases, step)), -step))


def trusted(cases: Sequence[Case], step: float) -> list[Case]:
    """The cases as they would be if the rules were trusted that much."""
    return [Case(c.targets, tuple(_raised(f, step) for f in c.found)) for c in cases]


def _raised(found: Found, step: float) -> Found:
    raised = 1 / (1 + math.exp(-(logit(found.probability) + step * found.hinted)))
    return msgspec.structs.replace(found, probability=raised)


def _together(cases: Sequence[Case]) -> float:
    judged = [j for case in cases for j in judge(case)]
    gold = sum(not t.optional for case in cases for t in case.targets)
    p = np.array([j.found.probability for j in judged])
    right = np.array([j.target is not None for j in judged], dtype=bool)
    return max(float(2 * (right & (p >= x)).sum() / max(1, (p >= x).sum() + gold)) for x in GRID)


def least(cases: Sequence[Case], types: int) -> tuple[float, ...]:
    """Each type's threshold of best F1, held near the one that is best for all types together."""
    judged = [j for case in cases for j in judge(case)]
    gold = [t for case in cases for t in case.targets if not t.optional]
    counts = np.stack(
        [_counts(judged, gold, type_) for type_ in range(types)]
    )  # type x threshold x (right, made, there)
    together = counts + SHARED * counts.sum(axis=0, keepdims=True)
    f1 = 2 * together[..., 0] / np.maximum(together[..., 1] + together[..., 2], 1e-9)
    return tuple(_middle(row) for row in f1)


def second(cases: Sequence[Case], first: Sequence[float]) -> float:
    """The least probability of a further type on a word, beside thresholds of types: that of best F1 of all types.

    Unlike `judge` it counts a record that says again, with another acceptable type, what has been said as wrong.
    """
    counts = np.array([np.sum([_said(case) for case in chosen(cases, first, x)], axis=0) for x in GRID])
    right, made, there = counts.T
    return _middle((2 * right / np.maximum(made + there, 1)).astype(np.float32), LEVEL)


def _said(case: Case) -> tuple[int, int, int]:
    """Required records that a finding meets, findings that are not of debatable ones, required records."""
    required = [_acceptable(t) for t in case.targets if not t.optional]
    debatable = {one for t in case.targets if t.optional for one in _acceptable(t)} - set().union(*required)
    found = [one for f in case.found if (one := (f.word, f.type)) not in debatable]
    return sum(not wanted.isdisjoint(found) for wanted in required), len(found), len(required)


def _acceptable(target: Target) -> set[tuple[int, int]]:
    return {(word, type_) for word in target.inside for type_ in (target.type, *target.types)}


def chosen(cases: Sequence[Case], first: Sequence[float], further: float) -> list[Case]:
    """The cases with the triggers that those thresholds choose (`neural_scores.Choice`)."""
    return [Case(c.targets, tuple(_chosen(c.found, first, further))) for c in cases]


def _chosen(found: Sequence[Found], first: Sequence[float], further: float) -> Iterator[Found]:
    passing = (f for f in found if f.probability >= first[f.type])
    for _, there in groupby(passing, key=lambda f: f.word):
        ranked = sorted(there, key=lambda f: first[f.type] - f.probability)
        yield from (f for f in ranked if f is ranked[0] or f.probability >= further)


def _middle(f1: Floats, plateau: float = PLATEAU) -> float:
    """The middle of the thresholds that do about as well as the best: on a plateau the edge is an accident."""
    good = np.flatnonzero(f1 >= f1.max() - plateau)
    return GRID[int(good[len(good) // 2])]


def _counts(judged: list[Judged], gold: list[Target], type_: int) -> Floats:
    mine = [j for j in judged if j.found.type == type_]
    p = np.array([j.found.probability for j in mine])
    right = np.array([j.target is not None for j in mine], dtype=bool)
    there = sum(t.type == type_ for t in gold)
    return np.array([[(right & (p >= x)).sum(), (p >= x).sum(), there] for x in GRID], dtype=np.float32)


def heed(cases: Sequence[Case]) -> dict[str, float]:
    """What the rules' word on a role, or on the status, should add to its logit: the step that is right most often."""
    met = _met(cases)
    return {part: max(TRUST, key=lambda step: (_worth(met, part, step), -step)) for part in (*ADVISED, "status")}


def _worth(met: list[Judged], part: str, step: float) -> float:
    changed = [Judged(heeded(j.found, {part: step}), j.target) for j in met]
    if part != "status":
        return float(_role(changed, ROLES.index(part)).max())
    return sum(float(j.target.statuses[int(np.argmax(j.found.statuses))]) for j in changed if j.target is not None)


def arcs(cases: Sequence[Case]) -> dict[str, float]:
    """Each role's threshold of best F1 over the arcs of rightly found triggers; of best F2 for PLAIN roles."""
    met = _met(cases)
    return {role: _middle(_role(met, i, MISSING if role in PLAIN else 1.0)) for i, role in enumerate(ROLES)}


def further(cases: Sequence[Case], first: Mapping[str, float]) -> dict[str, float]:
    """The threshold of further parties on each side, by the share of records whose side is all right."""
    met = _met(cases)
    return {role: _further(_whole(met, ROLES.index(role), first[role]), first[role]) for role in SIDES}


def _further(whole: Floats, first: float) -> float:
    """That of first ones where another brings nothing."""
    gains = whole.max() - whole[GRID.index(first)] > LEVEL
    return max(first, _middle(whole, LEVEL)) if gains else first


def _whole(met: list[Judged], role: int, first: float) -> Floats:
    """The share of records whose words in a role are just the right ones, at each threshold of further ones."""
    judged = [j for j in met if j.target is not None and role not in j.target.loose]
    right = [[set(reaching(j.found.arcs[:, role], first, x)) == _words(j, role) for x in GRID] for j in judged]
    return np.array(right, dtype=np.float32).reshape(-1, len(GRID)).sum(axis=0) / max(1, len(judged))


def _words(judged: Judged, role: int) -> set[int]:
    assert judged.target is not None
    return {word - judged.found.start for word, r in judged.target.arcs if r == role}


def _met(cases: Sequence[Case]) -> list[Judged]:
    return [j for case in cases for j in judge(case) if j.target is not None and j.found.probability >= MET]


def _role(met: list[Judged], role: int, beta: float = 1.0) -> Floats:
    """F of a role at each threshold; `beta` is how much more a missing word weighs than a wrong one."""
    counts = np.zeros((len(GRID), 3))  # threshold x (right, made, there)
    for judged in met:
        column = judged.found.arcs[:, role]
        if judged.target is None or role in judged.target.loose:
            continue
        words = _words(judged, role)
        for row, x in enumerate(GRID):
            chosen = {int(i) for i in np.flatnonzero(column >= x)}
            counts[row] += len(chosen & words), len(chosen), len(words)
    right, made, there = counts.T
    return ((1 + beta**2) * right / np.maximum(made + beta**2 * there, 1e-9)).astype(np.float32)


def calibrate(cases: Sequence[Case], steps: int = 30) -> tuple[float, float]:
    """Slope and intercept that make a logit a probability (Platt 1999), by Newton steps held near (1, 0)."""
    judged = [j for case in cases for j in judge(case)]
    right = np.array([j.target is not None for j in judged], dtype=np.float64)
    x = np.array([[logit(j.found.probability), 1.0] for j in judged]).reshape(-1, 2)
    w = np.array([1.0, 0.0])
    for _ in range(steps):
        q = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        slope = x.T @ (q - right) + (w - np.array([1.0, 0.0]))
        curve = (x * (q * (1 - q))[:, None]).T @ x + np.eye(2)
        w = w - np.clip(np.linalg.solve(curve, slope), -0.5, 0.5)
    return round(float(w[0]), 4), round(float(w[1]), 4)


def reliability(pairs: Sequence[tuple[float, bool]]) -> Iterator[tuple[float, float, int]]:
    """(mean confidence, share right, count) of each filled bin of confidences."""
    for low in range(BINS):
        inside = [(c, r) for c, r in pairs if low <= c * BINS < low + 1 or (low == BINS - 1 and c == 1.0)]
        if inside:
            yield sum(c for c, _ in inside) / len(inside), sum(r for _, r in inside) / len(inside), len(inside)


def fitted(cases: Sequence[Case], start: Settings, say: Callable[[str], None]) -> Settings:
    """`start` with thresholds and calibration chosen on the cases."""
    step, parts = trust(cases), heed(cases)
    raised = trusted([Case(c.targets, tuple(heeded(f, parts) for f in c.found)) for c in cases], step)
    a_second = second(raised, least(raised, len(start.types)))
    raised = chosen(raised, (LOW,) * len(start.types), a_second)
    first = arcs(raised)
    more = further(raised, first)
    found = msgspec.structs.replace(
        start,
        least=least(raised, len(start.types)),
        second=a_second,
        trust=step,
        heed=parts,
        arcs=first | more,
        first={role: first[role] for role in SIDES},
        calibration=calibrate(raised),
    )
    say(
        f"trust {found.trust}, heed {found.heed}, thresholds of types {found.least}, of second ones {found.second}, "
        f"of roles {found.arcs}, of first parties {found.first}, calibration {found.calibration}"
    )
    met = _met(raised)
    for role in SIDES:
        whole = _whole(met, ROLES.index(role), first[role])
        with_one, with_two = (whole[GRID.index(x)] for x in (first[role], more[role]))
        say(f"{role} all right: {with_two:.3f} of records, {with_one:.3f} with one threshold for all")
    for stated, share, count in reliability(_stated(raised, found.calibration)):
        say(f"confidence {stated:.2f}: {share:.2f} right of {count}")
    return found


def _stated(cases: Sequence[Case], calibration: tuple[float, float]) -> list[tuple[float, bool]]:
    """The calibrated confidence of each trigger found, and whether it was right."""
    slope, intercept = calibration
    judged = [j for case in cases for j in judge(case)]
    return [
        (1 / (1 + math.exp(-(slope * logit(j.found.probability) + intercept))), j.target is not None) for j in judged
    ]
