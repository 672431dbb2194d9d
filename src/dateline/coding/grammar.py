"""Questions that every room of the coder asks of a syntax tree: subjects, objects, voice, coordination.

All functions take token indices of one `Parse` and give token indices in text order. Labels are ClearNLP's.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator

from dateline.coding.words import words
from dateline.model import Parse

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
RELATIVES = frozenset({"who", "whom", "which", "that"})
CLAUSES = frozenset({"ROOT", "ccomp", "advcl", "relcl", "parataxis", "acl", "csubj", "csubjpass", "pcomp"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
VERBAL = frozenset({"VERB", "AUX"})


def below(parse: Parse, index: int, *deps: str) -> list[int]:
    """The direct dependents of a token with one of the labels."""
    return [i for i in parse.children[index] if parse.tokens[i].dep in deps]


def lemma(parse: Parse, index: int) -> str:
    """The token's lemma in lower case."""
    return parse.tokens[index].lemma.lower()


def ancestors(parse: Parse, index: int) -> Iterator[int]:
    """The heads of a token, nearest first."""
    while parse.tokens[index].head != index:
        index = parse.tokens[index].head
        yield index


def coordinated(parse: Parse, index: int) -> list[int]:
    """The token and everything coordinated under it that is of its kind: nouns with nouns, verbs with verbs."""
    nominal = parse.tokens[index].pos in NOMINAL
    found = [index]
    for i in below(parse, index, "conj"):
        if (parse.tokens[i].pos in NOMINAL) == nominal:
            found += coordinated(parse, i)
    return sorted(found)


def joined(parse: Parse, index: int) -> list[int]:
    """All conjuncts of a coordination that a token stands in, the first one first; the token alone where in none."""
    while parse.tokens[index].dep == "conj" and parse.tokens[index].head != index:
        index = parse.tokens[index].head
    return coordinated(parse, index)


def spread(parse: Parse, indices: Collection[int]) -> list[int]:
    """All of `indices` with what is coordinated under them, each once, in text order."""
    return sorted({j for i in indices for j in coordinated(parse, i)})


def oblique(parse: Parse, index: int, prepositions: Collection[str]) -> list[int]:
    """Heads of the noun phrases that hang on a token by one of the prepositions, coordination spread out."""
    found: list[int] = []
    for i in below(parse, index, "prep", "agent", "dative"):
        if lemma(parse, i) in prepositions:
            found += below(parse, i, "pobj")
            for j in below(parse, i, "prep"):  # "out of X", "from among X"
                found += below(parse, j, "pobj")
    return spread(parse, found)


def is_passive(parse: Parse, verb: int) -> bool:
    """Whether the verb is in the passive voice, full ("was shot") or reduced ("the man shot on Monday")."""
    token = parse.tokens[verb]
    if token.tag != "VBN" or (token.text.lower() in words("parties")["stative"] and not below(parse, verb, "agent")):
        return False
    if below(parse, verb, "auxpass", "nsubjpass", "csubjpass", "agent"):
        return True
    if token.dep == "conj":
        return not below(parse, verb, "nsubj", "aux") and is_passive(parse, token.head)
    return token.dep in ("acl", "amod") or (token.dep == "advcl" and not below(parse, verb, "aux", "nsubj"))


def clause_head(parse: Parse, index: int) -> int:
    """The nearest verb at or above a token: the head of the clause it stands in (the token itself if there is none)."""
    if parse.tokens[index].pos in VERBAL and parse.tokens[index].dep not in ("aux", "auxpass", "amod", "compound"):
        return index
    for i in ancestors(parse, index):
        if parse.tokens[i].pos in VERBAL and parse.tokens[i].dep not in ("aux", "auxpass", "amod"):
            return i
    return index


def relative_pronoun(parse: Parse, index: int) -> bool:
    """Whether the token stands for the antecedent of the relative clause it is in."""
    return parse.tokens[index].text.lower() in RELATIVES and parse.tokens[index].tag in ("WP", "WDT", "IN", "DT")


def antecedent(parse: Parse, index: int) -> int | None:
    """What the relative clause that holds a token modifies, if it stands in one."""
    for i in (index, *ancestors(parse, index)):
        if parse.tokens[i].dep == "relcl":
            return parse.tokens[i].head
        if parse.tokens[i].dep in ("advcl", "ROOT"):
            return None
    return None


def resolved(parse: Parse, indices: Collection[int]) -> list[int]:
    """The same tokens with relative pronouns replaced by their antecedents, and coordination spread out."""
    found: list[int] = []
    for i in indices:
        head = antecedent(parse, i) if relative_pronoun(parse, i) else i
        found += coordinated(parse, i) if head == i else [] if head is None else [head]
    return sorted(set(found))


def head_of(parse: Parse, start: int, end: int) -> int | None:
    """The head of what stands between two characters: the first token whose own head stands outside."""
    token = parse.token_at(start)
    if token is None:
        return None
    last = next((t.index for t in parse.tokens[token.index :] if t.start >= end), len(parse.tokens))
    inside = range(token.index, last)
    return next((i for i in inside if parse.tokens[i].head not in inside or parse.tokens[i].head == i), None)


def entity(parse: Parse, index: int) -> str:
    """The label of the named entity that the token is part of, "" if of none."""
    at = bisect_right(parse.entities, index, key=lambda e: e.first) - 1
    return parse.entities[at].label if at >= 0 and index < parse.entities[at].last else ""


def in_time(parse: Parse, index: int) -> bool:
    """Whether the token is part of a time expression: "Monday's attack", "the January raid"."""
    start = parse.tokens[index].start
    at = bisect_right(parse.times, start, key=lambda t: t.start) - 1
    return at >= 0 and start < parse.times[at].end


def main_verb(parse: Parse, index: int) -> int:
    """The verb that an auxiliary or a negation stands with ("must" in "must stop"), any other token itself."""
    return parse.tokens[index].head if parse.tokens[index].dep in ("aux", "auxpass", "neg") else index
