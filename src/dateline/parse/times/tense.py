"""The tense of the verb that governs some words, from the parse."""

from __future__ import annotations

from dateline.model import Parse, Token
from dateline.parse.times.grammar import Tense

PLANNED = frozenset(
    {
        "schedule",
        "slate",
        "plan",
        "expect",
        "due",
        "set",
        "intend",
        "prepare",
        "hope",
        "vow",
        "promise",
        "pledge",
        "threaten",
        "aim",
        "want",
        "seek",
        "propose",
    }
)
SAYING = frozenset(
    {"say", "tell", "report", "add", "announce", "state", "claim", "note", "write", "quote", "cite", "show"}
)
AHEAD_OF = frozenset({"ahead", "upcoming", "pending"})
DEFERRED = frozenset({"postpone", "extend", "adjourn", "defer", "delay", "reschedule"})
WILL = frozenset({"will", "shall", "'ll", "wo"})
MODALS = frozenset({"would", "could", "can", "may", "might", "should", "must"})
DEPTH = 20  # steps up the tree
VERBS = frozenset({"VERB", "AUX"})


def tense_of(parse: Parse, start: int, end: int) -> Tense:
    """The tense of the verb above the words `start` to `end`: "" where there is none that tells."""
    inside = _tokens(parse, start, end)
    head = next((token for token in inside if not start <= parse.tokens[token.head].start < end), None)
    return _climb(parse, head) if head else ""


def _tokens(parse: Parse, start: int, end: int) -> list[Token]:
    first = parse.token_at(start)
    found = []
    i = first.index if first else len(parse.tokens)
    while i < len(parse.tokens) and parse.tokens[i].start < end:
        found.append(parse.tokens[i])
        i += 1
    return found


def _climb(parse: Parse, token: Token) -> Tense:
    """Up the tree to the first verb that has a tense of its own.

    Past a noun ("Friday's attack") only a plain future tells: other tenses are of what is said about it.
    """
    of_noun = token.dep in ("poss", "compound", "nmod", "nummod")
    for _ in range(DEPTH):
        if token.lemma.lower() in AHEAD_OF:
            return "future"
        if token.pos in VERBS and (found := _of_verb(parse, token)):
            plain = found in ("past", "perfect") or _helpers(parse, token) & WILL
            return "" if of_noun and not plain else found
        if token.head == token.index:
            return ""
        token = parse.tokens[token.head]
    return ""


def _helpers(parse: Parse, verb: Token) -> set[str]:
    below = (parse.tokens[i] for i in parse.children[verb.index])
    return {token.lemma.lower() for token in below if token.dep in ("aux", "auxpass")}


def _of_verb(parse: Parse, verb: Token) -> Tense:
    lemmas = _helpers(parse, verb)
    if lemmas & WILL or verb.lemma in ("schedule", "slate"):
        return "future"
    if "to" in lemmas:
        return _of_infinitive(parse, verb)
    if verb.lemma not in DEFERRED and ("have" in lemmas or _has_past_helper(parse, verb)):
        return "past" if _has_past_helper(parse, verb) else "perfect"
    if lemmas & MODALS:
        return "future"
    return _of_form(parse, verb, lemmas)


def _has_past_helper(parse: Parse, verb: Token) -> bool:
    below = (parse.tokens[i] for i in parse.children[verb.index])
    return any(token.tag == "VBD" and token.dep in ("aux", "auxpass") for token in below)


def _of_infinitive(parse: Parse, verb: Token) -> Tense:
    """An infinitive lies ahead of its verb: of a plan, or of a present."""
    above = parse.tokens[verb.head]
    if above.index == verb.index or above.lemma in PLANNED:
        return "future"
    return _climb(parse, above) or "future"


def _of_form(parse: Parse, verb: Token, helpers: set[str]) -> Tense:
    if verb.lemma in DEFERRED:
        return "future"
    if verb.tag == "VBD":
        return "past"
    if verb.tag in ("VBZ", "VBP"):
        return "past" if verb.lemma in SAYING or _beside_past(parse, verb) else "present"
    if verb.tag == "VBG":
        return "present" if helpers else ""
    if verb.tag == "VBN":
        return "future" if verb.lemma in PLANNED and "be" in helpers else "past"
    return ""


def _beside_past(parse: Parse, verb: Token) -> bool:
    """They chanted as they march: the present of a scene told in the past."""
    return verb.dep == "advcl" and parse.tokens[verb.head].tag == "VBD"
