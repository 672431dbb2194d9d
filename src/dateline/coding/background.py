"""Background: acts told as history, older than a year before the report."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.coding.grammar import VERBAL, ancestors, below, clause_head, head_of, lemma
from dateline.model import Parsed, Timex

DEFINITE = frozenset({"the", "that", "this", "those"})


class Background:
    """What one document tells of old days: its time expressions that end more than a year before publication."""

    def __init__(self, parsed: Parsed) -> None:
        self._parse = parsed.parse
        dated = [(head_of(parsed.parse, t.start, t.end), _is_old(t, parsed)) for t in parsed.parse.times if t.last]
        self._old = {i for a, old in dated if old and a is not None for i in self._heads(a)}
        self._recent = {i for a, old in dated if not old and a is not None for i in self._heads(a)}
        self._lemmas = {lemma(self._parse, i) for i in self._old} - {lemma(self._parse, i) for i in self._recent}
        self._sentences = {self._parse.tokens[i].sentence for i in self._old} - {
            self._parse.tokens[i].sentence for i in self._recent
        }

    def holds(self, index: int) -> bool:
        """Whether the act at token `index` is background: dated so, told after one that is, or a name for it."""
        if index in self._old:
            return True
        if self._within(index, self._recent):
            return False
        return self._within(index, self._old) or self._follows(index) or self._names(index)

    def _heads(self, anchor: int) -> Iterator[int]:
        """The words that a date tells the time of: "the 2005 killing" the noun, "fell in 2005" the verb."""
        before = self._parse.tokens[anchor].dep in ("compound", "nummod", "amod", "nmod", "poss")
        for i in ancestors(self._parse, anchor):
            if self._parse.tokens[i].pos in VERBAL:
                yield i
                return
            if self._parse.tokens[i].pos in ("NOUN", "PROPN"):
                yield i
                if before:
                    return

    def _within(self, index: int, dated: set[int]) -> bool:
        """Whether a date tells the time of the act, or of a clause above it that does not stand in the present."""
        if index in dated:
            return True
        above = [i for i in (index, *ancestors(self._parse, index)) if self._parse.tokens[i].pos in VERBAL]
        return not any(self._present(i) for i in above[:1]) and any(i in dated and not self._present(i) for i in above)

    def _present(self, verb: int) -> bool:
        """Whether the clause stands in the present or the present perfect, so that a date in it is another's."""
        tags = {self._parse.tokens[i].tag for i in (verb, *below(self._parse, verb, "aux", "auxpass"))}
        return bool(tags & {"VBZ", "VBP", "MD"})

    def _follows(self, index: int) -> bool:
        """Whether the sentence before, in the same paragraph, is old, and this one goes on in the simple past."""
        here = self._parse.sentences[self._parse.tokens[index].sentence]
        if here.index == 0 or here.index in self._sentences or here.index - 1 not in self._sentences:
            return False
        if self._parse.sentences[here.index - 1].paragraph != here.paragraph:
            return False
        verb = clause_head(self._parse, index)
        past = {self._parse.tokens[i].tag for i in (verb, *below(self._parse, verb, "aux", "auxpass"))}
        return "VBD" in past and not any(here.first <= i < here.last for i in self._recent)

    def _names(self, index: int) -> bool:
        """Whether the act is a definite noun for something that is only ever dated as old: "the massacre"."""
        token = self._parse.tokens[index]
        if token.pos != "NOUN" or lemma(self._parse, index) not in self._lemmas:
            return False
        return any(self._parse.tokens[i].text.lower() in DEFINITE for i in below(self._parse, index, "det"))


def _is_old(time: Timex, parsed: Parsed) -> bool:
    published = parsed.document.published
    return published is not None and published.is_long_after(time.last)
