"""Records without words: what is taken out is put back, and none of the words stays behind."""

import json

from dateline.train import corpus
from dateline.train.offsets import bare, filled
from tests.train.test_corpus import write

WORDS = ("Gunmen", "officers", "killed", "official", "said", "attack", "mission")


def test_words_are_taken_out_and_put_back(tmp_path):
    (story,) = corpus.load(write(tmp_path))
    for event in story["events"]:
        without = bare(event, story["text"])
        assert not any(word in json.dumps(without) for word in WORDS)
        again = filled(without, {}, story["text"])
        assert again["trigger"] == event["trigger"]
        for field in ("actors", "recipients"):
            assert again[field] == event[field]
        assert [(a["text"], a["cue"]) for a in again["attribution"]] == [
            (a["text"], a["cue"]) for a in event["attribution"]
        ]


def test_a_cue_that_stands_nowhere_near_is_left_out():
    source = {"start": 0, "end": 6, "text": "Police", "cue": "warned"}
    record = bare({"attribution": [source]}, "Police said so.")
    assert record == {"attribution": [{"start": 0, "end": 6}]}
