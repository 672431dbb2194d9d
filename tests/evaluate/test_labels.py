"""F1 of labels."""

import pytest

from dateline.evaluate.labels import macro_f1, table, weighted_f1

PAIRS = [("a", "a"), ("a", "b"), ("b", "b"), ("c", "none")]


def test_macro_f1_is_the_mean_over_gold_labels():
    assert macro_f1(PAIRS) == pytest.approx((2 / 3 + 2 / 3 + 0) / 3)


def test_weighted_f1_counts_each_item():
    assert weighted_f1(PAIRS) == pytest.approx((2 * 2 / 3 + 2 / 3 + 0) / 4)


def test_nothing_to_label_is_zero():
    assert (macro_f1([]), weighted_f1([])) == (0, 0)


def test_table_tells_what_a_label_is_taken_for():
    assert "taken for: b 1" in table(PAIRS).splitlines()[0]
