"""What a word's surroundings say about whether its event happened: the features of the factuality benchmark."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.coding.grammar import VERBAL, ancestors, below, clause_head, lemma
from dateline.coding.status import unreal
from dateline.coding.words import words
from dateline.model import Parse

ABOVE = 4  # words above the target that are read
MODALS = ("modal_future", "modal_hypothetical")
LISTS = ("negating", "future", "hypothetical")


def signature(parse: Parse, index: int) -> tuple[str, ...]:
    """Names of the features that hold of the token, each once, in a fixed order."""
    return tuple(dict.fromkeys(_features(parse, index)))


def _features(parse: Parse, index: int) -> Iterator[str]:
    token = parse.tokens[index]
    status = unreal(parse, index) or "none"
    clause = clause_head(parse, index)
    yield "always"
    yield f"status={status}"
    yield f"tag={token.tag}"
    yield f"dep={token.dep}"
    yield f"lemma={lemma(parse, index)}"
    yield f"status={status} tag={token.tag}"
    own = list(_small(parse, index))
    yield from (f"own {name}" for name in own)
    if clause != index:
        yield from (f"clause {name}" for name in _small(parse, clause))
    if len(own) > 1:
        yield "own " + "+".join(sorted(own))
    yield from _upward(parse, index)
    yield from _sentence(parse, index)


def _small(parse: Parse, index: int) -> Iterator[str]:
    """Negation, modals, marks and auxiliaries on a word."""
    lists = words("status")
    for i in parse.children[index]:
        token = parse.tokens[i]
        word = token.text.lower()
        if word in lists["negators"] or (token.dep == "det" and word in lists["negative_determiners"]):
            yield "not"
        elif token.dep == "aux" and word in lists["modal_words"]:
            yield f"modal {word}"
        elif token.dep == "mark" or (token.dep == "aux" and token.tag == "TO"):
            yield f"mark {word}"
        elif token.dep in ("aux", "auxpass"):
            yield f"aux {token.tag}"


def _upward(parse: Parse, index: int) -> Iterator[str]:
    """The words above, with how the target hangs on the first of them; their negation and modals."""
    below_it = index
    for step, i in enumerate(ancestors(parse, index)):
        if step >= ABOVE:
            return
        link = parse.tokens[below_it].dep
        if step == 0 or parse.tokens[i].pos in VERBAL:
            yield f"up {link} {lemma(parse, i)}"
            yield f"up{step} {link}"
        for name in LISTS:
            if lemma(parse, i) in words("status")[name]:
                yield f"up {link} {name}"
        if link in ("xcomp", "ccomp", "dobj", "pcomp", "nsubj", "nsubjpass", "attr", "acomp"):
            yield from (f"up {link} {name}" for name in _small(parse, i))
        elif link in ("advcl", "relcl", "parataxis"):
            return
        below_it = i


def _sentence(parse: Parse, index: int) -> Iterator[str]:
    sentence = parse.sentences[parse.tokens[index].sentence]
    if parse.tokens[sentence.last - 1].text == "?":
        yield "question"
    heads = (index, *ancestors(parse, index))
    if any(parse.tokens[i].dep == "advcl" and _opens(parse, i, ("if", "unless", "whether")) for i in heads):
        yield "in condition"
    if any(_has_condition(parse, i) for i in heads):
        yield "on condition"


def _has_condition(parse: Parse, index: int) -> bool:
    return any(_opens(parse, i, ("if", "unless")) for i in below(parse, index, "advcl"))


def _opens(parse: Parse, verb: int, marks: tuple[str, ...]) -> bool:
    return any(parse.tokens[i].text.lower() in marks for i in below(parse, verb, "mark"))
