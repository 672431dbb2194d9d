"""Windows, word features and pair features: what the network is shown."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from dateline.coding import neural_advice, neural_features, neural_pairs, neural_windows
from dateline.coding.neural_features import quoted, word_features
from dateline.coding.neural_pairs import ancestors, pair_features
from dateline.coding.neural_windows import windows
from dateline.model import Parse
from tests.coding.written import ATTACK, SAID, written


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    found = Tokenizer(WordLevel({"[UNK]": 0, "rebels": 7}, unk_token="[UNK]"))
    found.pre_tokenizer = Whitespace()
    return found


def no_hints(parse: Parse):
    return np.zeros((len(parse.tokens), neural_advice.KINDS), dtype=np.int64)


def long_parse(lengths: list[int]) -> Parse:
    return written(*(" ".join(["word/NN/dep/0"] * length) for length in lengths)).parse


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 420), min_size=1, max_size=12))
def test_every_word_is_coded_in_exactly_one_window(tokenizer, lengths):
    parse = long_parse(lengths)
    found = list(windows(parse, "A title", tokenizer, no_hints(parse)))
    assert [i for w in found for i in range(w.first, w.last)] == list(range(len(parse.tokens)))
    for window in found:
        assert window.start <= window.first < window.last <= window.stop
        assert len(window.pieces) <= 512
        assert len(window.head_piece) == len(window.heads) == len(window.features) == window.stop - window.start
        assert ((window.heads >= 0) & (window.heads < window.stop - window.start)).all()
        assert (window.tail_piece < len(window.pieces) - 1).all()
        assert (window.head_piece <= window.tail_piece).all()


def test_whole_sentences_stay_together(tokenizer):
    size = neural_windows.TARGET // 2 + 1
    found = list(windows(parse := long_parse([size, size, size]), "", tokenizer, no_hints(parse)))
    assert [(w.first, w.last) for w in found] == [(0, size), (size, 2 * size), (2 * size, 3 * size)]
    assert found[1].start == size - neural_windows.BEFORE
    assert found[1].stop == 2 * size + neural_windows.AFTER


def test_a_document_without_words_has_no_window(tokenizer):
    parse = written().parse
    assert list(windows(parse, "A title", tokenizer, no_hints(parse))) == []


def test_features_stay_inside_their_tables():
    parse = written(ATTACK, SAID, '"/``/punct/2 Go/VB/ROOT/0 “/XX/nolabel/2').parse
    rows = word_features(parse)
    assert rows.shape == (len(parse.tokens), len(neural_features.SIZES))
    assert (rows >= 0).all()
    assert (rows < np.array(neural_features.SIZES)).all()


def test_quotation_ends_with_its_mark():
    parse = written(
        '"/HYPH/punct/2 Go/VB/ROOT/0 "/HYPH/punct/2 he/PRP/nsubj/5 ran/VBD/ROOT/0 “/X/punct/7 Stay/VB/dep/5 ”/X/punct/7'
    ).parse
    assert quoted(parse) == [0, 1, 0, 0, 0, 0, 1, 0]


def test_the_way_from_trigger_to_word_follows_the_tree():
    parse = written(ATTACK, SAID).parse
    heads = np.array([t.head for t in parse.tokens])
    features = word_features(parse)
    sentences = np.array([t.sentence for t in parse.tokens])
    given = {"labels": features[:, 1], "sentences": sentences, "quoted": features[:, 4]}
    rows = pair_features(1, ancestors(heads), **given)
    steps = neural_pairs.STEPS + 1
    assert rows[1, 0] == 0
    assert rows[0, 0] == rows[3, 0] == 1  # one step down
    assert rows[5, 0] == 2  # attacked > near > Mopti
    assert rows[5, 2] == features[4, 1]  # below the meeting point: prep
    assert pair_features(5, ancestors(heads), **given)[0, 0] == 2 * steps + 1
    assert set(rows[7:, 0]) == {neural_pairs.APART + 4}  # the sentence after
    assert (rows < np.array(neural_pairs.SIZES)).all()


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_pair_features_stay_inside_their_tables(data):
    size = data.draw(st.integers(1, 40))
    heads = np.array([data.draw(st.integers(0, i)) for i in range(size)])  # a forest
    sentences = np.sort(np.array(data.draw(st.lists(st.integers(0, 5), min_size=size, max_size=size))))
    labels = np.array(data.draw(st.lists(st.integers(0, neural_pairs.SIZES[2] - 1), min_size=size, max_size=size)))
    trigger = data.draw(st.integers(0, size - 1))
    quoted = np.zeros(size, dtype=np.int64)
    rows = pair_features(trigger, ancestors(heads), labels=labels, sentences=sentences, quoted=quoted)
    assert (rows >= 0).all()
    assert (rows < np.array(neural_pairs.SIZES)).all()
