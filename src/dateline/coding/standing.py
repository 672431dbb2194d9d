"""Whether a word stands where it can name an act at all: grammar's part, before any lexicon is asked.

"Attack helicopters", "opposition leaders", "in March", "forces to fight terrorism" hold words of conflict that name no
act: a noun that only modifies another, a name, a bare mass noun, a participle used as an adjective, a mere purpose.
"""

from __future__ import annotations

from dateline.coding.company import infinitive
from dateline.coding.grammar import VERBAL, below, lemma
from dateline.coding.words import words
from dateline.model import Parse, Token

MODIFYING = frozenset({"compound", "npadvmod", "nmod"})
DEPENDENTS = ("det", "poss", "amod", "compound", "prep", "acl", "relcl", "nummod", "nmod")


def can_name_act(parse: Parse, token: Token, *, phrase: bool) -> bool:
    """Whether the token stands where an act can be named; `phrase` tells that it is part of a longer expression."""
    if token.pos in VERBAL:
        return not (token.dep == "amod" or purpose(parse, token))
    if token.pos in ("NOUN", "PROPN"):
        return token.dep not in MODIFYING and (phrase or not (token.pos == "PROPN" or bare(parse, token)))
    return True


def bare(parse: Parse, token: Token) -> bool:
    """Whether it is a singular noun with nothing that tells which: "opposition", "in retreat"."""
    return token.tag == "NN" and not below(parse, token.index, *DEPENDENTS)


def purpose(parse: Parse, token: Token) -> bool:
    """Whether it is an infinitive that tells what for, or what somebody is merely disposed to."""
    if not infinitive(parse, token.index):
        return False
    realised = words("triggers")["realised"]
    return token.dep == "advcl" or (token.dep == "xcomp" and lemma(parse, token.head) not in realised)
