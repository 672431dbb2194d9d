"""Which time and which place of its sentence an act has, where syntax alone is not sure: a learned choice of pairs.

A pair of an act and a candidate has features by name (how the two hang together, what kind of words they are); their
weights sum to a log-odds. `data/attach.json` holds the weights with the command that made them (logistic regression).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import takewhile

import msgspec

from dateline.coding.grammar import CLAUSES, VERBAL, ancestors, below, entity, head_of, in_time, lemma
from dateline.coding.nations import is_nation
from dateline.coding.words import words
from dateline.model import Parse, Timex

PLACES = frozenset({"GPE", "LOC", "FAC"})
LOOSE = frozenset({"ORG", "PERSON", "PRODUCT", ""})
LONGEST = 6  # arcs of a path that is a feature as a whole
FAR = (2, 4, 7, 11, 16, 24)


class Weights(msgspec.Struct, frozen=True):
    """The weight of each feature by name, and the log-odds from which on the best candidate is taken."""

    least: float
    weights: dict[str, float]

    def odds(self, features: Sequence[str]) -> float:
        """The log-odds of a pair."""
        return math.fsum(self.weights.get(name, 0.0) for name in features)


class Attachment(msgspec.Struct, frozen=True):
    """What was learnt about times and about places."""

    command: str
    date: Weights
    place: Weights


@cache
def learned() -> Attachment:
    """The packaged weights."""
    return msgspec.json.decode(files("dateline.coding").joinpath("data", "attach.json").read_bytes(), type=Attachment)


def place_candidates(parse: Parse, index: int) -> list[int]:
    """Heads of what may be places in the sentence of a token: named ones, and kinds of places."""
    sentence = parse.sentences[parse.tokens[index].sentence]
    return [i for i in range(sentence.first, sentence.last) if i != index and _is_place(parse, i)]


def _is_place(parse: Parse, i: int) -> bool:
    token = parse.tokens[i]
    inside_name = token.dep == "compound" and parse.tokens[token.head].pos == "PROPN"
    if token.pos not in ("NOUN", "PROPN", "ADJ") or inside_name:
        return False
    if in_time(parse, i) or (token.dep in ("nsubj", "ROOT") and entity(parse, i) not in PLACES):
        return False
    if lemma(parse, i) in words("where")["places"] or entity(parse, i) in PLACES:
        return True
    return token.pos == "PROPN" and entity(parse, i) in LOOSE


def _label(parse: Parse, i: int) -> str:
    """What speaks for a place: its tag, else that the name is tagged as one elsewhere, else a kind of place."""
    if (label := entity(parse, i)) in PLACES:
        return label
    token = parse.tokens[i]
    seen = "seen " if token.text in parse.place_words else ""
    return seen + (label or "name" if token.pos == "PROPN" else "kind")


def features(parse: Parse, index: int, candidate: int, kind: tuple[str, str], rule: str) -> tuple[str, ...]:
    """The features of an act of a type and a candidate.

    `kind` is the act's type and what the candidate is ("GPE", "DATE"); `rule` says what the rules make of it.
    """
    type_, label = kind
    up, down = _path(parse, candidate, index)
    found = [f"rule={rule}", f"label={label}", f"type={type_}", f"type={type_} rule={rule}"]
    found += [f"up={'>'.join(up[:LONGEST])}", f"down={'>'.join(down[:LONGEST])}"]
    path = f"{'>'.join(up)}|{'<'.join(down)}"
    found += [f"path={path}"] if len(up) + len(down) <= LONGEST else []
    found += [f"clauses={_closed(up)},{_closed(down)}", f"length={min(len(up) + len(down), 8)}"]
    found += [f"side={candidate < index}", f"far={_bucket(abs(candidate - index))}"]
    found += [f"verbal={parse.tokens[index].pos in VERBAL}", f"{_scene(type_)} clauses={_closed(up)},{_closed(down)}"]
    meeting = f"{up[-1] if up else ''}|{down[0] if down else ''}"  # how the two hang on what they have in common
    found += [f"meeting={meeting}", f"{_scene(type_)} meeting={meeting}", f"{_scene(type_)} up={'>'.join(up[:3])}"]
    found += [f"{_scene(type_)} prep={_preposition(parse, candidate)}", f"between={_between(parse, index, candidate)}"]
    return (*sorted(set(found)), "bias")


def _path(parse: Parse, low: int, high: int) -> tuple[list[str], list[str]]:
    """Labels of the arcs up from one token to the lowest common head, and from there down to the other."""
    own, other = [low, *ancestors(parse, low)], [high, *ancestors(parse, high)]
    shared = set(other)
    up = list(takewhile(lambda i: i not in shared, own))
    top = own[len(up)] if len(up) < len(own) else -1
    down = list(takewhile(lambda i: i != top, other))
    return [_arc(parse, i) for i in up], [_arc(parse, i) for i in reversed(down)]


def _of_object(parse: Parse, index: int, candidate: int) -> bool:
    """Whether a candidate belongs to what an act is done to: "condemned the attack in Gaza", "... the 2011 bombing"."""
    up, down = _path(parse, candidate, index)
    return not down and len(up) > 1 and up[-1] in ("dobj", "nsubj", "nsubjpass")


def _arc(parse: Parse, index: int) -> str:
    token = parse.tokens[index]
    return f"prep:{token.lemma.lower()}" if token.dep == "prep" else token.dep


def _closed(arcs: Sequence[str]) -> int:
    return min(2, sum(arc in CLAUSES for arc in arcs))


def _bucket(distance: int) -> int:
    return sum(distance > step for step in FAR)


def _scene(type_: str) -> str:
    """How an act stands to places and times: it happens somewhere, or is said."""
    lists = words("where")
    return "scene" if type_ in lists["scenes"] else "placed" if type_ in lists["placed"] else "said"


def _preposition(parse: Parse, index: int) -> str:
    above = next((i for i in ancestors(parse, index) if parse.tokens[i].pos == "ADP"), None)
    token = parse.tokens[index]
    return parse.tokens[above].lemma.lower() if above is not None and token.dep in ("pobj", "conj") else token.dep


def _between(parse: Parse, a: int, b: int) -> int:
    """How many other verbs stand between."""
    low, high = sorted((a, b))
    return min(2, sum(parse.tokens[i].pos == "VERB" for i in range(low + 1, high)))


def placed(parse: Parse, index: int, type_: str, ruled: Sequence[int]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The candidate places of an act with their features; `ruled` is what the rules suggest, the likeliest first."""
    found = [i for i in place_candidates(parse, index) if _scene(type_) != "said" or not _of_object(parse, index, i)]
    near = sorted(found, key=lambda i: (abs(i - index), i))
    for candidate in found:
        rule = (
            "none" if not ruled else "first" if ruled[0] == candidate else "other" if candidate in ruled else "against"
        )
        own = features(parse, index, candidate, (type_, _label(parse, candidate)), rule)
        rank = min(near.index(candidate), 3)
        yield (
            candidate,
            (*own, f"near={rank}", f"rule={rule} near={rank}", *_among(parse, index, candidate, found, type_)),
        )


