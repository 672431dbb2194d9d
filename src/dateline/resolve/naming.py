"""Names inside phrases: what belongs to a name, what is a title, and whether two names may be one person's."""

from __future__ import annotations

import re
from collections.abc import Set

from dateline.knowledge.actors import Entity, Found
from dateline.knowledge.names import key
from dateline.model import Span
from dateline.resolve.lists import ADORNING, BODY, LEADERS, OFFICER, TITLES
from dateline.resolve.phrase import LINKS as CUTS
from dateline.resolve.phrase import Phrase

LINKS = frozenset(("of", "for", "and", "the", "on", "in"))
_NAME = re.compile(r"^(?:[A-ZÀ-ÞŁŚŻČŠŽĆĐİŞÇĞ][\w.’'-]*|al|bin|de|van|von|el|-|da|dos|la)$")


def unadorned(noun: str) -> str:
    """The noun without what it is blamed for: "religious extremists" are extremists."""
    return " ".join(word for word in noun.split() if word not in ADORNING) or noun


def holds_title(person: Entity, words: Set[str], day: str) -> bool:
    """Whether somebody held an office then by which the story calls the bearer of the name ("Secretary Kerry")."""
    offices = {word for role in person.roles if not day or role.held(day) for word in role.title.lower().split()}
    return bool(offices & words & TITLES)


def follows_title(phrase: Phrase, found: Found) -> bool:
    """Whether a known person's name ends a phrase that begins with a title: "Japan's Prime Minister Shinzo Abe"."""
    if phrase.head >= found.first or found.last != len(phrase.words) or any(e.kind != "person" for e in found.entities):
        return False
    between = phrase.lower(phrase.head + 1, found.first)
    titled = phrase.word(phrase.head).lower() in TITLES | LEADERS
    return not CUTS.intersection(between[-1:] if titled else between)


def beside(phrase: Phrase, found: Found) -> bool:
    """Whether a phrase means somebody who is only told by another: "a friend of Shinzo Abe"."""
    person = all(entity.kind == "person" for entity in found.entities)
    linked = bool(CUTS.intersection(phrase.lower(phrase.head + 1, found.first)))
    return person and linked and phrase.word(phrase.head).lower() not in OFFICER | BODY | LEADERS


def plain(text: str) -> str:
    """The text without a possessive ending."""
    return text.removesuffix("'s").removesuffix("’s")


def _further(phrase: Phrase, last: int) -> int:
    """Where a name ends that goes on with a capitalised word, after links such as "of the" or without any."""
    at = last
    while at < len(phrase.words) and phrase.word(at) in LINKS:
        at += 1
    joined = at > last or last > phrase.head + 1  # nothing but a link leads away from the head
    return at + 1 if joined and at < len(phrase.words) and phrase.word(at)[:1].isupper() else last


def name_end(phrase: Phrase) -> int:
    """Where the name ends whose first word is the head of a phrase."""
    last = phrase.head + 1
    while (later := _further(phrase, last)) > last:
        last = later
    return last


def nameable(word: str) -> bool:
    """Whether a word may be one of a person's name."""
    return bool(_NAME.match(word))


def same_person(name: str, other: str) -> bool:
    """Whether two names may be one person's: one's words are all among the other's, or their last words agree."""
    a, b = set(key(name).split()), set(key(other).split())
    return bool(a and b) and (a <= b or b <= a)


def named_in(span: Span, antecedent: Span) -> bool:
    """Whether a mention names somebody itself, so that an antecedent which does not repeat the name cannot be meant."""
    own = [w for w in re.findall(r"\w[\w’'-]+", span.text)[1:] if w[:1].isupper()] or (
        [span.text] if re.match(r"^[A-Z][\w’'-]+$", span.text) else []
    )
    return bool(own) and (own[-1].removesuffix("'s") not in antecedent.text or " and " in antecedent.text)
