"""How many: the dead, the injured, and the size of what acts or is acted upon, with the words that say so."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.coding.control import objects
from dateline.coding.frames import frame
from dateline.coding.grammar import VERBAL, below, clause_head, coordinated, entity, in_time, lemma, relative_pronoun
from dateline.coding.numerals import SCALES, SMALL, VAGUE, read
from dateline.coding.words import words
from dateline.model import Magnitude, Parse, Parsed

LINKS = ("advcl", "conj", "relcl", "acl", "xcomp", "ccomp", "dep", "parataxis")


def fatalities(parsed: Parsed, index: int) -> Magnitude | None:
    """How many died in the act at token `index`, where its clause tells."""
    return _harmed(parsed, index, "killing")


def injured(parsed: Parsed, index: int) -> Magnitude | None:
    """How many were injured in the act at token `index`, where its clause tells."""
    return _harmed(parsed, index, "injuring")


def size(parsed: Parsed, index: int, kind: tuple[str, str | None], actors: Sequence[int]) -> Magnitude | None:
    """How many acts ("two airstrikes"), else how many people protest or attack, are arrested or freed.

    `kind` is the record's type and mode; `actors` are the heads of its actors.
    """
    lists, parse = words("magnitudes"), parsed.parse
    heads: list[int] = [index] if parse.tokens[index].pos == "NOUN" else []
    if kind[0] in lists["by_recipients"] or kind[1] in lists["modes_by_recipients"]:
        heads += frame(parse, index).patients
    if kind[0] in lists["by_actors"] and kind[1] not in lists["modes_by_recipients"]:
        heads += actors
    return next(
        (m for m in (_sum(parsed, [i], certain=False) for i in heads) if m is not None and m.low not in (0, 1)), None
    )


def count(parsed: Parsed, head: int) -> Magnitude | None:
    """The number that stands with a noun ("more than 70 people") or is one ("dozens of people"), with its words."""
    parse = parsed.parse
    numbers = [i for i in (*parse.children[head], head) if _is_number(parse, i) and i <= head]
    numbers += [j for i in numbers for j in parse.children[i] if _is_number(parse, j)]
    if not numbers:
        return None
    first, last = _left(parse, min(numbers)), max(numbers)
    if any(parse.tokens[i].lemma == "%" for i in (head, last, min(last + 1, len(parse.tokens) - 1))):
        return None
    if _compares(parse, last):
        return None
    span = parse.span(parsed.document.text, first, last + 1)
    found = read(span.text)
    return (
        None
        if found is None
        else Magnitude(text=span.text, start=span.start, end=span.end, low=found.low, high=found.high)
    )


def is_thing(parse: Parse, index: int) -> bool:
    """Whether a noun, or the one that a number counts, is no people: "four vehicles"."""
    token = parse.tokens[index]
    return lemma(parse, token.head if token.tag == "CD" else index) in words("parties")["targets"]


def _compares(parse: Parse, number: int) -> bool:
    """Whether a number is a difference from another: "two fewer than it announced"."""
    after = [token.text.lower() for token in parse.tokens[number + 1 : number + 3]]
    return len(after) == 2 and after[0] in ("fewer", "less", "more") and after[1] == "than"


def _is_number(parse: Parse, index: int) -> bool:
    token = parse.tokens[index]
    word = token.text.lower()
    if in_time(parse, index):
        return False
    if token.dep == "det":
        return word == "no"
    if token.dep == "amod" or token.pos == "NOUN":
        return word in VAGUE or word in SCALES
    return token.tag == "CD" and (word in SMALL or word in SCALES or word[0].isdigit())


def _left(parse: Parse, index: int) -> int:
    """The first word of the number phrase: "at least", "an estimated" and the like before the number belong to it."""
    lists, first = words("magnitudes"), index
    start = parse.sentences[parse.tokens[index].sentence].first
    while first > start and (parse.tokens[first - 1].text.lower() in lists["before"] or _joins(parse, first - 1)):
        first -= 1
    while parse.tokens[first].text.lower() in ("to", "as", "other", "all", "some", "the") and first < index:
        first += 1
    return first


def _joins(parse: Parse, index: int) -> bool:
    token = parse.tokens[index]
    return token.tag == "CD" or token.text == "$"


def _harmed(parsed: Parsed, index: int, harm: str) -> Magnitude | None:
    parse = parsed.parse
    for verb in _harming(parse, index, harm):
        victims = _victims(parse, verb)
        found = _sum(parsed, victims, certain=verb == index)
        if found is not None:
            return found
    if lemma(parse, index) in words("magnitudes")[harm + "_nouns"] and (named := frame(parse, index).patients):
        return _sum(parsed, named, certain=True)
    for noun in _harm_nouns(parse, index, harm):
        found = count(parsed, noun)
        if found is not None:
            return found
    return None


def _harming(parse: Parse, index: int, harm: str) -> list[int]:
    """Verbs of the harm at the trigger, in its clause, in the clauses that hang on either, and in the one above."""
    clause = clause_head(parse, index)
    near = [index, clause]
    if parse.tokens[clause].dep in ("advcl", "relcl", "pcomp", "acl"):
        near.append(clause_head(parse, parse.tokens[clause].head))
    found: list[int] = []
    for i in near:
        found += [j for j in (i, *below(parse, i, *LINKS)) if j not in found and _harms(parse, j, harm)]
    return found or _told_beside(parse, index, harm)


def _harms(parse: Parse, verb: int, harm: str) -> bool:
    if parse.tokens[verb].pos not in VERBAL:
        return False
    deadly = any(parse.tokens[i].text.lower() in ("fatally", "dead", "death") for i in parse.children[verb])
    return lemma(parse, verb) in words("magnitudes")[harm] or (
        harm == "killing" and deadly and lemma(parse, verb) != "leave"
    )


def _told_beside(parse: Parse, index: int, harm: str) -> list[int]:
    """A noun's relative clause that the parser hung elsewhere: "the strike on a base in Idlib that killed five"."""
    if parse.tokens[index].pos != "NOUN":
        return []
    sentence = parse.sentences[parse.tokens[index].sentence]
    verbs = (i for i in range(index + 1, sentence.last) if _harms(parse, i, harm))
    return [i for i in verbs if any(relative_pronoun(parse, j) for j in below(parse, i, "nsubj"))][:1]


