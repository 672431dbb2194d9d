"""Which noun phrases of a document name one thing: surnames, acronyms, "the ministry", "the president".

Every mention gets a key, the same for all that name one thing; a short one also gets the mention that tells its full
name, if exactly one does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from dateline.model import Parse
from dateline.parse.mentions import Mention, nouns
from dateline.parse.saying import is_told

GENERAL = frozenset(
    {"group", "organization", "organisation", "movement", "militia", "party", "company", "faction", "firm"}
)
LEADERS = frozenset({"leader", "chief", "head", "secretary-general", "secretary", "chairman", "president", "commander"})
PLACES = frozenset({"country", "nation", "city", "town", "village", "province"})
DETERMINERS = frozenset({"the", "this", "that"})
SMALL = frozenset({"of", "the", "and", "for", "in", "on", "to", "&", "'s", "’s"})
NEAR = 3  # sentences back for "the group", "the country"
APPOSITION = 8  # words of an apposition that describe


class Known(msgspec.Struct, frozen=True):
    """A mention with its key, the words that describe it, and the mention it takes its name from."""

    mention: Mention
    key: str
    words: frozenset[str]
    antecedent: Mention | None = None
    how: str = ""


class Text(msgspec.Struct, frozen=True):
    """What stays the same while the mentions are read from left to right."""

    parse: Parse
    acronyms: Mapping[str, Mention]
    people: Mapping[str, tuple[Mention, ...]]  # last word of a name to the full names that end so


def known(parse: Parse, found: Sequence[Mention]) -> tuple[Known, ...]:
    """Every mention with its key."""
    text = Text(parse, _acronyms(parse, found), _people(found))
    done: list[Known] = []
    for mention in found:
        words = _described(parse, mention)
        antecedent, how = _antecedent(text, mention, words, done)
        done.append(Known(mention, _key(mention, antecedent, done), words, antecedent, how))
    return tuple(done)


def _key(mention: Mention, antecedent: Mention | None, done: Iterable[Known]) -> str:
    if antecedent is not None:
        told = next((other.key for other in done if other.mention == antecedent), None)
        return told or antecedent.name.lower()
    return mention.name.lower() or f"#{mention.head}"


def _described(parse: Parse, mention: Mention) -> frozenset[str]:
    """The words around the name, and those of an apposition: president, iranian."""
    name = set(mention.name.split())
    inside = [t.text for t in parse.tokens[mention.first : mention.last] if t.text not in name]
    beside = [
        parse.tokens[j].text
        for i in parse.children[mention.head]
        if parse.tokens[i].dep == "appos"
        for j in parse.subtree(i)[:APPOSITION]
    ]
    return frozenset(word.lower() for word in (*inside, *beside)) - SMALL


def _acronyms(parse: Parse, found: Sequence[Mention]) -> dict[str, Mention]:
    """Acronym to the name that spells it out: told in brackets after it, or made of its initials."""
    told = {parse.tokens[i + 1].text: name for i in _brackets(parse) if (name := _spelled(parse, i))}
    for mention in found:
        short = _initials(mention.name) if mention.kind != "person" else ""
        if short:
            told.setdefault(short, mention)
    return told


def _brackets(parse: Parse) -> Iterator[int]:
    """Where an opening bracket, capitals and a closing one stand: (WFP)."""
    rows = zip(parse.tokens, parse.tokens[1:], parse.tokens[2:], strict=False)
    return (a.index for a, b, c in rows if a.text == "(" and c.text == ")" and b.text.isupper() and len(b.text) > 1)


def _spelled(parse: Parse, bracket: int) -> Mention | None:
    """The words before a bracket whose initials, in order, are the letters in it."""
    letters = parse.tokens[bracket + 1].text
    sentence = parse.sentences[parse.tokens[bracket].sentence]
    for first in range(max(sentence.first, bracket - len(letters) - 3), bracket):
        words = [token.text for token in parse.tokens[first:bracket]]
        if words[0][0] == letters[0] and _spells(words, letters):
            return _name(parse, first, bracket)
    return None


def _name(parse: Parse, first: int, last: int) -> Mention:
    """A body's name found by its letters, not by the parser."""
    return Mention(
        first=first,
        last=last,
        together=last,
        head=last - 1,
        kind="group",
        plural=False,
        gender="",
        name=" ".join(token.text for token in parse.tokens[first:last]),
        named=(first, last),
        sentence=parse.tokens[first].sentence,
    )


def _spells(words: Sequence[str], letters: str) -> bool:
    initials = iter("".join(part[:1] for word in words for part in word.split("-")).upper())
    return all(letter in initials for letter in letters)


def _initials(name: str) -> str:
    words = [word for word in name.replace("-", " ").split() if word.lower() not in SMALL]
    return "".join(word[0] for word in words).upper() if len(words) > 2 else ""


