"""One act told by a verb and its noun ("staged an attack", "water cannon were used") is one record, on the noun."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from dateline.coding.grammar import VERBAL, below
from dateline.coding.neural_scores import Found
from dateline.model import Parse

SIDES = ("dobj", "nsubj", "nsubjpass")


def told_once(parse: Parse, found: Sequence[Found]) -> list[Found]:
    """The triggers without verbs whose object or subject bears the same type; it takes over the kinds of its verb."""
    there = {(one.word, one.type) for one in found}
    told = [(one, _nouns(parse, one, there)) for one in found]
    kinds = {noun: one.hints for one, nouns in told for noun in nouns}
    kept = [one for one, nouns in told if not nouns]
    return [replace(one, hints=(*one.hints, *kinds.get((one.word, one.type), ()))) for one in kept]


def _nouns(parse: Parse, one: Found, there: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """The triggers of its type that are objects or subjects of a verb; none of another word."""
    if parse.tokens[one.word].pos not in VERBAL:
        return []
    return [mine for noun in below(parse, one.word, *SIDES) if (mine := (noun, one.type)) in there]
