"""From the head of a noun phrase to the span a reader would mark for it."""

from __future__ import annotations

from dateline.coding.grammar import below
from dateline.model import Parse, Span

OUT = frozenset(
    {"relcl", "acl", "advcl", "conj", "cc", "preconj", "case", "punct", "appos", "advmod", "npadvmod", "mark"}
    | {
        "parataxis",
        "nsubj",
        "nsubjpass",
        "aux",
        "auxpass",
        "cop",
        "neg",
        "dep",
        "intj",
        "dobj",
        "ccomp",
        "xcomp",
        "predet",
    }
)
INNER = frozenset({"relcl", "acl", "advcl", "appos", "parataxis"})  # never part of a modifier
PHRASES = frozenset({"of", "from", "for", "to", "de"})  # prepositions whose phrase belongs to the name of a party
MARKS = frozenset({",", ";", ":", "-", "–", "—", "."})
DASHES = frozenset({"-", "–", "—", "--"})


def grow(parse: Parse, text: str, head: int) -> Span:
    """The longest noun phrase around a head without relative clause, participle, coordination or trailing phrase.

    An apposition stays where it names the head ("its president, Jane Roe"), and goes where it comments on a name
    ("Jane Roe, its president").
    """
    first, last = head, head
    for i in parse.children[head]:
        if _belongs(parse, head, i):
            inside = _kept(parse, i)
            first, last = min(first, inside[0]), max(last, inside[-1])
    return parse.span(text, _start(parse, first, head), last + 1)


def _start(parse: Parse, first: int, head: int) -> int:
    """Past punctuation, and past a dash that stands alone: what comes before it is a label ("OSLO - A soldier")."""
    for i in range(head - 1, first - 1, -1):
        alone = parse.tokens[i - 1].end < parse.tokens[i].start if i else True
        if parse.tokens[i].text in DASHES and alone and parse.tokens[i].end < parse.tokens[i + 1].start:
            return i + 1
    while first < head and parse.tokens[first].pos == "PUNCT":
        first += 1
    return first


def _belongs(parse: Parse, head: int, child: int) -> bool:
    token = parse.tokens[child]
    if token.dep == "appos":
        return names(parse, head, child)
    if token.dep == "prep":
        return child > head and (_of_name(parse, child) or _in_name(parse, head, child))
    if token.dep in OUT:  # of these only "at least" before a number that is itself the head
        return token.dep == "advmod" and parse.tokens[head].pos == "NUM" and child < head
    return child < head


def _of_name(parse: Parse, preposition: int) -> bool:
    """Whether the phrase is part of what the party is called: "of the army", not "of killing"."""
    return parse.tokens[preposition].lemma.lower() in PHRASES and bool(below(parse, preposition, "pobj"))


def names(parse: Parse, head: int, apposition: int) -> bool:
    """Whether the apposition gives the name of a head that has none."""
    return parse.tokens[head].pos != "PROPN" and parse.tokens[apposition].pos == "PROPN" and apposition > head


def _in_name(parse: Parse, head: int, preposition: int) -> bool:
    """Other phrases belong where the whole is one named entity: "the Resistance in Iraq"."""
    return any(e.first <= head < e.last and e.first <= preposition < e.last for e in parse.entities)


def _kept(parse: Parse, index: int) -> list[int]:
    """The tokens of a modifier, less clauses and closing punctuation."""
    kept = [index]
    for i in parse.children[index]:
        if parse.tokens[i].dep not in INNER and not _outer_punct(parse, i, index):
            kept += _kept(parse, i)
    return sorted(kept)


def _outer_punct(parse: Parse, child: int, index: int) -> bool:
    """A comma or dash that closes the phrase rather than joins its parts."""
    token = parse.tokens[child]
    return token.dep == "punct" and child > index and not any(i > child for i in parse.children[index])


def pieces(parse: Parse, text: str, indices: set[int]) -> tuple[Span, ...]:
    """The stretches of text that the tokens make up, without punctuation at their ends, in text order."""
    runs: list[list[int]] = []
    for i in sorted(indices):
        if runs and runs[-1][-1] == i - 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    trimmed = (_trim(parse, run) for run in runs)
    return tuple(parse.span(text, run[0], run[-1] + 1) for run in trimmed if run)


def _trim(parse: Parse, run: list[int]) -> list[int]:
    while run and parse.tokens[run[0]].text in MARKS:
        run = run[1:]
    while run and parse.tokens[run[-1]].text in MARKS:
        run = run[:-1]
    return run
