"""How frequent something is among records, from a reviewed sample and the machine's labels of all of them.

Prediction-powered inference (Angelopoulos, Bates, Fannjiang, Jordan and Zrnic 2023, Science 382) with the power tuning
of PPI++ (Angelopoulos, Duchi and Zrnic 2023): the machine's mean over all other records, put right by how far the
machine is wrong on the reviewed ones. The interval holds whatever the machine is worth, if the reviewed records are a
random sample; a better machine makes it narrower. `draw` names records in a random order that anybody can repeat.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import sqrt
from statistics import fmean

import msgspec

from dateline.analyse.statistics import Interval, Z, wilson
from dateline.analyse.words import many, percent
from dateline.errors import UsageError
from dateline.model import Event, EventId, content_hash
from dateline.store import Query, Store
from dateline.store.reviews import Judged, of_document
from dateline.store.standing import standing

KEYS = ("type", "mode", "status", "standing", "country")
ENOUGH = 30  # records of the drawn order, from which on only they are the sample
RARE = 10  # records of the sample, below which a normal distribution does not describe a share
FORMULA = (
    "estimate = mean(y) + c x (mean(f of the others) - mean(f of the reviewed)), y what people found, f the machine's "
    "confidence where it says so, else 0; c = cov(y, f) / ((1 + n/N) var(f)), 0 to 1; variance = var(y - c f) / n + "
    "c^2 var(f) / N"
)


class Prevalence(msgspec.Struct, frozen=True, kw_only=True):
    """The share of a query's records that are `of` something: `estimate` from both, `sample` from people alone.

    `machine` is the mean of what the machine says. `drawn` tells whether the sample follows the drawn order; where it
    does not, it is random only if whoever chose what to review chose at random.
    """

    query: str
    of: str
    records: int
    reviewed: int
    unsure: int
    drawn: bool
    estimate: Interval
    sample: Interval
    machine: float
    sentence: str
    formula: str = FORMULA


def prevalence(store: Store, query: Query, of: Query | None = None, seed: str = "") -> Prevalence:
    """How many of the records that answer are right or, with `of`, are so after correction.

    Raises UsageError where `of` asks for more than KEYS, or fewer than two records are reviewed.
    """
    wanted = _checked(of or Query())
    every = _every(store, query)
    found = _reviewed(store, every)
    sample, drawn = _sample(every, found, seed)
    labelled = [id_ for id_ in sample if found[id_].verdict != "unsure"]
    if len(labelled) < 2:
        hint = "dateline analyse prevalence --draw 100 names records to be reviewed."
        raise UsageError(f"of these only {many(len(labelled), 'record')} is decided.", "prevalence", hint)
    said = {id_: _said(event, wanted) for id_, event in every.items()}
    truth = [float(_is(found[id_], wanted)) for id_ in labelled]
    held = set(labelled)
    estimate = powered(truth, [said[id_] for id_ in labelled], [f for id_, f in said.items() if id_ not in held])
    made = Prevalence(
        query=str(query), of=str(wanted), records=len(every), reviewed=len(labelled), drawn=drawn, estimate=estimate,
        unsure=len(sample) - len(labelled), sample=wilson(sum(truth), len(truth)), machine=fmean(said.values()),
        sentence="",
    )  # fmt: skip
    return msgspec.structs.replace(made, sentence=_sentence(made))


def draw(store: Store, query: Query, number: int, seed: str = "") -> list[EventId]:
    """The next records to be reviewed, in an order that is random but for its seed."""
    every = _every(store, query)
    found = _reviewed(store, every)
    return [id_ for id_ in _shuffled(every, seed) if id_ not in found][:number]


def powered(truth: Sequence[float], said: Sequence[float], others: Sequence[float]) -> Interval:
    """The prediction-powered mean and its 95 % interval, within 0 and 1.

    Where fewer than `RARE` of the sample are, or are not, its variance says too little: then the interval reaches as
    far as Wilson's too.
    """
    n, number = len(truth), len(others)
    weight = _weight(truth, said, others)
    rest = fmean(others) if others else fmean(said)
    value = fmean(truth) + weight * (rest - fmean(said))
    spread = _variance([y - weight * f for y, f in zip(truth, said, strict=True)]) / n
    half = Z * sqrt(spread + (weight**2 * _variance(others) / number if number else 0.0))
    low, high = value - half, value + half
    if min(sum(truth), n - sum(truth)) < RARE:
        plain = wilson(sum(truth), n)
        low, high = min(low, plain.low), max(high, plain.high)
    return Interval(*(min(1.0, max(0.0, end)) for end in (value, low, high)))


def _weight(truth: Sequence[float], said: Sequence[float], others: Sequence[float]) -> float:
    """How far the machine is to be believed."""
    everything = [*said, *others]
    variance = _variance(everything)
    if not others or not variance:
        return 0.0
    mean_y, mean_f = fmean(truth), fmean(said)
    pairs = zip(truth, said, strict=True)
    together = sum((y - mean_y) * (f - mean_f) for y, f in pairs) / (len(truth) - 1)
    return min(1.0, max(0.0, together / ((1 + len(truth) / len(others)) * variance)))


def _variance(values: Sequence[float]) -> float:
    if len(values) < 2:
        return 0.0
    mean = fmean(values)
    return sum((value - mean) ** 2 for value in values) / (len(values) - 1)


def _checked(of: Query) -> Query:
    for key, _ in of.pairs():
        if key.removeprefix("-") not in KEYS:
            hint = f"Ask for {', '.join(KEYS)}."
            raise UsageError(f"what a record is cannot be '{key}', which a correction may not tell.", "--of", hint)
    return of


def _every(store: Store, query: Query) -> dict[EventId, Event]:
    plain = query.without("limit", "cursor", "order")
    return {event.id: event for event in store.query(plain)}


def _reviewed(store: Store, every: Mapping[EventId, Event]) -> dict[EventId, Judged]:
    documents = {event.document for event in every.values()}
    asked = "SELECT DISTINCT document FROM review ORDER BY document"
    touched = [row[0] for row in store.connection.execute(asked) if row[0] in documents]
    judged = (one for document in touched for one in of_document(store.connection, document))
    return {one.machine.id: one for one in judged if one.verdict and one.machine.id in every}


def _sample(every: Mapping[EventId, Event], found: Mapping[EventId, Judged], seed: str) -> tuple[list[EventId], bool]:
    """The reviewed records: those that open the drawn order, where they are enough, else all there are."""
    opening = list(_opening(_shuffled(every, seed), found))
    return (opening, True) if len(opening) >= min(ENOUGH, len(every)) else (sorted(found), False)


def _opening(order: Sequence[EventId], found: Mapping[EventId, Judged]) -> Iterator[EventId]:
    for id_ in order:
        if id_ not in found:
            return
        yield id_


def _shuffled(every: Mapping[EventId, Event], seed: str) -> list[EventId]:
    return sorted(every, key=lambda id_: content_hash(seed, id_))


def _said(event: Event, of: Query) -> float:
    return event.confidence if _fits(event, of) else 0.0


def _is(one: Judged, of: Query) -> bool:
    return one.verdict == "accept" and _fits(one.event, of)


def _fits(event: Event, of: Query) -> bool:
    """Whether a record is what is asked for: what `KEYS` can tell of it."""
    told = {
        "type": event.type, "mode": event.mode, "status": event.status, "standing": standing(event),
        "country": event.place.country if event.place else None,
    }  # fmt: skip
    wanted = all(told[key] in getattr(of, key) for key in KEYS if getattr(of, key))
    return wanted and not any(told[key] == value for key, value in of.exclude)


def _sentence(told: Prevalence) -> str:
    value, low, high = (percent(part) for part in (told.estimate.value, told.estimate.low, told.estimate.high))
    alone = f"{percent(told.sample.low)} to {percent(told.sample.high)}"
    how = "drawn at random" if told.drawn else "if those were chosen at random, which nothing here assures"
    what = f"are {told.of}" if told.of else "are right"
    return (
        f"{value} of {many(told.records, 'record')} {what} (95 % interval {low} to {high}), from {told.reviewed:,} "
        f"reviewed, {how}, and the machine's {percent(told.machine)}; the reviewed alone give {alone}."
    )
