"""Direct quotations with their speakers and cues.

First the marks are paired, paragraph by paragraph. Then each quotation looks for its speaker: at a verb of saying
beside it, at a colon before it, at the quotation that it continues, last in the sentence before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile
from typing import Literal

import msgspec

from dateline.model import Document, Parse, Quote, Sentence, Span, Token
from dateline.parse.marks import CLOSE, FACING, OPEN, facing
from dateline.parse.saying import phrase, saying, subject

How = Literal["verb", "colon", "previous", "continued", ""]
Found = tuple[Span, Span, How]

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "DET", "NUM", "ADJ"})
NOBODY = frozenset({"that", "this", "which", "what", "there"})
STOPS = frozenset({".", "!", "?", "..", "...", "…"})
NEAR = 12  # words between a quotation and its verb of saying
SHORT = 8  # words of a sentence that only says who spoke
ONE_QUOTE = 3  # words: fewer are a quoted term, whose sentence need not be speech


class Stretch(msgspec.Struct, frozen=True):
    """Tokens `first` to `last` (exclusive) inside a pair of marks; `goes_on` if the next paragraph continues it."""

    first: int
    last: int
    goes_on: bool = False
    marked: bool = True


def find(document: Document, parse: Parse) -> tuple[Quote, ...]:
    """The quotations of a document, in text order."""
    quotes: list[Quote] = []
    before: Stretch | None = None
    for stretch in stretches(parse):
        quotes.append(_quote(document.text, parse, stretch, before, quotes[-1] if quotes else None))
        before = stretch
    return tuple(quotes)


def stretches(parse: Parse) -> Iterator[Stretch]:
    """The quoted stretches; a statement without marks after "X said:" is one too."""
    paragraphs = [list(group) for _, group in groupby(parse.sentences, key=lambda sentence: sentence.paragraph)]
    for i, sentences in enumerate(paragraphs):
        follows = paragraphs[i + 1 :]
        opens = bool(follows) and _facing(parse, follows[0])[:1] == [OPEN]
        found = list(_paired(parse, sentences, opens=opens))
        yield from found
        if follows and not opens and not found and _introduces(parse, sentences[-1]):
            yield _unmarked(parse, follows)


def _facing(parse: Parse, sentences: Sequence[Sentence]) -> list[int]:
    return facing(parse.tokens[sentences[0].first : sentences[-1].last])


def _paired(parse: Parse, sentences: Sequence[Sentence], *, opens: bool) -> Iterator[Stretch]:
    """The stretches between marks of one paragraph; one that never closes runs on only if the next paragraph opens."""
    base, end = sentences[0].first, sentences[-1].last
    start: int | None = None
    last_close = base
    for i, way in enumerate(_facing(parse, sentences), base):
        if way == OPEN:
            if start is not None:
                yield from _cut(start, _sentence_end(parse, start, i))
            start = i + 1
        elif way == CLOSE:
            yield from _cut(start if start is not None else _sentence_start(parse, last_close, i), i)
            start, last_close = None, i + 1
    if start is not None:
        stop = _lost_mark(parse, start, end)
        goes_on = opens and stop == end
        yield from _cut(start, stop, goes_on=True) if goes_on else _cut(start, _sentence_end(parse, start, stop))


def _cut(first: int, last: int, *, goes_on: bool = False) -> Iterator[Stretch]:
    if first < last:
        yield Stretch(first, last, goes_on)


def _sentence_end(parse: Parse, start: int, limit: int) -> int:
    return min(parse.sentences[parse.tokens[start].sentence].last, limit) if start < limit else limit


def _lost_mark(parse: Parse, start: int, limit: int) -> int:
    """Where a quotation that never closes ends: a doubled stop is what careless conversion leaves of stop and mark."""
    return next((i + 1 for i in range(start, limit) if parse.tokens[i].text == ".."), limit)


def _sentence_start(parse: Parse, lowest: int, mark: int) -> int:
    """Where a quotation whose opening mark was lost begins: with its sentence."""
    return max(parse.sentences[parse.tokens[mark].sentence].first, lowest)


def _introduces(parse: Parse, sentence: Sentence) -> bool:
    """Whether a sentence ends in a colon and says that somebody speaks."""
    return parse.tokens[sentence.last - 1].text == ":" and _introducer(parse, sentence) is not None


def _unmarked(parse: Parse, paragraphs: Sequence[Sequence[Sentence]]) -> Stretch:
    """An official statement given after a colon, up to the next paragraph that introduces something."""
    last = paragraphs[0][-1].last
    for sentences in paragraphs:
        if parse.tokens[sentences[-1].last - 1].text == ":":
            break
        last = sentences[-1].last
    return Stretch(paragraphs[0][0].first, last, marked=False)


def _quote(text: str, parse: Parse, stretch: Stretch, before: Stretch | None, said: Quote | None) -> Quote:
    """The quotation with its speaker: who is at its verb, or is carried on, or spoke before."""
    span = parse.span(text, stretch.first, stretch.last)
    carried = said if said is not None and said.speaker is not None else None
    if carried and before and before.goes_on:
        return Quote(span, carried.speaker, carried.cue, "continued")
    if found := _speaker(text, parse, stretch):
        return Quote(span, *found)
    if carried and before and _follows(parse, before, stretch):
        return Quote(span, carried.speaker, carried.cue, "continued")
    return Quote(span, *(_previous(text, parse, stretch) or ()))


def _speaker(text: str, parse: Parse, stretch: Stretch) -> Found | None:
    """Speaker, cue and how they were found, beside the quotation."""
    for verb in _verbs_beside(parse, stretch):
        if found := _at_verb(text, parse, stretch, verb, "verb"):
            return found
    return _according(text, parse, stretch) or _colon(text, parse, stretch)


def _at_verb(text: str, parse: Parse, stretch: Stretch, verb: Token, how: How) -> Found | None:
    who = subject(parse, verb)
    if who is None or stretch.first <= who.index < stretch.last or who.pos not in NOMINAL or who.text.lower() in NOBODY:
        return None
    return parse.span(text, *phrase(parse, who)), parse.span(text, verb.index, verb.index + 1), how


def _verbs_beside(parse: Parse, stretch: Stretch) -> Iterator[Token]:
    """The verbs of saying that the quotation may belong to, the likeliest first."""
    if not stretch.marked:
        return
    sides = [_after(parse, stretch), _before(parse, stretch)]
    if parse.tokens[stretch.last - 1].text in STOPS and parse.tokens[stretch.last - 1].text not in ("?", "!"):
        sides.reverse()
    for side in sides:
        yield from (token for token in side if _is_saying(token))
    yield from _above(parse, stretch)


def _is_saying(token: Token) -> bool:
    return token.pos == "VERB" and token.lemma.lower() in saying().verbs


def _after(parse: Parse, stretch: Stretch) -> list[Token]:
    """The words after the closing mark, up to the next quotation or the end of the sentence."""
    tokens, at = parse.tokens, stretch.last + 1
    if at >= len(tokens) or _is_unquoted(tokens[stretch.last]) or not _same_breath(parse, stretch.last, at):
        return []
    limit = min(parse.sentences[tokens[at].sentence].last, at + NEAR)
    return list(takewhile(_is_unquoted, tokens[at:limit]))


def _same_breath(parse: Parse, mark: int, after: int) -> bool:
    """Whether what follows the mark still belongs to it: the same sentence, or one that only says who spoke."""
    here, there = parse.tokens[mark], parse.tokens[after]
    if here.sentence == there.sentence:
        return True
    sentence = parse.sentences[there.sentence]
    same = sentence.paragraph == parse.sentences[here.sentence].paragraph
    return same and sentence.last - sentence.first <= SHORT and parse.tokens[mark - 1].text in ("?", "!", ",")


def _before(parse: Parse, stretch: Stretch) -> list[Token]:
    """The words before the opening mark, nearest first, back to the last quotation or the start of the sentence."""
    at = stretch.first - 1
    start = max(parse.sentences[parse.tokens[stretch.first].sentence].first, at - NEAR)
    return list(takewhile(_is_unquoted, reversed(parse.tokens[start:at]))) if at > start else []


def _is_unquoted(token: Token) -> bool:
    return token.text not in FACING


def _above(parse: Parse, stretch: Stretch) -> Iterator[Token]:
    """The verbs of saying that govern words of the quotation."""
    inside = parse.tokens[stretch.first : stretch.last]
    top = next((t for t in inside if not stretch.first <= t.head < stretch.last), None)
    for _ in range(NEAR):
        if top is None or top.head == top.index:
            return
        top = parse.tokens[top.head]
        if _is_saying(top):
            yield top


def _according(text: str, parse: Parse, stretch: Stretch) -> Found | None:
    """According to X, in the quotation's sentence."""
    sentence = parse.sentences[parse.tokens[stretch.last - 1].sentence]
    for token in parse.tokens[sentence.first : sentence.last]:
        if token.text.lower() == "according" and not stretch.first <= token.index < stretch.last:
            below = (parse.tokens[i] for i in parse.subtree(token.index))
            who = next((word for word in below if word.dep == "pobj"), None)
            if who:
                cue = parse.span(text, token.index, min(token.index + 2, len(parse.tokens)))
                return parse.span(text, *phrase(parse, who)), cue, "verb"
    return None