def _harm_nouns(parse: Parse, index: int, harm: str) -> list[int]:
    lists = words("magnitudes")
    names = lists[harm + "_nouns"] | lists["casualties"]
    clause = clause_head(parse, index)
    near = [*below(parse, index, "dobj", "pobj"), *below(parse, clause, "dobj", "nsubj", "attr")]
    near += [j for i in below(parse, clause, "prep") for j in below(parse, i, "pobj")]
    return [i for i in near if lemma(parse, i) in names]


def _victims(parse: Parse, verb: int) -> list[int]:
    if lemma(parse, verb) == "claim":  # "claimed 12 lives", "claimed the lives of two students"
        lives = [i for i in objects(parse, verb) if lemma(parse, i) == "life"]
        of = [k for i in lives for j in below(parse, i, "prep") for k in below(parse, j, "pobj")]
        return [k for i in of for k in coordinated(parse, i)] or lives
    return list(frame(parse, verb).patients)


def _sum(parsed: Parsed, heads: Sequence[int], *, certain: bool) -> Magnitude | None:
    """The number of several noun phrases together; one person without a number is one if the trigger itself says so."""
    if not heads:
        return None
    parts = [count(parsed, i) or _one(parsed, i, certain=certain or len(heads) > 1) for i in heads]
    told = [p for p in parts if p is not None]
    if len(told) != len(parts) or not told:
        return told[0] if told and told[0].low != 1 else None
    if len(told) == 1:
        return told[0]
    low = sum(p.low or 0 for p in told)
    high = None if any(p.high is None for p in told) else sum(p.high or 0 for p in told)
    start, end = told[0].start, told[-1].end
    return Magnitude(text=parsed.document.text[start:end], start=start, end=end, low=low, high=high)


def _one(parsed: Parsed, head: int, *, certain: bool) -> Magnitude | None:
    """One person: a name, or a singular noun with an article."""
    parse, token = parsed.parse, parsed.parse.tokens[head]
    named = token.tag == "NNP" and entity(parse, head) in ("PERSON", "ORG", "")
    singular = (
        token.tag == "NN"
        and bool(below(parse, head, "det", "poss"))
        and lemma(parse, head) in words("parties")["people"]
    )
    if not certain or not (named or singular):
        return None
    return Magnitude(text=token.text, start=token.start, end=token.end, low=1, high=1)
