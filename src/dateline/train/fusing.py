"""The weights of `fuse.score`, learned, and the rarity of words, counted.

    python -m dateline.train.fusing rarity CORPUS GOLD.jsonl OUT.json
    python -m dateline.train.fusing scorer STREAM ECBPLUS.jsonl.gz OUT.json [--topics N]

What two tellings of one act share is learned from the cases of `corpus/stream` with odd numbers, coded as `dateline
build` codes them: pairs of strands that tell of one incident against all others that blocking would compare. All cases
are moved to begin in one week, so that a stranger's act of the same kind and day is met, as it is in a stream of news.
What strands share whose kind of act is unknown, wording alone, is learned from ECB+ (Cybulska and Vossen 2014, train
topics; `--topics` takes those up to a number only, so that the rest can be measured).
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from dateline.evaluate.stream import document
from dateline.evaluate.stream_cases import Case, load
from dateline.evaluate.stream_score import found
from dateline.fuse.blocks import candidates
from dateline.fuse.compare import FINDINGS, findings
from dateline.fuse.contradiction import contradictions
from dateline.fuse.rarity import Counted, rarest
from dateline.fuse.score import Scorer
from dateline.fuse.strands import STORY, STORY_WORDS, WORDS, Strand, folded, stems, strands
from dateline.fuse.table import table
from dateline.model import Coded, Document, DocumentId, EventId, Issue
from dateline.train.corpus import load as annotated

Record = dict[str, Any]
Matrix = NDArray[np.float64]
Predictor = Callable[[Iterable[Document]], Iterable[Coded | Issue]]

PENALTY = 3.0  # of the squared weights, less the prior ones: a finding seen a few times says little
# What is expected, as rough log-likelihood ratios, of findings that the cases hold too few of: acts elsewhere.
PRIOR = {
    ("place", "far"): -3.0,
    ("place", "apart"): -2.0,
    ("place", "near"): -0.5,
    ("date", "more than 3 days apart"): -2.5,
}
STEPS = 30  # Newton needs about ten
THRESHOLD = 1.3  # a feed holds far more look-alikes than these cases: between their recall and bench/fuse/scale.py
CENTRE = (
    -1.0
)  # learned log-odds at which groups stop growing together: in four-fold cross-validation over the odd cases
# the lowest with a precision of .92. They are counted from there, so that 0 means "as likely as not" for groups.
STRANGERS = 0.5  # weight of a pair from two cases: there are many, and most are easy
FIRST_DAY = date(2020, 6, 1)  # a Monday: the weekdays that texts name stay the same
SEEN = 3  # stories that have a word, for the word to be counted


class Told(NamedTuple):
    """A strand with the act that it truly tells, None where that is not annotated, and where it is from."""

    strand: Strand
    act: str | None
    case: str


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


def mentions(story: Record) -> Iterator[Told]:
    """Each event mention of an ECB+ document as a strand of its own, known by its wording alone."""
    words = rarest(folded(story["text"][:STORY]), STORY_WORDS)
    for mention in story["mentions"]:
        if mention["type"].startswith(("ACTION", "NEG_ACTION")):
            name = f"{story['id']} {mention['id']}"
            said = " ".join(span["text"] for span in mention["spans"]).casefold()
            line = story["sentences"][mention["sentence"]]
            known = Strand(
                events=(EventId(name),), document=DocumentId(story["id"]), trigger=said, stems=stems(said),
                sentence=rarest(folded(story["text"][line["start"] : line["end"]]), WORDS), story=words,
            )  # fmt: skip
            yield Told(known, mention["cluster"] or name, "ECB+")


def learn(sources: Iterable[Sequence[Told]]) -> Scorer:
    """Logistic regression over the pairs of each source (Newton's method, ridge penalty)."""
    parts = [_pairs(source) for source in sources]
    x, y, much = (np.concatenate([part[n] for part in parts]) for n in range(3))
    weights = _newton(x, y, much)
    found: dict[str, dict[str, float]] = {}
    for (group, name), weight in zip(_names(), weights[1:], strict=True):
        found.setdefault(group, {})[name] = round(float(weight), 3)
    return Scorer(bias=round(float(weights[0]) - CENTRE, 3), threshold=THRESHOLD, weights=found)


def _pairs(source: Sequence[Told]) -> tuple[Matrix, Matrix, Matrix]:
    """One-hot findings, truths and weights of the pairs that are compared, if nothing contradicts them.

    All pairs of one kind within a case are among them, but for those of which neither is annotated: they may be one.
    """
    of = table(one.strand for one in source)
    known = {one.strand.event: one for one in source}
    rows = [known[EventId(name)] for name in of.ids]
    pairs = [(i, j) for i, j in _compared(of, rows) if rows[i].case != rows[j].case or rows[i].act or rows[j].act]
    i, j = np.array(pairs, np.int64).reshape(-1, 2).T
    open_ = contradictions(of, i, j) == 0
    i, j = i[open_], j[open_]
    true = [rows[a].act is not None and rows[a].act == rows[b].act for a, b in zip(i, j, strict=True)]
    near = np.array([rows[a].case == rows[b].case for a, b in zip(i, j, strict=True)])
    columns = [np.eye(len(FINDINGS[group]))[codes][:, 1:] for group, codes in findings(of, i, j)]
    x = np.concatenate([np.ones((len(i), 1)), *columns], axis=1)
    return x, np.array(true, np.float64), np.where(near, 1.0, STRANGERS)


def _compared(of: Any, rows: Sequence[Told]) -> list[tuple[int, int]]:
    by: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for n, row in enumerate(rows):
        if row.strand.type:
            by[row.case, row.strand.type].append(n)
    own = ((a, b) for group in by.values() for n, a in enumerate(group) for b in group[n + 1 :])
    return sorted({*own, *zip(*(side.tolist() for side in candidates(of)), strict=True)})


def _names() -> list[tuple[str, str]]:
    return [(group, name) for group, names in FINDINGS.items() for name in names[1:]]


def _newton(x: Matrix, y: Matrix, much: Matrix) -> Matrix:
    prior = np.array([0.0, *(PRIOR.get(name, 0.0) for name in _names())])
    weights = prior.copy()
    penalty = PENALTY * np.eye(len(weights))
    penalty[0, 0] = 1e-3  # the base rate is no prejudice
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = (x * (much * p * (1 - p))[:, None]).T @ x + penalty
        step = np.linalg.solve(slope, x.T @ (much * (p - y)) + penalty @ (weights - prior))
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def count(stories: Iterable[Record]) -> Counted:
    """Of how many stories each word is, that `SEEN` or more have."""
    texts = [f"{story.get('title') or ''}\n{story['text']}" for story in stories]
    seen = Counter(word for text in texts for word in set(folded(text)))
    return Counted(len(texts), {word: seen[word] for word in sorted(seen) if seen[word] >= SEEN})


def is_odd(case: Case) -> bool:
    """Whether a case may be looked at: those with even numbers measure."""
    return int("".join(letter for letter in case.id if letter.isdigit())) % 2 == 1


def _rarity(options: argparse.Namespace) -> bytes:
    lines = options.gold.read_text("utf-8").splitlines()
    stories = [*annotated(options.corpus, "train"), *(json.loads(line) for line in lines if line.strip())]
    return msgspec.json.encode(count(stories))


def _scorer(options: argparse.Namespace) -> bytes:
    from dateline.run import Pipeline  # noqa: PLC0415 - the models, for nothing where words are counted

    with gzip.open(options.ecb, "rt", encoding="utf-8") as file:
        lines = [document for line in file if (document := json.loads(line))["std_split"] == "train"]
    wording = [one for line in lines if line["topic"] <= options.topics for one in mentions(line)]
    cases = [case for case in load(options.stream) if is_odd(case)]
    learned = learn([list(told(cases, Pipeline.load().pipe)), wording])
    return msgspec.json.format(msgspec.json.encode(learned), indent=1) + b"\n"


def main(arguments: Sequence[str] | None = None) -> None:
    """Count or learn, and write the file."""
    parser = argparse.ArgumentParser(prog="dateline.train.fusing")
    commands = parser.add_subparsers(required=True)
    rarity, scorer = commands.add_parser("rarity"), commands.add_parser("scorer")
    for command, names, make in ((rarity, ("corpus", "gold"), _rarity), (scorer, ("stream", "ecb"), _scorer)):
        for name in (*names, "target"):
            command.add_argument(name, type=Path)
        command.set_defaults(make=make)
    scorer.add_argument("--topics", type=int, default=10**6, help="the last topic of ECB+ to learn from")
    options = parser.parse_args(arguments)
    options.target.write_bytes(options.make(options))


if __name__ == "__main__":
    main()
