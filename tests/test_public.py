import subprocess
import sys

import pytest

import dateline
from dateline.errors import InputError
from dateline.run import Pipeline, api
from tests.run import fakes


@pytest.fixture(autouse=True)
def faked(monkeypatch):
    monkeypatch.setattr(Pipeline, "load", classmethod(lambda cls: fakes.load(None)))
    api._pipeline.cache_clear()
    yield
    api._pipeline.cache_clear()


def test_these_are_the_public_names():
    assert sorted(dateline.__all__) == [
        "DatelineError",
        "Document",
        "Event",
        "Issue",
        "Query",
        "Span",
        "__version__",
        "extract",
        "open",
        "pipe",
    ]
    assert [name for name in dir(dateline) if not hasattr(dateline, name)] == []
    with pytest.raises(AttributeError, match="no attribute 'extrct'"):
        dateline.extrct  # noqa: B018


def test_importing_costs_nothing():
    look = "import sys, dateline; print(*(name for name in sys.modules if name.startswith('dateline.')))"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["dateline._version"]


def test_a_text_gives_its_events():
    (event,) = dateline.extract("They met.", published="2024-08-13", publisher="Gazette")
    assert isinstance(event, dateline.Event)
    assert event.trigger == dateline.Span(5, 8, "met")


def test_what_cannot_be_coded_or_meant_is_an_error():
    with pytest.raises(InputError, match="told to refuse"):
        dateline.extract("refuse this")
    with pytest.raises(dateline.DatelineError, match="13th"):
        dateline.extract("They met.", published="the 13th")


def test_documents_give_records_or_issues_in_order():
    first, second = fakes.documents(2)
    broken = dateline.Document(id=second.id, text="break code")
    coded, issue = dateline.pipe([first, broken])
    assert coded.document == first
    assert isinstance(issue, dateline.Issue)


def test_a_store_is_opened_for_reading(tmp_path):
    from dateline.store import Store

    Store.open(tmp_path, write=True).close()
    with dateline.open(tmp_path) as store:
        assert list(store.query(dateline.Query(type=("ASSAULT",)))) == []
