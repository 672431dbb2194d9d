"""Actors and recipients of an act: its frame, read as its type reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from dateline.coding.control import objects, subjects
from dateline.coding.frames import Frame, frame, is_name
from dateline.coding.grammar import VERBAL, below, clause_head, entity, in_time, lemma, main_verb, oblique, resolved
from dateline.coding.words import words
from dateline.model import Parse

VERBAL_ACTS = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})


class Roles(msgspec.Struct, frozen=True):
    """Heads of the actors' and the recipients' noun phrases, in text order."""

    actors: tuple[int, ...] = ()
    recipients: tuple[int, ...] = ()
    spoken: bool = False  # the act is the nearest speaker's own: no one else says so


def roles(parse: Parse, index: int, type_: str, mode: str | None, speakers: Sequence[int] = ()) -> Roles:
    """Who did the act at token `index` and to whom; `speakers` are the heads of who utters the clause."""
    index = main_verb(parse, index)
    found = _accused(parse, index, type_, frame(parse, index))
    if speakers and _is_utterance(parse, index, type_, found):
        about = [j for i in (*found.agents, *found.patients) for j in as_party(parse, i, type_)]
        return Roles(_unique(speakers), _unique(i for i in about[:1] if i not in speakers), spoken=True)
    sides = _sides(parse, index, type_)
    acting = [i for i in [*found.agents, *sides] if i != index and is_party(parse, i)]
    if type_ == "CONSULT":
        met = [i for i in found.patients if is_party(parse, i)]
        return _consulting(parse, index, mode, acting, met, alone=not found.agents)
    done_to = _patients(parse, index, type_, found)
    own = type_ in VERBAL_ACTS and bool(speakers) and _is_self(parse, acting)
    return Roles(_unique(acting), _unique(i for i in done_to if i not in acting), spoken=own)


def _accused(parse: Parse, index: int, type_: str, found: Frame) -> Frame:
    """The frame of being tried, where the subject is the accused: "went on trial", "faces charges"."""
    tried = type_ == "ACCUSE" and parse.tokens[index].pos in VERBAL and lemma(parse, index) in words("parties")["tried"]
    return Frame((), found.agents or found.patients) if tried else found


def _consulting(
    parse: Parse, index: int, mode: str | None, acting: list[int], done_to: list[int], *, alone: bool
) -> Roles:
    """Who meets: every side acts, but for the host of a visit; a bare noun takes the subject of its clause."""
    if parse.tokens[index].pos == "NOUN" and not oblique(parse, index, ("between", "among")) and alone:
        acting += [i for i in subjects(parse, clause_head(parse, index)) if i != index and is_party(parse, i)]
    if mode == "visit" and lemma(parse, index) in words("parties")["visiting"]:
        return Roles(_unique(acting), _unique(i for i in done_to if i not in acting))
    return Roles(_unique(acting + done_to))


def _is_utterance(parse: Parse, index: int, type_: str, found: Frame) -> bool:
    """Whether the trigger is no word for the verbal act, but what somebody said that amounts to it."""
    lists = words("parties")
    if type_ in lists["spoken_types"]:
        return lemma(parse, index) not in lists["performative"] and not _first_person(parse, found.agents)
    return type_ in VERBAL_ACTS - {"CONSULT"} and not found.agents


def _is_self(parse: Parse, acting: Sequence[int]) -> bool:
    """Whether the speaker tells of himself: "said he would help", "we urge": the act is what he says."""
    return bool(acting) and all(parse.tokens[i].tag in ("PRP", "PRP$") for i in acting)


def _first_person(parse: Parse, indices: Sequence[int]) -> bool:
    return any(parse.tokens[i].text.lower() in ("i", "we") for i in indices)


def _unique(indices: Iterable[int]) -> tuple[int, ...]:
    """Each once, in text order."""
    return tuple(sorted(set(indices)))


def _sides(parse: Parse, index: int, type_: str) -> list[int]:
    """The other sides of a reciprocal act: "talks between A and B", "met with C"."""
    found = oblique(parse, index, ("between", "among", "involving"))
    token = parse.tokens[index]
    consulting = type_ == "CONSULT"
    if consulting or (type_ != "AGREE" and lemma(parse, index) in words("parties")["reciprocal"]):
        found += oblique(parse, index, ("with", "alongside", *(("to",) if consulting else ())))
        if token.dep == "dobj":
            found += oblique(parse, token.head, ("with",))
        if token.pos == "VERB":
            found += [j for i in below(parse, index, "dobj") for j in oblique(parse, i, ("with",))]
    return found


def _patients(parse: Parse, index: int, type_: str, found: Frame) -> list[int]:
    """Whom the act is done to: the object, else a phrase, else a party inside what is said, promised or refused."""
    lists = words("parties")
    if type_ in lists["instrumental"] or (type_ == "ASSAULT" and lemma(parse, index) in lists["wielding"]):
        return _first_of(parse, index, type_, (lists["against"],)) or _carried(parse, index, type_)
    if type_ == "ASSAULT" and lemma(parse, index) in words("where")["upon"]:
        found = Frame(found.agents, tuple(i for i in found.patients if not _is_ground(parse, i)))
    done_to = [j for i in found.patients for j in as_party(parse, i, type_)] or _carried(parse, index, type_)
    if not done_to:
        with_whom = ("with",) if type_ in lists["dealing"] else ()
        done_to = _first_of(parse, index, type_, (lists["against"], with_whom, lists["benefit"], ("from", "into")))
    if not done_to and type_ in lists["about_subjects"]:
        done_to = [j for i in _content_subjects(parse, index) for j in as_party(parse, i, type_)]
    if not done_to and (type_ in lists["about_objects"] or (type_ == "ASSAULT" and parse.tokens[index].pos == "NOUN")):
        done_to = next((d for i in _content_verbs(parse, index) if (d := _reached(parse, i, type_))), [])
    return done_to


def _carried(parse: Parse, index: int, type_: str) -> list[int]:
    """Whom an act is done to that a light verb carries: "launched an attack on X"."""
    lists = words("parties")
    if parse.tokens[index].pos not in VERBAL or lemma(parse, index) not in lists["light"]:
        return []
    return [j for i in below(parse, index, "dobj") for j in _first_of(parse, i, type_, (lists["against"],))]


def _first_of(parse: Parse, index: int, type_: str, choices: Sequence[Iterable[str]]) -> list[int]:
    for prepositions in choices:
        meant = "" if "from" in prepositions else type_  # "fired from a house": the house is no target
        found = [j for i in oblique(parse, index, tuple(prepositions)) for j in as_party(parse, i, meant)]
        if found:
            return found
    return []


def _is_ground(parse: Parse, index: int) -> bool:
    """Whether the noun phrase names ground that is taken or freed, which is a place and no recipient."""
    return entity(parse, index) in ("GPE", "LOC") or lemma(parse, index) in words("where")["ground"]


def _content_subjects(parse: Parse, index: int) -> list[int]:
    """The subject of what is said: "said that X had failed", "allegations that X lied"."""
    clauses = below(parse, index, "ccomp", "xcomp", "advcl", "acl", "relcl")[:1]
    return [j for i in clauses for j in resolved(parse, below(parse, i, "nsubj", "nsubjpass")) if j != index]


def _content_verbs(parse: Parse, index: int, depth: int = 4) -> Iterator[int]:
    """The verbs of a promise or refusal, outermost first: "its pledge to [continue] to [aid] X"."""
    if not depth:
        return
    inner = below(parse, index, "xcomp", "ccomp", "pcomp", "acl", "conj")
    inner += [j for i in below(parse, index, "prep", "dobj") for j in below(parse, i, "pcomp", "acl")]
    for i in inner:
        if parse.tokens[i].pos in VERBAL:
            yield i
            yield from _content_verbs(parse, i, depth - 1)


def _reached(parse: Parse, verb: int, type_: str) -> list[int]:
    found = [j for i in objects(parse, verb) for j in as_party(parse, i, type_)]
    if not found and lemma(parse, verb) in words("parties")["letting"]:
        let = [j for i in below(parse, verb, "ccomp") for j in subjects(parse, i)]
        found = [j for i in let for j in as_party(parse, i, type_)]
    return found or _first_of(parse, verb, type_, (words("parties")["against"], ("with",), ("to", "for")))


def is_party(parse: Parse, index: int) -> bool:
    """Whether a noun phrase can name somebody who acts."""
    token = parse.tokens[index]
    if token.pos in ("PART", "VERB", "AUX", "ADP", "PUNCT") or in_time(parse, index):
        return False
    if any(parse.tokens[i].text.lower() in ("$", "£", "€", "%", "no") for i in parse.children[index]):
        return False
    if token.pos == "PRON":
        return token.text.lower() not in words("parties")["nobody"]
    return is_name(parse, index) or lemma(parse, index) in words("parties")["people"]


def as_party(parse: Parse, index: int, type_: str) -> list[int]:
    """The token if it names a party or a target, else whoever owns the thing it names ("scorned X's plan": X)."""
    lists = words("parties")
    if type_ in ("COERCE", "SANCTION") and lemma(parse, index) in lists["owned"]:
        owners = resolved(parse, below(parse, index, "poss")) or oblique(parse, index, ("of",))
        return [i for i in owners if is_party(parse, i)][:2] or [index]
    if is_party(parse, index):
        return [index]
    if type_ == "ASSAULT" and lemma(parse, index) in lists["targets"]:
        return [index]
    links = ("of", "by", "against", *(("to", "with", "for", "on", "from") if type_ in lists["giving"] else ()))
    owners = resolved(parse, below(parse, index, "poss")) or oblique(parse, index, links)
    owners = owners or [i for i in below(parse, index, "compound", "amod") if is_name(parse, i)]
    return [i for i in owners if is_party(parse, i)][:2]
