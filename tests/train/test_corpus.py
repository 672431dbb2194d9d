import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import DataError
from dateline.train import corpus

STORY = """\
id: c9999
title: Two officers killed
published: 2019-03-04
publisher: Sahel Courier
genre: wire
region: West Africa
split: train
writer: test
checked: []
text: |
  Gunmen killed two officers near Mopti on Saturday, an official said.
  The attack followed another attack.

  The mission condemned it.
events:
- {s: 1, type: ASSAULT/firearms, trigger: killed, actors: [Gunmen], recipients: [two officers], incident: a,
   fatalities: {text: two, low: 2, high: 2}, by: [{text: an official, cue: said, anonymous: true}]}
- {s: 2, type: ASSAULT, trigger: "attack#2", incident: b}
- {s: 3, type: ACCUSE/disapprove, trigger: condemned, actors: [The mission], incident: c}
"""


def write(folder, text=STORY, name="c9999.yaml"):
    (folder / name).write_text(text, "utf-8")
    return folder


def test_offsets_slice_back(tmp_path):
    (story,) = corpus.load(write(tmp_path))
    for event in story["events"]:
        spans = [event["trigger"], *event["actors"], *event["recipients"], *event["attribution"]]
        assert all(story["text"][s["start"] : s["end"]] == s["text"] for s in spans)
    assert story["text"].endswith("another attack.\n\nThe mission condemned it.")


def test_a_numbered_span_is_the_nth_of_its_sentence(tmp_path):
    (story,) = corpus.load(write(tmp_path))
    assert story["events"][1]["trigger"]["start"] == story["text"].index("attack.")


def test_what_else_is_acceptable_is_kept(tmp_path):
    more = "incident: c, also: [REJECT, ACCUSE/allege], also_status: [historical], recipients_optional: true"
    (story,) = corpus.load(write(tmp_path, STORY.replace("incident: c", more)))
    event = story["events"][2]
    assert (event["types"], event["modes"]) == (["REJECT", "ACCUSE"], [None, "allege"])
    assert (event["statuses"], event["recipients_optional"]) == (["historical"], True)
    assert "actors_optional" not in event


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("ASSAULT/firearms", "ASSAULT/gunfire", "unknown type/mode ASSAULT/gunfire"),
        ("trigger: condemned", "trigger: praised", "not in the text: 'praised'"),
        ("s: 3,", "s: 4,", "there is no sentence 4"),
        ("s: 3,", "s: 1,", "is not in sentence 1"),
        ("split: train", "split: maybe", "split 'maybe'"),
        ("low: 2, high: 2", "low: 2", "without low and high"),
        ("incident: c", "incidnt: c", "unknown keys ['incidnt']"),
        ("incident: c", "incident: 3", "the incident 3 is no word"),
        ("incident: c", "incident: c, status: past", "unknown status 'past'"),
        ("incident: c", "incident: c, also_status: [past]", "unknown status 'past'"),
        ("id: c9999", "id: c1", "is not the file's name"),
        ("text: |", "text: [", "not valid YAML"),
    ],
)
def test_each_fault_is_named(tmp_path, old, new, said):
    write(tmp_path, STORY.replace(old, new))
    faults = [str(fault) for fault in corpus.lint(tmp_path)]
    assert any(said in fault for fault in faults), faults
    with pytest.raises(DataError):
        corpus.load(tmp_path)


@given(st.lists(st.lists(st.text("abc .", min_size=1).map(str.strip).filter(bool), min_size=1), min_size=1))
def test_layout_keeps_every_sentence_where_it_says(paragraphs):
    text, sentences = corpus.layout("\n\n".join("\n".join(p) for p in paragraphs))
    assert [text[a:b] for a, b in sentences] == [line for p in paragraphs for line in p]
