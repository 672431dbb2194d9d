"""Gold stories (`events.md`): whole records, found in whole reports, by the measures of `score_events`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from dateline.evaluate.predictor import Predictor
from dateline.evaluate.result import Result, bootstrap
from dateline.evaluate.rows import typed
from dateline.evaluate.score_events import GoldDocument, Record, Sums, figures, tally
from dateline.evaluate.stories_tables import tables
from dateline.model import Coded, Document
from dateline.read import from_text

Predictions = Mapping[str, Sequence[Record]]

PUBLISHED = (
    "none on these stories; a second reader of four others agreed with the first at typed F1 .97, record F1 .87-.96"
)


def run(path: Path, predict: Predictor) -> Result:
    """All figures of `score_events.figures`, with intervals over stories; a story that failed counts as empty."""
    gold = read(path)
    predicted = predictions(gold, predict)
    tallies: list[Sums] = [tally(story.events, predicted.get(story.id, ())) for story in gold]
    return Result(
        benchmark="stories",
        n=len(gold),
        figures=figures(tallies),
        intervals=bootstrap(tallies, figures),
        published=PUBLISHED,
        table=tables(gold, predicted),
    )


def read(path: Path) -> list[GoldDocument]:
    """The stories of a gold file; raises DataError naming the line that is none."""
    return list(typed(path, GoldDocument))


def predictions(gold: Sequence[GoldDocument], predict: Predictor) -> Predictions:
    """The predicted records of each story, by its id."""
    coded = predict(document(story) for story in gold)
    return {str(c.document.id): [Record.of(event) for event in c.events] for c in coded if isinstance(c, Coded)}


def document(story: GoldDocument) -> Document:
    """The story as a coder is given it: its text and when and where it was published."""
    published = story.published or None
    return from_text(story.text, published=published, publisher=story.publisher, title=story.title, id=story.id)
