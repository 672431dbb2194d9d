"""Captions that are a paragraph of their own, given twice, or closed by a credit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from dateline.model import Block, BlockKind
from dateline.read.running import CAPTION, credit_start
from dateline.read.sentences import sentences

AGAIN = "repeats the caption before it"
SHORTEST = 40  # characters of a text that is given twice before the repetition means anything
LONG = 80  # characters of a paragraph that stands twice in a row before it is taken for a caption
WORDS = 120  # a longer paragraph is no caption, whatever it ends with


def caption(text: str, block: Block) -> tuple[Block, ...]:
    """The blocks of a paragraph that is a caption: once or twice, with its credit; () where it is none."""
    twice = _twice(text, block)
    if twice:
        return twice
    piece = text[block.start : block.end]
    start = credit_start(piece) if len(piece.split()) <= WORDS else None
    if start is not None and _closes(piece, start):
        return tuple(_with_credit(text, block, block.start + start))
    stated = any(pattern.match(piece) for pattern in CAPTION[:3]) and len(piece) < 400
    alone = stated and len(sentences(text, block.start, block.end)) == 1
    return (msgspec.structs.replace(block, kind="caption"),) if alone else ()


def _closes(piece: str, start: int) -> bool:
    """Whether the credit closes a caption; one in brackets after a long paragraph closes its last sentence only."""
    return piece[start] != "(" or _sentences(piece[:start]) <= 3


def _sentences(piece: str) -> int:
    return len(re.findall(r"[a-z0-9”\"’)][.!?](?=\s|$)", piece))


def _with_credit(text: str, block: Block, start: int) -> Iterator[Block]:
    stop = block.start + len(text[block.start : start].rstrip())
    if stop > block.start:
        yield Block("caption", block.start, stop, block.note)
    yield Block("credit", start, block.end)


def _twice(text: str, block: Block) -> tuple[Block, ...]:
    """A paragraph that says the same thing twice over, then perhaps whose picture it is."""
    piece = text[block.start : block.end]
    middle = piece.find(piece[:SHORTEST], SHORTEST)
    said = piece[:middle].rstrip() if middle > 0 else ""
    if len(said) < SHORTEST or not piece.startswith(said, middle):
        return ()
    end = block.start + middle + len(said)
    rest = text[end : block.end]
    blocks = (
        Block("caption", block.start, block.start + len(said)),
        Block("caption", block.start + middle, end, AGAIN),
    )
    if not rest.strip():
        return blocks
    kind: BlockKind = "credit" if len(rest.split()) <= 12 else "caption"
    return (*blocks, Block(kind, end + len(rest) - len(rest.lstrip()), block.end))


def repeats(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, with body paragraphs that say again what a paragraph before them said marked as such.

    Two alike in a row are a caption given twice; one that comes again later is a pull quote or a page's slip.
    """
    first: dict[str, int] = {}
    kinds = list(blocks)
    for i, block in enumerate(kinds):
        said = text[block.start : block.end]
        if block.kind not in ("body", "caption") or len(said) < SHORTEST:
            continue
        before = first.setdefault(said, i)
        if before < i and (kinds[before].kind == "caption" or (before == i - 1 and len(said) >= LONG)):
            kinds[before] = msgspec.structs.replace(kinds[before], kind="caption")
            kinds[i] = msgspec.structs.replace(block, kind="caption", note=AGAIN)
        elif before < i:
            kinds[i] = msgspec.structs.replace(block, kind="boilerplate", note="repeats an earlier paragraph")
    yield from kinds
