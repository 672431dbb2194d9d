"""Who and what a text speaks of: noun phrases with the features by which a pronoun agrees with them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from dateline.model import Entity, Parse, Token
from dateline.parse.saying import single, together

Kind = Literal["person", "group", "place", "people", "thing"]
INSIDE = frozenset({"compound", "amod", "nmod", "nummod", "npadvmod", "appos", "punct", "quantmod"})
LABELS: dict[str, Kind] = {"PERSON": "person", "ORG": "group", "GPE": "place", "LOC": "place", "FAC": "place"}
Labels = dict[int, Entity]
UNTOLD = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"})
TITLES = {"mr.": "male", "sir": "male", "lord": "male", "mrs.": "female", "ms.": "female", "lady": "female"}


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """A noun phrase: tokens `first` to `last` (exclusive), its head, what it can be, and the name in it."""

    first: int
    last: int
    together: int  # where it ends with a sister joined by "and": `last`, where there is none
    head: int
    kind: Kind
    plural: bool
    gender: str  # "male", "female", or "" for both
    name: str  # as written, without its title; "" for a common noun
    named: tuple[int, int]  # tokens of the name; (0, 0) without one
    sentence: int


@cache
def nouns() -> Mapping[str, frozenset[str]]:
    """Kind to nouns, read once."""
    return _rows("nouns.txt")


@cache
def first_names() -> Mapping[str, frozenset[str]]:
    """Gender to first names, read once."""
    return _rows("first_names.txt")


def _rows(name: str) -> dict[str, frozenset[str]]:
    lines = files(__package__).joinpath("data", name).read_text("utf-8").splitlines()
    pairs = (line.split(":", 1) for line in lines if line and not line.startswith("#"))
    return {head: frozenset(words.split()) for head, words in pairs}


def mentions(parse: Parse) -> tuple[Mention, ...]:
    """The noun phrases of a document, in text order of their heads."""
    labels = _labels(parse)
    heads = (token for token in parse.tokens if token.pos in ("NOUN", "PROPN") and token.dep not in INSIDE)
    return tuple(_mention(parse, head, labels) for head in heads if _label(labels, head) not in UNTOLD)


def _labels(parse: Parse) -> Labels:
    """Token to the entity it is in. A surname is a person's wherever it stands alone, whatever the model made of it."""
    people = [e for e in parse.entities if e.label == "PERSON"]
    surnames = {_last_word(parse, e) for e in people if e.last - e.first > 1}
    others = {_last_word(parse, e) for e in parse.entities if e.label != "PERSON" and e.last - e.first > 1}
    labels = {i: e for e in parse.entities for i in range(e.first, e.last)}
    for token in parse.tokens:
        alone = token.index not in labels or labels[token.index].last - labels[token.index].first == 1
        if token.pos == "PROPN" and alone and token.text in surnames - others:
            labels[token.index] = Entity(token.index, token.index + 1, "PERSON")
    return labels


def _last_word(parse: Parse, entity: Entity) -> str:
    words = [token.text for token in parse.tokens[entity.first : entity.last] if token.tag != "POS"]
    return words[-1] if words else ""


def _label(labels: Labels, token: Token) -> str:
    return labels[token.index].label if token.index in labels else ""


def _mention(parse: Parse, head: Token, labels: Labels) -> Mention:
    first, last = single(parse, head)
    label = _label(labels, head)
    kind = _kind(head, label)
    named = _named(parse, head, labels) if kind != "thing" or label else (0, 0)
    words = [token.text for token in parse.tokens[named[0] : named[1]] if token.text not in ("'s", "’s", "the", "The")]
    return Mention(
        first=first,
        last=last,
        together=together(parse, head, last),
        head=head.index,
        kind=kind,
        plural=head.tag in ("NNS", "NNPS") or kind == "people",
        gender=_gender(parse, first, words),
        name=" ".join(words),
        named=named,
        sentence=head.sentence,
    )


def _named(parse: Parse, head: Token, labels: Labels) -> tuple[int, int]:
    """Where the name stands: the entity at the head, or the one in apposition to it ("the adviser, Sartaj Aziz")."""
    own = labels.get(head.index)
    if own and (own.label in LABELS or own.label == "NORP"):
        return own.first, own.last
    if inner := _name_before(parse, head, labels):
        return inner.first, inner.last
    for i in parse.children[head.index]:
        beside, found = parse.tokens[i], labels.get(i)
        if beside.dep == "appos" and beside.pos == "PROPN":
            return (found.first, found.last) if found and found.label in LABELS else single(parse, beside)
    return 0, 0


def _name_before(parse: Parse, head: Token, labels: Labels) -> Entity | None:
    """The name that a general word only classes: the *Hezbollah* movement."""
    before = labels.get(head.index - 1) if head.lemma.lower() in nouns()["classing"] else None
    return before if before and before.label in ("ORG", "NORP", "PERSON", "GPE") and _is_name(parse, before) else None


def _is_name(parse: Parse, entity: Entity) -> bool:
    return parse.tokens[entity.last - 1].pos == "PROPN" and parse.tokens[entity.last - 1].dep == "compound"


def _kind(head: Token, label: str) -> Kind:
    lemma, text = head.lemma.lower(), head.text.lower()
    if label in LABELS and head.pos == "PROPN":
        return "thing" if "/" in text else LABELS[label]
    if text in nouns()["people"] or label == "NORP":
        return "people"
    if lemma in nouns()["person"]:
        return "people" if head.tag == "NNS" else "person"
    if lemma in nouns()["group"]:
        return "group"
    return "place" if lemma in nouns()["place"] else LABELS.get(label, "thing")


def _gender(parse: Parse, first: int, name: list[str]) -> str:
    title = TITLES.get(parse.tokens[first].text.lower(), "")
    if title or not name:
        lemma = parse.tokens[first].text.lower()
        return title or {"woman": "female", "man": "male"}.get(lemma, "")
    return next((gender for gender, known in first_names().items() if name[0] in known), "")
