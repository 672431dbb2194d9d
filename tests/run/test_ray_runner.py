"""The same builds on Ray: one small cluster on this machine for all tests, and one that is killed with its driver."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

from dateline.errors import DataError, MissingExtraError
from dateline.run import ray_runner
from dateline.run.ray_runner import RayRunner
from dateline.store import Store
from tests.run.fakes import load_nothing, made_by
from tests.run.test_determinism import digest
from tests.run.test_spread import HOW, add, news, row, spread, straight  # noqa: F401 - news is a fixture

ROOT = Path(__file__).parents[2]


def test_without_ray_one_sentence_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(MissingExtraError, match=r'ray is not installed. Run: pip install "dateline\[ray\]"'):
        RayRunner()


def test_one_file_imports_ray():
    found = [
        path.name
        for path in (ROOT / "src").rglob("*.py")
        if re.search(r"^\s*(import|from) ray\b", path.read_text(), re.M)
    ]
    assert found == ["ray_runner.py"]


@pytest.fixture(scope="module")
def cluster():
    """Ray on two processors of this machine; builds find it running and leave it so."""
    ray = pytest.importorskip("ray", reason='Ray is not installed: pip install "dateline[ray]"')
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PYTHONPATH", f"{ROOT}{os.pathsep}{ROOT / 'src'}")
        patched.setenv("RAY_USAGE_STATS_ENABLED", "0")
        try:
            ray.init(include_dashboard=False, log_to_driver=False, logging_level="ERROR", num_cpus=2,
                     object_store_memory=ray_runner.MEMORY)  # fmt: skip
        except Exception as fault:  # noqa: BLE001 - Ray gives its processes thirty seconds to come up
            pytest.skip(f"Ray does not start on this machine: {fault}")
        yield ray
        ray.shutdown()


@pytest.mark.ray
def test_a_store_built_on_ray_is_that_of_a_local_build(cluster, news, tmp_path):  # noqa: F811
    add(8, "kill this process")
    one, other = straight(tmp_path / "one", news), spread(tmp_path / "other", news, RayRunner())
    assert digest(tmp_path / "one") == digest(tmp_path / "other")
    assert (other.counts.added, other.counts.refused) == (one.counts.added, one.counts.refused) == (9, 4)
    assert cluster.is_initialized()
    assert spread(tmp_path / "other", news, RayRunner()).counts.same == 9


class Dying:
    """A provenance whose first asker in another process, a worker, is killed; who asks after that is answered."""

    def __init__(self, marker):
        self._marker, self._driver = marker, os.getpid()

    def __call__(self):
        if os.getpid() != self._driver and not self._marker.exists():
            self._marker.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return made_by()


@pytest.mark.ray
def test_a_task_whose_process_is_killed_is_begun_again(cluster, news, tmp_path):  # noqa: F811
    marker = tmp_path / "marker"
    how = msgspec.structs.replace(HOW, made_by=Dying(marker))
    straight(tmp_path / "one", news)
    made = spread(tmp_path / "other", news, RayRunner(), how)
    assert marker.exists()
    assert (made.counts.added, made.counts.refused) == (9, 3)
    assert digest(tmp_path / "one") == digest(tmp_path / "other")


@pytest.mark.ray
def test_a_model_that_a_worker_cannot_load_ends_the_build_with_its_own_error(cluster, news, tmp_path):  # noqa: F811
    with pytest.raises(DataError, match=r"^model: the model is not there\. Install it\.$"):
        spread(tmp_path / "s", news, RayRunner(), msgspec.structs.replace(HOW, load=load_nothing))


@pytest.mark.ray
def test_a_file_that_is_gone_is_told_and_costs_no_other(cluster, news, tmp_path):  # noqa: F811
    class Late(RayRunner):
        def start(self, job, todo):
            Path("news/rows.parquet").rename("elsewhere")
            super().start(job, todo)

    made = spread(tmp_path / "s", news, Late())
    assert made.counts.added == 7
    with Store.open(tmp_path / "s") as store:
        (told,) = [issue for issue in store.issues() if issue.where == "news/rows.parquet"]
    assert "it was given up, and nothing of it is stored (FileNotFoundError" in told.reason


BUILD = """
import sys
import msgspec
from dateline.run.ray_runner import RayRunner
from tests.run.fakes import load_slow
from tests.run.test_spread import HOW, spread

if __name__ == "__main__":
    spread(sys.argv[1], ("many",), RayRunner(), msgspec.structs.replace(HOW, load=load_slow))
"""


@pytest.mark.ray
def test_a_driver_that_is_killed_goes_on_where_it_was(cluster, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("many").mkdir()
    for n in range(6):
        rows = [msgspec.json.encode(row(10 * n + m)) for m in range(10)]
        Path(f"many/{n}.jsonl").write_bytes(b"\n".join(rows))
    process = driver(cluster.get_runtime_context().gcs_address)
    deadline = time.monotonic() + 60
    while len(done()) < 2 and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    process.kill()
    process.wait()
    stood = {path: path.stat().st_mtime_ns for path in done()}
    assert 2 <= len(stood) < 6, Path("told.txt").read_text()
    made = spread(tmp_path / "s", ("many",))
    assert made.counts.added + made.counts.same == 60
    assert {path: path.stat().st_mtime_ns for path in stood} == stood
    straight(tmp_path / "one", ("many",))
    assert digest(tmp_path / "one") == digest(tmp_path / "s")


def driver(address):
    """A build in a process of its own, on a cluster that is there."""
    Path("script.py").write_text(BUILD)
    path = f"{ROOT}{os.pathsep}{ROOT / 'src'}"
    env = {**os.environ, "PYTHONPATH": path, "RAY_ADDRESS": address}
    with Path("told.txt").open("w") as told:
        return subprocess.Popen([sys.executable, "script.py", "s"], env=env, stderr=told)


def done():
    return list(Path("s/parts").glob("*/manifest.json"))
