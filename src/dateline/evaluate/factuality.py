"""How far an event is presented as having happened: UW, MEANTIME and UDS-IH2, on the scale -3 (did not) to 3 (did).

The rules of `coding.status` and the words around the target are read into a signature (`signature.py`); its features
are weighed by a table of weights for each corpus, `data/factuality.json`, fitted on the corpus's training part by

    python -m dateline.evaluate.factuality_fit DATA/factuality

The resampled unit is the sentence: the files keep no documents.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from math import sqrt
from pathlib import Path

import msgspec

from dateline.errors import NotFoundError
from dateline.evaluate.result import Result, bootstrap
from dateline.evaluate.rows import typed
from dateline.evaluate.signature import signature
from dateline.model import Document, DocumentId, Issue, Parsed
from dateline.parse.parser import Parser

SCALE = 3.0
CORPORA = ("uw", "meantime", "uds_ih2")
CONSTANT = 3.0  # what most words of news are: events that happened
PUBLISHED = (
    "for trained systems, on the test files: Jiang & de Marneffe (TACL 2021), Rudinger et al. (2018); `constant_mae` "
    "is that of always answering 3"
)
Pair = tuple[float, float]  # annotated, predicted


class Target(msgspec.Struct, frozen=True):
    """One annotated word of a sentence."""

    start: int
    end: int
    factuality: float


class Row(msgspec.Struct, frozen=True):
    """One sentence of the corpus."""

    id: str
    text: str
    targets: tuple[Target, ...]


def run(path: Path) -> Result:
    """The figures of one file, or of each corpus's development file in a folder; a file's name tells the corpus."""
    runs = [_one(file) for file in _files(path)]
    return Result(
        benchmark="factuality",
        n=sum(r.n for r in runs),
        figures={name: figure for r in runs for name, figure in r.figures.items()},
        intervals={name: interval for r in runs for name, interval in r.intervals.items()},
        published=PUBLISHED,
        table="\n".join(r.table for r in runs),
    )


def _files(path: Path) -> list[Path]:
    """The file itself, or those of a folder that are there."""
    if not path.is_dir():
        return [path]
    found = [path / f"{name}_dev.jsonl" for name in CORPORA if (path / f"{name}_dev.jsonl").is_file()]
    if not found:
        raise NotFoundError("there is no file of annotated factuality.", str(path), "See README, factuality.")
    return found


def _one(path: Path) -> Result:
    corpus = corpus_of(path)
    pairs = [[(value, predict(weights()[corpus], names)) for value, names in rest] for rest in signatures(path)]
    kept = [p for p in pairs if p]
    return Result(
        benchmark="factuality",
        n=len(kept),
        figures={f"{corpus}_{name}": figure for name, figure in measure(kept).items()},
        intervals={f"{corpus}_{name}": interval for name, interval in bootstrap(kept, measure).items()},
        table=f"{path.name}: {sum(len(p) for p in kept)} events in {len(kept)} sentences",
    )


def corpus_of(path: Path) -> str:
    """The corpus whose scale a file has, by its name; UW's for a file of another name."""
    return next((name for name in CORPORA if path.name.startswith(name)), CORPORA[0])


@cache
def weights() -> dict[str, dict[str, float]]:
    """For each corpus, the weight of each feature."""
    found = files(__package__).joinpath("data", "factuality.json").read_bytes()
    return msgspec.json.decode(found, type=dict[str, dict[str, float]])


def predict(table: Mapping[str, float], names: Sequence[str]) -> float:
    """The sum of the features' weights, kept on the scale."""
    return max(-SCALE, min(SCALE, sum(table.get(name, 0.0) for name in names)))


def signatures(path: Path) -> Iterator[list[tuple[float, tuple[str, ...]]]]:
    """For each sentence of a file: the annotated value and the signature of each of its targets."""
    rows = list(typed(path, Row))
    documents = (Document(id=DocumentId(row.id), text=row.text) for row in rows)
    for row, parsed in zip(rows, map(Parser.load().parse, documents), strict=True):
        if not isinstance(parsed, Issue):
            yield list(_targets(row, parsed))


def _targets(row: Row, parsed: Parsed) -> Iterator[tuple[float, tuple[str, ...]]]:
    for target in row.targets:
        inside = [t for t in parsed.parse.tokens if t.start < target.end and target.start < t.end]
        if inside:
            yield target.factuality, signature(parsed.parse, inside[-1].index)


def measure(sentences: Sequence[Sequence[Pair]]) -> dict[str, float]:
    """Mean absolute error, Pearson's correlation (0 where either side does not vary), and the error of a constant."""
    pairs = [pair for sentence in sentences for pair in sentence]
    n = len(pairs) or 1
    mae = sum(abs(a - b) for a, b in pairs) / n
    mean_a, mean_b = sum(a for a, _ in pairs) / n, sum(b for _, b in pairs) / n
    covariance = sum((a - mean_a) * (b - mean_b) for a, b in pairs)
    spread = sqrt(sum((a - mean_a) ** 2 for a, _ in pairs) * sum((b - mean_b) ** 2 for _, b in pairs))
    r = covariance / spread if spread else 0.0
    constant = sum(abs(a - CONSTANT) for a, _ in pairs) / n
    return {"mae": round(mae, 4), "r": round(r, 4), "constant_mae": round(constant, 4)}
