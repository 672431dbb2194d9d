"""The words that stand in a named relation to a token: what a lexicon entry may ask about.

object        what it is done to: direct object, passive subject, the noun a participle or relative clause modifies;
              of a noun, what follows "of"
subject       who does it: subject, "by" phrase, the subject of the verb that controls it; of a noun, its possessor
modifier      compound, adjective, possessor, number of a noun; adverb of a verb
complement    the clause it governs: "vowed to retaliate", "decision to withdraw", "accused of bombing"
infinitive    the same, infinitives only: "told him to leave", not "told him that they left"
partner       the word it is coordinated with: "attacked the bus and killed four"
circumstance  the clause that says when, why or how: "killed when a bomb went off"
predicate     what it says its subject or object to be: "found guilty", "is critical"
particle      "blow up"
modal         auxiliary: will, would, must
governor      the word it depends on; through a preposition, that and the preposition
inside        everything below it, without relative clauses
near          every other word of the sentence
adjacent      the word right before and the word right after, hyphens skipped
a preposition its objects, on the token itself or on its object
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from dateline.coding import control
from dateline.coding.grammar import NOMINAL, below, is_passive, lemma, oblique, spread
from dateline.coding.words import words
from dateline.model import Parse

COMPLEMENTS = ("xcomp", "ccomp", "pcomp", "acl")
PREDICATES = ("acomp", "attr", "oprd")
MODIFIERS = ("compound", "amod", "nmod", "poss", "advmod", "npadvmod", "nummod", "det", "appos")
HOLDERS = ("prt", "dobj", "nsubjpass", "dative", "prep", "advmod")  # what a verb's prepositions may be attached to


class Company:
    """Looks up who stands by a token in one parse."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.labels = {i: entity.label for entity in parse.entities for i in range(entity.first, entity.last)}
        self.hyphenated = dict(hyphenated(parse))

    def find(self, index: int, relation: str) -> Iterable[int]:
        """The indices of the tokens in that relation to token `index`."""
        known = NAMED.get(relation)
        return known(self.parse, index) if known else prepositional(self.parse, index, relation)


def hyphenated(parse: Parse) -> Iterator[tuple[int, str]]:
    """The last token of each hyphenated word, with the whole: the tokenizer splits "cease-fire" in three."""
    tokens = parse.tokens
    for first, hyphen, last in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if hyphen.text == "-" and first.end == hyphen.start and hyphen.end == last.start:
            yield last.index, f"{first.text}-{last.lemma}".lower()


def objects(parse: Parse, index: int) -> list[int]:
    """What it is done to."""
    if parse.tokens[index].pos in NOMINAL:
        return counted(parse, oblique(parse, index, ("of",)))
    if is_passive(parse, index):
        return counted(parse, control.subjects(parse, index))
    own = control.objects(parse, index)
    shared = [j for i in below(parse, index, "conj") for j in below(parse, i, "dobj")]  # "attacked and burned the camp"
    return counted(parse, own or spread(parse, shared))


def counted(parse: Parse, indices: list[int]) -> list[int]:
    """The tokens, and what they count: "hundreds of refugees", "two million dollars in aid"."""
    numbers = [i for i in indices if parse.tokens[i].pos == "NUM" or lemma(parse, i) in words("triggers")["quantities"]]
    return indices + [j for i in numbers for j in oblique(parse, i, ("of", "in"))]


def subjects(parse: Parse, index: int) -> list[int]:
    """Who does it."""
    acting = oblique(parse, index, ("by",))
    if parse.tokens[index].pos in NOMINAL:
        return spread(parse, below(parse, index, "poss")) + acting
    if parse.tokens[index].dep in PREDICATES:  # "we are concerned"
        return counted(parse, control.subjects(parse, parse.tokens[index].head))
    return counted(parse, acting if is_passive(parse, index) else control.subjects(parse, index))


def complements(parse: Parse, index: int) -> list[int]:
    """The verbs of the clauses it governs, also through a preposition or its object."""
    holders = below(parse, index, "prep", "dobj", "acomp", "attr", "oprd")
    return spread(parse, [j for i in (index, *holders) for j in below(parse, i, *COMPLEMENTS)])


def infinitive(parse: Parse, index: int) -> bool:
    """Whether the verb is an infinitive with "to"."""
    return any(parse.tokens[i].tag == "TO" for i in below(parse, index, "aux"))


def modifiers(parse: Parse, index: int) -> list[int]:
    """Its compounds, adjectives, possessors, adverbs, and theirs."""
    own = spread(parse, below(parse, index, *MODIFIERS))
    return own + [j for i in own for j in below(parse, i, *MODIFIERS)]


def prepositional(parse: Parse, index: int, preposition: str) -> list[int]:
    """The objects of a preposition that depends on the token, its particle or its object."""
    holders = (index, *below(parse, index, *HOLDERS))
    clauses = [
        k
        for i in holders
        for j in below(parse, i, "prep")
        if lemma(parse, j) == preposition
        for k in below(parse, j, "pcomp")
    ]
    return [j for i in holders for j in oblique(parse, i, (preposition,))] + clauses


def governors(parse: Parse, index: int) -> list[int]:
    """The word it depends on; through a preposition, both; in a coordination, the first member's."""
    token = parse.tokens[index]
    if token.head == index:
        return []
    if token.dep == "conj":
        return governors(parse, token.head)
    head = parse.tokens[token.head]
    return [head.index, head.head] if head.pos == "ADP" else [head.index]


def inside(parse: Parse, index: int) -> Iterator[int]:
    """Everything below it, without relative clauses."""
    for i in parse.children[index]:
        if parse.tokens[i].dep not in ("relcl", "punct"):
            yield i
            yield from inside(parse, i)


def near(parse: Parse, index: int) -> Iterator[int]:
    """Every other word of the sentence."""
    sentence = parse.sentences[parse.tokens[index].sentence]
    return (i for i in range(sentence.first, sentence.last) if i != index)


def adjacent(parse: Parse, index: int) -> Iterator[int]:
    """The neighbours in the sentence, hyphens skipped."""
    sentence = parse.sentences[parse.tokens[index].sentence]
    for side in (range(index - 1, sentence.first - 1, -1), range(index + 1, sentence.last)):
        yield from [i for i in side if parse.tokens[i].text != "-"][:1]


NAMED: dict[str, Callable[[Parse, int], Iterable[int]]] = {
    "object": objects,
    "subject": subjects,
    "modifier": modifiers,
    "complement": complements,
    "infinitive": lambda parse, index: [i for i in complements(parse, index) if infinitive(parse, i)],
    "partner": lambda parse, index: [parse.tokens[index].head] if parse.tokens[index].dep == "conj" else [],
    "circumstance": lambda parse, index: spread(parse, below(parse, index, "advcl")),
    "predicate": lambda parse, index: spread(parse, below(parse, index, *PREDICATES)),
    "particle": lambda parse, index: below(parse, index, "prt"),
    "modal": lambda parse, index: below(parse, index, "aux", "auxpass"),
    "governor": governors,
    "inside": inside,
    "near": near,
    "adjacent": adjacent,
}


def prepositions() -> frozenset[str]:
    """The prepositions that may be asked about."""
    return words("triggers")["prepositions"]


def relations() -> frozenset[str]:
    """The names of all relations."""
    return frozenset(NAMED) | prepositions()
