"""Every target of bench/fuzz with its kept inputs, and with some changed by chance: the same ones on every run."""

import pytest
from bench.fuzz import trees
from bench.fuzz.bytes import Choices
from bench.fuzz.change import changed
from bench.fuzz.targets import CORPUS, TARGETS, seeds

from dateline.run.limit import at_most

RUNS = {"dates": 2_000, "query": 1_000, "words": 300, "json": 500, "jsonl": 500, "csv": 500, "coder": 60, "pdf": 80}
USUAL = 100
SECONDS = 10  # of work on one input: a hang, not a slow machine


@pytest.mark.parametrize("name", [name for name in TARGETS if name != "model"])
def test_nothing_breaks_it(name):
    for data in changed(seeds(name), RUNS.get(name, USUAL)):
        with at_most(SECONDS):
            TARGETS[name](data)


@pytest.mark.model
def test_nothing_breaks_the_models():
    for data in changed(seeds("model"), 10):
        with at_most(SECONDS):
            TARGETS["model"](data)


def test_every_target_has_kept_inputs():
    assert {path.name for path in CORPUS.iterdir()} == set(TARGETS) - {"any"}
    assert all(seeds(name) for name in TARGETS)


def test_chance_is_the_same_every_time():
    assert list(changed([b"abc"], 50)) == list(changed([b"abc"], 50)) != list(changed([b"abc"], 50, seed=2))


@pytest.mark.parametrize("data", list(changed(seeds("coder"), 40)))
def test_any_bytes_make_a_tree(data):
    parsed = trees.parsed(data)
    text, tokens = parsed.document.text, parsed.parse.tokens
    assert all(text[token.start : token.end] == token.text for token in tokens)
    for sentence in parsed.parse.sentences:
        inside = range(sentence.first, sentence.last)
        roots = [i for i in inside if tokens[i].head == i]
        assert len(roots) == 1
        assert sorted(parsed.parse.subtree(roots[0])) == list(inside)


def test_choices_end_with_the_bytes():
    choices = Choices(b"\x05\x01\x02abc")
    assert (choices.number(4), choices.number(1), choices.number(1000), choices.text(0)) == (1, 0, 258, "")
    assert (choices.rest(), bool(choices), choices.number(9), choices.pick("xyz")) == (b"abc", False, 0, "x")
