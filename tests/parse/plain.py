"""Parses without a model: every word its own root, so that no verb tells a tense."""

import re

from dateline.model import Document, DocumentId, Parse, Published, Sentence, Token

WORD = re.compile(r"\w+(?:\.\w+)*|[^\w\s]")


def document(text, published="2024-08-13"):
    day = Published(published, "day", "given") if published else None
    return Document(id=DocumentId("d1"), text=text, published=day)


def parse(text):
    """One sentence a line."""
    tokens, sentences, at = [], [], 0
    for line in text.splitlines(keepends=True):
        first = len(tokens)
        for match in WORD.finditer(line):
            i, word = len(tokens), match.group()
            start = at + match.start()
            tokens.append(Token(i, start, start + len(word), word, word.lower(), "X", "XX", "ROOT", i, len(sentences)))
        if len(tokens) > first:
            sentences.append(_sentence(tokens, first, len(sentences)))
        at += len(line)
    return Parse(tokens=tuple(tokens), sentences=tuple(sentences))


def _sentence(tokens, first, index):
    return Sentence(index, tokens[first].start, tokens[-1].end, first, len(tokens), index)
