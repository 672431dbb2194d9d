import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.coding.spans import grow, pieces
from tests.coding.saying import parsed
from tests.coding.trees import tree

LEADER = tree(
    "Its/its/PRP$/poss/2 president/president/NN/nsubj/7 ,/,/,/punct/2 Jane/Jane/NNP/compound/5 Roe/Roe/NNP/appos/2 "
    ",/,/,/punct/2 resigned/resign/VBD/ROOT/0"
)
COMMENT = tree(
    "Jane/Jane/NNP/compound/2 Roe/Roe/NNP/nsubj/8 ,/,/,/punct/2 a/a/DT/det/5 judge/judge/NN/appos/2 who/who/WP/nsubj/7 "
    "dissented/dissent/VBD/relcl/5 left/leave/VBD/ROOT/0"
)
LABEL = tree("OSLO/OSLO/NNP/compound/4 -/-/:/punct/4 A/a/DT/det/4 soldier/soldier/NN/ROOT/0")


def test_an_apposition_that_names_stays():
    assert grow(LEADER.parse, LEADER.document.text, 1).text == "Its president , Jane Roe"


def test_an_apposition_that_comments_goes():
    assert grow(COMMENT.parse, COMMENT.document.text, 1).text == "Jane Roe"


def test_a_relative_clause_goes():
    assert grow(COMMENT.parse, COMMENT.document.text, 4).text == "a judge"


def test_the_place_a_report_is_filed_from_is_no_part_of_a_name():
    assert grow(LABEL.parse, LABEL.document.text, 3).text == "A soldier"


@given(st.sets(st.integers(0, 6)))
def test_pieces_hold_the_tokens_they_are_made_of_and_slice_back(indices):
    text = LEADER.document.text
    found = pieces(LEADER.parse, text, indices)
    assert all(text[s.start : s.end] == s.text for s in found)
    held = {t.index for t in LEADER.parse.tokens for s in found if s.start <= t.start < s.end}
    assert held <= indices
    assert indices - held <= {2, 5}  # the commas


@pytest.mark.model
def test_every_noun_phrase_slices_back_and_holds_its_head():
    text = (
        "The Iranian foreign minister, Abbas Karim, told reporters in Doha on Monday that forces loyal to the former "
        "governor of Basra - a cousin of the prime minister - had shelled at least seven villages and two camps."
    )
    found = parsed(text)
    for token in found.parse.tokens:
        if token.pos in ("NOUN", "PROPN", "PRON"):
            span = grow(found.parse, text, token.index)
            assert text[span.start : span.end] == span.text
            assert span.start <= token.start
            assert token.end <= span.end
