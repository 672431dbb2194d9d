"""How alike two records are: named features, each with its weight, summed to a log-odds of "the same act"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import msgspec

from dateline.fuse.extent import lies_in
from dateline.fuse.wording import content_words
from dateline.model import Event, Party, When
from dateline.model.ids import is_listed

Weights = Mapping[str, float]

_ONE_ACT_MAY_BEAR = {frozenset(("CONCEDE", "RETREAT")), frozenset(("SANCTION", "COERCE")), frozenset(("AGREE", "AID"))}
STEM = 4  # letters that "bombing" and "bombed", "arrest" and "arrests" share


@cache
def learned_weights() -> dict[str, float]:
    """Weights learned by `python -m dateline.train.incidents` on annotated stories."""
    raw = files(__package__).joinpath("data", "pair_weights.json").read_bytes()
    return msgspec.json.decode(raw, type=dict[str, float])


def log_odds(a: Event, b: Event, weights: Weights) -> float:
    """Log-odds that two records of one document speak of the same act."""
    return sum(weights.get(name, 0.0) * value for name, value in features(a, b).items())


def features(a: Event, b: Event) -> dict[str, float]:
    """The evidence for and against, by name; a feature that is absent counts 0."""
    found = {"bias": 1.0}
    found[_kind(a, b)] = 1.0
    found[_wording(a, b)] = 1.0
    found["actors " + _parties(a.actors, b.actors)] = 1.0
    found["recipients " + _parties(a.recipients, b.recipients)] = 1.0
    found["places " + _places(a, b)] = 1.0
    found["dates " + _dates(a.date, b.date)] = 1.0
    found["status " + ("same" if a.status == b.status else "differs")] = 1.0
    found[_distance(a, b)] = 1.0
    if a.fatalities and b.fatalities:
        found["fatalities " + ("same" if a.fatalities.low == b.fatalities.low else "differ")] = 1.0
    return found


def comparable(a: Event, b: Event) -> bool:
    """Whether two records can be of one act at all: same type, or a pair of types that one act often bears."""
    return a.type == b.type or frozenset((a.type, b.type)) in _ONE_ACT_MAY_BEAR


def _kind(a: Event, b: Event) -> str:
    if a.type != b.type:
        return "type differs"
    if a.mode == b.mode:
        return f"same kind, {a.type}"
    return "one mode open" if None in (a.mode, b.mode) else "modes differ"


def _wording(a: Event, b: Event) -> str:
    if a.trigger.overlaps(b.trigger):
        return "one trigger"
    first, second = a.trigger.text.lower(), b.trigger.text.lower()
    if first == second:
        return "same words"
    stems = [{word[:STEM] for word in text.split() if len(word) >= STEM} for text in (first, second)]
    return "same stem" if stems[0] & stems[1] else "other words"


def _parties(a: tuple[Party, ...], b: tuple[Party, ...]) -> str:
    if not a or not b:
        return "open" if a or b else "unnamed"
    if any(same_party(x, y) for x in a for y in b):
        return "same"
    return "other country" if _countries(a) and _countries(b) and not _countries(a) & _countries(b) else "differ"


def _countries(parties: tuple[Party, ...]) -> set[str]:
    return {party.country for party in parties if party.country}


def same_party(a: Party, b: Party) -> bool:
    """Whether two mentions name one party: one entity, one name, or three content words in four shared."""
    if is_listed(a.entity) and is_listed(b.entity):
        return a.entity == b.entity
    words = [content_words(party.name or party.text) for party in (a, b)]
    shared = len(words[0] & words[1])
    return bool(shared) and shared >= 0.75 * min(len(words[0]), len(words[1]))


def _places(a: Event, b: Event) -> str:
    if not a.place or not b.place:
        return "open" if a.place or b.place else "unnamed"
    words = [content_words(place.name or place.text) for place in (a.place, b.place)]
    nested = lies_in(a.place, b.place) or lies_in(b.place, a.place)
    return "same" if nested or words[0] & words[1] else "differ"


def _dates(a: When | None, b: When | None) -> str:
    if not (a and b and a.first and b.first and a.last and b.last):
        return "open"
    if (a.first, a.last) == (b.first, b.last):
        return "same"
    return "overlap" if a.first <= b.last and b.first <= a.last else "differ"


def _distance(a: Event, b: Event) -> str:
    gap = abs(a.sentence.start - b.sentence.start)
    near = next((limit for limit in (0, 200, 600, 1500) if gap <= limit), None)
    return "far apart" if near is None else ("same sentence" if near == 0 else f"within {near} characters")