def _among(parse: Parse, index: int, candidate: int, found: Sequence[int], type_: str) -> tuple[str, ...]:
    """How a place is said, and how it stands to the other candidates: "the border of Syria", "Mosul in Iraq"."""
    label, preposition = _label(parse, candidate), _preposition(parse, candidate)
    nation = "nation" if is_nation(parse.tokens[candidate].text) else "no nation"
    above = next((i for i in ancestors(parse, candidate) if i in found or i == index), index)
    under = _label(parse, above) if above != index else "act"
    over = any(candidate in ancestors(parse, i) for i in found)
    return (
        f"{nation} {preposition}",
        f"{label} {preposition}",
        f"{label} {preposition} {_scene(type_)}",
        f"{label} owned={bool(below(parse, candidate, 'poss'))}",
        f"under={under} {preposition}",
        f"over={over} {label}",
    )


def timed(
    parse: Parse, index: int, type_: str, times: Sequence[Timex], ruled: Timex | None
) -> Iterator[tuple[Timex, tuple[str, ...]]]:
    """The time expressions that an act may have, with their features; `ruled` is what the rules say."""
    count = min(len(times), 2)
    for time in times:
        head = head_of(parse, time.start, time.end)
        if head is not None and (time == ruled or not _of_object(parse, index, head)):
            rule = "none" if ruled is None else "first" if time == ruled else "against"
            own = features(parse, index, head, (type_, time.type), rule)
            yield time, (*own, f"others={count}", f"grain={len(time.value)}", f"others={count} rule={rule}")


def best(scored: Sequence[tuple[float, int]], least: float) -> int | None:
    """The number with the highest log-odds, of equals the first, if those reach the least."""
    odds, number = max(scored, key=lambda pair: (pair[0], -pair[1]), default=(-math.inf, -1))
    return number if odds >= least else None
