"""The learned coder: a small encoder reads the text, heads name triggers, types, statuses and who stands where to them.

Trained by `dateline.train` (docs/training.md, docs/model-card.md); here it only runs, without torch.
"""

from __future__ import annotations

from tokenizers import Tokenizer

from dateline.coding.contexts import ContextLexicon
from dateline.coding.neural_advice import Advice, Rules
from dateline.coding.neural_decode import Reader
from dateline.coding.neural_light import told_once
from dateline.coding.neural_onnx import OnnxNetwork, read_tokenizer
from dateline.coding.neural_scores import Choice, Found, Network, find, heeded
from dateline.coding.neural_settings import Settings, read_settings
from dateline.model import Event, Parsed, event_id
from dateline.ontology import Ontology, plover


class NeuralCoder:
    """Codes documents one by one; what one says never hangs on what else is coded."""

    def __init__(self, network: Network, tokenizer: Tokenizer, settings: Settings, ontology: Ontology) -> None:
        self._network, self._tokenizer = network, tokenizer
        self._settings, self._ontology = settings, ontology
        self._contexts, self._rules = ContextLexicon.load(), Rules.load()

    @classmethod
    def load(cls, network: Network | None = None) -> NeuralCoder:
        """The shipped coder (about 0.2 s); raises DataError where its files are missing or of another edition.

        `network` is one that is loaded already.
        """
        ontology = plover()
        settings = read_settings(ontology)
        return cls(network or OnnxNetwork.load(), read_tokenizer(), settings, ontology)

    def code(self, parsed: Parsed) -> tuple[Event, ...]:
        """The records of one document, in text order of their triggers."""
        choice = Choice(self._settings.least, self._settings.second, self._settings.trust)
        advice = Advice(parsed, self._rules)
        scored = find(parsed, advice, self._tokenizer, self._network, choice)
        found = [heeded(one, self._settings.heed) for one in told_once(parsed.parse, list(scored))]
        reader = Reader(parsed, self._settings)
        contexts = self._contexts.of(parsed.parse) if found else ()
        return tuple(self._event(reader, one, contexts[parsed.parse.tokens[one.word].sentence]) for one in found)

    def _event(self, reader: Reader, found: Found, contexts: tuple[str, ...]) -> Event:
        kind = self._ontology.kind(self._settings.types[found.type], reader.mode(found))
        document, trigger, status = reader.document.id, reader.trigger(found), reader.status(found)
        actors = reader.parties(found, "actors")
        return Event(
            id=event_id(document, kind.type, kind.mode, status=status, trigger=trigger),
            document=document,
            sentence=reader.sentence(found),
            **kind.fields,
            contexts=self._contexts.with_kind(contexts, kind.type, kind.mode),
            trigger=trigger,
            status=status,
            actors=actors,
            recipients=tuple(p for p in reader.parties(found, "recipients") if p not in actors),
            place=reader.place(found),
            date=reader.date(found),
            fatalities=reader.harm(found, "fatalities", status),
            injured=reader.harm(found, "injured", status),
            size=reader.size(found, (kind.type, kind.mode)),
            attribution=reader.attribution(found) or reader.speaker(found, actors, kind.quad),
            condition=reader.condition(found),
            confidence=reader.confidence(found),
            reasons=tuple(reader.reasons(found)),
        )
