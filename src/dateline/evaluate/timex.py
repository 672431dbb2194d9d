"""Time expressions against TempEval-3's training sets: spans, types and values (UzZaman et al. 2013)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from dateline.evaluate.result import Figures, Result, bootstrap, f1
from dateline.evaluate.rows import rows as rows_of
from dateline.model import Document, DocumentId, Issue, Parsed, Published, Timex
from dateline.parse import Parser
from dateline.parse.times import expressions

PUBLISHED = "HeidelTime: value .776, strict .813, relaxed .903 on the task's own test documents (UzZaman et al. 2013)"


class Counts(msgspec.Struct, frozen=True):
    """One document: how many expressions are gold, predicted, and right in each way."""

    gold: int
    predicted: int
    strict: int
    relaxed: int
    type: int
    value: int


def run(path: Path) -> Result:
    """The figures on one file of the benchmark (`.jsonl` or `.jsonl.gz`), or on every such file of a folder."""
    rows = [row for file in _files(path) for row in rows_of(file)]
    counts = list(_counts(rows))
    return Result(
        benchmark="timex",
        n=len(counts),
        figures=dict(measure(counts)),
        intervals=bootstrap(counts, measure),
        published=PUBLISHED,
    )


def measure(counts: Sequence[Counts]) -> Figures:
    """F1 over all expressions of the documents: strict and relaxed spans; type and value on relaxed spans."""
    gold, predicted = sum(c.gold for c in counts), sum(c.predicted for c in counts)
    ways = ("value", "strict", "relaxed", "type")
    return {f"{way}_f1": round(f1(sum(getattr(c, way) for c in counts), predicted, gold)[2], 4) for way in ways}


def compare(gold: Sequence[dict[str, Any]], predicted: Sequence[Timex]) -> Counts:
    """One document's counts: each gold expression is matched with the first overlapping one not yet taken."""
    strict = relaxed = type_ = value = 0
    left = list(predicted)
    for expected in gold:
        found = next((t for t in left if t.start < expected["end"] and expected["start"] < t.end), None)
        if found is None:
            continue
        left.remove(found)
        relaxed += 1
        strict += (found.start, found.end) == (expected["start"], expected["end"])
        type_ += found.type == expected["type"]
        value += found.value == expected["value"]
    return Counts(len(gold), len(predicted), strict, relaxed, type_, value)


def _files(path: Path) -> list[Path]:
    return sorted(path.glob("*.jsonl*")) if path.is_dir() else [path]


def _counts(rows: Iterable[dict[str, Any]]) -> Iterator[Counts]:
    parser = Parser.load()
    for row in rows:
        parsed = parser.parse(_document(row))
        yield compare(row["timex3"], _predicted(parsed))


def _document(row: dict[str, Any]) -> Document:
    published = Published(row["dct"][:10], "day", "given") if row.get("dct") else None
    return Document(id=DocumentId(row["id"]), text=row["text"], published=published)


def _predicted(parsed: Parsed | Issue) -> tuple[Timex, ...]:
    return () if isinstance(parsed, Issue) else expressions(parsed.document, parsed.parse)
