"""Where the coded text of a document stands: its paragraphs, from blocks and newlines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.model import CODED, Block, Document, Span

BLANK = re.compile(r"(?<!\s)\s*\n[^\S\n]*\n\s*")  # looked for from the beginning of white space only
NEWLINE = re.compile(r"(?<![^\S\n])[^\S\n]*\n[^\S\n]*")
FINAL = re.compile(r"""[.!?:…]["'”’»)\]]*$""")
BULLET = re.compile(r"[•▪◦‣·–—*-]\s|\(?\d{1,2}[.)]\s")
WRAPPED_LINE = range(40, 101)  # median characters a line, in mail and plain-text releases


def paragraphs(document: Document) -> tuple[Span, ...]:
    """The paragraphs of the coded blocks, in text order; a document without blocks is all body."""
    blocks = document.blocks or (Block("body", 0, len(document.text)),)
    coded = (block for block in blocks if block.kind in CODED)
    return tuple(span for block in coded for span in _of_block(document.text, block))


def _of_block(text: str, block: Block) -> Iterator[Span]:
    for start, end in _split(text, block.start, block.end, BLANK):
        lines = [Span.of(text, a, b) for a, b in _split(text, start, end, NEWLINE)]
        yield from _join(text, lines, wrapped=_is_wrapped(lines))


def _split(text: str, start: int, end: int, border: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The stretches between the borders, without white space around them, none of them empty."""
    at = start
    for match in border.finditer(text, start, end):
        yield from _trimmed(text, at, match.start())
        at = match.end()
    yield from _trimmed(text, at, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    left, right = len(piece) - len(piece.lstrip()), len(piece.rstrip())
    if left < right:
        yield start + left, start + right


def _is_wrapped(lines: list[Span]) -> bool:
    """Whether newlines are only line breaks: even, short lines that mostly end in mid-sentence."""
    if len(lines) < 3:
        return False
    inner = lines[:-1]
    open_ended = sum(1 for line in inner if not FINAL.search(line.text))
    middle = sorted(len(line.text) for line in inner)[len(inner) // 2]
    return open_ended * 2 > len(inner) and middle in WRAPPED_LINE


def _join(text: str, lines: list[Span], *, wrapped: bool) -> Iterator[Span]:
    """Lines to paragraphs: a line that only goes on the one before it is joined to it."""
    current: Span | None = None
    for line in lines:
        if current is not None and _goes_on(current, line, wrapped=wrapped):
            current = Span.of(text, current.start, line.end)
        else:
            if current is not None:
                yield current
            current = line
    if current is not None:
        yield current


def _goes_on(before: Span, line: Span, *, wrapped: bool) -> bool:
    if BULLET.match(line.text):
        return False
    return wrapped or (line.text[0].islower() and not FINAL.search(before.text))
