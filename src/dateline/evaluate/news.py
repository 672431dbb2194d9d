"""Reports of one event, grouped across outlets: `news_cluster` of Giveme5W1H (Hamborg et al. 2019).

207 articles, 178 of them of 35 events and 29 of none. Each article is one strand whose kind of act is unknown, known by
its headline, its lede and its story, and scored by the scorer that fuses records. Its threshold for wordings is
the best one on the mentions of the ECB+ train topics. B-cubed over articles; one of no event is a cluster of its own.
The resampled unit is the event.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from pathlib import Path

import msgspec

from dateline.evaluate import bcubed
from dateline.evaluate.grouping import grouped
from dateline.evaluate.result import Figures, Result, bootstrap
from dateline.evaluate.rows import typed
from dateline.fuse.rarity import rarest
from dateline.fuse.score import scorer
from dateline.fuse.strands import STORY, STORY_WORDS, WORDS, Strand, folded
from dateline.model import DocumentId, EventId

PUBLISHED = "no figure with these articles is known"


class Article(msgspec.Struct, frozen=True):
    """One article; `event_id` is None where it is of no annotated event."""

    id: str
    title: str
    text: str | None = None
    date: str | None = None
    description: str | None = None
    event_id: int | None = None


def run(path: Path) -> Result:
    """`bcubed_f1`, `bcubed_precision` and `bcubed_recall` of the grouping."""
    articles = list(read(path))
    given = grouped(map(strand, articles), scorer().wording)
    gold = [article.id if article.event_id is None else article.event_id for article in articles]
    scores = bcubed.items([(event, given[article.id]) for event, article in zip(gold, articles, strict=True)])
    units = _by_event(gold, scores)
    return Result(
        benchmark="news-cluster",
        n=len(articles),
        figures=dict(_figures(units)),
        intervals=bootstrap(units, _figures),
        published=PUBLISHED,
        table=f"{len(set(given.values()))} groups of {len(articles)} articles; {len(units)} events and lone articles",
    )


def read(path: Path) -> Iterator[Article]:
    """The articles of a file, one a line, gzipped or not."""
    return typed(path, Article)


def strand(article: Article) -> Strand:
    """An article as a strand known by its headline, lede and story: no word of it tells the act."""
    return Strand(
        events=(EventId(article.id),), document=DocumentId(article.id), published=(article.date or "")[:10],
        sentence=rarest(folded(f"{article.title} {article.description or ''}"), WORDS),
        story=rarest(folded(f"{article.title}\n{(article.text or '')[:STORY]}"), STORY_WORDS),
    )  # fmt: skip


def _by_event(gold: Sequence[Hashable], scores: Sequence[bcubed.Scores]) -> list[list[bcubed.Scores]]:
    units: dict[Hashable, list[bcubed.Scores]] = {}
    for event, score in zip(gold, scores, strict=True):
        units.setdefault(event, []).append(score)
    return list(units.values())


def _figures(units: Sequence[Sequence[bcubed.Scores]]) -> Figures:
    return bcubed.mean([score for unit in units for score in unit])
