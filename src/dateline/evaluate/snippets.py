"""CASE 2021, task 2: the fine-grained event type of a snippet (30 labels: ACLED's 25, and 5 more).

Our records are read by `data/snippets.csv`: a line holds a label, the type, mode and words (one of them in the snippet)
that it asks for, and the first line that a record meets speaks, so that the narrow labels come before the broad ones.
Labels that name no act of PLOVER's (disasters, organised crime, a headquarters) have no line: `mapped_weighted_f1`
leaves their snippets out, `weighted_f1` does not.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec

from dateline.evaluate.labels import Labelled, table, weighted_f1
from dateline.evaluate.predictor import Predictor, answered
from dateline.evaluate.result import Figures, Result, bootstrap
from dateline.evaluate.rows import rows
from dateline.model import Event

NONE = "none"
PUBLISHED = "weighted F1 .771 on the whole set of 30 labels, by systems trained on ACLED (Haneczok et al. 2021)"


class Line(msgspec.Struct, frozen=True):
    """What a record must be, and its text must say, to bear a label; an empty field asks nothing."""

    label: str
    type: str
    mode: str
    words: frozenset[str]


@cache
def lines() -> tuple[Line, ...]:
    """The lines of `data/snippets.csv`, in order."""
    text = files(__package__).joinpath("data", "snippets.csv").read_text("utf-8")
    rows_ = csv.DictReader(text.splitlines())
    return tuple(Line(r["label"], r["type"], r["mode"], frozenset(r["words"].split())) for r in rows_)


def run(path: Path, predict: Predictor) -> Result:
    """Weighted F1 over all labels, and over the mapped ones."""
    answers = answered(rows(path), predict, lambda coded: label(coded.events, coded.document.text), NONE)
    pairs = [(row["label"], found) for row, found in answers]
    return Result(
        benchmark="snippets",
        n=len(pairs),
        figures=dict(measure(pairs)),
        intervals=bootstrap(pairs, measure),
        published=PUBLISHED,
        table=table(pairs),
    )


def label(events: Sequence[Event], text: str) -> str:
    """The label of a snippet: the first line that one of its records meets."""
    said = frozenset(re.findall(r"[a-z]+", text.lower()))
    return next((line.label for line in lines() if any(_meets(e, line, said) for e in events)), NONE)


def _meets(event: Event, line: Line, said: frozenset[str]) -> bool:
    return event.type == line.type and line.mode in ("", event.mode) and (not line.words or bool(line.words & said))


def measure(pairs: Sequence[Labelled]) -> Figures:
    """The figures of many snippets."""
    known = {line.label for line in lines()}
    mapped = [pair for pair in pairs if pair[0] in known]
    return {
        "weighted_f1": round(weighted_f1(pairs), 4),
        "mapped_weighted_f1": round(weighted_f1(mapped), 4),
        "mapped": round(len(mapped) / len(pairs), 4) if pairs else 0.0,
    }
