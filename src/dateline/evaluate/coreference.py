"""Event coreference on ECB+ (Cybulska and Vossen 2014): which gold mentions, in all documents of a topic, are one act.

Mentions are those of the checked sentences whose type is an action, singletons included; each topic is partitioned by
itself, as published systems do after grouping the documents. Each mention is a strand of its own, known by its wording,
its sentence and its story. The file holds the training side of the standard split only: the scorer is learned anew from
its topics up to 13 (`python -m dateline.train.fusing wording ... --topics 13`), the threshold chosen on the same
topics, and the figures are of the later topics. The baseline joins mentions of a topic whose heads have one lemma. The
resampled unit is the topic.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path

import msgspec

from dateline.evaluate.coreference_metrics import scores
from dateline.evaluate.grouping import grouped
from dateline.evaluate.result import Result, bootstrap
from dateline.evaluate.rows import typed
from dateline.fuse.rarity import rarest
from dateline.fuse.score import Scorer
from dateline.fuse.strands import STORY, STORY_WORDS, WORDS, Strand, folded, stems
from dateline.model import Document, DocumentId, EventId, Issue, Parsed
from dateline.parse import Parser

PUBLISHED = "test topics, gold mentions, CoNLL F1: .856 Held et al. 2021, .856 CDLM (both recalled, not rerun)"
LEARNED = 13  # topics up to this one taught the scorer
RESAMPLES = 200  # a resample scores thousands of mentions

Parse = Callable[[Iterable[Document]], Iterable[Parsed | Issue]]
Label = tuple[Hashable, Hashable, Hashable]  # of a mention: its gold cluster, ours, the baseline's


class Span(msgspec.Struct, frozen=True):
    """Characters of a text."""

    start: int
    end: int
    text: str


class Extent(msgspec.Struct, frozen=True):
    """Where a sentence stands."""

    start: int
    end: int


class Mention(msgspec.Struct, frozen=True):
    """An annotated mention; `cluster` is None for a singleton."""

    id: str
    type: str
    spans: tuple[Span, ...]
    sentence: int
    cluster: str | None = None


class Story(msgspec.Struct, frozen=True):
    """One document of ECB+."""

    id: str
    topic: int
    text: str
    sentences: tuple[Extent, ...]
    valid_sentences: tuple[int, ...]
    mentions: tuple[Mention, ...]

    @property
    def acts(self) -> list[Mention]:
        """The mentions of acts in checked sentences."""
        checked = set(self.valid_sentences)
        return [m for m in self.mentions if m.sentence in checked and m.type.startswith(("ACTION", "NEG_ACTION"))]


def run(path: Path) -> Result:
    """`conll`, `muc`, `b3` and `ceafe` F1 of ours and, as `lemma_...`, of the baseline."""
    stories = [story for story in read(path) if story.topic > LEARNED]
    topics = sorted({story.topic for story in stories})
    parser = Parser.load()
    labelled = [_topic([s for s in stories if s.topic == topic], parser.pipe) for topic in topics]
    return Result(
        benchmark="coreference",
        n=len(topics),
        figures=figures(labelled),
        intervals=bootstrap(labelled, figures, resamples=RESAMPLES),
        published=PUBLISHED,
        table=f"{sum(map(len, labelled))} mentions in {len(stories)} documents of the topics {topics}",
    )


def read(path: Path) -> Iterator[Story]:
    """The documents of an ECB+ file, one a line, gzipped or not."""
    return typed(path, Story)


def figures(topics: Sequence[Sequence[Label]]) -> dict[str, float]:
    """The scores over all mentions of the topics."""
    labels = [(number, label) for number, topic in enumerate(topics) for label in topic]
    ours = scores([((n, gold), (n, given)) for n, (gold, given, _) in labels])
    lemma = scores([((n, gold), (n, base)) for n, (gold, _, base) in labels])
    return ours | {f"lemma_{name}": value for name, value in lemma.items()}


def _topic(stories: Sequence[Story], parse: Parse) -> list[Label]:
    mentions = [(story, mention) for story in stories for mention in story.acts]
    scorer = held_out()
    ours = grouped((strand(story, mention) for story, mention in mentions), scorer.wording, scorer)
    lemma = _lemmas(stories, parse)
    return [(m.cluster or name(s, m), ours[name(s, m)], lemma[name(s, m)]) for s, m in mentions]


def name(story: Story, mention: Mention) -> str:
    """A mention's id among all documents."""
    return f"{story.id} {mention.id}"


def held_out() -> Scorer:
    """The scorer learned without the topics that are measured."""
    raw = files(__package__).joinpath("data", "coreference_scorer.json").read_bytes()
    return msgspec.json.decode(raw, type=Scorer)


def strand(story: Story, mention: Mention) -> Strand:
    """A mention as a strand of its own, whose kind of act is unknown."""
    words = " ".join(span.text for span in mention.spans).casefold()
    line = story.sentences[mention.sentence]
    return Strand(
        events=(EventId(name(story, mention)),), document=DocumentId(story.id), trigger=words, stems=stems(words),
        sentence=rarest(folded(story.text[line.start : line.end]), WORDS),
        story=rarest(folded(story.text[:STORY]), STORY_WORDS),
    )  # fmt: skip


def _lemmas(stories: Sequence[Story], parse: Parse) -> dict[str, str]:
    """The lemma of each mention's head: the last word of its first piece; the word itself where none was parsed."""
    found = {name(s, m): m.spans[0].text.casefold() for s in stories for m in s.acts}
    documents = [Document(id=DocumentId(story.id), text=story.text) for story in stories]
    for parsed in (one for one in parse(documents) if isinstance(one, Parsed)):
        story = next(s for s in stories if s.id == parsed.document.id)
        ends = {token.end: token.lemma.casefold() for token in parsed.parse.tokens}
        found |= {name(story, m): lemma for m in story.acts if (lemma := ends.get(m.spans[0].end))}
    return found
