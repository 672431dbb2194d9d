"""The records that flow between the stages: frozen, typed, without I/O."""

from dateline.model.document import CODED, Block, BlockKind, Document, Published, document_id
from dateline.model.event import (
    Attribution,
    Coded,
    Event,
    Extent,
    Magnitude,
    Party,
    Place,
    Reason,
    Stance,
    Status,
    When,
    event_id,
    to_json_lines,
)
from dateline.model.ids import DocumentId, EntityId, EventId, IncidentId, content_hash
from dateline.model.issue import Issue
from dateline.model.parse import Entity, Parse, Parsed, Quote, Reference, Sentence, Token
from dateline.model.span import Span
from dateline.model.time import Timex

__all__ = [
    "CODED",
    "Attribution",
    "Block",
    "BlockKind",
    "Coded",
    "Document",
    "DocumentId",
    "Entity",
    "EntityId",
    "Event",
    "EventId",
    "Extent",
    "IncidentId",
    "Issue",
    "Magnitude",
    "Parse",
    "Parsed",
    "Party",
    "Place",
    "Published",
    "Quote",
    "Reason",
    "Reference",
    "Sentence",
    "Span",
    "Stance",
    "Status",
    "Timex",
    "Token",
    "When",
    "content_hash",
    "document_id",
    "event_id",
    "to_json_lines",
]
