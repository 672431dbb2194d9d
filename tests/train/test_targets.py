"""Annotated records as targets, and targets as examples and batches."""

from __future__ import annotations

import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from dateline.coding.neural_advice import Rules, head_word
from dateline.coding.neural_labels import ROLES, STATUSES
from dateline.ontology import plover
from dateline.train.targets import Annotated, examples, targets
from tests.coding.written import ATTACK, SAID, written

ONTOLOGY = plover()
PARSED = written(ATTACK, SAID)
TEXT = PARSED.document.text


def span(text: str, **more):
    start = TEXT.index(text)
    return {"text": text, "start": start, "end": start + len(text), **more}


def record(**more):
    plain = {
        "trigger": span("attacked"),
        "type": "ASSAULT",
        "mode": None,
        "status": "actual",
        "actors": [],
        "recipients": [],
    }
    return {**plain, "attribution": [], **more}


def only(**more):
    (found,) = targets({"text": TEXT, "events": [record(**more)]}, PARSED.parse, ONTOLOGY)
    return found


def test_spans_become_arcs_to_their_heads():
    found = only(
        actors=[span("Rebels")],
        recipients=[span("the convoy near Mopti")],
        attribution=[span("The army", cue="said")],
        place=span("Mopti"),
    )
    words = [t.text for t in PARSED.parse.tokens]
    assert {(words[i], ROLES[r]) for i, r in found.arcs} == {
        ("Rebels", "actors"),
        ("convoy", "recipients"),
        ("army", "attribution"),
        ("said", "cue"),
        ("Mopti", "place"),
    }
    assert words[found.word] == "attacked"


def test_alternatives_are_accepted():
    found = only(
        modes=["firearms"], statuses=["historical"], types=["COERCE"], actors_optional=True, attribution_optional=True
    )
    accepted = [kind for kind, wanted in zip(ONTOLOGY.kinds, found.kinds, strict=True) if wanted]
    assert accepted == [("ASSAULT", None), ("ASSAULT", "firearms")]
    assert [s for s, wanted in zip(STATUSES, found.statuses, strict=True) if wanted] == ["actual", "historical"]
    assert [ROLES[r] for r in found.loose] == ["actors", "attribution", "cue"]
    assert found.types == (ONTOLOGY.types.index("COERCE"),)


def test_a_trigger_outside_the_parse_is_left_out():
    far = {"text": "x", "start": 10_000, "end": 10_001}
    assert list(targets({"text": TEXT, "events": [record(trigger=far)]}, PARSED.parse, ONTOLOGY)) == []


@pytest.mark.parametrize(
    ("text", "head"), [("the convoy near Mopti", "convoy"), ("near Mopti", "near"), ("The army", "army")]
)
def test_head_of_a_span(text, head):
    where = span(text)
    found = head_word(PARSED.parse, where["start"], where["end"])
    assert found is not None
    assert PARSED.parse.tokens[found].text == head


def test_head_of_nothing_is_none():
    assert head_word(PARSED.parse, 10_000, 10_005) is None


def tokenizer():
    found = Tokenizer(WordLevel({"[UNK]": 0}, unk_token="[UNK]"))
    found.pre_tokenizer = Whitespace()
    return found


def test_debatable_words_count_little_and_alternatives_not_at_all():
    rules = Rules.load()
    record_ = {"text": TEXT, "events": [record(optional=True, types=["COERCE"])]}
    (built,) = examples(Annotated(record_, PARSED), rules, tokenizer(), optional_weight=0.25)
    assault, coerce, aid = (ONTOLOGY.types.index(t) for t in ("ASSAULT", "COERCE", "AID"))
    assert built.types[1, assault] == 1.0
    assert built.weights[1, assault] == 0.25
    assert built.weights[1, coerce] == 0.0
    assert built.weights[1, aid] == 1.0
    assert built.acts is not None
    assert built.acts.trigger.tolist() == [1]
