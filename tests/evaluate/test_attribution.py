import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.evaluate import attribution
from dateline.evaluate.attribution import Attributed, align, exact, overlap, run
from dateline.evaluate.result import data_home

ONE = Attributed(((0, 5),), ((6, 10),), ((11, 30),))
OTHER = Attributed(((40, 45),), ((46, 50),), ((51, 70),))
PIECES = st.lists(st.tuples(st.integers(0, 50), st.integers(1, 20)).map(lambda p: (p[0], p[0] + p[1])), max_size=3)
ATTRIBUTED = st.builds(Attributed, PIECES.map(tuple), PIECES.map(tuple), PIECES.map(tuple))


def test_spans_overlap_that_share_a_character():
    assert overlap([(0, 5)], [(4, 9)])
    assert not overlap([(0, 5)], [(5, 9)])
    assert exact([(0, 2), (4, 9)], [(0, 9)])
    assert not exact([], [])


def test_each_annotation_is_used_once_and_the_better_pair_wins():
    vague = Attributed((), ((6, 10),), ())
    assert align([vague, ONE], [ONE, OTHER]) == [(ONE, ONE)]
    assert align([ONE, OTHER], [OTHER, ONE]) == [(ONE, ONE), (OTHER, OTHER)]


@given(st.lists(ATTRIBUTED, max_size=5), st.lists(ATTRIBUTED, max_size=5))
def test_an_alignment_is_one_to_one_and_never_empty_handed(found, gold):
    pairs = align(found, gold)
    assert len(pairs) <= min(len(found), len(gold))
    assert all(overlap(a.cue, b.cue) or overlap(a.content, b.content) for a, b in pairs)


def write(path, text, attributions):
    def pieces(words):
        return [{"start": text.index(w), "end": text.index(w) + len(w), "text": w} for w in words]

    rows = [{role: pieces(words) for role, words in a.items()} for a in attributions]
    line = json.dumps({"id": "a1", "annotator": "x", "text": text, "attributions": rows})
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write(line + "\n")


@pytest.mark.model
def test_a_whole_run_over_an_article_of_our_own(tmp_path):
    path = tmp_path / "dev.jsonl.gz"
    text = "The mayor said that the bridge was safe. Nobody listened. Two experts denied the report."
    said = {"source": ["The mayor"], "cue": ["said"], "content": ["that the bridge was safe"]}
    denied = {"source": ["Two experts"], "cue": ["denied"], "content": ["the report"]}
    write(path, text, [said, denied])
    result = run(path)
    assert result.figures == {"source_f1": 1.0, "cue_f1": 1.0, "content_f1": 1.0}
    assert "whole     exact             1.000" in result.table


@pytest.mark.model
def test_what_is_missed_costs_recall(tmp_path):
    path = tmp_path / "dev.jsonl.gz"
    said = {"source": ["The mayor"], "cue": ["slept"], "content": ["on the bridge"]}
    write(path, "The mayor slept on the bridge.", [said])
    assert run(path).figures == {"source_f1": 0.0, "cue_f1": 0.0, "content_f1": 0.0}


@pytest.mark.data
def test_the_benchmark_file_is_read_as_its_readme_says():
    path = data_home() / "polnear" / "dev.jsonl.gz"
    if not path.exists():
        pytest.skip("no development data: set DATELINE_DATA")
    read = attribution._read(path)
    assert len(read) == 84
    assert sum(len(golds) for _, golds in read.values()) == 94
