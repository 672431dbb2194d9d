"""PLOVER contexts: what a sentence is about, by word list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import groupby

import msgspec
import yaml

from dateline.errors import DataError
from dateline.model import Parse, Sentence
from dateline.ontology import Ontology, plover

FILE = "contexts.yaml"
ENOUGH = 2  # words of a context in the paragraph, where the sentence itself has none


class ContextLexicon(msgspec.Struct, frozen=True):
    """Phrases by first word, each with its context; `always` are contexts that a type and mode bring with them."""

    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    always: Mapping[str, tuple[str, ...]]
    order: tuple[str, ...]

    @classmethod
    def load(cls) -> ContextLexicon:
        """The word list of the package, read once."""
        return _plover_contexts()

    def of(self, parse: Parse) -> tuple[tuple[str, ...], ...]:
        """The contexts of each sentence, or of its paragraph where that names them twice, in the ontology's order."""
        own = [Counter(self.hits(parse, sentence)) for sentence in parse.sentences]
        found: list[tuple[str, ...]] = []
        for _, paragraph in groupby(parse.sentences, key=lambda sentence: sentence.paragraph):
            inside = [own[sentence.index] for sentence in paragraph]
            around = sum(inside, Counter())
            twice = {context for context, count in around.items() if count >= ENOUGH}
            found += [tuple(c for c in self.order if c in hits or c in twice) for hits in inside]
        return tuple(found)

    def with_kind(self, contexts: tuple[str, ...], type_: str, mode: str | None) -> tuple[str, ...]:
        """The contexts with those that the kind of act brings along."""
        brought = self.always.get(f"{type_}/{mode}", ())
        return tuple(c for c in self.order if c in contexts or c in brought)

    def hits(self, parse: Parse, sentence: Sentence) -> Iterator[str]:
        """The context of every phrase found in a sentence."""
        words = [(t.lemma.lower(), t.text.lower()) for t in parse.tokens[sentence.first : sentence.last]]
        for at, forms in enumerate(words):
            for phrase, context in (p for form in dict.fromkeys(forms) for p in self.phrases.get(form, ())):
                following = words[at : at + len(phrase)]
                if len(following) == len(phrase) and all(w in f for w, f in zip(phrase, following, strict=True)):
                    yield context


class File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The word list as its file has it."""

    words: dict[str, list[str]]
    always: dict[str, list[str]]


def build(text: str, ontology: Ontology, name: str = FILE) -> ContextLexicon:
    """The word list of a YAML text; raises DataError for a context that the ontology does not have."""
    file = msgspec.convert(yaml.load(text, Loader=yaml.BaseLoader), File)  # noqa: S506 - strings only
    unknown = sorted(({*file.words} | {c for listed in file.always.values() for c in listed}) - {*ontology.contexts})
    if unknown:
        raise DataError(f"no such context: {unknown[0]}.", name, "The ontology lists the contexts.")
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for context, listed in file.words.items():
        for phrase in listed:
            words = tuple(phrase.lower().split())
            phrases.setdefault(words[0], []).append((words, context))
    always = {kind: tuple(listed) for kind, listed in file.always.items()}
    return ContextLexicon({word: tuple(found) for word, found in phrases.items()}, always, ontology.contexts)


@cache
def _plover_contexts() -> ContextLexicon:
    return build(files(__package__).joinpath("data", FILE).read_text("utf-8"), plover(), f"coding/data/{FILE}")
