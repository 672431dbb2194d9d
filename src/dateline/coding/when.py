"""When the act was done, as the text has it: the rules say what hangs on it or its clause, a learned choice decides."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.coding import attach
from dateline.coding.grammar import VERBAL, ancestors, below, clause_head, head_of
from dateline.model import Parse, Parsed, Timex, When

DATES = frozenset({"DATE", "TIME"})
CLOSED = frozenset({"ccomp", "relcl", "ROOT", "parataxis", "csubj"})  # a clause of these takes no time from above
BEFORE = frozenset({"amod", "compound", "nummod", "poss", "nmod"})  # "the 1991 uprising": the time of that noun alone
INSIDE = frozenset({"in", "during", "with", "by", "at", "on", "through", "amid", "of", "into"})
JOINED = frozenset({"conj", "xcomp", "advcl", "acl", "pcomp"})  # these share the time of what they hang on


def date(parsed: Parsed, index: int, type_: str) -> When | None:
    """The raw span of the time expression of the act at token `index`, None where none is told."""
    found = times(parsed.parse, index)
    pairs = attach.timed(parsed.parse, index, type_, found, ruled(parsed.parse, index, found))
    weights = attach.learned().date
    chosen = attach.best([(weights.odds(names), found.index(time)) for time, names in pairs], weights.least)
    return None if chosen is None else _when(found[chosen])


def by_rules(parsed: Parsed, index: int) -> When | None:
    """The time as the rules alone have it: what the learned coder was taught to take advice from."""
    found = ruled(parsed.parse, index, times(parsed.parse, index))
    return None if found is None else _when(found)


def _when(time: Timex) -> When:
    return When(text=time.text, start=time.start, end=time.end)


def times(parse: Parse, index: int) -> list[Timex]:
    """The time expressions of the sentence of a token that denote days."""
    sentence = parse.sentences[parse.tokens[index].sentence]
    return [t for t in parse.times if sentence.start <= t.start < sentence.end and t.type in DATES and t.first]


def ruled(parse: Parse, index: int, found: list[Timex]) -> Timex | None:
    """The time that hangs on the act itself by syntax, else on its clause, else on the clause above."""
    anchored = [(i, t) for t in found if (i := head_of(parse, t.start, t.end)) is not None]
    scopes = list(_scopes(parse, index))
    ranked = [(rank, abs(i - index), t.start, t) for i, t in anchored if (rank := _rank(parse, i, scopes)) is not None]
    return min(ranked, key=lambda r: r[:3])[3] if ranked else None


def _scopes(parse: Parse, index: int) -> Iterator[int]:
    """Tokens whose time is the act's: the trigger, its clause, the clauses that it shares a time with."""
    yield index
    clause = clause_head(parse, index)
    if clause != index:
        if not _shares(parse, index):
            return
        yield clause
    while parse.tokens[clause].head != clause and _joined(parse, clause):
        clause = parse.tokens[clause].head
        if parse.tokens[clause].pos in VERBAL:
            yield clause


def _shares(parse: Parse, noun: int) -> bool:
    """Whether the noun stands in its clause so that the clause's time is its own: "X launched an attack on Monday"."""
    for i in (noun, *ancestors(parse, noun)):
        token = parse.tokens[i]
        if token.pos in VERBAL and i != noun:
            return True
        if token.dep == "prep" and token.lemma.lower() not in INSIDE:
            return False
        if token.dep in ("poss", "relcl", "appos"):
            return False
    return False


def _joined(parse: Parse, verb: int) -> bool:
    """Whether a clause has the time of the one above: coordinated, without a subject, or at the same time ("when")."""
    token = parse.tokens[verb]
    if token.dep == "advcl" and below(parse, verb, "nsubj", "nsubjpass", "mark"):
        return any(parse.tokens[i].text.lower() in ("when", "as", "while") for i in parse.children[verb])
    return token.dep in JOINED


def _rank(parse: Parse, anchored: int, scopes: list[int]) -> int | None:
    """Which scope the time expression hangs on, None if on none; a clause of its own shuts it off."""
    inside = anchored
    for i in ancestors(parse, anchored):
        if i in scopes:
            return scopes.index(i)
        if parse.tokens[i].dep in ("relcl", "acl") and parse.tokens[i].head == scopes[0]:
            return 0  # "the strike that killed two on Monday"
        if parse.tokens[inside].dep in BEFORE or parse.tokens[i].dep in CLOSED | {"advcl", "acl"}:
            return None
        inside = i
    return None
