"""Syntax trees written by hand with lemmas: `word/lemma/TAG/dep/head` (heads count from 1, 0 is the root)."""

from __future__ import annotations

from dateline.model import Document, DocumentId, Entity, Parse, Parsed, Sentence, Token

POS = {"NN": "NOUN", "NNP": "PROPN", "VB": "VERB", "JJ": "ADJ", "IN": "ADP", "DT": "DET", "CD": "NUM", "RP": "ADP"}
POS |= {"TO": "PART", "MD": "AUX", "RB": "ADV", "PR": "PRON", "WP": "PRON"}


def tree(*sentences: str, entities: tuple[Entity, ...] = (), paragraphs: tuple[int, ...] = ()) -> Parsed:
    """A document of the sentences, words set apart by single spaces; all in one paragraph unless told."""
    tokens: list[Token] = []
    spans: list[Sentence] = []
    text = ""
    for number, sentence in enumerate(sentences):
        base, start = len(tokens), len(text)
        for place, item in enumerate(sentence.split()):
            word, lemma, tag, dep, head = item.split("/")
            index = base + place
            above = base + int(head) - 1 if int(head) else index
            pos = POS.get(tag[:3], POS.get(tag[:2], "X"))
            tokens.append(Token(index, len(text), len(text) + len(word), word, lemma, pos, tag, dep, above, number))
            text += word + " "
        paragraph = paragraphs[number] if paragraphs else 0
        spans.append(Sentence(number, start, len(text) - 1, base, len(tokens), paragraph))
    parse = Parse(tokens=tuple(tokens), sentences=tuple(spans), entities=entities)
    return Parsed(Document(id=DocumentId("d1"), text=text.rstrip()), parse)
