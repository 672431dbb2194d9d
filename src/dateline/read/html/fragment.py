"""HTML that is all report and no page: a feed's entry, a mail's body."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from dateline.model import BlockKind
from dateline.read.draft import Part
from dateline.read.html.tree import BLOCK, SILENT, parse, tidy

KINDS: dict[str, BlockKind] = {"figcaption": "caption", **{f"h{level}": "heading" for level in range(1, 7)}}


def fragment(source: str, where: str) -> list[Part]:
    """The paragraphs of a piece of HTML (or of plain text, which is HTML without tags)."""
    if not source.strip():
        return []
    found: list[Part] = []
    kind: BlockKind = "body"
    piece = ""
    for text, next_kind in _flow(parse(f"<div>{source}</div>", where), "body"):
        if text is None:
            found += [Part(kind, tidy(piece))] if tidy(piece) else []
            piece, kind = "", next_kind
        else:
            piece += text
    return [*found, Part(kind, tidy(piece))] if tidy(piece) else found


def _flow(element: HtmlElement, around: BlockKind) -> Iterator[tuple[str | None, BlockKind]]:
    """The text of an element in reading order; (None, kind) where a paragraph of that kind begins."""
    if not isinstance(element.tag, str) or element.tag in SILENT:
        return
    own = KINDS.get(element.tag, around)
    if element.tag in BLOCK:
        yield None, own
    yield element.text or "", own
    for child in element:
        if child.tag == "br":
            following = child.getnext()
            double = following is not None and following.tag == "br" and not (child.tail or "").strip()
            yield (None if double else " "), own
        yield from _flow(child, own)
        yield child.tail or "", own
    if element.tag in BLOCK:
        yield None, around
