"""Lessons from other annotations, on two made-up sentences."""

from __future__ import annotations

import gzip
import json

import numpy as np
import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from dateline.coding.neural_labels import ROLES, STATUSES
from dateline.model import Parsed
from dateline.ontology import plover
from dateline.train.pretrain import POLNEAR, UW, Lessons
from tests.coding.written import written

SENTENCE = "Police/NNS/nsubj/2 said/VBD/ROOT/0 rebels/NNS/nsubj/4 attacked/VBD/ccomp/2 Mopti/NNP/dobj/4"
TEXT = written(SENTENCE).document.text


class Stub:
    """A parser that knows one sentence."""

    def parse(self, document):
        return Parsed(document, written(SENTENCE).parse)


@pytest.fixture
def lessons() -> Lessons:
    tokenizer = Tokenizer(WordLevel({"[UNK]": 0}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    return Lessons(plover(), tokenizer, Stub(), seed=1)


def span(text: str):
    return {"text": text, "start": TEXT.index(text), "end": TEXT.index(text) + len(text)}


def write(path, record) -> None:
    path.parent.mkdir(parents=True)
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.write(json.dumps(record) + "\n")


def test_words_inside_a_content_point_at_source_and_cue(lessons, tmp_path):
    attribution = {"source": [span("Police")], "cue": [span("said")], "content": [span("rebels attacked Mopti")]}
    write(tmp_path.joinpath(*POLNEAR), {"id": "a", "title": "", "text": TEXT, "attributions": [attribution]})
    (example,) = lessons.examples(tmp_path)
    assert example.weights.sum() == 0.0  # says nothing about types
    arcs = {target.word: set(target.arcs) for target in example.records}
    said = {(0, ROLES.index("attribution")), (1, ROLES.index("cue"))}
    assert all(found == (said if word > 1 else set()) for word, found in arcs.items())
    assert example.records[0].statuses.sum() == len(STATUSES)  # nor about status
    assert {ROLES[r] for r in range(len(ROLES)) if r not in example.records[0].loose} == {"attribution", "cue"}


@pytest.mark.parametrize(
    ("factuality", "accepted"),
    [(3.0, {"actual", "historical"}), (0.5, {"future", "hypothetical"}), (-3.0, {"negated"})],
)
def test_factuality_becomes_statuses(lessons, tmp_path, factuality, accepted):
    write(
        tmp_path.joinpath(*UW), {"id": "u", "text": TEXT, "targets": [{**span("attacked"), "factuality": factuality}]}
    )
    (example,) = lessons.examples(tmp_path)
    (target,) = example.records
    assert target.word == 3
    assert {s for s, wanted in zip(STATUSES, target.statuses, strict=True) if wanted} == accepted
    assert len(target.loose) == len(ROLES)


def test_nothing_is_learned_from_an_empty_folder(lessons, tmp_path):
    assert list(lessons.examples(tmp_path)) == []


def test_lessons_repeat(tmp_path):
    write(tmp_path.joinpath(*UW), {"id": "u", "text": TEXT, "targets": [{**span("attacked"), "factuality": 3.0}]})
    tokenizer = Tokenizer(WordLevel({"[UNK]": 0}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    runs = [next(Lessons(plover(), tokenizer, Stub(), seed=4).examples(tmp_path)) for _ in range(2)]
    assert runs[0].records[0].type == runs[1].records[0].type
    np.testing.assert_array_equal(runs[0].window.pieces, runs[1].window.pieces)
