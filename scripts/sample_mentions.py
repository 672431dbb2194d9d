"""Shows mentions of parties to be linked by hand (docs/actor-links.md), some of each story, without any answer of ours.

    python scripts/sample_mentions.py DATA/gold/dev.jsonl [--each 5] [--seed 1]

FILE is a set of the development data with `events` (gold stories) or `entities` (re3d). Nothing is written.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.evaluate.actors import links

AROUND = 130
LONGEST = 60
PARTIES = ("actors", "recipients", "attribution")
TYPES = ("Organisation", "Person", "Nationality")


def mentions(row: dict[str, Any]) -> Iterator[tuple[int, int]]:
    """The annotated mentions of a story."""
    parties = [p for event in row.get("events", ()) for field in PARTIES for p in event.get(field) or ()]
    parties += [e for e in row.get("entities", ()) if e.get("type") in TYPES]
    for party in parties:
        if party.get("start") is not None and party["end"] - party["start"] < LONGEST:
            yield party["start"], party["end"]


def main() -> None:
    """Print the mentions, one a line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--each", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)  # noqa: S311 - a sample, not secrecy
    linked = {(link.document, link.start, link.end) for link in links()}
    data = options.file.read_bytes()
    for line in (gzip.decompress(data) if options.file.suffix == ".gz" else data).splitlines():
        row = json.loads(line)
        text, name = row["text"], str(row["id"])
        by_text = {text[a:b].lower(): (a, b) for a, b in mentions(row) if (name, a, b) not in linked}
        for a, b in sorted(rng.sample(sorted(by_text.values()), min(options.each, len(by_text)))):
            around = f"{text[max(0, a - AROUND) : a]}⟦{text[a:b]}⟧{text[b : b + AROUND]}"
            sys.stdout.write(f"{name},{a},{b} | {row.get('published') or ''} | {' '.join(around.split())}\n")


if __name__ == "__main__":
    main()
