"""Part of speech and lemma of a word, asked of spaCy once and remembered.

spaCy's attribute ruler and lemmatizer look at a word, its tag and its dependency only (and, for "there is", at the word
before), yet take a quarter of the pipeline's time. Remembering their answers gives the same annotation for less; the
memory is bounded, and an answer never depends on which document asked first.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping, Sequence
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

REMEMBERED = 1 << 16  # answers
EXPLETIVE = "expl"
BETWEEN = ("|", "SYM", "dep")  # keeps the words of one question apart
THERE = ("there", "EX", EXPLETIVE)

Key = tuple[str, str, str, bool]  # word, tag, dependency, whether an expletive stands before it


class Lexemes:
    """The answers of the model's attribute ruler and lemmatizer."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._pipes: tuple[Any, ...] = tuple(nlp.get_pipe(name) for name in ("attribute_ruler", "lemmatizer"))
        _index(self._pipes[1].lookups.get_table("lemma_index"))
        self._known: dict[Key, tuple[str, str]] = {}

    def of(self, doc: Doc) -> Iterator[tuple[str, str, str, str]]:
        """Universal part of speech, lemma, tag and dependency of each word."""
        keys = list(_keys(doc))
        if len(self._known) > REMEMBERED:
            self._known.clear()
        if unknown := [key for key in dict.fromkeys(keys) if key not in self._known]:
            self._known.update(zip(unknown, self._ask(unknown), strict=True))
        return ((*self._known[key], key[1], key[2]) for key in keys)

    def _ask(self, keys: Sequence[Key]) -> list[tuple[str, str]]:
        rows, places = [], []
        for text, tag, dep, after_expletive in keys:
            rows.append(THERE if after_expletive else BETWEEN)
            places.append(len(rows))
            rows.append((text, tag, dep))
        words, tags, deps = (list(column) for column in zip(*rows, strict=True))
        doc = Doc(self._nlp.vocab, words=words, tags=tags, deps=deps, heads=list(range(len(rows))))
        for pipe in self._pipes:
            doc = pipe(doc)
        return [(doc[i].pos_, doc[i].lemma_) for i in places]


def _index(lemmas: MutableMapping[str, Any]) -> None:
    """Make sets of the lists of known lemmas: the lemmatizer looks through them word by word."""
    for part in list(lemmas):
        lemmas[part] = frozenset(lemmas[part])


def _keys(doc: Doc) -> Iterator[Key]:
    before = ""
    for token in doc:
        dep = token.dep_
        yield token.text, token.tag_, dep, before == EXPLETIVE
        before = dep
