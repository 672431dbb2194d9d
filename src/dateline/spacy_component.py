"""Dateline in a spaCy pipeline: `nlp.add_pipe("dateline")` puts the records into `doc._.dateline_events`.

spaCy finds it by the entry point `spacy_factories`. The document is read anew by Dateline's own parser, whose model is
pinned to the bytes that the rules and weights were made with; so it works in any English pipeline, `spacy.blank("en")`
among them. Offsets are those of `doc.text`: `doc.char_span(event.trigger.start, event.trigger.end)`.

Every `spacy.load` imports this module, so it brings along nothing that only a component needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from spacy.language import Language
from spacy.tokens import Doc

from dateline.model import Event, Issue

if TYPE_CHECKING:
    from dateline.run.pipeline import CoderName, Pipeline

KEPT = "dateline"  # in doc.user_data, as JSON: so documents with records can be saved and sent to other processes


class Found(msgspec.Struct, frozen=True):
    """What is kept of a document."""

    events: tuple[Event, ...] = ()
    issue: Issue | None = None


class Component:
    """Codes documents one by one. `published` is used where `doc._.dateline_published` is not set."""

    def __init__(self, pipeline: Pipeline, published: str | None = None) -> None:
        self._pipeline = pipeline
        self._published = published

    def __call__(self, doc: Doc) -> Doc:
        """The same document with its records; one that cannot be coded has an issue instead."""
        from dateline.read import from_text  # noqa: PLC0415 - see above

        published = doc._.dateline_published or self._published
        coded = self._pipeline.code(from_text(doc.text, published=published))
        found = Found(issue=coded) if isinstance(coded, Issue) else Found(coded.events)
        doc.user_data[KEPT] = msgspec.json.encode(found).decode()
        return doc


_USUAL: dict[str, Any] = {"published": None, "coder": "auto", "codebooks": []}


@Language.factory("dateline", default_config=_USUAL, assigns=["doc._.dateline_events"])
def make(
    nlp: Language,  # noqa: ARG001 - spaCy's call
    name: str,  # noqa: ARG001
    published: str | None,
    coder: CoderName,
    codebooks: list[str],
) -> Component:
    """The component, with its models read (seconds).

    Args:
        nlp: the pipeline that it is added to.
        name: what it is called there.
        published: ISO 8601 day of publication of documents that do not say theirs in `doc._.dateline_published`.
        coder: "auto", "syntax" or "neural".
        codebooks: files of categories of your own.

    Raises UsageError for a wrong date when a document is read, DataError where a model is not as tested.
    """
    from dateline.run import Pipeline, PipelineOptions  # noqa: PLC0415 - see above

    return Component(Pipeline.load(PipelineOptions(coder=coder, codebooks=tuple(codebooks))), published)


def found(doc: Doc) -> Found:
    """What the component found in a document; nothing where it has not run."""
    kept = doc.user_data.get(KEPT)
    return msgspec.json.decode(kept, type=Found) if kept else Found()


Doc.set_extension("dateline_published", default=None, force=True)
Doc.set_extension("dateline_events", getter=lambda doc: found(doc).events, force=True)
Doc.set_extension("dateline_issue", getter=lambda doc: found(doc).issue, force=True)
