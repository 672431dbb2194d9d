"""What a format's module hands on: a text, the blocks it is sure of, and what the page says about itself."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dateline.model import Block, BlockKind, Published


class Part(msgspec.Struct, frozen=True):
    """A paragraph of a page that carries no text of its own to point into, with its function on the page."""

    kind: BlockKind
    text: str
    note: str = ""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A report before its last touches.

    `blocks` are the paragraphs in text order; those of kind `body` are still looked at for captions, related stories
    and boilerplate. Without blocks the paragraphs are found in the text itself. `declared` is the language that the
    page claims, believed where the text is too short to tell.
    """

    text: str
    where: str
    blocks: tuple[Block, ...] = ()
    id: str = ""
    title: str = ""
    publisher: str = ""
    original_publisher: str = ""
    byline: str = ""
    section: str = ""
    language: str = ""
    declared: str = ""
    published: Published | None = None
    url: str = ""


def compose(parts: Iterable[Part]) -> tuple[str, tuple[Block, ...]]:
    """Parts as one text, a blank line between them, and the block of each."""
    blocks: list[Block] = []
    texts: list[str] = []
    at = 0
    for part in parts:
        text = part.text.strip()
        if text:
            blocks.append(Block(part.kind, at, at + len(text), part.note))
            texts.append(text)
            at += len(text) + 2
    return "\n\n".join(texts), tuple(blocks)
