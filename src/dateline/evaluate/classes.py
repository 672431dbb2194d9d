"""ConfliBERT's CAMEO classes: what a sentence mainly tells (0 statement, 1 and 2 cooperation, 3 and 4 conflict).

Nothing is given but the sentence, so the record whose trigger stands nearest to the root of the tree speaks for it, by
the edition of the codebook that these labels come from (`plv_edition`); no record is a statement.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dateline.evaluate import plv, plv_edition
from dateline.evaluate.labels import Labelled, macro_f1, table
from dateline.evaluate.predictor import Predictor, answered
from dateline.evaluate.result import Figures, Result, bootstrap
from dateline.evaluate.rows import rows
from dateline.model import Coded

STATEMENT = "0"
PUBLISHED = "none on this split; ConfliBERT (Hu et al. 2022) is trained on sentences of the same set"


def run(path: Path, predict: Predictor) -> Result:
    """Macro-F1 over the five classes, and over the four that are acts where both gold and ours see one."""
    pairs = [(str(row["label"]), found) for row, found in answered(rows(path), predict, class_of, STATEMENT)]
    return Result(
        benchmark="classes",
        n=len(pairs),
        figures=dict(measure(pairs)),
        intervals=bootstrap(pairs, measure),
        published=PUBLISHED,
        table=table(pairs),
    )


def class_of(coded: Coded) -> str:
    """The class of the record nearest to the root of the first sentence's tree."""
    ranked = sorted(coded.events, key=lambda e: (plv.depth(coded.parse, e.trigger), e.trigger.start))
    if not ranked:
        return STATEMENT
    root = plv_edition.root(ranked[0], coded.parse)
    return str(plv.penta(plv.YIELD.get(root, root)))


def measure(pairs: Sequence[Labelled]) -> Figures:
    """The figures of many sentences."""
    acts = [(g, p) for g, p in pairs if STATEMENT not in (g, p)]
    return {
        "macro_f1": round(macro_f1(pairs), 4),
        "accuracy": round(sum(g == p for g, p in pairs) / len(pairs), 4) if pairs else 0.0,
        "acts_macro_f1": round(macro_f1(acts), 4),
    }
