"""Builds over partitions, with a runner that codes them here: what Ray adds is tested in test_ray_runner.py."""

import json
import shutil
from pathlib import Path

import duckdb
import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyarrow import fs

from dateline.errors import DataError
from dateline.fuse.score import log_odds
from dateline.model import Issue
from dateline.read import ReadOptions, read
from dateline.run.build import BuildOptions, build
from dateline.run.coded_parts import Part
from dateline.run.distributed import DistributedRun, build_distributed, code_partition
from dateline.run.partitions import Partition, partitions
from dateline.run.workers import Workers
from dateline.store import Store
from tests.read.archives import record
from tests.run.bucket import running
from tests.run.fakes import load, made_by
from tests.run.test_determinism import digest
from tests.serve.screens import client

READING = ReadOptions()
HOW = BuildOptions(load=load, made_by=made_by)


class Here:
    """Codes partitions in the order in which they are awaited; those named in `broken` cannot be."""

    def __init__(self, broken=()):
        self.coded = []
        self._broken = broken
        self._todo = ()
        self._workers = None

    def start(self, job, todo):
        self._job, self._todo = job, todo
        self._workers = Workers(job.workers, job.load, job.pipeline)

    def wait(self, partition):
        if partition not in self._todo:
            return
        if partition.where.endswith(self._broken or "none"):
            yield Issue(stage="read", where=partition.where, reason="the machine was lost.")
            return
        self.coded.append(partition.where)
        code_partition(self._job, partition, self._workers)

    def score(self, *asked):
        return log_odds(*asked)

    def close(self):
        if self._workers:
            self._workers.close()


def spread(folder, inputs, runner=None, how=HOW, **more):
    with Store.open(folder, write=True) as store:
        return build_distributed(inputs, store, how, runner or Here(), reading=READING, **more)


def straight(folder, inputs):
    with Store.open(folder, write=True) as store:
        return build(read(inputs, READING), store, HOW, inputs=inputs)


def row(number, text="Report {n}: troops shelled the town, and ministers met."):
    return {"id": f"r{number}", "published": "2024-08-13", "text": text.format(n=number)}


