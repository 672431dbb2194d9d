"""How time and memory grow with the size of hostile input: python bench/growth.py [--kind text] [--only NAME]

A line for each class of bench/fuzz/growing.py: seconds at the largest size that was reached and by stage, how the time
grew when the size was doubled last (2 is proportional, 4 is quadratic), memory beyond that of the loaded models.
The size is in characters; that of the kind "stories" in stories, of which a store is built.
Each class runs in a process of its own, which is ended when one input takes longer than it may.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.fuzz import growing
from tests.run import fakes

from dateline.model import Document, DocumentId, Issue

FIRST = 15_625
SECONDS = 20.0
MOST_MEMORY = 8 << 30


class Point(msgspec.Struct, frozen=True):
    """What one input cost."""

    size: int
    seconds: float
    stages: dict[str, float]
    memory: int  # MiB beyond those before the first input
    said: str


def texts(coder: str) -> Callable[[str, int], tuple[dict[str, float], str]]:
    from dateline.run import Pipeline, PipelineOptions

    pipeline = Pipeline.load(PipelineOptions(coder=coder))  # type: ignore[arg-type]
    pipeline.code(_document("Government troops shelled the town on Monday."))
    pipeline.watch.take()

    def run(name: str, size: int) -> tuple[dict[str, float], str]:
        coded = pipeline.code(_document(growing.TEXTS[name](size)))
        said = coded.reason if isinstance(coded, Issue) else f"{len(coded.events)} records"
        return pipeline.watch.take(), said

    return run


def _document(text: str) -> Document:
    return Document(id=DocumentId("d"), text=text, language="en")


def files(_: str) -> Callable[[str, int], tuple[dict[str, float], str]]:
    from dateline.read import ReadOptions, read

    def run(name: str, size: int) -> tuple[dict[str, float], str]:
        data = growing.FILES[name](size)
        options = ReadOptions(format=growing.unpacked_format(name))
        found = list(read(["-"], options, stdin=io.BytesIO(data)))
        issues = [item.reason for item in found if isinstance(item, Issue)]
        return {}, f"{len(found) - len(issues)} documents; {issues[0][:60] if issues else ''}"

    list(read(["-"], stdin=io.BytesIO(growing.page(""))))
    return run


def stories(_: str) -> Callable[[str, int], tuple[dict[str, float], str]]:
    """So many stories into a store, by stages without models: memory and time are those of all that is around them."""
    from dateline.read import read
    from dateline.run.build import BuildOptions, build
    from dateline.store import Store

    def run(name: str, size: int) -> tuple[dict[str, float], str]:
        whole = growing.STORIES[name]
        how = BuildOptions(load=fakes.load, made_by=fakes.made_by, fuse=whole, publish=whole)
        with tempfile.TemporaryDirectory() as home, Store.open(Path(home) / "s", write=True) as store:
            file = Path(home) / "stories.jsonl"
            with file.open("wb") as out:
                out.writelines(growing.stories(size))
            made = build(read([str(file)]), store, how)
        return made.seconds, f"{made.counts.events:,} records"

    return run


def work(out: Connection, name: str, kind: str, *, coder: str, sizes: tuple[int, int], seconds: float) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))  # a bomb must not take the machine along
    run = {"text": texts, "file": files, "stories": stories}[kind](coder)
    before = _memory()
    (size, most), spent = sizes, 0.0
    while size <= most and spent < seconds / 2:
        begun = time.process_time()
        out.send(size)
        stages, said = run(name, size)
        spent = time.process_time() - begun
        out.send(Point(size, spent, stages, _memory() - before, said))
        size *= 2


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def points(name: str, kind: str, coder: str, sizes: tuple[int, int], seconds: float) -> Iterator[Point | int]:
    """What came of a class; a bare size at the end is one that took too long."""
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=work, args=(theirs, name, kind), kwargs={"coder": coder, "sizes": sizes, "seconds": seconds}
    )
    process.start()
    theirs.close()
    begun: int | None = None
    try:
        while ours.poll(60 + 3 * seconds):
            told = ours.recv()
            begun = told if isinstance(told, int) else None
            if begun is None:
                yield told
    except EOFError:
        pass
    if begun is not None:
        yield begun
    process.kill()
    process.join()


def line(name: str, found: list[Point | int]) -> str:
    done = [point for point in found if isinstance(point, Point)]
    if not done:
        return f"{name:26} nothing was finished"
    last = done[-1]
    ratio = f"{last.seconds / max(done[-2].seconds, 1e-6):4.1f}" if len(done) > 1 else "    "
    stages = " ".join(f"{stage} {spent:.2f}" for stage, spent in last.stages.items() if spent >= 0.05)
    dead = f" DIED OR HUNG at {found[-1]:,}" if isinstance(found[-1], int) else ""
    return f"{name:26} {last.size:>9,} {last.seconds:7.2f} s x{ratio} {last.memory:5} MiB  {stages}  {last.said}{dead}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", help="classes whose name holds this")
    parser.add_argument("--kind", choices=("text", "file", "stories"))
    parser.add_argument("--coder", default="auto")
    parser.add_argument("--first", type=int, default=FIRST)
    parser.add_argument("--most", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    given = parser.parse_args()
    for kind, classes in (("text", growing.TEXTS), ("file", growing.FILES), ("stories", growing.STORIES)):
        for name in classes:
            if given.kind in (None, kind) and (given.only or "") in name:
                sizes = (given.first, given.most)
                print(line(name, list(points(name, kind, given.coder, sizes, given.seconds))), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
