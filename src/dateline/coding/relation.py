"""One attribution: somebody (or nobody named) says so."""

from __future__ import annotations

import msgspec

from dateline.model import Span, Stance


class Source(msgspec.Struct, frozen=True):
    """Who says so: the span, the head of its noun phrase, and whether it leaves the person or paper without a name."""

    span: Span
    head: int | None = None
    anonymous: bool = False


class AttributionRelation(msgspec.Struct, frozen=True, kw_only=True):
    """Sources, the cue that ties them to what they say, and the pieces of that content, in text order.

    `reports` tells reports ("said") from attitudes ("praised"), which vouch for nothing; there is no source where
    nobody is named ("reportedly"); `lemma` is the cue's.
    """

    sources: tuple[Source, ...]
    cue: Span
    content: tuple[Span, ...]
    stance: Stance = "asserts"
    medium: str | None = None
    reports: bool = True
    lemma: str = ""

    def covers(self, offset: int) -> bool:
        """Whether the content holds the character."""
        return any(piece.start <= offset < piece.end for piece in self.content)

    @property
    def extent(self) -> tuple[int, int]:
        """First and last character (exclusive) of all sources together; (0, 0) where there is none."""
        spans = [source.span for source in self.sources]
        return (min(s.start for s in spans), max(s.end for s in spans)) if spans else (0, 0)
