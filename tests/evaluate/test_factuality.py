import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import NotFoundError
from dateline.evaluate.factuality import corpus_of, measure, predict, run, weights
from dateline.evaluate.factuality_fit import RARE, fit
from dateline.evaluate.signature import signature
from tests.coding.trees import tree

FACT = tree("Rebels/rebel/NNS/nsubj/2 fled/flee/VBD/ROOT/0")
DENIAL = tree("Rebels/rebel/NNS/nsubj/5 might/may/MD/aux/5 not/not/RB/neg/5 have/have/VB/aux/5 fled/flee/VBN/ROOT/0")


def test_a_signature_tells_what_surrounds_the_word():
    assert "status=none" in signature(FACT.parse, 1)
    found = signature(DENIAL.parse, 4)
    assert {"status=negated", "own not", "own modal might"} <= set(found)
    assert len(found) == len(set(found))


def test_figures_of_known_pairs():
    assert measure([[(3.0, 3.0)], [(-3.0, -3.0)], [(0.0, 0.0)]]) == {"mae": 0.0, "r": 1.0, "constant_mae": 3.0}
    assert measure([[(3.0, 1.0), (1.0, 3.0)]]) == {"mae": 2.0, "r": -1.0, "constant_mae": 1.0}
    assert measure([[(3.0, 3.0), (3.0, 3.0)]]) == {"mae": 0.0, "r": 0.0, "constant_mae": 0.0}


@given(st.dictionaries(st.sampled_from("abcd"), st.floats(-9, 9)), st.lists(st.sampled_from("abcde")))
def test_predictions_stay_on_the_scale(table, names):
    assert -3.0 <= predict(table, names) <= 3.0


def test_a_fit_recovers_weights_that_made_the_data():
    examples = [(3.0, ("always",)), (-3.0, ("always", "own not"))] * (10 * RARE)
    table = fit(examples, ridge=0.01)
    assert predict(table, ("always",)) == pytest.approx(3.0, abs=0.05)
    assert predict(table, ("always", "own not")) == pytest.approx(-3.0, abs=0.05)


def test_the_file_name_tells_the_scale():
    assert corpus_of(Path("uds_ih2_dev.jsonl")) == "uds_ih2"
    assert corpus_of(Path("mine.jsonl")) == "uw"
    assert set(weights()) == {"uw", "meantime", "uds_ih2"}


@pytest.mark.model
def test_a_run_ranks_a_denied_act_below_one_that_was_told(tmp_path):
    path = tmp_path / "uw_mine.jsonl"
    told, denied = "Rebels attacked the port.", "Rebels did not attack the port."
    rows = [
        {"id": "1", "text": told, "targets": [{"start": 7, "end": 15, "text": "attacked", "factuality": 3.0}]},
        {"id": "2", "text": denied, "targets": [{"start": 15, "end": 21, "text": "attack", "factuality": -3.0}]},
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    result = run(path)
    assert result.n == 2
    assert result.figures["uw_r"] == 1.0
    assert result.figures["uw_mae"] < 1.5 < result.figures["uw_constant_mae"]


def test_a_folder_without_any_of_the_corpora_is_said_to_be_so(tmp_path):
    with pytest.raises(NotFoundError, match="no file of annotated factuality"):
        run(tmp_path)
