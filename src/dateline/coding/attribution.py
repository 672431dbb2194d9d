"""Who says so: every source, cue and content of a text, and the chain of sources behind one act.

The record follows PARC 3.0 and PolNeAR (Newell et al., LREC 2018): sources, a cue, a content of one or more pieces.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from dateline.coding.relation import AttributionRelation, Source
from dateline.coding.sayings import sayings, stance_of
from dateline.coding.sources import source_of
from dateline.model import Attribution, Parsed, Quote, Span, Stance

RELAYS = frozenset({"quote", "cite", "report", "accord", "translate", "reportedly"})
MARK = 1  # a quotation mark that belongs to the sentence within
WEAK = frozenset({"allegedly", "alleged", "supposed", "supposedly", "apparently"})  # say nothing beside a named source


def find(parsed: Parsed) -> tuple[AttributionRelation, ...]:
    """Every attribution of the document, one for each cue, in text order; its content may have several pieces."""
    found = list(sayings(parsed))
    found += [r for quote in parsed.parse.quotes for r in _of_quote(parsed, quote)]
    by_cue: dict[int, AttributionRelation] = {}
    for relation in found:
        known = by_cue.get(relation.cue.start)
        by_cue[relation.cue.start] = relation if known is None else _merged(parsed, known, relation)
    return tuple(by_cue[start] for start in sorted(by_cue))


def _merged(parsed: Parsed, known: AttributionRelation, more: AttributionRelation) -> AttributionRelation:
    """What a quotation adds to the attribution that syntax found: more content, and a source where it had none."""
    content = _union(parsed.document.text, [*known.content, *more.content])
    return msgspec.structs.replace(
        known, content=content, sources=known.sources or more.sources, reports=known.reports or more.reports
    )


def _union(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """The stretches that the spans cover together; those that only space or marks part become one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and not any(c.isalnum() for c in text[joined[-1].end : span.start]):
            joined[-1] = Span.of(text, joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def _of_quote(parsed: Parsed, quote: Quote) -> Iterator[AttributionRelation]:
    """What a quotation with a speaker attributes."""
    if quote.speaker is None or quote.speaker.overlaps(quote.span):
        return
    cue = quote.cue or quote.speaker
    token = parsed.parse.token_at(cue.start)
    stance = stance_of(parsed.parse, token.index) if token else None
    yield AttributionRelation(
        sources=(source_of(parsed, quote.speaker),),
        cue=cue,
        content=(quote.span,),
        stance=stance or "asserts",
        lemma=token.lemma.lower() if token else "",
    )


def around(parsed: Parsed, relations: Sequence[AttributionRelation], index: int) -> tuple[AttributionRelation, ...]:
    """The attributions that the act at token `index` stands in, nearest first, denials last, one for each source."""
    at = parsed.parse.tokens[index].start
    holding = [r for r in relations if r.reports and r.covers(at) and not r.cue.start <= at < r.cue.end]
    kept: list[AttributionRelation] = []
    for relation in sorted(holding, key=lambda r: (r.stance == "denies", _size(r, at), -r.cue.start)):
        if not any(_one_source(relation, other) for other in kept):
            kept.append(relation)
    return tuple(r for i, r in enumerate(kept) if len(kept) == 1 or not _adds_nothing(parsed, r, kept[i + 1 :]))


def _adds_nothing(parsed: Parsed, relation: AttributionRelation, outer: Sequence[AttributionRelation]) -> bool:
    """Beside a named source "allegedly" tells nothing more; nor does the speaker's own "he believes"."""
    if not relation.sources:
        return relation.lemma in WEAK
    heads = [s.head for s in relation.sources]
    pronouns = all(h is not None and parsed.parse.tokens[h].tag == "PRP" for h in heads)
    return pronouns and any(r.covers(relation.cue.start) for r in outer)


def chain(relations: Sequence[AttributionRelation]) -> tuple[Attribution, ...]:
    """The record's attribution: the sources of what `around` gave; empty is the publication's own voice."""
    return tuple(a for i, r in enumerate(relations) for a in _attributions(r, outer=i > 0))


def quoted(parsed: Parsed, index: int) -> tuple[Attribution, ...]:
    """The speaker of the quotation around the token's whole sentence; empty where there is none or nobody is found."""
    sentence = parsed.parse.sentences[parsed.parse.tokens[index].sentence]
    first, last = sentence.start + MARK, sentence.end - MARK
    whole = [q for q in parsed.parse.quotes if q.span.start <= first and last <= q.span.end]
    return chain([r for quote in whole[-1:] for r in _of_quote(parsed, quote)])


def _size(relation: AttributionRelation, offset: int) -> int:
    return next(p.end - p.start for p in relation.content if p.start <= offset < p.end)


def _named(relation: AttributionRelation) -> tuple[Source, ...]:
    return relation.sources or (Source(relation.cue, anonymous=True),)


def _one_source(relation: AttributionRelation, other: AttributionRelation) -> bool:
    return any(a.span.overlaps(b.span) for a in _named(relation) for b in _named(other))


def _attributions(relation: AttributionRelation, *, outer: bool) -> Iterator[Attribution]:
    relayed: Stance = (
        "relays" if outer and relation.lemma in RELAYS and relation.stance == "asserts" else relation.stance
    )
    for named in _named(relation):
        yield Attribution(
            text=named.span.text,
            start=named.span.start,
            end=named.span.end,
            cue=relation.cue.text,
            stance=relayed,
            medium=relation.medium,
            anonymous=named.anonymous,
        )
