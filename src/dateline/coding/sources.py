"""Sources: their span, and whether they stay nameless."""

from __future__ import annotations

from dateline.coding.grammar import below, head_of, lemma
from dateline.coding.relation import Source
from dateline.coding.spans import grow
from dateline.coding.words import words
from dateline.model import Parse, Parsed, Span

PAPERS = frozenset({"report", "statement", "story", "account"})  # "the report" is one that can be found


def source(parsed: Parsed, head: int) -> Source:
    """The source whose noun phrase has that head."""
    return Source(grow(parsed.parse, parsed.document.text, head), head, is_anonymous(parsed.parse, head))


def source_of(parsed: Parsed, span: Span) -> Source:
    """The source that stands at a span found otherwise."""
    head = head_of(parsed.parse, span.start, span.end)
    return Source(span, head, head is not None and is_anonymous(parsed.parse, head))


def is_nobody(parse: Parse, head: int) -> bool:
    """Whether the subject says that there is no source: "no group", "nobody"."""
    negated = any(parse.tokens[i].text.lower() == "no" for i in below(parse, head, "det"))
    return negated or parse.tokens[head].text.lower() in ("nobody", "none", "noone")


def is_anonymous(parse: Parse, head: int) -> bool:
    """Whether the noun phrase leaves the source without a name: "an official", "reports", "some"."""
    token = parse.tokens[head]
    if token.pos == "PROPN" or lemma(parse, head) not in words("sources")["anonymous"]:
        return False
    if any(parse.tokens[i].pos == "PROPN" for i in below(parse, head, "appos")):
        return False
    definite = any(parse.tokens[i].text.lower() in ("the", "this", "that") for i in below(parse, head, "det"))
    return not (definite and token.tag == "NN" and lemma(parse, head) in PAPERS)
