"""Annotations without text: the words come back from their story, and another text is noticed."""

import json
from pathlib import Path

import pytest

from dateline.errors import DataError
from dateline.evaluate.rows import typed
from dateline.ontology import plover
from dateline.train.annotations import Annotation, annotated_elsewhere, digest
from dateline.train.corpus import STANCES, STATUSES

ANNOTATIONS = Path(__file__).parents[2] / "corpus" / "annotations.jsonl"

TEXT = "Rebels shelled Gao on Monday, an official said."


def span(words, **more):
    return {"start": TEXT.index(words), "end": TEXT.index(words) + len(words), **more}


EVENT = {
    "type": "ASSAULT",
    "mode": "heavy-weapons",
    "status": "actual",
    "trigger": span("shelled"),
    "actors": [span("Rebels")],
    "attribution": [span("an official", stance="asserts", cue=[TEXT.index("said"), TEXT.index("said") + 4])],
    "date": span("Monday"),
}


@pytest.fixture
def read(tmp_path):
    folder = tmp_path / "data"
    (folder / "news").mkdir(parents=True)
    row = {"id": "s1", "date": "2020-01-06", "publisher": "wire", "text": TEXT}
    (folder / "news" / "train.jsonl").write_text(json.dumps(row) + "\n")

    def stories(**other):
        line = {"file": "news/train.jsonl", "story": "s1", "digest": digest(TEXT), "events": [EVENT], **other}
        file = tmp_path / "annotations.jsonl"
        file.write_text(json.dumps(line) + "\n")
        return list(annotated_elsewhere(file, folder))

    return stories


def test_spans_get_the_words_of_their_story(read):
    (story,) = read()
    (event,) = story["events"]
    assert (story["text"], story["published"], story["split"]) == (TEXT, "2020-01-06", "train")
    assert event["trigger"]["text"] == "shelled"
    assert event["actors"] == [span("Rebels", text="Rebels")]
    assert (event["attribution"][0]["text"], event["attribution"][0]["cue"]) == ("an official", "said")
    assert event["date"]["text"] == "Monday"


@pytest.mark.parametrize("other", [{"digest": digest("Another text.")}, {"story": "s2"}])
def test_an_annotation_of_another_text_is_refused(read, other):
    with pytest.raises(DataError, match=r"story s\d: an annotation does not fit"):
        read(**other)


def strings(value):
    if isinstance(value, dict):
        return {s for one in value.values() for s in strings(one)}
    if isinstance(value, list | tuple):
        return {s for one in value for s in strings(one)}
    return {value} if isinstance(value, str) else set()


def test_what_the_repository_keeps_of_such_stories_is_codes_and_offsets():
    kept = list(typed(ANNOTATIONS, Annotation))
    codes = {code for kind in plover().kinds for code in kind if code} | {*STATUSES, *STANCES}
    assert kept
    assert strings([one.events for one in kept]) <= codes
