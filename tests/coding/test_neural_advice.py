"""What the rules tell the network."""

from __future__ import annotations

import pytest

from dateline.coding.neural_advice import KINDS, ROLES, Advice, Rules, words_in
from dateline.coding.neural_labels import STATUSES
from tests.coding.written import ATTACK, SAID, written

RULES = Rules.load()
PARSED = written(ATTACK, SAID)


def test_kinds_are_those_of_the_lexicon():
    kinds = Advice(PARSED, RULES).kinds
    assert kinds.shape == (len(PARSED.parse.tokens), KINDS)
    order = list(RULES.ontology.kinds)
    named = {(i, order[n - 1][0]) for i, row in enumerate(kinds) for n in row if n}
    assert named == {(1, "ASSAULT")}


def test_roles_of_a_plain_sentence():
    roles, status = Advice(PARSED, RULES).about(1, RULES.ontology.types.index("ASSAULT"))
    assert roles.shape == (len(PARSED.parse.tokens), len(ROLES))
    assert roles[0, 0] == 1.0  # actors: Rebels
    assert roles[3, 1] == 1.0  # recipients: convoy
    assert STATUSES[status] == "actual"


def test_advice_is_given_for_words_that_no_rule_names():
    roles, status = Advice(PARSED, RULES).about(9, RULES.ontology.types.index("AGREE"))
    assert roles.sum() >= 0.0
    assert 0 <= status < len(STATUSES)


@pytest.mark.parametrize(("start", "end", "words"), [(0, 6, [0]), (5, 8, [0, 1]), (6, 7, []), (500, 600, [])])
def test_words_that_share_a_character_with_a_span(start, end, words):
    assert list(words_in(PARSED.parse, start, end)) == words
