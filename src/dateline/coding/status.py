"""Whether the act happened: actual, historical, future, hypothetical or negated (PLOVER's auxiliary modes)."""

from __future__ import annotations

from dateline.coding.background import Background
from dateline.coding.grammar import VERBAL, below, lemma
from dateline.coding.words import words
from dateline.model import Parse, Status

ARGUMENTS = frozenset(
    {
        "dobj",
        "nsubjpass",
        "pobj",
        "prep",
        "pcomp",
        "xcomp",
        "acl",
        "amod",
        "compound",
        "attr",
        "ccomp",
        "oprd",
        "acomp",
        "dative",
    }
)
BOUNDARIES = frozenset({"relcl", "advcl", "ROOT", "parataxis", "appos", "nsubj", "poss", "csubj"})
FACTS = frozenset({"ROOT", "relcl", "acl", "appos", "parataxis"})
LINKS = frozenset({"for", "of", "from", "in", "about", "with", "to", "than", "without", "instead"})
STEPS = 6  # links of the tree above the trigger that are read


def status(parse: Parse, background: Background, index: int, type_: str) -> Status:
    """The status of the act at token `index`; that of the act itself, so a threat that was uttered is actual."""
    found = unreal(parse, index, type_) or _supposed(parse, index)
    if found is not None:
        return found
    return "historical" if background.holds(index) else "actual"


def _supposed(parse: Parse, index: int) -> Status | None:
    """Hypothetical inside an "if" clause however deep, and where "may" or "could" makes it what something is.

    A relative clause, a participle or an apposition on the way up states a fact of its own.
    """
    node = index
    while parse.tokens[node].dep not in FACTS:
        token = parse.tokens[node]
        node = token.head
        mine = _Modifiers(parse, node)
        if parse.tokens[node].dep == "advcl" and mine.conditional:
            return "hypothetical"
        if token.dep == "attr" and words("status")["modal_doubt"] & mine.spoken:
            return "hypothetical"
    return None


def unreal(parse: Parse, index: int, type_: str = "") -> Status | None:
    """Negated, future or hypothetical, by the words around the trigger and above it; None where nothing says so."""
    found = _own(parse, index, type_)
    node, steps = index, 0
    while found is None and steps < STEPS:
        token = parse.tokens[node]
        if token.dep == "conj":
            found = None if _own_clause(parse, node) else _own(parse, token.head, type_)
        elif token.dep in BOUNDARIES:
            return _subject(parse, node)
        elif token.dep in ARGUMENTS:
            found = _governed(parse, node, index)
        if token.head == node:
            break
        node, steps = token.head, steps + 1
        if found is None and token.dep != "conj" and not _passes(parse, node, token.dep):
            break
    return found


def _own(parse: Parse, index: int, type_: str) -> Status | None:
    """What the trigger's own modifiers say."""
    mine = _Modifiers(parse, index)
    if mine.denied and not _looks_ahead(parse, index, type_, mine):
        return "negated"
    if mine.conditional:
        return "hypothetical"
    if parse.tokens[index].pos not in VERBAL:
        return _adjectives(parse, index)
    return None if _looks_ahead(parse, index, type_, mine) else _modal(parse, index, mine)


class _Modifiers:
    """The small words that hang on a token."""

    def __init__(self, parse: Parse, index: int) -> None:
        lists = words("status")
        mine = [parse.tokens[i] for i in parse.children[index]]
        self.spoken = {t.text.lower() for t in mine}
        said = {t.text.lower() for t in mine if t.dep in ("neg", "advmod", "cc", "preconj")}
        determined = {t.text.lower() for t in mine if t.dep == "det"}
        marked = {t.text.lower() for t in mine if t.dep in ("mark", "advmod")}
        negative = said & lists["negators"] or determined & lists["negative_determiners"]
        self.denied = bool(negative) or _nobody(parse, index)
        self.conditional = bool(marked & lists["conditional_marks"])
        self.modal = bool(self.spoken & lists["modal_words"])


def _nobody(parse: Parse, verb: int) -> bool:
    """Whether nobody did it, or it was done to nobody: "no one fired", "we hit no mosque"; not "no fewer than ten"."""
    lists, parties = words("status"), below(parse, verb, "nsubj", "nsubjpass", "dobj")
    if any(parse.tokens[i].text.lower() in lists["negative_pronouns"] for i in parties):
        return True
    denying = [d for i in parties for d in below(parse, i, "det") if lemma(parse, d) in lists["negative_determiners"]]
    return any(t.text.lower() not in lists["comparing"] for d in denying for t in parse.tokens[d + 1 : d + 2])


