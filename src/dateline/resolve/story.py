"""What one story knows about its own actors: who is named in full where, what stands for what, who speaks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

import msgspec

from dateline.knowledge.actors import Actors, Entity, surname
from dateline.knowledge.names import key
from dateline.model import Document, Parse, Parsed, Span
from dateline.resolve.naming import plain

MAIN, DOMINANT = 0.4, 0.55  # share of all mentions of states from which on one is the story's own, or dominates it
_TITLE_DEPS = frozenset(("compound", "amod", "nmod", "poss", "case", "appos", "punct", "nummod"))


class Story(msgspec.Struct, frozen=True, dict=True):
    """A parsed document with how often it names each state (by code)."""

    parsed: Parsed
    states: Mapping[str, float]
    actors: Actors

    @property
    def document(self) -> Document:
        """The document."""
        return self.parsed.document

    @property
    def parse(self) -> Parse:
        """Its parse."""
        return self.parsed.parse

    @property
    def day(self) -> str:
        """The ISO day of publication, or as much of it as is known ("" where nothing is)."""
        published = self.document.published
        return (published.day or published.value) if published else ""

    @cached_property
    def main(self) -> str:
        """The state that the story plays in, "" where none stands out."""
        best = max(sorted(self.states), key=lambda code: self.states[code], default="")
        return best if best and self.states[best] >= MAIN * sum(self.states.values()) else ""

    @property
    def dominated(self) -> bool:
        """Whether most mentions of states are of one: then strangers are likely to be of it too."""
        return bool(self.main) and self.states[self.main] >= DOMINANT * sum(self.states.values())

    @cached_property
    def antecedents(self) -> dict[tuple[int, int], Span]:
        """The antecedent of each anaphor, by its span."""
        return {(r.mention.start, r.mention.end): r.antecedent for r in self.parse.references}

    def antecedent(self, span: Span) -> Span | None:
        """What a mention stands for, where the parse says."""
        exact = self.antecedents.get((span.start, span.end))
        if exact:
            return exact
        inside = (r for r in self.parse.references if span.start <= r.mention.start and r.mention.end == span.end)
        return next((r.antecedent for r in inside), None)

    def speaker(self, span: Span) -> Span | None:
        """Who speaks the quotation that a span stands in."""
        quotes = (q for q in self.parse.quotes if q.span.start <= span.start and span.end <= q.span.end)
        return next((q.speaker for q in quotes if q.speaker), None)

    @cached_property
    def named(self) -> tuple[tuple[int, Entity], ...]:
        """The bodies named in the story, people left out, by where they are named; ambiguous names left out too."""
        words = [(t.start, t.end) for t in self.parse.tokens]
        found = self.actors.within(self.document.text, words)
        only = ((words[f.first][0], f.entities[0]) for f in found if len(f.entities) == 1)
        return tuple((start, entity) for start, entity in only if entity.kind != "person")

    def last_named(self, before: int, kinds: frozenset[str], country: str = "") -> Entity | None:
        """The body of one of some kinds (and of a country, if given) that was named last before an offset."""
        fitting = (e for start, e in reversed(self.named) if start < before and e.kind in kinds)
        return next((e for e in fitting if not country or e.country == country), None)

    @cached_property
    def _long_names(self) -> dict[str, tuple[tuple[int, Entity], ...]]:
        """The last word of the names of bodies to where they are named, and who is: Brotherhood, Department."""
        text, words = self.document.text, [(t.start, t.end) for t in self.parse.tokens]
        found: dict[str, list[tuple[int, Entity]]] = {}
        for f in self.actors.within(text, words):
            if f.last - f.first > 1 and len(f.entities) == 1 and f.entities[0].kind != "person":
                found.setdefault(text[slice(*words[f.last - 1])], []).append((words[f.first][0], f.entities[0]))
        return {word: tuple(bodies) for word, bodies in found.items()}

    def shortened(self, span: Span) -> Entity | None:
        """For "the Brotherhood" the only body named before whose name ends so."""
        word = span.text.removeprefix("the ").removeprefix("The ")
        if not word[:1].isupper() or not word[1:].islower():
            return None
        bodies = {e.id: e for start, e in self._long_names.get(word, ()) if start < span.start}
        return next(iter(bodies.values())) if len(bodies) == 1 else None

    def names_another(self, name: str) -> bool:
        """Whether a name is somebody's first name in this story: "Ibrahim" where there is an Ibrahim al-Jaafari."""
        full = [key(span.text).split() for span in self.bare_people]
        return any(len(words) > 1 and words[0] == key(name) for words in full) and not self._full(name)

    def may_be(self, name: str, names: Iterable[str]) -> bool:
        """Whether somebody of that surname can be who some names call, by the full names that the story gives it."""
        known = [set(key(other).split()) for other in names]
        full = [set(words) for words in self._full(name)]
        return not full or any(a <= b or b <= a for a in full for b in known)

    def _full(self, name: str) -> list[list[str]]:
        """The full names that end in a surname."""
        full = (key(plain(span.text)).split() for span in self.bare_people)
        return [words for words in full if len(words) > 1 and words[-1] == key(name)]

    def titles(self, name: str) -> list[str]:
        """The words, in small letters, by which the story describes the bearers of a surname."""
        return [word.lower() for span in self.people.get(key(surname(name)), ()) for word in span.text.split()]

    @cached_property
    def bare_people(self) -> tuple[Span, ...]:
        """The names of people in the story, without their titles."""
        spans = (
            self.parse.span(self.document.text, e.first, e.last) for e in self.parse.entities if e.label == "PERSON"
        )
        return tuple({span.text: span for span in spans}.values())

    @cached_property
    def people(self) -> dict[str, tuple[Span, ...]]:
        """Surname to the descriptions of its bearers ("U.S. Defense Secretary Lloyd Austin"), fullest names first.

        Each wording once, so that a name that is told a thousand times costs no more than its wordings.
        """
        found: dict[str, list[tuple[int, Span]]] = {}
        for entity in self.parse.entities:
            if entity.label == "PERSON":
                name = self.parse.span(self.document.text, entity.first, entity.last)
                bare = plain(name.text)
                found.setdefault(key(surname(bare)), []).append(
                    (-len(bare.split()), self._described(entity.first, entity.last))
                )
        return {name: _wordings(span for _, span in sorted(spans)) for name, spans in found.items()}

    def _described(self, first: int, last: int) -> Span:
        """The phrase around a person's name: titles and nationalities before it, an apposition after it."""
        tokens = self.parse.tokens
        head = next((i for i in range(first, last) if not first <= tokens[i].head < last), last - 1)
        kept = set(range(first, last))
        for child in self.parse.children[head]:
            if tokens[child].dep in _TITLE_DEPS:
                kept.update(self.parse.subtree(child))
        while kept and tokens[max(kept)].pos == "PUNCT" and max(kept) >= last:
            kept.discard(max(kept))
        return self.parse.span(self.document.text, min(kept), max(kept) + 1)


def _wordings(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The first span of each text, in order."""
    first: dict[str, Span] = {}
    for span in spans:
        first.setdefault(span.text, span)
    return tuple(first.values())
