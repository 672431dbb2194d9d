import pytest

from dateline.export.write import export
from dateline.store import Store
from tests.export.made import fill


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    return fill(tmp_path_factory.mktemp("export") / "store")


@pytest.fixture
def written(folder, tmp_path):
    """Exports of the store: `written("acled", "events")` is the file and its manifest."""

    def write(layout, level="events", query="", **more):
        path = tmp_path / f"{level}.{layout}"
        with Store.open(folder) as store:
            return path, export(store, query, to=path, layout=layout, level=level, force=True, **more)

    return write
