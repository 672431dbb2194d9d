"""The weights of `fuse.score`, learned, and the rarity of words, counted.

    python -m dateline.train.fusing rarity CORPUS GOLD.jsonl OUT.json
    python -m dateline.train.fusing scorer STREAM ECBPLUS.jsonl.gz OUT.json
    python -m dateline.train.fusing wording ECBPLUS.jsonl.gz OUT.json [--topics N]

What two tellings of one act share is learned from the cases of `corpus/stream` with odd numbers and from their
look-alikes (`train.fusing_sources`): pairs of strands that tell of one incident against all others that blocking would
compare. What strands share whose kind of act is unknown, wording alone, is learned from ECB+ (Cybulska and Vossen 2014,
train topics): pairs of mentions, and of documents by their seminal event. `wording` learns from mentions alone, of the
topics up to a number, so that the rest can be measured. Where groups stop growing follows by the rules of
`train.fusing_thresholds`; no number is set by hand. The same input gives the same file.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from dateline.evaluate.rows import rows as rows_of
from dateline.evaluate.stream_cases import Case, load
from dateline.fuse.blocks import candidates
from dateline.fuse.compare import FINDINGS, findings
from dateline.fuse.contradiction import contradictions
from dateline.fuse.rarity import Counted
from dateline.fuse.score import Scorer
from dateline.fuse.strands import folded
from dateline.fuse.table import Table, table
from dateline.model import EventId
from dateline.train.corpus import load as annotated
from dateline.train.fusing_sources import Record, Told, article, look_alikes, mentions, told
from dateline.train.fusing_thresholds import of_records, of_wording

Matrix = NDArray[np.float64]

PENALTY = 3.0  # of the squared weights: a finding seen a few times says little
STEPS = 30  # Newton needs about ten
STRANGERS = 0.5  # weight of a pair from two cases: there are many, and most are easy
COPIES = 0.25  # of a pair with a look-alike: each pair of a case has four of them
SEEN = 3  # stories that have a word, for the word to be counted


def fitted(stream: Sequence[Told], stories: Sequence[Record]) -> Scorer:
    """The scorer of records and of wordings; 0 is where groups of records stop growing."""
    feed = [*stream, *look_alikes(stream)]
    centre = of_records(feed, lambda part: learn([part]))
    learned = learn([feed, *_wordings(stories)])
    return _settled(msgspec.structs.replace(learned, bias=round(learned.bias - centre, 3)), stories)


def fitted_to_wording(stories: Sequence[Record]) -> Scorer:
    """The scorer of mentions alone."""
    said, _ = _wordings(stories)
    return _settled(learn([said]), stories)


def _wordings(stories: Sequence[Record]) -> tuple[list[Told], list[Told]]:
    return [one for story in stories for one in mentions(story)], [article(story) for story in stories]


def _settled(scorer: Scorer, stories: Sequence[Record]) -> Scorer:
    """The scorer, told where groups of wordings stop growing."""
    said, _ = _wordings(stories)
    return msgspec.structs.replace(scorer, wording=of_wording(said, scorer))


def learn(sources: Iterable[Sequence[Told]]) -> Scorer:
    """Logistic regression over the pairs of each source (Newton's method, ridge penalty)."""
    parts = [_pairs(source) for source in sources]
    x, y, much = (np.concatenate([part[n] for part in parts]) for n in range(3))
    weights = _newton(x, y, much)
    found: dict[str, dict[str, float]] = {}
    for (group, name), weight in zip(_names(), weights[1:], strict=True):
        found.setdefault(group, {})[name] = round(float(weight), 3)
    return Scorer(bias=round(float(weights[0]), 3), threshold=0.0, weights=found)


def _pairs(source: Sequence[Told]) -> tuple[Matrix, Matrix, Matrix]:
    """One-hot findings, truths and weights of the pairs that teach, if nothing contradicts them."""
    of = table(one.strand for one in source)
    known = {one.strand.event: one for one in source}
    rows = [known[EventId(name)] for name in of.ids]
    pairs = [(i, j) for i, j in _compared(of, rows) if _teaches(rows[i], rows[j])]
    i, j = np.array(pairs, np.int64).reshape(-1, 2).T
    possible = contradictions(of, i, j) == 0
    i, j = i[possible], j[possible]
    true = [rows[a].act is not None and rows[a].act == rows[b].act for a, b in zip(i, j, strict=True)]
    much = [_weight(rows[a], rows[b]) for a, b in zip(i, j, strict=True)]
    columns = [np.eye(len(FINDINGS[group]))[codes][:, 1:] for group, codes in findings(of, i, j)]
    x = np.concatenate([np.ones((len(i), 1)), *columns], axis=1)
    return x, np.array(true, np.float64), np.array(much)


def _compared(of: Table, rows: Sequence[Told]) -> list[tuple[int, int]]:
    """All pairs of one kind within a case, and those that blocking finds."""
    by: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for n, row in enumerate(rows):
        if row.strand.type and not row.copy:
            by[row.case, row.strand.type].append(n)
    own = (pair for group in by.values() for pair in combinations(group, 2))
    return sorted({*own, *zip(*(side.tolist() for side in candidates(of)), strict=True)})


def _teaches(a: Told, b: Told) -> bool:
    """Look-alikes teach what is not one act, beside another story of the case: they share the trigger of their own.

    Two acts that nobody annotated may be one, and those of a look-alike teach nothing then.
    """
    if a.copy or b.copy:
        known = a.act and b.act and not (a.copy and b.copy)
        return bool(known) and a.case == b.case and a.story != b.story
    return a.case != b.case or bool(a.act or b.act)


def _weight(a: Told, b: Told) -> float:
    if a.copy or b.copy:
        return COPIES
    return 1.0 if a.case == b.case else STRANGERS


def _names() -> list[tuple[str, str]]:
    return [(group, name) for group, names in FINDINGS.items() for name in names[1:]]


def _newton(x: Matrix, y: Matrix, much: Matrix) -> Matrix:
    weights = np.zeros(x.shape[1])
    penalty = PENALTY * np.eye(len(weights))
    penalty[0, 0] = 1e-3  # the base rate is no prejudice
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = (x * (much * p * (1 - p))[:, None]).T @ x + penalty
        step = np.linalg.solve(slope, x.T @ (much * (p - y)) + penalty @ weights)
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
    return msgspec.json.encode(count([*annotated(options.corpus, "train"), *rows_of(options.gold)]))


def _scorer(options: argparse.Namespace) -> bytes:
    from dateline.run import Pipeline  # noqa: PLC0415 - the models, for nothing where words are counted

    cases = [case for case in load(options.stream) if is_odd(case)]
    return _written(fitted(list(told(cases, Pipeline.load().pipe)), list(_stories(options.ecb))))


def _wording(options: argparse.Namespace) -> bytes:
    return _written(fitted_to_wording([story for story in _stories(options.ecb) if story["topic"] <= options.topics]))


def _stories(path: Path) -> Iterator[Record]:
    return (story for story in rows_of(path) if story["std_split"] == "train")


def _written(scorer: Scorer) -> bytes:
    return msgspec.json.format(msgspec.json.encode(scorer), indent=1) + b"\n"


def main(arguments: Sequence[str] | None = None) -> None:
    """Count or learn, and write the file."""
    parser = argparse.ArgumentParser(prog="dateline.train.fusing")
    commands = parser.add_subparsers(required=True)
    uses = {"rarity": ("corpus", "gold"), "scorer": ("stream", "ecb"), "wording": ("ecb",)}
    for (name, inputs), make in zip(uses.items(), (_rarity, _scorer, _wording), strict=True):
        command = commands.add_parser(name)
        for argument in (*inputs, "target"):
            command.add_argument(argument, type=Path)
        command.set_defaults(make=make)
        if name == "wording":
            command.add_argument("--topics", type=int, default=10**6, help="the last topic of ECB+ to learn from")
    options = parser.parse_args(arguments)
    options.target.write_bytes(options.make(options))


if __name__ == "__main__":
    main()
