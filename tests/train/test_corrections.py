"""A second reader's corrections: what they change, and that they notice other data."""

import json

import pytest

from dateline.errors import DataError
from dateline.train.corrections import corrected

TEXT = "Rebels shelled Gao, an official said. The army denounced the raid."


def span(words, **more):
    return {"start": TEXT.index(words), "end": TEXT.index(words) + len(words), **more}


def record(type_, words, **more):
    return {"type": type_, "mode": None, "status": "actual", "trigger": span(words, text=words), "actors": [], **more}


STORY = {
    "id": "s1",
    "text": TEXT,
    "events": [
        record("ASSAULT", "shelled", actors=[span("Rebels", text="Rebels", name="Northern Front")]),
        record("CONSULT", "official"),
    ],
}


def correct(tmp_path, *corrections):
    file = tmp_path / "corrections.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in corrections))
    (story,) = corrected([STORY], file)
    return story["events"]


def test_a_record_is_changed_one_dropped_one_added(tmp_path):
    army = {"type": "ACCUSE", "mode": "disapprove", "status": "actual", "trigger": span("denounced"),
            "actors": [span("The army")]}  # fmt: skip
    by = [span("an official", cue=[TEXT.index("said"), TEXT.index("said") + 4], stance="asserts")]
    shelled, denounced = correct(
        tmp_path,
        {"story": "s1", "record": 0, "trigger": 7, "set": {"attribution": by, "actors": [span("Rebels")]}},
        {"story": "s1", "record": 1, "trigger": STORY["events"][1]["trigger"]["start"], "drop": True},
        {"story": "s1", "add": army},
    )
    assert shelled["type"] == "ASSAULT"
    assert [(a["text"], a["cue"], a["stance"]) for a in shelled["attribution"]] == [("an official", "said", "asserts")]
    assert shelled["actors"] == [span("Rebels", text="Rebels", name="Northern Front")]
    assert (denounced["trigger"]["text"], denounced["actors"][0]["text"]) == ("denounced", "The army")


def test_without_corrections_a_story_stays_as_it_is(tmp_path):
    assert correct(tmp_path) == STORY["events"]


def test_a_correction_of_a_story_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(DataError, match=r"story another.*does not fit"):
        correct(tmp_path, {"story": "another", "record": 0, "trigger": 0, "drop": True})


@pytest.mark.parametrize(("record", "trigger"), [(0, 8), (2, 7)])
def test_a_correction_of_other_data_is_refused(tmp_path, record, trigger):
    with pytest.raises(DataError, match=r"story s1, record .*does not fit"):
        correct(tmp_path, {"story": "s1", "record": record, "trigger": trigger, "drop": True})
