"""Who a verb's subject and object are, wherever the sentence keeps them: control, participles, relative clauses."""

from __future__ import annotations

from dateline.coding.grammar import (
    SUBJECTS,
    VERBAL,
    antecedent,
    below,
    coordinated,
    is_passive,
    lemma,
    oblique,
    resolved,
)
from dateline.coding.words import words
from dateline.model import Parse

DEPTH = 8  # longest chain of verbs that a subject is looked for along


def subjects(parse: Parse, verb: int, depth: int = DEPTH) -> list[int]:
    """Heads of the surface subject of a verb, of a passive one too, found through control where it has none itself."""
    own = [i for i in below(parse, verb, *SUBJECTS) if parse.tokens[i].pos != "PART"]  # a stray "n't"
    if own:
        return resolved(parse, own)
    return inherited(parse, verb, depth - 1) if depth else []


def inherited(parse: Parse, verb: int, depth: int) -> list[int]:
    """The subject that a verb without one of its own understands from the word it hangs on."""
    token = parse.tokens[verb]
    match token.dep:
        case "relcl":
            return [token.head]
        case "acl" | "amod":
            return _from_noun(parse, verb, depth)
        case "xcomp" | "ccomp":
            return _from_controller(parse, token.head, depth)
        case "pcomp" | "prep":
            return _from_preposition(parse, token.head, depth)
        case "conj" | "advcl" | "dep" | "parataxis":
            return _from_verb(parse, verb, depth)
        case _:
            return []


def _from_verb(parse: Parse, verb: int, depth: int) -> list[int]:
    head = parse.tokens[verb].head
    if parse.tokens[head].pos not in VERBAL:
        return _from_noun(parse, verb, depth) if parse.tokens[verb].dep == "conj" else []
    if parse.tokens[verb].dep == "conj" and not is_passive(parse, verb):
        return subjects(parse, head, depth)
    acting = oblique(parse, head, ("by",)) if is_passive(parse, head) and lemma(parse, verb) == "use" else []
    return acting or subjects(parse, head, depth)


def _from_controller(parse: Parse, head: int, depth: int) -> list[int]:
    """Object control ("urged X to go") where there is an object, else subject control ("vowed to go")."""
    lists = words("status")
    if lemma(parse, head) not in lists["subject_control"]:
        other = below(parse, head, "dobj", "dative") or oblique(parse, head, lists["control_prepositions"])
        if other:
            return resolved(parse, other)
    return subjects(parse, head, depth)


def _from_preposition(parse: Parse, preposition: int, depth: int) -> list[int]:
    """As in "after meeting", "by bombing": the subject above; "accused X of bombing": the one accused."""
    head = parse.tokens[preposition].head
    if parse.tokens[head].pos not in VERBAL:
        above = parse.tokens[head]
        laid = above.dep in ("dobj", "nsubjpass") and lemma(parse, above.head) in words("status")["object_control"]
        return [head] if laid else _from_owner(parse, head, depth)
    if lemma(parse, head) in words("status")["object_control"]:
        return subjects(parse, head, depth) if is_passive(parse, head) else resolved(parse, below(parse, head, "dobj"))
    acting = oblique(parse, head, ("by",)) if is_passive(parse, head) and lemma(parse, preposition) == "by" else []
    return acting or subjects(parse, head, depth)


def _from_noun(parse: Parse, verb: int, depth: int) -> list[int]:
    """A participle's noun ("soldiers guarding"); for an infinitive the noun's owner ("its pledge to expel")."""
    token = parse.tokens[verb]
    if token.dep == "conj":
        return inherited(parse, token.head, depth)
    infinitive = any(parse.tokens[i].tag == "TO" for i in below(parse, verb, "aux"))
    return _from_owner(parse, token.head, depth) if infinitive else [token.head]


def _from_owner(parse: Parse, noun: int, depth: int) -> list[int]:
    """Whose plan, pledge or decision it is."""
    owners = resolved(parse, below(parse, noun, "poss")) or oblique(parse, noun, ("by",))
    if owners:
        return owners
    token = parse.tokens[noun]
    if token.dep in ("dobj", "attr") and depth:
        return subjects(parse, token.head, depth - 1)
    if token.dep == "pobj" and depth and parse.tokens[parse.tokens[token.head].head].pos in VERBAL:
        return subjects(parse, parse.tokens[token.head].head, depth - 1)
    return [noun] if lemma(parse, noun) in words("parties")["people"] else []


def objects(parse: Parse, verb: int) -> list[int]:
    """Heads of the direct object of an active verb, or the antecedent where the relative clause leaves it open."""
    own = below(parse, verb, "dobj")
    if own:
        return resolved(parse, own)
    token = parse.tokens[verb]
    if token.dep == "conj" and parse.tokens[token.head].pos in VERBAL:
        return []
    if token.dep == "relcl" and below(parse, verb, "nsubj") and not is_passive(parse, verb):
        head = antecedent(parse, verb)
        taken = head is not None and head in subjects(parse, verb)
        return [] if head is None or taken else coordinated(parse, head)
    return []
