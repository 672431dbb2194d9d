"""The coder of rules: a lexicon over syntax trees, every decision traceable to an entry of a data file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import msgspec

from dateline.coding.auxiliary import Auxiliary
from dateline.coding.company import Company
from dateline.coding.contexts import ContextLexicon
from dateline.coding.lexicon import Lexicon
from dateline.coding.slots import Filler
from dateline.coding.trigger import Trigger, find_triggers
from dateline.model import Event, Extent, Parsed, Sentence, event_id, identified
from dateline.ontology import Ontology, plover


class SyntaxCoder(msgspec.Struct, frozen=True):
    """Codes documents by lexicon and syntax. Give it another ontology and lexicon to code by a codebook of your own."""

    ontology: Ontology
    lexicon: Lexicon
    contexts: ContextLexicon
    auxiliary: Auxiliary = Auxiliary()

    @classmethod
    def load(cls) -> SyntaxCoder:
        """The coder of PLOVER with the package's lexicon."""
        return cls(plover(), Lexicon.load(), ContextLexicon.load(), Auxiliary.load())

    def code(self, parsed: Parsed) -> tuple[Event, ...]:
        """The document's records in text order."""
        filler, company, contexts = Filler(parsed), Company(parsed.parse), self.contexts.of(parsed.parse)
        found = (
            self._event(parsed, sentence, trigger, contexts[sentence.index], filler)
            for sentence in parsed.parse.sentences
            for trigger in find_triggers(company, sentence, self.lexicon)
        )
        return tuple(numbered(list(found)))

    def _event(
        self, parsed: Parsed, sentence: Sentence, trigger: Trigger, contexts: tuple[str, ...], filler: Filler
    ) -> Event:
        slots = filler.fill(trigger.index, trigger.type, trigger.mode)
        type_, mode, status = self.auxiliary.settle(parsed.parse, trigger, slots.status)
        kind = self.ontology.kind(type_, mode)
        span = parsed.parse.span(parsed.document.text, trigger.first, trigger.last)
        return Event(
            id=event_id(parsed.document.id, type_, mode, status=status, trigger=span),
            document=parsed.document.id,
            sentence=Extent(sentence.start, sentence.end),
            **kind.fields,
            contexts=self.contexts.with_kind(contexts, type_, mode),
            trigger=span,
            status=status,
            actors=slots.actors,
            recipients=slots.recipients,
            place=slots.place,
            date=slots.date,
            fatalities=slots.fatalities,
            injured=slots.injured,
            size=slots.size,
            attribution=slots.attribution,
            condition=slots.condition,
            confidence=trigger.score,
            reasons=slots.reasons,
        )


def numbered(events: list[Event]) -> Iterator[Event]:
    """The records with ids of their own where several are alike in all that an id is made of."""
    seen: Counter[str] = Counter()
    for event in events:
        nth = seen[event.id]
        seen[event.id] += 1
        if nth:
            event = identified(event, nth)  # noqa: PLW2901 - the same record with its own id
        yield event
