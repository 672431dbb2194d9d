"""The stages of this installation together, with their models."""

import pytest

from dateline.model import Coded
from dateline.read import from_text
from dateline.run import Pipeline, PipelineOptions
from dateline.run.build import BuildOptions, build
from dateline.store import Store
from dateline.store.check import faults

pytestmark = pytest.mark.model

STATEMENT = (
    "If the embargo is lifted, France will sign the treaty with Oman next week, the French foreign minister said. “We "
    "condemn the attack on our embassy,” he added. Police arrested two suspects in Paris on 3 August."
)
TEXTS = (
    "The Norvanian army shelled the port of Odessa on Monday, killing at least three sailors, a pilot told Reuters.",
    "Weather over the valley stayed mild, and the harvest was good.",
    STATEMENT,
)
SYNTAX = PipelineOptions(coder="syntax")


def documents():
    return [from_text(text, published="2024-08-13", publisher="Gazette", id=f"d{n}") for n, text in enumerate(TEXTS)]


@pytest.fixture(scope="module")
def pipeline():
    return Pipeline.load(SYNTAX)


@pytest.fixture(scope="module")
def coded(pipeline):
    return list(pipeline.pipe(documents()))


def test_every_document_gets_its_records(coded):
    assert all(isinstance(item, Coded) for item in coded)
    types = [{event.type for event in item.events} for item in coded]
    assert "ASSAULT" in types[0]
    assert types[1] == set()
    assert {"ACCUSE", "COERCE"} <= types[2]


def test_no_record_depends_on_the_company_a_document_is_in(pipeline, coded):
    for document, together in zip(documents(), coded, strict=True):
        assert pipeline.code(document).events == together.events


def test_a_build_stores_the_same_records_and_they_point_into_their_texts(coded, tmp_path):
    with Store.open(tmp_path, write=True) as store:
        manifest = build(documents(), store, BuildOptions(pipeline=SYNTAX))
        assert manifest.counts.added == 3
        assert list(store.query("order:document")) == [
            event for item in coded for event in sorted(item.events, key=lambda e: (e.trigger.start, e.id))
        ]
        assert list(faults(store)) == []
