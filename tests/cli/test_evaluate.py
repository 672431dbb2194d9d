import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from dateline import evaluate
from dateline.evaluate.result import Result

RESULT = Result(
    benchmark="stories",
    n=24,
    figures={"typed_f1": 0.5, "records": 3},
    intervals={"typed_f1": (0.4, 0.61)},
    published="none",
    table="type  f1\nAID   1.0",
)


@pytest.fixture
def called(monkeypatch):
    """What the benchmark was called with."""
    seen = []

    def run(path, *predict):
        seen.append((path, predict))
        return RESULT

    for name in (benchmark.module or name for name, benchmark in evaluate.BENCHMARKS.items()):
        module = ModuleType(name)
        module.run = run
        monkeypatch.setitem(sys.modules, f"dateline.evaluate.{name}", module)
    return seen


def test_people_see_aligned_figures_with_intervals_and_the_published_one(dateline, called, tmp_path):
    done = dateline("evaluate", "stories", "--data", tmp_path)
    assert done.stdout.splitlines() == [
        "stories, n = 24",
        "  typed_f1   0.500  95 % 0.400 to 0.610",
        "  records        3",
        "  type  f1",
        "  AID   1.0",
        "  published: none",
    ]
    ((path, (predict,)),) = called
    assert path == tmp_path
    assert callable(predict)


def test_machines_see_one_line(dateline, called, tmp_path):
    (line,) = dateline("evaluate", "timex", "--data", tmp_path, "--json").stdout.splitlines()
    assert json.loads(line) == {
        "benchmark": "stories",
        "n": 24,
        "figures": {"typed_f1": 0.5, "records": 3},
        "intervals": {"typed_f1": [0.4, 0.61]},
        "published": "none",
    }
    assert called == [(tmp_path, ())]


def test_every_benchmark_has_its_own_data(dateline, called, tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINE_DATA", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    named = [b for b in evaluate.BENCHMARKS.values() if b.data]  # the others take the whole folder
    for benchmark in named:
        assert dateline("evaluate", benchmark.name).exit_code == 3
        (tmp_path / benchmark.data[0]).mkdir(exist_ok=True)
        tmp_path.joinpath(*benchmark.data).touch()
        assert dateline("evaluate", benchmark.name).exit_code == 0
    home = {True: Path(), False: tmp_path}
    assert [path for path, _ in called] == [home[b.own].joinpath(*b.data) for b in named]
