import subprocess
import sys

import pytest

import dateline
from dateline.errors import InputError
from dateline.run import Pipeline, api
from tests.run import fakes


@pytest.fixture(autouse=True)
def loaded(monkeypatch):
    loaded = []
    load = classmethod(lambda cls, options: loaded.append(options) or fakes.load(options))
    monkeypatch.setattr(Pipeline, "load", load)
    api._loaded.cache_clear()
    yield loaded
    api._loaded.cache_clear()


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


SENT = """
import os
from pathlib import Path
os.environ["OMP_NUM_THREADS"] = "1"
import dateline.coding.neural_onnx
others = (path for path in Path("/proc/self/task").glob("*/comm") if path.parent.name != str(os.getpid()))
names = {path.read_text().strip() for path in others}
print(os.environ["ORT_DISABLE_TELEMETRY"], *(names - {"jemalloc_bg_thd"}))  # that one is of Arrow's memory
"""


def test_nothing_is_sent_anywhere():
    """ONNX Runtime sends reports of its use from a thread of its own, which must not be there."""
    done = subprocess.run([sys.executable, "-c", SENT], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1"]


def test_a_text_gives_its_events():
    (event,) = dateline.extract("They met.", published="2024-08-13", publisher="Gazette")
    assert isinstance(event, dateline.Event)
    assert event.trigger == dateline.Span(5, 8, "met")


def test_what_cannot_be_coded_or_meant_is_an_error():
    with pytest.raises(InputError, match="told to refuse"):
        dateline.extract("refuse this")
    with pytest.raises(dateline.DatelineError, match="13th"):
        dateline.extract("They met.", published="the 13th")


def test_a_codebook_is_a_file_or_several_and_is_read_again_when_it_has_changed(tmp_path, loaded):
    one, two = tmp_path / "one.yaml", tmp_path / "two.yaml"
    for file in (one, two):
        file.write_text("as it was")
    for codebooks in (one, [str(one)], [one, two]):
        dateline.extract("They met.", codebooks=codebooks)
    assert [options.codebooks for options in loaded] == [(str(one),), (str(one), str(two))]
    two.write_text("as it is")
    list(dateline.pipe([], codebooks=[one, two]))
    assert len(loaded) == 3
    with pytest.raises(dateline.DatelineError, match="no such file"):
        dateline.extract("They met.", codebooks="mine.yaml")


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
