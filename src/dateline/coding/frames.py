"""What hangs on a predicate, voice and part of speech removed: who acts, who is acted upon."""

from __future__ import annotations

import msgspec

from dateline.coding.control import objects, subjects
from dateline.coding.grammar import (
    VERBAL,
    below,
    coordinated,
    entity,
    in_time,
    is_passive,
    lemma,
    oblique,
    resolved,
    spread,
)
from dateline.coding.nations import is_nation
from dateline.coding.words import words
from dateline.model import Parse

HARMING = frozenset({"in", "during", "from", "by"})
NAMES = frozenset({"PERSON", "NORP", "ORG", "GPE", "FAC", "LOC"})


class Frame(msgspec.Struct, frozen=True):
    """Heads of a predicate's arguments, in text order: logical subject (`agents`) and logical object (`patients`)."""

    agents: tuple[int, ...] = ()
    patients: tuple[int, ...] = ()


def frame(parse: Parse, index: int) -> Frame:
    """The frame of a verb, noun or adjective."""
    pos = parse.tokens[index].pos
    if pos in VERBAL or below(parse, index, "dobj", "nsubjpass"):  # the tagger takes "retook" for a noun
        return verbal(parse, index)
    if pos in ("NOUN", "PROPN"):
        return nominal(parse, index)
    return predicative(parse, index)


def verbal(parse: Parse, verb: int) -> Frame:
    """The frame of a verb: a passive's subject is its patient, its by-phrase the agent."""
    if is_passive(parse, verb):
        return Frame(tuple(_by(parse, verb)), tuple(subjects(parse, verb)))
    if lemma(parse, verb) in words("parties")["receiving"] | words("parties")["dying"]:
        return Frame(tuple(oblique(parse, verb, ("from", "by"))), tuple(subjects(parse, verb)))
    given = spread(parse, below(parse, verb, "dative"))
    given = [i for i in given if parse.tokens[i].pos != "ADP"]
    return Frame(tuple(subjects(parse, verb)), tuple(objects(parse, verb) or given))


def _by(parse: Parse, index: int) -> list[int]:
    return oblique(parse, index, ("by",))


def predicative(parse: Parse, index: int) -> Frame:
    """The frame of an adjective or preposition: the subject of the verb "to be" above it."""
    token = parse.tokens[index]
    if token.dep in ("acomp", "attr", "prep", "oprd", "advmod") and parse.tokens[token.head].pos in VERBAL:
        return Frame(tuple(subjects(parse, token.head)), ())
    if token.dep == "amod":
        return Frame((), (token.head,))
    return Frame()


def nominal(parse: Parse, noun: int) -> Frame:
    """The frame of a noun that names an act: its own modifiers first, then the verb or noun that it hangs on."""
    own = _modifiers(parse, noun)
    outer = _context(parse, noun)
    if lemma(parse, noun) in words("parties")["bestowed"] and outer.patients and own.patients:
        return Frame(own.agents or own.patients, outer.patients)  # "won the backing of X": X backs
    return Frame(own.agents or outer.agents, own.patients or outer.patients)


def is_name(parse: Parse, index: int) -> bool:
    """Whether the token is part of a name of somebody: "U.S." in "U.S. airstrike"."""
    token = parse.tokens[index]
    if entity(parse, index) in NAMES:
        return True
    return token.text[:1].isupper() and (token.pos == "PROPN" or "-" in token.text)


def _modifiers(parse: Parse, noun: int) -> Frame:
    lists = words("parties")
    owners = [i for i in resolved(parse, below(parse, noun, "poss")) if not in_time(parse, i)]
    if parse.tokens[noun].pos == "PROPN":  # "the Women's March"
        owners = []
    named = [i for i in below(parse, noun, "compound", "amod", "nmod") if _party_modifier(parse, i)]
    of = [i for i in oblique(parse, noun, ("of",)) if not _is_act(parse, i)]
    done_to = oblique(parse, noun, lists["against"]) + _acl_objects(parse, noun)
    if lemma(parse, noun) in lists["passive_nouns"]:
        acting = _by(parse, noun) or (owners if of else [])
        return Frame(tuple(acting), tuple(of or ([] if acting else owners) or named or done_to))
    acting = _by(parse, noun) or _acl_agents(parse, noun) or owners or spread(parse, named)
    acting = acting or oblique(parse, noun, ("from",))
    if lemma(parse, noun) in lists["active_of"] and not acting:
        acting, of = of, []
    return Frame(tuple(acting), tuple(done_to or of))


def _party_modifier(parse: Parse, index: int) -> bool:
    """Whether a word before an act names who acts ("Israeli", "police"), not when ("Monday") nor where ("Mosul")."""
    token = parse.tokens[index]
    if index and parse.tokens[index - 1].text.lower() in ("anti", "pro", "-", "anti-"):
        return False
    if in_time(parse, index):
        return False
    label = entity(parse, index)
    if label in ("GPE", "LOC", "FAC"):
        return is_nation(token.text)
    if label in ("DATE", "TIME", "EVENT", "CARDINAL"):
        return False
    return is_name(parse, index) or lemma(parse, index) in words("parties")["acting_modifiers"]