@pytest.fixture
def news(tmp_path, monkeypatch):
    """Three partitions, one of them in a folder of its own; among the reports some that cannot be read or coded."""
    home = tmp_path / "news"
    (home / "a").mkdir(parents=True)
    lines = [row(0), row(1), row(2, "mention that they met"), row(3, "break code"), row(4), row(0)]
    (home / "rows.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines) + "no JSON\n")
    (home / "a" / "crawl.warc").write_bytes(b"".join(record(number) for number in range(3)))
    pq.write_table(pa.Table.from_pylist([row(5), row(6), row(1, "Another text: they met.")]), home / "rows.parquet")
    (home / ".hidden.jsonl").write_text("{")
    monkeypatch.chdir(tmp_path)
    return ("news",)


def add(number, *text):
    """One more report in a partition."""
    with Path("news/rows.jsonl").open("a") as file:
        file.write(json.dumps(row(number, *text)) + "\n")


def test_the_store_is_that_of_a_build_on_one_machine(news, tmp_path):
    add(8, "kill this process")
    one, other = straight(tmp_path / "one", news), spread(tmp_path / "other", news)
    assert digest(tmp_path / "one") == digest(tmp_path / "other")
    assert (one.counts.added, one.counts.again) == (other.counts.added, other.counts.again) == (9, 1)
    assert one.counts.refused == other.counts.refused == 4
    assert one.coder == other.coder


def test_parts_that_stand_are_not_coded_again(news, tmp_path):
    spread(tmp_path / "s", news)
    before = digest(tmp_path / "s")
    again = Here()
    counts = spread(tmp_path / "s", news, again).counts
    assert (again.coded, counts.coded, counts.same) == ([], 0, 9)
    add(7)
    counts = spread(tmp_path / "s", news, again).counts
    assert (again.coded, counts.added) == (["news/rows.jsonl"], 1)
    assert before != digest(tmp_path / "s")


def test_where_nothing_can_be_read_the_parts_are_those_of_no_file(news, tmp_path):
    made = spread(tmp_path / "s", ("none",), parts="parts")
    assert (made.counts.added, made.counts.refused) == (0, 1)
    assert msgspec.json.decode(Path("parts/manifest.json").read_bytes(), type=DistributedRun).parts == ()


def test_a_partition_that_is_lost_is_told_and_coded_the_next_time(news, tmp_path):
    runner = Here(broken=("rows.parquet",))
    assert spread(tmp_path / "s", news, runner).counts.added == 7
    with Store.open(tmp_path / "s") as store:
        assert "the machine was lost." in [issue.reason for issue in store.issues()]
    again = Here()
    assert spread(tmp_path / "s", news, again).counts.added == 2
    assert again.coded == ["news/rows.parquet"]


def test_a_part_without_its_manifest_is_made_again_with_the_same_bytes(news, tmp_path):
    spread(tmp_path / "s", news)
    manifests = sorted((tmp_path / "s" / "parts").glob("*/manifest.json"))
    tables = {path: path.read_bytes() for path in (tmp_path / "s" / "parts").glob("*/*.parquet")}
    assert (len(manifests), len(tables)) == (3, 9)
    manifests[0].unlink()
    manifests[1].write_text("{")
    again = Here()
    spread(tmp_path / "s", news, again)
    assert len(again.coded) == 2
    assert {path: path.read_bytes() for path in tables} == tables


def test_a_part_that_was_changed_is_told(news, tmp_path):
    spread(tmp_path / "s", news)
    table = next((tmp_path / "s" / "parts").glob("*/events.parquet"))
    table.write_bytes(table.read_bytes()[:-1] + b"x")
    with pytest.raises(DataError, match=r"not what was written. Delete .* then run the same build again"):
        spread(tmp_path / "s", news)


@pytest.mark.parametrize("scheme", ["file://", "fsspec+memory://"])
def test_parts_and_inputs_may_stand_on_any_filesystem(news, tmp_path, scheme):
    if scheme.startswith("fsspec"):
        pytest.importorskip("fsspec", reason="fsspec is not installed")
    home = f"{scheme}{tmp_path}/far"
    system, path = fs.FileSystem.from_uri(home)
    fs.copy_files(str(tmp_path / "news"), f"{path}/news", destination_filesystem=system)
    made = spread(tmp_path / "s", (f"{home}/news",), parts=f"{home}/parts")
    assert made.counts.added == 9
    with system.open_input_stream(f"{path}/parts/manifest.json") as stream:
        told = msgspec.json.decode(stream.read(), type=DistributedRun)
    assert [part.where for part in told.parts] == [f"{home}/news/{name}" for name in
                                                   ("rows.jsonl", "rows.parquet", "a/crawl.warc")]  # fmt: skip
    assert (told.coder, told.counts.added) == (made.coder, 9)
    system.delete_dir(path)


@pytest.fixture
def bucket(news, monkeypatch):
    """An object store on this machine that holds the reports, and they are nowhere else."""
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    with running() as store:
        for path in Path("news").rglob("*.*"):
            store.objects[f"crawl/{path}"] = path.read_bytes()
        shutil.move("news", "here")
        yield store


def test_an_object_store_gives_partitions_and_takes_parts(bucket, tmp_path):
    inputs, parts = (bucket.uri("crawl/news"),), bucket.uri("crawl/parts")
    made = spread(tmp_path / "s", inputs, parts=parts)
    shutil.move("here", "news")
    straight(tmp_path / "one", ("news",))
    assert made.counts.added == 9
    assert said(tmp_path / "s") == said(tmp_path / "one")
    tables = [name for name in bucket.objects if name.startswith("crawl/parts/") and name.endswith(".parquet")]
    assert len(tables) == 9
    again = Here()
    assert spread(tmp_path / "t", inputs, again, parts=parts).counts.added == 9
    assert again.coded == []


def said(folder):
    """What a store holds, but for the names of files."""
    with Store.open(folder) as store:
        documents = [(document.text, document.published) for document in store.documents()]
        return sorted(documents, key=str), sorted(
            (event.type, event.trigger, event.sentence) for event in store.query("")
        )


def test_what_is_secret_in_an_address_is_written_nowhere(bucket, tmp_path):
    inputs = (bucket.uri("crawl/news"), bucket.uri("crawl/none"))
    made = spread(tmp_path / "s", inputs, parts=bucket.uri("crawl/parts"))
    assert made.inputs == ("s3://crawl/news", "s3://crawl/none")
    written = [path.read_bytes() for path in (tmp_path / "s").rglob("*") if path.is_file()]
    assert not any(b"secret" in data for data in (*written, *bucket.objects.values()))
    with Store.open(tmp_path / "s") as store:
        assert "s3://crawl/none" in [issue.where for issue in store.issues()]


def test_an_object_store_that_stops_answering_costs_nothing_that_stood(bucket, tmp_path):
    inputs, parts = (bucket.uri("crawl/news"),), bucket.uri("crawl/parts")

    class Breaking(Here):
        def wait(self, partition):
            bucket.broken = partition.where.endswith("crawl.warc")
            yield from super().wait(partition)

    with pytest.raises(OSError, match="ACCESS_DENIED"):
        spread(tmp_path / "s", inputs, Breaking(), parts=parts)
    bucket.broken = False
    again = Here()
    counts = spread(tmp_path / "s", inputs, again, parts=parts).counts
    assert (counts.same + counts.added, counts.refused) == (9, 3)
    assert again.coded == ["s3://crawl/news/a/crawl.warc"]


def test_the_parts_can_be_asked_where_they_lie(news, tmp_path):
    spread(tmp_path / "s", news)
    asked = f"SELECT type, count(DISTINCT id) FROM '{tmp_path}/s/parts/*/events.parquet' GROUP BY 1 ORDER BY 1"
    with Store.open(tmp_path / "s") as store:
        types = sorted(event.type for event in store.query(""))
    found = dict(duckdb.sql(asked).fetchall())
    assert found["ASSAULT"] == types.count("ASSAULT")
    one = Part(**json.loads(next((tmp_path / "s" / "parts").glob("*/manifest.json")).read_text()))
    assert set(one.tables) == {"documents", "events", "issues"}


def test_queries_and_screens_show_it_as_they_show_any_store(news, tmp_path):
    straight(tmp_path / "one" / "s", news)
    spread(tmp_path / "other" / "s", news, parts="parts")
    one, other = (client(tmp_path / name / "s") for name in ("one", "other"))
    listed = ("counts", "map", "events", "incidents?type=ASSAULT")
    for address in (*(f"/api/v1/{name}" for name in listed), "/facet/type", "/doc/r1"):
        assert (one.get(address).status_code, one.get(address).text) == (200, other.get(address).text), address


def test_another_dateline_on_a_worker_is_refused(news, tmp_path):
    def elsewhere():
        seen.append(1)
        return msgspec.structs.replace(made_by(), code=f"c{len(seen) > 1}")

    seen = []
    how = msgspec.structs.replace(HOW, made_by=elsewhere)
    with pytest.raises(DataError, match="Install the same versions on all machines"):
        spread(tmp_path / "s", news, how=how)


def test_a_filesystem_that_fails_half_way_leaves_no_part(news, tmp_path, monkeypatch):
    def failing(self, buffer):
        self.fault = OSError("the network is gone")
        raise self.fault

    monkeypatch.setattr("dateline.run.partitions.Stream.readinto", failing)
    with pytest.raises(OSError, match="the network is gone"):
        spread(tmp_path / "s", news)
    assert not list((tmp_path / "s").glob("parts/*/manifest.json"))


def test_what_is_no_partition_is_told(tmp_path):
    (tmp_path / "empty").mkdir()
    given = ("-", str(tmp_path / "none"), str(tmp_path / "empty"), "gopher://x/y", str(tmp_path / "a.txt"))
    (tmp_path / "a.txt").write_text("They met.")
    *issues, good = partitions(given)
    assert [issue.reason.split(" (")[0] for issue in issues] == [
        "standard input is no file that several machines can read.",
        "there is no such file or folder.",
        "the folder holds no file that can be read.",
        "it stands on no filesystem that can be reached",
    ]
    assert isinstance(good, Partition)
    assert good.size == (tmp_path / "a.txt").stat().st_size
