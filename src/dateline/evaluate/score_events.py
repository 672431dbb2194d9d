"""Predicted event records against gold ones: the measures of the project's stories benchmark.

A record with `optional` counts neither when missed nor when found; `types`, `modes`, `statuses` list further acceptable
values; `actors_optional` (likewise recipients, attribution) takes that field out of the count. Spans are compared by
overlap, so tokenisation does not matter. Everything is counted by document and summed, so documents can be resampled.

    detected   a trigger that overlaps a gold trigger, or lies in its sentence with the right type
    typed      detected, and the type is right
    mode, status, dated, dated_near, placed, magnitude, unattributed
               accuracy over typed records whose gold states the field (dated: the same days; dated_near: overlapping;
               placed: within 50 km, 161 km for provinces and countries; unattributed: "the publication itself says so")
    actors, recipients, attribution
               of parties over typed records: right when spans overlap or names agree
    record     typed, and status, actors, recipients and attribution all right
    incidents  B-cubed (Bagga and Baldwin 1998) over the typed records of one document
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from dateline.model import Event

STOP = frozenset({"the", "a", "an", "of", "and", "s", "in", "on", "for", "its", "his", "their"})
LONGEST = 120  # a span longer than this that holds a party of a quarter of its length names nobody
ALIKE = 0.75  # share of the shorter name's words
NEAR_KM, WIDE_KM = 50, 161
WIDE = ("country", "admin1")
EARTH_KM = 12742
PARTIES = ("actors", "recipients", "attribution")
ACCURACIES = ("dated", "dated_near", "magnitude", "mode", "placed", "status", "unattributed")
SCORED = ("detected", "typed", "record")
PARTS = ("found", "gold", "right", "predicted")
Sums = Mapping[str, float]  # named counts, every one additive over documents


class Mention(msgspec.Struct, frozen=True):
    """A party or source: offsets where it has any, text as written, canonical name, knowledge-base id."""

    start: int | None = None
    end: int | None = None
    text: str | None = None
    name: str | None = None
    entity: str | None = None


class Where(Mention, frozen=True):
    """A place."""

    latitude: float | None = None
    longitude: float | None = None
    precision: str | None = None


class Days(msgspec.Struct, frozen=True):
    """An interval of ISO days."""

    first: str | None = msgspec.field(default=None, name="from")
    last: str | None = msgspec.field(default=None, name="to")


class Extent(msgspec.Struct, frozen=True):
    """A stretch of text."""

    start: int
    end: int


class Amount(msgspec.Struct, frozen=True):
    """A number told as a range."""

    low: int | None = None
    high: int | None = None


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """What is scored of an event record, gold or predicted."""

    type: str
    trigger: Extent
    mode: str | None = None
    status: str = "actual"
    sentence: Extent | None = None
    actors: tuple[Mention, ...] | None = ()
    recipients: tuple[Mention, ...] | None = ()
    attribution: tuple[Mention, ...] | None = ()
    date: Days | None = None
    place: Where | None = None
    fatalities: Amount | None = None
    injured: Amount | None = None
    incident: str | None = None
    optional: bool = False
    types: tuple[str, ...] = ()
    modes: tuple[str | None, ...] = ()
    statuses: tuple[str, ...] = ()
    actors_optional: bool = False
    recipients_optional: bool = False
    attribution_optional: bool = False

    @classmethod
    def of(cls, event: Event) -> Record:
        """The scored part of a coded event."""
        return msgspec.convert(event.to_dict(), cls)

    def parties(self, field: str) -> tuple[Mention, ...]:
        """The parties of one field."""
        found: tuple[Mention, ...] | None = getattr(self, field)
        return found or ()

    def leaves_out(self, field: str) -> bool:
        """Whether the annotation takes a field of parties out of the count."""
        left_out: bool = getattr(self, f"{field}_optional")
        return left_out


class GoldDocument(msgspec.Struct, frozen=True):
    """A story with its annotated records."""

    id: str
    text: str
    events: tuple[Record, ...]
    title: str = ""
    published: str | None = None
    publisher: str = ""


def tally(gold: Sequence[Record], predicted: Sequence[Record]) -> Sums:
    """The counts of one document."""
    pairs = align(gold, predicted)
    counted = [(g, p) for g, p in pairs if not gold[g].optional]
    typed = [(g, p) for g, p in counted if predicted[p].type in types(gold[g])]
    counts = {
        "gold": sum(not g.optional for g in gold),
        "predicted": len(predicted) - (len(pairs) - len(counted)),
        "detected": len(counted),
        "typed": len(typed),
    }
    incidents = [(gold[g].incident or f"gold {g}", predicted[p].incident or f"own {p}") for g, p in typed]
    return total([counts, b_cubed(incidents), *(compare(gold[g], predicted[p]) for g, p in typed)])


def total(sums: Iterable[Sums]) -> Sums:
    """The counts of several, added up."""
    added: dict[str, float] = {}
    for counts in sums:
        for name, count in counts.items():
            added[name] = added.get(name, 0) + count
    return added


def compare(gold: Record, predicted: Record) -> Sums:
    """The counts of two records whose types agree."""
    fields = [f for f in PARTIES if not gold.leaves_out(f)]
    parties = {f: party_counts(gold.parties(f), predicted.parties(f)) for f in fields}
    accurate = accuracies(gold, predicted)
    whole = all(found == wanted and right == given for found, wanted, right, given in parties.values())
    return total(
        [
            {"record": int(whole and dict(accurate)["status"])},
            *({f"{name} asked": 1, f"{name} right": int(hit)} for name, hit in accurate),
            *({f"{f} {part}": n for part, n in zip(PARTS, counts, strict=True)} for f, counts in parties.items()),
        ]
    )


def accuracies(gold: Record, predicted: Record) -> list[tuple[str, bool]]:
    """The fields that the gold record states, and whether the predicted one has them right."""
    found = [("status", predicted.status in (gold.status, *gold.statuses))]
    if not gold.attribution_optional:
        found.append(("unattributed", bool(gold.attribution) == bool(predicted.attribution)))
    if gold.mode:
        found.append(("mode", predicted.mode in (gold.mode, *gold.modes)))
    if gold.date:
        found.append(("dated", (predicted.date or Days()) == gold.date))
        found.append(("dated_near", days_meet(gold.date, predicted.date)))
    if gold.place:
        found.append(("placed", same_place(gold.place, predicted.place)))
    for wanted, given in ((gold.fatalities, predicted.fatalities), (gold.injured, predicted.injured)):
        if wanted:
            found.append(("magnitude", wanted == (given or Amount())))
    return found


def align(gold: Sequence[Record], predicted: Sequence[Record]) -> list[tuple[int, int]]:
    """Greedy one-to-one alignment, the best pairs first: indices of gold and predicted records."""
    scored = [
        (score, g, p)
        for g, wanted in enumerate(gold)
        for p, given in enumerate(predicted)
        if (score := likeness(wanted, given)) is not None
    ]
    taken_gold: set[int] = set()
    taken_predicted: set[int] = set()
    pairs = []
    for _, g, p in sorted(scored, reverse=True):
        if g not in taken_gold and p not in taken_predicted:
            taken_gold.add(g)
            taken_predicted.add(p)
            pairs.append((g, p))
    return pairs


def likeness(gold: Record, predicted: Record) -> float | None:
    """How well two records fit, None where they cannot be the same."""
    hit, right = meet(gold.trigger, predicted.trigger), predicted.type in types(gold)
    inside = gold.sentence is not None and gold.sentence.start <= predicted.trigger.start < gold.sentence.end
    if not (hit or (inside and right)):
        return None
    score = 4.0 * hit + 4 * right
    for field in ("actors", "recipients"):
        score += party_counts(gold.parties(field), predicted.parties(field))[0]
    return score - abs(gold.trigger.start - predicted.trigger.start) / 1000


def types(gold: Record) -> set[str]:
    """The acceptable types."""
    return {gold.type, *gold.types}


def meet(one: Extent, other: Extent) -> bool:
    """Whether two stretches share a character."""
    return one.start < other.end and other.start < one.end


def party_counts(gold: Sequence[Mention], predicted: Sequence[Mention]) -> tuple[int, int, int, int]:
    """Gold found, gold, predicted right, predicted: coordinated parties may be split or kept together."""
    found = sum(any(same_party(g, p) for p in predicted) for g in gold)
    right = sum(any(same_party(g, p) for g in gold) for p in predicted)
    return found, len(gold), right, len(predicted)


def same_party(one: Mention, other: Mention) -> bool:
    """Whether spans overlap without one swallowing the sentence, or ids or names agree."""
    if one.start is not None and one.end is not None and other.start is not None and other.end is not None:
        own, others = Extent(one.start, one.end), Extent(other.start, other.end)
        if meet(own, others):
            short, long = sorted((own.end - own.start, others.end - others.start))
            return long <= max(LONGEST, 4 * short)
    if one.entity and one.entity == other.entity:
        return True
    return any(same_name(x, y) for x in (one.name, one.text) for y in (other.name, other.text))


def same_name(one: str | None, other: str | None) -> bool:
    """Whether two names share three quarters of the shorter one's words."""
    mine, yours = words(one), words(other)
    return bool(mine and yours) and len(mine & yours) / min(len(mine), len(yours)) >= ALIKE


