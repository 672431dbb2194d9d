"""Quality floors that only rise: runs each benchmark and fails where a figure fell below its floor.

    python bench/quality/gate.py              check every benchmark whose data is present
    python bench/quality/gate.py --raise      measure and raise floors; a floor is never lowered

Floors are kept with the hash of the data they were measured on: other data is another benchmark, and is refused.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

from measured import measured

from dateline.evaluate.result import data_home

FLOORS = Path(__file__).with_name("floors.json")
SLACK = 0.002  # floating point differs a little between processors

Floors = dict[str, dict[str, Any]]


def digest(files: list[str]) -> str:
    """Hash of the data files, in order."""
    contents = (hashlib.sha256((data_home() / file).read_bytes()).digest() for file in files)
    return hashlib.sha256(b"".join(contents)).hexdigest()[:16]


def check(key: str, entry: dict[str, Any], *, lift: bool) -> list[str]:
    """Faults of one benchmark; with `lift`, its floors are raised in place instead."""
    name, _, coder = key.partition("@")
    if not all((data_home() / file).exists() for file in entry["files"]):
        print(f"{key}: skipped, its data is not here (DATELINE_DATA)")
        return []
    if entry.get("data") and digest(entry["files"]) != entry["data"]:
        return [f"{key}: the data differs from the data the floors were measured on"]
    result = measured(name, coder)
    if result is None:
        return [f"{key}: the data is here but the benchmark did not find it"]
    figures: dict[str, float] = result["figures"]
    if lift:
        entry["data"] = digest(entry["files"])
        entry["floors"] = {f: max(old, round(figures[f] - SLACK, 4)) for f, old in entry["floors"].items()}
    print(key, "  ".join(f"{f} {figures[f]:.4f} (floor {floor:.4f})" for f, floor in entry["floors"].items()))
    fell = {f: floor for f, floor in entry["floors"].items() if figures[f] < floor}
    return [f"{key}: {f} is {figures[f]:.4f}, below its floor {floor:.4f}" for f, floor in fell.items()]


def main() -> None:
    """Check or raise the floors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raise", dest="lift", action="store_true")
    parser.add_argument("only", nargs="*", help="benchmarks to run; all by default")
    options = parser.parse_args()
    floors: Floors = json.loads(FLOORS.read_text("utf-8"))
    chosen = {key: entry for key, entry in floors.items() if not options.only or key in options.only}
    faults = [fault for key, entry in chosen.items() for fault in check(key, entry, lift=options.lift)]
    if options.lift:
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", "utf-8")
    if faults:
        raise SystemExit("\n".join(faults))


if __name__ == "__main__":
    main()
