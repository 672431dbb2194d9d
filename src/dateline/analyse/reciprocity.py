"""What two do to one another: how evenly, and how far either way it is conflict or cooperation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import msgspec

from dateline.analyse.scope import narrowed, score, taken_place
from dateline.analyse.statistics import Interval, wilson
from dateline.analyse.words import many, percent
from dateline.errors import UsageError
from dateline.store import Query
from dateline.store.analytic import Analytic
from dateline.store.analytic.filters import EXACT
from dateline.store.analytic.measures import Tally

PAIRS = 20
FORMULA = (
    "reciprocity = 2 x min(A to B, B to A) / (A to B + B to A), 1 where both do as much; share = A to B / (A to B + B "
    "to A), its 95 % interval Wilson's; score = the mean of PLOVER's scores, -10 conflict to 10 cooperation"
)
Key = tuple[str, ...]


class Reciprocity(msgspec.Struct, frozen=True, kw_only=True):
    """Incidents by A against, or with, B and the other way round; the queries find them."""

    a: str
    b: str
    there: int
    back: int
    index: float
    share: Interval
    score_there: float | None
    score_back: float | None
    sentence: str
    query_there: str
    query_back: str
    formula: str = FORMULA


def reciprocity(analytic: Analytic, query: Query, pairs: int = PAIRS) -> tuple[Reciprocity, ...]:
    """The two that a query names as actor and recipient; else the pairs, known by name, with most incidents.

    Raises UsageError where only one of the two is named, for then there is no way back to be counted.
    """
    asked = taken_place(query)
    if bool(asked.actor) != bool(asked.recipient):
        hint = "Write actor:A recipient:B, or neither for the pairs with most incidents."
        raise UsageError("a query about two names both, or neither.", "reciprocity", hint)
    if asked.actor:
        turned = msgspec.structs.replace(asked, actor=asked.recipient, recipient=asked.actor)
        names = (_named(analytic, asked.actor), _named(analytic, asked.recipient))
        return (_told(names, (asked, turned), (analytic.tally(asked, "all"), analytic.tally(turned, "all"))),)
    return tuple(_of_all(analytic, asked, pairs))


def _named(analytic: Analytic, values: Iterable[str]) -> str:
    held = [value.removeprefix(EXACT) for value in values]
    names = analytic.names(held)
    return " or ".join(names.get(value, value) for value in held)


def _of_all(analytic: Analytic, asked: Query, pairs: int) -> Iterable[Reciprocity]:
    ways: dict[Key, list[Tally]] = defaultdict(list)
    for tally in analytic.tally(asked, "dyad"):
        ways[tally.key].append(tally)
    sums: dict[Key, int] = defaultdict(int)
    for key, tallies in ways.items():
        sums[tuple(sorted(key))] += _sum(tallies)
    for a, b in sorted(sums, key=lambda key: (-sums[key], key))[:pairs]:
        held = (ways.get((a, b), []), ways.get((b, a), []))
        first, second = (a, b) if _sum(held[0]) >= _sum(held[1]) else (b, a)
        queries = (narrowed(asked, "dyad", (first, second)), narrowed(asked, "dyad", (second, first)))
        names = (_named(analytic, (first,)), _named(analytic, (second,)))
        yield _told(names, queries, held if first == a else held[::-1])


def _sum(tallies: Iterable[Tally]) -> int:
    return sum(tally.incidents for tally in tallies)


def _told(names: tuple[str, str], queries: tuple[Query, Query], held: tuple[Any, Any]) -> Reciprocity:
    there, back = _sum(held[0]), _sum(held[1])
    made = Reciprocity(
        a=names[0], b=names[1], there=there, back=back, share=wilson(there, there + back), sentence="",
        index=round(2 * min(there, back) / (there + back), 4) if there + back else 0.0, score_there=score(held[0]),
        score_back=score(held[1]), query_there=str(queries[0]), query_back=str(queries[1]),
    )  # fmt: skip
    return msgspec.structs.replace(made, sentence=_sentence(made))


def _sentence(told: Reciprocity) -> str:
    if not told.there + told.back:
        return f"Nothing is told between {told.a} and {told.b}."
    share, low, high = (percent(value) for value in (told.share.value, told.share.low, told.share.high))
    return (
        f"{told.a} to {told.b}: {many(told.there, 'incident')}{_scored(told.score_there)}; {told.b} to {told.a}: "
        f"{many(told.back, 'incident')}{_scored(told.score_back)}; {share} go from {told.a} (95 % interval {low} to "
        f"{high}), reciprocity {told.index:.2f}."
    )


def _scored(value: float | None) -> str:
    return "" if value is None else f" (mean score {value:+.1f})"
