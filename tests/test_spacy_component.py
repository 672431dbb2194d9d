import subprocess
import sys

import pytest
import spacy
from spacy.tokens import DocBin

from dateline.run import Pipeline
from tests.run import fakes


@pytest.fixture
def nlp(monkeypatch):
    monkeypatch.setattr(Pipeline, "load", classmethod(lambda cls, options=None: fakes.load(options)))
    made = spacy.blank("en")
    made.add_pipe("dateline", config={"published": "2024-08-13"})
    return made


def test_it_is_found_by_its_name_and_puts_records_into_the_document(nlp):
    doc = nlp("Troops shelled the town. They met.")
    assert [event.type for event in doc._.dateline_events] == ["ASSAULT", "CONSULT"]
    trigger = doc._.dateline_events[0].trigger
    assert doc.char_span(trigger.start, trigger.end).text == trigger.text == "shelled"
    assert doc._.dateline_issue is None


def test_a_document_that_cannot_be_coded_says_why_and_stops_nothing(nlp):
    first, second = nlp.pipe(["refuse this", "They met."])
    assert (first._.dateline_events, first._.dateline_issue.reason) == ((), "told to refuse.")
    assert len(second._.dateline_events) == 1


def test_documents_are_saved_with_their_records(nlp):
    doc = nlp("They met.")
    kept = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (again,) = DocBin().from_bytes(kept).get_docs(nlp.vocab)
    assert again._.dateline_events == doc._.dateline_events


def test_a_document_may_have_a_day_of_its_own(monkeypatch, nlp):
    asked = []
    component = nlp.get_pipe("dateline")
    monkeypatch.setattr(component, "_pipeline", type("P", (), {"code": lambda self, d: asked.append(d) or _none(d)})())
    doc = nlp.make_doc("They met.")
    doc._.dateline_published = "2019-05-18"
    nlp(doc)
    nlp("They met.")
    assert [document.published.value for document in asked] == ["2019-05-18", "2024-08-13"]


def _none(document):
    return fakes.load(None).code(document)


def test_loading_some_other_pipeline_imports_nothing_of_ours_that_it_does_not_need():
    look = "import sys, spacy; spacy.blank('en').add_pipe('sentencizer'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    ours = {name.split(".")[1] for name in done.stdout.split() if name.startswith("dateline.")}
    assert "spacy_component" in ours
    assert not ours & {"read", "run", "parse", "coding", "resolve", "store"}


@pytest.mark.model
def test_the_real_one():
    nlp = spacy.blank("en")
    nlp.add_pipe("dateline", config={"coder": "syntax", "published": "2026-03-12"})
    (event,) = nlp("RSF fighters shelled El Fasher on Tuesday.")._.dateline_events
    assert (event.type, event.date.first) == ("ASSAULT", "2026-03-10")


def test_codebooks_are_files_in_the_settings(monkeypatch):
    asked = []
    monkeypatch.setattr(Pipeline, "load", classmethod(lambda cls, options: asked.append(options) or fakes.load(None)))
    spacy.blank("en").add_pipe("dateline", config={"codebooks": ["mine.yaml"]})
    assert [options.codebooks for options in asked] == [("mine.yaml",)]
