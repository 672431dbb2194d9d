import sys
from types import ModuleType

import pytest

from dateline.errors import DataError
from dateline.store import Store


@pytest.fixture(autouse=True)
def fit_model(monkeypatch):
    for name in ("dateline.parse", "dateline.parse.installed"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    sys.modules["dateline.parse.installed"].model_path = lambda: None
    monkeypatch.setattr("dateline.cli.doctor.SAMPLE", "Troops shelled the town.")


def test_a_sound_installation_and_store_are_in_order(dateline, store):
    done = dateline("doctor", "--store", store)
    assert done.exit_code == 0, done.output
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["ok"] * 5


def test_what_is_wrong_is_told_in_a_sentence_each(dateline, store, monkeypatch):
    def altered():
        raise DataError("a file of the language model differs from the tested one.", "model", "Install it anew.")

    sys.modules["dateline.parse.installed"].model_path = altered
    monkeypatch.setattr("dateline.cli.doctor.SAMPLE", "The weather was fine.")
    with Store.open(store, write=True) as opened:
        opened.connection.execute("UPDATE document SET text = 'other'")
        opened.begin_run("2024-08-13T00:00:00+00:00", "{}")
    (store / "generations" / "1" / "events.parquet").unlink()
    done = dateline("doctor", "--store", store)
    assert done.exit_code == 1
    for told in (
        "wrong  language model: model: a file of the language model differs",
        "wrong  pipeline: the sentence 'The weather was fine.' was not coded",
        "wrong  store: document a is not what was stored",
        "wrong  store: run 2 of 2024-08-13T00:00:00+00:00 has not ended",
        "events.parquet: the file is missing.",
        "ok  libraries: in order.",
    ):
        assert told in done.stdout


def test_no_store_is_a_finding(dateline):
    done = dateline("doctor", "--store", "nowhere")
    assert done.exit_code == 1
    assert "wrong  store: " in done.stdout
