"""How fast a store is built, in how much memory, where the time goes, and how far that is from the bare encoder.

    python bench/speed/build.py [FILE] [--workers 1,2] [--coder auto] [--columns FIELD=COLUMN,...] [--brief] [--check]

FILE is any input of `dateline build`; by default the 259 articles of open_news in the development data. It is built
once for each number of workers. Memory is that of all processes of the build together, sampled: their resident sizes,
and the same with shared pages counted once. --brief leaves out the start-up and the encoder. With --check it also
builds again (nothing may be added), and kills a build half way and resumes it (every record must be the same, byte for
byte).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import encoder
import start

from dateline.errors import DatelineError
from dateline.evaluate.result import data_file
from dateline.run.parts import Sheets
from dateline.run.workers import Work
from dateline.store import Store

EVERY = 0.25  # seconds between two looks at the memory
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
    if not options.brief:
        print(start.told(), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        built = [timed(options, file, home / str(number), number) for number in options.workers]
        compare(built)
        store = home / str(options.workers[-1])
        print(f"storage    {sizes(store)}", flush=True)
        if not options.brief and options.coder != "syntax":
            print(encoder.distance(encoder.stories(file, options.columns, STORIES)), flush=True)
        if not options.check:
            return 0
        again = adds_nothing(build_command(options, file, store, options.workers[-1]), store)
        same = survives(options, file, store, home / "killed")
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


def timed(options: argparse.Namespace, file: Path, store: Path, workers: int) -> Built:
    """Build, and tell what it took."""
    before = processor_time()
    peak = watched(build_command(options, file, store, workers))
    return Built(workers, report(store, peak, processor_time() - before, workers), peak["Pss"])


def compare(built: list[Built]) -> None:
    """Each build beside the first."""
    first = built[0]
    for other in built[1:]:
        more = (other.memory - first.memory) / MIB / (other.workers - first.workers)
        print(
            f"{other.workers} workers are {other.rate / first.rate:.2f} times {first.workers}; "
            f"a worker more takes {more:.0f} MiB"
        )


def sizes(store: Path) -> str:
    """Bytes a story of the database, of the newest generation, and of the parts that a build on Ray would write."""
    with Store.open(store) as opened, tempfile.TemporaryDirectory() as folder:
        documents = list(opened.documents())
        events = {id_: tuple(own) for id_, own in groupby(opened.events_by_document(), lambda event: event.document)}
        sheets = Sheets(Path(folder))
        for position, document in enumerate(documents):
            sheets.add(position, document, Work(events=events.get(document.id, ())))
        sheets.close()
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
    return [sys.executable, "-m", "dateline", "--quiet", "build", str(file), "--store", str(store), *how]


def watched(command: list[str]) -> dict[str, int]:
    """Run a command to its end; the most bytes that it and its processes held together, resident and proportional."""
    peak = dict.fromkeys(("Rss", "Pss"), 0)
    with subprocess.Popen(command) as process:
        while process.poll() is None:
            held = [memory(pid) for pid in family(process.pid)]
            peak = {kind: max(most, sum(sizes.get(kind, 0) for sizes in held)) for kind, most in peak.items()}
            time.sleep(EVERY)
    if process.returncode not in (0, 6):
        raise SystemExit(process.returncode)
    return peak


def family(pid: int) -> Iterator[int]:
    """A process and all that come from it."""
    yield pid
    try:
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in below:
        yield from family(int(child))


def memory(pid: int) -> dict[str, int]:
    """Bytes that a process holds by kind: "Rss" counts pages shared with others in full, "Pss" by their share."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    except OSError:
        return {}
    return {kind: int(size.split()[0]) * 1024 for kind, _, size in (line.partition(":") for line in lines)}


def processor_time() -> float:
    """Seconds of processor time that ended processes of this one have taken, with theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def report(store: Path, peak: dict[str, int], processor: float, workers: int) -> float:
    """Print what a build did; its stories a second."""
    with Store.open(store) as opened:
        manifest = json.loads(opened.runs()[-1].manifest)
    counts, wall = manifest["counts"], manifest["wall"]
    rate = float(counts["added"] / wall)
    print(f"{counts['added']} stories of {counts['read']}, {counts['events']} events, {counts['refused']} refused")
    print(f"{rate:.2f} stories/s, workers: {workers}; {wall:.1f} s in all, models loaded within it")
    print(f"  {peak['Rss'] / MIB:.0f} MiB at most, all processes; {peak['Pss'] / MIB:.0f} with shared pages once")
    print(f"  {counts['added'] / processor:.2f} stories a second of processor time ({processor:.1f} s)")
    whole = sum(manifest["seconds"].values())
    for stage, seconds in manifest["seconds"].items():
        print(f"  {stage:<9} {seconds:8.2f} s  {seconds / whole:6.1%}", flush=True)
    return rate


def adds_nothing(command: list[str], store: Path) -> bool:
    before = fingerprints(store)
    watched(command)
    with Store.open(store) as opened:
        coded = json.loads(opened.runs()[-1].manifest)["counts"]
    nothing = fingerprints(store) == before and not (coded["added"] or coded["revised"] or coded["recoded"])
    print(f"built again: {'nothing added' if nothing else f'CHANGED: {coded}'}")
    return nothing


def survives(options: argparse.Namespace, file: Path, store: Path, killed: Path) -> bool:
    """Kill a build when half of the documents are stored, resume it, and compare."""
    half = count(store) // 2
    command = build_command(options, file, killed, options.workers[-1])
    process = subprocess.Popen(command)
    while process.poll() is None and count(killed) < half:
        time.sleep(EVERY)
    process.send_signal(signal.SIGKILL)
    process.wait()
    left = count(killed)
    watched(command)
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
    command = [sys.executable, "-m", "dateline", "query", "", "--store", str(store), "--format", "jsonl"]
    return found | {
        "query": hashlib.sha256(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout).hexdigest()
    }


if __name__ == "__main__":
    raise SystemExit(main())
