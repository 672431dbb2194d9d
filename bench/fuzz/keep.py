"""Keep what a run has found: python bench/fuzz/keep.py TARGET [--most 8]

Of the inputs in build/fuzz/TARGET, the shortest ones that reach lines of ours which no kept input reaches are put
beside the kept ones, in bench/fuzz/corpus/TARGET: from then on the tests run them, and fuzzing begins with them.
"""

from __future__ import annotations

import argparse
import sys
from hashlib import sha256
from pathlib import Path

import coverage

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.fuzz.run import HOME, ROOT
from bench.fuzz.targets import CORPUS, TARGETS, Target, seeds

LONGEST = 1_024  # bytes of an input that is worth keeping
Lines = set[tuple[str, int]]


def reached(target: Target, data: bytes) -> Lines:
    """The lines of the package that a target runs on an input."""
    watch = coverage.Coverage(data_file=None, source=[str(ROOT / "src" / "dateline")], config_file=False)
    with watch.collect():
        target(data)
    found = watch.get_data()
    return {(file, line) for file in found.measured_files() for line in found.lines(file) or ()}


def keep(name: str, most: int) -> int:
    """How many inputs were put beside the kept ones."""
    target, known, number = TARGETS[name], set[tuple[str, int]](), 0
    for data in seeds(name):
        known |= reached(target, data)
    found = (path.read_bytes() for path in (HOME / name).glob("*"))
    for data in sorted((data for data in found if len(data) <= LONGEST), key=lambda data: (len(data), data)):
        if number < most and (lines := reached(target, data)) - known:
            known |= lines
            number += 1
            (CORPUS / name / f"{sha256(data).hexdigest()[:12]}.bin").write_bytes(data)
    return number


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=sorted(set(TARGETS) - {"any"}))
    parser.add_argument("--most", type=int, default=8)
    given = parser.parse_args()
    print(f"{given.target}: {keep(given.target, given.most)} inputs kept")
    return 0


if __name__ == "__main__":
    sys.exit(main())
