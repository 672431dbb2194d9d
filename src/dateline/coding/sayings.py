"""Attributions that syntax shows: verbs and nouns of saying, "according to", "reportedly", "alleged"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from dateline.coding.content import Shape, answered, said_by, whole
from dateline.coding.control import subjects
from dateline.coding.grammar import VERBAL, below, clause_head, is_passive, lemma, oblique, resolved
from dateline.coding.medium import medium
from dateline.coding.relation import AttributionRelation
from dateline.coding.sources import is_nobody, source
from dateline.coding.spans import pieces
from dateline.coding.words import words
from dateline.model import Parse, Parsed, Span, Stance

STANCES: tuple[Stance, ...] = ("denies", "confirms", "doubts", "expects", "asserts")  # the rarer reading first
Finder = Callable[[Parsed, int], AttributionRelation | None]


def sayings(parsed: Parsed) -> Iterator[AttributionRelation]:
    """Every attribution that a word of the text introduces, in text order of the words."""
    for token in parsed.parse.tokens:
        finder = FINDERS.get(token.pos)
        found = finder(parsed, token.index) if finder else None
        if found is not None:
            yield found


def stance_of(parse: Parse, index: int) -> Stance | None:
    """The stance that the verb or noun lends, None where it is no word of saying."""
    lists, word = words("cues"), lemma(parse, index)
    prefix = "" if parse.tokens[index].pos in VERBAL else "noun_"
    found = next((s for s in STANCES if word in lists.get(prefix + s, ())), None)
    if found is None and prefix and word in lists["nouns"]:
        return "asserts"
    if found in ("asserts", "confirms") and any(parse.tokens[i].dep == "neg" for i in parse.children[index]):
        return "doubts"
    return found


def _verb(parsed: Parsed, verb: int) -> AttributionRelation | None:
    parse = parsed.parse
    if lemma(parse, verb) == "accord":
        return _according(parsed, verb)
    if parse.tokens[verb].dep == "amod":
        return _adjective(parsed, verb)
    stance = stance_of(parse, verb)
    if stance is None and lemma(parse, verb) not in words("cues")["attitudes"]:
        return None
    content, shape = said_by(parse, verb)
    content -= answered(parse, verb, content)
    passive = is_passive(parse, verb)
    speaking = oblique(parse, verb, ("by",)) if passive else subjects(parse, verb)
    reports = stance is not None and _vouches(parse, verb, shape) and (bool(speaking) or _nameless(parse, verb))
    return _relation(parsed, verb, speaking, content, stance or "asserts", reports=reports) if content else None


def _vouches(parse: Parse, verb: int, shape: Shape) -> bool:
    """Whether the verb reports here: "continued to" does not, nor does "countered the attack"."""
    if shape not in ("infinitive", "object"):
        return True
    return lemma(parse, verb) in words("cues")[shape]


def _nameless(parse: Parse, verb: int) -> bool:
    """Whether a verb without a source still reports: "is said to"; not "is known", nor a bare "accused of"."""
    return is_passive(parse, verb) and lemma(parse, verb) in words("cues")["sourceless"]


def _noun(parsed: Parsed, noun: int) -> AttributionRelation | None:
    """As in "its claim that", "reports of"."""
    parse = parsed.parse
    stance = stance_of(parse, noun)
    if stance is None:
        return None
    clauses = [
        i
        for i in below(parse, noun, "acl", "ccomp", "relcl")
        if below(parse, i, "mark") or parse.tokens[i].dep == "ccomp"
    ]
    carried = [i for i in below(parse, noun, "acl") if lemma(parse, i) in words("cues")["carrying"]]
    carriers = [noun, *carried]  # "reports of", "reports emerging of"
    held = clauses or [i for c in carriers for i in below(parse, c, "prep") if lemma(parse, i) in ("of", "about", "on")]
    content = {j for i in held for j in parse.subtree(i)}
    if not content:
        return None
    speaking = resolved(parse, below(parse, noun, "poss")) or oblique(parse, noun, ("by", "from", "among"))
    reports = lemma(parse, noun) in words("cues")["reporting_nouns"]
    if not (speaking or reports):
        return None
    return _relation(parsed, noun, speaking, content, stance, reports=reports)


def _according(parsed: Parsed, word: int) -> AttributionRelation | None:
    parse = parsed.parse
    speaking = oblique(parse, word, ("to",))
    head = clause_head(parse, parse.tokens[word].head)
    content = whole(parse, word, set(parse.subtree(head)) - set(parse.subtree(word)))
    return _relation(parsed, word, speaking, content, "asserts") if speaking and content else None


def _adverb(parsed: Parsed, adverb: int) -> AttributionRelation | None:
    """As in "reportedly": nobody is named."""
    parse = parsed.parse
    if lemma(parse, adverb) not in words("cues")["adverbs"]:
        return None
    content = set(parse.subtree(parse.tokens[adverb].head)) - {adverb}
    return _relation(parsed, adverb, [], content, "relays") if content else None


def _adjective(parsed: Parsed, word: int) -> AttributionRelation | None:
    """As in "the alleged plot", "the reported purge"."""
    parse, token = parsed.parse, parsed.parse.tokens[word]
    if token.dep != "amod" or token.text.lower() not in words("cues")["adjectives"]:
        return None
    return _relation(parsed, word, [], set(parse.subtree(token.head)) - {word}, "asserts")


def _relation(
    parsed: Parsed, cue: int, speaking: list[int], content: set[int], stance: Stance, *, reports: bool = True
) -> AttributionRelation | None:
    token = parsed.parse.tokens[cue]
    if any(is_nobody(parsed.parse, i) for i in speaking):
        return None
    said = pieces(parsed.parse, parsed.document.text, content - set(speaking) - {cue})
    if not said:
        return None
    return AttributionRelation(
        sources=tuple(source(parsed, i) for i in speaking),
        cue=Span(token.start, token.end, token.text),
        content=said,
        stance=stance,
        medium=medium(parsed, cue),
        reports=reports,
        lemma=token.lemma.lower(),
    )


FINDERS: Mapping[str, Finder] = {
    "VERB": _verb,
    "AUX": _verb,
    "NOUN": _noun,
    "ADV": _adverb,
    "ADJ": _adjective,
}
