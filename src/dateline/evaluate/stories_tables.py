"""The stories benchmark in detail, for people: each type, each mode and each status with its support."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from dateline.evaluate.result import f1
from dateline.evaluate.score_events import GoldDocument, Record, align, types

Predictions = Mapping[str, Sequence[Record]]
Pair = tuple[Record, Record]  # gold, ours


def tables(gold: Sequence[GoldDocument], predicted: Predictions) -> str:
    """Types over all records; modes and statuses over the records whose type is right."""
    pairs = list(typed(gold, predicted))
    parts = (of_types(gold, predicted), of_modes(pairs), of_statuses(pairs))
    return "\n\n".join("\n".join(part) for part in parts if part)


def typed(gold: Sequence[GoldDocument], predicted: Predictions) -> Iterator[Pair]:
    """The required records that ours meet with a right type, each with ours."""
    for story in gold:
        own = predicted.get(story.id, ())
        for g, p in align(story.events, own):
            if not story.events[g].optional and own[p].type in types(story.events[g]):
                yield story.events[g], own[p]


def of_types(gold: Sequence[GoldDocument], predicted: Predictions) -> list[str]:
    """Precision, recall and F1 of each type."""
    wanted: Counter[str] = Counter()
    given: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for story in gold:
        own = predicted.get(story.id, ())
        pairs = align(story.events, own)
        forgiven = {p for g, p in pairs if story.events[g].optional}
        wanted.update(g.type for g in story.events if not g.optional)
        given.update(record.type for p, record in enumerate(own) if p not in forgiven)
        right.update(own[p].type for g, p in pairs if p not in forgiven and own[p].type in types(story.events[g]))
    rows = ((type_, *f1(right[type_], given[type_], wanted[type_])) for type_ in sorted(wanted))
    return [f"{type_:24s} n {wanted[type_]:4d}  p {p:.3f}  r {r:.3f}  f1 {score:.3f}" for type_, p, r, score in rows]


def of_modes(pairs: Sequence[Pair]) -> list[str]:
    """How often each mode that gold states is ours too, and what it is taken for."""
    stated = [(g, p) for g, p in pairs if g.mode]
    return [_row(name, own) for name, own in _grouped([(f"{g.type}/{g.mode}", _mode(g, p)) for g, p in stated])]


def of_statuses(pairs: Sequence[Pair]) -> list[str]:
    """How often each status is ours too, and what it is taken for."""
    return [_row(name, own) for name, own in _grouped([(g.status, _status(g, p)) for g, p in pairs])]


def _mode(gold: Record, ours: Record) -> str:
    return "" if ours.mode in (gold.mode, *gold.modes) else ours.mode or "none"


def _status(gold: Record, ours: Record) -> str:
    return "" if ours.status in (gold.status, *gold.statuses) else ours.status


def _grouped(told: Sequence[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """What ours is under each name, "" where it is right."""
    names = sorted({name for name, _ in told})
    return [(name, [wrong for n, wrong in told if n == name]) for name in names]


def _row(name: str, own: Sequence[str]) -> str:
    wrong = Counter(one for one in own if one).most_common(3)
    taken = f"  taken for: {', '.join(f'{label} {n}' for label, n in wrong)}" if wrong else ""
    return f"{name:24s} n {len(own):4d}  right {own.count('') / len(own):.3f}{taken}"
