import sys
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import DataError
from dateline.model import Coded, Document, DocumentId, Issue
from dateline.run import Pipeline, PipelineOptions
from tests.run.fakes import documents, load

TEXTS = [
    "troops shelled it",
    "they met",
    "nothing",
    "break parse",
    "break code",
    "refuse",
    "mention, met",
    "\ud800 met",
]


def pipeline():
    return load(PipelineOptions())


def one(text):
    (found,) = pipeline().pipe([Document(id=DocumentId("d1"), text=text, source="a.txt")])
    return found


def test_a_document_becomes_its_records():
    found = one("Troops shelled the town, and ministers met.")
    assert isinstance(found, Coded)
    assert [event.type for event in found.events] == ["ASSAULT", "CONSULT"]
    assert found.issues == ()


@pytest.mark.parametrize("stage", ["parse", "code", "resolve", "fuse"])
def test_a_fault_in_a_stage_is_the_issue_of_its_document_alone(stage):
    before, broken, after = documents(3)
    broken = Document(id=broken.id, text=f"break {stage}", source="b.txt")
    first, issue, last = pipeline().pipe([before, broken, after])
    assert isinstance(first, Coded)
    assert isinstance(last, Coded)
    assert (issue.stage, issue.where, issue.document, issue.fatal) == (stage, "b.txt", broken.id, True)
    assert issue.reason.startswith(f"the stage '{stage}' failed with ValueError at fakes.py:")
    assert issue.reason.endswith(": told to break over two lines.")


def test_what_the_parser_refuses_is_told_and_what_it_mentions_goes_with_the_records():
    assert one("refuse this") == Issue(stage="parse", where="d1", reason="told to refuse.", document="d1")
    found = one("mention that they met")
    assert len(found.events) == 1
    assert [issue.reason for issue in found.issues] == ["told to."]


def test_issues_of_the_reader_pass_through():
    issue = Issue(stage="read", where="x", reason="empty.")
    assert list(pipeline().pipe([issue])) == [issue]


def test_text_that_no_file_can_hold_is_told():
    issue = one("half a pair: \udc00")
    assert issue.stage == "read"
    assert "surrogate" in issue.reason


def test_documents_are_taken_one_at_a_time():
    taken = []

    def endless():
        for document in documents(100):
            taken.append(document)
            yield document

    next(pipeline().pipe(iter(endless())))
    assert len(taken) == 1


def test_a_damaged_installation_is_told(monkeypatch):
    def damaged(_):
        raise OSError("magic bytes\nnot found")

    stages = ModuleType("dateline.run.stages")
    stages.load = damaged
    monkeypatch.setitem(sys.modules, "dateline.run.stages", stages)
    monkeypatch.setattr("dateline.run.stages", stages, raising=False)
    with pytest.raises(DataError, match=r"a stage cannot be loaded \(OSError: magic bytes not found\)"):
        Pipeline.load()


def test_the_watch_counts_every_stage():
    running = pipeline()
    list(running.pipe(documents(2)))
    assert list(running.watch.spent) == ["read", "parse", "code", "resolve", "fuse"]


@given(st.lists(st.sampled_from(TEXTS), max_size=8), st.integers(0, 8))
def test_no_result_depends_on_its_neighbours(texts, cut):
    given_ = [Document(id=DocumentId(f"d{n}"), text=text) for n, text in enumerate(texts)]
    running = pipeline()
    whole = list(running.pipe(given_))
    assert whole == [*running.pipe(given_[:cut]), *running.pipe(given_[cut:])]
    assert whole == list(reversed(list(pipeline().pipe(reversed(given_)))))