def _people(found: Sequence[Mention]) -> dict[str, tuple[Mention, ...]]:
    """Last word of a person's name to the first mentions of the longer names that end with it."""
    full: dict[str, dict[str, Mention]] = {}
    for mention in found:
        words = mention.name.split()
        if mention.kind == "person" and len(words) > 1 and "-" not in words:
            full.setdefault(words[-1], {}).setdefault(mention.name, mention)
    return {last: tuple(by_name.values()) for last, by_name in full.items()}


def _antecedent(
    text: Text, mention: Mention, words: frozenset[str], done: Sequence[Known]
) -> tuple[Mention | None, str]:
    if mention.name:
        return _of_name(text, mention)
    definite = text.parse.tokens[mention.first].text.lower() in DETERMINERS
    if not definite or mention.plural or mention.kind in ("people", "thing"):
        return None, ""
    return _of_person(text, mention, words, done) if mention.kind == "person" else _of_thing(text, mention, done)


def _of_name(text: Text, mention: Mention) -> tuple[Mention | None, str]:
    full = text.acronyms.get(mention.name)
    if full is not None and full.name != mention.name and mention.name.isupper():
        return full, "acronym"
    longer = text.people.get(mention.name, ())
    return (longer[0], "surname") if mention.kind == "person" and len(longer) == 1 else (None, "")


def _of_person(
    text: Text, mention: Mention, words: frozenset[str], done: Sequence[Known]
) -> tuple[Mention | None, str]:
    """The Iranian president: the one person so described; the group's leader: the one person described by its name."""
    role = text.parse.tokens[mention.head].lemma.lower()
    asked = words - DETERMINERS - {role}
    owner = _owner(text, mention, done)
    if owner is not None:
        named = frozenset(owner.lower().split()) - SMALL
        fits = [k for k in done if k.words & LEADERS and k.words & named] if role in LEADERS else []
    else:
        fits = [k for k in done if role in k.words and asked <= k.words | frozenset(k.mention.name.lower().split())]
    return _only([k for k in fits if k.mention.kind == "person" and k.mention.name], "role")


def _owner(text: Text, mention: Mention, done: Sequence[Known]) -> str | None:
    """The name of whoever a possessive before the head stands for."""
    owners = {i for i in text.parse.children[mention.head] if text.parse.tokens[i].dep == "poss"}
    found = next((k for k in done if k.mention.head in owners), None)
    if found is None:
        return "" if owners else None
    return found.antecedent.name if found.antecedent else found.mention.name


def _of_thing(text: Text, mention: Mention, done: Sequence[Known]) -> tuple[Mention | None, str]:
    """The ministry: the one body of that kind; the group, the country: the only one spoken of near by."""
    noun = text.parse.tokens[mention.head].lemma.lower()
    named = [k for k in done if k.mention.name and k.mention.kind == mention.kind]
    asked = _capitals(text.parse, mention)
    same = [k for k in named if {noun, *asked} <= k.words | frozenset(k.mention.name.lower().split())]
    if same:
        near = [k for k in same if mention.sentence - k.mention.sentence <= NEAR]
        return _only(near or same, "noun")
    plain = noun in GENERAL | PLACES and not _is_specific(text.parse, mention)
    near = [k for k in named if mention.sentence - k.mention.sentence <= NEAR and _may_be(text.parse, k)]
    return _only(near, "near") if plain else (None, "")


def _capitals(parse: Parse, mention: Mention) -> frozenset[str]:
    """The adjectives and names inside a phrase that its antecedent must have too: the *Afghan* team."""
    inside = parse.tokens[mention.first : mention.last]
    return frozenset(t.text.lower() for t in inside if t.text[0].isupper()) - DETERMINERS


def _is_specific(parse: Parse, mention: Mention) -> bool:
    """Whether the phrase says itself which one it means: the Red Shirt movement, the party of the president."""
    inside = parse.tokens[mention.first : mention.last]
    return any(t.pos == "PROPN" or t.dep in ("prep", "relcl", "acl", "poss") for t in inside)


def _may_be(parse: Parse, other: Known) -> bool:
    """Whether a name may be that of "the group", "the country": it tells no other kind, and is not only spoken to."""
    told = frozenset(other.mention.name.lower().split()) & (nouns()["group"] | nouns()["place"] | {"weekly", "times"})
    return not told and not is_told(parse, parse.tokens[other.mention.head])


def _only(fits: Sequence[Known], how: str) -> tuple[Mention | None, str]:
    """The fullest mention of the only one that fits; nothing where there are several."""
    if len({k.key for k in fits}) != 1:
        return None, ""
    return max((k.antecedent or k.mention for k in fits), key=lambda m: (len(m.name), -m.head)), how