def words(text: str | None) -> set[str]:
    """The words of a name that count."""
    return {word for word in re.findall(r"\w+", (text or "").lower()) if word not in STOP}


def days_meet(gold: Days, predicted: Days | None) -> bool:
    """Whether both intervals have ends and share a day."""
    if predicted is None or not (predicted.first and predicted.last and gold.first and gold.last):
        return False
    return predicted.first <= gold.last and gold.first <= predicted.last


def same_place(gold: Where, predicted: Where | None) -> bool:
    """Whether the points are near, or the names agree where one has no point."""
    if predicted is None:
        return False
    distance = kilometres(gold, predicted)
    if distance is None:
        return same_party(gold, predicted)
    return distance <= (WIDE_KM if gold.precision in WIDE else NEAR_KM)


def kilometres(one: Where, other: Where) -> float | None:
    """The great-circle distance (haversine), None where one has no point."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    la, lo, lb, lp = map(math.radians, (one.latitude, one.longitude, other.latitude, other.longitude))
    half = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((lp - lo) / 2) ** 2
    return EARTH_KM * math.asin(min(1, math.sqrt(half)))


def b_cubed(pairs: Sequence[tuple[str, str]]) -> Sums:
    """Sums of B-cubed precision and recall over (gold incident, predicted incident) pairs."""
    gold, own, both = Counter(g for g, _ in pairs), Counter(p for _, p in pairs), Counter(pairs)
    return {
        "incidents precision": sum(both[g, p] / own[p] for g, p in pairs),
        "incidents recall": sum(both[g, p] / gold[g] for g, p in pairs),
    }


def figures(sums: Iterable[Sums]) -> dict[str, float]:
    """Every measure of the documents' counts: `X_p`, `X_r`, `X_f1` (and plain `X`, its F1), and the accuracies."""
    counts = total(sums)
    found: dict[str, float] = {}
    for name in SCORED:
        found |= _prf(name, counts.get(name, 0), counts.get("predicted", 0), counts.get(name, 0), counts.get("gold", 0))
    for name in PARTIES:
        found |= _prf(name, *(counts.get(f"{name} {part}", 0) for part in ("right", "predicted", "found", "gold")))
    typed = counts.get("typed", 0)
    incidents = (counts.get(f"incidents {part}", 0) for part in ("precision", "recall"))
    found |= _prf("incidents", next(incidents), typed, next(incidents), typed)
    shares = {name: (counts.get(f"{name} right", 0), counts.get(f"{name} asked", 0)) for name in ACCURACIES}
    return found | {name: round(right / asked, 4) if asked else 0.0 for name, (right, asked) in shares.items()}


def _prf(name: str, right: float, predicted: float, found: float, gold: float) -> dict[str, float]:
    p, r = (right / predicted if predicted else 0.0), (found / gold if gold else 0.0)
    f1 = 2 * p * r / (p + r) if p + r else 0.0
    return {f"{name}_p": round(p, 4), f"{name}_r": round(r, 4), f"{name}_f1": round(f1, 4), name: round(f1, 4)}