def _is_act(parse: Parse, index: int) -> bool:
    return parse.tokens[index].tag == "VBG"


def _acl_agents(parse: Parse, noun: int) -> list[int]:
    """As in "a raid launched by X", "the strike X carried out"."""
    found = [j for i in below(parse, noun, "acl") for j in _by(parse, i)]
    for i in below(parse, noun, "relcl"):
        if is_passive(parse, i):
            found += _by(parse, i)
        elif noun not in subjects(parse, i) and lemma(parse, i) in words("parties")["light"]:
            found += subjects(parse, i)
    return found


def _acl_objects(parse: Parse, noun: int) -> list[int]:
    """As in "the strike that killed X", "an attack targeting X"."""
    causal = words("parties")["causal"]
    clauses = [i for i in below(parse, noun, "acl", "relcl") if lemma(parse, i) in causal and not is_passive(parse, i)]
    return [j for i in clauses if noun in subjects(parse, i) for j in objects(parse, i)]


def _context(parse: Parse, noun: int) -> Frame:
    """What the words above a noun tell about its parties: light verbs, "killed in", "involved in", "a series of"."""
    token = parse.tokens[noun]
    match token.dep:
        case "conj":
            return nominal(parse, token.head)
        case "pobj":
            return _from_phrase(parse, token.head)
        case "dobj" | "attr" | "oprd" if parse.tokens[token.head].pos in VERBAL:
            return _from_object(parse, token.head)
        case "nsubj" | "nsubjpass" if parse.tokens[token.head].pos in VERBAL:
            return _from_subject(parse, noun, token.head)
        case _:
            return Frame()


def _from_object(parse: Parse, verb: int) -> Frame:
    lists, word = words("parties"), lemma(parse, verb)
    done_to = tuple(oblique(parse, verb, lists["against"]))
    acting = tuple(_by(parse, verb)) if is_passive(parse, verb) else tuple(subjects(parse, verb))
    if word in lists["undergo"]:
        return Frame(tuple(oblique(parse, verb, ("from", "by"))), acting)
    if word in lists["tried"]:  # "face trial"
        return Frame((), acting)
    if word == "blame":  # "blamed the attack on X"
        return Frame(done_to, ())
    if word not in lists["light"]:
        return Frame((), done_to)
    given = tuple(i for i in below(parse, verb, "dative") if parse.tokens[i].pos != "ADP")
    return Frame(acting, given or done_to or tuple(oblique(parse, verb, ("to",))))


def _from_subject(parse: Parse, noun: int, verb: int) -> Frame:
    if is_passive(parse, verb):
        return Frame(tuple(_by(parse, verb)), tuple(oblique(parse, verb, words("parties")["against"])))
    done = tuple(objects(parse, verb)) if lemma(parse, verb) in words("parties")["causal"] else ()
    return Frame((), tuple(i for i in done if i != noun))


def _from_phrase(parse: Parse, preposition: int) -> Frame:
    head = parse.tokens[preposition].head
    word, lists = lemma(parse, preposition), words("parties")
    if parse.tokens[head].pos in VERBAL:
        return _from_verb_phrase(parse, head, word)
    if lemma(parse, head) in lists["harms"] and word in HARMING:  # "the deaths of ten in clashes"
        return Frame((), nominal(parse, head).patients)
    if lemma(parse, head) in lists["shares"] or (word == "of" and lemma(parse, head) in lists["containers"]):
        return Frame(_sharing(parse, head), nominal(parse, head).patients)
    return Frame()


def _sharing(parse: Parse, noun: int) -> tuple[int, ...]:
    """Whose share it is: "its role in", "X claimed responsibility for", "a series of X's strikes"."""
    own = nominal(parse, noun).agents
    token = parse.tokens[noun]
    return own or (tuple(subjects(parse, token.head)) if token.dep == "dobj" else ())


def _from_verb_phrase(parse: Parse, verb: int, preposition: str) -> Frame:
    """A verb with the act in a phrase of its own: "X was killed in", "X took part in", "X responded with"."""
    lists, word = words("parties"), lemma(parse, verb)
    passive = is_passive(parse, verb)
    if word in lists["laying"] and preposition in ("of", "for", "in", "over", "with"):
        return Frame(tuple(subjects(parse, verb) if passive else objects(parse, verb) or subjects(parse, verb)), ())
    if word in lists["tried"] and preposition == "on":  # "went on trial"
        return Frame((), tuple(subjects(parse, verb)))
    if passive or word in lists["dying"]:
        hurt = preposition in ("in", "by", "during", "after", "following", "from")
        return Frame((), tuple(subjects(parse, verb))) if hurt else Frame()
    if preposition in ("in", "with", "by", "through", "for", "to", "on", "into", "at"):
        return Frame(tuple(subjects(parse, verb)), tuple(coordinated_objects(parse, verb)))
    return Frame()


def coordinated_objects(parse: Parse, verb: int) -> list[int]:
    """Direct objects of a verb that are people: "killed five in an attack"."""
    people = words("parties")["people"]
    found = [j for i in below(parse, verb, "dobj") for j in coordinated(parse, i)]
    return [i for i in found if lemma(parse, i) in people or is_name(parse, i)]
