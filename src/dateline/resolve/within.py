"""Where a phrase that names no place is said to lie: the place in the phrases that hang on it, by syntax."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.knowledge.gazetteer import Site
from dateline.model import Parse, Place
from dateline.resolve.lists import words
from dateline.resolve.pointing import Seen

INSIDE = words("in at near outside inside around of on off along within")
NAMED = frozenset(("GPE", "LOC", "FAC"))


def within(parse: Parse, place: Place, seen: Sequence[Seen]) -> Site | str | None:
    """The place told ("the base in metropolitan Adana"), its name where that is not known, None where none is told."""
    head = _head(parse, place)
    for first, last in _phrases(parse, head) if head is not None else ():
        if last <= place.end:
            continue
        if site := next((s.site for s in seen if first <= s.start < last), None):
            return site
        if name := _name(parse, first, last):
            return name
    return None


def _head(parse: Parse, place: Place) -> int | None:
    """The token of the phrase whose head stands outside it."""
    first = parse.token_at(place.start)
    index = first.index if first else len(parse.tokens)
    inside = []
    while index < len(parse.tokens) and parse.tokens[index].start < place.end:
        inside.append(index)
        index += 1
    return next((i for i in inside if parse.tokens[i].head not in inside or parse.tokens[i].head == i), None)


def _phrases(parse: Parse, head: int) -> Iterator[tuple[int, int]]:
    """From where to where the phrases of place reach that hang on a word or on what is joined to it, in text order."""
    joined = [i for i in parse.children[head] if parse.tokens[i].dep == "conj"]
    for child in (*parse.children[head], *(i for other in joined for i in parse.children[other])):
        token = parse.tokens[child]
        if token.dep == "prep" and token.lemma.lower() in INSIDE and child > head:
            below = parse.subtree(child)
            yield parse.tokens[below[0]].end, parse.tokens[below[-1]].end


def _name(parse: Parse, first: int, last: int) -> str:
    """The first name of a place among some characters, "" where there is none."""
    inside = (e for e in parse.entities if e.label in NAMED and first <= parse.tokens[e.first].start < last)
    found = next(inside, None)
    return " ".join(t.text for t in parse.tokens[found.first : found.last]) if found else ""
