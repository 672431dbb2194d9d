"""Parses written by hand: `word/TAG/dep/head` (head counts from 1 within the sentence, 0 for the root)."""

from __future__ import annotations

from dateline.model import Document, DocumentId, Entity, Parse, Parsed, Sentence, Token

POS = {
    "NN": "NOUN",
    "NNS": "NOUN",
    "NNP": "PROPN",
    "IN": "ADP",
    "DT": "DET",
    ".": "PUNCT",
    ",": "PUNCT",
    "CD": "NUM",
    "RP": "ADP",
}

LEMMAS = {"attacked": "attack", "said": "say", "rebels": "rebel"}


def written(*sentences: str, title: str = "", entities: tuple[Entity, ...] = (), name: str = "d1") -> Parsed:
    """A document of the sentences, words set apart by single spaces."""
    tokens: list[Token] = []
    spans: list[Sentence] = []
    text = ""
    for number, sentence in enumerate(sentences):
        base, start = len(tokens), len(text)
        for place, item in enumerate(sentence.split()):
            word, tag, dep, head = item.rsplit("/", 3)
            index = base + place
            above = base + int(head) - 1 if int(head) else index
            pos = POS.get(tag, "VERB" if tag.startswith("V") else "X")
            tokens.append(
                Token(
                    index,
                    len(text),
                    len(text) + len(word),
                    word,
                    LEMMAS.get(word.lower(), word.lower()),
                    pos,
                    tag,
                    dep,
                    above,
                    number,
                )
            )
            text += word + " "
        spans.append(Sentence(number, start, len(text) - 1, base, len(tokens)))
    text = text.rstrip()
    parse = Parse(tokens=tuple(tokens), sentences=tuple(spans), entities=entities)
    return Parsed(Document(id=DocumentId(name), text=text, title=title), parse)


ATTACK = (
    "Rebels/NNS/nsubj/2 attacked/VBD/ROOT/0 the/DT/det/4 convoy/NN/dobj/2 near/IN/prep/2 Mopti/NNP/pobj/5 ././punct/2"
)
SAID = "The/DT/det/2 army/NN/nsubj/3 said/VBD/ROOT/0 so/RB/advmod/3 ././punct/3"
