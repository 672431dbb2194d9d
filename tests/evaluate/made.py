"""A predictor that answers with records written by hand: {document id: [(trigger, type, mode, actor, recipient)]}."""

import gzip
import json

from dateline.model import Coded, Event, Extent, Parse, Party, Sentence, Span, Token, event_id


def predictor(answers):
    def predict(documents):
        for document in documents:
            records = tuple(_record(document, answer) for answer in answers.get(str(document.id), ()))
            yield Coded(document=document, parse=_parse(document.text), events=records)

    return predict


def _record(document, answer):
    trigger, type_, mode, actor, recipient = (*answer, *(None,) * (5 - len(answer)))
    at = _span(document.text, trigger)
    return Event(
        id=event_id(document.id, type_, mode, status="actual", trigger=at),
        document=document.id, sentence=Extent(0, len(document.text)), type=type_, mode=mode, quad="", score=0, cameo="",
        trigger=at, actors=_party(document.text, actor), recipients=_party(document.text, recipient),
    )  # fmt: skip


def _span(text, words):
    return Span.of(text, text.index(words), text.index(words) + len(words))


def _party(text, words):
    return (Party(text=words, start=_span(text, words).start, end=_span(text, words).end),) if words else ()


def _parse(text):
    tokens, at = [], 0
    for i, word in enumerate(text.split(" ")):
        tokens.append(Token(i, at, at + len(word), word, word, "X", "X", "dep", 0, 0))
        at += len(word) + 1
    return Parse(tokens=tuple(tokens), sentences=(Sentence(0, 0, len(text), 0, len(tokens)),))


def write(path, rows):
    path.write_bytes(gzip.compress("\n".join(json.dumps(row) for row in rows).encode()))
    return path