def _looks_ahead(parse: Parse, index: int, type_: str, mine: _Modifiers) -> bool:
    """Whether modal or negation make the act: "will help" is the promise, "must stop" the request."""
    lists = words("status")
    if type_ in lists["promising"]:
        return mine.modal or not mine.denied
    if type_ in words("parties")["spoken_types"]:
        return lemma(parse, index) not in words("parties")["performative"]
    return type_ in lists["refusing"] or (type_ == "COERCE" and mine.denied and mine.modal)


def _modal(parse: Parse, verb: int, mine: _Modifiers) -> Status | None:
    lists = words("status")
    if "would" in mine.spoken and "have" not in mine.spoken and parse.tokens[verb].dep in ("ccomp", "relcl"):
        return "future" if parse.tokens[parse.tokens[verb].head].tag in ("VBD", "VBN") else "hypothetical"
    if lists["modal_future"] & mine.spoken:
        return "future"
    return "hypothetical" if lists["modal_hypothetical"] & mine.spoken else None


def _adjectives(parse: Parse, noun: int) -> Status | None:
    return _described(parse, below(parse, noun, "amod", "compound"))


def _described(parse: Parse, adjectives: list[int]) -> Status | None:
    lists = words("status")
    for i in adjectives:
        if parse.tokens[i].text.lower() in lists["adjectives_future"]:
            return "future"
        if parse.tokens[i].text.lower() in lists["adjectives_hypothetical"]:
            return "hypothetical"
    return None


GOVERNORS: tuple[tuple[str, Status], ...] = (
    ("negating", "negated"),
    ("future", "future"),
    ("hypothetical", "hypothetical"),
)


def _governor(parse: Parse, index: int) -> Status | None:
    """What a word makes of the act that it governs; "failed to stop" undoes itself."""
    lists, token = words("status"), parse.tokens[index]
    forms = {lemma(parse, index), token.text.lower()}
    found = next((status for name, status in GOVERNORS if forms & lists[name]), None)
    twice = token.dep in ("xcomp", "pcomp") and lemma(parse, token.head) in lists["negating"]
    return None if found == "negated" and twice else found


def _governed(parse: Parse, index: int, trigger: int) -> Status | None:
    """What the word right above says, given the way the token hangs on it."""
    token, head = parse.tokens[index], parse.tokens[parse.tokens[index].head]
    word = head.lemma.lower()
    refusal = word in words("status")["spoken_refusal"]
    if head.pos == "ADP":
        return "negated" if word in words("status")["negative_prepositions"] else None
    if token.dep == "ccomp":
        return "negated" if refusal or word == "deny" else None
    idle = (
        token.dep in ("amod", "compound") or (refusal and index == trigger) or (word == "call" and token.dep != "prep")
    )
    return None if idle or not _links(parse, index) else _governor(parse, token.head)


def _links(parse: Parse, index: int) -> bool:
    """Whether a phrase or a noun's clause completes the word above: "plans for", "a bid to"; not "the man killed"."""
    token = parse.tokens[index]
    if token.dep == "prep":
        return token.lemma.lower() in LINKS
    return token.dep != "acl" or any(parse.tokens[i].tag == "TO" for i in parse.children[index])


def _passes(parse: Parse, node: int, dep: str) -> bool:
    """Whether the tree above the node bears on the trigger too."""
    token = parse.tokens[node]
    if token.pos == "ADP":
        return token.lemma.lower() in LINKS
    if token.pos in ("NOUN", "PROPN"):
        return lemma(parse, node) in words("status")["transparent"]
    if dep in ("dobj", "nsubjpass"):
        return lemma(parse, node) in words("parties")["light"]
    return token.pos in VERBAL and dep in ("xcomp", "pcomp")


def _subject(parse: Parse, index: int) -> Status | None:
    """As in "the attack will take place": a verb that only says that its subject happens tells when."""
    token = parse.tokens[index]
    said_of = below(parse, token.head, "acomp")
    if token.dep == "nsubj" and said_of:  # "an attack may be imminent" forecasts it; "is not imminent" does not
        own = _own(parse, token.head, "")
        return own if own == "negated" else _described(parse, said_of) or own
    takes_place = any(lemma(parse, i) == "place" for i in below(parse, token.head, "dobj"))
    happens = takes_place or lemma(parse, token.head) in words("status")["happening"]
    return _own(parse, token.head, "") if token.dep == "nsubj" and happens else None


def _own_clause(parse: Parse, verb: int) -> bool:
    return bool(below(parse, verb, "nsubj", "nsubjpass", "aux", "auxpass", "neg"))
