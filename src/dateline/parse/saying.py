"""Words that introduce speech, and who is the subject of one."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec

from dateline.model import Parse, Token

SUBJECTS = ("nsubj", "nsubjpass")
CUT = frozenset({"relcl", "acl", "appos", "advcl", "parataxis", "punct", "cc", "conj", "case"})
KEPT = ("of", "for", "from", "at", "to", "with")  # a spokesman for the group
BRACKETS = frozenset({"(", "["})
RELATIVES = frozenset({"who", "which", "that"})


class Saying(msgspec.Struct, frozen=True):
    """The project's list of words of saying."""

    verbs: frozenset[str]
    introductions: frozenset[str]  # nouns: a statement, a letter
    introducing: frozenset[str]  # verbs that take them: issued a statement


@cache
def saying() -> Saying:
    """The list, read once."""
    lines = files(__package__).joinpath("data", "saying.txt").read_text("utf-8").splitlines()
    rows = dict(line.split(":", 1) for line in lines if line and not line.startswith("#"))
    return Saying(*(frozenset(rows[name].split()) for name in ("verbs", "introductions", "introducing")))


def subject(parse: Parse, verb: Token) -> Token | None:
    """The head of a verb's subject; of a coordinated verb its sister's, of a relative clause what it describes."""
    tokens = parse.tokens
    own = next((tokens[i] for i in parse.children[verb.index] if tokens[i].dep in SUBJECTS), None)
    if own is not None:
        is_relative = own.text.lower() in RELATIVES and verb.dep == "relcl"
        return tokens[verb.head] if is_relative else own
    if (verb.dep in ("conj", "xcomp") or (verb.dep == "advcl" and verb.tag == "VBG")) and tokens[verb.head].pos in (
        "VERB",
        "AUX",
    ):
        return subject(parse, tokens[verb.head])
    return tokens[verb.head] if verb.dep == "acl" and tokens[verb.head].pos in ("NOUN", "PROPN") else None


def is_told(parse: Parse, token: Token) -> bool:
    """Whether somebody is only spoken to, as a medium is: told the agency."""
    return token.dep in ("dobj", "dative") and parse.tokens[token.head].lemma.lower() == "tell"


def phrase(parse: Parse, head: Token) -> tuple[int, int]:
    """Tokens `first` to `last` (exclusive) of a noun phrase with its sisters, without clauses and appositions."""
    first, last = single(parse, head)
    return first, together(parse, head, last)


def single(parse: Parse, head: Token) -> tuple[int, int]:
    """The phrase without its sisters: Iran, of "Iran and Iraq"."""
    first, last = head.index, head.index + 1
    for child in parse.children[head.index]:
        dep = parse.tokens[child].dep
        below = parse.subtree(child)
        if child < head.index and dep not in CUT:
            first = min(first, below[0])
        elif child > head.index:
            if dep in CUT or below[0] != last or _is_loose(parse, head, child):
                break
            last = _before_bracket(parse, last, below[-1] + 1)
    return _after_bracket(parse, first, head.index), last


def together(parse: Parse, head: Token, last: int) -> int:
    """Where the phrase ends with its sister, if nothing else stands between: Iran and Iraq."""
    sisters = [i for i in parse.children[head.index] if parse.tokens[i].dep == "conj" and i > head.index]
    joined = [i for i in parse.children[head.index] if parse.tokens[i].dep == "cc" and i > head.index]
    if len(sisters) == len(joined) == 1 and joined[0] == last and min(parse.subtree(sisters[0])) == last + 1:
        return phrase(parse, parse.tokens[sisters[0]])[1]
    return last


def _before_bracket(parse: Parse, first: int, last: int) -> int:
    return next((i for i in range(first, last) if parse.tokens[i].text in BRACKETS), last)


def _after_bracket(parse: Parse, first: int, head: int) -> int:
    """Where the phrase begins if its head stands inside a bracket that opens before it."""
    for i in range(head - 1, first - 1, -1):
        if parse.tokens[i].text in (")", "]"):
            return first
        if parse.tokens[i].text in BRACKETS:
            return i + 1
    return first


def _is_loose(parse: Parse, head: Token, child: int) -> bool:
    """Whether a preposition after the head begins something of the clause ("in a video"), not of the name."""
    word = parse.tokens[child]
    kept = ("of", "for", "to") if head.pos == "PROPN" else KEPT
    return word.dep == "prep" and word.text.lower() not in kept
