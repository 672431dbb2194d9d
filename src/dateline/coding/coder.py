"""What a coder is: parsed documents to event records. The syntax coder and the learned one are both this."""

from __future__ import annotations

from typing import Protocol

from dateline.model import Event, Parsed


class Coder(Protocol):
    """Codes one document at a time: its records depend on nothing but the document."""

    def code(self, parsed: Parsed) -> tuple[Event, ...]:
        """The document's records in text order; parties, places and dates as written, not yet resolved."""
        ...
