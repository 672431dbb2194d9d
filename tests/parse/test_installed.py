import pytest

from dateline.errors import DataError
from dateline.parse import installed


def test_model_path_is_the_tested_model():
    assert (installed.model_path() / "config.cfg").is_file()


def test_pins_cover_every_file_of_the_model():
    folder = installed.model_path()
    prose = {"LICENSE", "LICENSES_SOURCES", "README.md", "accuracy.json"}
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert there - prose == {name for _, name in installed.pins()}


def test_model_path_refuses_another_version(monkeypatch):
    monkeypatch.setattr(installed.metadata, "version", lambda name: "999.9.9")
    with pytest.raises(DataError, match=r"version 999\.9\.9"):
        installed.model_path()


def test_model_path_refuses_an_altered_file(monkeypatch):
    monkeypatch.setattr(installed, "pins", lambda: (("0" * 64, "config.cfg"),))
    with pytest.raises(DataError, match="differs from the tested one"):
        installed.model_path()


def test_model_path_tells_a_missing_file(monkeypatch):
    monkeypatch.setattr(installed, "pins", lambda: (("0" * 64, "nothing.bin"),))
    with pytest.raises(DataError, match="is missing"):
        installed.model_path()


def test_model_path_tells_a_missing_package(monkeypatch):
    def absent(name):
        raise installed.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(installed.metadata, "version", absent)
    with pytest.raises(DataError, match="not installed"):
        installed.model_path()
