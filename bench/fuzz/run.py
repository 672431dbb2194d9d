"""Feed a target inputs until one breaks it: python bench/fuzz/run.py TARGET [--runs 100000] [--seconds 5] [--seed 1]

    python bench/fuzz/run.py all --runs 50000           every target in turn
    python bench/fuzz/run.py html --input FILE          one saved input again

Guided by coverage where atheris is installed (Python 3.11 to 3.13 on Linux), else by chance alone. What the guide
finds worth keeping goes to build/fuzz/TARGET and is where the next run begins. An input that breaks its target, or
that takes longer than --seconds of work, is saved to build/fuzz/found/TARGET-HASH, and the run ends with 1.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
import traceback
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
HOME = ROOT / "build" / "fuzz"
OWN = ["dateline", "feedparser", "htmldate", "trafilatura", "justext", "pypdf", "protego", "email", "bench.fuzz.trees"]


class Watched:
    """A target that counts its inputs and saves the one that breaks it."""

    def __init__(self, name: str, seconds: float) -> None:
        from bench.fuzz.targets import TARGETS

        self.name, self.runs, self.longest = name, 0, 0.0
        self._target, self._seconds = TARGETS[name], seconds

    def __call__(self, data: bytes) -> None:
        from dateline.run.limit import at_most

        self.runs += 1
        begun = time.process_time()
        try:
            with at_most(self._seconds):
                self._target(data)
        except BaseException:
            self.save(data)
            raise
        self.longest = max(self.longest, time.process_time() - begun)

    def save(self, data: bytes) -> None:
        (HOME / "found").mkdir(parents=True, exist_ok=True)
        path = HOME / "found" / f"{self.name}-{sha256(data).hexdigest()[:12]}"
        path.write_bytes(data)
        again = f"python bench/fuzz/run.py {self.name} --input {path}"
        print(f"\n{self.name}: broken by the input number {self.runs}; again: {again}", flush=True)


def guided(name: str, runs: int, seconds: float, seed: int) -> None:
    """Run under atheris, which ends the process itself."""
    import atheris

    with atheris.instrument_imports(include=OWN):
        from bench.fuzz import targets

        from dateline.read.registry import FORMATS

        for format_, row in FORMATS.items():
            if name in (format_, "any", "warc"):
                row.reader()  # the others' libraries would only make the start slow

    kept, broken = HOME / name, HOME / "found"
    for folder in (kept, broken):
        folder.mkdir(parents=True, exist_ok=True)
    watched = Watched(name, seconds)
    for data in targets.seeds(name):
        watched(data)
        (kept / sha256(data).hexdigest()[:16]).write_bytes(data)
    words = HOME / "words.txt"
    words.write_text("\n".join(_quoted(scrap) for scrap in _scraps()) + "\n")
    limits = [
        f"-atheris_runs={runs}",
        f"-seed={seed}",
        "-max_len=4096",
        f"-dict={words}",
        "-rss_limit_mb=4096",
        "-timeout=600",
    ]
    atheris.Setup(
        [sys.argv[0], *limits, f"-artifact_prefix={broken / name}-", str(kept)],
        watched,
        internal_libfuzzer=True,
    )
    atheris.Fuzz()


def by_chance(name: str, runs: int, seconds: float, seed: int) -> None:
    from bench.fuzz import change, targets

    watched = Watched(name, seconds)
    for data in change.changed(targets.seeds(name), runs, seed):
        watched(data)
    print(f"{name}: {watched.runs:,} inputs by chance, no crash; the slowest took {watched.longest:.2f} s", flush=True)


def _scraps() -> tuple[bytes, ...]:
    from bench.fuzz.change import SCRAPS

    return SCRAPS


def _quoted(scrap: bytes) -> str:
    return '"' + "".join(f"\\x{byte:02x}" for byte in scrap) + '"'


def again(name: str, path: Path, seconds: float) -> int:
    watched = Watched(name, seconds)
    try:
        watched(path.read_bytes())
    except BaseException:  # noqa: BLE001 - whatever it is, is what was asked for
        traceback.print_exc()
        return 1
    print(f"{name}: no crash, {watched.longest:.2f} s")
    return 0


def every(given: argparse.Namespace) -> int:
    """Each target in a process of its own; a line for each."""
    from bench.fuzz.targets import TARGETS

    (HOME / "found").mkdir(parents=True, exist_ok=True)
    broken = 0
    for name in TARGETS:
        runs = given.runs if name != "model" else min(given.runs, 2_000)
        command = [
            sys.executable,
            __file__,
            name,
            "--runs",
            str(runs),
            "--seconds",
            str(given.seconds),
            "--seed",
            str(given.seed),
        ]
        begun = time.monotonic()
        log = HOME / f"{name}.log"
        with log.open("w") as out:
            code = subprocess.run(
                [*command, *(["--chance"] if given.chance else [])], stdout=out, stderr=out, check=False
            ).returncode
        broken += code != 0
        what = "nothing broke" if not code else f"BROKEN, see {log}"
        print(f"{name:9} {runs:>9,} inputs in {time.monotonic() - begun:6.0f} s: {what}", flush=True)
    return int(broken > 0)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target")
    parser.add_argument("--runs", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=5.0, help="of work that one input may take")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--chance", action="store_true", help="without atheris, also where it is installed")
    parser.add_argument("--input", type=Path, help="run this saved input once")
    given = parser.parse_args()
    if given.target == "all":
        return every(given)
    if given.input:
        return again(given.target, given.input, given.seconds)
    run = by_chance if given.chance or find_spec("atheris") is None else guided
    run(given.target, given.runs, given.seconds, given.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
