import json

import pytest

from dateline.errors import DataError
from dateline.evaluate import stories
from dateline.model import Coded, Event, Extent, Issue, Parse, Span, event_id

TEXT = "Rebels attacked a convoy."
STORY = {
    "id": "s1", "text": TEXT, "title": "", "published": "2024-08-13", "publisher": "Example",
    "events": [{"type": "ASSAULT", "mode": None, "modes": [None], "trigger": {"start": 7, "end": 15}}],
}  # fmt: skip


def coded(document):
    trigger = Span.of(document.text, 7, 15)
    event = Event(
        id=event_id(document.id, "ASSAULT", None, status="actual", trigger=trigger),
        document=document.id, sentence=Extent(0, 25),
        type="ASSAULT", mode=None, quad="material conflict", score=-9, cameo="190", trigger=trigger,
    )  # fmt: skip
    return Coded(document=document, parse=Parse(tokens=(), sentences=()), events=(event,))


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "gold.jsonl"
    file.write_text("\n".join(json.dumps(s) for s in (STORY, STORY | {"id": "s2"})), "utf-8")
    return file


def test_a_perfect_predictor(path):
    result = stories.run(path, lambda documents: [coded(d) for d in documents])
    assert (result.n, result.figures["typed_f1"], result.figures["typed"], result.figures["record"]) == (
        2,
        1.0,
        1.0,
        1.0,
    )
    assert result.intervals["typed_f1"] == (1.0, 1.0)
    assert "ASSAULT" in result.table


def test_a_story_that_failed_has_no_records(path):
    def half(documents):
        first, second = documents
        return [coded(first), Issue(stage="parse", where=second.id, reason="it broke.")]

    assert stories.run(path, half).figures["typed_r"] == 0.5


def test_the_coder_is_given_text_and_date_only(path):
    (document, _) = [stories.document(story) for story in stories.read(path)]
    assert (document.id, document.text, document.published.day) == ("s1", TEXT, "2024-08-13")


def test_a_line_that_is_no_story_is_named(tmp_path):
    file = tmp_path / "bad.jsonl"
    file.write_text(json.dumps(STORY) + '\n{"id": 3}\n', "utf-8")
    with pytest.raises(DataError, match="line 2"):
        stories.read(file)