def _colon(text: str, parse: Parse, stretch: Stretch) -> Found | None:
    """X said: as a sentence of its own before the quotation."""
    number = parse.tokens[stretch.first].sentence
    if number == 0:
        return None
    before = parse.sentences[number - 1]
    verb = _introducer(parse, before) if parse.tokens[before.last - 1].text == ":" else None
    return _at_verb(text, parse, stretch, verb, "colon") if verb else None


def _introducer(parse: Parse, sentence: Sentence) -> Token | None:
    """The last verb of saying of a sentence, or the verb that has a statement made."""
    words = parse.tokens[sentence.first : sentence.last]
    spoken = [token for token in words if _is_saying(token)]
    if spoken:
        return spoken[-1]
    nouns = any(token.lemma.lower() in saying().introductions for token in words)
    verbs = [t for t in words if t.pos == "VERB" and t.lemma.lower() in saying().introducing] if nouns else []
    return verbs[0] if verbs else None


def _follows(parse: Parse, before: Stretch, stretch: Stretch) -> bool:
    """Whether the quotation goes on the one before: nothing told in between, or a paragraph of its own right after."""
    tokens, sentences = parse.tokens, parse.sentences
    between = tokens[stretch.first].sentence - tokens[before.last - 1].sentence
    here, there = sentences[tokens[stretch.first].sentence], sentences[tokens[before.last - 1].sentence]
    opens = stretch.first - here.first <= 1
    if here.paragraph == there.paragraph:
        return between == 0 or (between == 1 and opens)
    return here.paragraph == there.paragraph + 1 and opens and _is_whole(parse, stretch)


def _is_whole(parse: Parse, stretch: Stretch) -> bool:
    """Whether the quotation is a sentence of its own, no mere words of one."""
    long = stretch.last - stretch.first > ONE_QUOTE
    return long and parse.tokens[stretch.last - 1].text in STOPS and parse.tokens[stretch.first].text[0].isupper()


def _previous(text: str, parse: Parse, stretch: Stretch) -> Found | None:
    """Who spoke, or acted, in the sentence before a quotation that is a sentence of its own."""
    number = parse.tokens[stretch.first].sentence
    if number == 0 or not stretch.marked or not _is_whole(parse, stretch):
        return None
    before = parse.sentences[number - 1]
    if stretch.first - parse.sentences[number].first > 1 or parse.sentences[number].paragraph - before.paragraph > 1:
        return None
    words = parse.tokens[before.first : before.last]
    verb = next((token for token in words if _is_saying(token)), None)
    return _at_verb(text, parse, stretch, verb, "previous") if verb else None
