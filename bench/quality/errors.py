"""What the shipped coder gets wrong on the stories of `corpus/` that it was not trained on, an error a line.

    python bench/quality/errors.py > errors.tsv

The columns are what is wrong (missed, extra, type, status), the story, what the coder says, what is right, the words
that tell the act, and their sentence. The rows of `docs/errors.md` are picked from these lines by hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from dateline.evaluate.score_events import GoldDocument, Record, align, types
from dateline.evaluate.stories import predictions
from dateline.run import Pipeline, PipelineOptions
from dateline.shown import line
from dateline.train.corpus import load

CORPUS = Path(__file__).parents[2] / "corpus" / "stories"
UNSEEN = ("dev", "test")


def errors(story: GoldDocument, own: Sequence[Record]) -> Iterator[tuple[str, ...]]:
    """The errors in one story, as the columns above."""
    pairs = align(story.events, own)
    met, made = ({pair[side] for pair in pairs} for side in (0, 1))
    for g, gold in enumerate(story.events):
        if g not in met and not gold.optional:
            yield "missed", story.id, "", _told(gold), *_words(story, gold)
    for p, record in enumerate(own):
        if p not in made:
            yield "extra", story.id, _told(record), "", *_words(story, record)
    for g, p in pairs:
        gold, record = story.events[g], own[p]
        wrong = _wrong(gold, record)
        if wrong and not gold.optional:
            yield wrong, story.id, _told(record), _told(gold), *_words(story, gold)


def _wrong(gold: Record, record: Record) -> str:
    if record.type not in types(gold):
        return "type"
    return "" if record.status in (gold.status, *gold.statuses) else "status"


def _told(record: Record) -> str:
    return f"{record.type}{f'/{record.mode}' if record.mode else ''}, {record.status}"


def _words(story: GoldDocument, record: Record) -> tuple[str, ...]:
    sentence = record.sentence or record.trigger
    return tuple(line(story.text[span.start : span.end]) for span in (record.trigger, sentence))


def main() -> None:
    """Print them all."""
    unseen = [story for story in load(CORPUS) if story["split"] in UNSEEN]
    gold = [msgspec.convert(story, GoldDocument) for story in unseen]
    found = predictions(gold, Pipeline.load(PipelineOptions(coder="neural")).pipe)
    for story in gold:
        for error in errors(story, found.get(story.id, ())):
            print("\t".join(error))


if __name__ == "__main__":
    main()
