"""The same builds on Ray: one small cluster on this machine for all tests, and one that is killed with its driver."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import numpy as np
import pytest

from dateline.errors import DataError, MissingExtraError
from dateline.fuse.score import log_odds, scorer
from dateline.fuse.table import table
from dateline.run import ray_runner
from dateline.run.ray_runner import RayRunner
from dateline.store import Store
from tests.fuse.stories import strand
from tests.run.bucket import running
from tests.run.fakes import load_nothing, made_by
from tests.run.test_determinism import digest
from tests.run.test_distributed import HOW, Here, add, bucket, news, row, spread, straight  # noqa: F401 - fixtures

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
        patched.setenv("AWS_EC2_METADATA_DISABLED", "true")
        ray_runner.begin(ray, num_cpus=2, object_store_memory=ray_runner.MEMORY)
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


@pytest.mark.ray
def test_a_cluster_works_on_an_object_store_though_a_process_is_killed(cluster, bucket, tmp_path):  # noqa: F811
    marker = tmp_path / "marker"
    how = msgspec.structs.replace(HOW, made_by=Dying(marker))
    inputs = (bucket.uri("crawl/news"),)
    spread(tmp_path / "other", inputs, RayRunner(), how, parts=bucket.uri("crawl/parts"))
    spread(tmp_path / "one", inputs)
    assert marker.exists()
    assert digest(tmp_path / "one") == digest(tmp_path / "other")


def compared(runner, strands):
    """What a runner makes of every pair of these."""
    of = table(strands)
    i, j = np.triu_indices(len(of), 1)
    return runner.score(of, i, j, scorer()), log_odds(of, i, j)


def alike(number):
    return [strand(f"d{n}", town="mopti" if n % 3 else "gao", killed=n % 5) for n in range(number)]


@pytest.mark.ray
def test_pairs_are_compared_on_the_cluster_with_the_same_scores(cluster, monkeypatch):
    monkeypatch.setattr(ray_runner, "CHUNK", 64)
    monkeypatch.setattr(ray_runner, "log_odds", None)  # of this process: the tasks have their own
    far, here = compared(RayRunner(), alike(40))
    assert far.tobytes() == here.tobytes()
    assert len(set(here.tolist())) > 2


def killed(*_):
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.ray
def test_pairs_whose_processes_are_lost_are_compared_here(cluster, monkeypatch):
    monkeypatch.setattr(ray_runner, "CHUNK", 512)
    monkeypatch.setattr(ray_runner, "TRIES", 0)
    monkeypatch.setattr(ray_runner, "_score", killed)
    far, here = compared(RayRunner(), alike(40))
    assert far.tobytes() == here.tobytes()


@pytest.mark.ray
def test_machines_with_other_rules_of_fusing_are_refused(cluster, monkeypatch):
    monkeypatch.setattr(ray_runner, "CHUNK", 64)
    monkeypatch.setattr(ray_runner, "version", lambda: "rules of another release")
    with pytest.raises(DataError, match="its rules of fusing are not those of the machine that fuses"):
        compared(RayRunner(), alike(40))


BUILD = """
import sys
import msgspec
from dateline.run.ray_runner import RayRunner
from tests.run.fakes import load_slow
from tests.run.test_distributed import HOW, spread

if __name__ == "__main__":
    folder, inputs, parts = sys.argv[1:]
    spread(folder, (inputs,), RayRunner(), msgspec.structs.replace(HOW, load=load_slow), parts=parts)
"""


@pytest.mark.ray
@pytest.mark.parametrize("far", [False, True], ids=["folder", "object store"])
def test_a_driver_that_is_killed_goes_on_where_it_was(cluster, tmp_path, monkeypatch, far):
    monkeypatch.chdir(tmp_path)
    with running() as store:
        Path("many").mkdir()
        for n in range(6):
            rows = b"\n".join(msgspec.json.encode(row(10 * n + m)) for m in range(10))
            Path(f"many/{n}.jsonl").write_bytes(rows)
            store.objects[f"crawl/many/{n}.jsonl"] = rows
        inputs, parts = (store.uri("crawl/many"), store.uri("crawl/parts")) if far else ("many", "parts")

        def done():
            far_away = (name for name in store.objects if name.endswith("/manifest.json"))
            return {*far_away, *map(str, Path("parts").glob("*/manifest.json"))}

        process = driver(cluster.get_runtime_context().gcs_address, inputs, parts)
        deadline = time.monotonic() + 120
        while len(done()) < 2 and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.02)
        process.kill()
        process.wait()
        stood = done()
        assert 2 <= len(stood) < 6, Path("told.txt").read_text()
        again = Here()
        made = spread(tmp_path / "s", (inputs,), again, parts=parts)
        assert made.counts.added + made.counts.same == 60
        assert 0 < len(again.coded) <= 6 - len(stood)
        spread(tmp_path / "one", (inputs,))
        assert digest(tmp_path / "one") == digest(tmp_path / "s")


def driver(address, *inputs):
    """A build in a process of its own, on a cluster that is there."""
    Path("script.py").write_text(BUILD)
    path = f"{ROOT}{os.pathsep}{ROOT / 'src'}"
    env = {**os.environ, "PYTHONPATH": path, "RAY_ADDRESS": address, "AWS_EC2_METADATA_DISABLED": "true"}
    with Path("told.txt").open("w") as told:
        return subprocess.Popen([sys.executable, "script.py", "s", *inputs], env=env, stderr=told)


LOSE = """
import os
import sys
import threading
import time
from pathlib import Path
import msgspec
from ray.cluster_utils import Cluster
from dateline.run.ray_runner import RayRunner
from tests.run.fakes import load_slow
from tests.run.test_distributed import HOW, spread

if __name__ == "__main__":
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 0})
    machines = [cluster.add_node(num_cpus=1) for _ in range(2)]
    os.environ["RAY_ADDRESS"] = cluster.address

    def lose():
        while len(list(Path("parts").glob("*/manifest.json"))) < 2:
            time.sleep(0.02)
        cluster.remove_node(machines[0], allow_graceful=False)
        Path("lost").touch()

    threading.Thread(target=lose, daemon=True).start()
    made = spread("s", ("many",), RayRunner(), msgspec.structs.replace(HOW, load=load_slow), parts="parts")
    assert Path("lost").exists()
    assert (made.counts.added, made.counts.refused) == (160, 0), made.counts
    cluster.shutdown()
"""


@pytest.mark.ray
def test_a_machine_that_is_lost_costs_no_story(tmp_path, monkeypatch):
    pytest.importorskip("ray", reason='Ray is not installed: pip install "dateline[ray]"')
    monkeypatch.chdir(tmp_path)
    Path("many").mkdir()
    for n in range(8):
        Path(f"many/{n}.jsonl").write_bytes(b"\n".join(msgspec.json.encode(row(20 * n + m)) for m in range(20)))
    Path("script.py").write_text(LOSE)
    env = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}", "AWS_EC2_METADATA_DISABLED": "true"}
    command = [sys.executable, "script.py"]
    ran = subprocess.run(command, env=env, capture_output=True, text=True, timeout=300, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    spread(tmp_path / "one", ("many",))
    assert digest(tmp_path / "one") == digest(tmp_path / "s")
