"""How fast a store is built, in how much memory, where the time goes, and how far that is from the bare encoder.

    python bench/speed/build.py [FILE] [--workers 1,2] [--coder auto] [--columns FIELD=COLUMN,...] [--brief] [--check]

FILE is any input of `dateline build`; by default the 259 articles of open_news in the development data. It is built
once for each number of workers, on as many processors: all that a build does shares them, reading, writing and fusing
too. Memory is that of all processes of the build together, sampled: their resident sizes, and the same with shared
pages counted once. --brief leaves out the start-up, the encoder and the peers. With --check it also builds again
(nothing may be added), and kills a build half way and resumes it (every record must be the same, byte for byte).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import signal
import subprocess
import tempfile
import time
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import command
import encoder
import peers
import start

from dateline.errors import DatelineError
from dateline.evaluate.result import data_file
from dateline.run.coded_parts import PartWriter
from dateline.run.workers import Work
from dateline.store import Store

EVERY = 0.25  # seconds between two looks at a store
MIB = 1024 * 1024
STORIES = 40  # that the encoder is timed on


class Built(NamedTuple):
    """What one build took."""

    workers: int
    rate: float  # stories a second
    memory: int  # bytes at most, shared pages once


def main() -> int:
    options = arguments()
    file = options.file or data_file("open_news", "articles.jsonl.gz")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        bytecode = home / "bytecode"
        start.once(bytecode)  # compiles
        if not options.brief:
            print(start.told(bytecode), flush=True)
        built = [timed(options, file, home / str(number), bytecode, number) for number in options.workers]
        compare(built)
        if not options.brief:
            print(peers.beside({f"{one.workers} of our processors": one.rate for one in built}), flush=True)
        store = home / str(options.workers[-1])
        print(f"storage    {sizes(store)}", flush=True)
        if not options.brief and options.coder != "syntax":
            print(encoder.distance(encoder.stories(file, options.columns, STORIES)), flush=True)
        if not options.check:
            return 0
        again = adds_nothing(options, file, store, bytecode)
        same = survives(options, file, store, home / "killed", bytecode)
    return 0 if again and same else 1


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--workers", type=lambda told: [int(number) for number in told.split(",")], default=[1, 2])
    parser.add_argument("--coder", default="auto")
    parser.add_argument("--columns", default=encoder.COLUMNS)
    parser.add_argument("--brief", action="store_true")
    parser.add_argument("--check", action="store_true")
    return parser.parse_args()


def timed(options: argparse.Namespace, file: Path, store: Path, bytecode: Path, workers: int) -> Built:
    """Build, and tell what it took."""
    taken = command.run(build_command(options, file, store, workers), bytecode, workers)
    return Built(workers, report(store, taken, workers), taken.proportional)


def compare(built: list[Built]) -> None:
    """Each build beside the first."""
    first = built[0]
    for other in built[1:]:
        more = (other.memory - first.memory) / MIB / (other.workers - first.workers)
        print(
            f"{other.workers} workers on {other.workers} processors are {other.rate / first.rate:.2f} times "
            f"{first.workers} on {first.workers}; a worker more takes {more:.0f} MiB",
            flush=True,
        )


def sizes(store: Path) -> str:
    """Bytes a story of the database, of the newest generation, and of the parts that a build on Ray would write."""
    with Store.open(store) as opened, tempfile.TemporaryDirectory() as folder:
        documents = list(opened.documents())
        events = {id_: tuple(own) for id_, own in groupby(opened.events_by_document(), lambda event: event.document)}
        writer = PartWriter(Path(folder))
        for position, document in enumerate(documents):
            writer.add(position, document, Work(events=events.get(document.id, ())))
        writer.close()
        parts = held(Path(folder))
    characters = sum(len(document.text) for document in documents) / len(documents)
    records = sum(map(len, events.values())) / len(documents)
    bytes_ = [size / len(documents) for size in ((store / "store.sqlite").stat().st_size, held(newest(store)), parts)]
    told = "{:.0f} bytes a story in the database, {:.0f} in a generation, {:.0f} in parts".format(*bytes_)
    return f"{told}; a story has {characters:.0f} characters and {records:.1f} records"


def held(folder: Path) -> int:
    """Bytes of the files in a folder."""
    return sum(file.stat().st_size for file in folder.iterdir())


def newest(store: Path) -> Path:
    """The folder of the newest generation."""
    home = store / "generations"
    return home / (home / "current").read_text().strip()


def build_command(options: argparse.Namespace, file: Path, store: Path, workers: int) -> list[str]:
    how = ["--workers", str(workers), "--coder", options.coder, "--columns", options.columns]
    return command.dateline("build", str(file), "--store", str(store), *how)


def report(store: Path, taken: command.Taken, workers: int) -> float:
    """Print what a build did; its stories a second."""
    with Store.open(store) as opened:
        manifest = json.loads(opened.runs()[-1].manifest)
    counts = manifest["counts"]
    rate = float(counts["added"] / taken.wall)
    print(f"{counts['added']} stories of {counts['read']}, {counts['events']} events, {counts['refused']} refused")
    print(f"{rate:.2f} stories/s, {workers} workers on {workers} processors; {taken.wall:.1f} s from start to end")
    print(
        f"  {taken.resident / MIB:.0f} MiB at most, all processes; {taken.proportional / MIB:.0f} counting shared once"
    )
    print(f"  {counts['added'] / taken.processor:.2f} stories a second of processor time ({taken.processor:.1f} s)")
    whole = sum(manifest["seconds"].values())
    for stage, seconds in manifest["seconds"].items():
        print(f"  {stage:<9} {seconds:8.2f} s  {seconds / whole:6.1%}", flush=True)
    return rate


def adds_nothing(options: argparse.Namespace, file: Path, store: Path, bytecode: Path) -> bool:
    """Build once more what is built, and compare."""
    before, workers = fingerprints(store), options.workers[-1]
    command.run(build_command(options, file, store, workers), bytecode, workers)
    with Store.open(store) as opened:
        coded = json.loads(opened.runs()[-1].manifest)["counts"]
    nothing = fingerprints(store) == before and not (coded["added"] or coded["revised"] or coded["recoded"])
    print(f"built again: {'nothing added' if nothing else f'CHANGED: {coded}'}")
    return nothing


def survives(options: argparse.Namespace, file: Path, store: Path, killed: Path, bytecode: Path) -> bool:
    """Kill a build when half of the documents are stored, resume it, and compare."""
    half = count(store) // 2
    building = build_command(options, file, killed, options.workers[-1])
    process = subprocess.Popen(building, env=command.environment(bytecode))
    while process.poll() is None and count(killed) < half:
        time.sleep(EVERY)
    process.send_signal(signal.SIGKILL)
    process.wait()
    left = count(killed)
    command.run(building, bytecode, options.workers[-1])
    same = fingerprints(killed) == fingerprints(store)
    print(f"killed at {left} documents and resumed: {'the same bytes' if same else 'DIFFERENT'}")
    return same


def count(store: Path) -> int:
    """Documents in a store, 0 while it is being made."""
    try:
        with Store.open(store) as opened:
            return sum(1 for _ in opened.documents())
    except DatelineError:
        return 0


def fingerprints(store: Path) -> dict[str, str]:
    """Hashes of all that a user gets out of a store: the Parquet files, and the records as the command prints them."""
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(newest(store).iterdir())}
    told = command.dateline("query", "", "--store", str(store), "--format", "jsonl")
    records = subprocess.run(told, stdout=subprocess.PIPE, check=True).stdout
    return found | {"query": hashlib.sha256(records).hexdigest()}


if __name__ == "__main__":
    raise SystemExit(main())
