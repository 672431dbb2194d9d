"""Where the act was done, as the text has it: the most precise place of the trigger's own clause."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.coding import attach
from dateline.coding.control import objects
from dateline.coding.grammar import VERBAL, ancestors, below, clause_head, coordinated, entity, in_time, lemma, oblique
from dateline.coding.nations import is_nation
from dateline.coding.spans import grow
from dateline.coding.words import words
from dateline.model import Parse, Parsed, Place

NAMED = frozenset({"GPE", "LOC", "FAC"})
LOOSE = frozenset({"ORG", "PERSON", "NORP", "PRODUCT"})  # what the tagger takes small places for
INNER = frozenset({"ccomp", "relcl", "parataxis", "advcl"})  # clauses of their own


def place(parsed: Parsed, index: int, type_: str) -> Place | None:
    """The place of the act at token `index`, None where none is told."""
    parse, weights = parsed.parse, attach.learned().place
    pairs = attach.placed(parse, index, type_, list(ruled(parse, index, type_)))
    found = [(weights.odds(names), i) for i, names in pairs if not is_done_to(parse, index, i)]
    return _place(parsed, attach.best(found, weights.least))


def by_rules(parsed: Parsed, index: int, type_: str) -> Place | None:
    """The place as the rules alone have it: what the learned coder was taught to take advice from."""
    return _place(parsed, next(ruled(parsed.parse, index, type_), None))


def _place(parsed: Parsed, head: int | None) -> Place | None:
    if head is None:
        return None
    span = grow(parsed.parse, parsed.document.text, head)
    return Place(text=span.text, start=span.start, end=span.end)


def ruled(parse: Parse, index: int, type_: str) -> Iterator[int]:
    """Heads of places, the likeliest first: what the act is done to, what hangs on it, what hangs on its clause."""
    lists = words("where")
    if type_ not in lists["placed"]:
        yield from _of_saying(parse, index)
        return
    if lemma(parse, index) in lists["upon"]:
        yield from (i for i in _done_to(parse, index) if is_place(parse, i))
    yield from _hanging(parse, index, below_objects=True)
    yield from _upon_clause(parse, index)
    for i in below(parse, index, "relcl", "acl"):  # "the strike that killed two in Aden"
        yield from _hanging(parse, i, below_objects=True)
    yield from (i for i in below(parse, index, "compound", "nmod") if _stands_for_place(parse, i))
    yield from _where(parse, index)
    for clause in _clauses(parse, index):
        yield from _hanging(parse, clause, below_objects=clause == clause_head(parse, index))
        yield from _where(parse, clause)
    if type_ in lists["scenes"]:
        yield from _scene(parse, index)


def _scene(parse: Parse, index: int) -> Iterator[int]:
    """Violence and protest: the named place nearest to them in the sentence, where their own clause tells none."""
    sentence = parse.sentences[parse.tokens[index].sentence]
    near = sorted(range(sentence.first, sentence.last), key=lambda i: (abs(i - index), i))
    prepositions = words("where")["inside"]
    for i in near:
        token = parse.tokens[i]
        if token.dep == "pobj" and lemma(parse, token.head) in prepositions and entity(parse, i) in NAMED:
            yield i


def is_done_to(parse: Parse, index: int, head: int) -> bool:
    """Whether a word is whom the act at `index` is done to: "shot London" names a man."""
    token = parse.tokens[head]
    people = lemma(parse, index) in words("where")["to_people"]
    return people and token.head == index and token.dep in ("dobj", "nsubjpass")


def _stands_for_place(parse: Parse, index: int) -> bool:
    """As in "the Mosul offensive"; a state before an act is who acts."""
    return entity(parse, index) in NAMED and not is_nation(parse.tokens[index].text)


def _of_saying(parse: Parse, index: int) -> Iterator[int]:
    """A verbal act has a place only where it is told: "condemned the raid in a speech in Oslo"."""
    if parse.tokens[index].pos in VERBAL:
        yield from (j for i in oblique(parse, index, ("in", "at")) for j in _named(parse, i))


def _done_to(parse: Parse, index: int) -> list[int]:
    return objects(parse, index) + below(parse, index, "nsubjpass") + oblique(parse, index, ("of", "on"))


def _upon_clause(parse: Parse, index: int) -> Iterator[int]:
    """As in "an operation to free Mosul", "advanced to isolate the city"."""
    for i in below(parse, index, "acl", "xcomp", "advcl"):
        if lemma(parse, i) in words("where")["upon"]:
            yield from (j for j in _done_to(parse, i) if is_place(parse, j))


def _where(parse: Parse, index: int) -> Iterator[int]:
    """As in "Syria, where the group fights"."""
    token = parse.tokens[index]
    if token.dep == "relcl" and any(parse.tokens[i].text.lower() == "where" for i in parse.children[index]):
        yield from _named(parse, token.head)


def _clauses(parse: Parse, index: int) -> Iterator[int]:
    """The clause of a noun, and those that a verb without a subject of its own leans on."""
    clause = clause_head(parse, index)
    if clause != index:
        yield clause
    for i in ancestors(parse, clause):
        dep = parse.tokens[clause].dep
        if dep in ("relcl", "ccomp", "ROOT", "parataxis"):
            return
        if parse.tokens[i].pos in VERBAL:
            yield i
            clause = i


def _hanging(parse: Parse, index: int, *, below_objects: bool) -> Iterator[int]:
    """Places in the phrases of a word, then of what it governs; named ones before kinds of places."""
    own = _phrases(parse, index)
    governed = [j for i in _governed(parse, index) for j in _phrases(parse, i)] if below_objects else []
    for heads in (own, governed):
        yield from (j for i in heads for j in _named(parse, i))
    yield from (i for i in own if lemma(parse, i) in words("where")["places"])


def _governed(parse: Parse, index: int) -> list[int]:
    """Nouns and participles under a word, without clauses of their own and without the subject."""
    found: list[int] = []
    for i in parse.children[index]:
        token = parse.tokens[i]
        if token.dep in (
            "dobj",
            "pobj",
            "attr",
            "appos",
            "prep",
            "acl",
            "agent",
            "nsubjpass",
            "pcomp",
            "xcomp",
            "conj",
        ) and not (token.pos in VERBAL and below(parse, i, "nsubj", "nsubjpass")):
            found += [i, *_governed(parse, i)]
    return found


def _phrases(parse: Parse, index: int) -> list[int]:
    lists = words("where")
    found = oblique(parse, index, lists["inside"] | lists["motion"])
    on = set(oblique(parse, index, ("on", "by", "over", "through", "above")))
    return [i for i in found if i not in on or entity(parse, i) in ("LOC", "FAC") or lemma(parse, i) in lists["places"]]


def _named(parse: Parse, index: int) -> list[int]:
    """The place itself if it has a name, else the named place that it is in or of: "a hospital in Quetta"."""
    if in_time(parse, index):
        return []
    if entity(parse, index) in NAMED or _loose(parse, index):
        return [index]
    if lemma(parse, index) in words("where")["places"] and _has_name(parse, index):
        return [index]
    within = oblique(parse, index, ("in", "of", "near", "outside", "at")) + below(parse, index, "appos")
    return [j for i in within for j in coordinated(parse, i)[:1] if entity(parse, j) in NAMED or _loose(parse, j)]


def _has_name(parse: Parse, index: int) -> bool:
    """As in "Idlib province", "the city of Mosul"."""
    parts = below(parse, index, "compound", "amod", "poss") + oblique(parse, index, ("of",))
    return any(parse.tokens[i].pos == "PROPN" for i in parts)


def _loose(parse: Parse, index: int) -> bool:
    """A name that the tagger takes for a person or a body, after a preposition of place."""
    token = parse.tokens[index]
    if token.pos != "PROPN" or token.dep != "pobj":
        return False
    strict = lemma(parse, token.head) in ("in", "near", "outside", "at", "into", "inside")
    bare = not below(parse, index, "det", "poss")
    return strict and bare and entity(parse, index) in LOOSE | {""}


def is_place(parse: Parse, index: int) -> bool:
    """Whether the noun phrase names a place or a kind of place."""
    if in_time(parse, index):
        return False
    named = entity(parse, index) in NAMED or parse.tokens[index].pos == "PROPN"
    return named or lemma(parse, index) in words("where")["places"]
