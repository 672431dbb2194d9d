"""How fast a store is built, in how much memory, and where the time goes.

    python bench/speed/build.py [FILE] [--workers 2] [--coder auto] [--columns FIELD=COLUMN,...] [--check]

FILE is any input of `dateline build`; by default the 259 articles of open_news in the development data. Memory is that
of all processes of the build together, sampled: their resident sizes, and the same with shared pages counted once.
With --check it also builds again (nothing may be added), and kills a build half way and resumes it (every record must
be the same, byte for byte).
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
from pathlib import Path

from dateline.errors import DatelineError
from dateline.evaluate.result import data_file
from dateline.store import Store

EVERY = 0.25  # seconds between two looks at the memory
MIB = 1024 * 1024


def main() -> int:
    options = arguments()
    file = options.file or data_file("open_news", "articles.jsonl.gz")
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        command = build_command(options, file, store)
        before = processor_time()
        peak = watched(command)
        report(store, peak, processor_time() - before, options.workers)
        if not options.check:
            return 0
        again = adds_nothing(command, store)
        same = survives(options, file, store, Path(folder) / "killed")
    return 0 if again and same else 1


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--coder", default="auto")
    parser.add_argument("--columns", default="publisher=source,published=date")
    parser.add_argument("--check", action="store_true")
    return parser.parse_args()


def build_command(options: argparse.Namespace, file: Path, store: Path) -> list[str]:
    how = ["--workers", str(options.workers), "--coder", options.coder, "--columns", options.columns]
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


def report(store: Path, peak: dict[str, int], processor: float, workers: int) -> None:
    with Store.open(store) as opened:
        manifest = json.loads(opened.runs()[-1].manifest)
    counts, wall = manifest["counts"], manifest["wall"]
    print(f"{counts['added']} stories of {counts['read']}, {counts['events']} events, {counts['refused']} refused")
    print(
        f"{counts['added'] / wall:.2f} stories/s with {workers} workers, {wall:.1f} s in all, models loaded within it"
    )
    print(
        f"{peak['Rss'] / MIB:.0f} MiB at most, all processes together; {peak['Pss'] / MIB:.0f} with shared pages once"
    )
    print(f"{counts['added'] / processor:.2f} stories per second of processor time ({processor:.1f} s)")
    whole = sum(manifest["seconds"].values())
    for stage, seconds in manifest["seconds"].items():
        print(f"  {stage:<8} {seconds:8.2f} s  {seconds / whole:6.1%}")


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
    process = subprocess.Popen(build_command(options, file, killed))
    while process.poll() is None and count(killed) < half:
        time.sleep(EVERY)
    process.send_signal(signal.SIGKILL)
    process.wait()
    left = count(killed)
    watched(build_command(options, file, killed))
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
    home = store / "generations"
    newest = home / (home / "current").read_text().strip()
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(newest.iterdir())}
    command = [sys.executable, "-m", "dateline", "query", "", "--store", str(store), "--format", "jsonl"]
    return found | {
        "query": hashlib.sha256(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout).hexdigest()
    }


if __name__ == "__main__":
    raise SystemExit(main())
