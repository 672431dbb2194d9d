"""What a verbal act says is part of it: "vowed to retaliate" is one threat, not a threat and an attack."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.coding.company import Company
from dateline.coding.grammar import lemma
from dateline.coding.words import words

CONTENT = frozenset(
    {"xcomp", "ccomp", "dobj", "pobj", "pcomp", "prep", "acl", "conj", "amod", "compound", "attr", "acomp"}
)


def content(company: Company, index: int) -> Iterator[int]:
    """The tokens of a verbal act's content: its objects and complements, but no relative clause, time or reason."""
    tokens = company.parse.tokens
    for i in company.parse.children[index]:
        token = tokens[i]
        own_conjunct = token.dep == "conj" and tokens[index].pos in ("VERB", "AUX")
        if token.dep not in CONTENT or own_conjunct or lemma(company.parse, i) in words("triggers")["beside"]:
            continue
        yield i
        yield from beneath(company, i)


def beneath(company: Company, index: int) -> Iterator[int]:
    """The same for what is already content, where coordination stays inside."""
    tokens = company.parse.tokens
    for i in company.parse.children[index]:
        if tokens[i].dep in CONTENT and lemma(company.parse, i) not in words("triggers")["beside"]:
            yield i
            yield from beneath(company, i)
