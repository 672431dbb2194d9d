"""What `train.fusing` learns from: strands whose act is annotated, of the stream, of its look-alikes and of ECB+.

The cases of the stream are coded as `dateline build` codes them and moved to begin in one week, so that strangers' acts
of the same kind and day are met. A stream of news holds more look-alikes than the cases do; `look_alikes` adds them:
each case told once more a day later in a town 40 km off, and once more a week later in the same place, by the same
actors, with other victims, counts and words but for one word in three.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple
from zlib import crc32

import msgspec

from dateline.evaluate.predictor import Predictor
from dateline.evaluate.stream import document
from dateline.evaluate.stream_cases import Case
from dateline.evaluate.stream_score import found
from dateline.fuse.rarity import rarest
from dateline.fuse.strands import STORY, STORY_WORDS, WORDS, Side, Strand, folded, stems, strands
from dateline.model import Coded, DocumentId, EventId

Record = dict[str, Any]

FIRST_DAY = date(2020, 6, 1)  # a Monday: the weekdays that texts name stay the same
NEXT_TOWN = 0.36  # degrees of latitude: 40 km
SHARED = 33  # of a hundred rare words: what a look-alike's stories have in common with the case's


class Told(NamedTuple):
    """A strand with the act that it truly tells, None where that is not annotated, and where it is from."""

    strand: Strand
    act: str | None
    case: str
    copy: str = ""  # which look-alike of the case it is

    @property
    def story(self) -> str:
        """The story that it, or what it is a look-alike of, was told in."""
        return self.strand.document.removesuffix(f" {self.copy}") if self.copy else self.strand.document


def told(cases: Sequence[Case], predict: Predictor) -> Iterator[Told]:
    """The strands of the cases, coded anew; every case begins in the same week."""
    for case in cases:
        coded = [one for one in predict(map(document, case.stories)) if isinstance(one, Coded)]
        acts = _acts(case, coded)
        start = date.fromisoformat(min(story.published for story in case.stories)[:10])
        days = (FIRST_DAY + timedelta(start.weekday()) - start).days
        for one in coded:
            for strand in strands(one.document, one.events):
                votes = Counter(act for event in strand.events for act in acts.get(event, ()))
                yield Told(_moved(strand, days), votes.most_common(1)[0][0] if votes else None, case.id)


def look_alikes(stream: Iterable[Told]) -> Iterator[Told]:
    """The same cases told of other acts: a day later in the next town, and a week later in the same place."""
    for one in stream:
        yield _told_of_another(one, "next town", _next_town(_moved(one.strand, 1)))
        yield _told_of_another(one, "week later", _moved(one.strand, 7))


def mentions(story: Record) -> Iterator[Told]:
    """Each event mention of an ECB+ document as a strand of its own, known by its wording alone."""
    words = rarest(folded(story["text"][:STORY]), STORY_WORDS)
    for mention in story["mentions"]:
        if mention["type"].startswith(("ACTION", "NEG_ACTION")) and mention["sentence"] in story["valid_sentences"]:
            name = f"{story['id']} {mention['id']}"
            said = " ".join(span["text"] for span in mention["spans"]).casefold()
            line = story["sentences"][mention["sentence"]]
            known = Strand(
                events=(EventId(name),), document=DocumentId(story["id"]), trigger=said, stems=stems(said),
                sentence=rarest(folded(story["text"][line["start"] : line["end"]]), WORDS), story=words,
            )  # fmt: skip
            yield Told(known, mention["cluster"] or name, f"ECB+ {story['topic']}")


def article(story: Record) -> Told:
    """An ECB+ document as one strand, known by its lede and its story; its act is the seminal event."""
    lede = story["text"][: story["sentences"][min(1, len(story["sentences"]) - 1)]["end"]]
    known = Strand(
        events=(EventId(story["id"]),), document=DocumentId(story["id"]),
        sentence=rarest(folded(lede), WORDS), story=rarest(folded(story["text"][:STORY]), STORY_WORDS),
    )  # fmt: skip
    return Told(known, story["subtopic"], "ECB+ articles")


def _acts(case: Case, coded: Sequence[Coded]) -> dict[EventId, list[str]]:
    """The acts of which each record tells; an echo counts half as much as news."""
    acts: defaultdict[EventId, list[str]] = defaultdict(list)
    for one in found(case, {str(one.document.id): one.events for one in coded}):
        if one.event is not None:
            acts[one.event.id] += [f"{case.id} {one.mark.incident}"] * (1 if one.mark.echo else 2)
    return acts


def _moved(strand: Strand, days: int) -> Strand:
    names = ("published", "first", "last")
    return msgspec.structs.replace(strand, **{name: _day(getattr(strand, name), days) for name in names})


def _day(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days)).isoformat() if day else ""


def _next_town(strand: Strand) -> Strand:
    if strand.latitude is None or not strand.exact:
        return strand
    return msgspec.structs.replace(
        strand, latitude=strand.latitude + NEXT_TOWN, place=tuple(f"{word} next" for word in strand.place)
    )  # fmt: skip


def _told_of_another(one: Told, copy: str, strand: Strand) -> Told:
    changed = msgspec.structs.replace(
        strand,
        events=tuple(EventId(f"{event} {copy}") for event in strand.events),
        document=DocumentId(f"{strand.document} {copy}"),
        recipients=_others(strand.recipients, copy),
        killed=None if strand.killed is None else strand.killed + 1 + _chance(one.case + copy) % 5,
        sentence=tuple(_other(word, copy) for word in strand.sentence),
        story=tuple(_other(word, copy) for word in strand.story),
    )
    return Told(changed, one.act and f"{one.act} {copy}", one.case, copy)


def _others(side: Side, copy: str) -> Side:
    return msgspec.structs.replace(side, words=tuple(_other(word, copy) for word in side.words))


def _other(word: str, copy: str) -> str:
    """The word, or one that stands for it in all stories of the copy."""
    return word if _chance(word + copy) % 100 < SHARED else f"{word} {copy}"


def _chance(text: str) -> int:
    return crc32(text.encode())
