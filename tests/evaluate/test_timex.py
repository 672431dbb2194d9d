import gzip
import json

import pytest

from dateline.evaluate.result import data_home
from dateline.evaluate.timex import Counts, compare, measure, run
from dateline.model import Timex

GOLD = [
    {"start": 0, "end": 6, "type": "DATE", "value": "2024-08-12"},
    {"start": 9, "end": 18, "type": "DATE", "value": "2024"},
]
ROW = {"id": "a", "dct": "2024-08-13", "text": "It fell on Monday.", "timex3": [{"start": 11, "end": 17}]}
ROW["timex3"][0] |= {"text": "Monday", "type": "DATE", "value": "2024-08-12"}


def timex(start, end, value, kind="DATE"):
    return Timex(start=start, end=end, text="x" * (end - start), type=kind, value=value)


def test_compare_counts_each_way():
    predicted = [timex(0, 6, "2024-08-12"), timex(14, 18, "2023", "DURATION"), timex(30, 33, "2024")]
    assert compare(GOLD, predicted) == Counts(gold=2, predicted=3, strict=1, relaxed=2, type=1, value=1)


def test_compare_takes_a_prediction_once():
    assert compare(GOLD, [timex(0, 18, "2024-08-12")]).relaxed == 1


def test_measure_is_f1():
    figures = measure([Counts(gold=2, predicted=2, strict=1, relaxed=2, type=2, value=0)])
    assert figures == {"value_f1": 0.0, "strict_f1": 0.5, "relaxed_f1": 1.0, "type_f1": 1.0}


@pytest.mark.model
@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz"])
def test_run_reads_plain_and_compressed(tmp_path, suffix):
    path, data = tmp_path / f"rows{suffix}", (json.dumps(ROW) + "\n").encode()
    path.write_bytes(gzip.compress(data) if suffix.endswith("gz") else data)
    assert run(path).figures == {"value_f1": 1.0, "strict_f1": 1.0, "relaxed_f1": 1.0, "type_f1": 1.0}


@pytest.mark.data
@pytest.mark.model
def test_run_on_the_benchmark_begins_well(tmp_path):
    source = data_home() / "tempeval3" / "aquaint.jsonl.gz"
    if not source.exists():
        pytest.skip("the benchmark data is not here; set DATELINE_DATA")
    path = tmp_path / "some.jsonl"
    path.write_bytes(b"\n".join(gzip.decompress(source.read_bytes()).splitlines()[:8]))
    assert run(path).figures["relaxed_f1"] > 0.85
