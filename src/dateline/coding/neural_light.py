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
    kept = [one for one in found if not _nouns(parse, one, there)]
    for one in found:
        for noun in _nouns(parse, one, there):
            kept = [replace(k, hints=(*k.hints, *one.hints)) if (k.word, k.type) == noun else k for k in kept]
    return kept


def _nouns(parse: Parse, one: Found, there: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """The triggers of its type that are objects or subjects of a verb; none of another word."""
    if parse.tokens[one.word].pos not in VERBAL:
        return []
    return [mine for noun in below(parse, one.word, *SIDES) if (mine := (noun, one.type)) in there]
