import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.evaluate import bcubed
from dateline.evaluate.coreference import Extent as Sentence
from dateline.evaluate.coreference import Mention, Span, Story, figures, strand
from dateline.evaluate.coreference_metrics import assignment, ceafe, muc, scores

# the example of Luo 2005: gold {1-5}, {6, 7}, {8-12}; given {1-5}, {6-12}
GOLD = [0] * 5 + [1] * 2 + [2] * 5
GIVEN = [0] * 5 + [1] * 7
PAIRS = list(zip(GOLD, GIVEN, strict=True))


def test_the_example_of_the_literature():
    assert muc(PAIRS) == pytest.approx(2 * 0.9 * 1.0 / 1.9)
    figures = bcubed.mean(bcubed.items(PAIRS))
    assert figures["bcubed_precision"] == pytest.approx((5 + 5 * 5 / 7 + 2 * 2 / 7) / 12, abs=1e-4)
    assert figures["bcubed_recall"] == 1.0
    assert ceafe(PAIRS) == pytest.approx(2 * (1 + 10 / 12) / (2 + 3))


def test_the_same_partition_scores_one_and_singletons_have_no_links():
    assert scores(list(zip(GOLD, GOLD, strict=True))) == {"conll": 1.0, "muc": 1.0, "b3": 1.0, "ceafe": 1.0}
    alone = [(n, n) for n in range(4)]
    assert (muc(alone), ceafe(alone)) == (0.0, 1.0)


def test_the_best_assignment_of_a_small_matrix():
    assert assignment(np.array([[4.0, 1.0, 3.0], [2.0, 0.0, 5.0]])) == 9.0
    assert assignment(np.array([[4.0], [5.0]])) == 5.0


@given(st.integers(1, 4), st.integers(1, 4), st.randoms(use_true_random=False))
def test_no_other_assignment_gains_more(n, m, random):
    from itertools import permutations

    gain = np.array([[random.randint(0, 9) for _ in range(m)] for _ in range(n)], float)
    wide = gain if n <= m else gain.T
    columns = permutations(range(wide.shape[1]), wide.shape[0])
    best = max(sum(wide[i, j] for i, j in enumerate(chosen)) for chosen in columns)
    assert assignment(gain) == pytest.approx(best)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=12))
def test_scores_are_shares_and_do_not_depend_on_names(pairs):
    found = scores(pairs)
    assert all(0 <= value <= 1 for value in found.values())
    assert scores([(f"g{a}", -b) for a, b in pairs]) == found


STORY = Story(
    id="1_1ecb", topic=1, text="Rebels bombed a depot . The bombing failed .",
    sentences=(Sentence(0, 23), Sentence(24, 44)),
    valid_sentences=(1,),
    mentions=(Mention("7", "ACTION_OCCURRENCE", (Span(7, 13, "bombed"),), 0, "c"),
              Mention("8", "ACTION_OCCURRENCE", (Span(28, 35, "bombing"),), 1, "c"),
              Mention("9", "HUMAN_PART", (Span(24, 27, "The"),), 1)),
)  # fmt: skip


def test_only_acts_of_checked_sentences_are_measured():
    (mention,) = STORY.acts
    assert (mention.id, strand(STORY, mention).trigger) == ("8", "bombing")


def test_figures_stand_beside_the_baseline():
    found = figures([[("a", 1, "x"), ("a", 1, "y")]])
    assert (found["conll"], found["lemma_muc"]) == (1.0, 0.0)
