"""What a verb of saying governs: the tokens of what is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from dateline.coding.grammar import below, clause_head, is_passive, lemma, relative_pronoun, resolved
from dateline.coding.words import words
from dateline.model import Parse

Shape = Literal["clause", "infinitive", "host", "phrase", "object"]
CLOSING = frozenset({",", "”", '"', "“"})
PARENTHETIC = frozenset({"parataxis", "dep"})


def said_by(parse: Parse, verb: int) -> tuple[set[int], Shape]:
    """The tokens that the verb reports, and how it governs them; no tokens where it reports nothing ("he spoke")."""
    for shape, find in FINDERS.items():
        content = find(parse, verb)
        if content:
            return whole(parse, verb, content), shape
    return _enclosing(parse, verb), "host"


def whole(parse: Parse, cue: int, content: set[int]) -> set[int]:
    """Content that stands before its cue reaches back to where the sentence begins: "X fell and Y fled, he said"."""
    first, sentence = _inquit(parse, cue), parse.sentences[parse.tokens[cue].sentence]
    if content and max(content) < first and parse.tokens[first - 1].text in CLOSING:
        return set(range(sentence.first, first))
    return content


def _inquit(parse: Parse, cue: int) -> int:
    """The first token of "the minister said": the cue, or its subject where that stands before it."""
    named = [j for i in below(parse, cue, "nsubj", "nsubjpass") for j in parse.subtree(i) if j < cue]
    return min([cue, *named])


def _enclosing(parse: Parse, verb: int) -> set[int]:
    """The sentence around "..., the minister said(, ...)" where the parser has not tied the two."""
    if lemma(parse, verb) not in words("cues")["plain"] or not below(parse, verb, "nsubj"):
        return set()
    sentence, first = parse.sentences[parse.tokens[verb].sentence], _inquit(parse, verb)
    if first == sentence.first or parse.tokens[first - 1].text not in CLOSING:
        return set()
    after = range(verb + 1, sentence.last)
    goes_on = bool(after) and parse.tokens[verb + 1].text in CLOSING
    return set(range(sentence.first, first)) | (set(after) if goes_on else set())


def _trees(parse: Parse, indices: list[int]) -> set[int]:
    return {j for i in indices for j in parse.subtree(i)}


def _clause(parse: Parse, verb: int) -> set[int]:
    """As in "said that ...", "..., he said", "the men that he said fled"."""
    content = _trees(parse, below(parse, verb, "ccomp"))
    if content and parse.tokens[verb].dep == "relcl":
        content |= set(parse.subtree(parse.tokens[verb].head)) - set(parse.subtree(verb))
    return content


def _infinitive(parse: Parse, verb: int) -> set[int]:
    """As in "claimed to have ...", "is believed to have ..."."""
    content = _trees(parse, [i for i in below(parse, verb, "xcomp") if lemma(parse, i) not in words("cues")["silent"]])
    if content and is_passive(parse, verb):
        content |= _trees(parse, below(parse, verb, "nsubjpass"))
    return content


def _host(parse: Parse, verb: int) -> set[int]:
    """The clause around a parenthesis: "the raid, he said, failed", "as officials reported"."""
    token = parse.tokens[verb]
    inserted = token.dep in PARENTHETIC or (
        token.dep == "advcl" and any(lemma(parse, i) == "as" for i in below(parse, verb, "mark", "advmod"))
    )
    if not inserted or token.head == verb:
        return set()
    return set(parse.subtree(token.head)) - set(parse.subtree(verb))


def _phrase(parse: Parse, verb: int) -> set[int]:
    """As in "accused X of bombing Y", "complained about the raid"."""
    lists = words("cues")
    if lemma(parse, verb) not in lists["phrase"]:
        return set()
    phrases = [i for i in below(parse, verb, "prep") if lemma(parse, i) in lists["phrase_prepositions"]]
    return _trees(parse, below(parse, verb, "dobj") + phrases) if phrases else set()


def _object(parse: Parse, verb: int) -> set[int]:
    """As in "denied the attack", "reported clashes", "a charge it denies"."""
    if lemma(parse, verb) in words("cues")["no_object"]:
        return set()
    named = below(parse, verb, "dobj") or below(parse, verb, "nsubjpass")
    content: set[int] = set()
    for i in named:
        content |= _antecedents(parse, i, verb) if relative_pronoun(parse, i) else set(parse.subtree(i))
    if not named and parse.tokens[verb].dep == "relcl" and below(parse, verb, "nsubj"):
        content = set(parse.subtree(parse.tokens[verb].head)) - set(parse.subtree(verb))
    return content


def _antecedents(parse: Parse, pronoun: int, verb: int) -> set[int]:
    """What a relative pronoun stands for: its noun, or the whole clause before ", which the group denied"."""
    if (told := _clause_before(parse, pronoun, verb)) is not None:
        return set(parse.subtree(told)) - set(parse.subtree(verb))
    return _trees(parse, [i for i in resolved(parse, [pronoun]) if i != pronoun]) - set(parse.subtree(verb))


def _clause_before(parse: Parse, pronoun: int, verb: int) -> int | None:
    """The head of the clause that a denial after a comma is about; "a claim that they denied" sums one up too."""
    if lemma(parse, verb) not in words("cues")["denies"] or parse.tokens[verb].dep != "relcl":
        return None
    noun = parse.tokens[verb].head
    summed_up = parse.tokens[noun].dep == "appos" and lemma(parse, noun) in words("cues")["nouns"]
    loose = parse.tokens[pronoun].text.lower() == "which" and parse.tokens[pronoun - 1].text == ","
    if not summed_up and not (loose and lemma(parse, noun) not in words("cues")["nouns"]):
        return None
    head = clause_head(parse, noun)
    return head if parse.tokens[head].pos == "VERB" else None


def answered(parse: Parse, cue: int, content: set[int]) -> set[int]:
    """The tokens of a clause in which somebody else denies what was said: "..., which the group denied"."""
    denying = (
        i
        for i in content
        if parse.tokens[i].dep in ("relcl", "conj") and lemma(parse, i) in words("cues")["denies"] and i != cue
    )
    return _trees(parse, [i for i in denying if _by_another(parse, i)])


def _by_another(parse: Parse, verb: int) -> bool:
    """Whether a verb has a subject of its own, not "we" or "that"."""
    named = below(parse, verb, "nsubj")
    return bool(named) and not any(relative_pronoun(parse, i) or lemma(parse, i) in ("we", "i") for i in named)


FINDERS: Mapping[Shape, Callable[[Parse, int], set[int]]] = {
    "clause": _clause,
    "infinitive": _infinitive,
    "host": _host,
    "phrase": _phrase,
    "object": _object,
}
