"""The closed lists that the learned coder's inputs and outputs are numbered by: never to be reordered."""

from __future__ import annotations

from dateline.ontology import Ontology

TAGS = [
    "$", "''", ",", "-LRB-", "-RRB-", ".", ":", "ADD", "AFX", "CC", "CD", "DT", "EX", "FW", "HYPH", "IN", "JJ",
    "JJR", "JJS", "LS", "MD", "NFP", "NN", "NNP", "NNPS", "NNS", "PDT", "POS", "PRP", "PRP$", "RB", "RBR",
    "RBS", "RP", "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "WDT", "WP", "WP$", "WRB", "XX",
    "_SP", "``",
]  # fmt: skip
DEPS = [
    "ROOT", "acl", "acomp", "advcl", "advmod", "agent", "amod", "appos", "attr", "aux", "auxpass", "case", "cc",
    "ccomp", "compound", "conj", "csubj", "csubjpass", "dative", "dep", "det", "dobj", "expl", "intj", "mark",
    "meta", "neg", "nmod", "npadvmod", "nsubj", "nsubjpass", "nummod", "oprd", "parataxis", "pcomp", "pobj",
    "poss", "preconj", "predet", "prep", "prt", "punct", "quantmod", "relcl", "xcomp",
]  # fmt: skip
ENTITIES = [
    "CARDINAL", "DATE", "EVENT", "FAC", "GPE", "LANGUAGE", "LAW", "LOC", "MONEY", "NORP", "ORDINAL", "ORG",
    "PERCENT", "PERSON", "PRODUCT", "QUANTITY", "TIME", "WORK_OF_ART",
]  # fmt: skip

ROLES = ("actors", "recipients", "attribution", "cue", "place", "date", "fatalities", "injured", "size", "condition")
STATUSES = ("actual", "historical", "future", "hypothetical", "negated")


def numbered(names: list[str]) -> dict[str, int]:
    """Each name's number, from 1; 0 is kept for what the list does not know."""
    return {name: number for number, name in enumerate(names, 1)}


def kinds(ontology: Ontology) -> list[tuple[str, str | None]]:
    """The (type, mode) pairs in the order in which the mode head scores them."""
    return list(ontology.kinds)
