"""Thresholds and calibration from made-up cases."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from dateline.coding.neural_labels import ROLES
from dateline.coding.neural_scores import Found
from dateline.train.fit import Case, arcs, calibrate, chosen, further, heed, judge, least, reliability, second, trust
from dateline.train.targets import Target


def target(word: int, type_: int, *, optional: bool = False, types: tuple[int, ...] = (), arcs=(), loose=()) -> Target:
    nothing = np.zeros(1, dtype=np.float32)
    return Target(
        word=word, inside=(word,), type=type_, types=types, optional=optional, kinds=nothing, statuses=nothing,
        arcs=tuple(arcs), loose=tuple(loose),
    )  # fmt: skip


def found(word: int, type_: int, probability: float, arc: dict[int, float] | None = None) -> Found:
    column = np.zeros((10, len(ROLES)), dtype=np.float32)
    for at, value in (arc or {}).items():
        column[at, 0] = value
    nothing = np.zeros(1, dtype=np.float32)
    return Found(word=word, type=type_, probability=probability, kinds=nothing, statuses=nothing, arcs=column, start=0)


def test_debatable_and_alternative_findings_are_not_judged():
    case = Case((target(1, 0), target(2, 0, optional=True), target(3, 0, types=(1,))),
                (found(1, 0, 0.9), found(2, 0, 0.9), found(3, 1, 0.9), found(5, 0, 0.9)))  # fmt: skip
    assert [(j.found.word, j.target is not None) for j in judge(case)] == [(1, True), (5, False)]


def test_each_type_gets_the_threshold_that_parts_right_from_wrong():
    right = [(target(i, 0), found(i, 0, 0.7)) for i in range(20)]
    wrong = [found(50 + i, 0, 0.5) for i in range(20)]
    case = Case(tuple(t for t, _ in right), (*(f for _, f in right), *wrong))
    first, second = least([case], 2)
    assert 0.5 < first <= 0.7
    assert second == first  # no evidence of its own: what is best for all together


def test_arcs_are_chosen_by_role_and_loose_ones_ignored():
    good = (target(1, 0, arcs=[(3, 0)]), found(1, 0, 0.9, {3: 0.3, 4: 0.2}))
    loose = (target(2, 0, loose=[0]), found(2, 0, 0.9, {5: 0.9}))
    case = Case((good[0], loose[0]), (good[1], loose[1]))
    assert 0.2 < arcs([case])["actors"] <= 0.3


def test_a_further_party_may_need_more_than_a_first_one():
    """Right ones at .5 alone, and right ones at .9 beside wrong ones at .6."""
    alone = [(target(i, 0, arcs=[(3, 0)]), found(i, 0, 0.9, {3: 0.5})) for i in range(10)]
    beside = [(target(i, 0, arcs=[(3, 0)]), found(i, 0, 0.9, {3: 0.9, 4: 0.6})) for i in range(10, 20)]
    case = Case(*zip(*alone, *beside, strict=True))
    assert 0.6 < further([case], {"actors": 0.4, "recipients": 0.4})["actors"] <= 0.9


def test_calibration_lowers_what_is_too_sure():
    rng = np.random.default_rng(0)
    targets, findings = [], []
    for i in range(4000):
        if rng.random() < 0.6:
            targets.append(target(i, 0))
        findings.append(found(i, 0, 0.95))
    slope, intercept = calibrate([Case(tuple(targets), tuple(findings))])
    stated = 1 / (1 + np.exp(-(slope * np.log(0.95 / 0.05) + intercept)))
    assert stated == pytest.approx(0.6, abs=0.03)


def test_reliability_puts_every_pair_in_one_bin():
    pairs = [(0.0, False), (0.05, True), (0.55, True), (1.0, True)]
    rows = list(reliability(pairs))
    assert sum(count for _, _, count in rows) == len(pairs)
    assert rows[-1] == (1.0, 1.0, 1)


def test_rules_are_trusted_where_they_are_right():
    right = [msgspec.structs.replace(found(i, 0, 0.3), hinted=True) for i in range(10)]
    wrong = [found(50 + i, 0, 0.6) for i in range(10)]
    targets = tuple(target(i, 0) for i in range(10))
    assert trust([Case(targets, (*right, *wrong))]) > 0
    unhelpful = [msgspec.structs.replace(f, hinted=True) for f in wrong]
    sure = [found(i, 0, 0.9) for i in range(10)]
    assert trust([Case(targets, (*sure, *unhelpful))]) == 0


def test_advice_on_roles_is_heeded_as_far_as_it_helps():
    advice = np.zeros((10, 5), dtype=np.float32)
    advice[3, 0] = 1.0
    told = msgspec.structs.replace(
        found(1, 0, 0.9, {3: 0.3, 4: 0.4}), advice=advice, statuses=np.zeros(5, dtype=np.float32)
    )
    good = Case((status_target(1, arcs=[(3, 0)]),), (told,))
    assert heed([good])["actors"] > 0
    bad = Case((status_target(1, arcs=[(4, 0)]),), (told,))
    assert heed([bad])["actors"] == 0


def status_target(word: int, arcs) -> Target:
    return msgspec.structs.replace(target(word, 0, arcs=arcs), statuses=np.ones(5, dtype=np.float32))


def test_a_place_that_is_missed_costs_more_than_a_wrong_one():
    """Found at .5 beside as many wrong ones at .3, and as many right ones again at .3."""
    column = ROLES.index("place")
    cases = [(target(i, 0, arcs=[(3, column)]), found(i, 0, 0.9)) for i in range(20)]
    for number, (_, one) in enumerate(cases):
        one.arcs[3, column] = 0.5 if number < 10 else 0.3
        one.arcs[4:6, column] = 0.3
    assert arcs([Case(*zip(*cases, strict=True))])["place"] <= 0.3
    for _, one in cases:
        one.arcs[:, 0] = one.arcs[:, column]
    parties = [(target(i, 0, arcs=[(3, 0)]), f) for i, (_, f) in enumerate(cases)]
    assert arcs([Case(*zip(*parties, strict=True))])["actors"] > 0.3


def test_a_further_type_of_a_word_must_be_surer_than_those_that_only_repeat():
    """Words with two right types at .9 and .8, and words whose second type only says the same again at .6."""
    both = [[target(i, 0), target(i, 1)] for i in range(10)]
    same = [[target(i, 0, types=(1,))] for i in range(10, 20)]
    found_both = [f for i in range(10) for f in (found(i, 0, 0.9), found(i, 1, 0.8))]
    found_same = [f for i in range(10, 20) for f in (found(i, 0, 0.9), found(i, 1, 0.6))]
    case = Case(tuple(t for ts in both + same for t in ts), tuple(found_both + found_same))
    least_second = second([case], (0.5, 0.5))
    assert 0.6 < least_second <= 0.8
    (kept,) = chosen([case], (0.5, 0.5), least_second)
    assert len(kept.found) == 30
